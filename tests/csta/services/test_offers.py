"""Asking for a service or an event by name, whatever list it is in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop.csta.events.report import EVENTS
from desktop.csta.operations import OPERATIONS
from desktop.csta.schema import Schema
from desktop.csta.services import capabilities as c
from desktop.csta.services import capability_lists as lists
from desktop.csta.services.offers import OTHER_NAMES, details, offered, reported
from desktop.csta.values import BitSet
from tests.support.modules import Modules

ANY = BitSet(frozenset(), 0)
CALLS = lists.CallControlServList(make_call=BitSet(frozenset({23}), 26), hold_call=ANY)
EVENTS_OF_CALLS = lists.CallControlEvtsList(delivered=ANY, netw_reached=ANY)


def switch(**held: object) -> c.GetSwitchingFunctionCapsResult:
    return c.GetSwitchingFunctionCapsResult(serv_evts_list=c.ServEvtsList(**held))  # type: ignore[arg-type]


def unknown(names: Iterable[str], ask: object) -> set[str]:
    """Names that the function ``ask`` refuses."""

    def refused(name: str) -> bool:
        try:
            ask(c.ServEvtsList(), name)  # type: ignore[operator]
        except KeyError:
            return True
        return False

    return {name for name in names if refused(name)}


def test_what_is_in_a_list_is_offered_and_what_is_not_is_not() -> None:
    caps = switch(call_control_serv_list=CALLS, call_control_evts_list=EVENTS_OF_CALLS)
    assert caps.offers("makeCall") is True
    assert caps.offers("holdCall") is True, "a service without any of its bits is offered"
    assert caps.offers("answerCall") is False
    assert caps.offers("setForwarding") is False, "its kind is not among the lists that the switch sent"
    assert caps.reports("delivered") is True
    assert caps.reports("established") is False


def test_services_and_events_of_one_name_are_told_apart() -> None:
    caps = switch(
        phys_dev_serv_list=lists.PhysDevServList(button_press=ANY), phys_dev_evts_list=lists.PhysDevEvtsList()
    )
    assert (caps.offers("buttonPress"), caps.reports("buttonPress")) == (True, False)


def test_a_switch_without_lists_does_not_say() -> None:
    assert c.GetSwitchingFunctionCapsResult().offers("makeCall") is None
    assert switch().offers("makeCall") is None
    only_events = switch(call_control_evts_list=EVENTS_OF_CALLS)
    assert (only_events.offers("makeCall"), only_events.reports("delivered")) == (None, True)


def test_status_services_are_found_in_either_of_their_two_places() -> None:
    below = c.StatusReportingServList(monitoring_services=lists.MonitoringServList(monitor_start=ANY))
    beside = lists.MonitoringServList(monitor_stop=ANY)
    caps = switch(status_reporting_serv_list=below, monitoring_serv_list=beside)
    assert caps.offers("monitorStart") is True
    assert caps.offers("monitorStop") is True
    assert caps.offers("getMonitors") is False


def test_the_services_of_the_other_message() -> None:
    features = c.GetCSTAFeatureResult(
        supported_services=c.SupportedServices(call_control_serv_list=CALLS),
        supported_events=c.SupportedEvents(call_control_evts_list=EVENTS_OF_CALLS),
    )
    assert (features.offers("makeCall"), features.offers("clearCall")) == (True, False)
    assert (features.reports("networkReached"), features.reports("held")) == (True, False)
    assert c.GetCSTAFeatureResult().offers("makeCall") is None


def test_a_device_says_nothing_of_services_that_its_message_has_no_list_for() -> None:
    logical = c.GetLogicalDeviceInformationResult(
        routeing_serv_list=lists.RouteingServList(),
        log_dev_serv_list=c.LogDevServList(call_control_serv_list=CALLS),
        device_maint_evts_list=lists.DeviceMaintEvtsList(device_caps_changed=ANY),
    )
    assert (logical.offers("makeCall"), logical.offers("routeRequest")) == (True, False)
    assert logical.offers("monitorStart") is None
    assert logical.reports("deviceCapabilityChanged") is True
    assert logical.reports("hookswitch") is None
    physical = c.GetPhysicalDeviceInformationResult(
        phys_dev_serv_list=lists.PhysDevServList(set_display=ANY),
        phys_dev_evts_list=lists.PhysDevEvtsList(hookswitch=ANY),
    )
    assert (physical.offers("setDisplay"), physical.offers("makeCall")) == (True, None)
    assert (physical.reports("hookswitch"), physical.reports("delivered")) == (True, None)


@pytest.mark.parametrize("name", ["makeCall", "MakeCall", "make_call", "makecall"])
def test_a_name_may_be_spelt_as_it_is_here_or_there(name: str) -> None:
    assert switch(call_control_serv_list=CALLS).offers(name) is True


def test_a_name_that_the_standard_does_not_have_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        switch().offers("makeCoffee")
    with pytest.raises(KeyError):
        switch().reports("coffeeMade")
    with pytest.raises(KeyError):
        offered(c.ServEvtsList(), "delivered")


def test_every_operation_of_the_standard_can_be_asked_for(evidence: Path) -> None:
    official = {name for name, *_ in Modules(evidence).operations}
    assert unknown(official, offered) == set()


def test_every_operation_and_event_that_we_have_can_be_asked_for() -> None:
    assert unknown((row.name for row in OPERATIONS if row.code != 21), offered) == set()
    assert unknown((name for _, name in EVENTS), reported) == set()


def test_other_names_lead_to_services_or_events_and_are_none_themselves() -> None:
    known = {field for kind in (*lists.SERVICE_LISTS, *lists.EVENT_LISTS) for field in kind.__dataclass_fields__}
    assert set(OTHER_NAMES.values()) <= known
    assert set(OTHER_NAMES) & known == set()


def test_the_bits_of_a_service_by_name(schema: Schema) -> None:
    twice = c.ServEvtsList(
        snapshot_serv_list=lists.SnapshotServList(snapshot_call=BitSet(frozenset({10}), 11)),
        status_reporting_serv_list=c.StatusReportingServList(
            snapshot_services=lists.SnapshotServList(snapshot_call=BitSet(frozenset({9}), 11))
        ),
        call_control_serv_list=CALLS,
    )
    assert details(twice, "snapshotCall", schema) == {"callingDeviceInAck", "calledDeviceInAck"}
    assert details(twice, "makeCall", schema) == {"offHook"}
    assert details(twice, "parkCall", schema) == frozenset()
    assert reported(twice, "delivered") is None
