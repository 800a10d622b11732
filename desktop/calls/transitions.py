"""The table at work: one event, by the rule that was found for it."""

from __future__ import annotations

from dataclasses import replace

from desktop.calls import joins
from desktop.calls.beginnings import STARTERS
from desktop.calls.handlers import HANDLERS
from desktop.calls.outcomes import Ending
from desktop.calls.records import Call, State
from desktop.calls.step import Step, cause_after
from desktop.csta.events.call_control import Conferenced, Transferred


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
        step.book.put(replace(result, state=state, cause=cause_after(step, result), current=True))


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
