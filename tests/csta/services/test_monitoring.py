"""Messages about monitors: there and back, and what their forms mean."""

from __future__ import annotations

import pytest

from desktop.csta import operations as o
from desktop.csta.binding import read
from desktop.csta.enumerations import MonitorType
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.schema import Schema
from desktop.csta.services import monitoring as m
from desktop.csta.values import BitSet, ConnectionID, DeviceID
from tests.support.messages import round_trips

XREF = bytes.fromhex("0011")


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (m.MonitorStart, "MonitorStartArgument"),
        (m.MonitorStartResult, "MonitorStartResult"),
        (m.ChangeMonitorFilter, "ChangeMonitorFilterArgument"),
        (m.ChangeMonitorFilterResult, "ChangeMonitorFilterResult"),
        (m.MonitorStop, "MonitorStopArgument"),
        (m.GetMonitors, "GetMonitorArgument"),
        (m.GetMonitorsResult, "GetMonitorResult"),
        (m.MonitorInfo, "MonitorInfoArgument"),
        (m.MonitorListEntry, "MonitorListEntry"),
    ],
)
def test_every_member_has_a_field(kind: type, type_name: str) -> None:
    round_trips(kind, type_name)


def test_a_monitor_of_a_call_that_is_followed_as_it_moves(schema: Schema) -> None:
    """Members in the order of the module: the object, the type (ENUMERATED), the media ([1])."""
    asked = m.MonitorStart(
        monitor_object=m.MonitorObject(call=ConnectionID(b"\xb1\x64", None)),
        monitor_type=MonitorType.call,
        requested_monitor_media_class=BitSet(frozenset({0}), 1),
    )
    octets = o.encode_argument(schema, asked)
    assert octets.hex() == "300d" + "6b048002b164" + "0a0100" + "81020780"
    assert o.decode_argument(schema, o.BY_CODE[71], octets) == asked


def test_what_is_monitored() -> None:
    device, call = m.MonitorObject(DeviceID("100")), m.MonitorObject(call=ConnectionID(b"\x01", None))
    assert m.MonitorObject.from_asn1(device.to_asn1()) == device
    assert m.MonitorObject.from_asn1(call.to_asn1()) == call
    assert m.MonitorObject.from_asn1(("value-9", b"\x89\x00")) == m.MonitorObject()
    with pytest.raises(LocalMisuse, match="MonitorObject must have one of its alternatives, not 0"):
        m.MonitorObject().to_asn1()
    both = m.MonitorObject(DeviceID("100"), ConnectionID.of(b"\x01", "100"))
    with pytest.raises(LocalMisuse, match="MonitorObject must have one of its alternatives, not 2"):
        both.to_asn1()


def test_monitors_come_at_once_or_later(schema: Schema) -> None:
    entry = m.MonitorListEntry(monitor_cross_ref_id=XREF, monitor_object=DeviceID("100"))
    at_once = bytes.fromhex("300f" + "300d" + "300b" + "55020011" + "30058003313030")
    later = bytes.fromhex("3004" + "0402002a")
    row = o.BY_CODE[373]
    for octets, expected in (
        (at_once, m.MonitorList(monitor_list=(entry,))),
        (later, m.MonitorList(service_cross_ref_id=b"\x00\x2a")),
    ):
        answer = o.decode_result(schema, row, octets)
        assert answer == m.GetMonitorsResult(monitors=expected)
        assert o.encode_result(schema, row, answer) == octets
    with pytest.raises(LocalMisuse):
        o.encode_result(schema, row, m.GetMonitorsResult(monitors=m.MonitorList()))


def test_a_segment_without_its_end_mark_is_refused() -> None:
    with pytest.raises(DecodeError, match="lastSegment"):
        read(m.MonitorInfo, {"serviceCrossRefID": b"\x01", "monitorList": []})
