"""A Windows of Wine's for the trial: a prefix, an X server, and what is asked of them.

What cost others time: Wine passes no ``QT_*`` variable on but ``WINEQT_*``, without the ``WINE``; a program whose
output is a plain file dies, so it is always a pipe here; the X server must run before the first Windows program; a
wineserver that ends with its last program costs the next one 1.6 seconds and once its output, so one stays until the
phase ends; and between phases it does end, or later programs wait 10 to 25 seconds each for one of its services.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import IO

from installer.windows.inputs import run
from installer.windows.launchers import COMPILER

HERE = Path(__file__).resolve().parent
NOISE = re.compile(
    r"^(it looks like wine32 is missing|multiarch needs|as root, please|wine32\")|apt-get|^\s*$", re.IGNORECASE
)
SHIMS = ("icuuc", "mscms")
"""Libraries that Windows has and Wine 8 has not, or not whole; never in a package."""
FONT = "DejaVu Sans"
"""Wider than Segoe UI: what is not clipped here is not clipped there."""


class TrialError(Exception):
    """Something is not as it must be."""


@dataclass(frozen=True, slots=True)
class Done:
    """A Windows program's end."""

    status: int
    text: str
    seconds: float


class _Listener:
    """Hears a program until it ends. One of Wine's services, which goes on, may hold the other end of the pipe."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._end = os.dup(stream.fileno())
        self._heard: list[bytes] = []
        self._thread = threading.Thread(target=self._hear, daemon=True)
        self._thread.start()

    def _hear(self) -> None:
        while octets := os.read(self._end, 65536):
            self._heard.append(octets)
        os.close(self._end)

    def octets(self) -> bytes:
        """Return what was heard; call it when the program has ended."""
        self._thread.join(1)
        return self.so_far()

    def so_far(self) -> bytes:
        """Return what was heard until now."""
        return b"".join(self._heard)


@dataclass(frozen=True, slots=True)
class Program:
    """A Windows program that runs."""

    process: subprocess.Popen[bytes]
    heard: _Listener

    def said(self) -> str:
        """Return what it has printed so far, and how it ended if it did."""
        status = self.process.poll()
        text = _clean(self.heard.so_far(), "cp1252")
        return text if status is None else f"{text}\n(ended with {status})"


class Wine:
    """One prefix. Every wait in it is bounded."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self._serving = False
        self._lock = threading.Lock()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "DESKLINE"))},
            "WINEPREFIX": str(folder),
            "WINEDEBUG": "-all",
            # no window that offers to install Mono or Gecko, and no entry in the menu of this system's user
            "WINEDLLOVERRIDES": "mscoree=d;mshtml=d;winemenubuilder.exe=d",
            "DISPLAY": display,
            "LC_ALL": "C.UTF-8",
        }

    @property
    def drive(self) -> Path:
        """``C:`` as this system sees it."""
        return self.folder / "drive_c"

    def make(self) -> None:
        """Make the prefix anew: Windows 10, with the shims."""
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.wine("wineboot", "-i", seconds=180)
        self.wine("winecfg", "-v", "win10")
        for name in SHIMS:
            target = self.drive / "windows" / "system32" / f"{name}.dll"
            run([COMPILER, "-shared", "-O2", "-s", "-Wall", "-Wextra", "-Werror", "-o", target, HERE / f"{name}.c"])
        self.wine("reg", "add", r"HKCU\Software\Wine\DllOverrides", "/v", "mscms", "/d", "native", "/f")
        # Wine has no Segoe UI; without this Qt takes the first font of the alphabet, which has serifs
        for name in ("MS Shell Dlg", "MS Shell Dlg 2", "Segoe UI", "Tahoma"):
            self.wine("reg", "add", r"HKCU\Software\Wine\Fonts\Replacements", "/v", name, "/d", FONT, "/f")
        self.end()

    def copy(self, folder: Path, display: str) -> Wine:
        """Return another like it, which shares nothing with it; none of this one's programs may run."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, symlinks=True)
        return Wine(folder, display)

    def wine(
        self,
        *words: str | Path,
        seconds: float = 90,
        status: int | None = 0,
        variables: dict[str, str] | None = None,
        encoding: str = "cp1252",
    ) -> Done:
        """Run a Windows program to its end.

        :param status: the exit status that is asked for; None: any.
        :param encoding: of its output, unless that is UTF-8: Wine's Windows has cp1252 for windows, cp437 for consoles.
        :raises TrialError: it takes too long, or ends otherwise.
        """
        self._serve()
        command = ["wine", *map(str, words)]
        began = time.monotonic()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment | (variables or {}),
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            heard = _Listener(process.stdout)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.end()
                process.kill()
                text = _clean(heard.octets(), encoding)
                raise TrialError(f"{' '.join(command)} did not end within {seconds:.0f} s:\n{text}") from None
            octets = heard.octets()
        done = Done(process.returncode, _clean(octets, encoding), time.monotonic() - began)
        if status is not None and done.status != status:
            raise TrialError(f"{' '.join(command)} ended with {done.status}, not {status}:\n{done.text}")
        return done

    def start(self, *words: str | Path) -> Program:
        """Start a Windows program and do not wait for its end; :meth:`end` ends it."""
        self._serve()
        process = subprocess.Popen(
            ["wine", *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            start_new_session=True,
        )
        assert process.stdout is not None
        return Program(process, _Listener(process.stdout))

    def _serve(self) -> None:
        with self._lock:
            if not self._serving:
                silent = subprocess.DEVNULL  # it stays, and would keep a pipe open
                subprocess.run(
                    ["wineserver", "-p"], env=self.environment, timeout=30, check=True, stdout=silent, stderr=silent
                )
                self._serving = True

    def end(self) -> None:
        """End every program of this prefix, and the wineserver; the registry is in its files then."""
        self._serving = False
        for option in ("-k", "-w"):
            subprocess.run(["wineserver", option], env=self.environment, timeout=30, check=False, capture_output=True)

    def path(self, windows: str) -> Path:
        r"""Return where this system has a path of ``C:``."""
        return self.drive.joinpath(*PureWindowsPath(windows).parts[1:])

    def running(self, name: str = "pythonw.exe") -> list[int]:
        """Return the processes of this prefix with that program, as this system numbers them."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal():
                try:
                    line = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
                    ours = f"WINEPREFIX={self.folder}\0".encode() in (folder / "environ").read_bytes()
                except OSError:
                    continue
                if ours and line.split("\0")[0].lower().endswith(name):
                    found.append(int(folder.name))
        return found

    def registry(self, key: str) -> dict[str, str]:
        r"""Return ``{"subkey\name": value}`` below a key; empty: no such key. ``\`` ends a default value's name."""
        done = self.wine("reg", "query", key, "/s", status=None, encoding="cp437")
        values: dict[str, str] = {}
        folder = ""
        root = _long(key)
        for line in done.text.splitlines():
            if line.startswith("HKEY_"):
                folder = line.strip()[len(root) :].lstrip("\\")
            elif match := re.match(r"    (.*?)    REG_\w+(.*)$", line):
                name = "" if match[1] == "(Default)" else match[1]
                values[f"{folder}\\{name}" if folder else name] = match[2].strip()
        return values


def seen_from_wine(path: Path) -> str:
    """Return a path of this system as a Windows program sees it."""
    return "Z:" + str(path).replace("/", "\\")


def _long(key: str) -> str:
    for short, name in (("HKLM", "HKEY_LOCAL_MACHINE"), ("HKCU", "HKEY_CURRENT_USER"), ("HKCR", "HKEY_CLASSES_ROOT")):
        if key.startswith(short):
            return name + key[4:]
    return key


def _clean(octets: bytes, encoding: str) -> str:
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        text = octets.decode(encoding, "replace")
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not NOISE.search(line))


@contextmanager
def screen(size: str = "1280x900x24") -> Iterator[str]:
    """An X server for the trial; gives its name, e.g. ``:99``."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-noreset", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                number = answer.readline().strip()
            if not number:
                raise TrialError("Xvfb does not start")
            yield f":{number}"
        finally:
            server.terminate()
