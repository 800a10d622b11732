"""The messages of a capture in the order of time: streams, the frames in them, and who is the switch. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.csta.ber import read_header
from desktop.csta.dialects import DIALECTS, Dialect
from desktop.csta.errors import DecodeError
from desktop.csta.operations import EVENT_REPORT
from desktop.diagnostics.frames import Finder, Finding, Found, Greeted, Skipped, Spoken
from desktop.diagnostics.packets import Segment
from desktop.diagnostics.streams import Connection, Ended, Missing, Octets, Piece, Streams
from desktop.sentences import Sentence

_SYSTEM_STATUS = 211
"""An operation that both sides invoke."""
MOST_READY = 4096
"""Messages, at most, that are held back because an older one may still come from another stream."""
MOST_READY_OCTETS = 1 << 22
"""Octets of these messages, at most."""


UNREAD = "unread"
"""Kind of the note about lines that are no hex."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was seen in a capture.

    :ivar stream: number of the TCP connection, counted from 1.
    :ivar packet: number of the packet that brought its last octet.
    :ivar time: nanoseconds since 1970; None where the capture does not say it.
    :ivar direction: ``client->switch`` or ``switch->client``; None where nothing tells.
    """

    stream: int
    source: str
    target: str
    packet: int
    time: int | None
    direction: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """One APDU.

    :ivar octets: as far as they are there, without the frame's header.
    :ivar size: how many there should be.
    :ivar place: None where it does not come from a capture.
    :ivar facts: what a line of JSON said about it: name, time, direction, link.
    """

    octets: bytes
    size: int
    place: Place | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know between the messages.

    :ivar kind: ``missing``, ``skipped``, ``protocol``, ``greeting``, ``capture``, ``connections`` for those left out,
        or :data:`UNREAD`.
    :ivar count: how many octets, packets, connections or lines are concerned, None where that makes no sense.
    """

    kind: str
    sentence: Sentence
    count: int | None = None
    place: Place | None = None


Entry = Message | Note


@dataclass(slots=True)
class _Watched:
    """A connection with its two finders; ``switch`` is the direction in which the switch sends, None if unknown."""

    finders: tuple[Finder, Finder]
    switch: int | None
    ended: int = 0


