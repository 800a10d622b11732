"""ACSE and ROSE as HiPath has them."""

from __future__ import annotations

import pytest

from desktop.csta import apdus as a
from desktop.csta.dialects import ALCATEL, HIPATH, PANASONIC, Dialect
from desktop.csta.errors import DecodeError
from desktop.csta.schema import Schema

EVERY = [
    a.AssociateRequest(b"AMHOST", b"77777", frozenset({3}), "1.3.12.0.218"),
    a.AssociateRequest(b"AMHOST", None, frozenset({3}), "1.3.12.0.218"),
    a.AssociateRequest(None, None, frozenset(), "1.3.12.0.218", 16),
    a.AssociateResponse(0, versions=frozenset({3}), strings=(b"HE645P.00.023:60", b"023.000")),
    a.AssociateResponse(1, "user", 13),
    a.AssociateResponse(2, "provider", 2, frozenset({3}), ()),
    a.ReleaseRequest(0),
    a.ReleaseRequest(),
    a.ReleaseResponse(0),
    a.ReleaseResponse(),
    a.Abort(0, 1),
    a.Abort(1, None),
    a.Invoke(7, 10, b"\x30\x00"),
    a.Invoke(45317, 211, None),
    a.ReturnResult(7, 10, b"\x05\x00"),
    a.ReturnResult(7, 10, None),
    a.ReturnResult(7, None, None),
    a.ReturnError(7, 1, bytes.fromhex("a0030a010c")),
    a.ReturnError(7, 1, None),
    a.Reject(None, "general", 0),
    a.Reject(7, "invoke", 1),
    a.Reject(7, "returnResult", 2),
    a.Reject(7, "returnError", 4),
]


@pytest.mark.parametrize("apdu", EVERY, ids=repr)
def test_there_and_back(schema: Schema, apdu: a.Apdu) -> None:
    assert a.decode(schema, a.encode(schema, apdu, HIPATH)) == apdu


def test_log_in_as_three_clients_send_it(schema: Schema, pdus: dict[str, bytes]) -> None:
    request = a.AssociateRequest(b"AMHOST", b"77777", frozenset({3}), "1.3.12.0.218")
    assert a.encode(schema, request, HIPATH) == pdus["AARQ AMHOST/77777"]


def test_answer_of_a_switch_with_its_stamp(schema: Schema, pdus: dict[str, bytes]) -> None:
    answer = a.decode(schema, pdus["AARE accepted (real stamp)"])
    assert answer == a.AssociateResponse(
        0, "user", 0, frozenset({3}), (b"HE645P.00.023:60", b"023.000"), "1.3.12.0.218", 4
    )


def test_versions_are_bits_whatever_their_length(schema: Schema) -> None:
    long = a.AssociateResponse(0, versions=frozenset({3, 18}), version_bits=4)
    answer = a.decode(schema, a.encode(schema, long, HIPATH))
    assert isinstance(answer, a.AssociateResponse)
    assert answer.versions == {3, 18}


def test_the_password_is_in_no_representation() -> None:
    request = a.AssociateRequest(b"AMHOST", b"77777", frozenset({3}), "1.3.12.0.218")
    assert "77777" not in repr(request)
    assert "AMHOST" in repr(request)


def test_answer_in_the_old_form_and_without_authentication(schema: Schema) -> None:
    octets = bytes.fromhex("6123a10706052b0c00815aa203020100a305a103020100be0a2808a006300403020410")
    answer = a.decode(schema, octets[:1] + bytes((len(octets) - 2,)) + octets[2:])
    assert answer == a.AssociateResponse(0, versions=frozenset({3}), strings=None)


def test_user_information_of_another_form_names_no_version(schema: Schema) -> None:
    octets = bytes.fromhex("611ca10706052b0c00815aa203020100a305a103020100be062804a0028500")
    whole = octets[:1] + bytes((len(octets) - 2,)) + octets[2:]
    answer = a.decode(schema, whole)
    assert isinstance(answer, a.AssociateResponse)
    assert answer.versions == frozenset()


