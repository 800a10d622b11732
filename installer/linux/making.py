"""The command line of what makes one package of our wheel (:mod:`installer.linux.deb` and ``portable``)."""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Callable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from shutil import rmtree


def made_by(build: Callable[..., Path], description: str | None) -> int:
    """Make with ``build`` (wheel, site, work, out, release=) what the command line describes; the exit status."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheel", required=True, type=Path, help="Deskline's own")
    parser.add_argument("--site", required=True, type=Path, help="where the runtime lock is installed")
    parser.add_argument("--work", required=True, type=Path, help="a folder that is made anew")
    parser.add_argument("--out", required=True, type=Path, help="where it goes")
    parser.add_argument("--release", action="store_true", help="compress well instead of fast")
    given = parser.parse_args()
    made = build(given.wheel, given.site, given.work, given.out, release=given.release)
    print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")
    return 0


def unpacked(wheel: Path, work: Path) -> list[Distribution]:
    """Make the folder ``work`` anew and unpack our wheel into it: the distribution there."""
    if work.exists():
        rmtree(work)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "own")
    return list(distributions(path=[str(work / "own")]))
