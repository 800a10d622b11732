"""What two calls, or a call and a device, can become: consultation, swap, transfer, conference, pickup."""

from __future__ import annotations

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import Conferenced, Held, Retrieved, Transferred
from desktop.csta.failures import OperationError, StateError, SystemResourceError
from desktop.csta.values import ConnectionID, ConnectionListEntry
from desktop.switchsim import recalls
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import WAITING, Call, Leg, Party, Phone, State


def consult(exchange: Exchange, leg: Leg, to: str) -> Leg:
    """Hold a call and make another to ask back; returns the new call's connection at the device."""
    check_destination(exchange, to)
    if leg.outside is not None:
        raise refuse(OperationError.requestIncompatibleWithObject)
    if not leg.established:
        raise refuse(StateError.invalidConnectionState)
    check_reachable(exchange, to)
    exchange.hold(leg, EventCause.consultation)
    return exchange.originate(leg.at, to, cause=EventCause.consultation, service=True, consultation_of=leg)


def alternate(exchange: Exchange, held: Leg, active: Leg) -> None:
    """Hold the active call and retrieve the held one."""
    _check_pair(held, active)
    if not active.established:
        raise refuse(StateError.invalidConnectionState)
    active.state, held.state, held.at = State.hold, State.connected, active.at
    exchange.tell(active, Held, EventCause.alternate)
    exchange.tell(held, Retrieved, EventCause.alternate)
    recalls.held_too_long_later(exchange, active)


def reconnect(exchange: Exchange, held: Leg, active: Leg) -> None:
    """Clear the active call and retrieve the held one."""
    if held.device != active.device:
        raise refuse(OperationError.notSameDevice)
    if held.state is not State.hold:
        raise refuse(StateError.invalidConnectionState)
    if active.state not in (State.connected, State.initiated, State.fail):
        raise refuse(StateError.invalidConnectionIDForActiveCall)
    exchange.clear(active)
    exchange.retrieve(held, at=active.at)


def transfer(exchange: Exchange, held: Leg, active: Leg) -> Leg:
    """Connect the held party with the active one; returns the connection of the party transferred to."""
    _check_pair(held, active)
    if not active.others or not held.others:
        raise refuse(StateError.invalidConnectionState)
    if all(leg.state in WAITING for leg in held.others + active.others):
        raise refuse(StateError.invalidConnectionState)  # nobody would be left who calls
    _check_joinable(exchange, held, active)
    target = active.others[0]
    if target.state in WAITING and not exchange.quirks.transfer_ringing:
        raise refuse(StateError.invalidConnectionState)
    first, second = held.call, active.call
    call = _joined(exchange, held, active)
    waiting = target.state in WAITING
    call.transferred_by = held.device if waiting and held.outside is None else None
    for leg in (held, active):
        exchange.leave(leg)
    entries = _merge(exchange, call, (first, second))
    # what comes later is about the held party and the new one
    call.calling, call.called = call.legs[0].party, target.party
    event = Transferred(
        primary_old_call=_old(held, first),
        secondary_old_call=_old(active, second),
        transferring_device=exchange.reporter.subject(held),
        transferred_to_device=exchange.reporter.subject(target),
        transferred_connections=entries,
    )
    exchange.reporter.call_event(call, event, EventCause.transfer, left=(held,), old=first)
    exchange.ended.extend(
        {"call_id": old.id.hex(), "device": held.device, "outcome": "transferred", "to": target.number, "by": None}
        for old in (first, second)
        if held.outside is None
    )
    if target.state is State.alerting:
        recalls.unanswered_later(exchange, target)
    if not waiting:
        for leg in call.legs:
            leg.talked = leg.talked or leg.state not in WAITING  # one who is being added to a conference only rings
    return target


def conference(exchange: Exchange, held: Leg, active: Leg) -> Leg:
    """Make one conference of a held and an active call; returns the connection of the device that asked."""
    _check_pair(held, active)
    if not active.others or any(leg.state in WAITING for leg in active.others):
        raise refuse(StateError.invalidConnectionState)
    _check_joinable(exchange, held, active)
    if len(held.call.legs) + len(active.call.legs) - 1 > exchange.company.limits.conference:
        raise refuse(SystemResourceError.conferenceMemberLimitExceeded)
    added = active.others[0]
    first, second = held.call, active.call
    call = _joined(exchange, held, active)
    exchange.leave(active)
    exchange.calls[call.id] = call
    entries = _merge(exchange, call, (first, second))
    held.state, held.talked, held.at = State.connected, True, active.at
    event = Conferenced(
        primary_old_call=_old(held, first),
        secondary_old_call=_old(active, second),
        conferencing_device=exchange.reporter.subject(held),
        added_party=exchange.reporter.subject(added),
        conference_connections=entries,
    )
    exchange.reporter.call_event(call, event, EventCause.conference, old=first)
    exchange.ended.append(
        {"call_id": second.id.hex(), "device": held.device, "outcome": "merged", "to": None, "by": None}
    )
    return held


