"""The parts of a telephone: which of them are asked for what, and what of it the switch is not asked at all; and what
was dialled at it.
"""

from __future__ import annotations

import pytest

from desktop.csta.failures import Failure, StateError
from desktop.csta.feature_enumerations import CharacterSet, RingMode
from desktop.csta.feature_values import Volume
from desktop.csta.services.apparatus import (
    DisplayListEntry,
    GetDisplay,
    GetDisplayResult,
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetRingerStatus,
    GetRingerStatusResult,
    GetSpeakerMute,
    GetSpeakerMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
    MicrophoneMuteEntry,
    RingerStatusEntry,
    SetDisplay,
    SetMicrophoneMute,
    SetRingerStatus,
    SetSpeakerMute,
    SetSpeakerVolume,
    SpeakerMuteEntry,
    SpeakerVolumeEntry,
)
from desktop.csta.services.call_control import MakeCall, MakeCallResult
from desktop.csta.services.features import GetLastNumberDialed, GetLastNumberDialedResult
from desktop.csta.services.physical import (
    GetHookswitchStatus,
    GetHookswitchStatusResult,
    HookswitchStatusEntry,
    SetHookswitchStatus,
)
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.values import ConnectionID, DeviceID
from tests.station.conftest import NOT_SUPPORTED, desk
from tests.support.peer import SILENT

ONE, TWO = b"\1", b"\2"


# --- handset


def hookswitches(*on_hook: bool) -> GetHookswitchStatusResult:
    entries = (
        HookswitchStatusEntry(hookswitch=bytes((number,)), hookswitch_on_hook=down)
        for number, down in enumerate(on_hook, 1)
    )
    return GetHookswitchStatusResult(hookswitch_status_list=tuple(entries))


async def test_of_several_handsets_the_first_is_lifted() -> None:
    async with desk() as one:
        one.peer.answers[GetHookswitchStatus] = hookswitches(True, True)
        asked = await one.ask(one.station.offhook(), SetHookswitchStatus)
        assert (asked.device.digits, asked.hookswitch, asked.hookswitch_on_hook) == ("100", ONE, False)


async def test_all_that_are_lifted_are_put_down() -> None:
    async with desk() as one:
        one.peer.answers[GetHookswitchStatus] = hookswitches(False, True, False)
        await one.station.onhook()
        asked = one.asked(SetHookswitchStatus)
        assert [(argument.hookswitch, argument.hookswitch_on_hook) for argument in asked] == [
            (ONE, True),
            (b"\3", True),
        ]


async def test_what_is_so_already_is_not_asked() -> None:
    async with desk() as one:
        one.peer.answers[GetHookswitchStatus] = hookswitches(True, False)
        assert await one.refused(one.station.offhook()) == ("state", "wrongState", "The handset is lifted already.")
        one.peer.answers[GetHookswitchStatus] = hookswitches(True, True)
        assert await one.refused(one.station.onhook()) == ("state", "wrongState", "The handset is not lifted.")
        assert one.asked(SetHookswitchStatus) == []


async def test_the_telephone_that_dials_is_the_one_that_is_lifted() -> None:
    async with desk(controls="110") as one:
        one.peer.answers[GetHookswitchStatus] = hookswitches(True)
        asked = await one.ask(one.station.offhook(), SetHookswitchStatus)
        assert {argument.device.digits for argument in (asked, *one.asked(GetHookswitchStatus))} == {"110"}


async def test_a_lifted_handset_of_which_no_event_comes_is_looked_after() -> None:
    async with desk() as one:
        one.peer.answers[GetHookswitchStatus] = hookswitches(True)
        before = len(one.asked(SnapshotDevice))
        await one.ask(one.station.offhook(), SetHookswitchStatus)
        await one.rest(3)
        assert len(one.asked(SnapshotDevice)) == before + 1


# --- display


