"""Functions that are written as text."""

from __future__ import annotations

import traceback

import pytest

from desktop.csta.written import Text


def test_a_function_of_lines_and_names() -> None:
    text = Text(double=lambda number: 2 * number)
    text.names["offset"] = 1
    text.line(1, "if x > 10:")
    text.line(2, "return 0")
    text.line(1, "return double(x) + offset")
    function = text.function("x", "a trial")
    assert [function(4), function(11)] == [9, 0]


def test_the_same_value_has_the_same_name() -> None:
    one, other = [1], [1]
    text = Text(first=one)
    assert text.name(one) == "first"
    name = text.name(other)
    assert (name, text.name(other)) == (name, name)
    assert name != "first"
    text.line(1, f"return first, {name}")
    found = text.function("", "a trial")()
    assert found[0] is one
    assert found[1] is other


def test_the_title_stands_in_tracebacks() -> None:
    text = Text()
    text.line(1, "return 1 / x")
    with pytest.raises(ZeroDivisionError) as caught:
        text.function("x", "reader of Something")(0)
    assert traceback.extract_tb(caught.tb)[-1].filename == "<reader of Something>"
