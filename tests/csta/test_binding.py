"""From plain values to frozen messages and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from desktop.csta.binding import Choice, asn1, every, null, optional, read, rest, write
from desktop.csta.enumerations import EventCause
from desktop.csta.errors import DecodeError, LocalMisuse


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


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"plain": "text"}, r"plain has another type than it must have \(str\)"),
        ({"plains": 5}, r"plains has another type than it must have \(int\)"),
        ({"causes": ("newCall",)}, r"causes has another type than it must have \(tuple\)"),
    ],
)
def test_a_field_of_a_wrong_type_is_named_when_written(fields: dict[str, Any], named: str) -> None:
    values: dict[str, Any] = {"plain": Plain("a"), **fields}
    with pytest.raises(LocalMisuse, match=f"^Mixed cannot be sent: {named}"):
        write(Mixed(**values))


@pytest.mark.parametrize("value", [None, "text", 7])
def test_what_is_no_message_cannot_be_written(value: Any) -> None:
    with pytest.raises(LocalMisuse, match=f"{type(value).__name__} is not a message"):
        write(value)


@pytest.mark.parametrize("value", [None, b"\x30\x00", ("value-5", b""), 7])
def test_another_shape_is_an_error(value: Any) -> None:
    with pytest.raises(DecodeError, match="something else where Outer was expected"):
        read(Outer, value)


def test_messages_are_hashable_although_the_rest_is_not() -> None:
    plain = {name: value for name, value in PLAIN.items() if name != "several"}
    assert hash(read(Outer, plain)) == hash(read(Outer, dict(plain)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour(Choice):
    """One of them is set."""

    number: int | None = None
    shade: Inner | None = None
    several: tuple[Inner, ...] | None = None
    nothing: bool | None = null("noColour")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """Without ``other``: what has no field is left out."""

    colour: Colour
    colours: tuple[Colour, ...] | None = None
    thickness: int = 1


@dataclass(frozen=True, slots=True)
class Plain:
    """A value class that reads and writes itself."""

    text: str

    @classmethod
    def from_asn1(cls, value: tuple[str, str]) -> Plain:
        return cls(value[1])

    def to_asn1(self) -> tuple[str, str]:
        return ("plain", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    plain: Plain
    plains: tuple[Plain, ...] = ()
    causes: tuple[EventCause, ...] = ()


ALTERNATIVES = [
    (("number", 7), Colour(number=7)),
    (("number", 0), Colour(number=0)),
    (("shade", {"number": 3}), Colour(shade=Inner(number=3))),
    (("several", [{"number": 3}]), Colour(several=(Inner(number=3),))),
    (("several", []), Colour(several=())),
    (("noColour", None), Colour(nothing=True)),
    (("value-9", b"\x89\x00"), Colour(other={"value-9": b"\x89\x00"})),
]


@pytest.mark.parametrize(("plain", "message"), ALTERNATIVES)
def test_a_choice_has_one_alternative(plain: tuple[str, Any], message: Colour) -> None:
    assert read(Colour, plain) == message
    assert write(message) == plain


@pytest.mark.parametrize(
    ("message", "count"),
    [
        (Colour(), 0),
        (Colour(number=1, shade=Inner(number=2)), 2),
        (Colour(number=1, nothing=True), 2),
        (Colour(number=1, other={"value-9": b""}), 2),
    ],
)
def test_a_choice_with_none_or_several_cannot_be_sent(message: Colour, count: int) -> None:
    with pytest.raises(LocalMisuse, match=f"Colour must have one of its alternatives, not {count}"):
        write(message)
    with pytest.raises(LocalMisuse):
        write(Painted(colour=message))


def test_choices_inside_messages() -> None:
    plain = {"colour": ("noColour", None), "colours": [("number", 1), ("value-3", b"\x83\x00")], "thickness": 4}
    message = Painted(
        colour=Colour(nothing=True), colours=(Colour(number=1), Colour(other={"value-3": b"\x83\x00"})), thickness=4
    )
    assert read(Painted, plain) == message
    assert write(message) == plain


def test_a_default_stands_for_an_absent_member_and_is_sent() -> None:
    message = read(Painted, {"colour": ("number", 1)})
    assert message.thickness == 1
    assert message.colours is None
    assert write(message) == {"colour": ("number", 1), "thickness": 1}


def test_a_class_without_a_place_for_it_leaves_out_what_it_does_not_know() -> None:
    assert read(Painted, {"colour": ("number", 1), "gloss": 3}) == Painted(colour=Colour(number=1))


def test_a_choice_in_the_shape_of_a_message_is_its_members() -> None:
    """As a nested message's own value, for instance."""
    assert read(Colour, {"number": 7}) == Colour(number=7)


@pytest.mark.parametrize("value", [None, 7, b"", "number", [("number", 7)]])
def test_a_choice_of_another_shape_is_an_error(value: Any) -> None:
    with pytest.raises(DecodeError, match="something else where Colour was expected"):
        read(Colour, value)


def test_the_error_names_the_inner_message() -> None:
    with pytest.raises(DecodeError, match="sent Inner without number"):
        read(Painted, {"colour": ("shade", {})})
    with pytest.raises(DecodeError, match="something else where Inner was expected"):
        read(Painted, {"colour": ("several", [5])})


def test_value_classes_and_enumerations_read_and_write_themselves() -> None:
    plain = {"plain": ("plain", "a"), "plains": [("plain", "b"), ("plain", "c")], "causes": [22, 4711]}
    message = Mixed(plain=Plain("a"), plains=(Plain("b"), Plain("c")), causes=(EventCause.newCall, EventCause(4711)))
    assert read(Mixed, plain) == message
    assert write(message) == plain
    assert read(Mixed, plain).causes[1].name == "value-4711"


@pytest.mark.parametrize("count", [0, 1, 99, 100, 5000])
def test_lists_of_any_length(count: int) -> None:
    values = [{"number": number} for number in range(count)]
    assert every(Inner, list(values)) == tuple(Inner(number=number) for number in range(count))
    message = read(Outer, {"calledDevice": "1", "actualmonitorFilter": 7, "inners": list(values)})
    assert message.inners == tuple(Inner(number=number) for number in range(count))
    assert write(message)["inners"] == values


def test_a_long_list_is_used_up() -> None:
    """The values of thousands of messages are gone when the messages are there."""
    values = [{"number": number} for number in range(5000)]
    every(Inner, values)
    assert values == []


def test_each_message_has_a_place_of_its_own_for_the_rest() -> None:
    first, second = read(Colour, ("number", 1)), read(Colour, ("number", 1))
    assert first == second
    assert first.other is not second.other
