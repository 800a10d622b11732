"""Our schema against the official modules: wire-identical, member for member, and all of it there."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.csta.enumerations import OpenEnum
from desktop.csta.operations import BY_CODE, EVENT_REPORT, Operation
from desktop.csta.schema import Node, Schema
from tests.support.official import Official, differences


@pytest.fixture(scope="module")
def official(evidence: Path) -> Official:
    return Official(evidence)


def test_every_operation_is_there(official: Official) -> None:
    missing = [row[0] for row in official.operations if int(row[1]) not in BY_CODE]
    assert missing == []
    named = {int(code): (name, bool(result)) for name, code, _, result, _ in official.operations}
    ours = {row.code: (row.name, row.result_type is not None) for row in BY_CODE.values() if row is not EVENT_REPORT}
    assert ours == named


@pytest.mark.parametrize("row", BY_CODE.values(), ids=lambda row: row.name)
def test_arguments_and_results_are_wire_identical(row: Operation, official: Official, schema: Schema) -> None:
    if row is EVENT_REPORT:
        rows = [("", "", row.argument_type, "", "")]
    else:
        rows = [(name, code, *rest) for name, code, *rest in official.operations if int(code) == row.code]
    found = []
    for _, _, argument, result, _ in rows:
        found += list(differences(schema.node(row.argument_type), official.node(argument), argument))
        if result:
            assert row.result_type is not None
            found += list(differences(schema.node(row.result_type), official.node(result), result))
    assert found == []


def test_errors_are_wire_identical(official: Official, schema: Schema) -> None:
    assert list(differences(schema.node("UniversalFailure"), official.node("UniversalFailure"), "")) == []


def test_the_comparison_sees_what_differs(official: Official, schema: Schema) -> None:
    """A check of the check: a wrong tag, a missing member and another name are all told."""
    ours, theirs = schema.node("MakeCallArgument"), official.node("MakeCallArgument")
    assert list(differences(_with(ours, members=ours.members[:-1]), theirs, "x"))
    assert list(differences(_with(ours, tag=0x31), theirs, "x"))
    name, cause, _ = next(member for member in ours.members if member[0] == "reason")
    renamed = tuple(
        (name, _with(cause, names={1: "other"}), True) if member[0] == "reason" else member for member in ours.members
    )
    assert list(differences(_with(ours, members=renamed), theirs, "x"))


def _with(node: Node, **changes: object) -> Node:
    from dataclasses import replace

    return replace(node, **changes)  # type: ignore[arg-type]


def _classes(kind: type[OpenEnum]) -> set[type[OpenEnum]]:
    return {found for below in kind.__subclasses__() for found in {below, *_classes(below)}}
