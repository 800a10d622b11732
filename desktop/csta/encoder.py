"""The encoder: one function for every type of the schema, written as Python source when the type is first met.

It holds a value against its type and writes it in one pass: a SEQUENCE becomes straight code, is this member there?
its tag, its length, its content; then the next. The usual types of plain values are written in the middle of it,
others by the functions below.

What does not fit is named by its place alone, as ``MakeCallArgument`` and ``callingDevice``: the value may be a
password. Members that the type does not have are an error; those named by a tag, as ``[9]``, came from a newer switch
and are left out, since the schema cannot write them. What stands for ANY must be one whole element, else nobody could
read what comes after it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from desktop.csta.ber import guard, length_octets
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.written import Text
from desktop.sentences import Sentence

if TYPE_CHECKING:
    from desktop.csta.schema import Node

Writer = Callable[[Any], bytes]
"""Encodes a value: as a whole element or as the content of one."""
_MANY = 6
"""A CHOICE with more alternatives is looked up in a table; its types are met only when one is sent."""
_IDENTIFIER = re.compile(r"[0-2](\.[0-9]{1,39})+")
"""An object identifier; arcs are of 128 bits at most, as the decoder has it."""


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


class Encoder:
    """Functions for the types of one schema; parts of node objects tell types apart, so they must stay alive."""

    def __init__(self) -> None:
        self._types: dict[str, Writer] = {}
        self._contents: dict[tuple[str, int], Writer] = {}

    def encode(self, type_name: str, node: Node, value: Any) -> bytes:
        """Encode ``value`` as one whole element of the type ``type_name``, which is ``node``.

        :raises LocalMisuse: the value does not fit the type; no part of the value is in the text.
        """
        write = self._types.get(type_name)
        if write is None:
            write = self._types[type_name] = _Source(self).element(node)
        try:
            return write(value)
        except _Misfit as misfit:
            place = ".".join(reversed(misfit.path)) or type_name
            raise LocalMisuse(misfit.say(type_name, place)) from None

    def content(self, node: Node) -> Writer:
        """Return what writes the content of a SEQUENCE or a SEQUENCE OF, or a whole CHOICE.

        The same type under several tags has one function.
        """
        key = node.kind, id(node.members or node.element or node.alternatives)
        found = self._contents.get(key)
        if found is None:
            found = self._contents[key] = self._build(node)
        return found

    def _build(self, node: Node) -> Writer:
        if node.kind == "SEQUENCE":
            return _Source(self).sequence(node)
        if node.kind == "CHOICE":
            return _Source(self).choice(node)
        assert node.element is not None, "a SEQUENCE OF has elements"
        return _Source(self).sequence_of(node.element)

    def alternatives(self, choice: Node) -> dict[str, Writer]:
        """Return what writes each alternative of a CHOICE; each is made when it is first met."""
        table: dict[str, Writer] = {}
        for name, node in choice.alternatives:
            table[name] = self._first(table, name, node)
        return table

    def _first(self, table: dict[str, Writer], name: str, node: Node) -> Writer:
        def first(value: Any) -> bytes:
            table[name] = _Source(self).element(node)
            return table[name](value)

        return first


class _Source:
    """The source text of one function, and what it refers to.

    Names in it: ``v`` the value, ``o`` the octets so far; ``w`` the name of the present member, ``x`` its value, ``c``
    the content of an element; ``k`` counts the members that are there. ``L`` gives the octets of a length.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._text = Text(**_FUNCTIONS)

    def element(self, node: Node) -> Writer:
        """Write the function of a whole element."""
        self._text.line(1, "try:")
        self._text.line(2, f"return {self._value(node)}")
        self._text.line(1, "except UnicodeEncodeError: S()")
        return self._text.function("x", f"encoder of {node.type_name or 'element'}")

    def sequence(self, node: Node) -> Writer:
        """Write the function of a SEQUENCE's content."""
        self._text.names["m"] = frozenset(name for name, _, _ in node.members)
        self._text.line(1, "if type(v) is not dict: W(v, dict)")
        self._text.line(1, "o = b''; k = 0")
        self._text.line(1, "try:")
        for name, member, optional in node.members:
            self._text.line(2, f"if {name!r} in v:")
            self._text.line(3, f"w = {name!r}; x = v[w]; k += 1")
            self._text.line(3, f"o += {self._value(member)}")
            if not optional:
                self._text.line(2, f"else: w = {name!r}; M()")
        self._text.line(2, "pass")
        self._places()
        self._text.line(1, "if k != len(v): U(v, m)")
        self._text.line(1, "return o")
        return self._text.function("v", f"encoder of {node.type_name or 'sequence'}")

    def sequence_of(self, element: Node) -> Writer:
        """Write the function of a SEQUENCE OF's content."""
        self._text.line(1, "if type(v) is not list: W(v, list)")
        self._text.line(1, "o = []; w = -1")
        self._text.line(1, "try:")
        self._text.line(2, "for x in v:")
        self._text.line(3, "w += 1")
        self._text.line(3, f"o.append({self._value(element)})")
        self._places()
        self._text.line(1, "return b''.join(o)")
        return self._text.function("v", "encoder of list")

    def choice(self, node: Node) -> Writer:
        """Write the function of a whole CHOICE."""
        self._text.line(1, "if type(v) is not tuple or len(v) != 2: P(v)")
        self._text.line(1, "w, x = v")
        self._text.line(1, "try:")
        if len(node.alternatives) > _MANY:
            self._text.names["t"] = self._encoder.alternatives(node)
            self._text.line(2, "if isinstance(w, str) and w in t: return t[w](x)")
        else:
            for name, alternative in node.alternatives:
                self._text.line(2, f"if w == {name!r}: return {self._value(alternative)}")
        self._text.line(2, "A()")
        self._places()
        return self._text.function("v", f"encoder of {node.type_name or 'choice'}")

    def _places(self) -> None:
        """Add the name of the present member to what is said of a value inside it."""
        self._text.line(1, "except F as f: f.path.append(str(w)); raise")
        self._text.line(1, "except UnicodeEncodeError: S(str(w))")

    def _value(self, node: Node) -> str:
        """Return the expression for the whole element of ``x``, with a quick form where there is one."""
        quick = None if node.kind == "IA5String" else _sole(node, "x", "x")
        if quick is None:
            return self._whole(node)
        condition, octets = quick
        return f"({octets} if {condition} else {self._whole(node)})"

    def _whole(self, node: Node) -> str:
        if node.tag is None:
            return "E(x)" if node.kind == "ANY" else f"{self._text.name(self._encoder.content(node))}(x)"
        tag = _octets(node.tag)
        if node.inner is not None:
            return _element_of(tag, self._whole(node.inner))
        if node.kind in _QUICK:
            return _QUICK[node.kind].format(tag=tag, one=tag + b"\x01", none=tag + b"\0")
        if node.kind in _CONTENTS:
            return _element_of(tag, _CONTENTS[node.kind])
        return _element_of(tag, f"{self._text.name(self._encoder.content(node))}(x)")


