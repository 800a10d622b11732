"""Digits: a number dialled whole or in stages, at a phone that is lifted."""

from __future__ import annotations

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import DigitsDialed
from desktop.csta.failures import OperationError, StateError
from desktop.csta.values import DeviceID
from desktop.switchsim import joining
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Leg, State


def may_dial(leg: Leg) -> bool:
    """Whether the phone is lifted and waits for a number."""
    return leg.state is State.initiated and leg.dialled is None


def dial(exchange: Exchange, leg: Leg, digits: str) -> None:
    """Dial in a call that was only begun; what is not a whole number yet waits for the next stage.

    :raises Refuse: the call is not one to dial in, or no number begins so.
    """
    _check(exchange, leg, digits)
    dial_by_hand(exchange, leg, digits)


def dial_by_hand(exchange: Exchange, leg: Leg, digits: str) -> None:
    """The same at the phone's keys, where a senseless number is not refused: the call fails."""
    event = DigitsDialed(
        dialing_connection=leg.id,
        dialing_device=exchange.reporter.subject(leg),
        dialing_sequence=DeviceID(digits),
    )
    exchange.reporter.call_event(leg.call, event, EventCause.normal)
    leg.digits += digits
    whole, pause = leg.digits, exchange.company.times.between_digits
    found = exchange.resolve(whole)
    if exchange.completes(whole) is False:
        return
    if pause and found is not None and found[0] == "outside":
        exchange.after(pause, leg, lambda: _complete(exchange, leg, whole))
    else:
        _complete(exchange, leg, whole)


def dial_at_once(exchange: Exchange, leg: Leg, to: str) -> None:
    """A number that a service dials at a phone that was lifted already (TR/82 4.3).

    :raises Refuse: the phone has begun to dial by itself.
    """
    if leg.digits:
        raise refuse(StateError.invalidObjectState)
    leg.dialled = to
    exchange.go_on(leg)


def _complete(exchange: Exchange, leg: Leg, whole: str) -> None:
    if leg.digits == whole:
        leg.dialled = whole
        exchange.go_on(leg)


def _check(exchange: Exchange, leg: Leg, digits: str) -> None:
    if not may_dial(leg):
        raise refuse(StateError.invalidConnectionState)
    if not digits:
        raise refuse(OperationError.invalidCalledDeviceID)
    if exchange.completes(leg.digits + digits) is None:
        joining.check_destination(exchange, leg.digits + digits)
