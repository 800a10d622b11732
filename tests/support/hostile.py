"""Messages that take as much memory and work for their length as can be, made from the schema.

The shortest element has two octets, and whatever it becomes is much larger; so the worst messages are long lists of
tiny elements, with elements of several levels that hold one thing each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.csta.operations import OPERATIONS, Operation
from desktop.csta.schema import Node, shipped

MOST_ELEMENTS = 4096
LONGEST = 0x7FFF
"""Octets of an APDU, at most."""
UNKNOWN = b"\xdd\x00"
_LEVELS = 4
_CONTENTS = {
    "INTEGER": b"\x7f\xff",
    "ENUMERATED": b"\x7f\xff",
    "BIT STRING": b"\x00\xff",
    "OCTET STRING": b"ab",
    "IA5String": b"\xff\xfe",
    "BOOLEAN": b"\x00",
    "NULL": b"",
    "OBJECT IDENTIFIER": b"\x2b\x7f",
    "GeneralizedTime": b"20240101010101",
}


def element(tag: int, *content: bytes) -> bytes:
    """An element with the shortest length; ``tag`` is its identifier octets as one integer."""
    inside = b"".join(content)
    size = len(inside)
    octets = (size.bit_length() + 7) // 8
    length = bytes((size,)) if size < 0x80 else bytes((0x80 | octets,)) + size.to_bytes(octets, "big")
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + length + inside


@dataclass(frozen=True, slots=True)
class Flood:
    """A message whose list is full of one tiny element."""

    operation: Operation
    of_result: bool
    path: str
    tiny: bytes
    around: Callable[[bytes], bytes]
    count: int
    """Elements of one tiny one, itself included."""

    @property
    def most(self) -> int:
        """How many tiny ones a message can hold."""
        return min((MOST_ELEMENTS - 20) // self.count, (LONGEST - 100) // len(self.tiny))

    def octets(self, times: int) -> bytes:
        """The argument or result with so many tiny elements."""
        return self.around(self.tiny * times)

    def __str__(self) -> str:
        return f"{self.operation.name} {'result' if self.of_result else 'argument'} {self.path} {self.tiny.hex()}"


def floods() -> Iterator[Flood]:
    """Yield a flood of every tiny element in every list of every operation."""
    seen = set()
    for row in OPERATIONS:
        for of_result, type_name in ((False, row.argument_type), (True, row.result_type)):
            for path, element_node, around in _lists(shipped().node(type_name)) if type_name else ():
                for tiny in dict.fromkeys(_tiny(element_node, _LEVELS)):
                    key = (element_node.type_name, path[-2:], tiny)
                    if key not in seen:
                        seen.add(key)
                        yield Flood(row, of_result, "/".join(path), tiny, around, _count(tiny))


def long_values(kind: str) -> Iterator[tuple[Operation, bool, Callable[[bytes], bytes]]]:
    """Yield for each primitive member of a kind of type its operation, whether it is in the result, and what is around
    its content.
    """
    for row in OPERATIONS:
        for of_result, type_name in ((False, row.argument_type), (True, row.result_type)):
            for around in _primitives(shipped().node(type_name), kind) if type_name else ():
                yield row, of_result, around


def _tiny(node: Node, levels: int) -> Iterator[bytes]:
    """Small values of a type: empty, with an unknown member, with one member of each kind."""
    if node.tag is None:
        if node.kind == "ANY":
            yield b"\x05\x00"
            return
        yield from _one_of_each_kind([alternative for _, alternative in node.alternatives], levels)
        yield UNKNOWN
    elif node.inner is not None:
        yield from (element(node.tag, inner) for inner in _tiny(node.inner, levels))
    elif node.kind == "SEQUENCE":
        yield element(node.tag)
        yield element(node.tag, UNKNOWN)
        if levels:
            members = [member for _, member, _ in node.members]
            yield from (element(node.tag, part) for part in _one_of_each_kind(members, levels - 1))
            yield mandatory(node)
    elif node.kind == "SEQUENCE OF":
        yield element(node.tag)
        if levels:
            assert node.element is not None
            yield from (element(node.tag, part) for part in _tiny(node.element, levels - 1))
    else:
        yield element(node.tag, _CONTENTS[node.kind])


def _one_of_each_kind(nodes: list[Node], levels: int) -> Iterator[bytes]:
    kinds = set()
    for node in nodes:
        is_primitive = node.inner is None and node.kind in _CONTENTS
        if not is_primitive or node.kind not in kinds:
            yield from _tiny(node, levels)
        if is_primitive:
            kinds.add(node.kind)


def mandatory(node: Node) -> bytes:
    """A value with all that it must have."""
    if node.tag is None:
        return b"\x05\x00" if node.kind == "ANY" else mandatory(node.alternatives[0][1])
    if node.inner is not None:
        return element(node.tag, mandatory(node.inner))
    if node.kind == "SEQUENCE":
        return element(node.tag, *(mandatory(member) for _, member, optional in node.members if not optional))
    return element(node.tag, b"" if node.kind == "SEQUENCE OF" else _CONTENTS[node.kind])


def _with_member(node: Node, name: str, octets: bytes) -> bytes:
    members = (
        octets if member == name else mandatory(found)
        for member, found, optional in node.members
        if member == name or not optional
    )
    return element(node.tag or 0, *members)


def _inside(node: Node) -> Iterator[tuple[str, Node, Callable[[bytes], bytes]]]:
    """Yield what is directly inside a type: its name, its type, and the value around it."""
    tag = node.tag or 0
    if node.tag is None:
        for name, alternative in node.alternatives:
            yield name, alternative, lambda octets: octets
    elif node.inner is not None:
        yield "", node.inner, lambda octets: element(tag, octets)
    elif node.kind == "SEQUENCE":
        for name, member, _ in node.members:
            yield name, member, lambda octets, name=name: _with_member(node, name, octets)  # type: ignore[misc]
    elif node.kind == "SEQUENCE OF":
        assert node.element is not None
        yield "*", node.element, lambda octets: element(tag, octets)


def _lists(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node, Callable[[bytes], bytes]]]:
    if node.kind == "SEQUENCE OF" and node.inner is None:
        assert node.element is not None
        tag = node.tag or 0
        yield path, node.element, lambda octets: element(tag, octets)
    for name, inside, around in _inside(node):
        for inner_path, found, within in _lists(inside, (*path, name) if name else path):
            yield inner_path, found, lambda octets, around=around, within=within: around(within(octets))  # type: ignore[misc]


def _primitives(node: Node, kind: str) -> Iterator[Callable[[bytes], bytes]]:
    if node.kind == kind and node.inner is None and kind in _CONTENTS:
        tag = node.tag or 0
        yield lambda content: element(tag, content)
    for _, inside, around in _inside(node):
        for within in _primitives(inside, kind):
            yield lambda content, around=around, within=within: around(within(content))  # type: ignore[misc]


def _count(octets: bytes) -> int:
    """How many elements are in sound octets with tags of one octet."""
    count = at = 0
    while at < len(octets):
        count += 1
        at += 2 if octets[at] & 0x20 else 2 + octets[at + 1]
    return count
