"""Keeps a link alive: one connection after the other, with backoff.

The session keeps no calls. Whoever listens is told, in the order of the wire: what state the link is in, each event
with the device whose monitor reported it, each snapshot, and when what is known of a device may be out of date.
The rule is the call model's fifth.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from desktop.csta.services.monitoring import MonitorStartResult, MonitorStop
from desktop.link.client import Client, LinkLost, NoAnswer, RequestError
from desktop.link.connection import SLEPT_SECONDS, Connection
from desktop.link.contract import LinkStatus, Listener, SessionConfig, State
from desktop.link.troubles import LinkTrouble

FIRST_RETRY = 1.0
LONGEST_RETRY = 60.0
PATIENT_RETRY = 60.0
JITTER = 0.2
SETTLED_SECONDS = 30.0
"""A link that held as long was a good one: the next try comes soon."""


class Session:
    """One link to a switch, for as long as :meth:`run` runs."""

    def __init__(
        self,
        config: SessionConfig,
        listener: Listener,
        *,
        wall_clock: Callable[[], datetime],
        rng: random.Random | None = None,
    ) -> None:
        self.config = config
        self._listener = listener
        self._wall_clock = wall_clock
        self._random = rng or random.Random()
        self._wake = asyncio.Event()
        self._connection: Connection | None = None
        self._ready_at: float | None = None
        self._devices = list(config.devices)
        self.status = LinkStatus("down")

    # for those who use the link

    @property
    def client(self) -> Client | None:
        """Asks operations; None while the link is not ready."""
        connection = self._ready
        return None if connection is None else connection.client

    @property
    def _ready(self) -> Connection | None:
        return self._connection if self.status.state == "ready" else None

    async def ask(self, argument: Any) -> Any:
        """Ask an operation and await its result.

        :raises RequestError: see :meth:`Client.ask`; LinkLost where the link is not ready.
        """
        client = self.client
        if client is None:
            raise LinkLost(sent=False)
        return await client.ask(argument)

    def request(self, argument: Any, done: Callable[[Any], None]) -> None:
        """Ask an operation; ``done`` is called with its result or RequestError, in the order of the wire."""
        client = self.client
        if client is None:
            done(LinkLost(sent=False))
        else:
            client.request(argument, done)

    def request_later(self, argument: Any, done: Callable[[Any], None]) -> None:
        """Ask an operation that can wait: :meth:`Background.request`. Without a link it is LinkLost at once."""
        connection = self._ready
        if connection is None:
            done(LinkLost(sent=False))
        else:
            connection.background.request(argument, done)

    def supervise_every(self, seconds: float) -> None:
        """Probe after so many seconds of silence while this connection lasts (rule 4: systemStatusTimer)."""
        if self._connection is not None:
            self._connection.supervision_seconds = seconds

    def try_now(self) -> None:
        """Do not wait for the next try; while connected, probe at once."""
        self._wake.set()

    def snapshot(self, device: str) -> None:
        """Ask what calls a monitored device has; the listener is told. Does nothing while that cannot be asked."""
        if self._connection is not None:
            self._connection.snapshots.start(device)

    async def compare(self, device: str) -> None:
        """Take a snapshot and wait until the listener was told, or it turned out that it cannot be had.

        :raises LinkLost: there is no link.
        """
        connection = self._ready
        if connection is None:
            raise LinkLost(sent=False)
        connection.snapshots.start(device)
        await connection.snapshots.finished(device)

    async def monitor(self, device: str) -> None:
        """Monitor one more device from now on.

        :raises RequestError: there is no link, or the switch refuses.
        """
        connection = self._ready
        if connection is None:
            raise LinkLost(sent=False)
        monitors = connection.monitors
        if device in monitors:
            return
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def answered(outcome: Any) -> None:
            if not isinstance(outcome, MonitorStartResult):
                monitors.forget(device)
            elif device in monitors:
                self._devices.append(device)
                self.snapshot(device)
            if not done.done():
                done.set_result(outcome)

        monitors.start(device, answered)
        outcome = await done
        if isinstance(outcome, RequestError):
            raise outcome

    async def unmonitor(self, device: str) -> None:
        """Stop monitoring a device that :meth:`monitor` added.

        :raises RequestError: there is no link, or the switch refuses: then it is monitored still. After NoAnswer nobody
            knows, and the device is given up all the same.
        """
        monitors = None if self._connection is None else self._connection.monitors
        known = device in self._devices or (monitors is not None and device in monitors)
        if device in self.config.devices or not known:
            return
        if monitors is None:
            raise LinkLost(sent=False)
        cross_ref = monitors.cross_ref(device)

        def give_up() -> None:
            monitors.forget(device)
            if device in self._devices:
                self._devices.remove(device)

        try:
            if cross_ref is not None:
                await self.ask(MonitorStop(cross_ref_identifier=cross_ref))
        except NoAnswer:
            give_up()
            raise
        give_up()

    # the life of the link

    async def run(self) -> None:
        """Keep the link until cancelled; then stop the monitors, abort the association and close the connection."""
        delay = FIRST_RETRY
        while True:
            self._wake.clear()
            self._tell("connecting")
            trouble = await self._live()
            self._wake.clear()
            if self._ready_at is not None and asyncio.get_running_loop().time() - self._ready_at >= SETTLED_SECONDS:
                delay = FIRST_RETRY
            wait = (PATIENT_RETRY if trouble.patient else delay) * (1 + self._random.uniform(-JITTER, JITTER))
            delay = min(delay * 2, LONGEST_RETRY)
            self._tell("down", trouble, round(wait, 1))
            if await self._sleep(wait):
                delay = FIRST_RETRY

    async def _sleep(self, seconds: float) -> bool:
        """Wait; True when somebody wants it now, or the computer slept meanwhile."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0.001:
            planned = self._wall_clock() + timedelta(seconds=min(left, 5.0))
            try:
                async with asyncio.timeout(min(left, 5.0)):
                    await self._wake.wait()
                self._wake.clear()
                return True
            except TimeoutError:
                if self._wall_clock() - planned > timedelta(seconds=SLEPT_SECONDS):
                    return True
        return False

    async def _live(self) -> LinkTrouble:
        """Go through one connection; return why it ended."""
        self._ready_at = None
        self._connection = Connection(
            self.config, self._devices, self._listener, self._tell, self._wake, self._wall_clock
        )
        try:
            return await self._connection.live()
        finally:
            self._connection = None

    def _tell(self, state: State, trouble: LinkTrouble | None = None, retry_in: float | None = None) -> None:
        system = None
        if state == "ready" and self._connection is not None:
            system = self._connection.system
            if self._ready_at is None:
                self._ready_at = asyncio.get_running_loop().time()
        self.status = LinkStatus(state, trouble, retry_in, system)
        self._listener.link_changed(self.status)
