"""What waits for a station: call backs, calls that are camped on, parked calls."""

from __future__ import annotations

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import Delivered, Queued, ServiceInitiated
from desktop.csta.events.features import CallBackMessageSet, CallBackSet
from desktop.csta.events.physical import MessageWaiting
from desktop.csta.failures import OperationError, StateError, SystemResourceError
from desktop.csta.values import ConnectionID, DeviceID, ReportedDevice
from desktop.switchsim import recalls
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.features import CallBackOrder
from desktop.switchsim.model import Leg, Party, State


def unreached(exchange: Exchange, connection: ConnectionID) -> tuple[Leg, str]:
    """Who calls in vain, and which station cannot be reached; a client may name either end.

    :raises Refuse: the call is not there, or has not failed and does not ring.
    """
    call = exchange.calls.get(connection.call_id or b"")
    if call is None:
        raise refuse(OperationError.invalidConnectionID)
    ringing = [leg.device for leg in call.legs if leg.state is State.alerting]
    target = call.failed[0] if call.failed is not None else ringing[0] if len(ringing) == 1 else None
    if connection.digits is not None and connection.digits not in {*(leg.device for leg in call.legs), target}:
        raise refuse(OperationError.invalidConnectionID)
    callers = [leg for leg in call.legs if leg.state in (State.connected, State.fail)]
    if target is None or len(callers) != 1 or connection.digits not in (None, target, callers[0].device):
        raise refuse(StateError.invalidConnectionState)
    if callers[0].outside is not None or target not in exchange.phones:
        raise refuse(OperationError.requestIncompatibleWithConnection)
    return callers[0], target


def idle(exchange: Exchange, number: str) -> bool:
    """Whether a station can be rung without waiting; what is queued there does not count."""
    phone = exchange.phones[number]
    waits_only = all(leg.state is State.queued for leg in exchange.legs(number))
    free = not phone.station.habits.busy and (waits_only or not exchange.engaged(number))
    return phone.in_service and not phone.do_not_disturb and free


def freed(exchange: Exchange, device: str, *, used: bool = True) -> None:
    """A station has left a call (it was ``used``), or can be reached again: what waits for it goes on in a moment."""
    if device not in exchange.phones:
        return
    orders = [order for order in exchange.call_backs if device in (order.by, order.to)]
    for order in orders:
        order.armed = order.armed or (used and order.to == device)
    if orders or any(leg.waits == "camp on" for leg in exchange.legs(device)):
        exchange.timers.set(exchange.now + exchange.company.times.call_back, lambda: _look(exchange, device))


def _look(exchange: Exchange, device: str) -> None:
    if device not in exchange.phones or not idle(exchange, device):
        return  # removed, or used again
    for leg in exchange.legs(device):
        if leg.waits == "camp on":
            exchange.alert(leg, EventCause.campOn)
            return
    for order in exchange.call_backs:
        if device in (order.by, order.to) and order.armed and idle(exchange, order.by) and idle(exchange, order.to):
            _drop(exchange, order)
            _call_back(exchange, order)
            return


# call back


def order_call_back(exchange: Exchange, by: str, to: str, *, armed: bool = True) -> None:
    """Have ``by`` called as soon as it and ``to`` are free.

    :raises Refuse: it is ordered already, makes no sense, or is one too many.
    """
    mine = [order.to for order in exchange.call_backs if order.by == by]
    if by == to:
        raise refuse(OperationError.notDifferentDevices)
    if to in mine:
        raise refuse(OperationError.featureAlreadySet)
    if len(mine) >= exchange.company.limits.call_backs:
        raise refuse(SystemResourceError.resourceLimitExceeded)
    exchange.call_backs.append(CallBackOrder(by, to, armed))
    _tell(exchange, by, to, on=True)
    if armed:
        exchange.timers.set(exchange.now + exchange.company.times.call_back, lambda: _look(exchange, to))


def call_back(exchange: Exchange, leg: Leg, to: str) -> None:
    """Give up a call in vain, and have it made again when the other is free.

    :raises Refuse: as :func:`order_call_back`.
    """
    failed = leg.call.failed is not None
    order_call_back(exchange, leg.device, to, armed=failed)
    exchange.clear(leg)
    if not failed:  # ringing that ends is no use of the telephone
        exchange.call_backs[-1].armed = False


def cancel_call_back(exchange: Exchange, by: str, to: str) -> None:
    """Give up a call back.

    :raises Refuse: there is none.
    """
    order = next((one for one in exchange.call_backs if (one.by, one.to) == (by, to)), None)
    if order is None:
        raise refuse(StateError.noCallToComplete)
    _drop(exchange, order)


def drop_call_backs(exchange: Exchange, device: str) -> None:
    """Give up every call back that a station has ordered, or that was ordered of it."""
    for order in [one for one in exchange.call_backs if device in (one.by, one.to)]:
        _drop(exchange, order)


