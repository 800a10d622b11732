"""Every phase, outcome and forwarding has a word."""

from __future__ import annotations

from typing import get_args

from desktop.csta.enumerations import ForwardingType
from desktop.station.views import Outcome, Phase
from desktop.station.words import FORWARDINGS, OUTCOMES, PHASES


def test_every_value_of_the_vocabulary_has_a_word() -> None:
    assert set(PHASES) == set(get_args(Phase))
    assert set(OUTCOMES) == set(get_args(Outcome))
    assert set(FORWARDINGS) == {kind.short for kind in ForwardingType}
