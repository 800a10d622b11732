"""Devices, connections, filters: every form that the modules know, also those that HiPath never sends."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

import pytest

from desktop.csta import values as v
from desktop.csta.enumerations import LocalConnectionState, SimpleCallState
from desktop.csta.schema import Schema
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


def test_a_connection_of_an_unknown_form_names_nothing() -> None:
    assert v.ConnectionID.from_asn1(("value-7", b"\x87\x00")) == v.ConnectionID(None, None)
    assert v.ConnectionID.from_asn1(("both", {"callID": b"\x01"})) == v.ConnectionID(b"\x01", None)
    assert v.ConnectionID.from_asn1(("deviceID", ("value-5", b"\x85\x00"))) == v.ConnectionID(None, None)


def test_endpoints() -> None:
    assert v.Endpoint.from_asn1(("deviceID", {"deviceIdentifier": ("dialingNumber", "7806")})).digits == "7806"
    unknown = v.Endpoint.from_asn1(("notKnown", None))
    assert (unknown.digits, unknown.to_asn1()) == (None, ("notKnown", None))
    known = v.Endpoint(v.DeviceID("1"))
    assert v.Endpoint.from_asn1(known.to_asn1()) == known


def test_bits_that_are_missing_are_zero() -> None:
    bits = v.BitSet.from_asn1((b"\x5f\xf4\x00", 18))
    assert bits.bits == {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13}  # of 0, 2 and 12 a client wants to hear
    assert 12 not in bits
    assert 40 not in bits
    assert bits.to_asn1() == (b"\x5f\xf4\x00", 18)


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


def test_extensions_keep_what_they_do_not_use() -> None:
    plain = {
        "security": {"messageSequenceNumber": 5, "timestamp": datetime(2013, 6, 4), "securityInfo": b"\x04\x00"},
        "privateData": [b"\x04\x01\x01"],
    }
    extensions = v.Extensions.from_asn1(plain)
    assert extensions.timestamp == datetime(2013, 6, 4)
    assert extensions.private_data == (b"\x04\x01\x01",)
    assert extensions.to_asn1() == plain
    assert v.Extensions.from_asn1({"security": {"timestamp": "131006"}}).timestamp is None


def test_an_extension_that_is_empty_stays_empty() -> None:
    for plain in ({}, {"security": {}}, {"privateData": []}):
        assert v.Extensions.from_asn1(plain).to_asn1() == plain