def single_step_transfer(exchange: Exchange, leg: Leg, to: str) -> Leg:
    """Transfer a call without asking; returns the connection of the new party."""
    to = exchange.line(to)
    _check_can_ring(exchange, to, leg)
    if not leg.established:
        raise refuse(StateError.invalidConnectionState)
    old, left = leg.call, leg.others
    call = exchange.new_call(old.thread)
    call.calling, call.called = left[0].party, Party(to)
    call.withheld, call.correlator_data = old.withheld, old.correlator_data
    call.redirected_from = leg.number
    call.transferred_by = leg.device if leg.outside is None else None
    exchange.leave(leg)
    for other in left:
        exchange.move(other, call)
    newcomer = Leg(call, to, to, None, left[0].habits)
    found = exchange.resolve(to)
    if found is not None and found[0] == "outside":
        newcomer = exchange.outside_leg(call, found[1], exchange.free_trunk() or to)
    entries = (*(exchange.reporter.entry(other, old) for other in left), exchange.reporter.entry(newcomer, None))
    event = Transferred(
        primary_old_call=_old(leg, old),
        transferring_device=exchange.reporter.subject(leg),
        transferred_to_device=exchange.reporter.subject(newcomer),
        transferred_connections=entries,
    )

    def tell() -> None:
        parties = [leg, *left]
        for party in parties:
            exchange.reporter.call_event(call, event, EventCause.singleStepTransfer, only=party, old=old)

    exchange.record(Leg(old, leg.device, leg.number, leg.outside, leg.habits), "transferred", to=to)
    if exchange.quirks.blind_transfer_order == "transferred":
        tell()
    exchange.route(call, to, EventCause.singleStepTransfer)
    if exchange.quirks.blind_transfer_order == "delivered":
        tell()
    return next((one for one in call.legs if one not in left), newcomer)


def single_step_conference(exchange: Exchange, leg: Leg, to: str) -> Leg:
    """Let a further device ring into the call; returns its connection."""
    to = exchange.line(to)
    _check_can_ring(exchange, to, leg)
    if not leg.established:
        raise refuse(StateError.invalidConnectionState)
    call = leg.call
    if len(call.legs) >= exchange.company.limits.conference:
        raise refuse(SystemResourceError.conferenceMemberLimitExceeded)
    if to not in exchange.phones:
        raise refuse(OperationError.requestIncompatibleWithObject)
    present = list(call.legs)
    newcomer = exchange.station_leg(call, to)
    event = Conferenced(
        primary_old_call=leg.id,
        conferencing_device=exchange.reporter.subject(leg),
        added_party=exchange.reporter.subject(newcomer),
        conference_connections=(
            *(exchange.reporter.entry(one, call) for one in present),
            exchange.reporter.entry(newcomer, None),
        ),
    )
    delivered_first = exchange.quirks.step_conference_order == "delivered"
    if delivered_first:
        newcomer = exchange.ring(call, to, EventCause.singleStepConference)
    cause = EventCause[exchange.quirks.step_conference_cause]
    for party in present:
        exchange.reporter.call_event(call, event, cause, only=party)
    if not delivered_first:
        newcomer = exchange.ring(call, to, EventCause.singleStepConference)
    return newcomer


def deflect(exchange: Exchange, leg: Leg, to: str) -> None:
    """Send a call that rings, or waits in a group's queue, on to another device."""
    check_destination(exchange, to, OperationError.invalidDestination)
    if not _can_be_sent_on(exchange, leg):
        raise refuse(StateError.invalidConnectionState)
    if any(one.device == exchange.line(to) for one in leg.call.legs):
        raise refuse(OperationError.invalidDestination)  # nobody can be in a call twice
    exchange.divert(leg, to, EventCause.redirected, "deflected")


def pick_up(exchange: Exchange, leg: Leg, device: str) -> Leg:
    """Fetch a call that rings elsewhere or waits in a queue; returns its connection at the device that fetched it."""
    number, telephone = exchange.line(device), exchange.telephone(device)
    if number not in exchange.phones:
        raise refuse(OperationError.invalidDeviceID)
    parked, mine = leg.waits == "park", leg.device == number
    here = any(one.device == number for one in leg.call.legs if not (parked and one is leg))
    if here or not (parked or _can_be_sent_on(exchange, leg)):
        raise refuse(StateError.invalidConnectionState)
    exchange.make_room(telephone)
    call = leg.call
    if mine:
        leg.waits, leg.incoming, leg.at = None, True, telephone
        exchange.connect(leg, EventCause.callPickup)
        return leg
    exchange.withdraw(leg, number, EventCause.callPickup, "taken_by", by=number)
    fetched = exchange.enter(exchange.station_leg(call, telephone), State.connected)
    fetched.incoming = True
    exchange.connect(fetched, EventCause.callPickup)
    return fetched


