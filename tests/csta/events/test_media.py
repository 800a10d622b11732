"""Media attachment events: every member has a field, and octets are the standard's."""

from __future__ import annotations

import pytest

from desktop.csta.call_enumerations import MediaServiceType
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events import media as e
from desktop.csta.events.report import EventReport
from desktop.csta.schema import Schema
from desktop.csta.values import ConnectionID, Extensions, ReportedDevice
from tests.support.messages import round_trips

CALL = ConnectionID.of(b"\xb1\x64", "100")


@pytest.mark.parametrize("kind", [e.MediaAttached, e.MediaDetached])
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, "MediaEvent", seeds=60)


@pytest.mark.parametrize(("kind", "tag"), [(e.MediaAttached, "a0"), (e.MediaDetached, "a1")])
def test_octets_as_the_standard_has_them(schema: Schema, kind: type[e.MediaEvent], tag: str) -> None:
    whole = bytes.fromhex(
        f"3034 55020011 a22e {tag}2c 6b0f 300d 8002b164 a107 30058003313030 6307 30058003313030"
        " 0a011c 020102 800101 4e0103 7e04 a1020500"
    )
    report = EventReport.from_asn1(schema.decode("CSTAEventReportArgument", whole))
    assert report.event == kind(
        media_connection=CALL,
        media_device=ReportedDevice.known("100"),
        media_service_type=MediaServiceType.usb,
        media_service_version=2,
        media_service_instance_id=b"\x01",
        local_connection_info=LocalConnectionState.connected,
        extensions=Extensions(private_data=(b"\x05\x00",)),
    )
    assert schema.encode("CSTAEventReportArgument", report.to_asn1()).hex() == whole.hex()
