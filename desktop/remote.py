"""The command line's words for the running instance: ``deskline dial 101``, ``deskline status --json``. No Qt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from desktop.integration.endpoint import Conversation, NotReachable, connect, wait_for_end
from desktop.sentences import Sentence
from desktop.translation import Translator

ANSWER_SECONDS = 10.0
"""How long the instance may think about what only it can do; it does that at once."""
END_SECONDS = 20.0
"""How long the instance may take to end: it stops its monitors and ends the association first."""
Json = dict[str, Any]

NOT_RUNNING = Sentence("Deskline is not running. Start it first.")
ENDED = Sentence("Deskline has ended meanwhile.")
_CODES = {NOT_RUNNING: "notRunning", ENDED: "ended"}


@dataclass(frozen=True, slots=True)
class Word:
    """A command of the vocabulary as a subcommand.

    :ivar takes: the member that its one argument is, and whether it may be left out.
    :ivar switch: its argument is on or off.
    """

    sentence: Sentence
    takes: tuple[str, bool] | None = None
    switch: bool = False


def _needs(member: str) -> tuple[str, bool]:
    return member, False


def _may(member: str) -> tuple[str, bool]:
    return member, True


WORDS: Mapping[str, Word] = {
    "dial": Word(Sentence("call a number"), _needs("to")),
    "answer": Word(Sentence("answer the ringing call")),
    "hangup": Word(Sentence("hang up")),
    "reject": Word(Sentence("reject the ringing call")),
    "deflect": Word(Sentence("send the ringing call elsewhere"), _needs("to")),
    "hold": Word(Sentence("put the call on hold")),
    "retrieve": Word(Sentence("go on with the call on hold")),
    "consult": Word(Sentence("ask somebody back during a call"), _needs("to")),
    "swap": Word(Sentence("talk to the other one")),
    "reconnect": Word(Sentence("end the consultation and go back")),
    "transfer": Word(Sentence("connect the other two, or send the call to a number"), _may("to")),
    "conference": Word(Sentence("join the two calls")),
    "dtmf": Word(Sentence("send tones"), _needs("digits")),
    "pickup": Word(Sentence("take a call that rings elsewhere"), _may("from")),
    "park": Word(Sentence("put the call down where anybody can fetch it"), _needs("to")),
    "unpark": Word(Sentence("fetch a parked call"), _needs("from")),
    "callback": Word(Sentence("be called when somebody can be reached"), _may("device")),
    "dnd": Word(Sentence("do not disturb"), switch=True),
    "redial": Word(Sentence("call again what was dialled last")),
    "status": Word(Sentence("the link, the telephone and its calls")),
}
"""Beside these: forward and events."""
_OF_NO_CALL = ("dial", "dnd", "events", "forward", "pickup", "redial", "status", "unpark")


def add_parsers(commands: Any, tr: Translator, run: Callable[..., int]) -> None:
    """Add a subcommand for each word.

    :param commands: argparse's subparsers.
    :param run: what each of them runs.
    """

    def add(name: str, help: str) -> argparse.ArgumentParser:
        parser = cast(argparse.ArgumentParser, commands.add_parser(name, help=help))
        parser.add_argument("--json", action="store_true", help=tr("JSON, one object a line, for programs"))
        if name not in _OF_NO_CALL:
            parser.add_argument("--call", metavar="ID", help=tr("which call, where several fit"))
        parser.set_defaults(run=run, do=name)
        return parser

    for name, word in WORDS.items():
        parser = add(name, tr(word.sentence))
        if word.takes is not None:
            member, optional = word.takes
            parser.add_argument(member, metavar=member.upper(), nargs="?" if optional else None)
        if word.switch:
            parser.add_argument("on", choices=("on", "off"))
    forward = add("forward", tr("forward calls to a number, or off"))
    forward.add_argument("to", metavar="TO|off")
    forward.add_argument("--type", default="immediate", help=tr("which calls, and when: immediate, busy, noAns ..."))
    add("events", tr("what happens, until interrupted"))


def command_of(given: argparse.Namespace) -> Json:
    """Return the command of the vocabulary that was given as words."""
    command: Json = {"do": given.do}
    if getattr(given, "call", None) is not None:
        command["call"] = given.call
    if given.do == "forward":
        on = given.to != "off"
        return command | {"type": given.type, "on": on} | ({"to": given.to} if on else {})
    word = WORDS[given.do]
    if word.switch:
        command["on"] = given.on == "on"
    elif word.takes is not None and getattr(given, word.takes[0]) is not None:
        command[word.takes[0]] = getattr(given, word.takes[0])
    return command


def run(given: argparse.Namespace, runtime: Path, tr: Translator, write: Callable[[str], None]) -> str | None:
    """Carry out one word; with ``--json`` also what goes wrong is written as a reply.

    :returns: why it was not done; None where it was.
    """
    reply = _ask(given, runtime, tr, write)
    if isinstance(reply, Sentence):
        code, text = _CODES[reply], tr(reply)
        reply = {"reply": 1, "ok": False, "error": {"kind": "link", "code": code, "text": text}}
    if given.json:
        write(json.dumps(reply, ensure_ascii=False))
    elif given.do == "status" and reply["ok"]:
        for line in status(reply, tr):
            write(line)
    return None if reply["ok"] else str(reply["error"]["text"])


def _ask(given: argparse.Namespace, runtime: Path, tr: Translator, write: Callable[[str], None]) -> Json | Sentence:
    conversation = connect(runtime)
    if conversation is None:
        return NOT_RUNNING
    with conversation:
        if given.do == "events":
            return _events(conversation, given, tr, write)
        try:
            return conversation.ask(command_of(given))
        except NotReachable:
            return ENDED


def _events(
    conversation: Conversation, given: argparse.Namespace, tr: Translator, write: Callable[[str], None]
) -> Sentence:
    from desktop.control import telling  # the calls' words take longer to import than most commands to be done

    last = ""
    for line in conversation.lines():
        if given.json:
            write(json.dumps(line, ensure_ascii=False))
            continue
        match line.get("event"):
            case "link":
                text = telling.link(line, tr)
            case "device":
                text = telling.device(line, tr)
            case "call":
                text = telling.call(line["call"], tr)
            case _:
                continue
        if text != last:  # not all that changes is in the words
            write(text)
        last = text
    return ENDED


def is_running(runtime: Path) -> bool:
    """Whether there is an instance."""
    conversation = connect(runtime)
    if conversation is None:
        return False
    with conversation:
        return True


def show(runtime: Path, link: str | None) -> bool:
    """Have the running instance come to the front, and dial a link; False where none runs.

    :raises NotReachable: it does not answer.
    """
    return _own(runtime, {"do": "show"} if link is None else {"do": "open", "to": link}) is not None


def end(runtime: Path) -> bool:
    """End the running instance in order and wait until it is gone; False where it is still there."""
    try:
        reply = _own(runtime, {"do": "exit"})
    except NotReachable:
        return not is_running(runtime)
    return reply is None or wait_for_end(int(reply["pid"]), END_SECONDS)


def _own(runtime: Path, command: Json) -> Json | None:
    conversation = connect(runtime, ANSWER_SECONDS)
    if conversation is None:
        return None
    with conversation:
        return conversation.ask(command)


def status(reply: Json, tr: Translator) -> list[str]:
    """The reply to status, a line each."""
    from desktop.control import telling

    calls = [telling.call(one, tr) for one in reply["calls"]]
    devices = [telling.device(one, tr) for one in reply["devices"]]
    return [telling.link(reply["link"], tr), *devices, *(calls or [tr("No calls.")])]
