"""Calls that a snapshot found gone before an event had told how they ended.

A snapshot overtakes events that are under way still. What comes of such a call goes through the same table as the
events of a present one, and what ends it there tells how it ended: the call is told once more, with that outcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.calls import joins
from desktop.calls.book import Asked, Book
from desktop.calls.outcomes import Ending
from desktop.calls.parties import Who
from desktop.calls.records import Call
from desktop.calls.step import cause_of
from desktop.calls.table import Whose
from desktop.calls.transitions import happen
from desktop.csta.events.base import CallEvent, Event
from desktop.csta.events.call_control import Conferenced, Transferred

LATE_FOR = timedelta(seconds=30)
"""How long an event of a call that a snapshot found gone is believed to come late."""
MOST_LATE = 32
"""Calls that are kept so long; in a storm the oldest are forgotten sooner."""


class Past:
    """The calls of one device that are gone, and whose last events may be under way still."""

    def __init__(self, device: str, who: Who, short_ring: timedelta) -> None:
        self._book = Book(device, lambda: "")
        """As if no snapshot had come. No call begins in it, so it makes no ids."""
        self._who = who
        self._short_ring = short_ring
        self._told: dict[str, Call] = {}
        self._cut = False

    def keep(self, call: Call, told: Call, asked: Asked | None) -> None:
        """A snapshot found ``call`` gone, and its end was ``told``.

        What a link carried that is lost never comes: what ended while there was none is not kept.
        """
        if self._cut:
            return
        if len(self._told) == MOST_LATE:
            self._forget(next(iter(self._told)))
        self._told[call.id] = told
        self._book.put(call)
        if asked is not None:
            self._book.asked[call.id] = asked

    def link_lost(self) -> None:
        """Nothing comes late any more, neither of these calls nor of those that the next snapshot finds gone."""
        self._cut = True
        for id in tuple(self._told):
            self._forget(id)

    def compared(self) -> None:
        """A snapshot was taken over."""
        self._cut = False

    def begin(self, now: datetime, event: Event | None = None) -> None:
        """Open a step; what has ended too long ago is forgotten."""
        self._book.begin(now, event)
        for id, told in tuple(self._told.items()):
            if now - told.since > LATE_FOR:
                self._forget(id)

    def has(self, ids: Iterable[bytes | None]) -> bool:
        """Whether a call has one of these ids of the switch."""
        return self._find(self._book, ids) is not None

    def has_ended(self, event: CallEvent, ids: Iterable[bytes | None]) -> bool:
        """Whether an event that names ``ids`` is about nothing but calls that are gone: not about a new one."""
        return self.has(joins.new_ids(event) if self._joins(event) else ids)

    def hear(self, event: CallEvent, whose: Whose, present: Book) -> None:
        """An event comes that may be about calls that are gone, whatever it is for those that are ``present``."""
        ids = joins.old_ids(event) if isinstance(event, Transferred | Conferenced) else (event.subject.call_id,)
        if not self._joins(event):
            if (call := self._find(self._book, ids)) is not None:
                happen(self._book, self._who, event, whose, call, self._short_ring)
            return
        new = joins.new_ids(event)
        into, book = self._find(present, (*new, *ids)), present
        if into is None:
            into, book = self._find(self._book, new), self._book
        for call_id in joins.ours(self._who, event):
            call = self._book.find(call_id)
            if call is not None and into is not None and call.id != into.id:
                self._book.end(call, Ending("merged", into=into.id), cause_of(event))
                into = book.put(replace(into, talked=into.talked or call.talked))

    def _joins(self, event: CallEvent) -> bool:
        """Whether calls are joined and we stay in the new one."""
        return isinstance(event, Transferred | Conferenced) and not joins.we_left(self._who, event)

    @staticmethod
    def _find(book: Book, ids: Iterable[bytes | None]) -> Call | None:
        return next((call for call_id in ids if (call := book.find(call_id)) is not None), None)

    def finish(self, changed: Iterable[Call]) -> tuple[Call, ...]:
        """Close the step; return the calls of whose end something else is known now than was told.

        :param changed: what changed of the present calls. What is there again, by its id of ours or of the switch, is
            gone no more: what comes is about the present one.
        """
        ended = [call for call in self._book.finish() if call.state == "gone"]
        for call in changed:
            if call.state != "gone":
                back = self._book.find(call.call_id)
                self._forget(call.id if back is None else back.id)
        told = [(self._told.pop(call.id), call) for call in ended if call.id in self._told]
        return tuple(
            replace(before, outcome=now.outcome, by=now.by, to=now.to, into=now.into, cause=now.cause)
            for before, now in told
            if now.outcome != "unknown"
            and (before.outcome, before.by, before.to, before.into) != (now.outcome, now.by, now.to, now.into)
        )

    def _forget(self, id: str) -> None:
        self._told.pop(id, None)
        self._book.drop(id)
