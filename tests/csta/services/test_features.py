"""Call back, auto answer, caller identity, last number dialled."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.operations import BY_CODE, asked_by, decode_result, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services import features as f
from desktop.csta.values import DeviceID
from tests.support.messages import round_trips

HUNDRED, NEXT = "30058003313030", "30058003313031"


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (f.CallBackNonCallRelated, "CallBackPairArgument"),
        (f.CancelCallBack, "CallBackPairArgument"),
        (f.GetAutoAnswer, "DeviceArgument"),
        (f.GetAutoAnswerResult, "GetAutoAnswerResult"),
        (f.SetAutoAnswer, "SetAutoAnswerArgument"),
        (f.GetCallerIDStatus, "DeviceArgument"),
        (f.GetCallerIDStatusResult, "GetCallerIDStatusResult"),
        (f.SetCallerIDStatus, "SetCallerIDStatusArgument"),
        (f.GetLastNumberDialed, "DeviceArgument"),
        (f.GetLastNumberDialedResult, "GetLastNumberDialedResult"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


@pytest.mark.parametrize(
    ("message", "code", "octets"),
    [
        (
            f.CallBackNonCallRelated(originating_device=DeviceID("100"), target_device=DeviceID("101")),
            300,
            f"300e {HUNDRED} {NEXT}",
        ),
        (
            f.CancelCallBack(originating_device=DeviceID("100"), target_device=DeviceID("101")),
            302,
            f"300e {HUNDRED} {NEXT}",
        ),
        (
            f.SetAutoAnswer(device=DeviceID("100"), auto_answer_on=True, number_of_rings=2),
            313,
            f"300d {HUNDRED} 0101ff 020102",
        ),
        (f.SetCallerIDStatus(device=DeviceID("100"), caller_id_provided=False), 315, f"300a {HUNDRED} 010100"),
    ],
)
def test_requests(schema: Schema, message: Any, code: int, octets: str) -> None:
    assert asked_by(type(message)).code == code
    assert encode_argument(schema, message).hex() == octets.replace(" ", "")


def test_answers(schema: Schema) -> None:
    assert decode_result(schema, BY_CODE[305], b"\x30\x03\x01\x01\xff") == f.GetAutoAnswerResult(auto_answer_on=True)
    withheld = decode_result(schema, BY_CODE[307], b"\x30\x03\x01\x01\x00")
    assert withheld == f.GetCallerIDStatusResult(caller_id_provided=False)
    last = decode_result(schema, BY_CODE[310], bytes.fromhex("3007" + NEXT))
    assert last == f.GetLastNumberDialedResult(number_dialed=DeviceID("101"))
