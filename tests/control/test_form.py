"""Views as JSON, with exactly the members that command-line.md names."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.control import form
from desktop.csta.failures import Failure, OperationError
from desktop.link.client import NoAnswer, ServiceRefused
from desktop.sentences import Sentence
from desktop.station.refusal import Refusal
from desktop.station.views import CallView, DeviceView, EventView, ForwardingView, LinkView, PeerView
from desktop.translation import Translator
from tests.control.conftest import program

CALL_KEYS = [
    "id",
    "device",
    "call_id",
    "direction",
    "state",
    "phase",
    "number",
    "number_raw",
    "presentation",
    "name",
    "called",
    "redirected_from",
    "consultation_of",
    "cause",
    "peers",
    "since",
    "switch_time",
    "actions",
    "blocked",
    "outcome",
    "by",
    "to",
    "into",
]
PEER_KEYS = ["device", "number", "name", "state", "external", "trunk"]

CALL = CallView(
    id="c17",
    device="100",
    call_id="b164",
    direction="in",
    state="alerting",
    phase="ringing_in",
    number="+49891234567",
    number_raw="00891234567",
    presentation="shown",
    name="Anna Maier",
    called="100",
    redirected_from=None,
    consultation_of=None,
    cause="newCall",
    peers=(PeerView(None, "+49891234567", "Anna Maier", "connected", True, "7806"),),
    since=datetime(2026, 11, 22, 10, 15, 3, 250000, timezone(timedelta(hours=1))),
    switch_time=None,
    actions=("answer", "deflect", "reject"),
    blocked={"hold": Sentence("not connected")},
)


def test_a_call_to_the_letter(english: Translator) -> None:
    assert form.call(CALL, english) == {
        "id": "c17",
        "device": "100",
        "call_id": "b164",
        "direction": "in",
        "state": "alerting",
        "phase": "ringing_in",
        "number": "+49891234567",
        "number_raw": "00891234567",
        "presentation": "shown",
        "name": "Anna Maier",
        "called": "100",
        "redirected_from": None,
        "consultation_of": None,
        "cause": "newCall",
        "peers": [
            {
                "device": None,
                "number": "+49891234567",
                "name": "Anna Maier",
                "state": "connected",
                "external": True,
                "trunk": "7806",
            }
        ],
        "since": "2026-11-22T10:15:03+01:00",
        "switch_time": None,
        "actions": ["answer", "deflect", "reject"],
        "blocked": {"hold": "not connected"},
        "outcome": None,
        "by": None,
        "to": None,
        "into": None,
    }
    assert list(form.call(CALL, english)) == CALL_KEYS


def test_a_call_that_is_gone(english: Translator) -> None:
    when = datetime(2026, 11, 22, 10, 15, 3, tzinfo=UTC)
    gone = replace(
        CALL, state="gone", phase="gone", actions=(), blocked={}, outcome="merged", into="c3", switch_time=when
    )
    shown = form.call(gone, english)
    assert (shown["outcome"], shown["into"], shown["actions"], shown["blocked"]) == ("merged", "c3", [], {})
    assert shown["switch_time"] == "2026-11-22T10:15:03+00:00"


def test_a_device() -> None:
    unknown = DeviceView("100", "Anna Maier", None, None, None, None)
    assert form.device(unknown) == {
        "device": "100",
        "dnd": None,
        "forwarding": None,
        "message_waiting": None,
        "in_service": None,
        "agent": None,
        "auto_answer": None,
        "mute": None,
        "volume": None,
        "call_backs": [],
        "speaker_mute": None,
        "caller_id": None,
        "presence": None,
    }
    forwarding = (ForwardingView("immediate", True, "08912345"),)
    known = DeviceView("100", None, False, forwarding, True, True, "ready", False, True, 40, ("101", "102"))
    known = replace(known, speaker_mute=True, caller_id=False, presence=("busy", "meeting"))
    assert form.device(known) == {
        "device": "100",
        "dnd": False,
        "forwarding": [{"type": "immediate", "on": True, "to": "08912345"}],
        "message_waiting": True,
        "in_service": True,
        "agent": "ready",
        "auto_answer": False,
        "mute": True,
        "volume": 40,
        "call_backs": ["101", "102"],
        "speaker_mute": True,
        "caller_id": False,
        "presence": ["busy", "meeting"],
    }


def test_a_link(english: Translator) -> None:
    down = LinkView("down", "pbx:8800", Sentence("It broke."), "broken", 3.0)
    assert form.link(down, english) == {"state": "down", "reason": "It broke.", "retry_in": 3.0}
    assert form.link(LinkView("ready", "pbx:8800"), english) == {"state": "ready", "reason": None, "retry_in": None}


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (
            Refusal.of(ServiceRefused(Failure.operation(OperationError.invalidCalledDeviceID))),
            {
                "kind": "refused",
                "category": "operation",
                "code": "invalidCalledDeviceID",
                "text": "The telephone system does not know the called number.",
            },
        ),
        (
            Refusal.of(ServiceRefused(Failure.operation(OperationError.invalidFile))),
            {
                "kind": "refused",
                "category": "operation",
                "code": "invalidFile",
                "text": "The telephone system does not know this recording.",
            },
        ),
        (
            Refusal.of(ServiceRefused(Failure.operation(OperationError(9123)))),
            {
                "kind": "refused",
                "category": "operation",
                "code": "value-9123",
                "text": ("The telephone system refused the request for a reason that is not known here (value-9123)."),
            },
        ),
        (
            Refusal.of(NoAnswer(5)),
            {"kind": "timeout", "code": "timeout", "text": "The telephone system did not answer within 5 s."},
        ),
        (
            Refusal.state("noCall", Sentence("There is no call.")),
            {"kind": "state", "code": "noCall", "text": "There is no call."},
        ),
    ],
)
def test_errors(refusal: Refusal, expected: dict[str, str], english: Translator) -> None:
    assert form.error(refusal, english) == expected


def test_an_event_report_in_the_words_of_the_standard() -> None:
    """The literal Delivered of ../reference/pdus.jsonl: 257 rings at 100."""
    octets = bytes.fromhex(
        "a15a020105020115305255020011a04ca44a6b0f300d8002b164a10730058003313030630730058003313030610730058003323537"
        "620730058003313030640287004e01020a01167e12a010180e3230313330363034313031313132"
    )
    view = EventView(1, CALL.since, "100", "delivered", Sentence("It rings."), octets)
    shown = form.csta(view, trace=True)
    assert {name: shown[name] for name in ("event", "device", "name")} == {
        "event": "csta",
        "device": "100",
        "name": "delivered",
    }
    assert shown["octets"] == octets.hex()
    assert shown["value"]["cause"] == "newCall"
    assert shown["value"]["localConnectionInfo"] == "alerting"
    assert shown["value"]["connection"]["both"]["callID"] == "b164"
    assert "257" in str(shown["value"]["callingDevice"])
    assert "octets" not in form.csta(view, trace=False)


async def test_what_really_comes_has_exactly_these_members() -> None:
    async with program() as one:
        await one.talking()
        await one.done("consult", to="102")
        one.world.switch("answer", device="102")
        await one.rest()
        await one.done("conference")
        await one.done("hangup")
        calls = one.events("call")
        assert len(calls) > 6
        for event in calls:
            assert list(event) == ["event", "call"]
            assert list(event["call"]) == CALL_KEYS
            for peer in event["call"]["peers"]:
                assert list(peer) == PEER_KEYS
            assert datetime.fromisoformat(event["call"]["since"]).tzinfo is not None
        for before, after in itertools.pairwise(calls):
            assert before != after, "nothing is sent when nothing changed"
        gone = [event["call"]["id"] for event in calls if event["call"]["state"] == "gone"]
        assert len(gone) == len(set(gone)), "gone calls come once"
