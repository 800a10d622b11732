"""The parts of a telephone: what is set is told and read again; what there is not is refused."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.feature_enumerations import RingMode, VolInc
from desktop.csta.feature_values import Volume
from desktop.csta.services.apparatus import (
    ButtonPress,
    GetButtonInformation,
    GetDisplay,
    GetMicrophoneMute,
    GetRingerStatus,
    GetSpeakerMute,
    GetSpeakerVolume,
    SetDisplay,
    SetMicrophoneMute,
    SetRingerStatus,
    SetSpeakerMute,
    SetSpeakerVolume,
)
from desktop.csta.services.physical import (
    GetMessageWaitingIndicator,
    SetHookswitchStatus,
    SetMessageWaitingIndicator,
)
from desktop.csta.values import DeviceID
from desktop.switchsim.company import Station
from desktop.switchsim.services.apparatus import PART
from tests.switchsim.office import Office, company

DEVICE = DeviceID("100")


def test_microphone_and_loudspeaker() -> None:
    office = Office()
    for mute in (True, True, False):
        office.ask(SetMicrophoneMute(device=DEVICE, auditory_apparatus=PART, microphone_mute_on=mute))
        office.ask(SetSpeakerMute(device=DEVICE, auditory_apparatus=PART, speaker_mute_on=mute))
        (microphone,) = office.ask(GetMicrophoneMute(device=DEVICE)).microphone_mute_list
        (speaker,) = office.ask(GetSpeakerMute(device=DEVICE)).speaker_mute_list
        assert (microphone.microphone_mute_on, speaker.speaker_mute_on) == (mute, mute)
    assert office.told("100") == ["microphoneMute", "speakerMute"] * 2, "what does not change is not told"


@pytest.mark.parametrize(
    ("asked", "volume"),
    [
        ([Volume(vol_abs=100), Volume(vol_inc=VolInc.increment)], 100),
        ([Volume(vol_inc=VolInc.increment)], 60),
        ([Volume(vol_inc=VolInc.decrement)], 40),
        ([Volume(vol_abs=5), Volume(vol_inc=VolInc.decrement)], 0),
    ],
)
def test_volume(asked: list[Volume], volume: int) -> None:
    office = Office()
    for one in asked:
        office.ask(SetSpeakerVolume(device=DEVICE, auditory_apparatus=PART, speaker_volume=one))
    (entry,) = office.ask(GetSpeakerVolume(device=DEVICE)).speaker_volume_list
    assert entry.speaker_vol_abs == volume
    assert office.events("100", "speakerVolume")[-1].speaker_volume.vol_abs == (volume or 0)


def test_what_rings_can_be_silenced_and_the_next_call_rings_again() -> None:
    office = Office()
    silence = SetRingerStatus(device=DEVICE, ringer=PART, ring_mode=RingMode.notRinging)
    assert office.code(office.ask(silence)) == "state invalidDeviceState"
    office.make_call("101", "100")
    assert _ringer(office).ring_mode is RingMode.ringing
    office.ask(silence)
    assert _ringer(office).ring_mode is RingMode.notRinging
    assert office.states("100") == ["alerting"]
    office.ok("hangup", device="101")
    office.make_call("101", "100")
    assert _ringer(office).ring_mode is RingMode.ringing
    office.ask(SetRingerStatus(device=DEVICE, ringer=PART, ring_pattern=3, ring_volume=Volume(vol_abs=7)))
    assert (_ringer(office).ring_pattern, _ringer(office).ring_vol_abs) == (3, 7)


def _ringer(office: Office) -> Any:
    (entry,) = office.ask(GetRingerStatus(device=DEVICE)).ringer_status_list
    return entry


def test_a_display_is_written_beeped_and_cleared() -> None:
    office = Office()

    def shown(text: str, **more: Any) -> str:
        office.ask(SetDisplay(device=DEVICE, contents_of_display=text, **more))
        (entry,) = office.ask(GetDisplay(device=DEVICE)).display_list
        assert (entry.logical_rows, entry.logical_columns) == (2, 24)
        return str(entry.contents_of_display)

    assert shown("Good morning") == "Good morning"
    assert shown("evening", offset=5) == "Good evening"
    assert shown("\x07Lunch") == "Lunchevening", "a beep is not seen"
    assert shown("x" * 60) == "x" * 48
    assert shown("\x7f") == ""
    assert shown("!", offset=2) == "  !"
    assert [one.contents_of_display for one in office.events("100", "displayUpdated")][-1] == "  !"


def test_buttons_are_listed_and_pressed() -> None:
    office = Office()
    everything = office.ask(GetButtonInformation(device=DEVICE)).button_list
    assert [one.button_label for one in everything] == ["Release", "Redial", "Mute", "Do not disturb"]
    (one,) = office.ask(GetButtonInformation(device=DEVICE, button=b"\x03")).button_list
    assert (one.button_label, one.button_press_indicator) == ("Mute", True)
    for pressed in (True, False):
        office.ask(ButtonPress(device=DEVICE, button=b"\x03"))
        assert office.switch.phones["100"].features.microphone_mute is pressed


def test_a_message_says_whom_to_call() -> None:
    office = Office()
    office.ask(SetMessageWaitingIndicator(device=DEVICE, message_waiting_on=True, device_for_message=DeviceID("101")))
    told = office.ask(GetMessageWaitingIndicator(device=DEVICE))
    assert (told.message_waiting_on, told.device_for_message) == (True, DeviceID("101"))
    office.ask(SetMessageWaitingIndicator(device=DEVICE, message_waiting_on=False))
    told = office.ask(GetMessageWaitingIndicator(device=DEVICE))
    assert (told.message_waiting_on, told.device_for_message) == (False, None)
    assert len(office.events("100", "messageWaiting")) == 2


_LOUD = Volume(vol_abs=101)
REFUSED: list[tuple[Any, str]] = [
    (GetDisplay(device=DEVICE, display=b"\x02"), "operation objectNotKnown"),
    (SetDisplay(device=DEVICE, contents_of_display="x", offset=48), "operation valueOutOfRange"),
    (GetButtonInformation(device=DEVICE, button=b"\x09"), "operation invalidButtonIdentifier"),
    (ButtonPress(device=DEVICE, button=b"\x09"), "operation invalidButtonIdentifier"),
    (ButtonPress(device=DEVICE, button=b"\x01"), "state invalidDeviceState"),
    (ButtonPress(device=DEVICE, button=b"\x02"), "state invalidDeviceState"),
    (GetMicrophoneMute(device=DEVICE, auditory_apparatus=b""), "operation objectNotKnown"),
    (SetSpeakerVolume(device=DEVICE, auditory_apparatus=PART, speaker_volume=_LOUD),
     "operation speakerVolumeOutOfRange"),
    (SetRingerStatus(device=DEVICE, ringer=PART, ring_volume=_LOUD), "operation ringVolumnOutOfRange"),
    (SetRingerStatus(device=DEVICE, ringer=PART, ring_pattern=9), "operation ringPatternOutOfRange"),
    (SetRingerStatus(device=DEVICE, ringer=PART, ring_mode=RingMode(7)), "operation invalidParameterValue"),
    (SetMessageWaitingIndicator(device=DEVICE, message_waiting_on=True, device_for_message=DeviceID("199")),
     "operation invalidDestination"),
]  # fmt: skip


@pytest.mark.parametrize(("argument", "code"), REFUSED, ids=lambda value: getattr(type(value), "__name__", None))
def test_refusals(argument: Any, code: str) -> None:
    office = Office(encode=False)
    before = office.do("state")
    assert office.code(office.ask(argument)) == code
    assert (office.order, office.do("state")) == (["refusal"], before)


def test_an_analogue_telephone_has_neither_display_nor_buttons() -> None:
    office = Office(base=company(stations=(Station(number="100", remote_answer=False),), groups=()), monitored=())
    for argument in (
        GetDisplay(device=DEVICE),
        SetDisplay(device=DEVICE, contents_of_display="x"),
        GetButtonInformation(device=DEVICE),
        ButtonPress(device=DEVICE, button=b"\x03"),
    ):
        assert office.code(office.ask(argument)) == "operation requestIncompatibleWithDevice"
    lift = SetHookswitchStatus(device=DEVICE, hookswitch=PART, hookswitch_on_hook=False)
    assert office.code(office.ask(lift)) == "operation requestIncompatibleWithObject"
