"""Basic encoding rules, as far as they carry CSTA: the guard that every APDU passes, and a walk over its elements.

The guard makes one pass over an APDU before anything else looks at it: every element inside its parent, lengths
definite, at most :data:`MOST_ELEMENTS` elements and :data:`GREATEST_DEPTH` levels. What passed it can be read without
further checks of bounds, in time that grows with its length only. (A child's objects in Python are larger than its
three octets, so elements are bounded as well as octets.)

:func:`definite` is for dialects whose switches write indefinite lengths: it comes before everything else.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from desktop.csta.errors import DecodeError
from desktop.sentences import Sentence

MOST_ELEMENTS = 4096
GREATEST_DEPTH = 40
CONSTRUCTED = 0x20


def read_header(data: bytes, at: int, limit: int) -> tuple[int, int, int]:
    """Read the header of the element at ``at``, which must end at or before ``limit``.

    :returns: (tag, first octet of the content, end). The tag is the identifier octets as one big-endian integer.
    :raises DecodeError: the element is cut short, reaches past ``limit`` or has an indefinite length.
    """
    try:
        tag = data[at]
        start = at + 1
        if tag & 0x1F == 0x1F:
            while True:
                octet = data[start]
                tag = tag << 8 | octet
                start += 1
                if octet < 0x80:
                    break
                if start - at > 6:
                    raise _fault(Sentence("a tag longer than six octets"), data, at)
        length = data[start]
        start += 1
        if length >= 0x80:
            size = length & 0x7F
            if size == 0:
                raise _fault(Sentence("an indefinite length, which this kind of link does not use"), data, at)
            if size > 8 or start + size > limit:
                raise _fault(Sentence("a length that reaches past the end"), data, at)
            length = int.from_bytes(data[start : start + size], "big")
            start += size
    except IndexError:
        raise _fault(Sentence("an element that is cut short"), data, at) from None
    end = start + length
    if end > limit:
        raise _fault(
            Sentence("an element of {length} octets that reaches past its parent's end", length=length), data, at
        )
    return tag, start, end


def whole_header(data: bytes) -> tuple[int, int, int]:
    """Read the header of the element that ``data`` must be the whole of; see :func:`read_header`.

    :raises DecodeError: it is not.
    """
    tag, start, end = read_header(data, 0, len(data))
    if end != len(data):
        raise _fault(Sentence("{count} octets after the end of the message", count=len(data) - end), data, end)
    return tag, start, end


def guard(data: bytes) -> None:
    """Check the structure of one APDU as a whole.

    :raises DecodeError: it is not one sound element, or has too many or too deep ones.
    """
    _, start, end = whole_header(data)
    if not data[0] & CONSTRUCTED:
        return
    elements = 1
    open_ends = [end]
    at = start
    while open_ends:
        if at == open_ends[-1]:
            open_ends.pop()
            continue
        tag_octet = data[at]
        _, start, end = read_header(data, at, open_ends[-1])
        elements += 1
        if elements > MOST_ELEMENTS:
            raise _fault(Sentence("more than {limit} elements", limit=MOST_ELEMENTS), data, at)
        if tag_octet & CONSTRUCTED:
            open_ends.append(end)
            if len(open_ends) > GREATEST_DEPTH:
                raise _fault(Sentence("elements nested deeper than {limit}", limit=GREATEST_DEPTH), data, at)
            at = start
        else:
            at = end


def definite(data: bytes) -> bytes:
    """Return one element with definite lengths in place of indefinite ones, for dialects that have them.

    :raises DecodeError: it is not one sound element, or has too many or too deep ones.
    """
    whole = _Open(b"", len(data))
    stack = [whole]
    at = elements = 0
    while len(stack) > 1 or not whole.content:
        top = stack[-1]
        if len(stack) > 1 and top.ends(data, at):
            at += 2 if top.indefinite else 0
            stack.pop()
            content = b"".join(top.content)
            stack[-1].content.append(top.tag + length_octets(len(content)) + content)
            continue
        elements += 1
        constructed = at < len(data) and data[at] & CONSTRUCTED
        if elements > MOST_ELEMENTS or (constructed and len(stack) > GREATEST_DEPTH):
            raise _fault(Sentence("too many elements, or too deep ones"), data, at)
        size = _tag_size(data, at)
        if data[at + size : at + size + 1] == b"\x80" and constructed:
            stack.append(_Open(data[at : at + size], top.end, indefinite=True))
            at += size + 1
            continue
        _, start, end = read_header(data, at, top.end)
        if constructed:
            stack.append(_Open(data[at : at + size], end))
            at = start
        else:
            top.content.append(data[at:end])
            at = end
    if at != len(data):
        raise _fault(Sentence("{count} octets after the end of the message", count=len(data) - at), data, at)
    return whole.content[0]


@dataclass(slots=True)
class _Open:
    """An element that :func:`definite` is in: it ends at ``end``, or before it where its length is indefinite."""

    tag: bytes
    end: int
    indefinite: bool = False
    content: list[bytes] = field(default_factory=list)

    def ends(self, data: bytes, at: int) -> bool:
        """Tell whether nothing of it is left at ``at``; an indefinite length ends with two octets of zero."""
        return at + 2 <= self.end and data[at : at + 2] == b"\0\0" if self.indefinite else at == self.end


def _tag_size(data: bytes, at: int) -> int:
    """Return how many octets the tag at ``at`` has; one that is cut short or too long is :func:`read_header`'s."""
    size = 1
    if data[at : at + 1] and data[at] & 0x1F == 0x1F:
        while size < 7 and data[at + size : at + size + 1] >= b"\x80":
            size += 1
        size += 1
    return size


def length_octets(length: int) -> bytes:
    """Return a length as it stands in a header, in the shortest form."""
    if length < 0x80:
        return bytes((length,))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((0x80 | len(octets),)) + octets


def tag_number(tag: int) -> int:
    """Return the number of a tag, without its class."""
    octets = tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big")
    number = octets[0] & 0x1F
    if number == 0x1F:
        number = 0
        for octet in octets[1:]:
            number = number << 7 | octet & 0x7F
    return number


@functools.lru_cache(256)
def tag_text(tag: int) -> str:
    """Return a tag as people write it: ``[APPLICATION 11]``, ``[5]``, ``[UNIVERSAL 16]``."""
    first = tag >> 8 * max(0, (tag.bit_length() - 1) // 8)
    return f"[{('UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE ')[first >> 6]}{tag_number(tag)}]"


def damaged(what: Sentence, at: int) -> Sentence:
    """Say what is wrong with a message, whoever sent it; ``at`` is the place in octets from its beginning."""
    return Sentence("Damaged message at octet {at}: {what}.", what=what, at=at)


def _fault(what: Sentence, data: bytes, at: int) -> DecodeError:
    return DecodeError(damaged(what, at), data[at : at + 64], at)
