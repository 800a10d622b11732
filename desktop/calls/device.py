"""What is switched at a device, after each of its events and answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from desktop.calls.parties import digits_of
from desktop.calls.records import Agent, DeviceState, Forwarding
from desktop.csta.enumerations import ForwardingType
from desktop.csta.events.agents import (
    AgentBusy,
    AgentEvent,
    AgentLoggedOff,
    AgentLoggedOn,
    AgentNotReady,
    AgentReady,
    AgentWorkingAfterCall,
)
from desktop.csta.events.apparatus import MicrophoneMuteChanged, SpeakerMuteChanged, SpeakerVolumeChanged
from desktop.csta.events.base import Event
from desktop.csta.events.features import AutoAnswerChanged, CallBackSet, CallerIDStatusChanged
from desktop.csta.events.logical import DoNotDisturbChanged, ForwardingChanged
from desktop.csta.events.maintenance import BackInService, OutOfService, PartiallyInService
from desktop.csta.events.physical import MessageWaiting
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.feature_enumerations import AgentState, PresenceState
from desktop.csta.services.agents import AgentStateEntry
from desktop.csta.values import BitSet, ReportedDevice

T = TypeVar("T")

MOST = 32
"""Parts of a telephone, and call backs, that are kept: of more, the oldest are forgotten."""
_EVENTS: dict[type[AgentEvent], Agent] = {
    AgentLoggedOn: "loggedOn",
    AgentLoggedOff: "loggedOff",
    AgentNotReady: "notReady",
    AgentReady: "ready",
    AgentBusy: "busy",
    AgentWorkingAfterCall: "workingAfterCall",
}
_STATES: dict[AgentState, Agent] = {
    AgentState.agentNull: "loggedOff",
    AgentState.agentNotReady: "notReady",
    AgentState.agentReady: "ready",
    AgentState.agentBusy: "busy",
    AgentState.agentWorkingAfterCall: "workingAfterCall",
}


def device_of(event: Event) -> object:
    """The device whose switches an event tells of, as the event names it."""
    match event:
        case MessageWaiting():
            return event.target_device
        case AgentEvent():
            return event.agent_device
        case AutoAnswerChanged() | MicrophoneMuteChanged() | SpeakerMuteChanged() | SpeakerVolumeChanged():
            return event.invoking_device
        case CallerIDStatusChanged():
            return ReportedDevice(event.device)
        case CallBackSet():  # who is to be called back hears of it too
            return event.originating_device
    return getattr(event, "device", None)


def after(state: DeviceState, event: Event) -> DeviceState:
    """The device's state after one of its own events; the same where the event tells nothing of it."""
    match event:
        case DoNotDisturbChanged():
            return replace(state, dnd=event.do_not_disturb_on)
        case MessageWaiting():
            return replace(state, message_waiting=event.message_waiting_on)
        case ForwardingChanged():
            return replace(state, forwarding=_with_forwarding(state.forwarding or (), event))
        case OutOfService() | BackInService() | PartiallyInService():
            return replace(state, in_service=not isinstance(event, OutOfService))
        case AgentLoggedOn() if state.agent not in (None, "loggedOff"):
            return state  # late or doubled: what they do is known better
        case AgentEvent():
            return replace(state, agent=_EVENTS[type(event)])
        case AutoAnswerChanged():
            return replace(state, auto_answer=event.auto_answer_on)
        case MicrophoneMuteChanged():
            known = dict(state.microphones or ())
            return replace(state, microphones=_part(known, event.auditory_apparatus, event.microphone_mute_on))
        case SpeakerMuteChanged():
            mutes = dict(state.speakers or ())
            return replace(state, speakers=_part(mutes, event.auditory_apparatus, event.speaker_mute_on))
        case CallerIDStatusChanged():
            return replace(state, caller_id=event.caller_id_provided)
        case PresenceStateChanged():
            return replace(state, presence=presence_of(event.presence_state))
        case SpeakerVolumeChanged():
            levels = dict(state.loudspeakers or ())
            return replace(state, loudspeakers=_part(levels, event.auditory_apparatus, event.speaker_volume.vol_abs))
        case CallBackSet():
            target = digits_of(event.target_device)
            return state if target is None else with_call_back(state, target, event.call_back_set_canceled)
    return state


def unheard(state: DeviceState) -> DeviceState:
    """The same when the link is lost: what a hand at the telephone can switch meanwhile is not known any more."""
    state = replace(state, agent=None, auto_answer=None, microphones=None, loudspeakers=None)
    return replace(state, speakers=None, caller_id=None, presence=None)


def agent_of(entries: tuple[AgentStateEntry, ...]) -> Agent | None:
    """What the agent does who is logged on at a device, in all groups or in the first; None: the switch does not say.

    Of several agents at one device it is the first one logged on.
    """
    entry = next((one for one in entries if one.logged_on), None)
    if entry is None:
        return "loggedOff"
    infos = entry.agent_info or ()
    info = next((one for one in infos if one.acd_group is None), infos[0] if infos else None)
    return "loggedOn" if info is None else _STATES.get(info.agent_state)


def presence_of(bits: BitSet) -> tuple[str, ...]:
    """What a person does, by the names of the bits that are set."""
    return tuple(PresenceState(bit).name for bit in sorted(bits.bits))


def with_call_back(state: DeviceState, target: str, on: bool) -> DeviceState:
    """The same with a call back by ``target``, or without it."""
    if on is (target in state.call_backs):
        return state
    others = tuple(one for one in state.call_backs if one != target)
    return replace(state, call_backs=(*others, target)[-MOST:] if on else others)


def forwarding_type(kind: ForwardingType | None) -> str:
    """A forwarding's type in the control vocabulary; None is the switch's default, taken as immediate."""
    return (ForwardingType.forwardImmediate if kind is None else kind).short


def _with_forwarding(known: tuple[Forwarding, ...], event: ForwardingChanged) -> tuple[Forwarding, ...]:
    kind = forwarding_type(event.forwarding_type)
    old = next((one for one in known if one.type == kind), None)
    told = event.forward_to.digits if event.forward_to is not None else None
    to = (told or (old.to if old is not None else None)) if event.forward_status else None
    new = Forwarding(kind, event.forward_status, to)
    return tuple(new if one is old else one for one in known) if old is not None else (*known, new)


def _part(known: dict[bytes | None, T], name: bytes | None, value: T) -> tuple[tuple[bytes | None, T], ...]:
    """The parts of a telephone after one of them changed; an event that names none tells of all."""
    if name is None:
        return tuple(dict.fromkeys(known or (None,), value).items())
    return tuple((one, told) for one, told in (known | {name: value}).items() if one is not None)[-MOST:]
