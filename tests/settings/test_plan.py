"""The settings' dial plan."""

from __future__ import annotations

from desktop.numbers import DialPlan
from desktop.settings import options
from desktop.settings.options import Settings
from desktop.settings.plan import dial_plan


def test_the_plan_has_what_was_chosen() -> None:
    settings = (Settings().replaced(options.DIALLING_AREA_CODE, "089").replaced(options.DIALLING_TRUNK_CODE, "9")
                .replaced(options.DIALLING_INTERNAL_LENGTH_MAX, 3))
    assert dial_plan(settings) == DialPlan("49", "89", "9", 1, 3)


def test_swapped_lengths_are_taken_the_other_way() -> None:
    settings = Settings().replaced(options.DIALLING_INTERNAL_LENGTH_MIN, 5).replaced(
        options.DIALLING_INTERNAL_LENGTH_MAX, 2)
    assert dial_plan(settings).is_internal("1234")
    assert not dial_plan(settings).is_internal("1")
