"""What the services for a station's features do: forwarding, do not disturb, agents, auto answer, presence ..."""

from __future__ import annotations

from typing import Any

from desktop.csta.enumerations import ForwardingType
from desktop.csta.events.features import AutoAnswerChanged, CallerIDStatusChanged
from desktop.csta.events.logical import DoNotDisturbChanged, ForwardingChanged
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.failures import OperationError, StateError
from desktop.csta.feature_enumerations import AgentState, PendingAgentState, PresenceState
from desktop.csta.services.agents import (
    AgentInfo,
    AgentStateEntry,
    GetAgentState,
    GetAgentStateResult,
    SetAgentState,
    SetAgentStateResult,
)
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.features import (
    GetAutoAnswer,
    GetAutoAnswerResult,
    GetCallerIDStatus,
    GetCallerIDStatusResult,
    GetLastNumberDialed,
    GetLastNumberDialedResult,
    SetAutoAnswer,
    SetCallerIDStatus,
)
from desktop.csta.services.logical import (
    ForwardListEntry,
    GetDoNotDisturb,
    GetDoNotDisturbResult,
    GetForwarding,
    GetForwardingResult,
    SetDoNotDisturb,
    SetForwarding,
)
from desktop.csta.services.presence import GetPresenceState, GetPresenceStateResult, SetPresenceState
from desktop.csta.values import BitSet, DeviceID, ReportedDevice
from desktop.switchsim import agents, waiting
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Refuse
from desktop.switchsim.services.common import number_of, phone_of

MOST_RINGS = 10
"""After so many rings at most a telephone can be set to answer by itself."""
PRESENCE_BITS = len(PresenceState)
_AGENT_STATES = {
    "notReady": AgentState.agentNotReady,
    "ready": AgentState.agentReady,
    "busy": AgentState.agentBusy,
    "workingAfterCall": AgentState.agentWorkingAfterCall,
}
_PENDING = {
    "loggedOff": PendingAgentState.agentNull,
    "notReady": PendingAgentState.agentNotReady,
    "ready": PendingAgentState.agentReady,
    "workingAfterCall": PendingAgentState.agentWorkingAfterCall,
}


def get_do_not_disturb(exchange: Exchange, argument: GetDoNotDisturb) -> GetDoNotDisturbResult:
    """GetDoNotDisturb."""
    return GetDoNotDisturbResult(do_not_disturb_on=phone_of(exchange, argument.device)[1].do_not_disturb)


def set_do_not_disturb(exchange: Exchange, argument: SetDoNotDisturb) -> Acknowledged:
    """SetDoNotDisturb."""
    number, _ = phone_of(exchange, argument.device)
    switch_do_not_disturb(exchange, number, argument.do_not_disturb_on)
    return Acknowledged()


def switch_do_not_disturb(exchange: Exchange, number: str, on: bool) -> None:
    """Switch do not disturb; monitors hear of a change."""
    phone = exchange.phones[number]
    if phone.do_not_disturb is not on:
        phone.do_not_disturb = on
        event = DoNotDisturbChanged(device=ReportedDevice.known(number), do_not_disturb_on=on)
        exchange.reporter.device_event(number, event)
        waiting.freed(exchange, number, used=False)


def get_forwarding(exchange: Exchange, argument: GetForwarding) -> GetForwardingResult:
    """GetForwarding: those that are on; none at all is told as immediate forwarding that is off."""
    forwarding = phone_of(exchange, argument.device)[1].forwarding
    entries = tuple(
        ForwardListEntry(forwarding_type=kind, forward_status=True, forward_dn=DeviceID(to))
        for kind, to in sorted(forwarding.items())
    )
    off = ForwardListEntry(forwarding_type=ForwardingType.forwardImmediate, forward_status=False)
    return GetForwardingResult(forwarding_list=entries or (off,))


def set_forwarding(exchange: Exchange, argument: SetForwarding) -> Acknowledged:
    """SetForwarding."""
    number, _ = phone_of(exchange, argument.device)
    kind = ForwardingType.forwardImmediate if argument.forwarding_type is None else argument.forwarding_type
    to = None if argument.forward_dn is None else number_of(argument.forward_dn)
    switch_forwarding(exchange, number, kind, to if argument.activate_forward else None, on=argument.activate_forward)
    return Acknowledged()


def switch_forwarding(exchange: Exchange, number: str, kind: ForwardingType, to: str | None, *, on: bool) -> None:
    """Switch one forwarding; monitors hear of a change.

    :raises Refuse: the type or the destination does not exist.
    """
    phone = exchange.phones[number]
    if kind not in list(ForwardingType):
        raise refuse(OperationError.invalidForwardingType)
    if on and (not to or exchange.line(to) == number or exchange.resolve(to) is None):
        raise refuse(OperationError.invalidForwardingDestination)
    before = phone.forwarding.get(kind)
    if before == to:
        return
    if to is None:
        del phone.forwarding[kind]
    else:
        phone.forwarding[kind] = to
    event = ForwardingChanged(
        device=ReportedDevice.known(number),
        forwarding_type=kind,
        forward_to=DeviceID(to or before or ""),
        forward_status=on,
    )
    exchange.reporter.device_event(number, event)


# agents


