"""Services that ask and tell where somebody is and what he does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.values import BitSet, DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class GetPresenceState:
    """Ask for the presence of the person at a device (module get-presence-state)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetPresenceStateResult:
    """The presence of the person at a device (module get-presence-state).

    :ivar presence_state: bits of :class:`~desktop.csta.feature_enumerations.PresenceState`.
    :ivar from_time: the switch's local time without a zone; text where it is written otherwise. ``until_time`` too.
    :ivar place: text in an alphabet of the switch's own; ``mood`` and ``named_presence_state`` too.
    """

    presence_state: BitSet
    from_time: datetime | str | None = None
    until_time: datetime | str | None = None
    place: bytes | None = None
    mood: bytes | None = None
    named_presence_state: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPresenceState:
    """Tell the presence of the person at a device (module set-presence-state).

    :ivar requested_presence_state: bits of :class:`~desktop.csta.feature_enumerations.PresenceState`.
    :ivar from_time: the switch's local time without a zone; text where it is written otherwise. ``until_time`` too.
    :ivar place: text in an alphabet of the switch's own; ``mood`` and ``named_presence_state`` too.
    """

    device: DeviceID
    requested_presence_state: BitSet
    from_time: datetime | str | None = None
    until_time: datetime | str | None = None
    place: bytes | None = None
    mood: bytes | None = None
    named_presence_state: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
