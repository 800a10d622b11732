"""Buttons, displays, microphones, loudspeakers and ringers."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta import apdus
from desktop.csta.feature_enumerations import CharacterSet, RingMode
from desktop.csta.feature_values import Volume
from desktop.csta.operations import BY_CODE, decode_argument, decode_result, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services import apparatus as a
from desktop.csta.services.common import Acknowledged
from desktop.csta.values import DeviceID
from tests.support.messages import round_trips

DEVICE = "30058003313030"


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (a.ButtonPress, "ButtonPressArgument"),
        (a.GetButtonInformation, "GetButtonInformationArgument"),
        (a.GetButtonInformationResult, "GetButtonInformationResult"),
        (a.ButtonListEntry, "ButtonListEntry"),
        (a.GetDisplay, "GetDisplayArgument"),
        (a.GetDisplayResult, "GetDisplayResult"),
        (a.DisplayListEntry, "DisplayListEntry"),
        (a.SetDisplay, "SetDisplayArgument"),
        (a.GetMicrophoneMute, "ApparatusArgument"),
        (a.GetMicrophoneMuteResult, "GetMicrophoneMuteResult"),
        (a.MicrophoneMuteEntry, "MicrophoneMuteEntry"),
        (a.SetMicrophoneMute, "SetMicrophoneMuteArgument"),
        (a.GetSpeakerMute, "ApparatusArgument"),
        (a.GetSpeakerMuteResult, "GetSpeakerMuteResult"),
        (a.SpeakerMuteEntry, "SpeakerMuteEntry"),
        (a.SetSpeakerMute, "SetSpeakerMuteArgument"),
        (a.GetSpeakerVolume, "ApparatusArgument"),
        (a.GetSpeakerVolumeResult, "GetSpeakerVolumeResult"),
        (a.SpeakerVolumeEntry, "SpeakerVolumeEntry"),
        (a.SetSpeakerVolume, "SetSpeakerVolumeArgument"),
        (a.GetRingerStatus, "GetRingerStatusArgument"),
        (a.GetRingerStatusResult, "GetRingerStatusResult"),
        (a.RingerStatusEntry, "RingerStatusEntry"),
        (a.SetRingerStatus, "SetRingerStatusArgument"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_a_display_is_written_on(schema: Schema, pdus: dict[str, bytes]) -> None:
    """As a client was seen to do it (tests/data/pdus.jsonl)."""
    asked = apdus.decode(schema, pdus['SetDisplay 100 "hello"'])
    answered = apdus.decode(schema, pdus["SetDisplay result"])
    assert isinstance(asked, apdus.Invoke)
    assert isinstance(answered, apdus.ReturnResult)
    message = a.SetDisplay(device=DeviceID("100"), contents_of_display="hello")
    assert decode_argument(schema, BY_CODE[274], asked.argument) == message
    assert encode_argument(schema, message) == asked.argument
    assert decode_result(schema, BY_CODE[274], answered.value) == Acknowledged()


@pytest.mark.parametrize(
    ("message", "octets"),
    [
        (
            a.SetDisplay(
                device=DeviceID("100"),
                physical_base_row_number=1,
                contents_of_display="\x07Hi",
                offset=2,
                character_set=CharacterSet.unicode,
            ),
            f"3015 {DEVICE} 800101 1603074869 820102 830101",
        ),
        (
            a.SetRingerStatus(
                device=DeviceID("100"), ringer=b"\x01", ring_mode=RingMode.notRinging, ring_volume=Volume(vol_abs=7)
            ),
            f"3012 {DEVICE} 040101 0a0101 a203020107",
        ),
        (
            a.SetSpeakerVolume(device=DeviceID("100"), auditory_apparatus=b"\x01", speaker_volume=Volume(vol_abs=100)),
            f"300d {DEVICE} 040101 020164",
        ),
    ],
    ids=["display", "ringer", "volume"],
)
def test_octets_are_those_of_the_modules(schema: Schema, message: Any, octets: str) -> None:
    """Worked out by hand: a CHOICE in a tag keeps the tag of its alternative, an ENUMERATED in one loses its own."""
    assert encode_argument(schema, message).hex() == octets.replace(" ", "")


def test_a_display_tells_its_size_and_text(schema: Schema) -> None:
    octets = bytes.fromhex("3015 3013 3011 040101 020102 020118 0a0100 16034f6b21".replace(" ", ""))
    message = decode_result(schema, BY_CODE[263], octets)
    (display,) = message.display_list
    assert display == a.DisplayListEntry(
        display_id=b"\x01",
        logical_rows=2,
        logical_columns=24,
        character_set=CharacterSet.ascii,
        contents_of_display="Ok!",
    )
