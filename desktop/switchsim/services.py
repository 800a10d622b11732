"""What each CSTA service does at the exchange. One that is not in :data:`HANDLERS` is refused: serviceNotSupported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.csta.enumerations import AutoOriginate, EventCause, ForwardingType
from desktop.csta.events.call_associated import DigitsGenerated
from desktop.csta.events.logical import DoNotDisturbChanged, ForwardingChanged
from desktop.csta.failures import Failure, OperationError, StateError, SystemResourceError
from desktop.csta.services.call_associated import GenerateDigits
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
    DialDigits,
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
from desktop.csta.services.logical import (
    ForwardListEntry,
    GetDoNotDisturb,
    GetDoNotDisturbResult,
    GetForwarding,
    GetForwardingResult,
    SetDoNotDisturb,
    SetForwarding,
)
from desktop.csta.services.physical import GetMessageWaitingIndicator, GetMessageWaitingIndicatorResult
from desktop.csta.services.snapshots import (
    SnapshotCall,
    SnapshotCallData,
    SnapshotCallEntry,
    SnapshotCallResult,
    SnapshotDevice,
    SnapshotDeviceData,
    SnapshotDeviceEntry,
    SnapshotDeviceResult,
)
from desktop.csta.values import CallState, ConnectionID, DeviceID, ReportedDevice
from desktop.switchsim import dialling, joining
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Leg, Phone, Refuse, State


def perform(exchange: Exchange, argument: Any) -> Any:
    """Do what a service asks and return the message of its result.

    :raises Refuse: it cannot be done; nothing has changed.
    """
    handler = HANDLERS.get(type(argument))
    if handler is None:
        raise Refuse(Failure.operation(OperationError.serviceNotSupported))
    return handler(exchange, argument)


def find(exchange: Exchange, connection: ConnectionID) -> Leg:
    """The connection that a client names; without a device, the only one of the call.

    :raises Refuse: there is none (invalidConnectionID).
    """
    call = exchange.calls.get(connection.call_id or b"")
    legs = [] if call is None else call.legs
    if connection.device is not None:
        legs = [leg for leg in legs if leg.device == exchange.line(connection.digits or "")]
    if len(legs) != 1:
        raise refuse(OperationError.invalidConnectionID)
    return legs[0]


def phone_of(
    exchange: Exchange, device: DeviceID, error: OperationError = OperationError.invalidDeviceID
) -> tuple[str, Phone]:
    """A station that a client names, with its number.

    :raises Refuse: there is none.
    """
    number = exchange.line(device.digits or "")
    phone = exchange.phones.get(number)
    if phone is None:
        raise refuse(error)
    return number, phone


def _number(device: DeviceID) -> str:
    return device.digits or ""


# calls


def make_call(exchange: Exchange, argument: MakeCall) -> MakeCallResult:
    """MakeCall."""
    number, phone = phone_of(exchange, argument.calling_device, OperationError.invalidCallingDeviceID)
    if not phone.in_service:
        raise refuse(SystemResourceError.deviceOutOfService)
    to = _number(argument.called_directory_number)
    if to:
        joining.check_destination(exchange, to)
    lifted = exchange.talking(number)
    if to and lifted is not None and dialling.may_dial(lifted):
        dialling.dial_at_once(exchange, lifted, to)
        return MakeCallResult(calling_device=lifted.id)
    if any(leg.state is not State.hold for leg in exchange.legs(number)):
        raise refuse(StateError.invalidObjectState)
    prompt = argument.auto_originate is not AutoOriginate.doNotPrompt
    leg = exchange.originate(number, to or None, cause=EventCause.makeCall, service=True, prompt=prompt)
    # where nobody could be called the call may be over already; its id is still the result
    return MakeCallResult(calling_device=leg.id)


def answer_call(exchange: Exchange, argument: AnswerCall) -> Acknowledged:
    """AnswerCall."""
    leg = find(exchange, argument.call_to_be_answered)
    if leg.state is not State.alerting:
        raise refuse(StateError.noCallToAnswer)
    phone = exchange.phones.get(leg.device)
    if phone is None or not phone.station.remote_answer:
        raise refuse(OperationError.requestIncompatibleWithObject)
    exchange.answer(leg)
    return Acknowledged()


def clear_connection(exchange: Exchange, argument: ClearConnection) -> Acknowledged:
    """ClearConnection."""
    exchange.clear(find(exchange, argument.connection_to_be_cleared))
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
    exchange.hold(_own(exchange, argument.call_to_be_held))
    return Acknowledged()


def retrieve_call(exchange: Exchange, argument: RetrieveCall) -> Acknowledged:
    """RetrieveCall."""
    exchange.retrieve(_own(exchange, argument.call_to_be_retrieved))
    return Acknowledged()


def consultation_call(exchange: Exchange, argument: ConsultationCall) -> ConsultationCallResult:
    """ConsultationCall."""
    leg = joining.consult(exchange, _own(exchange, argument.existing_call), _number(argument.consulted_device))
    return ConsultationCallResult(initiated_call=leg.id)


def alternate_call(exchange: Exchange, argument: AlternateCall) -> Acknowledged:
    """AlternateCall."""
    joining.alternate(exchange, *_pair(exchange, argument.held_call, argument.active_call))
    return Acknowledged()


def reconnect_call(exchange: Exchange, argument: ReconnectCall) -> Acknowledged:
    """ReconnectCall."""
    joining.reconnect(exchange, *_pair(exchange, argument.held_call, argument.active_call))
    return Acknowledged()


def transfer_call(exchange: Exchange, argument: TransferCall) -> TransferredCallResult:
    """TransferCall; possible as soon as the new party alerts."""
    target = joining.transfer(exchange, *_pair(exchange, argument.held_call, argument.active_call))
    return TransferredCallResult(transferred_call=target.id)


def single_step_transfer(exchange: Exchange, argument: SingleStepTrans) -> TransferredCallResult:
    """SingleStepTransfer."""
    leg = _own(exchange, argument.active_call)
    target = joining.single_step_transfer(exchange, leg, _number(argument.transferred_to))
    return TransferredCallResult(transferred_call=target.id)


def conference_call(exchange: Exchange, argument: ConferenceCall) -> ConferenceCallResult:
    """ConferenceCall."""
    leg = joining.conference(exchange, *_pair(exchange, argument.held_call, argument.active_call))
    return ConferenceCallResult(conference_call=leg.id)


def single_step_conference(exchange: Exchange, argument: SingleStepConf) -> SingleStepConfResult:
    """SingleStepConference."""
    leg = _own(exchange, argument.active_call)
    joined = joining.single_step_conference(exchange, leg, _number(argument.device_to_join))
    return SingleStepConfResult(conferenced_call=joined.id)


def deflect_call(exchange: Exchange, argument: DeflectCall) -> Acknowledged:
    """DeflectCall."""
    joining.deflect(exchange, _own(exchange, argument.call_to_be_diverted), _number(argument.new_destination))
    return Acknowledged()


def directed_pickup(exchange: Exchange, argument: DirectedPickupCall) -> PickupCallResult:
    """DirectedPickupCall."""
    number, _ = phone_of(exchange, argument.requesting_device)
    leg = joining.pick_up(exchange, _own(exchange, argument.call_to_be_picked_up), number)
    return PickupCallResult(picked_call=leg.id)


def group_pickup(exchange: Exchange, argument: GroupPickupCall) -> PickupCallResult:
    """GroupPickupCall: the call that has been ringing longest in the group."""
    number, _ = phone_of(exchange, argument.new_destination)
    group = None if argument.pick_group is None else _number(argument.pick_group)
    ringing = joining.ringing_in_group(exchange, number, group)
    if ringing is None:
        raise refuse(StateError.noCallToAnswer)
    return PickupCallResult(picked_call=joining.pick_up(exchange, ringing, number).id)


def dial_digits(exchange: Exchange, argument: DialDigits) -> Acknowledged:
    """DialDigits: the number of a call that was only begun, whole or in stages."""
    leg = _own(exchange, argument.dialling_connection)
    dialling.dial(exchange, leg, _number(argument.dialling_sequence))
    return Acknowledged()


def generate_digits(exchange: Exchange, argument: GenerateDigits) -> Acknowledged:
    """GenerateDigits."""
    leg = _own(exchange, argument.connection_to_send_digits)
    send_tones(exchange, leg, argument.characters_to_send)
    return Acknowledged()


def send_tones(exchange: Exchange, leg: Leg, characters: str) -> None:
    """Send tones in a connected call."""
    if leg.state is not State.connected or not leg.others:
        raise refuse(StateError.invalidConnectionState)
    if not characters or set(characters) - set("0123456789*#ABCD,"):
        raise refuse(OperationError.invalidParameterValue)
    exchange.reporter.device_event(leg.device, DigitsGenerated(connection=leg.id, digit_generated_list=characters))


def _own(exchange: Exchange, connection: ConnectionID) -> Leg:
    """A connection of a station: what stands for the outside cannot be asked to do anything but be cleared."""
    leg = find(exchange, connection)
    if leg.outside is not None:
        raise refuse(OperationError.requestIncompatibleWithObject)
    return leg


def _pair(exchange: Exchange, held: ConnectionID, active: ConnectionID) -> tuple[Leg, Leg]:
    pair = _own(exchange, held), _own(exchange, active)
    if pair[0] is pair[1]:
        raise refuse(OperationError.invalidConnectionID)
    return pair


# snapshots


def snapshot_device(exchange: Exchange, argument: SnapshotDevice) -> SnapshotDeviceResult:
    """SnapshotDevice; an idle device is one entry without a call id, as on HiPath."""
    number = exchange.line(_number(argument.snapshot_object))
    if not (number in exchange.phones or number in exchange.trunks or number in exchange.groups):
        raise refuse(OperationError.invalidDeviceID)
    entries = [
        SnapshotDeviceEntry(
            connection_identifier=leg.id,
            local_call_state=CallState(states=(leg.state, *(other.state for other in leg.others))),
        )
        for leg in exchange.legs(number)
    ]
    if not entries and exchange.quirks.idle_snapshot == "entry":
        nothing = CallState(states=(State.null,))
        entries = [
            SnapshotDeviceEntry(connection_identifier=ConnectionID(None, DeviceID(number)), local_call_state=nothing)
        ]
    return SnapshotDeviceResult(data=SnapshotDeviceData(tuple(entries)))


def snapshot_call(exchange: Exchange, argument: SnapshotCall) -> SnapshotCallResult:
    """SnapshotCall."""
    call = exchange.calls.get(argument.snapshot_object.call_id or b"")
    if call is None:
        raise refuse(OperationError.invalidConnectionID)
    entries = tuple(
        SnapshotCallEntry(
            device_on_call=exchange.reporter.device(leg.party),
            call_identifier=leg.id,
            local_connection_state=leg.state,
        )
        for leg in call.legs
    )
    parties = exchange.reporter.parties(call)
    del parties["last_redirection_device"]
    return SnapshotCallResult(data=SnapshotCallData(entries), **parties)


# the station


def get_do_not_disturb(exchange: Exchange, argument: GetDoNotDisturb) -> GetDoNotDisturbResult:
    """GetDoNotDisturb."""
    return GetDoNotDisturbResult(do_not_disturb_on=phone_of(exchange, argument.device)[1].do_not_disturb)


def set_do_not_disturb(exchange: Exchange, argument: SetDoNotDisturb) -> Acknowledged:
    """SetDoNotDisturb."""
    number, _ = phone_of(exchange, argument.device)
    switch_do_not_disturb(exchange, number, argument.do_not_disturb_on)
    return Acknowledged()


def switch_do_not_disturb(exchange: Exchange, number: str, on: bool) -> None:
    """Switch do not disturb; monitors hear of a change."""
    phone = exchange.phones[number]
    if phone.do_not_disturb is not on:
        phone.do_not_disturb = on
        event = DoNotDisturbChanged(device=ReportedDevice.known(number), do_not_disturb_on=on)
        exchange.reporter.device_event(number, event)


def get_forwarding(exchange: Exchange, argument: GetForwarding) -> GetForwardingResult:
    """GetForwarding: those that are on; none at all is told as immediate forwarding that is off."""
    forwarding = phone_of(exchange, argument.device)[1].forwarding
    entries = tuple(
        ForwardListEntry(forwarding_type=kind, forward_status=True, forward_dn=DeviceID(to))
        for kind, to in sorted(forwarding.items())
    )
    off = ForwardListEntry(forwarding_type=ForwardingType.forwardImmediate, forward_status=False)
    return GetForwardingResult(forwarding_list=entries or (off,))


def set_forwarding(exchange: Exchange, argument: SetForwarding) -> Acknowledged:
    """SetForwarding."""
    number, _ = phone_of(exchange, argument.device)
    kind = ForwardingType.forwardImmediate if argument.forwarding_type is None else argument.forwarding_type
    to = None if argument.forward_dn is None else _number(argument.forward_dn)
    switch_forwarding(exchange, number, kind, to if argument.activate_forward else None, on=argument.activate_forward)
    return Acknowledged()


def switch_forwarding(exchange: Exchange, number: str, kind: ForwardingType, to: str | None, *, on: bool) -> None:
    """Switch one forwarding; monitors hear of a change.

    :raises Refuse: the type or the destination does not exist.
    """
    phone = exchange.phones[number]
    if kind not in list(ForwardingType):
        raise refuse(OperationError.invalidForwardingType)
    if on and (not to or exchange.line(to) == number or exchange.resolve(to) is None):
        raise refuse(OperationError.invalidForwardingDestination)
    before = phone.forwarding.get(kind)
    if before == to:
        return
    if to is None:
        del phone.forwarding[kind]
    else:
        phone.forwarding[kind] = to
    event = ForwardingChanged(
        device=ReportedDevice.known(number),
        forwarding_type=kind,
        forward_to=DeviceID(to or before or ""),
        forward_status=on,
    )
    exchange.reporter.device_event(number, event)


def get_message_waiting(exchange: Exchange, argument: GetMessageWaitingIndicator) -> GetMessageWaitingIndicatorResult:
    """GetMessageWaitingIndicator."""
    phone = phone_of(exchange, argument.device)[1]
    return GetMessageWaitingIndicatorResult(message_waiting_on=phone.message_waiting)


HANDLERS: dict[type[Any], Callable[[Exchange, Any], Any]] = {
    AlternateCall: alternate_call,
    AnswerCall: answer_call,
    ClearCall: clear_call,
    ClearConnection: clear_connection,
    ConferenceCall: conference_call,
    ConsultationCall: consultation_call,
    DeflectCall: deflect_call,
    DialDigits: dial_digits,
    DirectedPickupCall: directed_pickup,
    GenerateDigits: generate_digits,
    GetDoNotDisturb: get_do_not_disturb,
    GetForwarding: get_forwarding,
    GetMessageWaitingIndicator: get_message_waiting,
    GroupPickupCall: group_pickup,
    HoldCall: hold_call,
    MakeCall: make_call,
    ReconnectCall: reconnect_call,
    RetrieveCall: retrieve_call,
    SetDoNotDisturb: set_do_not_disturb,
    SetForwarding: set_forwarding,
    SingleStepConf: single_step_conference,
    SingleStepTrans: single_step_transfer,
    SnapshotCall: snapshot_call,
    SnapshotDevice: snapshot_device,
    TransferCall: transfer_call,
}
