"""The event of where somebody is and what he does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.csta.events.base import Event
from desktop.csta.values import BitSet, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceStateChanged(Event):
    """The presence of the person at a device changed (module presence-state-event).

    :ivar presence_state: bits of :class:`~desktop.csta.feature_enumerations.PresenceState`.
    :ivar from_time: the switch's local time without a zone; text where it is written otherwise. ``until_time`` too.
    :ivar place: text in an alphabet of the switch's own; ``mood`` and ``named_presence_state`` too.
    """

    device: ReportedDevice
    presence_state: BitSet
    from_time: datetime | str | None = None
    until_time: datetime | str | None = None
    place: bytes | None = None
    mood: bytes | None = None
    named_presence_state: bytes | None = None
