"""The decoder: one function for every type of the schema, written as Python source when the type is first met.

A SEQUENCE becomes straight code: is the next octet the tag of this member? of the next? So the usual message, whose
members are known and in order, is read with a few comparisons an element. Whatever is unusual (an unknown member, one
out of order, an unknown alternative, a length in the long form) is handed to a general function, :func:`_rest_of` and
its neighbours, which goes on where the straight code stopped; nothing is read twice, so time grows with length only.

Every element is held inside its parent. An element that is passed over unread, or kept as octets, might hide anything:
before the first such element of a message the :mod:`guard <desktop.csta.ber>` walks the whole message. A message
longer than two octets for each element that the guard allows goes through it anyway; a shorter one cannot have more.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.csta.ber import MOST_ELEMENTS, damaged, guard, read_header, tag_number, tag_text, whole_header
from desktop.csta.errors import DecodeError
from desktop.csta.written import Text
from desktop.sentences import Sentence

if TYPE_CHECKING:
    from desktop.csta.schema import Node

Content = Callable[[bytes, int, int], Any]
"""Decodes the content of an element: (octets, start, end) -> value."""
LONGEST_NUMBER = 16
"""Octets of a number, at most: CSTA needs no 8, and Python does not write out one of thousands."""
_MANY = 6
"""A CHOICE with more constructed alternatives is looked up in a table; its types are met only when one comes."""


class Decoder:
    """Functions for the types of one schema; node objects tell types apart, so they must stay alive."""

    def __init__(self) -> None:
        self._contents: dict[int, Content] = {}
        self._tables: dict[int, dict[int, Content]] = {}
        self._guarded: bytes | None = None
        """The message that the guard has walked."""

    def decode(self, node: Node, octets: bytes) -> Any:
        """Decode one whole element as a value of type ``node``.

        :raises DecodeError: the octets are not sound BER, or do not fit the type.
        """
        end = len(octets)
        if end > 2 * MOST_ELEMENTS:
            self._pass_over(octets)
        try:
            tag = octets[0]
            start = 2
            if octets[1] + 2 != end or end > 0x81 or tag & 0x1F == 0x1F:
                tag, start, _ = whole_header(octets)
            content = (self._tables.get(id(node)) or self.by_tag(node)).get(tag)
            if content is not None:
                return content(octets, start, end)
            if node.tag is None:
                self._pass_over(octets)
                return octets if node.kind == "ANY" else _unknown_alternative(tag, octets)
        except IndexError:  # the header of the last element is cut short
            raise _bad_value(
                Sentence("an element that is cut short"), octets, max(0, len(octets) - 1), len(octets)
            ) from None
        finally:
            self._guarded = None
        what = Sentence("{tag} where {type} was expected", tag=tag_text(tag), type=node.type_name)
        raise DecodeError(damaged(what, 0), octets, 0)

    def by_tag(self, node: Node) -> dict[int, Content]:
        """Return the functions of ``node`` by the tag that begins a value of it."""
        table = self._tables.get(id(node))
        if table is None:
            table = self._tables[id(node)] = {}
            if node.tag is not None:
                table[node.tag] = self.content(node)
            elif node.kind == "CHOICE":
                lazily = _many(node)
                for name, alternative in node.alternatives:
                    for tag in alternative.tags():
                        table[tag] = self._alternative(table, name, alternative, tag, lazily=lazily)
        return table

    def content(self, node: Node) -> Content:
        """Return the function of a tagged type."""
        found = self._contents.get(id(node))
        if found is None:
            found = self._contents[id(node)] = self._build(node)
        return found

    def _alternative(self, table: dict[int, Content], name: str, node: Node, tag: int, *, lazily: bool) -> Content:
        def first(data: bytes, start: int, end: int) -> Any:
            table[tag] = self._alternative(table, name, node, tag, lazily=False)
            return table[tag](data, start, end)

        return first if lazily else _named(name, self.by_tag(node)[tag])

    def _build(self, node: Node) -> Content:
        if node.inner is not None:
            return _Source(self).wrapped(node.inner)
        if node.kind == "SEQUENCE":
            return _Source(self).sequence(node)
        if node.kind == "SEQUENCE OF":
            assert node.element is not None, "a SEQUENCE OF has elements"
            return _Source(self).sequence_of(node.element)
        return PRIMITIVES[node.kind]

    def _pass_over(self, data: bytes) -> None:
        """An element of ``data`` stays unread: see once that the whole is sound."""
        if self._guarded is not data:
            guard(data)
            self._guarded = data

    def wrapped(self, inner: Node) -> Content:
        """Return what reads any content of an explicit tag: one element, and whatever a newer switch puts after it."""
        table = self.by_tag(inner)

        def content(data: bytes, start: int, end: int) -> Any:
            tag, first, last = read_header(data, start, end)
            found = table.get(tag)
            if last != end or found is None:
                self._pass_over(data)
            if found is not None:
                return found(data, first, last)
            if inner.tag is not None:
                raise _unexpected(tag, data, start)
            octets = data[start:last]
            return octets if inner.kind == "ANY" else _unknown_alternative(tag, octets)

        return content

    def rest_of_list(self, element: Node) -> Callable[[bytes, int, int, list[Any]], list[Any]]:
        """Return what reads a SEQUENCE OF from an unusual element on."""
        table = self.by_tag(element)

        def rest(data: bytes, at: int, end: int, values: list[Any]) -> list[Any]:
            while at < end:
                tag, first, last = read_header(data, at, end)
                found = table.get(tag)
                if found is not None:
                    values.append(found(data, first, last))
                else:
                    self._pass_over(data)
                    if element.tag is None:
                        octets = data[at:last]
                        values.append(octets if element.kind == "ANY" else _unknown_alternative(tag, octets))
                at = last
            return values

        return rest

    def rest_of_sequence(self, node: Node) -> Callable[[bytes, int, int, dict[str, Any]], dict[str, Any]]:
        """Return what reads a SEQUENCE from an unusual element on.

        It has a table for each position: which tag is which member, counted from there on. A member that comes before
        the present position, or one that is not in the schema, is kept as octets under its tag's name, ``[9]``; several
        of one tag one behind the other. Where the next mandatory member is an untagged CHOICE, an element of no known
        tag is taken for its unknown alternative.
        """
        order = {name: index for index, (name, _, _) in enumerate(node.members)}
        tables: dict[int, tuple[dict[int, tuple[int, str, Content]], tuple[int, str, bool] | None]] = {}

        def rest(data: bytes, at: int, end: int, values: dict[str, Any]) -> dict[str, Any]:
            position = 1 + max((order[name] for name in values), default=-1)
            again: dict[str, bytearray] = {}
            while at < end:
                if position not in tables:
                    tables[position] = self._position(node, position)
                table, leftover = tables[position]
                tag, first, last = read_header(data, at, end)
                found = table.get(tag)
                if found is not None:
                    position, name, decode = found
                    values[name] = decode(data, first, last)
                else:
                    self._pass_over(data)
                    octets = data[at:last]
                    if leftover is None:
                        name = tag_text(tag)
                        if name not in values:
                            values[name] = octets
                        elif name in again:
                            again[name] += octets
                        else:
                            again[name] = bytearray(values[name] + octets)
                    else:
                        position, name, is_choice = leftover
                        values[name] = _unknown_alternative(tag, octets) if is_choice else octets
                at = last
            for name, all_of_it in again.items():
                values[name] = bytes(all_of_it)
            return values

        return rest

    def _position(
        self, node: Node, position: int
    ) -> tuple[dict[int, tuple[int, str, Content]], tuple[int, str, bool] | None]:
        """Return what each tag means from ``position`` on, and which member takes one that means nothing."""
        table: dict[int, tuple[int, str, Content]] = {}
        leftover: tuple[int, str, bool] | None = None
        for index in range(position, len(node.members)):
            name, member, optional = node.members[index]
            if leftover is None and member.tag is None:
                if member.kind == "ANY":
                    leftover = (index + 1, name, False)
                elif not optional:
                    leftover = (index + 1, name, True)
            for tag, decode in self.by_tag(member).items():
                table.setdefault(tag, (index + 1, name, decode))
        return table, leftover


_SIMPLE = {
    "INTEGER": "(b[{s}] if {n} == 1 and b[{s}] < 128 else I(b, {s}, j))",
    "ENUMERATED": "(b[{s}] if {n} == 1 and b[{s}] < 128 else I(b, {s}, j))",
    "OCTET STRING": "b[{s}:j]",
    "IA5String": "b[{s}:j].decode('latin-1')",
    "BIT STRING": "((b[{s} + 1:j], 8 * {n} - 8 - b[{s}]) if {n} > 1 and b[{s}] < 8 else B(b, {s}, j))",
    "BOOLEAN": "(b[{s}] != 0 if {n} == 1 else O(b, {s}, j))",
    "NULL": "None",
}
"""Expressions for the content of primitive types."""


class _Source:
    """The source text of one function, and what it refers to.

    Names in it: ``b`` the octets; ``i`` where the present element begins and ``e`` the end of its parent; ``t`` its
    tag, ``n`` its length, ``s`` and ``j`` where its content begins and ends; ``v`` the value. ``H`` reads a header that
    is not two octets long, or says that the element reaches past its parent.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._text = Text(H=_header, I=_integer, B=_bits, O=_boolean)

    def wrapped(self, inner: Node) -> Content:
        """Write the function of an explicit tag's content."""
        self._text.line(1, "s = i; j = e; n = e - i")
        self._text.line(1, f"return {self._explicit(inner)}")
        return self._text.function("b, i, e", "decoder of explicit")

    def sequence(self, node: Node) -> Content:
        """Write the function of a SEQUENCE."""
        self._text.names["R"] = self._decoder.rest_of_sequence(node)
        self._text.line(1, "v = {}")
        self._text.line(1, "if i == e: return v")
        self._text.line(1, "t = b[i]")
        for name, member, _ in node.members:
            for number, (tag, wrap, alternative) in enumerate(_ways(member)):
                self._text.line(1, f"{'el' if number else ''}if t == {tag}:")
                self._text.line(2, "n = b[i + 1]; s = i + 2; j = s + n")
                self._text.line(2, "if n > 127 or j > e: s, j = H(b, i, e); n = j - s")
                self._text.line(2, f"v[{name!r}] = {wrap(self._value(alternative))}")
                self._text.line(2, "if j == e: return v")
                self._text.line(2, "i = j; t = b[i]")
            if member.tag is None and member.kind == "CHOICE" and _many(member):
                self._table(name, member)
        self._text.line(1, "return R(b, i, e, v)")
        return self._text.function("b, i, e", f"decoder of {node.type_name or 'sequence'}")

    def _table(self, name: str, choice: Node) -> None:
        """Write the look-up of a member that has many alternatives."""
        table = f"c{len(self._text.names)}"
        self._text.names[table] = self._decoder.by_tag(choice)
        self._text.line(1, f"f = {table}.get(t)")
        self._text.line(1, "if f is not None:")
        self._text.line(2, "n = b[i + 1]; s = i + 2; j = s + n")
        self._text.line(2, "if n > 127 or j > e: s, j = H(b, i, e); n = j - s")
        self._text.line(2, f"v[{name!r}] = f(b, s, j)")
        self._text.line(2, "if j == e: return v")
        self._text.line(2, "i = j; t = b[i]")

    def sequence_of(self, element: Node) -> Content:
        """Write the function of a SEQUENCE OF."""
        self._text.names["R"] = self._decoder.rest_of_list(element)
        self._text.line(1, "v = []")
        self._text.line(1, "while i < e:")
        self._text.line(2, "t = b[i]")
        for number, (tag, wrap, alternative) in enumerate(_ways(element)):
            self._text.line(2, f"{'el' if number else ''}if t == {tag}:")
            self._text.line(3, "n = b[i + 1]; s = i + 2; j = s + n")
            self._text.line(3, "if n > 127 or j > e: s, j = H(b, i, e); n = j - s")
            self._text.line(3, f"v.append({wrap(self._value(alternative))})")
            self._text.line(3, "i = j")
            self._text.line(3, "continue")
        self._text.line(2, "return R(b, i, e, v)")
        self._text.line(1, "return v")
        return self._text.function("b, i, e", "decoder of list")

    def _value(self, node: Node) -> str:
        """Return the expression for the content of an element between ``s`` and ``j``, ``n`` octets long."""
        if node.inner is not None:
            return f"({self._explicit(node.inner)})"
        if node.kind in _SIMPLE:
            return _SIMPLE[node.kind].format(s="s", n="n")
        return f"({self._sole(node, 0)}{self._call(node, 0)})"

    def _explicit(self, inner: Node) -> str:
        """Return the expression for an explicit tag's content, quick if one element in the short form fills it."""
        quick = ""
        for tag, wrap, found in sorted(_ways(inner), key=lambda way: way[2].kind != "SEQUENCE"):
            if found.inner is None and found.kind in _SIMPLE:
                value = _SIMPLE[found.kind].format(s="(s + 2)", n="(n - 2)")
            else:
                value = f"({self._sole(found, 2)}{self._call(found, 2)})"
            quick += f"{wrap(value)} if b[s] == {tag} and b[s + 1] == n - 2 and n < 130 else "
        return f"{quick}{self._text.name(self._decoder.wrapped(inner))}(b, s, j)"

    def _sole(self, node: Node, skip: int) -> str:
        """Return the quick form of a SEQUENCE that holds nothing but its first member, as a DeviceID mostly does."""
        if node.inner is not None or node.kind != "SEQUENCE" or not node.members:
            return ""
        if not all(optional for _, _, optional in node.members[1:]):
            return ""
        name, member, _ = node.members[0]
        for tag, wrap, found in _ways(member):
            if found.inner is None and found.kind in _SIMPLE:
                value = wrap(_SIMPLE[found.kind].format(s=f"(s + {skip + 2})", n=f"(n - {skip + 2})"))
                fills = f"b[s + {skip + 1}] == n - {skip + 2}"
                begins = f"n > {skip + 1} and b[s + {skip}] == {tag}"
                return f"{{{name!r}: {value}}} if {begins} and {fills} and n < 130 else "
        return ""

    def _call(self, node: Node, skip: int) -> str:
        return f"{self._text.name(self._decoder.content(node))}(b, s + {skip}, j)"


