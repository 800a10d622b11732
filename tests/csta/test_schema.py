"""The schema: the text and its parsed form, decoding that loses nothing, encoding that asn1tools itself reads."""

from __future__ import annotations

import contextlib
import itertools
import json
from datetime import datetime
from random import Random
from typing import Any

import pytest
from asn1tools.codecs import ber as asn1tools_ber
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import assets
from desktop.csta.decoder import read_primitive
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.schema import Schema, parse, shipped
from tests.support.strategies import plain, sample

TYPES = sorted(name for module in json.loads(assets.text("asn1", "schema.json")).values() for name in module["types"])

SMALL = """
Small DEFINITIONS IMPLICIT TAGS ::= BEGIN
Colour ::= CHOICE { red [0] INTEGER, blue [1] INTEGER }
Thing ::= SEQUENCE {
  one   INTEGER,
  two   [1] OCTET STRING OPTIONAL,
  three Colour OPTIONAL,
  four  [4] BOOLEAN OPTIONAL,
  five  [5] EXPLICIT Colour OPTIONAL }
Hue ::= SEQUENCE { colour Colour, name [2] IA5String OPTIONAL }
List ::= SEQUENCE OF INTEGER
Colours ::= SEQUENCE OF Colour
Things ::= SEQUENCE OF ANY
Open ::= SEQUENCE { one INTEGER, rest ANY OPTIONAL }
Wrapped ::= [APPLICATION 40] EXPLICIT INTEGER
WrappedOpen ::= [APPLICATION 41] EXPLICIT ANY
Far ::= SEQUENCE { near [30] INTEGER OPTIONAL, far [31] INTEGER OPTIONAL, list [200] SEQUENCE OF INTEGER OPTIONAL }
END
"""


@pytest.fixture(scope="module")
def small() -> Schema:
    return Schema(parse({"small": SMALL}))


def octets(text: str) -> bytes:
    return bytes.fromhex(text)


def test_shipped_form_is_the_parsed_text() -> None:
    texts = {file.name: file.read_text("utf-8") for file in assets.path("asn1").glob("*.asn")}
    assert parse(texts) == assets.text("asn1", "schema.json"), "run: installer/make-schema"


def test_no_type_is_declared_twice() -> None:
    assert len(TYPES) == len(set(TYPES))


# what a newer switch adds


def test_unknown_members_anywhere_lose_nothing(small: Schema) -> None:
    unknown = "8701ff" + "5f8101021234"
    members = ["020107", "81021234", "800109", "8401ff", "a503810108"]
    whole = "".join(unknown + member for member in members) + unknown
    value = {"one": 7, "two": b"\x12\x34", "three": ("red", 9), "four": True, "five": ("blue", 8)}
    value |= {"[7]": b"\x87\x01\xff", "[APPLICATION 129]": octets("5f8101021234")}
    assert small.decode("Thing", octets(f"30{len(whole) // 2:02x}{whole}")) == value


def _is_plain_sequence(type_name: str) -> bool:
    """A SEQUENCE of its own in which no open member takes whatever comes."""
    node = shipped().node(type_name)
    is_open = any(member.kind == "ANY" and member.tag is None for _, member, _ in node.members)
    return node.kind == "SEQUENCE" and node.inner is None and not is_open


def test_an_unknown_member_after_any_other_loses_nothing(schema: Schema) -> None:
    """In real types: at every place of ten random values; the tag [PRIVATE 5] is nowhere in CSTA."""
    for type_name in filter(_is_plain_sequence, TYPES):
        _put_unknown_members_in(schema, type_name)


def _put_unknown_members_in(schema: Schema, type_name: str) -> None:
    choices = {
        name for name, node, optional in schema.node(type_name).members if node.kind == "CHOICE" and not optional
    }
    for seed in range(10):
        value = sample(Random(seed), type_name)
        whole = schema.encode(type_name, value)
        content, ends = _children(whole)
        for end in [0, *ends]:
            changed = content[:end] + b"\xc5\x01\x00" + content[end:]
            decoded = schema.decode(type_name, whole[:1] + b"\x82" + len(changed).to_bytes(2, "big") + changed)
            taken = {name for name in choices if decoded.get(name) == ("value-5", b"\xc5\x01\x00")}
            if not taken:  # where a CHOICE must come, an unknown element is taken for its unknown alternative
                assert decoded == value | {"[PRIVATE 5]": b"\xc5\x01\x00"}, type_name


