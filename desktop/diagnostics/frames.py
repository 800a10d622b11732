"""Frames in octets of which nothing is certain: mid-stream, damaged, or another protocol altogether. Pure.

:class:`desktop.csta.framing.Deframer` is for a link, where one wrong octet ends it. A :class:`Finder` goes on
behind what it cannot read: it looks for the next octets that can only be the beginning of a frame, because the length
in the frame's header and that in the APDU agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.csta.ber import guard
from desktop.csta.dialects import DIALECTS, HIPATH
from desktop.csta.errors import DecodeError
from desktop.csta.framing import APDU_TAGS, protocol

LARGEST_BARE = 65_536
"""Octets of an APDU without a frame, at most."""
MOST_SEARCHED = 1 << 20
"""Octets of a strange stream that are looked through for a frame."""

_TAGS = re.escape(bytes(sorted(APDU_TAGS)))
"""For a class of characters in a pattern."""
_FIRST = HIPATH.first_octet
_CANDIDATE = re.compile(rb"\x26[\x80-\xff][\x00-\xff][" + _TAGS + rb"]|[\x00-\x7f][\x00-\xff][" + _TAGS + rb"]")
_TAIL = 8
"""Octets that tell whether a candidate is a frame: its header, then tag and length of the APDU and the tag in it."""
_HELLOS = frozenset(hello for dialect in DIALECTS for hello in (dialect.client_hello, dialect.server_hello) if hello)
"""What some switches and their clients say before the first frame, one octet each."""


@dataclass(frozen=True, slots=True)
class Found:
    """An APDU.

    :ivar octets: without the frame's header, as far as they are there.
    :ivar size: how many there should be.
    :ivar at: where it begins in the stream.
    """

    octets: bytes
    size: int
    at: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """Octets that are no frame."""

    count: int
    at: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """The stream speaks another protocol; nothing more is looked for in it."""

    protocol: str


Finding = Found | Skipped | Spoken


class _More:
    """More octets are needed to tell."""


_MORE = _More()


class Finder:
    """Takes the octets of one direction and gives its APDUs.

    :param bare: APDUs may come without a frame, one behind the other, as in a file.
    :param strange: nothing says that this stream is CSTA: no finding before the first frame that is beyond doubt.
    """

    def __init__(self, *, bare: bool = False, strange: bool = False) -> None:
        self._bare = bare
        self._strange = strange
        self._octets = bytearray()
        self._at = 0
        """Place of the first of them in the stream."""
        self._known = True
        """A frame begins at the first of them."""
        self._first = True
        """Nothing was found yet."""
        self._certain = True
        """The beginning of the stream was seen."""
        self._over = False
        self._passed = 0
        """Octets before the first of them that are no frame."""
        self._rest = 0
        """Octets that belong to a frame whose middle is missing."""

    @property
    def strange(self) -> bool:
        """Nothing showed yet that this stream is CSTA."""
        return self._strange

    def feed(self, octets: bytes) -> list[Finding]:
        """Take the next octets of the stream."""
        if self._over:
            return []
        left_out = min(self._rest, len(octets))
        self._rest -= left_out
        self._at += left_out
        self._octets += octets[left_out:] if left_out else octets
        return self._work(last=False)

    def missing(self, count: int | None) -> list[Finding]:
        """Go on behind octets that are missing; None where their number is not known."""
        if self._over:
            return []
        found = self._work(last=True)
        self._certain = self._certain and not self._first
        rest = self._leave(found)
        if count is not None and rest is not None and count <= rest:
            self._rest, self._known = rest - count, True
        else:
            self._rest, self._known = 0, False
        self._at += count or 0
        return found

    def end(self) -> list[Finding]:
        """Give what is left: the stream has ended."""
        if self._over:
            return []
        found = self._work(last=True)
        self._leave(found)
        self._over = True
        return found

    def _leave(self, found: list[Finding]) -> int | None:
        """Give the frame that is not whole; return how many octets it lacks, None where there is no frame."""
        lacking = self._rest or None
        size = len(self._octets)
        head = _header(self._octets, 0, bare=self._bare) if self._known and size and not self._strange else None
        if isinstance(head, tuple):
            self._say_passed(found)
            start, end = head
            lacking = end - size
            found.append(Found(bytes(self._octets[start:]), end - start, self._at + start))
        else:
            self._passed += size
        self._drop(size)
        self._say_passed(found)
        return lacking

    def _work(self, *, last: bool) -> list[Finding]:
        found: list[Finding] = []
        while self._octets and not self._over:
            if self._first and not self._recognise(found, last=last):
                break
            if not self._known and not self._search():
                break
            head = _header(self._octets, 0, bare=self._bare)
            if head is None or (head is not _MORE and self._strange and self._doubtful()):
                self._known = False
                self._pass(1)
                self._over = self._over or (self._strange and self._certain and self._first)
                continue
            if not isinstance(head, tuple):
                break
            start, end = head
            if end > len(self._octets):
                break
            self._say_passed(found)
            found.append(Found(bytes(self._octets[start:end]), end - start, self._at + start))
            self._drop(end)
            self._first = self._strange = False
        if self._over:
            self._octets.clear()
        return found

    def _recognise(self, found: list[Finding], *, last: bool) -> bool:
        """Look at the first octets of all; False where more of them are needed."""
        if self._passed or self._octets[0] == _FIRST:
            return True
        if self._certain and self._at == 0 and bytes(self._octets[:1]) in _HELLOS:
            if len(self._octets) > _TAIL and _agrees(self._octets, 1):
                self._drop(1)
                return True
            if len(self._octets) <= _TAIL and not last:
                return False
        name = self._protocol()
        if name is not None:
            self._over = True
            if not self._strange:
                found.append(Spoken(name))
            return False
        return last or len(self._octets) >= 16 or self._octets[0] in APDU_TAGS or self._strange

    def _protocol(self) -> str | None:
        """Name the other protocol that this stream speaks; with more care where its beginning was not seen."""
        head = bytes(self._octets[:64])
        name = protocol(head)
        chance = (name == "TLS" and head[2:3] > b"\x04") or (name == "CSTA XML" and b"<" not in head)
        return None if chance and not self._certain else name

    def _search(self) -> bool:
        """Drop what is before the next frame; False where there is none yet."""
        octets, at = self._octets, 0
        while True:
            candidate = _CANDIDATE.search(octets, at)
            if candidate is None:
                self._pass(max(at, len(octets) - 3))
                return False
            at = candidate.start()
            if at + _TAIL > len(octets):
                self._pass(at)
                return False
            if _agrees(octets, at) and not (self._strange and octets[at] != _FIRST):
                break
            at += 1
        self._pass(at)
        self._known = not self._over
        return self._known

    def _doubtful(self) -> bool:
        """Tell whether a frame of a strange stream, as far as it is there, is not beyond doubt."""
        head = _header(self._octets, 0, bare=False)
        if not isinstance(head, tuple):
            return True
        if len(self._octets) < _TAIL:
            return head[1] <= len(self._octets)
        if not _agrees(self._octets, 0):
            return True
        if head[1] > len(self._octets):
            return False
        try:
            guard(bytes(self._octets[head[0] : head[1]]))
        except DecodeError:
            return True
        return False

    def _pass(self, count: int) -> None:
        self._passed += count
        self._drop(count)
        self._over = self._strange and self._passed > MOST_SEARCHED

    def _drop(self, count: int) -> None:
        del self._octets[:count]
        self._at += count

    def _say_passed(self, found: list[Finding]) -> None:
        if self._passed and not self._strange:
            found.append(Skipped(self._passed, self._at - self._passed))
        self._passed = 0


def _header(octets: bytearray, at: int, *, bare: bool) -> tuple[int, int] | _More | None:
    """Return (begin, end) of the APDU whose frame begins at ``at``; None where no frame does."""
    left = len(octets) - at
    if octets[at] == _FIRST:
        if left < 3:
            return _MORE if left < 2 or octets[at + 1] & 0x80 else None
        size = int.from_bytes(octets[at + 1 : at + 3], "big") - 0x8000
        return (at + 3, at + 3 + size) if size >= 2 else None
    if bare and octets[at] in APDU_TAGS:
        whole = _element(octets, at)
        return (at, at + whole) if isinstance(whole, int) else whole
    if octets[at] >= 0x80:
        return None
    if left < 4:
        return _MORE if left < 3 or octets[at + 2] in APDU_TAGS else None
    # other switches put two octets of length before the APDU and nothing else
    size = int.from_bytes(octets[at : at + 2], "big")
    whole = _element(octets, at + 2) if octets[at + 2] in APDU_TAGS else None
    return (at + 2, at + 2 + size) if whole == size else _MORE if whole is _MORE else None


def _element(octets: bytearray, at: int) -> int | _More | None:
    """Return the size of the element at ``at``, its own header included."""
    head = octets[at : at + 6]
    if len(head) < 2:
        return _MORE
    if head[1] < 0x80:
        return 2 + head[1]
    count = head[1] & 0x7F
    if not 1 <= count <= 4:
        return None
    if len(head) < 2 + count:
        return _MORE
    size = 2 + count + int.from_bytes(head[2 : 2 + count], "big")
    return size if size <= LARGEST_BARE else None


def _agrees(octets: bytearray, at: int) -> bool:
    """Tell whether the candidate at ``at`` is a frame; :data:`_TAIL` octets of it are there."""
    head = _header(octets, at, bare=False)
    if not isinstance(head, tuple):
        return False
    start, end = head
    if octets[start] not in APDU_TAGS or _element(octets, start) != end - start:
        return False
    inside = start + (2 if octets[start + 1] < 0x80 else 2 + (octets[start + 1] & 0x7F))
    # ROSE begins with the invoke id, which may be NULL in a Reject
    return octets[start] < 0xA0 or inside >= len(octets) or octets[inside] in (0x02, 0x05)
