"""What an event begins whose call is not known: the functions that the table names for the present state "none"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.calls.book import Book
from desktop.calls.handlers import (
    HANDLERS,
    called_digits,
    diverted_here,
    failed_here,
    failed_there,
    left_through_trunk,
    rings_here,
)
from desktop.calls.parties import digits_of, place
from desktop.calls.records import Call, Direction, State
from desktop.calls.step import Step
from desktop.calls.table import RECALLS, row

_BELIEVED: dict[bool, tuple[State, ...]] = {
    False: ("alerting", "connected", "hold"),
    True: ("connected", "hold", "fail"),
}
"""Local states that are taken over from an event about somebody else; True: from a failure."""
_OUR_OWN = frozenset({"serviceInitiated", "originated"})
"""What begins a call that we make ourselves, and nobody else for us."""
_BROUGHT_HERE = RECALLS | {
    *("distributed", "redirected", "transfer", "singleStepTransfer", "conference", "singleStepConference"),
    *("callForward", "callForwardImmediate", "callForwardBusy", "callForwardNoAnswer", "callPickup"),
}
"""Causes of a call that others have brought here, even if it was once ours."""


def ignore(step: Step) -> None:
    """Nothing of ours."""


def start_out(step: Step) -> None:
    """We begin a call."""
    calling = digits_of(getattr(step.event, "calling_device", None))
    call = _base(step, "unknown" if calling is not None and not step.who.is_own(calling) else "out")
    step.book.doubt |= call.direction == "unknown"
    if step.kind == "networkReached":
        call = left_through_trunk(step, call)
    unsure = call.unsure or (step.kind not in _OUR_OWN and _is_talking(step.book))
    first = _consultation_of(step.book, step.cause)
    perhaps = first is None and step.cause == "consultation"
    step.book.put(replace(call, unsure=unsure, consultation_of=first, perhaps_consulted=perhaps))


def start_in(step: Step) -> None:
    """A call reaches us: it rings, waits in our queue, or is answered at once. It may be one that comes back."""
    if step.cause in RECALLS and step.kind == "delivered" and (back := _coming_back(step)) is not None:
        back = step.book.renumber(back, step.event.subject)
        step.book.put(replace(rings_here(step, back), state="alerting", cause=step.cause, current=True))
        return
    ours = step.cause == "callBack" or (step.calling_is_own and step.cause not in _BROUGHT_HERE)
    call = _base(step, "out" if ours else "in")
    talked = step.kind == "established" and call.direction == "in"
    step.book.put(replace(call, rang=step.kind == "delivered", talked=talked))


def start_failed(step: Step) -> None:
    """A call fails whose beginning was not seen."""
    calling = digits_of(getattr(step.event, "calling_device", None))
    call = _base(step, "out" if calling is None or step.calling_is_own else "in")
    call = replace(call, failure=step.cause or "unknown")
    step.book.doubt |= call.direction == "in" and step.whose == "theirs"
    failed = failed_here(step, call) if step.whose == "mine" else failed_there(step, call)
    step.book.put(failed)


def found(step: Step) -> None:
    """A call is under way whose beginning was not seen: it may have been talked before."""
    if not step.calling_is_own and (step.reported is None or step.kind == "diverted"):
        step.book.doubt = True
        return
    call = _base(step, "out" if step.calling_is_own else "unknown")
    step.book.doubt |= call.direction == "unknown"
    if step.whose == "mine":
        step.book.put(replace(call, talked=True))
        return
    rule = row(step.kind, "theirs", "connected")
    assert rule is not None, "what may begin a call may go on with it"
    result = HANDLERS[rule.handler](step, call) or call
    assert isinstance(result, Call), "what somebody else does ends no call"
    talked = result.talked or step.kind in ("held", "retrieved")
    step.book.put(replace(result, talked=talked, unsure=True, perhaps_consulted=True))


def diverted_unseen(step: Step) -> None:
    """A call went elsewhere before it rang here."""
    call = _base(step, "in")
    ending = diverted_here(step, call)
    step.book.end(call, ending, step.cause)


def _base(step: Step, direction: Direction) -> Call:
    who, event = step.who, step.event
    caller, callee = who.caller(event), who.callee(event)
    own_callee, own_caller = who.is_own(callee.number), who.is_own(caller.number)
    if direction == "out":
        peer = caller if own_callee and not own_caller and caller.number else callee
    else:
        peer = replace(caller, state="connected" if step.kind != "diverted" else None)
        if own_caller:
            peer = callee
    told = peer.number is not None or peer.trunk is not None or direction == "in"
    assert event.subject.call_id is not None, "events without a call id are not taken"
    state = step.rule.after
    if step.whose != "mine" and (reported := step.reported) in _BELIEVED[step.kind == "failed"]:
        state = reported
    return step.book.new(
        event.subject.call_id,
        event.subject if step.whose == "mine" and event.subject.device is not None else None,
        event,
        direction=direction,
        state="connected" if state == "gone" else state,
        peers=(peer,) if told and not who.is_own(peer.number) else (),
        called=called_digits(step, direction),
        redirected_from=who.redirected_from(event),
        cause=step.cause,
    )


def _is_talking(book: Book) -> bool:
    """Whether we are in a conversation: a call that nobody dialled may be that one, passed on unheard."""
    return any(call.talked and call.state == "connected" for call in book.calls)


def _consultation_of(book: Book, cause: str | None) -> str | None:
    """The call that was put on hold for the call that begins now."""
    held = [call for call in book.calls if call.state == "hold"]
    waiting = [call for call in held if call.consulting] or (held if cause == "consultation" else [])
    if len(waiting) != 1:
        return None
    book.put(replace(waiting[0], consulting=False))
    return waiting[0].id


def _coming_back(step: Step) -> Call | None:
    """The conversation that a recall goes on with: one on hold here, or one that we transferred or parked."""
    caller = step.who.caller(step.event)
    # The call may be one of our own, and is reported so still.
    other = step.who.callee(step.event) if step.who.is_own(caller.number) else caller
    if (other.number is None and other.trunk is None) or step.who.is_own(other.number):
        return None

    def suits(call: Call) -> bool:
        at = place(call.peers, other.device, other.number, other.trunk)
        # The same number may be in two calls, but not over the same trunk.
        return at is not None and (other.trunk is None or call.peers[at].trunk in (None, other.trunk))

    def left(call: Call) -> bool:
        parked = call.outcome == "talked" and (call.to is not None or call.cause == "park")
        return suits(call) and (call.outcome == "transferred" or parked)

    held = next((call for call in step.book.calls if call.state == "hold" and suits(call)), None)
    # Who was asked back may have the same number as who waited meanwhile: with that one we had talked.
    return held or step.book.revive(lambda call: left(call) and call.talked) or step.book.revive(left)


STARTERS: dict[str, Callable[[Step], None]] = {
    one.__name__: one for one in (ignore, start_out, start_in, start_failed, found, diverted_unseen)
}