def _children(whole: bytes) -> tuple[bytes, list[int]]:
    from desktop.csta.ber import read_header

    _, start, end = read_header(whole, 0, len(whole))
    ends, at = [], start
    while at < end:
        _, _, at = read_header(whole, at, end)
        ends.append(at - start)
    return whole[start:end], ends


def test_unknown_alternative_of_a_choice_survives_with_its_octets(small: Schema) -> None:
    assert small.decode("Colour", octets("820105")) == ("value-2", octets("820105"))
    assert small.decode("Colour", octets("bf2103020105")) == ("value-33", octets("bf2103020105"))
    assert small.decode("Hue", octets("3007" + "890101" + "82026869")) == {
        "colour": ("value-9", octets("890101")),
        "name": "hi",
    }
    assert small.decode("Thing", octets("3008" + "020101" + "a503890101"))["five"] == ("value-9", octets("890101"))
    assert small.decode("Colours", octets("3006" + "800101" + "890101")) == [("red", 1), ("value-9", octets("890101"))]


def test_unknown_enumeration_value_survives(schema: Schema) -> None:
    assert schema.decode("EventCause", octets("0a0200c8")) == 200


def test_absent_mandatory_members_are_absent(schema: Schema) -> None:
    assert schema.decode("DeliveredEvent", octets("3003" + "0a0116")) == {"cause": 22}
    assert schema.decode("DeliveredEvent", octets("3000")) == {}


def test_members_out_of_order_are_kept_as_octets(small: Schema) -> None:
    value = {"four": True, "[UNIVERSAL 2]": b"\x02\x01\x07"}
    assert small.decode("Thing", octets("3006" + "8401ff" + "020107")) == value


def test_open_member_keeps_its_whole_element(small: Schema) -> None:
    assert small.decode("Open", octets("3007" + "020101" + "6602" + "0500")) == {"one": 1, "rest": octets("66020500")}
    assert small.decode("Things", octets("3005" + "0500" + "020107")) == [octets("0500"), octets("020107")]
    assert small.decode("WrappedOpen", octets("7f2903020107")) == octets("020107")


def test_tags_from_31_on(small: Schema) -> None:
    value = {"near": 1, "far": 2, "list": [3]}
    whole = small.encode("Far", value)
    assert whole.hex() == "300e" + "9e0101" + "9f1f0102" + "bf8148" + "03020103"
    assert small.decode("Far", whole) == value


def test_elements_of_another_type_in_a_list_are_passed_over(small: Schema) -> None:
    assert small.decode("List", octets("3008" + "020101" + "0500" + "020102")) == [1, 2]


def test_shorter_bit_strings_of_older_switches(schema: Schema) -> None:
    assert schema.decode("MonitorFilter", octets("3005" + "8003" + "02fffc"))["callControl"] == (b"\xff\xfc", 14)


def test_extra_octets_inside_an_explicit_tag_are_passed_over(small: Schema) -> None:
    assert small.decode("Wrapped", octets("7f2805" + "020107" + "0500")) == 7


@pytest.mark.parametrize(
    ("type_name", "text", "words"),
    [
        ("Thing", "0500", r"sent \[UNIVERSAL 5\] where Thing was expected"),
        ("Wrapped", "7f28020500", r"\[UNIVERSAL 5\] at octet 3, where something else was expected"),
        ("Thing", "30020200", "an empty number at octet 4"),
        ("Thing", "3007020101" + "84020000", "truth value that is not one octet long"),
        ("Wrapped", "7f2800", "cut short"),
        ("List", "30030201", "reaches past"),
    ],
)
def test_what_does_not_fit_is_one_error_with_its_place(small: Schema, type_name: str, text: str, words: str) -> None:
    with pytest.raises(DecodeError, match=words):
        small.decode(type_name, octets(text))


