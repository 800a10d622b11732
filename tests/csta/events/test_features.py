"""Auto answer, call back, caller identity."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read
from desktop.csta.events import features as f
from desktop.csta.schema import Schema
from desktop.csta.values import DeviceID, ReportedDevice
from tests.support.messages import round_trips

HUNDRED, NEXT = "630730058003313030", "630730058003313031"


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (f.AutoAnswerChanged, "AutoAnswerEvent"),
        (f.CallBackSet, "CallBackEvent"),
        (f.CallBackMessageSet, "CallBackMessageEvent"),
        (f.CallerIDStatusChanged, "CallerIDStatusEvent"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_a_message_asks_for_a_call_back(schema: Schema) -> None:
    octets = bytes.fromhex(f"3015 {HUNDRED} {NEXT} 0101ff")
    assert read(f.CallBackMessageSet, schema.decode("CallBackMessageEvent", octets)) == f.CallBackMessageSet(
        originating_device=ReportedDevice.known("100"),
        target_device=ReportedDevice.known("101"),
        call_back_msg_set_canceled=True,
    )


def test_caller_identity_names_its_device_without_the_tag_of_the_others(schema: Schema) -> None:
    octets = bytes.fromhex("300a" + "30058003313030" + "010100")
    event = read(f.CallerIDStatusChanged, schema.decode("CallerIDStatusEvent", octets))
    assert event == f.CallerIDStatusChanged(device=DeviceID("100"), caller_id_provided=False)
