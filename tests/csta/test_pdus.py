"""Octets from outside (tests/data/README.md): understood to the last member, and encoded back to the same octets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.csta import apdus, operations
from desktop.csta.dialects import HIPATH
from desktop.csta.explain import DAMAGE, Item, explain
from desktop.csta.failures import Failure
from desktop.csta.framing import frame
from desktop.csta.schema import Schema
from tests.csta.conftest import DATA
from tests.support.messages import leftovers

ROWS: list[dict[str, Any]] = [json.loads(line) for line in (DATA / "pdus.jsonl").read_text("utf-8").splitlines()]
EVERY = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])


def octets(row: dict[str, Any]) -> bytes:
    return bytes.fromhex(row["hex"])


def test_every_row_says_where_it_comes_from() -> None:
    assert len(ROWS) == 67
    for row in ROWS:
        assert set(row) == {"name", "direction", "status", "hex"}
        assert row["direction"] in {"client->PBX", "PBX->client"}
        assert row["status"].startswith(("literal in code", "built from code", "from the module", "reconstructed"))


def test_rows_are_those_of_the_evidence(evidence: Path) -> None:
    """The evidence keeps notes besides, and the octets in their frames."""
    lines = (evidence / "reference" / "pdus.jsonl").read_text("utf-8").splitlines()
    theirs: list[dict[str, Any]] = list(map(json.loads, lines))
    assert [{name: row[name] for name in ("name", "direction", "status", "hex")} for row in theirs] == ROWS
    assert [frame(octets(row), HIPATH).hex() for row in theirs] == [row["framed_hex"] for row in theirs]


@EVERY
def test_envelope_is_encoded_back_to_the_same_octets(row: dict[str, Any], schema: Schema) -> None:
    apdu = apdus.decode(schema, octets(row))
    assert apdus.encode(schema, apdu, HIPATH) == octets(row)


@EVERY
def test_what_is_in_it_is_encoded_back_to_the_same_octets(row: dict[str, Any], schema: Schema) -> None:
    """Through the frozen messages, so that every member has a place in them."""
    match apdus.decode(schema, octets(row)):
        case apdus.Invoke(_, int(opcode), argument) if opcode in operations.BY_CODE:
            message = operations.decode_argument(schema, operations.BY_CODE[opcode], argument)
            assert list(leftovers(message)) == []
            assert operations.encode_argument(schema, message) == argument
        case apdus.ReturnResult(_, int(opcode), value) if opcode in operations.BY_CODE:
            row_of_table = operations.BY_CODE[opcode]
            message = operations.decode_result(schema, row_of_table, value)
            assert list(leftovers(message)) == []
            assert operations.encode_result(schema, row_of_table, message) == value
        case apdus.ReturnError(_, code, bytes() as parameter):
            failure = Failure.from_asn1(schema.decode("UniversalFailure", parameter))
            assert code == 1
            assert not failure.code.startswith("value-")
            assert schema.encode("UniversalFailure", failure.to_asn1()) == parameter
        case apdus.Reject() as reject:
            assert not reject.name.startswith("value-")
        case other:
            assert isinstance(other, apdus.AssociateRequest | apdus.AssociateResponse | apdus.Abort)


@EVERY
def test_every_member_has_a_name_and_a_type(row: dict[str, Any]) -> None:
    """No element is left that the schema does not know, and every octet is in some element."""

    def walk(item: Item) -> None:
        assert item.fault is None
        assert item.kind != DAMAGE
        assert item.kind != "ANY", item
        assert not item.label.startswith(("[", "value-")), item
        at = item.offset + (len(item.hex.replace(" ", "")) // 2 if item.children and item.tag else 0)
        for child in item.children:
            assert child.offset == at
            at += child.length
            walk(child)
        if item.children:
            assert at == item.offset + item.length

    tree = explain(octets(row), mask_secrets=False)
    assert (tree.offset, tree.length) == (0, len(octets(row)))
    walk(tree)
