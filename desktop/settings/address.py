"""Where the settings connect to."""

from __future__ import annotations

from desktop.settings import options
from desktop.settings.options import Settings


def server_of(settings: Settings) -> str:
    """The address as people write it: ``host:port``, ``[::1]:port``."""
    host, port = settings[options.CONNECTION_SERVER], settings[options.CONNECTION_PORT]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
