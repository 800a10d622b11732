"""Call associated events: every member has a field, and octets are the standard's."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read, write
from desktop.csta.call_enumerations import TelephonyTone, TypeOfChargingInfo
from desktop.csta.call_values import ChargingInfo, ChargingUnits, NumberUnits
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.errors import DecodeError
from desktop.csta.events import call_associated as e
from desktop.csta.schema import Schema
from desktop.csta.values import ConnectionID, DeviceID, ReportedDevice
from tests.support.messages import round_trips

CALL = ConnectionID.of(b"\xb1\x64", "100")
CALL_HEX = "6b0f 300d 8002b164 a107 30058003313030"
HUNDRED = "30058003313030"


@pytest.mark.parametrize(
    "kind", [e.CallInformation, e.Charging, e.DigitsGenerated, e.ServiceCompletionFailure, e.TelephonyTonesGenerated]
)
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, f"{kind.__name__}Event", seeds=60)


@pytest.mark.parametrize("type_name", ["PrimaryOrSecondaryCall", "OtherCall"])
def test_both_lists_of_a_failed_service_have_the_same_parts(type_name: str) -> None:
    round_trips(e.InvolvedCall, type_name)


OCTETS: list[tuple[str, Any, str]] = [
    (
        "CallInformationEvent",
        e.CallInformation(
            connection=CALL,
            device=ReportedDevice.known("100"),
            account_info=b"\x01",
            auth_code=b"\x02",
            correlator_data=b"\x03",
            call_qualifying_data=b"\x04",
            device_info=DeviceID("100"),
        ),
        f"302d {CALL_HEX} 6307 {HUNDRED} 800101 810102 820103 840104 a905 8003313030",
    ),
    (
        "ChargingEvent",
        e.Charging(
            connection=CALL,
            charged_device=DeviceID("100"),
            charging_info=ChargingInfo(
                number_units=NumberUnits(number_of_charge_units=(ChargingUnits(charging_units=7),)),
                type_of_charging_info=TypeOfChargingInfo.subTotal,
            ),
            cause=EventCause.normal,
        ),
        f"3027 {CALL_HEX} {HUNDRED} 300a a005 3003020107 0a0100 0a014e",
    ),
    (
        "DigitsGeneratedEvent",
        e.DigitsGenerated(
            connection=CALL, digit_generated_list="12", digit_duration_list=(80, 80), pause_duration_list=(40,)
        ),
        f"3022 {CALL_HEX} 16023132 a006 020150 020150 a103 020128",
    ),
    (
        "TelephonyTonesGeneratedEvent",
        e.TelephonyTonesGenerated(
            connection=CALL, tone_generated=TelephonyTone.busy, tone_frequency=425, tone_duration=5, pause_duration=6
        ),
        f"301e {CALL_HEX} 0a0102 800201a9 810105 820106",
    ),
    (
        "ServiceCompletionFailureEvent",
        e.ServiceCompletionFailure(
            primary_call=e.InvolvedCall(
                device_id=DeviceID("100"),
                connection_id=CALL,
                local_connection_state=LocalConnectionState.connected,
            ),
            other_devs_primary_call_list=(e.InvolvedCall(device_id=DeviceID("100"), connection_id=CALL),),
            cause=EventCause.busy,
        ),
        f"303c 301b {HUNDRED} {CALL_HEX} 4e0103 a11a 3018 {HUNDRED} {CALL_HEX} 0a0103",
    ),
]


@pytest.mark.parametrize(("type_name", "message", "octets"), OCTETS, ids=lambda item: str(item)[:30])
def test_octets_as_the_standard_has_them(schema: Schema, type_name: str, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert schema.encode(type_name, write(message)).hex() == whole.hex()
    assert read(type(message), schema.decode(type_name, whole)) == message


def test_an_event_that_does_not_say_which_call_is_an_error(schema: Schema) -> None:
    with pytest.raises(DecodeError, match="sent Charging without connection"):
        read(e.Charging, schema.decode("ChargingEvent", bytes.fromhex("30030a014e")))


def test_charges_without_a_device_are_charges_all_the_same(schema: Schema) -> None:
    event = read(e.Charging, schema.decode("ChargingEvent", bytes.fromhex(f"3011 {CALL_HEX}")))
    assert (event.connection, event.charged_device) == (CALL, None)
