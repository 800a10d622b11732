"""A manufacturer's own events."""

from __future__ import annotations

import pytest

from desktop.csta.binding import read, write
from desktop.csta.events.vendor import PrivateEvent
from desktop.csta.feature_values import SecurityData
from desktop.csta.schema import Schema
from tests.support.messages import round_trips


def test_there_and_back() -> None:
    round_trips(PrivateEvent, "PrivateEvent")


@pytest.mark.parametrize("element", ["0403010203", "0500", "e10e06062b0c0288530f04041a0401c0", "9f330101"])
def test_private_data_is_any_element(schema: Schema, element: str) -> None:
    private = bytes.fromhex(element)
    octets = bytes((0x30, 5 + len(private))) + bytes.fromhex("3003800107") + private
    event = read(PrivateEvent, schema.decode("PrivateEvent", octets))
    assert event == PrivateEvent(security=SecurityData(message_sequence_number=7), private_data=private)
    assert schema.encode("PrivateEvent", write(event)) == octets
