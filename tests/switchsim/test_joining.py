"""What calls and devices can become together: who is in which call afterwards, and what is refused without a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.switchsim import joining
from desktop.switchsim.company import Limits, Station
from desktop.switchsim.model import Leg, Refuse
from tests.switchsim.groups import group_office
from tests.switchsim.office import STATIONS, Office, company
from tests.switchsim.truths import facts

OUTSIDE = "0891234567"


def leg(office: Office, device: str, state: str | None = None) -> Leg:
    """The only connection of a device (in a state)."""
    (one,) = [one for one in office.switch.legs(device) if state in (None, one.state.name)]
    return one


def held_and_active(office: Office, device: str = "100") -> tuple[Leg, Leg]:
    return leg(office, device, "hold"), leg(office, device, "connected")


def members(office: Office) -> list[list[str]]:
    """Who is in which call."""
    return [[one.device for one in call.legs] for call in office.switch.calls.values()]


def from_outside(office: Office, *, answered: bool = True) -> None:
    """Somebody outside has called 100."""
    office.ok("call", **{"from": OUTSIDE, "to": "100"})
    if answered:
        office.ok("answer", device="100")


# refused without a trace


def _twice(office: Office) -> None:
    """100 has a held call with 101 and another with 101."""
    office.talk("100", "101")
    office.ok("hold", device="100")
    office.ok("hold", device="101")
    office.make_call("100", "101")
    office.ok("answer", device="101")


def _busy(office: Office, device: str) -> None:
    office.switch.phones[device].with_habits(busy=True)


def _camped_on(office: Office) -> None:
    """100 has a held call and waits for 102, who is engaged."""
    office.talk("101", "100")
    _busy(office, "102")
    office.consult("100", "102")
    office.ok("camp_on", device="100")


REFUSED: dict[str, tuple[Callable[[Office], Any], Callable[[Office], Any], str]] = {
    "consulting for a party outside": (
        from_outside,
        lambda office: joining.consult(office.switch, leg(office, OUTSIDE), "101"),
        "requestIncompatibleWithObject",
    ),
    "consulting while it rings": (
        lambda office: office.make_call("100", "101"),
        lambda office: joining.consult(office.switch, leg(office, "100"), "102"),
        "invalidConnectionState",
    ),
    "going back to a call that is not held": (
        lambda office: office.consulting(),
        lambda office: joining.reconnect(office.switch, *reversed(held_and_active(office))),
        "invalidConnectionState",
    ),
    "going back at another device": (
        lambda office: office.consulting(),
        lambda office: joining.reconnect(office.switch, leg(office, "100", "hold"), leg(office, "102")),
        "notSameDevice",
    ),
    "going back from a call that rings": (
        lambda office: (office.talk("100", "101"), office.ok("hold", device="100"), office.make_call("102", "100")),
        lambda office: joining.reconnect(office.switch, leg(office, "100", "hold"), leg(office, "100", "alerting")),
        "invalidConnectionIDForActiveCall",
    ),
    "swapping two calls of one partner": (
        _twice,
        lambda office: joining.alternate(office.switch, *held_and_active(office)),
        "invalidConnectionState",
    ),
    "joining two calls of one partner": (
        _twice,
        lambda office: joining.conference(office.switch, *held_and_active(office)),
        "invalidConnectionState",
    ),
    "transferring to where the call is camped on": (
        _camped_on,
        lambda office: joining.transfer(office.switch, *held_and_active(office)),
        "invalidConnectionState",
    ),
    "transferring a failed call": (
        lambda office: (office.talk("101", "100"), _busy(office, "102"), office.consult("100", "102")),
        lambda office: joining.transfer(office.switch, *held_and_active(office)),
        "invalidConnectionState",
    ),
    "a blind transfer of a call that rings": (
        lambda office: office.make_call("100", "101"),
        lambda office: joining.single_step_transfer(office.switch, leg(office, "100"), "102"),
        "invalidConnectionState",
    ),
    "a blind transfer outside without a trunk": (
        lambda office: (office.switch.trunks.update({"7801": False, "7806": False}), office.talk("100", "101")),
        lambda office: joining.single_step_transfer(office.switch, leg(office, "100"), "00891234567"),
        "networkBusy",
    ),
    "a blind transfer to a telephone that is dead": (
        lambda office: (office.talk("100", "101"), office.ok("set", device="102", in_service=False)),
        lambda office: joining.single_step_transfer(office.switch, leg(office, "100"), "102"),
        "deviceOutOfService",
    ),
    "a blind transfer to who does not want to be disturbed": (
        lambda office: (office.talk("100", "101"), office.ok("set", device="102", dnd=True)),
        lambda office: joining.single_step_transfer(office.switch, leg(office, "100"), "102"),
        "invalidObjectState",
    ),
    "letting a group into a call": (
        lambda office: office.talk("100", "101"),
        lambda office: joining.single_step_conference(office.switch, leg(office, "100"), "700"),
        "requestIncompatibleWithObject",
    ),
    "letting somebody in before anybody has answered": (
        lambda office: office.make_call("100", "101"),
        lambda office: joining.single_step_conference(office.switch, leg(office, "100"), "102"),
        "invalidConnectionState",
    ),
    "deflecting a call that is talked": (
        lambda office: office.talk("100", "101"),
        lambda office: joining.deflect(office.switch, leg(office, "101"), "102"),
        "invalidConnectionState",
    ),
    "deflecting to the caller": (
        lambda office: office.make_call("100", "101"),
        lambda office: joining.deflect(office.switch, leg(office, "101"), "100"),
        "invalidDestination",
    ),
    "fetching one's own call from where it rings": (
        lambda office: office.make_call("100", "101"),
        lambda office: joining.pick_up(office.switch, leg(office, "101"), "100"),
        "invalidConnectionState",
    ),
    "fetching a call that is talked": (
        lambda office: office.talk("100", "101"),
        lambda office: joining.pick_up(office.switch, leg(office, "101"), "102"),
        "invalidConnectionState",
    ),
    "fetching to where nobody is": (
        lambda office: office.make_call("100", "101"),
        lambda office: joining.pick_up(office.switch, leg(office, "101"), "700"),
        "invalidDeviceID",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_no_trace(name: str) -> None:
    prepare, act, code = REFUSED[name]
    office = Office()
    prepare(office)
    office.forget()
    before = facts(office)
    with pytest.raises(Refuse) as refused:
        act(office)
    assert refused.value.failure.code == code
    office.wait(0)
    assert (facts(office), office.order) == (before, [])


@pytest.mark.parametrize(
    ("act", "most"),
    [
        (lambda office: joining.conference(office.switch, *held_and_active(office)), 2),
        (lambda office: joining.single_step_conference(office.switch, leg(office, "100", "connected"), "105"), 2),
    ],
)
def test_so_many_can_be_in_a_conference_and_no_more(act: Callable[[Office], Any], most: int) -> None:
    for limit in (most, most + 1):
        office = Office(base=company(limits=Limits(conference=limit)))
        office.consulting()
        before = facts(office)
        if limit == most:
            with pytest.raises(Refuse, match="conferenceMemberLimitExceeded"):
                act(office)
            assert facts(office) == before
        else:
            act(office)
            assert max(map(len, members(office))) == limit


# who is with whom


@pytest.mark.parametrize("kept", ["new", "held", "active"])
def test_after_a_transfer_the_two_have_one_call_and_who_transferred_none(kept: str) -> None:
    office = Office(transfer_call_id=kept)
    office.consulting()
    held, active = held_and_active(office)
    first, second = held.call, active.call
    target = joining.transfer(office.switch, held, active)
    assert members(office) == [["101", "102"]]
    assert (target.device, target.call.calling.number, target.call.called.number) == ("102", "101", "102")
    assert {"held": first, "active": second}.get(kept, target.call) is target.call
    assert target.call.thread == first.thread
    assert office.states("100") == []
    assert [(one["device"], one["outcome"], one["to"]) for one in office.switch.ended] == [
        ("100", "transferred", "102"),
        ("100", "transferred", "102"),
    ]


@pytest.mark.parametrize("kept", ["new", "held", "active"])
def test_a_conference_is_one_call_of_all(kept: str) -> None:
    office = Office(transfer_call_id=kept)
    office.consulting()
    office.switch.calls[leg(office, "102").call.id].correlator_data = b"42"
    mine = joining.conference(office.switch, *held_and_active(office))
    assert members(office) == [["101", "100", "102"]]
    assert (mine.device, mine.state.name, mine.call.correlator_data) == ("100", "connected", b"42")
    assert [(one["device"], one["outcome"]) for one in office.switch.ended] == [("100", "merged")]
    for one in ("101", "100"):
        office.ok("hangup", device=one)
    assert members(office) == []


def test_a_party_outside_is_transferred_and_comes_back_to_a_station_only() -> None:
    office = Office()
    from_outside(office)
    target = joining.single_step_transfer(office.switch, leg(office, "100"), "102")
    assert members(office) == [["7801", "102"]]
    assert (target.call.transferred_by, target.call.redirected_from) == ("100", "100")
    office.wait(20)
    assert members(office) == [["7801", "100"]], "nobody answered"


def test_a_blind_transfer_may_go_outside_by_a_trunk() -> None:
    office = Office()
    office.talk("100", "101")
    target = joining.single_step_transfer(office.switch, leg(office, "100"), "00891234567")
    assert (target.device, target.outside, target.number) == ("7801", OUTSIDE, "00891234567")
    assert members(office) == [["101", "7801"]]


def test_where_a_blind_transfer_is_forwarded_it_ends_where_it_is_sent_on_to() -> None:
    office = Office()
    office.ok("set", device="102", forwarding={"type": "immediate", "to": "103"}, dnd=True)
    office.talk("100", "101")
    target = joining.single_step_transfer(office.switch, leg(office, "100"), "102")
    assert (target.device, members(office)) == ("103", [["101", "103"]])


def test_in_a_conference_nobody_is_cut_off_by_a_blind_transfer() -> None:
    office = Office()
    office.consulting()
    joining.conference(office.switch, *held_and_active(office))
    joining.single_step_transfer(office.switch, leg(office, "100"), "103")
    assert members(office) == [["101", "102", "103"]]


def test_who_withholds_the_number_goes_on_doing_so() -> None:
    office = Office()
    office.ok("feature", device="101", caller_id=False)
    office.talk("101", "100")
    office.forget()
    joining.single_step_transfer(office.switch, leg(office, "100"), "102")
    office.wait(0)
    (delivered,) = office.events("102", "delivered")
    assert delivered.calling_device.digits is None


def test_a_call_that_waits_in_a_group_can_be_deflected_and_fetched() -> None:
    for act in (
        lambda office, queued: joining.deflect(office.switch, queued, "102"),
        lambda office, queued: joining.pick_up(office.switch, queued, "102"),
    ):
        office = group_office()
        office.make_call("100", "790")
        act(office, leg(office, "790", "queued"))
        assert members(office) == [["100", "102"]]


def test_who_fetches_a_call_makes_room_for_it() -> None:
    office = Office()
    office.talk("100", "101")
    office.make_call("102", "103")
    fetched = joining.pick_up(office.switch, leg(office, "103"), "100")
    assert (office.states("100"), fetched.state.name) == (["hold", "connected"], "connected")
    assert members(office) == [["100", "101"], ["102", "100"]]


# pickup groups


def test_the_call_that_rings_longest_in_the_own_group_is_found() -> None:
    stations = tuple(Station(number=one, pickup_group="a" if one < "103" else "b") for one in STATIONS)
    office = Office(base=company(stations=stations))
    assert joining.ringing_in_group(office.switch, "100") is None
    office.make_call("105", "104")
    office.make_call("103", "102")
    office.ok("call", **{"from": OUTSIDE, "to": "101"})
    assert leg(office, "102") is joining.ringing_in_group(office.switch, "100")
    assert leg(office, "101") is joining.ringing_in_group(office.switch, "102"), "not the own call"
    assert leg(office, "104") is joining.ringing_in_group(office.switch, "100", "b")
    assert joining.ringing_in_group(office.switch, "100", "c") is None
    assert joining.ringing_in_group(office.switch, "199") is None
    office.ok("answer", device="102")
    assert leg(office, "101") is joining.ringing_in_group(office.switch, "100")


def test_who_has_no_group_finds_nothing() -> None:
    office = Office(base=company(stations=tuple(Station(number=one) for one in STATIONS)))
    office.make_call("100", "101")
    assert joining.ringing_in_group(office.switch, "102") is None


def test_a_call_back_is_nobody_elses() -> None:
    office = Office()
    office.ok("call_back", device="100", to="101")
    office.wait(10)
    assert office.states("100") == ["alerting"]
    assert joining.ringing_in_group(office.switch, "102") is None
    with pytest.raises(Refuse, match="invalidConnectionState"):
        joining.pick_up(office.switch, leg(office, "100"), "102")


# numbers


@pytest.mark.parametrize(("quirk", "refused"), [("refuse", True), ("fail", False)])
def test_a_number_that_does_not_exist_is_refused_or_fails_later(quirk: str, refused: bool) -> None:
    office = Office(invalid_number=quirk)
    for number in ("100", "700", "00891234567", "112"):
        joining.check_destination(office.switch, number)
    if refused:
        with pytest.raises(Refuse, match="invalidCalledDeviceID"):
            joining.check_destination(office.switch, "199")
    else:
        joining.check_destination(office.switch, "199")
