"""The only place where Qt meets asyncio.

One thread, one loop: qasync's on Qt's. What must never happen here or in any widget: ``exec()`` of a dialog or menu,
``processEvents()``, ``qasync.asyncClose`` (each re-enters the loop; other tasks then hang for ever). The clean quit:
closing the window does not end Qt's loop; it sets an event that the main coroutine waits for, which then stops the
monitors, ends the association and returns.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_API", "pyside6")  # qasync would take another binding that happens to be installed

_log = logging.getLogger(__name__)
_Item = TypeVar("_Item")

SLICE_MS = 8
"""How long a drain works before the window has its turn; half of a frame at 60 Hz."""


def make_application(arguments: list[str]) -> QApplication:
    """Return the application object, which outlives its windows: closing the last one does not end it."""
    app = QApplication(arguments)
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("Deskline")
    app.setDesktopFileName("deskline")
    return app


def make_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """Return asyncio's loop on Qt's: on Windows qasync's selector loop (its proactor loop polls and has races)."""
    import qasync

    kind = qasync.QSelectorEventLoop if sys.platform == "win32" else qasync.QEventLoop
    loop: asyncio.AbstractEventLoop = kind(app)
    loop.set_exception_handler(_unheard)
    return loop


def run_app(main: Callable[[QApplication], Coroutine[Any, Any, int]], app: QApplication) -> int:
    """Run ``main(app)`` to its end on the one loop and return its exit status.

    SIGINT and SIGTERM cancel it (status 130), so that its ``finally`` blocks clean up.
    """
    app.setQuitOnLastWindowClosed(False)
    loop = make_loop(app)
    try:
        task = loop.create_task(main(app))
        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, task.cancel)
        try:
            return loop.run_until_complete(task)
        except asyncio.CancelledError:
            return 130
    finally:
        _finish(loop)


def _finish(loop: asyncio.AbstractEventLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


def _unheard(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    message = context.get("message", "error in the event loop")
    _log.error("%s", message, exc_info=error if isinstance(error, BaseException) else None)


class Drain(QObject, Generic[_Item]):
    """Hands items from a producer to a consumer, in order, at most eight milliseconds at a time.

    Between the slices Qt paints and takes keys. ``on_high`` is called when more than ``high`` items wait (stop reading
    from the socket), ``on_low`` when fewer than ``low`` are left after that.
    """

    def __init__(
        self,
        consume: Callable[[_Item], None],
        on_high: Callable[[], None] | None = None,
        on_low: Callable[[], None] | None = None,
        high: int = 4000,
        low: int = 2000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._consume = consume
        self._on_high = on_high
        self._on_low = on_low
        self._high, self._low = high, low
        self._full = False
        self._items: deque[_Item] = deque()
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._work)

    @property
    def waiting(self) -> int:
        """How many items wait."""
        return len(self._items)

    def put(self, item: _Item) -> None:
        """Take an item; it is consumed in a later turn of the loop."""
        self._items.append(item)
        if not self._timer.isActive():
            self._timer.start(0)
        if not self._full and len(self._items) > self._high:
            self._full = True
            if self._on_high is not None:
                self._on_high()

    def close(self) -> None:
        """Consume what waits, at once, and stop: for the end of a program."""
        self._timer.stop()
        while self._items:
            self._consume(self._items.popleft())

    def _work(self) -> None:
        self._clock.start()
        try:
            while self._items and self._clock.elapsed() < SLICE_MS:
                self._consume(self._items.popleft())
        finally:  # an item that fails costs itself only
            if self._items:
                self._timer.start(1)
            if self._full and len(self._items) < self._low:
                self._full = False
                if self._on_low is not None:
                    self._on_low()
