"""Events that tell whether a device is in service."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import Event
from desktop.csta.values import ReportedDevice


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
