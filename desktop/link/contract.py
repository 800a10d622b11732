"""What a session is told and what it tells: its configuration, the link's status, and who listens."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from desktop.csta.association import NotUnderstood, Reported
from desktop.csta.dialects import HIPATH, Dialect
from desktop.link.snapshots import Details, Entries
from desktop.link.troubles import LinkTrouble

State = Literal["connecting", "ready", "down"]


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """What the link is like now. ``retry_in``: seconds until the next try, None where none is planned."""

    state: State
    trouble: LinkTrouble | None = None
    retry_in: float | None = None
    system: str | None = None


@dataclass(frozen=True, slots=True)
class SessionConfig:
    """Where and how to connect.

    :ivar tls: makes the TLS context when needed (loading certificates takes time); None: plain TCP.
    :ivar password: asked at each log-in, so that a changed one counts at once.
    """

    host: str
    port: int
    devices: tuple[str, ...]
    user: str | None = None
    password: Callable[[], Awaitable[str | None]] | None = None
    tls: Callable[[], ssl.SSLContext] | None = None
    dialect: Dialect = HIPATH
    supervision_seconds: float = 30.0
    missed_probes: int = 2


class Listener(Protocol):
    """Who is told by a session. Nothing here may raise."""

    def link_changed(self, status: LinkStatus) -> None:
        """The link's state changed."""

    def reported(self, device: str, message: Reported) -> None:
        """An event of a monitored device."""

    def snapshot_came(self, device: str, entries: Entries, details: Details) -> None:
        """What a device's calls are now; wins over what was inferred."""

    def capabilities_changed(self) -> None:
        """The switch says that it, or its devices, can do something else from now on."""

    def not_understood(self, device: str | None, message: NotUnderstood) -> None:
        """A message that could not be read; of a device where that much is known."""
