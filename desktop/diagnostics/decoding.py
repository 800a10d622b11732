"""How ``deskline decode`` shows messages: a tree for people, one JSON object a line for programs.

Secrets are masked, in the octets too, as :mod:`desktop.csta.explain` does it.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import IO, Any

from desktop.csta import explain
from desktop.csta.explain import Item
from desktop.csta.operations import BY_CODE, EVENT_REPORT
from desktop.csta.shown import printable
from desktop.diagnostics.conversations import UNREAD, Entry, Message, Note, Place
from desktop.diagnostics.inputs import InputError, UnclearInput, read
from desktop.sentences import Sentence

_MOST_OPEN = 4096
"""Requests whose answers are waited for, to say what an answer answers."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(
    inputs: Sequence[str],
    standard_input: IO[bytes],
    write: Callable[[str], object],
    complain: Callable[[Sentence], object],
    tr: Callable[[Sentence], str],
    *,
    json_lines: bool,
    port: int | None = None,
    zone: tzinfo | None = None,
) -> int:
    """Decode what is given.

    :param write: takes one line of the answer.
    :param complain: takes the sentence why not everything, or nothing, could be decoded.
    :param zone: the time zone for time stamps; None: this system's.
    :returns: 0 if everything was decoded, 1 if something was damaged or there was nothing.
    :raises UnclearInput: the arguments cannot be understood.
    """
    show = Display(tr, zone)
    render = show.json_line if json_lines else show.text
    status = 0
    try:
        for entry in read(inputs, standard_input, port):
            write(render(entry))
    except UnclearInput:
        raise
    except InputError as error:
        complain(error.sentence)
        status = 1
    if show.damaged:
        complain(Sentence("Damaged messages: {damaged} of {count}.", damaged=show.damaged, count=show.count))
        status = 1
    if show.unread:
        complain(Sentence("Lines that are not or not wholly hex: {count}.", count=show.unread))
        status = 1
    if not show.count and not status:
        complain(Sentence("No CSTA message was found."))
        status = 1
    return status


