"""``installer/windows/check``: builds the packages and tries them under Wine."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from installer.windows import main as building
from installer.windows import payload, signing
from installer.windows.inputs import BuildError, sha256
from installer.windows.main import PROJECT, WORK, Steps
from installer.windows.wine import signed, tests, trial
from installer.windows.wine.prefix import TrialError, Wine, screen

OLDER = "0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Build and try; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="installer/windows/check", description="Tries the Windows packages under Wine."
    )
    parser.add_argument("--built", action="store_true", help="try what the last build left, do not build")
    parser.add_argument("--only", help="one package: setup, 'setup for all users' msi, or tests")
    parser.add_argument("--pictures", type=Path, default=WORK / "pictures", help="where the windows' pictures are left")
    given = parser.parse_args(arguments)
    steps = Steps()
    dist = PROJECT / "dist"
    try:
        with screen() as display:
            wine = Wine(WORK / "wine" / "prefix", display)
            try:
                with ThreadPoolExecutor(1) as pool:
                    made = pool.submit(wine.make)
                    if not given.built:
                        building.build(building.own_version(), dist, WORK, False, False)
                        steps.done("built")
                    made.result()
                steps.done("Wine's Windows made meanwhile")
                with ExitStack() as meanwhile:
                    if given.only in {None, "tests"}:
                        meanwhile.enter_context(tests_meanwhile(wine, steps))
                    second = meanwhile.enter_context(second_build()) if given.only is None else None
                    if not given.built:
                        older(steps)
                    if given.only != "tests":
                        try_all(wine, dist, given.pictures.resolve(), given.only, steps)
                    if second is not None:
                        same(second, dist)
                        steps.done("a second build gave the same packages")
            finally:
                wine.end()
    except (BuildError, TrialError) as error:
        print(f"installer/windows/check: FAILED: {error}", file=sys.stderr)
        return 1
    return 0


def older(steps: Steps) -> None:
    """Make an older version of the same payload with a file more: without compression, which is quick, and signed."""
    folder = WORK / "older" / "payload"
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(WORK / "payload", folder)
    (folder / trial.EXTRA.replace("\\", "/")).write_text("# gone in the next version\n")
    with signed.certificate(WORK / "older") as own:
        launchers = [folder / name for name in ("Deskline.exe", "desklinectl.exe")]
        for launcher in launchers:
            signing.sign(launcher)
        payload.set_times(folder, building.epoch())
        made = building.pack(OLDER, folder, WORK / "older", WORK / "older", "off", steps)
        for path in (*launchers, folder.parent / "instances.exe", *made):
            signed.verify(path, own)
    steps.done("the older version's launchers, helper, setup.exe and MSI are signed with a trial's certificate")


@contextmanager
def tests_meanwhile(wine: Wine, steps: Steps) -> Iterator[None]:
    """Run the tests in the package's Python while the trial goes on, which often waits: in a Windows of their own.

    :raises TrialError: a test fails.
    """
    site = tests.make_site(WORK, WORK / "tools" / "bin" / "python")
    with screen() as display, ThreadPoolExecutor(1) as pool:
        own = wine.copy(WORK / "wine" / "prefix of the tests", display)
        running = pool.submit(tests.run_all, own, PROJECT, WORK / "payload", site)
        try:
            yield
            running.result()
        finally:
            own.end()
    steps.done("tests in the package's Python, the rest of them")


@contextmanager
def second_build() -> Iterator[subprocess.Popen[str]]:
    """Build once more, in another folder, while the trial goes on."""
    again = WORK / "once more"
    shutil.rmtree(again, ignore_errors=True)
    again.mkdir(parents=True)
    for name in ("cache", "tools"):
        (again / name).symlink_to(WORK / name)
    build = (sys.executable, "-m", "installer.windows.main")
    command: list[str | Path] = [*build, "--work", again, "--output", again / "dist"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def same(second: subprocess.Popen[str], dist: Path) -> None:
    """Compare both builds, octet by octet.

    :raises TrialError: they differ, or the second failed.
    """
    text, _ = second.communicate(timeout=600)
    if second.returncode:
        raise TrialError(f"the second build failed:\n{text}")
    for path in sorted((WORK / "once more" / "dist").glob("deskline-*")):
        if sha256(path) != sha256(dist / path.name):
            raise TrialError(f"{path.name} differs between two builds of the same commit")


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
        figures |= trial.fresh(wine, package, WORK / "payload")
        steps.done(f"{package.kind}: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in figures.items()))


if __name__ == "__main__":
    sys.exit(main())
