"""Enumerations of devices' features: the schema's names and numbers; other numbers are kept."""

from __future__ import annotations

import inspect

import pytest

from desktop.csta import feature_enumerations
from desktop.csta.enumerations import OpenEnum
from desktop.csta.feature_enumerations import AgentState, PresenceState, ReqAgentState
from desktop.csta.schema import Schema
from desktop.csta.values import BitSet

EVERY = [
    kind
    for _, kind in inspect.getmembers(feature_enumerations, inspect.isclass)
    if kind.__module__ == feature_enumerations.__name__
]


@pytest.mark.parametrize("kind", EVERY)
def test_names_and_numbers_are_the_schemas(kind: type[OpenEnum], schema: Schema) -> None:
    assert {int(member): member.name for member in kind} == dict(schema.node(kind.__name__).names)


@pytest.mark.parametrize("kind", EVERY)
def test_a_number_that_is_not_listed_is_kept(kind: type[OpenEnum]) -> None:
    member = kind.from_asn1(99)
    assert (member.name, member.to_asn1()) == ("value-99", 99)


def test_asking_for_a_state_has_other_numbers_than_telling_it() -> None:
    assert (AgentState.agentReady, ReqAgentState.ready) == (2, 3)


def test_presence_states_are_bits() -> None:
    both = BitSet.from_asn1((b"\x44", 6))  # 01 0001: away and in a meeting
    assert {state for state in PresenceState if state in both} == {PresenceState.away, PresenceState.meeting}
