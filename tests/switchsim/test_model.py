"""Connections, calls, stations and timers as they stand, without anybody who acts on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from random import Random

import pytest

from desktop.csta.enumerations import ForwardingType
from desktop.csta.failures import Failure, StateError
from desktop.csta.values import ConnectionID
from desktop.switchsim.company import Habits, Station
from desktop.switchsim.model import ACTIVE, WAITING, Call, Leg, Party, Phone, Refuse, State, Timers

CALL_ID = b"\xb1\x64"


def call(*states: State) -> Call:
    """A call of stations 100, 101 ... in these states."""
    made = Call(CALL_ID, CALL_ID)
    for number, state in enumerate(states, 100):
        made.legs.append(Leg(made, str(number), str(number), None, Habits(), state=state))
    return made


# connections


def test_no_state_is_both_on_the_line_and_waiting() -> None:
    assert not set(ACTIVE) & set(WAITING)
    assert set(State) - set(ACTIVE) - set(WAITING) == {State.null, State.hold}


def test_a_connection_is_named_by_its_call_and_device() -> None:
    leg = call(State.connected).legs[0]
    assert leg.id == ConnectionID.of(CALL_ID, "100")
    assert (leg.party, leg.at) == (Party("100"), "100")


def test_who_is_outside_is_a_number_at_a_trunk() -> None:
    made = Call(CALL_ID, CALL_ID)
    shown, hidden = (Leg(made, "7801", number, "089", Habits()) for number in ("0089", None))
    assert (shown.party, hidden.party) == (Party("0089", "7801"), Party(None, "7801"))
    assert shown.id == hidden.id == ConnectionID.of(CALL_ID, "7801")


def test_the_telephone_is_the_device_unless_it_is_said() -> None:
    assert Leg(Call(CALL_ID, CALL_ID), "180", "180", None, Habits(), at="111").at == "111"


def test_a_connection_is_gone_when_it_has_left() -> None:
    made = call(State.connected, State.null)
    leg, new = made.legs
    assert not leg.gone
    assert not new.gone, "not in any state yet, but there"
    made.legs.remove(leg)
    assert not leg.gone, "between two calls"
    leg.state = State.null
    assert leg.gone


@pytest.mark.parametrize("mine", State)
@pytest.mark.parametrize("other", State)
def test_people_talk_when_one_is_connected_and_another_has_answered(mine: State, other: State) -> None:
    leg = call(mine, other).legs[0]
    assert leg.established is (mine is State.connected and other in (State.connected, State.hold))


def test_who_is_alone_talks_to_nobody() -> None:
    assert not call(State.connected).legs[0].established


def test_the_others_are_those_of_the_same_call() -> None:
    made = call(State.connected, State.hold, State.alerting)
    first, second, third = made.legs
    assert (first.others, second.others) == ([second, third], [first, third])


def test_two_connections_that_say_the_same_are_two() -> None:
    made = Call(CALL_ID, CALL_ID)
    one, other = (Leg(made, "100", "100", None, Habits()) for _ in range(2))
    assert one != other
    assert Party("100") == Party("100"), "but who somebody is can be compared"
    with pytest.raises(FrozenInstanceError):
        Party("100").number = "101"  # type: ignore[misc]


# calls


def test_a_call_is_external_by_who_calls() -> None:
    made = call(State.connected)
    assert not made.external
    made.called = Party("0089", "7801")
    assert not made.external
    made.calling = Party(None, "7801")
    assert made.external


# stations


def test_a_station_stands_as_it_is_configured_and_shares_nothing() -> None:
    station = Station(
        number="100",
        do_not_disturb=True,
        message_waiting=True,
        in_service=False,
        agent="ready",
        forwarding=((ForwardingType.forwardBusy, "101"),),
    )
    phone, other = Phone.of(station), Phone.of(station)
    assert (phone.do_not_disturb, phone.message_waiting, phone.in_service, phone.agent) == (True, True, False, "ready")
    assert phone.forwarding == {ForwardingType.forwardBusy: "101"}
    phone.forwarding.clear()
    phone.features.display = "hello"
    assert other.forwarding
    assert other.features.display == ""
    assert station.forwarding


def test_other_habits_leave_the_rest() -> None:
    phone = Phone.of(Station(number="100", name="Anna", habits=Habits(answers_after=3.0)))
    before = phone.station
    phone.with_habits(busy=True)
    assert phone.station == Station(number="100", name="Anna", habits=Habits(answers_after=3.0, busy=True))
    assert not before.habits.busy
    with pytest.raises(TypeError):
        phone.with_habits(sings=True)


def test_a_refusal_says_why() -> None:
    refused = Refuse(Failure.state(StateError.noHeldCall))
    assert (str(refused), refused.failure.category) == ("noHeldCall", "state")


# timers


def _run(timers: Timers) -> list[float]:
    times = []
    while timers.next is not None:
        at, action = timers.pop()
        times.append(at)
        action()
    return times


def test_nothing_happens_by_itself_at_first() -> None:
    assert Timers().next is None


def test_things_happen_in_the_order_of_time_then_of_being_set() -> None:
    timers, done = Timers(), []
    due = [(Random(7).choice((1.0, 2.0, 3.0)) * (number % 4), number) for number in range(40)]
    for at, number in due:
        timers.set(at, lambda number=number: done.append(number))  # type: ignore[misc]
    assert _run(timers) == sorted(at for at, _ in due)
    assert done == [number for _, number in sorted(due)]


def test_what_is_not_to_happen_any_more_is_forgotten() -> None:
    timers, done = Timers(), []
    wanted = {"first": True, "second": True}

    def still(name: str) -> Callable[[], bool]:
        return lambda: wanted[name]

    timers.set(1.0, lambda: done.append("first"), still("first"))
    timers.set(2.0, lambda: done.append("second"), still("second"))
    wanted["first"] = False
    assert timers.next == 2.0
    wanted["first"] = True
    assert _run(timers) == [2.0], "once forgotten it does not come back"
    assert done == ["second"]


def test_what_happens_may_let_more_happen() -> None:
    timers = Timers()
    timers.set(1.0, lambda: timers.set(1.0, lambda: timers.set(5.0, lambda: None)))
    assert _run(timers) == [1.0, 1.0, 5.0]
