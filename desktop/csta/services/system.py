"""Services about the state of the link's two ends, and registrations for what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, optional, rest
from desktop.csta.enumerations import SystemStatus
from desktop.csta.values import BitSet, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemStatusRequest:
    """Tell the other side how the system is (module system-status); may come from either side at any time.

    :ivar sys_stat_register_id: the registration for which it is told; absent where there was none.
    :ivar system_status: the state: normal, disabled ...
    """

    sys_stat_register_id: bytes | None = optional("sysStatRegisterID")
    system_status: SystemStatus
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSystemStatus:
    """Ask how the system is (module request-system-status)."""

    sys_stat_register_id: bytes | None = optional("sysStatRegisterID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSystemStatusResult:
    """How the system is (module request-system-status).

    :ivar system_status: the state: normal, disabled ...
    """

    system_status: SystemStatus
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRegister:
    """Register for what the switch tells about itself (module system-register).

    :ivar request_types: bits for the messages that are wanted, SystemStatus (0) the first of them.
    :ivar requested_status_filter: bits for the states that are not to be told; they are not SystemStatus's numbers.
    """

    request_types: BitSet
    requested_status_filter: BitSet | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRegisterResult:
    """The registration, and the filter in force where the switch says it (module system-register).

    :ivar actual_status_filter: bits for the states that will not be told.
    """

    sys_stat_register_id: bytes = asn1("sysStatRegisterID")
    actual_status_filter: BitSet | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRegisterAbort:
    """The switch ends a registration; it is never answered (module system-register-abort)."""

    sys_stat_register_id: bytes = asn1("sysStatRegisterID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemRegisterCancel:
    """The application ends its registration (module system-register-cancel)."""

    sys_stat_register_id: bytes = asn1("sysStatRegisterID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchingFunctionCapabilitiesChanged:
    """The switch can do other things than before: ask again (module switching-function-capabilities-changed)."""

    sys_stat_register_id: bytes | None = optional("sysStatRegisterID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchingFunctionDevicesChanged:
    """The switch has other devices than before: ask again (module switching-function-devices-changed)."""

    sys_stat_register_id: bytes | None = optional("sysStatRegisterID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
