"""Events that tell how calls begin, change and end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from desktop.csta.binding import optional
from desktop.csta.call_values import (
    CallLinkageData,
    CallLinkageDataList,
    ChargingInfo,
    DeviceHistory,
    MessageInfo,
    NetworkCapability,
    ProgressIndicator,
    ServicesPermitted,
)
from desktop.csta.events.base import CallEvent, PartiesEvent
from desktop.csta.values import (
    ConnectionID,
    ConnectionInformation,
    ConnectionListEntry,
    DeviceID,
    MediaCallCharacteristics,
    RedirectionDevice,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridged(CallEvent):
    """A shared line's appearance joined the call (module bridged-event)."""

    SUBJECT: ClassVar[str] = "bridged_connection"
    DEVICE: ClassVar[str] = "bridged_appearance"

    bridged_connection: ConnectionID
    bridged_appearance: ReportedDevice | None = None
    user_data: bytes | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    bridged_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCleared(CallEvent):
    """The whole call ended (module call-cleared-event)."""

    SUBJECT: ClassVar[str] = "cleared_call"

    cleared_call: ConnectionID
    user_data: bytes | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conferenced(CallEvent):
    """Calls were made one conference, or a party was added (module conferenced-event)."""

    SUBJECT: ClassVar[str] = "primary_old_call"
    DEVICE: ClassVar[str] = "conferencing_device"

    primary_old_call: ConnectionID
    secondary_old_call: ConnectionID | None = None
    conferencing_device: ReportedDevice | None = None
    added_party: ReportedDevice | None = None
    conference_connections: tuple[ConnectionListEntry, ...] = ()
    user_data: bytes | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    device_history: DeviceHistory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionCleared(CallEvent):
    """A device left the call (module connection-cleared-event)."""

    SUBJECT: ClassVar[str] = "dropped_connection"
    DEVICE: ClassVar[str] = "releasing_device"

    dropped_connection: ConnectionID
    releasing_device: ReportedDevice | None = None
    user_data: bytes | None = None
    charging_info: ChargingInfo | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    dropped_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    device_history: DeviceHistory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(PartiesEvent):
    """The call alerts at a device (module delivered-event)."""

    SUBJECT: ClassVar[str] = "connection"
    DEVICE: ClassVar[str] = "alerting_device"

    connection: ConnectionID
    alerting_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsDialed(CallEvent):
    """Part of a number was dialled (module digits-dialed-event)."""

    SUBJECT: ClassVar[str] = "dialing_connection"
    DEVICE: ClassVar[str] = "dialing_device"

    dialing_connection: ConnectionID
    dialing_device: ReportedDevice | None = None
    dialing_sequence: DeviceID | None = None
    services_permitted: ServicesPermitted | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    dialing_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverted(PartiesEvent):
    """The call was sent from one device to another (module diverted-event)."""

    SUBJECT: ClassVar[str] = "connection"
    DEVICE: ClassVar[str] = "diverting_device"

    connection: ConnectionID
    diverting_device: ReportedDevice | None = None
    new_destination: ReportedDevice | None = None
    connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Established(PartiesEvent):
    """A device answered: it is connected with the call (module established-event)."""

    SUBJECT: ClassVar[str] = "established_connection"
    DEVICE: ClassVar[str] = "answering_device"

    established_connection: ConnectionID
    answering_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    established_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(PartiesEvent):
    """The call cannot go on (module failed-event)."""

    SUBJECT: ClassVar[str] = "failed_connection"
    DEVICE: ClassVar[str] = "failing_device"

    failed_connection: ConnectionID
    failing_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    failed_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(CallEvent):
    """A device put its call on hold (module held-event)."""

    SUBJECT: ClassVar[str] = "held_connection"
    DEVICE: ClassVar[str] = "holding_device"

    held_connection: ConnectionID
    holding_device: ReportedDevice | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    held_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCapabilitiesChanged(CallEvent):
    """The outside network offers other events from now on (module network-capabilities-changed-event)."""

    SUBJECT: ClassVar[str] = "outbound_connection"
    DEVICE: ClassVar[str] = "network_interface_used"

    outbound_connection: ConnectionID
    network_interface_used: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    progress_indicator: ProgressIndicator | None = None
    user_data: bytes | None = None
    network_capability: NetworkCapability | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    outbound_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReached(CallEvent):
    """The call left through a trunk (module network-reached-event)."""

    SUBJECT: ClassVar[str] = "outbound_connection"
    DEVICE: ClassVar[str] = "network_interface_used"

    outbound_connection: ConnectionID
    network_interface_used: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConneciton")
    user_data: bytes | None = None
    network_capability: NetworkCapability | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    outbound_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    device_history: DeviceHistory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(PartiesEvent):
    """The call is offered to a device before it alerts (module offered-event)."""

    SUBJECT: ClassVar[str] = "offered_connection"
    DEVICE: ClassVar[str] = "offered_device"

    offered_connection: ConnectionID
    offered_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    offered_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Originated(CallEvent):
    """A device's call attempt was accepted by the switch (module originated-event)."""

    SUBJECT: ClassVar[str] = "originated_connection"
    DEVICE: ClassVar[str] = "calling_device"

    originated_connection: ConnectionID
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None
    originating_device: DeviceID | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    originated_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None
    subject_of_call: str | None = None
    message_info: MessageInfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(PartiesEvent):
    """The call waits in a queue (module queued-event)."""

    SUBJECT: ClassVar[str] = "queued_connection"
    DEVICE: ClassVar[str] = "queue"

    queued_connection: ConnectionID
    queue: ReportedDevice | None = None
    number_queued: int | None = None
    calls_in_front: int | None = None
    queued_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved(CallEvent):
    """A held call is connected again (module retrieved-event)."""

    SUBJECT: ClassVar[str] = "retrieved_connection"
    DEVICE: ClassVar[str] = "retrieving_device"

    retrieved_connection: ConnectionID
    retrieving_device: ReportedDevice | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    retrieved_connection_info: ConnectionInformation | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceInitiated(CallEvent):
    """A device was lifted or prompts to be (module service-initiated-event)."""

    SUBJECT: ClassVar[str] = "initiated_connection"
    DEVICE: ClassVar[str] = "initiating_device"

    initiated_connection: ConnectionID
    initiating_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    initiated_connection_info: ConnectionInformation | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    call_linkage_data: CallLinkageData | None = None
    subject_of_call: str | None = None
    message_info: MessageInfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(CallEvent):
    """A call was transferred to another party (module transferred-event)."""

    SUBJECT: ClassVar[str] = "primary_old_call"
    DEVICE: ClassVar[str] = "transferring_device"

    primary_old_call: ConnectionID
    secondary_old_call: ConnectionID | None = None
    transferring_device: ReportedDevice | None = None
    transferred_to_device: ReportedDevice | None = None
    transferred_connections: tuple[ConnectionListEntry, ...] = ()
    user_data: bytes | None = None
    charging_info: ChargingInfo | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    device_history: DeviceHistory | None = None
