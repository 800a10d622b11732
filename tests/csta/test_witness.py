"""A witness that shares no code with ours, with the official modules: it must approve everything that we encode.

It must also read the values that we wrote; so must our decoder, asn1tools' and ``deskline decode``. That our messages
say what octets of the official modules say is held by test_official.py.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from asn1tools.codecs import ber as asn1tools_ber

from desktop import assets
from desktop.csta import apdus
from desktop.csta.association import Association
from desktop.csta.dialects import HIPATH
from desktop.csta.explain import explain
from desktop.csta.explain import value as for_programs
from desktop.csta.failures import CATEGORIES, Failure
from desktop.csta.operations import EVENT_REPORT, OPERATIONS, Operation, decode_argument
from desktop.csta.schema import Node, Schema
from tests.csta.conftest import DATA
from tests.support.official import places, places_of
from tests.support.strategies import sample
from tests.support.witness import as_explained, as_witnessed, complaint, hear

EACH = 25
"""Messages of each operation's argument and of its result."""
EVENTS = 60
"""Messages of each kind of event."""
WHOLE = 5
"""Every fifth message has all its optional members."""
ANSWERS = {"invoke": ("invoke", "argument"), "result": ("result", "result", "value"), "error": ("error", "parameter")}
"""Where the value stands in what ``deskline decode`` says of a message."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message of ours, the value in it, and what the witness heard."""

    name: str
    type_name: str
    value: Any
    octets: bytes
    """Those of the value."""
    apdu: bytes
    heard: dict[str, Any]


def arguments(row: Operation, schema: Schema) -> Iterator[tuple[str, Any]]:
    """Yield (name, value) of random arguments of an operation; of every kind of event for the event report."""
    if row is not EVENT_REPORT:
        for number in range(EACH):
            name = f"{row.name} argument {number}"
            yield name, sample(Random(name), row.argument_type, listed=True, whole=number % WHOLE == 0)
        return
    for category, event, node in events(schema):
        for number in range(EVENTS):
            name = f"{event} {number}"
            assert node.type_name is not None
            report = sample(Random(name), row.argument_type, listed=True)
            members = sample(Random(name), node.type_name, listed=True, whole=number % WHOLE == 0)
            yield name, report | {"eventSpecificInfo": (category, (event, members))}


def events(schema: Schema) -> Iterator[tuple[str, str, Node]]:
    """Yield (category, name, type) of every event of the schema."""
    members = {name: node for name, node, _ in schema.node("CSTAEventReportArgument").members}
    for category, node in inside(members["eventSpecificInfo"]).alternatives:
        for name, event in inside(node).alternatives:
            yield category, name, event


def inside(node: Node) -> Node:
    return node if node.inner is None else inside(node.inner)


def everything(schema: Schema) -> Iterator[tuple[str, str, Any, bytes, bytes]]:
    """Yield (name, type, value, its octets, APDU) of thousands of messages."""
    for row in OPERATIONS:
        for number, (name, value) in enumerate(arguments(row, schema)):
            octets = schema.encode(row.argument_type, value)
            yield name, row.argument_type, value, octets, encode(schema, apdus.Invoke(number, row.code, octets))
        for number in range(EACH if row.result_type else 0):
            name = f"{row.name} result {number}"
            assert row.result_type is not None
            value = sample(Random(name), row.result_type, listed=True, whole=number % WHOLE == 0)
            octets = schema.encode(row.result_type, value)
            yield name, row.result_type, value, octets, encode(schema, apdus.ReturnResult(number, row.code, octets))
    for alternative, (_, kind) in CATEGORIES.items():
        for error in (None,) if kind is None else kind:
            value = Failure(alternative, error).to_asn1()
            octets = schema.encode("UniversalFailure", value)
            name = f"error {alternative} {error}"
            yield name, "UniversalFailure", value, octets, encode(schema, apdus.ReturnError(7, 1, octets))


def encode(schema: Schema, apdu: apdus.Apdu) -> bytes:
    return apdus.encode(schema, apdu, HIPATH)


@pytest.fixture(scope="module")
def spoken(schema: Schema, evidence: Path) -> list[Spoken]:
    rows = list(everything(schema))
    answers = hear(evidence, [apdu for *_, apdu in rows])
    return [Spoken(*row, heard) for row, heard in zip(rows, answers, strict=True)]


