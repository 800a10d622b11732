"""Names and numbers are those of the schema, which is held against the official modules."""

from __future__ import annotations

import pytest

from desktop.csta import system_enumerations as e
from desktop.csta.enumerations import OpenEnum
from desktop.csta.schema import Schema

ALL = [
    kind
    for kind in vars(e).values()
    if isinstance(kind, type) and issubclass(kind, OpenEnum) and kind.__module__ == e.__name__
]


def test_none_is_forgotten() -> None:
    assert len(ALL) == 8


@pytest.mark.parametrize("kind", ALL)
def test_members_are_those_of_the_schema(kind: type[OpenEnum], schema: Schema) -> None:
    assert {int(member): member.name for member in kind} == dict(schema.node(kind.__name__).names)


@pytest.mark.parametrize("kind", ALL)
def test_other_numbers_are_kept(kind: type[OpenEnum]) -> None:
    assert (kind.from_asn1(200).name, kind.from_asn1(200).to_asn1()) == ("value-200", 200)
