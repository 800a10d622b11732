"""The handset and the lamp for a waiting message."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read
from desktop.csta.events.physical import Hookswitch, MessageWaiting
from desktop.csta.schema import Schema
from desktop.csta.values import DeviceID, ReportedDevice
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"), [(Hookswitch, "HookswitchEvent"), (MessageWaiting, "MessageWaitingEvent")]
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_whom_to_call_for_the_message(schema: Schema) -> None:
    octets = bytes.fromhex("3013" + "6307" + "30058003313030" + "30058003313233" + "0101ff")
    assert read(MessageWaiting, schema.decode("MessageWaitingEvent", octets)) == MessageWaiting(
        target_device=ReportedDevice.known("100"), device_for_message=DeviceID("123"), message_waiting_on=True
    )
