"""What the numbering plans say, and that the cases at their edge have an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.numbers import metadata


@pytest.mark.parametrize(("code", "region", "national", "international"), [
    ("49", "DE", "0", "00"), ("1", "US", "1", "011"), ("34", "ES", "", "00"), ("61", "AU", "0", "0011"),
    ("999", "ZZ", "0", "00"), ("", "ZZ", "0", "00"),
])
def test_countries_dial_in_their_own_way(code: str, region: str, national: str, international: str) -> None:
    assert metadata.country(code) == metadata.Country(code, region, national, international)


@pytest.mark.parametrize(("code", "digits", "emergency"), [
    ("49", "110", True), ("49", "112", True), ("1", "911", True), ("49", "911", False), ("44", "999", True),
    ("44", "110", True), ("49", "1120", False), ("49", "1120000", False), ("999", "112", True), ("999", "113", False),
])
def test_emergency_numbers(code: str, digits: str, emergency: bool) -> None:
    assert metadata.is_emergency(digits, metadata.country(code)) is emergency


@pytest.mark.parametrize(("code", "digits", "service"), [
    ("49", "115", True), ("49", "116117", True), ("49", "11833", True), ("49", "22833", False), ("49", "12", False),
    ("49", "1234567", False), ("49", "0115", False), ("999", "115", False),
])
def test_service_numbers(code: str, digits: str, service: bool) -> None:
    assert metadata.is_service(digits, metadata.country(code)) is service


def test_assigned_country_codes() -> None:
    assert metadata.is_assigned("49891234567")
    assert metadata.is_assigned("420")
    assert not metadata.is_assigned("891234567")
    assert not metadata.is_assigned("")


def test_validity_of_what_is_no_number() -> None:
    assert metadata.is_valid("+493023125000")
    assert not metadata.is_valid("+491234567")
    assert not metadata.is_valid("+9")


def test_formatting_never_changes_digits() -> None:
    assert metadata.formatted("+493023125000") == "+49 30 23125000"
    assert metadata.formatted("+9") == "+9"
    assert metadata.formatted("+4402079460000") == "+4402079460000"  # the library would drop the zero


@given(st.sampled_from(["49", "44", "52", "54", "55", "39", "1", "7", ""]),
       st.text("0123456789", min_size=1, max_size=13))
def test_formatting_keeps_every_digit(code: str, rest: str) -> None:
    text = metadata.formatted(f"+{code}{rest}")
    assert "".join(filter(str.isdigit, text)) == code + rest
    assert text.startswith("+")
