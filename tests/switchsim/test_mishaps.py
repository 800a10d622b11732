"""What goes wrong on purpose."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.enumerations import SystemStatus
from desktop.csta.events.logical import DoNotDisturbChanged
from desktop.csta.services.call_control import HoldCall, MakeCallResult
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStop
from desktop.csta.services.snapshots import SnapshotDevice, SnapshotDeviceResult
from desktop.csta.services.system import RequestSystemStatus, SystemStatusRequest
from desktop.csta.values import DeviceID, ReportedDevice
from desktop.switchsim import directing
from desktop.switchsim.faults import inject
from desktop.switchsim.switch import Ask, Close, Cut, Octets, Report, Welcome
from tests.switchsim.office import Office


def test_the_link_is_cut() -> None:
    office = Office()
    inject(office.switch, "cut", {})
    assert office.switch.take() == [Close(office.link)]
    inject(office.switch, "cut", {"link": 99})
    assert office.switch.take() == [], "another link"


def test_garbage_goes_out() -> None:
    office = Office()
    inject(office.switch, "garbage", {"hex": "2601"})
    assert office.switch.take() == [Octets(office.link, b"\x26\x01")]


@pytest.mark.parametrize(
    ("status", "stays"), [(2, SystemStatus.normal), (3, SystemStatus.normal), (4, SystemStatus.disabled)]
)
def test_a_system_status_in_the_middle(status: int, stays: SystemStatus) -> None:
    office = Office()
    inject(office.switch, "system_status", {"status": status})
    assert office.switch.take() == [Ask(office.link, SystemStatusRequest(system_status=SystemStatus(status)))]
    assert office.ask(RequestSystemStatus()).system_status is stays


@pytest.mark.parametrize("status", ["initializing", "disabled"])
def test_a_switch_that_serves_nobody_refuses_and_is_silent_until_it_is_well(status: str) -> None:
    office = Office()
    office.talk("100", "101")
    inject(office.switch, "system_status", {"status": status})
    office.forget()
    assert office.code(office.make_call("102", "103")) == "systemResource resourceOutOfService"
    assert office.code(office.ask(SnapshotDevice(snapshot_object=DeviceID("100")))) == (
        "systemResource resourceOutOfService"
    )
    inside = directing.execute(office.switch, {"do": "service", "name": "clearConnection", "device": "100"})
    assert inside["error"]["code"] == "resourceOutOfService", "whoever asks"
    office.ok("hold", device="100")
    assert (office.order, office.states("100")) == (["ask", "refusal", "refusal"], ["hold"]), "telephones work on"
    inject(office.switch, "system_status", {"status": "normal"})
    office.ok("retrieve", device="100")
    assert [line.split()[0] for line in office.told("100")] == ["retrieved"]
    assert isinstance(office.ask(SnapshotDevice(snapshot_object=DeviceID("100"))), SnapshotDeviceResult)


def test_after_enabled_there_are_services_but_no_monitors() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "system_status", {"status": "disabled"})
    inject(office.switch, "system_status", {"status": "enabled"})
    office.forget()
    office.make_call("100", "101")
    assert office.order == ["ask", "ask", "result"], "the two states are told, and no event"
    office.monitor("100")
    office.ok("hangup", device="100")
    assert office.told("100")


def test_while_it_is_partially_disabled_stations_are_out_of_reach() -> None:
    office = Office()
    office.talk("100", "101")
    inject(office.switch, "system_status", {"status": "partiallyDisabled", "devices": ["101", "102"]})
    office.forget()
    for argument in (
        SnapshotDevice(snapshot_object=DeviceID("101")),
        HoldCall(call_to_be_held=office.connection("101")),
        MonitorStart(monitor_object=MonitorObject(DeviceID("102"))),
    ):
        assert office.code(office.ask(argument)) == "systemResource deviceOutOfService"
    office.ok("hangup", device="101")
    assert office.told("100")
    assert not office.told("101")
    assert isinstance(office.make_call("100", "101"), MakeCallResult), "calls get there"
    inject(office.switch, "system_status", {"status": "normal"})
    office.ok("answer", device="101")
    assert [line.split()[0] for line in office.told("101")] == ["established"]


def test_a_restart_makes_it_well() -> None:
    office = Office()
    for setting in ({"status": "disabled"}, {"status": "partiallyDisabled", "devices": ["100"]}):
        inject(office.switch, "system_status", setting)
        inject(office.switch, "restart", {"calls": "kept"})
        assert office.switch.reaches("100")
        assert office.ask(RequestSystemStatus()).system_status is SystemStatus.normal


def test_answers_of_one_service_are_slow() -> None:
    office = Office()
    inject(office.switch, "slow_answer", {"service": "makeCall", "seconds": 2})
    inject(office.switch, "slow_answer", {"seconds": 5})
    assert office.make_call("100", "101") is None
    assert office.ask(RequestSystemStatus()) is None
    office.order.clear()
    office.wait(2)
    assert office.order == ["result"], "what is said of a service goes before what is said of all"
    inject(office.switch, "slow_answer", {"on": False, "service": "makeCall"})
    assert office.make_call("102", "103") is None, "as slow as all"
    inject(office.switch, "slow_answer", {"on": False})
    assert isinstance(office.make_call("104", "105"), MakeCallResult)


def test_requests_of_one_service_are_never_answered() -> None:
    office = Office()
    inject(office.switch, "no_answer", {"service": "makeCall", "count": 1})
    inject(office.switch, "no_answer", {"service": "requestSysStat"})
    assert office.make_call("100", "101") is None
    assert office.states("100") == ["connected"], "it is done all the same"
    assert [office.ask(RequestSystemStatus()) for _ in range(3)] == [None] * 3
    assert isinstance(office.make_call("102", "103"), MakeCallResult), "one was counted"
    inject(office.switch, "no_answer", {"on": False, "service": "requestSysStat"})
    assert office.ask(RequestSystemStatus()) is not None


@pytest.mark.parametrize("name", ["slow_answer", "no_answer"])
def test_a_service_that_is_none_is_answered_with_those_that_are(name: str) -> None:
    reply = Office().do("fault", name=name, service="answer")
    assert reply["error"]["code"] == "badArgument"
    assert "no service 'answer'" in reply["error"]["text"]
    assert "answerCall" in reply["error"]["text"]


def test_enabled_makes_every_cross_reference_void() -> None:
    office = Office()
    inject(office.switch, "system_status", {"status": "enabled"})
    assert office.ok("state")["monitors"] == []


@pytest.mark.parametrize(("calls", "left"), [("kept", ["connected"]), ("lost", [])])
def test_the_switch_restarts(calls: str, left: list[str]) -> None:
    office = Office()
    office.talk("100", "101")
    inject(office.switch, "restart", {"calls": calls})
    assert office.switch.take() == [Close(office.link)], "not a word about the calls"
    assert office.states("100") == left
    assert office.switch.reporter.monitors == {}


def test_the_switch_ends_a_monitor() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "stop_monitor", {"device": "100"})
    assert office.switch.take() == [Ask(office.link, MonitorStop(cross_ref_identifier=b"\0\0"))]
    office.talk("100", "101")
    assert not any(isinstance(output, Report) for output in office.switch.take())


def test_a_link_falls_silent_and_speaks_again() -> None:
    office = Office()
    inject(office.switch, "silent", {"link": office.link})
    assert office.ok("state")["links"][0]["state"] == "silent"
    inject(office.switch, "silent", {"on": False})
    assert office.ok("state")["links"][0]["state"] == "ready"


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("system_status", {"status": 9}),
        ("system_status", {}),
        ("restart", {"calls": "some"}),
        ("slow_answer", {"seconds": "long"}),
        ("slow_answer", {"service": "answer"}),
        ("slow_answer", {"service": 2}),
        ("no_answer", {"count": -1}),
        ("no_answer", {"service": "AnswerCall"}),
        ("system_status", {"status": "partiallyDisabled", "devices": ["999"]}),
        ("system_status", {"status": "partiallyDisabled", "devices": [["100"]]}),
        ("system_status", {"status": "partiallyDisabled", "devices": "100"}),
        ("system_status", {"status": "disabled", "devices": ["100"]}),
        ("lose_event", {"event": 3}),
        ("garbage", {"hex": "xyz"}),
        ("cut", {"link": "one"}),
        ("cut", {"after_octets": -1}),
        ("cut", {"after_octets": 1, "of": "thought"}),
        ("refuse_login", {"value": "rudely"}),
        ("oversize", {"octets": 40_000}),
        ("event_invoke_id", {"value": 65_536}),
        ("out_of_service", {"device": "999"}),
        ("out_of_service", {}),
        ("stop_monitor", {"device": 100}),
        ("messages_lost", {"count": "all"}),
        ("restart", {"seconds": -1}),
    ],
)
def test_a_setting_that_makes_no_sense_changes_nothing(name: str, setting: dict[str, Any]) -> None:
    office = Office()
    before, faults = office.ok("state"), repr(office.switch.faults)
    with pytest.raises(ValueError):
        inject(office.switch, name, setting)
    assert office.ok("state") == before
    assert repr(office.switch.faults) == faults
    assert office.switch.take() == []


def test_all_monitors_are_ended_where_no_device_is_named() -> None:
    office = Office(monitored=["100", "101"])
    inject(office.switch, "stop_monitor", {})
    assert [output.link for output in office.switch.take()] == [office.link] * 2
    assert office.switch.reporter.monitors == {}


def test_a_cut_is_armed_for_the_links_there_are_or_for_the_next() -> None:
    office = Office()
    inject(office.switch, "cut", {"after_octets": 7, "of": "received"})
    assert office.switch.links[office.link].cut == Cut("received", 7)
    inject(office.switch, "cut", {"after_octets": 7, "on": False})
    assert office.switch.links[office.link].cut is None
    inject(office.switch, "cut", {"after_octets": 9, "next": True})
    assert office.switch.links[office.link].cut is None
    later = office.switch.open_link()
    assert office.switch.links[later].cut == Cut("sent", 9)
    assert office.switch.links[office.switch.open_link()].cut is None, "once"


@pytest.mark.parametrize(
    ("how", "answer"), [("permanent", [Welcome(2, 1)]), ("transient", [Welcome(2, 2)]), ("close", [])]
)
def test_a_log_in_is_refused_in_three_ways(how: str, answer: list[Any]) -> None:
    office = Office()
    inject(office.switch, "refuse_login", {"value": how, "count": 1})
    link = office.switch.open_link()
    office.switch.log_in(link, "AMHOST", "77777", 0.0)
    assert office.switch.take() == [*answer, Close(link)]
    again = office.switch.open_link()
    office.switch.log_in(again, "AMHOST", "77777", 0.0)
    assert office.switch.take()[0] == Welcome(again, 0), "only one"


def test_every_log_in_is_refused_until_it_is_well_again() -> None:
    office = Office()
    inject(office.switch, "refuse_login", {})
    for _ in range(2):
        link = office.switch.open_link()
        office.switch.log_in(link, "AMHOST", "77777", 0.0)
        assert office.switch.take() == [Welcome(link, 1), Close(link)]
        office.switch.close_link(link)
    inject(office.switch, "refuse_login", {"on": False})
    office.switch.log_in(office.switch.open_link(), "AMHOST", "77777", 0.0)
    assert isinstance(office.switch.take()[-1], Ask)


def test_nobody_is_let_in_while_the_switch_restarts() -> None:
    office = Office()
    inject(office.switch, "restart", {"seconds": 20})
    office.switch.take()
    early = office.switch.open_link()
    assert office.switch.take() == [Close(early)]
    office.switch.handle_timer(20.0)
    office.switch.open_link()
    assert office.switch.take() == []


def test_after_a_restart_cross_references_begin_again() -> None:
    office = Office(monitored=["100", "101"])
    inject(office.switch, "restart", {})
    assert office.monitor("102") == b"\0\0"


def test_a_cross_reference_is_given_away_again_at_once() -> None:
    office = Office(monitored=["100", "101"])
    office.ask(MonitorStop(cross_ref_identifier=b"\0\0"))
    assert office.monitor("102") == b"\0\2", "as a rule it is not"
    inject(office.switch, "reuse_cross_refs", {})
    assert office.monitor("103") == b"\0\0"


def test_cross_references_may_become_shorter() -> None:
    office = Office(monitored=["100"], first_cross_ref=0xFFFE)
    inject(office.switch, "cross_ref_octets", {"value": 1})
    assert office.monitor("101") == b"\xff"
    inject(office.switch, "reuse_cross_refs", {})
    assert office.monitor("102") == b"\xfe"


def test_an_event_that_is_held_back_is_lost_with_its_link() -> None:
    office = Office(monitored=["100"])
    other = office.switch.open_link()
    office.switch.log_in(other, "AMHOST", "77777", 0.0)
    office.switch.request(other, 1, MonitorStart(monitor_object=MonitorObject(DeviceID("101"))), 0.0)
    office.switch.take()
    inject(office.switch, "swap_events", {"event": "doNotDisturb"})
    office.switch.reporter.device_event(
        "100", DoNotDisturbChanged(device=ReportedDevice.known("100"), do_not_disturb_on=True)
    )
    inject(office.switch, "forget_link", {"link": office.link})
    office.switch.reporter.device_event(
        "101", DoNotDisturbChanged(device=ReportedDevice.known("101"), do_not_disturb_on=True)
    )
    assert [output.link for output in office.switch.take()] == [other]


def test_a_link_that_is_forgotten_has_no_monitors() -> None:
    office = Office()
    inject(office.switch, "forget_link", {})
    assert office.switch.links == {}
    assert office.switch.reporter.monitors == {}
    assert office.switch.take() == [], "and nobody is told"


def test_new_links_may_be_accepted_in_silence() -> None:
    office = Office()
    inject(office.switch, "accept_silently", {})
    link = office.switch.open_link()
    assert office.switch.links[link].state == "silent"
    inject(office.switch, "accept_silently", {"on": False})
    inject(office.switch, "silent", {"on": False})
    assert office.switch.links[link].state == "connected", "it has not logged in"
    assert office.switch.links[office.switch.open_link()].state == "connected"


def test_lost_messages_are_confessed() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "messages_lost", {"count": 2})
    office.talk("100", "101")
    assert office.order == ["result", "ask", "delivered", "established"], "and two are missing"
    inject(office.switch, "messages_lost", {"count": 2, "on": False})
    office.ok("hangup", device="100")
    assert office.told("100")[-1].startswith("connectionCleared")


def test_events_come_late_and_in_order() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "late_events", {"seconds": 3})
    office.make_call("100", "101")
    office.ok("answer", device="101")
    assert office.told("100") == []
    assert office.states("100") == ["connected"], "what is asked tells what is"
    office.wait(2)
    inject(office.switch, "late_events", {"seconds": 0.5})
    office.ok("hold", device="100")
    office.wait(0.9)
    assert office.told("100") == [], "none overtakes another"
    office.wait(0.1)
    told = ["serviceInitiated", "originated", "delivered", "established", "held"]
    assert [line.split()[0] for line in office.told("100")] == told
    office.forget()
    office.ok("retrieve", device="100")
    inject(office.switch, "late_events", {"on": False})
    office.ok("hold", device="100")
    assert [line.split()[0] for line in office.told("100")] == ["retrieved", "held"], "what waited comes first"


def test_late_events_of_a_monitor_that_is_gone_are_lost() -> None:
    office = Office(monitored=["100", "101"])
    inject(office.switch, "late_events", {"seconds": 3})
    office.make_call("100", "101")
    inject(office.switch, "stop_monitor", {"device": "100"})
    office.wait(3)
    assert office.told("100") == []
    assert [line.split()[0] for line in office.told("101")] == ["delivered"]


def test_event_invoke_ids_begin_again_after_sixteen_bits() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "event_invoke_id", {})
    office.switch.take()
    office.make_call("100", "101")
    frames = [octets for octets in office.octets if octets[3] == 0xA1][-3:]
    assert [octets[frames[0].index(b"\x02") :][:5].hex() for octets in frames[:1]] == ["020300fffe"]
    assert office.switch.links[office.link].next_invoke_id == 1
    alone = Office(monitored=[])
    alone.switch.close_link(alone.link)
    inject(alone.switch, "event_invoke_id", {"value": 0xB105})
    assert alone.switch.links[alone.switch.open_link()].next_invoke_id == 0xB105, "links that come later"


def test_a_large_message_is_valid() -> None:
    office = Office()
    inject(office.switch, "oversize", {"octets": 300})
    (ask,) = office.switch.take()
    assert isinstance(ask, Ask)
    assert len(ask.argument.extensions.private_data[0]) == 304


def test_a_station_goes_out_of_service_and_comes_back() -> None:
    office = Office(monitored=["100"])
    office.talk("100", "101")
    office.forget()
    inject(office.switch, "out_of_service", {"device": "100"})
    inject(office.switch, "out_of_service", {"device": "100", "on": False})
    office.wait(0)
    assert [line.split()[0] for line in office.told("100")] == ["connectionCleared", "outOfService", "backInService"]


@pytest.mark.parametrize(
    ("name", "setting", "told"),
    [
        ("lose_event", {"event": "originated"}, ["serviceInitiated", "delivered"]),
        ("double_event", {"event": "originated"}, ["serviceInitiated", "originated", "originated", "delivered"]),
        ("swap_events", {"event": "originated"}, ["serviceInitiated", "delivered", "originated"]),
        ("lose_event", {"count": 2}, ["delivered"]),
        ("lose_event", {"on": False}, ["serviceInitiated", "originated", "delivered"]),
    ],
)
def test_events_go_wrong(name: str, setting: dict[str, Any], told: list[str]) -> None:
    office = Office(monitored=["100"])
    inject(office.switch, name, setting)
    office.make_call("100", "101")
    assert [line.split()[0] for line in office.told("100")] == told
