"""Octets written as text, in the forms in which people copy them: hex digits with or without anything between them,
alone or in lines of a log, hex dumps with offsets (:mod:`.dumps`), C arrays, and JSON (:mod:`.jsontext`). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.csta.dialects import DIALECTS
from desktop.csta.framing import APDU_TAGS
from desktop.diagnostics import dumps, jsontext
from desktop.diagnostics.digits import octets, odd
from desktop.diagnostics.dumps import Dump
from desktop.diagnostics.forms import forms_of
from desktop.diagnostics.frames import Finder, Found, Greeted
from desktop.diagnostics.jsontext import Facts, Gathered
from desktop.sentences import Sentence

LONGEST = 0x7FFF + 3
"""Octets that lines are put together to, at most."""

_FORMS = forms_of(DIALECTS)
_ROSE = b"\xa1\xa2\xa3\xa4"
_ACSE = b"\x60\x61\x62\x63\x64"
_COMMENT = re.compile(r"\s*(?:#|//|--|(?:static |const |unsigned )*(?:char|int|uint8_t)\b)")
"""Lines without octets: comments, and what stands around an array in C."""
_CLOCK = re.compile(r"\s*(?:\d{4}-\d\d-\d\d[ T])?(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?Z?\s+")
"""A time before the octets, which could be read as octets."""
_WORDS = re.compile(r"[\s,;|=<>\"'()\[\]{}]+")
_MOST_WORDS = 32
"""Words of a line of a log, at most, that octets may begin with."""
_SHORTEST = 5
"""Octets of a message in a line of a log, at least: a release is no longer."""


class HexError(ValueError):
    """There is no hex in a text at all.

    :ivar line: the number of the first line that is none, from 1.
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
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines, one after the other, that are no hex, or not wholly.

    :ivar line: the number of the first, from 1.
    :ivar count: how many; between them are empty lines at most.
    """

    sentence: Sentence
    line: int
    count: int = 1


def rows(lines: Iterable[str]) -> Iterator[Row | Unread]:
    """Read text line by line: each line stands alone unless only several together are whole messages.

    :raises HexError: at the end: there was no hex.
    """
    unread: Unread | None = None
    last = 0
    found = False
    for one in _joined(_Reader().read(lines)):
        if isinstance(one, Unread):
            unread = one if unread is None else Unread(unread.sentence, unread.line, unread.count + 1)
            last = one.line
            continue
        if unread is not None:
            yield _summed_up(unread, last)
            unread = None
        found = True
        yield one
    if unread is not None:
        if not found:
            raise HexError(unread.sentence, unread.line)
        yield _summed_up(unread, last)


def _summed_up(unread: Unread, last: int) -> Unread:
    if unread.count == 1:
        return unread
    sentence = Sentence(
        "Lines {first} to {last} cannot be read. {reason}", first=unread.line, last=last, reason=unread.sentence
    )
    return Unread(sentence, unread.line, unread.count)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line, or the lines of one dump; an empty one stands for an empty line.

    :ivar alone: it is not put together with others.
    """

    octets: bytes
    line: int
    facts: Facts = ()
    alone: bool = False


class _Reader:
    """Turns lines into pieces."""

    def __init__(self) -> None:
        self._dump: Dump | None = None
        self._gathered: Gathered | None = None
        self._strange_dump: Sentence | None = None
        """Why the dump that is passed over cannot be read."""

    def read(self, lines: Iterable[str]) -> Iterator[_Piece | Unread]:
        """Give what is in the lines, in order."""
        for number, line in enumerate(lines, 1):
            yield from self._line(number, line)
        if self._gathered is not None:
            yield from self._one_by_one(self._gathered)
        yield from self._end_dump()

    def _line(self, number: int, line: str) -> Iterator[_Piece | Unread]:
        if self._gathered is None and Gathered.begins(line):
            yield from self._end_dump()
            self._gathered = Gathered()
        if self._gathered is None:
            yield from self._single(number, line)
        elif not self._gathered.take(number, line):
            gathered, self._gathered = self._gathered, None
            yield from self._one_by_one(gathered)
            yield from self._line(number, line)
        elif self._gathered.whole:
            gathered, self._gathered = self._gathered, None
            found = jsontext.objects(gathered.text())
            if found:
                first = gathered.lines[0][0]
                yield from (_Piece(plain, first, facts, alone=True) for plain, facts in found)
            else:
                yield from self._one_by_one(gathered)

    def _end_dump(self) -> Iterator[_Piece | Unread]:
        if self._dump is not None:
            yield _Piece(self._dump.octets(), self._dump.number, alone=True)
            if self._dump.ends_open:
                yield _repeated(self._dump.last)
            self._dump = None

    def _one_by_one(self, gathered: Gathered) -> Iterator[_Piece | Unread]:
        for number, line in gathered.lines:
            yield from self._single(number, line)

    def _single(self, number: int, line: str) -> Iterator[_Piece | Unread]:
        """Read a line that is not JSON together with others."""
        if self._dump is not None and self._dump.take(line):
            return
        yield from self._end_dump()
        if self._strange_dump is not None and dumps.is_dump_like(line):
            yield Unread(self._strange_dump, number)
            return
        self._strange_dump = None
        if dumps.shows_no_octets(line):
            self._strange_dump = Sentence(
                "Line {line}: this dump does not show single octets in their order; make it with xxd, hexdump -C or "
                "od -t x1.",
                line=number,
            )
            yield Unread(self._strange_dump, number)
            return
        self._dump = dumps.begun(number, line)
        if self._dump is None and not _COMMENT.match(line):
            yield from _plain(line.strip("\r\n\ufeff\0 \t"), number)


