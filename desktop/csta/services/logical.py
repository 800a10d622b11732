"""Services for the features of a logical device that decide where its calls go: do not disturb and forwarding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.enumerations import ForwardDefault, ForwardingType
from desktop.csta.values import BitSet, DeviceID, Extensions


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
class GetDoNotDisturbResult:
    """Whether the device does not want to be disturbed (module get-do-not-disturb).

    :ivar do_not_disturb_on: True: it holds calls off.
    :ivar call_origination: bits 0 internal, 1 external: the calls that it holds off; without it, all.
    :ivar calling_device_list: the callers that it holds off; without it, all.
    """

    do_not_disturb_on: bool
    call_origination: BitSet | None = None
    calling_device_list: tuple[DeviceID, ...] | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDoNotDisturb:
    """Switch do not disturb (module set-do-not-disturb).

    :ivar do_not_disturb_on: True: hold calls off.
    :ivar call_origination: bits 0 internal, 1 external: the calls to hold off; without it, all.
    :ivar calling_device_list: the callers to hold off; without it, all.
    """

    device: DeviceID
    do_not_disturb_on: bool
    call_origination: BitSet | None = None
    calling_device_list: tuple[DeviceID, ...] | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardListEntry:
    """One forwarding (module device-feature-types).

    :ivar forward_status: True: it is in force.
    :ivar forwarding_type: None: the switch's default type.
    :ivar forward_dn: where calls go.
    :ivar forward_default: what of it is the switch's default.
    :ivar ring_duration: the same as a time; in which unit, the modules do not say.
    :ivar ring_count: after how many rings, 1 to 100, a call that nobody answers is forwarded.
    """

    forward_status: bool
    forwarding_type: ForwardingType | None = None
    forward_dn: DeviceID | None = optional("forwardDN")
    forward_default: ForwardDefault | None = None
    ring_duration: int | None = None
    ring_count: int | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetForwardingResult:
    """The forwardings of a device (module get-forwarding).

    :ivar forwarding_list: one entry for each forwarding, also for those not in force.
    """

    forwarding_list: tuple[ForwardListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetForwarding:
    """Switch one forwarding (module set-forwarding).

    :ivar activate_forward: True: put it in force; False: out of force.
    :ivar forwarding_type: None: the switch's default type.
    :ivar forward_dn: where calls shall go; absent: the destination that is set already.
    :ivar ring_count: after how many rings, 1 to 100, a call that nobody answers is forwarded.
    :ivar ring_duration: the same as a time; in which unit, the modules do not say.
    """

    device: DeviceID
    activate_forward: bool
    forwarding_type: ForwardingType | None = None
    forward_dn: DeviceID | None = optional("forwardDN")
    ring_count: int | None = None
    ring_duration: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
