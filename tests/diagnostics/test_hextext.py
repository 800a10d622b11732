"""Octets as people write and copy them; dumps as xxd, hexdump, od and Wireshark print them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diagnostics.hextext import HexError, Row, is_whole, octets, rows
from tests.support.wire import framed

STATUS = bytes.fromhex("a10c020101020200d330030a0102")
ANSWER = bytes.fromhex("a20b0201013006020200d30500")
LONG = framed(STATUS, ANSWER, STATUS, ANSWER)


def read(text: str) -> list[bytes]:
    return [row.octets for row in rows(text.splitlines())]


@pytest.mark.parametrize(
    "text",
    [
        "26800ea10c",
        "26 80 0E A1 0C",
        "26:80:0e:a1:0c",
        "2680 0ea1 0c",
        "0x26 0x80 0x0e 0xa1 0x0c",
        "{0x26, 0x80, 0x0e, 0xA1, 0x0C};",
        r"\x26\x80\x0e\xa1\x0c",
        "0x26800ea10c",
        "<26 80 0e a1 0c>",
        '"26-80-0e-a1-0c"',
    ],
)
def test_hex(text: str) -> None:
    assert octets(text) == bytes.fromhex("26800ea10c")


@pytest.mark.parametrize("text", ["26800", "x", "2680g0", "100 -> 101", "ü"])
def test_no_hex(text: str) -> None:
    assert octets(text) is None


def test_one_a_line() -> None:
    assert read(f"# two of them\n{STATUS.hex()}\r\n\n// and\n{ANSWER.hex(' ')}\n") == [STATUS, ANSWER]


def test_lines_that_are_whole_together_only() -> None:
    wrapped = "\n".join(LONG.hex(" ", 1)[at : at + 30] for at in range(0, len(LONG) * 3, 30))
    assert b"".join(read(wrapped)) == LONG
    assert all(is_whole(row) for row in read(f"{STATUS.hex()}\n{wrapped}\n{ANSWER.hex()}"))
    assert b"".join(read(f"{STATUS.hex()}\n{wrapped}\n{ANSWER.hex()}")) == STATUS + LONG + ANSWER
    assert read("\n".join(f"{octet:02x}" for octet in STATUS)) == [STATUS]


def test_a_last_line_that_is_a_message_by_chance() -> None:
    abort = bytes.fromhex("6406800100810101")
    octets = framed(STATUS, abort)
    assert read(f"{octets[:10].hex()}\n{octets[10:20].hex()}\n{abort.hex()}") == [octets]


def test_a_damaged_line_does_not_swallow_the_next() -> None:
    damaged = STATUS[:-3]
    assert read(f"{damaged.hex()}\n{ANSWER.hex()}\n{STATUS.hex()}") == [damaged, ANSWER, STATUS]
    assert read(f"{damaged.hex()}\n{damaged.hex()}\n{STATUS.hex()}") == [damaged, damaged, STATUS]


def test_damaged_lines_of_one_message_stay_together() -> None:
    assert read(f"{LONG[:10].hex()}\n{LONG[10:13].hex()}") == [LONG[:13]]


def test_lines_are_not_put_together_without_end() -> None:
    line = b"\x26\xff\xff\xa1\x82\x7f\xfb\x02" + bytes(5000)
    parts = [line, *[bytes(5000)] * 9]
    assert [len(row) for row in read("\n".join(part.hex() for part in parts))] == [35_008, *[5000] * 3]


def test_an_empty_line_parts() -> None:
    assert read(f"{STATUS[:5].hex()}\n\n{STATUS[5:].hex()}") == [STATUS[:5], STATUS[5:]]


def hexdump(octets: bytes) -> str:
    """As ``hexdump -C`` prints it."""
    lines = []
    for at in range(0, len(octets), 16):
        part = octets[at : at + 16]
        columns = part[:8].hex(" ") + "  " + part[8:].hex(" ")
        shown = "".join(chr(octet) if 32 <= octet < 127 else "." for octet in part)
        lines.append(f"{at:08x}  {columns:<48}  |{shown}|")
    return "\n".join([*lines, f"{len(octets):08x}"])


def xxd(octets: bytes, width: int = 16) -> str:
    """As ``xxd`` prints it."""
    lines = []
    for at in range(0, len(octets), width):
        part = octets[at : at + width]
        columns = part.hex(" ", -2)
        shown = "".join(chr(octet) if 32 <= octet < 127 else "." for octet in part)
        lines.append(f"{at:08x}: {columns:<{width // 2 * 5 - 1}}  {shown}")
    return "\n".join(lines)


def wireshark(octets: bytes, text: bool = True) -> str:
    """As Wireshark copies it."""
    lines = []
    for at in range(0, len(octets), 16):
        part = octets[at : at + 16]
        shown = "".join(chr(octet) if 32 <= octet < 127 else "." for octet in part)
        lines.append(f"{at:04x}   {part.hex(' '):<47}" + (f"   {shown}" if text else ""))
    return "\n".join(lines)


def od(octets: bytes, base: str = "07o") -> str:
    """As ``od -t x1`` prints it: offsets in octal."""
    lines = [f"{at:{base}} {octets[at : at + 16].hex(' ')}" for at in range(0, len(octets), 16)]
    return "\n".join([*lines, f"{len(octets):{base}}"])


DUMPS = [
    hexdump,
    xxd,
    wireshark,
    lambda octets: wireshark(octets, text=False),
    od,
    lambda octets: od(octets, "06x"),
]


@pytest.mark.parametrize("dump", DUMPS)
@given(st.binary(min_size=1, max_size=100))
def test_dumps(dump: object, octets: bytes) -> None:
    assert callable(dump)
    found = read(str(dump(octets)))
    assert found == [octets]


@given(st.binary(min_size=33, max_size=100))
def test_a_dump_with_longer_lines(octets: bytes) -> None:
    assert read(xxd(octets, 32)) == [octets]


@given(st.text("0123456789abcdef ", min_size=1, max_size=80).map(str.encode))
def test_the_text_beside_a_dump_is_no_hex_even_if_it_looks_like_it(octets: bytes) -> None:
    for dump in (hexdump, xxd, wireshark):
        assert read(dump(octets)) == [octets]


def test_dumps_one_after_the_other() -> None:
    assert read(f"{wireshark(LONG)}\n{wireshark(STATUS)}\n\n{xxd(ANSWER)}") == [LONG, STATUS, ANSWER]


def test_part_of_a_dump() -> None:
    lines = xxd(LONG).splitlines()
    assert read("\n".join(lines[1:])) == [LONG[16:]]


def test_an_array_in_c() -> None:
    text = """unsigned char follow[] = {
  0x26, 0x80, 0x0e, 0xa1, 0x0c, 0x02, 0x01,
  0x01, 0x02, 0x02, 0x00, 0xd3, 0x30, 0x03,
  0x0a, 0x01, 0x02
};
unsigned int follow_len = 17;
"""
    assert read(text) == [framed(STATUS)]


def test_json_lines() -> None:
    text = json.dumps(
        {"name": "a status", "direction": "client->pbx", "hex": STATUS.hex(), "link": 1, "time": 12.5, "x": 1}
    )
    assert list(rows([text, json.dumps({"octets": ANSWER.hex()})])) == [
        Row(STATUS, 1, (("name", "a status"), ("time", "12.5"), ("direction", "client->pbx"), ("link", "1"))),
        Row(ANSWER, 2),
    ]


@pytest.mark.parametrize("line", ['{"hex": 5}', '{"name": "x"}', '{"hex": "zz"}', '{"hex"', '{"a":' * 9000])
def test_json_without_octets(line: str) -> None:
    with pytest.raises(HexError, match=r"Line 2 has no member hex with octets\.") as caught:
        read(f"{STATUS.hex()}\n{line}")
    assert caught.value.line == 2


def test_a_line_that_is_no_hex_is_named_behind_those_before_it() -> None:
    found = rows([STATUS.hex(), "hello world"])
    assert next(found).octets == STATUS
    with pytest.raises(HexError, match="Line 2 is no hex: hello world"):
        next(found)


def test_what_is_whole() -> None:
    assert is_whole(STATUS)
    assert is_whole(framed(STATUS, ANSWER))
    assert is_whole(STATUS + ANSWER)
    for octets_ in (b"", STATUS[:-1], STATUS + b"\x00", framed(STATUS)[:-1], b"\x05\x00"):
        assert not is_whole(octets_)


@given(st.text(max_size=200))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        found = read(text)
    except HexError:
        return
    assert all(found)
