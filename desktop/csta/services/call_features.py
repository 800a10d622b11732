"""The rarer services of call control: accept, call back, camp on, intrude, join, park, messages.

What several of them take along is explained in :mod:`desktop.csta.services.call_control`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.call_values import CallLinkageData, CallLinkageDataList, MessageInfo
from desktop.csta.enumerations import AutoOriginate, EventCause, ParticipationType
from desktop.csta.values import (
    BitSet,
    ConnectionID,
    ConnectionInformation,
    DeviceID,
    Extensions,
    MediaCallCharacteristics,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCall:
    """Take a call that is only offered, so that it alerts (module accept-call).

    :ivar call_to_be_accepted: the connection that the call is offered to.
    """

    call_to_be_accepted: ConnectionID
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBack:
    """Let the switch call both ends when a device that could not be reached is free (module call-back-call-related).

    :ivar callback_connection: the connection that failed.
    """

    callback_connection: ConnectionID
    call_characteristics: BitSet | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackMessage:
    """Leave word at a device that could not be reached: please call back (module call-back-message-call-related).

    :ivar callback_message_connection: the connection that failed.
    """

    callback_message_connection: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackResult:
    """Which device is to be called back, or to call back, where the switch says it.

    (modules call-back-call-related, call-back-message-call-related)

    :ivar target_device: that device.
    """

    target_device: DeviceID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CamponCall:
    """Let a call wait at a busy device until it is free (module camp-on-call).

    :ivar campon_connection: the connection that failed because the device is busy.
    """

    campon_connection: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntrudeCall:
    """Join a call of a busy device (module intrude-call). ``participation_type`` absent: active.

    :ivar intrude: the connection that failed because the device is busy.
    """

    intrude: ConnectionID
    participation_type: ParticipationType | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntrudeCallResult:
    """The conference's connection at the device that intruded, where there is one (module intrude-call).

    :ivar conferenced_call: the new connection.
    :ivar conferenced_call_info: the media of the new connection.
    """

    conferenced_call: ConnectionID | None = None
    conferenced_call_info: ConnectionInformation | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCall:
    """Let a device join a call that others have (module join-call); the device asks for itself.

    ``auto_originate`` absent: the phone asks to be lifted first; ``participation_type`` absent: active.

    :ivar active_call: a connection of the call to join.
    :ivar joining_device: the device that joins, and asks.
    """

    active_call: ConnectionID
    joining_device: DeviceID
    auto_originate: AutoOriginate | None = None
    participation_type: ParticipationType | None = None
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    user_data: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCallResult:
    """The conference's connection at the joining device (module join-call).

    :ivar conferenced_call: the new connection.
    :ivar conferenced_call_info: the media of the new connection.
    """

    conferenced_call: ConnectionID
    conferenced_call_info: ConnectionInformation | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeConnection:
    """Connect a device with a call that has no other party yet (module make-connection).

    ``auto_originate`` absent: the phone asks to be lifted first.

    :ivar initiating_device: the device that is connected.
    :ivar connection_info: how the media of its connection shall go.
    :ivar max_devices: how many devices may take part.
    :ivar start_time: when the call begins, local time without a zone.
    :ivar duration: how long the call lasts at most; its unit is not in the module.
    """

    initiating_device: DeviceID
    account_code: bytes | None = None
    auth_code: bytes | None = None
    auto_originate: AutoOriginate | None = None
    correlator_data: bytes | None = None
    call_characteristics: BitSet | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    connection_info: ConnectionInformation | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    reason: EventCause | None = None
    max_devices: int | None = None
    start_time: datetime | str | None = None
    duration: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeConnectionResult:
    """The new call's connection at the initiating device (module make-connection).

    :ivar initiating_device: a connection, in spite of its name: that of the initiating device in the new call.
    :ivar initiated_call_info: the media of that connection.
    """

    initiating_device: ConnectionID
    media_call_characteristics: MediaCallCharacteristics | None = None
    initiated_call_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkCall:
    """Put a call down at another device, from where anybody can fetch it (module park-call).

    :ivar parking: the connection of the call that is parked.
    :ivar park_to: where.
    """

    parking: ConnectionID
    park_to: DeviceID
    correlator_data: bytes | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkCallResult:
    """The parked call's connection at the device where it is parked (module park-call).

    :ivar parked_to: that connection.
    """

    parked_to: ConnectionID | None = None
    call_linkage_data: CallLinkageData | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationDevices:
    """The one device that a message goes to (module send-message).

    :ivar device: the receiver.
    """

    device: DeviceID
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage:
    """Send a text, as a call of its own (module send-message).

    :ivar calling_device: the device that sends.
    :ivar destination_devices: the device that the text goes to.
    :ivar message_info: the text and its kind.
    """

    calling_device: DeviceID
    destination_devices: DestinationDevices
    message_info: MessageInfo
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    call_characteristics: BitSet | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageConnections:
    """The one connection that a message has (module send-message).

    :ivar connection: the sender's (ECMA-269, from general knowledge).
    """

    connection: ConnectionID
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLinkages:
    """The linkage of the one call that a message is (module send-message).

    :ivar call_linkage_data: what the call is known by when its id changes.
    """

    call_linkage_data: CallLinkageData
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessageResult:
    """The connection of the call that a message is (module send-message).

    :ivar connection_list: the connection of the call, in a wrapping of its own.
    :ivar list_of_call_linkage_data: the linkage of the call, in a wrapping of its own.
    """

    connection_list: MessageConnections
    media_call_characteristics: MediaCallCharacteristics | None = None
    list_of_call_linkage_data: MessageLinkages | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
