"""What the rarer services of call control do: accept, call back, camp on, intrude, join, park, connect."""

from __future__ import annotations

from desktop.csta.enumerations import AutoOriginate, EventCause, ParticipationType
from desktop.csta.failures import OperationError, StateError, SystemResourceError
from desktop.csta.services.call_features import (
    AcceptCall,
    CallBack,
    CallBackMessage,
    CallBackResult,
    CamponCall,
    IntrudeCall,
    IntrudeCallResult,
    JoinCall,
    JoinCallResult,
    MakeConnection,
    MakeConnectionResult,
    ParkCall,
    ParkCallResult,
)
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack
from desktop.csta.values import DeviceID
from desktop.switchsim import intrusion, waiting
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import State
from desktop.switchsim.services.common import number_of, own, phone_of, telephone_of


def accept_call(exchange: Exchange, argument: AcceptCall) -> Acknowledged:
    """AcceptCall: a call that is only offered rings."""
    leg = own(exchange, argument.call_to_be_accepted)
    if not leg.offered:
        raise refuse(StateError.invalidConnectionState)
    exchange.accept(leg)
    return Acknowledged()


def call_back(exchange: Exchange, argument: CallBack) -> CallBackResult:
    """CallBack: the call ends, and is made again when the station that could not be reached is free."""
    leg, to = waiting.unreached(exchange, argument.callback_connection)
    waiting.call_back(exchange, leg, to)
    return CallBackResult(target_device=DeviceID(to))


def call_back_message(exchange: Exchange, argument: CallBackMessage) -> CallBackResult:
    """CallBackMessage: the call ends, and a message waits at the station that could not be reached."""
    leg, to = waiting.unreached(exchange, argument.callback_message_connection)
    waiting.leave_message(exchange, leg, to)
    return CallBackResult(target_device=DeviceID(to))


def call_back_between(exchange: Exchange, argument: CallBackNonCallRelated) -> Acknowledged:
    """CallBackNonCallRelated."""
    by, _ = phone_of(exchange, argument.originating_device, OperationError.invalidCallingDeviceID)
    to, _ = phone_of(exchange, argument.target_device, OperationError.invalidCalledDeviceID)
    waiting.order_call_back(exchange, by, to)
    return Acknowledged()


def cancel_call_back(exchange: Exchange, argument: CancelCallBack) -> Acknowledged:
    """CancelCallBack."""
    waiting.cancel_call_back(exchange, number_of(argument.originating_device), number_of(argument.target_device))
    return Acknowledged()


def camp_on_call(exchange: Exchange, argument: CamponCall) -> Acknowledged:
    """CamponCall."""
    leg, to = waiting.unreached(exchange, argument.campon_connection)
    waiting.camp_on(exchange, leg, to)
    return Acknowledged()


def intrude_call(exchange: Exchange, argument: IntrudeCall) -> IntrudeCallResult:
    """IntrudeCall."""
    silent = _silent(argument.participation_type)
    leg, to = waiting.unreached(exchange, argument.intrude)
    return IntrudeCallResult(conferenced_call=intrusion.intrude(exchange, leg, to, silent=silent).id)


def join_call(exchange: Exchange, argument: JoinCall) -> JoinCallResult:
    """JoinCall."""
    phone_of(exchange, argument.joining_device)
    telephone = telephone_of(exchange, argument.joining_device)
    active = own(exchange, argument.active_call)
    silent = _silent(argument.participation_type)
    return JoinCallResult(conferenced_call=intrusion.join(exchange, active, telephone, silent=silent).id)


def _silent(kind: ParticipationType | None) -> bool:
    if kind not in (None, ParticipationType.active, ParticipationType.silent):
        raise refuse(OperationError.invalidParticipationType)
    return kind is ParticipationType.silent


def make_connection(exchange: Exchange, argument: MakeConnection) -> MakeConnectionResult:
    """MakeConnection: a call with nobody else in it yet; DialDigits brings it further."""
    _, phone = phone_of(exchange, argument.initiating_device, OperationError.invalidCallingDeviceID)
    telephone = telephone_of(exchange, argument.initiating_device)
    if not phone.in_service:
        raise refuse(SystemResourceError.deviceOutOfService)
    if any(leg.state is not State.hold for leg in exchange.legs(telephone)):
        raise refuse(StateError.invalidObjectState)
    prompt = argument.auto_originate is not AutoOriginate.doNotPrompt
    leg = exchange.originate(telephone, None, cause=EventCause.makeConnection, service=True, prompt=prompt)
    return MakeConnectionResult(initiating_device=leg.id)


def park_call(exchange: Exchange, argument: ParkCall) -> ParkCallResult:
    """ParkCall; DirectedPickupCall of the connection in the result fetches the call."""
    leg = own(exchange, argument.parking)
    return ParkCallResult(parked_to=waiting.park(exchange, leg, number_of(argument.park_to)).id)
