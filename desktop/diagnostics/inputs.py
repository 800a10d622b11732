"""What ``deskline decode`` reads: hex text, files of messages, and captures; told by what is in them, not by names.

Everything is read as it comes: a capture of any size, or a pipe that never ends, takes no more memory than what is held
back to be put in order (:mod:`desktop.diagnostics.streams`).
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import gzip
import io
import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, cast

from desktop.diagnostics import captures, digits, hextext
from desktop.diagnostics.captures import CaptureError, Packet
from desktop.diagnostics.conversations import UNREAD, Conversations, Entry, Message, Note, note
from desktop.diagnostics.frames import Finder, Finding, Found, Skipped
from desktop.diagnostics.packets import Dissector
from desktop.sentences import Sentence

LONGEST_LINE = 1 << 22
"""Characters of one line of hex text, at most."""
MOST_PACKED = 8
"""How often, at most, a file is packed with gzip, one time around the other."""
_CHUNK = 65_536
_PATH = re.compile(r".*[/\\].*|.*\.[A-Za-z]\w{0,7}", re.DOTALL)
"""What looks like the name of a file and like nothing else."""
_PACKED = (
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zX", "xz"),
    (b"BZh", "bzip2"),
    (b"PK\x03\x04", "zip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x04\x22\x4d\x18", "LZ4"),
)
_OTHER_CAPTURES = (
    (b"snoo", "snoop"),
    (b"GMBU", "Network Monitor"),
    (b"RTSS", "Network Monitor"),
    (b"\x54\x52\x53\x4e", "NetXray"),
)
_TEXT_CONTROLS = frozenset("\t\r\n\f\v\0")
_ETHERNET, _IP, _COOKED = 1, 101, 113


class InputError(Exception):
    """What was given cannot be read, or not to its end; what is before that place was given."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class UnclearInput(InputError):
    """An argument is neither hex nor the name of a file."""


def read(inputs: Sequence[str], standard_input: IO[bytes], port: int | None = None) -> Iterator[Entry]:
    """Give the messages of the command's arguments.

    :param inputs: hex, or the name of one file, or ``-`` or nothing for standard input.
    :param port: the switch's port in a capture, None for those of all dialects and whatever else is CSTA.
    :raises UnclearInput: before anything else: the arguments cannot be understood.
    :raises InputError: at the place where reading cannot go on.
    """
    name = inputs[0] if inputs else "-"
    if len(inputs) > 1 or not (name == "-" or _exists(name)):
        yield from _arguments(inputs)
        return
    try:
        if name != "-" and Path(name).is_dir():  # Windows would speak of a permission
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with contextlib.nullcontext(standard_input) if name == "-" else Path(name).open("rb") as file:
            yield from _guarded(file, port)
    except OSError as error:
        detail = error.strerror or str(error)
        raise InputError(Sentence("{path} cannot be read: {detail}.", path=name, detail=detail)) from error


