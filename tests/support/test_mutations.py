"""Mutations: each kind does what it says, and what comes out is what the tests of damage need."""

from __future__ import annotations

from random import Random

import pytest

from tests.support import mutations
from tests.support.mutations import KINDS, SHARP, Element, mutant, read
from tests.support.octets import rows

ROWS = tuple(rows().values())


def sound(octets: bytes, at: int = 0, limit: int | None = None) -> bool:
    """Whether every element is inside its parent and nothing comes after the last."""
    limit = len(octets) if limit is None else limit
    while at < limit:
        try:
            start = at + 1
            if octets[at] & 0x1F == 0x1F:
                while octets[start] & 0x80:
                    start += 1
                start += 1
            size = octets[start] & 0x7F if octets[start] & 0x80 else 0
            length = int.from_bytes(octets[start + 1 : start + 1 + size], "big") if size else octets[start]
        except IndexError:
            return False
        begins = start + 1 + size
        if begins + length > limit or (octets[at] & 0x20 and not sound(octets, begins, begins + length)):
            return False
        at = begins + length
    return True


@pytest.mark.parametrize("octets", ROWS)
def test_what_was_read_is_written_again(octets: bytes) -> None:
    assert read(octets).octets() == octets
    assert sound(octets)


def test_elements_of_all_sizes() -> None:
    for count in (0, 1, 127, 128, 255, 256, 40000):
        element = Element(b"\xbf\x82\x01", [Element(b"\x04", bytes(count))])
        assert read(element.octets()) == element


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_damages(kind: str) -> None:
    random = Random(kind)
    made = {mutant(random, octets, random.choice(ROWS), kind) for octets in ROWS for _ in range(20)}
    assert len(made - set(ROWS)) > len(ROWS)
    assert max(map(len, made)) <= mutations.LONGEST


@pytest.mark.parametrize("kind", SHARP)
def test_sharp_kinds_keep_the_lengths_right(kind: str) -> None:
    random = Random(kind)
    made = [mutant(random, octets, random.choice(ROWS), kind) for octets in ROWS for _ in range(5)]
    right = [octets for octets in made if sound(octets)]
    assert len(right) > len(made) * 0.7


def test_the_same_seed_gives_the_same() -> None:
    assert mutant(Random(1), ROWS[0], ROWS[1]) == mutant(Random(1), ROWS[0], ROWS[1])
