"""Octets as people write and copy them: lines alone and together, logs, arrays, JSON."""

from __future__ import annotations

import contextlib
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diagnostics import hextext
from desktop.diagnostics.frames import Finder, Finding
from desktop.diagnostics.hextext import HexError, Row, Unread, is_whole, rows
from tests.support.wire import framed

STATUS = bytes.fromhex("a10c020101020200d330030a0102")
ANSWER = bytes.fromhex("a20b0201013006020200d30500")
LONG = framed(STATUS, ANSWER, STATUS, ANSWER)


def read(text: str) -> list[bytes]:
    return [row.octets for row in rows(text.splitlines()) if isinstance(row, Row)]


def everything(text: str) -> list[bytes | str]:
    """Octets, and what is said about lines."""
    return [row.octets if isinstance(row, Row) else str(row.sentence) for row in rows(text.splitlines())]


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
    words = "Line 2 has no member hex with octets."
    assert everything(f"{STATUS.hex()}\n{line}\n{ANSWER.hex()}") == [STATUS, words, ANSWER]


def test_a_line_of_json_that_is_cut_short_does_not_hide_the_next() -> None:
    row = json.dumps({"hex": STATUS.hex()})
    words = "Line 1 has no member hex with octets."
    assert everything(f"{row[:12]}\n{row}\n{row}") == [words, STATUS, STATUS]


@pytest.mark.parametrize("indent", [1, 4, None])
def test_json_over_several_lines(indent: int | None) -> None:
    messages = [{"name": "a", "hex": STATUS.hex(), "more": {"hex": "00"}}, {"no": "octets"}, {"octets": ANSWER.hex()}]
    for value in (messages, {"messages": messages}):
        text = json.dumps(value, indent=indent)
        assert list(rows(text.splitlines())) == [Row(STATUS, 1, (("name", "a"),)), Row(ANSWER, 1)]
    each = "\n".join(json.dumps(one, indent=indent) for one in (messages[0], messages[2]))
    assert everything(each) == [STATUS, ANSWER]


def test_json_over_several_lines_that_is_cut_short() -> None:
    text = json.dumps([{"name": "a", "hex": STATUS.hex()}, {"hex": ANSWER.hex()}], indent=1)
    found = everything(text[:-6])
    assert [one for one in found if isinstance(one, bytes)] == [STATUS, ANSWER]


def test_json_over_several_lines_without_octets() -> None:
    assert everything(f'[\n"hello"\n]\n{STATUS.hex()}') == ['Line 2 is no hex: "hello"', STATUS]


def test_a_dump_behind_what_is_no_json() -> None:
    dump = f"00000000  {STATUS.hex(' ')}"
    assert everything(f'{{"a": 1,\n{dump}\n{ANSWER.hex()}')[1:] == [STATUS, ANSWER]
    assert everything(f'{dump}\n[\n{{"hex": "{ANSWER.hex()}"}}\n]') == [STATUS, ANSWER]


def test_a_brace_before_octets_is_no_json() -> None:
    assert read("{\n" + STATUS.hex(" ") + "\n}") == [STATUS]


def test_lines_that_are_no_hex_are_named_and_the_rest_is_given() -> None:
    assert everything(f"Log of 2024\n{STATUS.hex()}\nfoo\n{ANSWER.hex()}") == [
        "Line 1 is no hex: Log of 2024",
        STATUS,
        "Line 3 is no hex: foo",
        ANSWER,
    ]


def test_several_of_them_are_named_together() -> None:
    found = list(rows([STATUS.hex(), "one", "", "two", "three", ANSWER.hex()]))
    assert [type(one) for one in found] == [Row, Unread, Row]
    unread = found[1]
    assert isinstance(unread, Unread)
    assert (unread.line, unread.count) == (2, 3)
    assert str(unread.sentence) == "Lines 2 to 5 cannot be read. Line 2 is no hex: one"


def test_a_text_without_hex() -> None:
    with pytest.raises(HexError, match="Line 2 is no hex: hello world") as caught:
        read("\nhello world\nand more")
    assert caught.value.line == 2


def test_an_odd_number_of_digits_is_said_and_the_message_shown_as_far_as_it_goes() -> None:
    text = f"{STATUS.hex()}\n{ANSWER.hex()[:-1]}\n{STATUS.hex()}"
    assert everything(text) == [STATUS, ANSWER[:-1], "Line 2 has an odd number of hex digits.", STATUS]
    assert everything("a2 0b 02 1 01 30") == [b"\xa2\x0b\x02", "Line 1 has an odd number of hex digits."]


@pytest.mark.parametrize(
    "before",
    ["2024-01-01 12:00:01 > ", "12:00:01.123 ", "12:00:01 ", "2026-11-25T23:59:59Z ", "rx 14 octets: ", "hex="],
)
@pytest.mark.parametrize("behind", ["", " # a status", "  |..............|"])
def test_octets_in_a_line_of_a_log(before: str, behind: str) -> None:
    for octets in (STATUS, framed(STATUS), framed(STATUS, ANSWER)):
        assert everything(f"{before}{octets.hex(' ')}{behind}") == [octets]
        assert everything(f"{before}{octets.hex()}{behind}") == [octets]


def test_a_damaged_message_in_a_line_of_a_log() -> None:
    assert everything(f"got {STATUS[:-1].hex(' ')}, sorry\nat a cafe") == [STATUS[:-1], "Line 2 is no hex: at a cafe"]


@pytest.mark.parametrize("line", ["5a", "a1", "260a020107", "00", "foo a1 5a a1 5a a1 5a"])
def test_many_lines_that_are_no_messages_cost_no_more_each(line: str) -> None:
    def work(count: int) -> int:
        steps = 0

        def count_steps(frame: object, event: str, argument: object) -> None:
            nonlocal steps
            steps += 1

        sys.setprofile(count_steps)
        try:
            with contextlib.suppress(HexError):
                assert sum(1 for _ in rows([line] * count))
        finally:
            sys.setprofile(None)
        return steps

    assert work(800) < 2.5 * work(400)


def test_lines_of_long_octets_are_looked_at_once() -> None:
    lines = ["5a" * 100] * 300
    joined: list[int] = []

    class Counting(Finder):
        def feed(self, octets: bytes) -> list[Finding]:
            joined.append(len(octets))
            return super().feed(octets)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hextext, "Finder", Counting)
        assert len(read("\n".join(lines))) == 300
    assert sum(joined) < 3 * 300 * 100


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
