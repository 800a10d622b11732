"""Arguments and results of services, in the standard's own words.

Every service has a frozen message for its argument; most results carry nothing and are :class:`Acknowledged`. Member
names are ECMA-285's in Python's spelling; members that Deskline has no use for are kept in ``other``, as the schema's
plain values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, optional, read, rest, write
from desktop.csta.enumerations import (
    AutoOriginate,
    EventCause,
    ForwardingType,
    LocalConnectionState,
    ParticipationType,
    SystemStatus,
)
from desktop.csta.values import (
    CallState,
    ConnectionID,
    ConnectionListEntry,
    DeviceID,
    Extensions,
    MonitorFilter,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The result of a service that has nothing to say but, perhaps, private data."""

    extensions: Extensions | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> Acknowledged:
        """Make it from the schema's value."""
        form, content = value
        return cls(Extensions.from_asn1(content) if form == "extensions" else None)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        return ("noData", None) if self.extensions is None else ("extensions", self.extensions.to_asn1())


@dataclass(frozen=True, slots=True)
class MonitorObject:
    """What is monitored: a device, or a call named by one of its connections (module switching-function-objects)."""

    device: DeviceID | None = None
    call: ConnectionID | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> MonitorObject:
        """Make it from the schema's value."""
        form, content = value
        if form == "deviceObject":
            return cls(DeviceID.from_asn1(content))
        return cls(call=ConnectionID.from_asn1(content)) if form == "callObject" else cls()

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        if self.device is not None:
            return "deviceObject", self.device.to_asn1()
        assert self.call is not None, "a monitor object names a device or a call"
        return "callObject", self.call.to_asn1()


@dataclass(frozen=True, slots=True)
class SnapshotDeviceData:
    """The entries, or the cross reference under which the switch sends them later in segments."""

    entries: tuple[SnapshotDeviceEntry, ...] | None = None
    cross_ref: bytes | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> SnapshotDeviceData:
        """Make it from the schema's value."""
        form, content = value
        if form == "snapshotData":
            return cls(tuple(read(SnapshotDeviceEntry, entry) for entry in content))
        return cls(cross_ref=content)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        if self.entries is not None:
            return "snapshotData", [write(entry) for entry in self.entries]
        return "serviceCrossRefID", self.cross_ref


