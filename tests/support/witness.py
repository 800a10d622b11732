"""The witness of the evidence (tools/witness): ECMA-285's own modules compiled by pycrate; it shares no code with ours.

:func:`hear` asks it in a process of its own what octets mean; :func:`as_witnessed` turns values of ours into its
shapes. :class:`Pycrate` uses its compiled modules here, to encode what the modules allow without any help of ours.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.csta.schema import Node

_ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from witness import Witness
witness = Witness()
for line in sys.stdin:
    sys.stdout.write(json.dumps(witness.decode(bytes.fromhex(line), strict=True)) + "\\n")
"""
_OPEN = {0x04: "string", 0x05: "private"}
_FORMS = ("UNIVERSAL ", "APPLICATION ", "", "PRIVATE ")


def hear(evidence: Path, apdus: Iterable[bytes]) -> list[dict[str, Any]]:
    """Return what the witness says of each APDU, as its README describes: ``kind``, ``value``, ``leftover`` ..."""
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    done = subprocess.run(
        [sys.executable, "-c", _ASK, str(evidence / "tools" / "witness")],
        input="".join(f"{apdu.hex()}\n" for apdu in apdus),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def complaint(answer: dict[str, Any]) -> str | None:
    """Return what is wrong with an APDU in the witness's eyes; None where it approves it."""
    if "error" in answer:
        return str(answer["error"])
    if answer["leftover"]:
        return f"not in the modules: {answer['leftover']}"
    return None if answer["canonical"] else "encoded again, the octets are others"


def as_witnessed(node: Node, value: Any) -> Any:
    """Turn a value of our schema's type ``node`` into the witness's shape, which is JSON.

    The two differ so, and in nothing else: numbers with names are named, for octets stands their hex, for bits
    "0101", first bit first, for a time the text on the wire, for a CHOICE [name, value]. What our schema leaves open
    the modules declare as CHOICE { string OCTET STRING, private NULL }, to be replaced by any other type: that is
    ["string", hex], ["private", None], or [tag, hex of the content] for other elements.
    """
    if node.inner is not None:
        return as_witnessed(node.inner, value)
    match node.kind:
        case "SEQUENCE":
            nodes = {name: member for name, member, _ in node.members}
            return {name: as_witnessed(nodes[name], member) for name, member in value.items()}
        case "SEQUENCE OF":
            assert node.element is not None
            return [as_witnessed(node.element, element) for element in value]
        case "CHOICE":
            name, content = value
            return [name, as_witnessed(dict(node.alternatives)[name], content)]
        case "ANY":
            return _element(value)
        case "BIT STRING":
            octets, length = value
            return "".join(f"{octet:08b}" for octet in octets)[:length]
        case "OCTET STRING":
            return value.hex()
        case "INTEGER" | "ENUMERATED":
            return node.names.get(value, value)
        case "GeneralizedTime" if isinstance(value, datetime):
            return f"{value:%Y%m%d%H%M%S}"
        case _:
            return value


def as_explained(node: Node, heard: Any) -> Any:
    """Turn what the witness says of a type of our schema into the JSON of ``deskline decode``, secrets shown.

    There a CHOICE is {name: value}, bits are the names of those that are set, a time is in ISO 8601, and numbers keep
    to themselves that have names without being enumerations. What is left open is the hex of the whole element.
    """
    if node.inner is not None:
        return as_explained(node.inner, heard)
    match node.kind:
        case "SEQUENCE":
            nodes = {name: member for name, member, _ in node.members}
            return {name: as_explained(nodes[name], member) for name, member in heard.items()}
        case "SEQUENCE OF":
            assert node.element is not None
            return [as_explained(node.element, element) for element in heard]
        case "CHOICE":
            name, content = heard
            return {name: as_explained(dict(node.alternatives)[name], content)}
        case "ANY":
            name, content = heard
            assert name == "string", "we send no other private data here"
            return f"04{len(content) // 2:02x}{content}"
        case "BIT STRING":
            return [node.names.get(bit, f"value-{bit}") for bit, digit in enumerate(heard) if digit == "1"]
        case "INTEGER":
            return {name: number for number, name in node.names.items()}.get(heard, heard)
        case "GeneralizedTime":
            return datetime.strptime(heard, "%Y%m%d%H%M%S").isoformat()
        case _:
            return heard


def _element(octets: bytes) -> list[str | None]:
    """Show an element of any type; its tag and its length are one octet each."""
    tag, content = octets[0], octets[2:]
    assert len(content) == octets[1] < 0x80
    if tag in _OPEN:
        return [_OPEN[tag], content.hex() if content else None]
    return [f"[{_FORMS[tag >> 6]}{tag & 0x1F}]", content.hex()]


class Pycrate:
    """The official modules, compiled by pycrate in this process; its types keep state, so one message at a time."""

    def __init__(self, evidence: Path) -> None:
        pytest.importorskip("pycrate_core", reason="needs pycrate")
        file = evidence / "tools" / "witness" / "witness.py"
        spec = importlib.util.spec_from_file_location("csta_witness", file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self._types, _ = module.load_schema()

    def invoke(self, invoke_id: int, code: int, node: Node, value: Any) -> bytes:
        """Encode an operation's argument, a value of the official type ``node``."""
        return self._encode(
            f"Invoke_{code}",
            invokeId=("present", invoke_id),
            opcode=("local", code),
            argument=_for_pycrate(node, value),
        )

    def result(self, invoke_id: int, code: int, node: Node, value: Any) -> bytes:
        """Encode an operation's result, a value of the official type ``node``."""
        content = {"opcode": ("local", code), "result": _for_pycrate(node, value)}
        return self._encode(f"Result_{code}", invokeId=("present", invoke_id), result=content)

    def _encode(self, type_name: str, **members: Any) -> bytes:
        compiled = getattr(self._types, type_name)
        compiled.set_val(members)
        return bytes(compiled.to_ber())


def _for_pycrate(node: Node, value: Any) -> Any:
    if node.inner is not None:
        return _for_pycrate(node.inner, value)
    match node.kind:
        case "SEQUENCE":
            nodes = {name: member for name, member, _ in node.members}
            return {name: _for_pycrate(nodes[name], member) for name, member in value.items()}
        case "SEQUENCE OF":
            assert node.element is not None
            return [_for_pycrate(node.element, element) for element in value]
        case "CHOICE" if isinstance(value, bytes):  # what our schema leaves open
            return ("string", value[2:]) if value[0] == 0x04 else ("private", 0)
        case "CHOICE":
            name, content = value
            return name, _for_pycrate(dict(node.alternatives)[name], content)
        case "BIT STRING":
            octets, length = value
            return int.from_bytes(octets, "big") >> -length % 8, length
        case "ENUMERATED":
            return node.names[value]
        case "NULL":
            return 0
        case "GeneralizedTime":
            return (*f"{value:%Y %m %d %H %M %S}".split(), None, None)
        case _:
            return value
