"""Buttons, lamps, displays, microphones, loudspeakers and ringers."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read, write
from desktop.csta.errors import DecodeError
from desktop.csta.events import apparatus as a
from desktop.csta.feature_enumerations import LampBrightness, LampColor, LampMode, MicGainInc, RingMode, VolInc
from desktop.csta.feature_values import MicrophoneGain, Volume
from desktop.csta.schema import Schema
from desktop.csta.values import ReportedDevice
from tests.support.messages import round_trips

DEVICE = ReportedDevice.known("100")
HUNDRED = "630730058003313030"


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (a.ButtonInformationChanged, "ButtonInformationEvent"),
        (a.ButtonPressed, "ButtonPressEvent"),
        (a.DisplayUpdated, "DisplayUpdatedEvent"),
        (a.LampModeChanged, "LampModeEvent"),
        (a.MicrophoneGainChanged, "MicrophoneGainEvent"),
        (a.MicrophoneMuteChanged, "MicrophoneMuteEvent"),
        (a.RingerStatusChanged, "RingerStatusEvent"),
        (a.SpeakerMuteChanged, "SpeakerMuteEvent"),
        (a.SpeakerVolumeChanged, "SpeakerVolumeEvent"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


@pytest.mark.parametrize(
    ("type_name", "event", "octets"),
    [
        (
            "LampModeEvent",
            a.LampModeChanged(
                device=DEVICE,
                lamp=b"\x05",
                lamp_mode=LampMode.wink,
                lamp_brightness=LampBrightness.bright,
                lamp_color=LampColor.green,
            ),
            f"3015 {HUNDRED} 040105 020104 0a0102 020103",
        ),
        (
            "MicrophoneGainEvent",
            a.MicrophoneGainChanged(
                invoking_device=DEVICE,
                auditory_apparatus=b"\x01",
                microphone_gain=MicrophoneGain(mic_gain_inc=MicGainInc.decrement),
            ),
            f"300f {HUNDRED} 040101 0a0101",
        ),
        (
            "RingerStatusEvent",
            a.RingerStatusChanged(
                device=DEVICE,
                ringer=b"\x01",
                ring_mode=RingMode.ringing,
                ring_count=2,
                ring_volume=Volume(vol_inc=VolInc.increment),
            ),
            f"3017 {HUNDRED} 040101 0a0100 800102 a2030a0100",
        ),
        (
            "SpeakerVolumeEvent",
            a.SpeakerVolumeChanged(
                invoking_device=DEVICE, auditory_apparatus=b"\x01", speaker_volume=Volume(vol_abs=64)
            ),
            f"300f {HUNDRED} 040101 020140",
        ),
    ],
    ids=["lamp", "gain", "ringer", "volume"],
)
def test_octets_are_those_of_the_modules(schema: Schema, type_name: str, event: Any, octets: str) -> None:
    whole = bytes.fromhex(octets)
    assert schema.encode(type_name, write(event)) == whole
    assert read(type(event), schema.decode(type_name, whole)) == event


def test_a_display_without_its_size_can_be_read_and_one_without_its_text_cannot(schema: Schema) -> None:
    shown = read(a.DisplayUpdated, schema.decode("DisplayUpdatedEvent", bytes.fromhex(f"300d {HUNDRED} 16024f6b")))
    assert (shown.logical_rows, shown.contents_of_display) == (None, "Ok")
    with pytest.raises(DecodeError, match="DisplayUpdated without contentsOfDisplay"):
        read(a.DisplayUpdated, schema.decode("DisplayUpdatedEvent", bytes.fromhex(f"3009 {HUNDRED}")))
