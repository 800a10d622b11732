"""One event on its way through the table, and what its handlers need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop.calls.book import Book
from desktop.calls.outcomes import Evidence
from desktop.calls.parties import KIND, Who, digits_of
from desktop.calls.records import Call, State
from desktop.calls.table import Row, Whose
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import CallEvent

_STATES: dict[LocalConnectionState, State] = {
    LocalConnectionState.initiated: "initiated",
    LocalConnectionState.alerting: "alerting",
    LocalConnectionState.connected: "connected",
    LocalConnectionState.hold: "hold",
    LocalConnectionState.queued: "queued",
    LocalConnectionState.fail: "fail",
}


@dataclass(slots=True)
class Step:
    """One event on its way through the table."""

    book: Book
    who: Who
    event: CallEvent
    whose: Whose
    rule: Row
    short_ring: timedelta

    @property
    def kind(self) -> str:
        """The event's ECMA-285 name."""
        return KIND[type(self.event)]

    @property
    def cause(self) -> str | None:
        """The event's cause by name."""
        return cause_of(self.event)

    @property
    def reported(self) -> State | None:
        """The local state that the event reports; None: it does not, or it is null."""
        return reported_state(self.event.local_connection_info)

    @property
    def calling_is_own(self) -> bool:
        """Whether we are the calling device, as the event tells it."""
        return self.who.is_own(digits_of(getattr(self.event, "calling_device", None)))

    def evidence(self, call: Call, released_by: str | None = None) -> Evidence:
        """What is known of the end of ``call``."""
        asked = self.book.asked_lately(call)
        return Evidence(
            self.book.now,
            asked.action if asked else None,
            asked.to if asked else None,
            released_by,
            self.who.is_own(released_by),
            self.cause,
            self.short_ring,
        )


STAYING = frozenset({"intrude", "silentParticipation"})
"""Causes that the card shows for as long as somebody may take part in that way (call-model.md)."""
_LEAVING = frozenset({"connectionCleared", "diverted", "transferred"})
"""Events by which a party leaves a call: when only one other is left, nobody listens any more."""


def cause_after(step: Step, call: Call, before: str | None = None) -> str | None:
    """Return the cause that a call has after the step.

    :param call: as it is afterwards but for its cause, which is still that of before.
    :param before: a cause of a call that has become part of it.
    """
    # Who has a call held by intruding talks in another one.
    told = None if step.kind == "held" and step.cause in STAYING else step.cause
    stays = next((cause for cause in (told, call.cause, before) if cause in STAYING), None)
    alone = sum(peer.state != "gone" for peer in call.peers) < 2
    if stays is not None and (stays == told or not (alone and step.kind in _LEAVING)):
        return stays
    return told or call.cause


def cause_of(event: CallEvent) -> str | None:
    """The event's cause by its ECMA-285 name, ``value-N`` for an unknown one."""
    return None if event.cause is None else event.cause.name


def reported_state(info: LocalConnectionState | None) -> State | None:
    """A local connection state in our words; None for null, for an unknown one, and for none."""
    return None if info is None else _STATES.get(info)
