"""Devices, connections, filters: every form that the modules know, also those that HiPath never sends."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import pytest

from desktop.csta import values as v
from desktop.csta.binding import read, write
from desktop.csta.call_enumerations import BitRate, FlowDirection, InformationElementType
from desktop.csta.enumerations import LocalConnectionState, SimpleCallState
from desktop.csta.errors import LocalMisuse
from desktop.csta.schema import Schema
from tests.support.messages import round_trips
from tests.support.strategies import sample

IN_SCHEMA: dict[str, Any] = {
    "DeviceID": v.DeviceID,
    "ReportedDevice": v.ReportedDevice,
    "RedirectionDeviceID": v.RedirectionDevice,
    "ConnectionID": v.ConnectionID,
    "CallCharacteristics": v.BitSet,
    "CallState": v.CallState,
    "CSTACommonArguments": v.Extensions,
}


@pytest.mark.parametrize("type_name", IN_SCHEMA)
def test_every_form_survives_the_way_in_and_out(schema: Schema, type_name: str) -> None:
    for seed in range(100):
        octets = schema.encode(type_name, sample(Random(seed), type_name))
        value = IN_SCHEMA[type_name].from_asn1(schema.decode(type_name, octets))
        assert schema.encode(type_name, value.to_asn1()) == octets
        assert hash(value) == hash(IN_SCHEMA[type_name].from_asn1(schema.decode(type_name, octets)))


@pytest.mark.parametrize(
    ("device", "digits", "name"),
    [
        (v.DeviceID("100"), "100", None),
        (v.DeviceID(42, "deviceNumber"), "42", None),
        (v.DeviceID("4989", "explicitPublic", "international"), "4989", None),
        (v.DeviceID(b"\x01", "other"), None, None),
        (v.DeviceID("N4136617024"), "4136617024", None),
        (v.DeviceID("N<7049>7049"), "7049", "7049"),
        (v.DeviceID("N<123>Anna Maier"), "123", "Anna Maier"),
        (v.DeviceID("<123>"), "123", None),
        (v.DeviceID("N<123!98>x"), "N<123!98>x", None),
        (v.DeviceID("100", private_name="Anna"), "100", "Anna"),
    ],
)
def test_digits_and_names_of_devices(device: v.DeviceID, digits: str | None, name: str | None) -> None:
    assert (device.digits, device.name) == (digits, name)


def test_an_empty_device_is_read_as_one_without_digits() -> None:
    assert v.DeviceID.from_asn1({}).digits == ""


def test_a_device_may_tell_its_media(schema: Schema) -> None:
    octets = bytes.fromhex("3011 8003313030 a00416023432 3004 03020780")
    device = v.DeviceID.from_asn1(schema.decode("DeviceID", octets))
    voice = v.MediaCallCharacteristics(media_class=v.BitSet(frozenset({0}), 1))
    assert device == v.DeviceID("100", private_number="42", media_call_characteristics=voice)
    assert schema.encode("DeviceID", device.to_asn1()) == octets


def test_what_a_newer_switch_says_about_a_device_is_kept() -> None:
    plain = {"deviceIdentifier": ("dialingNumber", "100"), "shoeSize": 47}
    device = v.DeviceID.from_asn1(plain)
    assert device.other == {"shoeSize": 47}
    assert device.to_asn1() == plain


@pytest.mark.parametrize("kind", [v.ConnectionInformation, v.MediaCallCharacteristics, v.ConnectionListEntry])
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, kind.__name__)


def test_media(schema: Schema) -> None:
    octets = bytes.fromhex("3014 03020780 800140 810101 820100 830105 04020102")
    media = read(v.MediaCallCharacteristics, schema.decode("MediaCallCharacteristics", octets))
    assert media == v.MediaCallCharacteristics(
        media_class=v.BitSet(frozenset({0}), 1),
        connection_rate=64,
        bit_rate=BitRate.variable,
        delay_tolerance=0,
        switching_sub_domain_ccie_type=InformationElementType.sip,
        switching_sub_domain_information_elements=b"\x01\x02",
    )
    octets = bytes.fromhex("3009 0a0102 020102 160178")
    connection = read(v.ConnectionInformation, schema.decode("ConnectionInformation", octets))
    assert connection == v.ConnectionInformation(
        flow_direction=FlowDirection.transmitAndReceive, number_of_channels=2, media_session_information="x"
    )


def test_only_what_may_be_a_telephone_number_is_kept_for_the_next_message() -> None:
    for digits, kept in (("100", True), ("1" * 64, True), ("1" * 65, False)):
        first, second = v.ReportedDevice.known(digits), v.ReportedDevice.known(digits)
        connections = v.ConnectionID.of(b"1", digits), v.ConnectionID.of(b"2", digits)
        assert first == second
        assert {one.digits for one in (first, second, *connections)} == {digits}
        assert (first.device is second.device) is kept
        assert (connections[0].device is connections[1].device) is kept


def test_reported_devices() -> None:
    assert v.ReportedDevice.known("100").digits == "100"
    assert v.NOT_KNOWN.digits is None
    assert v.RESTRICTED.status == "restricted"
    assert v.NO_REDIRECTION.to_asn1() == ("notKnown", None)
    assert v.ReportedDevice.from_asn1(("value-9", b"\x89\x00")).status == "value-9"


def test_a_redirection_has_its_own_name_on_the_wire(schema: Schema) -> None:
    assert schema.encode("RedirectionDeviceID", v.NO_REDIRECTION.to_asn1()).hex() == "64028700"
    known = v.RedirectionDevice.known("100")
    assert isinstance(known, v.RedirectionDevice)
    assert schema.encode("RedirectionDeviceID", known.to_asn1()).hex() == "640730058003313030"


def test_connections(schema: Schema) -> None:
    connection = v.ConnectionID.of(b"\xb1\x64", "100")
    assert schema.encode("ConnectionID", connection.to_asn1()).hex() == "6b0f300d8002b164a10730058003313030"
    assert connection.digits == "100"
    idle = v.ConnectionID.from_asn1(schema.decode("ConnectionID", bytes.fromhex("6b09a10730058003313030")))
    assert (idle.call_id, idle.digits) == (None, "100")
    call = v.ConnectionID.from_asn1(schema.decode("ConnectionID", bytes.fromhex("6b048002b164")))
    assert (call.call_id, call.digits) == (b"\xb1\x64", None)


def test_a_connection_without_its_device() -> None:
    assert v.ConnectionID.from_asn1(("both", {"callID": b"\x01"})) == v.ConnectionID(b"\x01", None)


STRANGE = b"\x8c\x02AB"
"""An alternative or a member that no edition has."""
STATIC = ("staticID", {"deviceIdentifier": ("dialingNumber", "100")})


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (v.ReportedDevice, ("value-12", STRANGE)),
        (v.RedirectionDevice, ("value-12", STRANGE)),
        (v.Endpoint, ("value-12", STRANGE)),
        (v.ConnectionID, ("value-12", STRANGE)),
        (v.ConnectionID, ("deviceID", ("value-12", STRANGE))),
        (v.ConnectionID, ("both", {"callID": b"\x01", "deviceID": ("value-12", STRANGE)})),
        (v.ConnectionID, ("both", {"callID": b"\x01", "deviceID": STATIC, "[12]": STRANGE})),
        (v.ConnectionID, ("both", {"callID": b"\x01", "deviceID": ("value-12", STRANGE), "[12]": STRANGE})),
        (v.CallState, ("value-12", STRANGE)),
        (v.Extensions, {"[12]": STRANGE}),
        (v.Extensions, {"[12]": STRANGE, "security": {"messageSequenceNumber": 5}}),
        (v.Extensions, {"[12]": STRANGE, "security": {"[12]": STRANGE}, "privateData": []}),
    ],
)
def test_what_no_edition_has_is_kept_with_its_octets(kind: Any, plain: Any) -> None:
    assert kind.from_asn1(plain).to_asn1() == plain


def test_a_filter_keeps_what_no_edition_has() -> None:
    plain = {"private": (b"\x80", 1), "[12]": STRANGE}
    assert write(read(v.MonitorFilter, dict(plain))) == plain


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        ("6b048c024142", "value-12"),
        ("6b06a1048c024142", "value-12"),
        ("6b0a3008 8002b164 8c024142", "deviceID is missing"),
    ],
)
def test_a_connection_of_an_unknown_form_cannot_be_sent_as_another(schema: Schema, octets: str, why: str) -> None:
    connection = v.ConnectionID.from_asn1(schema.decode("ConnectionID", bytes.fromhex(octets)))
    assert repr(STRANGE) in repr(connection.other)
    with pytest.raises(LocalMisuse, match=why):
        schema.encode("ConnectionID", connection.to_asn1())


def test_endpoints() -> None:
    assert v.Endpoint.from_asn1(("deviceID", {"deviceIdentifier": ("dialingNumber", "7806")})).digits == "7806"
    unknown = v.Endpoint.from_asn1(("notKnown", None))
    assert (unknown.digits, unknown.to_asn1()) == (None, ("notKnown", None))
    known = v.Endpoint(v.DeviceID("1"))
    assert v.Endpoint.from_asn1(known.to_asn1()) == known


DEVICE = v.DeviceID("100")


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (v.ConnectionID(None, None), 0),
        (v.ConnectionID(None, DEVICE, b"\x01"), 2),
        (v.ConnectionID(b"\x01", DEVICE, b"\x01"), 2),
        (v.ReportedDevice(None), 0),
        (v.ReportedDevice(DEVICE, "restricted"), 2),
        (v.RedirectionDevice(None), 0),
        (v.Endpoint(None), 0),
        (v.Endpoint(DEVICE, "notKnown"), 2),
    ],
)
def test_what_stands_for_a_choice_has_one_alternative(value: Any, count: int) -> None:
    name = type(value).__name__
    with pytest.raises(LocalMisuse, match=f"{name} must have one of its alternatives, not {count}"):
        value.to_asn1()


@pytest.mark.parametrize("form", ["deviceID", "both"])
def test_a_dynamic_device_may_stand_for_a_static_one(schema: Schema, form: str) -> None:
    connection = v.ConnectionID(b"\x01" if form == "both" else None, None, b"\x2a")
    plain = connection.to_asn1()
    assert plain[0] == form
    assert v.ConnectionID.from_asn1(schema.decode("ConnectionID", schema.encode("ConnectionID", plain))) == connection


@pytest.mark.parametrize("bit", [9, 3, -1, "a"])
def test_a_bit_that_the_length_does_not_have(bit: Any) -> None:
    with pytest.raises(LocalMisuse, match=f"of 3 bits has no bit {bit}"):
        v.BitSet([bit], 3)


def test_bits_that_are_missing_are_zero() -> None:
    bits = v.BitSet.from_asn1((b"\x5f\xf4\x00", 18))
    assert bits.bits == {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13}  # of 0, 2 and 12 a client wants to hear
    assert 12 not in bits
    assert 40 not in bits
    assert bits.to_asn1() == (b"\x5f\xf4\x00", 18)


def test_bit_sets_are_equal_where_their_bits_and_lengths_are() -> None:
    bits = v.BitSet({1, 8}, 10)
    assert bits == v.BitSet.from_asn1((b"\x40\x80", 10))
    assert hash(bits) == hash(v.BitSet(frozenset({8, 1}), 10))
    assert bits != v.BitSet({1, 8}, 11)
    assert bits != v.BitSet({1, 9}, 10)
    assert bits.octets == b"\x40\x80"
    assert repr(bits) == "BitSet([1, 8], 10)"
    assert -1 not in bits


def test_unused_bits_mean_nothing() -> None:
    dirty = v.BitSet.from_asn1((b"\x40\xbf", 10))
    assert dirty == v.BitSet({1, 8}, 10)
    assert hash(dirty) == hash(v.BitSet({1, 8}, 10))
    assert dirty.to_asn1() == (b"\x40\x80", 10)
    assert 15 not in dirty
    assert v.BitSet.from_asn1((b"", 0)) == v.BitSet((), 0)


def test_a_device_may_have_members_but_no_number() -> None:
    assert v.DeviceID.from_asn1({}) == v.DeviceID("")
    assert v.DeviceID.from_asn1({"privateName": "Anna"}) == v.DeviceID("", private_name="Anna")
    assert v.DeviceID.from_asn1({"[9]": b"\x89\x00"}) == v.DeviceID("", other={"[9]": b"\x89\x00"})


@pytest.mark.parametrize(
    ("plain", "local"),
    [
        (("compoundCallState", [3, 2]), LocalConnectionState.connected),
        (("compoundCallState", []), None),
        (("simpleCallState", 50), LocalConnectionState.alerting),
        (("unknown", None), None),
        (("value-7", b"\x87\x00"), None),
    ],
)
def test_call_states(plain: tuple[str, Any], local: LocalConnectionState | None) -> None:
    assert v.CallState.from_asn1(plain).local == local


def test_simple_state_tells_both_ends() -> None:
    state = v.CallState.from_asn1(("simpleCallState", 50))
    assert state.simple is SimpleCallState.callReceived
    assert state.states == (LocalConnectionState.alerting, LocalConnectionState.connected)


def test_extensions_have_a_field_for_every_member() -> None:
    plain = {
        "security": {"messageSequenceNumber": 5, "timestamp": datetime(2013, 6, 4), "securityInfo": b"\x04\x00"},
        "privateData": [b"\x04\x01\x01"],
    }
    extensions = v.Extensions.from_asn1(plain)
    assert extensions == v.Extensions(
        timestamp=datetime(2013, 6, 4),
        private_data=(b"\x04\x01\x01",),
        message_sequence_number=5,
        security_info=b"\x04\x00",
    )
    assert extensions.other == {}
    assert extensions.to_asn1() == plain


def test_a_time_stamp_that_is_written_otherwise_is_kept() -> None:
    plain = {"security": {"messageSequenceNumber": 5, "timestamp": "131006"}}
    extensions = v.Extensions.from_asn1(plain)
    assert (extensions.timestamp, extensions.message_sequence_number) == (None, 5)
    assert extensions.to_asn1() == plain


def test_an_extension_that_is_empty_stays_empty() -> None:
    for plain in ({}, {"security": {}}, {"privateData": []}):
        assert v.Extensions.from_asn1(plain).to_asn1() == plain


def test_a_filter_that_suppresses_nothing_has_each_member_as_zeros() -> None:
    asked = v.MonitorFilter.everything((("callControl", 18), ("private", 1)))
    assert asked == v.MonitorFilter(
        call_control=v.BitSet(frozenset(), 18),
        private=v.BitSet(frozenset(), 1),
    )
