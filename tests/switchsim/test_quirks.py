"""Values of quirks and limits as people write them, and what there is to say about each."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.switchsim.company import Limits, Quirks
from desktop.switchsim.quirks import LIMIT_NAMES, LIMITS, QUIRK_NAMES, QUIRKS, choices, limit_value, quirk_value


def test_every_quirk_and_every_limit_has_its_sentence() -> None:
    assert set(QUIRKS) == set(QUIRK_NAMES) == set(Quirks.__dataclass_fields__)
    assert set(LIMITS) == set(LIMIT_NAMES) == set(Limits.__dataclass_fields__)


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("release", "blocked", "blocked"),
        ("split", 3, 3),
        ("glue", True, True),
        ("disabled_events", ["held"], frozenset({"held"})),
        ("missing_services", ["alternateCall"], frozenset({"alternateCall"})),
        ("private_data", "0401ff", b"\x04\x01\xff"),
        ("private_data", False, None),
    ],
)
def test_values(name: str, written: Any, value: Any) -> None:
    assert quirk_value(name, written) == value


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("release", "sometimes"),
        ("split", True),
        ("split", -1),
        ("glue", 1),
        ("private_data", "xyz"),
        ("private_data", 7),
        ("disabled_events", "held"),
        ("system_status_timer", 181),
        ("disabled_events", [1]),
        ("missing_services", "alternateCall"),
    ],
)
def test_what_is_no_value(name: str, written: Any) -> None:
    with pytest.raises(ValueError):
        quirk_value(name, written)


def test_limits_are_numbers() -> None:
    assert limit_value("links", 2) == 2
    assert (limit_value("licensed", 0), limit_value("licensed", False)) == (0, None)
    for written in (-1, True, "4", None, 1.5, False):
        with pytest.raises(ValueError):
            limit_value("links", written)
    for written in (-1, True, "4", None):
        with pytest.raises(ValueError):
            limit_value("licensed", written)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("release", "Values: clear, blocked."),
        ("glue", "Values: true, false."),
        ("split", "Value: a number."),
        ("disabled_events", ""),
    ],
)
def test_choices(name: str, said: str) -> None:
    assert choices(name) == said
