"""Groups: who rings, who waits, and what agents do."""

from __future__ import annotations

import inspect
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.feature_enumerations import PendingAgentState, ReqAgentState
from desktop.csta.services.agents import SetAgentState
from desktop.csta.services.call_control import AnswerCall, ClearConnection, GroupPickupCall, MakeCall, MakeCallResult
from desktop.csta.services.monitoring import MonitorObject, MonitorStart
from desktop.csta.services.snapshots import SnapshotDevice, SnapshotDeviceResult
from desktop.csta.values import DeviceID
from desktop.switchsim import agents
from desktop.switchsim.company import Group, Habits, Station
from desktop.switchsim.model import Refuse
from tests.switchsim.flows import Flow
from tests.switchsim.group_flows import GROUP_FLOWS
from tests.switchsim.groups import GROUPS, group_office
from tests.switchsim.office import Office, company


@pytest.mark.parametrize("flow", GROUP_FLOWS, ids=lambda flow: flow.name)
def test_each_party_is_told_its_own_events(flow: Flow) -> None:
    office = group_office(**flow.quirks)
    if flow.before is not None:
        flow.before(office)
        office.forget()
    flow.play(office)
    for device, expected in flow.told.items():
        assert office.told(device) == inspect.cleandoc(expected).splitlines(), device


def ready(office: Office, *devices: str) -> None:
    for device in devices:
        office.ok("agent", device=device, state="loggedOn")
        office.ok("agent", device=device, state="ready")


def queues(office: Office) -> dict[str, Any]:
    return {queue["group"]: queue for queue in office.ok("state")["queues"]}


def outcomes(office: Office) -> dict[str, tuple[str, str | None, str | None]]:
    return {row["device"]: (row["outcome"], row["to"], row["by"]) for row in office.ok("state")["ended"]}


def test_queued_tells_how_many_wait_and_how_many_are_in_front() -> None:
    office = group_office()
    office.make_call("100", "790")
    office.make_call("101", "790")
    counts = [(event.number_queued, event.calls_in_front) for event in office.events("790", "queued")]
    assert counts == [(1, 0), (2, 1)]
    (event,) = office.events("101", "queued")
    assert (event.queue.digits, event.called_device.digits, event.calling_device.digits) == ("790", "790", "101")
    assert queues(office)["790"] == {"group": "790", "calls": ["b164", "b165"], "agents": []}


def test_a_snapshot_of_the_group_lists_what_waits() -> None:
    office = group_office()
    office.make_call("100", "790")
    result = office.ask(SnapshotDevice(snapshot_object=DeviceID("790")))
    assert isinstance(result, SnapshotDeviceResult)
    (entry,) = result.data.entries or ()
    assert entry.connection_identifier.digits == "790"
    assert entry.local_call_state is not None
    assert entry.local_call_state.states == (LocalConnectionState.queued, LocalConnectionState.connected)


def test_the_agent_with_the_longest_idle_time_is_next() -> None:
    office = group_office()
    ready(office, "104")
    office.wait(1)
    ready(office, "105")
    office.make_call("100", "790")
    office.ok("answer", device="104")
    office.ok("hangup", device="100")
    office.wait(6)
    office.make_call("100", "790")
    assert office.states("105") == ["alerting"], "104 has just worked"
    office.wait(10)
    assert office.states("104") == ["alerting"], "who lets it ring goes to the end"
    assert [one["device"] for one in queues(office)["790"]["agents"]] == ["104", "105"]


def test_an_agent_who_talks_privately_gets_no_call_of_the_group() -> None:
    office = group_office()
    ready(office, "104")
    office.talk("104", "101")
    office.make_call("100", "790")
    assert office.switch.phones["104"].agent == "ready", "busy is for calls of the group"
    assert office.states("790") == ["queued"]
    office.ok("hangup", device="101")
    assert office.states("104") == ["alerting"]


def test_what_an_agent_wants_to_be_comes_after_the_call() -> None:
    office = group_office()
    ready(office, "104")
    office.make_call("100", "790")
    office.ok("answer", device="104")
    reply = office.ok("agent", device="104", state="loggedOff")
    assert reply["pending"] == "loggedOff"
    assert office.switch.phones["104"].agent == "busy"
    office.ok("hangup", device="104")
    assert office.switch.phones["104"].agent == "loggedOff"
    assert queues(office)["790"]["agents"] == []


def test_an_agent_on_hold_is_busy_and_free_once_the_call_is_transferred() -> None:
    office = group_office()
    ready(office, "104")
    office.make_call("100", "790")
    office.ok("answer", device="104")
    office.ok("consult", device="104", to="102")
    assert office.switch.phones["104"].agent == "busy"
    office.ok("answer", device="102")
    office.ok("transfer", device="104")
    assert office.switch.phones["104"].agent == "workingAfterCall"


