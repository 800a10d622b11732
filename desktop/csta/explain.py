"""A message as a tree for people and as JSON for programs, from its octets and the schema only.

Lenient, unlike the decoder: members that the schema does not know are shown with their tags, and a damaged message is
shown as far as it can be read, with the place of the damage. :func:`explain` makes the tree, :func:`text` draws it,
:func:`value` makes JSON of it. Nothing here raises for any octets.

What may be secret is shown as ``****``, also among the octets, unless the caller wants it otherwise: authorisation
codes, passwords of agents, the characters of GenerateDigits and DigitsGenerated, with all that is damaged or unknown
in and behind the types that carry them; what follows a comma in a number; and of an association (AARQ, AARE) whatever
is not known to be harmless, so that no other form and no damage of a log-in shows its password.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.csta import operations
from desktop.csta.ber import CONSTRUCTED, GREATEST_DEPTH, damaged, read_header, tag_number, tag_text
from desktop.csta.decoder import read_primitive
from desktop.csta.errors import DecodeError
from desktop.csta.schema import Node, Schema, shipped
from desktop.csta.shown import (
    MASK,
    association,
    carries_secrets,
    converter,
    guess,
    harmless,
    masked,
    printable,
    secret,
    shown,
)
from desktop.sentences import Sentence

ANY, CHOICE, EXPLICIT, SEQUENCE, SEQUENCE_OF, DAMAGE = "ANY", "CHOICE", "EXPLICIT", "SEQUENCE", "SEQUENCE OF", "damage"
_AARQ, _AARE, _OCTET_STRING = 0x60, 0x61, 0x04
_FAR_END = 1 << 80
"""A limit that nothing reaches: the header of an element that is cut short can still be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One element of a message, or an untagged CHOICE, which is one with its alternative.

    :ivar label: the member's name in ECMA-285, ``#1`` for the first of a SEQUENCE OF, the tag where it is not known.
    :ivar kind: the ASN.1 kind ("SEQUENCE", "INTEGER" ...); "EXPLICIT" for a tag around another element, "ANY" for
        what the schema leaves open or does not know, "damage" for octets that cannot be read.
    :ivar type_name: the type's name, the kind where it has none.
    :ivar tag: ``[APPLICATION 11]``; empty for an untagged CHOICE and for damage.
    :ivar offset: where the element begins, in octets from the beginning of the message.
    :ivar length: its octets, header included.
    :ivar text: the value of a primitive element, for people: it holds no characters that steer a terminal.
    :ivar plain: the same for programs.
    :ivar hex: its octets; of an element with children only its header.
    :ivar fault: what is wrong with this very element.
    """

    label: str
    kind: str
    type_name: str
    tag: str
    offset: int
    length: int
    text: str = ""
    plain: Any = None
    hex: str = ""
    children: tuple[Item, ...] = ()
    fault: Sentence | None = None


def explain(octets: bytes, *, mask_secrets: bool = True, schema: Schema | None = None) -> Item:
    """Return the tree of one APDU, without its frame header."""
    tables = _shipped_tables() if schema is None else _Tables(schema)
    return _Walk(octets, tables, mask_secrets).message()


def text(item: Item, tr: Callable[[Sentence], str] = str) -> str:
    """Return the tree as indented lines: offset, label, tag, type and value, then the octets in hex.

    :param tr: renders a fault in the reader's language.
    """
    return "\n".join(_lines(item, 0, tr))


def value(item: Item, tr: Callable[[Sentence], str] = str) -> Any:
    """Return the JSON value: CHOICE as ``{name: value}``, octets as hex, digits as text, enumerations and bits by name.

    Unknown members of a SEQUENCE with the same label are a list under it, in their order. Where something is damaged,
    the SEQUENCE around it has a member ``damage`` with the sentence, and with the octets if they could not be read at
    all.

    :param tr: renders that sentence in the reader's language.
    """
    if item.kind == CHOICE:
        return {child.label: value(child, tr) for child in item.children}
    if item.kind == EXPLICIT:
        return value(item.children[0], tr) if item.children else None
    if item.kind == SEQUENCE_OF:
        return [value(child, tr) for child in item.children]
    if item.kind == SEQUENCE:
        members = _members(item, tr)
        fault = _fault(item)
        return members | ({"damage": {"text": tr(fault)}} if fault and "damage" not in members else {})
    if item.kind == DAMAGE:
        assert item.fault is not None, "damage has its sentence"
        return {"text": tr(item.fault), "octets": item.plain}
    return item.plain


def _members(item: Item, tr: Callable[[Sentence], str]) -> dict[str, Any]:
    found: dict[str, list[Any]] = {}
    for child in item.children:
        found.setdefault(child.label, []).append(value(child, tr))
    return {label: values[0] if len(values) == 1 else values for label, values in found.items()}


def _fault(item: Item) -> Sentence | None:
    """Return what is wrong with an item or in it, but not inside another SEQUENCE."""
    faults = [_fault(child) for child in item.children if child.kind != SEQUENCE]
    return item.fault or next((fault for fault in faults if fault is not None), None)


def event_value(octets: bytes, *, mask_secrets: bool = True) -> tuple[str, dict[str, Any]]:
    """Return (ECMA-285 name, members) of an event report, e.g. ``("delivered", {..., "cause": "newCall"})``.

    An event that is not known is called ``value-N`` and has the member ``octets``.

    :raises DecodeError: the octets are not an event report.
    """
    schema = shipped()
    try:
        name, envelope = schema.decode("Apdu", octets)
        if name == "invoke" and envelope["opcode"] == ("local", operations.EVENT_REPORT.code):
            report = schema.decode(operations.EVENT_REPORT.argument_type, envelope["argument"])
            category, event = report["eventSpecificInfo"]
            if isinstance(event, tuple) and isinstance(event[1], dict):
                return event[0], _event_converter(mask_secrets)(report)["eventSpecificInfo"][category][event[0]]
    except (DecodeError, KeyError):
        pass  # damaged or incomplete: the tree shows what can be seen of it
    return _event_of(explain(octets, mask_secrets=mask_secrets), octets)


@functools.cache
def _event_converter(mask: bool) -> Callable[[Any], Any]:
    return converter(shipped().node(operations.EVENT_REPORT.argument_type), "", mask)


def _event_of(item: Item | None, octets: bytes) -> tuple[str, dict[str, Any]]:
    for label in ("invoke", "argument", "eventSpecificInfo"):
        item = _below(item, label)
    if item is None:
        raise DecodeError(Sentence("This is not an event report."), octets)
    while item.children and item.kind in (CHOICE, EXPLICIT):
        item = item.children[0]
    return item.label, value(item) if item.kind == SEQUENCE else {"octets": item.plain}


def _below(item: Item | None, label: str) -> Item | None:
    return None if item is None else next((child for child in item.children if child.label == label), None)


def _lines(item: Item, depth: int, tr: Callable[[Sentence], str]) -> list[str]:
    """Draw one item and what is in it; an untagged CHOICE shares its line with its alternative."""
    path = [item.label]
    while item.kind == CHOICE and len(item.children) == 1:
        item = item.children[0]
        path.append(item.label)
    label = ".".join(part for part in path if part)
    named = " ".join(part for part in (label, item.tag, item.type_name) if part)
    line = "  " * depth + named + (f" = {item.text}" if item.text else "")
    octets = [item.hex[at : at + 48] for at in range(0, len(item.hex), 48)] or [""]
    lines = [f"{item.offset:5}  {line:<68}  {octets[0]}".rstrip()]
    lines += [f"{'':5}  {'':<68}  {more}" for more in octets[1:]]
    if item.fault is not None:
        lines.append(f"{'':5}  {'  ' * depth}!! {tr(item.fault)}")
    for child in item.children:
        lines += _lines(child, depth + 1, tr)
    return lines


class _Tables:
    """What each tag means at each position of a SEQUENCE, and in each CHOICE; by the rules of the decoder."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._sequences: dict[int, tuple[list[dict[int, int]], list[int | None]]] = {}
        self._choices: dict[int, dict[int, int]] = {}
        self._secretive: dict[int, bool] = {}

    def sequence(self, node: Node) -> tuple[list[dict[int, int]], list[int | None]]:
        """Return for each position: tag -> index of the member, and the member that takes an unknown tag."""
        found = self._sequences.get(id(node))
        if found is None:
            tables: list[dict[int, int]] = []
            leftovers: list[int | None] = []
            for position in range(len(node.members) + 1):
                table: dict[int, int] = {}
                leftover: int | None = None
                for index in range(position, len(node.members)):
                    _, member, optional = node.members[index]
                    open_type = member.tag is None and (member.kind == ANY or (member.kind == CHOICE and not optional))
                    if leftover is None and open_type:
                        leftover = index
                    for tag in member.tags():
                        table.setdefault(tag, index)
                tables.append(table)
                leftovers.append(leftover)
            found = self._sequences[id(node)] = tables, leftovers
        return found

    def carries_secrets(self, node: Node) -> bool:
        """Tell whether a type has members that are secrets."""
        found = self._secretive.get(id(node))
        if found is None:
            found = self._secretive[id(node)] = carries_secrets(node)
        return found

    def choice(self, node: Node) -> dict[int, int]:
        """Return tag -> index of the alternative."""
        found = self._choices.get(id(node))
        if found is None:
            found = self._choices[id(node)] = {
                tag: index for index, (_, alternative) in enumerate(node.alternatives) for tag in alternative.tags()
            }
        return found