@pytest.mark.parametrize(
    ("authentication", "strings"),
    [
        ("aa06a204a00281 00".replace(" ", ""), None),  # neither calling nor responding strings
        ("aa028000", None),  # a text instead of an EXTERNAL
        ("aa02a200", None),
        ("aa06a204a002a100", ()),
    ],
)
def test_other_authentication_values(schema: Schema, authentication: str, strings: object) -> None:
    content = bytes.fromhex("a10706052b0c00815aa203020100a305a103020100" + authentication)
    answer = a.decode(schema, b"\x61" + bytes((len(content),)) + content)
    assert isinstance(answer, a.AssociateResponse)
    assert answer.strings == strings


def test_a_diagnostic_that_is_not_known_is_kept_as_minus_one(schema: Schema) -> None:
    answer = a.decode(schema, bytes.fromhex("6114a10706052b0c00815aa203020101a304a5020500"))
    assert isinstance(answer, a.AssociateResponse)
    assert (answer.source, answer.diagnostic) == ("value-5", -1)


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        ("0500", "neither ACSE nor ROSE"),
        ("a500", "neither ACSE nor ROSE"),
        ("a103020101", "sent invoke without opcode"),
        ("a103020115", "sent invoke without opcode"),
        ("a1050500020115", "sent invoke without invokeId"),
        ("a103870100", "invokeId"),
        ("a2020500", "invokeId"),
        ("a2050201013000", "sent result without opcode"),
        ("a303020101", "sent error without errorCode"),
        ("a403020101", "sent reject without problem"),
        ("6100", "sent aare without contextName|sent aare without result"),
        ("6000", "sent aarq without contextName"),
    ],
)
def test_an_envelope_that_does_not_fit_is_an_error(schema: Schema, octets: str, words: str) -> None:
    with pytest.raises(DecodeError, match=words):
        a.decode(schema, bytes.fromhex(octets))


def test_a_reject_of_an_unknown_apdu(schema: Schema) -> None:
    """As an Alcatel switch sent it: no invoke id, unrecognizedPDU."""
    assert a.decode(schema, bytes.fromhex("a4050500800100")) == a.Reject(None, "general", 0)


@pytest.mark.parametrize(
    ("reject", "name"),
    [
        (a.Reject(None, "general", 0), "unrecognizedPDU"),
        (a.Reject(1, "invoke", 1), "unrecognizedOperation"),
        (a.Reject(1, "invoke", 7), "value-7"),
        (a.Reject(1, "returnResult", -1), "value--1"),
        (a.Reject(1, "value-9", 0), "value-0"),
    ],
)
def test_problems_have_names(reject: a.Reject, name: str) -> None:
    assert reject.name == name


def test_a_problem_of_an_unknown_kind_is_kept(schema: Schema) -> None:
    assert a.decode(schema, bytes.fromhex("a406020101890100")) == a.Reject(1, "value-9", -1)


def test_a_global_operation_has_no_code(schema: Schema) -> None:
    assert a.decode(schema, bytes.fromhex("a10702010106022b0c")) == a.Invoke(1, None, None)


def test_an_operation_keeps_the_octets_of_its_argument(schema: Schema) -> None:
    assert a.decode(schema, bytes.fromhex("a10c020101020200d330030a0102")) == a.Invoke(
        1, 211, bytes.fromhex("30030a0102")
    )


@pytest.mark.parametrize("dialect", [PANASONIC, ALCATEL], ids=lambda dialect: dialect.name)
def test_log_in_and_answer_in_other_dialects(schema: Schema, dialect: Dialect) -> None:
    request = a.AssociateRequest(b"AMHOST", b"77777", dialect.offered_versions, dialect.context_name)
    answer = a.AssociateResponse(0, versions=dialect.offered_versions, context_name=dialect.context_name)
    assert a.decode(schema, a.encode(schema, request, dialect)) == request
    assert a.decode(schema, a.encode(schema, answer, dialect)) == answer


def test_an_external_may_name_what_it_holds_and_the_log_in_its_version(schema: Schema) -> None:
    """As clients of Panasonic's KX-TDE send it."""
    request = a.AssociateRequest(None, None, frozenset({4}), "1.3.12.0.218")
    assert a.encode(schema, request, PANASONIC).hex() == (
        "602380020780a10706052b0c00815abe14281206072b0c00821d8148a007a0050303000800"
    )
