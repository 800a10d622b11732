"""What the Windows packages are made of: CPython for Windows and the wheels, fetched once and checked by hash.

``runtime.lock`` names one archive (a zip, or a zip inside a tar) and the SHA-256 of everything taken out of it;
``win.lock`` the wheels. Nothing that is fetched is ever run here, and nothing that is not named goes into the packages.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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
    """Where the archive comes from, as a requirement; or empty."""
    url: str
    """Where else it comes from; with neither, somebody lays it into the cache."""
    archive: str
    sha256: str
    member: str
    """The zip inside the archive; empty: the archive is the zip."""
    folder: str
    """The folder inside the zip; empty: none."""
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
        one.get("package", ""),
        one.get("url", ""),
        one["archive"],
        one["sha256"],
        one.get("member", ""),
        one.get("folder", ""),
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
        if runtime.url:
            download(runtime.url, archive)
        elif runtime.package:
            run([python, "-m", "unearth", "--no-binary", "--download", cache, runtime.package])
        else:
            raise BuildError(
                f"runtime.lock names no address: lay {archive.name} (SHA-256 {runtime.sha256}) into {cache}"
            )
    if not archive.is_file():
        raise BuildError(f"{runtime.package} is not {archive.name}, as runtime.lock says")
    if (found := sha256(archive)) != runtime.sha256:
        raise BuildError(f"{archive.name} has the SHA-256 {found}, not {runtime.sha256} as runtime.lock says")
    return archive


def download(address: str, target: Path) -> None:
    """Fetch a file by its address.

    :raises BuildError: it cannot be had.
    """
    fresh = target.with_name(target.name + ".new")
    try:
        with urllib.request.urlopen(address, timeout=60) as answer, fresh.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except (OSError, ValueError) as error:
        raise BuildError(f"{address} cannot be fetched: {error}") from error
    fresh.replace(target)


def unpack_runtime(runtime: Runtime, archive: Path, target: Path) -> None:
    """Lay the locked files into the folder, each checked by its hash.

    :raises BuildError: one is missing, differs, or is there and not in the lock.
    """
    target.mkdir(parents=True)
    prefix = f"{runtime.folder}/" if runtime.folder else ""
    with zipfile.ZipFile(_member(archive, runtime.member) if runtime.member else archive) as inner_zip:
        names = [name for name in inner_zip.namelist() if not name.endswith("/")]
        there = {name.removeprefix(prefix): name for name in names}
        if there.keys() != runtime.files.keys():
            raise BuildError(f"the runtime's files are not those of the lock: {there.keys() ^ runtime.files.keys()}")
        for name, wanted in runtime.files.items():
            octets = inner_zip.read(there[name])
            if hashlib.sha256(octets).hexdigest() != wanted:
                raise BuildError(f"{name} of the runtime is not the one of runtime.lock")
            (target / name).write_bytes(octets)


def _member(archive: Path, name: str) -> io.BytesIO:
    """What lies in a tar under this name."""
    with tarfile.open(archive) as outer:
        try:
            inner = outer.extractfile(name)
        except KeyError:
            inner = None
        if inner is None:
            raise BuildError(f"{archive.name} has no {name}")
        return io.BytesIO(inner.read())


class Signatures(NamedTuple):
    """What the signatures of the runtime say."""

    sentence: str
    checked: bool
    """False: only the hashes were checked."""


def verify_signatures(runtime: Runtime, folder: Path) -> Signatures:
    """Check the signature of every executable down to a root that this system trusts; returns what was found.

    :raises BuildError: a signature is missing, broken, or another's.
    """
    if not runtime.signer:
        return Signatures("runtime.lock names no signer whom this system's roots know", False)
    if shutil.which("osslsigncode") is None:
        return Signatures("osslsigncode is not installed", False)
    if not ROOTS.is_file():
        return Signatures(f"the roots are not there: {ROOTS}", False)
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
    return Signatures(
        f"{checked} files are signed by {runtime.signer}, each checked down to a root of this system", True
    )


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
