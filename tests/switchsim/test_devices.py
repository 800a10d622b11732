"""Who is who at the switch, who is in which call; the telephones of a shared line (MULAP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import Delivered, Diverted, ServiceInitiated
from desktop.csta.services.call_control import AnswerCall, MakeCall, RetrieveCall
from desktop.csta.services.physical import GetHookswitchStatus
from desktop.csta.values import DeviceID, MonitorFilter, ReportedDevice
from desktop.switchsim.company import Company, Group, Habits, Limits, Outsider, Station
from desktop.switchsim.devices import Devices, stations_of
from desktop.switchsim.model import Leg, State
from desktop.switchsim.reports import Monitor
from tests.switchsim.groups import GROUPS, group_office
from tests.switchsim.office import START, company


class Desk(Devices):
    """Devices without any call processing, with what they sent and who left."""

    def __init__(self, base: Company) -> None:
        self.sent: list[Any] = []
        self.gone: list[str] = []
        super().__init__(base, START, lambda monitor, report: self.sent.append(report))

    def left(self, device: str) -> None:
        self.gone.append(device)


def desk(**changes: Any) -> Desk:
    """The devices of the small office, with a line 180 that 110 and 111 share."""
    stations = tuple(Station(number=number) for number in ("100", "101", "110", "111"))
    group = Group(number="700", members=("100", "101"))
    line = Group(number="180", kind="mulap", name="Boss", members=("110", "111"))
    return Desk(company(**({"stations": stations, "groups": (group, line)} | changes)))


def entered(devices: Devices, number: str, state: State) -> Leg:
    """A call of its own at a station."""
    return devices.enter(devices.station_leg(devices.new_call(), number), state)


# who is who


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("100", ("station", "100")),
        ("180", ("station", "180")),
        ("111", ("station", "180")),
        ("700", ("group", "700")),
        ("00891234567", ("outside", "0891234567")),
        ("0110", ("outside", "110")),
        ("110", ("station", "180")),
        ("112", ("outside", "112")),
        ("7801", None),
        ("012", None),
        ("0", None),
        ("", None),
        ("089 1234567", None),
        ("199", None),
    ],
)
def test_a_number_stands_for_something_or_for_nothing(number: str, found: tuple[str, str] | None) -> None:
    assert desk().resolve(number) == found


@pytest.mark.parametrize(
    ("digits", "whole"),
    [
        *(("1", False), ("10", False), ("100", True), ("1000", None), ("18", False), ("180", True), ("111", True)),
        *(("11", False), ("112", True), ("7", False), ("700", True), ("9", None)),
        *(("0", False), ("00", False), ("089", False), ("0891", True), ("0*", None), ("", False)),
    ],
)
def test_digits_are_whole_the_beginning_of_a_number_or_neither(digits: str, whole: bool | None) -> None:
    assert desk().completes(digits) is whole


def test_a_trunk_code_may_have_several_digits() -> None:
    devices = desk(trunk_code="99")
    assert [devices.completes(digits) for digits in ("9", "99", "99089", "98")] == [False, False, True, None]
    assert devices.resolve("99089") == ("outside", "089")
    assert devices.shown("089") == "99089"
    assert desk(show_trunk_code=False).shown("089") == "089"


def test_who_is_outside_is_listed_or_like_everybody() -> None:
    listed = Outsider(number="089", habits=Habits(busy=True))
    devices = desk(outsiders=(listed,), outside_habits=Habits(answers_after=9.0))
    assert devices.outsider("089") is listed
    assert devices.outsider("030") == Outsider(number="030", habits=Habits(answers_after=9.0))


def test_a_line_is_one_station_with_the_habits_of_its_first_member() -> None:
    base = desk().company
    stations = tuple(
        replace(one, habits=Habits(busy=one.number == "110"), monitorable=one.number != "110") for one in base.stations
    )
    made = stations_of(replace(base, stations=stations))
    assert made[:-1] == list(stations)
    assert made[-1] == Station(number="180", name="Boss", habits=Habits(busy=True), monitorable=True)
    assert list(desk().phones) == ["100", "101", "180"], "members have no calls of their own"
    assert list(desk().groups) == ["700"]


# who is in which call


def test_calls_have_ids_of_their_own_and_none_is_zero() -> None:
    devices = desk(first_call_id=0xFFFE)
    ids = [devices.new_call().id.hex() for _ in range(4)]
    assert ids == ["fffe", "ffff", "0001", "0002"]
    devices._next_call_id = 0xFFFE
    assert devices.new_call().id.hex() == "0003", "those that are in use are left out"


def test_a_call_has_the_thread_of_the_call_that_it_came_from() -> None:
    devices = desk()
    first = devices.new_call()
    assert devices.new_call(first.thread).thread == first.id


def test_a_call_is_there_as_long_as_anybody_is_in_it() -> None:
    devices = desk()
    call = devices.new_call()
    mine = devices.enter(devices.station_leg(call, "100"), State.connected)
    other = devices.enter(devices.outside_leg(call, "089", "7801"), State.alerting)
    assert devices.legs("100") == [mine]
    assert devices.legs("7801") == devices.legs("089") == [other], "by trunk and by number"
    assert (other.number, other.party.trunk) == ("0089", "7801")
    devices.leave(other)
    assert (devices.legs("7801"), devices.legs("089"), list(devices.calls.values())) == ([], [], [call])
    devices.leave(mine)
    assert (devices.calls, mine.gone, devices.gone) == ({}, True, ["7801", "100"])


def test_somebody_outside_may_have_the_number_of_a_station() -> None:
    devices = desk()
    leg = devices.enter(devices.outside_leg(devices.new_call(), "100", "7801"), State.connected)
    assert (devices.legs("100"), devices.legs("7801")) == ([], [leg])
    assert not devices.engaged("100")
    devices.leave(leg)
    assert devices.legs("7801") == []


def test_who_hides_the_number_outside_has_none() -> None:
    devices = desk()
    assert devices.outside_leg(devices.new_call(), "089", "7801", restricted=True).number is None


def test_a_connection_is_moved_as_it_stands() -> None:
    devices = desk()
    leg = entered(devices, "100", State.hold)
    old, new = leg.call, devices.new_call()
    devices.move(leg, new)
    assert (leg.call, leg.state, new.legs, old.legs, list(devices.calls)) == (new, State.hold, [leg], [], [new.id])
    devices.move(leg, new)
    assert (new.legs, list(devices.calls)) == ([leg], [new.id]), "to where it is already"
    assert devices.legs("100") == [leg]


def test_a_trunk_is_free_that_works_and_has_no_call() -> None:
    devices = desk()
    assert devices.free_trunk() == "7801"
    devices.enter(devices.outside_leg(devices.new_call(), "089", "7801"), State.connected)
    assert devices.free_trunk() == "7806"
    devices.trunks["7806"] = False
    assert devices.free_trunk() is None


@pytest.mark.parametrize(
    ("state", "talks"),
    [
        *((State.connected, True), (State.initiated, True), (State.fail, True)),
        *((State.alerting, False), (State.hold, False), (State.queued, False)),
    ],
)
def test_what_is_on_the_line(state: State, talks: bool) -> None:
    devices = desk()
    leg = entered(devices, "100", state)
    assert devices.talking("100") is (leg if talks else None)
    assert devices.engaged("100")
    assert not devices.engaged("101")


def test_how_a_call_ended_is_noted_of_stations_and_told_of_everybody() -> None:
    devices = desk()
    told: list[tuple[str, str]] = []
    devices.noticed = lambda what, leg: told.append((what, leg.device))
    call = devices.new_call()
    devices.record(devices.station_leg(call, "100"), "missed", by="101")
    devices.record(devices.outside_leg(call, "089", "7801"), "talked")
    assert list(devices.ended) == [
        {"call_id": call.id.hex(), "device": "100", "outcome": "missed", "to": None, "by": "101"}
    ]
    assert told == [("missed", "100"), ("talked", "7801")]


@pytest.mark.parametrize(
    ("any_state", "then", "done"),
    [
        *((False, State.connected, True), (False, State.hold, False), (False, None, False)),
        *((True, State.hold, True), (True, None, False)),
    ],
)
def test_something_happens_later_to_a_connection_that_is_as_it_was(
    any_state: bool, then: State | None, done: bool
) -> None:
    devices = desk()
    leg = entered(devices, "100", State.connected)
    devices.after(None, leg, lambda: pytest.fail("never"))
    assert devices.timers.next is None
    devices.after(2.0, leg, lambda: None, any_state=any_state)
    if then is None:
        devices.leave(leg)
    else:
        leg.state = then
    assert devices.timers.next == (2.0 if done else None)


def test_an_event_names_the_parties_of_its_call() -> None:
    devices = desk()
    devices.reporter.monitors[b"1"] = Monitor(1, b"1", "100", MonitorFilter())
    leg = entered(devices, "100", State.alerting)
    leg.call.calling, leg.call.called = replace(leg.party, number="101"), leg.party
    devices.tell(leg, Delivered, EventCause.newCall)
    devices.tell(leg, ServiceInitiated, EventCause.newCall)
    devices.tell(leg, Diverted, EventCause.redirected, new_destination=ReportedDevice.known("101"))
    delivered, initiated, diverted = (report.event for report in devices.sent)
    assert (delivered.alerting_device, delivered.calling_device) == (
        ReportedDevice.known("100"),
        ReportedDevice.known("101"),
    )
    assert (delivered.connection, delivered.local_connection_info) == (leg.id, State.alerting)
    assert initiated.initiating_device == ReportedDevice.known("100")
    assert (diverted.new_destination, diverted.diverting_device) == (ReportedDevice.known("101"), None)


# the telephones of a shared line


@pytest.mark.parametrize(
    ("taken", "expected"),
    [((), "110"), (("110",), "111"), (("111",), "110"), (("110", "111"), "110")],
)
def test_a_line_acts_by_a_telephone_that_is_free(taken: Sequence[str], expected: str) -> None:
    devices = desk()
    for one in taken:
        entered(devices, one, State.connected)
    assert devices.telephone("180") == expected
    assert [devices.telephone(one) for one in ("110", "111", "100", "7801")] == ["110", "111", "100", "7801"]
    assert devices.telephone("180", "111") == ("110" if tuple(taken) == ("111",) else "111")
    assert devices.telephone("180", "100") == expected, "none of its own"
    assert devices.engaged("180") is (len(taken) == 2)


def test_what_rings_or_is_held_is_the_lines() -> None:
    devices = desk()
    mine, ringing = entered(devices, "111", State.connected), entered(devices, "180", State.alerting)
    assert devices.legs("180") == devices.legs("111") == [mine, ringing]
    assert devices.legs("110") == [ringing]
    mine.state = State.hold
    assert devices.legs("110") == [mine, ringing]
    assert [devices.telephones(one) for one in ("180", "100")] == [["110", "111"], ["100"]]


def test_each_telephone_of_a_line_may_have_a_call_of_its_own() -> None:
    office = group_office()
    office.make_call("100", "180")
    office.ok("answer", device="111")
    office.make_call("101", "180")
    office.ok("answer", device="110")
    assert office.states("180") == ["connected", "connected"]
    assert [one["at"] for call in office.ok("state")["calls"] for one in call["connections"] if "at" in one] == [
        "111",
        "110",
    ]
    office.ok("hangup", device="111")
    assert (office.states("100"), office.states("101")) == ([], ["connected"]), "each hangs up its own"


def test_who_is_not_named_is_a_telephone_that_is_free() -> None:
    office = group_office()
    office.make_call("100", "180")
    office.ok("answer", device="110")
    office.make_call("101", "180")
    office.ask(AnswerCall(call_to_be_answered=office.connection("180", "alerting")))
    assert (office.states("110"), office.states("111")) == (["connected"], ["connected"])
    assert office.switch.talking("111").call.calling.number == "101"
    busy = office.ask(MakeCall(calling_device=DeviceID("180"), called_directory_number=DeviceID("102")))
    assert office.code(busy) == "state invalidObjectState"
    office.ok("hangup", device="110")
    office.ask(MakeCall(calling_device=DeviceID("180"), called_directory_number=DeviceID("102")))
    assert office.switch.talking("110").state.name == "connected"


@pytest.mark.parametrize(("call_waiting", "states"), [(True, ["alerting"]), (False, [])])
def test_where_no_telephone_is_free_a_caller_waits_or_hears_busy(call_waiting: bool, states: list[str]) -> None:
    phones = [replace(station, call_waiting=call_waiting) for station in group_office().switch.company.stations]
    office = group_office(base=company(stations=tuple(phones), groups=GROUPS))
    for caller, member in (("100", "110"), ("101", "111")):
        office.make_call(caller, "180")
        office.ok("answer", device=member)
    office.make_call("102", "180")
    assert office.states("180")[2:] == states
    assert bool(office.events("102", "failed")) is not call_waiting
    if call_waiting:
        office.ok("answer", device="111")
        assert sorted(office.states("180")) == ["connected", "connected", "hold"], "its own first call is held"
        assert office.states("110") == ["connected", "hold"], "what is held is the line's"


def test_what_is_camped_on_rings_when_a_telephone_of_the_line_is_free() -> None:
    phones = [replace(station, call_waiting=False) for station in group_office().switch.company.stations]
    office = group_office(base=company(stations=tuple(phones), groups=GROUPS))
    for caller, member in (("100", "110"), ("101", "111")):
        office.make_call(caller, "180")
        office.ok("answer", device=member)
    office.make_call("102", "180")
    office.ok("camp_on", device="102")
    assert office.states("180") == ["connected", "connected", "queued"]
    office.ok("hangup", device="111")
    office.wait(5)
    assert office.states("180") == ["connected", "alerting"]


def test_a_line_is_forwarded_when_all_its_telephones_are_engaged() -> None:
    office = group_office()
    office.ok("set", device="180", forwarding={"type": "busy", "to": "103"})
    for caller, where in (("100", "180"), ("101", "180"), ("102", "103")):
        office.make_call(caller, "180")
        assert "alerting" in office.states(where), caller
        office.ok("answer", device=where)


def test_a_line_that_may_have_no_more_calls_is_engaged() -> None:
    office = group_office(base=replace(group_office().switch.company, limits=Limits(calls_per_station=2)))
    for caller in ("100", "101", "102"):
        office.make_call(caller, "180")
    assert office.states("180") == ["alerting", "alerting"]
    assert office.events("102", "failed")


def test_a_held_call_comes_back_to_the_telephone_that_held_it_or_to_another() -> None:
    office = group_office()
    office.make_call("100", "180")
    office.ok("answer", device="111")
    office.ok("hold", device="111")
    office.ask(RetrieveCall(call_to_be_retrieved=office.connection("180")))
    assert office.switch.talking("111") is not None, "its own"
    office.ok("hold", device="111")
    office.ok("call", **{"from": "111", "to": "101"})
    office.ask(RetrieveCall(call_to_be_retrieved=office.connection("180", "hold")))
    assert office.switch.talking("110") is not None, "that one is engaged"


def test_a_consultation_and_a_swap_are_at_one_telephone() -> None:
    office = group_office()
    office.make_call("100", "180")
    office.ok("answer", device="111")
    office.ok("consult", device="111", to="101")
    office.ok("answer", device="101")
    assert [leg.at for leg in office.switch.legs("111")] == ["111", "111"]
    office.ok("retrieve", device="110")
    assert office.states("180") == ["connected", "connected"], "the other telephone takes the held call up"
    office.ok("hold", device="110")
    office.ok("swap", device="111")
    office.ok("swap", device="111")
    assert office.switch.talking("111").call.legs[-1].device == "101"
    assert office.switch.talking("110") is None
    office.ok("conference", device="111")
    assert [leg.at for leg in office.switch.legs("111")] == ["111"]


def test_handsets_are_of_telephones_not_of_lines() -> None:
    office = group_office()
    office.ok("call", **{"from": "111", "to": "101"})
    for device, lifted in (("110", False), ("111", True), ("180", True)):
        (entry,) = office.ask(GetHookswitchStatus(device=DeviceID(device))).hookswitch_status_list
        assert entry.hookswitch_on_hook is not lifted, device
    office.ok("offhook", device="110")
    assert office.switch.talking("110").state.name == "initiated"
    assert office.do("offhook", device="111")["error"]["code"] == "wrongState"


def test_a_line_with_one_call_has_one_whoever_answers() -> None:
    office = group_office(shared_line="one")
    office.make_call("100", "180")
    office.ok("answer", device="110")
    office.make_call("101", "180")
    refused = office.ask(MakeCall(calling_device=DeviceID("111"), called_directory_number=DeviceID("102")))
    assert office.code(refused) == "state invalidObjectState"
    office.ok("answer", device="111")
    assert office.states("180") == ["hold", "connected"], "as at any station that answers a second call"
    assert office.states("110") == office.states("180")
