"""The official modules of ECMA-285 as trees of types, to compare ours with: members, tags and names.

The modules are not distributed with Deskline; they are read from the folder that DESKLINE_EVIDENCE names. They are
parsed by asn1tools and resolved here by their own rules (a tag is explicit unless it says IMPLICIT), so that what is
compared does not depend on asn1tools' compiler. :func:`differences` tells how a type of ours differs on the wire;
:class:`Sampler` makes values that the modules allow, whatever ours says.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from desktop.csta.schema import Node, identifier

_UNIVERSAL = {
    "BOOLEAN": 0x01,
    "INTEGER": 0x02,
    "BIT STRING": 0x03,
    "OCTET STRING": 0x04,
    "NULL": 0x05,
    "OBJECT IDENTIFIER": 0x06,
    "ENUMERATED": 0x0A,
    "SEQUENCE": 0x30,
    "SEQUENCE OF": 0x30,
    "IA5String": 0x16,
    "GeneralizedTime": 0x18,
}
_OPEN = (".privateData[]", ".privateData", ".securityInfo")
"""Ours are whole elements: the modules declare them NULL, "replaced by another type" as a manufacturer likes."""
_LEFT_OUT = "voiceUnitEvents"
_ANYTHING = frozenset({"CSTAPrivateData", "SecurityInfo"})
"""CHOICE { string OCTET STRING, private NULL }, which are whole elements of any kind in our schema."""
_MOST = 3
"""Elements of a list, at most."""
_TEXT = string.digits + string.ascii_letters + string.punctuation + " "
_CLASSES = {"UNIVERSAL": 0x00, "APPLICATION": 0x40, "PRIVATE": 0xC0, None: 0x80}


@dataclass(frozen=True, slots=True)
class Restricted(Node):
    """A type with what its module says of the least and the greatest number, or length."""

    limits: tuple[int, int] | None = None


class Official:
    """The modules of the folder ``reference/ecma-285``, resolved when asked for."""

    def __init__(self, evidence: Path) -> None:
        self.modules: Mapping[str, Any] = _parsed(evidence)
        rows = (evidence / "reference" / "operations.tsv").read_text("utf-8").splitlines()[1:]
        self.operations = [row.split("\t") for row in rows]
        """Rows of operations.tsv: name, code, argument, result (may be empty), file of the module."""

    def node(self, type_name: str, module: str | None = None) -> Node:
        """Return the type ``type_name`` of ``module``; of the only module that declares it where none is given."""
        if module is None:
            holders = [name for name, content in self.modules.items() if type_name in content["types"]]
            assert holders, f"no official module declares {type_name}"
            module = holders[0]
        return self._declared(module, type_name)

    def absent(self, type_name: str) -> bool:
        """Tell whether no module declares the type (the voice unit's events are not at hand)."""
        return not any(type_name in content["types"] for content in self.modules.values())

    @functools.cache  # noqa: B019 -- as long as the tests run
    def _declared(self, module: str, type_name: str) -> Node:
        types = self.modules[module]["types"]
        if type_name in types:
            return self._resolve(module, types[type_name], type_name)
        for source, imported in self.modules[module]["imports"].items():
            if type_name in imported and source in self.modules:
                return self._declared(source, type_name)
        return self.node(type_name)

    def _resolve(self, module: str, descriptor: Mapping[str, Any], type_name: str | None) -> Node:
        kind = descriptor["type"]
        if kind not in _UNIVERSAL and kind not in ("CHOICE", "ANY"):
            if self.absent(kind):
                return Node("ANY", kind, None)
            return _tagged(self._declared(module, kind), descriptor, type_name)
        members: tuple[tuple[str, Node, bool], ...] = ()
        if kind in ("SEQUENCE", "CHOICE"):
            members = tuple(
                (
                    member["name"],
                    self._resolve(module, member, None),
                    bool(member.get("optional")) or "default" in member,
                )
                for member in descriptor["members"]
            )
        node = Restricted(
            kind,
            type_name,
            _UNIVERSAL.get(kind),
            members=members if kind == "SEQUENCE" else (),
            alternatives=tuple((name, member) for name, member, _ in members) if kind == "CHOICE" else (),
            element=self._resolve(module, descriptor["element"], None) if kind == "SEQUENCE OF" else None,
            names=_names(descriptor),
            limits=_limits(descriptor),
        )
        return _tagged(node, descriptor, type_name)


@functools.cache
def _parsed(evidence: Path) -> Mapping[str, Any]:
    import asn1tools

    folder = evidence / "reference" / "ecma-285"
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.asn1"))]
    # the one construct that asn1tools does not parse: the code of an operation
    modules: Mapping[str, Any] = asn1tools.parse_string("\n".join(re.sub(r"\blocal\s*:", "", text) for text in texts))
    return modules


def _names(descriptor: Mapping[str, Any]) -> Mapping[int, str]:
    if "values" in descriptor and descriptor["type"] == "ENUMERATED":
        return {number: name for name, number in (value for value in descriptor["values"] if value != "...")}
    numbers = {number: name for name, number in descriptor.get("named-numbers", {}).items()}
    return numbers | {int(bit): name for name, bit in descriptor.get("named-bits") or ()}


def _limits(descriptor: Mapping[str, Any]) -> tuple[int, int] | None:
    ((least, most),) = descriptor.get("size") or descriptor.get("restricted-to") or [(None, None)]
    return None if least is None else (least, most)


def _tagged(node: Node, descriptor: Mapping[str, Any], type_name: str | None) -> Node:
    name = type_name or node.type_name
    tag = descriptor.get("tag")
    if tag is None:
        return replace(node, type_name=name)
    explicit = tag.get("kind") != "IMPLICIT" or node.tag is None
    constructed = explicit or node.inner is not None or node.kind in ("SEQUENCE", "SEQUENCE OF")
    number = identifier(_CLASSES[tag.get("class")] | (0x20 if constructed else 0), tag["number"])
    if explicit:
        return Node(node.kind, name, number, inner=node)
    return replace(node, type_name=name, tag=number)


def differences(ours: Node, theirs: Node, place: str) -> Iterator[str]:
    """Yield how ``ours`` differs from ``theirs`` on the wire or in the names of members, numbers and bits."""
    if ours.kind == "ANY" and (theirs.kind == "ANY" or place.endswith(_OPEN)):
        return
    if ours.tag != theirs.tag:
        yield f"{place}: tag {_hex(ours.tag)}, officially {_hex(theirs.tag)}"
        return
    if (ours.inner is None) != (theirs.inner is None):
        yield f"{place}: explicit tag {'missing' if ours.inner is None else 'too many'}"
        return
    if ours.inner is not None and theirs.inner is not None:
        yield from differences(ours.inner, theirs.inner, place)
        return
    if ours.kind != theirs.kind:
        yield f"{place}: {ours.kind}, officially {theirs.kind}"
        return
    if theirs.names and dict(ours.names) != dict(theirs.names):
        missing = {number: name for number, name in theirs.names.items() if ours.names.get(number) != name}
        extra = {number: name for number, name in ours.names.items() if theirs.names.get(number) != name}
        yield f"{place}: names differ: officially {missing}, ours {extra}"
    if ours.element is not None and theirs.element is not None:
        yield from differences(ours.element, theirs.element, f"{place}[]")
    yield from _parts(ours, theirs, place)


def _parts(ours: Node, theirs: Node, place: str) -> Iterator[str]:
    """Compare members and alternatives."""
    mine: list[tuple[str, Node, bool]] = [*ours.members, *((name, node, False) for name, node in ours.alternatives)]
    other = [*theirs.members, *((name, node, False) for name, node in theirs.alternatives if name != _LEFT_OUT)]
    if [name for name, *_ in mine] != [name for name, *_ in other]:
        yield f"{place}: has {[name for name, *_ in mine]}, officially {[name for name, *_ in other]}"
        return
    for (name, node, optional), (_, official, officially) in zip(mine, other, strict=True):
        if optional != officially:
            yield f"{place}.{name}: {'optional' if optional else 'mandatory'}, officially not so"
        yield from differences(node, official, f"{place}.{name}")


def _hex(tag: int | None) -> str:
    return "none" if tag is None else f"{tag:x}"


@dataclass(slots=True)
class Sampler:
    """Makes random values of official types, or of ours, in the schema's shapes (:mod:`desktop.csta.schema`).

    :ivar share: how many of the optional members come: 0 to 1.
    """

    random: Random
    share: float

    def value(self, node: Node) -> Any:
        """Return one value."""
        if node.inner is not None:
            return self.value(node.inner)
        limits = node.limits if isinstance(node, Restricted) else None
        match node.kind:
            case "SEQUENCE":
                return {
                    name: self.value(member)
                    for name, member, optional in node.members
                    if not optional or self.random.random() < self.share
                }
            case "SEQUENCE OF":
                assert node.element is not None
                least, most = limits or (0, _MOST)
                return [self.value(node.element) for _ in range(self.random.randint(least, min(most, _MOST)))]
            case "CHOICE":
                name, alternative = self.random.choice([row for row in node.alternatives if row[0] != _LEFT_OUT])
                content = self.value(alternative)
                if node.type_name in _ANYTHING:
                    return b"\x05\x00" if content is None else bytes((4, len(content))) + content
                return name, content
            case _:
                return self._primitive(node, limits)

    def _primitive(self, node: Node, limits: tuple[int, int] | None) -> Any:
        random = self.random
        match node.kind:
            case "NULL":
                return None
            case "BOOLEAN":
                return random.random() < 0.5
            case "INTEGER" | "ENUMERATED":
                bound = 1 << random.randint(1, 40)
                return random.choice(list(node.names)) if node.names else random.randint(*(limits or (-bound, bound)))
            case "BIT STRING":
                return bits(random.choices("01", k=random.randint(0, max(node.names, default=8) + 2)))
            case "ANY":
                return b"\x04\x02" + random.randbytes(2)
            case "GeneralizedTime":
                return datetime.fromtimestamp(random.randrange(1 << 31), UTC).replace(tzinfo=None)
        least, most = limits or (0, 20)
        length = random.choice((least, most, random.randint(least, most)))
        return random.randbytes(length) if node.kind == "OCTET STRING" else "".join(random.choices(_TEXT, k=length))


def bits(digits: Sequence[str]) -> tuple[bytes, int]:
    """Return "0101" in the schema's shape of a BIT STRING."""
    whole = -(-len(digits) // 8)
    return int("".join(digits).ljust(8 * whole, "0") or "0", 2).to_bytes(whole, "big"), len(digits)


def places(node: Node, key: str = "") -> Iterator[str]:
    """Yield all that values of a type can have, some of it more than once.

    "Type.member" is an optional or mandatory member, "Type.member absent" an optional one that is not there,
    "Type.alternative" one of a CHOICE; what has no name is called by its own place.
    """
    name = node.type_name or key
    if node.inner is not None:
        yield from places(node.inner, key)
        return
    if node.element is not None:
        yield from places(node.element, name)
    for member, inner, optional in node.members:
        yield from (f"{name}.{member}", *([f"{name}.{member} absent"] if optional else []))
        yield from places(inner, f"{name}.{member}")
    for chosen, inner in node.alternatives:
        if chosen != _LEFT_OUT:
            yield f"{name}.{chosen}"
            yield from places(inner, f"{name}.{chosen}")


def places_of(node: Node, value: Any, key: str = "") -> Iterator[str]:
    """Yield which of the :func:`places` of its type a value has."""
    name = node.type_name or key
    if node.inner is not None:
        yield from places_of(node.inner, value, key)
    elif node.element is not None:
        for element in value:
            yield from places_of(node.element, element, name)
    elif node.kind == "CHOICE":
        chosen, content = value if isinstance(value, tuple) else ("string" if value[0] == 0x04 else "private", None)
        yield f"{name}.{chosen}"
        if isinstance(value, tuple):
            yield from places_of(dict(node.alternatives)[chosen], content, f"{name}.{chosen}")
    for member, inner, _ in node.members if node.inner is None else ():
        yield f"{name}.{member}" if member in value else f"{name}.{member} absent"
        if member in value:
            yield from places_of(inner, value[member], f"{name}.{member}")
