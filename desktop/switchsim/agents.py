"""Agents: who is logged on at a station to take the calls of UCD groups, and what they do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.csta.events.agents import (
    AgentBusy,
    AgentEvent,
    AgentLoggedOff,
    AgentLoggedOn,
    AgentNotReady,
    AgentReady,
    AgentWorkingAfterCall,
)
from desktop.csta.failures import Failure, OperationError
from desktop.csta.values import DeviceID, ReportedDevice
from desktop.switchsim.company import AgentState, Group
from desktop.switchsim.model import Leg, Refuse, State

if TYPE_CHECKING:
    from desktop.switchsim.exchange import Exchange

_EVENTS: dict[AgentState, type[AgentEvent]] = {
    "loggedOff": AgentLoggedOff,
    "notReady": AgentNotReady,
    "ready": AgentReady,
    "busy": AgentBusy,
    "workingAfterCall": AgentWorkingAfterCall,
}
ASKED_STATES: dict[str, AgentState] = {
    "loggedOn": "notReady",
    "loggedOff": "loggedOff",
    "notReady": "notReady",
    "ready": "ready",
    "workingAfterCall": "workingAfterCall",
}
"""What an agent may ask for -> what they are then; busy comes with a call."""


def follow(exchange: Exchange, number: str) -> None:
    """Make an agent busy whose call of a UCD group began, and what comes after it where it has ended."""
    phone = exchange.phones[number]
    present = (State.connected, State.hold, State.fail)
    talks = any(_of_ucd(exchange, leg) and leg.state in present for leg in exchange.legs(number))
    if talks and phone.agent != "busy":
        phone.agent_pending = phone.agent if phone.agent == "notReady" else None
        _change(exchange, number, "busy")
    elif not talks and phone.agent == "busy":
        pause = max((group.work_after_call for group in groups_of(exchange, number)), default=0.0)
        wanted, phone.agent_pending = phone.agent_pending, None
        if wanted is not None or not pause:
            _change(exchange, number, wanted or "ready")
            return
        _change(exchange, number, "workingAfterCall")
        exchange.timers.set(
            (since := exchange.now) + pause,
            lambda: _change(exchange, number, "ready"),
            lambda: (phone.agent, phone.agent_since) == ("workingAfterCall", since),
        )


def _of_ucd(exchange: Exchange, leg: Leg) -> bool:
    return leg.group is not None and exchange.groups[leg.group].kind == "ucd"


def groups_of(exchange: Exchange, number: str) -> list[Group]:
    """The UCD groups that an agent at this station works for."""
    return [
        group
        for group in exchange.groups.values()
        if group.kind == "ucd" and number in {exchange.line(member) for member in group.members}
    ]


def set_agent(exchange: Exchange, device: str, state: str) -> AgentState | None:
    """Let an agent log on or off, or say what they do; returns the state to come, if a call must end before.

    Whoever logs on is not ready at first. Monitors of the station and of its UCD groups hear of it. What waits is
    handed out by the :func:`~desktop.switchsim.distribution.settle` that follows every service and command.

    :param device: a station; :param state: one of :data:`ASKED_STATES`.
    :raises Refuse: invalidDeviceID: no station; invalidAgentState: that cannot be asked for now.
    """
    number = exchange.line(device)
    phone = exchange.phones.get(number)
    if phone is None:
        raise Refuse(Failure.operation(OperationError.invalidDeviceID))
    if state not in ASKED_STATES or (state == "loggedOn") is not (phone.agent == "loggedOff"):
        raise Refuse(Failure.operation(OperationError.invalidAgentState))
    wanted = ASKED_STATES[state]
    if state == "loggedOn":
        exchange.agents[number] = None
        _tell(exchange, number, AgentLoggedOn(agent_device=ReportedDevice.known(number)))
    if phone.agent == "busy":
        phone.agent_pending = wanted
        return wanted
    if phone.agent != wanted:
        _change(exchange, number, wanted)
    return None


def _change(exchange: Exchange, number: str, state: AgentState) -> None:
    phone = exchange.phones[number]
    phone.agent, phone.agent_since = state, exchange.now
    _tell(exchange, number, _EVENTS[state](agent_device=ReportedDevice.known(number)))
    if state == "loggedOff":
        exchange.agents.pop(number, None)
        phone.features.agent_id = None


def _tell(exchange: Exchange, number: str, event: AgentEvent) -> None:
    """Tell the monitors of the station, and those of each of the agent's groups."""
    event = replace(event, agent_id=exchange.phones[number].features.agent_id)
    exchange.reporter.device_event(number, event)
    for group in groups_of(exchange, number):
        exchange.reporter.device_event(group.number, replace(event, acd_group=DeviceID(group.number)))
