"""Damaged messages: one sound APDU after BER, changed in the ways that attackers, bad lines and odd switches change it.

It shares no code with the program. Blunt kinds change octets wherever they are; sharp kinds change one element and
keep the lengths of those around it right, so that a guard of lengths lets them pass and what is behind it is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from random import Random

LONGEST = 0x7FFF
"""Octets that a mutant has at most, as many as a frame holds."""


@dataclass(slots=True)
class Element:
    """One element: its tag's octets, and its content or the elements in it."""

    tag: bytes
    content: bytes | list[Element]
    size: int = 0
    """Octets of its length field; 0: as few as do."""

    def octets(self) -> bytes:
        """Return the element with the lengths that it has."""
        content = self.content if isinstance(self.content, bytes) else b"".join(part.octets() for part in self.content)
        count = len(content)
        size = self.size or (0 if count < 0x80 else (count.bit_length() + 7) // 8)
        length = bytes((count,)) if size == 0 else bytes((0x80 | size,)) + count.to_bytes(size, "big")
        return self.tag + length + content


def read(octets: bytes) -> Element:
    """Read one sound element with definite lengths."""
    element, _, _ = _read(octets, 0)
    return element


def _read(octets: bytes, at: int) -> tuple[Element, int, int]:
    """Return the element at ``at``, where its length field begins, and its end."""
    start = at + 1
    if octets[at] & 0x1F == 0x1F:
        while octets[start] & 0x80:
            start += 1
        start += 1
    tag, field = octets[at:start], start
    size = octets[field] & 0x7F if octets[field] & 0x80 else 0
    start = field + 1 + size
    end = start + (int.from_bytes(octets[field + 1 : start], "big") if size else octets[field])
    if not tag[0] & 0x20:
        return Element(tag, octets[start:end]), field, end
    parts: list[Element] = []
    while start < end:
        part, _, start = _read(octets, start)
        parts.append(part)
    return Element(tag, parts), field, end


def _fields(octets: bytes, at: int = 0, limit: int | None = None) -> list[int]:
    """Return where the length fields are."""
    found: list[int] = []
    limit = len(octets) if limit is None else limit
    while at < limit:
        element, field, end = _read(octets, at)
        found.append(field)
        if isinstance(element.content, list):
            size = octets[field] & 0x7F if octets[field] & 0x80 else 0
            found += _fields(octets, field + 1 + size, end)
        at = end
    return found


# blunt


def _flip(random: Random, octets: bytes, other: bytes) -> bytes:
    """Other bits, as a bad line makes them."""
    mutant = bytearray(octets)
    for _ in range(random.randint(1, 4)):
        mutant[random.randrange(len(mutant))] ^= 1 << random.randrange(8)
    return bytes(mutant)


def _change(random: Random, octets: bytes, other: bytes) -> bytes:
    """Octets more, fewer or others."""
    mutant = bytearray(octets)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(mutant) + 1)
        mutant[at : at + random.randrange(3)] = random.randbytes(random.randrange(4))
    return bytes(mutant)


def _cut(random: Random, octets: bytes, other: bytes) -> bytes:
    """The beginning only, or the end only."""
    at = random.randrange(len(octets))
    return octets[:at] if random.randrange(3) else octets[at:]


def _lie(random: Random, octets: bytes, other: bytes) -> bytes:
    """A length that is not the element's."""
    field = random.choice(_fields(octets))
    size = octets[field] & 0x7F if octets[field] & 0x80 else 0
    lies = (
        bytes((octets[field] + random.choice((-2, -1, 1, 2)) & 0xFF,)),
        bytes((random.randrange(256),)),
        b"\x80",  # to be ended by an end mark
        b"\x84\xff\xff\xff\xff",
        b"\x88\x7f" + b"\xff" * 7,
        b"\x82" + random.randbytes(2),
        b"\x81\x00",
        b"\xff",
    )
    return octets[:field] + random.choice(lies) + octets[field + 1 + size :]


def _splice(random: Random, octets: bytes, other: bytes) -> bytes:
    """The beginning of one message and the end of another."""
    return octets[: random.randrange(len(octets))] + other[random.randrange(len(other)) :]


def _tail(random: Random, octets: bytes, other: bytes) -> bytes:
    """Something behind the message: another one, its end mark, or noise."""
    return octets + random.choice((other, bytes(2), random.randbytes(random.randint(1, 9))))


def _noise(random: Random, octets: bytes, other: bytes) -> bytes:
    """No message at all, perhaps with the tag of one."""
    return octets[: random.randrange(3)] + random.randbytes(random.randrange(40))


# sharp: each changes the element at parts[index]

Sharp = Callable[[Random, list[Element], int, Element], None]


