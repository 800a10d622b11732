"""The calls of one device, and what one step changed of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from desktop.calls.outcomes import Ending
from desktop.calls.records import Action, Call
from desktop.calls.table import phase_of
from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import Event
from desktop.csta.events.call_control import Diverted
from desktop.csta.values import ConnectionID, DeviceID

RETIRED_FOR = timedelta(seconds=30)
"""How long the id of an ended call is known as such; a switch may use it again afterwards without a beginning."""
MOST_RETIRED = 500
"""No telephone ends as many calls in that time; in a storm the oldest are forgotten sooner."""
ASKED_FOR = timedelta(seconds=60)
"""How long what was asked explains how a call ended."""
REMEMBERED = 32
"""Ended calls that are remembered for coming back."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for a call last, where it is to go, and when that was."""

    action: Action
    to: str | None
    at: datetime


@dataclass(slots=True)
class _Retired:
    """A call id that ended, the events that had begun its call and ended it, and whether it was a conversation."""

    until: datetime
    first: Event | None
    last: Event | None
    talked: bool


class Book:
    """Present calls by their id and by the switch's; a step goes from :meth:`begin` to :meth:`finish`."""

    def __init__(self, device: str, make_id: Callable[[], str]) -> None:
        self.device = device
        self.doubt = False
        """This step does not fit what was known."""
        self.asked: dict[str, Asked] = {}
        self._make_id = make_id
        self._calls: dict[str, Call] = {}
        self._ended: deque[Call] = deque(maxlen=REMEMBERED)
        self._retired: dict[bytes, _Retired] = {}
        self._first: dict[str, Event | None] = {}
        self._before: dict[str, Call] = {}
        self._touched: dict[str, Call] = {}
        self._now: datetime | None = None
        self._event: Event | None = None

    @property
    def calls(self) -> tuple[Call, ...]:
        """The present calls, oldest first."""
        return tuple(self._calls.values())

    @property
    def now(self) -> datetime:
        """When this step, or the last one, happens."""
        assert self._now is not None, "a step has begun"
        return self._now

    def get(self, id: str) -> Call | None:
        """The present call with our id."""
        return self._calls.get(id)

    def find(self, call_id: bytes | None) -> Call | None:
        """The present call with the switch's id."""
        return next((call for call in self._calls.values() if call.call_id == call_id), None)

    # --- a step

    def begin(self, now: datetime, event: Event | None = None) -> None:
        """Open a step; ``event``: what the switch tells, None for a step of another kind."""
        self._now, self._event = now, event
        self._before, self._touched, self.doubt = dict(self._calls), {}, False
        self._forget_retired(now)

    def finish(self) -> tuple[Call, ...]:
        """Close the step; return each call that changed once."""
        for call in self.calls:
            if call.consultation_of is not None and call.consultation_of not in self._calls:
                self.put(replace(call, consultation_of=None))
        return tuple(call for id, call in self._touched.items() if call != self._before.get(id))

    # --- changes

    def new(
        self, call_id: bytes, connection: ConnectionID | None = None, first: Event | None = None, **facts: Any
    ) -> Call:
        """Begin a call; it is not kept before it is :meth:`put`."""
        self._retired.pop(call_id, None)
        connection = connection or ConnectionID(call_id, DeviceID(self.device))
        call = Call(self._make_id(), self.device, self.now, call_id, connection, **facts)
        self._first[call.id] = first
        return call

    def put(self, call: Call) -> Call:
        """Keep a call as it is now: its phase follows, and times where something changed."""
        if call.talked:
            call = replace(call, failure=None)  # whatever comes after a conversation, the call has not failed (rule 9)
        call = replace(call, phase=phase_of(call))
        known = self._calls.get(call.id)
        if call != known:
            since = call.since if known is not None and known.state == call.state else self.now
            call = replace(call, since=since, switch_time=self._switch_time() or call.switch_time)
            self._touched[call.id] = call
        self._calls[call.id] = call
        return call

    def renumber(self, call: Call, connection: ConnectionID) -> Call:
        """Go on with a call under another connection; the old call id, if it is another, is retired."""
        if call.call_id != connection.call_id:
            self._retire(call)
        assert connection.call_id is not None, "a call has an id"
        self._retired.pop(connection.call_id, None)
        return replace(call, call_id=connection.call_id, connection=connection)

    def end(self, call: Call, ending: Ending, cause: str | None = None) -> Call:
        """A call is gone; it is forgotten but for what may come late or come back. Return the last word on it."""
        self._calls.pop(call.id, None)
        self._retire(call)
        self.asked.pop(call.id, None)
        self._first.pop(call.id, None)
        gone = replace(
            call,
            state="gone",
            phase="gone",
            since=self.now,
            switch_time=self._switch_time() or call.switch_time,
            cause=cause or call.cause,
            outcome=ending.outcome,
            by=ending.by,
            to=ending.to,
            into=ending.into,
            consulting=False,
        )
        self._touched[call.id] = gone
        self._ended.append(gone)
        return gone

    def drop(self, id: str) -> None:
        """Forget a present call without a word."""
        self._calls.pop(id, None)
        self.asked.pop(id, None)

    def revive(self, suits: Callable[[Call], bool]) -> Call | None:
        """Take back the newest ended call that ``suits``: the same conversation goes on, and is no consultation."""
        for call in reversed(self._ended):
            if suits(call):
                self._ended.remove(call)
                return replace(call, outcome=None, by=None, to=None, into=None, consultation_of=None)
        return None

    def correct(self, gone: Call) -> None:
        """Of an ended call it is known better how it ended: what comes back goes by that."""
        for index, call in enumerate(self._ended):
            if call.id == gone.id:
                self._ended[index] = gone

    def asked_lately(self, call: Call) -> Asked | None:
        """What was asked for the call, if that may still have to do with its end."""
        asked = self.asked.get(call.id)
        return asked if asked is not None and self.now - asked.at <= ASKED_FOR else None

    def _switch_time(self) -> datetime | None:
        """The switch's time stamp of what happens in this step."""
        extensions = self._event.extensions if self._event is not None else None
        return extensions.timestamp if extensions is not None else None

    def began(self, call: Call, event: Event) -> bool:
        """Whether this very event began the present call, so that it comes once more."""
        return self._first.get(call.id) == event

    # --- ids that ended

    def is_retired(self, call_id: bytes) -> bool:
        """Whether a call with this id ended lately."""
        return call_id in self._retired

    def has_begun_before(self, call_id: bytes, event: Event) -> bool:
        """Whether this very event began the call that ended."""
        return call_id in self._retired and self._retired[call_id].first == event

    def has_come_back(self, call_id: bytes, diverted: Diverted) -> bool:
        """Whether a call that ended came once more and went on unheard, as ``diverted`` says of our device.

        The same words once more come late, and so does what says how an alerting or a parked call left us when
        something else had told that it is gone. But from a conversation nothing else is diverted.
        """
        retired = self._retired[call_id]
        if isinstance(retired.last, Diverted):
            return retired.last != diverted
        return retired.talked and diverted.cause != EventCause.park

    def _retire(self, call: Call) -> None:
        assert call.call_id is not None, "calls without an id are not kept"
        self._retired.pop(call.call_id, None)  # the dictionary's order is that of the endings
        self._retired[call.call_id] = _Retired(
            self.now + RETIRED_FOR, self._first.get(call.id), self._event, call.talked
        )

    def _forget_retired(self, now: datetime) -> None:
        while self._retired:
            oldest = next(iter(self._retired))
            if len(self._retired) <= MOST_RETIRED and self._retired[oldest].until > now:
                return
            del self._retired[oldest]
