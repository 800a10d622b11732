"""Where the running instance of this user listens, and the way there for another process. No Qt, so that it is quick.

On POSIX a unix socket in the folder that lives as long as the log-on; on Windows a named pipe of this log-on session.
Both speak JSON lines: the control vocabulary, and what only an instance can do (:mod:`desktop.integration.instance`).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import queue
import socket
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, Self

from desktop.lines import BadLine, LineReader, encode

LONGEST_PATH = 100
"""Octets of a unix socket's path that every system takes (sun_path has 108 on Linux, 104 elsewhere)."""
BUSY_SECONDS = 5.0
"""How long a pipe is tried whose instances are all taken."""
_PIPE_BUSY = errno.EINVAL
"""What becomes of Windows' ERROR_PIPE_BUSY when a pipe is opened as a file: C's library has no number for it."""

_TURN = 0.2
"""Seconds that a wait for a pipe cannot be interrupted."""


class NotReachable(Exception):
    """The instance has ended, or does not answer as one."""


def address(runtime: Path) -> str:
    """Return the path of the socket, or the whole name of the pipe.

    :param runtime: the folder that lives as long as the log-on; another one is another instance.
    """
    if sys.platform == "win32":
        return rf"\\.\pipe\deskline-{_session()}-{_digest(runtime)}"
    path = runtime / "control"
    if len(os.fsencode(path)) > LONGEST_PATH:
        path = Path(tempfile.gettempdir()) / f"deskline-{os.getuid()}-{_digest(runtime)}"
    return str(path)


def lock_file(runtime: Path) -> Path:
    """Return the file whose lock the instance of this log-on has: on Windows a user may be logged on several times."""
    return runtime / (f"instance-{_session()}.lock" if sys.platform == "win32" else "instance.lock")


def _digest(runtime: Path) -> str:
    return hashlib.sha256(os.fsencode(runtime)).hexdigest()[:16]


def _session() -> int:
    """The log-on session that this process belongs to: a user may have several on a terminal server."""
    if sys.platform == "win32":
        import ctypes

        session = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(session))
        return session.value
    return 0


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes | None: ...
    def write(self, data: bytes, /) -> object: ...
    def close(self) -> None: ...


class Conversation:
    """A conversation with the running instance; every method waits for it."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream
        self._reader = LineReader()
        self._lines: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._stream.close()

    def ask(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Send a command and return its reply; events that come before it are passed over.

        :raises NotReachable: the instance ended before it answered.
        """
        try:
            self._stream.write(encode({"id": 1, **command}))
        except OSError as error:
            raise NotReachable from error
        for line in self.lines():
            if line.get("reply") == 1:
                return line
        raise NotReachable

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield what the instance says until it ends the conversation."""
        while True:
            while self._lines:
                yield self._lines.pop(0)
            try:
                data = self._stream.read(65536)
            except OSError:
                data = b""
            if not data:
                return
            self._lines += [line for line in self._reader.feed(data) if not isinstance(line, BadLine)]


def connect(runtime: Path, patience: float | None = None) -> Conversation | None:
    """Open a conversation with the running instance of this user; None where none runs.

    :param patience: seconds that it may be silent until :class:`NotReachable`; None: for ever.
    """
    stream = _open(address(runtime), patience)
    return None if stream is None else Conversation(stream)


def _open(place: str, patience: float | None) -> _Stream | None:
    if sys.platform == "win32":
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return Pipe(Path(place).open("r+b", buffering=0), patience)
            except OSError as error:
                if error.errno != _PIPE_BUSY or time.monotonic() > until:
                    return None
                time.sleep(0.05)  # as WaitNamedPipe does
    return _open_socket(place, patience)


def _open_socket(place: str, patience: float | None) -> _Stream | None:
    try:
        found = Path(place).stat()
        if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.getuid():
            return None  # somebody else's: nothing of ours is told to them
        peer = socket.socket(socket.AF_UNIX)
        try:
            peer.settimeout(patience)
            peer.connect(place)
        except OSError:
            peer.close()
            return None
    except OSError:
        return None
    with peer:
        return peer.makefile("rwb", buffering=0)


class Pipe:
    """A pipe that is read in threads, since on Windows a read knows no time limit and cannot be interrupted.

    A pending read would keep a write and the closing waiting there, so there is one only while it is waited for.
    """

    def __init__(self, raw: _Stream, patience: float | None) -> None:
        self._raw = raw
        self._patience = patience
        self._pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None

    def write(self, data: bytes) -> object:
        """Send octets."""
        return self._raw.write(data)

    def read(self, size: int) -> bytes:
        """Return the next octets; empty at the end.

        :raises TimeoutError: nothing came in the time that was given.
        """
        if self._reader is None:
            self._reader = threading.Thread(target=self._read, args=(size,), daemon=True)
            self._reader.start()
        waited = 0.0
        while self._patience is None or waited < self._patience:
            with contextlib.suppress(queue.Empty):
                piece = self._pieces.get(timeout=_TURN)
                self._reader = None
                return piece
            waited += _TURN
        raise TimeoutError

    def _read(self, size: int) -> None:
        try:
            piece = self._raw.read(size) or b""
        except (OSError, ValueError):
            piece = b""
        self._pieces.put(piece)

    def close(self) -> None:
        """Let go of it, unless a read is pending: that would keep the closing waiting; it ends with the process."""
        if self._reader is None:
            self._raw.close()


def wait_for_end(process: int, seconds: float) -> bool:
    """Wait until a process of this user is gone; False where it still runs after so many seconds."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x0010_0000, False, process)  # SYNCHRONIZE
        if not handle:
            return True
        try:
            return bool(kernel.WaitForSingleObject(handle, int(seconds * 1000)) == 0)
        finally:
            kernel.CloseHandle(handle)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except (ProcessLookupError, PermissionError):  # gone, and perhaps its number is another user's by now
            return True
        time.sleep(0.05)  # a process that is not a child can only be looked for
    return False
