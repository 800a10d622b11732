"""Services for the parts of a telephone: lamps, display, handset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.values import DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMessageWaitingIndicator:
    """Ask whether a message waits for a device (module get-message-waiting-indicator)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMessageWaitingIndicatorResult:
    """Whether a message waits (module get-message-waiting-indicator)."""

    message_waiting_on: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
