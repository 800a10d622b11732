"""Events of the features of a logical device."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.enumerations import ForwardingType
from desktop.csta.events.base import Event
from desktop.csta.values import DeviceID, ReportedDevice


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
