"""A handset that is lifted or put down, by hand or by a service: what the switch makes of it."""

from __future__ import annotations

from contextlib import suppress

from desktop.csta.enumerations import EventCause
from desktop.csta.failures import StateError, SystemResourceError
from desktop.switchsim import joining, recalls
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Leg, Refuse, State


def lifted(exchange: Exchange, device: str) -> Leg | None:
    """The connection for which a handset is lifted; None: it is down, also where the telephone prompts to lift it."""
    active = exchange.talking(device)
    prompts = active is not None and active.state is State.initiated and active.dialled is not None
    return None if prompts else active


def lift(exchange: Exchange, device: str) -> Leg:
    """Lift: go on dialling where the telephone prompts, else answer what rings longest, else begin a call.

    :raises Refuse: it is lifted already, or out of service.
    """
    legs = exchange.legs(device)
    prompting = [leg for leg in legs if leg.state is State.initiated and leg.dialled is not None]
    ringing = [leg for leg in legs if leg.state is State.alerting]
    if prompting:
        exchange.go_on(prompting[0])
        return prompting[0]
    if exchange.talking(device) is not None:
        raise refuse(StateError.invalidDeviceState)
    if ringing:
        exchange.answer(ringing[0], at=device)
        return ringing[0]
    if not exchange.phones[exchange.line(device)].in_service:
        raise refuse(SystemResourceError.deviceOutOfService)
    return exchange.originate(device, None, cause=EventCause.newCall, service=False)


def put_down(exchange: Exchange, active: Leg) -> None:
    """Put the handset down; in a consultation the switch transfers, calls back or clears, as its habit is."""
    held = active.consultation_of
    if held is None or held.state is not State.hold:
        exchange.clear(active)
        return
    habit = exchange.quirks.onhook_in_consultation
    if habit == "transfer":
        # a handset cannot be kept from going down: where nothing can be transferred, the held party calls back
        with suppress(Refuse):
            joining.transfer(exchange, held, active)
            return
    active.consultation_of = None
    exchange.clear(active)
    if habit == "clear" or all(leg.state is State.alerting for leg in held.others):
        exchange.clear(held)
        return
    call = held.call
    exchange.leave(held)
    exchange.calls[call.id] = call
    recalls.called_by(held)
    recalls.bring_back(exchange, call, active.device, EventCause.recall)
