"""Coming into a call that others have: intrusion into a busy station's call, and joining."""

from __future__ import annotations

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import Conferenced
from desktop.csta.failures import OperationError, StateError, SystemResourceError
from desktop.csta.values import ConnectionID, ConnectionListEntry
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Call, Leg, State


def intrude(exchange: Exchange, leg: Leg, to: str, *, silent: bool = False) -> Leg:
    """Break into the call of the station that was found busy; returns the connection in the call that comes of it.

    :raises Refuse: the call failed for another reason, the station has no call, or must not be disturbed.
    """
    if leg.call.failed is None or leg.call.failed[1] is not EventCause.busy:
        raise refuse(StateError.invalidConnectionState)
    present = exchange.talking(to)
    if present is None or not present.established:
        raise refuse(StateError.noActiveCall)
    _check(exchange, present, leg.device)
    if exchange.quirks.intrusion == "alternate":
        _take_the_place(exchange, leg, present, silent=silent)
        return leg
    _check_size(exchange, present.call)
    old, call = leg.call, present.call
    was = Call(old.id, old.thread)
    exchange.move(leg, call)
    leg.state, leg.ended = State.connected, None
    entries = (
        *(exchange.reporter.entry(one, call) for one in call.legs if one is not leg),
        exchange.reporter.entry(leg, was),
    )
    cause = EventCause.silentParticipation if silent else EventCause.intrude
    _conferenced(exchange, leg, ConnectionID.of(old.id, leg.device), present, entries, cause, was)
    return leg


def _take_the_place(exchange: Exchange, leg: Leg, present: Leg, *, silent: bool) -> None:
    """Have the present call held, and connect its holder with ``leg``, whose call stays what it is."""
    if silent:
        raise refuse(OperationError.invalidParticipationType)  # nobody else is there to listen to
    if len(exchange.legs(present.device)) >= exchange.company.limits.calls_per_station:
        raise refuse(SystemResourceError.resourceLimitExceeded)
    telephone, call = present.at, leg.call
    exchange.hold(present, EventCause.intrude)
    leg.state, call.failed = State.connected, None
    reached = exchange.enter(exchange.station_leg(call, telephone), State.connected)
    reached.incoming, reached.consultation_of = True, present
    exchange.connect(reached, EventCause.intrude)


def join(exchange: Exchange, active: Leg, device: str, *, silent: bool = False) -> Leg:
    """Let a station come into a call that others have; returns its connection.

    :raises Refuse: the station is engaged or cannot come in unlifted, or the call is not one of people who talk.
    """
    number = exchange.line(device)
    phone = exchange.phones[number]
    if not phone.in_service:
        raise refuse(SystemResourceError.deviceOutOfService)
    if any(leg.state is not State.hold for leg in exchange.legs(device)):
        raise refuse(StateError.invalidObjectState)
    if not phone.station.hands_free:
        raise refuse(OperationError.requestIncompatibleWithDevice)
    if not active.established:
        raise refuse(StateError.invalidConnectionState)
    _check(exchange, active, number)
    _check_size(exchange, active.call)
    call = active.call
    before = [exchange.reporter.entry(one, call) for one in call.legs]
    joined = exchange.enter(exchange.station_leg(call, device), State.connected)
    cause = EventCause.silentParticipation if silent else EventCause.joinCall
    entries = (*before, exchange.reporter.entry(joined, None))
    _conferenced(exchange, joined, active.id, None, entries, cause, call)
    return joined


def _check(exchange: Exchange, present: Leg, device: str) -> None:
    call = present.call
    if any(leg.device == device for leg in call.legs):
        raise refuse(StateError.invalidConnectionState)  # nobody can be in a call twice
    if not all(exchange.phones[leg.device].station.intrusion for leg in call.legs if leg.device in exchange.phones):
        raise refuse(OperationError.privilegeViolationCalledDevice)


def _check_size(exchange: Exchange, call: Call) -> None:
    if len(call.legs) >= exchange.company.limits.conference:
        raise refuse(SystemResourceError.conferenceMemberLimitExceeded)


def _conferenced(
    exchange: Exchange,
    leg: Leg,
    primary: ConnectionID,
    secondary: Leg | None,
    entries: tuple[ConnectionListEntry, ...],
    cause: EventCause,
    old: Call,
) -> None:
    leg.talked = True
    event = Conferenced(
        primary_old_call=primary,
        secondary_old_call=None if secondary is None else secondary.id,
        conferencing_device=exchange.reporter.subject(leg),
        added_party=exchange.reporter.subject(leg),
        conference_connections=entries,
    )
    exchange.reporter.call_event(leg.call, event, cause, old=old)
