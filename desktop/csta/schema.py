"""The schema of resources/asn1, compiled: one decoder and one encoder for every type.

``schema.json`` is the parsed text of ``resources/asn1/*.asn`` (made by ``installer/make-schema``; a test holds the two
together), so starting up parses no ASN.1; :mod:`desktop.assets` is this room's one door to a file. Decoding uses
closures built from the parsed types: strict about bounds, at ease with whatever a newer switch adds. Encoding is
asn1tools', imported when the first message is sent.

Values have asn1tools' shapes: SEQUENCE a dict, SEQUENCE OF a list, CHOICE ``(name, value)``, OCTET STRING and ANY
bytes, BIT STRING ``(octets, number of bits)``, INTEGER and enumerations int, OBJECT IDENTIFIER dotted text, NULL
None, GeneralizedTime a datetime (text where it is not one).

Where the octets know more than the schema: an unknown member of a SEQUENCE is passed over and those after it are
kept; an unknown alternative of a CHOICE becomes ``("value-5", its octets)``; an absent member is absent, also where
the standard makes it mandatory: whoever needs it says so (:mod:`desktop.csta.binding`).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop import assets
from desktop.csta.ber import CONSTRUCTED, guard, read_header, tag_number, tag_text
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.sentences import Sentence

Content = Callable[[bytes, int, int], Any]
"""Decodes the content of an element: (octets, start, end) -> value."""

_CLASSES = {"UNIVERSAL": 0x00, "APPLICATION": 0x40, "PRIVATE": 0xC0, None: 0x80}
_ENUMERATED = 0x0A
_UNIVERSAL = {
    "BOOLEAN": 0x01,
    "INTEGER": 0x02,
    "BIT STRING": 0x03,
    "OCTET STRING": 0x04,
    "NULL": 0x05,
    "OBJECT IDENTIFIER": 0x06,
    "SEQUENCE": 0x30,
    "SEQUENCE OF": 0x30,
    "IA5String": 0x16,
    "GeneralizedTime": 0x18,
}


@dataclass(frozen=True, slots=True)
class Node:
    """One type of the schema, resolved: what it is called, which tags begin it, and what is inside.

    ``alternatives`` of a CHOICE and ``members`` of a SEQUENCE are in the schema's order; ``element`` is that of a
    SEQUENCE OF; ``inner`` is what an explicit tag wraps. ``tag`` is None for an untagged CHOICE and for ANY. What the
    schema declares as an integer with the tag of ENUMERATED is of kind "ENUMERATED".
    """

    kind: str
    type_name: str | None
    tag: int | None
    members: tuple[tuple[str, Node, bool], ...] = ()
    """(name, type, optional)"""
    alternatives: tuple[tuple[str, Node], ...] = ()
    element: Node | None = None
    inner: Node | None = None
    names: Mapping[int, str] = field(default_factory=dict, hash=False)
    """Names of the numbers of an enumeration, or of the bits of a BIT STRING."""

    def tags(self) -> Iterator[int]:
        """Yield every tag that a value of this type can begin with; none for ANY."""
        if self.tag is not None:
            yield self.tag
        else:
            for _, node in self.alternatives:
                yield from node.tags()


class Schema:
    """All modules, compiled when asked for."""

    def __init__(self, parsed: str) -> None:
        """:param parsed: the JSON text of the parsed modules, as :func:`parse` makes it."""
        self._parsed = parsed
        modules: Mapping[str, Any] = json.loads(parsed)
        self._types = {name: descriptor for module in modules.values() for name, descriptor in module["types"].items()}
        self._nodes: dict[str, Node] = {}
        self._contents: dict[int, Content] = {}
        self._encoders: Mapping[str, Any] | None = None

    def node(self, type_name: str) -> Node:
        """Return the resolved type ``type_name``; KeyError where there is none."""
        if type_name not in self._nodes:
            self._nodes[type_name] = self._resolve(self._types[type_name], type_name)
        return self._nodes[type_name]

    def decode(self, type_name: str, octets: bytes) -> Any:
        """Decode one whole element of type ``type_name``.

        :raises DecodeError: the octets are not sound BER, or do not fit the type.
        """
        guard(octets)
        node = self.node(type_name)
        tag, start, end = read_header(octets, 0, len(octets))
        content = self._by_tag(node).get(tag)
        if content is not None:
            return content(octets, start, end)
        if node.kind == "CHOICE" and node.tag is None:
            return _unknown_alternative(tag, octets)
        raise DecodeError(
            Sentence("The switch sent {tag} where {type} was expected.", tag=tag_text(tag), type=type_name), octets, 0
        )

    def encode(self, type_name: str, value: Any) -> bytes:
        """Encode ``value`` as type ``type_name``.

        :raises LocalMisuse: the value does not fit the type.
        """
        if self._encoders is None:
            self._encoders = _compile_encoders(self._parsed)
        encoder = self._encoders[type_name]
        try:
            return bytes(encoder.encode(_with_times_as_text(value)))
        except Exception as error:  # asn1tools lets many classes out for a value of a wrong shape
            raise LocalMisuse(
                Sentence("A value does not fit {type} and cannot be sent: {detail}", type=type_name, detail=str(error))
            ) from error

    def _resolve(self, descriptor: Mapping[str, Any], type_name: str | None) -> Node:
        kind = descriptor["type"]
        if kind not in _UNIVERSAL and kind not in ("CHOICE", "ANY"):
            return _tagged(self.node(kind), descriptor, type_name)
        node = Node(
            kind,
            type_name,
            _UNIVERSAL.get(kind),
            members=tuple(
                (member["name"], self._resolve(member, None), bool(member.get("optional")))
                for member in descriptor["members"]
            )
            if kind == "SEQUENCE"
            else (),
            alternatives=tuple((member["name"], self._resolve(member, None)) for member in descriptor["members"])
            if kind == "CHOICE"
            else (),
            element=self._resolve(descriptor["element"], None) if kind == "SEQUENCE OF" else None,
            names=_names(descriptor),
        )
        return _tagged(node, descriptor, type_name)

    def _by_tag(self, node: Node) -> dict[int, Content]:
        """Return the content decoders of ``node`` by the tag that begins a value of it."""
        if node.kind == "CHOICE" and node.tag is None:
            table: dict[int, Content] = {}
            for name, alternative in node.alternatives:
                for tag, content in self._by_tag(alternative).items():
                    table[tag] = functools.partial(_alternative, name, content)
            return table
        return {} if node.tag is None else {node.tag: self._content(node)}

    def _content(self, node: Node) -> Content:
        found = self._contents.get(id(node))
        if found is None:
            found = self._contents[id(node)] = self._build(node)
        return found

    def _build(self, node: Node) -> Content:
        if node.inner is not None:
            return self._wrapped(node.inner)
        if node.kind == "SEQUENCE":
            return self._sequence(node)
        if node.kind == "SEQUENCE OF":
            assert node.element is not None
            return self._sequence_of(node.element)
        return _PRIMITIVES[node.kind]

    def _wrapped(self, inner: Node) -> Content:
        """Decode what an explicit tag wraps: one element, and whatever a newer switch puts after it."""
        table = self._by_tag(inner)

        def content(data: bytes, start: int, end: int) -> Any:
            tag, first, last = read_header(data, start, end)
            if inner.kind == "ANY":
                return data[start:last]
            found = table.get(tag)
            if found is not None:
                return found(data, first, last)
            if inner.kind == "CHOICE":
                return _unknown_alternative(tag, data[start:last])
            raise _unexpected(tag, data, start)

        return content

    def _sequence_of(self, element: Node) -> Content:
        table = self._by_tag(element)

        def content(data: bytes, at: int, end: int) -> list[Any]:
            values = []
            while at < end:
                tag, first, last = read_header(data, at, end)
                found = table.get(tag)
                if found is not None:
                    values.append(found(data, first, last))
                elif element.kind == "ANY":
                    values.append(data[at:last])
                elif element.kind == "CHOICE":
                    values.append(_unknown_alternative(tag, data[at:last]))
                at = last
            return values

        return content

    def _sequence(self, node: Node) -> Content:
        """Build a table for each position: which tag is which member, counted from there on.

        A member that comes before the present position, or one that is not in the schema, is passed over. Where the
        next mandatory member is an untagged CHOICE, an element of no known tag is taken for its unknown alternative.
        """
        tables: list[dict[int, tuple[int, str, Content]]] = []
        leftovers: list[tuple[int, str, bool] | None] = []
        for position in range(len(node.members) + 1):
            table: dict[int, tuple[int, str, Content]] = {}
            leftover: tuple[int, str, bool] | None = None
            for index in range(position, len(node.members)):
                name, member, optional = node.members[index]
                if leftover is None and (member.kind == "ANY" and member.tag is None):
                    leftover = (index + 1, name, False)
                if leftover is None and member.kind == "CHOICE" and member.tag is None and not optional:
                    leftover = (index + 1, name, True)
                for tag, decoder in self._by_tag(member).items():
                    table.setdefault(tag, (index + 1, name, decoder))
            tables.append(table)
            leftovers.append(leftover)

        def content(data: bytes, at: int, end: int) -> dict[str, Any]:
            values: dict[str, Any] = {}
            position = 0
            while at < end:
                tag, first, last = read_header(data, at, end)
                found = tables[position].get(tag)
                if found is not None:
                    position, name, decode = found
                    values[name] = decode(data, first, last)
                elif (left := leftovers[position]) is not None:
                    position, name, is_choice = left
                    values[name] = _unknown_alternative(tag, data[at:last]) if is_choice else data[at:last]
                at = last
            return values

        return content


def _tagged(node: Node, descriptor: Mapping[str, Any], type_name: str | None) -> Node:
    """Put the tag of ``descriptor`` on ``node``: all modules have IMPLICIT TAGS; a CHOICE and ANY are wrapped."""
    name = type_name or node.type_name or (descriptor["type"] if descriptor["type"] not in _UNIVERSAL else None)
    tag = descriptor.get("tag")
    if tag is None:
        return replace(node, type_name=name)
    explicit = tag.get("kind") == "EXPLICIT" or node.tag is None
    constructed = explicit or node.inner is not None or node.kind in ("SEQUENCE", "SEQUENCE OF")
    number = identifier(_CLASSES[tag.get("class")] | (CONSTRUCTED if constructed else 0), tag["number"])
    if explicit:
        return Node(node.kind, name, number, inner=node)
    enumerated = number == _ENUMERATED or node.kind == "ENUMERATED"
    return replace(node, kind="ENUMERATED" if enumerated else node.kind, type_name=name, tag=number)


def _names(descriptor: Mapping[str, Any]) -> Mapping[int, str]:
    numbers = descriptor.get("named-numbers", {})
    return {number: name for name, number in numbers.items()} | {
        int(bit): name for name, bit in descriptor.get("named-bits", ())
    }


def identifier(first: int, number: int) -> int:
    """Return a tag's identifier octets as one integer; a number from 31 on stands in octets of its own, 7 bits each."""
    if number < 0x1F:
        return first | number
    octets = [number & 0x7F]
    while number := number >> 7:
        octets.insert(0, 0x80 | number & 0x7F)
    return int.from_bytes((first | 0x1F, *octets), "big")


