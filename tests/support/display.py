"""A real display: Xvfb with a small window manager, for tests that run the window in a child process."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.require import require


@dataclass(frozen=True, slots=True)
class Display:
    """A display that is running."""

    name: str
    """The X display, e.g. ``:99``."""
    environment: Mapping[str, str]
    """What a child process needs to draw on it: this process's environment with DISPLAY and QT_QPA_PLATFORM=xcb."""


@contextmanager
def real_display(width: int = 1280, height: int = 900) -> Iterator[Display]:
    """Run Xvfb and openbox; both end with the block.

    Skips the test (with CI=true: fails it) where one of them is missing.
    """
    server_path = require("Xvfb", "xvfb")
    manager_path = require("openbox", "openbox")
    with tempfile.TemporaryDirectory(prefix="deskline-display-") as folder:
        server = _start_server(server_path, f"{width}x{height}x24")
        try:
            name = f":{_first_line(server)}"
            inherited = {key: value for key, value in os.environ.items() if not key.startswith(("WAYLAND", "QT_QPA"))}
            environment = {**inherited, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "x11"}
            ready = Path(folder, "ready")
            os.mkfifo(ready)
            # openbox runs the start-up command when it manages windows: reading the pipe waits for just that.
            manager = subprocess.Popen(
                [manager_path, "--sm-disable", "--startup", f"sh -c 'echo ready > {ready}'"],
                env={**environment, "HOME": folder},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            try:
                ready.read_text("utf-8")
                yield Display(name, environment)
            finally:
                _end(manager)
        finally:
            _end(server)


def _start_server(path: str, screen: str) -> subprocess.Popen[str]:
    """Start Xvfb, which picks a free display and writes its number to standard output."""
    return subprocess.Popen(
        [path, "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _first_line(process: subprocess.Popen[str]) -> str:
    if process.stdout is None:
        raise AssertionError("started with a pipe")
    line = process.stdout.readline().strip()
    if not line:
        raise AssertionError(f"Xvfb ended with status {process.wait()} before it was ready")
    return line


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
