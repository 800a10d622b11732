"""Services that start, change, list and end monitors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import Choice, asn1, given, only, optional, rest
from desktop.csta.enumerations import MonitorType
from desktop.csta.values import BitSet, ConnectionID, DeviceID, Extensions, MonitorFilter


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
        form, content = only(self, given(deviceObject=self.device, callObject=self.call))
        return form, content.to_asn1()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorStart:
    """Ask for the events of a device or a call (module monitor-start).

    :ivar monitor_object: the device or the call.
    :ivar requested_monitor_filter: events that are not wanted; absent: all are.
    :ivar monitor_type: whether a call is followed as it moves ("call"), or what happens at one device ("device").
    :ivar requested_monitor_media_class: only calls with these media; absent: all.
    """

    monitor_object: MonitorObject
    requested_monitor_filter: MonitorFilter | None = None
    monitor_type: MonitorType | None = None
    requested_monitor_media_class: BitSet | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorStartResult:
    """The monitor's cross reference, and the filter in force as far as the switch says it (module monitor-start).

    :ivar actual_filter: the events that the monitor leaves out; absent: as asked for.
    :ivar actual_monitor_media_class: media of the calls that are reported, where the switch does not report all.
    :ivar monitor_existing_calls: whether calls that began before the monitor are reported; absent: they are.
    """

    cross_ref_identifier: bytes
    actual_filter: MonitorFilter | None = optional("actualmonitorFilter")
    actual_monitor_media_class: BitSet | None = None
    monitor_existing_calls: bool | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMonitorFilter:
    """Ask for other events on a monitor (module change-monitor-filter).

    :ivar requested_filter_list: events that are not wanted from here on.
    """

    cross_ref_identifier: bytes
    requested_filter_list: MonitorFilter
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMonitorFilterResult:
    """The filter in force, where the switch says it (module change-monitor-filter).

    :ivar actual_filter_list: that filter.
    """

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
class MonitorListEntry:
    """One monitor of a list, and the device that it is on (module status-reporting).

    :ivar monitor_cross_ref_id: the monitor's reference, as in the answer to MonitorStart.
    :ivar monitor_object: the monitored device; a monitor on a call has no place here.
    """

    monitor_cross_ref_id: bytes = asn1("monitorCrossRefID")
    monitor_object: DeviceID
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorList(Choice):
    """The monitors, or the reference under which MonitorInfo tells them later (module get-monitor).

    :ivar service_cross_ref_id: that reference.
    :ivar monitor_list: the monitors themselves.
    """

    service_cross_ref_id: bytes | None = optional("serviceCrossRefID")
    monitor_list: tuple[MonitorListEntry, ...] | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMonitors:
    """Ask which monitors this application has on the switch (module get-monitor)."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMonitorsResult:
    """The monitors, at once or later; the standard calls them registration data (module get-monitor)."""

    monitors: MonitorList = asn1("crossRefIDorRegistrationData")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorInfo:
    """The switch tells some of the monitors that GetMonitors asked for; it is never answered (module monitor-info).

    :ivar service_cross_ref_id: as in the answer to GetMonitors.
    :ivar segment_id: counts the messages of one answer.
    :ivar monitor_list: the monitors of this message.
    """

    service_cross_ref_id: bytes = asn1("serviceCrossRefID")
    segment_id: int | None = optional("segmentID")
    last_segment: bool
    monitor_list: tuple[MonitorListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