def test_work_after_the_call_ends_early_when_the_agent_says_so() -> None:
    office = group_office()
    ready(office, "104")
    office.make_call("100", "790")
    office.ok("answer", device="104")
    office.ok("hangup", device="104")
    office.ok("agent", device="104", state="notReady")
    office.wait(5)
    assert office.switch.phones["104"].agent == "notReady"


def test_without_work_after_the_call_the_agent_is_ready_at_once() -> None:
    group = replace(GROUPS[4], work_after_call=0.0)
    office = group_office(base=company(groups=(group,)), monitored=("104", "790"))
    ready(office, "104")
    office.make_call("100", "790")
    office.ok("answer", device="104")
    office.forget()
    office.ok("hangup", device="104")
    assert office.told("104")[-1] == "agentReady"


def test_agent_events_name_device_and_group() -> None:
    office = group_office()
    office.ok("agent", device="104", state="loggedOn")
    (own,) = office.events("104", "agentLoggedOn")
    (of_group,) = office.events("790", "agentLoggedOn")
    assert (own.agent_device.digits, own.acd_group) == ("104", None)
    assert (of_group.agent_device.digits, of_group.acd_group.digits) == ("104", "790")


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ((), "ready"),
        ((), "loggedOff"),
        (("loggedOn",), "loggedOn"),
        (("loggedOn",), "busy"),
        (("loggedOn",), "asleep"),
    ],
)
def test_what_an_agent_cannot_be_now(before: tuple[str, ...], state: str) -> None:
    office = group_office()
    for one in before:
        office.ok("agent", device="104", state=one)
    office.forget()
    with pytest.raises(Refuse) as refused:
        agents.set_agent(office.switch, "104", state)
    assert refused.value.failure.code == "invalidAgentState"
    assert office.reports == []


def test_only_a_station_has_an_agent() -> None:
    office = group_office()
    with pytest.raises(Refuse) as refused:
        agents.set_agent(office.switch, "790", "loggedOn")
    assert refused.value.failure.code == "invalidDeviceID"


def test_what_changes_nothing_is_not_told() -> None:
    office = group_office()
    ready(office, "104")
    office.forget()
    assert agents.set_agent(office.switch, "104", "ready") is None
    assert office.reports == []


def test_stations_may_begin_as_agents() -> None:
    stations = (Station(number="100"), Station(number="104", agent="ready"))
    group = Group(number="790", kind="ucd", members=("104",))
    office = Office(base=company(stations=stations, groups=(group,)), monitored=())
    office.make_call("100", "790")
    assert office.states("104") == ["alerting"]
    assert office.ok("state")["devices"][1]["agent"] == "ready"


def test_outcomes_of_phones_that_rang_together() -> None:
    office = group_office()
    office.make_call("100", "703")
    office.ok("answer", device="104")
    assert outcomes(office) == {"103": ("moved_on", "104", None), "105": ("moved_on", "104", None)}
    office = group_office(answered_elsewhere="cleared")
    office.make_call("100", "703")
    office.ok("answer", device="104")
    assert outcomes(office) == {"103": ("taken_by", None, "104"), "105": ("taken_by", None, "104")}
    office = group_office(answered_elsewhere="cleared")
    office.make_call("100", "704")
    office.ok("answer", device="104")
    assert outcomes(office) == {"105": ("taken_by", None, "105")}, "by its own person"
    (cleared,) = office.events("105", "connectionCleared")
    assert cleared.cause.name == "multipleAlerting"


def test_who_answers_a_group_call_has_it_from_the_group_not_from_the_others() -> None:
    office = group_office()
    office.make_call("100", "703")
    office.ok("answer", device="105")
    (established,) = office.events("105", "established")
    assert established.last_redirection_device.digits == "703"
    assert established.called_device.digits == "703"
    (diverted,) = office.events("103", "diverted")
    assert diverted.new_destination.digits == "105"


def test_a_call_that_rings_together_is_fetched_from_all_of_them() -> None:
    office = group_office()
    office.make_call("100", "703")
    office.ask(GroupPickupCall(new_destination=DeviceID("102")))
    assert [office.states(device) for device in ("102", "103", "104", "105")] == [["connected"], [], [], []]
    assert outcomes(office)["103"] == ("taken_by", "102", "102")
    assert outcomes(office)["104"] == ("moved_on", "102", None)


def test_forwarding_after_no_answer_waits_where_others_ring_too() -> None:
    office = group_office()
    office.ok("set", device="103", forwarding={"type": "noAns", "on": True, "to": "102"})
    office.make_call("100", "703")
    office.wait(20)
    assert [office.states(device) for device in ("102", "103")] == [[], ["alerting"]]


