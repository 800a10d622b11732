"""The schema of resources/asn1, compiled: one decoder and one encoder for every type.

``schema.json`` is the parsed text of ``resources/asn1/*.asn`` (made by ``installer/make-schema``; a test holds the two
together), so starting up parses no ASN.1; :mod:`desktop.assets` is this room's one door to a file. Decoding and
encoding use functions that are written from the parsed types when these are first met: strict about bounds, at ease
with whatever a newer switch adds, and strict about what is sent.

Values have plain shapes (asn1tools', with which tests compare): SEQUENCE a dict, SEQUENCE OF a list, CHOICE ``(name,
value)``, OCTET STRING and ANY bytes, BIT STRING ``(octets, number of bits)``, INTEGER and enumerations int, OBJECT
IDENTIFIER dotted text, NULL None, GeneralizedTime a datetime (text where it is not one).

Where the octets know more than the schema: an unknown member of a SEQUENCE is passed over and those after it are
kept; an unknown alternative of a CHOICE becomes ``("value-5", its octets)``; an absent member is absent, also where
the standard makes it mandatory: whoever needs it says so (:mod:`desktop.csta.binding`).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop import assets
from desktop.csta.ber import CONSTRUCTED
from desktop.csta.decoder import Decoder
from desktop.csta.encoder import Encoder

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
        modules: Mapping[str, Any] = json.loads(parsed)
        self._types = {name: descriptor for module in modules.values() for name, descriptor in module["types"].items()}
        self._nodes: dict[str, Node] = {}
        self._decoder = Decoder()
        self._encoder = Encoder()

    def node(self, type_name: str) -> Node:
        """Return the resolved type ``type_name``; KeyError where there is none."""
        if type_name not in self._nodes:
            self._nodes[type_name] = self._resolve(self._types[type_name], type_name)
        return self._nodes[type_name]

    def decode(self, type_name: str, octets: bytes) -> Any:
        """Decode one whole element of type ``type_name``.

        :raises DecodeError: the octets are not sound BER, or do not fit the type.
        """
        return self._decoder.decode(self._nodes.get(type_name) or self.node(type_name), octets)

    def encode(self, type_name: str, value: Any) -> bytes:
        """Encode ``value`` as type ``type_name``.

        :raises LocalMisuse: the value does not fit the type; the text says where, without the value.
        """
        return self._encoder.encode(type_name, self._nodes.get(type_name) or self.node(type_name), value)

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


def parse(texts: Mapping[str, str]) -> str:
    """Parse ASN.1 modules (name of the file -> text) into the JSON text that :class:`Schema` takes.

    It needs asn1tools, which comes with the tools of development and not with the program.
    """
    import asn1tools

    modules = asn1tools.parse_string("\n".join(texts[name] for name in sorted(texts)))
    return json.dumps(modules, separators=(",", ":"), sort_keys=True) + "\n"


@functools.cache
def shipped() -> Schema:
    """Return the schema that is shipped with the program; it never changes in a run."""
    return Schema(assets.text("asn1", "schema.json"))