def get_agent_state(exchange: Exchange, argument: GetAgentState) -> GetAgentStateResult:
    """GetAgentState: one agent at most works at a station."""
    _, phone = phone_of(exchange, argument.device)
    group = None if argument.acd_group is None else _group(exchange, argument.acd_group)
    if phone.agent == "loggedOff":
        return GetAgentStateResult(agent_state_list=(AgentStateEntry(logged_on=False),))
    info = AgentInfo(acd_group=group, agent_state=_AGENT_STATES[phone.agent])
    entry = AgentStateEntry(agent_id=phone.features.agent_id, logged_on=True, agent_info=(info,))
    return GetAgentStateResult(agent_state_list=(entry,))


def set_agent_state(exchange: Exchange, argument: SetAgentState) -> SetAgentStateResult:
    """SetAgentState; who logs on is not ready at first."""
    number, phone = phone_of(exchange, argument.device)
    if argument.group is not None:
        _group(exchange, argument.group)
    state = argument.requested_agent_state.name
    given = argument.agent_id
    if phone.agent != "loggedOff" and given is not None and given != phone.features.agent_id:
        raise refuse(OperationError.invalidAgentIdentifier)
    before = phone.features.agent_id
    if state == "loggedOn" and phone.agent == "loggedOff":
        phone.features.agent_id = given
    try:
        pending = agents.set_agent(exchange, number, state)
    except Refuse:
        phone.features.agent_id = before
        raise
    return SetAgentStateResult(pending_agent_state=None if pending is None else _PENDING[pending])


def _group(exchange: Exchange, group: DeviceID) -> DeviceID:
    if number_of(group) not in exchange.groups:
        raise refuse(OperationError.invalidAgentGroup)
    return DeviceID(number_of(group))


# further features


def get_auto_answer(exchange: Exchange, argument: GetAutoAnswer) -> GetAutoAnswerResult:
    """GetAutoAnswer."""
    features = phone_of(exchange, argument.device)[1].features
    return GetAutoAnswerResult(auto_answer_on=features.auto_answer, number_of_rings=features.rings)


def set_auto_answer(exchange: Exchange, argument: SetAutoAnswer) -> Acknowledged:
    """SetAutoAnswer: only telephones that can be answered from afar can do it by themselves."""
    number, phone = phone_of(exchange, argument.device)
    if not phone.station.remote_answer:
        raise refuse(OperationError.autoAnswerNotSupported)
    rings = argument.number_of_rings or 0
    if not 0 <= rings <= MOST_RINGS:
        raise refuse(OperationError.autoAnswerOutOfRange)
    switch_auto_answer(exchange, number, argument.auto_answer_on, rings)
    return Acknowledged()


def switch_auto_answer(exchange: Exchange, number: str, on: bool, rings: int = 0) -> None:
    """Have a station answer by itself after so many rings, or no more; monitors hear of a change."""
    features = exchange.phones[number].features
    before, rings = (features.auto_answer, features.rings), rings if on else 0
    features.auto_answer, features.rings = on, rings
    if before != (on, rings):
        event = AutoAnswerChanged(
            invoking_device=ReportedDevice.known(number), auto_answer_on=on, number_of_rings=rings
        )
        exchange.reporter.device_event(number, event)


def get_caller_id(exchange: Exchange, argument: GetCallerIDStatus) -> GetCallerIDStatusResult:
    """GetCallerIDStatus."""
    features = phone_of(exchange, argument.device)[1].features
    return GetCallerIDStatusResult(caller_id_provided=not features.hides_number)


def set_caller_id(exchange: Exchange, argument: SetCallerIDStatus) -> Acknowledged:
    """SetCallerIDStatus: for calls that the station begins from here on."""
    number, _ = phone_of(exchange, argument.device)
    switch_caller_id(exchange, number, argument.caller_id_provided)
    return Acknowledged()


def switch_caller_id(exchange: Exchange, number: str, shown: bool) -> None:
    """Show a station's number to those whom it calls, or withhold it; monitors hear of a change."""
    features = exchange.phones[number].features
    if features.hides_number is shown:
        features.hides_number = not shown
        event = CallerIDStatusChanged(device=DeviceID(number), caller_id_provided=shown)
        exchange.reporter.device_event(number, event)


def get_last_number(exchange: Exchange, argument: GetLastNumberDialed) -> GetLastNumberDialedResult:
    """GetLastNumberDialed."""
    last = phone_of(exchange, argument.device)[1].features.last_dialled
    if last is None:
        raise refuse(StateError.invalidObjectState)
    return GetLastNumberDialedResult(number_dialed=DeviceID(last))


def get_presence(exchange: Exchange, argument: GetPresenceState) -> GetPresenceStateResult:
    """GetPresenceState: unknown until somebody told it."""
    unknown = GetPresenceStateResult(presence_state=BitSet([PresenceState.unknown], PRESENCE_BITS))
    return phone_of(exchange, argument.device)[1].features.presence or unknown


def set_presence(exchange: Exchange, argument: SetPresenceState) -> Acknowledged:
    """SetPresenceState."""
    number, phone = phone_of(exchange, argument.device)
    asked = argument.requested_presence_state
    if not asked.bits or max(asked.bits) >= PRESENCE_BITS:
        raise refuse(OperationError.invalidParameterValue)
    told: dict[str, Any] = {
        "presence_state": asked,
        "from_time": argument.from_time,
        "until_time": argument.until_time,
        "place": argument.place,
        "mood": argument.mood,
        "named_presence_state": argument.named_presence_state,
    }
    before, phone.features.presence = phone.features.presence, GetPresenceStateResult(**told)
    if before != phone.features.presence:
        event = PresenceStateChanged(device=ReportedDevice.known(number), **told)
        exchange.reporter.device_event(number, event)
    return Acknowledged()
