"""The schema: the text and its parsed form, and encoding. (Decoding is in test_decoder.py.)"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from desktop import assets
from desktop.csta.errors import LocalMisuse
from desktop.csta.schema import Schema, parse

TYPES = sorted(name for module in json.loads(assets.text("asn1", "schema.json")).values() for name in module["types"])


@pytest.mark.slow
def test_shipped_form_is_the_parsed_text() -> None:
    texts = {file.name: file.read_text("utf-8") for file in assets.path("asn1").glob("*.asn")}
    assert parse(texts) == assets.text("asn1", "schema.json"), "run: installer/make-schema"


def test_no_type_is_declared_twice() -> None:
    assert len(TYPES) == len(set(TYPES))


# encoding


def test_times_are_sent_in_full_as_hipath_writes_them(schema: Schema) -> None:
    whole = schema.encode("CSTASecurityData", {"timestamp": datetime(2013, 6, 4, 10, 11, 0)})
    assert whole == b"\x30\x10\x18\x0e20130604101100"


def test_a_time_in_another_form_is_sent_as_it_came(schema: Schema) -> None:
    whole = b"\x30\x11\x18\x0f20130604101112Z"
    assert schema.encode("CSTASecurityData", schema.decode("CSTASecurityData", whole)) == whole


def test_all_zero_filter_is_sent_in_full(schema: Schema) -> None:
    assert schema.encode("MonitorFilter", {"callControl": (b"\0\0\0", 18)}).hex() == "3006800406000000"


@pytest.mark.parametrize(
    ("type_name", "value"),
    [("MakeCallArgument", {}), ("LocalConnectionState", "connected"), ("MonitorFilter", 7)],
)
def test_a_value_that_does_not_fit_is_local_misuse(schema: Schema, type_name: str, value: Any) -> None:
    """The places are in test_encoder.py."""
    with pytest.raises(LocalMisuse, match=f"^{type_name} cannot be sent: "):
        schema.encode(type_name, value)


def test_a_type_that_is_not_there_is_a_key_error(schema: Schema) -> None:
    with pytest.raises(KeyError):
        schema.node("NoSuchType")


def test_a_name_with_an_umlaut_is_sent_as_it_came(schema: Schema) -> None:
    """HiPath puts ISO 8859-1 into numbers: ``N<7049>Müller``; a call of such a device must be answerable."""
    came = bytes.fromhex("300f800d") + "N<7049>Müller".encode("latin-1")
    value = schema.decode("DeviceID", came)
    assert value == {"deviceIdentifier": ("dialingNumber", "N<7049>Müller")}
    assert schema.encode("DeviceID", value) == came
    named = bytes.fromhex("3009800131a1041602") + "Ös".encode("latin-1")
    assert schema.encode("DeviceID", schema.decode("DeviceID", named)) == named
