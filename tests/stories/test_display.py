"""The demo as a program of its own on a real display with a window manager, driven by the keyboard alone."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from desktop.settings.paths import user_paths
from tests.support.display import Display
from tests.support.xkeyboard import XKeyboard

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0
LOOK_EVERY = 0.05

pytestmark = [pytest.mark.display, pytest.mark.slow]


class Program:
    """``deskline --demo`` in a process of its own; what it does is read from its log."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    def log(self) -> str:
        """The log so far."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def until(self, reached: Callable[[], object]) -> None:
        """Wait; a program that ends meanwhile fails the test."""
        for _ in range(int(PATIENCE / LOOK_EVERY)):
            if reached():
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = self.process.wait(LOOK_EVERY)
                raise AssertionError(f"ended with status {status}\n{self.log()}")
        raise AssertionError(f"waited for {PATIENCE} s\n{self.log()}")

    def until_logged(self, words: str) -> None:
        """Wait for a line of the log."""
        self.until(lambda: words in self.log())


@pytest.fixture
def program(display: Display, tmp_path: Path) -> Iterator[Program]:
    paths = user_paths(tmp_path / "home")
    paths.config.mkdir(parents=True)
    paths.settings_file.write_text('[logging]\nlevel = "debug"\n[appearance]\nlanguage = "en"\n', "utf-8")
    environment = {**display.environment, "DESKLINE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "desktop", "--demo"], env=environment, cwd=tmp_path)
    try:
        yield Program(process, paths.log_file)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def keep(keyboard: XKeyboard, program: Program, name: str) -> None:
    """Leave a picture for eyes where the environment variable DESKLINE_ARTEFACTS names a folder."""
    folder = os.environ.get("DESKLINE_ARTEFACTS")
    if folder:
        before = keyboard.picture()
        program.until(lambda: keyboard.picture() != before)  # the news are painted; at the latest, the cursor blinks
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert keyboard.picture().save(str(Path(folder, f"{name}.png")))


def test_a_call_with_the_keyboard_alone(display: Display, program: Program) -> None:
    with XKeyboard(display.name) as keyboard:
        program.until(lambda: keyboard.active_window() == "Deskline")
        program.until_logged(": ready")
        children = psutil.Process(program.process.pid).children()
        assert len(children) == 1

        keyboard.type("Jonas")
        keyboard.press("Return")
        program.until_logged("event established at 100")
        keep(keyboard, program, "display-talking")
        keyboard.press("F3")
        program.until_logged("event connectionCleared at 100")
        keep(keyboard, program, "display-after")

        keyboard.press("Alt", "F4")
        assert program.process.wait(PATIENCE) == 0
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert "WARNING" not in program.log()
    assert "ERROR" not in program.log()
