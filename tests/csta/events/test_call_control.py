"""Call control events: every member has a field, and octets are the standard's."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read, write
from desktop.csta.call_enumerations import (
    CurrencyMultiplier,
    NetworkType,
    ProgressDescription,
    ProgressLocation,
    TypeOfChargingInfo,
)
from desktop.csta.call_values import (
    ChargingInfo,
    CurrencyUnits,
    DeviceHistory,
    MessageInfo,
    NetworkCapability,
    NumberUnits,
    ProgressIndicator,
)
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.events import call_control as e
from desktop.csta.events.report import classes
from desktop.csta.schema import Schema
from desktop.csta.values import NO_REDIRECTION, NOT_KNOWN, BitSet, ConnectionID, DeviceID, Extensions, ReportedDevice
from tests.support.messages import round_trips

KINDS = classes("callControlEvents")
CALL = ConnectionID.of(b"\xb1\x64", "100")
CALL_HEX = "6b0f 300d 8002b164 a107 30058003313030"
DEVICE = ReportedDevice.known("100")
DEVICE_HEX = "6307 30058003313030"


@pytest.mark.parametrize("name", KINDS)
def test_every_member_has_a_field(name: str) -> None:
    round_trips(KINDS[name], f"{name[0].upper()}{name[1:]}Event", seeds=80)


OCTETS: list[tuple[str, Any, str]] = [
    (
        "DeliveredEvent",
        e.Delivered(
            connection=CALL,
            alerting_device=DEVICE,
            calling_device=NOT_KNOWN,
            called_device=NOT_KNOWN,
            last_redirection_device=NO_REDIRECTION,
            originating_nid_connection=ConnectionID(b"\x01", None),
            correlator_data=b"\x02",
            user_data=b"\x03",
            cause=EventCause.newCall,
            call_characteristics=BitSet(frozenset({1}), 2),
            subject_of_call="Hi",
            message_info=MessageInfo(contents="x"),
            language_preferences="de",
            device_history=DeviceHistory(old_device_id=DeviceID("101")),
        ),
        (
            f"3050 {CALL_HEX} {DEVICE_HEX} 61028700 62028700 64028700 6b03800101 800102 7d03040103 0a0116 83020640"
            " 86024869 a703 160178 88026465 a907 30058003313031"
        ),
    ),
    (
        "NetworkReachedEvent",
        e.NetworkReached(
            outbound_connection=CALL,
            network_interface_used=DEVICE,
            calling_device=NOT_KNOWN,
            called_device=NOT_KNOWN,
            last_redirection_device=NO_REDIRECTION,
            originating_nid_connection=ConnectionID(b"\x01", None),
            network_capability=NetworkCapability(network_type=NetworkType.iSDNPublic),
            cause=EventCause.normal,
        ),
        f"3033 {CALL_HEX} {DEVICE_HEX} 61028700 62028700 64028700 6b03800101 a1030a0100 0a014e",
    ),
    (
        "NetworkCapabilitiesChangedEvent",
        e.NetworkCapabilitiesChanged(
            outbound_connection=CALL,
            network_interface_used=DEVICE,
            called_device=NOT_KNOWN,
            progress_indicator=ProgressIndicator(
                progress_location=ProgressLocation.user, progress_description=ProgressDescription.other
            ),
            correlator_data=b"\x01",
            cause=EventCause.normal,
        ),
        f"302c {CALL_HEX} {DEVICE_HEX} 62028700 3006 0a0100 0a0102 040101 0a014e",
    ),
    (
        "ConnectionClearedEvent",
        e.ConnectionCleared(
            dropped_connection=CALL,
            releasing_device=DEVICE,
            local_connection_info=LocalConnectionState.null,
            charging_info=ChargingInfo(
                number_units=NumberUnits(
                    number_of_currency_units=CurrencyUnits(
                        currency_type=b"", currency_amount=5, currency_multiplier=CurrencyMultiplier.one
                    )
                ),
                type_of_charging_info=TypeOfChargingInfo.total,
            ),
            cause=EventCause.normalClearing,
        ),
        f"302f {CALL_HEX} {DEVICE_HEX} 4e0100 a10d a108 0400 020105 0a0103 0a0101 0a0130",
    ),
    (
        "ConferencedEvent",
        e.Conferenced(
            primary_old_call=CALL,
            conferencing_device=DEVICE,
            added_party=NOT_KNOWN,
            cause=EventCause.conference,
            extensions=Extensions(private_data=(b"\x05\x00",)),
        ),
        f"3029 {CALL_HEX} {DEVICE_HEX} 63028700 3000 0a013f a504 a102 0500",
    ),
]


@pytest.mark.parametrize(("type_name", "message", "octets"), OCTETS, ids=lambda item: str(item)[:30])
def test_octets_as_the_standard_has_them(schema: Schema, type_name: str, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert schema.encode(type_name, write(message)).hex() == whole.hex()
    assert read(type(message), schema.decode(type_name, whole)) == message


def test_what_a_newer_switch_adds_is_kept() -> None:
    plain = {"heldConnection": ("callID", b"\x01"), "cause": 78, "mood": "good"}
    event = read(e.Held, plain)
    assert event.other == {"mood": "good"}
    assert write(event) == plain
