"""The only place where Qt meets asyncio.

One thread, one loop: qasync's on Qt's. What must never happen here or in any widget: ``exec()`` of a dialog or menu,
``processEvents()``, ``qasync.asyncClose`` (each re-enters the loop; other tasks then hang for ever). The clean quit:
closing the window does not end Qt's loop; it sets an event that the main coroutine waits for, which then stops the
monitors, ends the association and returns. That a burst of events does not keep the window from its turn is
:mod:`desktop.link.transport`'s doing, which works on what comes a slice at a time.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_API", "pyside6")  # qasync would take another binding that happens to be installed

_log = logging.getLogger(__name__)


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
