"""Our schema against the official modules: wire-identical, member for member, and all of it there.

What the official modules allow, encoded by pycrate, is read by our decoder and by asn1tools with our schema, becomes
messages of ours, and the same octets again. The other direction is in test_witness.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from asn1tools.codecs import ber as asn1tools_ber

from desktop import assets
from desktop.csta import apdus, call_enumerations, enumerations, failures, feature_enumerations, system_enumerations
from desktop.csta.enumerations import OpenEnum
from desktop.csta.operations import (
    BY_CODE,
    EVENT_REPORT,
    Operation,
    decode_argument,
    decode_result,
    encode_argument,
    encode_result,
)
from desktop.csta.schema import Node, Schema
from tests.support.messages import leftovers, one_form
from tests.support.official import Official, Sampler, differences, places, places_of
from tests.support.witness import Pycrate

MODULES = (enumerations, call_enumerations, feature_enumerations, system_enumerations, failures)
EACH = 35
"""Messages of each operation's argument, of its result, and of each kind of event."""
SHARES = (0.0, 1.0, 0.3, 0.6, 0.9)
"""How many of the optional members they have, in turn."""


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
        types = [(row.argument_type, "")]
    else:
        types = [(argument, result) for _, code, argument, result, _ in official.operations if int(code) == row.code]
    found = []
    for argument, result in types:
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
    return replace(node, **changes)  # type: ignore[arg-type]


# enumerations


def classes() -> list[type[OpenEnum]]:
    found = {kind for module in MODULES for kind in vars(module).values() if isinstance(kind, type)}
    return sorted((kind for kind in found if issubclass(kind, OpenEnum) and kind is not OpenEnum), key=str)


@pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
def test_an_enumeration_has_the_names_of_the_schema_s_type(kind: type[OpenEnum], schema: Schema) -> None:
    """Where Python cannot spell a name, an underscore stands for the hyphen."""
    names = schema.node(kind.__name__).names
    assert {int(member): member.name for member in kind} == {
        number: name.replace("-", "_") for number, name in names.items()
    }
    assert all(name.replace("-", "_").isidentifier() for name in names.values())


def test_every_enumeration_of_the_schema_has_a_class() -> None:
    """Those for one purpose only: ConnectionState is LocalConnectionState without its tag."""
    modules = json.loads(assets.text("asn1", "schema.json"))
    types = {name: descriptor for module in modules.values() for name, descriptor in module["types"].items()}
    named = {name for name, descriptor in types.items() if "named-numbers" in descriptor}
    assert named - {kind.__name__ for kind in classes()} == {"ConnectionState"}


def test_the_official_modules_have_the_same_enumerations(official: Official, schema: Schema) -> None:
    """Type by type, beside the comparison of whole messages: where the standard names the type as we do."""
    compared = set()
    for kind in classes():
        for module, content in official.modules.items():
            if content["types"].get(kind.__name__, {}).get("type") in ("ENUMERATED", "INTEGER"):
                names = official.node(kind.__name__, module).names
                assert dict(schema.node(kind.__name__).names) == dict(names), kind
                compared.add(kind.__name__)
    assert {"EventCause", "LocalConnectionState", "ForwardingType", "SystemStatus"} <= compared
    errors = {name: node.inner for name, node in schema.node("UniversalFailure").alternatives}
    theirs = {name: node.inner for name, node in official.node("UniversalFailure").alternatives}
    for name, node in theirs.items():
        assert node is not None
        ours = errors[name]
        assert ours is not None
        assert dict(ours.names) == dict(node.names), name


# what the official modules allow


@dataclass(frozen=True, slots=True)
class Written:
    """A message that pycrate encoded with the official modules."""

    row: Operation
    kind: str
    node: Node
    """The official type."""
    type_name: str
    """Ours."""
    value: Any
    octets: bytes
    """Those of the value, taken out of the APDU."""


def rows(official: Official) -> Iterator[tuple[Operation, str, Node, str]]:
    """Yield (operation, "invoke" or "result", official type, our type)."""
    for _, code, argument, result, _ in official.operations:
        row = BY_CODE[int(code)]
        yield row, "invoke", official.node(argument), row.argument_type
        if result:
            assert row.result_type is not None
            yield row, "result", official.node(result), row.result_type
    yield EVENT_REPORT, "invoke", official.node("CSTAEventReportArgument"), EVENT_REPORT.argument_type


def values(node: Node, random: Random) -> Iterator[Any]:
    """Yield values without any optional member, with all of them, and with some."""
    reports = events(node)
    for number in range(EACH):
        sampler = Sampler(random, SHARES[number % len(SHARES)])
        if not reports:
            yield sampler.value(node)
        for category, name, event in reports:
            report = sampler.value(node)
            yield report | {"eventSpecificInfo": (category, (name, sampler.value(event)))}


def events(node: Node) -> list[tuple[str, str, Node]]:
    """Return (category, name, type) of each event, where ``node`` is the type of event reports."""
    found = [member for name, member, _ in node.members if name == "eventSpecificInfo"]
    return [
        (category, name, event)
        for report in found
        for category, content in (report.inner or report).alternatives
        for name, event in (content.inner or content).alternatives
        if not category.startswith("voiceUnit")
    ]


@pytest.fixture(scope="module")
def written(official: Official, evidence: Path, schema: Schema) -> list[Written]:
    pycrate = Pycrate(evidence)
    messages = []
    for row, kind, node, type_name in rows(official):
        for number, value in enumerate(values(node, Random(f"{row.name} {kind}"))):
            encode = pycrate.invoke if kind == "invoke" else pycrate.result
            apdu = apdus.decode(schema, encode(number, row.code, node, value))
            octets = apdu.argument if isinstance(apdu, apdus.Invoke) else apdu.value  # type: ignore[union-attr]
            messages.append(Written(row, kind, node, type_name, value, octets or b""))
    return messages


def test_all_that_the_modules_allow_was_written(written: list[Written]) -> None:
    possible = {place for node in {id(row.node): row.node for row in written}.values() for place in places(node)}
    assert len(written) > 4000
    assert len(possible) > 3000
    assert possible - {place for row in written for place in places_of(row.node, row.value)} == set()


def test_our_decoder_reads_what_pycrate_wrote(written: list[Written], schema: Schema) -> None:
    for row in written:
        assert schema.decode(row.type_name, row.octets) == row.value, (row.row.name, row.kind)


def test_asn1tools_reads_with_our_schema_what_pycrate_wrote(written: list[Written]) -> None:
    modules = asn1tools_ber.compile_dict(json.loads(assets.text("asn1", "schema.json")))
    types = {name: compiled for content in modules.values() for name, compiled in content.items()}
    for row in written:
        assert types[row.type_name].decode(row.octets) == row.value, (row.row.name, row.kind)


def test_our_encoder_writes_what_pycrate_wrote(written: list[Written], schema: Schema) -> None:
    for row in written:
        assert schema.encode(row.type_name, row.value) == row.octets, (row.row.name, row.kind)


def test_every_member_has_its_place_in_our_messages(written: list[Written], schema: Schema) -> None:
    """From octets to a frozen message and back; nothing is kept in ``other``."""
    for row in written:
        if row.kind == "invoke":
            message = decode_argument(schema, row.row, row.octets)
            again = encode_argument(schema, message)
        else:
            message = decode_result(schema, row.row, row.octets)
            again = encode_result(schema, row.row, message)
        if again != row.octets:
            assert schema.decode(row.type_name, again) == one_form(row.value), (row.row.name, row.kind)
        assert list(leftovers(message)) == [], (row.row.name, row.kind)
