"""TCP put together again: segments of a capture in, the octets of each direction in order out. Pure.

A capture is not what a receiver saw: it may begin in the middle of a connection, show a segment twice or behind a later
one, and lack segments altogether. What cannot be continued is held back until the missing octets come. They are given
up, as :class:`Missing`, when :data:`PATIENCE` has gone by in the capture, when too much is held back, and at the end.
The beginning of a connection whose SYN was not seen is not certain either: for :data:`FIRST_PATIENCE` a segment that
belongs before what was seen may still come.
"""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.diagnostics.packets import FIN, RST, SYN, Endpoint, Segment

PATIENCE = 10_000_000_000
"""Nanoseconds of the capture's time that missing octets are waited for."""
FIRST_PATIENCE = 1_000_000_000
"""The same for octets before the first that were seen, where the beginning was not."""
MOST_HELD = 1 << 20
"""Octets of one direction that are held back."""
MOST_HELD_IN_ALL = 1 << 25
"""Octets of all directions together that are held back."""
MOST_CONNECTIONS = 4096
"""Connections that are followed at the same time; the one that was silent longest is given up first."""
_LOOK_EVERY = 100_000_000
"""Nanoseconds of the capture's time between two looks at what waits too long."""
_HELD_BESIDES = 200
"""What a segment that is held back costs besides its octets, about."""
_FAR = 1 << 24
"""A segment that lies so many octets away belongs to another connection between the same ports."""


@dataclass(eq=False, slots=True)
class Connection:
    """One TCP connection.

    :ivar number: counted from 1 in the order in which they were seen.
    :ivar ends: who sends in direction 0 and in direction 1.
    :ivar opened_by: the direction of the SYN, None where it was not seen.
    """

    number: int
    ends: tuple[Endpoint, Endpoint]
    opened_by: int | None = None


