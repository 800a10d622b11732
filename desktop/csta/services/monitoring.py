"""Services that start, change and end monitors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.values import ConnectionID, DeviceID, Extensions, MonitorFilter


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