def _drop(exchange: Exchange, order: CallBackOrder) -> None:
    exchange.call_backs.remove(order)
    _tell(exchange, order.by, order.to, on=False)


def _tell(exchange: Exchange, by: str, to: str, *, on: bool) -> None:
    event = CallBackSet(
        originating_device=ReportedDevice.known(by), target_device=ReportedDevice.known(to), call_back_set_canceled=on
    )
    exchange.reporter.device_event(by, event)
    exchange.reporter.device_event(to, event)


def _call_back(exchange: Exchange, order: CallBackOrder) -> None:
    """Call who ordered the call back; the other end is called once they have answered."""
    call = exchange.new_call()
    call.calling, call.called = Party(order.by), Party(order.to)
    prompts = exchange.quirks.call_back_starts == "prompt"
    leg = exchange.enter(exchange.station_leg(call, order.by), State.initiated if prompts else State.alerting)
    leg.dialled, leg.cause = order.to, EventCause.callBack
    times = exchange.company.times
    if prompts:
        exchange.tell(leg, ServiceInitiated, EventCause.callBack)
        exchange.after(leg.habits.lifts_after, leg, lambda: exchange.go_on(leg))
    else:
        exchange.tell(leg, Delivered, EventCause.callBack)
        exchange.after(leg.habits.answers_after, leg, lambda: exchange.answer(leg))
    exchange.after(times.prompt, leg, lambda: exchange.clear(leg, outcome="gave_up"))


def leave_message(exchange: Exchange, leg: Leg, to: str) -> None:
    """Give up a call in vain, and leave word to call back."""
    by = leg.device
    event = CallBackMessageSet(
        originating_device=ReportedDevice.known(by),
        target_device=ReportedDevice.known(to),
        call_back_msg_set_canceled=True,
    )
    exchange.reporter.device_event(by, event)
    exchange.reporter.device_event(to, event)
    switch_message_waiting(exchange, to, True, by)
    exchange.clear(leg)


def switch_message_waiting(exchange: Exchange, number: str, on: bool, caller: str | None = None) -> None:
    """Tell a station that a message waits (from ``caller``), or none any more; monitors hear of a change."""
    phone = exchange.phones[number]
    before = (phone.message_waiting, phone.features.message_for)
    phone.message_waiting, phone.features.message_for = on, caller if on else None
    if before != (on, phone.features.message_for):
        event = MessageWaiting(
            target_device=ReportedDevice.known(number),
            message_waiting_on=on,
            device_for_message=None if caller is None else DeviceID(caller),
        )
        exchange.reporter.device_event(number, event)


# camp on


def camp_on(exchange: Exchange, leg: Leg, to: str) -> None:
    """Let a call that found a station busy wait there.

    :raises Refuse: it failed for another reason, or did not fail.
    """
    call = leg.call
    if call.failed is None or call.failed[1] is not EventCause.busy or any(one.device == to for one in call.legs):
        raise refuse(StateError.invalidConnectionState)
    leg.state, call.failed, leg.ended = State.connected, None, None
    if idle(exchange, to):
        exchange.ring(call, to, EventCause.campOn)
        return
    queued = exchange.enter(exchange.station_leg(call, to), State.queued)
    queued.waits, queued.incoming = "camp on", True
    exchange.tell(queued, Queued, EventCause.campOn)


# park


def park(exchange: Exchange, leg: Leg, to: str) -> Leg:
    """Put a call down at a station, from where anybody can fetch it; returns the connection there.

    :raises Refuse: there is no such station, or the call is not one of two who talk.
    """
    phone = exchange.phones.get(to)
    if phone is None or any(one.device == to for one in leg.others):
        raise refuse(OperationError.invalidParkToDeviceID)
    if not phone.in_service:
        raise refuse(SystemResourceError.parkToDeviceOutOfService)
    partners = [one.state for one in leg.others]
    if leg.state not in (State.connected, State.hold) or partners != [State.connected] or not leg.others[0].talked:
        raise refuse(StateError.invalidConnectionState)
    if to != leg.device and len(exchange.legs(to)) >= exchange.company.limits.calls_per_station:
        raise refuse(StateError.invalidParkToDeviceState)
    call, owner = leg.call, leg.device
    told = to != owner and exchange.quirks.park_told == "diverted"
    if told:
        exchange.withdraw(leg, to, EventCause.park, "parked")
    else:
        exchange.leave(leg)
    parked = exchange.enter(exchange.station_leg(call, to), State.queued)
    parked.waits, parked.talked, call.transferred_by = "park", to == owner, owner
    if told or to == owner:
        exchange.tell(parked, Queued, EventCause.park)
    else:
        exchange.tell(parked, Queued, EventCause.park, left=(leg,))
        exchange.record(leg, "parked", to=to)
    recalls.parked_too_long_later(exchange, parked)
    return parked
