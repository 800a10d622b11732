"""What the switch tells of itself is what it does: services by the table, events by what is sent, habits by quirks."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.schema import shipped
from desktop.csta.services.call_control import AlternateCall
from desktop.csta.services.capabilities import (
    GetCSTAFeature,
    GetLogicalDeviceInformation,
    GetPhysicalDeviceInformation,
    GetSwitchingFunctionCapabilities,
)
from desktop.csta.services.offers import details
from desktop.csta.system_enumerations import ConnectionView, DeviceCategory, NamedDeviceTypes
from desktop.csta.values import BitSet, DeviceID
from desktop.switchsim.company import Station, Times
from desktop.switchsim.services import SERVICES
from tests.switchsim.flows import Flow
from tests.switchsim.group_flows import GROUP_FLOWS
from tests.switchsim.groups import group_office
from tests.switchsim.office import START, Office, company

SCHEMA = shipped()
QUERIES = (GetSwitchingFunctionCapabilities(), GetCSTAFeature())
DOMAIN = {"before": 0, "with connection": 7, "without connection": 8, "recall": 10, "call back": 11, "incoming": 12,
          "outgoing": 13, "prompting": 14}  # fmt: skip


def _capabilities(office: Office) -> Any:
    return office.ask(GetSwitchingFunctionCapabilities())


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: type(query).__name__)
def test_what_acts_is_offered_and_nothing_else(query: Any) -> None:
    told = Office(offered=True).ask(query)
    for name, service in SERVICES.items():
        if name not in ("swFunctionCapsChanged", "swFunctionDevicesChanged"):  # told, but not to be asked
            assert told.offers(name) is service.acts, name
    for name in ("switchingFunctionDevices", "monitorInfo", "swFunctionCapsChanged"):
        assert told.offers(name), "the switch tells it"
    assert not told.offers("makePredictiveCall")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: type(query).__name__)
def test_events_that_are_switched_off_are_not_offered(query: Any) -> None:
    office = Office(disabled_events=frozenset({"originated", "digitsGeneratedEvent"}))
    told = office.ask(query)
    assert not told.reports("originated")
    assert not told.reports("digitsGeneratedEvent")
    assert told.reports("delivered")
    assert not told.reports("bridged")
    assert not told.reports("charging")


def test_offering_is_a_habit() -> None:
    usual, offering = _capabilities(Office()), _capabilities(Office(offered=True))
    assert (usual.offers("acceptCall"), offering.offers("acceptCall")) == (False, True)
    assert (usual.reports("offered"), offering.reports("offered")) == (False, True)
    assert "supportsOfferedModeOfAlerting" not in details(usual, "answerCall", SCHEMA)
    assert "supportsOfferedModeOfAlerting" in details(offering, "answerCall", SCHEMA)


def test_services_that_a_switch_does_not_have_are_not_offered_and_refused() -> None:
    office = Office(missing_services=frozenset({"alternateCall", "directedPickupCall"}))
    office.consulting()
    for argument in (*QUERIES, GetLogicalDeviceInformation(device=DeviceID("100"))):
        told = office.ask(argument)
        assert (told.offers("alternateCall"), told.offers("reconnectCall")) == (False, True)
    assert not office.ask(GetLogicalDeviceInformation(device=DeviceID("700"))).offers("directedPickupCall")
    held, active = office.pair("100")
    refusal = office.ask(AlternateCall(held_call=held, active_call=active))
    assert office.code(refusal) == "operation serviceNotSupported"
    office.ok("swap", device="100")


def test_how_often_the_state_is_told() -> None:
    assert _capabilities(Office()).system_status_timer == 0
    assert _capabilities(Office(system_status_timer=20)).system_status_timer == 20


def test_what_a_quirk_takes_from_a_service_is_not_told() -> None:
    usual, quirky = _capabilities(Office()), _capabilities(Office(clears_alerting=False, intrusion="alternate"))
    assert details(usual, "clearConnection", SCHEMA) - details(quirky, "clearConnection", SCHEMA) == {"alerting"}
    assert details(usual, "intrudeCall", SCHEMA) == {
        *("participationTypeSilent", "participationTypeActive", "supportsConference"),
    }
    assert details(quirky, "intrudeCall", SCHEMA) == {"participationTypeActive", "supportsAlternate"}


def test_the_states_of_the_table_are_told() -> None:
    told = _capabilities(Office())
    assert details(told, "answerCall", SCHEMA) == {"alerting"}
    assert details(told, "parkCall", SCHEMA) == {"hold", "connected", "parkedToInAck"}
    assert details(told, "transferCall", SCHEMA) == {"activeCallConnected", "heldCallHold"}
    assert "supportsPrompting" in details(told, "makeCall", SCHEMA)


@pytest.mark.parametrize(
    ("quirks", "changes", "there", "missing"),
    [
        ({}, {}, {"before", "with connection", "recall", "call back", "incoming", "outgoing"},
         {"without connection", "prompting"}),
        ({"failed_at": "calling"}, {}, {"without connection"}, {"with connection"}),
        ({}, {"times": Times(recall=None, recall_held=None)}, {"recall"}, set()),
        ({}, {"times": Times(recall=None, recall_held=None, recall_parked=None)}, set(), {"recall"}),
        ({}, {"trunks": ()}, set(), {"incoming", "outgoing"}),
        ({"call_back_starts": "prompt"}, {}, {"prompting"}, set()),
        ({}, {"stations": (Station(number="100", hands_free=False),), "groups": ()}, {"prompting"}, set()),
    ],
)  # fmt: skip
def test_habits(quirks: dict[str, Any], changes: dict[str, Any], there: set[str], missing: set[str]) -> None:
    features = _capabilities(Office(base=company(**changes), monitored=(), **quirks)).sw_domain_features
    assert {name for name in there if DOMAIN[name] in features} == there
    assert {name for name in missing if DOMAIN[name] in features} == set()


def test_the_switch_as_a_whole() -> None:
    office = Office(base=company(name="Büro"))
    office.wait(5)
    told = _capabilities(office)
    assert (told.switching_sub_domain_name, told.connection_view) == ("B?ro", ConnectionView.fixed)
    assert (told.current_time - START).seconds == 5
    assert told.trans_and_conf_setup.bits == {0, 1, 2}
    assert (told.time_stamp_mode.bits, told.call_linkage_options.bits) == ({0}, {0, 1})
    plain = _capabilities(Office(time_stamps=False, call_linkage=False, diverted_to_all=False))
    assert (plain.time_stamp_mode.bits, plain.call_linkage_options.bits) == (frozenset(), frozenset())
    assert 10 in told.serv_evts_list.call_control_evts_list.diverted
    assert 10 not in plain.serv_evts_list.call_control_evts_list.diverted


def test_a_change_of_habits_shows_at_once() -> None:
    office = Office()
    office.ok("fault", name="failed_at", value="calling")
    assert DOMAIN["without connection"] in _capabilities(office).sw_domain_features


def test_only_pairs_that_can_be_joined_are_told() -> None:
    assert _capabilities(Office(joins_from="consultation")).trans_and_conf_setup.bits == {0, 2}


@pytest.mark.parametrize(
    ("number", "kind", "agents"),
    [
        ("701", NamedDeviceTypes.stationGroup, False),
        ("790", NamedDeviceTypes.acdGroup, True),
        ("180", NamedDeviceTypes.line, True),
        ("110", NamedDeviceTypes.line, True),
        ("100", NamedDeviceTypes.station, True),
        ("7801", NamedDeviceTypes.trunk, False),
    ],
)
def test_kinds_of_devices(number: str, kind: NamedDeviceTypes, agents: bool) -> None:
    told = group_office().ask(GetLogicalDeviceInformation(device=DeviceID(number)))
    assert (told.named_device_types, told.reports("agentBusy")) == (kind, agents)
    assert told.group_device_attributes == {"701": BitSet([1], 6), "790": BitSet([0], 6)}.get(number)


def test_agents_are_busy_by_calls_of_their_groups_only() -> None:
    without, with_groups = _capabilities(Office()), _capabilities(group_office())
    assert (without.reports("agentReady"), without.reports("agentBusy")) == (True, False)
    assert with_groups.reports("agentBusy")


@pytest.mark.parametrize("flow", GROUP_FLOWS, ids=lambda flow: flow.name)
def test_what_groups_tell_is_in_the_capabilities(flow: Flow) -> None:
    office = group_office(encode=False, **flow.quirks)
    told = _capabilities(office)
    if flow.before is not None:
        flow.before(office)
    flow.play(office)
    assert office.reports
    assert [report.name for _, report in office.reports if not told.reports(report.name)] == []


def _office() -> Office:
    stations = (Station(number="100"), Station(number="101", remote_answer=False))
    return Office(base=company(stations=stations, groups=company().groups[:0]), monitored=("100",))


def test_stations_differ() -> None:
    office = _office()
    system, analogue = (office.ask(GetLogicalDeviceInformation(device=DeviceID(one))) for one in ("100", "101"))
    assert (system.offers("answerCall"), analogue.offers("answerCall")) == (True, False)
    assert (system.max_auto_answer_rings, analogue.max_auto_answer_rings) == (10, None)
    assert system.max_devices_in_conf == 8
    assert system.reports("forwarding")
    system, analogue = (office.ask(GetPhysicalDeviceInformation(device=DeviceID(one))) for one in ("100", "101"))
    assert (system.offers("setDisplay"), analogue.offers("setDisplay")) == (True, False)
    assert (system.max_displays, analogue.max_displays, system.max_buttons) == (1, 0, 4)
    assert (system.device_model_name, analogue.device_model_name) == ("System telephone", "Analogue telephone")
    assert analogue.offers("setMicrophoneMute")


def test_groups_and_trunks_offer_next_to_nothing() -> None:
    office = Office()
    group = office.ask(GetLogicalDeviceInformation(device=DeviceID("700")))
    trunk = office.ask(GetLogicalDeviceInformation(device=DeviceID("7801")))
    assert (group.device_category, trunk.device_category) == (DeviceCategory.group, DeviceCategory.networkInterface)
    assert trunk.offers("clearConnection")
    assert not trunk.offers("answerCall")
    assert not group.offers("makeCall")
    assert group.offers("deflectCall"), "where a call waits"
    for number in ("700", "7801"):
        answer = office.ask(GetPhysicalDeviceInformation(device=DeviceID(number)))
        assert office.code(answer) == "operation requestIncompatibleWithDevice"
    for query in (GetLogicalDeviceInformation, GetPhysicalDeviceInformation):
        assert office.code(office.ask(query(device=DeviceID("199")))) == "operation invalidDeviceID"
