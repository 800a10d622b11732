"""Services that ask what is going on at a device or in a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, optional, read, rest, write
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.values import CallState, ConnectionID, DeviceID, Extensions, ReportedDevice


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
