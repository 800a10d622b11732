"""A manufacturer's own events."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateEvent(Event):
    """Something that only this manufacturer knows (module private-event)."""

    private_data: bytes
