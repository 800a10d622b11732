"""What the Windows packages are made of: CPython for Windows and the wheels, fetched once and checked by hash.

``runtime.lock`` names one archive and the SHA-256 of everything taken out of it; ``win.lock`` the wheels. Nothing
that is fetched is ever run here, and nothing that is not named goes into the packages.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOTS = Path("/etc/ssl/certs/ca-certificates.crt")
"""The certificate authorities that this system trusts."""


class BuildError(Exception):
    """The packages cannot be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """What ``runtime.lock`` says."""

    python: str
    """CPython's version, e.g. ``3.11.9``."""
    package: str
    """Where the archive comes from, as a requirement."""
    archive: str
    sha256: str
    member: str
    """The zip inside the archive."""
    folder: str
    """The folder inside the zip."""
    signer: str
    """Who signed the executables; empty: nobody whom this system's roots know."""
    unsigned: tuple[str, ...]
    """Executables of others, which only their hash proves."""
    files: dict[str, str]

    @property
    def minor(self) -> str:
        """``3.11``."""
        return ".".join(self.python.split(".")[:2])


def read_runtime(lock: Path = HERE / "runtime.lock") -> Runtime:
    """Return what the lock says."""
    entries = tomllib.loads(lock.read_text("utf-8"))
    one = entries["runtime"]
    return Runtime(
        one["python"],
        one["package"],
        one["archive"],
        one["sha256"],
        one["member"],
        one["folder"],
        one["signer"],
        tuple(one["unsigned"]),
        entries["files"],
    )


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def run(command: Iterable[str | Path], cwd: Path | None = None) -> str:
    """Run a tool; returns what it printed.

    :raises BuildError: it is not there or fails.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, errors="replace", timeout=900, cwd=cwd, check=False
        )
    except FileNotFoundError as error:
        raise BuildError(f"{words[0]} is not installed: installer/windows/check installs what is needed") from error
    if done.returncode:
        raise BuildError(f"{' '.join(words)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def tools(folder: Path, lock: Path = HERE / "tools.lock") -> Path:
    """Return the Python of an environment with what fetches (``tools.lock``); it is made the first time."""
    python = folder / "bin" / "python"
    stamp = folder / "tools.stamp"
    wanted = sha256(lock)
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder])
        options = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
        run([python, "-m", "pip", "-q", "install", *options, "-r", lock])
        stamp.write_text(wanted)
    return python


def fetch_runtime(runtime: Runtime, python: Path, cache: Path) -> Path:
    """Return the archive; it is fetched unless it lies in the cache. pip would run its setup.py: it is not asked."""
    archive = cache / runtime.archive
    if not archive.is_file() or sha256(archive) != runtime.sha256:
        cache.mkdir(parents=True, exist_ok=True)
        run([python, "-m", "unearth", "--no-binary", "--download", cache, runtime.package])
    if not archive.is_file() or (found := sha256(archive)) != runtime.sha256:
        raise BuildError(f"{archive.name} has the SHA-256 {found}, not {runtime.sha256} as runtime.lock says")
    return archive


def unpack_runtime(runtime: Runtime, archive: Path, target: Path) -> None:
    """Lay the locked files into the folder, each checked by its hash.

    :raises BuildError: one is missing, differs, or is there and not in the lock.
    """
    with tarfile.open(archive) as outer:
        inner = outer.extractfile(runtime.member)
        if inner is None:
            raise BuildError(f"{archive.name} has no {runtime.member}")
        packed = io.BytesIO(inner.read())
    target.mkdir(parents=True)
    with zipfile.ZipFile(packed) as inner_zip:
        names = [name for name in inner_zip.namelist() if not name.endswith("/")]
        there = {name.removeprefix(runtime.folder + "/"): name for name in names}
        if there.keys() != runtime.files.keys():
            raise BuildError(f"the runtime's files are not those of the lock: {there.keys() ^ runtime.files.keys()}")
        for name, wanted in runtime.files.items():
            octets = inner_zip.read(there[name])
            if hashlib.sha256(octets).hexdigest() != wanted:
                raise BuildError(f"{name} of the runtime is not the one of runtime.lock")
            (target / name).write_bytes(octets)


def verify_signatures(runtime: Runtime, folder: Path) -> str:
    """Check the signature of every executable down to a root that this system trusts; returns what was found.

    :raises BuildError: a signature is missing, broken, or another's.
    """
    if not runtime.signer:
        return "the runtime's signer is not known to this system's roots: only the hashes were checked"
    if shutil.which("osslsigncode") is None or not ROOTS.is_file():
        return "osslsigncode or the roots are not there: only the hashes were checked"
    # Since 2.9 it fetches revocation lists unless told not to, and reads catalogues; 2.5, Debian 12's, knows neither.
    offline = [name for name in ("-ignore-cdp", "-ignore-crl") if name in _help_of_verify()]
    kinds = {".dll", ".exe", ".pyd", ".cat"} if offline else {".dll", ".exe", ".pyd"}
    checked = 0
    for path in sorted(folder.iterdir()):
        if path.suffix not in kinds or path.name in runtime.unsigned:
            continue
        text = run(["osslsigncode", "verify", *offline, "-CAfile", ROOTS, "-TSA-CAfile", ROOTS, "-in", path])
        if "Succeeded" not in text or f"CN={runtime.signer}" not in text:
            raise BuildError(f"{path.name} is not signed by {runtime.signer}:\n{text}")
        checked += 1
    return f"{checked} files are signed by {runtime.signer}, each checked down to a root of this system"


def _help_of_verify() -> str:
    """What this system's osslsigncode says of its options; it ends with 1 where it is only asked for help."""
    done = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def fetch_wheels(lock: Path, python: Path, minor: str, cache: Path) -> list[Path]:
    """Return the wheels of a lock for Windows x64; they are fetched unless they lie in the cache."""
    folder = cache / f"wheels-{sha256(lock)[:16]}"
    if not folder.is_dir():
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        # fmt: off
        run([
            python, "-m", "pip", "-q", "download", "--no-deps", "--require-hashes", "--only-binary", ":all:",
            "--platform", "win_amd64", "--implementation", "cp", "--python-version", minor, "-r", lock, "-d", fresh,
        ])
        # fmt: on
        fresh.rename(folder)
    _check_wheels(lock, sorted(folder.iterdir()))
    return sorted(folder.iterdir())


def _check_wheels(lock: Path, wheels: list[Path]) -> None:
    """What lay in the cache is checked like what was just fetched."""
    allowed = {word.removeprefix("--hash=sha256:") for word in lock.read_text("utf-8").split() if "--hash=" in word}
    for wheel in wheels:
        if sha256(wheel) not in allowed:
            raise BuildError(f"{wheel.name} is not in {lock.name}")
