"""A child process that speaks JSON lines on its standard input and output, e.g. the demo's switch simulator.

Threads read and write the pipes, because asyncio's own subprocesses do not exist on the loop that the window uses on
Windows.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO, Any

from desktop.lines import LineReader, encode
from desktop.sentences import Sentence

READY_SECONDS = 20.0
END_SECONDS = 3.0


class ChildError(Exception):
    """The child did not start, or has ended."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Child:
    """One child process. Its standard error is kept for the error message, at most the last lines."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: asyncio.Future[dict[str, Any]] | None = None
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._last_words = ""
        self._over = False
        self._threads: tuple[threading.Thread, ...] = ()

    async def start(self) -> dict[str, Any]:
        """Start it and return its ready line.

        :raises ChildError: it did not become ready.
        """
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
        try:
            self._process = subprocess.Popen(  # noqa: ASYNC220 - starting is quick; waiting is done in threads
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=flags,
            )
        except OSError as error:
            raise ChildError(
                Sentence("{program} cannot be started: {detail}.", program=self._command[0], detail=error.strerror)
            ) from error
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        errors = threading.Thread(target=self._listen, args=(self._process.stderr,), name="child's errors", daemon=True)
        answers = threading.Thread(
            target=self._read, args=(loop, self._process.stdout, errors), name="child's answers", daemon=True
        )
        self._threads = (errors, answers)
        for thread in self._threads:
            thread.start()
        try:
            async with asyncio.timeout(READY_SECONDS):
                return await self._ready
        except TimeoutError:
            await self.close()
            raise ChildError(Sentence("The switch simulator did not become ready.")) from None
        except ChildError:
            await self.close()
            raise

    async def ask(self, command: dict[str, Any]) -> dict[str, Any]:
        """Send a command and return its reply.

        :raises ChildError: the child has ended.
        """
        number = next(self._numbers)
        reply: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._replies[number] = reply
        process = self._process
        try:
            if process is None or process.stdin is None or self._over:
                raise BrokenPipeError
            process.stdin.write(encode({"id": number, **command}))
            process.stdin.flush()
        except (OSError, ValueError):
            self._replies.pop(number, None)
            raise self._ended() from None
        return await reply

    async def close(self) -> None:
        """Close its standard input, which ends it; a child that does not end in time is killed.

        No thread is left then: one that still wakes Qt's loop while the interpreter ends would crash it.
        """
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()

        def reap() -> None:
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for thread, pipe in zip(threads, (process.stderr, process.stdout), strict=True):
                thread.join(END_SECONDS)
                # a pipe that a child of the child holds is still being read, and closing it would wait for ever
                if pipe is not None and not thread.is_alive():
                    pipe.close()
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_finish, ended)

        loop, threads = asyncio.get_running_loop(), self._threads
        ended: asyncio.Future[None] = loop.create_future()
        reaper = threading.Thread(target=reap, name="child's end", daemon=True)
        reaper.start()
        await ended
        reaper.join()  # waking the loop was the last that it had to do

    def _read(self, loop: asyncio.AbstractEventLoop, pipe: IO[bytes], errors: threading.Thread) -> None:
        reader = LineReader()
        with contextlib.suppress(RuntimeError):  # the loop has closed: the program is ending
            while piece := _some(pipe):
                for line in reader.feed(piece):
                    if isinstance(line, dict):
                        loop.call_soon_threadsafe(self._take, line)
            errors.join(END_SECONDS)  # its last words belong to the error message
            loop.call_soon_threadsafe(self._gone)

    def _listen(self, pipe: IO[bytes]) -> None:
        while piece := _some(pipe):
            self._last_words = (self._last_words + piece.decode("utf-8", "replace"))[-2000:]

    def _take(self, line: dict[str, Any]) -> None:
        if line.get("ready") and self._ready is not None and not self._ready.done():
            self._ready.set_result(line)
        number = line.get("reply")
        reply = self._replies.pop(number, None) if isinstance(number, int) else None
        if reply is not None and not reply.done():
            reply.set_result(line)

    def _gone(self) -> None:
        self._over = True
        waiting = [*self._replies.values(), *([self._ready] if self._ready is not None else [])]
        self._replies.clear()
        for future in waiting:
            if not future.done():
                future.set_exception(self._ended())

    def _ended(self) -> ChildError:
        words = self._last_words.strip().splitlines()
        return ChildError(Sentence("The switch simulator has ended: {detail}", detail=words[-1] if words else "-"))


def _finish(ended: asyncio.Future[None]) -> None:
    if not ended.done():
        ended.set_result(None)


def _some(pipe: IO[bytes]) -> bytes:
    try:
        return pipe.read1(65536) if hasattr(pipe, "read1") else pipe.read(1)
    except (OSError, ValueError):
        return b""
