"""Services that set up, change and end calls, as nearly every switch has them; the rarer ones are in call_features.

What many of them take along is the same throughout: ``account_code``, the account that the call is put to;
``auth_code``, who permits it (a secret); ``correlator_data``, octets that an application ties to the call;
``user_data``, octets for the user at the other end; ``reason``, the cause that events are to give. The names of the
bits of ``call_characteristics`` are those of CallCharacteristics in resources/asn1/numbers.asn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.call_enumerations import ConsultOptions
from desktop.csta.call_values import CallLinkageData, CallLinkageDataList
from desktop.csta.enumerations import AutoOriginate, EventCause, ParticipationType
from desktop.csta.values import (
    BitSet,
    ConnectionID,
    ConnectionInformation,
    ConnectionListEntry,
    DeviceID,
    Extensions,
    MediaCallCharacteristics,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateCall:
    """Swap: hold the active call and retrieve the held one (module alternate-call).

    :ivar held_call: the held connection, which is active afterwards.
    :ivar active_call: the connected connection, which is held afterwards.
    :ivar connection_reservation: keep the held connection's resources free for it.
    :ivar consult_options: what the two calls may be used for afterwards: transfer, conference, neither, both.
    """

    held_call: ConnectionID
    active_call: ConnectionID
    connection_reservation: bool | None = None
    consult_options: ConsultOptions | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCall:
    """Answer an alerting call (module answer-call).

    :ivar call_to_be_answered: the alerting connection of the device that answers.
    """

    call_to_be_answered: ConnectionID
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearCall:
    """End a whole call with all its connections (module clear-call).

    :ivar call_to_be_cleared: any connection of the call.
    """

    call_to_be_cleared: ConnectionID
    reason: EventCause | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearConnection:
    """End one device's part in a call (module clear-connection).

    :ivar connection_to_be_cleared: the connection of the device that leaves; the rest of the call may go on.
    """

    connection_to_be_cleared: ConnectionID
    reason: EventCause | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceCall:
    """Make one conference of a held and an active call (module conference-call).

    :ivar held_call: the held connection at the device that asks.
    :ivar active_call: its connection in the other call.
    """

    held_call: ConnectionID
    active_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceCallResult:
    """The conference's connection at the device that asked (module conference-call).

    :ivar conference_call: the new connection.
    :ivar connections: what became of each party of the two calls.
    :ivar conference_call_info: the media of the new connection.
    """

    conference_call: ConnectionID
    connections: tuple[ConnectionListEntry, ...] | None = None
    conference_call_info: ConnectionInformation | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCall:
    """Hold a call and make another to ask back (module consultation-call).

    :ivar existing_call: the connection that is held meanwhile.
    :ivar consulted_device: the number that is called.
    :ivar connection_reservation: keep the held connection's resources free for it.
    :ivar calling_connection_info: how the media of the new connection shall go.
    :ivar consult_options: what the new call may be used for afterwards: transfer, conference, neither, both.
    """

    existing_call: ConnectionID
    consulted_device: DeviceID
    connection_reservation: bool | None = None
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    call_characteristics: BitSet | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    calling_connection_info: ConnectionInformation | None = None
    consult_options: ConsultOptions | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCallResult:
    """The new call's connection at the device that asked (module consultation-call).

    :ivar initiated_call: the new connection.
    :ivar initiated_call_info: the media of the new connection.
    """

    initiated_call: ConnectionID
    media_call_characteristics: MediaCallCharacteristics | None = None
    initiated_call_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeflectCall:
    """Send an alerting call on to another device (module deflect-call).

    :ivar call_to_be_diverted: the connection, alerting or queued, that is taken away.
    :ivar new_destination: the number that the call goes to.
    :ivar add_new_destinations_list: further devices, beside the new destination.
    """

    call_to_be_diverted: ConnectionID
    new_destination: DeviceID
    add_new_destinations_list: tuple[DeviceID, ...] | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    call_characteristics: BitSet | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    reason: EventCause | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DialDigits:
    """Dial more digits in a call that is being set up (module dial-digits).

    :ivar dialling_connection: the connection at the device that dials.
    :ivar dialling_sequence: the digits to be added; the form "dialingNumber" of a device.
    """

    dialling_connection: ConnectionID
    dialling_sequence: DeviceID
    correlator_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectedPickupCall:
    """Fetch a call that alerts at another device (module directed-pickup-call).

    :ivar call_to_be_picked_up: the alerting connection at the other device.
    :ivar requesting_device: the device that fetches the call.
    """

    call_to_be_picked_up: ConnectionID
    requesting_device: DeviceID
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPickupCall:
    """Fetch a call that alerts in one's pickup group (module group-pickup-call).

    :ivar new_destination: the device that picks up: the call goes to it.
    :ivar pick_group: the group from which to fetch; absent: that of the device.
    """

    new_destination: DeviceID
    pick_group: DeviceID | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupCallResult:
    """The fetched call's connection, where the switch says it (modules directed-pickup-call, group-pickup-call).

    :ivar picked_call: the connection of the call at the device that picked up.
    :ivar picked_call_info: the media of that connection.
    """

    picked_call: ConnectionID | None = None
    picked_call_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCall:
    """Put a connected call on hold (module hold-call).

    :ivar call_to_be_held: the connection of the device that holds.
    :ivar connection_reservation: keep the held connection's resources free for it.
    """

    call_to_be_held: ConnectionID
    connection_reservation: bool | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCall:
    """Set up a call (module make-call). ``auto_originate`` absent means prompt: the phone asks to be lifted first.

    :ivar calling_device: the device that calls.
    :ivar called_directory_number: the number to dial; empty: only prompt (ECMA-269, from general knowledge).
    :ivar calling_connection_info: how the media of the calling device's connection shall go.
    """

    calling_device: DeviceID
    called_directory_number: DeviceID
    auto_originate: AutoOriginate | None = None
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    call_characteristics: BitSet | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    calling_connection_info: ConnectionInformation | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    reason: EventCause | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCallResult:
    """The new call's connection at the calling device (module make-call).

    :ivar calling_device: a connection, in spite of its name: that of the calling device in the new call.
    :ivar initiated_call_info: the media of that connection.
    """

    calling_device: ConnectionID
    media_call_characteristics: MediaCallCharacteristics | None = None
    initiated_call_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconnectCall:
    """Clear the active call and retrieve the held one (module reconnect-call).

    :ivar active_call: the connection that is cleared.
    :ivar held_call: the held connection, which is active afterwards.
    """

    active_call: ConnectionID
    held_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieveCall:
    """Connect a held call again (module retrieve-call).

    :ivar call_to_be_retrieved: the held connection.
    """

    call_to_be_retrieved: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStepConf:
    """Join a device to a call in one step (module single-step-conference). ``participation_type`` absent: active.

    :ivar active_call: a connection of the call, at the device that asks.
    :ivar device_to_join: the device that is added.
    """

    active_call: ConnectionID
    device_to_join: DeviceID
    participation_type: ParticipationType | None = None
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStepConfResult:
    """The conference's connection at the joined device (module single-step-conference).

    :ivar conferenced_call: the new connection.
    :ivar conferenced_call_info: the media of the new connection.
    """

    conferenced_call: ConnectionID
    conferenced_call_info: ConnectionInformation | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStepTrans:
    """Transfer a call in one step (module single-step-transfer).

    :ivar active_call: the connection of the device that leaves the call.
    :ivar transferred_to: the number that the call goes to.
    """

    active_call: ConnectionID
    transferred_to: DeviceID
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    call_characteristics: BitSet | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    reason: EventCause | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredCallResult:
    """The transferred call (modules transfer-call, single-step-transfer).

    :ivar transferred_call: a connection of the call that came of it.
    :ivar connections: what became of each party of the calls.
    :ivar transferred_call_info: the media of the connection.
    """

    transferred_call: ConnectionID
    connections: tuple[ConnectionListEntry, ...] | None = None
    transferred_call_info: ConnectionInformation | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCall:
    """Connect the held party with the active one and leave (module transfer-call).

    :ivar held_call: the held connection of the device that leaves.
    :ivar active_call: its connection in the other call.
    """

    held_call: ConnectionID
    active_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
