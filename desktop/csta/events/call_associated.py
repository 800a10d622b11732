"""Events about a call that do not change who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.events.base import Event
from desktop.csta.values import ConnectionID, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInformation(Event):
    """Something more became known about a call (module call-information-event)."""

    connection: ConnectionID
    device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsGenerated(Event):
    """Tones were sent in a call; they may be secret (module digits-generated-event)."""

    connection: ConnectionID
    digit_generated_list: str
