"""What events have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from desktop.csta.binding import rest
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.values import ConnectionID, Extensions, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event may carry."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(Event):
    """A call control event."""

    SUBJECT: ClassVar[str]
    DEVICE: ClassVar[str] = ""

    local_connection_info: LocalConnectionState | None = None
    """The state of the monitored device's connection after the event; absent with call monitors."""
    cause: EventCause | None = None

    @property
    def subject(self) -> ConnectionID:
        """The connection that the event is about."""
        return cast(ConnectionID, getattr(self, self.SUBJECT))

    @property
    def subject_device(self) -> ReportedDevice | None:
        """The device that did it or that it happened to, where the event names one."""
        return cast("ReportedDevice | None", getattr(self, self.DEVICE)) if self.DEVICE else None