def _exists(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except (OSError, ValueError):
        return False  # too long for a name, as hex may be


def _end(text: str) -> str:
    return text if len(text) <= 40 else f"…{text[-40:]}"


def _arguments(inputs: Sequence[str]) -> Iterator[Entry]:
    for given in inputs:
        if digits.octets(given) is None and not any(mark in given for mark in "\n{"):
            if digits.octets(f"{given}0") is not None:
                raise UnclearInput(Sentence("{given} has an odd number of hex digits.", given=_end(given)))
            if _exists(given):
                raise UnclearInput(Sentence("{given} is a file: give one file and nothing else.", given=given))
            if _PATH.fullmatch(given):
                raise UnclearInput(Sentence("There is no file {path}.", path=given[:80]))
            raise UnclearInput(Sentence("{given} is neither hex nor a file.", given=given[:80]))
    # a shell takes octets with spaces between them apart
    single = len(inputs) > 1 and all(len(given) <= 4 for given in inputs)
    lines = [" ".join(inputs)] if single else [line for given in inputs for line in given.splitlines()]
    try:
        yield from _hex(iter(lines))
    except hextext.HexError as error:
        raise UnclearInput(error.sentence) from error


def _guarded(file: IO[bytes], port: int | None) -> Iterator[Entry]:
    try:
        yield from _file(_Input(file), port)
    except (CaptureError, hextext.HexError) as error:
        raise InputError(error.sentence) from error


class _Input(io.RawIOBase):
    """A file whose first octets can be looked at."""

    def __init__(self, file: IO[bytes], head: bytes = b"") -> None:
        super().__init__()
        self._file = file
        self._head = head
        self.damaged = False
        """The file is packed and cannot be unpacked further: it ends here."""

    def peek(self) -> bytes:
        """Return the first four octets, fewer only if there are no more."""
        self._head = self.read(4)
        return self._head

    def read(self, size: int = -1, /) -> bytes:
        """Return ``size`` octets; fewer at the end only."""
        octets, self._head = self._head[:size], self._head[size:]
        while len(octets) < size and (more := self._more(self._file.read, size - len(octets))):
            octets += more
        return octets

    def some(self) -> bytes:
        """Return what is there, without waiting for more; nothing at the end."""
        if self._head:
            octets, self._head = self._head, b""
            return octets
        return self._more(getattr(self._file, "read1", self._file.read), _CHUNK)

    def _more(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            return read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            self.damaged = True
            return b""


def _file(file: _Input, port: int | None, packed: int = 0) -> Iterator[Entry]:
    """Give what is in a file.

    :param packed: how often it was packed.
    """
    head = file.peek()
    if head[:2] == b"\x1f\x8b":
        if packed == MOST_PACKED:
            raise InputError(Sentence("The file is packed with gzip more than {most} times over.", most=MOST_PACKED))
        yield from _packed(file, port, packed + 1)
        return
    if not head:
        raise InputError(Sentence("There is nothing to decode: the input is empty."))
    if captures.is_capture(head):
        yield from _capture(file, port)
        return
    for begin, name in _PACKED:
        if head.startswith(begin):
            raise InputError(Sentence("This file is packed with {name}: unpack it first.", name=name))
    for begin, name in _OTHER_CAPTURES:
        if head.startswith(begin):
            raise InputError(
                Sentence("This is a capture of {name}: save it as .pcap or .pcapng, with Wireshark for one.", name=name)
            )
    first = file.some() + file.some() if len(head) == 4 else file.some()
    encoding = _encoding(first)
    if encoding is None:
        yield from _binary(first, file)
    else:
        yield from _hex(_lines(first, file, encoding))


def _packed(file: _Input, port: int | None, packed: int) -> Iterator[Entry]:
    damage: Exception | None = None
    with gzip.GzipFile(fileobj=file) as unpacked:
        content = _Input(cast("IO[bytes]", unpacked))
        try:
            yield from _file(content, port, packed)
        except (InputError, CaptureError, hextext.HexError) as error:
            damage = error
    if content.damaged:
        raise InputError(Sentence("The gzip file is damaged or cut short."))
    if damage is not None:
        raise damage


def _encoding(head: bytes) -> str | None:
    """Return how the text is written, None where it is no text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return None
    controls = {character for character in text if character < " "} - _TEXT_CONTROLS
    return None if controls or "\0" in text else "utf-8-sig"


def _lines(first: bytes, file: _Input, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = ""
    chunk = first
    try:
        while chunk:
            rest += decoder.decode(chunk)
            *lines, rest = rest.split("\n")
            yield from lines
            if len(rest) > LONGEST_LINE:
                raise InputError(Sentence("A line is longer than {most} characters.", most=LONGEST_LINE))
            chunk = file.some()
        rest += decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError(Sentence("The text is damaged: it is not in {encoding}.", encoding=error.encoding)) from error
    if rest:
        yield rest


def _hex(lines: Iterator[str]) -> Iterator[Entry]:
    for row in hextext.rows(lines):
        if isinstance(row, hextext.Unread):
            yield Note(UNREAD, row.sentence, row.count)
        else:
            yield from _row(row)


def _row(row: hextext.Row) -> Iterator[Entry]:
    """Give the messages among octets that stand together; the octets as they are where there is none."""
    finder = Finder(bare=True)
    findings = [*finder.feed(row.octets), *finder.end()]
    if all(isinstance(finding, Skipped) for finding in findings):
        yield from _packet(row) or [Message(row.octets, len(row.octets), facts=row.facts)]
        return
    entries = [_entry(finding, row.facts) for finding in findings]
    yield from entries if isinstance(findings[0], Found) else _packet(row) or entries


def _packet(row: hextext.Row) -> list[Entry]:
    """Give the messages of a whole packet, as Wireshark copies it."""
    for link_type in (_ETHERNET, _IP, _COOKED):
        segment = Dissector().segment(Packet(1, None, link_type, row.octets))
        if segment is not None and segment.data:
            finder = Finder()
            findings = [*finder.missing(None), *finder.feed(segment.data), *finder.end()]
            messages = [_entry(finding, row.facts) for finding in findings if isinstance(finding, Found)]
            if messages:
                return messages
    return []


def _entry(finding: Finding, facts: tuple[tuple[str, str], ...] = ()) -> Entry:
    if isinstance(finding, Found):
        return Message(finding.octets, finding.size, facts=facts)
    return note(finding)


def _binary(first: bytes, file: _Input) -> Iterator[Entry]:
    finder = Finder(bare=True)
    chunk = first
    while chunk:
        for finding in finder.feed(chunk):
            yield _binary_entry(finding)
        chunk = file.some()
    for finding in finder.end():
        yield _binary_entry(finding)


def _binary_entry(finding: Finding) -> Entry:
    return _entry(finding, (("offset", str(finding.at)),) if isinstance(finding, Found) else ())


def _capture(file: _Input, port: int | None) -> Iterator[Entry]:
    dissector, conversations = Dissector(), Conversations(port)
    error: CaptureError | None = None
    try:
        for packet in captures.packets(file):
            segment = dissector.segment(packet)
            if segment is not None:
                yield from conversations.feed(segment)
    except CaptureError as damage:
        error = damage
    yield from conversations.finish()
    yield from _remarks(dissector)
    if conversations.left_out:
        yield Note(
            "connections",
            Sentence(
                "TCP connections that are not known to be a telephone system's, left out: {count}. If its port is "
                "another, name it with --port.",
                count=conversations.left_out,
            ),
            conversations.left_out,
        )
    if error is not None:
        raise error


def _remarks(dissector: Dissector) -> Iterator[Note]:
    for link_type, count in sorted(dissector.unknown_links.items()):
        sentence = Sentence(
            "Packets with link type {number}, which is not understood: {count}.", count=count, number=link_type
        )
        yield Note("capture", sentence, count)
    for count, sentence in (
        (
            dissector.cut,
            Sentence(
                "Packets recorded in part only (capture with a larger snap length): {count}.", count=dissector.cut
            ),
        ),
        (dissector.malformed, Sentence("Packets with damaged headers: {count}.", count=dissector.malformed)),
        (
            dissector.incomplete,
            Sentence("IP packets of which fragments are missing: {count}.", count=dissector.incomplete),
        ),
    ):
        if count:
            yield Note("capture", sentence, count)