def _ways(node: Node) -> list[tuple[int, Callable[[str], str], Node]]:
    """Return for each one-octet tag that begins a value of ``node``: tag, what to write around the value, its type."""
    if node.tag is not None:
        return [(node.tag, str, node)] if node.tag < 0x100 else []
    if node.kind != "CHOICE" or _many(node):
        return []
    ways: list[tuple[int, Callable[[str], str], Node]] = []
    for name, alternative in node.alternatives:
        for tag, inside, found in _ways(alternative):
            ways.append((tag, functools.partial(_pair, name, inside), found))
    return ways


def _many(choice: Node) -> bool:
    return sum(node.inner is not None or node.kind not in _SIMPLE for _, node in choice.alternatives) > _MANY


def _pair(name: str, inside: Callable[[str], str], value: str) -> str:
    return f"({name!r}, {inside(value)})"


def _header(data: bytes, at: int, limit: int) -> tuple[int, int]:
    """Read a header whose tag is one octet: where the content begins and ends."""
    length = data[at + 1]
    if length == 0x81:
        start = at + 3
        end = start + data[at + 2]
        if end <= limit:
            return start, end
    elif length == 0x82:
        start = at + 4
        end = start + (data[at + 2] << 8 | data[at + 3])
        if end <= limit:
            return start, end
    _, start, end = read_header(data, at, limit)
    return start, end


