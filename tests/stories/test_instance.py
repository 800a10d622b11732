"""The program as a whole, in processes of its own: one window a user, the command line's words, links, the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.real_time, pytest.mark.timeout(120)]
PATIENCE = 40.0
COMPANY = """
logins = {}

[[station]]
number = "100"

[[station]]
number = "101"
"""


class Program:
    """The window of one user, with a switch simulator, and the command line beside it."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            **os.environ, "DESKLINE_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        (folder / "company.toml").write_text(COMPANY, "utf-8")
        (folder / "config").mkdir()
        self.switch = self._start(
            "switchsim", "--listen", "127.0.0.1:0", "--config", str(folder / "company.toml"), "--until-stdin-closes",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self.switch.stdout is not None
        port = json.loads(self.switch.stdout.readline())["listen"].rpartition(":")[2]
        (folder / "config" / "settings.toml").write_text(
            f'[connection]\nserver = "127.0.0.1"\nport = {port}\nstation = "100"\n', "utf-8"
        )
        self.windows: list[subprocess.Popen[bytes]] = []

    def _start(self, *arguments: str, **more: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "desktop", *arguments], env=self._environment, **more)

    def open(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the program. As on a desktop somebody waits for its end: else it stays as a process that is over."""
        self.windows.append(self._start(*arguments))
        threading.Thread(target=self.windows[-1].wait, daemon=True).start()
        return self.windows[-1]

    def listen(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command whose output is read while it runs."""
        environment = {name: value for name, value in self._environment.items() if name != "PYTHONUNBUFFERED"}
        command = [sys.executable, "-m", "desktop", *arguments]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command to its end: status, output, errors."""
        command = [sys.executable, "-m", "desktop", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr

    def status(self) -> dict[str, Any]:
        """What the running window says."""
        return dict(json.loads(self("status", "--json")[1]))

    def until(self, reached: Callable[[dict[str, Any]], object]) -> None:
        """Ask until it is so."""
        end = time.monotonic() + PATIENCE
        while not reached(status := self.status()):
            assert time.monotonic() < end, status

    def truth(self) -> dict[str, Any]:
        """What is true at the switch."""
        assert self.switch.stdin is not None
        assert self.switch.stdout is not None
        self.switch.stdin.write(b'{"id": 1, "do": "state"}\n')
        self.switch.stdin.flush()
        return dict(json.loads(self.switch.stdout.readline()))

    def close(self) -> None:
        """End whatever still runs."""
        for window in self.windows:
            window.kill()
            window.wait()
        self.switch.communicate(timeout=30)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path)
    yield program
    program.close()


def phases(status: dict[str, Any]) -> list[tuple[str, str]]:
    return [(call["number"], call["phase"]) for call in status.get("calls", ())]


def ready(status: dict[str, Any]) -> bool:
    return status["ok"] and status["link"]["state"] == "ready"


def test_commands_links_a_second_start_and_the_end(program: Program) -> None:
    assert program("answer") == (1, "", "deskline: Deskline is not running. Start it first.\n")
    window = program.open()
    program.until(ready)

    assert program("dial", "101")[0] == 0
    program.until(lambda status: phases(status) == [("101", "ringing_out")])
    assert program("hangup")[0] == 0
    program.until(lambda status: phases(status) == [])
    assert program("hangup") == (1, "", "deskline: There is no call.\n")

    assert program()[0] == 0, "a second start leaves the window to the first"
    assert program("tel:101")[0] == 0
    program.until(lambda status: phases(status) == [("101", "ringing_out")])
    assert window.poll() is None
    assert len(program.truth()["links"]) == 1

    assert program("--quit") == (0, "", "")
    assert window.wait(timeout=PATIENCE) == 0
    state = program.truth()
    assert (state["monitors"], state["links"]) == ([], []), "it ended in order"
    assert program("--quit") == (0, "", ""), "nothing to end"


def test_events_are_told_as_they_happen(program: Program) -> None:
    program.open()
    program.until(ready)
    telling = program.listen("events", "--json")
    assert telling.stdout is not None
    assert json.loads(telling.stdout.readline())["event"] == "link", "at once, though it is written into a pipe"
    assert program("dial", "101")[0] == 0
    while (event := json.loads(telling.stdout.readline()))["event"] != "call":
        pass
    assert event["call"]["called"] == "101"
    assert program("--quit")[0] == 0
    *_, last = telling.stdout.read().splitlines()
    assert json.loads(last)["error"]["code"] == "ended"
    assert telling.wait(timeout=PATIENCE) == 1
    telling.stdout.close()


def test_a_link_starts_the_program_and_waits_for_the_telephone_system(program: Program) -> None:
    program.open("callto:101")
    program.until(lambda status: phases(status) == [("101", "ringing_out")])


def test_two_starts_at_once_make_one_window(program: Program) -> None:
    both = [program.open(), program.open()]
    program.until(ready)
    end = time.monotonic() + PATIENCE
    while not (ended := [one for one in both if one.poll() is not None]):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert [one.returncode for one in ended] == [0]
    assert len(program.truth()["links"]) == 1
