"""Events of the features of a logical device that decide where its calls go: do not disturb and forwarding."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.enumerations import ForwardDefault, ForwardingType
from desktop.csta.events.base import Event
from desktop.csta.values import BitSet, DeviceID, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNotDisturbChanged(Event):
    """Do not disturb was switched (module do-not-disturb-event).

    :ivar do_not_disturb_on: True: it holds calls off from now on.
    :ivar call_origination: bits 0 internal, 1 external: the calls that it holds off; without it, all.
    :ivar calling_device_list: the callers that it holds off; without it, all.
    """

    device: ReportedDevice
    do_not_disturb_on: bool
    call_origination: BitSet | None = None
    calling_device_list: tuple[DeviceID, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingChanged(Event):
    """A forwarding was switched (module forwarding-event). No type: the switch's default type.

    :ivar forward_status: True: it is in force.
    :ivar forwarding_type: when it applies; None: the switch's default type.
    :ivar forward_to: where calls go.
    :ivar forward_default: what of it is the switch's default.
    :ivar ring_count: after how many rings, 1 to 100, a call that nobody answers is forwarded.
    :ivar ring_duration: the same as a time; in which unit, the modules do not say.
    """

    device: ReportedDevice
    forward_status: bool
    forwarding_type: ForwardingType | None = None
    forward_to: DeviceID | None = None
    forward_default: ForwardDefault | None = None
    ring_count: int | None = None
    ring_duration: int | None = None
