"""Presence."""

from __future__ import annotations

from datetime import datetime

from desktop.csta.binding import read, write
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.feature_enumerations import PresenceState
from desktop.csta.schema import Schema
from desktop.csta.values import BitSet, ReportedDevice
from tests.support.messages import round_trips


def test_there_and_back() -> None:
    round_trips(PresenceStateChanged, "PresenceStateEvent")


def test_in_a_meeting_since_ten(schema: Schema) -> None:
    octets = bytes.fromhex("301d" + "630730058003313030" + "03020204" + "800e" + b"20130604100000".hex())
    event = read(PresenceStateChanged, schema.decode("PresenceStateEvent", octets))
    assert event == PresenceStateChanged(
        device=ReportedDevice.known("100"),
        presence_state=BitSet(frozenset({PresenceState.meeting}), 6),
        from_time=datetime(2013, 6, 4, 10, 0, 0),
    )
    assert schema.encode("PresenceStateEvent", write(event)) == octets
