"""Switches of other editions: in every type, members that are absent, and shorter and longer bit strings.

The octets are those of whole messages with one element taken out or cut, so that nothing here depends on an encoder
that would refuse to leave out what the 4th edition makes mandatory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from desktop.csta.errors import DecodeError
from desktop.csta.operations import (
    EVENT_REPORT,
    OPERATIONS,
    Operation,
    decode_argument,
    decode_result,
    encode_argument,
    encode_result,
)
from desktop.csta.schema import Node, Schema
from tests.support.messages import leftovers, one_form
from tests.support.mutations import Element, read
from tests.support.official import Sampler, bits

SEEDS = 8
"""Whole messages of each type; lists may be empty in one of them, and CHOICE has one alternative at a time."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a SEQUENCE in a message: its element among the others, and its value among the others."""

    place: str
    name: str
    node: Node
    optional: bool
    elements: list[Element]
    index: int
    values: dict[str, Any]
    taken_for_it: bool
    """The next member has the same tag: where this one is absent, that one is read as it."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A message with all its members."""

    row: Operation
    kind: str
    type_name: str
    value: Any
    element: Element

    def understood(self, schema: Schema) -> Any:
        """Return the message that is made of the octets as they are now."""
        octets = self.element.octets()
        if self.kind == "result":
            return decode_result(schema, self.row, octets)
        return decode_argument(schema, self.row, octets)

    def again(self, schema: Schema) -> bytes:
        """Return that message's octets."""
        message = self.understood(schema)
        return encode_result(schema, self.row, message) if self.kind == "result" else encode_argument(schema, message)


def messages(schema: Schema) -> Iterator[Whole]:
    for row in OPERATIONS:
        for seed in range(SEEDS):
            sampler = Sampler(Random(f"{row.name} {seed}"), 1.0)
            for kind, type_name in (("argument", row.argument_type), ("result", row.result_type)):
                for value in values(schema, row, sampler, type_name):
                    octets = schema.encode(type_name or "", value)
                    yield Whole(row, kind, type_name or "", schema.decode(type_name or "", octets), read(octets))


def values(schema: Schema, row: Operation, sampler: Sampler, type_name: str | None) -> Iterator[Any]:
    if type_name is None:
        return
    node = schema.node(type_name)
    if row is not EVENT_REPORT:
        yield sampler.value(node)
        return
    (report,) = [member for name, member, _ in node.members if name == "eventSpecificInfo"]
    for category, content in (report.inner or report).alternatives:
        for event, inner in (content.inner or content).alternatives:
            yield sampler.value(node) | {"eventSpecificInfo": (category, (event, sampler.value(inner)))}


def members(node: Node, element: Element, value: Any, place: str = "") -> Iterator[Member]:
    """Yield every member of every SEQUENCE in a value, those outside first."""
    if node.inner is not None:
        assert isinstance(element.content, list)
        yield from members(node.inner, element.content[0], value, place)
    elif node.kind == "CHOICE":
        name, content = value
        yield from members(dict(node.alternatives)[name], element, content, f"{node.type_name or place}.{name}")
    elif node.kind in ("SEQUENCE", "SEQUENCE OF"):
        assert isinstance(element.content, list)
        if node.element is not None:
            for part, content in zip(element.content, value, strict=True):
                yield from members(node.element, part, content, node.type_name or place)
        present = [row for row in node.members if row[0] in value]
        for index, (name, member, optional) in enumerate(present):
            following = {tag for _, other, _ in present[index + 1 : index + 2] for tag in other.tags()}
            here = f"{node.type_name or place}.{name}"
            yield Member(
                here, name, member, optional, element.content, index, value, bool(following & set(member.tags()))
            )
            yield from members(member, element.content[index], value[name], here)


