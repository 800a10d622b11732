"""What is switched at a device: after each event, whose events they are, and what an answer says."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.calls.device import (
    MOST,
    after,
    agent_of,
    device_of,
    forwarding_type,
    presence_of,
    unheard,
    with_call_back,
)
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
from desktop.csta.events.physical import Hookswitch, MessageWaiting
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.feature_enumerations import AgentState, PresenceState, VolInc
from desktop.csta.feature_values import Volume
from desktop.csta.services.agents import AgentInfo, AgentStateEntry
from desktop.csta.values import NOT_KNOWN, BitSet, DeviceID, ReportedDevice
from tests.calls.office import A, B, C, D

OWN, OTHER = ReportedDevice.known(A), ReportedDevice.known(B)
NOTHING = DeviceState()


def mute(on: bool, part: bytes | None = None) -> MicrophoneMuteChanged:
    return MicrophoneMuteChanged(invoking_device=OWN, auditory_apparatus=part, microphone_mute_on=on)


def loud(level: int | None, part: bytes | None = None) -> SpeakerVolumeChanged:
    volume = Volume(vol_inc=VolInc.increment) if level is None else Volume(vol_abs=level)
    return SpeakerVolumeChanged(invoking_device=OWN, auditory_apparatus=part, speaker_volume=volume)


def quiet(on: bool, part: bytes | None = None) -> SpeakerMuteChanged:
    return SpeakerMuteChanged(invoking_device=OWN, auditory_apparatus=part, speaker_mute_on=on)


def present(*states: int) -> PresenceStateChanged:
    return PresenceStateChanged(device=OWN, presence_state=BitSet(states, 24))


def call_back(on: bool, target: ReportedDevice = OTHER) -> CallBackSet:
    return CallBackSet(originating_device=OWN, target_device=target, call_back_set_canceled=on)


def play(*events: Event, of: DeviceState = NOTHING) -> DeviceState:
    for event in events:
        of = after(of, event)
    return of


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (DoNotDisturbChanged(device=OWN, do_not_disturb_on=True), {"dnd": True}),
        (DoNotDisturbChanged(device=OWN, do_not_disturb_on=False), {"dnd": False}),
        (MessageWaiting(target_device=OWN, message_waiting_on=True), {"message_waiting": True}),
        (OutOfService(device=OWN), {"in_service": False}),
        (BackInService(device=OWN), {"in_service": True}),
        (PartiallyInService(device=OWN), {"in_service": True}),
        (AutoAnswerChanged(invoking_device=OWN, auto_answer_on=True), {"auto_answer": True}),
        (mute(True), {"mute": True}),
        (loud(70), {"volume": 70}),
        (loud(0), {"volume": 0}),
        (quiet(True), {"speaker_mute": True}),
        (CallerIDStatusChanged(device=DeviceID(A), caller_id_provided=False), {"caller_id": False}),
        (present(PresenceState.meeting), {"presence": ("meeting",)}),
        (Hookswitch(device=OWN, hookswitch=b"\x01", hookswitch_on_hook=True), {}),
    ],
)
def test_what_an_event_tells(event: Event, told: dict[str, Any]) -> None:
    state = play(event)
    names = ["dnd", "forwarding", "message_waiting", "in_service", "agent", "auto_answer", "mute", "volume"]
    names += ["speaker_mute", "caller_id", "presence"]
    assert {name: getattr(state, name) for name in names if getattr(state, name) is not None} == told
    assert device_of(event) == OWN


def test_a_call_back_is_the_affair_of_who_ordered_it() -> None:
    assert device_of(call_back(True)) == OWN


# --- agents


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (AgentLoggedOn, "loggedOn"),
        (AgentLoggedOff, "loggedOff"),
        (AgentNotReady, "notReady"),
        (AgentReady, "ready"),
        (AgentBusy, "busy"),
        (AgentWorkingAfterCall, "workingAfterCall"),
    ],
)
def test_an_agent_s_events(kind: type[AgentEvent], state: Agent) -> None:
    event = kind(agent_device=OWN)
    assert device_of(event) == OWN
    assert play(event).agent == state
    assert play(event, of=DeviceState(agent="loggedOff")).agent == state


def test_a_late_log_on_does_not_hide_what_the_agent_does() -> None:
    late = play(AgentReady(agent_device=OWN), AgentLoggedOn(agent_device=OWN))
    assert late.agent == "ready"
    assert play(AgentLoggedOff(agent_device=OWN), AgentLoggedOn(agent_device=OWN), of=late).agent == "loggedOn"


def entry(*infos: tuple[str | None, AgentState], on: bool = True) -> AgentStateEntry:
    told = tuple(
        AgentInfo(acd_group=None if group is None else DeviceID(group), agent_state=state) for group, state in infos
    )
    return AgentStateEntry(logged_on=on, agent_info=told or None)


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ((), "loggedOff"),
        ((entry(on=False),), "loggedOff"),
        ((entry(),), "loggedOn"),
        ((entry((None, AgentState.agentNull)),), "loggedOff"),
        ((entry((None, AgentState.agentNotReady)),), "notReady"),
        ((entry((None, AgentState.agentBusy)),), "busy"),
        ((entry((None, AgentState.agentWorkingAfterCall)),), "workingAfterCall"),
        ((entry(on=False), entry((None, AgentState.agentReady))), "ready"),
        ((entry((C, AgentState.agentBusy), (D, AgentState.agentReady)),), "busy"),
        ((entry((C, AgentState.agentBusy), (None, AgentState.agentReady)),), "ready"),
        ((entry((None, AgentState(17))),), None),
    ],
)
def test_what_a_switch_answers_of_agents(entries: tuple[AgentStateEntry, ...], state: Agent | None) -> None:
    assert agent_of(entries) == state


# --- microphones and loudspeakers


def test_a_telephone_is_mute_when_all_its_microphones_are() -> None:
    one, two = b"\x01", b"\x02"
    state = play(mute(False, one), mute(False, two))
    assert state.mute is False
    state = play(mute(True, one), of=state)
    assert (state.mute, state.microphones) == (False, ((one, True), (two, False)))
    assert play(mute(True, two), of=state).mute is True
    assert play(mute(True), of=state).microphones == ((one, True), (two, True)), "who names none, means all"


def test_what_was_told_of_no_one_microphone_gives_way_to_what_is_told_of_one() -> None:
    assert play(mute(True), mute(False, b"\x01")).mute is False
    assert play(mute(False), mute(True, b"\x01")).mute is True


def test_the_same_of_its_loudspeakers() -> None:
    state = play(quiet(True, b"\x01"), quiet(False, b"\x02"))
    assert (state.speaker_mute, state.speakers) == (False, ((b"\x01", True), (b"\x02", False)))
    assert play(quiet(True, b"\x02"), of=state).speaker_mute is True
    assert DeviceState(speakers=()).speaker_mute is None


def test_several_states_of_a_person_may_be_so_and_some_have_no_name() -> None:
    assert presence_of(BitSet((PresenceState.meeting, PresenceState.busy, 23), 24)) == ("busy", "meeting", "value-23")


def test_a_telephone_is_as_loud_as_its_loudest_loudspeaker() -> None:
    assert play(loud(20, b"\x01"), loud(60, b"\x02")).volume == 60
    assert play(loud(20, b"\x01"), loud(None, b"\x02")).volume == 20
    assert play(loud(20), loud(None)).volume is None, "a step: from where is not known"
    assert DeviceState(loudspeakers=()).volume is None
    assert DeviceState(microphones=()).mute is None


def test_what_a_switch_makes_up_does_not_pile_up() -> None:
    state = play(*(mute(False, number.to_bytes(2)) for number in range(3 * MOST)))
    assert state.microphones is not None
    assert len(state.microphones) == MOST
    for number in range(3 * MOST):
        state = with_call_back(state, str(number), True)
    assert (len(state.call_backs), state.call_backs[-1]) == (MOST, str(3 * MOST - 1))


# --- call backs


def test_call_backs_come_and_go() -> None:
    state = play(call_back(True), call_back(True, ReportedDevice.known(C)), call_back(True))
    assert state.call_backs == (B, C)
    assert play(call_back(False), call_back(False), of=state).call_backs == (C,)
    assert play(call_back(True, NOT_KNOWN)) == NOTHING


def test_without_a_link_what_hands_can_switch_is_not_known_and_the_rest_stays() -> None:
    known = play(
        AgentReady(agent_device=OWN), AutoAnswerChanged(invoking_device=OWN, auto_answer_on=True), mute(True), loud(5),
        DoNotDisturbChanged(device=OWN, do_not_disturb_on=True), call_back(True), quiet(True), present(0),
        CallerIDStatusChanged(device=DeviceID(A), caller_id_provided=True),
    )  # fmt: skip
    assert unheard(known) == DeviceState(dnd=True, call_backs=(B,))


# --- forwarding


def test_forwarding() -> None:
    state = play(ForwardingChanged(device=OWN, forward_status=True, forward_to=DeviceID(C)))
    assert state.forwarding == (Forwarding("immediate", True, C),)
    state = play(
        ForwardingChanged(device=OWN, forward_status=True, forwarding_type=ForwardingType.forwardBusy),
        ForwardingChanged(device=OWN, forward_status=True, forwarding_type=ForwardingType.forwardImmediate),
        of=state,
    )
    assert state.forwarding == (Forwarding("immediate", True, C), Forwarding("busy", True, None))
    state = play(ForwardingChanged(device=OWN, forward_status=False), of=state)
    assert state.forwarding == (Forwarding("immediate", False, None), Forwarding("busy", True, None))


def test_forwarding_types() -> None:
    assert forwarding_type(None) == "immediate"
    assert forwarding_type(ForwardingType.forwardNoAnsExt) == "noAnsExt"
    assert forwarding_type(ForwardingType.forwardDNDInt) == "DNDInt"
