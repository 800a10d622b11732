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
from desktop.diagnostics.frames import Finder, Found
from desktop.sentences import Sentence

LONGEST = 0x7FFF + 3
"""Octets that lines are put together to, at most."""
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
    """

    octets: bytes
    line: int
    facts: tuple[tuple[str, str], ...] = ()


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
    """One line, or the lines of one dump."""

    octets: bytes
    line: int
    facts: tuple[tuple[str, str], ...] = ()
    alone: bool = False


def _pieces(lines: Iterator[tuple[int, str]]) -> Iterator[_Piece]:
    """Turn lines into octets; the lines of a dump become one piece. An empty piece stands for an empty line."""
    dump: list[tuple[int, str, str]] = []
    for number, line in lines:
        text = line.strip("\r\n\ufeff\0 \t")
        parts = _DUMP.fullmatch(line.rstrip("\r\n"))
        if dump and parts and _continues(dump, parts[1]):
            dump.append((number, parts[1], parts[3]))
            continue
        if dump:
            yield _dumped(dump)
            ends = _OFFSET_ALONE.fullmatch(text) and len(dump[0][1]) <= len(text) and _continues(dump, text.strip(":"))
            dump = []
            if ends:
                continue
        if parts and (int(parts[1], 16) == 0 or parts[2][0] == ":") and _columns(parts[3]):
            dump.append((number, parts[1], parts[3]))
        elif text.startswith("{") and '"' in text:
            yield _json(text, number)
        elif not _COMMENT.match(line):
            plain = octets(text)
            if plain is None:
                raise HexError(Sentence("Line {line} is no hex: {text}", line=number, text=text[:60]), number)
            yield _Piece(plain, number)
    if dump:
        yield _dumped(dump)


def _columns(text: str) -> bytes:
    """Return the octets of a dump's line, as far as they can be told from the text beside them."""
    found = _COLUMNS.match(_WIDE.split(text, maxsplit=1)[0])
    return octets(found[0]) or b"" if found else b""


def _continues(dump: list[tuple[int, str, str]], offset: str) -> bool:
    """Tell whether ``offset`` goes on behind the last line of a dump, in hex or (od) in octal."""
    _, last, text = dump[-1]
    count = len(_columns(text))
    return any(0 < step <= count for step in _steps(last, offset))


def _steps(before: str, behind: str) -> Iterator[int]:
    """Give the distance of two offsets: in hex, and in octal, as od writes them."""
    for base in (16, 8):
        with contextlib.suppress(ValueError):
            yield int(behind, base) - int(before, base)


def _dumped(dump: list[tuple[int, str, str]]) -> _Piece:
    """Join the lines of a dump. The next offset tells how many octets of a full line are none of the text beside them;
    the last line is as long as those before it, 16 octets where there are none.
    """
    whole = b""
    width = 16
    for index, (_, offset, text) in enumerate(dump):
        line = _columns(text)
        if index + 1 < len(dump):
            width = next((step for step in _steps(offset, dump[index + 1][1]) if 0 < step <= len(line)), width)
        # a line that is not full has more space before the text beside it
        whole += line if _WIDE.search(text) else line[:width]
    return _Piece(whole, dump[0][0], alone=True)


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


def _joined(pieces: Iterator[_Piece]) -> Iterator[Row]:
    """Put lines together where none of them, but all of them are whole messages."""
    waiting: list[_Piece] = []
    for piece in pieces:
        together = b"".join(part.octets for part in (*waiting, piece))
        if waiting and piece.octets and not piece.alone and is_whole(together):
            yield Row(together, waiting[0].line)
            waiting = []
        elif piece.alone or not piece.octets or is_whole(piece.octets):
            yield from _apart(waiting)
            waiting = []
            if piece.octets:
                yield Row(piece.octets, piece.line, piece.facts)
        else:
            waiting.append(piece)
            if len(together) > LONGEST:
                yield from _apart(waiting)
                waiting = []
    yield from _apart(waiting)


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