def each(schema: Schema) -> Iterator[tuple[Whole, Member]]:
    """Yield (message, member) for every place that the schema's types have, once."""
    done = set()
    for whole in messages(schema):
        for member in members(schema.node(whole.type_name), whole.element, whole.value):
            if member.place not in done:
                done.add(member.place)
                yield whole, member


def without(member: Member) -> None:
    del member.elements[member.index], member.values[member.name]


def back(member: Member, element: Element, value: Any) -> None:
    member.elements.insert(member.index, element)
    member.values[member.name] = value


@pytest.fixture(scope="module")
def absences(schema: Schema) -> dict[str, tuple[Whole, Member, str | None]]:
    """Every place -> what it is, and the message's complaint where it was absent."""
    found = {}
    for whole, member in each(schema):
        if member.taken_for_it:
            assert not member.optional, member.place
            continue
        element, value = member.elements[member.index], member.values[member.name]
        without(member)
        assert schema.decode(whole.type_name, whole.element.octets()) == whole.value, member.place
        complaint = None
        try:
            assert list(leftovers(whole.understood(schema))) == []
        except DecodeError as error:
            complaint = str(error)
        found[member.place] = whole, member, complaint
        back(member, element, value)
    return found


def test_an_optional_member_may_be_absent(absences: dict[str, tuple[Whole, Member, str | None]]) -> None:
    complaints = {place: complaint for place, (_, member, complaint) in absences.items() if member.optional}
    assert len(complaints) > 1000
    assert set(complaints.values()) == {None}


def test_a_message_says_what_it_cannot_do_without(absences: dict[str, tuple[Whole, Member, str | None]]) -> None:
    """Its octets are understood all the same, for those who explain them."""
    complaints = {place: complaint for place, (_, member, complaint) in absences.items() if not member.optional}
    assert len(complaints) > 300
    for place, complaint in complaints.items():
        assert complaint is None or f" without {absences[place][1].name}, which it must have." in complaint
    assert complaints["MonitorStartArgument.monitorObject"] is not None


def test_an_event_of_a_call_needs_nothing_but_its_connection(
    absences: dict[str, tuple[Whole, Member, str | None]], schema: Schema
) -> None:
    """Switches leave out causes, devices and states that the standard makes mandatory."""
    (report,) = [
        node for name, node, _ in schema.node("CSTAEventReportArgument").members if name == "eventSpecificInfo"
    ]
    events = {node.type_name for node in alternatives(alternatives(report)["callControlEvents"]).values()}
    assert len(events) == 18
    needed = {
        place: member.node.type_name
        for place, (_, member, complaint) in absences.items()
        if complaint is not None and place.partition(".")[0] in events
    }
    assert set(needed.values()) == {"ConnectionID"}
    assert "DeliveredEvent.connection" in needed
    assert "EstablishedEvent.cause" in absences


def alternatives(node: Node) -> dict[str, Node]:
    return dict((node.inner or node).alternatives)


def test_bit_strings_may_be_shorter_and_longer(schema: Schema) -> None:
    """Editions added bits; what a switch does not know is not set, and what it knows beyond us is kept."""
    places = 0
    for whole, member in each(schema):
        holder, node = member.elements[member.index], member.node
        while node.inner is not None:
            assert isinstance(holder.content, list)
            holder, node = holder.content[0], node.inner
        if node.kind != "BIT STRING":
            continue
        places += 1
        before = holder.content, member.values[member.name]
        digits = f"{len(node.names) * '01'}11"  # longer than the standard's
        for length in {0, 1, len(node.names) // 2, len(node.names) - 1, len(node.names), len(digits)}:
            octets, count = bits(digits[:length])
            holder.content = bytes((8 * len(octets) - count,)) + octets
            member.values[member.name] = octets, count
            assert schema.decode(whole.type_name, whole.element.octets()) == whole.value, member.place
            assert schema.decode(whole.type_name, whole.again(schema)) == one_form(whole.value), member.place
        holder.content, member.values[member.name] = before
    assert places > 100