@pytest.mark.parametrize(
    ("kind", "content", "value"),
    [
        ("INTEGER", "00b105", 45317),
        ("INTEGER", "ff", -1),
        ("BOOLEAN", "01", True),
        ("BOOLEAN", "00", False),
        ("NULL", "0102", None),
        ("IA5String", "4dfc6c6c6572", "Müller"),
        ("BIT STRING", "030010", (b"\x00\x10", 13)),
        ("BIT STRING", "00", (b"", 0)),
        ("OBJECT IDENTIFIER", "2b0c00815a", "1.3.12.0.218"),
        ("OBJECT IDENTIFIER", "883703", "2.999.3"),
        ("OBJECT IDENTIFIER", "00", "0.0"),
        ("GeneralizedTime", "3230313330363034313031313132", datetime(2013, 6, 4, 10, 11, 12)),
        ("GeneralizedTime", "32303133303630343130313131325a", "20130604101112Z"),
        ("GeneralizedTime", "3230313330363034313031313630", "20130604101160"),
    ],
)
def test_primitive_contents(kind: str, content: str, value: Any) -> None:
    data = b"??" + octets(content) + b"??"
    assert read_primitive(kind, data, 2, len(data) - 2) == value


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("INTEGER", ""),
        ("BOOLEAN", ""),
        ("BIT STRING", ""),
        ("BIT STRING", "09ff"),
        ("BIT STRING", "01"),
        ("OBJECT IDENTIFIER", ""),
        ("OBJECT IDENTIFIER", "2b0c80"),
        ("OBJECT IDENTIFIER", "2b" + "ff" * 20 + "01"),
    ],
)
def test_primitive_contents_that_are_none(kind: str, content: str) -> None:
    with pytest.raises(DecodeError, match="damaged message"):
        read_primitive(kind, octets(content), 0, len(content) // 2)


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
    [
        ("MakeCallArgument", {}),
        ("DeviceID", {"deviceIdentifier": ("dialingNumber", "Müller")}),
        ("DeviceID", {"deviceIdentifier": ("value-9", b"\x89\x00")}),
        ("LocalConnectionState", "connected"),
        ("MonitorFilter", 7),
    ],
)
def test_a_value_that_does_not_fit_is_local_misuse(schema: Schema, type_name: str, value: Any) -> None:
    with pytest.raises(LocalMisuse, match=f"does not fit {type_name}"):
        schema.encode(type_name, value)


def test_a_type_that_is_not_there_is_a_key_error(schema: Schema) -> None:
    with pytest.raises(KeyError):
        schema.node("NoSuchType")


# against asn1tools' own decoder


@pytest.fixture(scope="module")
def judge() -> dict[str, Any]:
    modules = asn1tools_ber.compile_dict(json.loads(assets.text("asn1", "schema.json")))
    return {name: compiled for types in modules.values() for name, compiled in types.items()}


def _same(value: Any) -> Any:
    """asn1tools gives bytearrays for ANY."""
    if isinstance(value, dict):
        return {name: _same(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_same(element) for element in value]
    if isinstance(value, tuple):
        return value[0], _same(value[1])
    return bytes(value) if isinstance(value, bytearray) else value


def test_decodes_what_was_encoded_and_as_asn1tools_does(schema: Schema, judge: dict[str, Any]) -> None:
    for type_name in TYPES:
        for seed in range(60):
            value = sample(Random(f"{type_name} {seed}"), type_name)
            whole = schema.encode(type_name, value)
            assert schema.decode(type_name, whole) == value, type_name
            assert _same(judge[type_name].decode(whole)) == value, type_name


@pytest.mark.parametrize("type_name", ["CSTAEventReportArgument", "Apdu", "MonitorStartResult", "SnapshotCallResult"])
def test_hypothesis_finds_no_value_that_is_read_otherwise(
    schema: Schema, judge: dict[str, Any], type_name: str
) -> None:
    @settings(max_examples=60)
    @given(plain(type_name))
    def holds(value: Any) -> None:
        whole = schema.encode(type_name, value)
        assert schema.decode(type_name, whole) == value
        assert _same(judge[type_name].decode(whole)) == value

    holds()


@settings(max_examples=300)
@given(st.sampled_from(TYPES), st.binary(max_size=80))
def test_any_octets_give_a_value_or_the_one_error(type_name: str, noise: bytes) -> None:
    with contextlib.suppress(DecodeError):
        shipped().decode(type_name, noise)


def test_no_mutation_of_a_value_gives_anything_but_the_one_error(schema: Schema) -> None:
    random = Random(1)
    for type_name, seed in itertools.product(TYPES, range(5)):
        whole = bytearray(schema.encode(type_name, sample(Random(seed), type_name)))
        for _ in range(20):
            mutant = bytearray(whole)
            for _ in range(random.randint(1, 3)):
                mutant[random.randrange(len(mutant))] = random.randrange(256)
            try:
                schema.decode(type_name, bytes(mutant))
            except DecodeError:
                continue
