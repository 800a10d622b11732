"""A witness that shares no code with ours, with the official modules: it must approve everything that we encode."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.csta import apdus
from desktop.csta.association import Association
from desktop.csta.dialects import HIPATH
from desktop.csta.failures import Failure
from desktop.csta.operations import OPERATIONS, Operation, decode_argument
from desktop.csta.schema import Schema, shipped
from tests.csta.conftest import DATA
from tests.support.strategies import plain, sample

WITHOUT = frozenset({"locationInfo", "mediaServiceInfoList"})
"""Lists whose elements our schema leaves open and the official modules do not."""
EACH = 8
EVENTS = 150


def check(evidence: Path, rows: list[tuple[str, bytes]], folder: Path) -> list[str]:
    """Hand (name, APDU) rows to the witness; return its verdicts, one a row."""
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    file = folder / "rows.jsonl"
    file.write_text("".join(json.dumps({"name": name, "hex": octets.hex()}) + "\n" for name, octets in rows), "utf-8")
    done = subprocess.run(
        [sys.executable, str(evidence / "tools/witness/witness.py"), "check", str(file)],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    *verdicts, closing = done.stdout.splitlines()
    assert closing.endswith("failed"), done.stderr
    assert len(verdicts) == len(rows)
    return verdicts


def bad(verdicts: list[str]) -> list[str]:
    return [verdict for verdict in verdicts if not verdict.endswith(" ok")]


def messages(schema: Schema, row: Operation, number: int) -> list[tuple[str, bytes]]:
    random = Random(f"{row.name} {number}")

    def value(type_name: str) -> bytes:
        return schema.encode(type_name, sample(random, type_name, listed=True, without=WITHOUT))

    asked = apdus.encode(schema, apdus.Invoke(number, row.code, value(row.argument_type)), HIPATH)
    rows = [(f"{row.name} argument {number}", asked)]
    if row.result_type is not None:
        answered = apdus.encode(schema, apdus.ReturnResult(number, row.code, value(row.result_type)), HIPATH)
        rows.append((f"{row.name} result {number}", answered))
    return rows


def test_random_messages_of_every_operation_and_event(schema: Schema, evidence: Path, tmp_path: Path) -> None:
    rows: list[tuple[str, bytes]] = []
    for row in OPERATIONS:
        for number in range(EVENTS if row.code == 21 else EACH):
            rows += messages(schema, row, number)
    for number in range(EACH):
        failure = schema.encode("UniversalFailure", sample(Random(number), "UniversalFailure", listed=True))
        rows.append((f"error {number}", apdus.encode(schema, apdus.ReturnError(number, 1, failure), HIPATH)))
    assert len(rows) > 500
    assert bad(check(evidence, rows, tmp_path)) == []


def test_the_envelope_in_all_its_forms(schema: Schema, evidence: Path, tmp_path: Path) -> None:
    forms: list[apdus.Apdu] = [
        apdus.AssociateRequest(b"AMHOST", b"77777", HIPATH.offered_versions, HIPATH.context_name),
        apdus.AssociateRequest(None, None, HIPATH.offered_versions, HIPATH.context_name),
        apdus.AssociateResponse(0, versions=frozenset({3}), strings=(b"HE645P.00.023:60", b"023.000")),
        apdus.AssociateResponse(0, versions=frozenset({3})),
        apdus.AssociateResponse(1, "user", apdus.AUTHENTICATION_FAILURE),
        apdus.AssociateResponse(2, "provider", 1),
        apdus.ReleaseRequest(0),
        apdus.ReleaseRequest(),
        apdus.ReleaseResponse(),
        apdus.Abort(),
        apdus.Abort(1, 2),
        apdus.Invoke(45317, 211, bytes.fromhex("30030a0102")),
        apdus.ReturnResult(1, None, None),
        apdus.ReturnError(1, 1, None),
        apdus.Reject(None, "general", 0),
        apdus.Reject(1, "invoke", 3),
        apdus.Reject(1, "returnResult", 2),
        apdus.Reject(1, "returnError", 0),
    ]
    rows = [(repr(form), apdus.encode(schema, form, HIPATH)) for form in forms]
    assert bad(check(evidence, rows, tmp_path)) == []


def test_what_a_client_sends_from_log_in_to_the_end(evidence: Path, tmp_path: Path) -> None:
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
    asked = [row for row in OPERATIONS if row.code != 21]
    for row in asked:
        value = sample(Random(row.name), row.argument_type, listed=True, without=WITHOUT)
        client.invoke(decode_argument(shipped(), row, shipped().encode(row.argument_type, value)))
    client.reject(1, "invoke", "unrecognizedOperation")
    client.reject(None, "general", "badlyStructuredPDU")
    client.fail(1, Failure("unspecified", None))
    client.release()
    pump()
    rows = []
    while sent:
        length = int.from_bytes(sent[1:3], "big") - 0x8000
        rows.append((f"message {len(rows)}", sent[3 : 3 + length]))
        sent = sent[3 + length :]
    assert len(rows) == len(asked) + 5
    assert bad(check(evidence, rows, tmp_path)) == []


def test_the_witness_finds_what_is_wrong(schema: Schema, evidence: Path, tmp_path: Path) -> None:
    """Otherwise its approval would say nothing."""
    unknown = bytes.fromhex("a10f02010302010a3007" + "30058003313030")  # a MakeCall without the called number
    beyond = bytes.fromhex("a10b02010502014830008701ff")
    verdicts = check(evidence, [("missing", unknown), ("more", beyond)], tmp_path)
    assert len(bad(verdicts)) == 2


def test_collected_octets_satisfy_the_witness(evidence: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (DATA / "pdus.jsonl").read_text("utf-8").splitlines()]
    verdicts = check(evidence, [(row["name"], bytes.fromhex(row["hex"])) for row in rows], tmp_path)
    assert bad(verdicts) == []


# pycrate's values against ours


@pytest.fixture(scope="module")
def witness() -> Any:
    from tests.support.require import evidence_folder

    pytest.importorskip("pycrate_core", reason="needs pycrate")
    folder = evidence_folder() / "tools" / "witness"
    sys.path.insert(0, str(folder))
    try:
        from witness import Witness  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(folder))
    return Witness()


def same(ours: Any, theirs: Any) -> bool:
    """Compare a plain value of ours with the witness's JSON value."""
    match ours, theirs:
        case dict(), dict():
            return all(name in theirs and same(value, theirs[name]) for name, value in ours.items())
        case dict(), [str(), value]:
            return same(ours, value)
        case list(), list():
            return len(ours) == len(theirs) and all(map(same, ours, theirs))
        case (bytes() as octets, int() as length), str():
            return theirs == "".join("1" if octets[bit // 8] & 0x80 >> bit % 8 else "0" for bit in range(length))
        case (str() as name, value), [str() as other, inner]:
            return name == other and same(value, inner)
        case bytes(), str():
            return ours.hex() == theirs
        case bytes(), [str(), str() as octets]:  # left open by both
            return ours.hex().endswith(octets) or octets.endswith(ours.hex())
        case ((int() | str() | None), _):
            return isinstance(theirs, str) or ours == theirs  # enumerations by name
        case _:
            return f"{ours:%Y%m%d%H%M%S}" == theirs  # a time


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_pycrate_reads_the_values_that_we_wrote(row: Operation, witness: Any) -> None:
    @settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(plain(row.argument_type, listed=True, without=WITHOUT | {"extensions", "privateData"}), st.integers(0, 9))
    def holds(value: Any, invoke_id: int) -> None:
        octets = shipped().encode(row.argument_type, value)
        answer = witness.decode(apdus.encode(shipped(), apdus.Invoke(invoke_id, row.code, octets), HIPATH))
        assert "error" not in answer
        assert answer["leftover"] == ""
        assert (answer["invoke_id"], answer["operation"]["name"]) == (invoke_id, row.name)
        assert same(value, answer["value"]), (value, answer["value"])

    holds()
