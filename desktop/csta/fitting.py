"""Whether a value can be sent: it is held against the type of the schema before the encoder sees it.

What does not fit is named by its place alone, as ``MakeCallArgument`` and ``callingDevice``: the value may be a
password. What the encoder would leave out without a word, or send as it is, is looked at too: members that the type
does not have, and content of ANY that is not one whole element.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.csta.ber import guard
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.sentences import Sentence

if TYPE_CHECKING:
    from desktop.csta.schema import Node

_IDENTIFIER = re.compile(r"[0-2](\.[0-9]+)+")


def fitted(type_name: str, node: Node, value: Any) -> Any:
    """Return ``value`` as the encoder takes it, with times as text.

    Members named by a tag, as ``[9]``, came from a newer switch and are left out: the schema cannot write them.

    :raises LocalMisuse: the value does not fit the type; no part of the value is in the text.
    """
    try:
        return _fit(node, value)
    except _Misfit as misfit:
        place = ".".join(reversed(misfit.path)) or type_name
        raise LocalMisuse(misfit.say(type_name, place)) from None


def wrong(message: str, member: str, value: Any) -> Sentence:
    """Say that a member has another type than it must have; of ``value`` only the type's name is told."""
    return _wrong(message, member, type(value).__name__)


def _wrong(message: str, member: str, kind: str) -> Sentence:
    return Sentence(
        "{message} cannot be sent: {member} has another type than it must have ({kind}).",
        message=message,
        member=member,
        kind=kind,
    )


def _missing(message: str, member: str) -> Sentence:
    return Sentence("{message} cannot be sent: {member} is missing.", message=message, member=member)


def _unknown(message: str, member: str) -> Sentence:
    return Sentence("{message} cannot be sent: it has no member {member}.", message=message, member=member)


def _characters(message: str, member: str) -> Sentence:
    return Sentence(
        "{message} cannot be sent: {member} has characters that are not in ISO 8859-1.", message=message, member=member
    )


def _element(message: str, member: str) -> Sentence:
    return Sentence("{message} cannot be sent: {member} is not one whole element.", message=message, member=member)


def _form(message: str, member: str) -> Sentence:
    return Sentence("{message} cannot be sent: {member} has not the form of its type.", message=message, member=member)


class _Misfit(Exception):
    """A value that does not fit; the names of the members around it are added from the inside out."""

    def __init__(self, say: Callable[[str, str], Sentence], *path: str) -> None:
        super().__init__()
        self.say = say
        self.path = list(path)


def _fit(node: Node, value: Any) -> Any:
    while node.inner is not None:
        node = node.inner
    match node.kind:
        case "SEQUENCE":
            return _members(node, _of(value, dict))
        case "SEQUENCE OF":
            assert node.element is not None, "a list has elements"
            return [_inside(str(number), node.element, one) for number, one in enumerate(_of(value, list))]
        case "CHOICE":
            return _alternative(node, _pair(value))
        case kind:
            return _PRIMITIVES[kind](value)


def _inside(name: str, node: Node, value: Any) -> Any:
    try:
        return _fit(node, value)
    except _Misfit as misfit:
        misfit.path.append(name)
        raise


def _members(node: Node, value: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, member, optional in node.members:
        if name in value:
            found[name] = _inside(name, member, value[name])
        elif not optional:
            raise _Misfit(_missing, name)
    if len(found) < len(value):
        for name in map(str, value):
            if name not in found and not name.startswith("["):
                raise _Misfit(_unknown, name)
    return found


def _alternative(node: Node, value: tuple[Any, Any]) -> tuple[str, Any]:
    for name, alternative in node.alternatives:
        if name == value[0]:
            return name, _inside(name, alternative, value[1])
    raise _Misfit(_unknown, str(value[0]))


def _of(value: Any, *kinds: type[Any]) -> Any:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        kind = type(value).__name__
        raise _Misfit(lambda message, member: _wrong(message, member, kind))
    return value


def _pair(value: Any) -> Any:
    if len(_of(value, tuple)) != 2:
        raise _Misfit(_form)
    return value


def _text(value: Any) -> Any:
    """Switches put ISO 8859-1 into texts that should be ASCII; what they sent can be sent back to them."""
    if max(_of(value, str), default="") > "\xff":
        raise _Misfit(_characters)
    return value


def _time(value: Any) -> Any:
    """Write all of a time: the encoder would leave out seconds that are zero, and cannot send text as it came."""
    return f"{value.year:04}{value:%m%d%H%M%S}" if isinstance(value, datetime) else _text(value)


def _bits(value: Any) -> Any:
    octets, length = _pair(value)
    if len(_of(octets, bytes)) != (_of(length, int) + 7) // 8:
        raise _Misfit(_form)
    return value


def _identifier(value: Any) -> Any:
    if not _IDENTIFIER.fullmatch(_of(value, str)):
        raise _Misfit(_form)
    return value


def _any(value: Any) -> Any:
    try:
        guard(_of(value, bytes))
    except DecodeError:
        raise _Misfit(_element) from None
    return value


_PRIMITIVES: dict[str, Callable[[Any], Any]] = {
    "ANY": _any,
    "BIT STRING": _bits,
    "BOOLEAN": lambda value: _of(value, bool),
    "ENUMERATED": lambda value: _of(value, int),
    "GeneralizedTime": _time,
    "IA5String": _text,
    "INTEGER": lambda value: _of(value, int),
    "NULL": lambda value: _of(value, type(None)),
    "OBJECT IDENTIFIER": _identifier,
    "OCTET STRING": lambda value: _of(value, bytes),
}
