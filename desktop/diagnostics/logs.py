"""The log file: in the user's state folder, bounded, its level switchable, without secrets."""

from __future__ import annotations

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import cast

from desktop.diagnostics.redaction import Redaction
from desktop.sentences import Sentence

MOST_OCTETS = 1_000_000
"""A file that grows beyond this is renamed to .1 and a new one is begun."""
OLD_FILES = 3
"""So many renamed files are kept: all together take at most four megabytes."""


class LogHandle:
    """The open log. Closing it puts the logging module back as it was."""

    def __init__(self, handler: logging.Handler, redaction: Redaction, problem: Sentence | None) -> None:
        self._handler = handler
        self._redaction = redaction
        self._root = logging.getLogger()
        self._ours = logging.getLogger("desktop")
        self._before = self._ours.level
        self.problem = problem
        """Why nothing is written, for a person; None when all is well."""
        self._root.addHandler(handler)

    def set_level(self, level: str) -> None:
        """Write what ``level`` ("debug", "info", "warning", "error") and above say; others' loggers from warning on."""
        self._ours.setLevel(level.upper())

    def set_full_numbers(self, full: bool) -> None:
        """Write telephone numbers in full, or shorten them, from now on."""
        self._redaction.full_numbers = full

    def hide(self, secret: str) -> None:
        """Never write ``secret``: tell every password here before it is used."""
        self._redaction.hide(secret)

    def close(self) -> None:
        """End the log; a second call does nothing."""
        if self._handler in self._root.handlers:
            self._root.removeHandler(self._handler)
            self._handler.close()
            self._ours.setLevel(self._before)


def setup(path: Path, level: str = "info", full_numbers: bool = False) -> LogHandle:
    """Begin to log into the file ``path``; never raises and never writes to a console.

    Where the file cannot be written the program goes on without a log, and the handle's ``problem`` says so once.
    """
    redaction = Redaction(full_numbers=full_numbers)
    handler: logging.Handler
    problem = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = _File(path, maxBytes=MOST_OCTETS, backupCount=OLD_FILES, encoding="utf-8", errors="backslashreplace")
        handler.setFormatter(_Formatter(redaction))
    except OSError as error:
        # Without any handler logging would write warnings to standard error by itself.
        handler = logging.NullHandler()
        problem = Sentence(
            "There is no log: {file} cannot be written ({reason}).", file=path, reason=error.strerror or error
        )
    handle = LogHandle(handler, redaction, problem)
    handle.set_level(level)
    return handle


class _File(RotatingFileHandler):
    """Readable by this user only, and silent when the disk is full or the file is taken."""

    def _open(self) -> TextIOWrapper:
        def opener(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        return cast(
            TextIOWrapper, open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=opener)
        )

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the record: logging's own way is to write to standard error."""


class _Formatter(logging.Formatter):
    """One record in one piece: redacted before the time stamp is put before it, later lines indented.

    A filter would have to change the record itself, which other handlers see, and would miss tracebacks.
    """

    def __init__(self, redaction: Redaction) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        try:
            said = record.getMessage()
        except Exception as error:  # noqa: BLE001 - wrong arguments in a log call must not lose the line
            said = f"{record.msg} ({type(error).__name__} while formatting)"
        parts = [said]
        if record.exc_info:
            parts.append(self.formatException(record.exc_info))
        if record.stack_info:
            parts.append(record.stack_info)
        clean = logging.makeLogRecord(
            {
                **record.__dict__,
                "msg": self._redaction.apply("\n".join(parts)).replace("\n", "\n    "),
                "args": None,
                "exc_info": None,
                "exc_text": None,
                "stack_info": None,
            }
        )
        return super().format(clean)