def shows(text: str, rows: int = 2, columns: int = 8) -> GetDisplayResult:
    entry = DisplayListEntry(
        display_id=ONE,
        logical_rows=rows,
        logical_columns=columns,
        character_set=CharacterSet.ascii,
        contents_of_display=text,
    )
    return GetDisplayResult(display_list=(entry,))


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        (shows(""), ()),
        (shows("Free"), ("Free",)),
        (shows("12:03   Free    "), ("12:03", "Free")),
        (shows("12:03\x07\x1b[3m Free"), ("12:03  [", "3m Free")),
        (shows("12:03 Free", columns=0), ("12:03 Free",)),
        (GetDisplayResult(display_list=shows("12").display_list + shows("34").display_list), ("12", "34")),
    ],
)
async def test_the_display_is_read_row_by_row(answer: GetDisplayResult, rows: tuple[str, ...]) -> None:
    async with desk() as one:
        one.peer.answers[GetDisplay] = answer
        assert await one.station.display() == rows
        assert [argument.device.digits for argument in one.asked(GetDisplay)] == ["100"]


async def test_what_is_written_covers_what_was_there() -> None:
    async with desk() as one:
        one.peer.answers[GetDisplay] = shows("Somewhere else")
        asked = await one.ask(one.station.display("Back"), SetDisplay)
        assert (asked.device.digits, asked.contents_of_display) == ("100", "Back".ljust(16))
        asked = await one.ask(one.station.display("x" * 200), SetDisplay)
        assert asked.contents_of_display == "x" * 200, "the switch cuts it off"
        one.peer.answers[GetDisplay] = shows("", 9999, 9999)
        asked = await one.ask(one.station.display("Back"), SetDisplay)
        assert len(asked.contents_of_display) == 240


@pytest.mark.parametrize("answer", [NOT_SUPPORTED, GetDisplayResult(display_list=()), shows("", -1, 8)])
async def test_where_nobody_says_how_large_the_display_is_the_text_alone_is_written(answer: object) -> None:
    async with desk() as one:
        one.peer.answers[GetDisplay] = answer
        for _ in range(2):
            asked = await one.ask(one.station.display("Back"), SetDisplay)
            assert asked.contents_of_display == "Back"
        assert len(one.asked(GetDisplay)) == (1 if answer is NOT_SUPPORTED else 2)


async def test_a_switch_that_does_not_answer_is_asked_no_more() -> None:
    async with desk() as one:
        one.peer.answers[GetDisplay] = SILENT
        assert (await one.refused(one.station.display("Back")))[:2] == ("timeout", "timeout")
        assert one.asked(SetDisplay) == []


@pytest.mark.parametrize("text", ["", "x" * 241, "Grüße", "a\nb"])
async def test_a_text_that_no_display_takes(text: str) -> None:
    async with desk() as one:
        assert (await one.refused(one.station.display(text)))[:2] == ("usage", "invalidText")
        assert (one.asked(GetDisplay), one.asked(SetDisplay)) == ([], [])


# --- ringer


def ringers(*ring: bool) -> GetRingerStatusResult:
    entries = (
        RingerStatusEntry(ringer=bytes((number,)), ring_mode=RingMode.ringing if rings else RingMode.notRinging)
        for number, rings in enumerate(ring, 1)
    )
    return GetRingerStatusResult(ringer_status_list=tuple(entries))


async def test_every_ringer_that_rings_is_silenced() -> None:
    async with desk() as one:
        one.peer.answers[GetRingerStatus] = ringers(False, True)
        asked = await one.ask(one.station.silence(), SetRingerStatus)
        assert (asked.ringer, asked.ring_mode, asked.ring_volume) == (TWO, RingMode.notRinging, None)
        one.peer.answers[GetRingerStatus] = ringers(False, False)
        refused = await one.refused(one.station.silence())
        assert refused == ("state", "wrongState", "The telephone does not ring.")


