"""Calls to groups: who of the members rings, and who waits.

A call comes to a group by :func:`enter`. A waiting call is a connection at the group in the state queued; the order of
a queue is that of its connections. :func:`settle` belongs to the end of everything that may have made somebody free:
it follows agents whose calls began or ended, and hands out what waits.

What is told (ECMA-269, from general knowledge): a hunting group tells Diverted(distributed) from itself to the member
that rings. A UCD group is a device that a call enters: Delivered(enteringDistribution), then Diverted(distributed) to
the agent at once, or Queued(noAvailableAgents) before that. Of phones that ring together each is told
Delivered(multipleAlerting).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import Delivered, Queued
from desktop.switchsim import agents
from desktop.switchsim.company import Group, Habits
from desktop.switchsim.model import Call, Leg, Phone, State

if TYPE_CHECKING:
    from desktop.switchsim.exchange import Exchange

_TOGETHER = ("all", "phones")


# calls


def enter(exchange: Exchange, call: Call, group: Group) -> None:
    """Bring a call to a group: a member rings, or it waits, overflows, or hears busy."""
    if group.number in call.hops:
        exchange.fail(call, group.number, EventCause.busy)
        return
    call.group = group.number
    place = Leg(call, group.number, group.number, None, Habits())
    if group.kind == "ucd":
        exchange.enter(place, State.alerting)
        exchange.tell(place, Delivered, EventCause.enteringDistribution)
    queue = queue_of(exchange, group)
    if not queue and _offer(exchange, place, group):
        return
    if len(queue) < group.queue:
        _wait(exchange, place, group)
    elif group.overflow_to is not None:
        exchange.divert(place, group.overflow_to, EventCause.overflow, "moved_on")
    else:
        if place in call.legs:
            exchange.leave(place)
            exchange.calls[call.id] = call
        exchange.fail(call, group.number, EventCause.busy)


def queue_of(exchange: Exchange, group: Group) -> list[Leg]:
    """The connections that wait at a group, the next one first."""
    return [leg for leg in exchange.legs(group.number) if leg.state is State.queued]


def _wait(exchange: Exchange, place: Leg, group: Group) -> None:
    in_front = len(queue_of(exchange, group))
    if place in place.call.legs:
        place.state = State.queued
    else:
        exchange.enter(place, State.queued)
    cause = EventCause.noAvailableAgents if group.kind == "ucd" else EventCause.busy
    exchange.tell(place, Queued, cause, number_queued=in_front + 1, calls_in_front=in_front)
    exchange.after(group.overflow_after, place, lambda: _overflow(exchange, place, group))


def _overflow(exchange: Exchange, place: Leg, group: Group) -> None:
    if group.overflow_to is not None:
        exchange.divert(place, group.overflow_to, EventCause.overflow, "moved_on")


def _offer(exchange: Exchange, place: Leg, group: Group) -> bool:
    """Let whoever's turn it is ring; False: nobody can."""
    members = _in_turn(exchange, group, place.call)
    if not members:
        return False
    together = group.kind in _TOGETHER
    exchange.withdraw(place, members[0], EventCause.distributed, "moved_on")
    cause = EventCause.multipleAlerting if together else EventCause.distributed
    for member in members if together else members[:1]:
        exchange.turns[group.number] = member
        exchange.ring(place.call, member, cause, group=group.number)
    return True


def _in_turn(exchange: Exchange, group: Group, call: Call, after: str | None = None) -> list[str]:
    """The members that can ring, the next one first; ``after``: the one that has just rung in vain."""
    members = list(dict.fromkeys(exchange.line(member) for member in group.members))
    last = after if group.kind == "linear" else exchange.turns.get(group.number)
    if last in members and group.kind in ("linear", "cyclic"):
        behind = members.index(last) + 1
        members = members[behind:] + (members[:behind] if group.kind == "cyclic" else [])
    there = {leg.device for leg in call.legs}
    free = [member for member in members if member not in there and _free(exchange, exchange.phones[member])]
    if group.kind == "ucd":
        phones = exchange.phones
        free = [member for member in free if phones[member].agent == "ready"]
        free.sort(key=lambda member: phones[member].agent_since)
    return free


def _free(exchange: Exchange, phone: Phone) -> bool:
    can_ring = phone.in_service and not phone.do_not_disturb and not phone.station.habits.busy
    return can_ring and all(leg.state is State.queued for leg in exchange.legs(phone.station.number))


def next_member(exchange: Exchange, leg: Leg, group: Group) -> None:
    """A member does not answer: it is the next one's turn, if there is one; else it rings on."""
    if group.kind in _TOGETHER:
        return
    members = _in_turn(exchange, group, leg.call, after=leg.device)
    if not members:
        return
    cause = EventCause[exchange.quirks.hunting_cause]
    if group.kind == "ucd":
        cause = EventCause.distributed
        exchange.phones[leg.device].agent_since = exchange.now  # who lets calls ring goes to the end of the row
    call, hops = leg.call, leg.call.hops
    exchange.withdraw(leg, members[0], cause, "moved_on")
    call.hops = hops  # a member is no forwarding: it may have its turn again
    exchange.turns[group.number] = members[0]
    exchange.ring(call, members[0], cause, group=group.number)


# phones that ring together


def rings_elsewhere(exchange: Exchange, leg: Leg) -> bool:
    """Whether another phone of its group rings with it."""
    return leg.group is not None and any(one.group == leg.group for one in rivals(exchange, leg))


def rivals(exchange: Exchange, leg: Leg) -> list[Leg]:
    """The connections that end when ``leg`` is answered: of phones of a group that ring together."""
    groups = exchange.groups
    return [
        one
        for one in leg.others
        if one.state is State.alerting and one.group is not None and groups[one.group].kind in _TOGETHER
    ]


def divert_rivals(exchange: Exchange, others: list[Leg], answered: Leg) -> None:
    """Take the call away from those who ring on, as it is answered at ``answered``."""
    for leg in others:
        call, redirected, hops = leg.call, leg.call.redirected_from, leg.call.hops
        cause, outcome, by = _elsewhere(exchange, leg, answered)
        exchange.withdraw(leg, answered.number or answered.device, cause, outcome, by=by)
        call.redirected_from, call.hops = redirected, hops  # the call has not come by way of them


def clear_rivals(exchange: Exchange, others: list[Leg], answered: Leg) -> None:
    """Clear the connections of those who ring on, as the call was answered at ``answered``."""
    for leg in others:
        cause, _, by = _elsewhere(exchange, leg, answered)
        if cause is not EventCause.multipleAlerting:
            cause = EventCause.normalClearing
        exchange.clear(leg, cause, outcome="taken_by", by=by or answered.number)


def _elsewhere(exchange: Exchange, leg: Leg, answered: Leg) -> tuple[EventCause, str, str | None]:
    """Cause, outcome and who took it, for a phone where a call rang that was answered elsewhere."""
    if exchange.groups[leg.group or ""].kind == "phones":
        return EventCause.multipleAlerting, "taken_by", leg.device  # the same person, at another phone
    return EventCause.distributed, "moved_on", None


# queues


def settle(exchange: Exchange) -> None:
    """Follow agents whose calls began or ended, and let free members have what waits."""
    for number in list(exchange.agents):
        agents.follow(exchange, number)
    for group in exchange.groups.values():
        for place in queue_of(exchange, group):
            if not _offer(exchange, place, group):
                break
