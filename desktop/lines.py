"""JSON objects, one a line, in UTF-8: the form of the control vocabulary in every direction. Pure.

A line that is too long, not UTF-8, not JSON or not an object is a :class:`BadLine` with a sentence for the error
reply; the lines after it are read as if it had not been there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.sentences import Sentence

LONGEST = 64 * 1024
"""Most octets of one line, without its end."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used.

    :ivar sentence: what is wrong with it.
    """

    sentence: Sentence


Line = dict[str, Any] | BadLine


class LineReader:
    """Collects octets as they come and gives whole lines."""

    def __init__(self) -> None:
        self._octets = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[Line]:
        """Take octets and return the lines that are whole now, in order; empty lines are passed over."""
        lines: list[Line] = []
        *whole, rest = data.split(b"\n")
        for piece in whole:
            if self._skipping:
                self._skipping = False
            else:
                self._octets += piece
                self._append(lines, bytes(self._octets))
            self._octets.clear()
        if not self._skipping:
            self._octets += rest
            if len(self._octets) > LONGEST + 1:
                lines.append(_too_long())
                self._octets.clear()
                self._skipping = True
        return lines

    def close(self) -> list[Line]:
        """Return the last line where the stream ended without a line end."""
        lines: list[Line] = []
        if not self._skipping:
            self._append(lines, bytes(self._octets))
        self._octets.clear()
        return lines

    @staticmethod
    def _append(lines: list[Line], octets: bytes) -> None:
        octets = octets.removesuffix(b"\r")
        if len(octets) > LONGEST:
            lines.append(_too_long())
        elif octets.strip():
            lines.append(parse(octets))


def _too_long() -> BadLine:
    return BadLine(Sentence("The line is longer than {limit} octets.", limit=LONGEST))


def parse(octets: bytes) -> Line:
    """Read one line without its end."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        return BadLine(Sentence("The line is not UTF-8 (octet {at}).", at=error.start))
    try:
        value = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        return BadLine(Sentence("The line is not JSON: {detail}.", detail=str(error)))
    if not isinstance(value, dict):
        return BadLine(Sentence("The line is not a JSON object."))
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _finite(text: str) -> float:
    """Read a number with a fraction or an exponent; one like 1e999 would be written as Infinity, which is not JSON."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is too large a number")
    return value


def encode(message: Mapping[str, Any]) -> bytes:
    """Write one message as a line with its end."""
    text = json.dumps(message, ensure_ascii=False)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, escaped when it came, can only leave escaped
        return json.dumps(message).encode() + b"\n"