@dataclass(frozen=True, slots=True)
class SnapshotCallData:
    """The entries, or the cross reference under which the switch sends them later in segments."""

    entries: tuple[SnapshotCallEntry, ...] | None = None
    cross_ref: bytes | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> SnapshotCallData:
        """Make it from the schema's value."""
        form, content = value
        if form == "snapshotData":
            return cls(tuple(read(SnapshotCallEntry, entry) for entry in content))
        return cls(cross_ref=content)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        if self.entries is not None:
            return "snapshotData", [write(entry) for entry in self.entries]
        return "serviceCrossRefID", self.cross_ref


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateCall:
    """Swap: hold the active call and retrieve the held one (module alternate-call)."""

    held_call: ConnectionID
    active_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCall:
    """Answer an alerting call (module answer-call)."""

    call_to_be_answered: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearCall:
    """End a whole call with all its connections (module clear-call)."""

    call_to_be_cleared: ConnectionID
    reason: EventCause | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearConnection:
    """End one device's part in a call (module clear-connection)."""

    connection_to_be_cleared: ConnectionID
    reason: EventCause | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceCall:
    """Make one conference of a held and an active call (module conference-call)."""

    held_call: ConnectionID
    active_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceCallResult:
    """The conference's connection at the device that asked (module conference-call)."""

    conference_call: ConnectionID
    connections: tuple[ConnectionListEntry, ...] | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCall:
    """Hold a call and make another to ask back (module consultation-call)."""

    existing_call: ConnectionID
    consulted_device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationCallResult:
    """The new call's connection at the device that asked (module consultation-call)."""

    initiated_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeflectCall:
    """Send an alerting call on to another device (module deflect-call)."""

    call_to_be_diverted: ConnectionID
    new_destination: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DialDigits:
    """Dial more digits in a call that is being set up (module dial-digits)."""

    dialling_connection: ConnectionID
    dialling_sequence: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectedPickupCall:
    """Fetch a call that alerts at another device (module directed-pickup-call)."""

    call_to_be_picked_up: ConnectionID
    requesting_device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPickupCall:
    """Fetch a call that alerts in one's pickup group (module group-pickup-call)."""

    new_destination: DeviceID
    pick_group: DeviceID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupCallResult:
    """The fetched call's connection, where the switch says it (modules directed-pickup-call, group-pickup-call)."""

    picked_call: ConnectionID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCall:
    """Put a connected call on hold (module hold-call)."""

    call_to_be_held: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCall:
    """Set up a call (module make-call). ``auto_originate`` absent means prompt: the phone asks to be lifted first."""

    calling_device: DeviceID
    called_directory_number: DeviceID
    auto_originate: AutoOriginate | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCallResult:
    """The new call's connection at the calling device (module make-call)."""

    calling_device: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconnectCall:
    """Clear the active call and retrieve the held one (module reconnect-call)."""

    active_call: ConnectionID
    held_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieveCall:
    """Connect a held call again (module retrieve-call)."""

    call_to_be_retrieved: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStepConf:
    """Join a device to a call in one step (module single-step-conference). ``participation_type`` absent: active."""

    active_call: ConnectionID
    device_to_join: DeviceID
    participation_type: ParticipationType | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStepConfResult:
    """The conference's connection at the joined device (module single-step-conference)."""

    conferenced_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStepTrans:
    """Transfer a call in one step (module single-step-transfer)."""

    active_call: ConnectionID
    transferred_to: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredCallResult:
    """The transferred call (modules transfer-call, single-step-transfer)."""

    transferred_call: ConnectionID
    connections: tuple[ConnectionListEntry, ...] | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCall:
    """Connect the held party with the active one and leave (module transfer-call)."""

    held_call: ConnectionID
    active_call: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateDigits:
    """Send tones in a connected call (module generate-digits). The characters may be secret: never log them."""

    connection_to_send_digits: ConnectionID
    characters_to_send: str
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorStart:
    """Ask for the events of a device (module monitor-start)."""

    monitor_object: MonitorObject
    requested_monitor_filter: MonitorFilter | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorStartResult:
    """The monitor's cross reference, and the filter in force as far as the switch says it (module monitor-start)."""

    cross_ref_identifier: bytes
    actual_filter: MonitorFilter | None = optional("actualmonitorFilter")
    monitor_existing_calls: bool | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMonitorFilter:
    """Ask for other events on a monitor (module change-monitor-filter)."""

    cross_ref_identifier: bytes
    requested_filter_list: MonitorFilter
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMonitorFilterResult:
    """The filter in force, where the switch says it (module change-monitor-filter)."""

    actual_filter_list: MonitorFilter | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorStop:
    """End a monitor; the switch may ask that too, of a monitor that it gives up (module monitor-stop)."""

    cross_ref_identifier: bytes
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDevice:
    """Ask which calls a device has (module snapshot-device)."""

    snapshot_object: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDeviceEntry:
    """One call of a device (module status-reporting). On HiPath, no call id stands for an idle device."""

    connection_identifier: ConnectionID
    local_call_state: CallState | None = None
    endpoint_device: ReportedDevice | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDeviceResult:
    """The calls of a device (module snapshot-device)."""

    data: SnapshotDeviceData = asn1("crossRefIDorSnapshotData")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCall:
    """Ask which devices are in a call (module snapshot-call)."""

    snapshot_object: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCallEntry:
    """One device in a call (module status-reporting)."""

    device_on_call: ReportedDevice
    call_identifier: ConnectionID | None = None
    local_connection_state: LocalConnectionState | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCallResult:
    """The devices in a call (module snapshot-call)."""

    data: SnapshotCallData = asn1("crossRefIDorSnapshotData")
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    associated_calling_device: ReportedDevice | None = optional("associatedCallingDeviceID")
    associated_called_device: ReportedDevice | None = optional("associatedCalledDeviceID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemStatusRequest:
    """Tell the other side how the system is (module system-status); may come from either side at any time."""

    system_status: SystemStatus
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSystemStatus:
    """Ask how the system is (module request-system-status)."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSystemStatusResult:
    """How the system is (module request-system-status)."""

    system_status: SystemStatus
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetDoNotDisturb:
    """Ask whether a device does not want to be disturbed (module get-do-not-disturb)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetForwarding:
    """Ask where a device's calls are forwarded (module get-forwarding)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMessageWaitingIndicator:
    """Ask whether a message waits for a device (module get-message-waiting-indicator)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetDoNotDisturbResult:
    """Whether the device does not want to be disturbed (module get-do-not-disturb)."""

    do_not_disturb_on: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDoNotDisturb:
    """Switch do not disturb (module set-do-not-disturb)."""

    device: DeviceID
    do_not_disturb_on: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardListEntry:
    """One forwarding (module device-feature-types)."""

    forward_status: bool
    forwarding_type: ForwardingType | None = None
    forward_dn: DeviceID | None = optional("forwardDN")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetForwardingResult:
    """The forwardings of a device (module get-forwarding)."""

    forwarding_list: tuple[ForwardListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetForwarding:
    """Switch one forwarding (module set-forwarding)."""

    device: DeviceID
    activate_forward: bool
    forwarding_type: ForwardingType | None = None
    forward_dn: DeviceID | None = optional("forwardDN")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMessageWaitingIndicatorResult:
    """Whether a message waits (module get-message-waiting-indicator)."""

    message_waiting_on: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
