"""Forwarding in its twelve types: where a call goes on to, and when it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.csta.enumerations import EventCause, ForwardingType
from desktop.switchsim import distribution
from desktop.switchsim.company import Habits
from desktop.switchsim.model import Call, Leg, Phone

if TYPE_CHECKING:
    from desktop.switchsim.exchange import Exchange

_TYPES = {
    "immediate": (ForwardingType.forwardImmediate, ForwardingType.forwardImmInt, ForwardingType.forwardImmExt),
    "busy": (ForwardingType.forwardBusy, ForwardingType.forwardBusyInt, ForwardingType.forwardBusyExt),
    "no answer": (ForwardingType.forwardNoAns, ForwardingType.forwardNoAnsInt, ForwardingType.forwardNoAnsExt),
    "do not disturb": (ForwardingType.forwardDND, ForwardingType.forwardDNDInt, ForwardingType.forwardDNDExt),
}
"""Reason -> types for every call, for calls from inside, for calls from outside."""


def target(phone: Phone, call: Call, reason: str) -> str | None:
    """Where a station's calls go for this reason: a type for calls from inside or outside wins over that for all."""
    always, inside, outside = _TYPES[reason]
    return phone.forwarding.get(outside if call.external else inside) or phone.forwarding.get(always)


def unheard(exchange: Exchange, call: Call, number: str, to: str, cause: EventCause) -> None:
    """Forward a call that never rang at ``number``; a chain that comes back or is too long ends."""
    if number in call.hops or len(call.hops) >= exchange.company.limits.forwarding_hops:
        exchange.fail(call, number, EventCause.destNotObtainable)
        return
    exchange.withdraw(Leg(call, number, number, None, Habits()), to, cause, "forwarded")
    exchange.route(call, to, cause)


def no_answer(exchange: Exchange, leg: Leg) -> None:
    """Forward a call that has rung long enough, where the station's forwarding says so."""
    to = target(exchange.phones[leg.device], leg.call, "no answer")
    there = to is not None and any(one.device == exchange.line(to) for one in leg.others)
    if there or distribution.rings_elsewhere(exchange, leg):
        return  # who talks already cannot take it, and who rings too would lose it
    if to is not None and leg.device not in leg.call.hops and not leg.recalled:
        exchange.divert(leg, to, EventCause.callForwardNoAnswer, "forwarded")
