"""Services about the state of the link's two ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.enumerations import SystemStatus
from desktop.csta.values import Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemStatusRequest:
    """Tell the other side how the system is (module system-status); may come from either side at any time."""

    system_status: SystemStatus
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSystemStatus:
    """Ask how the system is (module request-system-status)."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSystemStatusResult:
    """How the system is (module request-system-status)."""

    system_status: SystemStatus
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
