"""Octets in JSON, however it is laid out."""

from __future__ import annotations

import json

import pytest

from desktop.diagnostics.jsontext import LONGEST, Gathered, objects


def gathered(*lines: str) -> Gathered | None:
    """The lines together; None where one of them is not taken."""
    found = Gathered()
    return found if all(found.take(number, line) for number, line in enumerate(lines, 1)) else None


def test_objects_at_any_depth_in_order() -> None:
    value = [{"a": {"hex": "a1 0c", "name": "x", "time": 1.5, "link": 2, "more": 3}}, [{"octets": "a2"}], {"hex": 7}, 5]
    assert objects(json.dumps(value)) == [
        (b"\xa1\x0c", (("name", "x"), ("time", "1.5"), ("link", "2"))),
        (b"\xa2", ()),
    ]


def test_what_is_inside_an_object_with_octets_belongs_to_it() -> None:
    assert objects('{"hex": "a1", "value": {"hex": "a2"}}') == [(b"\xa1", ())]


@pytest.mark.parametrize("text", ["", "{", "5", '{"hex": "zz"}', '{"hex": "a"}', '{"a":' * 9000])
def test_no_octets(text: str) -> None:
    assert objects(text) == []


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("[", True),
        (" {", True),
        ('[{"hex": "a1"},', True),
        ('{"hex":', True),
        ('{"hex": "a1"}', False),
        ("{0x26, 0x80,", False),
        ('"hex": "a1"', False),
        ("", False),
        ("26 80", False),
    ],
)
def test_what_begins_json_of_several_lines(line: str, begins: bool) -> None:
    assert Gathered.begins(line) is begins


def test_it_ends_where_everything_is_closed() -> None:
    lines = json.dumps([{"hex": "a1", "name": 'with "} quoted \\'}], indent=1).splitlines()
    for end in range(1, len(lines)):
        found = gathered(*lines[:end])
        assert found is not None
        assert not found.whole
    found = gathered(*lines)
    assert found is not None
    assert found.whole
    assert found.text() == "\n".join(lines)


@pytest.mark.parametrize("lines", [("{", "26 80"), ('{"hex": "a1', '{"hex": "a2"}'), ("[", '"a1"', '"a2"')])
def test_lines_that_are_no_json_together(lines: tuple[str, ...]) -> None:
    assert gathered(*lines) is None


def test_it_is_not_gathered_without_end() -> None:
    assert gathered("[", '"' + "a" * (LONGEST // 2) + '",') is not None
    assert gathered("[", '"' + "a" * LONGEST + '",') is None
