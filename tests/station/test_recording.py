"""What the Events page saves: events that can be played again, and no secret in them."""

from __future__ import annotations

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.csta import apdus, trace
from desktop.csta.dialects import HIPATH
from desktop.csta.explain import explain, text
from desktop.csta.schema import shipped
from desktop.sentences import Sentence
from desktop.settings import files
from desktop.station import recording
from desktop.station.refusal import Refusal
from desktop.station.views import EventView
from desktop.switchsim import replay

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def event_octets(category: str, name: str, members: dict[str, Any], cross_ref: bytes = b"\0\x11") -> bytes:
    report = {"crossRefIdentifier": cross_ref, "eventSpecificInfo": (category, (name, members))}
    argument = shipped().encode("CSTAEventReportArgument", report)
    return apdus.encode(shipped(), apdus.Invoke(5, 21, argument), HIPATH)


def device(number: str) -> tuple[str, Any]:
    return "deviceIdentifier", {"deviceIdentifier": ("dialingNumber", number)}


def logged_on(number: str = "100", password: bytes = b"47110815", cross_ref: bytes = b"\0\x11") -> bytes:
    members = {"agentDevice": device(number), "agentPassword": password}
    return event_octets("logicalDeviceFeatureEvents", "agentLoggedOn", members, cross_ref)


def view(octets: bytes, seconds: float = 0.0, of: str = "100") -> EventView:
    return EventView(1, NOON + timedelta(seconds=seconds), of, "agentLoggedOn", Sentence("x"), octets)


def test_a_password_is_not_in_it_and_the_event_is_still_one() -> None:
    octets = logged_on()
    cleaned = recording.without_secrets(octets)
    assert cleaned == octets.replace(b"47110815", b"********") != octets
    assert text(explain(cleaned)) == text(explain(octets)), "people are shown the same"


def test_digits_after_a_comma_are_not_in_it() -> None:
    octets = logged_on("0891234567,,4711", b"x")
    cleaned = recording.without_secrets(octets)
    assert b"0891234567,*****" in cleaned
    assert b"4711" not in cleaned


def test_what_has_no_secret_stays_as_it_is() -> None:
    octets = event_octets("logicalDeviceFeatureEvents", "agentLoggedOn", {"agentDevice": device("08912345")})
    assert recording.without_secrets(octets) == octets


def test_no_damage_brings_a_password_out() -> None:
    octets = logged_on()
    for length in range(len(octets)):
        cleaned = recording.without_secrets(octets[:length])
        assert len(cleaned) == length
        assert b"4711" not in cleaned, length


def test_each_device_s_monitor_is_told_before_its_events() -> None:
    events = [view(logged_on(), 0), view(logged_on(), 1.5), view(logged_on(), 1.0, "101"), view(b"\xa1\xff", 3)]
    entries = list(recording.entries(events))
    assert [(trace.name_of(entry.octets), entry.recorded) for entry in entries] == [
        ("invoke 0 monitorStart", False),
        ("result 0 monitorStart", False),
        ("event 0011 agentLoggedOn", True),
        ("event 0011 agentLoggedOn", True),
        ("invoke 1 monitorStart", False),
        ("result 1 monitorStart", False),
        ("event 0011 agentLoggedOn", True),
        ("damaged", True),
    ]
    score = replay.read(trace.write(entries))
    assert [(note.at, note.device) for note in score.notes] == [(0.0, "100"), (1.5, "100"), (1.5, "101")]


def test_it_is_written_whole(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    recording.save([view(logged_on())], file)
    assert list(trace.read(file.read_text("utf-8"))) == list(recording.entries([view(logged_on())]))
    assert [path.name for path in tmp_path.iterdir()] == ["events.jsonl"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "there is no room left."),
        (errno.EACCES, "you may not write there."),
        (errno.EIO, "broken"),
    ],
)
def test_why_it_cannot_be_written(number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("old")

    def fails(_handle: int) -> None:
        raise OSError(number, "broken")

    monkeypatch.setattr(files.os, "fsync", fails)
    with pytest.raises(Refusal) as caught:
        recording.save([view(logged_on())], file)
    assert str(caught.value.sentence) == f"The events cannot be saved in {file}: {said}"
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
