"""A station and the switch simulator in one virtual-time loop, talking over an in-memory network: the whole client,
no sockets.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.contacts import Book, Contact, Number
from desktop.link.contract import SessionConfig
from desktop.numbers import DialPlan
from desktop.station.names import BookNames
from desktop.station.station import Station, StationConfig
from desktop.station.views import CallView, Change, LinkView
from desktop.switchsim import Company, Simulator, small_office
from tests.support.pipes import Listener
from tests.support.virtualtime import VirtualTimeLoop

Factory = Callable[[], asyncio.Protocol]
HOST, PORT = "pbx", 8800
PLAN = DialPlan(country_code="49", area_code="89", trunk_code="0")
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = (("Anna Maier", "100"), ("Jonas Weber", "101"), ("Sofia Rossi", "102"), ("Petra Sommer", "+494066969210"))


@dataclass
class World:
    """What a test needs: the station, the switch, and everything that the station told."""

    station: Station
    simulator: Simulator
    loop: VirtualTimeLoop
    listener: Listener
    told: list[Change] = field(default_factory=list)
    mistyped: list[str] = field(default_factory=list)
    """The passwords of the next log-ins, before the right one."""

    def switch(self, do: str, **members: Any) -> dict[str, Any]:
        """Give the simulator a command, as on its standard input; it must be done."""
        reply = self.simulator.command({"do": do, **{name.rstrip("_"): value for name, value in members.items()}})
        assert reply["ok"], reply
        return reply

    def truth(self, device: str = "100") -> list[tuple[str, str]]:
        """(call id, state) of the device's connections, as the switch knows them."""
        calls = self.switch("state")["calls"]
        return sorted(
            (call["call_id"], connection["state"])
            for call in calls
            for connection in call["connections"]
            if connection["device"] == device
        )

    def seen(self) -> list[tuple[str | None, str]]:
        """The same, as the station knows them."""
        return sorted((call.call_id or "", call.state) for call in self.station.calls)

    def gone(self) -> list[CallView]:
        """The calls that ended, in order."""
        return [change for change in self.told if isinstance(change, CallView) and change.state == "gone"]

    def links(self) -> list[LinkView]:
        """What the link was like, in order."""
        return [change for change in self.told if isinstance(change, LinkView)]

    @property
    def call(self) -> CallView:
        """The only call."""
        (call,) = self.station.calls
        return call

    async def until_ready(self) -> None:
        """Wait for the link and its first snapshot."""
        async with asyncio.timeout(120):
            while self.station.link.state != "ready":
                await asyncio.sleep(0.1)
        await self.loop.quiet(0.5)


def names(people: Sequence[tuple[str, str]] = PEOPLE) -> BookNames:
    """A contacts book."""
    return BookNames(Book([Contact(name, "", (Number(number),)) for name, number in people], PLAN))


async def _password() -> str:
    return "77777"


def make_station(
    loop: asyncio.AbstractEventLoop,
    *,
    devices: tuple[str, ...] = ("100",),
    controls: str = "",
    host: str = HOST,
    port: int = PORT,
    resync_seconds: float = 30.0,
    supervision_seconds: float = 30.0,
    password: Callable[[], Awaitable[str]] = _password,
) -> Station:
    """A station whose wall clock goes with the loop's."""
    began = loop.time()

    def now() -> datetime:
        return MORNING + timedelta(seconds=loop.time() - began)

    session = SessionConfig(
        host=host,
        port=port,
        devices=devices,
        user="AMHOST",
        password=password,
        supervision_seconds=supervision_seconds,
    )
    config = StationConfig(device=devices[0], server=f"{host}:{port}", controls=controls, resync_seconds=resync_seconds)
    return Station(config, session, PLAN, names(), now=now, rng=random.Random(1))


@contextlib.asynccontextmanager
async def world(
    company: Company | None = None, *, over: Callable[[Factory], Factory] = lambda factory: factory, **options: Any
) -> AsyncIterator[World]:
    """A station with its link to a simulated switch; both end with the block. ``company`` by default:
    small_office(). ``over`` may put something between line and switch.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    simulator = Simulator(company or small_office(), start=MORNING.replace(tzinfo=None))
    listener = await loop.create_server(over(simulator.protocol), HOST, PORT)
    mistyped: list[str] = []

    async def password() -> str:
        return mistyped.pop(0) if mistyped else await _password()

    station = make_station(loop, password=password, **options)
    made = World(station, simulator, loop, listener, mistyped=mistyped)
    station.subscribe(made.told.append)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(station.run())
        await made.until_ready()
        try:
            yield made
        finally:
            running.cancel()
            await loop.quiet(0)
            simulator.close()
            listener.close()
