"""Enumerations of what calls may carry: the schema's names and numbers; other numbers are kept."""

from __future__ import annotations

import inspect

import pytest

from desktop.csta import call_enumerations
from desktop.csta.call_enumerations import CurrencyMultiplier, LocationMethod
from desktop.csta.enumerations import OpenEnum
from desktop.csta.schema import Schema

EVERY = [
    kind
    for _, kind in inspect.getmembers(call_enumerations, inspect.isclass)
    if kind.__module__ == call_enumerations.__name__
]


@pytest.mark.parametrize("kind", EVERY)
def test_names_and_numbers_are_the_schemas(kind: type[OpenEnum], schema: Schema) -> None:
    names = schema.node(kind.__name__).names
    assert {int(member): member.name for member in kind} == {
        number: name.replace("-", "_") for number, name in names.items()
    }


@pytest.mark.parametrize("kind", EVERY)
def test_a_number_that_is_not_listed_is_kept(kind: type[OpenEnum]) -> None:
    member = kind.from_asn1(999)
    assert (member.name, member.to_asn1()) == ("value-999", 999)


def test_the_one_name_that_python_cannot_spell() -> None:
    assert LocationMethod.a_GPS == 0


@pytest.mark.parametrize(
    ("multiplier", "exponent"),
    [
        (CurrencyMultiplier.oneThousandth, -3),
        (CurrencyMultiplier.one, 0),
        (CurrencyMultiplier.thousand, 3),
        (CurrencyMultiplier(7), None),
        (CurrencyMultiplier(-1), None),
    ],
)
def test_multipliers_are_powers_of_ten(multiplier: CurrencyMultiplier, exponent: int | None) -> None:
    assert multiplier.exponent == exponent
