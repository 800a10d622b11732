"""What an event does to a present call, beside its state: the functions that the table names.

A handler gets the call and returns it changed, an :class:`~desktop.calls.outcomes.Ending` when the call is over, or
None when the event tells nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.calls import outcomes
from desktop.calls.outcomes import Ending
from desktop.calls.parties import digits_of, merge, place, place_of, put, without
from desktop.calls.records import Call, Direction, Party, State
from desktop.calls.step import Step
from desktop.calls.table import RECALLS

# --- what several need


def called_digits(step: Step, direction: Direction) -> str | None:
    """What was called; for a call that we make our own number is none."""
    called = step.who.called_digits(step.event)
    return None if direction == "out" and step.who.is_own(called) else called


def _told(step: Step, call: Call) -> Call:
    """Take over what was called and who redirected it; in a conversation that would be about somebody else."""
    if call.talked and step.cause not in RECALLS:
        return call
    called = called_digits(step, call.direction) or call.called
    return replace(call, called=called, redirected_from=step.who.redirected_from(step.event) or call.redirected_from)


def _far_end(step: Step) -> Party:
    """The other end as an event tells it: who was called, or who calls us."""
    callee, caller = step.who.callee(step.event), step.who.caller(step.event)
    if callee.number is not None and not step.who.is_own(callee.number):
        return callee
    return Party() if step.who.is_own(caller.number) else caller


def _known_outside(step: Step, call: Call, party: Party) -> Party:
    """Who is reached through a trunk. Where a call was redirected that is not who was called: who is known stays.

    Where it rings elsewhere, too, that is the one of whom nothing was heard yet.
    """
    awaited = call.peers if len(call.peers) == 1 else tuple(peer for peer in call.peers if peer.state is None)
    if len(awaited) != 1 or awaited[0].number is None or step.who.redirected_from(step.event) is None:
        return party
    known = awaited[0]
    return replace(party, number=known.number, name=known.name, presentation=known.presentation)


def _present(step: Step, call: Call) -> tuple[Party, ...]:
    """Who is in a conversation when somebody comes in: not who was awaited, and for whom that one comes.

    So it is with a group that was called, and with one that was not reached.
    """
    awaited = {step.who.callee(step.event).number, step.who.redirected_from(step.event)} - {None}
    return tuple(
        peer for peer in call.peers if peer.state != "gone" and not (peer.state is None and peer.number in awaited)
    )


def _with_other(step: Step, call: Call, state: State) -> Call:
    """The other device of the event is in ``state`` now: a known party, a new one, or one in place of the old one."""
    subject, far = step.who.subject(step.event), _far_end(step)
    if subject.trunk is not None and not call.talked:
        far = _known_outside(step, call, far)
    if subject.number is None or subject.number == far.number:
        subject = merge(far, subject)
    party = replace(subject, state=state)
    index = place_of(call.peers, party)
    left = call.left - {party.device, party.trunk}
    if index is not None:
        peers = put(call.peers, index, merge(call.peers[index], party))
    elif call.peers and party.number is None and party.key is None:
        step.book.doubt = True
        return call
    elif call.talked and (present := _present(step, call)):
        peers = (*present, party)
    elif step.cause == "multipleAlerting":  # it rings at each of several telephones
        peers = (*(peer for peer in call.peers if peer.state == "alerting"), party)
    else:
        peers = (party,)
    return replace(_told(step, call), peers=peers, left=left)


def _with_known(step: Step, call: Call, state: State) -> Call | None:
    """A party that must be known is in ``state`` now."""
    subject = step.who.subject(step.event)
    index = place_of(call.peers, subject)
    if index is None:
        step.book.doubt = True
        return None
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
    party = replace(step.who.callee(step.event), device=None, trunk=interface, external=True)
    if step.who.is_own(party.number):
        party = replace(party, number=None, name=None, presentation="unknown")
    if not call.talked:
        party = _known_outside(step, call, party)
    index = place(call.peers, party.number, interface)
    if index is None and not call.talked:
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
    asked = step.book.asked.get(call.id)
    if asked is not None and asked.action == "deflect" and not step.book.began(call, step.event):
        del step.book.asked[call.id]  # that was done, though nobody has said so, and the call is back
    call = described(step, call)
    if step.cause == "callBack":  # one of our own, whatever was told before: what nobody answers is not missed
        call = replace(call, direction="out")
    return replace(call, rang=True)


def rings_there(step: Step, call: Call) -> Call:
    """It rings at another device, be it after we camped on there: what failed before is over.

    Where that one has left already, and nobody has sent the call there again, this may come late: then it is over.
    """
    subject = step.who.subject(step.event)
    index = place_of(call.peers, subject)
    sent_again = index is not None and call.peers[index].state is None
    late = not call.talked and subject.key in call.left and not sent_again
    return replace(_with_other(step, call, "alerting"), failure=None, unsure=call.unsure or late)


def answered_here(step: Step, call: Call) -> Call:
    """We answered. A call of our own (call back, a phone that prompts) is not talked before the other end answers."""
    call = described(step, call)
    if call.direction == "out":
        return call
    peers = (
        call.peers
        if call.talked and call.state == "connected"
        else tuple(
            replace(peer, state="connected") if peer.state in (None, "alerting", "fail") else peer
            for peer in call.peers
        )
    )
    return replace(call, talked=True, peers=peers)


def answered_there(step: Step, call: Call) -> Call:
    """Another device answered."""
    after = _with_other(step, call, "connected")
    # In a conversation a party that was not announced may be a third one, or one that the call was transferred to.
    step.book.doubt |= call.talked and len(after.peers) > sum(peer.state != "gone" for peer in call.peers)
    return replace(after, talked=True)


def answered_elsewhere(step: Step, call: Call) -> Call:
    """While it rings here, another device answers: instead of us, unless others talk already, and we are added."""
    subject = step.who.subject(step.event)
    index = place(call.peers, subject.device, subject.trunk)
    talk = sum(peer.state in ("connected", "hold") for peer in call.peers) > 1
    if index is None or not (talk or call.peers[index].state == "connected"):
        by = subject.number or digits_of(step.event.subject_device)  # one outside may be told by its trunk
        call = replace(call, answered_by=by or call.answered_by)
    if index is None:
        return call
    return replace(call, peers=put(call.peers, index, replace(call.peers[index], state="connected")))


def held_here(step: Step, call: Call) -> Call:
    """We put the call on hold; perhaps for a consultation."""
    seen = any(other.consultation_of == call.id for other in step.book.calls)
    return replace(call, consulting=call.consulting or (step.cause == "consultation" and not seen))


def held_there(step: Step, call: Call) -> Call | None:
    """Another device put us on hold."""
    return _as_talked(_with_known(step, call, "hold"))


def retrieved_here(step: Step, call: Call) -> Call:
    """We took the call back from hold."""
    return replace(call, consulting=False)


def retrieved_there(step: Step, call: Call) -> Call | None:
    """Another device took us back from hold."""
    return _as_talked(_with_known(step, call, "connected"))


def _as_talked(call: Call | None) -> Call | None:
    """Who holds us had answered, whether or not that was said; while it rings here others hold one another."""
    if call is None or call.state not in ("connected", "hold"):
        return call
    return replace(call, talked=True)


def queued_there(step: Step, call: Call) -> Call:
    """The call waits in a queue."""
    return replace(_with_other(step, call, "queued"), failure=None)


def _was_under_way(call: Call) -> bool:
    """Whether a call had reached its other end before it failed: a failure then means that the other has left."""
    return call.talked or (call.direction != "out" and call.failure is None)


def failed_here(step: Step, call: Call) -> Call:
    """Our connection failed; after a conversation that is only the tone that follows it (rule 9)."""
    if _was_under_way(call):
        return replace(call, peers=tuple(replace(peer, state="gone") for peer in call.peers))
    return replace(dialled(step, call), failure=step.cause or call.failure or "unknown")


def failed_there(step: Step, call: Call) -> Call:
    """Another's connection failed."""
    if _was_under_way(call):
        subject = step.who.subject(step.event)
        index = place_of(call.peers, subject) if subject.key not in call.left else None
        if index is None:  # where it was sent to, before anybody knew by which trunk
            index = place(call.peers, digits_of(step.event.subject_device))
        return call if index is None else _leave(call, index, subject)
    if len(call.peers) > 1 and (index := _one_of_several(step, call)) is not None:
        return replace(call, peers=without(call.peers, index))
    return replace(_with_other(step, call, "fail"), failure=step.cause or call.failure or "unknown")


