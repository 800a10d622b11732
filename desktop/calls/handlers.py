"""What an event does to one call, beside its state: the functions that the table names.

A handler of :data:`HANDLERS` gets a present call and returns it changed, an
:class:`~desktop.calls.outcomes.Ending` when the call is over, or None when the event tells nothing of it. A handler of
:data:`STARTERS` is for events of calls that are not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.calls import outcomes
from desktop.calls.book import Book
from desktop.calls.outcomes import Ending, Evidence
from desktop.calls.parties import KIND, Who, digits_of, in_state, merge, place, place_of, put, without
from desktop.calls.records import Call, Direction, Party, State
from desktop.calls.table import Row, Whose, row
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events import CallEvent

RECALLS = frozenset({"recall", "recallBusy", "recallForwarded", "recallNoAnswer", "recallResourcesNotAvailable"})
"""Causes of a call that comes back (EventCause 27, 111 to 114)."""
_STAYING = frozenset({"intrude", "silentParticipation"})
"""Causes that the card always shows while somebody takes part in that way."""
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


def cause_of(event: CallEvent) -> str | None:
    """The event's cause by its ECMA-285 name, ``value-N`` for an unknown one."""
    return None if event.cause is None else event.cause.name


def reported_state(info: LocalConnectionState | None) -> State | None:
    """A local connection state in our words; None for null, for an unknown one, and for none."""
    return None if info is None else _STATES.get(info)


def take(step: Step, call: Call | None) -> None:
    """Let the step's event happen, by the rule that was found for it."""
    step.book.doubt |= step.rule.doubt
    if call is None:
        STARTERS[step.rule.handler](step)
        return
    result = HANDLERS[step.rule.handler](step, call)
    if isinstance(result, Ending):
        step.book.end(call, result, step.cause)
        return
    state = _state_after(step, call)
    if result is None:
        step.book.put(replace(call, state=state, current=True))
    else:
        step.book.put(replace(result, state=state, cause=_cause_after(step, result), current=True))


def _state_after(step: Step, call: Call) -> State:
    by_rule = call.state if step.rule.after == "same" else step.rule.after
    assert by_rule != "none", "no rule makes a call unknown"
    reported = step.reported
    if reported is None or reported == by_rule:
        return by_rule
    # The far end's going away may leave us with a tone; and joined calls are in the state that their event reports.
    step.book.doubt |= reported != "fail" and step.whose != "any"
    return by_rule if step.whose == "mine" else reported


def _cause_after(step: Step, call: Call) -> str | None:
    if step.cause is None or (call.cause in _STAYING and step.kind not in ("connectionCleared", "conferenced")):
        return call.cause
    return step.cause


# --- calls that are not known yet


def ignore(step: Step) -> None:
    """Nothing of ours."""


def start_out(step: Step) -> None:
    """We begin a call."""
    calling = digits_of(getattr(step.event, "calling_device", None))
    call = _base(step, "unknown" if calling is not None and not step.who.is_own(calling) else "out")
    step.book.doubt |= call.direction == "unknown"
    if step.kind == "networkReached":
        call = left_through_trunk(step, call)
    step.book.put(replace(call, consultation_of=_consultation_of(step.book, step.cause)))


def start_in(step: Step) -> None:
    """A call reaches us: it rings, waits in our queue, or is answered at once. It may be one that comes back."""
    if step.cause in RECALLS and step.kind == "delivered" and (back := _coming_back(step)) is not None:
        back = step.book.renumber(back, step.event.subject)
        step.book.put(replace(rings_here(step, back), state="alerting", cause=step.cause, current=True))
        return
    call = _base(step, "out" if step.cause == "callBack" or step.calling_is_own else "in")
    talked = step.kind == "established" and call.direction == "in"
    step.book.put(replace(call, rang=step.kind == "delivered", talked=talked))


def start_failed(step: Step) -> None:
    """A call fails whose beginning was not seen."""
    calling = digits_of(getattr(step.event, "calling_device", None))
    call = _base(step, "out" if calling is None or step.calling_is_own else "in")
    if call.direction == "in":
        step.book.doubt |= step.whose == "theirs"
        step.book.put(replace(call, failure=step.cause or "unknown"))
        return
    failed = failed_here(step, call) if step.whose == "mine" else failed_there(step, call)
    step.book.put(failed)


def found(step: Step) -> None:
    """A call is under way whose beginning was not seen."""
    if not step.calling_is_own and (step.reported is None or step.kind == "diverted"):
        step.book.doubt = True
        return
    call = replace(_base(step, "out" if step.calling_is_own else "unknown"))
    step.book.doubt |= call.direction == "unknown"
    if step.whose == "mine":
        step.book.put(replace(call, talked=True))
        return
    rule = row(step.kind, "theirs", "connected")
    assert rule is not None, "what may begin a call may go on with it"
    result = HANDLERS[rule.handler](step, call)
    assert isinstance(result, Call), "what somebody else does ends no call"
    step.book.put(replace(result, talked=result.talked or step.kind in ("held", "retrieved")))


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
    if step.whose != "mine" and step.reported is not None:
        state = step.reported
    return step.book.new(
        event.subject.call_id,
        event.subject if step.whose == "mine" and event.subject.device is not None else None,
        event,
        direction=direction,
        state="connected" if state == "gone" else state,
        peers=(peer,) if told and not who.is_own(peer.number) else (),
        called=_called(step, direction),
        redirected_from=who.redirected_from(event),
        cause=step.cause,
    )


