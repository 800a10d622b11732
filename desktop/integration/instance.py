"""One window a user and log-on, and the door through which other processes reach it.

The lock decides who is the instance; the door is a local socket (a named pipe on Windows) that only this user can
open. Beside the control vocabulary, which :mod:`desktop.control` answers, an instance knows:

* ``{"do": "show"}``: come to the front.
* ``{"do": "open", "to": "tel:+49..."}``: come to the front and dial; what goes wrong is shown in the window.
* ``{"do": "exit"}``: end in order. The reply carries ``pid``; the process is gone soon after it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import struct
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.integration.endpoint import address, lock_file
from desktop.lines import BadLine, Line, LineReader, encode

MOST_UNSENT = 4 * 1024 * 1024
"""Octets that wait for a visitor who does not read; then the conversation ends."""
_log = logging.getLogger(__name__)

Write = Callable[[dict[str, Any]], None]
Claim = Literal["mine", "taken", "impossible"]
Serve = Callable[[AsyncIterator[Line], Write], Coroutine[Any, Any, None]]
"""Carries out a visitor's lines to their end."""


class Instance(QObject):
    """The lock and the door. Make it in the loop's thread."""

    def __init__(self, runtime: Path) -> None:
        super().__init__()
        self._runtime = runtime
        self._lock = QLockFile(str(lock_file(runtime)))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not by its age
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come)
        self._visitors: set[_Visitor] = set()
        self._start: Callable[[Coroutine[Any, Any, None]], object] | None = None
        self._serve: Serve | None = None

    def claim(self) -> Claim:
        """Become the instance, unless there is one, or the folder is not this user's alone."""
        try:
            self._runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
            mine = sys.platform == "win32" or self._runtime.stat().st_uid == os.getuid()
        except OSError as error:
            _log.warning("no folder for the local socket: %s", error.strerror or error)
            return "impossible"
        if not mine:
            _log.warning("the folder for the local socket belongs to somebody else: %s", self._runtime)
            return "impossible"
        if self._lock.tryLock(0):
            return "mine"
        return "taken" if self._lock.error() == QLockFile.LockError.LockFailedError else "impossible"

    def listen(self) -> bool:
        """Open the door; False where that cannot be done."""
        place = address(self._runtime)
        QLocalServer.removeServer(place)  # of an instance that crashed: we have the lock
        listens = self._server.listen(place)
        if not listens:
            _log.warning("the local socket %s cannot be opened: %s", place, self._server.errorString())
        return listens

    @contextlib.contextmanager
    def attend(self, start: Callable[[Coroutine[Any, Any, None]], object], serve: Serve) -> Iterator[None]:
        """Let visitors in for as long as this lasts.

        :param start: starts a coroutine and keeps it.
        """
        self._start, self._serve = start, serve
        self._come()
        try:
            yield
        finally:
            self._start = self._serve = None
            for visitor in tuple(self._visitors):
                visitor.end()

    def close(self) -> None:
        """Shut the door and give the lock back."""
        self._server.close()
        for visitor in tuple(self._visitors):
            visitor.end()
        self._lock.unlock()

    def _come(self) -> None:
        while self._start is not None and self._serve is not None and self._server.hasPendingConnections():
            peer = self._server.nextPendingConnection()
            if not _is_this_user(peer):
                peer.abort()
                peer.deleteLater()
                continue
            visitor = _Visitor(peer)
            self._visitors.add(visitor)
            self._start(self._follow(visitor, self._serve))

    async def _follow(self, visitor: _Visitor, serve: Serve) -> None:
        try:
            await serve(visitor.lines(), visitor.write)
        finally:
            self._visitors.discard(visitor)
            visitor.leave()


class _Visitor(QObject):
    """One process at the door."""

    def __init__(self, peer: QLocalSocket) -> None:
        super().__init__()
        self._peer = peer
        self._reader = LineReader()
        self._lines: asyncio.Queue[Line | None] = asyncio.Queue()
        self._deaf = False
        """We let go of it: there is nothing to be read any more."""
        peer.readyRead.connect(self._read)
        peer.disconnected.connect(self._gone)
        if peer.state() == QLocalSocket.LocalSocketState.ConnectedState:
            self._read()
        else:  # before anybody attended to them
            self._gone()

    def _read(self) -> None:
        for line in self._reader.feed(bytes(self._peer.readAll().data())):
            self._lines.put_nowait(line)

    def _gone(self) -> None:
        if not self._deaf:
            self._read()
        for line in self._reader.close():
            self._lines.put_nowait(line)
        self.end()

    def end(self) -> None:
        """Whatever comes now is not heard any more."""
        self._lines.put_nowait(None)

    def leave(self) -> None:
        """Send what is left to be sent, and close."""
        if self._peer.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            self._peer.deleteLater()
            return
        self._peer.disconnected.connect(self._peer.deleteLater)
        self._peer.disconnectFromServer()

    def write(self, message: dict[str, Any]) -> None:
        """Send one line, unless the visitor has gone or does not read."""
        if self._peer.state() != QLocalSocket.LocalSocketState.ConnectedState:
            return
        if self._peer.bytesToWrite() > MOST_UNSENT:
            _log.warning("a program at the local socket does not read: let go of it")
            self._deaf = True
            self._peer.abort()
            return
        self._peer.write(encode(message))

    async def lines(self) -> AsyncIterator[Line]:
        """Yield the visitor's lines until they leave."""
        while (line := await self._lines.get()) is not None:
            yield line


def _is_this_user(peer: QLocalSocket) -> bool:
    """Whether this user's process is at the other end; on Windows the pipe lets in nobody else."""
    if sys.platform != "linux":
        return True
    descriptor = peer.socketDescriptor()
    if descriptor == -1:  # gone already; what they said is still read
        return True
    with socket.socket(fileno=os.dup(descriptor)) as same:
        credentials = same.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", credentials)
    return bool(user == os.getuid())


async def only_lines_for(
    lines: AsyncIterator[Line], own: dict[str, Callable[[dict[str, Any]], dict[str, Any]]], write: Write
) -> AsyncIterator[Line]:
    """Answer the commands that only an instance can do, and yield the others.

    :param own: by the command's name: does it, and returns the reply.
    """
    async for line in lines:
        do = None if isinstance(line, BadLine) else own.get(str(line.get("do")))
        if do is None or isinstance(line, BadLine):
            yield line
        else:
            write({"reply": line.get("id"), **do(line)})
