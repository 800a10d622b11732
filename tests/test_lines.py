"""JSON objects, one a line: what is right is read, what is wrong is said, and neither disturbs the next line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.lines import LONGEST, BadLine, Line, LineReader, encode, parse


def read(*pieces: bytes) -> list[Line]:
    """Everything that a reader makes of a stream in these pieces."""
    reader = LineReader()
    found = [line for piece in pieces for line in reader.feed(piece)]
    return found + reader.close()


def bad(line: Line) -> str:
    """What is wrong with a line."""
    assert isinstance(line, BadLine)
    return str(line.sentence)


def test_whole_lines_in_order() -> None:
    assert read(b'{"do": "status"}\n{"do": "quit"}\n') == [{"do": "status"}, {"do": "quit"}]


def test_every_kind_of_value() -> None:
    text = b'{"a": [1, 1.5, -2e3, true, null, "\xc3\xbc"], "b": {"c": {}}}\n'
    assert read(text) == [{"a": [1, 1.5, -2000.0, True, None, "\u00fc"], "b": {"c": {}}}]


def test_windows_line_ends_and_empty_lines() -> None:
    assert read(b'\r\n\n  \n{"a": 1}\r\n\t\r\n') == [{"a": 1}]


def test_the_last_line_needs_no_end() -> None:
    assert read(b'{"a": 1}\n{"a": 2}') == [{"a": 1}, {"a": 2}]
    assert read(b'{"a": 1}\n') == [{"a": 1}]


def test_a_reader_can_be_closed_twice() -> None:
    reader = LineReader()
    assert reader.feed(b'{"a": 1}') == []
    assert reader.close() == [{"a": 1}]
    assert reader.close() == []


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none())), st.data())
def test_every_way_of_cutting_a_stream(messages: list[dict[str, Any]], data: st.DataObject) -> None:
    stream = b"".join(map(encode, messages))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    pieces = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert read(*pieces) == messages


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b"{", "not JSON"),
        (b"hello", "not JSON"),
        (b'{"a": 1} {"b": 2}', "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "Infinity"),
        (b'{"a": 1e999}', "1e999"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"a": ' + b"[" * 20000 + b"}", "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'"dial"', "not a JSON object"),
        (b"42", "not a JSON object"),
        (b'{"to": "M\xfcller"}', "not UTF-8 (octet 9)"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b"\x00", "not JSON"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_next_line_is_read(octets: bytes, said: str) -> None:
    first, second = read(octets + b'\n{"a": 1}\n')
    assert said in bad(first)
    assert second == {"a": 1}
    assert isinstance(parse(octets), BadLine)


@given(st.binary(max_size=200))
def test_no_octets_break_it(octets: bytes) -> None:
    for line in read(octets):
        assert isinstance(line, dict | BadLine)


def filled(length: int) -> bytes:
    """A line of that many octets, without its end."""
    return b'{"a": "' + b"x" * (length - 9) + b'"}'


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_the_longest_line(end: bytes) -> None:
    assert len(filled(LONGEST)) == LONGEST == 64 * 1024
    (line,) = read(filled(LONGEST) + end)
    assert isinstance(line, dict)


@pytest.mark.parametrize("length", [LONGEST + 1, LONGEST + 2, 5 * LONGEST])
@pytest.mark.parametrize("size", [1000, LONGEST, 10 * LONGEST])
def test_a_line_that_is_too_long_is_said_once(length: int, size: int) -> None:
    stream = filled(length) + b'\n{"a": 1}\n'
    lines = read(*(stream[at : at + size] for at in range(0, len(stream), size)))
    assert len(lines) == 2
    assert "65536" in bad(lines[0])
    assert lines[1] == {"a": 1}


def test_a_line_that_is_too_long_is_not_kept() -> None:
    reader = LineReader()
    said = [line for _ in range(100) for line in reader.feed(b"x" * LONGEST)]
    assert len(said) == 1
    assert len(reader._octets) <= LONGEST
    assert reader.close() == []


def test_a_line_is_utf_8_with_its_end() -> None:
    assert encode({"name": "Müller", "id": None}) == '{"name": "Müller", "id": null}\n'.encode()


def test_line_ends_in_text_are_escaped() -> None:
    assert encode({"a": "1\n2\r\u2028"}).count(b"\n") == 1


def test_half_a_surrogate_pair_leaves_as_it_came() -> None:
    (line,) = read(b'{"id": "\\ud83d"}\n')
    assert isinstance(line, dict)
    octets = encode(line)
    assert json.loads(octets.decode("utf-8")) == line
    assert octets == b'{"id": "\\ud83d"}\n'
