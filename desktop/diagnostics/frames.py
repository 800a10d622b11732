"""Frames in octets of which nothing is certain: mid-stream, damaged, or another protocol altogether. Pure.

:class:`desktop.csta.framing.Deframer` is for a link, where one wrong octet ends it. A :class:`Finder` goes on
behind what it cannot read: it looks for the next octets that can only be the beginning of a frame, because the length
in the frame's header and that in the APDU agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.csta.ber import guard
from desktop.csta.dialects import DIALECTS, Dialect
from desktop.csta.errors import DecodeError
from desktop.csta.framing import APDU_TAGS, protocol
from desktop.diagnostics.forms import MORE, TAIL, forms_of
from desktop.sentences import Sentence

MOST_SEARCHED = 1 << 20
"""Octets of a strange stream that are looked through for a frame."""

_XML = "CSTA XML"
_XML_HEADER = re.compile(rb"\x00\x00..(?:[0-9]{4}|.{4}<)", re.DOTALL)
"""Two zeros, two octets of length, the invoke id as four digits, then the document (CSTA XML over
TCP, from general knowledge)."""
_XML_INSIDE = re.compile(rb"[\t\r\n -\x7e\x80-\xff]*?<(?:\?xml |/?[A-Za-z][\w:.-]*(?:>|/>| [\w:.-]+=[\"']))")
"""A document from its middle: text, and a tag in it."""


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


@dataclass(frozen=True, slots=True)
class Greeted:
    """What some switches and their clients say before the first frame.

    :ivar title: of the dialect that greets so.
    """

    octets: bytes
    title: Sentence


Finding = Found | Skipped | Spoken | Greeted


class Finder:
    """Takes the octets of one direction and gives its APDUs.

    :param bare: APDUs may come without a frame, one behind the other, as in a file.
    :param strange: nothing says that this stream is CSTA: no finding before the first frame that is beyond doubt.
    :param dialects: whose frames and greetings are looked for.
    """

    def __init__(self, *, bare: bool = False, strange: bool = False, dialects: tuple[Dialect, ...] = DIALECTS) -> None:
        self._forms = forms_of(dialects)
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
        self._greeting: Greeted | None = None
        """What was said before the first frame, as long as it is not certain that this is one."""

    @property
    def strange(self) -> bool:
        """Nothing showed yet that this stream is CSTA."""
        return self._strange

    @property
    def waiting(self) -> int:
        """Octets that were taken and are in no finding yet."""
        return len(self._octets) + self._passed

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
        begun = self._known and size and not self._strange
        head = self._forms.header(self._octets, 0, bare=self._bare) if begun else None
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
            head = self._forms.header(self._octets, 0, bare=self._bare)
            if head is None or (head is not MORE and self._strange and self._doubtful()):
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
            self._strange = False
            self._say_greeting(found)
            found.append(Found(bytes(self._octets[start:end]), end - start, self._at + start))
            self._drop(end)
            self._first = False
        if self._over:
            self._octets.clear()
        return found

    def _recognise(self, found: list[Finding], *, last: bool) -> bool:
        """Look at the first octets of all; False where more of them are needed."""
        if self._passed or self._octets[0] in self._forms.marked:
            return True
        if self._at == 0 and not self._greet(found, last=last):
            return False
        name = self._protocol()
        if name is not None:
            self._over = True
            if not self._strange:
                found.append(Spoken(name))
            return False
        return last or len(self._octets) >= 16 or self._octets[0] in APDU_TAGS or self._strange

    def _greet(self, found: list[Finding], *, last: bool) -> bool:
        """Take away a greeting that a frame follows, or that is all that was said; False where more is needed."""
        head = bytes(self._octets[:64])
        for hello, title in self._forms.hellos.items():
            if not head.startswith(hello):
                continue
            if len(head) < len(hello) + TAIL and not last:
                return False
            alone = head == hello and self._certain and not self._strange
            if alone or (len(head) >= len(hello) + TAIL and self._forms.agrees(self._octets, len(hello))):
                self._drop(len(hello))
                self._greeting = Greeted(hello, title)
                self._say_greeting(found)
                break
        return bool(self._octets)

    def _protocol(self) -> str | None:
        """Name the other protocol that this stream speaks; with more care where its beginning was not seen."""
        head = bytes(self._octets[:512])
        name = protocol(head)
        if name == _XML and head[0] == 0:
            name = _XML if _XML_HEADER.match(head) else None
        if self._certain:
            return name
        if name is None and not self._bare:
            name = _XML if _XML_INSIDE.match(head) else None
        chance = (name == "TLS" and head[2:3] > b"\x04") or (name == _XML and b"<" not in head)
        return None if chance else name

    def _search(self) -> bool:
        """Drop what is before the next frame; False where there is none yet."""
        octets, at = self._octets, 0
        while True:
            candidate = self._forms.candidate.search(octets, at)
            if candidate is None:
                self._pass(max(at, len(octets) - 3))
                return False
            at = candidate.start()
            if at + TAIL > len(octets):
                self._pass(at)
                return False
            if self._forms.agrees(octets, at) and not (self._strange and octets[at] not in self._forms.marked):
                break
            at += 1
        self._pass(at)
        self._known = not self._over
        return self._known

    def _doubtful(self) -> bool:
        """Tell whether a frame of a strange stream, as far as it is there, is not beyond doubt."""
        head = self._forms.header(self._octets, 0, bare=False)
        if not isinstance(head, tuple):
            return True
        if len(self._octets) < TAIL:
            return head[1] <= len(self._octets)
        if not self._forms.agrees(self._octets, 0):
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

    def _say_greeting(self, found: list[Finding]) -> None:
        if self._greeting is not None and not self._strange:
            found.append(self._greeting)
            self._greeting = None
