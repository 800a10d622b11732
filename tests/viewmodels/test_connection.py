from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.csta.dialects import BY_NAME
from desktop.viewmodels.connection import KINDS, ConnectionForm, check, kind_of, port_for, usual_port

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


def test_every_dialect_is_a_kind_once_and_openscape_comes_first() -> None:
    assert "OpenScape" in str(KINDS[0][1])
    assert [name for name, _ in KINDS] == ["hipath", "panasonic", "alcatel"]
    assert {kind_of(dialect) for dialect in BY_NAME} == {name for name, _ in KINDS}
    assert kind_of("openscape") == ConnectionForm().dialect == "hipath"


@pytest.mark.parametrize(
    ("port", "before", "after", "shown"),
    [
        ("8800", "hipath", "panasonic", "33333"),
        ("33333", "panasonic", "alcatel", "2555"),
        (" ", "alcatel", "openscape", "8800"),
        ("7001", "hipath", "panasonic", "7001"),
        ("33333", "hipath", "alcatel", "33333"),
        ("x", "hipath", "panasonic", "x"),
    ],
)
def test_a_usual_port_follows_the_kind_and_one_s_own_stays(port: str, before: str, after: str, shown: str) -> None:
    assert port_for(port, before, after) == shown


@pytest.mark.parametrize("dialect", BY_NAME)
def test_the_usual_port_of_the_kind_is_told(dialect: str) -> None:
    wrong = check(replace(GOOD, port=0, dialect=dialect))
    assert str(usual_port(dialect)) in str(wrong["port"])
    assert check(replace(GOOD, dialect=dialect)) == {}


def test_the_password_is_not_in_the_forms_text() -> None:
    assert "77777" not in repr(GOOD)
