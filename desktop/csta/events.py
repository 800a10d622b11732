"""Event reports, in the standard's own words: what happened at a monitored device.

Call control events say which connection they are about (:attr:`CallEvent.subject`) and, with device monitors, the
state of the monitored device's own connection. Members that Deskline has no use for are kept in ``other``, as the
schema's plain values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from desktop.csta.binding import read, rest, write
from desktop.csta.enumerations import EventCause, ForwardingType, LocalConnectionState
from desktop.csta.values import (
    ConnectionID,
    ConnectionListEntry,
    DeviceID,
    Extensions,
    RedirectionDevice,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event may carry."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(Event):
    """A call control event."""

    SUBJECT: ClassVar[str]
    DEVICE: ClassVar[str] = ""

    local_connection_info: LocalConnectionState | None = None
    """The state of the monitored device's connection after the event; absent with call monitors."""
    cause: EventCause | None = None

    @property
    def subject(self) -> ConnectionID:
        """The connection that the event is about."""
        return cast(ConnectionID, getattr(self, self.SUBJECT))

    @property
    def subject_device(self) -> ReportedDevice | None:
        """The device that did it or that it happened to, where the event names one."""
        return cast("ReportedDevice | None", getattr(self, self.DEVICE)) if self.DEVICE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridged(CallEvent):
    """A shared line's appearance joined the call (module bridged-event)."""

    SUBJECT: ClassVar[str] = "bridged_connection"
    DEVICE: ClassVar[str] = "bridged_appearance"

    bridged_connection: ConnectionID
    bridged_appearance: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCleared(CallEvent):
    """The whole call ended (module call-cleared-event)."""

    SUBJECT: ClassVar[str] = "cleared_call"

    cleared_call: ConnectionID


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionCleared(CallEvent):
    """A device left the call (module connection-cleared-event)."""

    SUBJECT: ClassVar[str] = "dropped_connection"
    DEVICE: ClassVar[str] = "releasing_device"

    dropped_connection: ConnectionID
    releasing_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(CallEvent):
    """The call alerts at a device (module delivered-event)."""

    SUBJECT: ClassVar[str] = "connection"
    DEVICE: ClassVar[str] = "alerting_device"

    connection: ConnectionID
    alerting_device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsDialed(CallEvent):
    """Part of a number was dialled (module digits-dialed-event)."""

    SUBJECT: ClassVar[str] = "dialing_connection"
    DEVICE: ClassVar[str] = "dialing_device"

    dialing_connection: ConnectionID
    dialing_device: ReportedDevice | None = None
    dialing_sequence: DeviceID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverted(CallEvent):
    """The call was sent from one device to another (module diverted-event)."""

    SUBJECT: ClassVar[str] = "connection"
    DEVICE: ClassVar[str] = "diverting_device"

    connection: ConnectionID
    diverting_device: ReportedDevice | None = None
    new_destination: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Established(CallEvent):
    """A device answered: it is connected with the call (module established-event)."""

    SUBJECT: ClassVar[str] = "established_connection"
    DEVICE: ClassVar[str] = "answering_device"

    established_connection: ConnectionID
    answering_device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(CallEvent):
    """The call cannot go on (module failed-event)."""

    SUBJECT: ClassVar[str] = "failed_connection"
    DEVICE: ClassVar[str] = "failing_device"

    failed_connection: ConnectionID
    failing_device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(CallEvent):
    """A device put its call on hold (module held-event)."""

    SUBJECT: ClassVar[str] = "held_connection"
    DEVICE: ClassVar[str] = "holding_device"

    held_connection: ConnectionID
    holding_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCapabilitiesChanged(CallEvent):
    """The outside network offers other events from now on (module network-capabilities-changed-event)."""

    SUBJECT: ClassVar[str] = "outbound_connection"
    DEVICE: ClassVar[str] = "network_interface_used"

    outbound_connection: ConnectionID
    network_interface_used: ReportedDevice | None = None
    called_device: ReportedDevice | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered(CallEvent):
    """The call is offered to a device before it alerts (module offered-event)."""

    SUBJECT: ClassVar[str] = "offered_connection"
    DEVICE: ClassVar[str] = "offered_device"

    offered_connection: ConnectionID
    offered_device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(CallEvent):
    """The call waits in a queue (module queued-event)."""

    SUBJECT: ClassVar[str] = "queued_connection"
    DEVICE: ClassVar[str] = "queue"

    queued_connection: ConnectionID
    queue: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    number_queued: int | None = None
    calls_in_front: int | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved(CallEvent):
    """A held call is connected again (module retrieved-event)."""

    SUBJECT: ClassVar[str] = "retrieved_connection"
    DEVICE: ClassVar[str] = "retrieving_device"

    retrieved_connection: ConnectionID
    retrieving_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceInitiated(CallEvent):
    """A device was lifted or prompts to be (module service-initiated-event)."""

    SUBJECT: ClassVar[str] = "initiated_connection"
    DEVICE: ClassVar[str] = "initiating_device"

    initiated_connection: ConnectionID
    initiating_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInformation(Event):
    """Something more became known about a call (module call-information-event)."""

    connection: ConnectionID
    device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsGenerated(Event):
    """Tones were sent in a call; they may be secret (module digits-generated-event)."""

    connection: ConnectionID
    digit_generated_list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hookswitch(Event):
    """A handset, headset or loudspeaker was switched (module hookswitch-event)."""

    device: ReportedDevice
    hookswitch: bytes
    hookswitch_on_hook: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWaiting(Event):
    """A message waits for the device, or none does any more (module message-waiting-event)."""

    target_device: ReportedDevice
    message_waiting_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackSet(Event):
    """A call back was ordered or cancelled (module call-back-event)."""

    originating_device: ReportedDevice
    target_device: ReportedDevice
    call_back_set_canceled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNotDisturbChanged(Event):
    """Do not disturb was switched (module do-not-disturb-event)."""

    device: ReportedDevice
    do_not_disturb_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingChanged(Event):
    """A forwarding was switched (module forwarding-event). No type: the switch's default type."""

    device: ReportedDevice
    forward_status: bool
    forwarding_type: ForwardingType | None = None
    forward_to: DeviceID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackInService(Event):
    """The device can be used again (module back-in-service-event)."""

    device: ReportedDevice
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCapabilityChanged(Event):
    """The device can do other things from now on (module device-capabilities-changed-event)."""

    device: ReportedDevice
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfService(Event):
    """The device cannot be used (module out-of-service-event)."""

    device: ReportedDevice
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiallyInService(Event):
    """The device can be used in part (module partially-in-service-event)."""

    device: ReportedDevice
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateEvent(Event):
    """Something that only this manufacturer knows (module private-event)."""

    private_data: bytes


