"""Whether the own tests of csta, calls and numbers reach all of them: every line and every branch.

``python -m tests.support.reach [ROOM ...]`` from the checkout; without a room, all of them. It fails with the files and
lines that are missing.

A room's own tests are its modules' test modules (tests/calls/test_book.py for desktop/calls/book.py) and no others,
with what hypothesis draws and what is slow left out: what only a story, a mutated octet or a random value reaches is
meant by no test, and is not reached on another day. Nor do the official modules count, which not everybody has.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("csta", "calls", "numbers")
"""The rooms that are held to it."""
_PYTEST = (
    *("-q", "-rfE", "--no-header", "--tb=short", "-p", "no:cacheprovider"),
    *("-m", "not hypothesis and not slow"),
    "--hypothesis-seed=0",  # for those that hypothesis runs without marking them: @given inside a test
)


def sources(room: str, root: Path = ROOT) -> list[Path]:
    """Return the modules of a room, those of its packages too, as paths from ``root``; packages' __init__ left out."""
    found = sorted((root / "desktop" / room).rglob("*.py"))
    return [path.relative_to(root) for path in found if path.name != "__init__.py"]


def own_test(source: Path) -> Path:
    """Return where a module's one test module is: tests/csta/events/test_base.py of desktop/csta/events/base.py."""
    return Path("tests", *source.parts[1:-1], f"test_{source.name}")


def check(room: str, root: Path = ROOT) -> str | None:
    """Run a room's own tests and return what is wrong: tests that fail, lines and branches not reached; else None."""
    own = [str(path) for path in map(own_test, sources(room, root)) if (root / path).exists()]
    if not own:
        return f"{room}: no module of desktop/{room} has a test module in tests/{room}"
    with tempfile.TemporaryDirectory(prefix="deskline-reach-") as folder:
        data = f"--data-file={folder}/{room}"
        failed, said = _python(
            root, "coverage", "run", data, "--branch", f"--source=desktop/{room}", "-m", "pytest", *_PYTEST, *own
        )
        incomplete, report = _python(
            root, "coverage", "report", data, "--show-missing", "--skip-covered", "--fail-under=100", "--precision=2"
        )
    wrong = [f"{room}: its own tests fail\n{said}"] if failed else []
    wrong += [f"{room}: its own tests do not reach\n{report}"] if incomplete else []
    return "\n".join(wrong) or None


def _python(root: Path, *arguments: str) -> tuple[int, str]:
    """Run a module of this Python's in ``root``; return its status and what it said."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DESKLINE_EVIDENCE", "CI"}}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the named rooms side by side; return the status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.reach", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"one of {', '.join(ROOMS)}; without any: all of them")
    rooms = parser.parse_args(arguments).rooms or ROOMS
    if unknown := set(rooms) - set(ROOMS):
        parser.error(f"not held to it: {', '.join(sorted(unknown))}")
    with ThreadPoolExecutor() as pool:
        wrong = list(pool.map(check, rooms))
    for room, said in zip(rooms, wrong, strict=True):
        print(f"{room}: every line and every branch" if said is None else said, flush=True)
    return int(any(said is not None for said in wrong))


if __name__ == "__main__":
    sys.exit(main())
