"""Between the schema's plain values and the frozen messages.

A message class names its ASN.1 members by its fields: ``called_device`` is ``calledDevice``; where that rule does not
hold, :func:`asn1` says the name. Annotations say how a member is read: a message class, a value class with
``from_asn1`` and ``to_asn1``, an enumeration, a tuple of one of them, or a plain value. A field whose annotation
admits None may be absent. Members without a field of their own are kept in the field ``other`` (if the class has one),
so nothing is lost on the way.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.sentences import Sentence

OTHER = "other"


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """Base of messages that stand for a CHOICE: one field for each alternative, of which one is set.

    An alternative that is NULL is a field made by :func:`null`, True where it was chosen. An alternative that the
    schema does not know is kept in ``other`` under the name ``value-N``, with its octets.
    """


_T = typing.TypeVar("_T")


def asn1(name: str, default: Any = dataclasses.MISSING) -> Any:
    """Declare a field whose ASN.1 member is called ``name``."""
    return dataclasses.field(default=default, metadata={"asn1": name})


def optional(name: str) -> Any:
    """Declare an optional field whose ASN.1 member is called ``name``."""
    return asn1(name, None)


def null(name: str) -> Any:
    """Declare a field for an alternative that is NULL: True where it was chosen, else None."""
    return dataclasses.field(default=None, metadata={"asn1": name, "null": True})


def rest() -> Any:
    """Declare the field that keeps members without a field of their own."""
    return dataclasses.field(default_factory=dict, hash=False)


def read(cls: type[_T], value: Any) -> _T:
    """Make a message of class ``cls`` from a plain value of the schema.

    :raises DecodeError: a member that the class cannot do without is missing, or has another shape.
    """
    return typing.cast(_T, _reader(cls)(value))


def write(message: Any) -> Any:
    """Make the schema's plain value from a message; absent members are left out.

    :raises LocalMisuse: of a CHOICE none or several alternatives are set.
    """
    values: dict[str, Any] = {}
    for name, member, _, writer, _ in _fields(typing.cast(Hashable, type(message))):
        value = getattr(message, name)
        if value is not None:
            values[member] = writer(value)
    values |= getattr(message, OTHER, {})
    if not isinstance(message, Choice):
        return values
    if len(values) != 1:
        raise LocalMisuse(
            Sentence(
                "{message} must have one of its alternatives, not {count}.",
                message=type(message).__name__,
                count=len(values),
            )
        )
    return next(iter(values.items()))


@functools.cache
def _fields(cls: Hashable) -> tuple[tuple[str, str, Callable[[Any], Any], Callable[[Any], Any], bool], ...]:
    """Return (field, member, reader, writer, required) for each bound field of a message class."""
    assert isinstance(cls, type), "only classes are bound"
    hints = typing.get_type_hints(cls)
    rows: list[tuple[str, str, Callable[[Any], Any], Callable[[Any], Any], bool]] = []
    for field in dataclasses.fields(cls):
        if field.name == OTHER:
            continue
        annotation, may_be_absent = _without_none(hints[field.name])
        if field.metadata.get("null"):
            rows.append((field.name, field.metadata["asn1"], _chosen, _nothing, False))
            continue
        rows.append(
            (
                field.name,
                field.metadata.get("asn1") or _camel(field.name),
                _reader(annotation),
                _writer(annotation),
                not may_be_absent,
            )
        )
    return tuple(rows)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        arguments = [argument for argument in typing.get_args(annotation) if argument is not type(None)]
        absent = len(arguments) < len(typing.get_args(annotation))
        return (arguments[0] if len(arguments) == 1 else Any), absent
    return annotation, False


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _same(value: Any) -> Any:
    return value


def _chosen(value: Any) -> bool:
    return True


def _nothing(value: Any) -> None:
    return None


def _reader(annotation: Any) -> Callable[[Any], Any]:
    if typing.get_origin(annotation) is tuple:
        one = _reader(typing.get_args(annotation)[0])
        return lambda values: tuple(one(value) for value in values)
    if isinstance(annotation, type):
        if hasattr(annotation, "from_asn1"):
            return typing.cast(Callable[[Any], Any], annotation.from_asn1)
        if dataclasses.is_dataclass(annotation):
            return functools.partial(_read_members, annotation)
    return _same


def _writer(annotation: Any) -> Callable[[Any], Any]:
    if typing.get_origin(annotation) is tuple:
        one = _writer(typing.get_args(annotation)[0])
        return lambda values: [one(value) for value in values]
    if isinstance(annotation, type):
        if hasattr(annotation, "to_asn1"):
            return typing.cast(Callable[[Any], Any], annotation.to_asn1)
        if dataclasses.is_dataclass(annotation):
            return write
    return _same


def _read_members(cls: type[Any], value: Any) -> Any:
    if issubclass(cls, Choice) and isinstance(value, tuple):
        value = {value[0]: value[1]}
    if not isinstance(value, Mapping):
        raise DecodeError(
            Sentence("The switch sent something else where {message} was expected.", message=cls.__name__)
        )
    members: dict[str, Any] = {}
    bound = set()
    for name, member, reader, _, required in _fields(typing.cast(Hashable, cls)):
        bound.add(member)
        if member in value:
            members[name] = reader(value[member])
        elif required:
            raise DecodeError(
                Sentence(
                    "The switch sent {message} without {member}, which it must have.",
                    message=cls.__name__,
                    member=member,
                )
            )
    if OTHER in cls.__dataclass_fields__:
        members[OTHER] = {member: item for member, item in value.items() if member not in bound}
    return cls(**members)