def _one_of_several(step: Step, call: Call) -> int | None:
    """Where the one is who could not be reached, while it rings at another: so the call has not failed."""
    subject = step.who.subject(step.event)
    index = place_of(call.peers, subject)
    rings = any(peer.state == "alerting" for at, peer in enumerate(call.peers) if at != index)
    return index if rings else None


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
    elif known is not None and index is not None and known != index:  # it rang at both
        call = replace(call, peers=without(call.peers, index))
    elif known is None and not call.talked:
        call = replace(call, peers=(target,))
    return call if call.talked else replace(call, redirected_from=source.number or call.redirected_from, failure=None)


def diverted_here(step: Step, call: Call) -> Ending:
    """The call goes from our device to another one."""
    to = step.who.party(getattr(step.event, "new_destination", None)).number
    called = call.called or step.who.called_digits(step.event)  # a transfer may have changed what the switch calls so
    return outcomes.diverted(call, to, step.evidence(call), called_us=called is None or step.who.is_own(called))


def cleared_here(step: Step, call: Call) -> Ending | None:
    """Our connection is gone; unless it was only that of another number of ours in the same call."""
    released_by = digits_of(getattr(step.event, "releasing_device", None))
    if (
        step.reported is not None
        and call.connection is not None
        and step.event.subject.digits != call.connection.digits
    ):
        step.book.doubt = True
        return None
    return outcomes.cleared(call, step.evidence(call, released_by))


def cleared_there(step: Step, call: Call) -> Call | None:
    """Another left: one of a conference, or the one that we talked to."""
    subject = step.who.subject(step.event)
    if subject.key in call.left:
        return None
    index = place_of(call.peers, subject)
    if index is None and call.state == "queued" and len(call.peers) == 1:
        index = 0  # the only other there is: of a parked call the caller that is told may have left long before
    if index is None:
        step.book.doubt |= call.talked
        return None
    return _leave(call, index, subject)


def _leave(call: Call, index: int, subject: Party) -> Call:
    key = subject.key
    return replace(call, peers=without(call.peers, index), left=call.left | ({key} if key is not None else frozenset()))


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
