"""Stations that go out of service and come back, and what a restart forgets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.switchsim.company import Habits, Station
from desktop.switchsim.faults import inject
from desktop.switchsim.maintenance import end_calls, lose_memory, switch_service
from tests.switchsim.groups import GROUPS, group_office
from tests.switchsim.office import STATIONS, Office, company


def test_calls_end_and_nothing_is_said_twice() -> None:
    office = Office(monitored=["100"])
    office.talk("100", "101")
    office.forget()
    for works in (False, False, True, True):
        switch_service(office.switch, "100", works)
    office.wait(0)
    assert [line.split()[0] for line in office.told("100")] == ["connectionCleared", "outOfService", "backInService"]
    assert office.states("101") == []


def test_a_transferred_call_does_not_come_back_to_a_dead_phone() -> None:
    office = Office()
    office.consulting(answered=False)
    office.ok("transfer", device="100")
    switch_service(office.switch, "102", False)
    assert office.states("100") == []
    assert office.states("101") == []


def test_a_call_that_only_waits_ends_too() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("park", device="101", to="102")
    end_calls(office.switch, "102")
    assert office.switch.calls == {}


@pytest.mark.parametrize("calls", ["kept", "lost"])
def test_call_backs_end_with_the_calls(calls: str) -> None:
    office = Office()
    office.ok("set", device="101", habits={"busy": True})
    office.ok("call_back", device="100", to="101")
    inject(office.switch, "restart", {"calls": calls})
    assert len(office.ok("state")["call_backs"]) == (1 if calls == "kept" else 0)
    office.ok("set", device="101", habits={"busy": False})
    office.wait(10)
    assert office.states("100") == (["alerting"] if calls == "kept" else [])


def test_what_waits_is_lost() -> None:
    base = company(stations=tuple(Station(number=number, call_waiting=False) for number in STATIONS))
    office = Office(base=base)
    office.talk("100", "101")
    office.make_call("102", "101")
    office.ok("camp_on", device="102")
    office.talk("103", "104")
    office.ok("park", device="104", to="105")
    assert [office.states(one) for one in ("101", "105")] == [["connected", "queued"], ["queued"]]
    lose_memory(office.switch)
    office.wait(300)
    assert (office.switch.calls, [office.states(one) for one in STATIONS]) == ({}, [[]] * len(STATIONS))


def test_agents_are_as_they_began() -> None:
    members = (*STATIONS, "110", "111")
    stations = tuple(Station(number=one, agent="ready" if one == "105" else "loggedOff") for one in members)
    office = group_office(base=company(stations=stations, groups=GROUPS))
    office.ok("agent", device="104", state="loggedOn")
    office.make_call("100", "790")
    office.ok("answer", device="105")
    office.ok("agent", device="105", state="notReady")
    assert [office.switch.phones[one].agent for one in ("104", "105")] == ["notReady", "busy"]
    inject(office.switch, "restart", {})
    office.wait(60)
    assert [office.switch.phones[one].agent for one in ("104", "105")] == ["loggedOff", "ready"]
    assert list(office.switch.agents) == ["105"]
    office.make_call("100", "790")
    assert office.states("105") == ["alerting"], "calls are handed out again"


def test_what_is_configuration_stays() -> None:
    office = Office()
    office.ok("set", device="100", dnd=True, message_waiting=True)
    office.ok("set", device="100", forwarding={"type": "busy", "to": "101"})
    office.ok("set", device="100", in_service=False, habits={"answers_after": 4})
    office.ok("feature", device="100", auto_answer=True, rings=2, caller_id=False, mute=True)
    before = office.ok("state")["devices"]
    inject(office.switch, "restart", {})
    after = office.ok("state")["devices"]
    assert before[0]["features"].pop("microphone_mute") is True
    assert after[0]["features"].pop("microphone_mute") is False, "a telephone that starts again is not muted"
    assert after == before
    assert office.switch.phones["100"].station.habits == Habits(answers_after=4)


def test_the_row_of_a_group_begins_again() -> None:
    group = replace(GROUPS[1], number="700")
    office = Office(base=company(groups=(group,)))
    for member in ("103", "104"):
        office.make_call("100", "700")
        assert office.states(member) == ["alerting"]
        office.ok("hangup", device="100")
    lose_memory(office.switch)
    office.make_call("100", "700")
    assert office.states("103") == ["alerting"]
