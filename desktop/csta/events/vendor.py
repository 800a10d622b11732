"""A manufacturer's own events."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.events.base import Event
from desktop.csta.feature_values import SecurityData


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateEvent(Event):
    """Something that only this manufacturer knows (module private-event). It has no ``extensions``.

    :ivar security: how the receiver may see that the event is genuine.
    :ivar private_data: one whole element, not interpreted.
    """

    security: SecurityData | None = None
    private_data: bytes
