"""Dumps as xxd, hexdump, od and Wireshark print them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diagnostics.dumps import MOST_REPEATED
from desktop.diagnostics.hextext import HexError, Row, Unread, rows
from tests.support.wire import framed

STATUS = bytes.fromhex("a10c020101020200d330030a0102")
ANSWER = bytes.fromhex("a20b0201013006020200d30500")
LONG = framed(STATUS, ANSWER, STATUS, ANSWER)


def read(text: str) -> list[bytes]:
    return [row.octets for row in rows(text.splitlines()) if isinstance(row, Row)]


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


@pytest.mark.parametrize("base", ["07o", "06x", "07d"])
@pytest.mark.parametrize("size", [16, 40, 160, 1000])
def test_od_in_any_base(base: str, size: int) -> None:
    octets = bytes(at * 7 % 251 for at in range(size))
    assert read(od(octets, base)) == [octets]


def squeezed(dump: str) -> str:
    """As the tools print equal lines: the first, then one ``*``."""
    found: list[str] = []
    lines = dump.splitlines()
    for before, line, behind in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        same = before is not None and before.partition(" ")[2] == line.partition(" ")[2] != ""
        last = behind is None and dump.startswith("00000000:")
        if not same or last:
            found.append(line)
        elif found[-1] != "*":
            found.append("*")
    return "\n".join(found)


SQUEEZED = [
    framed(STATUS) + bytes(200) + framed(ANSWER),
    bytes(16) * 9,
    bytes(16) * 9 + b"12345",
    framed(STATUS).ljust(16, b"\0") + b"0123456789abcdef" * 5 + bytes(16) * 4 + framed(ANSWER),
]


@pytest.mark.parametrize("octets", SQUEEZED)
@pytest.mark.parametrize(
    "dump",
    [hexdump, xxd, od, lambda octets: od(octets, "06x"), lambda octets: od(octets, "07d")],
    ids=["hexdump", "xxd", "od", "od -Ax", "od -Ad"],
)
def test_equal_lines_that_are_left_out(dump: Callable[[bytes], str], octets: bytes) -> None:
    text = squeezed(dump(octets))
    assert "\n*\n" in text
    assert read(text) == [octets]


def test_a_line_is_not_repeated_without_end() -> None:
    first = f"00000000  {STATUS.hex(' ')} 00 00"
    assert read(f"{first}\n*\n{MOST_REPEATED:08x}") == [(STATUS + bytes(2)) * (MOST_REPEATED // 16)]
    for end in ("", f"\n{MOST_REPEATED + 16:08x}"):
        row, unread, *_ = rows(f"{first}\n*{end}".splitlines())
        assert row == Row(STATUS + bytes(2), 1)
        assert isinstance(unread, Unread)
        assert str(unread.sentence) == (
            "Line 2 stands for equal lines, how many is not said: make the dump with offsets."
        )


def test_equal_lines_that_are_left_out_without_offsets() -> None:
    lines = [STATUS.hex(" "), "*", ANSWER.hex(" ")]
    first, unread, last = rows(lines)
    assert isinstance(unread, Unread)
    assert str(unread.sentence) == ("Line 2 stands for equal lines, how many is not said: make the dump with offsets.")
    assert (first, last) == (Row(STATUS, 1), Row(ANSWER, 3))


def test_one_long_column() -> None:
    assert read(f"00000000: {STATUS.hex()}  text\n{ANSWER.hex()}") == [STATUS, ANSWER]


def words(octets: bytes) -> str:
    """As ``hexdump`` prints it: words of 16 bits, each with its low octet first."""
    lines = []
    for at in range(0, len(octets), 16):
        part = octets[at : at + 16]
        groups = [part[at : at + 2].ljust(2, b"\0")[::-1].hex() for at in range(0, len(part), 2)]
        lines.append(f"{at:07x} {' '.join(groups)}")
    return "\n".join([*lines, f"{len(octets):07x}"])


STRANGE = {
    "hexdump": words(LONG + bytes(40)),
    "od": "0000000 100046 121014 001012 003401\n0000010 002460 000402\n*\n0000040",
    "od -b": "0000000 046 200 014 242\n0000004",
    "od -c": "0000000   &   A  \\f   z\n0000004",
    "xxd -e": "00000000: a20c8026 0701020a 01020530 26000505  &.......0......&\n00000010: 46a14880  .H.F",
    "xxd -b": "00000000: 00100110 10000000 00001100 10100010 00001010 00000010  &.....\n00000006: 00000001  .",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_dump_without_single_octets_in_their_order_says_what_to_do(text: str) -> None:
    why = "Line 1: this dump does not show single octets in their order; make it with xxd, hexdump -C or od -t x1."
    with pytest.raises(HexError) as caught:
        read(text)
    assert str(caught.value) == why
    count = len(text.splitlines())
    found = list(rows([*text.splitlines(), "", STATUS.hex()]))
    assert [type(one) for one in found] == [Unread, Row]
    assert isinstance(found[0], Unread)
    assert (found[0].line, found[0].count) == (1, count)
    assert str(found[0].sentence) == f"Lines 1 to {count} cannot be read. {why}"


def test_dumps_one_after_the_other() -> None:
    assert read(f"{wireshark(LONG)}\n{wireshark(STATUS)}\n\n{xxd(ANSWER)}") == [LONG, STATUS, ANSWER]
    assert read(f"{hexdump(LONG)}\n{hexdump(STATUS)}\n{ANSWER.hex()}") == [LONG, STATUS, ANSWER]


def test_part_of_a_dump() -> None:
    lines = xxd(LONG).splitlines()
    assert read("\n".join(lines[1:])) == [LONG[16:]]