class Conversations:
    """Takes the segments of a capture and gives the messages in them.

    :param port: the switch's port; other streams are left out. None: the ports of all dialects, and whatever on other
        ports cannot be anything but CSTA.
    :param dialects: whose ports, frames and greetings are looked for.
    """

    def __init__(self, port: int | None = None, dialects: tuple[Dialect, ...] = DIALECTS) -> None:
        self._dialects = dialects
        self._ports = frozenset(one.port for one in dialects) if port is None else frozenset((port,))
        self._others = port is None
        self._streams = Streams()
        self._watched: dict[Connection, _Watched] = {}
        self._ready: list[tuple[int, int, Entry]] = []
        self._ready_octets = 0
        self._order = 0
        self.left_out = 0
        """Connections in which nothing was found, so far as they are over."""

    def feed(self, segment: Segment) -> Iterator[Entry]:
        """Take the next segment; give what nothing older can follow."""
        if not self._others and self._ports.isdisjoint((segment.source.port, segment.target.port)):
            return
        for piece in self._streams.feed(segment):
            self._take(piece)
        if self._ready:
            yield from self._release(self._streams.waiting_since)
        while len(self._ready) > MOST_READY or self._ready_octets > MOST_READY_OCTETS:
            for piece in self._streams.give_up_oldest():
                self._take(piece)
            yield from self._release(self._streams.waiting_since)

    def finish(self) -> Iterator[Entry]:
        """Give what is left: the capture has ended."""
        for piece in self._streams.finish():
            self._take(piece)
        yield from self._release(None)

    def _take(self, piece: Piece) -> None:
        connection, direction = piece.connection, piece.direction
        watched = self._watched.get(connection)
        if watched is None:
            watched = self._watched[connection] = self._watch(connection)
        finder = watched.finders[direction]
        packet = 0 if isinstance(piece, Ended) else piece.packet
        if isinstance(piece, Octets):
            found = finder.feed(piece.octets)
        elif isinstance(piece, Missing):
            found = finder.missing(piece.count)
        else:
            found = finder.end()
            watched.ended += 1
            if watched.ended == 2:
                del self._watched[connection]
                self.left_out += all(finder.strange for finder in watched.finders)
        timed = bool(piece.time) if isinstance(piece, Ended) else piece.timed
        moment = piece.time if timed else None
        for finding in found:
            if isinstance(finding, Found) and watched.switch is None:
                watched.switch = _switch(finding.octets, direction)
            place = _place(connection, watched, direction, packet, moment)
            self._put(piece.time, _entry(finding, place))
        if isinstance(piece, Missing) and piece.count and not finder.strange:
            sentence = Sentence("Octets missing in the capture: {count}.", count=piece.count)
            place = _place(connection, watched, direction, packet, moment)
            self._put(piece.time, Note("missing", sentence, piece.count, place))

    def _watch(self, connection: Connection) -> _Watched:
        ports = [end.port in self._ports for end in connection.ends]
        opened = connection.opened_by
        if self._others and opened is not None:
            # a client's port is any: it may be a switch's by chance
            ports[opened] = False
        if ports[0] != ports[1]:
            switch: int | None = ports.index(True)
        else:
            switch = None if opened is None else 1 - opened
        strange = not any(ports)
        one, other = (Finder(strange=strange, dialects=self._dialects) for _ in range(2))
        return _Watched((one, other), switch)

    def _put(self, time: int, entry: Entry) -> None:
        self._order += 1
        heapq.heappush(self._ready, (time, self._order, entry))
        self._ready_octets += _octets(entry)

    def _release(self, until: int | None) -> Iterator[Entry]:
        while self._ready and (until is None or self._ready[0][0] < until):
            entry = heapq.heappop(self._ready)[2]
            self._ready_octets -= _octets(entry)
            yield entry


def _octets(entry: Entry) -> int:
    return len(entry.octets) if isinstance(entry, Message) else 0


def _entry(finding: Finding, place: Place) -> Entry:
    return Message(finding.octets, finding.size, place) if isinstance(finding, Found) else note(finding, place)


def note(finding: Skipped | Spoken | Greeted, place: Place | None = None) -> Note:
    """Say what was found that is not a message."""
    if isinstance(finding, Spoken):
        sentence = Sentence("This is {protocol}, not CSTA in ASN.1; it is not decoded.", protocol=finding.protocol)
        return Note("protocol", sentence, None, place)
    if isinstance(finding, Greeted):
        sentence = Sentence("This is the greeting of {title}.", title=finding.title)
        return Note("greeting", sentence, len(finding.octets), place)
    sentence = Sentence("Octets that are no CSTA frame, left out: {count}.", count=finding.count)
    return Note("skipped", sentence, finding.count, place)


def _place(connection: Connection, watched: _Watched, direction: int, packet: int, time: int | None) -> Place:
    words = None
    if watched.switch is not None:
        words = "switch->client" if direction == watched.switch else "client->switch"
    source, target = connection.ends[direction], connection.ends[1 - direction]
    return Place(connection.number, str(source), str(target), packet, time, words)


def _switch(apdu: bytes, direction: int) -> int | None:
    """Tell by a message in which direction the switch sends; None where it does not say."""
    if apdu[:1] in (b"\x60", b"\x61"):
        return direction if apdu[0] == 0x61 else 1 - direction
    if apdu[:1] != b"\xa1":
        return None
    try:
        _, at, _ = read_header(apdu, 0, 1 << 32)
        opcode = -1
        for tag in (0x02, 0x80, 0x02):
            if apdu[at] == tag:
                _, start, at = read_header(apdu, at, len(apdu))
                opcode = int.from_bytes(apdu[start:at], "big", signed=True)
    except (DecodeError, IndexError):
        return None
    if opcode == _SYSTEM_STATUS:
        return None
    return direction if opcode == EVENT_REPORT.code else 1 - direction
