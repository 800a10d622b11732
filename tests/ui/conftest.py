"""The window over the fake office."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.icons import Icons
from desktop.ui.parts import Look
from desktop.ui.theme import Theme
from tests.support.fake_german import english, german
from tests.support.window_pictures import Scene, build


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    qapp.setQuitOnLastWindowClosed(False)
    return Theme(qapp, "light")


@pytest.fixture
def look(theme: Theme) -> Look:
    return Look(english, theme, Icons(theme))


@pytest.fixture
def open_window(qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator[Callable[[str], Scene]]:
    """Opens windows in a language ("en" or "de") and waits until they are active."""

    def open_one(language: str = "en") -> Scene:
        scene = build(qapp, german if language == "de" else english, "light", theme)
        qtbot.addWidget(scene.window)
        with qtbot.waitActive(scene.window, timeout=5000):
            scene.window.show()
            scene.window.activateWindow()
        return scene

    yield open_one
    theme.choose("light")


@pytest.fixture
def scene(open_window: Callable[..., Scene]) -> Scene:
    return open_window()
