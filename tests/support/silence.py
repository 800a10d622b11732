"""Silence is a test: a log line at WARNING or above that a test did not ask for makes it fail.

asyncio reports lost tasks and unheard exceptions by such lines ("Task was destroyed but it is pending", "Task exception
was never retrieved"), so these fail as well.
"""

from __future__ import annotations

import logging
import re


class Listener(logging.Handler):
    """Keeps the records at WARNING or above that match none of the allowed patterns."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, *patterns: str) -> None:
        """Allow messages in which one of these regular expressions is found (also those that were heard already)."""
        self._allowed += [re.compile(pattern) for pattern in patterns]
        self.unexpected = [line for line in self.unexpected if not self._is_allowed(line)]

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's text, with its exception, unless it is allowed."""
        try:
            text = record.getMessage()
        except (TypeError, ValueError, KeyError):
            text = f"wrong log call: {record.msg!r} % {record.args!r}"
        line = f"{record.levelname} {record.name}: {text}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f" ({record.exc_info[1]!r})"
        if not self._is_allowed(line):
            self.unexpected.append(line)

    def _is_allowed(self, line: str) -> bool:
        return any(pattern.search(line) for pattern in self._allowed)
