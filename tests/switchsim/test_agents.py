"""Agents: what may be asked in each state, and what monitors hear."""

from __future__ import annotations

import pytest

from desktop.csta.feature_enumerations import AgentState, ReqAgentState
from desktop.csta.services.agents import GetAgentState, SetAgentState
from desktop.csta.values import DeviceID
from tests.switchsim.office import Office

DEVICE = DeviceID("100")
EVENT = {
    "notReady": "agentNotReady",
    "ready": "agentReady",
    "workingAfterCall": "agentWorkingAfterCall",
    "loggedOff": "agentLoggedOff",
}


def test_logged_off_nothing_but_logging_on_makes_sense() -> None:
    office = Office()
    for state in ReqAgentState:
        if state is not ReqAgentState.loggedOn:
            answer = office.ask(SetAgentState(device=DEVICE, requested_agent_state=state))
            assert office.code(answer) == "operation invalidAgentState"
    office.ok("agent", device="100", state="loggedOn")
    again = office.ask(SetAgentState(device=DEVICE, requested_agent_state=ReqAgentState.loggedOn))
    assert office.code(again) == "operation invalidAgentState"
    assert office.do("agent", device="100", state="asleep")["error"]["code"] == "invalidAgentState"


@pytest.mark.parametrize("first", ["notReady", "ready", "workingAfterCall"])
@pytest.mark.parametrize("then", EVENT)
def test_from_state_to_state(first: str, then: str) -> None:
    office = Office()
    office.ok("agent", device="100", state="loggedOn")
    office.ok("agent", device="100", state=first)
    office.forget()
    office.ok("agent", device="100", state=then)
    assert office.told("100") == ([] if first == then else [EVENT[then]])


def test_the_agent_is_told_by_what_was_logged_on_with() -> None:
    office = Office()
    off = office.ask(GetAgentState(device=DEVICE)).agent_state_list
    assert [(one.logged_on, one.agent_info) for one in off] == [(False, None)]
    office.ask(SetAgentState(device=DEVICE, requested_agent_state=ReqAgentState.loggedOn, agent_id=b"7"))
    assert office.events("100", "agentLoggedOn")[0].agent_id == b"7"
    office.ask(SetAgentState(device=DEVICE, requested_agent_state=ReqAgentState.ready))
    (on,) = office.ask(GetAgentState(device=DEVICE, acd_group=DeviceID("700"))).agent_state_list
    assert (on.agent_id, on.logged_on, on.agent_info[0].agent_state) == (b"7", True, AgentState.agentReady)
    assert on.agent_info[0].acd_group == DeviceID("700")
    other = SetAgentState(device=DEVICE, requested_agent_state=ReqAgentState.loggedOff, agent_id=b"8")
    assert office.code(office.ask(other)) == "operation invalidAgentIdentifier"
    office.ask(SetAgentState(device=DEVICE, requested_agent_state=ReqAgentState.loggedOff, agent_id=b"7"))
    assert office.events("100", "agentLoggedOff")[0].agent_id == b"7"
    assert not office.ask(GetAgentState(device=DEVICE)).agent_state_list[0].logged_on


def test_a_group_must_be_one() -> None:
    office = Office()
    asked = SetAgentState(device=DEVICE, requested_agent_state=ReqAgentState.loggedOn, group=DeviceID("701"))
    assert office.code(office.ask(asked)) == "operation invalidAgentGroup"
    assert office.code(office.ask(GetAgentState(device=DEVICE, acd_group=DeviceID("100")))) == (
        "operation invalidAgentGroup"
    )
