"""Octets written as text, in the forms in which people copy them: hex digits with or without anything between them,
hex dumps with offsets (xxd, hexdump, od, Wireshark), C arrays, and JSON lines with a member ``hex``. Pure.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from desktop.csta.dialects import HIPATH
from desktop.diagnostics.frames import HELLOS, Finder, Found, expected
from desktop.sentences import Sentence

LONGEST = 0x7FFF + 3
"""Octets that lines are put together to, at most."""
STRETCH = 0x10000
"""Octets of a dump that are given at once; a longer dump comes in several rows."""
QUOTED = 20
"""Characters of a line that is no hex, at most, that are said again: further behind may be a password."""
FACTS = ("name", "time", "direction", "link", "stream")
"""Members of a JSON line that are shown with its message."""

_BETWEEN = re.compile(r"0[xX]|\\x|[\s,;:.<>{}\[\]\"'()-]+")
_HEX = re.compile(r"[0-9A-Fa-f]*")
_DUMP = re.compile(r"\s*(?:0x)?([0-9A-Fa-f]{4,16})(:\s|\s\s|\t|(?<=[0-9A-Fa-f]{6})\s)\s*(.*)")
_COLUMNS = re.compile(r"(?:[0-9A-Fa-f]{2}){1,2}(?:[ -](?: ?(?:[0-9A-Fa-f]{2}){1,2}(?![^\s-])))*")
_WIDE = re.compile(r"\s{3,}")
"""Stands between a dump's octets and the text beside them, unless the line is full."""
_OFFSET_ALONE = re.compile(r"\s*(?:0x)?[0-9A-Fa-f]{4,16}:?\s*")
_FRAME = HIPATH.first_octet
_ROSE = b"\xa1\xa2\xa3\xa4"
_ACSE = b"\x60\x61\x62\x63\x64"
_COMMENT = re.compile(r"\s*(?:#|//|--|(?:static |const |unsigned )*(?:char|int|uint8_t)\b)")
"""Lines without octets: comments, and what stands around an array in C."""


class HexError(ValueError):
    """A text is no hex.

    :ivar line: its number, from 1.
    """

    def __init__(self, sentence: Sentence, line: int) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """Octets that stand together in the text, and what is said about them.

    :ivar line: the number of its first line, from 1.
    :ivar more: the next row goes on with the same dump.
    """

    octets: bytes
    line: int
    facts: tuple[tuple[str, str], ...] = ()
    more: bool = False


def octets(text: str) -> bytes | None:
    """Return the octets that hex digits stand for, None where the text is something else."""
    groups = _BETWEEN.split(text)
    whole = all(len(group) % 2 == 0 and _HEX.fullmatch(group) for group in groups)
    return bytes.fromhex("".join(groups)) if whole else None


