"""Agents: their states asked for and set."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.feature_enumerations import AgentState, AgentStateCondition, PendingAgentState, ReqAgentState
from desktop.csta.operations import BY_CODE, decode_result, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services import agents as a
from desktop.csta.values import DeviceID
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (a.GetAgentState, "GetAgentStateArgument"),
        (a.GetAgentStateResult, "GetAgentStateResult"),
        (a.AgentStateEntry, "AgentStateEntry"),
        (a.AgentInfo, "AgentInfo"),
        (a.SetAgentState, "SetAgentStateArgument"),
        (a.SetAgentStateResult, "SetAgentStateResult"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_logging_on_has_the_octets_that_hipath_clients_send(schema: Schema) -> None:
    """Device, ENUMERATED 0 for logging on, agent's name with tag 82; the password with 83 (module set-agent-state)."""
    message = a.SetAgentState(
        device=DeviceID("100"), requested_agent_state=ReqAgentState.loggedOn, agent_id=b"47", password=b"11"
    )
    assert encode_argument(schema, message).hex() == "3012" + "30058003313030" + "0a0100" + "82023437" + "83023131"


def test_the_agents_at_a_device(schema: Schema) -> None:
    info = "3009" + "0a0103" + "800100" + "810100"
    entry = "3014" + "04023437" + "0101ff" + "300b" + info
    octets = bytes.fromhex("3018" + "3016" + entry)
    message = decode_result(schema, BY_CODE[304], octets)
    assert message.agent_state_list == (
        a.AgentStateEntry(
            agent_id=b"47",
            logged_on=True,
            agent_info=(
                a.AgentInfo(
                    agent_state=AgentState.agentBusy,
                    pending_agent_state=PendingAgentState.agentNotReady,
                    agent_state_condition=AgentStateCondition.forcedPause,
                ),
            ),
        ),
    )
