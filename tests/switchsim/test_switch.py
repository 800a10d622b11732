"""Links, log-in, monitors, and the order of results and events."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.csta.enumerations import SystemStatus
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import SetDoNotDisturb
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStop
from desktop.csta.services.system import RequestSystemStatus, SystemStatusRequest
from desktop.csta.values import BitSet, DeviceID, MonitorFilter
from desktop.switchsim.company import Limits, Station
from desktop.switchsim.switch import Answer, Ask, Close, Output, Switch, Welcome
from tests.switchsim.office import START, Office, company


def logged_in(switch: Switch, user: str | None = "AMHOST", password: str | None = "77777") -> tuple[int, list[Output]]:
    link = switch.open_link()
    switch.log_in(link, user, password, 0.0)
    return link, switch.take()


def test_after_the_welcome_the_switch_says_that_it_is_normal() -> None:
    switch = Switch(company(), START)
    link, sent = logged_in(switch)
    assert sent == [Welcome(link, 0), Ask(link, SystemStatusRequest(system_status=SystemStatus.normal))]
    assert switch.links[link].user == "AMHOST"


@pytest.mark.parametrize(("user", "password"), [("AMHOST", "wrong"), ("nobody", "77777"), (None, None)])
def test_a_wrong_log_in_is_rejected_for_good_and_closed(user: str | None, password: str | None) -> None:
    switch = Switch(company(), START)
    link, sent = logged_in(switch, user, password)
    assert sent == [Welcome(link, 1, 13), Close(link)]


def test_a_wrong_log_in_may_only_be_closed() -> None:
    base = company()
    switch = Switch(replace(base, quirks=replace(base.quirks, bad_login="close")), START)
    link, sent = logged_in(switch, "AMHOST", "wrong")
    assert sent == [Close(link)]


def test_without_log_ins_everybody_may_come() -> None:
    link, sent = logged_in(Switch(company(logins={}), START), None, None)
    assert sent[0] == Welcome(link, 0)


def test_links_that_are_taken_are_not_free() -> None:
    switch = Switch(company(limits=Limits(links=4, links_taken=3)), START)
    first, sent = logged_in(switch)
    assert sent[0] == Welcome(first, 0)
    second, sent = logged_in(switch)
    assert sent == [Welcome(second, 2), Close(second)], "rejected for now"
    switch.close_link(first)
    third, sent = logged_in(switch)
    assert sent[0] == Welcome(third, 0)


def monitor(office: Office, device: str) -> object:
    return office.ask(MonitorStart(monitor_object=MonitorObject(DeviceID(device))))


def test_cross_references_have_two_octets_and_start_at_0000() -> None:
    office = Office(monitored=())
    assert office.monitor("100") == b"\x00\x00"
    assert office.monitor("100") == b"\x00\x01", "a device may be monitored twice"
    office = Office(monitored=(), cross_ref_octets=4, first_cross_ref=0xFFFFFFFF)
    assert office.monitor("100") == b"\xff\xff\xff\xff"
    assert office.monitor("100") == b"\x00\x00\x00\x00"


@pytest.mark.parametrize("device", ["199", "00891234567", ""])
def test_what_is_no_device_cannot_be_monitored(device: str) -> None:
    office = Office()
    assert office.code(monitor(office, device)) == "operation invalidDeviceID"


def test_some_stations_may_not_be_monitored_and_calls_neither() -> None:
    office = Office(base=company(stations=(Station(number="100", monitorable=False),), groups=()), monitored=())
    assert office.code(monitor(office, "100")) == "operation invalidMonitorObject"
    refused = office.ask(MonitorStart(monitor_object=MonitorObject(call=None)))
    assert office.code(refused) == "operation invalidMonitorObject"


def test_there_are_no_more_monitors_than_cross_references() -> None:
    limits = Limits(monitors_per_device=1000, monitors=1000)
    office = Office(base=company(limits=limits), monitored=("100",) * 256, cross_ref_octets=1)
    assert office.code(monitor(office, "101")) == "systemResource overallMonitorLimitExceeded"


def test_monitors_are_limited() -> None:
    office = Office(base=company(limits=Limits(monitors_per_device=1, monitors=2)), monitored=())
    office.monitor("100")
    assert office.code(monitor(office, "100")) == "subscribedResource objectMonitorLimitExceeded"
    office.monitor("101")
    assert office.code(monitor(office, "102")) == "systemResource overallMonitorLimitExceeded"


def test_monitors_end_with_their_link_and_belong_to_it() -> None:
    office = Office(monitored=())
    xref = office.monitor("100")
    other = office.switch.open_link()
    office.switch.log_in(other, "AMHOST", "77777", 0.0)
    office.switch.take()
    office.switch.request(other, "stop", MonitorStop(cross_ref_identifier=xref), 0.0)
    (answer,) = office.switch.take()
    assert isinstance(answer, Answer)
    assert office.code(answer.outcome) == "operation invalidMonitorCrossRefID"
    office.switch.close_link(office.link)
    assert office.switch.reporter.monitors == {}


def test_each_link_gets_the_events_of_its_own_monitors() -> None:
    switch = Switch(company(), START)
    (first, _), (second, _) = logged_in(switch), logged_in(switch)
    for link in (first, second):
        switch.request(link, None, MonitorStart(monitor_object=MonitorObject(DeviceID("100"))), 0.0)
    switch.take()
    switch.request(second, None, SetDoNotDisturb(device=DeviceID("100"), do_not_disturb_on=True), 0.0)
    outputs = switch.take()
    assert [(type(output).__name__, output.link) for output in outputs] == [
        ("Answer", second),
        ("Report", first),
        ("Report", second),
    ]


def everything() -> MonitorFilter:
    return MonitorFilter(
        call_control=BitSet(frozenset({3}), 18),
        media_attachment=BitSet(frozenset(), 2),
        private=BitSet(frozenset(), 1),
    )


@pytest.mark.parametrize(
    ("echo", "expected"),
    [
        ("short", replace(everything(), media_attachment=None, private=None)),
        ("full", everything()),
        ("none", None),
    ],
)
def test_the_filter_is_echoed_as_the_quirk_says(echo: str, expected: MonitorFilter | None) -> None:
    office = Office(monitored=(), filter_echo=echo)
    result = office.ask(
        MonitorStart(monitor_object=MonitorObject(DeviceID("100")), requested_monitor_filter=everything())
    )
    assert result.actual_filter == expected


def test_the_result_comes_before_its_events() -> None:
    office = Office()
    office.make_call("100", "101")
    assert office.order == ["result", "serviceInitiated", "originated", "delivered", "delivered"]


def test_events_may_come_before_the_result() -> None:
    office = Office(event_before_result=True)
    office.make_call("100", "101")
    assert office.order == ["serviceInitiated", "originated", "delivered", "delivered", "result"]


def test_an_answer_may_be_slow_or_never_come() -> None:
    office = Office()
    office.ok("fault", name="slow_answer", seconds=3)
    office.make_call("100", "101")
    assert "result" not in office.order
    office.wait(3)
    assert office.order[-1] == "result"
    office.ok("fault", name="slow_answer", on=False)
    office.ok("fault", name="no_answer", count=1)
    assert office.ask(RequestSystemStatus()) is None
    assert office.ask(RequestSystemStatus()) is not None
    office.ok("fault", name="no_answer")
    office.forget()
    assert [office.ask(RequestSystemStatus()) for _ in range(3)] == [None] * 3
    office.wait(1000)
    assert "result" not in office.order


def test_status_is_told_when_asked_and_the_client_s_own_is_taken() -> None:
    office = Office()
    assert office.ask(RequestSystemStatus()).system_status is SystemStatus.normal
    assert office.ask(SystemStatusRequest(system_status=SystemStatus.normal)) == Acknowledged()


def _statuses(switch: Switch, now: float) -> list[int]:
    """The links that are told of the state by this time."""
    switch.handle_timer(now)
    return [one.link for one in switch.take() if isinstance(one, Ask) and isinstance(one.argument, SystemStatusRequest)]


def test_some_switches_tell_their_state_by_the_clock() -> None:
    base = company()
    switch = Switch(replace(base, quirks=replace(base.quirks, system_status_timer=20)), START)
    first, _ = logged_in(switch)
    assert [_statuses(switch, now) for now in (19.0, 20.0, 40.0)] == [[], [first], [first]]
    second, _ = logged_in(switch)
    assert _statuses(switch, 60.0) == [first, second]
    switch.close_link(first)
    assert _statuses(switch, 80.0) == [second]
    switch.change(system_status_timer=5)
    assert _statuses(switch, 90.0) == [second, second], "and no more at the old times"
    switch.change(system_status_timer=0)
    assert _statuses(switch, 200.0) == []