@dataclass(frozen=True, slots=True)
class Summary:
    """What a message is, in a few words.

    :ivar kind: ``invoke``, ``result``, ``error``, ``reject``, ``aarq`` ...
    :ivar operation: of an invoke or a result, and of an error or a reject whose request was seen.
    """

    kind: str
    invoke_id: int | None = None
    operation: str | None = None
    event: str | None = None

    def __str__(self) -> str:
        """Join the words that are known."""
        return " ".join(
            str(word) for word in (self.kind, self.invoke_id, self.operation, self.event) if word is not None
        )


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong, and at which octet of the message; ``shown``: the tree says it as well."""

    at: int
    sentence: Sentence
    shown: bool = False


class Display:
    """Renders entries, one after the other.

    :ivar count: messages so far.
    :ivar damaged: those among them that are damaged or not whole.
    :ivar unread: lines that are no hex.
    """

    def __init__(self, tr: Callable[[Sentence], str] = str, zone: tzinfo | None = None) -> None:
        self._tr = tr
        self._zone = zone
        self.count = 0
        self.damaged = 0
        self.unread = 0
        self._open: OrderedDict[tuple[tuple[str, ...], int], str] = OrderedDict()

    def text(self, entry: Entry) -> str:
        """Return the lines for a person, with an empty one behind them."""
        if isinstance(entry, Note):
            self._count_unread(entry)
            place = self._route(entry.place)
            return f"** {self._tr(entry.sentence)}" + (f"\n    {place}\n" if place else "\n")
        tree, summary, faults = self._understand(entry)
        lines = [" ".join((f"#{self.count}", str(summary)))]
        place = self._route(entry.place)
        facts = printable(", ".join(f"{name}: {fact}" for name, fact in entry.facts))
        lines += [f"    {line}" for line in (place, facts) if line]
        shown = explain.text(tree, self._tr)
        lines += [f"!! {self._tr(fault.sentence)}" for fault in faults if not fault.shown]
        return "\n".join([*lines, shown, ""])

    def json_line(self, entry: Entry) -> str:
        """Return one JSON object; of a message, and of a note, always the same members, null where there is nothing."""
        if isinstance(entry, Note):
            self._count_unread(entry)
            note = {"note": entry.kind, "text": self._tr(entry.sentence), "count": entry.count}
            return json.dumps(note | self._where(entry.place))
        tree, summary, faults = self._understand(entry)
        facts: dict[str, Any] = {
            "message": self.count,
            **self._where(entry.place),
            "row": dict(entry.facts) or None,
            "kind": summary.kind,
            "invoke_id": summary.invoke_id,
            "operation": summary.operation,
            "event": summary.event,
            "octets": _octets(tree),
            "value": explain.value(tree, self._tr),
            "damage": [{"at": fault.at, "text": self._tr(fault.sentence)} for fault in faults] or None,
        }
        return json.dumps(facts)

    def _count_unread(self, note: Note) -> None:
        if note.kind == UNREAD:
            self.unread += note.count or 0

    def _understand(self, message: Message) -> tuple[Item, Summary, list[_Fault]]:
        self.count += 1
        tree = explain.explain(message.octets)
        summary = self._paired(_summary(tree), message)
        faults = [_Fault(item.offset, item.fault, shown=True) for item in _items(tree) if item.fault is not None]
        if len(message.octets) < message.size:
            there, size = len(message.octets), message.size
            cut = Sentence("The message is cut short: {there} of {size} octets are there.", there=there, size=size)
            faults.insert(0, _Fault(there, cut))
        elif not faults and summary.kind.startswith("value-"):
            faults.append(_Fault(0, Sentence("This does not begin as a CSTA message does.")))
        self.damaged += bool(faults)
        return tree, summary, faults

    def _paired(self, summary: Summary, message: Message) -> Summary:
        """Say what an answer answers, where its request was seen."""
        ends = _ends(message)
        if ends is None or summary.invoke_id is None:
            return summary
        link, source, target = ends
        if summary.kind == "invoke" and summary.operation is not None:
            self._open[(link, source), summary.invoke_id] = summary.operation
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)
        elif summary.operation is None:
            operation = self._open.get(((link, target), summary.invoke_id))
            return Summary(summary.kind, summary.invoke_id, operation)
        return summary

    def _route(self, place: Place | None) -> str:
        if place is None:
            return ""
        source, target = place.source, place.target
        if place.direction is not None:
            names = {"client": Sentence("client"), "switch": Sentence("switch")}
            first, second = (self._tr(names[name]) for name in place.direction.split("->"))
            source, target = f"{first} {source}", f"{second} {target}"
        where = Sentence("stream {stream}", stream=place.stream)
        if place.packet:
            where = Sentence("stream {stream}, packet {packet}", stream=place.stream, packet=place.packet)
        time = self._time(place.time)
        moment = "" if time is None else f"{time.replace('T', ' ')}  "
        return f"{moment}{source} -> {target}  ({self._tr(where)})"

    def _where(self, place: Place | None) -> dict[str, Any]:
        if place is None:
            return dict.fromkeys(("time", "stream", "packet", "source", "target", "direction"))
        return {
            "time": self._time(place.time),
            "stream": place.stream,
            "packet": place.packet or None,
            "source": place.source,
            "target": place.target,
            "direction": place.direction,
        }

    def _time(self, nanoseconds: int | None) -> str | None:
        if nanoseconds is None:
            return None
        try:
            moment = (_EPOCH + timedelta(microseconds=nanoseconds // 1000)).astimezone(self._zone)
            return moment.isoformat(timespec="microseconds")
        except (OverflowError, ValueError, OSError):
            return f"{nanoseconds // 1_000_000_000}.{nanoseconds % 1_000_000_000 // 1000:06}"


def _ends(message: Message) -> tuple[str, str, str] | None:
    """Return connection, sender and receiver of a message; None where nothing says who sent it."""
    if message.place is not None:
        return str(message.place.stream), message.place.source, message.place.target
    facts = dict(message.facts)
    source, arrow, target = facts.get("direction", "").partition("->")
    return (facts.get("link", facts.get("stream", "")), source, target) if arrow else None


def _items(item: Item) -> Iterator[Item]:
    yield item
    for child in item.children:
        yield from _items(child)


def _octets(item: Item) -> str:
    """Return the message in hex, with what is secret masked."""
    inside = "".join(_octets(child) for child in item.children)
    return item.hex.replace(" ", "") + inside


def _below(item: Item, label: str) -> Item | None:
    return next((child for child in item.children if child.label == label), None)


def _number(item: Item | None) -> int | None:
    while item is not None and item.children:
        item = item.children[0]
    return item.plain if item is not None and isinstance(item.plain, int) else None


def _summary(tree: Item) -> Summary:
    while tree.children and not tree.label:
        tree = tree.children[0]
    if tree.label not in ("invoke", "result", "error", "reject"):
        return Summary(tree.label)
    number = _number(_below(tree, "invokeId"))
    inside = (_below(tree, "result") if tree.label == "result" else None) or tree
    code = _number(_below(inside, "opcode"))
    known = BY_CODE.get(-1 if code is None else code)
    name = known.name if known is not None else None if code is None else f"value-{code}"
    event = None
    argument = _below(tree, "argument") if code == EVENT_REPORT.code else None
    found = _below(argument, "eventSpecificInfo") if argument is not None else None
    if found is not None:
        while found.children and found.kind in (explain.CHOICE, explain.EXPLICIT):
            found = found.children[0]
        event = found.label
    return Summary(tree.label, number, name, event)