@pytest.mark.parametrize("level", [0, 100])
async def test_every_ringer_gets_the_volume(level: int) -> None:
    async with desk() as one:
        one.peer.answers[GetRingerStatus] = ringers(False, True)
        await one.station.ring_volume(level)
        asked = one.asked(SetRingerStatus)
        assert [(argument.ringer, argument.ring_mode, argument.ring_volume) for argument in asked] == [
            (ONE, None, Volume(vol_abs=level)),
            (TWO, None, Volume(vol_abs=level)),
        ]


# --- microphone and loudspeaker


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
        for asked in (one.station.volume(level), one.station.ring_volume(level)):
            refused = await one.refused(asked)
            assert refused == ("usage", "invalidVolume", "The volume goes from 0 to 100.")
        assert (one.asked(SetSpeakerVolume), one.asked(SetRingerStatus)) == ([], [])


@pytest.mark.parametrize("on", [True, False])
async def test_every_loudspeaker_is_muted(on: bool) -> None:
    async with desk() as one:
        there = tuple(SpeakerMuteEntry(auditory_apparatus=name, speaker_mute_on=not on) for name in (ONE, TWO))
        one.peer.answers[GetSpeakerMute] = GetSpeakerMuteResult(speaker_mute_list=there)
        await one.station.speaker_mute(on)
        asked = one.asked(SetSpeakerMute)
        assert [(argument.auditory_apparatus, argument.speaker_mute_on) for argument in asked] == [
            (ONE, on),
            (TWO, on),
        ]


async def test_a_telephone_without_such_parts() -> None:
    async with desk() as one:
        one.peer.answers |= {
            GetMicrophoneMute: GetMicrophoneMuteResult(microphone_mute_list=()),
            GetSpeakerVolume: GetSpeakerVolumeResult(speaker_volume_list=()),
            GetSpeakerMute: GetSpeakerMuteResult(speaker_mute_list=()),
            GetRingerStatus: ringers(),
            GetHookswitchStatus: hookswitches(),
            GetDisplay: GetDisplayResult(display_list=()),
        }
        station = one.station
        for asked in (
            station.mute(True), station.volume(50), station.speaker_mute(True), station.ring_volume(50),
            station.silence(), station.offhook(), station.onhook(), station.display(),
        ):  # fmt: skip
            assert await one.refused(asked) == (
                "state",
                "notOffered",
                "this telephone has nothing that could be switched so",
            )


# --- what was dialled last


async def test_what_was_dialled_at_the_telephone_is_dialled_again_digit_for_digit() -> None:
    async with desk(controls="110") as one:
        one.peer.answers[GetLastNumberDialed] = GetLastNumberDialedResult(number_dialed=DeviceID("00049891234567"))
        for _ in range(2):
            asked = await one.ask(
                one.station.redial(), MakeCall, MakeCallResult(calling_device=ConnectionID.of(b"\xb1\x01", "110"))
            )
            assert (asked.calling_device.digits, asked.called_directory_number.digits) == ("110", "00049891234567")
        assert [argument.device.digits for argument in one.asked(GetLastNumberDialed)] == ["110"] * 2


@pytest.mark.parametrize(
    "answer",
    [
        NOT_SUPPORTED,
        Failure.state(StateError.invalidObjectState),
        GetLastNumberDialedResult(number_dialed=DeviceID("")),
    ],
)
async def test_nothing_was_dialled_anywhere(answer: object) -> None:
    async with desk() as one:
        one.peer.answers[GetLastNumberDialed] = answer
        for _ in range(2):
            assert await one.refused(one.station.redial()) == ("state", "noCall", "Nothing has been dialled yet.")
        assert len(one.asked(GetLastNumberDialed)) == (1 if answer is NOT_SUPPORTED else 2)
        assert one.asked(MakeCall) == []


async def test_what_was_dialled_is_not_known_without_an_answer() -> None:
    async with desk() as one:
        one.peer.answers[GetLastNumberDialed] = SILENT
        assert (await one.refused(one.station.redial()))[:2] == ("timeout", "timeout")
