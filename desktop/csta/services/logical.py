"""Services for the features of a logical device: forwarding, do not disturb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.enumerations import ForwardingType
from desktop.csta.values import DeviceID, Extensions


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
