"""Services that ask what is going on at a device or in a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, every, given, only, optional, rest, write
from desktop.csta.call_enumerations import MediaServiceType
from desktop.csta.call_values import CallLinkageData, DeviceHistory, GeoPriv, MessageInfo, ServicesPermitted
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.values import (
    BitSet,
    CallState,
    ConnectionID,
    ConnectionInformation,
    DeviceID,
    Extensions,
    MediaCallCharacteristics,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True)
class SnapshotDeviceData:
    """The entries, or the cross reference under which the switch sends them later in segments (module snapshot-device).

    :ivar entries: the device's calls.
    :ivar cross_ref: the reference that each SnapshotDeviceDataReport repeats.
    """

    entries: tuple[SnapshotDeviceEntry, ...] | None = None
    cross_ref: bytes | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> SnapshotDeviceData:
        """Make it from the schema's value."""
        form, content = value
        if form == "snapshotData":
            return cls(every(SnapshotDeviceEntry, content))
        return cls(cross_ref=content)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        form, content = only(self, given(snapshotData=self.entries, serviceCrossRefID=self.cross_ref))
        return form, [write(entry) for entry in content] if form == "snapshotData" else content


@dataclass(frozen=True, slots=True)
class SnapshotCallData:
    """The entries, or the cross reference under which the switch sends them later in segments (module snapshot-call).

    :ivar entries: the devices in the call.
    :ivar cross_ref: the reference that each SnapshotCallDataReport repeats.
    """

    entries: tuple[SnapshotCallEntry, ...] | None = None
    cross_ref: bytes | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> SnapshotCallData:
        """Make it from the schema's value."""
        form, content = value
        if form == "snapshotData":
            return cls(every(SnapshotCallEntry, content))
        return cls(cross_ref=content)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        form, content = only(self, given(snapshotData=self.entries, serviceCrossRefID=self.cross_ref))
        return form, [write(entry) for entry in content] if form == "snapshotData" else content


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDevice:
    """Ask which calls a device has (module snapshot-device).

    :ivar snapshot_object: the device.
    """

    snapshot_object: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceMediaInfo:
    """One stream of media of a device's call (module status-reporting).

    :ivar media_stream_id: what the media service knows the stream by.
    :ivar connection_information: how the stream goes.
    """

    media_stream_id: bytes | None = optional("mediaStreamID")
    connection_information: ConnectionInformation | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDeviceEntry:
    """One call of a device (module status-reporting). On HiPath, no call id stands for an idle device.

    :ivar connection_identifier: the device's connection in the call.
    :ivar local_call_state: the states of the call's connections, the device's own first.
    :ivar endpoint_device: the party at the other end.
    :ivar media_service_info_list: the streams of media of the connection.
    """

    connection_identifier: ConnectionID
    local_call_state: CallState | None = None
    endpoint_device: ReportedDevice | None = None
    services_permitted: ServicesPermitted | None = None
    media_service_info_list: tuple[DeviceMediaInfo, ...] | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_linkage_data: CallLinkageData | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDeviceResult:
    """The calls of a device (module snapshot-device).

    :ivar data: the calls, or the reference under which they come later.
    """

    data: SnapshotDeviceData = asn1("crossRefIDorSnapshotData")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotDeviceDataReport:
    """The switch sends some of the calls that SnapshotDevice asked for; never answered (module snapshot-device-data).

    :ivar service_cross_ref_id: as in the answer to SnapshotDevice.
    :ivar segment_id: counts the messages of one answer.
    :ivar snapshot_data: the calls of this message.
    """

    service_cross_ref_id: bytes = asn1("serviceCrossRefID")
    segment_id: int | None = optional("segmentID")
    last_segment: bool
    snapshot_data: tuple[SnapshotDeviceEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCall:
    """Ask which devices are in a call (module snapshot-call).

    :ivar snapshot_object: a connection of the call.
    """

    snapshot_object: ConnectionID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMediaInfo:
    """One media server of a device in a call (module status-reporting).

    :ivar media_service_type: which kind of server.
    :ivar media_service_version: the server's version.
    :ivar media_service_instance: the server's own name; octets as the switch gives them.
    :ivar media_stream_id: what the server knows the stream by.
    :ivar connection_information: how the stream goes.
    """

    media_service_type: MediaServiceType
    media_service_version: int | None = None
    media_service_instance: bytes | None = None
    media_stream_id: bytes | None = optional("mediaStreamID")
    connection_information: ConnectionInformation | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCallEntry:
    """One device in a call (module status-reporting).

    :ivar device_on_call: the device.
    :ivar call_identifier: its connection in the call.
    :ivar local_connection_state: the state of that connection.
    :ivar media_service_info_list: the media servers of the connection.
    :ivar location_info: where the device is; each place as every source of it knows it.
    """

    device_on_call: ReportedDevice
    call_identifier: ConnectionID | None = None
    local_connection_state: LocalConnectionState | None = None
    services_permitted: ServicesPermitted | None = None
    media_service_info_list: tuple[CallMediaInfo, ...] | None = None
    location_info: tuple[tuple[GeoPriv, ...], ...] | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCallResult:
    """The devices in a call, and what belongs to the call as a whole (module snapshot-call).

    :ivar data: the devices, or the reference under which they come later.
    :ivar correlator_data: what an application or the network gave the call; octets of its own.
    """

    data: SnapshotCallData = asn1("crossRefIDorSnapshotData")
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_characteristics: BitSet | None = None
    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    associated_calling_device: ReportedDevice | None = optional("associatedCallingDeviceID")
    associated_called_device: ReportedDevice | None = optional("associatedCalledDeviceID")
    correlator_data: bytes | None = None
    call_linkage_data: CallLinkageData | None = None
    subject_of_call: str | None = None
    message_info: MessageInfo | None = None
    language_preferences: str | None = None
    device_history: DeviceHistory | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotCallDataReport:
    """The switch sends some of the devices that SnapshotCall asked for; never answered (module snapshot-call-data).

    :ivar service_cross_ref_id: as in the answer to SnapshotCall.
    :ivar segment_id: counts the messages of one answer.
    :ivar snapshot_data: the devices of this message.
    """

    service_cross_ref_id: bytes = asn1("serviceCrossRefID")
    segment_id: int | None = optional("segmentID")
    last_segment: bool
    snapshot_data: tuple[SnapshotCallEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
