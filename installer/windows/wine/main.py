"""``installer/windows/check``: builds the packages and tries them under Wine."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from installer.windows import main as building
from installer.windows import payload
from installer.windows.inputs import BuildError
from installer.windows.main import PROJECT, WORK, Steps
from installer.windows.wine import trial
from installer.windows.wine.prefix import TrialError, Wine, screen

OLDER = "0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Build and try; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="installer/windows/check", description="Tries the Windows packages under Wine."
    )
    parser.add_argument("--built", action="store_true", help="try what the last build left, do not build")
    parser.add_argument("--only", help="one package: setup, 'setup for all users' or msi")
    parser.add_argument("--pictures", type=Path, default=WORK / "pictures", help="where the windows' pictures are left")
    given = parser.parse_args(arguments)
    steps = Steps()
    try:
        dist = PROJECT / "dist"
        if not given.built:
            building.build(building.own_version(), dist, WORK, False, False)
            steps.done("built")
            older(steps)
        with screen() as display:
            wine = Wine(WORK / "wine" / "prefix", display)
            try:
                wine.make()
                steps.done("Wine's Windows made")
                try_all(wine, dist, given.pictures.resolve(), given.only, steps)
            finally:
                wine.end()
    except (BuildError, TrialError) as error:
        print(f"installer/windows/check: FAILED: {error}", file=sys.stderr)
        return 1
    return 0


def older(steps: Steps) -> None:
    """Make an older version of the same payload with a file more, packed without compression, which is quick."""
    folder = WORK / "older" / "payload"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(WORK / "payload", folder)
    (folder / trial.EXTRA.replace("\\", "/")).write_text("# gone in the next version\n")
    payload.set_times(folder, building.epoch())
    building.pack(OLDER, folder, WORK / "older", WORK / "older", "off", steps)


def try_all(wine: Wine, dist: Path, pictures: Path, only: str | None, steps: Steps) -> None:
    """Go the whole way with each package."""
    python = WORK / "payload" / "runtime" / "python.exe"
    for package in trial.packages(wine, dist, WORK / "older", (OLDER, building.own_version()), python):
        if only not in {None, package.kind}:
            continue
        figures = (
            {}
            if package.kind == "setup for all users"
            else trial.go(wine, package, pictures / package.kind, WORK / "payload")
        )
        figures |= trial.fresh(wine, package)
        steps.done(f"{package.kind}: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in figures.items()))


if __name__ == "__main__":
    sys.exit(main())
