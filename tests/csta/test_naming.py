"""Devices in sentences."""

from __future__ import annotations

import pytest

from desktop.csta.naming import digits, first, named, withheld
from desktop.csta.values import NOT_KNOWN, RESTRICTED, DeviceID, ReportedDevice


def shown(number: str) -> str:
    return f"<{number}>"


@pytest.mark.parametrize(
    ("device", "number"),
    [
        (None, None),
        (NOT_KNOWN, None),
        (DeviceID("100"), "100"),
        (ReportedDevice.known("N<7049>Anna"), "7049"),
        (DeviceID("089123,4711,5"), "089123,****"),
    ],
)
def test_digits_without_what_may_be_secret(device: ReportedDevice | DeviceID | None, number: str | None) -> None:
    assert digits(device) == number


def test_withheld() -> None:
    assert withheld(RESTRICTED)
    assert not withheld(NOT_KNOWN)
    assert not withheld(None)


@pytest.mark.parametrize(
    ("device", "inside"),
    [
        (DeviceID("100"), "<100>"),
        (ReportedDevice.known("100,99"), "<100,****>"),
        (RESTRICTED, "a withheld number"),
        (NOT_KNOWN, "an unknown number"),
        (DeviceID(b"\x01", "other"), "an unknown number"),
        (None, "an unknown number"),
    ],
)
def test_in_the_middle_of_a_sentence(device: ReportedDevice | DeviceID | None, inside: str) -> None:
    assert str(named(device, shown)) == inside


def test_at_the_beginning_of_a_sentence() -> None:
    assert first(DeviceID("100"), shown) == "<100>"
    assert str(first(RESTRICTED, shown)) == "Somebody"
