"""Makes a station of the settings: the same way for the window and for the console."""

from __future__ import annotations

import random
import ssl
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from desktop.csta.dialects import BY_NAME
from desktop.link.contract import SessionConfig
from desktop.settings import options
from desktop.settings.address import server_of
from desktop.settings.options import Settings
from desktop.settings.plan import dial_plan
from desktop.station.lookup import Names
from desktop.station.station import Station, StationConfig


def build_station(
    settings: Settings,
    names: Names,
    password: Callable[[], Awaitable[str | None]],
    *,
    now: Callable[[], datetime],
    rng: random.Random,
    label: str | None = None,
) -> Station:
    """Return the station that the settings describe; it does nothing until its :meth:`Station.run` runs.

    :param label: what to call the telephone system, in place of its address.
    """
    ca_file = settings[options.CONNECTION_CA_FILE]

    def tls() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=ca_file or None)

    device = settings[options.CONNECTION_STATION]
    session = SessionConfig(
        host=settings[options.CONNECTION_SERVER],
        port=settings[options.CONNECTION_PORT],
        devices=(device,),
        user=settings[options.CONNECTION_USER] or None,
        password=password,
        tls=tls if settings[options.CONNECTION_TLS] else None,
        dialect=BY_NAME[settings[options.CONNECTION_DIALECT]],
        supervision_seconds=settings[options.LINK_SUPERVISION_SECONDS],
    )
    config = StationConfig(
        device=device,
        server=label or server_of(settings),
        controls=settings[options.CONNECTION_CONTROLS],
        reject_to=settings[options.CALLS_REJECT_TO],
        resync_seconds=settings[options.LINK_RESYNC_SECONDS],
        short_ring=timedelta(seconds=settings[options.CALLS_SHORT_RING_SECONDS]),
    )
    return Station(config, session, dial_plan(settings), names, now=now, rng=rng)
