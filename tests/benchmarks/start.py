"""How fast Deskline's window is there, and what it takes, beside a bare window; see README.md beside this file.

``python -m tests.benchmarks.start [--paints 9] [--rests 3]``
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
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

SETTLE_SECONDS = 10.0
IDLE_SECONDS = 10.0
ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Figures:
    """Of one kind of window."""

    paint: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    pss: list[float] = field(default_factory=list)
    rss: list[float] = field(default_factory=list)
    wakes: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    simulator: list[float] = field(default_factory=list)


@contextlib.contextmanager
def window(kind: str, home: str, lists: dict[str, list[str]]) -> Iterator[tuple[psutil.Popen, dict[str, Any]]]:
    """Start a window, wait until it is ready, and end it with the block; also what it told."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "DESKLINE_HOME": home, "PYTHONPATH": str(ROOT)}
    process = psutil.Popen(
        [sys.executable, str(ROOT / "tests/benchmarks/start_window.py"), kind, repr(time.monotonic())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        if lists:
            process.stdin.write(json.dumps(lists) + "\n")
            process.stdin.flush()
        told: dict[str, Any] = {}
        while "ready" not in told:
            line = process.stdout.readline()
            if not line:
                raise SystemExit(f"The {kind} window ended with status {process.wait()}.")
            one = json.loads(line)
            told[one["what"]] = one
        yield process, told
    finally:
        process.terminate()
        process.wait(30)
        process.stdin.close()
        process.stdout.close()


def rest(process: psutil.Popen, figures: Figures) -> None:
    """Measure the memory after some rest, then what an idle window does."""
    time.sleep(SETTLE_SECONDS)
    memory = process.memory_full_info()
    figures.pss.append(memory.pss / 2**20)
    figures.rss.append(memory.rss / 2**20)
    figures.simulator.extend(child.memory_full_info().pss / 2**20 for child in process.children())
    switches, used = process.num_ctx_switches().voluntary, process.cpu_times()
    time.sleep(IDLE_SECONDS)
    figures.wakes.append((process.num_ctx_switches().voluntary - switches) / IDLE_SECONDS)
    after = process.cpu_times()
    figures.cpu.append((after.user + after.system - used.user - used.system) / IDLE_SECONDS * 100)


def learn(home: str) -> dict[str, list[str]]:
    """What Deskline imports besides itself, before its first paint and after it; warms the caches as well."""
    with window("deskline", home, {}) as (_, told):
        before = told["painted"]["modules"]
        return {"before": before, "after": [name for name in told["ready"]["modules"] if name not in before]}


def main() -> int:
    """Measure in turns, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paints", type=int, default=9, help="starts of each window for the first paint")
    parser.add_argument("--rests", type=int, default=3, help="of these, how many are watched at rest")
    given = parser.parse_args()
    results: dict[str, Figures] = defaultdict(Figures)
    with tempfile.TemporaryDirectory(prefix="deskline-start-") as home:
        learned = learn(home)
        every = {"before": learned["before"] + learned["after"], "after": []}
        kinds: dict[str, tuple[str, dict[str, list[str]]]] = {
            "Deskline": ("deskline", {}),
            "bare, same imports at the same time": ("bare", learned),
            "bare, all imports before the paint": ("bare", every),
            "bare, no other imports": ("bare", {"before": [], "after": []}),
        }
        for turn in range(given.paints):
            for name, (kind, lists) in kinds.items():
                with window(kind, home, lists) as (process, told):
                    results[name].paint.append(told["painted"]["seconds"] * 1000)
                    results[name].ready.append(told["ready"]["seconds"] * 1000)
                    if turn < given.rests:
                        rest(process, results[name])
    report(results)
    heavy = [name for name in ("phonenumbers", "keyring") if name in learned["before"]]
    print("imported before the first paint, of what is slow:", ", ".join(heavy) or "nothing")
    return 0


def report(results: dict[str, Figures]) -> None:
    """Print the table: medians, and Deskline's ratio to each bare window."""
    ours = results["Deskline"]
    print(f"{'medians':38} first paint   ready    PSS     RSS   wake-ups    CPU at")
    print(f"{'':38}          ms      ms    MiB     MiB    in 1 s    rest, %")
    for name, one in results.items():
        middle = [
            statistics.median(figures) for figures in (one.paint, one.ready, one.pss, one.rss, one.wakes, one.cpu)
        ]
        print(
            f"{name:38} {middle[0]:11.0f} {middle[1]:7.0f} {middle[2]:6.1f} {middle[3]:7.1f}"
            f" {middle[4]:10.1f} {middle[5]:10.2f}"
        )
    print("ratio of Deskline to")
    for name, one in results.items():
        if one is not ours:
            paint = statistics.median(ours.paint) / statistics.median(one.paint)
            pss = statistics.median(ours.pss) / statistics.median(one.pss)
            rss = statistics.median(ours.rss) / statistics.median(one.rss)
            print(f"    {name:38} first paint {paint:5.2f}    PSS {pss:5.2f}    RSS {rss:5.2f}")
    print(f"PSS of the demo's simulator, a process of its own: {statistics.median(ours.simulator):.1f} MiB")


if __name__ == "__main__":
    sys.exit(main())
