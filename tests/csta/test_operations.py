"""The table of operations: codes and names as in the standard, and every row there and back."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from desktop.csta import operations as o
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.events.report import EventReport
from desktop.csta.schema import Schema, shipped
from desktop.csta.services.call_control import MakeCall
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import GetDoNotDisturb
from desktop.csta.values import DeviceID
from tests.support.modules import Modules
from tests.support.strategies import any_argument, results, sample

ROWS = pytest.mark.parametrize("row", o.OPERATIONS, ids=lambda row: row.name)
ANSWERED = [row for row in o.OPERATIONS if row.result is not None]


@ROWS
def test_argument_there_and_back(row: o.Operation, schema: Schema) -> None:
    for seed in range(60):
        octets = schema.encode(row.argument_type, sample(Random(seed), row.argument_type))
        message = o.decode_argument(schema, row, octets)
        assert type(message) is row.argument
        assert o.encode_argument(schema, message) == octets
        assert hash(message) == hash(o.decode_argument(schema, row, octets))


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row.name)
def test_result_there_and_back(row: o.Operation, schema: Schema) -> None:
    assert row.result_type is not None
    for seed in range(60):
        octets = schema.encode(row.result_type, sample(Random(seed), row.result_type))
        message = o.decode_result(schema, row, octets)
        assert type(message) is row.result
        assert o.encode_result(schema, row, message) == octets


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(any_argument())
def test_random_arguments_are_the_same_after_a_round(message: Any) -> None:
    row = o.asked_by(type(message))
    assert o.decode_argument(shipped(), row, o.encode_argument(shipped(), message)) == message


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(results(o.BY_CODE[74]))
def test_random_results_are_the_same_after_a_round(message: Any) -> None:
    row = o.BY_CODE[74]
    assert o.decode_result(shipped(), row, o.encode_result(shipped(), row, message)) == message


@ROWS
def test_code_and_name_are_the_standards(row: o.Operation, evidence: Path) -> None:
    official = {int(code): name for name, code, *_ in Modules(evidence).operations} | {21: "cSTAEventReport"}
    assert official[row.code] == row.name


@ROWS
def test_members_are_those_of_the_official_module(row: o.Operation, schema: Schema, evidence: Path) -> None:
    if row is o.EVENT_REPORT:
        return  # test_every_event.py has each of them
    modules = Modules(evidence)
    _, _, argument, result, file = next(line for line in modules.operations if int(line[1]) == row.code)
    for official, ours in ((argument, row.argument_type), (result, row.result_type)):
        assert (ours is None) == (official == "")
        if ours is None:
            continue
        node = schema.node(ours)
        if node.kind == "SEQUENCE" and f"{official} ::= SEQUENCE" in " ".join(modules.text(file).split()):
            assert [name for name, _, _ in node.members] == modules.members(file, official)


def test_codes_and_arguments_are_unique() -> None:
    assert len(o.BY_CODE) == len({row.argument for row in o.OPERATIONS}) == len(o.OPERATIONS)
    assert o.BY_CODE[21] is o.EVENT_REPORT
    assert o.asked_by(MakeCall).code == 10


def test_an_acknowledgement_may_be_left_out(schema: Schema) -> None:
    assert o.decode_result(schema, o.BY_CODE[2], None) == Acknowledged()
    with pytest.raises(DecodeError, match="without the part"):
        o.decode_result(schema, o.BY_CODE[10], None)


def test_an_argument_must_be_there(schema: Schema) -> None:
    with pytest.raises(DecodeError, match="without the part"):
        o.decode_argument(schema, o.BY_CODE[10], None)


@pytest.mark.parametrize("octets", ["3000", "300455020011", "3007a005a003020101"])
def test_an_event_report_needs_both_its_members(schema: Schema, octets: str) -> None:
    with pytest.raises(DecodeError, match="sent EventReport without"):
        o.decode_argument(schema, o.EVENT_REPORT, bytes.fromhex(octets))


def test_events_are_never_answered(schema: Schema) -> None:
    assert (o.EVENT_REPORT.argument, o.EVENT_REPORT.result) == (EventReport, None)
    with pytest.raises(LocalMisuse, match="cSTAEventReport cannot be answered with Acknowledged"):
        o.encode_result(schema, o.EVENT_REPORT, Acknowledged())
    with pytest.raises(DecodeError):
        o.decode_result(schema, o.EVENT_REPORT, b"\x05\x00")


@pytest.mark.parametrize("result", [None, "done", MakeCall])
def test_a_result_is_the_operation_s_own(schema: Schema, result: Any) -> None:
    with pytest.raises(LocalMisuse, match="makeCall cannot be answered with"):
        o.encode_result(schema, o.BY_CODE[10], result)


def test_only_arguments_ask() -> None:
    for kind in (Acknowledged, DeviceID, str):
        with pytest.raises(LocalMisuse, match=f"{kind.__name__} asks no operation"):
            o.asked_by(kind)


def test_a_message_that_writes_itself_from_a_wrong_value_is_named(schema: Schema) -> None:
    nothing: Any = "event"
    with pytest.raises(LocalMisuse, match=r"^EventReport cannot be sent"):
        o.encode_argument(schema, EventReport(b"\x01", nothing))


def test_a_value_that_cannot_be_sent_is_local_misuse(schema: Schema) -> None:
    with pytest.raises(LocalMisuse):
        o.encode_argument(schema, GetDoNotDisturb(device=DeviceID("Dvořák")))
