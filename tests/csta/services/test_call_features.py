"""The rarer services of call control: every member has a field, and octets are the standard's."""

from __future__ import annotations

import inspect
from datetime import datetime
from typing import Any

import pytest

from desktop.csta import operations
from desktop.csta.call_values import CallLinkageData, GlobalCallData, GlobalCallLinkageID, MessageInfo
from desktop.csta.enumerations import ParticipationType
from desktop.csta.operations import BY_CODE
from desktop.csta.schema import Schema
from desktop.csta.services import call_features as s
from desktop.csta.values import ConnectionID, DeviceID
from tests.support.messages import round_trips

PARTS = {s.DestinationDevices, s.MessageConnections, s.MessageLinkages}
KINDS = [
    kind for _, kind in inspect.getmembers(s, inspect.isclass) if kind.__module__ == s.__name__ and kind not in PARTS
]
CALL = ConnectionID.of(b"\xb1\x64", "100")
CALL_HEX = "6b0f 300d 8002b164 a107 30058003313030"
LINKAGE = CallLinkageData(
    global_call_data=GlobalCallData(
        global_call_linkage_id=GlobalCallLinkageID(globally_unique_call_linkage_id=b"\x01\x02")
    )
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, kind.__name__ if kind.__name__.endswith("Result") else f"{kind.__name__}Argument", seeds=60)


ARGUMENTS: list[tuple[Any, str]] = [
    (s.AcceptCall(call_to_be_accepted=CALL, correlator_data=b"\x01"), f"3014 {CALL_HEX} 040101"),
    (s.CallBack(callback_connection=CALL, language_preferences="de"), f"3015 {CALL_HEX} 81026465"),
    (s.CallBackMessage(callback_message_connection=CALL), f"3011 {CALL_HEX}"),
    (s.CamponCall(campon_connection=CALL), f"3011 {CALL_HEX}"),
    (s.IntrudeCall(intrude=CALL, participation_type=ParticipationType.silent), f"3014 {CALL_HEX} 0a0100"),
    (
        s.JoinCall(
            active_call=CALL,
            joining_device=DeviceID("102"),
            participation_type=ParticipationType.silent,
            user_data=b"\xaa",
        ),
        f"3020 {CALL_HEX} 30058003313032 810100 7d030401aa",
    ),
    (
        s.MakeConnection(initiating_device=DeviceID("100"), start_time=datetime(2026, 7, 24, 12), max_devices=5),
        "301a 30058003313030 8a0105 8b0e3230323630373234313230303030",
    ),
    (
        s.ParkCall(parking=CALL, park_to=DeviceID("790"), subject_of_call="Hi"),
        f"301c {CALL_HEX} 30058003373930 80024869",
    ),
    (
        s.SendMessage(
            calling_device=DeviceID("100"),
            destination_devices=s.DestinationDevices(device=DeviceID("101")),
            message_info=MessageInfo(contents="Hi", contents_length=2),
        ),
        "3019 30058003313030 3007 30058003313031 3007 16024869 020102",
    ),
]


@pytest.mark.parametrize(("message", "octets"), ARGUMENTS, ids=lambda item: type(item).__name__)
def test_octets_as_the_standard_has_them(schema: Schema, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert operations.decode_argument(schema, operations.asked_by(type(message)), whole) == message
    assert operations.encode_argument(schema, message).hex() == whole.hex()


RESULTS: list[tuple[int, Any, str]] = [
    (18, s.ParkCallResult(parked_to=CALL, call_linkage_data=LINKAGE), f"3019 {CALL_HEX} a106 3004 81020102"),
    (215, s.CallBackResult(target_device=DeviceID("101")), "3007 30058003313031"),
    (216, s.CallBackResult(), "3000"),
    (222, s.IntrudeCallResult(), "3000"),
    (223, s.JoinCallResult(conferenced_call=CALL), f"3011 {CALL_HEX}"),
    (
        376,
        s.SendMessageResult(
            connection_list=s.MessageConnections(connection=CALL),
            list_of_call_linkage_data=s.MessageLinkages(call_linkage_data=LINKAGE),
        ),
        f"301d 3011 {CALL_HEX} a108 3006 3004 81020102",
    ),
]


@pytest.mark.parametrize(("code", "message", "octets"), RESULTS)
def test_results_as_the_standard_has_them(schema: Schema, code: int, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert operations.decode_result(schema, BY_CODE[code], whole) == message
    assert operations.encode_result(schema, BY_CODE[code], message).hex() == whole.hex()
