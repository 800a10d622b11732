"""What events and services tell about a call beside its devices: every type there and back, and what it means."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desktop.csta import call_values as v
from desktop.csta.binding import read, write
from desktop.csta.call_enumerations import (
    CurrencyMultiplier,
    LocationMethod,
    NetworkType,
    ProgressDescription,
    ProgressLocation,
    TypeOfChargingInfo,
)
from desktop.csta.enumerations import EventCause
from desktop.csta.errors import LocalMisuse
from desktop.csta.schema import Schema
from desktop.csta.values import BitSet, ConnectionID, DeviceID
from tests.support.messages import round_trips

NAMED = [
    v.ServicesPermitted,
    v.GlobalCallData,
    v.ThreadData,
    v.CallLinkageData,
    v.CallLinkageDataList,
    v.ChargingInfo,
    v.NetworkCapability,
    v.ProgressIndicator,
    v.DeviceHistory,
    v.MessageInfo,
    v.GeoPriv,
    v.CivicLocation,
]
HUNDRED = "30058003313030"


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, kind.__name__, seeds=80)


GLOBAL = v.GlobalCallData(
    global_call_switching_sub_domain_name="ab",
    global_call_linkage_id=v.GlobalCallLinkageID(sub_domain_call_linkage_id=b"\x01"),
    call_linkage_id_timestamp=datetime(2026, 7, 24, 12, 0, 0),
)
THREAD = v.ThreadData(thread_linkage_id=v.ThreadLinkageID(globally_unique_thread_id=b"\x02"))
OCTETS: list[tuple[str, Any, str]] = [
    (
        "CallLinkageData",
        v.CallLinkageData(global_call_data=GLOBAL, thread_data=THREAD),
        "301e 3017 16026162 800101 180e3230323630373234313230303030 3003 810102",
    ),
    (
        "ServicesPermitted",
        v.ServicesPermitted(
            call_control_services=BitSet(frozenset({2, 7}), 8),  # answerCall, clearConnection
            call_associated_services=BitSet(frozenset({2}), 5),  # generateDigits
            media_attachment_services=BitSet(frozenset(), 2),
            routeing_services=BitSet(frozenset(), 1),
            voice_unit_services=BitSet(frozenset(), 1),
        ),
        "3014 03020021 03020320 03020600 03020700 03020700",
    ),
    (
        "ChargingInfo",
        v.ChargingInfo(
            number_units=v.NumberUnits(
                number_of_currency_units=v.CurrencyUnits(
                    currency_type=b"EUR",
                    currency_amount=120,
                    currency_multiplier=CurrencyMultiplier.oneHundredth,
                )
            ),
            type_of_charging_info=TypeOfChargingInfo.total,
        ),
        "3010 a10b 0403455552 020178 0a0101 0a0101",
    ),
    (
        "ChargingInfo",
        v.ChargingInfo(
            number_units=v.NumberUnits(
                number_of_charge_units=(
                    v.ChargingUnits(charging_units=7),
                    v.ChargingUnits(charging_units=1, type_of_units=b"n"),
                )
            ),
            type_of_charging_info=TypeOfChargingInfo.subTotal,
        ),
        "3012 a00d 3003020107 3006020101 04016e 0a0100",
    ),
    (
        "NetworkCapability",
        v.NetworkCapability(
            network_type=NetworkType.iSDNPublic,
            events_provided=BitSet(frozenset({4, 7}), 8),  # delivered, established
        ),
        "3007 0a0100 03020009",
    ),
    (
        "ProgressIndicator",
        v.ProgressIndicator(
            progress_location=ProgressLocation.publicNetServingRemote,
            progress_description=ProgressDescription.iSDNProgressDesc,
        ),
        "3006 0a0104 0a0100",
    ),
    (
        "DeviceHistory",
        v.DeviceHistory(
            old_device_id=DeviceID("100"),
            event_cause=EventCause.busy,
            old_connection_id=ConnectionID.of(b"\xb1\x64", "100"),
        ),
        f"301b {HUNDRED} 810103 a20f 300d 8002b164 a107 {HUNDRED}",
    ),
    (
        "MessageInfo",
        v.MessageInfo(contents="Hi", content_type_and_subtype="text/plain", contents_length=2),
        "3013 16024869 160a746578742f706c61696e 020102",
    ),
    (
        "GeoPriv",
        v.GeoPriv(
            gp_location_info=(
                v.GpLocationInfo(
                    civic_loc_gml=v.CivicLocGml(
                        gml_format=b"", civic_loc=v.CivicLocation(country="DE", a3="Bonn", pc="53111")
                    )
                ),
            ),
            usage_rules=v.UsageRules(
                retransmission_allowed=False,
                retention_expires=datetime(2026, 7, 24, 12, 0, 0),
                ruleset_reference="x",
            ),
            method=LocationMethod.gPS,
            provided_by=v.LocationProvider(dataprovider_id="a", tel_uri="b", url="c"),
        ),
        (
            "3041 3019 3017 3015 0400 3011 16024445 8204426f6e6e 8f053533313131"
            " a016 010100 180e3230323630373234313230303030 160178 810107 a209 160161 160162 160163"
        ),
    ),
]


@pytest.mark.parametrize(("type_name", "message", "octets"), OCTETS, ids=lambda item: str(item)[:20])
def test_octets_as_the_standard_has_them(schema: Schema, type_name: str, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert read(type(message), schema.decode(type_name, whole)) == message
    assert schema.encode(type_name, write(message)).hex() == whole.hex()


def test_what_a_switch_leaves_out_does_not_cost_the_rest() -> None:
    assert read(v.CallLinkageData, {}) == v.CallLinkageData()
    assert read(v.ServicesPermitted, {"voiceUnitServices": (b"\x80", 1)}).voice_unit_services == BitSet(
        frozenset({0}), 1
    )


def test_but_it_is_not_sent_like_that(schema: Schema) -> None:
    with pytest.raises(LocalMisuse, match="CallLinkageData"):
        schema.encode("CallLinkageData", write(v.CallLinkageData()))


def test_a_linkage_of_a_newer_kind_is_kept_with_its_octets(schema: Schema) -> None:
    data = read(v.GlobalCallData, schema.decode("GlobalCallData", bytes.fromhex("3003890107")))
    assert data.global_call_linkage_id == v.GlobalCallLinkageID(other={"value-9": bytes.fromhex("890107")})
    assert data.global_call_linkage_id.other == {"value-9": bytes.fromhex("890107")}


def test_a_time_that_is_written_otherwise_stays_text(schema: Schema) -> None:
    octets = bytes.fromhex("300b 800101 1806313331303036")
    data = read(v.GlobalCallData, schema.decode("GlobalCallData", octets))
    assert data.call_linkage_id_timestamp == "131006"
    assert schema.encode("GlobalCallData", write(data)) == octets
