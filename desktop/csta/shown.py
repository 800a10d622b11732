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
HAVE_SECRETS = frozenset(
    {"GenerateDigitsArgument", "DigitsGeneratedEvent", "OctetStrings", "SetAgentStateArgument", "AgentLogEvent"}
)
"""Types whose damaged and unknown parts may hold a secret as well."""
_SECRET = frozenset({"GenerateDigitsArgument.charactersToSend", "DigitsGeneratedEvent.digitGeneratedList"})
_SECRET_TYPES = frozenset({"AuthCode", "AgentPassword"})
_UNIVERSAL = {0x01: "BOOLEAN", 0x02: "INTEGER", 0x05: "NULL", 0x06: "OBJECT IDENTIFIER", 0x0A: "INTEGER"}


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
            return str(content), str(content)


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
    if key.startswith("AuthenticationStrings.calling#"):
        return not key.endswith("#1")  # the name, then the password
    return _dialled(node, key) and "," in text


def masked(node: Node, key: str, text: str) -> str:
    """Return what is shown of a secret: of a number what comes before the comma, of others nothing."""
    return f"{text.split(',', maxsplit=1)[0]},{MASK}" if _dialled(node, key) else MASK


def converter(node: Node, key: str, mask: bool) -> Callable[[Any], Any]:
    """Build what turns the schema's values of type ``node`` into JSON values, secrets masked if so wanted."""
    if node.inner is not None:
        return converter(node.inner, key, mask)
    if node.kind == "SEQUENCE":
        place = node.type_name or ""
        members = {name: converter(member, f"{place}.{name}", mask) for name, member, _ in node.members}
        return lambda content: {name: members.get(name, bytes.hex)(member) for name, member in content.items()}
    if node.kind == "SEQUENCE OF":
        assert node.element is not None, "a SEQUENCE OF has elements"
        one = converter(node.element, key, mask)
        return lambda content: [one(element) for element in content]
    if node.kind == "CHOICE":
        choices = {name: converter(choice, f"{node.type_name}.{name}", mask) for name, choice in node.alternatives}
        return lambda content: {content[0]: choices.get(content[0], bytes.hex)(content[1])}
    if node.kind == "ANY":
        return bytes.hex
    return _primitive(node, key, mask)


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
