"""What the services of call control do: set up, answer, hold, join, move and clear calls."""

from __future__ import annotations

from desktop.csta.enumerations import AutoOriginate, EventCause
from desktop.csta.failures import OperationError, StateError, SystemResourceError
from desktop.csta.services.call_control import (
    AlternateCall,
    AnswerCall,
    ClearCall,
    ClearConnection,
    ConferenceCall,
    ConferenceCallResult,
    ConsultationCall,
    ConsultationCallResult,
    DeflectCall,
    DirectedPickupCall,
    GroupPickupCall,
    HoldCall,
    MakeCall,
    MakeCallResult,
    PickupCallResult,
    ReconnectCall,
    RetrieveCall,
    SingleStepConf,
    SingleStepConfResult,
    SingleStepTrans,
    TransferCall,
    TransferredCallResult,
)
from desktop.csta.services.common import Acknowledged
from desktop.switchsim import dialling, joining
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import State
from desktop.switchsim.services.common import find, number_of, own, pair, phone_of, telephone_of


def make_call(exchange: Exchange, argument: MakeCall) -> MakeCallResult:
    """MakeCall."""
    _, phone = phone_of(exchange, argument.calling_device, OperationError.invalidCallingDeviceID)
    if not phone.in_service:
        raise refuse(SystemResourceError.deviceOutOfService)
    to = number_of(argument.called_directory_number)
    if to:
        joining.check_destination(exchange, to)
    telephone = telephone_of(exchange, argument.calling_device)
    lifted = exchange.talking(telephone)
    if to and lifted is not None and dialling.may_dial(lifted):
        dialling.dial_at_once(exchange, lifted, to)
        return MakeCallResult(calling_device=lifted.id)
    if any(leg.state is not State.hold for leg in exchange.legs(telephone)):
        raise refuse(StateError.invalidObjectState)
    if phone.do_not_disturb and not exchange.quirks.dnd_calls:
        raise refuse(StateError.invalidCallingDeviceState)
    joining.check_reachable(exchange, to)
    prompt = argument.auto_originate is not AutoOriginate.doNotPrompt
    leg = exchange.originate(telephone, to or None, cause=EventCause.makeCall, service=True, prompt=prompt)
    # where nobody could be called the call may be over already; its id is still the result
    return MakeCallResult(calling_device=leg.id)


def answer_call(exchange: Exchange, argument: AnswerCall) -> Acknowledged:
    """AnswerCall."""
    leg = find(exchange, argument.call_to_be_answered)
    phone = exchange.phones.get(leg.device)
    if phone is None or not phone.station.remote_answer:
        raise refuse(OperationError.requestIncompatibleWithObject)
    exchange.answer(leg, at=argument.call_to_be_answered.digits)
    return Acknowledged()


def clear_connection(exchange: Exchange, argument: ClearConnection) -> Acknowledged:
    """ClearConnection."""
    leg = find(exchange, argument.connection_to_be_cleared)
    if leg.state is State.alerting and not exchange.quirks.clears_alerting:
        raise refuse(StateError.invalidConnectionState)
    exchange.clear(leg)
    return Acknowledged()


def clear_call(exchange: Exchange, argument: ClearCall) -> Acknowledged:
    """ClearCall: every connection is cleared, also where the habit is to leave a tone."""
    call = exchange.calls.get(argument.call_to_be_cleared.call_id or b"")
    if call is None:
        raise refuse(OperationError.invalidCallID)
    call.transferred_by = None
    for leg in list(call.legs):
        if not leg.gone:
            exchange.clear(leg)
    return Acknowledged()


def hold_call(exchange: Exchange, argument: HoldCall) -> Acknowledged:
    """HoldCall."""
    exchange.hold(own(exchange, argument.call_to_be_held))
    return Acknowledged()


def retrieve_call(exchange: Exchange, argument: RetrieveCall) -> Acknowledged:
    """RetrieveCall."""
    held = argument.call_to_be_retrieved
    exchange.retrieve(own(exchange, held), at=held.digits)
    return Acknowledged()


def consultation_call(exchange: Exchange, argument: ConsultationCall) -> ConsultationCallResult:
    """ConsultationCall."""
    leg = joining.consult(exchange, own(exchange, argument.existing_call), number_of(argument.consulted_device))
    return ConsultationCallResult(initiated_call=leg.id)


def alternate_call(exchange: Exchange, argument: AlternateCall) -> Acknowledged:
    """AlternateCall."""
    joining.alternate(exchange, *pair(exchange, argument.held_call, argument.active_call))
    return Acknowledged()


def reconnect_call(exchange: Exchange, argument: ReconnectCall) -> Acknowledged:
    """ReconnectCall."""
    joining.reconnect(exchange, *pair(exchange, argument.held_call, argument.active_call))
    return Acknowledged()


def transfer_call(exchange: Exchange, argument: TransferCall) -> TransferredCallResult:
    """TransferCall; possible as soon as the new party alerts."""
    target = joining.transfer(exchange, *pair(exchange, argument.held_call, argument.active_call))
    return TransferredCallResult(transferred_call=target.id)


def single_step_transfer(exchange: Exchange, argument: SingleStepTrans) -> TransferredCallResult:
    """SingleStepTransfer."""
    leg = own(exchange, argument.active_call)
    target = joining.single_step_transfer(exchange, leg, number_of(argument.transferred_to))
    return TransferredCallResult(transferred_call=target.id)


def conference_call(exchange: Exchange, argument: ConferenceCall) -> ConferenceCallResult:
    """ConferenceCall."""
    leg = joining.conference(exchange, *pair(exchange, argument.held_call, argument.active_call))
    return ConferenceCallResult(conference_call=leg.id)


def single_step_conference(exchange: Exchange, argument: SingleStepConf) -> SingleStepConfResult:
    """SingleStepConference."""
    leg = own(exchange, argument.active_call)
    joined = joining.single_step_conference(exchange, leg, number_of(argument.device_to_join))
    return SingleStepConfResult(conferenced_call=joined.id)


def deflect_call(exchange: Exchange, argument: DeflectCall) -> Acknowledged:
    """DeflectCall."""
    joining.deflect(exchange, own(exchange, argument.call_to_be_diverted), number_of(argument.new_destination))
    return Acknowledged()


def directed_pickup(exchange: Exchange, argument: DirectedPickupCall) -> PickupCallResult:
    """DirectedPickupCall."""
    phone_of(exchange, argument.requesting_device)
    device = number_of(argument.requesting_device)
    leg = joining.pick_up(exchange, own(exchange, argument.call_to_be_picked_up), device)
    return PickupCallResult(picked_call=leg.id)


def group_pickup(exchange: Exchange, argument: GroupPickupCall) -> PickupCallResult:
    """GroupPickupCall: the call that has been ringing longest in the group."""
    number, _ = phone_of(exchange, argument.new_destination)
    group = None if argument.pick_group is None else number_of(argument.pick_group)
    ringing = joining.ringing_in_group(exchange, number, group)
    if ringing is None:
        raise refuse(StateError.noCallToAnswer)
    return PickupCallResult(picked_call=joining.pick_up(exchange, ringing, number_of(argument.new_destination)).id)