def test_there_are_messages_of_every_type(spoken: list[Spoken], schema: Schema) -> None:
    """Else the witness's approval of all of them would say little."""
    assert len(spoken) > 7000
    kinds = Counter((heard["kind"], (heard["operation"] or {}).get("code")) for heard in (row.heard for row in spoken))
    for row in OPERATIONS:
        assert kinds["invoke", row.code] >= EACH
        assert row.result_type is None or kinds["result", row.code] >= EACH
    assert kinds["error", None] == 1 + sum(len(kind) for _, kind in CATEGORIES.values() if kind is not None)
    said = Counter(
        row.heard["value"]["eventSpecificInfo"][1][0] for row in spoken if row.type_name.startswith("CSTAEv")
    )
    assert {name for _, name, _ in events(schema)} == set(said)
    assert min(said.values()) >= EVENTS


def test_every_member_came_and_was_left_out_and_every_alternative_came(spoken: list[Spoken], schema: Schema) -> None:
    types = {row.type_name: schema.node(row.type_name) for row in spoken}
    possible = {place for node in types.values() for place in places(node)}
    assert len(possible) > 2000
    assert possible - {place for row in spoken for place in places_of(types[row.type_name], row.value)} == set()


def test_the_witness_approves_all_of_them(spoken: list[Spoken]) -> None:
    """It finds no octet too many, and encodes what it read to the same octets."""
    assert {row.name: complaint(row.heard) for row in spoken if complaint(row.heard)} == {}


def test_the_witness_reads_the_values_that_we_wrote(spoken: list[Spoken], schema: Schema) -> None:
    for row in spoken:
        assert row.heard["value"] == as_witnessed(schema.node(row.type_name), row.value), row.name


def test_our_decoder_reads_the_values_that_we_wrote(spoken: list[Spoken], schema: Schema) -> None:
    for row in spoken:
        assert schema.decode(row.type_name, row.octets) == row.value, row.name


def test_asn1tools_reads_the_values_that_we_wrote(spoken: list[Spoken]) -> None:
    modules = asn1tools_ber.compile_dict(json.loads(assets.text("asn1", "schema.json")))
    types = {name: compiled for content in modules.values() for name, compiled in content.items()}
    for row in spoken:
        assert types[row.type_name].decode(row.octets) == row.value, row.name


def test_deskline_decode_says_what_the_witness_heard(spoken: list[Spoken], schema: Schema) -> None:
    for row in spoken:
        said = for_programs(explain(row.apdu, mask_secrets=False))
        for member in ANSWERS[row.heard["kind"]]:
            said = said[member]
        assert said == as_explained(schema.node(row.type_name), row.heard["value"]), row.name


# the envelope