_QUICK = {
    "INTEGER": "({one} + L[x] if type(x) is int and -1 < x < 128 else {tag} + I(x))",
    "ENUMERATED": "({one} + L[x] if type(x) is int and -1 < x < 128 else {tag} + I(x))",
    "BOOLEAN": "({one} + (b'\\xff' if x else b'\\0') if type(x) is bool else W(x, bool))",
    "NULL": "({none} if x is None else W(x, type(None)))",
}
"""Expressions for whole elements; of a number up to 127 the content is the octet that would be its length."""
_CONTENTS = {
    "OCTET STRING": "(x if type(x) is bytes else W(x, bytes))",
    "IA5String": "(x if type(x) is str else W(x, str)).encode('latin-1')",
    "GeneralizedTime": "T(x)",
    "BIT STRING": "B(x)",
    "OBJECT IDENTIFIER": "O(x)",
}
"""Expressions for the content of an element. Switches put ISO 8859-1 into texts that should be ASCII; what they sent
can be sent back to them."""


def _sole(node: Node, name: str, value: str) -> tuple[str, str] | None:
    """Return the quick form of what comes down to one text, as a DeviceID mostly does: its condition and its octets.

    There is one where the first member of a SEQUENCE, the others being optional, or the first alternative of a CHOICE
    is a text or comes down to one. What fulfils the condition cannot be wrong in any way.

    :param name: what the expression ``value`` is called from here on.
    """
    known = name if name == value else f"({name} := {value})"
    if node.inner is not None:
        found = _sole(node.inner, name, value)
    elif node.kind == "IA5String":
        found = f"type({known}) is str and {name}.isascii()", f"{name}.encode()"
    elif node.kind == "CHOICE":
        first, alternative = node.alternatives[0]
        found = _sole(alternative, f"{name}_", f"{name}[1]")
        kind = f"type({known}) is tuple and len({name}) == 2 and {name}[0] == {first!r}"
        return found and (f"{kind} and {found[0]}", found[1])
    elif node.kind == "SEQUENCE" and all(optional for _, _, optional in node.members[1:]) and node.members:
        first, member, _ = node.members[0]
        found = _sole(member, f"{name}_", f"{name}[{first!r}]")
        kind = f"type({known}) is dict and len({name}) == 1 and {first!r} in {name}"
        found = found and (f"{kind} and {found[0]}", found[1])
    else:
        return None
    return found and (found[0], _element_of(_octets(node.tag or 0), found[1]))


