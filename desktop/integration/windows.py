"""What only Windows asks of a program; elsewhere every function does nothing."""

from __future__ import annotations

import sys

APP_USER_MODEL_ID = "Deskline.Deskline"
"""By which the taskbar and notifications know the program; the Start-menu entry carries the same."""


def set_app_id() -> None:
    """Tell the taskbar that this process is Deskline, not some Python."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)


def let_come_to_the_front() -> None:
    """Let the running instance take the foreground, which this process has because the user has just started it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