CALLED = "1.3.12.0.218"
VERSION_FOUR = [{"singleASN1Type": ["newDefinition", {"cSTAVersion": "0001"}]}]
NO_VERSION = [{"singleASN1Type": ["newDefinition", {"cSTAVersion": "0000"}]}]
OFFERED = [{"singleASN1Type": ["newDefinition", {"cSTAVersion": "0001000000000000"}]}]
FORMS: list[tuple[apdus.Apdu, Any]] = [
    (
        apdus.AssociateRequest(b"AMHOST", b"77777", HIPATH.offered_versions, HIPATH.context_name),
        {
            "contextName": CALLED,
            "acseRequirements": "10",
            "authenticationValue": ["external", {"singleASN1Type": ["calling", [b"AMHOST".hex(), b"77777".hex()]]}],
            "userInformation": OFFERED,
        },
    ),
    (
        apdus.AssociateRequest(None, None, HIPATH.offered_versions, HIPATH.context_name),
        {"contextName": CALLED, "userInformation": OFFERED},
    ),
    (
        apdus.AssociateResponse(0, versions=frozenset({3}), strings=(b"HE645P.00.023:60", b"023.000")),
        {
            "contextName": CALLED,
            "result": "accepted",
            "diagnostic": ["user", "null"],
            "acseRequirements": "10",
            "authenticationValue": [
                "external",
                {"singleASN1Type": ["responding", [b"HE645P.00.023:60".hex(), b"023.000".hex()]]},
            ],
            "userInformation": VERSION_FOUR,
        },
    ),
    (
        apdus.AssociateResponse(0, versions=frozenset({3})),
        {
            "contextName": CALLED,
            "result": "accepted",
            "diagnostic": ["user", "null"],
            "userInformation": VERSION_FOUR,
        },
    ),
    (
        apdus.AssociateResponse(1, "user", apdus.AUTHENTICATION_FAILURE),
        {
            "contextName": CALLED,
            "result": "rejectedPermanent",
            "diagnostic": ["user", "authenticationFailure"],
            "userInformation": NO_VERSION,
        },
    ),
    (
        apdus.AssociateResponse(2, "provider", 1),
        {
            "contextName": CALLED,
            "result": "rejectedTransient",
            "diagnostic": ["provider", "noReasonGiven"],
            "userInformation": NO_VERSION,
        },
    ),
    (apdus.ReleaseRequest(0), {"reason": 0}),
    (apdus.ReleaseRequest(), {}),
    (apdus.ReleaseResponse(0), {"reason": 0}),
    (apdus.ReleaseResponse(), {}),
    (apdus.Abort(), {"source": "user", "diagnostic": "noReasonGiven"}),
    (apdus.Abort(1, 2), {"source": "provider", "diagnostic": "protocolError"}),
    (apdus.Abort(0, None), {"source": "user"}),
    (apdus.Invoke(45317, 211, bytes.fromhex("30030a0102")), {"systemStatus": "normal"}),
    (apdus.ReturnResult(1, None, None), None),
    (apdus.ReturnError(1, 1, None), None),
    (apdus.Reject(None, "general", 0), ["general", "unrecognizedPDU"]),
    (apdus.Reject(1, "general", 1), ["general", "mistypedPDU"]),
    (apdus.Reject(1, "general", 2), ["general", "badlyStructuredPDU"]),
    (apdus.Reject(1, "invoke", 0), ["invoke", "duplicateInvocation"]),
    (apdus.Reject(1, "invoke", 1), ["invoke", "unrecognizedOperation"]),
    (apdus.Reject(1, "invoke", 2), ["invoke", "mistypedArgument"]),
    (apdus.Reject(-1, "invoke", 3), ["invoke", "resourceLimitation"]),
    (apdus.Reject(1, "returnResult", 0), ["returnResult", "unrecognizedInvocation"]),
    (apdus.Reject(1, "returnResult", 1), ["returnResult", "resultResponseUnexpected"]),
    (apdus.Reject(1, "returnResult", 2), ["returnResult", "mistypedResult"]),
    (apdus.Reject(1, "returnError", 0), ["returnError", "unrecognizedInvocation"]),
    (apdus.Reject(2147483647, "returnError", 4), ["returnError", 4]),  # the witness has no names for these
]


def test_the_envelope_in_all_its_forms(schema: Schema, evidence: Path) -> None:
    octets = [encode(schema, form) for form, _ in FORMS]
    for (form, expected), answer, sent in zip(FORMS, hear(evidence, octets), octets, strict=True):
        assert complaint(answer) is None, form
        assert answer["value"] == expected
        assert answer["invoke_id"] == getattr(form, "invoke_id", None)
        assert apdus.decode(schema, sent) == form


def test_private_data_may_be_anything(schema: Schema, evidence: Path) -> None:
    """The module lists octets, and NULL for whatever else; of that pycrate reads only what is constructed."""
    private = ["0402aabb", "0400", "0500", "30030a0101", "a1020500", "6103020155", "e103020155"]
    value = {
        "connectionToBeCleared": ("callID", b"\xb1\x64"),
        "extensions": {"privateData": [bytes.fromhex(element) for element in private]},
    }
    octets = schema.encode("ClearConnectionArgument", value)
    (answer,) = hear(evidence, [encode(schema, apdus.Invoke(1, 5, octets))])
    assert complaint(answer) is None
    assert answer["value"]["extensions"]["privateData"] == [
        ["string", "aabb"],
        ["string", ""],
        ["private", None],
        ["[UNIVERSAL 16]", "0a0101"],
        ["[1]", "0500"],
        ["[APPLICATION 1]", "020155"],
        ["[PRIVATE 1]", "020155"],
    ]
    assert schema.decode("ClearConnectionArgument", octets) == value