def rows(lines: Iterable[str]) -> Iterator[Row]:
    """Read text line by line: each line stands alone unless only several together are whole messages.

    :raises HexError: at the first line that is no hex; the rows before it were given.
    """
    yield from _joined(_pieces(enumerate(lines, 1)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line, or a stretch of the lines of one dump."""

    octets: bytes
    line: int
    facts: tuple[tuple[str, str], ...] = ()
    alone: bool = False
    more: bool = False


class _Dump:
    """A dump whose lines come by and by.

    The next offset tells how many octets of a full line are none of the text beside them; the last line is as long as
    those before it, 16 octets where there are none.
    """

    def __init__(self, number: int, offset: str, text: str) -> None:
        self._begin = number
        self._digits = len(offset)
        self._whole = bytearray()
        self._width = 16
        self._set(offset, text)

    def _set(self, offset: str, text: str) -> None:
        self._offset = offset
        self._columns = _columns(text)
        # a line that is not full has more space before the text beside it
        self._short = _WIDE.search(text) is not None

    def _step(self, offset: str) -> int | None:
        """Return how many octets ``offset`` lies behind the last line's, in hex or (od) in octal; None if not near."""
        count = len(self._columns)
        return next((step for step in _steps(self._offset, offset) if 0 < step <= count), None)

    def goes_on(self, number: int, offset: str, text: str) -> Iterator[_Piece] | None:
        """Take the next line and give what is a stretch with it; None where the line is none of this dump."""
        step = self._step(offset)
        if step is None:
            return None
        self._width = step
        self._close()
        self._set(offset, text)
        if len(self._whole) < STRETCH:
            return iter(())
        piece = self._piece(more=True)
        self._begin = number
        return iter((piece,))

    def ends_with(self, text: str) -> bool:
        """Tell whether a line is the offset behind the last octet and nothing else."""
        alone = _OFFSET_ALONE.fullmatch(text) and self._digits <= len(text)
        return bool(alone) and self._step(text.strip(":")) is not None

    def end(self) -> _Piece:
        """Give what is left."""
        self._close()
        return self._piece(more=False)

    def _close(self) -> None:
        self._whole += self._columns if self._short else self._columns[: self._width]

    def _piece(self, *, more: bool) -> _Piece:
        piece = _Piece(bytes(self._whole), self._begin, alone=True, more=more)
        self._whole.clear()
        return piece


def _pieces(lines: Iterator[tuple[int, str]]) -> Iterator[_Piece]:
    """Turn lines into octets; the lines of a dump become one piece. An empty piece stands for an empty line."""
    dump: _Dump | None = None
    for number, line in lines:
        text = line.strip("\r\n\ufeff\0 \t")
        parts = _DUMP.fullmatch(line.rstrip("\r\n"))
        if dump is not None:
            stretches = dump.goes_on(number, parts[1], parts[3]) if parts else None
            if stretches is not None:
                yield from stretches
                continue
            ends = dump.ends_with(text)
            yield dump.end()
            dump = None
            if ends:
                continue
        if parts and (int(parts[1], 16) == 0 or parts[2][0] == ":") and _columns(parts[3]):
            dump = _Dump(number, parts[1], parts[3])
        elif text.startswith("{") and '"' in text:
            yield _json(text, number)
        elif not _COMMENT.match(line):
            plain = octets(text)
            if plain is None:
                raise HexError(Sentence("Line {line} is no hex: {text}", line=number, text=text[:QUOTED]), number)
            yield _Piece(plain, number)
    if dump is not None:
        yield dump.end()


def _columns(text: str) -> bytes:
    """Return the octets of a dump's line, as far as they can be told from the text beside them."""
    found = _COLUMNS.match(_WIDE.split(text, maxsplit=1)[0])
    return octets(found[0]) or b"" if found else b""


def _steps(before: str, behind: str) -> Iterator[int]:
    """Give the distance of two offsets: in hex, and in octal, as od writes them."""
    for base in (16, 8):
        with contextlib.suppress(ValueError):
            yield int(behind, base) - int(before, base)


def _json(text: str, number: int) -> _Piece:
    try:
        row: Any = json.loads(text)
        plain = row.get("hex", row.get("octets"))
        found = octets(plain) if isinstance(plain, str) else None
    except (ValueError, RecursionError):
        found = None
        row = {}
    if found is None:
        raise HexError(Sentence("Line {line} has no member hex with octets.", line=number), number)
    facts = tuple((name, str(row[name])) for name in FACTS if isinstance(row.get(name), str | int | float))
    return _Piece(found, number, facts, alone=True)


class _Waiting:
    """Lines that are no whole messages yet. Whether all together are is looked at only where the lengths in them say so,
    and not again once they contradict what is there.
    """

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._octets = bytearray()
        self._end: int | None = 0
        """Where the message ends that is not there whole, None where there is none."""

    def add(self, piece: _Piece) -> bool:
        """Take a line; return whether all lines are whole messages with it."""
        self.pieces.append(piece)
        self._octets += piece.octets
        self._end = self._walk(self._end)
        if self._end != len(self._octets):
            return False
        if is_whole(bytes(self._octets)):
            return True
        self._end = None
        return False

    def _walk(self, at: int | None) -> int | None:
        octets = self._octets
        while at is not None and at < len(octets):
            begin = self._begin
            end = expected(octets, begin)
            if end is None and begin == 0 and bytes(octets[:1]) in HELLOS:
                end = expected(octets, 1)
            if end is None or end > len(octets):
                return end
            self._begin = at = end
        return at

    def __len__(self) -> int:
        return len(self._octets)


def _joined(pieces: Iterator[_Piece]) -> Iterator[Row]:
    """Put lines together where none of them, but all of them are whole messages."""
    waiting = _Waiting()
    more = False
    for piece in pieces:
        before = waiting.pieces[:]
def _apart(waiting: list[_Piece]) -> Iterator[Row]:
    """Give lines that do not make whole messages: together where they go on one another, else each alone."""
    if waiting and _begins(waiting[0].octets) and not any(_begins(piece.octets) for piece in waiting[1:]):
        yield Row(b"".join(piece.octets for piece in waiting), waiting[0].line)
        return
    for piece in waiting:
        yield Row(piece.octets, piece.line)


def _begins(plain: bytes) -> bool:
    """Tell whether octets look like the beginning of a message: tag, length, and what must come first inside."""
    at = 3 if plain[0] == _FRAME else 0
    if at and len(plain) > 1 and plain[1] < 0x80:
        return False
    if len(plain) < at + 8:
        return at > 0
    inside = at + (2 if plain[at + 1] < 0x80 else 2 + (plain[at + 1] & 0x7F))
    if plain[at] in _ROSE:
        return plain[inside : inside + 1] in (b"\x02", b"\x05")
    return plain[at] in _ACSE and plain[inside : inside + 1] >= b"\x80"


def is_whole(plain: bytes) -> bool:
    """Tell whether octets are whole messages and nothing else."""
    finder = Finder(bare=True)
    findings = [*finder.feed(plain), *finder.end()]
    return bool(findings) and all(
        isinstance(finding, Found) and len(finding.octets) == finding.size for finding in findings
    )
