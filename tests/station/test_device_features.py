"""What can be switched at a station: what is asked of the switch, and what is not."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from desktop.csta.enumerations import ForwardingType
from desktop.csta.feature_enumerations import AgentState, PresenceState, ReqAgentState
from desktop.csta.services.agents import (
    AgentInfo,
    AgentStateEntry,
    GetAgentState,
    GetAgentStateResult,
    SetAgentState,
    SetAgentStateResult,
)
from desktop.csta.services.apparatus import (
    GetDisplay,
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetRingerStatus,
    GetSpeakerMute,
    GetSpeakerMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
    MicrophoneMuteEntry,
    SetDisplay,
    SpeakerMuteEntry,
    SpeakerVolumeEntry,
)
from desktop.csta.services.features import (
    GetAutoAnswer,
    GetAutoAnswerResult,
    GetCallerIDStatus,
    GetCallerIDStatusResult,
    SetAutoAnswer,
    SetCallerIDStatus,
)
from desktop.csta.services.logical import GetForwarding, SetDoNotDisturb, SetForwarding
from desktop.csta.services.physical import (
    GetHookswitchStatus,
    GetMessageWaitingIndicator,
    GetMessageWaitingIndicatorResult,
    SetMessageWaitingIndicator,
)
from desktop.csta.services.presence import GetPresenceState, GetPresenceStateResult, SetPresenceState
from desktop.csta.values import BitSet
from desktop.station.device_features import PRESENCES
from desktop.station.station import Station
from tests.station.conftest import NOT_SUPPORTED, NOT_THIS_OBJECT, desk

Ask = Callable[[Station], Coroutine[Any, Any, None]]


async def test_forwarding() -> None:
    async with desk() as one:
        asked = await one.ask(one.station.forward("noAns", True, "+49 89 1234567"), SetForwarding)
        assert (asked.device.digits, asked.activate_forward) == ("100", True)
        assert (asked.forwarding_type, asked.forward_dn.digits) == (ForwardingType.forwardNoAns, "00891234567")
        asked = await one.ask(one.station.forward("immediate", False), SetForwarding)
        assert (asked.activate_forward, asked.forward_dn) == (False, None)
        assert len(one.asked(GetForwarding)) == 3, "it is asked after each change"
        assert (await one.refused(one.station.forward("never", True, "101")))[1] == "invalidForwardingType"
        assert (await one.refused(one.station.forward("busy", True)))[1] == "invalidForwardingDestination"


@pytest.mark.parametrize("on", [True, False])
async def test_do_not_disturb(on: bool) -> None:
    async with desk() as one:
        asked = await one.ask(one.station.dnd(on, "100"), SetDoNotDisturb)
        assert (asked.device.digits, asked.do_not_disturb_on) == ("100", on)


@pytest.mark.parametrize("state", ["loggedOn", "loggedOff", "notReady", "ready", "workingAfterCall"])
async def test_agent_states_have_the_standard_s_names(state: str) -> None:
    async with desk() as one:
        asked = await one.ask(one.station.agent(state), SetAgentState, SetAgentStateResult())
        assert (asked.device.digits, asked.requested_agent_state) == ("100", ReqAgentState[state])


async def test_an_agent_state_that_there_is_not() -> None:
    async with desk() as one:
        assert await one.refused(one.station.agent("busy")) == (
            "usage",
            "invalidAgentState",
            "There is no agent state busy; use one of loggedOn, loggedOff, notReady, ready, workingAfterCall.",
        )
        assert one.asked(SetAgentState) == []


@pytest.mark.parametrize("on", [True, False])
async def test_auto_answer(on: bool) -> None:
    async with desk() as one:
        asked = await one.ask(one.station.auto_answer(on), SetAutoAnswer)
        assert (asked.device.digits, asked.auto_answer_on) == ("100", on)


async def test_message_waiting_at_any_device() -> None:
    async with desk() as one:
        asked = await one.ask(one.station.mwi(True, "105"), SetMessageWaitingIndicator)
        assert (asked.device.digits, asked.message_waiting_on) == ("105", True)
        assert one.station.device.message_waiting is None


async def test_message_waiting_at_one_that_is_monitored_is_looked_at() -> None:
    async with desk() as one:
        one.peer.answers[GetMessageWaitingIndicator] = GetMessageWaitingIndicatorResult(message_waiting_on=True)
        await one.ask(one.station.mwi(True, "100"), SetMessageWaitingIndicator)
        assert one.station.device.message_waiting is True


@pytest.mark.parametrize("on", [True, False])
async def test_whether_one_s_number_is_shown(on: bool) -> None:
    async with desk() as one:
        asked = await one.ask(one.station.caller_id(on), SetCallerIDStatus)
        assert (asked.device.digits, asked.caller_id_provided) == ("100", on)


@pytest.mark.parametrize("state", PRESENCES)
async def test_presence(state: str) -> None:
    async with desk() as one:
        asked = await one.ask(one.station.presence(state), SetPresenceState)
        assert (asked.device.digits, asked.requested_presence_state.bits) == ("100", {PresenceState[state]})


async def test_a_presence_that_there_is_not() -> None:
    async with desk() as one:
        for state in ("unknown", "applicationSpec0", "gone"):
            kind, code, sentence = await one.refused(one.station.presence(state))
            assert (kind, code) == ("usage", "invalidPresence")
            assert sentence == f"There is no presence {state}; use one of {', '.join(PRESENCES)}."
        assert one.asked(SetPresenceState) == []


FEATURES: list[tuple[Ask, type[Any]]] = [
    (lambda station: station.agent("ready"), SetAgentState),
    (lambda station: station.auto_answer(True), SetAutoAnswer),
    (lambda station: station.mute(True), GetMicrophoneMute),
    (lambda station: station.volume(50), GetSpeakerVolume),
    (lambda station: station.speaker_mute(True), GetSpeakerMute),
    (lambda station: station.silence(), GetRingerStatus),
    (lambda station: station.ring_volume(50), GetRingerStatus),
    (lambda station: station.offhook(), GetHookswitchStatus),
    (lambda station: station.onhook(), GetHookswitchStatus),
    (lambda station: station.display(), GetDisplay),
    (lambda station: station.display("Back at 3"), SetDisplay),
]
SWITCHES: list[tuple[Ask, type[Any]]] = [
    (lambda station: station.dnd(True), SetDoNotDisturb),
    (lambda station: station.forward("immediate", True, "101"), SetForwarding),
    (lambda station: station.mwi(True, "101"), SetMessageWaitingIndicator),
    (lambda station: station.caller_id(False), SetCallerIDStatus),
    (lambda station: station.presence("away"), SetPresenceState),
]


@pytest.mark.parametrize(("ask", "kind"), FEATURES + SWITCHES)
async def test_what_the_switch_does_not_know_is_asked_once(ask: Ask, kind: type[Any]) -> None:
    async with desk() as one:
        one.peer.answers[kind] = NOT_SUPPORTED
        before = len(one.asked(kind))
        assert (await one.refused(ask(one.station)))[:2] == ("refused", "serviceNotSupported")
        refused = await one.refused(ask(one.station))
        assert refused == ("state", "notOffered", "the telephone system does not offer this")
        assert len(one.asked(kind)) == before + 1


@pytest.mark.parametrize(("ask", "kind"), FEATURES)
async def test_what_the_telephone_cannot_do_is_asked_once(ask: Ask, kind: type[Any]) -> None:
    async with desk() as one:
        one.peer.answers[kind] = NOT_THIS_OBJECT
        assert (await one.refused(ask(one.station)))[:2] == ("refused", "requestIncompatibleWithObject")
        refused = await one.refused(ask(one.station))
        assert refused == ("state", "notOffered", "this telephone does not offer this")


@pytest.mark.parametrize(("ask", "kind"), SWITCHES)
async def test_what_may_be_about_the_other_device_is_asked_again(ask: Ask, kind: type[Any]) -> None:
    async with desk() as one:
        one.peer.answers[kind] = NOT_THIS_OBJECT
        for _ in range(2):
            assert (await one.refused(ask(one.station)))[0] == "refused"
        assert len(one.asked(kind)) == 2


# --- how it is then


def microphones(mute: bool) -> GetMicrophoneMuteResult:
    return GetMicrophoneMuteResult(
        microphone_mute_list=(MicrophoneMuteEntry(auditory_apparatus=b"\1", microphone_mute_on=mute),)
    )


def loudspeakers(level: int) -> GetSpeakerVolumeResult:
    return GetSpeakerVolumeResult(
        speaker_volume_list=(SpeakerVolumeEntry(auditory_apparatus=b"\1", speaker_vol_abs=level),)
    )


def speakers(mute: bool) -> GetSpeakerMuteResult:
    return GetSpeakerMuteResult(speaker_mute_list=(SpeakerMuteEntry(auditory_apparatus=b"\1", speaker_mute_on=mute),))


def agent(state: AgentState) -> GetAgentStateResult:
    entry = AgentStateEntry(logged_on=True, agent_info=(AgentInfo(agent_state=state),))
    return GetAgentStateResult(agent_state_list=(entry,))


@pytest.mark.parametrize(
    ("ask", "question", "answers", "name", "value"),
    [
        (lambda station: station.mute(True), GetMicrophoneMute, [microphones(False), microphones(True)], "mute", True),
        (lambda station: station.volume(80), GetSpeakerVolume, [loudspeakers(50), loudspeakers(80)], "volume", 80),
        (lambda station: station.agent("ready"), GetAgentState, [agent(AgentState.agentReady)], "agent", "ready"),
        (
            lambda station: station.auto_answer(True),
            GetAutoAnswer,
            [GetAutoAnswerResult(auto_answer_on=True)],
            "auto_answer",
            True,
        ),
        (
            lambda station: station.speaker_mute(True),
            GetSpeakerMute,
            [speakers(False), speakers(True)],
            "speaker_mute",
            True,
        ),
        (
            lambda station: station.caller_id(False),
            GetCallerIDStatus,
            [GetCallerIDStatusResult(caller_id_provided=False)],
            "caller_id",
            False,
        ),
        (
            lambda station: station.presence("away"),
            GetPresenceState,
            [GetPresenceStateResult(presence_state=BitSet([PresenceState.away], 20))],
            "presence",
            ("away",),
        ),
    ],
)
async def test_how_it_is_after_a_change_is_asked_where_no_event_tells(
    ask: Ask, question: type[Any], answers: list[Any], name: str, value: object
) -> None:
    async with desk() as one:
        assert getattr(one.station.device, name) is None
        one.peer.answers[SetAgentState] = SetAgentStateResult()
        coming = iter(answers)
        one.peer.answers[question] = lambda link, request: link.association.respond(request, next(coming))
        await ask(one.station)
        await one.rest()
        assert getattr(one.station.device, name) == value
        assert next(coming, None) is None
