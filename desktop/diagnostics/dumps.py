"""Hex dumps with offsets, as xxd, hexdump, od and Wireshark print them: the octets in them. Pure.

Beside the octets there may be text that looks like hex: the distance to the next offset tells how many octets a line
has. A line of only ``*`` says that the line before it comes again, up to the next offset.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.diagnostics.digits import octets

MOST_REPEATED = 1 << 20
"""Octets, at most, that a line of ``*`` stands for."""

_LINE = re.compile(r"\s*(?:0x)?([0-9A-Fa-f]{4,16})(:\s|\s\s|\t|(?<=[0-9A-Fa-f]{6})\s)\s*(.*)")
_COLUMNS = re.compile(r"(?:[0-9A-Fa-f]{2}){1,2}(?:[ -](?: ?(?:[0-9A-Fa-f]{2}){1,2}(?![^\s-])))*")
_ONE_COLUMN = re.compile(r"((?:[0-9A-Fa-f]{2}){3,})(?:\s\s.*)?")
_WIDE = re.compile(r"\s{3,}")
"""Stands between a dump's octets and the text beside them, unless the line is full."""
_OFFSET_ALONE = re.compile(r"\s*(?:0x)?([0-9A-Fa-f]{4,16}):?\s*")
_NO_OCTETS = re.compile(
    r"\s*(?:0{7}\s+(?![0-9A-Fa-f]{2}(?:\s|$))\S"  # words of 16 bits, octal, characters: hexdump and od by themselves
    r"|0{4,16}:\s(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{16})\s[0-9A-Fa-f]+\s)"  # words of 32 or 64 bits, single bits: xxd
)
_DUMP_LIKE = re.compile(r"\s*(?:[0-9A-Fa-f]{4,16}:?(?:\s.*)?|\*\s*)")


@dataclass(slots=True)
class _Line:
    """A line of a dump; ``step``: the distance to the next, as soon as it is known."""

    offset: str
    text: str
    step: int | None = None
    repeated: bool = False


class Dump:
    """The lines of one dump.

    :ivar number: of its first line, from 1.
    :ivar last: of its last line so far.
    """

    def __init__(self, number: int, offset: str, text: str) -> None:
        self.number = self.last = number
        self._lines = [_Line(offset, text)]
        self._repeated = False
        self._base = 0
        self._over = False

    @property
    def ends_open(self) -> bool:
        """The last line is ``*``, and nothing says how many lines it stands for."""
        return self._repeated

    def take(self, line: str) -> bool:
        """Take the next line; False where it does not belong to this dump any more."""
        taken = not self._over and self._take(line)
        self.last += taken
        return taken

    def _take(self, line: str) -> bool:
        if line.strip() == "*":
            self._repeated = True
            return True
        parts = _LINE.fullmatch(line.rstrip("\r\n"))
        if parts is not None and self._goes_on(parts[1]):
            self._lines.append(_Line(parts[1], parts[3]))
            return True
        alone = _OFFSET_ALONE.fullmatch(line)
        self._over = alone is not None and len(self._lines[0].offset) <= len(alone[1]) and self._goes_on(alone[1])
        return self._over

    def octets(self) -> bytes:
        """Return all octets. The last line is as long as those before it, 16 octets where there are none."""
        whole = bytearray()
        width = 16
        for line in self._lines:
            found = columns(line.text)
            if line.repeated and line.step is not None:
                found = found[:width]
                whole += found * (line.step // len(found))
                continue
            if line.step is not None:
                width = line.step
            # a line that is not full has more space before the text beside it
            whole += found if _WIDE.search(line.text) else found[:width]
        return bytes(whole)

    def _goes_on(self, offset: str) -> bool:
        """Tell whether ``offset`` is behind the last line, and remember how far."""
        last = self._lines[-1]
        count = len(columns(last.text))
        if self._repeated:
            return self._goes_on_behind_repeated(last, offset, count)
        for base, step in _steps(last.offset, offset):
            if 0 < step <= count:
                last.step, self._base = step, base
                return True
        return False

    def _goes_on_behind_repeated(self, last: _Line, offset: str, count: int) -> bool:
        before = next((line.step for line in reversed(self._lines) if line.step is not None and not line.repeated), 16)
        width = min(count, before)
        # od writes offsets with seven digits, in octal unless it is told otherwise
        likely = self._base or (8 if len(last.offset) == 7 else 16)
        for base, step in sorted(_steps(last.offset, offset), key=lambda found: found[0] != likely):
            if width and width <= step <= MOST_REPEATED and step % width == 0:
                last.step, last.repeated, self._repeated, self._base = step, True, False, base
                return True
        return False


def begun(number: int, line: str) -> Dump | None:
    """Return the dump that begins with ``line``; None where none does."""
    parts = _LINE.fullmatch(line.rstrip("\r\n"))
    if parts is None or not (int(parts[1], 16) == 0 or parts[2][0] == ":") or not columns(parts[3]):
        return None
    return Dump(number, parts[1], parts[3])


def shows_no_octets(line: str) -> bool:
    """Tell whether a dump begins that does not show single octets in their order."""
    return _NO_OCTETS.match(line) is not None


def is_dump_like(line: str) -> bool:
    """Tell whether ``line`` may go on a dump that is not understood."""
    return _DUMP_LIKE.fullmatch(line.rstrip("\r\n")) is not None


def columns(text: str) -> bytes:
    """Return the octets of a dump's line, as far as they can be told from the text beside them."""
    whole = _ONE_COLUMN.fullmatch(text)
    found = whole[1] if whole else None
    if found is None:
        match = _COLUMNS.match(_WIDE.split(text, maxsplit=1)[0])
        found = match[0] if match else ""
    return octets(found) or b""


def _steps(before: str, behind: str) -> Iterator[tuple[int, int]]:
    """Give (base, distance) of two offsets: in hex, and as od writes them, in decimal or in octal."""
    for base in (16, 10, 8):
        with contextlib.suppress(ValueError):
            yield base, int(behind, base) - int(before, base)
