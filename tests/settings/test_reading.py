"""Options read out of TOML."""

from __future__ import annotations

import pytest

from desktop.settings.reading import line_of


@pytest.mark.parametrize(("text", "key", "line"), [
    ("[a]\nb=1\n[c]\nb=2\n", "c.b", 4), ("a.b = 1", "a.b", 1), ('\n["a"]\n "b" = 1', "a.b", 3),
    ("x=1\na = { b = 1 }", "a.b", 2),
    ("", "a.b", 1),
])
def test_the_line_of_an_option(text: str, key: str, line: int) -> None:
    assert line_of(text, key) == line