def _octets(tag: int) -> bytes:
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big")


def _element_of(tag: bytes, content: str) -> str:
    return f"({tag!r} + L[len(c := {content})] + c)"


class _Lengths(dict[int, bytes]):
    """The octets of lengths; those of one octet are kept."""

    def __missing__(self, length: int) -> bytes:
        return length_octets(length)


LENGTHS = _Lengths((length, length_octets(length)) for length in range(0x80))


def _of(value: Any, kind: type[Any]) -> Any:
    """Return a value that is of a type, if not of this very one; a truth value is no number."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        name = type(value).__name__
        raise _Misfit(lambda message, member: _wrong(message, member, name))
    return value


def _pair(value: Any) -> tuple[Any, Any]:
    """Return a value that is a tuple of two, if of a derived type."""
    if len(_of(value, tuple)) != 2:
        raise _Misfit(_form)
    first, second = value
    return first, second


def _missing_member() -> NoReturn:
    raise _Misfit(_missing)


def _no_alternative() -> NoReturn:
    raise _Misfit(_unknown)


def _no_member(value: dict[Any, Any], members: frozenset[str]) -> None:
    """See what is in a SEQUENCE besides its members."""
    for name in map(str, value):
        if name not in members and not name.startswith("["):
            raise _Misfit(_unknown, name)


def _not_latin(*path: str) -> NoReturn:
    raise _Misfit(_characters, *path) from None


def integer(number: int) -> bytes:
    """Return length and content of an INTEGER."""
    size = (number if number >= 0 else ~number).bit_length() // 8 + 1
    return LENGTHS[size] + number.to_bytes(size, "big", signed=True)


def _integer(value: Any) -> bytes:
    return integer(_of(value, int))


def _time(value: Any) -> bytes:
    if not isinstance(value, datetime):
        text: str = _of(value, str)
        return text.encode("latin-1")
    return _moment(value) if value.tzinfo is None else _moment(value.replace(tzinfo=None))


@functools.lru_cache(16)
def _moment(value: datetime) -> bytes:
    """Write a time as HiPath does, with all seconds. Many events come within a second, hence the cache."""
    return f"{value.year:04}{value:%m%d%H%M%S}".encode()


def _bits(value: Any) -> bytes:
    octets, length = value if type(value) is tuple and len(value) == 2 else _pair(value)
    if type(octets) is not bytes:
        _of(octets, bytes)
    if type(length) is not int:
        _of(length, int)
    if length < 0 or len(octets) != length + 7 >> 3:
        raise _Misfit(_form)
    unused = -length & 7
    if unused and octets[-1] & (1 << unused) - 1:  # which mean nothing
        octets = octets[:-1] + bytes((octets[-1] >> unused << unused,))
    content: bytes = _UNUSED[unused] + octets
    return content


_UNUSED = [bytes((unused,)) for unused in range(8)]


def _identifier(value: Any) -> bytes:
    if not _IDENTIFIER.fullmatch(_of(value, str)):
        raise _Misfit(_form)
    first, second, *others = map(int, value.split("."))
    octets = bytearray()
    for arc in (40 * first + second, *others):
        septets = [arc & 0x7F]
        while arc := arc >> 7:
            septets.insert(0, 0x80 | arc & 0x7F)
        octets += bytes(septets)
    return bytes(octets)


def _any(value: Any) -> bytes:
    try:
        guard(_of(value, bytes))
    except DecodeError:
        raise _Misfit(_element) from None
    return bytes(value)


_FUNCTIONS: dict[str, Any] = {
    "A": _no_alternative,
    "B": _bits,
    "E": _any,
    "F": _Misfit,
    "I": _integer,
    "L": LENGTHS,
    "M": _missing_member,
    "O": _identifier,
    "P": _pair,
    "S": _not_latin,
    "T": _time,
    "U": _no_member,
    "W": _of,
}
"""What the text refers to."""
