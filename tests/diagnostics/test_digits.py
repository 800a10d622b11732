"""Hex digits with anything between them."""

from __future__ import annotations

import pytest

from desktop.diagnostics.digits import octets, odd


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


@pytest.mark.parametrize(
    ("text", "found"),
    [("26800", "2680"), ("26 80 0 a1", "2680"), ("2", ""), ("0x26, 0x8", "26"), ("268 00", "26"), ("2680", "2680")],
)
def test_the_octets_before_a_lost_digit(text: str, found: str) -> None:
    assert odd(text) == bytes.fromhex(found)


@pytest.mark.parametrize("text", ["hello", "26 8g", "ü"])
def test_what_is_not_only_hex_has_no_lost_digit(text: str) -> None:
    assert odd(text) is None
