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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("csta", "calls", "numbers")
"""The rooms that are held to it."""
_PYTEST = (
    *("-q", "-rfE", "--no-header", "--tb=short", "-p", "no:cacheprovider"),
    *("-m", "not hypothesis and not slow"),
    *("--numprocesses", "auto", "--dist", "worksteal"),
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
        failed, said = _python(root, {"COVERAGE_FILE": f"{folder}/{room}"}, "pytest", *_PYTEST, *_cover(room), *own)
    return f"{room}: its own tests fail, or do not reach\n{said}" if failed else None


def _cover(room: str) -> tuple[str, ...]:
    """The options of pytest-cov."""
    report = ("--cov-report=term-missing:skip-covered", "--cov-fail-under=100")
    return (f"--cov=desktop/{room}", "--cov-branch", *report)


def _python(root: Path, more: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Run a module of this Python's in ``root``; return its status and what it said.

    :param more: goes into its environment.
    """
    environment = {name: value for name, value in os.environ.items() if name not in {"DESKLINE_EVIDENCE", "CI"}} | more
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
    """Check the named rooms, one after the other, each on every core; return the status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.reach", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"one of {', '.join(ROOMS)}; without any: all of them")
    rooms = parser.parse_args(arguments).rooms or ROOMS
    if unknown := set(rooms) - set(ROOMS):
        parser.error(f"not held to it: {', '.join(sorted(unknown))}")
    wrong = False
    for room in rooms:
        said = check(room)
        wrong |= said is not None
        print(f"{room}: every line and every branch" if said is None else said, flush=True)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
