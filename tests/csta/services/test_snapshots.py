"""Snapshots: there and back, at once and in segments."""

from __future__ import annotations

import pytest

from desktop.csta import operations as o
from desktop.csta.binding import read
from desktop.csta.call_enumerations import MediaServiceType
from desktop.csta.call_values import GeoPriv
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.errors import LocalMisuse
from desktop.csta.schema import Schema
from desktop.csta.services import snapshots as s
from desktop.csta.values import BitSet, CallState, ConnectionID, ReportedDevice
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (s.SnapshotDevice, "SnapshotDeviceArgument"),
        (s.SnapshotDeviceResult, "SnapshotDeviceResult"),
        (s.SnapshotDeviceEntry, "SnapshotDeviceEntry"),
        (s.DeviceMediaInfo, "DeviceMediaInfo"),
        (s.SnapshotDeviceDataReport, "SnapshotDeviceDataArgument"),
        (s.SnapshotCall, "SnapshotCallArgument"),
        (s.SnapshotCallResult, "SnapshotCallResult"),
        (s.SnapshotCallEntry, "SnapshotCallEntry"),
        (s.CallMediaInfo, "CallMediaInfo"),
        (s.SnapshotCallDataReport, "SnapshotCallDataArgument"),
    ],
)
def test_every_member_has_a_field(kind: type, type_name: str) -> None:
    round_trips(kind, type_name)


@pytest.mark.parametrize("kind", [s.SnapshotDeviceData, s.SnapshotCallData])
def test_a_snapshot_may_come_later_in_segments(kind: type[s.SnapshotDeviceData | s.SnapshotCallData]) -> None:
    later = kind(cross_ref=b"\x01\x02")
    assert later.to_asn1() == ("serviceCrossRefID", b"\x01\x02")
    assert kind.from_asn1(later.to_asn1()) == later
    assert kind(entries=()).to_asn1() == ("snapshotData", [])
    for neither_or_both, count in ((kind(), 0), (kind(entries=(), cross_ref=b"\x01"), 2)):
        with pytest.raises(LocalMisuse, match=f"{kind.__name__} must have one of its alternatives, not {count}"):
            neither_or_both.to_asn1()


def test_the_two_references_have_different_tags(schema: Schema) -> None:
    """OCTET STRING for a device, [0] for a call: so it is in the modules."""
    device = s.SnapshotDeviceResult(data=s.SnapshotDeviceData(cross_ref=b"\x2a"))
    call = s.SnapshotCallResult(data=s.SnapshotCallData(cross_ref=b"\x2a"))
    assert o.encode_result(schema, o.BY_CODE[74], device).hex() == "3003" + "04012a"
    assert o.encode_result(schema, o.BY_CODE[75], call).hex() == "3003" + "80012a"


def test_a_segment_of_a_device_s_calls(schema: Schema) -> None:
    octets = bytes.fromhex(
        ("3020" + "04012a" + "0101ff")  # the reference of the answer; the last segment
        + "7618"
        + "3016"
        + ("6b0b" + "3009" + "8002b164" + "a103" + "830101")  # call B164 at a device without a number
        + ("a003" + "4e0103")  # connected
        + ("a102" + "3000")  # one stream of which nothing is said
    )
    row = o.BY_CODE[77]
    assert row.result is None
    message = o.decode_argument(schema, row, octets)
    (entry,) = message.snapshot_data
    assert (message.service_cross_ref_id, message.segment_id, message.last_segment) == (b"*", None, True)
    assert entry.connection_identifier == ConnectionID(b"\xb1\x64", None, b"\x01")
    assert entry.local_call_state == CallState(states=(LocalConnectionState.connected,))
    assert entry.media_service_info_list == (s.DeviceMediaInfo(),)
    assert o.encode_argument(schema, message) == octets


def test_a_segment_of_a_call_s_devices_with_media_and_place(schema: Schema) -> None:
    entry = s.SnapshotCallEntry(
        device_on_call=ReportedDevice.known("100"),
        media_service_info_list=(s.CallMediaInfo(media_service_type=MediaServiceType.cstaVoiceUnit),),
        location_info=((GeoPriv(gp_location_info=()),), ()),
    )
    message = s.SnapshotCallDataReport(service_cross_ref_id=b"*", last_segment=True, snapshot_data=(entry,))
    octets = o.encode_argument(schema, message)
    assert octets.hex().endswith("a105" + "3003" + "800100" + "a208" + "3004" + "3002" + "3000" + "3000")
    assert o.decode_argument(schema, o.BY_CODE[76], octets) == message
    assert o.BY_CODE[76].result is None


def test_an_idle_device_is_an_entry_without_a_call_id(schema: Schema) -> None:
    """As a HiPath client saw it: only the device in the connection."""
    octets = bytes.fromhex("3018" + "7616" + "3014" + "6b09a10730058003313030" + "a0034e0100" + "85020000")
    (entry,) = read(s.SnapshotDeviceResult, schema.decode("SnapshotDeviceResult", octets)).data.entries or ()
    assert entry.connection_identifier.call_id is None
    assert entry.connection_identifier.digits == "100"


def test_what_belongs_to_the_call_stands_beside_its_devices(schema: Schema) -> None:
    answer = s.SnapshotCallResult(
        data=s.SnapshotCallData(entries=()),
        call_characteristics=BitSet(frozenset({1}), 2),
        correlator_data=b"order 7",
        subject_of_call="Order",
    )
    octets = o.encode_result(schema, o.BY_CODE[75], answer)
    assert octets.hex() == "3016" + "7700" + "03020640" + "8107" + b"order 7".hex() + "8305" + b"Order".hex()
    assert o.decode_result(schema, o.BY_CODE[75], octets) == answer