def _named(name: str, content: Content) -> Content:
    return lambda data, start, end: (name, content(data, start, end))


def _unknown_alternative(tag: int, octets: bytes) -> tuple[str, bytes]:
    return _unknown_name(tag), octets


@functools.lru_cache(256)
def _unknown_name(tag: int) -> str:
    return f"value-{tag_number(tag)}"


def _unexpected(tag: int, data: bytes, at: int) -> DecodeError:
    what = Sentence("{tag} where something else was expected", tag=tag_text(tag))
    return DecodeError(damaged(what, at), data[at : at + 64], at)


def _bad_value(what: Sentence, data: bytes, start: int, end: int) -> DecodeError:
    return DecodeError(damaged(what, start), data[start:end], start)


def _integer(data: bytes, start: int, end: int) -> int:
    if start == end:
        raise _bad_value(Sentence("an empty number"), data, start, end)
    if end - start > LONGEST_NUMBER:
        raise _bad_value(Sentence("a number of {length} octets", length=end - start), data, start, end)
    return int.from_bytes(data[start:end], "big", signed=True)


def _boolean(data: bytes, start: int, end: int) -> bool:
    if end - start != 1:
        raise _bad_value(Sentence("a truth value that is not one octet long"), data, start, end)
    return data[start] != 0


