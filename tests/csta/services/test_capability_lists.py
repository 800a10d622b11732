"""Lists of services and events: one field for each, names of bits from the schema."""

from __future__ import annotations

import dataclasses

import pytest

from desktop.csta.binding import read
from desktop.csta.schema import Schema
from desktop.csta.services import capability_lists as c
from desktop.csta.values import BitSet
from tests.support.messages import round_trips

ALL: tuple[type[c.CapabilityList], ...] = (*c.SERVICE_LISTS, *c.EVENT_LISTS)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_service_or_event_has_a_field_and_nothing_else_has(kind: type[c.CapabilityList], schema: Schema) -> None:
    round_trips(kind, kind.__name__)
    members = schema.node(kind.__name__).members
    assert [c.spelling(name) for name, _, _ in members] == [
        c.spelling(field.name) for field in dataclasses.fields(kind) if field.name != "other"
    ]
    assert {node.kind for _, node, _ in members} == {"BIT STRING"}


def test_no_list_is_missing() -> None:
    mine = {kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, c.CapabilityList)}
    assert mine - set(ALL) == {c.CapabilityList, c.ServiceList, c.EventList}
    assert len(set(ALL)) == len(ALL) == 24
    assert {issubclass(kind, c.ServiceList) for kind in c.SERVICE_LISTS} == {True}
    assert {issubclass(kind, c.EventList) for kind in c.EVENT_LISTS} == {True}


def test_a_list_says_what_it_names_and_how_much_of_it(schema: Schema) -> None:
    """MakeCall with the bits initiated (0), autoOriginateDoNotPrompt (5); HoldCall without any."""
    octets = bytes.fromhex("3007" + "8e0100" + "91020284")
    listed = read(c.CallControlServList, schema.decode("CallControlServList", octets))
    assert listed.named() == {"make_call", "hold_call"}
    assert listed.details(schema, "make_call") == {"initiated", "autoOriginateDoNotPrompt"}
    assert listed.details(schema, "hold_call") == frozenset()
    assert listed.details(schema, "answer_call") == frozenset()


def test_a_bit_that_the_standard_does_not_name_is_called_by_its_number(schema: Schema) -> None:
    listed = c.CallControlServList(retrieve_call=BitSet(frozenset({1, 40}), 41))
    assert listed.details(schema, "retrieve_call") == {"privateDataInAck", "bit-40"}


def test_what_a_newer_switch_adds_does_not_cost_the_rest(schema: Schema) -> None:
    """A service of tag 29 before TransferCall (24)."""
    listed = read(c.CallControlServList, schema.decode("CallControlServList", bytes.fromhex("30089d02078098020780")))
    assert listed.named() == {"transfer_call"}
