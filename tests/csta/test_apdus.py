"""ACSE and ROSE as HiPath has them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from desktop.csta import apdus as a
from desktop.csta.ber import guard
from desktop.csta.dialects import ALCATEL, HIPATH, PANASONIC, Dialect
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.operations import OPERATIONS
from desktop.csta.schema import Schema
from tests.support import mutations, rewriting
from tests.support.strategies import sample

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


# the quick way past the schema


def by_the_schema(schema: Schema, octets: bytes) -> a.Apdu | type[DecodeError]:
    """The same without the quick way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(a, "_usual", lambda octets: None)
        try:
            return a.decode(schema, octets)
        except DecodeError:
            return DecodeError


def random_apdus(schema: Schema, seeds: int) -> list[bytes]:
    """Invokes and results of every operation."""
    random, found = Random("apdus"), []
    for row in OPERATIONS:
        for seed in range(seeds):
            for kind, type_name in ((a.Invoke, row.argument_type), (a.ReturnResult, row.result_type)):
                if type_name is not None:
                    octets = schema.encode(type_name, sample(Random(f"{row.code} {seed}"), type_name))
                    apdu = kind(random.randint(-70000, 70000), row.code, octets)
                    found.append(a.encode(schema, apdu, HIPATH))
    return found


def test_usual_messages_go_the_quick_way_and_are_the_same(schema: Schema) -> None:
    for octets in random_apdus(schema, 10):
        usual = a._usual(octets)
        assert usual is not None
        assert usual == by_the_schema(schema, octets)


@pytest.mark.parametrize("apdu", [apdu for apdu in EVERY if not isinstance(apdu, a.Invoke | a.ReturnResult)], ids=repr)
def test_others_go_by_the_schema(schema: Schema, apdu: a.Apdu) -> None:
    assert a._usual(a.encode(schema, apdu, HIPATH)) is None


@pytest.mark.parametrize(
    "octets",
    [
        "a106020101020115",  # no argument
        "a10702010106022b0c",  # a global operation
        "a109020101800105020115",  # a linked id and no argument
        "a10a0201010201153000" + "0500",  # something behind the argument
        "a10a02810101020115" + "3000",  # a number's length in the long form
        "a20a0201013005020115" + "0500",
        "a20c020101" + "3005020115" + "0500" + "0500",  # something behind the result
        "a20a020101" + "3005020115" + "0500",
        "a203020101",
        "a208020101" + "3003020115",
        "a10b020101020115" + "bf21" + "0100",
        "a10c020101020115" + "30830000" + "00",
    ],
)
def test_odd_forms_are_what_the_schema_says(schema: Schema, octets: str) -> None:
    whole = bytes.fromhex(octets)
    expected = by_the_schema(schema, whole)
    if expected is DecodeError:
        with pytest.raises(DecodeError):
            a.decode(schema, whole)
    else:
        assert a.decode(schema, whole) == expected


@pytest.mark.parametrize("size", [1, 2, 3])
def test_lengths_in_the_long_form(schema: Schema, size: int) -> None:
    for octets in random_apdus(schema, 2):
        long = rewriting.long_lengths(octets, size)
        assert a.decode(schema, long) == by_the_schema(schema, long)


def test_damaged_messages_are_none_by_either_way(schema: Schema) -> None:
    """Unless the damage is inside the argument: that is for its own decoding to see."""
    random, corpus = Random("damage"), random_apdus(schema, 1)
    compared = 0
    for number, octets in enumerate(corpus * 5):
        kind = mutations.KINDS[number % len(mutations.KINDS)]
        mutant = mutations.mutant(random, octets, random.choice(corpus), kind)
        usual, expected = usual_of(mutant), by_the_schema(schema, mutant)
        if usual is not None and expected is DecodeError:
            with pytest.raises(DecodeError):
                guard(mutant)
        elif usual is not None:
            assert usual == expected, mutant.hex()
            compared += 1
    assert compared > 100


def usual_of(octets: bytes) -> a.Apdu | None:
    try:
        return a._usual(octets)
    except DecodeError:  # longer than the guard lets pass unseen
        return None


def test_long_messages_pass_the_guard_first(schema: Schema) -> None:
    """Its damage is found although nobody reads the argument yet."""
    sound = a.encode(schema, a.Invoke(7, 21, b"\x30\x82\x23\x28" + b"\x05\x82\x23\x24" + bytes(8996)), HIPATH)
    assert isinstance(a.decode(schema, sound), a.Invoke)
    many = sound.replace(b"\x05\x82\x23\x24" + bytes(8996), b"\x05\x00" * 4500)
    with pytest.raises(DecodeError, match="more than 4096 elements"):
        a.decode(schema, many)


def test_of_a_very_long_version_the_beginning_counts(schema: Schema) -> None:
    octets = a.encode(schema, a.AssociateResponse(0, versions=frozenset({3, 127, 128, 9000})), HIPATH)
    answer = a.decode(schema, octets)
    assert isinstance(answer, a.AssociateResponse)
    assert answer.versions == {3, 127}


# the way out


@pytest.mark.parametrize("opcode", [1, 127, 128, 255, 550])
def test_usual_messages_are_written_as_by_the_schema(schema: Schema, opcode: int) -> None:
    for invoke_id in (0, 1, 127, 128, 255, 32767, 45317, -1, -129):
        for length in (0, 1, 100, 120, 127, 128, 240, 255, 256, 65535, 65536):
            argument = schema.encode("DeviceID", {"deviceIdentifier": ("other", bytes(length))})
            for apdu in (a.Invoke(invoke_id, opcode, argument), a.ReturnResult(invoke_id, opcode, argument)):
                octets = a.encode(schema, apdu, HIPATH)
                assert octets == schema.encode("Apdu", a._encode(apdu, HIPATH))
                assert a.decode(schema, octets) == apdu


@pytest.mark.parametrize("kind", [a.Invoke, a.ReturnResult])
def test_what_is_carried_is_one_whole_element(schema: Schema, kind: type[a.Invoke | a.ReturnResult]) -> None:
    for carried in (b"", b"\x05", b"\x05\x00\x05\x00", b"\x30\x81", b"\x30\x84\0\0\0\1\0\0"):
        with pytest.raises(LocalMisuse, match="is not one whole element"):
            a.encode(schema, kind(7, 10, carried), HIPATH)


@pytest.mark.parametrize("number", [None, True, "7"])
def test_an_invoke_id_and_a_code_are_numbers(schema: Schema, number: Any) -> None:
    with pytest.raises(LocalMisuse, match="has another type than it must have"):
        a.encode(schema, a.Invoke(7, number, b"\x05\x00"), HIPATH)
    if number is not None:  # absent
        with pytest.raises(LocalMisuse, match="has another type than it must have"):
            a.encode(schema, a.ReturnResult(number, 7, b"\x05\x00"), HIPATH)
