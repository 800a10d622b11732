"""A slow and simple decoder to judge the quick one by (desktop/csta/decoder.py): it goes by the same schema, node by
node, and shares no code with it.

What the octets say beyond the schema it keeps as the schema's docstring promises (desktop/csta/schema.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.csta.schema import Node

MOST_ELEMENTS, GREATEST_DEPTH, LONGEST_NUMBER, LONGEST_TAG = 4096, 40, 16, 7
_CLASSES = ("UNIVERSAL ", "APPLICATION ", "", "PRIVATE ")


class Unsound(Exception):
    """The octets are no value of the type."""


def decode(node: Node, octets: bytes) -> Any:
    """Return the value in the schema's shape.

    :raises Unsound: there is none.
    """
    return _Plain(octets).whole(node)


class _Plain:
    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._walked = False

    def whole(self, node: Node) -> Any:
        if len(self._octets) > 2 * MOST_ELEMENTS:
            self._unread()
        tag, start, end = self._header(0, len(self._octets))
        if end != len(self._octets):
            raise Unsound("more than one element")
        if _begins(node, tag):
            return self._value(node, tag, start, end)
        if node.kind not in ("CHOICE", "ANY") or node.tag is not None:
            raise Unsound("another type")
        return self._open(node, tag, 0, end)

    def _value(self, node: Node, tag: bytes, start: int, end: int) -> Any:
        """Decode an element whose tag begins a value of ``node``."""
        if node.tag is None:
            name, alternative = next((name, found) for name, found in node.alternatives if _begins(found, tag))
            return name, self._value(alternative, tag, start, end)
        if node.inner is not None:
            return self._explicit(node.inner, start, end)
        if node.kind == "SEQUENCE":
            return self._sequence(node, start, end)
        if node.kind == "SEQUENCE OF":
            assert node.element is not None
            return self._list(node.element, start, end)
        return _primitive(node.kind, self._octets[start:end])

    def _explicit(self, inner: Node, at: int, end: int) -> Any:
        tag, start, last = self._header(at, end)
        if last != end:
            self._unread()
        if _begins(inner, tag):
            return self._value(inner, tag, start, last)
        if inner.kind not in ("CHOICE", "ANY") or inner.tag is not None:
            raise Unsound("another type")
        return self._open(inner, tag, at, last)

    def _list(self, element: Node, at: int, end: int) -> list[Any]:
        values = []
        while at < end:
            tag, start, last = self._header(at, end)
            if _begins(element, tag):
                values.append(self._value(element, tag, start, last))
            elif element.tag is None:
                values.append(self._open(element, tag, at, last))
            else:
                self._unread()
            at = last
        return values

    def _sequence(self, node: Node, at: int, end: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        position = 0
        while at < end:
            tag, start, last = self._header(at, end)
            later = list(enumerate(node.members))[position:]
            known = next((place for place in later if _begins(place[1][1], tag)), None)
            taker = next((place for place in later if _takes_anything(*place[1])), None)
            if known is not None:
                index, (name, member, _) = known
                values[name] = self._value(member, tag, start, last)
                position = index + 1
            elif taker is not None:
                index, (name, member, _) = taker
                values[name] = self._open(member, tag, at, last)
                position = index + 1
            else:
                self._unread()
                values[tag_text(tag)] = values.get(tag_text(tag), b"") + self._octets[at:last]
            at = last
        return values

    def _open(self, node: Node, tag: bytes, at: int, end: int) -> Any:
        """What ANY holds, or an alternative that a CHOICE does not know."""
        self._unread()
        octets = self._octets[at:end]
        return octets if node.kind == "ANY" else (f"value-{_number(tag)}", octets)

    def _unread(self) -> None:
        if not self._walked:
            self._walk(0, len(self._octets), 0, [0])
        self._walked = True

    def _walk(self, at: int, end: int, depth: int, count: list[int]) -> None:
        while at < end:
            tag, start, last = self._header(at, end)
            count[0] += 1
            if count[0] > MOST_ELEMENTS:
                raise Unsound("too many elements")
            if tag[0] & 0x20:
                if depth == GREATEST_DEPTH:
                    raise Unsound("too deep")
                self._walk(start, last, depth + 1, count)
            at = last

    def _header(self, at: int, limit: int) -> tuple[bytes, int, int]:
        """Return the tag's octets, and where the content begins and ends."""
        header = self._octets[at:limit]
        try:
            size = 1
            if header[0] & 0x1F == 0x1F:
                size = 2
                while header[size - 1] & 0x80:
                    size += 1
            length, count = header[size], 0
            if length & 0x80:
                count = length & 0x7F
                length = int.from_bytes(header[size + 1 : size + 1 + count], "big")
        except IndexError:
            raise Unsound("cut short") from None
        start = size + 1 + count
        if size > LONGEST_TAG or (header[size] & 0x80 and not 0 < count < 9) or start + length > len(header):
            raise Unsound("beyond its parent")
        return header[:size], at + start, at + start + length


def _begins(node: Node, tag: bytes) -> bool:
    return int.from_bytes(tag, "big") in set(node.tags())


def _takes_anything(name: str, member: Node, optional: bool) -> bool:
    return member.tag is None and (member.kind == "ANY" or not optional)


def _number(tag: bytes) -> int:
    number = tag[0] & 0x1F
    if tag[1:]:
        number = int("".join(f"{octet & 0x7F:07b}" for octet in tag[1:]), 2)
    return number


def tag_text(tag: bytes) -> str:
    """Return a tag as people write it."""
    return f"[{_CLASSES[tag[0] >> 6]}{_number(tag)}]"


def _primitive(kind: str, content: bytes) -> Any:
    match kind:
        case "INTEGER" | "ENUMERATED":
            if not 0 < len(content) <= LONGEST_NUMBER:
                raise Unsound("a number without octets, or with too many")
            unsigned = int(content.hex(), 16)
            return unsigned - (1 << 8 * len(content) if content[0] & 0x80 else 0)
        case "BOOLEAN":
            if len(content) != 1:
                raise Unsound("a truth value of several octets")
            return content != b"\x00"
        case "BIT STRING":
            if not content or content[0] > min(7, 8 * len(content) - 8):
                raise Unsound("a bit string with a wrong count of unused bits")
            return content[1:], 8 * len(content) - 8 - content[0]
        case "OBJECT IDENTIFIER":
            return _object_identifier(content)
        case "GeneralizedTime":
            return _time(content.decode("latin-1"))
        case "IA5String":
            return content.decode("latin-1")
        case "NULL":
            return None
        case _:
            return content


def _object_identifier(content: bytes) -> str:
    arcs = [""]
    for octet in content:
        arcs[-1] += f"{octet & 0x7F:07b}"
        if len(arcs[-1].lstrip("0")) > 128 and octet & 0x80:
            raise Unsound("a long arc")
        if not octet & 0x80:
            arcs.append("")
    if arcs.pop() or not arcs:
        raise Unsound("an object identifier that is cut short")
    numbers = [int(arc, 2) for arc in arcs]
    first = 0 if numbers[0] < 40 else 1 if numbers[0] < 80 else 2
    return ".".join(str(number) for number in (first, numbers[0] - 40 * first, *numbers[1:]))


def _time(text: str) -> datetime | str:
    if len(text) != 14 or set(text) - set("0123456789"):
        return text
    try:
        return datetime(int(text[:4]), *(int(text[at : at + 2]) for at in range(4, 14, 2)))  # type: ignore[arg-type]
    except ValueError:
        return text
