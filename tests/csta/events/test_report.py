"""Event reports: known events by category and name, unknown ones with their octets."""

from __future__ import annotations

import pytest

from desktop.csta.binding import read, write
from desktop.csta.enumerations import EventCause
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.events.base import Event
from desktop.csta.events.call_control import Delivered, Held, Retrieved
from desktop.csta.events.logical import DoNotDisturbChanged
from desktop.csta.events.report import EVENTS, EventReport, UnknownEvent, classes
from desktop.csta.messages import message_class
from desktop.csta.schema import Schema
from desktop.csta.values import ConnectionID, ReportedDevice

HELD = Held(
    held_connection=ConnectionID.of(b"\xb1\x64", "100"),
    holding_device=ReportedDevice.known("100"),
    cause=EventCause.newCall,
)


def test_a_report_is_its_monitor_and_its_event(schema: Schema) -> None:
    report = EventReport(b"\x00\x11", HELD)
    octets = schema.encode("CSTAEventReportArgument", report.to_asn1())
    assert octets.hex() == (
        "3025" + "55020011"
        "a01f" + "a91d"
        "6b0f" + "300d" + "8002b164" + "a107" + "3005" + "8003313030"
        "6307" + "3005" + "8003313030"
        "0a0116"
    )
    assert EventReport.from_asn1(schema.decode("CSTAEventReportArgument", octets)) == report
    assert report.name == "held"


def test_the_classes_of_a_category_by_their_events_names() -> None:
    maintenance = classes("deviceMaintenanceEvents")
    assert set(maintenance) == {"backInService", "deviceCapabilityChanged", "outOfService", "partiallyInService"}
    assert maintenance["outOfService"] is message_class("events.maintenance.OutOfService")
    assert classes("callControlEvents")["retrieved"] is Retrieved
    assert classes("logicalDeviceFeatureEvents")["doNotDisturb"] is DoNotDisturbChanged
    assert classes("noSuchEvents") == {}


def test_every_row_names_an_event_and_no_class_comes_twice() -> None:
    kinds = [message_class(f"events.{path}") for path in EVENTS.values()]
    assert len(set(kinds)) == len(EVENTS)
    assert all(issubclass(kind, Event) for kind in kinds)


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
    with pytest.raises(LocalMisuse, match="An event that is not known cannot be sent"):
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
