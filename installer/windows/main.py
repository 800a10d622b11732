"""``installer/windows/build``: one payload, and from it setup.exe and the MSI."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
import time
from pathlib import Path
from typing import Literal

from installer.windows import inputs, launchers, msi, payload, signing
from installer.windows.inputs import HERE, BuildError, Signatures, run

PROJECT = HERE.parent.parent
WORK = PROJECT / "build" / "windows"


Compression = Literal["lzma", "zlib", "off"]
"""Of setup.exe: for a release, for an ordinary build, for a trial's older version."""


class Steps:
    """Says each step with the seconds that it took."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def done(self, sentence: str) -> None:
        """Say that a step is done."""
        now = time.monotonic()
        print(f"{now - self._last:6.1f} s  {sentence}", flush=True)
        self._last = now


def main(arguments: list[str] | None = None) -> int:
    """Build; returns the exit status."""
    parser = argparse.ArgumentParser(prog="installer/windows/build", description="Builds Deskline's Windows packages.")
    parser.add_argument("--release", action="store_true", help="LZMA for setup.exe: smaller and slower to make")
    parser.add_argument("--output", type=Path, default=PROJECT / "dist", help="the folder for the packages (dist)")
    parser.add_argument("--work", type=Path, default=WORK, help="the folder for everything else (build/windows)")
    parser.add_argument("--version", default=own_version(), help="instead of the program's own: to try an upgrade")
    parser.add_argument("--keep-payload", action="store_true", help="take the payload that the last build left")
    for name, sentence in signing.NAMES.items():
        parser.add_argument(f"--{name.replace('_', '-')}", help=sentence)
    given = parser.parse_args(arguments)
    for name in signing.NAMES:
        if getattr(given, name):
            os.environ[signing.variable(name)] = getattr(given, name)
    try:
        build(given.version, given.output.resolve(), given.work.resolve(), given.release, given.keep_payload)
    except BuildError as error:
        print(f"installer/windows/build: {error}", file=sys.stderr)
        return 1
    return 0


def own_version() -> str:
    """Return the program's version."""
    text = (PROJECT / "desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([0-9.]+)"$', text, re.MULTILINE)
    if not found:
        raise BuildError("desktop/__init__.py has no version of numbers and dots")
    return found[1]


def stem(version: str) -> str:
    """Return what the packages' file names begin with."""
    return f"deskline-{version}-windows-x64"


def epoch() -> int:
    """Return the time of the last commit, in seconds: everything that is built has it."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or run(["git", "-C", PROJECT, "log", "-1", "--format=%ct"]))


def build(version: str, output: Path, work: Path, release: bool, keep_payload: bool) -> tuple[Path, Path]:
    """Make payload and both packages; returns the packages' paths."""
    steps = Steps()
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch())
    os.umask(0o022)
    work.mkdir(parents=True, exist_ok=True)
    output.mkdir(parents=True, exist_ok=True)
    folder, certificate = work / "payload", signing.given()
    signatures = Signatures("the payload is that of an earlier build", False)
    if not keep_payload:
        signatures = _payload(version, folder, work, steps)
    if certificate:
        for name in ("Deskline.exe", "desklinectl.exe"):
            signing.sign(folder / name)
    payload.set_times(folder, epoch())
    files, octets = payload.size(folder)
    steps.done(f"payload: {files} files, {octets / 1e6:.1f} MB")
    shutil.copyfile(folder / "sbom.cdx.json", output / f"{stem(version)}.cdx.json")
    _policies(folder, output / "policies")
    made = pack(version, folder, output, work, "lzma" if release else "zlib", steps)
    run([PROJECT / "installer" / "checksums", output])
    if not signatures.checked:
        print(signing.box(signing.UNCHECKED.format(reason=signatures.sentence)), flush=True)
    print("signed" if certificate else signing.box(signing.UNSIGNED), flush=True)
    return made


def _policies(folder: Path, output: Path) -> None:
    """Write the templates for Group Policy, with the program and the packages of the payload."""
    path = f"PYTHONPATH={folder / 'app'}:{folder / 'lib'}"
    run(["env", path, "PYTHONDONTWRITEBYTECODE=1", sys.executable, PROJECT / "installer" / "policies", output])


def pack(
    version: str, folder: Path, output: Path, work: Path, compression: Compression, steps: Steps
) -> tuple[Path, Path]:
    """Make both packages of a payload; returns their paths."""
    certificate = signing.given()
    icon, instances = launchers.make_icon(PROJECT, work), launchers.make_helper(work)
    if certificate:
        signing.sign(instances)
    for path in (icon, instances):
        os.utime(path, (epoch(), epoch()))
    setup, package = output / f"{stem(version)}-setup.exe", output / f"{stem(version)}.msi"
    _setup(version, folder, icon, instances, setup, compression)
    if certificate:
        signing.sign(setup)
    steps.done(f"{setup.name}: {setup.stat().st_size / 1e6:.1f} MB ({compression})")
    msi.make(folder, version, icon, instances, work, package, epoch())
    if certificate:
        signing.sign(package)
    steps.done(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    return setup, package


def _payload(version: str, folder: Path, work: Path, steps: Steps) -> Signatures:
    runtime = inputs.read_runtime()
    python, cache = inputs.tools(work / "tools"), work / "cache"
    archive = inputs.fetch_runtime(runtime, python, cache)
    wheels = inputs.fetch_wheels(HERE / "win.lock", python, runtime.minor, cache)
    steps.done(f"CPython {runtime.python} and {len(wheels)} wheels are there, and their hashes right")
    signatures = payload.assemble(PROJECT, version, wheels, runtime, archive, folder)
    steps.done(signatures.sentence)
    return signatures


def _setup(version: str, folder: Path, icon: Path, instances: Path, output: Path, compression: Compression) -> None:
    facts = {
        "VERSION": version,
        "VERSION4": ".".join(map(str, launchers.four(version))),
        "PAYLOAD": folder,
        "INSTANCES": instances,
        "ICON": icon,
        "KILOBYTES": payload.size(folder)[1] // 1024,
        "OUTPUT": output,
        "COMPRESSION": compression,
    }
    if signing.given():
        command = ["env", f"PYTHONPATH={PROJECT}", sys.executable, "-m", "installer.windows.signing"]
        facts["SIGN"] = shlex.join(command)
    defines = [f"-D{name}={value}" for name, value in facts.items()]
    run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, HERE / "setup.nsi"])


if __name__ == "__main__":
    sys.exit(main())
