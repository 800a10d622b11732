"""Defects planted in the client on purpose: each must be found by the model-based test, or that proves nothing.

A mutation replaces one thing of the client; its conditions are those under which it does harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from desktop.calls import actions, joins, model, outcomes, table
from desktop.calls.book import Book
from desktop.calls.model import Model
from desktop.calls.outcomes import Ending, Evidence
from desktop.calls.past import Past
from desktop.calls.records import Call, Changes
from desktop.calls.snapshots import Snapshot
from desktop.calls.table import Row
from desktop.link.client import Client
from desktop.link.connection import Connection
from desktop.link.snapshots import Snapshots
from desktop.station.offers import Offers
from desktop.station.station import Station

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Defect:
    """A mutation, and the conditions (by their names) under which it is looked for."""

    plant: Plant
    conditions: tuple[str, ...] = ()
    within: int = 25
    """In so many random runs it must be found."""


def _nothing(owner: Any, name: str) -> Plant:
    """What this method does is not done."""
    return lambda patch: patch.setattr(owner, name, lambda *_, **__: None)


def _row(event: str, whose: table.Whose, present: table.Present, row: Row) -> Plant:
    """Another rule stands in the table."""
    return lambda patch: patch.setitem(table.TABLE, (event, whose, present), row)


def _rejected_counts_as_missed(patch: pytest.MonkeyPatch) -> None:
    right = outcomes.cleared

    def cleared(call: Call, evidence: Evidence) -> Ending:
        ending = right(call, evidence)
        return Ending("missed") if ending.outcome == "rejected" else ending

    patch.setattr(outcomes, "cleared", cleared)


def _newest_call_is_meant(patch: pytest.MonkeyPatch) -> None:
    def find(self: Book, call_id: bytes | None) -> Call | None:
        known = any(call.call_id == call_id for call in self.calls)
        return self.calls[-1] if known else None

    patch.setattr(Book, "find", find)


def _late_events_wake_calls(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Book, "is_retired", lambda *_: False)
    patch.setattr(Book, "has_begun_before", lambda *_: False)
    patch.setattr(Station, "_resynchronise", lambda *_: None)


def _calls_stay_current(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Model, "link_lost", lambda *_: Changes())
    right = actions.actions
    patch.setattr(
        "desktop.station.station.actions", lambda call, calls, ready, features: right(call, calls, True, features)
    )


def _failure_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = Snapshot._take

    def take(self: Snapshot, call_id: bytes, *rest: Any) -> None:
        right(self, call_id, *rest)
        call = self._book.find(call_id)
        if call is not None:
            self._book.put(replace(call, failure=None))

    patch.setattr(Snapshot, "_take", take)


def _joins_are_not_learnt(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Offers, "_learn_setup", lambda *_: None)
    patch.setattr(Offers, "not_joined", lambda *_: False)


DEFECTS: Mapping[str, Defect] = {
    "who answers here has not talked": Defect(_row("established", "mine", "alerting", Row("connected", "keep"))),
    "a call that the far end leaves is over here": Defect(
        _row("connectionCleared", "theirs", "connected", Row("gone", "cleared_here"))
    ),
    "a rejected call counts as missed": Defect(_rejected_counts_as_missed),
    "an event is applied to the wrong call": Defect(_newest_call_is_meant),
    "calls are not compared again": Defect(_nothing(Station, "_resynchronise"), ("lose_event",)),
    "a snapshot ends no call": Defect(_nothing(Snapshot, "_end"), ("lose_event",)),
    "a monitor that the switch ends stays ended": Defect(_nothing(Connection, "_monitor_ended"), ("stop_monitor",)),
    "nothing is asked when the link is back": Defect(_nothing(Connection, "_snapshot_all"), ("restart", "cut")),
    "an old snapshot wins over a new event": Defect(_nothing(Snapshots, "disturb"), ("slow_answer",)),
    "a request without an answer is pending for ever": Defect(_nothing(Client, "_schedule"), ("no_answer",)),
    "late events wake calls that have ended": Defect(_late_events_wake_calls, ("double_event", "swap_events")),
    "how a call ended is not put right": Defect(_nothing(Past, "hear"), ("late_events",)),
    "actions are offered without a link": Defect(_calls_stay_current, ("silent",)),
    "what the switch says of joining calls is ignored": Defect(
        _joins_are_not_learnt, ("joins_from=consultation",), within=200
    ),
    "a transfer that was refused while it rang is offered again": Defect(
        _nothing(Station, "not_joined"), ("transfer_ringing=False",), within=200
    ),
    "a snapshot forgets that a call failed": Defect(_failure_forgotten, ("slow_answer",)),
    "who transferred a call to others still takes part": Defect(
        lambda patch: patch.setattr(joins, "we_left", lambda *_: False)
    ),
    "what is switched at the telephone is not heard": Defect(
        lambda patch: patch.setattr(model, "after", lambda state, _: state)
    ),
    "camping on is offered whyever a call has failed": Defect(
        lambda patch: patch.setitem(actions._ALONE, "failed", {**actions._ALONE["failed"], "campon": None})
    ),
}
"""By what goes wrong."""
