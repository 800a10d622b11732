"""Calls that come back by themselves: held or parked too long, or sent where nobody takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.csta.enumerations import EventCause
from desktop.switchsim.model import WAITING, Call, Leg

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


def unanswered_later(exchange: Exchange, leg: Leg) -> None:
    """Let a transferred call come back if nobody answers in time."""
    exchange.after(exchange.company.times.recall, leg, lambda: comes_back(exchange, leg))


def comes_back(exchange: Exchange, leg: Leg) -> bool:
    """A transferred or parked call that nobody answers comes back to who sent it there; False where it cannot."""
    owner, call = leg.call.transferred_by, leg.call
    if owner is None or not _can_take(exchange, call, owner):
        return False
    call.transferred_by = None
    why = EventCause.recallForwarded if leg.cause in _FORWARDED else EventCause.recallNoAnswer
    cause = _told(exchange, why)
    exchange.withdraw(leg, owner, cause, "moved_on")
    bring_back(exchange, call, owner, cause)
    return True


def comes_back_failed(exchange: Exchange, failed: Leg, cause: EventCause) -> bool:
    """A transferred call that cannot get to where it was sent comes back; False where it cannot, or was not sent."""
    call = failed.call
    owner = call.transferred_by
    if owner is None or not _can_take(exchange, call, owner):
        return False
    call.transferred_by, call.redirected_from = None, failed.number
    bring_back(exchange, call, owner, _told(exchange, reason(cause)))
    return True


def bring_back(exchange: Exchange, call: Call, owner: str, cause: EventCause) -> None:
    """Let a call ring again at a station that has talked in it."""
    leg = exchange.ring(call, owner, cause)
    leg.recalled = leg.talked = True


def _can_take(exchange: Exchange, call: Call, owner: str) -> bool:
    return exchange.phones[owner].in_service and not any(leg.device == owner for leg in call.legs)


def _told(exchange: Exchange, why: EventCause) -> EventCause:
    """What a call that comes back says of it."""
    return why if exchange.quirks.recall_cause == "exact" else EventCause.recall


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
    _ring_again(exchange, leg)


def parked_too_long_later(exchange: Exchange, leg: Leg) -> None:
    """Let a parked call that nobody fetches come back to who parked it; where that cannot be, it stays."""
    exchange.after(exchange.company.times.recall_parked, leg, lambda: _parked_too_long(exchange, leg))


def _parked_too_long(exchange: Exchange, leg: Leg) -> None:
    if leg.device == leg.call.transferred_by:
        leg.call.transferred_by = None
        _ring_again(exchange, leg)
    else:
        comes_back(exchange, leg)


def _ring_again(exchange: Exchange, leg: Leg) -> None:
    """Let a connection ring whose call is held or parked there."""
    leg.recalled = True
    exchange.alert(leg, EventCause.recall)


def called_by(leg: Leg) -> None:
    """From now on the call is one of the other party to this device: so a recall tells it."""
    if leg.call.calling == leg.party and leg.others:
        leg.call.calling, leg.call.called = leg.others[0].party, leg.party
