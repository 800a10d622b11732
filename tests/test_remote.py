"""The command line's words, and what they say of the running instance's answers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from desktop import cli, remote
from desktop.control.vocabulary import _COMMANDS
from desktop.integration.endpoint import NotReachable
from desktop.translation import translator

TR = translator("en")
CALL = {
    "id": "c1", "name": "Anna", "number": "+4989", "state": "connected", "phase": "talking", "actions": ["hangup"],
    "outcome": None,
}  # fmt: skip
DEVICE = {
    "device": "100", "dnd": True, "forwarding": [{"type": "busy", "on": True, "to": "101"}], "message_waiting": True,
    "in_service": False,
}  # fmt: skip
LINK = {"state": "ready", "reason": None, "retry_in": None}


def parsed(*arguments: str) -> argparse.Namespace:
    return cli._parser(TR).parse_args(arguments)


class Instance:
    """Answers in its place."""

    def __init__(self, reply: dict[str, Any] | None, lines: tuple[dict[str, Any], ...] = ()) -> None:
        self.reply = reply
        self.asked: list[dict[str, Any]] = []
        self._lines = lines

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ask(self, command: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(command)
        if self.reply is None:
            raise NotReachable
        return self.reply

    def lines(self) -> Iterator[dict[str, Any]]:
        return iter(self._lines)


def ran(monkeypatch: pytest.MonkeyPatch, instance: Instance | None, *arguments: str) -> tuple[str | None, list[str]]:
    """What running these says: why not, and the lines written."""
    monkeypatch.setattr(remote, "connect", lambda runtime, patience=None: instance)
    written: list[str] = []
    return remote.run(parsed(*arguments), Path("run"), TR, written.append), written


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("dial 0891234567", {"do": "dial", "to": "0891234567"}),
        ("hangup", {"do": "hangup"}),
        ("hangup --call c2", {"do": "hangup", "call": "c2"}),
        ("transfer", {"do": "transfer"}),
        ("transfer 101 --call c2", {"do": "transfer", "to": "101", "call": "c2"}),
        ("dtmf 1#", {"do": "dtmf", "digits": "1#"}),
        ("pickup", {"do": "pickup"}),
        ("pickup 103", {"do": "pickup", "from": "103"}),
        ("dnd on", {"do": "dnd", "on": True}),
        ("dnd off", {"do": "dnd", "on": False}),
        ("forward 105", {"do": "forward", "type": "immediate", "on": True, "to": "105"}),
        ("forward 105 --type busy", {"do": "forward", "type": "busy", "on": True, "to": "105"}),
        ("forward off", {"do": "forward", "type": "immediate", "on": False}),
        ("callback", {"do": "callback"}),
        ("status", {"do": "status"}),
    ],
)
def test_words_are_commands_of_the_vocabulary(words: str, command: dict[str, Any]) -> None:
    assert remote.command_of(parsed(*words.split())) == command
    assert command["do"] in _COMMANDS


def test_every_word_is_one_of_the_vocabulary() -> None:
    assert set(remote.WORDS) <= set(_COMMANDS)


def test_a_number_may_begin_with_a_plus_and_be_a_link() -> None:
    assert remote.command_of(parsed(*cli._with_link(["dial", "tel:+4989"]))) == {"do": "dial", "to": "tel:+4989"}


def test_done(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = Instance({"reply": 1, "ok": True})
    assert ran(monkeypatch, instance, "answer") == (None, [])
    assert instance.asked == [{"do": "answer"}]
    why_not, written = ran(monkeypatch, instance, "answer", "--json")
    assert (why_not, [json.loads(line) for line in written]) == (None, [{"reply": 1, "ok": True}])


def test_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    reply = {"reply": 1, "ok": False, "error": {"kind": "state", "code": "noCall", "text": "There is no call."}}
    assert ran(monkeypatch, Instance(reply), "status") == ("There is no call.", [])
    assert ran(monkeypatch, Instance(reply), "hangup", "--json")[1] == [json.dumps(reply)]


@pytest.mark.parametrize(("instance", "code"), [(None, "notRunning"), (Instance(None), "ended")])
def test_nobody_there(monkeypatch: pytest.MonkeyPatch, instance: Instance | None, code: str) -> None:
    why_not, written = ran(monkeypatch, instance, "answer")
    assert why_not is not None
    assert "Deskline" in why_not
    assert written == []
    error = json.loads(ran(monkeypatch, instance, "answer", "--json")[1][0])["error"]
    assert (error["kind"], error["code"], error["text"]) == ("link", code, why_not)


def test_status_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    reply = {"reply": 1, "ok": True, "link": LINK, "devices": [DEVICE], "calls": [CALL]}
    assert ran(monkeypatch, Instance(reply), "status") == (
        None,
        [
            "Connected to the telephone system.",
            "100: do not disturb, forwarded to 101 (when busy), message waiting, out of service",
            "[c1] Anna, +4989: talking   (hangup)",
        ],
    )
    assert ran(monkeypatch, Instance({**reply, "calls": []}), "status")[1][-1] == "No calls."


def test_events_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = {**CALL, "state": "gone", "outcome": "talked", "name": None}
    lines = (
        {"event": "link", **LINK, "state": "connecting"},
        {"event": "device", **DEVICE, "dnd": False, "forwarding": None, "message_waiting": None, "in_service": None},
        {"event": "call", "call": CALL},
        {"event": "call", "call": {**CALL, "since": "later"}},
        {"event": "csta", "name": "delivered"},
        {"event": "call", "call": gone},
    )
    why_not, written = ran(monkeypatch, Instance(None, lines), "events")
    assert why_not == "Deskline has ended meanwhile."
    assert written == [
        "Connecting to the telephone system ...",
        "100: no special state",
        "[c1] Anna, +4989: talking   (hangup)",
        "[c1] +4989: ended (talked)",
    ]
    written = ran(monkeypatch, Instance(None, lines), "events", "--json")[1]
    assert [json.loads(line) for line in written[:-1]] == list(lines)
    assert json.loads(written[-1])["error"]["code"] == "ended"


def test_showing_and_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = Instance({"reply": 1, "ok": True, "pid": 4242})
    monkeypatch.setattr(remote, "connect", lambda runtime, patience=None: instance)
    waited: list[int] = []
    monkeypatch.setattr(remote, "wait_for_end", lambda process, seconds: waited.append(process) is None)
    assert remote.is_running(Path("run"))
    assert remote.show(Path("run"), None)
    assert remote.show(Path("run"), "tel:1")
    assert remote.end(Path("run"))
    assert waited == [4242]
    assert instance.asked == [{"do": "show"}, {"do": "open", "to": "tel:1"}, {"do": "exit"}]
    instance.reply = None
    with pytest.raises(NotReachable):
        remote.show(Path("run"), None)
    assert not remote.end(Path("run")), "it is there, and does not answer"
    monkeypatch.setattr(remote, "connect", lambda runtime, patience=None: None)
    assert not remote.is_running(Path("run"))
    assert not remote.show(Path("run"), None)
    assert remote.end(Path("run"))
