"""What the services do that add something to a call: digits, tones, data."""

from __future__ import annotations

from desktop.csta.call_enumerations import TelephonyTone
from desktop.csta.events.call_associated import CallInformation, DigitsGenerated, TelephonyTonesGenerated
from desktop.csta.failures import OperationError, StateError
from desktop.csta.services.call_associated import AssociateData, GenerateDigits, GenerateTelephonyTones, SendUserInfo
from desktop.csta.services.call_control import DialDigits
from desktop.csta.services.common import Acknowledged
from desktop.switchsim import dialling
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Leg, State
from desktop.switchsim.services.common import number_of, own

LONGEST_DATA = 32
"""Octets of an account or of correlator data (module capability-exchange, MaxLengthParameters)."""
LONGEST_USER_DATA = 256


def dial_digits(exchange: Exchange, argument: DialDigits) -> Acknowledged:
    """DialDigits: the number of a call that was only begun."""
    leg = own(exchange, argument.dialling_connection)
    dialling.dial(exchange, leg, number_of(argument.dialling_sequence))
    return Acknowledged()


def generate_digits(exchange: Exchange, argument: GenerateDigits) -> Acknowledged:
    """GenerateDigits."""
    leg = own(exchange, argument.connection_to_send_digits)
    send_tones(exchange, leg, argument.characters_to_send)
    return Acknowledged()


def send_tones(exchange: Exchange, leg: Leg, characters: str) -> None:
    """Send tones in a connected call."""
    if leg.state is not State.connected or not leg.others:
        raise refuse(StateError.invalidConnectionState)
    if not characters or set(characters) - set("0123456789*#ABCD,"):
        raise refuse(OperationError.invalidParameterValue)
    exchange.reporter.device_event(leg.device, DigitsGenerated(connection=leg.id, digit_generated_list=characters))


def generate_tones(exchange: Exchange, argument: GenerateTelephonyTones) -> Acknowledged:
    """GenerateTelephonyTones."""
    leg = own(exchange, argument.connection_to_send_tone)
    if argument.tone_to_send not in list(TelephonyTone):
        raise refuse(OperationError.toneCharacterOutOfRange)
    if leg.state is not State.connected or not leg.others:
        raise refuse(StateError.invalidConnectionState)
    event = TelephonyTonesGenerated(
        connection=leg.id, tone_generated=argument.tone_to_send, tone_duration=argument.tone_duration
    )
    exchange.reporter.device_event(leg.device, event)
    return Acknowledged()


def associate_data(exchange: Exchange, argument: AssociateData) -> Acknowledged:
    """AssociateData: the events of the call carry the correlator data from here on; everybody hears what is new."""
    leg = own(exchange, argument.existing_call)
    given = (argument.correlator_data, argument.account_code, argument.call_qualifying_data, argument.subject_of_call)
    if all(one is None for one in given):
        raise refuse(OperationError.atLeastOneConditionalParameterNotProvided)
    if len(argument.correlator_data or b"") > LONGEST_DATA:
        raise refuse(OperationError.correlatorDataOutOfRange)
    if len(argument.account_code or b"") > LONGEST_DATA:
        raise refuse(OperationError.invalidAccountCode)
    call = leg.call
    call.correlator_data = call.correlator_data if argument.correlator_data is None else argument.correlator_data
    call.account = call.account if argument.account_code is None else argument.account_code
    for one in call.legs:
        event = CallInformation(
            connection=one.id,
            device=exchange.reporter.subject(one),
            account_info=argument.account_code,
            correlator_data=argument.correlator_data,
            call_qualifying_data=argument.call_qualifying_data,
            subject_of_call=argument.subject_of_call,
        )
        exchange.reporter.device_event(one.device, event)
    return Acknowledged()


def send_user_info(exchange: Exchange, argument: SendUserInfo) -> Acknowledged:
    """SendUserInfo: the others in the call hear it."""
    leg = own(exchange, argument.existing_call)
    if not 0 < len(argument.user_data) <= LONGEST_USER_DATA:
        raise refuse(OperationError.valueOutOfRange)
    if not leg.established:
        raise refuse(StateError.invalidConnectionState)
    for one in leg.others:
        event = CallInformation(connection=one.id, device=exchange.reporter.subject(one), user_data=argument.user_data)
        exchange.reporter.device_event(one.device, event)
    return Acknowledged()
