"""Volumes, gains and security data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desktop.csta.binding import read, write
from desktop.csta.errors import LocalMisuse
from desktop.csta.feature_enumerations import MicGainInc, VolInc
from desktop.csta.feature_values import MicrophoneGain, SecurityData, Volume
from desktop.csta.schema import Schema
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [(Volume, "Volume"), (MicrophoneGain, "MicrophoneGain"), (SecurityData, "CSTASecurityData")],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


@pytest.mark.parametrize(
    ("type_name", "message", "octets"),
    [
        ("Volume", Volume(vol_abs=50), "020132"),
        ("Volume", Volume(vol_inc=VolInc.decrement), "0a0101"),
        ("MicrophoneGain", MicrophoneGain(mic_gain_abs=0), "020100"),
        ("MicrophoneGain", MicrophoneGain(mic_gain_inc=MicGainInc.increment), "0a0100"),
    ],
)
def test_a_number_or_a_step(schema: Schema, type_name: str, message: Any, octets: str) -> None:
    assert schema.encode(type_name, write(message)).hex() == octets
    assert read(type(message), schema.decode(type_name, bytes.fromhex(octets))) == message


def test_both_or_neither_cannot_be_sent() -> None:
    for volume in (Volume(), Volume(vol_abs=50, vol_inc=VolInc.increment)):
        with pytest.raises(LocalMisuse, match="Volume must have one of its alternatives"):
            write(volume)


def test_an_alternative_that_is_not_known_is_kept(schema: Schema) -> None:
    assert read(Volume, schema.decode("Volume", b"\x85\x01\x01")) == Volume(other={"value-5": b"\x85\x01\x01"})


@pytest.mark.parametrize(
    ("octets", "time"),
    [
        ("3014800101180f" + b"20130604101112Z".hex(), "20130604101112Z"),
        ("3013800101180e" + b"20130604101112".hex(), datetime(2013, 6, 4, 10, 11, 12)),
    ],
)
def test_security_data_with_and_without_a_zone(schema: Schema, octets: str, time: object) -> None:
    data = read(SecurityData, schema.decode("CSTASecurityData", bytes.fromhex(octets)))
    assert data == SecurityData(message_sequence_number=1, timestamp=time)  # type: ignore[arg-type]
    assert schema.encode("CSTASecurityData", write(data)).hex() == octets
