"""The real window at a real socket: a call by recorded octets with mouse and keyboard, a closed port, the clean quit.

The other end (tests/support/octets.py) knows nothing but octets.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import Root
from desktop.diagnostics import logs
from desktop.settings import options
from desktop.settings.paths import user_paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.ui.loop import run_app
from desktop.ui.window import MainWindow
from desktop.viewmodels.events import EventRole
from tests.support.octets import OctetPeer, odd
from tests.support.program import drive, says, until

RINGS = "Event Delivered at 100 (ringing) from 257"
AFTER = {
    "AnswerCall result": ["Event Established at 100"],
    "ClearConnection result": ["Event ConnectionCleared"],
}
ABORT = bytes.fromhex("6406800100810101")
MONITOR_STOP = bytes.fromhex("020149300455020011")

pytestmark = pytest.mark.real_time


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
        return number


class Switch:
    """A port; when it is open, its connections are octet peers."""

    def __init__(self) -> None:
        self.port = free_port()
        self.peers: list[OctetPeer] = []
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listen."""
        self._server = await asyncio.get_running_loop().create_server(self._connected, "127.0.0.1", self.port)

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def _connected(self) -> OctetPeer:
        self.peers.append(OctetPeer(AFTER, odd))
        return self.peers[-1]


def show(
    folder: Path,
    app: QApplication,
    work: Callable[[MainWindow], Coroutine[Any, Any, None]],
    switch: Switch,
    *,
    listening: bool,
) -> int:
    """Run the whole program on its own loop with settings that lead to ``switch``; ``work`` drives its window.

    :param listening: the switch is there from the beginning.
    """
    paths = user_paths(folder)
    store = SettingsStore(paths.settings_file, policies(paths), presets(paths))
    store.load()
    store.set(options.CONNECTION_SERVER, "127.0.0.1")
    store.set(options.CONNECTION_PORT, switch.port)
    store.set(options.CONNECTION_STATION, "100")
    log = logs.setup(paths.log_file)
    root = Root(store, paths, log, None)

    async def main(app: QApplication) -> int:
        if listening:
            await switch.open()
        try:
            status = await drive(root, app, work)
        finally:
            switch.close()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return status

    try:
        return run_app(main, app)
    finally:
        log.close()


def events(window: MainWindow) -> list[str]:
    """The words of the Events page, oldest first."""
    model = window.events.tree.model()
    return [model.index(row, 0).data(EventRole.WORDS) for row in range(model.rowCount())]


def active_timers() -> list[QTimer]:
    """Timers that would still come."""
    gc.collect()
    timers = [one for one in gc.get_objects() if isinstance(one, QTimer)]
    return [one for one in timers if shiboken6.isValid(one) and one.isActive()]


def test_a_call_by_octets_through_the_window(qapp: QApplication, tmp_path: Path) -> None:
    switch = Switch()
    threads, timers = set(threading.enumerate()), active_timers()

    async def work(window: MainWindow) -> None:
        await until(lambda: "connected to 127.0.0.1" in says(window.link_line))
        assert not window.link_line.try_now.isVisible()
        peer = switch.peers[-1]

        peer.play(RINGS)
        await until(lambda: window.calls.cards)
        card = window.calls.cards[0]
        assert "257" in says(card)
        assert {"answer", "reject"} <= set(card.buttons)
        await until(lambda: window.events.tree.isVisible() and events(window))

        QTest.mouseClick(card.buttons["answer"], Qt.MouseButton.LeftButton)
        await until(lambda: "hangup" in card.buttons)
        assert "answer" not in card.buttons
        assert window.calls.cards == [card]

        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F3)
        await until(lambda: not window.calls.cards)
        await until(lambda: len(events(window)) == 3)
        assert events(window) == [
            "100 is ringing: a call from 257",
            "100 answered",
            "100 left the call",
        ]

    assert show(tmp_path, qapp, work, switch, listening=True) == 0
    heard = switch.peers[-1].heard
    assert heard[-1] == ABORT
    assert heard[-2].endswith(MONITOR_STOP)
    assert len(switch.peers) == 1
    assert set(threading.enumerate()) == threads
    assert active_timers() == timers


def test_a_closed_port_is_named_and_try_now_mends_it(qapp: QApplication, tmp_path: Path) -> None:
    switch = Switch()

    async def work(window: MainWindow) -> None:
        line = window.link_line
        await until(lambda: "does not accept connections" in says(line))
        assert "next try in" in says(line)
        assert str(switch.port) in says(line)
        await switch.open()
        QTest.mouseClick(line.try_now, Qt.MouseButton.LeftButton)
        await until(lambda: f"connected to 127.0.0.1:{switch.port}" in says(line))
        switch.peers[-1].play(RINGS)
        await until(lambda: window.calls.cards)

    assert show(tmp_path, qapp, work, switch, listening=False) == 0