def _alternative(name: str, content: Content, data: bytes, start: int, end: int) -> tuple[str, Any]:
    return name, content(data, start, end)


def _unknown_alternative(tag: int, octets: bytes) -> tuple[str, bytes]:
    return f"value-{tag_number(tag)}", octets


def _unexpected(tag: int, data: bytes, at: int) -> DecodeError:
    return DecodeError(
        Sentence("The switch sent {tag} at octet {at}, where something else was expected.", tag=tag_text(tag), at=at),
        data[at : at + 64],
        at,
    )


def _bad_value(what: Sentence, data: bytes, start: int, end: int) -> DecodeError:
    return DecodeError(
        Sentence("The switch sent a damaged message: {what} at octet {at}.", what=what, at=start),
        data[start:end],
        start,
    )


def _integer(data: bytes, start: int, end: int) -> int:
    if start == end:
        raise _bad_value(Sentence("an empty number"), data, start, end)
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
    """GeneralizedTime as HiPath writes it, local time without a zone; anything else stays text."""
    text = data[start:end].decode("latin-1")
    if len(text) == 14 and text.isascii() and text.isdigit():
        try:
            return datetime(  # noqa: DTZ001 -- the switch's local time, whose zone nobody says
                int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[8:10]), int(text[10:12]), int(text[12:])
            )
        except ValueError:
            return text
    return text


