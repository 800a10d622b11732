"""Waiting for a window's first paint."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui import painted as module
from desktop.ui.loop import run_app
from desktop.ui.painted import painted


class Window(QWidget):
    """Counts its paints."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1


def test_it_returns_when_the_window_was_painted(qapp: QApplication) -> None:
    window = Window()

    async def main(_: QApplication) -> int:
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(painted(window))
            await asyncio.sleep(0)
            assert not waiting.done()
            window.show()
        return window.paints

    assert run_app(main, qapp) >= 1
    window.close()


def test_it_does_not_wait_for_ever_for_a_window_that_is_not_shown(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window()

    async def main(_: QApplication) -> int:
        await painted(window)
        return window.paints

    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.05)
    assert run_app(main, qapp) == 0
