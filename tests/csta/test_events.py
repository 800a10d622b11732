"""Event reports: every event of the table, and those that Deskline does not know."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from random import Random

import pytest

from desktop.csta.binding import read, write
from desktop.csta.errors import DecodeError
from desktop.csta.events.base import CallEvent
from desktop.csta.events.call_control import Delivered, Held
from desktop.csta.events.report import EVENTS, EventReport, UnknownEvent, classes
from desktop.csta.messages import message_class
from desktop.csta.schema import Node, Schema
from desktop.csta.values import ConnectionID, ReportedDevice
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


@pytest.mark.parametrize(
    ("octets", "category", "name"),
    [
        ("30085502001 1a902 0500".replace(" ", ""), "value-9", "value-9"),
        ("300a55020011a0049f330101", "callControlEvents", "value-51"),
        ("300a55020011a404be020500", "logicalDeviceFeatureEvents", "value-30"),
    ],
)
def test_an_event_that_is_not_known_keeps_category_and_octets(
    schema: Schema, octets: str, category: str, name: str
) -> None:
    whole = bytes.fromhex(octets)
    report = EventReport.from_asn1(schema.decode("CSTAEventReportArgument", whole))
    assert isinstance(report.event, UnknownEvent)
    assert (report.event.category, report.event.name, report.name) == (category, name, name)
    assert whole.endswith(report.event.octets)
    assert report.cross_ref == b"\x00\x11"
    with pytest.raises(AssertionError):
        report.to_asn1()


def test_an_alternative_of_the_schema_without_a_message_is_kept_as_unknown() -> None:
    value = {"crossRefIdentifier": b"\x01", "eventSpecificInfo": ("callControlEvents", ("brandNew", b"\x05\x00"))}
    assert EventReport.from_asn1(value).event == UnknownEvent("callControlEvents", "brandNew", b"\x05\x00")


def test_an_event_without_its_connection_is_an_error() -> None:
    with pytest.raises(DecodeError, match="sent Delivered without connection"):
        read(Delivered, {"cause": 22})


def test_call_monitors_send_no_local_state() -> None:
    event = read(Held, {"heldConnection": ("callID", b"\x01"), "cause": 78})
    assert event.local_connection_info is None
    assert write(event) == {"heldConnection": ("callID", b"\x01"), "cause": 78}
