"""A recorded conversation played again: its events, at their times, for whoever monitors their devices now.

The answers of the recording are not played: what the client asks is answered by the switch as it stands. So a client
that looks up the calls of a replay is told that there are none, and that is right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from desktop.csta import operations, trace
from desktop.csta.errors import DecodeError
from desktop.csta.framing import frame
from desktop.csta.relay import INVOKE, RESULT, Peek, peek, readdress
from desktop.csta.schema import shipped
from desktop.csta.services.monitoring import MonitorStart
from desktop.switchsim.company import Company, Station
from desktop.switchsim.switch import Octets, Switch

Monitored = tuple[int, bytes]
"""A monitor of a recording: its link and its cross reference."""
_AT_ONCE = 1.0
"""Seconds between two monitors that hear of the same event, at most."""
LOOK = 1.0
"""Seconds from the monitor that a replay waited for to its first event: meanwhile a client looks which calls there are,
and none of the replay's must have been told it before that answer."""


@dataclass(frozen=True, slots=True)
class Note:
    """One event: when (seconds after the first), whose, and its APDU."""

    at: float
    device: str
    octets: bytes
    where: Peek


@dataclass(frozen=True, slots=True)
class Score:
    """What a trace has to play.

    :ivar passed_over: events whose monitor was started before the recording, so that nobody knows whose they are.
    """

    notes: tuple[Note, ...]
    passed_over: int = 0

    @property
    def devices(self) -> tuple[str, ...]:
        """Whose events they are, in the order of their first."""
        return tuple(dict.fromkeys(note.device for note in self.notes))


def read(text: str, device: str | None = None) -> Score:
    """Read a trace as :mod:`desktop.csta.trace` writes it, or the witness.

    :param device: whose the events are whose monitor was started before the recording.
    :raises TraceError: it is none.
    :raises ValueError: it has no event whose device is known.
    """
    reader = _Reader(device)
    for entry in trace.read(text):
        where = _peek(entry.octets)
        if where is not None:
            reader.take(entry, where)
    if not reader.notes:
        raise ValueError("The trace has no event whose monitor's device is known.")
    return Score(tuple(reader.notes), reader.passed_over)


class _Reader:
    """Finds out whose each event is, by the monitors that were started in the recording."""

    def __init__(self, device: str | None) -> None:
        self.notes: list[Note] = []
        self.passed_over = 0
        self._device = device
        self._asked: dict[tuple[int, int | None], str] = {}
        self._monitored: dict[Monitored, str] = {}
        self._heard: dict[tuple[str, bytes], tuple[float, Monitored]] = {}
        self._began: float | None = None

    def take(self, entry: trace.Entry, where: Peek) -> None:
        """Take the next message of the recording."""
        if entry.direction == "client->pbx":
            device = _asks_to_monitor(entry.octets, where)
            if device is not None:
                self._asked[entry.link, where.invoke_id] = device
        elif where.cross_ref is None:
            return
        elif where.kind == RESULT:
            device = self._asked.pop((entry.link, where.invoke_id), None)
            if device is not None:
                self._monitored[entry.link, where.cross_ref] = device
        elif where.event is not None:
            self._event(entry, where, (entry.link, where.cross_ref))

    def _event(self, entry: trace.Entry, where: Peek, monitor: Monitored) -> None:
        device = self._monitored.get(monitor, self._device)
        if device is None:
            self.passed_over += 1
            return
        content = device, readdress(entry.octets, where, invoke_id=0, cross_ref=b"\0")
        time, other = self._heard.get(content, (entry.time, monitor))
        self._heard.setdefault(content, (entry.time, monitor))
        if other != monitor and abs(entry.time - time) < _AT_ONCE:
            return  # a second monitor of the device heard the same
        self._heard[content] = entry.time, monitor
        self._began = entry.time if self._began is None else self._began
        self.notes.append(Note(max(0.0, entry.time - self._began), device, entry.octets, where))


def _peek(octets: bytes) -> Peek | None:
    try:
        return peek(octets)
    except DecodeError:
        return None


def _asks_to_monitor(octets: bytes, where: Peek) -> str | None:
    """The device that a request asks to be told of, None where it asks something else."""
    operation = operations.asked_by(MonitorStart)
    if where.kind != INVOKE or where.opcode != operation.code:
        return None
    try:
        argument = operations.decode_argument(shipped(), operation, octets[where.start : where.end])
    except DecodeError:
        return None
    device = argument.monitor_object.device
    return None if device is None else device.digits


def play(switch: Switch, score: Score, speed: float = 1.0, *, wait: bool = False) -> None:
    """Send the events of a score at their times; a second replay takes the place of the first.

    :param speed: 2: twice as fast.
    :param wait: begin only when one of the devices is monitored: :data:`LOOK` seconds after that.
    """
    turn = object()
    switch.replaying = turn
    if not wait or any(switch.reporter.of(device) for device in score.devices):
        _schedule(switch, score, speed, turn, switch.now)
        return

    def begin(device: str) -> None:
        if device in score.devices and switch.replaying is turn:
            switch.monitored = lambda device: None
            _schedule(switch, score, speed, turn, switch.now + LOOK)

    switch.monitored = begin


def stop(switch: Switch) -> None:
    """End a replay."""
    switch.replaying = None


def _schedule(switch: Switch, score: Score, speed: float, turn: object, begins: float) -> None:
    for note in score.notes:
        switch.timers.set(
            begins + note.at / speed,
            partial(_send, switch, note),
            lambda: switch.replaying is turn,
        )


def _send(switch: Switch, note: Note) -> None:
    if not switch.reaches(note.device):
        return
    for monitor in switch.reporter.of(note.device):
        link = switch.links[monitor.link]
        octets = readdress(note.octets, note.where, invoke_id=switch.event_invoke_id(link), cross_ref=monitor.cross_ref)
        switch.send(Octets(link.id, frame(octets, switch.company.dialect)))


def with_stations(company: Company, score: Score) -> Company:
    """The company, with a station for each device of a score that it does not have."""
    there = {station.number for station in company.stations} | set(company.trunks)
    there.update(group.number for group in company.groups)
    more = (Station(number=device) for device in score.devices if device not in there)
    return replace(company, stations=(*company.stations, *more))