def test_what_a_client_sends_from_log_in_to_the_end(schema: Schema, evidence: Path) -> None:
    client, switch = Association("computing"), Association("switching")
    sent = b""

    def pump() -> None:
        nonlocal sent
        octets = client.data_to_send()
        sent += octets
        switch.receive_data(octets)
        client.receive_data(switch.data_to_send())

    client.associate("AMHOST", "77777")
    pump()
    switch.accept(apdus.AssociateResponse(0, versions=frozenset({3})))
    pump()
    asked = [row for row in OPERATIONS if row is not EVENT_REPORT]
    values = [sample(Random(row.name), row.argument_type, listed=True) for row in asked]
    for row, value in zip(asked, values, strict=True):
        client.invoke(decode_argument(schema, row, schema.encode(row.argument_type, value)))
    client.reject(1, "invoke", "unrecognizedOperation")
    client.reject(None, "general", "badlyStructuredPDU")
    client.fail(1, Failure("unspecified", None))
    client.release()
    pump()
    messages = []
    while sent:
        length = int.from_bytes(sent[1:3], "big") - 0x8000
        messages.append(sent[3 : 3 + length])
        sent = sent[3 + length :]
    answers = hear(evidence, messages)
    assert [complaint(answer) for answer in answers] == [None] * (len(asked) + 5)
    first, *invoked, wrong, bad, error, last = answers
    assert (first["kind"], last["kind"]) == ("aarq", "rlrq")
    for row, value, answer in zip(asked, values, invoked, strict=True):
        assert answer["operation"] == {"name": row.name, "code": row.code}
        assert answer["value"] == as_witnessed(schema.node(row.argument_type), value)
    assert [answer["value"] for answer in (wrong, bad, error)] == [
        ["invoke", "unrecognizedOperation"],
        ["general", "badlyStructuredPDU"],
        ["unspecified", None],
    ]


def test_collected_octets_satisfy_the_witness(evidence: Path) -> None:
    rows = [json.loads(line) for line in (DATA / "pdus.jsonl").read_text("utf-8").splitlines()]
    answers = hear(evidence, [bytes.fromhex(row["hex"]) for row in rows])
    assert {
        row["name"]: complaint(answer) for row, answer in zip(rows, answers, strict=True) if complaint(answer)
    } == {}


# whether the witness and the comparisons can be believed


def test_the_witness_finds_what_is_wrong(evidence: Path) -> None:
    """Otherwise its approval would say nothing."""
    wrong = {
        "a MakeCall without the called number": "a10f02010302010a3007" + "30058003313030",
        "a member that no module has": "a10b02010502014830008701ff",
        "a status that is not listed": "a10c020101020200d330030a0163",
        "a length in more octets than it needs": "a10d020101020200d33081030a0102",
    }
    found = [complaint(answer) for answer in hear(evidence, map(bytes.fromhex, wrong.values()))]
    assert dict(zip(wrong, map(bool, found), strict=True)) == dict.fromkeys(wrong, True)


def test_values_are_turned_into_the_witness_s_shapes(schema: Schema) -> None:
    """By hand, so that the comparison of thousands is not one of nothing with nothing."""
    result = schema.node("SnapshotDeviceResult")
    snapshot = {"crossRefIDorSnapshotData": ("serviceCrossRefID", b"\x00\x11")}
    assert as_witnessed(result, snapshot) == {"crossRefIDorSnapshotData": ["serviceCrossRefID", "0011"]}
    event = schema.node("CallClearedEvent")
    value = {
        "clearedCall": ("callID", b"\xb1"),
        "cause": 3,
        "callCharacteristics": (b"\x80\x04", 14),
        "extensions": {"security": {"timestamp": datetime(2013, 6, 4, 10, 11, 12), "securityInfo": b"\x04\x01\xaa"}},
    }
    witnessed = {
        "clearedCall": ["callID", "b1"],
        "cause": "busy",
        "callCharacteristics": "10000000000001",
        "extensions": {"security": {"timestamp": "20130604101112", "securityInfo": ["string", "aa"]}},
    }
    assert as_witnessed(event, value) == witnessed
    assert as_explained(event, witnessed) == {
        "clearedCall": {"callID": "b1"},
        "cause": "busy",
        "callCharacteristics": ["acdCall", "value-13"],
        "extensions": {"security": {"timestamp": "2013-06-04T10:11:12", "securityInfo": "0401aa"}},
    }
    lamp = schema.node("LampModeEvent")
    assert as_witnessed(lamp, {"lampMode": 4}) == {"lampMode": "wink"}
    assert as_explained(lamp, {"lampMode": "wink"}) == {"lampMode": 4}