def _octets(data: bytes, start: int, end: int) -> bytes:
    return data[start:end]


def _null(data: bytes, start: int, end: int) -> None:
    return None


def _text(data: bytes, start: int, end: int) -> str:
    """IA5String; switches put other alphabets into it, so every octet is taken (as ISO 8859-1)."""
    return data[start:end].decode("latin-1")


def _bits(data: bytes, start: int, end: int) -> tuple[bytes, int]:
    if start == end or data[start] > 7 or (data[start] and end - start == 1):
        raise _bad_value(Sentence("a bit string with a wrong count of unused bits"), data, start, end)
    return data[start + 1 : end], 8 * (end - start - 1) - data[start]


def _object_identifier(data: bytes, start: int, end: int) -> str:
    if start == end or data[end - 1] & 0x80:
        raise _bad_value(Sentence("an object identifier that is cut short"), data, start, end)
    arcs: list[int] = []
    arc = 0
    for octet in data[start:end]:
        arc = arc << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(arc)
            arc = 0
        elif arc.bit_length() > 128:
            raise _bad_value(Sentence("an object identifier with an arc longer than 128 bits"), data, start, end)
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def _time(data: bytes, start: int, end: int) -> datetime | str:
    return _moment(data[start:end])


@functools.lru_cache(16)
def _moment(octets: bytes) -> datetime | str:
    """GeneralizedTime as HiPath writes it, local time without a zone; anything else stays text.

    Many events come within a second, hence the cache.
    """
    text = octets.decode("latin-1")
    if len(text) == 14 and text.isascii() and text.isdigit():
        try:
            return datetime.fromisoformat(f"{text[:8]}T{text[8:]}")  # whose zone nobody says
        except ValueError:
            return text
    return text


PRIMITIVES: dict[str, Content] = {
    "BOOLEAN": _boolean,
    "INTEGER": _integer,
    "ENUMERATED": _integer,
    "BIT STRING": _bits,
    "OCTET STRING": _octets,
    "NULL": _null,
    "OBJECT IDENTIFIER": _object_identifier,
    "IA5String": _text,
    "GeneralizedTime": _time,
}


def read_primitive(kind: str, data: bytes, start: int, end: int) -> Any:
    """Decode the content ``data[start:end]`` of a primitive type, e.g. ``"BIT STRING"``, to the schema's value.

    :raises DecodeError: the content is not one of that type.
    """
    return PRIMITIVES[kind](data, start, end)