def test_a_group_that_is_forwarded_to_itself_is_busy() -> None:
    office = group_office()
    for member in ("103", "104", "105"):
        office.switch.phones[member].with_habits(busy=True)
    office.ok("set", device="102", forwarding={"type": "immediate", "on": True, "to": "701"})
    for caller in ("100", "101"):
        office.make_call(caller, "701")
    office.forget()
    office.ok("call", **{"from": "0891234567", "to": "701"})
    assert office.told("7801") == [
        "diverted b166/701 connected overflow",
        "diverted b166/102 connected callForwardImmediate",
        "failed b166/701 connected busy",
    ]


def test_a_queue_without_overflow_waits_for_ever() -> None:
    office = group_office()
    office.make_call("100", "790")
    office.wait(5000)
    assert office.states("790") == ["queued"]


def test_a_call_in_a_queue_cannot_be_answered_but_cleared() -> None:
    office = group_office()
    office.make_call("100", "790")
    place = office.connection("790")
    assert office.code(office.ask(AnswerCall(call_to_be_answered=place))) == "state noCallToAnswer"
    office.ask(ClearConnection(connection_to_be_cleared=place))
    assert office.switch.calls == {}


def test_a_member_who_is_free_again_by_do_not_disturb_gets_what_waits() -> None:
    office = group_office()
    for member in ("103", "104", "105"):
        office.ok("set", device=member, dnd=True)
    office.make_call("100", "701")
    office.ok("set", device="105", dnd=False)
    assert office.states("105") == ["alerting"]


# the shared line


def test_the_result_of_make_call_names_the_line() -> None:
    office = group_office()
    result = office.ask(MakeCall(calling_device=DeviceID("111"), called_directory_number=DeviceID("101")))
    assert isinstance(result, MakeCallResult)
    assert result.calling_device == office.connection("180") == office.connection("111")


def test_members_cannot_be_monitored_only_the_line() -> None:
    office = group_office()
    refused = office.ask(MonitorStart(monitor_object=MonitorObject(DeviceID("110"))))
    assert office.code(refused) == "operation invalidMonitorObject"
    office.monitor("180")


def test_a_line_has_the_habits_of_its_first_member_and_is_one_device() -> None:
    stations = (Station(number="100"), Station(number="110", habits=Habits(answers_after=2)), Station(number="111"))
    group = Group(number="180", kind="mulap", name="Boss", members=("110", "111"))
    office = Office(base=company(stations=stations, groups=(group,)), monitored=("180",))
    office.make_call("100", "111")
    office.wait(2)
    assert office.states("180") == ["connected"]
    assert [row["device"] for row in office.ok("state")["devices"]] == ["100", "180"]


def test_a_connection_may_be_named_by_a_member_too() -> None:
    office = group_office()
    office.make_call("100", "180")
    named = replace(office.connection("180"), device=DeviceID("111"))
    office.ask(AnswerCall(call_to_be_answered=named))
    assert office.states("180") == ["connected"]


def test_features_of_a_member_are_those_of_the_line() -> None:
    office = group_office()
    office.ok("set", device="111", dnd=True)
    assert office.told("180") == ["doNotDisturb"]
    refused = office.do("set", device="110", forwarding={"type": "immediate", "on": True, "to": "111"})
    assert refused["error"]["code"] == "invalidForwardingDestination", "to itself"


def test_a_member_can_be_reached_by_every_way_of_sending_a_call() -> None:
    office = group_office()
    office.talk("100", "101")
    office.ok("transfer", device="101", to="111")
    assert office.states("180") == ["alerting"]
    office.ok("answer", device="110")
    office.ok("step_conference", device="100", to="102")
    office.ok("answer", device="102")
    assert sorted(office.states("102") + office.states("180")) == ["connected", "connected"]
    refused = office.do("step_conference", device="100", to="110")
    assert refused["error"]["code"] == "invalidDestination", "it is in the call already"


def test_the_service_tells_what_comes_after_the_call_and_events_name_the_agent() -> None:
    office = group_office()
    ask = partial(SetAgentState, device=DeviceID("104"))
    office.ask(ask(requested_agent_state=ReqAgentState.loggedOn, agent_id=b"7"))
    office.ask(ask(requested_agent_state=ReqAgentState.ready))
    office.make_call("100", "790")
    office.ok("answer", device="104")
    result = office.ask(ask(requested_agent_state=ReqAgentState.loggedOff))
    assert result.pending_agent_state is PendingAgentState.agentNull
    (busy,) = office.events("790", "agentBusy")
    assert (busy.agent_id, busy.acd_group.digits) == (b"7", "790")
    office.ok("hangup", device="104")
    (off,) = office.events("104", "agentLoggedOff")
    assert off.agent_id == b"7", "who it was that logged off"
