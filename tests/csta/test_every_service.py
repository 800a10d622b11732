"""The messages of all services: they belong to operations, say where they come from, and have the schema's members."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
from pkgutil import iter_modules

import pytest

from desktop.csta import services
from desktop.csta.operations import OPERATIONS
from desktop.csta.schema import Schema
from tests.support.documented import unmentioned
from tests.support.messages import parts

MESSAGES = {row.argument for row in OPERATIONS[:]} | {row.result for row in OPERATIONS if row.result}


def _classes() -> list[type]:
    names = [f"{services.__name__}.{module.name}" for module in iter_modules(services.__path__)]
    modules = [importlib.import_module(name) for name in names]
    return [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
    ]


def test_every_message_belongs_to_an_operation() -> None:
    """Itself, as a part of one that does, or as a base of one of these."""
    assert set(_classes()) <= {base for kind in MESSAGES for part in parts(kind) for base in part.__mro__}


@pytest.mark.parametrize("kind", _classes())
def test_messages_are_frozen_documented_and_name_their_source(kind: type) -> None:
    parameters = kind.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert "__slots__" in kind.__dict__
    assert kind.__doc__
    assert "(module" in kind.__doc__


@pytest.mark.parametrize("kind", _classes())
def test_messages_and_their_parts_explain_their_members(kind: type) -> None:
    for part in parts(kind):
        assert unmentioned(part, services) == set(), part.__name__


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_every_field_is_a_member_of_the_schema(row, schema: Schema) -> None:  # type: ignore[no-untyped-def]
    for kind, type_name in ((row.argument, row.argument_type), (row.result, row.result_type)):
        if kind is None or not hasattr(kind, "__dataclass_fields__") or hasattr(kind, "from_asn1"):
            continue
        members = {name for name, _, _ in schema.node(type_name).members}
        for field in dataclasses.fields(kind):
            first, *more = field.name.split("_")
            name = field.metadata.get("asn1") or first + "".join(word.capitalize() for word in more)
            assert field.name == "other" or name in members, f"{kind.__name__}.{field.name}"
