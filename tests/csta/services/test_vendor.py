"""What manufacturers add."""

from __future__ import annotations

import pytest

from desktop.csta.operations import BY_CODE, decode_argument, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services.vendor import Escape, PrivateDataVersionSelection
from tests.support.messages import round_trips


def test_there_and_back() -> None:
    round_trips(Escape, "EscapeArgument")
    round_trips(PrivateDataVersionSelection, "PrivateDataVersionSelectionArgument")


SIEMENS = "e10e" + "06062b0c0288530f" + "04041a0401c0"
"""What a HiPath client sends to have more events: [PRIVATE 1] with an object identifier and octets."""


@pytest.mark.parametrize(
    ("message", "octets"),
    [
        (Escape(private_data=bytes.fromhex(SIEMENS)), "3010" + SIEMENS),
        (Escape(private_data=b"\x05\x00", escape_register_id=b"\x07"), "3007" + "a003040107" + "0500"),
    ],
)
def test_private_data_is_any_element(schema: Schema, message: Escape, octets: str) -> None:
    assert encode_argument(schema, message).hex() == octets
    assert decode_argument(schema, BY_CODE[51], bytes.fromhex(octets)) == message


def test_a_version_is_a_bare_number(schema: Schema) -> None:
    assert encode_argument(schema, PrivateDataVersionSelection(3)) == b"\x02\x01\x03"
    assert decode_argument(schema, BY_CODE[368], b"\x02\x01\x03") == PrivateDataVersionSelection(3)
