"""The dial plan that the settings describe."""

from __future__ import annotations

from desktop.numbers import DialPlan
from desktop.settings import options
from desktop.settings.options import Settings


def dial_plan(settings: Settings) -> DialPlan:
    """Return the dial plan of ``settings``; where the two internal lengths are swapped they are taken the other way."""
    lengths = (settings[options.DIALLING_INTERNAL_LENGTH_MIN], settings[options.DIALLING_INTERNAL_LENGTH_MAX])
    return DialPlan(
        country_code=settings[options.DIALLING_COUNTRY_CODE],
        area_code=settings[options.DIALLING_AREA_CODE],
        trunk_code=settings[options.DIALLING_TRUNK_CODE],
        internal_length_min=min(lengths),
        internal_length_max=max(lengths),
    )
