"""Events of devices' features in plain words."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from desktop.csta.binding import read
from desktop.csta.enumerations import EventCause as C
from desktop.csta.enumerations import ForwardingType
from desktop.csta.events.agents import (
    AgentBusy,
    AgentLoggedOff,
    AgentLoggedOn,
    AgentNotReady,
    AgentReady,
    AgentWorkingAfterCall,
    AutoWorkModeChanged,
    RouteingModeChanged,
)
from desktop.csta.events.apparatus import (
    ButtonInformationChanged,
    ButtonPressed,
    DisplayUpdated,
    LampModeChanged,
    MicrophoneGainChanged,
    MicrophoneMuteChanged,
    RingerStatusChanged,
    SpeakerMuteChanged,
    SpeakerVolumeChanged,
)
from desktop.csta.events.base import Event
from desktop.csta.events.features import AutoAnswerChanged, CallBackMessageSet, CallBackSet, CallerIDStatusChanged
from desktop.csta.events.logical import DoNotDisturbChanged, ForwardingChanged
from desktop.csta.events.maintenance import BackInService, DeviceCapabilityChanged, OutOfService, PartiallyInService
from desktop.csta.events.physical import Hookswitch, MessageWaiting
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.events.report import EVENTS
from desktop.csta.events.vendor import PrivateEvent
from desktop.csta.feature_enumerations import CharacterSet, LampMode, MicGainInc, PresenceState, RingMode, VolInc
from desktop.csta.feature_values import MicrophoneGain, Volume
from desktop.csta.feature_wording import what
from desktop.csta.messages import message_class
from desktop.csta.schema import Schema
from desktop.csta.values import NOT_KNOWN, BitSet, DeviceID, ReportedDevice
from tests.support.strategies import sample

CATEGORIES = {
    "physicalDeviceFeatureEvents",
    "logicalDeviceFeatureEvents",
    "deviceMaintenanceEvents",
    "vendorSpecEvents",
}


def device(digits: str) -> ReportedDevice:
    return ReportedDevice.known(digits)


HUNDRED = device("100")


def presence(*bits: int) -> PresenceStateChanged:
    return PresenceStateChanged(device=HUNDRED, presence_state=BitSet(frozenset(bits), 20))


CASES: list[tuple[Event, str]] = [
    (
        Hookswitch(device=device("100"), hookswitch=b"\x01", hookswitch_on_hook=True),
        "The handset of 100 was put down",
    ),
    (
        Hookswitch(device=device("100"), hookswitch=b"\x01", hookswitch_on_hook=False),
        "The handset of 100 was lifted",
    ),
    (MessageWaiting(target_device=device("100"), message_waiting_on=True), "A message waits for 100"),
    (
        MessageWaiting(target_device=device("100"), message_waiting_on=False),
        "No message waits for 100 any more",
    ),
    (
        CallBackSet(originating_device=device("100"), target_device=device("101"), call_back_set_canceled=True),
        "100 asked for a call back from 101",
    ),
    (
        CallBackSet(originating_device=device("100"), target_device=device("101"), call_back_set_canceled=False),
        "100 cancelled the call back from 101",
    ),
    (DoNotDisturbChanged(device=device("100"), do_not_disturb_on=True), "100 does not want to be disturbed"),
    (DoNotDisturbChanged(device=NOT_KNOWN, do_not_disturb_on=False), "Somebody can be called again"),
    (
        ForwardingChanged(
            device=device("100"),
            forward_status=True,
            forwarding_type=ForwardingType.forwardImmediate,
            forward_to=DeviceID("102"),
        ),
        "100 forwards all calls to 102",
    ),
    (ForwardingChanged(device=device("100"), forward_status=True), "100 forwards calls"),
    (
        ForwardingChanged(device=device("100"), forward_status=False, forwarding_type=ForwardingType(99)),
        "100 does not forward calls any more",
    ),
    (BackInService(device=device("100")), "100 is in service again"),
    (DeviceCapabilityChanged(device=device("100")), "100 offers other functions from now on"),
    (
        OutOfService(device=device("100"), cause=C.maintenance),
        "100 is out of service",
    ),
    (PartiallyInService(device=device("100")), "100 is in service in part only"),
    (PrivateEvent(private_data=b"\x05\x00"), "The telephone system sent private data of its manufacturer"),
    (
        ButtonInformationChanged(device=HUNDRED, button=b"\x01"),
        "A button of 100 does something else from now on",
    ),
    (
        ButtonInformationChanged(device=HUNDRED, button=b"\x01", button_label="Night"),
        'The button "Night" of 100 does something else from now on',
    ),
    (ButtonPressed(device=HUNDRED, button=b"\x01"), "A button of 100 was pressed"),
    (ButtonPressed(device=HUNDRED, button_label="Night"), 'The button "Night" of 100 was pressed'),
    (
        DisplayUpdated(device=HUNDRED, contents_of_display="  Anna  Maier \n 12:00 "),
        'The display of 100 shows "Anna Maier 12:00"',
    ),
    (DisplayUpdated(device=HUNDRED, contents_of_display="   "), "The display of 100 is empty"),
    (DisplayUpdated(device=HUNDRED, contents_of_display="\x07Hi"), "The display of 100 shows something else"),
    (
        DisplayUpdated(device=HUNDRED, character_set=CharacterSet.ascii, contents_of_display="Hi"),
        'The display of 100 shows "Hi"',
    ),
    (
        DisplayUpdated(device=HUNDRED, character_set=CharacterSet.proprietary, contents_of_display="Hi"),
        "The display of 100 shows something else",
    ),
    (LampModeChanged(device=HUNDRED, lamp_mode=LampMode.off), "A lamp of 100 went out"),
    (LampModeChanged(device=HUNDRED, lamp_mode=LampMode.steady), "A lamp of 100 is lit"),
    (LampModeChanged(device=HUNDRED, lamp_mode=LampMode.wink), "A lamp of 100 is blinking"),
    (LampModeChanged(device=HUNDRED, lamp_mode=LampMode(70)), "A lamp of 100 was switched"),
    (
        MicrophoneGainChanged(invoking_device=HUNDRED, microphone_gain=MicrophoneGain(mic_gain_abs=0)),
        "The microphone of 100 is set to 0 of 100",
    ),
    (
        MicrophoneGainChanged(
            invoking_device=HUNDRED, microphone_gain=MicrophoneGain(mic_gain_inc=MicGainInc.increment)
        ),
        "The microphone of 100 hears more",
    ),
    (
        MicrophoneGainChanged(
            invoking_device=HUNDRED, microphone_gain=MicrophoneGain(mic_gain_inc=MicGainInc.decrement)
        ),
        "The microphone of 100 hears less",
    ),
    (
        MicrophoneGainChanged(invoking_device=HUNDRED, microphone_gain=MicrophoneGain()),
        "The microphone of 100 was set otherwise",
    ),
    (
        MicrophoneMuteChanged(invoking_device=HUNDRED, microphone_mute_on=True),
        "The microphone of 100 was muted",
    ),
    (
        MicrophoneMuteChanged(invoking_device=HUNDRED, microphone_mute_on=False),
        "The microphone of 100 is on again",
    ),
    (RingerStatusChanged(device=HUNDRED, ring_mode=RingMode.ringing), "The bell of 100 rings"),
    (RingerStatusChanged(device=HUNDRED, ring_mode=RingMode.notRinging), "The bell of 100 is silent"),
    (RingerStatusChanged(device=HUNDRED), "The bell of 100 was set otherwise"),
    (SpeakerMuteChanged(invoking_device=HUNDRED, speaker_mute_on=True), "The loudspeaker of 100 was muted"),
    (SpeakerMuteChanged(invoking_device=HUNDRED, speaker_mute_on=False), "The loudspeaker of 100 is on again"),
    (
        SpeakerVolumeChanged(invoking_device=HUNDRED, speaker_volume=Volume(vol_abs=60)),
        "The loudspeaker of 100 is set to 60 of 100",
    ),
    (
        SpeakerVolumeChanged(invoking_device=HUNDRED, speaker_volume=Volume(vol_inc=VolInc.increment)),
        "The loudspeaker of 100 became louder",
    ),
    (
        SpeakerVolumeChanged(invoking_device=HUNDRED, speaker_volume=Volume(vol_inc=VolInc.decrement)),
        "The loudspeaker of 100 became softer",
    ),
    (
        SpeakerVolumeChanged(invoking_device=HUNDRED, speaker_volume=Volume(vol_inc=VolInc(7))),
        "The loudspeaker of 100 was set otherwise",
    ),
    (AgentBusy(agent_device=HUNDRED), "The agent at 100 is busy with a call"),
    (AgentLoggedOn(agent_device=HUNDRED), "The agent at 100 logged on"),
    (AgentLoggedOff(agent_device=HUNDRED), "The agent at 100 logged off"),
    (AgentNotReady(agent_device=HUNDRED), "The agent at 100 takes no calls for a while"),
    (
        AgentReady(agent_device=HUNDRED, acd_group=DeviceID("790")),
        "The agent at 100 is ready for calls, group 790",
    ),
    (AgentWorkingAfterCall(agent_device=NOT_KNOWN), "The agent at an unknown number finishes the work after a call"),
    (
        AutoWorkModeChanged(invoking_device=HUNDRED, auto_work_on=True),
        "The agent at 100 has time for his work after each call",
    ),
    (
        AutoWorkModeChanged(invoking_device=HUNDRED, auto_work_on=False),
        "The agent at 100 is ready right after each call",
    ),
    (
        RouteingModeChanged(device=HUNDRED, routeing_mode=True),
        "A computer decides where calls to 100 go",
    ),
    (
        RouteingModeChanged(device=HUNDRED, routeing_mode=False),
        "The telephone system decides by itself where calls to 100 go",
    ),
    (AutoAnswerChanged(invoking_device=HUNDRED, auto_answer_on=True), "100 answers calls by itself"),
    (
        AutoAnswerChanged(invoking_device=HUNDRED, auto_answer_on=True, number_of_rings=3),
        "100 answers calls by itself, rings before it does: 3",
    ),
    (
        AutoAnswerChanged(invoking_device=HUNDRED, auto_answer_on=False, number_of_rings=3),
        "100 does not answer calls by itself any more",
    ),
    (
        CallBackMessageSet(originating_device=HUNDRED, target_device=device("101"), call_back_msg_set_canceled=True),
        "100 left 101 a message that asks for a call back",
    ),
    (
        CallBackMessageSet(originating_device=HUNDRED, target_device=device("101"), call_back_msg_set_canceled=False),
        "100 took back the message to 101 that asks for a call back",
    ),
    (
        CallerIDStatusChanged(device=DeviceID("100"), caller_id_provided=True),
        "100 shows its number to those it calls",
    ),
    (
        CallerIDStatusChanged(device=DeviceID("100"), caller_id_provided=False),
        "100 withholds its number from those it calls",
    ),
    (presence(PresenceState.available), "The presence of 100: available"),
    (
        presence(PresenceState.meeting, PresenceState.away, PresenceState.applicationSpec3),
        "The presence of 100: away, in a meeting",
    ),
    (presence(PresenceState.unknown), "The presence of 100: not known"),
    (presence(), "The presence of 100: not known"),
]


@pytest.mark.parametrize(("event", "expected"), CASES, ids=[expected for _, expected in CASES])
def test_what(event: Event, expected: str) -> None:
    assert str(what(event, str)) == expected


def test_every_kind_of_event_is_among_them() -> None:
    every = {message_class(f"events.{path}") for (category, _), path in EVENTS.items() if category in CATEGORIES}
    assert {type(event) for event, _ in CASES} == every


def test_every_forwarding_type_has_words() -> None:
    said = {
        str(what(ForwardingChanged(device=HUNDRED, forward_status=True, forwarding_type=kind), str))
        for kind in ForwardingType
    }
    assert len(said) == len(ForwardingType)


def test_numbers_are_shown_as_the_caller_wants_without_what_follows_a_comma() -> None:
    event = CallBackSet(
        originating_device=HUNDRED, target_device=device("0891234567,4711"), call_back_set_canceled=True
    )
    asked: list[str] = []

    def shown(number: str) -> str:
        asked.append(number)
        return {"100": "Anna Maier"}.get(number, number)

    assert str(what(event, shown)) == "Anna Maier asked for a call back from 0891234567,****"
    assert not any("4711" in number for number in asked)


@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_random_events_have_words(schema: Schema, category: str) -> None:
    node: Any = dict(schema.node("EventSpecificInfo").alternatives)[category].inner
    for name, member in node.alternatives:
        kind = message_class(f"events.{EVENTS[category, name]}")
        for seed in range(20):
            said = str(what(read(kind, sample(Random(seed), member.type_name)), str))
            assert said.strip()


def test_what_is_no_event_has_no_words() -> None:
    with pytest.raises(AssertionError, match="str has no words"):
        what("hello", str)