@functools.cache
def _shipped_tables() -> _Tables:
    return _Tables(shipped())


@dataclass(frozen=True, slots=True)
class _Head:
    """The header of an element; ``end`` never lies behind its parent's, ``fault`` says so where it should.

    Whether that is to be told is known when its children are read: see :meth:`_Walk._own_fault`.
    """

    tag: int
    at: int
    start: int
    end: int
    fault: Sentence | None


class _Walk:
    """One pass over one message."""

    def __init__(self, data: bytes, tables: _Tables, mask: bool) -> None:
        self._data = data
        self._tables = tables
        self._mask = mask
        self._operation: operations.Operation | None = None
        self._association = mask and association(data)
        self._veiled = self._association
        """Whether what is not known may be a secret: from the first type that carries one to the message's end."""
        self._public: set[int] = set()
        """Where the texts of an association begin that are shown."""
        self._cut: set[int] = set()
        """Where elements begin that are not whole."""

    def message(self) -> Item:
        """Read the whole: one APDU, and whatever is behind it."""
        data = self._data
        head = self._head(0, len(data))
        if isinstance(head, Item):
            return head
        item = self._element("", self._tables.schema.node("Apdu"), "", head, 0)
        if head.end == len(data):
            return item
        what = Sentence("{count} octets after the end of the message", count=len(data) - head.end)
        behind = self._damage(damaged(what, head.end), head.end, len(data))
        return Item("", SEQUENCE, SEQUENCE, "", 0, len(data), children=(item, behind))

    def _head(self, at: int, limit: int) -> _Head | Item:
        """Read the header at ``at``; an item for the damage where there is none."""
        try:
            tag, start, end = read_header(self._data, at, limit)
            return _Head(tag, at, start, end, None)
        except DecodeError as error:
            fault = self._hushed(error.sentence)
        self._cut.add(at)
        try:
            tag, start, _ = read_header(self._data, at, _FAR_END)
        except DecodeError:
            return self._damage(fault, at, limit)
        return _Head(tag, at, start, limit, fault) if start <= limit else self._damage(fault, at, limit)

    def _element(self, label: str, node: Node, key: str, head: _Head, depth: int) -> Item:
        """Read an element as a value of type ``node``; ``key`` is the member's place in the schema."""
        if depth > GREATEST_DEPTH:
            return self._any(label, head, depth)
        if node.tag is None and node.kind == CHOICE:
            return self._choice(label, node, key, head, depth)
        if node.tag is None:
            return self._any(label, head, depth)
        self._veiled = self._veiled or (self._mask and self._tables.carries_secrets(node))
        if node.tag != head.tag:
            tag, expected = self._tag(head.tag), node.type_name or node.kind
            what = Sentence("{tag} where {type} was expected", tag=tag, type=expected)
            return self._any(label, head, depth, damaged(what, head.at))
        if node.inner is not None:
            return self._wrapped(label, node, node.inner, key, head, depth)
        if node.kind == SEQUENCE:
            return self._sequence(label, node, head, depth)
        if node.kind == SEQUENCE_OF:
            assert node.element is not None, "a SEQUENCE OF has elements"
            return self._sequence_of(label, node, node.element, key, head, depth)
        return self._primitive(label, node, key, head)

    def _tag(self, tag: int) -> str:
        """Return a tag's text; where secrets may be misread as tags, not of one that could be a letter."""
        return MASK if self._veiled and (tag > 0xFF or 0x20 <= tag < 0x7F) else tag_text(tag)

    def _hushed(self, fault: Sentence) -> Sentence:
        """Take a length out of a sentence where it may be a letter of a secret."""
        what, at = fault.facts["what"], fault.facts["at"]
        if not self._veiled or not isinstance(what, Sentence) or "length" not in what.facts:
            return fault
        assert isinstance(at, int), "a place is a number"
        return damaged(Sentence("an element of {length} octets that reaches past its parent's end", length=MASK), at)

    def _choice(self, label: str, node: Node, key: str, head: _Head, depth: int) -> Item:
        index = self._tables.choice(node).get(head.tag)
        if index is None:
            child = self._any(f"value-{tag_number(head.tag)}", head, depth)
        else:
            name, alternative = node.alternatives[index]
            child = self._element(name, alternative, f"{node.type_name}.{name}", head, depth)
        return Item(label, CHOICE, node.type_name or CHOICE, "", head.at, head.end - head.at, children=(child,))

    def _wrapped(self, label: str, node: Node, inner: Node, key: str, head: _Head, depth: int) -> Item:
        children: list[Item] = []
        at = head.start
        while at < head.end:
            inside = self._head(at, head.end)
            if isinstance(inside, Item):
                children.append(inside)
                break
            children.append(
                self._any(self._tag(inside.tag), inside, depth + 1)
                if children
                else self._element("", inner, key, inside, depth + 1)
            )
            at = inside.end
        return self._container(label, node, head, children, EXPLICIT)

    def _sequence(self, label: str, node: Node, head: _Head, depth: int) -> Item:
        tables, leftovers = self._tables.sequence(node)
        children: list[Item] = []
        position, at = 0, head.start
        while at < head.end:
            inside = self._head(at, head.end)
            if isinstance(inside, Item):
                children.append(inside)
                break
            index = tables[position].get(inside.tag, leftovers[position])
            if index is None:
                children.append(self._any(self._tag(inside.tag), inside, depth + 1))
            else:
                name, member, _ = node.members[index]
                member = self._open_type(node, name) or member
                child = self._element(name, member, f"{node.type_name or ''}.{name}", inside, depth + 1)
                if name == "opcode":
                    self._operation = operations.BY_CODE.get(_number(child))
                children.append(child)
                position = index + 1
            at = inside.end
        return self._container(label, node, head, children, SEQUENCE)

    def _open_type(self, node: Node, member: str) -> Node | None:
        """Return the type that the operation gives to a member that the envelope leaves open."""
        operation = self._operation
        if node.type_name == "Error" and member == "parameter":
            return self._tables.schema.node("UniversalFailure")
        if operation is None:
            return None
        if node.type_name == "Invoke" and member == "argument":
            return self._tables.schema.node(operation.argument_type)
        if node.type_name is None and member == "value" and operation.result_type is not None:
            return self._tables.schema.node(operation.result_type)
        return None

    def _sequence_of(self, label: str, node: Node, element: Node, key: str, head: _Head, depth: int) -> Item:
        children: list[Item] = []
        at = head.start
        if self._association:
            self._public |= self._texts(key, head)
        while at < head.end:
            inside = self._head(at, head.end)
            if isinstance(inside, Item):
                children.append(inside)
                break
            number = len(children) + 1
            children.append(self._element(f"#{number}", element, f"{key}#{number}", inside, depth + 1))
            at = inside.end
        return self._container(label, node, head, children, SEQUENCE_OF)

    def _texts(self, key: str, head: _Head) -> set[int]:
        """Return where strings of an authentication begin that are certainly no password.

        They are the first of exactly two in a request (the name of the user), all in an answer (the switch's stamp).
        """
        places: list[int] = []
        at = head.start
        try:
            while at < head.end:
                places.append(at)
                tag, start, at = read_header(self._data, at, head.end)
                if tag != _OCTET_STRING or not self._data[start:at].isascii():
                    return set()
                if not self._data[start:at].decode("ascii").isprintable():
                    return set()
        except DecodeError:
            return set()
        if key == "AuthenticationStrings.calling" and self._data[0] == _AARQ and len(places) == 2 and not head.fault:
            return {places[0]}
        return set(places) if key == "AuthenticationStrings.responding" and self._data[0] == _AARE else set()

    def _container(self, label: str, node: Node, head: _Head, children: list[Item], kind: str) -> Item:
        return Item(
            label,
            kind,
            node.type_name or node.kind,
            tag_text(head.tag),
            head.at,
            head.end - head.at,
            hex=self._header(head),
            children=tuple(children),
            fault=self._own_fault(head, children),
        )

    def _header(self, head: _Head) -> str:
        """Return the octets of a header; of a faulty one that may be made of a secret's octets the first only."""
        if self._veiled and head.fault is not None:
            return f"{self._data[head.at]:02x} {MASK}"
        return self._data[head.at : head.start].hex(" ")

    def _own_fault(self, head: _Head, children: list[Item]) -> Sentence | None:
        """Return what is wrong with an element itself: where its last child is not whole, it cannot be."""
        return None if children and children[-1].offset in self._cut else head.fault

    def _primitive(self, label: str, node: Node, key: str, head: _Head) -> Item:
        fault = head.fault
        try:
            content = read_primitive(node.kind, self._data, head.start, head.end)
            words, plain = shown(node, key, content)
        except DecodeError as error:
            fault = fault or error.sentence
            words = plain = self._data[head.start : head.end].hex()
        if self._mask and self._hidden(node, key, head, words):
            words = plain = masked(node, key, str(plain))
            words = printable(words)
            octets = f"{self._data[head.at]:02x} {MASK}"
        else:
            octets = self._data[head.at : head.end].hex(" ")
        return Item(
            label,
            node.kind,
            node.type_name or node.kind,
            tag_text(head.tag),
            head.at,
            head.end - head.at,
            words,
            plain,
            octets,
            fault=fault,
        )

    def _hidden(self, node: Node, key: str, head: _Head, words: str) -> bool:
        """Tell whether a primitive must not be shown as it is."""
        if not self._association:
            return secret(node, key, words)
        sound = head.fault is None and harmless(node, key, self._data[head.start : head.end])
        return not sound and head.at not in self._public

    def _any(self, label: str, head: _Head, depth: int, fault: Sentence | None = None) -> Item:
        """Show an element without a type by its tags alone."""
        data, tag = self._data, self._tag(head.tag)
        size = head.end - head.at
        if self._veiled:
            octets = MASK if tag == MASK else f"{data[head.at]:02x} {MASK}"
            return Item(label, ANY, "", tag, head.at, size, MASK, MASK, octets, fault=head.fault or fault)
        whole = data[head.at : head.end]
        if not data[head.at] & CONSTRUCTED or depth >= GREATEST_DEPTH:
            words = guess(head.tag, data[head.start : head.end])
            fault = head.fault or fault
            return Item(label, ANY, "", tag, head.at, size, words, whole.hex(), whole.hex(" "), fault=fault)
        children: list[Item] = []
        at = head.start
        while at < head.end:
            inside = self._head(at, head.end)
            if isinstance(inside, Item):
                children.append(inside)
                break
            children.append(self._any("", inside, depth + 1))
            at = inside.end
        octets = data[head.at : head.start].hex(" ")
        fault = self._own_fault(head, children) or fault
        return Item(label, ANY, "", tag, head.at, size, "", whole.hex(), octets, tuple(children), fault)

    def _damage(self, fault: Sentence, at: int, end: int) -> Item:
        octets = MASK if self._veiled else self._data[at:end].hex(" ")
        return Item(DAMAGE, DAMAGE, "", "", at, end - at, "", octets.replace(" ", ""), octets, fault=fault)


def _number(item: Item) -> int:
    """Return the number of an opcode, -1 where it has none."""
    while item.children:
        item = item.children[0]
    return item.plain if isinstance(item.plain, int) else -1
