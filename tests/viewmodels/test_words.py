from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from desktop.station.views import Action, Phase
from desktop.station.words import PHASES
from desktop.viewmodels.words import ACTIONS, TONES, duration, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Anna Maier", "AM"), ("Weber & Söhne", "WS"), ("Maximiliane Weber-Schlüsselbach", "MS"), ("Zentrale", "Z"),
     ("örtlich ü", "ÖÜ"), ("", ""), (None, ""), ("+49 89 123", ""), ("  Anna   Maier ", "AM")],
)  # fmt: skip
def test_initials_are_the_first_letters_of_the_outer_words(name: str | None, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "00:00"),
        (38.9, "00:38"),
        (252, "04:12"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (36061, "10:01:01"),
        (-5, "00:00"),
    ],
)
def test_duration_reads_like_a_clock(seconds: float, expected: str) -> None:
    assert duration(timedelta(seconds=seconds)) == expected


def test_every_phase_and_action_has_its_word() -> None:
    assert set(PHASES) == set(TONES) == set(get_args(Phase))
    assert set(ACTIONS) == set(get_args(Action))
    assert len({str(word) for word in ACTIONS.values()}) == len(ACTIONS)