def _plain(text: str, number: int) -> Iterator[_Piece | Unread]:
    """Read a line for itself."""
    plain = octets(text)
    clock = _CLOCK.match(text)
    behind = text[clock.end() :] if clock else text
    if plain is not None:
        found = octets(behind) if clock else None
        yield _Piece(found if found and (is_whole(found) or _begins(found)) else plain, number)
        return
    is_json = text.startswith(("{", "[")) and '"' in text
    if is_json and (objects := jsontext.objects(text)):
        yield from (_Piece(one, number, facts, alone=True) for one, facts in objects)
        return
    within = _within(text)
    if within:
        yield _Piece(within, number, alone=True)
    damaged = odd(behind) if octets(behind) is None else None
    if is_json:
        if not within:
            yield Unread(Sentence("Line {line} has no member hex with octets.", line=number), number)
    elif damaged is not None:
        if not within:
            yield _Piece(damaged, number)
        yield Unread(Sentence("Line {line} has an odd number of hex digits.", line=number), number)
    elif text == "*":
        yield _repeated(number)
    elif not within:
        yield Unread(Sentence("Line {line} is no hex: {text}", line=number, text=text[:60]), number)


def _repeated(number: int) -> Unread:
    sentence = Sentence(
        "Line {line} stands for equal lines, how many is not said: make the dump with offsets.", line=number
    )
    return Unread(sentence, number)


def _within(text: str) -> bytes:
    """Return the message that is among other words, as in a log; nothing where there is none."""
    words = [octets(word) or b"" for word in _WORDS.split(text)]
    damaged = b""
    at = 0
    for start in [index for index, word in enumerate(words) if word][:_MOST_WORDS]:
        if start >= at:
            at = next((index for index in range(start, len(words)) if not words[index]), len(words))
        plain = b"".join(words[start:at])
        if plain[0] not in APDU_TAGS and not _FORMS.candidate.match(plain):
            continue
        if len(plain) >= _SHORTEST and is_whole(plain):
            return plain
        if not damaged and len(plain) > _SHORTEST + 3 and _begins(plain):
            damaged = plain
    return damaged


class _Together:
    """Lines that are no messages, put together until they are."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.size = 0
        self._finder = Finder(bare=True)
        self._sound = True

    def add(self, piece: _Piece) -> bool:
        """Take one more; tell whether all of them are whole messages now."""
        self.pieces.append(piece)
        self.size += len(piece.octets)
        if not self._sound:
            return False
        findings = self._finder.feed(piece.octets)
        self._sound = all(isinstance(finding, Found | Greeted) for finding in findings)
        # the finder waits for more than the shortest message
        return self._sound and (not self._finder.waiting or (self.size < 16 and is_whole(self.octets())))

    def octets(self) -> bytes:
        """Return all of them."""
        return b"".join(piece.octets for piece in self.pieces)


def _joined(pieces: Iterator[_Piece | Unread]) -> Iterator[Row | Unread]:
    """Put lines together where none of them, but all of them are whole messages."""
    waiting = _Together()
    for piece in pieces:
        if isinstance(piece, Unread):
            yield from _apart(waiting.pieces)
            waiting = _Together()
            yield piece
            continue
        alone = piece.alone or not piece.octets
        whole = not alone and waiting.add(piece)
        if whole:
            yield Row(waiting.octets(), waiting.pieces[0].line)
        elif alone or is_whole(piece.octets):
            yield from _apart(waiting.pieces if alone else waiting.pieces[:-1])
            if piece.octets:
                yield Row(piece.octets, piece.line, piece.facts)
        elif waiting.size > LONGEST:
            yield from _apart(waiting.pieces)
        else:
            continue
        waiting = _Together()
    yield from _apart(waiting.pieces)


def _apart(waiting: list[_Piece]) -> Iterator[Row]:
    """Give lines that do not make whole messages: together where they go on one another, else each alone."""
    if waiting and _begins(waiting[0].octets) and not any(_begins(piece.octets) for piece in waiting[1:]):
        yield Row(b"".join(piece.octets for piece in waiting), waiting[0].line)
        return
    for piece in waiting:
        yield Row(piece.octets, piece.line)


def _begins(plain: bytes) -> bool:
    """Tell whether octets look like the beginning of a message: tag, length, and what must come first inside."""
    marked = _FORMS.marked.get(plain[0])
    if marked is not None and len(plain) > 1 and not marked.may_go_on(plain[1]):
        return False
    at = 0 if plain[0] in APDU_TAGS else 2 if marked is None else marked.start
    if len(plain) < at + 8:
        return marked is not None
    inside = at + (2 if plain[at + 1] < 0x80 else 2 + (plain[at + 1] & 0x7F))
    if plain[at] in _ROSE:
        return plain[inside : inside + 1] in (b"\x02", b"\x05")
    return plain[at] in _ACSE and plain[inside : inside + 1] >= b"\x80"


def is_whole(plain: bytes) -> bool:
    """Tell whether octets are whole messages and nothing else."""
    finder = Finder(bare=True)
    findings = [*finder.feed(plain), *finder.end()]
    return any(isinstance(finding, Found) for finding in findings) and all(
        isinstance(finding, Greeted) or (isinstance(finding, Found) and len(finding.octets) == finding.size)
        for finding in findings
    )
