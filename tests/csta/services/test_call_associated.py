"""Services about a call: every member has a field, and octets are the standard's."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta import operations
from desktop.csta.call_enumerations import DigitMode, TelephonyTone
from desktop.csta.explain import explain
from desktop.csta.schema import Schema
from desktop.csta.services import call_associated as s
from desktop.csta.values import BitSet, ConnectionID, DeviceID
from tests.support.messages import round_trips

CALL = ConnectionID.of(b"\xb1\x64", "100")
CALL_HEX = "6b0f 300d 8002b164 a107 30058003313030"


@pytest.mark.parametrize("kind", [s.AssociateData, s.GenerateDigits, s.GenerateTelephonyTones, s.SendUserInfo])
def test_every_member_has_a_field(kind: type) -> None:
    round_trips(kind, f"{kind.__name__}Argument", seeds=60)


ARGUMENTS: list[tuple[Any, str]] = [
    (
        s.AssociateData(
            existing_call=CALL,
            account_code=b"\x01",
            auth_code=b"\x02",
            correlator_data=b"\x03",
            call_qualifying_data=b"\x04",
            call_characteristics=BitSet(frozenset({0}), 1),
            device_info=DeviceID("101"),
        ),
        f"3028 {CALL_HEX} 800101 810102 820103 830104 84020780 a705 8003313031",
    ),
    (
        s.GenerateDigits(
            connection_to_send_digits=CALL, digit_mode=DigitMode.dTMF, characters_to_send="12", tone_duration=80
        ),
        f"301b {CALL_HEX} 0a0101 16023132 800150",
    ),
    (
        s.GenerateTelephonyTones(
            connection_to_send_tone=CALL, tone_to_send=TelephonyTone.recordWarning, tone_duration=5
        ),
        f"3017 {CALL_HEX} 0a010c 020105",
    ),
    (s.SendUserInfo(existing_call=CALL, user_data=b"\xaa"), f"3016 {CALL_HEX} 7d030401aa"),
]


@pytest.mark.parametrize(("message", "octets"), ARGUMENTS, ids=lambda item: type(item).__name__)
def test_octets_as_the_standard_has_them(schema: Schema, message: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert operations.decode_argument(schema, operations.asked_by(type(message)), whole) == message
    assert operations.encode_argument(schema, message).hex() == whole.hex()


def test_a_code_of_authorisation_is_not_shown(schema: Schema) -> None:
    """Nor in what people put into a report of a fault."""
    argument = operations.encode_argument(schema, s.AssociateData(existing_call=CALL, auth_code=b"4711"))
    body = bytes.fromhex("020101 020200e6") + argument  # invoke 1 of associateData, 230
    whole = bytes((0xA1, len(body))) + body
    assert "34373131" in str(explain(whole, mask_secrets=False))
    shown = str(explain(whole))
    assert "34373131" not in shown.replace(" ", "")
    assert "4711" not in shown
