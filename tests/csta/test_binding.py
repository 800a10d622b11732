"""From plain values to frozen messages and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from desktop.csta.binding import asn1, optional, read, rest, write
from desktop.csta.enumerations import EventCause
from desktop.csta.errors import DecodeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    called_device: str
    actual_filter: int = asn1("actualmonitorFilter")
    reason: EventCause | None = None
    forward_dn: str | None = optional("forwardDN")
    inners: tuple[Inner, ...] = ()
    either: int | str | None = None
    several: list[int] | None = None
    other: dict[str, Any] = rest()


PLAIN = {
    "calledDevice": "101",
    "actualmonitorFilter": 7,
    "reason": 22,
    "forwardDN": "102",
    "inners": [{"number": 1}, {"number": 2}],
    "either": "x",
    "several": [1, 2],
    "userData": b"\x01",
}
MESSAGE = Outer(
    called_device="101",
    actual_filter=7,
    reason=EventCause.newCall,
    forward_dn="102",
    inners=(Inner(number=1), Inner(number=2)),
    either="x",
    several=[1, 2],
    other={"userData": b"\x01"},
)


def test_members_become_fields_and_what_has_no_field_is_kept() -> None:
    assert read(Outer, PLAIN) == MESSAGE
    assert write(MESSAGE) == PLAIN


def test_absent_optional_members_stay_absent() -> None:
    small = {"calledDevice": "101", "actualmonitorFilter": 7, "inners": []}
    message = read(Outer, small)
    assert (message.reason, message.forward_dn, message.inners, message.either, message.other) == (
        None,
        None,
        (),
        None,
        {},
    )
    assert write(message) == small


def test_a_missing_mandatory_member_is_named() -> None:
    with pytest.raises(DecodeError, match="sent Outer without actualmonitorFilter, which it must have"):
        read(Outer, {"calledDevice": "101"})


@pytest.mark.parametrize("value", [None, b"\x30\x00", ("value-5", b""), 7])
def test_another_shape_is_an_error(value: Any) -> None:
    with pytest.raises(DecodeError, match="something else where Outer was expected"):
        read(Outer, value)


def test_messages_are_hashable_although_the_rest_is_not() -> None:
    plain = {name: value for name, value in PLAIN.items() if name != "several"}
    assert hash(read(Outer, plain)) == hash(read(Outer, dict(plain)))
