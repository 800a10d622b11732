"""The guard: what may not pass, and that what passes is sound."""

from __future__ import annotations

import tracemalloc
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta import ber
from desktop.csta.ber import (
    GREATEST_DEPTH,
    MOST_ELEMENTS,
    definite,
    guard,
    length_octets,
    read_header,
    tag_number,
    tag_text,
)
from desktop.csta.errors import DecodeError


def element(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes((size,)) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes((tag,)) + length + content


HOSTILE = {
    "empty": "",
    "tag only": "30",
    "high tag without its number": "bf",
    "high tag that never ends": "bf8080808080808001",
    "length field cut short": "3082",
    "long length cut short": "308201",
    "length of length 126": "30fe" + "01" * 20,
    "reserved length ff": "30ff00",
    "a gigabyte claimed": "308440000000",
    "eight octets of length": "3088ffffffffffffffff",
    "nine octets of length": "3089000000000000000001",
    "indefinite length": "30800000",
    "indefinite primitive": "04800000",
    "child past its parent": "30030204050607" + "08",
    "child past its parent, inside the message": "3008" + "3003020405" + "060708",
    "octets after the end": "05000500",
    "member cut short": "3003020105" + "00",
    "child's header past the parent": "300130" + "00",
}


@pytest.mark.parametrize("octets", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_message_is_refused_with_its_place(octets: str) -> None:
    with pytest.raises(DecodeError, match=r"^Damaged message at octet \d+: ") as raised:
        guard(bytes.fromhex(octets))
    assert raised.value.offset is not None
    assert raised.value.octets == bytes.fromhex(octets)[raised.value.offset :][:64]


@pytest.mark.parametrize(
    "octets",
    [
        "0500",
        "3000",
        "308100",
        "30840000000302010 5".replace(" ", ""),  # a length that is not the shortest is BER all the same
        "bf1f03020101",
        "bf8f7f03020101",
        "7e12a010180e3230313330363034313031313132",
    ],
)
def test_sound_messages_pass(octets: str) -> None:
    guard(bytes.fromhex(octets))


def nested(depth: int) -> bytes:
    octets = b"\x05\x00"
    for _ in range(depth):
        octets = element(0x30, octets)
    return octets


def test_depth_is_bounded() -> None:
    guard(nested(ber.GREATEST_DEPTH))
    with pytest.raises(DecodeError, match="nested deeper than 40"):
        guard(nested(ber.GREATEST_DEPTH + 1))


def test_elements_are_bounded() -> None:
    guard(element(0x30, b"\x05\x00" * (ber.MOST_ELEMENTS - 1)))
    with pytest.raises(DecodeError, match="more than 4096 elements"):
        guard(element(0x30, b"\x05\x00" * ber.MOST_ELEMENTS))


def test_a_claimed_gigabyte_allocates_nothing() -> None:
    octets = bytes.fromhex("30847fffffff") + bytes(1000)
    tracemalloc.start()
    try:
        with pytest.raises(DecodeError):
            guard(octets)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=200))
def test_no_octets_make_it_raise_anything_else(octets: bytes) -> None:
    fault = None
    try:
        guard(octets)
    except DecodeError as error:
        fault = error
    assert fault is None or (fault.offset is not None and 0 <= fault.offset <= len(octets))


def test_header_is_read_as_tag_content_and_end() -> None:
    assert read_header(bytes.fromhex("00" * 3 + "0203010203"), 3, 8) == (0x02, 5, 8)
    assert read_header(bytes.fromhex("a1819e") + bytes(158), 0, 161) == (0xA1, 3, 161)
    assert read_header(bytes.fromhex("bf8f7f00"), 0, 4) == (0xBF8F7F, 4, 4)


@pytest.mark.parametrize(
    ("tag", "number", "text"),
    [
        (0x30, 16, "[UNIVERSAL 16]"),
        (0x02, 2, "[UNIVERSAL 2]"),
        (0x00, 0, "[UNIVERSAL 0]"),
        (0x6B, 11, "[APPLICATION 11]"),
        (0x7E, 30, "[APPLICATION 30]"),
        (0xA5, 5, "[5]"),
        (0x85, 5, "[5]"),
        (0xE1, 1, "[PRIVATE 1]"),
        (0xBF20, 32, "[32]"),
        (0x7F8101, 129, "[APPLICATION 129]"),
        (0x1F20, 32, "[UNIVERSAL 32]"),
    ],
)
def test_tags_are_written_as_people_write_them(tag: int, number: int, text: str) -> None:
    assert tag_number(tag) == number
    assert tag_text(tag) == text


@pytest.mark.parametrize(
    ("indefinite", "plain"),
    [
        ("a1800000", "a100"),
        ("a104a1800000", "a102a100"),
        ("a180020105308080016100000000", "a1080201053003800161"),
        ("bf81018004020000" + "0000", "bf81010404020000"),
        ("a103020105", "a103020105"),
        ("020105", "020105"),
    ],
)
def test_indefinite_lengths_become_definite(indefinite: str, plain: str) -> None:
    assert definite(bytes.fromhex(indefinite)).hex() == plain


@pytest.mark.parametrize(
    "octets", ["", "30", "a180", "a18002010500", "a1800000ff", "0480", "bf8f", "1f80", "a103a1800000", "a1030405ff"]
)
def test_what_has_no_end_is_refused(octets: str) -> None:
    with pytest.raises(DecodeError):
        definite(bytes.fromhex(octets))


def test_indefinite_lengths_are_bounded() -> None:
    deep = GREATEST_DEPTH * b"\x30\x80" + GREATEST_DEPTH * b"\0\0"
    guard(definite(deep))
    with pytest.raises(DecodeError):
        definite(b"\x30\x80" + deep + b"\0\0")
    many = b"\x30\x80" + (MOST_ELEMENTS - 1) * b"\x05\x00" + b"\0\0"
    guard(definite(many))
    with pytest.raises(DecodeError):
        definite(b"\x30\x80" + many + b"\0\0")


def _element(random: Random, depth: int) -> tuple[bytes, bytes]:
    """Return an element with definite lengths, and the same with some indefinite ones."""
    if not depth or random.random() < 0.3:
        content = random.randbytes(random.randrange(4))
        return (bytes((0x80, len(content))) + content,) * 2
    parts = [_element(random, depth - 1) for _ in range(random.randrange(4))]
    plain, mixed = (b"".join(part[side] for part in parts) for side in (0, 1))
    tag = random.choice([b"\x30", b"\xa1", b"\xbf\x81\x01"])
    written = tag + b"\x80" + mixed + b"\0\0" if random.random() < 0.5 else tag + length_octets(len(mixed)) + mixed
    return tag + length_octets(len(plain)) + plain, written


@pytest.mark.parametrize("seed", range(200))
def test_both_forms_are_the_same_element(seed: int) -> None:
    plain, mixed = _element(Random(seed), 6)
    assert definite(mixed) == plain
    for end in range(len(mixed)):
        with pytest.raises(DecodeError):
            definite(mixed[:end])
