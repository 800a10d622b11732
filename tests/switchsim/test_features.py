"""What can be set at a station, as it stands."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from desktop.csta.services.presence import GetPresenceStateResult
from desktop.csta.values import BitSet
from desktop.switchsim.features import CallBackOrder, Features
from desktop.switchsim.maintenance import lose_memory
from tests.switchsim.office import Office

OTHERWISE: dict[str, Any] = {
    "auto_answer": True,
    "rings": 3,
    "hides_number": True,
    "last_dialled": "101",
    "message_for": "102",
    "agent_id": b"7",
    "presence": GetPresenceStateResult(presence_state=BitSet([1], 4)),
    "display": "hello",
    "microphone_mute": True,
    "speaker_mute": True,
    "volume": 10,
    "ring_pattern": 2,
    "ring_volume": 20,
    "silenced": True,
}
"""Each feature in another value than at the beginning."""
LOST = {"agent_id", "display", "microphone_mute", "speaker_mute", "silenced"}
"""What a restart does not keep."""


def test_every_feature_is_tried_here() -> None:
    assert list(OTHERWISE) == [field.name for field in fields(Features)]
    assert all(getattr(Features(), name) != value for name, value in OTHERWISE.items())


def _told(office: Office) -> Any:
    return office.ok("state")["devices"][0]["features"]


@pytest.mark.parametrize("name", OTHERWISE)
def test_every_feature_is_told(name: str) -> None:
    office = Office()
    before = _told(office)
    features = office.switch.phones["100"].features
    setattr(features, name, OTHERWISE[name])
    features.auto_answer = features.auto_answer or name == "rings"  # how often it rings is told of who answers
    assert _told(office) != before
    assert office.ok("state")["devices"][1]["features"] == before, "each station has its own"


@pytest.mark.parametrize("name", OTHERWISE)
def test_every_feature_is_kept_in_a_restart_or_begins_again(name: str) -> None:
    office = Office()
    features = office.switch.phones["100"].features
    setattr(features, name, OTHERWISE[name])
    lose_memory(office.switch)
    assert getattr(features, name) == (getattr(Features(), name) if name in LOST else OTHERWISE[name])


def test_at_the_beginning_a_telephone_is_as_any() -> None:
    features = Features()
    assert 0 <= features.volume <= 100
    assert 0 <= features.ring_volume <= 100
    assert not any((features.auto_answer, features.hides_number, features.silenced, features.display))


def test_a_feature_that_does_not_exist_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Features().colour = "red"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        CallBackOrder("100", "101").when = 3  # type: ignore[attr-defined]


def test_two_orders_that_say_the_same_are_two() -> None:
    first, second = CallBackOrder("100", "101"), CallBackOrder("100", "101")
    orders = [first, second]
    orders.remove(second)
    assert orders[0] is first
    assert first.armed
