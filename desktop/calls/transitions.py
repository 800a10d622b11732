"""The table at work: one event, by the rule that was found for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from desktop.calls import joins, outcomes
from desktop.calls.beginnings import STARTERS
from desktop.calls.book import Book
from desktop.calls.handlers import HANDLERS
from desktop.calls.outcomes import Ending
from desktop.calls.parties import KIND, Who, digits_of
from desktop.calls.records import NOBODY, Call, State
from desktop.calls.step import Step, cause_after, cause_of
from desktop.calls.table import BEGINNINGS, RECALLS, Present, Row, Whose, row
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import CallEvent
from desktop.csta.events.call_control import Conferenced, Transferred

_WHERE: Mapping[str, State] = {"queued": "queued", "delivered": "alerting", "offered": "alerting"}
"""What a party does of whom an event tells that."""


def happen(
    book: Book, who: Who, event: CallEvent, whose: Whose, call: Call | None, short_ring: timedelta
) -> None:
    """Let an event happen to a call of ``book``, or begin one (None), as the table says."""
    present: Present = "none"
    if call is not None:
        assert call.state != "gone", "calls that are gone are not present"
        present = call.state
        if whose == "mine" and KIND[type(event)] in BEGINNINGS and cause_of(event) not in RECALLS:
            call = book.put(replace(call, unsure=False))  # late, where the state is not allowed: that is how it began
    null = event.local_connection_info == LocalConnectionState.null
    joined = isinstance(event, Transferred | Conferenced)
    rule = row(KIND[type(event)], whose, present, recall=cause_of(event) in RECALLS)
    if call is not None and null and not joined and (rule is None or rule.after != "gone"):
        _our_connection_is_gone(Step(book, who, event, whose, Row("gone", "cleared_here"), short_ring), call)
    elif rule is None:
        book.doubt = True
    else:
        take(Step(book, who, event, whose, rule, short_ring), call)


def _our_connection_is_gone(step: Step, call: Call) -> None:
    """An event about another says that our own connection is null now: the call is over for us."""
    if step.whose == "mine" and step.kind != "failed":
        step.book.doubt = True
        return
    released_by = digits_of(getattr(step.event, "releasing_device", None))
    ending = outcomes.cleared(call, step.evidence(call, released_by))
    if step.cause == "park" and ending.outcome == "talked":  # Queued, where it is parked now
        ending = replace(ending, to=step.who.subject(step.event).number or ending.to)
    step.book.end(call, ending, step.cause)


def take(step: Step, call: Call | None) -> None:
    """Let the step's event happen, by the rule that was found for it."""
    step.book.doubt |= step.rule.doubt
    if isinstance(step.event, Transferred | Conferenced):
        if call is None:
            joins.join_unknown(step)
        else:
            joins.join(step, call)
        return
    if call is None:
        STARTERS[step.rule.handler](step)
        return
    result = HANDLERS[step.rule.handler](step, call)
    if isinstance(result, Ending):
        step.book.end(call, result, step.cause)
        return
    if step.rule.after == "gone":
        return  # not so, after all
    state = _state_after(step, call)
    if result is None:
        step.book.put(replace(call, state=state, current=True))
    else:
        result = _told(step, result)
        step.book.put(replace(result, state=state, cause=cause_after(step, result), current=True))


def _told(step: Step, call: Call) -> Call:
    """What only a snapshot had told an event tells now, which was under way."""
    now = NOBODY if step.kind == "failed" else (step.who.subject(step.event).key, _WHERE.get(step.kind))
    return replace(call, untold=call.untold - {now})


def _state_after(step: Step, call: Call) -> State:
    by_rule = call.state if step.rule.after == "same" else step.rule.after
    assert by_rule != "none", "no rule makes a call unknown"
    reported = step.reported
    if reported is None or reported == by_rule:
        return by_rule
    if reported == "fail" and step.kind in ("failed", "connectionCleared"):
        return "fail"  # the far end has gone and left us with a tone
    # Something was lost or comes late: which of both, a snapshot can tell.
    step.book.doubt = True
    return by_rule