@dataclass(frozen=True, slots=True)
class Octets:
    """What comes next in one direction.

    :ivar time: when a receiver had them: of the segment, or of the one that filled a hole before it.
    :ivar timed: the capture says the segment's time; else it is that of the last that has one, 0 where none has.
    """

    connection: Connection
    direction: int
    packet: int
    time: int
    octets: bytes
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Missing:
    """Octets that the capture lacks; what comes next is behind them.

    :ivar count: how many; None where what was before is not known, as at the beginning of a capture.
    """

    connection: Connection
    direction: int
    packet: int
    time: int
    count: int | None
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing more comes in this direction; it is said once for each direction of every connection.

    :ivar closed: the capture shows that the connection was closed.
    """

    connection: Connection
    direction: int
    time: int
    closed: bool


Piece = Octets | Missing | Ended


@dataclass(order=True, frozen=True, slots=True)
class _Held:
    at: int
    order: int
    time: int = field(compare=False)
    packet: int = field(compare=False)
    octets: bytes = field(compare=False)
    timed: bool = field(compare=False)


class Streams:
    """All connections of a capture."""

    def __init__(self) -> None:
        self._connections: OrderedDict[frozenset[Endpoint], tuple[Connection, tuple[_Half, _Half]]] = OrderedDict()
        self._waiting: set[_Half] = set()
        self._count = 0
        self._now = 0
        self._looked = 0

    def feed(self, segment: Segment) -> Iterator[Piece]:
        """Take the next segment of the capture and give what can be continued now."""
        if segment.time is not None:
            self._now = segment.time
        key = frozenset((segment.source, segment.target))
        found = self._connections.get(key)
        if found is not None and self._is_another(found, segment):
            yield from self._end(key)
            found = None
        if found is None:
            found = self._begin(key, segment)
            if len(self._connections) > MOST_CONNECTIONS:
                yield from self._end(next(iter(self._connections)))
        else:
            self._connections.move_to_end(key)
        connection, halves = found
        direction = 0 if segment.source == connection.ends[0] else 1
        if segment.flags & SYN and connection.opened_by is None:
            connection.opened_by = direction ^ (segment.flags & 0x10 > 0)
        half = halves[direction]
        yield from half.take(segment, self._now)
        if half.held:
            self._waiting.add(half)
        else:
            self._waiting.discard(half)
        if half.size > MOST_HELD or abs(self._now - self._looked) >= _LOOK_EVERY:
            yield from self._expire()

    def finish(self) -> Iterator[Piece]:
        """Give what is still held back: the capture has ended."""
        while self._connections:
            yield from self._end(next(iter(self._connections)))

    @property
    def waiting_since(self) -> int | None:
        """Nothing that comes later is older than this; None where nothing is held back."""
        return min((half.since for half in self._waiting), default=None)

    def give_up_oldest(self) -> Iterator[Piece]:
        """Wait no longer for the octets that were waited for longest."""
        half = min(self._waiting, key=_Half.age, default=None)
        if half is not None:
            yield from half.give_up()
            if not half.held:
                self._waiting.discard(half)

    def _begin(self, key: frozenset[Endpoint], segment: Segment) -> tuple[Connection, tuple[_Half, _Half]]:
        self._count += 1
        connection = Connection(self._count, (segment.source, segment.target))
        found = connection, (_Half(connection, 0), _Half(connection, 1))
        self._connections[key] = found
        return found

    @staticmethod
    def _is_another(found: tuple[Connection, tuple[_Half, _Half]], segment: Segment) -> bool:
        connection, halves = found
        return halves[segment.source != connection.ends[0]].is_strange(segment)

    def _end(self, key: frozenset[Endpoint]) -> Iterator[Piece]:
        _, halves = self._connections.pop(key)
        for half in halves:
            self._waiting.discard(half)
            yield from half.end(self._now)

    def _expire(self) -> Iterator[Piece]:
        """Give up waiting where it took too long or costs too much."""
        self._looked = self._now
        too_much = sum(half.size for half in self._waiting) > MOST_HELD_IN_ALL
        for half in sorted(self._waiting, key=_Half.age):
            while half.held and (too_much or half.size > MOST_HELD or self._now - half.since >= half.patience):
                yield from half.give_up()
            if not half.held:
                self._waiting.discard(half)


class _Half:
    """One direction of a connection. Places of octets are counted without end, from the first sequence number seen."""

    def __init__(self, connection: Connection, direction: int) -> None:
        self.connection = connection
        self.direction = direction
        self.held: list[_Held] = []
        self.size = 0
        self.since = 0
        """Time of the oldest segment that is held back."""
        self._near: tuple[int, int] | None = None
        """A place and its sequence number, near to what comes next."""
        self._begin: int | None = None
        """Where the SYN says that the stream begins."""
        self._next: int | None = None
        """Place of the next octet; None as long as the beginning is not certain."""
        self._last: int | None = None
        """Place behind the last octet, where its FIN or a RST was seen."""
        self._time = 0
        self._order = 0
        self._ended = False

    @property
    def patience(self) -> int:
        """How long the octets that are held back wait."""
        return FIRST_PATIENCE if self._next is None else PATIENCE

    def age(self) -> tuple[int, int, int]:
        """Sorts those that wait longest to the front."""
        return self.since, self.connection.number, self.direction

    def is_strange(self, segment: Segment) -> bool:
        """Tell whether a segment belongs to another connection between the same ports."""
        if self._near is None or segment.flags & RST:
            return False
        place = self._place(segment.sequence)
        if segment.flags & SYN:
            if self._begin is not None:
                return place + 1 != self._begin
            first = self._next if self._next is not None else min(self.held).at if self.held else place + 1
            return self._next is not None or not place < first <= place + _FAR
        if not segment.data:
            return False
        return abs(place - self._near[0]) > _FAR or (self._ended and self._last is not None and place > self._last)

    def take(self, segment: Segment, now: int) -> Iterator[Piece]:
        """Take a segment and give what comes next with it."""
        sequence = segment.sequence
        if self._near is None:
            if segment.flags & RST:
                return
            self._near = (0, sequence)
        place = self._place(sequence)
        if segment.flags & SYN:
            place += 1
            if self._begin is None:
                self._begin = self._next = place
        if segment.flags & RST:
            if place == self._next and not self.held:
                self._last = place
            yield from self._ended_here(now)
            return
        if segment.data and not self._ended:
            self._hold(place, segment, now)
        if segment.flags & FIN:
            self._last = place + len(segment.data)
        yield from self._continue()
        yield from self._ended_here(now)

    def give_up(self) -> Iterator[Piece]:
        """Wait no longer for what comes before the first segment that is held back."""
        first = self.held[0]
        missing = None if self._next is None else first.at - self._next
        self._next = first.at
        self._time = max(self._time, first.time)
        yield Missing(self.connection, self.direction, first.packet, self._time, missing, first.timed)
        yield from self._continue()
        yield from self._ended_here(self._time)

    def end(self, now: int) -> Iterator[Piece]:
        """Give everything that is held back: nothing more comes."""
        while self.held:
            yield from self.give_up()
        if not self._ended:
            self._ended = True
            yield Ended(self.connection, self.direction, self._time or now, closed=False)

    def _place(self, sequence: int) -> int:
        assert self._near is not None, "a segment was seen"
        place, number = self._near
        return place + (sequence - number + 0x8000_0000) % 0x1_0000_0000 - 0x8000_0000

    def _hold(self, place: int, segment: Segment, now: int) -> None:
        if self._next is not None and place + len(segment.data) <= self._next:
            return
        if not self.held:
            self.since = now
        self._order += 1
        timed = segment.time is not None
        heapq.heappush(self.held, _Held(place, self._order, now, segment.packet, segment.data, timed))
        self.size += len(segment.data) + _HELD_BESIDES

    def _continue(self) -> Iterator[Piece]:
        if self._next is None:
            return
        moved = False
        while self.held and self.held[0].at <= self._next:
            held = heapq.heappop(self.held)
            self.size -= len(held.octets) + _HELD_BESIDES
            octets = held.octets[self._next - held.at :]
            moved = True
            if octets:
                self._time = max(self._time, held.time)
                self._next += len(octets)
                yield Octets(self.connection, self.direction, held.packet, self._time, octets, held.timed)
        if moved:
            assert self._near is not None, "a segment was seen"
            self._near = (self._next, (self._near[1] + self._next - self._near[0]) % 0x1_0000_0000)
            self.since = min((held.time for held in self.held), default=0)

    def _ended_here(self, now: int) -> Iterator[Piece]:
        if self._last is not None and self._next is not None and self._next >= self._last and not self._ended:
            self._ended = True
            self.held.clear()
            self.size = 0
            yield Ended(self.connection, self.direction, max(self._time, now), closed=True)
