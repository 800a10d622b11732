"""Mutated messages through an association: one kind of error, the link in order, everything shown."""

from __future__ import annotations

import os
from random import Random

import pytest

from desktop.csta import apdus, explain
from desktop.csta.apdus import AssociateResponse
from desktop.csta.association import Association, Reported, Role
from desktop.csta.ber import CONSTRUCTED, read_header
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import CstaError, DecodeError
from desktop.csta.framing import frame
from desktop.csta.operations import OPERATIONS
from desktop.csta.schema import shipped
from desktop.csta.wording import words
from tests.support.strategies import sample

MUTANTS = int(os.environ.get("DESKLINE_FUZZ", "20000"))
PARTS = 8


def link(role: Role) -> Association:
    ends: dict[Role, Association] = {"computing": Association("computing"), "switching": Association("switching")}
    ends["computing"].associate("u", "p")
    ends["switching"].receive_data(ends["computing"].data_to_send())
    ends["switching"].accept(AssociateResponse(0))
    ends["computing"].receive_data(ends["switching"].data_to_send())
    return ends[role]


def message(random: Random) -> apdus.Apdu:
    schema, row = shipped(), random.choice(OPERATIONS)
    kind = random.randrange(10)
    if kind < 6 or row.result_type is None:
        argument = schema.encode(row.argument_type, sample(random, row.argument_type))
        return apdus.Invoke(random.choice([1, 45317]), row.code, argument)
    if kind < 9:
        return apdus.ReturnResult(1, row.code, schema.encode(row.result_type, sample(random, row.result_type)))
    return apdus.ReturnError(1, 1, schema.encode("UniversalFailure", sample(random, "UniversalFailure")))


def blunt(random: Random, octets: bytes) -> bytes:
    """Change, drop or put in octets anywhere."""
    mutant = bytearray(octets)
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(mutant) + 1)
        mutant[at : at + random.randrange(2)] = random.randbytes(random.randrange(3))
    return bytes(mutant)


def sharp(random: Random, octets: bytes) -> bytes:
    """Change one element and keep the lengths of those around it right, so that the guard lets it pass."""
    tag, start, end = read_header(octets, 0, len(octets))
    head = octets[: tag.bit_length() // 8 + (tag.bit_length() % 8 > 0)]
    content = octets[start:end]
    if not octets[0] & CONSTRUCTED or not content or random.randrange(15) == 0:
        match random.randrange(4):
            case 0:
                head = bytes((random.randrange(256),)) if head[0] & 0x1F != 0x1F else head
            case 1:
                content = random.randbytes(random.randrange(6))
            case 2:
                content = b""
            case _:
                return b""
    else:
        children, at = [], 0
        while at < len(content):
            _, _, last = read_header(content, at, len(content))
            children.append(content[at:last])
            at = last
        which = random.randrange(len(children))
        match random.randrange(8):
            case 0:
                children.insert(which, children[random.randrange(len(children))])
            case 1:
                random.shuffle(children)
            case _:
                children[which] = sharp(random, children[which])
        content = b"".join(children)
    return head + b"\x82" + len(content).to_bytes(2, "big") + content


@pytest.mark.parametrize("part", range(PARTS))
def test_mutants_raise_nothing_but_the_one_error(part: int) -> None:
    """Its seed is the part's number: a failure repeats itself. DESKLINE_FUZZ says how many mutants."""
    random = Random(part)
    roles: tuple[Role, ...] = ("computing", "switching")
    end = link("computing")
    for number in range(MUTANTS // PARTS):
        octets = apdus.encode(shipped(), message(random), HIPATH)
        mutant = (sharp if random.randrange(2) else blunt)(random, octets)[:32767]
        if end.closed:
            end = link(random.choice(roles))
        end._asked[1] = random.choice(OPERATIONS[1:]) if number % 2 else next(iter(OPERATIONS))
        try:
            for got in end.receive_data(frame(mutant, HIPATH)):
                repr(got)
                if isinstance(got, Reported):
                    assert str(words(got.report.event))
                    explain.event_value(got.octets)
        except CstaError:
            assert end.closed
        end.data_to_send()
        tree = explain.explain(mutant)
        assert explain.text(tree)
        explain.value(tree)


def test_sharp_mutants_reach_the_schema() -> None:
    """Most of them pass the guard; otherwise the test above would prove nothing of what is behind it."""
    random = Random(1)
    passed = 0
    for _ in range(200):
        try:
            apdus.decode(shipped(), sharp(random, apdus.encode(shipped(), message(random), HIPATH)))
            passed += 1
        except DecodeError:
            continue
    assert passed > 100
