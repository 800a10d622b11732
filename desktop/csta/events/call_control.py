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
    """A shared line's appearance joined the call (module bridged-event).

    :ivar bridged_connection: the connection of the appearance.
    :ivar bridged_appearance: the appearance, a device of its own.
    :ivar bridged_connection_info: the media of the connection.
    """

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
    """The whole call ended (module call-cleared-event).

    :ivar cleared_call: the call; its device means nothing.
    """

    SUBJECT: ClassVar[str] = "cleared_call"

    cleared_call: ConnectionID
    user_data: bytes | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_linkage_data: CallLinkageData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conferenced(CallEvent):
    """Calls were made one conference, or a party was added (module conferenced-event).

    :ivar primary_old_call: the first call, as a connection of the conferencing device: the one that was held where two
        were joined (ECMA-269, from general knowledge).
    :ivar secondary_old_call: the second call, which was active; absent where a party was added to the first in one
        step.
    :ivar conferencing_device: the device that joined the calls.
    :ivar added_party: the party that came into the first call.
    :ivar conference_connections: every party's connection in the conference, with the old one that it came from.
    """

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
    """A device left the call (module connection-cleared-event).

    :ivar dropped_connection: the connection that ended.
    :ivar releasing_device: the device whose connection ended, or that made it end.
    :ivar dropped_connection_info: the media of the connection.
    """

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
    """The call alerts at a device (module delivered-event).

    :ivar connection: the connection at the alerting device.
    :ivar alerting_device: the device that rings.
    """

    SUBJECT: ClassVar[str] = "connection"
    DEVICE: ClassVar[str] = "alerting_device"

    connection: ConnectionID
    alerting_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsDialed(CallEvent):
    """Part of a number was dialled (module digits-dialed-event).

    :ivar dialing_connection: the connection at the dialling device.
    :ivar dialing_device: the device that dials.
    :ivar dialing_sequence: the digits that came with this event.
    :ivar dialing_connection_info: the media of the connection.
    """

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
    """The call was sent from one device to another (module diverted-event).

    :ivar connection: the connection that the call has left.
    :ivar diverting_device: the device that the call has left.
    :ivar new_destination: the device that the call goes to.
    """

    SUBJECT: ClassVar[str] = "connection"
    DEVICE: ClassVar[str] = "diverting_device"

    connection: ConnectionID
    diverting_device: ReportedDevice | None = None
    new_destination: ReportedDevice | None = None
    connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Established(PartiesEvent):
    """A device answered: it is connected with the call (module established-event).

    :ivar established_connection: the connection at the device that answered.
    :ivar answering_device: the device that answered.
    :ivar established_connection_info: the media of the connection.
    """

    SUBJECT: ClassVar[str] = "established_connection"
    DEVICE: ClassVar[str] = "answering_device"

    established_connection: ConnectionID
    answering_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    established_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(PartiesEvent):
    """The call cannot go on (module failed-event).

    :ivar failed_connection: the connection that came to nothing.
    :ivar failing_device: the device that could not be reached.
    :ivar failed_connection_info: the media of the connection.
    """

    SUBJECT: ClassVar[str] = "failed_connection"
    DEVICE: ClassVar[str] = "failing_device"

    failed_connection: ConnectionID
    failing_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    failed_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(CallEvent):
    """A device put its call on hold (module held-event).

    :ivar held_connection: the connection that is held.
    :ivar holding_device: the device that holds.
    :ivar held_connection_info: the media of the connection.
    """

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
    """The outside network offers other events from now on (module network-capabilities-changed-event).

    :ivar outbound_connection: the trunk's connection in the call.
    :ivar network_interface_used: the trunk.
    :ivar progress_indicator: where in the network the change is reported from.
    :ivar network_capability: what kind of network it is, and which events it will report.
    :ivar outbound_connection_info: the media of the trunk's connection.
    """

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
    """The call left through a trunk (module network-reached-event).

    :ivar outbound_connection: the trunk's connection in the call.
    :ivar network_interface_used: the trunk.
    :ivar network_capability: what kind of network it is, and which events it will report.
    :ivar outbound_connection_info: the media of the trunk's connection.
    """

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
    """The call is offered to a device before it alerts (module offered-event).

    :ivar offered_connection: the connection at the device that the call is offered to.
    :ivar offered_device: that device.
    :ivar offered_connection_info: the media of the connection.
    """

    SUBJECT: ClassVar[str] = "offered_connection"
    DEVICE: ClassVar[str] = "offered_device"

    offered_connection: ConnectionID
    offered_device: ReportedDevice | None = None
    originating_nid_connection: ConnectionID | None = optional("originatingNIDConnection")
    offered_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Originated(CallEvent):
    """A device's call attempt was accepted by the switch (module originated-event).

    :ivar originated_connection: the caller's connection.
    :ivar originating_device: the device at which the attempt was begun, where it is another than the caller (ECMA-269,
        from general knowledge).
    :ivar originated_connection_info: the media of the caller's connection.
    """

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
    """The call waits in a queue (module queued-event).

    :ivar queued_connection: the connection at the queue.
    :ivar queue: the device at which the call waits.
    :ivar number_queued: how many calls wait there.
    :ivar calls_in_front: how many of them come before this one.
    :ivar queued_connection_info: the media of the connection.
    """

    SUBJECT: ClassVar[str] = "queued_connection"
    DEVICE: ClassVar[str] = "queue"

    queued_connection: ConnectionID
    queue: ReportedDevice | None = None
    number_queued: int | None = None
    calls_in_front: int | None = None
    queued_connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved(CallEvent):
    """A held call is connected again (module retrieved-event).

    :ivar retrieved_connection: the connection that was held.
    :ivar retrieving_device: the device that held it.
    :ivar retrieved_connection_info: the media of the connection.
    """

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
    """A device was lifted or prompts to be (module service-initiated-event).

    :ivar initiated_connection: the device's connection in the call that may come of it.
    :ivar initiating_device: the device.
    :ivar initiated_connection_info: the media of the connection.
    """

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
    """A call was transferred to another party (module transferred-event).

    :ivar primary_old_call: the first call, as a connection of the transferring device: the one that was held where two
        were joined (ECMA-269, from general knowledge).
    :ivar secondary_old_call: the second call, which was active; absent where a call was transferred in one step.
    :ivar transferring_device: the device that left.
    :ivar transferred_to_device: the party that the call went to.
    :ivar transferred_connections: every party's connection in the new call, with the old one that it came from.
    """

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
