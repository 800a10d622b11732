"""Presence asked for and told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desktop.csta.feature_enumerations import PresenceState
from desktop.csta.operations import BY_CODE, decode_result, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services import presence as p
from desktop.csta.values import BitSet, DeviceID
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (p.GetPresenceState, "DeviceArgument"),
        (p.GetPresenceStateResult, "GetPresenceStateResult"),
        (p.SetPresenceState, "SetPresenceStateArgument"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_away_until_one_o_clock(schema: Schema) -> None:
    message = p.SetPresenceState(
        device=DeviceID("100"),
        requested_presence_state=BitSet(frozenset({PresenceState.away}), 9),
        until_time=datetime(2013, 6, 4, 13, 0, 0),
        place=b"Rome",
    )
    octets = "3022" + "30058003313030" + "0303074000" + "810e" + b"20130604130000".hex() + "8204" + b"Rome".hex()
    assert encode_argument(schema, message).hex() == octets


def test_times_with_a_zone_stay_text(schema: Schema) -> None:
    octets = bytes.fromhex("3013" + "03020780" + "800d" + b"201306041300Z".hex())
    result = decode_result(schema, BY_CODE[550], octets)
    assert PresenceState.available in result.presence_state
    assert result.from_time == "201306041300Z"
