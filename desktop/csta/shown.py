"""How single values of the schema are shown: to people as text, to programs as JSON, and which of them are secrets.

Numbers and bits have the names that the schema gives them. A value's ``key`` is its place in a type of the schema,
``MakeCallArgument.reason``; by it secrets are told, and operation codes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from desktop.csta import operations
from desktop.csta.decoder import read_primitive
from desktop.csta.errors import DecodeError
from desktop.csta.schema import Node

MASK = "****"
_OPCODES = {code: operation.name for code, operation in operations.BY_CODE.items()}
_SECRET = frozenset({"GenerateDigitsArgument.charactersToSend", "DigitsGeneratedEvent.digitGeneratedList"})
_SECRET_TYPES = frozenset({"AuthCode", "AgentPassword"})
_CONTEXTS, _PASSWORD_MECHANISM = b"\x2b\x0c\x00", b"\x52\x03\x01"
"""How the names of ECMA's standards begin (1.3.12.0), and X.227's mechanism of passwords (2.2.3.1)."""
_UNIVERSAL = {0x01: "BOOLEAN", 0x02: "INTEGER", 0x05: "NULL", 0x06: "OBJECT IDENTIFIER", 0x0A: "INTEGER"}


def printable(text: str) -> str:
    """Return a text that came over the wire with escapes for whatever could steer a terminal or forge a line.

    Control characters, line ends, directions of writing and the like become ``\\x1b``, ``\\n``, ``\\u202e``.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def shown(node: Node, key: str, content: Any) -> tuple[str, Any]:
    """Return a primitive's value (for people, for programs)."""
    match content:
        case bool():
            return str(content).lower(), content
        case int():
            names = _OPCODES if key == "Opcode.local" else node.names
            enumerated = node.kind == "ENUMERATED"
            if content not in names and not enumerated:
                return str(content), content
            name = names.get(content, f"value-{content}")
            return f"{name} ({content})", name if enumerated else content
        case bytes():
            spelled = _spelled(content) if node.type_name is None else ""
            return content.hex() + spelled, content.hex()
        case (bytes() as octets, int() as length):
            named = _bits(node, octets, length)
            return f"{', '.join(named) or 'none'} (of {length} bits)", named
        case datetime():
            return content.isoformat(), content.isoformat()
        case None:
            return "", None
        case _:
            return printable(str(content)), str(content)


def guess(tag: int, octets: bytes) -> str:
    """Show the content of an element without a type: by its universal tag, else as octets."""
    if tag in _UNIVERSAL:
        try:
            content = read_primitive(_UNIVERSAL[tag], octets, 0, len(octets))
        except DecodeError:
            return octets.hex()
        return "" if content is None else str(content)
    return octets.hex() + _spelled(octets)


def secret(node: Node, key: str, text: str) -> bool:
    """Tell whether a value must not be shown as it is."""
    if key in _SECRET or node.type_name in _SECRET_TYPES:
        return True
    return _dialled(node, key) and "," in text


def carries_secrets(node: Node) -> bool:
    """Tell whether a type has members that are secrets: its damaged and unknown parts may then be secrets as well."""
    if node.kind != "SEQUENCE" or node.inner is not None:
        return False
    return any(
        member.type_name in _SECRET_TYPES or f"{node.type_name}.{name}" in _SECRET for name, member, _ in node.members
    )


def association(octets: bytes) -> bool:
    """Tell whether a message is an AARQ or an AARE, or was one before it was damaged: it may hold a password.

    Where not even its first octet is sound, it is known by the context name or the request for authentication.
    """
    return octets[:1] in (b"\x60", b"\x61") or _CONTEXTS in octets[:24] or b"\x8a\x02\x06\x80" in octets[:24]


def harmless(node: Node, key: str, octets: bytes) -> bool:
    """Tell whether a value of an association's message is certainly no password, not even a part of a misread one.

    Versions, requirements, results and diagnostics are short and not made of letters; of names only known ones are.
    """
    if not octets or key.startswith("Authentication."):
        return False
    if node.kind == "INTEGER":
        return len(octets) == 1 and octets[0] < 0x20
    if node.kind == "BIT STRING":
        return len(octets) <= 4 and octets[0] < 8
    if node.kind == "OBJECT IDENTIFIER":
        return octets == _PASSWORD_MECHANISM or (octets.startswith(_CONTEXTS) and len(octets) <= 6)
    return False


def masked(node: Node, key: str, text: str) -> str:
    """Return what is shown of a secret: of a number what comes before the comma, of others nothing."""
    return f"{text.split(',', maxsplit=1)[0]},{MASK}" if _dialled(node, key) else MASK


def converter(node: Node, key: str, mask: bool, veiled: bool = False) -> Callable[[Any], Any]:
    """Build what turns the schema's values of type ``node`` into JSON values, secrets masked if so wanted.

    :param veiled: the value stands in a type that carries secrets: what is not known in it is masked as well.
    """
    if node.inner is not None:
        return converter(node.inner, key, mask, veiled)
    veiled = veiled or (mask and carries_secrets(node))
    unknown = _veil if veiled else bytes.hex
    if node.kind == "SEQUENCE":
        place = node.type_name or ""
        members = {name: converter(member, f"{place}.{name}", mask, veiled) for name, member, _ in node.members}
        return lambda content: {name: members.get(name, unknown)(member) for name, member in content.items()}
    if node.kind == "SEQUENCE OF":
        assert node.element is not None, "a SEQUENCE OF has elements"
        one = converter(node.element, key, mask, veiled)
        return lambda content: [one(element) for element in content]
    if node.kind == "CHOICE":
        choices = {name: converter(one, f"{node.type_name}.{name}", mask, veiled) for name, one in node.alternatives}
        return lambda content: {content[0]: choices.get(content[0], unknown)(content[1])}
    if node.kind == "ANY":
        return unknown
    return _primitive(node, key, mask)


def _veil(_octets: bytes) -> str:
    return MASK


def _primitive(node: Node, key: str, mask: bool) -> Callable[[Any], Any]:
    def convert(content: Any) -> Any:
        plain = shown(node, key, content)[1]
        if mask and may_be_secret and secret(node, key, plain):
            return masked(node, key, plain)
        return plain

    may_be_secret = secret(node, key, ",")
    return convert


def _bits(node: Node, octets: bytes, length: int) -> list[str]:
    bits = [bit for bit in range(length) if octets[bit // 8] & 0x80 >> bit % 8]
    return [node.names.get(bit, f"value-{bit}") for bit in bits]


def _spelled(octets: bytes) -> str:
    """Say what octets spell, where they look like a text."""
    likely = len(octets) > 2 and octets.isascii() and octets.decode("ascii").isprintable()
    return f' "{octets.decode("ascii")}"' if likely else ""


def _dialled(node: Node, key: str) -> bool:
    return node.type_name == "NumberDigits" or key.startswith(("PublicNumber.", "PrivateNumber."))