_PRIMITIVES: dict[str, Content] = {
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
    return _PRIMITIVES[kind](data, start, end)


def _compile_encoders(parsed: str) -> Mapping[str, Any]:
    """Compile with asn1tools.

    Its GeneralizedTime leaves out seconds that are zero and cannot send again what is not a datetime: times go as text.
    """
    from asn1tools.codecs import ber  # slow to import, and not needed before the first message is sent

    as_text = {"type": "IA5String", "tag": {"class": "UNIVERSAL", "number": 24, "kind": "IMPLICIT"}}
    modules = ber.compile_dict(
        json.loads(
            parsed,
            object_hook=lambda item: {**item, **as_text} if item.get("type") == "GeneralizedTime" else item,
        )
    )
    return {name: compiled for types in modules.values() for name, compiled in types.items()}


def _with_times_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_times_as_text(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_with_times_as_text(element) for element in value]
    if isinstance(value, tuple):
        return value[0], _with_times_as_text(value[1])
    return f"{value.year:04}{value:%m%d%H%M%S}" if isinstance(value, datetime) else value


def parse(texts: Mapping[str, str]) -> str:
    """Parse ASN.1 modules (name of the file -> text) into the JSON text that :class:`Schema` takes."""
    import asn1tools

    modules = asn1tools.parse_string("\n".join(texts[name] for name in sorted(texts)))
    return json.dumps(modules, separators=(",", ":"), sort_keys=True) + "\n"


@functools.cache
def shipped() -> Schema:
    """Return the schema that is shipped with the program; it never changes in a run."""
    return Schema(assets.text("asn1", "schema.json"))
