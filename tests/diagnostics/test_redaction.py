"""What never stands in a log line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diagnostics.redaction import HIDDEN, Redaction, shortened


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("0891234567", "089*****67"),
        ("+49891234567", "+498******67"),
        ("089 1234567", "089*****67"),
        ("101", "101"),
        ("12345", "12345"),
        ("123456", "12***6"),
        ("12345678", "12*****8"),
        ("", ""),
    ],
)
def test_the_middle_of_a_number_is_hidden(number: str, short: str) -> None:
    assert shortened(number) == short


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("dialling 0891234567", "dialling 089*****67"),
        ("to +49 (89) 123-4567.", "to +498******67."),
        ("tel:0891234567", "tel:089*****67"),
        ("N<00891234567>Anna", "N<008******67>Anna"),
        ("number='00891234567' id=c17", "number='008******67' id=c17"),
        ("station 101 on 8800", "station 101 on 8800"),
        ("at 192.168.1.2:8800", "at 192.168.1.2:8800"),
        ("2026-11-22 10:15:03,123", "2026-11-22 10:15:03,•••"),
        ("call b164", "call b164"),
        ("sent 26 0b 80 00 61 09 a1 07 02 01 00 30 00", "sent <13 octets>"),
        ("got b'\\x80\\x0b00891234567' end", "got <octets> end"),
        ('got b"a\'1234567"', "got <octets>"),
        ("took 0.125 s", "took 0.125 s"),
    ],
)
def test_numbers_are_shortened_and_the_rest_stays(text: str, clean: str) -> None:
    assert Redaction().apply(text) == clean


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "0891234567,4711#",
        "0891234567,,4711",
        "0891234567, 4711",
        "+49 (89) 1234567,,,4711",
        "tel:0891234567%2C4711",
        '{"do": "dial", "to": "0891234567,,4711#"}',
        "101,4711",
        "*7,4711",
        "0891234567,%2c4711",
        "089-1234567#,4711",
    ],
)
def test_what_follows_a_comma_is_never_written(text: str, full: bool) -> None:
    clean = Redaction(full_numbers=full).apply(text)
    assert "4711" not in clean
    assert HIDDEN in clean


def test_full_numbers_are_kept_when_wanted() -> None:
    redaction = Redaction(full_numbers=True)
    assert redaction.apply("0891234567 b'1' " + "00" * 20) == "0891234567 b'1' " + "00" * 20


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("secret", ["77777", "gehé im", "x'\"\\n", "pass\nword", "ü" * 3, "\ud800x"])
def test_a_password_is_hidden_in_every_form(secret: str, full: bool) -> None:
    redaction = Redaction(full_numbers=full)
    redaction.hide(secret)
    redaction.hide(secret)
    redaction.hide("")
    octets = secret.encode("utf-8", "surrogatepass")
    in_hex = (octets.hex(), octets.hex(" "), octets.hex().upper())
    for form in (secret, repr(secret), ascii(secret), repr(octets), *in_hex):
        clean = redaction.apply(f"before <{form}> after")
        assert HIDDEN in clean or clean == "before <<octets>> after"
        assert form.strip("'\"b") not in clean
        assert clean.startswith("before ")
        assert clean.endswith(" after")


def test_a_password_of_one_letter_does_not_hide_hex() -> None:
    redaction = Redaction(full_numbers=True)
    redaction.hide("a")
    assert redaction.apply("61") == "61"
    assert redaction.apply("a") == HIDDEN


@given(st.text(), st.text("0123456789", min_size=6, max_size=15))
def test_a_whole_number_never_survives_among_other_text(text: str, number: str) -> None:
    redaction = Redaction()
    clean = redaction.apply(f"{text} {number}")
    assert not clean.endswith(number)


@given(st.text("0123456789 ,*#()/-+abAB\\'\".:%2C", max_size=400))
def test_any_text_is_cleaned_and_hidden_digits_do_not_come_back(text: str) -> None:
    for full in (True, False):
        redaction = Redaction(full_numbers=full)
        redaction.hide("ab")
        assert "ab" not in redaction.apply(text)


def test_a_long_line_is_cleaned_quickly() -> None:
    for piece in ("1 ", "*", "1,", "12-", "(1", "0891234567 ", "b'", "%2C1", "ab:"):
        assert Redaction().apply(piece * 20_000)
