"""Between the schema's plain values and the frozen messages.

A message class names its ASN.1 members by its fields: ``called_device`` is ``calledDevice``; where that rule does not
hold, :func:`asn1` says the name. Annotations say how a member is read: a message class, a :class:`Choice`, a value
class with ``from_asn1`` and ``to_asn1``, an enumeration, a tuple of one of them, or a plain value. A field that has a
default, or whose annotation admits None, may be absent. Members without a field of their own are kept in the field
``other`` (if the class has one), so nothing is lost on the way. Those that the schema does not know either are there
under their tag, as ``[9]``: they can be read, and are left out when the message is sent; any other name that the type
does not have is an error then.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from desktop.csta.encoder import wrong
from desktop.csta.enumerations import OpenEnum
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.written import Text
from desktop.sentences import Sentence

OTHER = "other"
_LONG = 100
"""Values in a list that are not kept beside their messages: of thousands, both would take too much memory."""


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
    """Make a message of class ``cls`` from a plain value of the schema, which it uses up: see :func:`every`.

    :raises DecodeError: a member that the class cannot do without is missing, or has another shape.
    """
    return typing.cast(_T, _reader(typing.cast(Hashable, cls))(value))


def every(cls: type[_T], values: list[Any]) -> tuple[_T, ...]:
    """Make a message of each value in a list. A long list is empty afterwards, so that memory holds it in one form."""
    return _each(_reader(typing.cast(Hashable, cls)), values)


def _each(one: Callable[[Any], _T], values: list[Any]) -> tuple[_T, ...]:
    return tuple(map(one, values if len(values) < _LONG else _taken(values)))


def _taken(values: list[Any]) -> Iterator[Any]:
    values.reverse()
    while values:
        yield values.pop()


def write(message: Any) -> Any:
    """Make the schema's plain value from a message; absent members are left out.

    :raises LocalMisuse: of a CHOICE none or several alternatives are set, or a field has a value of a wrong type.
    """
    return _members_writer(typing.cast(Hashable, type(message)))(message)


def only(message: object, alternatives: Mapping[str, Any]) -> tuple[str, Any]:
    """Return the one alternative of a CHOICE that is set.

    :raises LocalMisuse: none is, or several are.
    """
    if len(alternatives) != 1:
        raise LocalMisuse(
            Sentence(
                "{message} must have one of its alternatives, not {count}.",
                message=type(message).__name__,
                count=len(alternatives),
            )
        )
    return next(iter(alternatives.items()))


def given(**alternatives: Any) -> dict[str, Any]:
    """Return those alternatives that are not None."""
    return {name: value for name, value in alternatives.items() if value is not None}


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
                not may_be_absent and field.default is dataclasses.MISSING,
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


@functools.cache
def _reader(annotation: Hashable) -> Callable[[Any], Any]:
    if typing.get_origin(annotation) is tuple:
        one = _reader(typing.get_args(annotation)[0])
        return lambda values: _each(one, values)
    if isinstance(annotation, type):
        if issubclass(annotation, OpenEnum):
            return annotation.reader()
        if hasattr(annotation, "from_asn1"):
            return typing.cast(Callable[[Any], Any], annotation.from_asn1)
        if dataclasses.is_dataclass(annotation):
            return _members_reader(annotation)
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


@functools.cache
def _members_reader(cls: type[Any]) -> Callable[[Any], Any]:
    """Write the function that makes a message of class ``cls`` from a dict.

    In its text ``g`` takes a member out, ``M`` stands for one that is missing, ``k`` counts those that were there, and
    each ``s`` sets a slot of the message directly, since a frozen one has no quicker way.
    """
    text = Text(M=object(), new=object.__new__, cls=cls, missing=_missing, strange=_strange)
    text.line(1, "if type(v) is not dict: v = strange(cls, v)")
    text.line(1, "g = v.get; k = 0; o = new(cls)")
    rows = _fields(typing.cast(Hashable, cls))
    fields = {field.name: field for field in dataclasses.fields(cls)}
    for number, (name, member, reader, _, required) in enumerate(rows):
        text.names[f"s{number}"] = getattr(cls, name).__set__
        value = "x" if reader is _same else f"r{number}(x)"
        text.names[f"r{number}"] = reader
        default = fields[name].default
        text.names[f"d{number}"] = None if default is dataclasses.MISSING else default
        absent = f"missing(cls, {member!r})" if required else f"s{number}(o, d{number})"
        text.line(1, f"x = g({member!r}, M)")
        text.line(1, f"if x is M: {absent}")
        text.line(1, f"else: k += 1; s{number}(o, {value})")
    if OTHER in fields:
        text.names["other"] = getattr(cls, OTHER).__set__
        text.names["bound"] = frozenset(member for _, member, *_ in rows)
        text.line(1, "other(o, {} if k == len(v) else {m: v[m] for m in v if m not in bound})")
    text.line(1, "return o")
    return text.function("v", f"reader of {cls.__name__}")


@functools.cache
def _members_writer(cls: Hashable) -> Callable[[Any], Any]:
    """Write the function that makes a plain value from a message of class ``cls``.

    In its text ``v`` are the values so far, ``n`` is the name of the present field and ``x`` its value.
    """
    if not dataclasses.is_dataclass(cls):
        raise LocalMisuse(Sentence("{message} is not a message.", message=getattr(cls, "__name__", "")))
    text = Text(int=int, only=only, misuse=_misuse, cls=cls)
    text.line(1, "v = {}")
    text.line(1, "try:")
    for number, (name, member, _, writer, _) in enumerate(_fields(cls)):
        text.names[f"w{number}"] = writer
        value = "x" if writer is _same else "int(x)" if writer is OpenEnum.to_asn1 else f"w{number}(x)"
        text.line(2, f"n = {name!r}; x = o.{name}")
        text.line(2, f"if x is not None: v[{member!r}] = {value}")
    text.line(2, "pass")
    text.line(1, "except (AttributeError, TypeError, ValueError): misuse(cls, n, x)")
    if any(field.name == OTHER for field in dataclasses.fields(cls)):
        text.line(1, "if o.other: v |= o.other")
    text.line(1, "return only(o, v)" if issubclass(cls, Choice) else "return v")
    return text.function("o", f"writer of {cls.__name__}")


def _misuse(cls: type[Any], name: str, value: Any) -> typing.NoReturn:
    raise LocalMisuse(wrong(cls.__name__, name, value)) from None


def _missing(cls: type[Any], member: str) -> typing.NoReturn:
    raise DecodeError(
        Sentence(
            "The other side sent {message} without {member}, which it must have.", message=cls.__name__, member=member
        )
    )


def _strange(cls: type[Any], value: Any) -> dict[str, Any]:
    """Take what is no dict: an alternative of a CHOICE."""
    if issubclass(cls, Choice) and isinstance(value, tuple):
        return {value[0]: value[1]}
    raise DecodeError(
        Sentence("The other side sent something else where {message} was expected.", message=cls.__name__)
    )
