"""The encoder: on many random values the word of asn1tools; and what cannot be sent.

That is named by its place, and never by its value.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from enum import IntEnum
from random import Random
from typing import Any, NamedTuple

import pytest

from desktop import assets
from desktop.csta import operations
from desktop.csta.encoder import wrong
from desktop.csta.errors import LocalMisuse
from desktop.csta.schema import Schema, shipped
from desktop.csta.services.call_control import ConsultationCall
from desktop.csta.services.vendor import Escape
from desktop.csta.values import DeviceID, Extensions
from tests.support.reference_encoder import reference_encoders
from tests.support.strategies import sample

CALL: dict[str, Any] = {
    "callingDevice": {"deviceIdentifier": ("dialingNumber", "100")},
    "calledDirectoryNumber": {"deviceIdentifier": ("dialingNumber", "101")},
}
ELEMENT = b"\x30\x03\x02\x01\x05"
TYPES = sorted(name for module in json.loads(assets.text("asn1", "schema.json")).values() for name in module["types"])


@pytest.mark.slow
def test_writes_what_asn1tools_writes(schema: Schema) -> None:
    judge = reference_encoders()
    for type_name in TYPES:
        for seed in range(40):
            value = sample(Random(f"{type_name} {seed}"), type_name, whole=seed == 0)
            assert schema.encode(type_name, value) == judge[type_name](value), type_name


@pytest.mark.parametrize("number", [0, 1, 127, 128, 255, 256, 32767, 32768, 2**31, -1, -128, -129, -32768, -32769])
def test_numbers_are_as_short_as_can_be(schema: Schema, number: int) -> None:
    octets = schema.encode("DeviceID", {"deviceIdentifier": ("deviceNumber", number)})
    size = len(octets) - 4
    assert octets == bytes((0x30, size + 2, octets[2], size)) + number.to_bytes(size, "big", signed=True)
    assert size == next(few for few in range(1, 9) if -(1 << 8 * few - 1) <= number < 1 << 8 * few - 1)


@pytest.mark.parametrize("length", [0, 127, 128, 255, 256, 65535, 65536])
def test_lengths_are_as_short_as_can_be(schema: Schema, length: int) -> None:
    value = {"deviceIdentifier": ("other", bytes(length))}
    octets = schema.encode("DeviceID", value)
    assert octets == reference_encoders()["DeviceID"](value)
    assert schema.decode("DeviceID", octets) == value


def test_values_of_derived_types_go_as_well(schema: Schema) -> None:
    class Text(str):
        __slots__ = ()

    class Number(IntEnum):
        seven = 7

    class Octets(bytes):
        __slots__ = ()

    class Members(dict[str, Any]):
        pass

    for derived, form, plain in (
        (Text("100"), "dialingNumber", "100"),
        (Octets(b"12"), "other", b"12"),
        (Number.seven, "deviceNumber", 7),
    ):
        octets = schema.encode("DeviceID", Members(deviceIdentifier=(form, derived)))
        assert octets == schema.encode("DeviceID", {"deviceIdentifier": (form, plain)})
        assert type(octets) is bytes


def test_bits_that_are_none_are_sent_as_zero(schema: Schema) -> None:
    class Named(NamedTuple):
        name: str
        value: str

    class Bits(NamedTuple):
        octets: bytes
        length: int

    class Length(int):
        __slots__ = ()

    class Octets(bytes):
        __slots__ = ()

    assert schema.encode("MonitorFilter", {"callControl": (b"\xff", 3)}).hex() == "3004800205e0"
    derived = Bits(Octets(b"\xff"), Length(3))
    assert schema.encode("MonitorFilter", {"callControl": derived}).hex() == "3004800205e0"
    choice = Named("dialingNumber", "100")
    assert schema.encode("DeviceID", {"deviceIdentifier": choice}) == schema.encode(
        "DeviceID", {"deviceIdentifier": tuple(choice)}
    )


def test_times_of_all_years_have_four_digits(schema: Schema) -> None:
    early, today = datetime(813, 6, 4, 1, 2, 3), datetime(2013, 6, 4, tzinfo=UTC)
    for time, text in ((early, b"08130604010203"), (today, b"20130604000000")):
        assert schema.encode("CSTASecurityData", {"timestamp": time}) == b"\x30\x10\x18\x0e" + text


def test_nothing_of_asn1tools_is_imported() -> None:
    """It comes with the tools of development only."""
    code = (
        "import sys; sys.modules['asn1tools'] = None\n"
        "from desktop.csta.schema import shipped\n"
        "octets = shipped().encode('DeviceID', {'deviceIdentifier': ('dialingNumber', '100')})\n"
        "print(octets.hex(), shipped().decode('DeviceID', octets))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert told.stdout == "30058003313030 {'deviceIdentifier': ('dialingNumber', '100')}\n"


# what cannot be sent


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
        ("MonitorFilter", {"callControl": (b"", -1)}, "callControl has not the form of its type."),
        ("CSTASecurityData", {"timestamp": 5}, "timestamp has another type than it must have (int)."),
        ("CSTASecurityData", {"timestamp": "10 Uhr–11"}, "timestamp has characters that are not in ISO 8859-1."),
        ("Apdu", ("aarq", {"contextName": "1"}), "aarq.contextName has not the form of its type."),
        ("Apdu", ("aarq", {"contextName": "1.2." + "9" * 5000}), "aarq.contextName has not the form of its type."),
        ("Apdu", (["invoke"], {}), "it has no member ['invoke']."),
        ("Apdu", (5, {}), "it has no member 5."),
        ("NumberDigits", "–", "NumberDigits has characters that are not in ISO 8859-1."),
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
