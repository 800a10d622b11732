"""The same message in other octets: lengths in the long form, elements put in, taken out of order, or reaching too far.

Octets come from our encoder and are sound; elements of tag 04 are left as they are, since what ANY holds is octets.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.support.mutations import Element, read

_ANY = b"\x04"


def elements(root: Element) -> Iterator[Element]:
    """Yield an element and all in it, those outside first."""
    yield root
    if isinstance(root.content, list):
        for part in root.content:
            yield from elements(part)


def long_lengths(octets: bytes, size: int) -> bytes:
    """Write every length in ``size`` octets after the first: ``81 05``, ``82 00 05``."""
    root = read(octets)
    for element in reversed(list(elements(root))):
        if element.tag != _ANY:
            content = Element(b"", element.content).octets()
            element.size = max(size, (len(content).bit_length() + 7) // 8)
    return root.octets()


def with_inserted(octets: bytes, extra: bytes) -> Iterator[bytes]:
    """Yield the message with the element ``extra`` at each place in each constructed element."""
    root, added = read(octets), read(extra)
    for element in list(elements(root)):
        if isinstance(element.content, list):
            for index in range(len(element.content) + 1):
                element.content.insert(index, added)
                yield root.octets()
                del element.content[index]


def with_others_first(octets: bytes) -> Iterator[bytes]:
    """Yield the message with each element that is not the first of its parent moved to that place."""
    root = read(octets)
    for element in list(elements(root)):
        if isinstance(element.content, list):
            for index in range(1, len(element.content)):
                element.content.insert(0, element.content.pop(index))
                yield root.octets()
                element.content.insert(index, element.content.pop(0))


def with_repeated(octets: bytes) -> Iterator[bytes]:
    """Yield the message with each inner element twice."""
    root = read(octets)
    for element in list(elements(root)):
        if isinstance(element.content, list):
            for index, part in enumerate(list(element.content)):
                element.content.insert(index, part)
                yield root.octets()
                del element.content[index]


def reaching_too_far(octets: bytes) -> Iterator[bytes]:
    """Yield the message with each inner element's length one too long for its parent, all others as they were."""
    yield from _too_far(octets, 0, len(octets))


def _too_far(octets: bytes, at: int, limit: int) -> Iterator[bytes]:
    while at < limit:
        field = at + 1
        if octets[at] & 0x1F == 0x1F:
            while octets[field] & 0x80:
                field += 1
            field += 1
        size = octets[field] & 0x7F if octets[field] & 0x80 else 0
        start = field + 1 + size
        end = start + (int.from_bytes(octets[field + 1 : start], "big") if size else octets[field])
        length = limit - start + 1
        if size:
            yield octets[: field + 1] + length.to_bytes(size, "big") + octets[start:]
        elif length < 0x80:
            yield octets[:field] + bytes((length,)) + octets[start:]
        if octets[at] & 0x20:
            yield from _too_far(octets, start, end)
        at = end
