"""The rows of the standard's flows and the numbers of TR/82: what each party is told, and what every event carries."""

from __future__ import annotations

import inspect
from datetime import timedelta
from typing import Any

import pytest

from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import CallEvent, Event, PartiesEvent
from desktop.csta.events.call_control import Conferenced, Transferred
from desktop.csta.events.report import EventReport
from desktop.switchsim.switch import Report
from tests.switchsim.flows import FLOWS, Flow
from tests.switchsim.group_flows import GROUP_FLOWS
from tests.switchsim.groups import group_office
from tests.switchsim.office import START, STATIONS, Office
from tests.switchsim.row_flows import ROW_FLOWS

ALL = [(flow, "usual") for flow in (*FLOWS, *ROW_FLOWS)] + [(flow, "groups") for flow in GROUP_FLOWS]


def office_of(flow: Flow, kind: str = "usual") -> Office:
    if kind == "groups":
        return group_office(encode=False, **flow.quirks)
    return Office(base=flow.base, monitored=(*STATIONS, "700", "7801"), encode=False, **flow.quirks)


def played(flow: Flow, office: Office) -> Office:
    if flow.before is not None:
        flow.before(office)
        office.forget()
    flow.play(office)
    return office


@pytest.mark.parametrize("flow", ROW_FLOWS, ids=lambda flow: flow.name)
def test_each_party_is_told_its_own_events(flow: Flow) -> None:
    office = played(flow, office_of(flow))
    for device, expected in flow.told.items():
        assert office.told(device) == inspect.cleandoc(expected).splitlines(), device


@pytest.mark.parametrize(("flow", "kind"), ALL, ids=lambda value: getattr(value, "name", ""))
def test_every_event_carries_what_it_must(flow: Flow, kind: str) -> None:
    office = played(flow, office_of(flow, kind))
    assert office.reports
    for device, report in office.reports:
        event = report.event
        assert isinstance(event, Event)
        assert event.extensions is not None
        assert event.extensions.timestamp is not None
        assert START <= event.extensions.timestamp <= START + timedelta(seconds=office.now)
        if isinstance(event, CallEvent):
            _carries_state_cause_and_linkage(event)
        if isinstance(event, PartiesEvent):
            _carries_parties(event, report, device)


def _carries_state_cause_and_linkage(event: CallEvent) -> None:
    assert event.local_connection_info is not None
    assert event.cause is not None
    linkage: Any = event.call_linkage_data_list if isinstance(event, Conferenced | Transferred) else None
    now: Any = getattr(event, "call_linkage_data", None) if linkage is None else linkage.old_call_linkage_data
    call_id = now.global_call_data.global_call_linkage_id.globally_unique_call_linkage_id[-2:]
    assert call_id == event.subject.call_id, "the last octets are the call id (facts 5)"
    if linkage is not None:
        assert linkage.new_call_linkage_data.thread_data == linkage.old_call_linkage_data.thread_data


def _carries_parties(event: PartiesEvent, report: EventReport, device: str) -> None:
    assert event.calling_device is not None, (report.name, device)
    assert event.last_redirection_device is not None
    for party, trunk in (
        (event.calling_device, event.associated_calling_device),
        (event.called_device, event.associated_called_device),
    ):
        number = None if party is None else party.digits
        if number is not None and number.startswith("0") and event.cause is not EventCause.trunksBusy:
            assert trunk is not None, "a party outside has a trunk"
            assert trunk.digits in ("7801", "7806")
        elif trunk is not None:
            assert party is not None
            assert party.status == "restricted", "a trunk stands for a party outside"


@pytest.mark.parametrize(("flow", "kind"), ALL, ids=lambda value: getattr(value, "name", ""))
def test_every_link_that_monitors_is_told_the_same(flow: Flow, kind: str) -> None:
    office = office_of(flow, kind)
    switch = office.switch
    second = switch.open_link()
    switch.log_in(second, "AMHOST", "77777", 0.0)
    heard: dict[int, list[tuple[str, Any]]] = {}
    for monitor in list(switch.reporter.monitors.values()):
        switch.reporter.monitors[monitor.cross_ref + b"2"] = type(monitor)(
            second, monitor.cross_ref + b"2", monitor.device, monitor.filter
        )
    devices = {cross_ref: monitor.device for cross_ref, monitor in switch.reporter.monitors.items()}
    take = switch.take

    def taken() -> list[Any]:
        outputs = take()
        for output in outputs:
            if isinstance(output, Report):
                told = heard.setdefault(output.link, [])
                told.append((devices[output.report.cross_ref], output.report.event))
        return [output for output in outputs if output.link != second]

    office.switch.take = taken  # type: ignore[method-assign]  # what goes to the second link is none of the office's
    played(flow, office)
    assert heard[office.link]
    assert heard[office.link] == heard[second]
