"""What people do besides lifting and hanging up: they are engaged until ten, call back, hold, pass calls on."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from desktop.csta.enumerations import EventCause
from desktop.switchsim import joining
from desktop.switchsim.company import Habits
from desktop.switchsim.exchange import Exchange
from desktop.switchsim.model import Leg, Refuse

_DAY = 86_400.0


def seconds_of_day(text: str) -> float | None:
    """Read a time of day such as "10:00"; None where it is none."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text)
    return None if found is None else int(found[1]) * 3600.0 + int(found[2]) * 60.0


class People:
    """The people at an exchange: it tells them what happens to their calls, and they act by its timers."""

    def __init__(self, exchange: Exchange, start: datetime) -> None:
        """:param start: local time at second 0."""
        self._exchange = exchange
        self._began = start.hour * 3600.0 + start.minute * 60.0 + start.second
        exchange.noticed = self._noticed
        for number in exchange.phones:
            self.arrives(number)
        for number, person in exchange.outsiders.items():
            self._engage(person.habits, partial(self._outsider, number), lambda: True)

    def arrives(self, number: str) -> None:
        """Somebody sits at a station, for as long as it is there."""
        phones = self._exchange.phones
        phone = phones[number]
        self._engage(
            phone.station.habits, lambda busy: phone.with_habits(busy=busy), lambda: phones.get(number) is phone
        )

    # engaged until

    def _engage(self, habits: Habits, change: Callable[[bool], None], still: Callable[[], bool]) -> None:
        until = None if habits.busy_until is None else seconds_of_day(habits.busy_until)
        if not until:
            return
        if self._time_of_day < until:
            self._until(until, change, still)
        else:
            self._from_midnight(until, change, still)

    def _until(self, until: float, change: Callable[[bool], None], still: Callable[[], bool]) -> None:
        change(True)
        self._exchange.timers.set(self._next(until), lambda: self._from_midnight(until, change, still), still)

    def _from_midnight(self, until: float, change: Callable[[bool], None], still: Callable[[], bool]) -> None:
        change(False)
        self._exchange.timers.set(self._next(0.0), lambda: self._until(until, change, still), still)

    @property
    def _time_of_day(self) -> float:
        return (self._began + self._exchange.now) % _DAY

    def _next(self, time_of_day: float) -> float:
        """When it will be this time next, in seconds since the start."""
        return self._exchange.now + ((time_of_day - self._time_of_day) % _DAY or _DAY)

    def _outsider(self, number: str, busy: bool) -> None:
        person = self._exchange.outsiders[number]
        self._exchange.outsiders[number] = replace(person, habits=replace(person.habits, busy=busy))

    # with their calls

    def _noticed(self, what: str, leg: Leg) -> None:
        habits = leg.habits
        if what == "answered" and leg.incoming:
            self._exchange.after(habits.holds_after, leg, lambda: self._hold(leg))
            if habits.transfers_to is not None and leg.outside is None:
                self._exchange.after(
                    habits.transfers_after, leg, lambda: self._transfer(leg, habits.transfers_to or "")
                )
        elif what == "missed" and habits.calls_back_after is not None:
            to = self._caller(leg)
            if to is not None:
                at = self._exchange.now + habits.calls_back_after
                self._exchange.timers.set(at, lambda: self._call(leg.outside, leg.device, to))

    def _hold(self, leg: Leg) -> None:
        with suppress(Refuse):
            self._exchange.hold(leg)
            self._exchange.after(leg.habits.holds_for, leg, lambda: self._retrieve(leg))

    def _retrieve(self, leg: Leg) -> None:
        with suppress(Refuse):  # somebody else may be on the line by now
            self._exchange.retrieve(leg)

    def _transfer(self, leg: Leg, to: str) -> None:
        with suppress(Refuse):  # else they go on talking
            joining.single_step_transfer(self._exchange, leg, to)

    def _caller(self, leg: Leg) -> str | None:
        """The number that calls back who called; None: it was hidden."""
        caller = leg.call.calling
        company = self._exchange.company
        if caller.number is None or caller.trunk is None or company.show_trunk_code:
            return caller.number
        return company.trunk_code + caller.number

    def _call(self, outside: str | None, device: str, to: str) -> None:
        exchange = self._exchange
        if outside is not None:
            if to in exchange.phones and not exchange.legs(outside):
                with suppress(Refuse):
                    exchange.call_from_outside(outside, to)
        elif device in exchange.phones and exchange.phones[device].in_service and not exchange.legs(device):
            exchange.originate(device, to, cause=EventCause.newCall, service=False)