def _called(step: Step, direction: Direction) -> str | None:
    called = step.who.called_digits(step.event)
    return None if direction == "out" and step.who.is_own(called) else called


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
    if caller.number is None and caller.trunk is None:
        return None

    def suits(call: Call) -> bool:
        return place(call.peers, caller.device, caller.number, caller.trunk) is not None

    held = next((call for call in step.book.calls if call.state == "hold" and suits(call)), None)
    return held or step.book.revive(
        lambda call: (
            suits(call) and (call.outcome == "transferred" or (call.outcome == "talked" and call.to is not None))
        )
    )


# --- what both kinds need


def _told(step: Step, call: Call) -> Call:
    """Take over what was called and who redirected it; in a conversation that would be about somebody else."""
    if call.talked and step.cause not in RECALLS:
        return call
    called = _called(step, call.direction) or call.called
    return replace(call, called=called, redirected_from=step.who.redirected_from(step.event) or call.redirected_from)


def _far_end(step: Step) -> Party:
    """The other end as an event tells it: who was called, or who calls us."""
    callee, caller = step.who.callee(step.event), step.who.caller(step.event)
    if callee.number is not None and not step.who.is_own(callee.number):
        return callee
    return Party() if step.who.is_own(caller.number) else caller


def _with_other(step: Step, call: Call, state: State) -> Call:
    """The other device of the event is in ``state`` now: a known party, a new one, or one in place of the old one."""
    subject, far = step.who.subject(step.event), _far_end(step)
    if subject.number is None or subject.number == far.number:
        subject = merge(far, subject)
    party = replace(subject, state=state)
    index = place_of(call.peers, party)
    left = call.left - {party.device, party.trunk}
    if index is not None:
        peers = put(call.peers, index, merge(call.peers[index], party))
    elif call.talked and (present := tuple(peer for peer in call.peers if peer.state != "gone")):
        peers = (*present, party)
    else:
        peers = (party,)
    return replace(_told(step, call), peers=peers, left=left)


def _with_known(step: Step, call: Call, state: State) -> Call:
    """A party that must be known is in ``state`` now."""
    subject = step.who.subject(step.event)
    index = place_of(call.peers, subject)
    if index is None:
        step.book.doubt = True
        return call
    return replace(call, peers=put(call.peers, index, replace(merge(call.peers[index], subject), state=state)))


# --- present calls


def keep(step: Step, call: Call) -> None:
    """Nothing that we show."""


def dialled(step: Step, call: Call) -> Call:
    """We dialled: whom, the event may tell."""
    callee = step.who.callee(step.event)
    call = _told(step, call)
    if callee.number is None or step.who.is_own(callee.number) or call.talked:
        return call
    if not call.peers:
        return replace(call, peers=(callee,))
    index = place_of(call.peers, callee)
    return call if index is None else replace(call, peers=put(call.peers, index, merge(call.peers[index], callee)))


def left_through_trunk(step: Step, call: Call) -> Call:
    """The call goes outside."""
    interface = digits_of(getattr(step.event, "network_interface_used", None)) or step.who.subject(step.event).trunk
    party = replace(step.who.callee(step.event), trunk=interface, external=True)
    if party.device == interface or step.who.is_own(party.device):
        party = replace(party, device=None)
    if step.who.is_own(party.number):
        party = replace(party, number=None, name=None, presentation="unknown")
    index = place_of(call.peers, party)
    if index is not None:
        peers = put(call.peers, index, merge(call.peers[index], party))
    elif call.talked:
        return call
    else:
        peers = (party,)
    return replace(_told(step, call), peers=peers)


def described(step: Step, call: Call) -> Call:
    """The event tells who calls, or who is called."""
    if call.direction == "out":
        return replace(dialled(step, call), failure=None)
    caller = step.who.caller(step.event)
    call = _told(step, call)
    if caller.number is None or step.who.is_own(caller.number):
        return call
    index = place_of(call.peers, caller)
    if index is not None:
        return replace(call, peers=put(call.peers, index, merge(call.peers[index], caller)))
    return call if call.talked else replace(call, peers=(replace(caller, state="connected"),))


def rings_here(step: Step, call: Call) -> Call:
    """It rings at our device."""
    return replace(described(step, call), rang=True)


def rings_there(step: Step, call: Call) -> Call:
    """It rings at another device."""
    return _with_other(step, call, "alerting")


def answered_here(step: Step, call: Call) -> Call:
    """We answered. A call of our own (call back, a phone that prompts) is not talked before the other end answers."""
    call = described(step, call)
    if call.direction == "out":
        return call
    peers = (
        call.peers
        if call.talked and call.state == "connected"
        else tuple(
            replace(peer, state="connected") if peer.state in (None, "alerting") else peer for peer in call.peers
        )
    )
    return replace(call, talked=True, peers=peers)


