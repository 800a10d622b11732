"""Services that set up, change and end calls: every member has a field, and octets are the standard's."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from desktop.csta import operations
from desktop.csta.call_enumerations import ConsultOptions
from desktop.csta.enumerations import AutoOriginate, EventCause
from desktop.csta.schema import Schema
from desktop.csta.services import call_control as s
from desktop.csta.values import BitSet, ConnectionID, DeviceID
from tests.support.messages import round_trips

KINDS = [kind for _, kind in inspect.getmembers(s, inspect.isclass) if kind.__module__ == s.__name__]
CALL = ConnectionID.of(b"\xb1\x64", "100")
CALL_HEX = "6b0f 300d 8002b164 a107 30058003313030"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, kind.__name__ if kind.__name__.endswith("Result") else f"{kind.__name__}Argument", seeds=60)


ARGUMENTS: list[tuple[Any, str]] = [
    (s.AlternateCall(held_call=CALL, active_call=CALL, connection_reservation=True), f"3025 {CALL_HEX * 2} 0101ff"),
    (s.AnswerCall(call_to_be_answered=CALL, user_data=b"\xaa"), f"3016 {CALL_HEX} 7d030401aa"),
    (s.ClearConnection(connection_to_be_cleared=CALL, reason=EventCause.busy), f"3014 {CALL_HEX} 0a0103"),
    (
        s.ConsultationCall(
            existing_call=CALL,
            consulted_device=DeviceID("102"),
            user_data=b"\xaa",
            consult_options=ConsultOptions.transferOnly,
        ),
        "3022 a00f 300d 8002b164 a107 30058003313030 a107 30058003313032 a6030401aa 8a0102",
    ),
    (
        s.DeflectCall(
            call_to_be_diverted=CALL,
            new_destination=DeviceID("102"),
            add_new_destinations_list=(DeviceID("103"),),
            reason=EventCause.doNotDisturb,
        ),
        f"3024 {CALL_HEX} 30058003313032 3007 30058003313033 83010e",
    ),
    (
        s.MakeCall(
            calling_device=DeviceID("100"),
            called_directory_number=DeviceID("101"),
            account_code=b"\x01",
            auth_code=b"\x02",
            auto_originate=AutoOriginate.doNotPrompt,
            correlator_data=b"\x03",
            call_characteristics=BitSet(frozenset({1}), 2),
            subject_of_call="Hi",
        ),
        "3022 30058003313030 30058003313031 800101 810102 830101 820103 03020640 86024869",
    ),
]


@pytest.mark.parametrize(("message", "octets"), ARGUMENTS, ids=lambda item: type(item).__name__)
def test_octets_as_the_standard_has_them(schema: Schema, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert operations.decode_argument(schema, operations.asked_by(type(message)), whole) == message
    assert operations.encode_argument(schema, message).hex() == whole.hex()
