"""The handset and the lamp for a waiting message."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.operations import BY_CODE, decode_argument, decode_result, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services import physical as p
from desktop.csta.values import DeviceID
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (p.GetHookswitchStatus, "GetHookswitchStatusArgument"),
        (p.GetHookswitchStatusResult, "GetHookswitchStatusResult"),
        (p.HookswitchStatusEntry, "HookswitchStatusEntry"),
        (p.SetHookswitchStatus, "SetHookswitchStatusArgument"),
        (p.GetMessageWaitingIndicator, "DeviceArgument"),
        (p.GetMessageWaitingIndicatorResult, "GetMessageWaitingIndicatorResult"),
        (p.SetMessageWaitingIndicator, "SetMessageWaitingIndicatorArgument"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_a_handset_is_put_down(schema: Schema) -> None:
    message = p.SetHookswitchStatus(device=DeviceID("100"), hookswitch=b"\x01", hookswitch_on_hook=True)
    octets = bytes.fromhex("300d" + "30058003313030" + "040101" + "0101ff")
    assert encode_argument(schema, message) == octets
    assert decode_argument(schema, BY_CODE[275], octets) == message


def test_a_message_waits_and_there_is_somebody_to_call_for_it(schema: Schema) -> None:
    octets = bytes.fromhex("300d" + "0101ff" + "30058003313233" + "010100")
    message = decode_result(schema, BY_CODE[267], octets)
    assert message == p.GetMessageWaitingIndicatorResult(
        message_waiting_on=True, device_for_message=DeviceID("123"), lamp_is_present=False
    )
