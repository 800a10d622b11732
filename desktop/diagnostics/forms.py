"""How the frames of the known switches begin, out of the dialects' data: what :mod:`.frames` looks for. Pure."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from desktop.csta.dialects import Dialect
from desktop.csta.framing import APDU_TAGS

LARGEST_BARE = 65_536
"""Octets of an APDU without a frame, at most."""
TAIL = 8
"""Octets that tell whether a candidate is a frame: its header, then tag and length of the APDU and the tag in it."""


class More:
    """The type of :data:`MORE`."""


MORE = More()
"""More octets are needed to tell."""


@dataclass(frozen=True, slots=True)
class Form:
    """How frames begin: a first octet that marks them or none, then the length with its flag.

    :ivar largest: octets of an APDU that the length can say.
    """

    mark: int | None
    flag: int
    largest: int

    @property
    def start(self) -> int:
        """Octets before the APDU."""
        return 2 if self.mark is None else 3

    def may_go_on(self, octet: int) -> bool:
        """Tell whether the first octet of a length may be ``octet``."""
        flag = self.flag >> 8
        return octet & flag == flag and octet ^ flag <= self.largest >> 8

    def size(self, octets: bytes | bytearray, at: int) -> int:
        """Return the length that the header of a frame at ``at`` says; -1 where it is none of this form."""
        said = int.from_bytes(octets[at + self.start - 2 : at + self.start], "big")
        size = said ^ self.flag
        return size if said & self.flag == self.flag and size <= self.largest else -1

    def pattern(self) -> bytes:
        """Return a regular expression for the beginning of a frame."""
        high = b"".join(re.escape(bytes((octet,))) for octet in range(256) if self.may_go_on(octet))
        mark = b"" if self.mark is None else re.escape(bytes((self.mark,)))
        tags = b"".join(re.escape(bytes((tag,))) for tag in sorted(APDU_TAGS))
        return mark + b"[" + high + b"][\x00-\xff][" + tags + b"]"


class Forms:
    """The forms of some dialects' frames, and their greetings."""

    def __init__(self, dialects: tuple[Dialect, ...]) -> None:
        every = dict.fromkeys(Form(one.first_octet, one.length_flag, one.largest_apdu) for one in dialects)
        self.marked = {form.mark: form for form in every if form.mark is not None}
        self.unmarked = tuple(form for form in every if form.mark is None)
        self.candidate = re.compile(b"|".join(form.pattern() for form in every))
        hellos = ((hello, one.title) for one in dialects for hello in (one.client_hello, one.server_hello) if hello)
        self.hellos = dict(sorted(hellos, key=lambda hello: len(hello[0]), reverse=True))

    def header(self, octets: bytearray, at: int, *, bare: bool) -> tuple[int, int] | More | None:
        """Return (begin, end) of the APDU whose frame begins at ``at``; None where no frame does.

        :param bare: an APDU may begin there without a frame.
        """
        found: tuple[int, int] | More | None = None
        marked = self.marked.get(octets[at])
        if marked is not None:
            found = _marked(marked, octets, at)
        if found is None and bare and octets[at] in APDU_TAGS:
            whole = _element(octets, at)
            return (at, at + whole) if isinstance(whole, int) else whole
        for form in self.unmarked:
            found = found or _unmarked(form, octets, at)
        return found

    def agrees(self, octets: bytearray, at: int) -> bool:
        """Tell whether the candidate at ``at`` is a frame; :data:`TAIL` octets of it are there."""
        head = self.header(octets, at, bare=False)
        if not isinstance(head, tuple):
            return False
        start, end = head
        if octets[start] not in APDU_TAGS or _element(octets, start) != end - start:
            return False
        inside = start + (2 if octets[start + 1] < 0x80 else 2 + (octets[start + 1] & 0x7F))
        # ROSE begins with the invoke id, which may be NULL in a Reject
        return octets[start] < 0xA0 or inside >= len(octets) or octets[inside] in (0x02, 0x05)


@functools.lru_cache(maxsize=8)
def forms_of(dialects: tuple[Dialect, ...]) -> Forms:
    """Return the forms of ``dialects``, made once."""
    return Forms(dialects)


def _marked(form: Form, octets: bytearray, at: int) -> tuple[int, int] | More | None:
    left = len(octets) - at
    if left < 3:
        return MORE if left < 2 or form.may_go_on(octets[at + 1]) else None
    size = form.size(octets, at)
    return (at + 3, at + 3 + size) if size >= 2 else None


def _unmarked(form: Form, octets: bytearray, at: int) -> tuple[int, int] | More | None:
    """Two octets of length and nothing else: the APDU must be as long as they say."""
    if not form.may_go_on(octets[at]):
        return None
    left = len(octets) - at
    if left < 4:
        return MORE if left < 3 or octets[at + 2] in APDU_TAGS else None
    size = form.size(octets, at)
    whole = _element(octets, at + 2) if octets[at + 2] in APDU_TAGS else None
    return (at + 2, at + 2 + size) if whole == size else MORE if whole is MORE else None


def _element(octets: bytearray, at: int) -> int | More | None:
    """Return the size of the element at ``at``, its own header included."""
    head = octets[at : at + 6]
    if len(head) < 2:
        return MORE
    if head[1] < 0x80:
        return 2 + head[1]
    count = head[1] & 0x7F
    if not 1 <= count <= 4:
        return None
    if len(head) < 2 + count:
        return MORE
    size = 2 + count + int.from_bytes(head[2 : 2 + count], "big")
    return size if size <= LARGEST_BARE else None
