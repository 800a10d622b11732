"""What can be sent and what cannot: named by its place, and never by its value."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from random import Random
from typing import Any

import pytest

from desktop.csta import operations
from desktop.csta.errors import LocalMisuse
from desktop.csta.encoder import wrong
from desktop.csta.schema import Schema, shipped
from desktop.csta.services.call_control import ConsultationCall
from desktop.csta.services.vendor import Escape
from desktop.csta.values import DeviceID, Extensions
from tests.support.strategies import sample

CALL: dict[str, Any] = {
    "callingDevice": {"deviceIdentifier": ("dialingNumber", "100")},
    "calledDirectoryNumber": {"deviceIdentifier": ("dialingNumber", "101")},
}
ELEMENT = b"\x30\x03\x02\x01\x05"


def misfit(type_name: str, value: Any) -> str:
    """What is said of a value that does not fit."""
    with pytest.raises(LocalMisuse) as raised:
        shipped().encode(type_name, value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("type_name", "value", "said"),
    [
        ("MakeCallArgument", {}, "callingDevice is missing."),
        (
            "MakeCallArgument",
            CALL | {"callingDevice": "100"},
            "callingDevice has another type than it must have (str).",
        ),
        (
            "MakeCallArgument",
            CALL | {"callingDevice": None},
            "callingDevice has another type than it must have (NoneType).",
        ),
        ("MakeCallArgument", CALL | {"shoeSize": 47}, "it has no member shoeSize."),
        ("MakeCallArgument", b"", "MakeCallArgument has another type than it must have (bytes)."),
        ("DeviceID", {"deviceIdentifier": ("value-9", b"\x89\x00")}, "it has no member deviceIdentifier.value-9."),
        ("DeviceID", {"deviceIdentifier": ("a", "b", "c")}, "deviceIdentifier has not the form of its type."),
        (
            "DeviceID",
            {"deviceIdentifier": ("dialingNumber", "Dvořák")},
            "deviceIdentifier.dialingNumber has characters that are not in ISO 8859-1.",
        ),
        ("LocalConnectionState", True, "LocalConnectionState has another type than it must have (bool)."),
        ("MonitorFilter", {"callControl": (b"\0", 18)}, "callControl has not the form of its type."),
        ("MonitorFilter", {"callControl": {1, 2}}, "callControl has another type than it must have (set)."),
        ("MonitorFilter", {"callControl": (b"\0", b"")}, "callControl has another type than it must have (bytes)."),
        ("CSTASecurityData", {"timestamp": 5}, "timestamp has another type than it must have (int)."),
        ("Apdu", ("aarq", {"contextName": "1"}), "aarq.contextName has not the form of its type."),
    ],
)
def test_what_does_not_fit_is_named(type_name: str, value: Any, said: str) -> None:
    assert misfit(type_name, value) == f"{type_name} cannot be sent: {said}"


@pytest.mark.parametrize("element", [b"", b"\x05", b"\x05\x00\x05\x00", b"\x30\x03\x02\x05\x01", b"\x30\x80\0\0"])
def test_private_data_is_one_whole_element_each(element: bytes) -> None:
    """Otherwise the other side could not read anything behind it."""
    extensions = Extensions(private_data=(ELEMENT, element)).to_asn1()
    said = misfit("CSTACommonArguments", extensions)
    assert said == "CSTACommonArguments cannot be sent: privateData.1 is not one whole element."
    said = misfit("CSTACommonArguments", Extensions(security_info=element).to_asn1())
    assert said == "CSTACommonArguments cannot be sent: security.securityInfo is not one whole element."
    with pytest.raises(LocalMisuse, match="privateData is not one whole element"):
        operations.encode_argument(shipped(), Escape(private_data=element))


def test_private_data_may_be_primitive_or_constructed() -> None:
    for element in (ELEMENT, b"\x05\x00", b"\xc1\x01\xff"):
        extensions = Extensions(private_data=(element,)).to_asn1()
        assert element in shipped().encode("CSTACommonArguments", extensions)


def test_no_secret_is_told() -> None:
    nothing: Any = None
    message = ConsultationCall(existing_call=nothing, consulted_device=DeviceID("101"), auth_code=b"topsecret")
    with pytest.raises(LocalMisuse) as raised:
        operations.encode_argument(shipped(), message)
    assert str(raised.value) == "ConsultationCallArgument cannot be sent: existingCall is missing."
    assert raised.value.__suppress_context__


def test_members_under_a_tag_are_left_out() -> None:
    """They came from a newer switch and were kept to be read."""
    assert shipped().encode("MakeCallArgument", CALL | {"[9]": b"\x89\x00"}) == shipped().encode(
        "MakeCallArgument", CALL
    )


def test_only_the_type_of_a_wrong_value_is_told() -> None:
    assert str(wrong("MakeCall", "auth_code", "topsecret")) == (
        "MakeCall cannot be sent: auth_code has another type than it must have (str)."
    )


OTHERS: tuple[Any, ...] = (None, True, -7, "ü", "a", b"", b"\xff", [], [None], {}, {"x": 1}, (), ("a", 1), 1.5, {1})


def spoiled(random: Random, value: Any) -> Any:
    """The value with something else in one place."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        name = random.choice(sorted(value))
        return value | {name: spoiled(random, value[name])}
    if isinstance(value, tuple) and random.random() < 0.9:
        return value[0], spoiled(random, value[1])
    if isinstance(value, list) and value and random.random() < 0.9:
        return [spoiled(random, value[0]), *value[1:]]
    return random.choice(OTHERS)


@pytest.mark.parametrize("row", operations.OPERATIONS, ids=lambda row: row.name)
def test_whatever_is_handed_over_is_sent_or_refused(row: operations.Operation, schema: Schema) -> None:
    """No error of the encoder comes out, and what was sent can be read."""
    for seed in range(60):
        random = Random(seed)
        value = spoiled(random, sample(random, row.argument_type))
        with suppress(LocalMisuse):
            schema.decode(row.argument_type, schema.encode(row.argument_type, value))