def _retag(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """Another tag: class, number, primitive instead of constructed, one of several octets."""
    tag = parts[index].tag
    match random.randrange(5):
        case 0:
            parts[index].tag = bytes((tag[0] ^ random.choice((0x20, 0x40, 0x80, 0xC0)), *tag[1:]))
        case 1:
            parts[index].tag = bytes((tag[0] | 0x1F, *(0x80 | random.randrange(128) for _ in range(4)), 0x01))
        case 2:
            parts[index].tag = bytes((tag[0] | 0x1F, random.randrange(1, 128)))
        case 3:
            parts[index].tag = bytes((tag[0] & 0xE0 | random.randrange(31),))
        case _:
            parts[index].tag = _any_tag(random)


def _any_tag(random: Random) -> bytes:
    if random.randrange(4) == 0:
        return b"\xbf\x85\x01"
    return bytes((random.randrange(8) << 5 | random.randrange(31),))


def _rewrite(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """Another content: nothing, noise, what is at the edge of numbers, bit strings, times and texts."""
    edges = (
        *(b"", b"\x00", b"\x7f", b"\x80", b"\xff", b"\x07", b"\x08\xff", b"\x80" * 9, b"\xff" * 20),
        *(b"20130604101112", b"20131304999999", b"20130604101112.5Z", b"N<7049>Anna", b"\xc3\xa4", b"%s{0}\n"),
        random.randbytes(random.randrange(12)),
        random.randbytes(random.choice((127, 128, 255, 256, 2000))),
    )
    content = random.choice(edges)
    within = isinstance(parts[index].content, list) and random.randrange(4)
    parts[index].content = [Element(b"\x04", content)] if within else content


def _drop(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """A member is missing."""
    del parts[index]


def _repeat(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """A member comes several times, or very often."""
    parts[index:index] = [parts[index]] * (random.randint(1, 4) if random.randrange(100) else 5000)


def _shuffle(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """Members in another order."""
    random.shuffle(parts)


def _graft(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """An element of another message in place of this one."""
    theirs, at = random.choice(_places(other) or [([other], 0)])
    parts[index] = deepcopy(theirs[at])


def _insert(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """A member that no standard knows."""
    tag = _any_tag(random)
    inner = Element(b"\x04", random.randbytes(random.randrange(6)))
    content: bytes | list[Element] = [inner] * random.randrange(3) if tag[0] & 0x20 else inner.octets()
    parts.insert(index + random.randrange(2), Element(tag, content))


def _nest(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """An element inside others, also deeper than anybody reads."""
    tag = random.choice((b"\x30", b"\xa0", b"\x6b", bytes((parts[index].tag[0] | 0x20, *parts[index].tag[1:]))))
    for _ in range(random.choice((1, 1, 1, 2, 2, 5, 30, 60, 400))):
        parts[index] = Element(tag, parts[index].octets())


def _unwrap(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """What is inside an element, without it."""
    content = parts[index].content
    parts[index : index + 1] = content if isinstance(content, list) else []


def _lengthen(random: Random, parts: list[Element], index: int, other: Element) -> None:
    """A length in more octets than it needs, which BER allows."""
    parts[index].size = random.randint(2, 9)


BLUNT: dict[str, Callable[[Random, bytes, bytes], bytes]] = {
    "flip": _flip,
    "change": _change,
    "cut": _cut,
    "lie": _lie,
    "splice": _splice,
    "tail": _tail,
    "noise": _noise,
}
SHARP: dict[str, Sharp] = {
    "retag": _retag,
    "rewrite": _rewrite,
    "drop": _drop,
    "repeat": _repeat,
    "shuffle": _shuffle,
    "graft": _graft,
    "insert": _insert,
    "nest": _nest,
    "unwrap": _unwrap,
    "lengthen": _lengthen,
}
KINDS = (*BLUNT, *SHARP)


def mutant(random: Random, octets: bytes, other: bytes, kind: str | None = None) -> bytes:
    """Return ``octets`` damaged in one of the :data:`KINDS`, sharp ones sometimes several times.

    :param octets: a sound APDU with definite lengths; ``other``: another one, of which parts may be taken.
    """
    kind = kind or random.choice(KINDS)
    if kind in BLUNT:
        return BLUNT[kind](random, octets, other)[:LONGEST]
    root, strange = read(octets), read(other)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        parts, index = random.choice(_places(root) or [([root], 0)])
        SHARP[kind](random, parts, index, strange)
        if len(parts) > 1000:  # very often, and that very often, would be too much for us
            break
        kind = random.choice(tuple(SHARP))
    return root.octets()[:LONGEST]


def _places(root: Element) -> list[tuple[list[Element], int]]:
    """Return where the elements inside ``root`` are: their list, and the index in it."""
    found: list[tuple[list[Element], int]] = []
    waiting = [root]
    while waiting:
        content = waiting.pop().content
        if isinstance(content, list):
            found += [(content, index) for index in range(len(content))]
            waiting += content
    return found
