"""Records are the words of the JSON vocabulary: frozen, equal by what is told, with the sides that nobody else sees."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any, get_args

import pytest

from desktop.calls import records
from desktop.calls.records import Call, Changes, DeviceState, Forwarding, Party
from desktop.csta.enumerations import LocalConnectionState
from tests.calls.office import START, A, B, C


@pytest.mark.parametrize(
    "record", [Party(), Call("x", A, START), Forwarding("immediate", True, C), DeviceState(), Changes()]
)
def test_records_are_frozen(record: Any) -> None:
    name = next(iter(record.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)
    assert hash(record) == hash(replace(record)), "a view may keep them in sets"


def test_of_a_new_call_nothing_is_claimed() -> None:
    call = Call("x", A, START)
    assert (call.direction, call.peers, call.rang, call.talked, call.outcome) == ("unknown", (), False, False, None)
    assert call.current


def test_the_other_s_number_is_shown_or_not() -> None:
    assert Call("x", A, START).presentation == "unknown"
    withheld = Party(presentation="restricted")
    assert Call("x", A, START, peers=(withheld, Party(B, B, presentation="shown"))).presentation == "restricted"


@pytest.mark.parametrize(
    "own", [{"failure": "busy"}, {"answered_by": B}, {"consulting": True}, {"left": frozenset({B})}]
)
def test_what_is_for_this_room_s_own_use_is_no_change_of_a_call(own: dict[str, Any]) -> None:
    call = Call("x", A, START)
    assert replace(call, **own) == call
    assert replace(call, talked=True) != call


def test_states_are_the_standard_s_local_connection_states() -> None:
    """ECMA-285, module connection-states; null is "gone"."""
    names = {state.name for state in LocalConnectionState}
    assert set(get_args(records.State)) == names - {"null"} | {"gone"}


def test_of_a_device_nothing_is_known_at_first() -> None:
    assert DeviceState() == DeviceState(dnd=None, forwarding=None, message_waiting=None, in_service=None)
    assert Changes() == Changes(calls=(), device=None, snapshot=False)
