"""Stations that are added and removed while the switch runs."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from desktop.csta.services.devices import GetSwitchingFunctionDevices
from desktop.csta.services.logical import GetDoNotDisturb
from desktop.csta.services.monitoring import MonitorStop
from desktop.csta.services.system import SwitchingFunctionDevicesChanged, SystemRegister
from desktop.csta.values import BitSet, DeviceID
from desktop.switchsim import roster
from desktop.switchsim.company import Group, Habits, Station
from desktop.switchsim.config import ConfigError
from tests.switchsim.groups import GROUPS, group_office
from tests.switchsim.office import STATIONS, Office, company
from tests.switchsim.test_random import check
from tests.switchsim.test_random_groups import step

STATUS, DEVICES = 0, 3


def _register(office: Office, *types: int) -> bytes:
    reference = office.ask(SystemRegister(request_types=BitSet(types, 4))).sys_stat_register_id
    assert isinstance(reference, bytes)
    office.forget()
    return reference


def _listed(office: Office) -> list[str | None]:
    office.asked.clear()
    office.ask(GetSwitchingFunctionDevices())
    return [one.device_id.digits for message in office.asked for one in message.device_list]


# adding


def test_a_new_station_is_like_any_other() -> None:
    office = Office()
    assert office.do("call", **{"from": "100", "to": "120"})["ok"]
    office.ok("hangup", device="100")
    office.ok("add", device="120", name="New", habits={"answers_after": 2}, do_not_disturb=False, id=7)
    assert "120" in _listed(office)
    office.monitor("120")
    office.make_call("100", "120")
    office.wait(2)
    assert office.states("120") == ["connected"]
    assert [line.split()[0] for line in office.told("120")] == ["delivered", "established"]
    assert office.switch.phones["120"].station == Station(number="120", name="New", habits=Habits(answers_after=2.0))


def test_it_may_be_an_agent_and_have_habits_from_the_beginning() -> None:
    office = Office()
    office.wait(3600)
    roster.add(office.switch, Station(number="120", agent="ready", habits=Habits(busy_until="13:00")))
    assert (list(office.switch.agents), office.switch.phones["120"].agent_since) == (["120"], 3600.0)
    assert office.switch.phones["120"].station.habits.busy
    office.wait(3 * 3600)
    assert not office.switch.phones["120"].station.habits.busy


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"device": "100"}, "wrongState"),
        ({"device": "700"}, "badArgument"),
        ({"device": "7801"}, "badArgument"),
        ({"device": "120", "colour": "red"}, "badArgument"),
        ({"device": "120", "number": "121", "hands_free": "no"}, "badArgument"),
        ({"device": "120", "habits": {"busy_until": "noon"}}, "badArgument"),
        ({"device": "120", "habits": {"fails": "often"}}, "badArgument"),
        ({"device": "120", "forwarding": {"forwardSometimes": "100"}}, "badArgument"),
        ({}, "badArgument"),
    ],
)
def test_what_makes_no_sense_adds_nobody(members: dict[str, Any], code: str) -> None:
    office = Office()
    _register(office, DEVICES)
    before = office.ok("state"), office.switch.company
    assert office.do("add", **members)["error"]["code"] == code
    assert (office.ok("state"), office.switch.company, office.asked) == (*before, [])


# removing


def test_a_station_goes_with_its_calls_and_its_monitors() -> None:
    office = Office()
    reference = _register(office, DEVICES)
    office.talk("100", "101")
    office.ok("hold", device="101")
    office.make_call("102", "101")
    office.forget()
    office.ok("remove", device="101")
    assert [line.split()[0] for line in office.told("101")] == ["connectionCleared"] * 2
    assert [office.states(one) for one in ("100", "101", "102")] == [[], [], []]
    stop, changed = office.asked
    assert isinstance(stop, MonitorStop)
    assert changed == SwitchingFunctionDevicesChanged(sys_stat_register_id=reference)
    assert office.order[-2:] == ["ask", "ask"], "after the events"
    assert "101" not in _listed(office)
    assert office.code(office.ask(GetDoNotDisturb(device=DeviceID("101")))) == "operation invalidDeviceID"
    assert office.do("remove", device="101")["error"]["code"] == "unknownDevice"


def test_what_waits_for_it_is_given_up() -> None:
    office = Office()
    office.ok("set", device="101", habits={"busy": True})
    office.ok("call_back", device="100", to="101")
    office.ok("call_back", device="101", to="102")
    office.ok("call_back", device="103", to="102")
    office.forget()
    office.ok("remove", device="101")
    assert office.told("100") == office.told("102") == ["callBack"]
    assert not office.events("100", "callBack")[0].call_back_set_canceled
    assert office.ok("state")["call_backs"] == [{"by": "103", "to": "102", "armed": True}]
    office.wait(60)


def test_a_call_does_not_come_back_to_a_station_that_is_gone() -> None:
    office = Office()
    office.consulting(answered=False)
    office.ok("transfer", device="100")
    office.ok("remove", device="100")
    office.wait(60)
    assert (office.states("101"), office.states("102")) == (["connected"], ["alerting"])


def test_its_person_does_nothing_more() -> None:
    busy = Station(number="101", habits=Habits(busy_until="23:00", calls_back_after=5.0))
    stations = (*(Station(number=number) for number in STATIONS if number != "101"), busy)
    office = Office(base=company(stations=stations))
    office.switch.phones["101"].with_habits(busy=False)
    office.make_call("100", "101")
    office.ok("hangup", device="100")
    office.ok("remove", device="101")
    office.ok("add", device="101")
    office.wait(2 * 86_400)
    assert not office.switch.phones["101"].station.habits.busy, "that of the other habits is another one"


def test_an_agent_is_logged_off_and_the_group_goes_on_without() -> None:
    office = group_office()
    for agent in ("104", "105"):
        office.ok("agent", device=agent, state="loggedOn")
        office.ok("agent", device=agent, state="ready")
    office.make_call("100", "790")
    office.ok("answer", device="104")
    office.forget()
    office.ok("remove", device="104")
    assert [name for name in office.told("790") if name.startswith("agent")] == [
        "agentWorkingAfterCall",
        "agentLoggedOff",
    ]
    assert list(office.switch.agents) == ["105"]
    assert all("104" not in group.members for group in office.switch.groups.values())
    office.make_call("100", "790")
    assert office.states("105") == ["alerting"]
    office.wait(60)


@pytest.mark.parametrize(
    ("groups", "number"),
    [
        ((Group(number="701", members=("100",), overflow_to="101"),), "101"),
        ((Group(number="180", kind="mulap", members=("101",)),), "101"),
    ],
)
def test_a_station_that_something_needs_stays(groups: tuple[Group, ...], number: str) -> None:
    office = Office(base=company(groups=groups), monitored=())
    before = office.ok("state"), office.switch.company
    with pytest.raises(ConfigError):
        roster.remove(office.switch, number)
    assert office.do("remove", device=number)["error"]["code"] == "wrongState"
    assert (office.ok("state"), office.switch.company) == before


def test_only_stations_can_be_removed() -> None:
    office = group_office()
    for number in ("701", "180", "7801", "999"):
        with pytest.raises(KeyError):
            roster.remove(office.switch, number)


def test_a_telephone_of_a_line_goes_with_its_call_only() -> None:
    office = group_office()
    office.ok("call", **{"from": "110", "to": "101"})
    office.ok("answer", device="101")
    office.ok("call", **{"from": "111", "to": "102"})
    _register(office, DEVICES)
    office.ok("remove", device="110")
    assert office.states("180") == office.states("111") == ["connected"]
    assert (office.states("101"), office.switch.telephones("180")) == ([], ["111"])
    assert office.asked == [], "the line is the device, and it is still there"


# who hears of it


def test_who_registered_for_it_hears_of_it() -> None:
    office = Office()
    _register(office, STATUS)
    reference = _register(office, DEVICES)
    office.ok("add", device="120")
    assert office.asked == [SwitchingFunctionDevicesChanged(sys_stat_register_id=reference)]
    office.forget()
    Office().ok("add", device="120")
    assert office.asked == []


@pytest.mark.parametrize(("node", "told"), [("", False), ("2", True)])
def test_a_link_to_a_slave_hears_of_its_own_stations(node: str, told: bool) -> None:
    base = company(nodes={"AMHOST": "2"})
    stations = (*base.stations, Station(number="120", node="2"))
    office = Office(base=replace(base, stations=stations), monitored=())
    _register(office, DEVICES)
    office.ok("add", device="121", node=node)
    assert len(office.asked) == told
    office.ok("remove", device="121")
    assert len(office.asked) == 2 * told


def test_groups_are_as_they_were_without_their_members() -> None:
    office = group_office()
    office.ok("remove", device="105")
    assert {number: group.members for number, group in office.switch.groups.items()} == {
        group.number: tuple(one for one in group.members if one != "105") for group in GROUPS if group.kind != "mulap"
    }


@pytest.mark.parametrize("seed", range(12))
def test_whoever_comes_and_goes_the_switch_does_not_stumble(seed: int) -> None:
    office = group_office(encode=False, monitored=())
    dice, removed = Random(seed), 0
    for _ in range(200):
        number = dice.choice((*STATIONS, "110", "111"))
        match dice.choices(("step", "remove", "add"), (85, 8, 7))[0]:
            case "remove":
                removed += office.do("remove", device=number)["ok"]
            case "add":
                office.do("add", device=number, habits={"answers_after": dice.choice((1, 30)), "calls_back_after": 5})
            case _:
                name, arguments = step(dice)
                caller = office.switch.line(arguments.get("from", "100"))
                if name == "wait":
                    office.wait(arguments["seconds"])
                elif caller in office.switch.phones or caller.startswith("0"):  # else it were somebody outside
                    office.do(name, **arguments)
        check(office)
        there = {*office.switch.phones, *office.switch.trunks, *office.switch.groups}
        assert {leg.device for call in office.switch.calls.values() for leg in call.legs} <= there
        assert {order for one in office.switch.call_backs for order in (one.by, one.to)} <= there
        assert set(office.switch.agents) <= there
    assert removed > 3