def ringing_in_group(exchange: Exchange, device: str, group: str | None = None) -> Leg | None:
    """The call that rings longest in the pickup group of ``device`` (or in ``group``), None where none does."""
    phone = exchange.phones.get(device)
    wanted = group or (None if phone is None else phone.station.pickup_group)
    for call in exchange.calls.values():
        for leg in call.legs:
            other = exchange.phones.get(leg.device)
            in_group = other is not None and wanted is not None and other.station.pickup_group == wanted
            if leg.state is State.alerting and leg.dialled is None and in_group and leg.device != device:
                return leg
    return None


def _can_be_sent_on(exchange: Exchange, leg: Leg) -> bool:
    """Whether a call rings, and is no call back, or waits in a group's queue."""
    rings = leg.state is State.alerting and leg.dialled is None
    return rings or (leg.state is State.queued and leg.device in exchange.groups)


def check_destination(
    exchange: Exchange, to: str, error: OperationError = OperationError.invalidCalledDeviceID
) -> None:
    """Refuse a number that does not exist, unless the switch reports that by an event."""
    if exchange.resolve(to) is None and exchange.quirks.invalid_number == "refuse":
        raise refuse(error)


def check_reachable(exchange: Exchange, to: str) -> None:
    """Refuse a station that cannot be rung now, where the switch does not report that by an event."""
    phone = exchange.phones.get(exchange.line(to))
    if phone is not None and exchange.quirks.unreachable == "refuse":
        _check_free(exchange, phone, StateError.invalidCalledDeviceState, SystemResourceError.calledDeviceOutOfService)


def _check_can_ring(exchange: Exchange, to: str, leg: Leg) -> None:
    """Refuse a device that cannot be rung now: the call would be lost."""
    found = exchange.resolve(to)
    if found is None or any(one.device == to for one in leg.call.legs):
        raise refuse(OperationError.invalidDestination)
    if found[0] == "outside" and exchange.free_trunk() is None:
        raise refuse(SystemResourceError.networkBusy)
    phone = exchange.phones.get(to)
    if phone is not None:
        _check_free(exchange, phone, StateError.invalidObjectState, SystemResourceError.deviceOutOfService)


def _check_free(exchange: Exchange, phone: Phone, busy: StateError, out_of_service: SystemResourceError) -> None:
    """Refuse a station that neither rings nor sends its calls elsewhere."""
    if not phone.in_service:
        raise refuse(out_of_service)
    engaged = phone.station.habits.busy or exchange.engaged(phone.station.number)
    if not phone.forwarding and (phone.do_not_disturb or (engaged and not exchange.takes_another(phone))):
        raise refuse(busy)


def _check_pair(held: Leg, active: Leg) -> None:
    if held.device != active.device or held.outside != active.outside:
        raise refuse(OperationError.notSameDevice)
    if held.state is not State.hold:
        raise refuse(StateError.noHeldCall)
    if any(leg.waits is not None for leg in held.others + active.others):
        raise refuse(StateError.invalidConnectionState)  # who waits is nobody to talk to yet
    if active.state is not State.connected:
        raise refuse(StateError.invalidConnectionIDForActiveCall)
    if {leg.device for leg in held.others} & {leg.device for leg in active.others}:
        raise refuse(StateError.invalidConnectionState)  # nobody can be in a call twice


def _check_joinable(exchange: Exchange, held: Leg, active: Leg) -> None:
    """Refuse two calls of which neither is a consultation from the other, where the switch joins no others."""
    consultation = active.consultation_of is held or held.consultation_of is active
    if exchange.quirks.joins_from == "consultation" and not consultation:
        raise refuse(StateError.invalidConnectionState)


def _joined(exchange: Exchange, held: Leg, active: Leg) -> Call:
    """The call that two calls become: a new one, or one of them."""
    kept = {"held": held.call, "active": active.call}.get(exchange.quirks.transfer_call_id)
    call = exchange.new_call(held.call.thread) if kept is None else kept
    call.calling, call.called, call.withheld = held.call.calling, held.call.called, held.call.withheld
    call.correlator_data = held.call.correlator_data or active.call.correlator_data
    return call


def _merge(exchange: Exchange, call: Call, old: tuple[Call, Call]) -> tuple[ConnectionListEntry, ...]:
    """Put everybody of both old calls into ``call``, and list what became of them."""
    came_from = [(leg, Call(source.id, source.thread)) for source in old for leg in source.legs]
    for leg, _ in came_from:
        exchange.move(leg, call)
    call.legs[:] = [leg for leg, _ in came_from]
    exchange.calls[call.id] = call
    return tuple(exchange.reporter.entry(leg, source) for leg, source in came_from)


def _old(leg: Leg, call: Call) -> ConnectionID:
    return ConnectionID.of(call.id, leg.device)
