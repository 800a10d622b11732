"""Every event of the table: its members, and that nothing is lost on the way in and out."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from random import Random

import pytest

from desktop.csta import events
from desktop.csta.binding import read
from desktop.csta.events.base import CallEvent
from desktop.csta.events.report import EVENTS, EventReport, classes
from desktop.csta.messages import message_class
from desktop.csta.schema import Node, Schema
from desktop.csta.values import ConnectionID, ReportedDevice
from tests.support.documented import unmentioned
from tests.support.messages import parts
from tests.support.modules import Modules
from tests.support.strategies import sample

EVERY = {names: message_class(f"events.{path}") for names, path in EVENTS.items()}
CALL_CONTROL = classes("callControlEvents")


def _node(schema: Schema, category: str, name: str) -> Node:
    categories = dict(schema.node("EventSpecificInfo").alternatives)
    inner = categories[category].inner
    assert inner is not None
    return dict(inner.alternatives)[name]


@pytest.mark.parametrize(("category", "name"), EVERY)
def test_every_event_survives_the_way_in_and_out(schema: Schema, category: str, name: str) -> None:
    kind = EVERY[category, name]
    type_name = _node(schema, category, name).type_name
    assert type_name is not None
    for seed in range(40):
        value = {
            "crossRefIdentifier": b"\x00\x11",
            "eventSpecificInfo": (category, (name, sample(Random(seed), type_name))),
        }
        octets = schema.encode("CSTAEventReportArgument", value)
        report = EventReport.from_asn1(schema.decode("CSTAEventReportArgument", octets))
        assert type(report.event) is kind
        assert report.name == name
        assert report.cross_ref == b"\x00\x11"
        assert schema.encode("CSTAEventReportArgument", report.to_asn1()) == octets


def test_the_table_knows_every_event_of_the_schema(schema: Schema) -> None:
    known = set()
    for category, node in schema.node("EventSpecificInfo").alternatives:
        assert node.inner is not None
        known |= {(category, name) for name, _ in node.inner.alternatives}
    assert known == set(EVERY)


@pytest.mark.parametrize(("category", "name"), EVERY)
def test_fields_are_members_of_the_schema(schema: Schema, category: str, name: str) -> None:
    members = {member for member, _, _ in _node(schema, category, name).members}
    common = {field.name for field in dataclasses.fields(CallEvent)}
    for field in dataclasses.fields(EVERY[category, name]):
        first, *more = field.name.split("_")
        member = field.metadata.get("asn1") or first + "".join(word.capitalize() for word in more)
        assert field.name in common or member in members


@pytest.mark.parametrize("kind", EVERY.values())
def test_events_and_their_parts_explain_their_members(kind: type) -> None:
    for part in parts(kind):
        assert unmentioned(part, events) == set(), part.__name__


@pytest.mark.parametrize("name", CALL_CONTROL)
def test_members_are_those_of_the_official_module(schema: Schema, name: str, evidence: Path) -> None:
    dashed = re.sub(r"(?<!^)([A-Z])", lambda found: f"-{found[1].lower()}", name)
    node = _node(schema, "callControlEvents", name)
    ours = [member for member, _, _ in node.members]
    official = Modules(evidence).members(f"{dashed}-event.asn1", f"{name[0].upper()}{name[1:]}Event")
    assert ours == official


@pytest.mark.parametrize("name", CALL_CONTROL)
def test_a_call_control_event_names_its_connection_and_device(schema: Schema, name: str) -> None:
    kind = CALL_CONTROL[name]
    type_name = _node(schema, "callControlEvents", name).type_name
    assert type_name is not None
    event = read(kind, sample(Random(name), type_name))
    assert isinstance(event.subject, ConnectionID)
    assert event.subject == getattr(event, kind.SUBJECT)
    if name == "callCleared":
        assert event.subject_device is None
    else:
        assert event.subject_device == getattr(event, kind.DEVICE)
        assert isinstance(event.subject_device, ReportedDevice)
