"""Calls that come back by themselves: held too long, or sent where nobody takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.csta.enumerations import EventCause
from desktop.switchsim.model import WAITING, Leg

if TYPE_CHECKING:
    from desktop.switchsim.exchange import Exchange

_REASONS = {
    EventCause.busy: EventCause.recallBusy,
    EventCause.trunksBusy: EventCause.recallResourcesNotAvailable,
    EventCause.networkCongestion: EventCause.recallResourcesNotAvailable,
    EventCause.resourcesNotAvailable: EventCause.recallResourcesNotAvailable,
}
_FORWARDED = (
    EventCause.callForward,
    EventCause.callForwardImmediate,
    EventCause.callForwardBusy,
    EventCause.callForwardNoAnswer,
)


def reason(failure: EventCause) -> EventCause:
    """Why a call comes back that failed where it was sent."""
    return _REASONS.get(failure, EventCause.recallNoAnswer)


def unanswered(leg: Leg) -> EventCause:
    """Why a call comes back that rings too long where it was sent, or where it was forwarded from there."""
    return EventCause.recallForwarded if leg.cause in _FORWARDED else EventCause.recallNoAnswer


def held_too_long_later(exchange: Exchange, leg: Leg) -> None:
    """Let a call that has just been put on hold ring at who holds it, when it is held too long."""
    since = leg.held_at = exchange.now
    if leg.outside is None:
        exchange.after(exchange.company.times.recall_held, leg, lambda: _held_too_long(exchange, leg, since))


def _held_too_long(exchange: Exchange, leg: Leg, since: float) -> None:
    if leg.held_at != since:
        return  # it was retrieved in the meantime, and held again
    consulting = any(one.consultation_of is leg for one in exchange.legs(leg.device))
    if consulting or all(one.state in WAITING for one in leg.others):
        held_too_long_later(exchange, leg)
        return
    called_by(leg)
    exchange.ring_again(leg, EventCause.recall)


def called_by(leg: Leg) -> None:
    """From now on the call is one of the other party to this device: so a recall tells it."""
    if leg.call.calling == leg.party and leg.others:
        leg.call.calling, leg.call.called = leg.others[0].party, leg.party
