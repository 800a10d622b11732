"""Typed and pasted text, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.numbers.text import plain, take_apart


@pytest.mark.parametrize(("text", "expected"), [
    ("089\u2013123", "089-123"), ("\u2212 1", "- 1"), ("\u0660\u0661", "01"),
    ("1\u200b2\x00", "12"), ("1\t2", "1\t2"), (" 1 ", "1"),
])
def test_plain_has_ascii_digits_dashes_and_nothing_invisible(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(("text", "digits"), [
    ("+49 (0) 89 12", "+498912"), ("0049(0)8912", "00498912"), ("(0)89 12", "08912"), ("0800-FLOWERS", "08003569377"),
    ("tel:+49;phone-context=+44", "+49"), ("tel:12;phone-context=example.com", "12"),
    ("tel:12;PHONE-CONTEXT=+49", "+4912"),
])
def test_numbers_as_people_and_links_write_them(text: str, digits: str) -> None:
    assert take_apart(text).digits == digits


@pytest.mark.parametrize("text", ["0800-Flowers", "FLOWERS", "0800 FLOWERS", "Weber-SOHN"])
def test_other_letters_are_a_name(text: str) -> None:
    assert "is a name" in str(take_apart(text).problem)


@given(st.text())
def test_never_raises_and_digits_are_clean(text: str) -> None:
    typed = take_apart(text)
    assert set(typed.digits) <= set("0123456789*#+")
    assert bool(typed.digits) is (typed.problem is None)
