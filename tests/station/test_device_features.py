"""What can be switched at a telephone: what is asked of the switch, and what is not."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from desktop.csta.enumerations import ForwardingType
from desktop.csta.feature_enumerations import AgentState, ReqAgentState
from desktop.csta.feature_values import Volume
from desktop.csta.services.agents import (
    AgentInfo,
    AgentStateEntry,
    GetAgentState,
    GetAgentStateResult,
    SetAgentState,
    SetAgentStateResult,
)
from desktop.csta.services.apparatus import (
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
    MicrophoneMuteEntry,
    SetMicrophoneMute,
    SetSpeakerVolume,
    SpeakerVolumeEntry,
)
from desktop.csta.services.features import GetAutoAnswer, GetAutoAnswerResult, SetAutoAnswer
from desktop.csta.services.logical import GetForwarding, SetDoNotDisturb, SetForwarding
from desktop.csta.services.physical import (
    GetMessageWaitingIndicator,
    GetMessageWaitingIndicatorResult,
    SetMessageWaitingIndicator,
)
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
async def test_every_microphone_is_muted(on: bool) -> None:
    async with desk() as one:
        names = (b"\1", b"\2")
        there = tuple(MicrophoneMuteEntry(auditory_apparatus=name, microphone_mute_on=not on) for name in names)
        one.peer.answers[GetMicrophoneMute] = GetMicrophoneMuteResult(microphone_mute_list=there)
        await one.station.mute(on)
        await one.rest()
        asked_at = [argument.device.digits for argument in one.asked(GetMicrophoneMute)]
        assert asked_at == ["100"] * 3, "at the start, for the names, and how it is then"
        asked = one.asked(SetMicrophoneMute)
        assert [(argument.auditory_apparatus, argument.microphone_mute_on) for argument in asked] == [
            (b"\1", on),
            (b"\2", on),
        ]


@pytest.mark.parametrize("level", [0, 40, 100])
async def test_every_loudspeaker_gets_the_volume(level: int) -> None:
    async with desk() as one:
        there = tuple(SpeakerVolumeEntry(auditory_apparatus=name) for name in (b"\1", b"\2"))
        one.peer.answers[GetSpeakerVolume] = GetSpeakerVolumeResult(speaker_volume_list=there)
        await one.station.volume(level)
        asked = one.asked(SetSpeakerVolume)
        assert [(argument.auditory_apparatus, argument.speaker_volume) for argument in asked] == [
            (b"\1", Volume(vol_abs=level)),
            (b"\2", Volume(vol_abs=level)),
        ]


@pytest.mark.parametrize("level", [-1, 101])
async def test_a_volume_that_there_is_not(level: int) -> None:
    async with desk() as one:
        refused = await one.refused(one.station.volume(level))
        assert refused == ("usage", "invalidVolume", "The volume goes from 0 to 100.")
        assert one.asked(SetSpeakerVolume) == []


async def test_a_telephone_without_microphone_and_loudspeaker() -> None:
    async with desk() as one:
        one.peer.answers |= {
            GetMicrophoneMute: GetMicrophoneMuteResult(microphone_mute_list=()),
            GetSpeakerVolume: GetSpeakerVolumeResult(speaker_volume_list=()),
        }
        for asked in (one.station.mute(True), one.station.volume(50)):
            assert await one.refused(asked) == (
                "state",
                "notOffered",
                "this telephone has nothing that could be switched so",
            )


FEATURES: list[tuple[Ask, type[Any]]] = [
    (lambda station: station.agent("ready"), SetAgentState),
    (lambda station: station.auto_answer(True), SetAutoAnswer),
    (lambda station: station.mute(True), GetMicrophoneMute),
    (lambda station: station.volume(50), GetSpeakerVolume),
]
SWITCHES: list[tuple[Ask, type[Any]]] = [
    (lambda station: station.dnd(True), SetDoNotDisturb),
    (lambda station: station.forward("immediate", True, "101"), SetForwarding),
    (lambda station: station.mwi(True, "101"), SetMessageWaitingIndicator),
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
