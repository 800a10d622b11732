"""The display helper gives a real X server whose window manager gives a window the focus."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.display import Display

WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
field = QLineEdit()
app.focusChanged.connect(lambda old, new: new is field and app.exit(0))
QTimer.singleShot(20000, lambda: app.exit(3))
field.show()
field.activateWindow()
status = app.exec()
print(app.platformName(), field.isActiveWindow())
raise SystemExit(status)
"""


@pytest.mark.display
def test_a_window_gets_the_focus(display: Display) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOW],
        env=dict(display.environment),
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["xcb", "True"]