def answered_there(step: Step, call: Call) -> Call:
    """Another device answered."""
    after = _with_other(step, call, "connected")
    # In a conversation a party that was not announced may be a third one, or one that the call was transferred to.
    step.book.doubt |= call.talked and len(after.peers) > len(in_state(call.peers, *_STATES.values(), None))
    return replace(after, talked=True, failure=None)


def answered_elsewhere(step: Step, call: Call) -> Call:
    """While it rings here, another device answers."""
    subject = step.who.subject(step.event)
    index = place(call.peers, subject.device, subject.trunk)
    if index is not None:
        return replace(call, peers=put(call.peers, index, replace(call.peers[index], state="connected")))
    return replace(call, answered_by=subject.number or call.answered_by)


def held_here(step: Step, call: Call) -> Call:
    """We put the call on hold; perhaps for a consultation."""
    seen = any(other.consultation_of == call.id for other in step.book.calls)
    return replace(call, consulting=call.consulting or (step.cause == "consultation" and not seen))


def held_there(step: Step, call: Call) -> Call:
    """Another device put us on hold."""
    return _with_known(step, call, "hold")


def retrieved_here(step: Step, call: Call) -> Call:
    """We took the call back from hold."""
    return replace(call, consulting=False)


def retrieved_there(step: Step, call: Call) -> Call:
    """Another device took us back from hold."""
    return _with_known(step, call, "connected")


def queued_there(step: Step, call: Call) -> Call:
    """The call waits in a queue."""
    return replace(_with_other(step, call, "queued"), failure=None)


def failed_here(step: Step, call: Call) -> Call:
    """Our connection failed; after a conversation that is only the tone that follows it (rule 9)."""
    if call.talked or call.direction != "out":
        return replace(call, peers=tuple(replace(peer, state="gone") for peer in call.peers))
    return replace(dialled(step, call), failure=step.cause or call.failure or "unknown")


def failed_there(step: Step, call: Call) -> Call:
    """Another's connection failed."""
    if call.talked or call.direction != "out":
        subject = step.who.subject(step.event)
        index = place_of(call.peers, subject) if _key(subject) not in call.left else None
        return call if index is None else _leave(call, index, subject)
    return replace(_with_other(step, call, "fail"), failure=step.cause or call.failure or "unknown")


def diverted_there(step: Step, call: Call) -> Call:
    """The call that we made goes to another device."""
    target = step.who.party(getattr(step.event, "new_destination", None))
    source = step.who.subject(step.event)
    if target.number is None or step.who.is_own(target.number):
        return call
    known = place(call.peers, target.device, target.number)
    index = place_of(call.peers, source)
    if known is None and index is not None:
        call = replace(call, peers=put(call.peers, index, target))
    elif known is None and not call.talked:
        call = replace(call, peers=(target,))
    return call if call.talked else replace(call, redirected_from=source.number or call.redirected_from, failure=None)


def diverted_here(step: Step, call: Call) -> Ending:
    """The call goes from our device to another one."""
    to = step.who.party(getattr(step.event, "new_destination", None)).number
    called = step.who.called_digits(step.event) or call.called
    return outcomes.diverted(call, to, step.evidence(call), called_us=called is None or step.who.is_own(called))


def cleared_here(step: Step, call: Call) -> Call | Ending:
    """Our connection is gone; unless it was only that of another number of ours in the same call."""
    released_by = digits_of(getattr(step.event, "releasing_device", None))
    if (
        step.reported is not None
        and call.connection is not None
        and step.event.subject.digits != call.connection.digits
    ):
        step.book.doubt = True
        return call
    return outcomes.cleared(call, step.evidence(call, released_by))


def cleared_there(step: Step, call: Call) -> Call:
    """Another left: one of a conference, or the one that we talked to."""
    subject = step.who.subject(step.event)
    if _key(subject) in call.left:
        return call
    index = place_of(call.peers, subject)
    if index is None:
        step.book.doubt |= call.talked
        return call
    return _leave(call, index, subject)


def _key(party: Party) -> str | None:
    return party.device or party.trunk


def _leave(call: Call, index: int, subject: Party) -> Call:
    key = _key(subject)
    return replace(call, peers=without(call.peers, index), left=call.left | ({key} if key is not None else frozenset()))


STARTERS: dict[str, Callable[[Step], None]] = {
    one.__name__: one for one in (ignore, start_out, start_in, start_failed, found, diverted_unseen)
}
HANDLERS: dict[str, Callable[[Step, Call], Call | Ending | None]] = {
    one.__name__: one
    for one in (
        keep,
        dialled,
        left_through_trunk,
        described,
        rings_here,
        rings_there,
        answered_here,
        answered_there,
        answered_elsewhere,
        held_here,
        held_there,
        retrieved_here,
        retrieved_there,
        queued_there,
        failed_here,
        failed_there,
        diverted_there,
        diverted_here,
        cleared_here,
        cleared_there,
    )
}
"""Handlers by the name that the table gives them; :mod:`desktop.calls.joins` has those of joined calls."""
