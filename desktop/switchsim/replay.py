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
    asked: dict[tuple[int, int | None], str] = {}
    monitored: dict[tuple[int, bytes], str] = {}
    notes: list[Note] = []
    passed_over = 0
    began: float | None = None
    for entry in trace.read(text):
        if entry.direction == "client->pbx":
            _note_request(entry, asked)
            continue
        where = _peek(entry.octets)
        if where is None or where.cross_ref is None:
            continue
        if where.kind == RESULT:
            of = asked.pop((entry.link, where.invoke_id), None)
            if of is not None:
                monitored[entry.link, where.cross_ref] = of
        elif where.event is not None:
            of = monitored.get((entry.link, where.cross_ref), device)
            if of is None:
                passed_over += 1
                continue
            began = entry.time if began is None else began
            notes.append(Note(max(0.0, entry.time - began), of, entry.octets, where))
    if not notes:
        raise ValueError("The trace has no event whose monitor's device is known.")
    return Score(tuple(notes), passed_over)


def _peek(octets: bytes) -> Peek | None:
    try:
        return peek(octets)
    except DecodeError:
        return None


def _note_request(entry: trace.Entry, asked: dict[tuple[int, int | None], str]) -> None:
    where = _peek(entry.octets)
    operation = operations.asked_by(MonitorStart)
    if where is None or where.kind != INVOKE or where.opcode != operation.code:
        return
    try:
        argument = operations.decode_argument(shipped(), operation, entry.octets[where.start : where.end])
    except DecodeError:
        return
    device = argument.monitor_object.device
    if device is not None and device.digits is not None:
        asked[entry.link, where.invoke_id] = device.digits


def play(switch: Switch, score: Score, speed: float = 1.0, *, wait: bool = False) -> None:
    """Send the events of a score at their times; a second replay takes the place of the first.

    :param speed: 2: twice as fast.
    :param wait: begin only when one of the devices is monitored.
    """
    turn = object()
    switch.replaying = turn
    if not wait or any(switch.reporter.of(device) for device in score.devices):
        _schedule(switch, score, speed, turn)
        return

    def begin(device: str) -> None:
        if device in score.devices and switch.replaying is turn:
            switch.monitored = lambda device: None
            _schedule(switch, score, speed, turn)

    switch.monitored = begin


def stop(switch: Switch) -> None:
    """End a replay."""
    switch.replaying = None


def _schedule(switch: Switch, score: Score, speed: float, turn: object) -> None:
    for note in score.notes:
        switch.timers.set(
            switch.now + note.at / speed,
            partial(_send, switch, note),
            lambda: switch.replaying is turn,
        )


def _send(switch: Switch, note: Note) -> None:
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
