"""Thirty users on one terminal server: memory of all, and how long until all can work after log-on; see README.md.

``python -m tests.benchmarks.sessions [--sessions 30] [--settle 20]``

Every session is the whole program as a user of its own has it (settings, log and state in a folder of its own),
connected over TCP to one switch simulator that all share, each with another station. The window is drawn offscreen: a
display server's share is not in the figures. Memory is PSS, in which what several processes map counts once, divided
among them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST_STATION = 500
MIB = 2**20


def company(sessions: int) -> str:
    """A company with a station and a link for everybody."""
    stations = "".join(f'\n[[station]]\nnumber = "{FIRST_STATION + index}"\n' for index in range(sessions))
    return f'[logins]\nAMHOST = "77777"\n\n[limits]\nlinks = {sessions}\n' + stations


@contextlib.contextmanager
def switch(folder: Path, sessions: int) -> Iterator[tuple[psutil.Process, int]]:
    """The simulator that all share, and its port."""
    config = folder / "company.toml"
    config.write_text(company(sessions), "utf-8")
    command = ["-m", "desktop", "switchsim", "--listen", "127.0.0.1:0", "--config", str(config), "--until-stdin-closes"]
    process = psutil.Popen(
        [sys.executable, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    try:
        ready = json.loads(process.stdout.readline())
        yield process, int(ready["listen"].rpartition(":")[2])
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def log_on(folder: Path, index: int, port: int, began: float) -> psutil.Popen:
    """Start one user's program."""
    home = folder / f"user{index}"
    (home / "config").mkdir(parents=True)
    (home / "config/settings.toml").write_text(
        f'[connection]\nserver = "127.0.0.1"\nport = {port}\nuser = "AMHOST"\nstation = "{FIRST_STATION + index}"\n',
        "utf-8",
    )
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "DESKLINE_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "tests.benchmarks.sessions_keyring.DemoKeyring",
    }
    command = [sys.executable, str(ROOT / "tests/benchmarks/start_window.py"), "session", repr(began)]
    return psutil.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment)


def told(process: psutil.Popen) -> dict[str, float]:
    """Wait until a session is ready; returns seconds since the log-on by what was reached."""
    seconds: dict[str, float] = {}
    while "ready" not in seconds:
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"A session ended with status {process.wait()} before it was ready.")
        one: dict[str, Any] = json.loads(line)
        seconds[one["what"]] = one["seconds"]
    return seconds


def run(folder: Path, sessions: int, settle: float) -> None:
    """Let all log on at once, wait until all are ready, and print what it took."""
    with switch(folder, sessions) as (simulator, port):
        processes: list[psutil.Popen] = []
        try:
            began = time.monotonic()
            processes += [log_on(folder, index, port, began) for index in range(sessions)]
            times = [told(process) for process in processes]
            used = [sum(process.cpu_times()[:2]) for process in processes]
            print(f"CPU until all were ready: {statistics.mean(used):.2f} s each")
            time.sleep(settle)
            report(times, [process.memory_full_info() for process in processes], simulator.memory_full_info().pss)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(60)
                process.stdout.close()


def report(times: list[dict[str, float]], memory: list[Any], simulator: int) -> None:
    """Print one line for the start and one for the memory."""
    for what in ("painted", "ready"):
        seconds = sorted(one[what] for one in times)
        half = statistics.median(seconds)
        print(f"{what} after the log-on: first {seconds[0]:.2f} s, half {half:.2f} s, all {seconds[-1]:.2f} s")
    total = sum(one.pss for one in memory) / MIB
    print(
        f"{len(memory)} sessions: PSS {total:.0f} MiB together, {total / len(memory):.1f} each;"
        f" USS {statistics.mean(one.uss for one in memory) / MIB:.1f}, RSS"
        f" {statistics.mean(one.rss for one in memory) / MIB:.1f} each; the simulator {simulator / MIB:.0f} MiB"
    )


def main() -> int:
    """Measure one session, then all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--settle", type=float, default=20.0, help="seconds of rest before memory is measured")
    given = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for sessions in (1, given.sessions):
        with tempfile.TemporaryDirectory(prefix="deskline-sessions-") as folder:
            run(Path(folder), sessions, given.settle)
    return 0


if __name__ == "__main__":
    sys.exit(main())
