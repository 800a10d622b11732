"""The same client without a window: text for a person, JSON lines for a program. A composition root; no Qt."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.contacts import Book, load
from desktop.control.vocabulary import Control
from desktop.control.words import TextConsole
from desktop.diagnostics import logs
from desktop.lines import Line, LineReader, encode
from desktop.settings import options
from desktop.settings.address import server_of
from desktop.settings.options import Settings
from desktop.settings.paths import Paths
from desktop.settings.plan import dial_plan
from desktop.settings.secrets import Secrets, SecretsUnavailable
from desktop.station.build import build_station
from desktop.station.names import BookNames
from desktop.station.station import Station
from desktop.translation import Translator


def run(
    settings: Settings, paths: Paths, tr: Translator, *, password: str | None, json_lines: bool, trace: bool
) -> int:
    """Run the console until ``quit``, the end of the input, or SIGTERM; returns the exit status.

    :param password: from the environment or a file; None: the system's keyring is asked.
    """
    log = logs.setup(paths.log_file, settings[options.LOGGING_LEVEL], settings[options.LOGGING_FULL_NUMBERS])
    try:
        return asyncio.run(_main(settings, tr, log, password, json_lines, trace))
    finally:
        log.close()


async def _main(
    settings: Settings, tr: Translator, log: logs.LogHandle, password: str | None, json_lines: bool, trace: bool
) -> int:
    secrets = Secrets()
    user = settings[options.CONNECTION_USER]

    async def find_password() -> str | None:
        found = password
        if found is None and user:
            try:
                found = await secrets.get(server_of(settings), user)
            except SecretsUnavailable as error:
                print(f"deskline: {tr(error.sentence)}", file=sys.stderr)
        if found:
            log.hide(found)
        return found

    station = build_station(
        settings,
        BookNames(_book(settings, tr)),
        find_password,
        now=lambda: datetime.now().astimezone(),
        rng=random.Random(),
    )
    lines = _Input()
    with contextlib.suppress(NotImplementedError):  # Windows' loops have no signal handlers
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lines.end)
    try:
        async with asyncio.TaskGroup() as group:
            link = group.create_task(station.run())
            await _serve(station, lines, tr, json_lines, trace)
            link.cancel()
    finally:
        secrets.close()
    return 0


async def _serve(station: Station, lines: _Input, tr: Translator, json_lines: bool, trace: bool) -> None:
    if json_lines:
        await Control(station, _write_json, tr, trace=trace).serve(lines.lines(LineReader()))
    else:
        await TextConsole(station, _write_text, tr).serve(lines.texts())


def _book(settings: Settings, tr: Translator) -> Book:
    if not settings[options.CONTACTS_FILE]:
        return Book()
    plan = dial_plan(settings)
    loaded = load(Path(settings[options.CONTACTS_FILE]), plan)
    for problem in loaded.problems:
        print(f"deskline: {tr(problem)}", file=sys.stderr)
    return Book(loaded.contacts, plan)


def _write_json(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


def _write_text(text: str) -> None:
    print(text, flush=True)


class _Input:
    """Standard input without blocking the loop: a thread reads it, for it may be a file, a pipe or a terminal on any
    system.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[bytes] = asyncio.Queue()
        threading.Thread(target=self._read, name="standard input", daemon=True).start()

    def end(self) -> None:
        """End as if the input had ended."""
        self._pieces.put_nowait(b"")

    def _read(self) -> None:
        descriptor = sys.stdin.fileno()
        while True:
            try:
                piece = os.read(descriptor, 65536)
            except OSError:
                piece = b""
            try:
                self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)
            except RuntimeError:  # the loop has closed: the program is ending
                return
            if not piece:
                return

    async def lines(self, reader: LineReader) -> AsyncIterator[Line]:
        """Yield JSON lines until the end of the input."""
        while piece := await self._pieces.get():
            for line in reader.feed(piece):
                yield line
        for line in reader.close():
            yield line

    async def texts(self) -> AsyncIterator[str]:
        """Yield text lines until the end of the input."""
        rest = b""
        while piece := await self._pieces.get():
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                yield line.decode("utf-8", "replace").rstrip("\r")
        if rest:
            yield rest.decode("utf-8", "replace")
