"""Agents and the routeing of their calls."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read
from desktop.csta.enumerations import EventCause
from desktop.csta.events import agents as a
from desktop.csta.feature_enumerations import PendingAgentState, PendingStateAfterCall
from desktop.csta.schema import Schema
from desktop.csta.values import DeviceID, ReportedDevice
from tests.support.messages import round_trips

DEVICE = ReportedDevice.known("100")
HUNDRED, GROUP = "630730058003313030", "30058003373930"


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (a.AgentBusy, "AgentBusyEvent"),
        (a.AgentLoggedOn, "AgentLogEvent"),
        (a.AgentLoggedOff, "AgentLogEvent"),
        (a.AgentNotReady, "AgentReadinessEvent"),
        (a.AgentReady, "AgentReadinessEvent"),
        (a.AgentWorkingAfterCall, "AgentWorkingAfterCallEvent"),
        (a.AutoWorkModeChanged, "AutoWorkModeEvent"),
        (a.RouteingModeChanged, "RouteingModeEvent"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


@pytest.mark.parametrize(
    ("type_name", "octets", "event"),
    [
        (
            "AgentBusyEvent",
            f"301a {HUNDRED} 04023437 {GROUP} 820103 830116",
            a.AgentBusy(
                agent_device=DEVICE,
                agent_id=b"47",
                acd_group=DeviceID("790"),
                pending_agent_state=PendingAgentState.agentWorkingAfterCall,
                cause=EventCause.newCall,
            ),
        ),
        (
            "AgentLogEvent",
            f"3014 {HUNDRED} 82023437 83023131 0a014e",
            a.AgentLoggedOn(agent_device=DEVICE, agent_id=b"47", agent_password=b"11", cause=EventCause.normal),
        ),
        (
            "AgentWorkingAfterCallEvent",
            f"300c {HUNDRED} 820101",
            a.AgentWorkingAfterCall(agent_device=DEVICE, pending_agent_state=PendingStateAfterCall.ready),
        ),
        (
            "AutoWorkModeEvent",
            f"300c {HUNDRED} 0101ff",
            a.AutoWorkModeChanged(invoking_device=DEVICE, auto_work_on=True),
        ),
    ],
)
def test_octets_are_those_of_the_modules(schema: Schema, type_name: str, octets: str, event: Any) -> None:
    """The same member has a tag of its own in one event and none in the next."""
    assert read(type(event), schema.decode(type_name, bytes.fromhex(octets))) == event
