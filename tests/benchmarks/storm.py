"""A storm: a peer process sends call events over TCP to the real window; see README.md beside this file.

``python -m tests.benchmarks.storm [--rate 1000] [--seconds 60]``
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.app import Root
from desktop.desk import Desk
from desktop.diagnostics import logs
from desktop.integration.child import Child
from desktop.settings import options
from desktop.settings.options import Settings
from desktop.settings.paths import user_paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.station.views import CallView, Change, EventView
from desktop.translation import translator
from desktop.ui.loop import make_application, run_app
from desktop.ui.theme import Theme
from tests.benchmarks.storm_peer import CYCLE, number_of

TICK_MS = 10
SETTLE_SECONDS = 2.0
PATIENCE = 30.0


class Lateness:
    """How much later than after ten milliseconds a ten-millisecond timer of the window's loop comes."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @contextlib.contextmanager
    def measured(self) -> Iterator[None]:
        """Tick during the block."""
        self._last = perf_counter()
        self._timer.start()
        yield
        self._timer.stop()

    def _tick(self) -> None:
        now = perf_counter()
        self.milliseconds.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now

    def line(self) -> str:
        """Median, 99 % and maximum."""
        cut = statistics.quantiles(self.milliseconds, n=100)
        return f"{cut[49]:7.1f} {cut[98]:7.1f} {max(self.milliseconds):7.1f}"


class Count:
    """What the station told: whether every number came, in order, and how many calls went."""

    def __init__(self) -> None:
        self.events = 0
        self.out_of_order = 0
        self.gone: list[str | None] = []
        self.last = 0

    def __call__(self, change: Change) -> None:
        if isinstance(change, EventView):
            self.events += 1
            number = number_of(change.octets)
            self.out_of_order += number != self.last + 1
            self.last = number
        elif isinstance(change, CallView) and change.state == "gone":
            self.gone.append(change.call_id)


async def until(reached: Any, seconds: float = PATIENCE) -> bool:
    """Look every 50 ms."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not reached():
                await asyncio.sleep(0.05)
    return bool(reached())


def settings_for(port: int) -> Settings:
    """Station 100 at the peer, with the demo's contacts."""
    chosen: dict[options.Option[Any], Any] = {
        options.CONNECTION_SERVER: "127.0.0.1",
        options.CONNECTION_PORT: port,
        options.CONNECTION_STATION: "100",
        options.CONTACTS_FILE: str(assets.path("demo", "contacts.csv")),
    }
    settings = Settings()
    for option, value in chosen.items():
        settings = settings.replaced(option, value)
    return settings


async def measure(app: QApplication, root: Root, given: argparse.Namespace) -> int:
    """Run both phases and print the table; status 1 where an event was lost or out of order."""
    peer = Child([sys.executable, "-m", "tests.benchmarks.storm_peer"])
    ready = await peer.start()
    try:
        async with root.desk(Theme(app, "light"), translator("en"), settings_for(ready["port"])) as desk:
            desk.window.show()
            if not await until(lambda: desk.station.link.state == "ready"):
                print("The link did not become ready.", file=sys.stderr)
                return 1
            count, idle, busy = Count(), Lateness(), Lateness()
            desk.station.subscribe(count)
            await asyncio.sleep(SETTLE_SECONDS)
            with idle.measured():
                await asyncio.sleep(given.idle)
            with busy.measured():
                told = await peer.ask({"do": "storm", "rate": given.rate, "seconds": given.seconds})
            await until(lambda: count.events >= told["sent"])
            await asyncio.sleep(0.5)  # the page shows a burst in one go
            return report(desk, told, count, idle, busy)
    finally:
        await peer.close()


def report(desk: Desk, told: dict[str, Any], count: Count, idle: Lateness, busy: Lateness) -> int:
    """Print the table."""
    third, end = told["memory"]
    calls = told["sent"] // len(CYCLE)
    events = desk.model.events
    print(
        f"events sent {told['sent']} in {told['seconds']:.1f} s; lost {told['sent'] - count.events}; "
        f"out of order {count.out_of_order}"
    )
    print(f"calls made {calls}; ended {len(count.gone)}; cards left {len(desk.model.calls.cards)}")
    print(f"events kept by the station {len(desk.station.events)}, by the page {events.total}")
    print(f"octets that waited at the peer, at most: {told['most_waiting']}")
    print("lateness of a 10 ms timer, ms    50 %    99 %     max")
    print(f"    idle window            {idle.line()}")
    print(f"    window in the storm    {busy.line()}")
    print("memory, MiB                  at 1/3   at end   growth")
    for kind in ("rss", "uss"):
        early, late = third[kind] / 2**20, end[kind] / 2**20
        print(f"    {kind.upper()}                   {early:8.1f} {late:8.1f} {(late / early - 1) * 100:7.2f} %")
    print(f"CPU of the client: {told['cpu'] * 100:.0f} % of one core")
    sound = count.events == told["sent"] and count.out_of_order == 0 and len(count.gone) == calls
    return 0 if sound and not desk.model.calls.cards else 1


def main() -> int:
    """Read the arguments, and measure in folders that are thrown away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=1000, help="events a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--idle", type=float, default=10.0, help="seconds of the idle window before it")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="deskline-storm-") as folder:
        paths = user_paths(Path(folder))
        log = logs.setup(paths.log_file)
        try:
            root = Root(SettingsStore(paths.settings_file, policies(paths), presets(paths)), paths, log, None)
            return run_app(lambda app: measure(app, root, given), make_application(sys.argv[:1]))
        finally:
            log.close()


if __name__ == "__main__":
    sys.exit(main())
