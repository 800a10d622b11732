"""The whole program on its own loop, with a test's hands at its window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from desktop.app import Root
from desktop.translation import translator
from desktop.ui.window import MainWindow

PATIENCE = 20.0
"""Seconds until what a window should show is missed."""


async def until(reached: Callable[[], object]) -> None:
    """Wait for what the window shows."""
    async with asyncio.timeout(PATIENCE):
        while not reached():
            await asyncio.sleep(0.01)


def says(widget: Any) -> str:
    """Everything that is written in a part of the window."""
    labels = [widget, *widget.findChildren(QLabel)]
    return " | ".join(label.text() for label in labels if isinstance(label, QLabel) and label.isVisible())


async def drive(root: Root, app: QApplication, work: Callable[[MainWindow], Coroutine[Any, Any, None]]) -> int:
    """Run the program until ``work`` has done with its window, close that, and return the exit status."""
    async with asyncio.TaskGroup() as group:
        program = group.create_task(root.run(app, translator("en"), (), False))
        windows: list[MainWindow] = []

        def there() -> bool:
            windows[:] = [one for one in app.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
            return bool(windows) and windows[0].isActiveWindow()

        await until(there)
        await work(windows[0])
        windows[0].close()
        return await program
