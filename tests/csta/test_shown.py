"""Single values as people and programs see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desktop.csta.schema import Node, Schema
from desktop.csta.shown import (
    MASK,
    association,
    carries_secrets,
    converter,
    guess,
    harmless,
    masked,
    printable,
    secret,
    shown,
)


@pytest.mark.parametrize(
    ("type_name", "key", "content", "words", "plain"),
    [
        ("EventCause", "", 22, "newCall (22)", "newCall"),
        ("EventCause", "", 122, "value-122 (122)", "value-122"),
        ("LocalConnectionState", "", 3, "connected (3)", "connected"),
        ("CallOrigination", "", (b"\x40", 2), "external (of 2 bits)", ["external"]),
        ("CallOrigination", "", (b"\x00", 2), "none (of 2 bits)", []),
        ("CallOrigination", "", (b"\x20", 3), "value-2 (of 3 bits)", ["value-2"]),
        ("MonitorCrossRefID", "", b"\x00\x11", "0011", "0011"),
        ("NumberDigits", "", "100", "100", "100"),
        ("Acknowledgement", "", None, "", None),
        ("Acknowledgement", "", True, "true", True),
        ("Acknowledgement", "", datetime(2013, 6, 4, 10, 11, 12), "2013-06-04T10:11:12", "2013-06-04T10:11:12"),
    ],
)
def test_shown(schema: Schema, type_name: str, key: str, content: Any, words: str, plain: Any) -> None:
    assert shown(schema.node(type_name), key, content) == (words, plain)


def test_named_integers_stay_numbers_for_programs(schema: Schema) -> None:
    node = schema.node("InvokeId").alternatives[0][1]
    assert shown(node, "Opcode.local", 10) == ("makeCall (10)", 10)
    assert shown(node, "Opcode.local", 9999) == ("9999", 9999)
    result = next(member for name, member, _ in schema.node("Aare").members if name == "result").inner
    assert result is not None
    assert shown(result, "", 1) == ("rejectedPermanent (1)", 1)
    assert shown(node, "", -5) == ("-5", -5)


@pytest.mark.parametrize(
    ("tag", "octets", "words"),
    [
        (0x02, "07", "7"),
        (0x01, "ff", "True"),
        (0x05, "", ""),
        (0x0A, "16", "22"),
        (0x06, "2b0c", "1.3.12"),
        (0x06, "2b8c", "2b8c"),
        (0x04, "68656c6c6f", '68656c6c6f "hello"'),
        (0x04, "0102", "0102"),
        (0x87, "c3a4c3a4", "c3a4c3a4"),
    ],
)
def test_guess(tag: int, octets: str, words: str) -> None:
    assert guess(tag, bytes.fromhex(octets)) == words


def test_secrets(schema: Schema) -> None:
    digits, plain_text = schema.node("NumberDigits"), schema.node("SubjectOfCall")
    assert secret(digits, "", "089,1234")
    assert not secret(digits, "", "0891234")
    assert not secret(plain_text, "", "a, b")
    assert secret(plain_text, "GenerateDigitsArgument.charactersToSend", "1")
    assert secret(schema.node("AuthCode"), "MakeCallArgument.authCode", "")
    assert secret(schema.node("AgentPassword"), "SetAgentStateArgument.password", "")
    assert masked(digits, "", "089,1234") == f"089,{MASK}"
    assert masked(plain_text, "GenerateDigitsArgument.charactersToSend", "12") == MASK


def test_converter_reads_like_the_tree(schema: Schema) -> None:
    convert = converter(schema.node("DeviceID"), "", True)
    assert convert({"deviceIdentifier": ("dialingNumber", "089,12")}) == {
        "deviceIdentifier": {"dialingNumber": "089,****"}
    }
    assert convert({"deviceIdentifier": ("value-9", b"\x89\x00")}) == {"deviceIdentifier": {"value-9": "8900"}}
    open_type = converter(schema.node("CSTACommonArguments"), "", True)
    assert open_type({"privateData": [b"\x05\x00"]}) == {"privateData": ["0500"]}


def test_types_with_secrets_are_found_in_the_schema(schema: Schema) -> None:
    for name in ("MakeCallArgument", "SetAgentStateArgument", "AgentLogEvent", "GenerateDigitsArgument"):
        assert carries_secrets(schema.node(name)), name
    for name in ("DeliveredEvent", "DeviceID", "AuthCode", "Apdu"):
        assert not carries_secrets(schema.node(name)), name


def test_types_with_secrets_hide_what_is_unknown_in_them(schema: Schema) -> None:
    node = schema.node("DigitsGeneratedEvent")
    told = {"digitGeneratedList": "12", "[7]": b"\x87\x0212", "connection": ("value-9", b"\x89\x0212")}
    assert converter(node, "", True)(told) == {"digitGeneratedList": MASK, "[7]": MASK, "connection": {"value-9": MASK}}
    assert converter(node, "", False)(told)["[7]"] == "87023132"


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        ("6000", True),
        ("6100", True),
        ("7031a10706052b0c00815a", True),
        ("7031a10706052b0d00815a8a020680", True),
        ("a105020105020115", False),
        ("", False),
    ],
)
def test_association(octets: str, expected: bool) -> None:
    assert association(bytes.fromhex(octets)) is expected


@pytest.mark.parametrize(
    ("kind", "key", "octets", "expected"),
    [
        ("INTEGER", "", "0e", True),
        ("INTEGER", "", "37", False),
        ("INTEGER", "", "", False),
        ("BIT STRING", "Aarq.senderRequirements", "0680", True),
        ("BIT STRING", "Aarq.senderRequirements", "0037373737", False),
        ("BIT STRING", "Authentication.bits", "0037", False),
        ("OBJECT IDENTIFIER", "", "2b0c00815a", True),
        ("OBJECT IDENTIFIER", "", "520301", True),
        ("OBJECT IDENTIFIER", "", "3737373737", False),
        ("OCTET STRING", "", "37", False),
    ],
)
def test_harmless(kind: str, key: str, octets: str, expected: bool) -> None:
    assert harmless(Node(kind, None, 0), key, bytes.fromhex(octets)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M\u00fcller, J.", "M\u00fcller, J."),
        ("\x1b[2J\x07", "\\x1b[2J\\x07"),
        ("a\nb\r", "a\\nb\\r"),
        ("\x9b1m", "\\x9b1m"),
        ("\u202egpj", "\\u202egpj"),
        ("\udc80", "\\udc80"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected
    assert printable(text).isprintable()
