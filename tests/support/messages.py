"""Checks of message classes against the schema's types: nothing is lost on the way in and out."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from random import Random
from typing import Any

from desktop.csta import values
from desktop.csta.binding import OTHER, read, write
from desktop.csta.schema import shipped
from tests.support.strategies import sample


def round_trips(kind: type[Any], type_name: str, *, seeds: int = 40) -> None:
    """Assert that random values of a type become messages of class ``kind``, and the same octets again.

    No member may be left over, and every field must have been set by one of the values.
    """
    schema = shipped()
    unset = {field.name for field in dataclasses.fields(kind)} - {OTHER, *INHERITED.get(kind.__name__, ())}
    for seed in range(seeds):
        octets = schema.encode(type_name, sample(Random(f"{type_name} {seed}"), type_name))
        message = _read(kind, schema.decode(type_name, octets))
        assert list(leftovers(message)) == []
        assert hash(message) == hash(_read(kind, schema.decode(type_name, octets)))
        plain = message.to_asn1() if hasattr(message, "to_asn1") else write(message)
        assert schema.encode(type_name, plain) == octets
        unset -= {name for name in unset if getattr(message, name) is not None}
    assert unset == set(), f"no value of {type_name} has {unset}"


INHERITED = {"CallCleared": ("local_connection_info",), "PrivateEvent": ("extensions",)}
"""Fields of a base class for which the type of an event has no member."""


def leftovers(message: Any) -> Iterator[str]:
    """Yield each member that a message or one in it keeps in ``other`` for want of a field; value classes may."""
    if isinstance(message, tuple):
        for part in message:
            yield from leftovers(part)
    if not dataclasses.is_dataclass(message) or type(message).__module__ == values.__name__:
        return
    for field in dataclasses.fields(message):
        content = getattr(message, field.name)
        if field.name == OTHER:
            yield from (f"{type(message).__name__}.{name}" for name in content)
        else:
            yield from leftovers(content)


def parts(kind: type[Any]) -> set[type[Any]]:
    """Return the classes that messages of class ``kind`` are made of, itself included."""
    found: set[type[Any]] = set()
    unseen = {kind}
    while unseen:
        part = unseen.pop()
        found.add(part)
        if dataclasses.is_dataclass(part):
            unseen |= {inner for hint in typing.get_type_hints(part).values() for inner in _classes(hint)} - found
    return found


def _classes(hint: Any) -> Iterator[type[Any]]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for argument in typing.get_args(hint):
        yield from _classes(argument)


def _read(kind: type[Any], value: Any) -> Any:
    return kind.from_asn1(value) if hasattr(kind, "from_asn1") else read(kind, value)


def one_form(value: Any) -> Any:
    """Return a plain value as our messages write it, where the modules have two forms for the same.

    A call's state that is not known is written as such, not as a list of no states.
    """
    if isinstance(value, dict):
        return {name: one_form(member) for name, member in value.items()}
    if isinstance(value, list):
        return [one_form(element) for element in value]
    if isinstance(value, tuple):
        return ("unknown", None) if value == ("compoundCallState", []) else (value[0], one_form(value[1]))
    return value