CALL_CONTROL: dict[str, type[CallEvent]] = {
    "bridged": Bridged,
    "callCleared": CallCleared,
    "conferenced": Conferenced,
    "connectionCleared": ConnectionCleared,
    "delivered": Delivered,
    "digitsDialed": DigitsDialed,
    "diverted": Diverted,
    "established": Established,
    "failed": Failed,
    "held": Held,
    "networkCapabilitiesChanged": NetworkCapabilitiesChanged,
    "networkReached": NetworkReached,
    "offered": Offered,
    "originated": Originated,
    "queued": Queued,
    "retrieved": Retrieved,
    "serviceInitiated": ServiceInitiated,
    "transferred": Transferred,
}
"""Events of call control by their ECMA-285 names."""

OTHERS: dict[tuple[str, str], type[Event]] = {
    ("callAssociatedEvents", "callInformation"): CallInformation,
    ("callAssociatedEvents", "digitsGeneratedEvent"): DigitsGenerated,
    ("physicalDeviceFeatureEvents", "hookswitch"): Hookswitch,
    ("physicalDeviceFeatureEvents", "messageWaiting"): MessageWaiting,
    ("logicalDeviceFeatureEvents", "callBack"): CallBackSet,
    ("logicalDeviceFeatureEvents", "doNotDisturb"): DoNotDisturbChanged,
    ("logicalDeviceFeatureEvents", "forwarding"): ForwardingChanged,
    ("deviceMaintenanceEvents", "backInService"): BackInService,
    ("deviceMaintenanceEvents", "deviceCapabilityChanged"): DeviceCapabilityChanged,
    ("deviceMaintenanceEvents", "outOfService"): OutOfService,
    ("deviceMaintenanceEvents", "partiallyInService"): PartiallyInService,
    ("vendorSpecEvents", "privateEvent"): PrivateEvent,
}
"""The other events by category and name."""

_BY_NAME: dict[tuple[str, str], type[Event]] = {
    **{("callControlEvents", name): cls for name, cls in CALL_CONTROL.items()},
    **OTHERS,
}
_NAMES = {cls: names for names, cls in _BY_NAME.items()}


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """An event that Deskline does not know; ``octets`` is the whole of it."""

    category: str
    name: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class EventReport:
    """One event of one monitor (module event-report-definitions, operation 21; never answered).

    :ivar cross_ref: the monitor's cross reference, 1 to 8 octets, opaque.
    """

    cross_ref: bytes
    event: Event | UnknownEvent

    @property
    def name(self) -> str:
        """The event's ECMA-285 name, e.g. "delivered"; "value-N" for one that is not known."""
        return self.event.name if isinstance(self.event, UnknownEvent) else _NAMES[type(self.event)][1]

    @classmethod
    def from_asn1(cls, value: dict[str, Any]) -> EventReport:
        """Make it from the schema's value.

        :raises DecodeError: a member that the event cannot do without is missing.
        """
        category, content = value["eventSpecificInfo"]
        if isinstance(content, bytes):
            return cls(value["crossRefIdentifier"], UnknownEvent(category, category, content))
        name, members = content
        kind = _BY_NAME.get((category, name))
        if kind is None:
            return cls(value["crossRefIdentifier"], UnknownEvent(category, name, members))
        return cls(value["crossRefIdentifier"], read(kind, members))

    def to_asn1(self) -> dict[str, Any]:
        """Return the schema's value."""
        assert not isinstance(self.event, UnknownEvent), "an event that is not known cannot be sent"
        category, name = _NAMES[type(self.event)]
        return {"crossRefIdentifier": self.cross_ref, "eventSpecificInfo": (category, (name, write(self.event)))}
