from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.viewmodels.connection import ConnectionForm, check

GOOD = ConnectionForm("192.168.1.2", user="AMHOST", password="geheim-77777", station="214", area_code="89")


def test_a_usual_form_is_without_a_problem() -> None:
    assert check(GOOD) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [("server", ""), ("server", "pbx example"), ("server", "http://pbx"), ("port", 0), ("port", 65536), ("station", ""),
     ("station", "Anna"), ("controlling", "2 14"), ("trunk_code", "x"), ("country_code", "049"), ("country_code", ""),
     ("area_code", "089")],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_field(name: str, value: object) -> None:
    assert list(check(replace(GOOD, **{name: value}))) == [name]  # type: ignore[arg-type]


@pytest.mark.parametrize("server", ["pbx.example.com", "10.0.0.1", "::1", "fe80::1%eth0", "pbx"])
def test_names_and_addresses_of_both_kinds_are_servers(server: str) -> None:
    assert check(replace(GOOD, server=server)) == {}


def test_the_password_is_not_in_the_forms_text() -> None:
    assert "77777" not in repr(GOOD)
