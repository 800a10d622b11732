"""When a window has been painted first."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

PATIENCE_SECONDS = 2.0
"""A window that is not painted by then is minimised, or covered."""


async def painted(window: QWidget) -> None:
    """Wait until ``window`` was painted, or :data:`PATIENCE_SECONDS`."""
    watch = _Watch(window)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await watch.seen.wait()
        await asyncio.sleep(0)  # its parts are painted in the same turn
    except TimeoutError:
        return
    finally:
        window.removeEventFilter(watch)


class _Watch(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.seen = asyncio.Event()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.set()
        return False
