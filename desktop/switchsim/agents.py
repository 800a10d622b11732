"""Agents: who is logged on at a station to take a group's calls."""

from __future__ import annotations

from dataclasses import replace

from desktop.csta.events.agents import (
    AgentBusy,
    AgentEvent,
    AgentLoggedOff,
    AgentLoggedOn,
    AgentNotReady,
    AgentReady,
    AgentWorkingAfterCall,
)
from desktop.csta.failures import OperationError
from desktop.csta.values import ReportedDevice
from desktop.switchsim.exchange import Exchange, refuse

_EVENTS: dict[str, type[AgentEvent]] = {
    "loggedOff": AgentLoggedOff,
    "notReady": AgentNotReady,
    "ready": AgentReady,
    "busy": AgentBusy,
    "workingAfterCall": AgentWorkingAfterCall,
}
ASKED_STATES = {
    "loggedOn": "notReady",
    "loggedOff": "loggedOff",
    "notReady": "notReady",
    "ready": "ready",
    "workingAfterCall": "workingAfterCall",
}
"""What an agent may ask for -> what they are then; busy comes with a call."""


def set_agent(exchange: Exchange, device: str, state: str) -> None:
    """Let an agent log on or off, or say what they do; monitors of the station hear of it.

    Whoever logs on is not ready at first.

    :param device: a station; :param state: one of :data:`ASKED_STATES`.
    :raises Refuse: invalidAgentState: that cannot be asked for now.
    """
    phone = exchange.phones[device]
    if state not in ASKED_STATES or (state == "loggedOn") is not (phone.agent == "loggedOff"):
        raise refuse(OperationError.invalidAgentState)
    wanted = ASKED_STATES[state]
    if state == "loggedOn":
        _tell(exchange, device, AgentLoggedOn)
    if phone.agent != wanted:
        phone.agent = wanted
        _tell(exchange, device, _EVENTS[wanted])
    if wanted == "loggedOff":
        phone.features.agent_id = None


def _tell(exchange: Exchange, device: str, kind: type[AgentEvent]) -> None:
    event = kind(agent_device=ReportedDevice.known(device))
    exchange.reporter.device_event(device, replace(event, agent_id=exchange.phones[device].features.agent_id))
