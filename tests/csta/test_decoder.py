"""The decoder: hand-written octets; on many random messages the word of asn1tools and of a plain decoder."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

import pytest
from asn1tools.codecs import ber as asn1tools_ber
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import assets
from desktop.csta import decoder
from desktop.csta.ber import GREATEST_DEPTH, MOST_ELEMENTS
from desktop.csta.decoder import read_primitive
from desktop.csta.errors import DecodeError
from desktop.csta.schema import Schema, parse, shipped
from tests.support import mutations, plain_decoder, rewriting
from tests.support.plain_decoder import Unsound
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
Whole ::= SEQUENCE {
  truth  BOOLEAN OPTIONAL,
  bits   BIT STRING OPTIONAL,
  text   IA5String OPTIONAL,
  time   GeneralizedTime OPTIONAL,
  nothing NULL OPTIONAL,
  name   OBJECT IDENTIFIER OPTIONAL,
  shade  [UNIVERSAL 10] INTEGER { dark(0), light(1) } OPTIONAL,
  hues   [0] SEQUENCE OF Hue OPTIONAL,
  deep   [1] EXPLICIT Hue OPTIONAL,
  deeper [2] EXPLICIT Tinted OPTIONAL }
Tinted ::= [3] EXPLICIT Colour
Empty ::= SEQUENCE { }
Many ::= CHOICE { a [0] Empty, b [1] Empty, c [2] Hue, d [3] Empty, e [4] Empty, f [5] Empty, g [6] List }
One ::= SEQUENCE { many Many, one INTEGER OPTIONAL }
Several ::= SEQUENCE OF Many
Nulls ::= SEQUENCE OF NULL
Far ::= SEQUENCE { near [30] INTEGER OPTIONAL, far [31] INTEGER OPTIONAL, list [200] SEQUENCE OF INTEGER OPTIONAL }
END
"""


@pytest.fixture(scope="module")
def small() -> Schema:
    return Schema(parse({"small": SMALL}))


def octets(text: str) -> bytes:
    return bytes.fromhex(text)


def element(tag: int, *content: bytes) -> bytes:
    """An element with the shortest length."""
    inside = b"".join(content)
    size = len(inside)
    length = bytes((size,)) if size < 0x80 else b"\x82" + size.to_bytes(2, "big")
    return bytes((tag,)) + length + inside


# what a newer switch adds


def test_unknown_members_anywhere_lose_nothing(small: Schema) -> None:
    unknown = "8701ff" + "5f8101021234"
    members = ["020107", "81021234", "800109", "8401ff", "a503810108"]
    whole = "".join(unknown + member for member in members) + unknown
    value = {"one": 7, "two": b"\x12\x34", "three": ("red", 9), "four": True, "five": ("blue", 8)}
    value |= {"[7]": 6 * b"\x87\x01\xff", "[APPLICATION 129]": 6 * octets("5f8101021234")}
    assert small.decode("Thing", octets(f"30{len(whole) // 2:02x}{whole}")) == value


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
        ("Thing", "0500", r"at octet 0: \[UNIVERSAL 5\] where Thing was expected"),
        ("Wrapped", "7f28020500", r"at octet 3: \[UNIVERSAL 5\] where something else was expected"),
        ("Thing", "30020200", "at octet 4: an empty number"),
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
    with pytest.raises(DecodeError, match="Damaged message"):
        read_primitive(kind, octets(content), 0, len(content) // 2)


def test_what_fills_its_parents_and_what_does_not(small: Schema) -> None:
    """Explicit tags and lone first members have a quick form, which must see that something follows."""
    assert small.decode("Whole", octets("3007" + "a105" + "3003" + "800107")) == {"deep": {"colour": ("red", 7)}}
    assert small.decode("Whole", octets("300a" + "a108" + "3006" + "800107" + "820141")) == {
        "deep": {"colour": ("red", 7), "name": "A"}
    }
    assert small.decode("Whole", octets("3009" + "a107" + "3003" + "800107" + "0500")) == {
        "deep": {"colour": ("red", 7)}
    }
    assert small.decode("Whole", octets("3007" + "a205" + "a303" + "810107")) == {"deeper": ("blue", 7)}
    assert small.decode("Whole", octets("3004" + "a002" + "3000")) == {"hues": [{}]}
    assert small.decode("Whole", octets("3002" + "a000")) == {"hues": []}


@pytest.mark.parametrize("content", ["", "80", "8001", "30", "3003", "300380", "30038001"])
def test_an_explicit_tag_around_less_than_an_element_is_an_error(small: Schema, content: str) -> None:
    inner = octets(content)
    for behind in (b"", octets("a2" + "05" + "a303" + "810107")):
        with pytest.raises(DecodeError, match=r"cut short|past"):
            small.decode("Whole", element(0x30, element(0xA1, inner), behind))


def test_a_tagged_choice_is_known_by_its_tag_alone(small: Schema) -> None:
    """What a wrapper around it holds instead is no alternative of the CHOICE."""
    assert small.decode("Whole", octets("3007" + "a205" + "a303" + "890107")) == {
        "deeper": ("value-9", octets("890107"))
    }
    with pytest.raises(DecodeError, match=r"at octet 4: \[4\] where something else was expected"):
        small.decode("Whole", octets("3007" + "a205" + "a403" + "810107"))


def test_of_two_alternatives_the_second_is_kept_as_octets(small: Schema) -> None:
    for first, second, name in (("800107", "810108", "red"), ("810107", "800108", "blue")):
        value = small.decode("Hue", octets("3006" + first + second))
        assert value == {"colour": (name, 7), f"[{octets(second)[0] & 0x1F}]": octets(second)}


def test_of_a_member_that_comes_twice_the_first_counts(small: Schema) -> None:
    """What comes again is kept as octets, one behind the other."""
    first = "3006" + "020107" + "020108"
    assert small.decode("Thing", octets(first)) == {"one": 7, "[UNIVERSAL 2]": octets("020108")}
    for count in range(2, 5):
        more = "020108" + "020109" * (count - 1)
        value = {"one": 7, "[UNIVERSAL 2]": octets(more)}
        assert small.decode("Thing", octets(f"30{3 + 3 * count:02x}020107" + more)) == value


def test_a_choice_of_many_types(small: Schema) -> None:
    """Its types are met when one comes: the first time as well as later."""
    for _ in range(2):
        assert small.decode("Many", octets("a100")) == (
            "b",
            {},
        )
        assert small.decode("Many", octets("a203" + "800107")) == ("c", {"colour": ("red", 7)})
        assert small.decode("Many", octets("8700")) == ("value-7", octets("8700"))
        assert small.decode("One", octets("3008" + "a603" + "020101" + "020102")) == {"many": ("g", [1]), "one": 2}
        assert small.decode("One", octets("3009" + "a68103" + "020101" + "020102")) == {"many": ("g", [1]), "one": 2}
        assert small.decode("One", octets("3002" + "a000")) == {"many": ("a", {})}
        assert small.decode("One", octets("3005" + "a700" + "020102")) == {
            "many": ("value-7", octets("a700")),
            "one": 2,
        }
        assert small.decode("Several", octets("3008" + "a500" + "a700" + "a602" + "0500")) == [
            ("f", {}),
            ("value-7", octets("a700")),
            ("g", []),
        ]


def test_lengths_in_all_forms(small: Schema) -> None:
    value = {"one": 7, "two": bytes(range(100)), "four": True}
    two = bytes(range(100))
    for length in ("64", "8164", "820064", "83000064", "880000000000000064"):
        content = octets("020107" + "81" + length) + two + octets("840101")
        assert small.decode("Thing", element(0x30, content)) == value
    for size in (127, 128, 129, 255, 256, 257, 32_000):
        two = bytes(size)
        assert small.decode("Thing", small.encode("Thing", {"one": 7, "two": two}))["two"] == two


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3003" + "010200", "reaches past"),  # BOOLEAN
        ("3004" + "01020000", "truth value that is not one octet long"),
        ("3002" + "0100", "truth value that is not one octet long"),
        ("3004" + "030209ff", "wrong count of unused bits"),
        ("3003" + "030101", "wrong count of unused bits"),
        ("3002" + "0300", "wrong count of unused bits"),
        ("3002" + "0a00", "an empty number"),
        ("3013" + "0a11" + "01" * 17, "a number of 17 octets"),
        ("3002" + "0600", "object identifier that is cut short"),
        ("3003" + "060180", "object identifier that is cut short"),
        ("3006" + "a004" + "3002" + "8000", "an empty number"),
        ("3006" + "a104" + "3002" + "8000", "an empty number"),
        ("3006" + "a204" + "a302" + "8000", "an empty number"),
        ("3004" + "02800107", "indefinite length"),
        ("3004" + "3080" + "0000", "indefinite length"),
        ("3005" + "0183000001", "past"),
        ("3003" + "018101", "cut short|past"),
        ("3004" + "01820001", "cut short|past"),
        ("3003" + "1f8080", "cut short|past"),
        ("300b" + "1f" + "80" * 9 + "00", "a tag longer than six octets"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(small: Schema, text: str, words: str) -> None:
    with pytest.raises(DecodeError, match=words) as caught:
        small.decode("Whole", octets(text))
    assert caught.value.offset is not None
    assert 0 < caught.value.offset <= len(octets(text))


def test_a_null_with_content_is_a_null(small: Schema) -> None:
    assert small.decode("Whole", octets("3007" + "05020102" + "0a0101")) == {"nothing": None, "shade": 1}


def test_an_element_whose_header_is_the_last_octet(small: Schema) -> None:
    for text in ("3004" + "020107" + "81", "3001" + "02", "30", "7f", ""):
        with pytest.raises(DecodeError, match=r"cut short|past"):
            small.decode("Thing", octets(text))


# what stays unread might hide anything

HIDING: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "unknown member": ("Thing", lambda hidden: element(0x30, b"\x02\x01\x07", hidden)),
    "unknown member first": ("Thing", lambda hidden: element(0x30, hidden, b"\x02\x01\x07")),
    "ANY in a SEQUENCE": ("Open", lambda hidden: element(0x30, b"\x02\x01\x07", hidden)),
    "ANY in a list": ("Things", lambda hidden: element(0x30, hidden)),
    "ANY in an explicit tag": ("WrappedOpen", lambda hidden: b"\x7f\x29" + element(0x30, hidden)[1:]),
    "unknown element of a list": ("List", lambda hidden: element(0x30, b"\x02\x01\x07", hidden)),
    "unknown alternative in a list": ("Colours", lambda hidden: element(0x30, b"\x80\x01\x07", hidden)),
    "unknown alternative of a member": ("Hue", lambda hidden: element(0x30, hidden)),
    "unknown alternative in an explicit tag": ("Thing", lambda hidden: element(0x30, element(0xA5, hidden))),
    "behind what an explicit tag wraps": (
        "Wrapped",
        lambda hidden: b"\x7f\x28" + element(0x30, b"\x02\x01\x07", hidden)[1:],
    ),
    "unknown alternative": ("Colour", lambda hidden: hidden),
}
"""Places of elements that no type is known for: the type of the message, and the message around the element."""


@pytest.mark.parametrize(("type_name", "around"), HIDING.values(), ids=HIDING)
def test_an_unread_element_must_be_sound(small: Schema, type_name: str, around: Callable[[bytes], bytes]) -> None:
    hidden = element(0xE5, element(0xE6, b"\x05\x00"), b"\x05\x00")
    small.decode(type_name, around(hidden))
    for wrong in ("0501", "05", "30030500", "0580", "3080", "1f8080808080808001"):
        with pytest.raises(DecodeError, match=r"past|cut short|indefinite|tag longer"):
            small.decode(type_name, around(element(0xE5, element(0xE6, octets(wrong)), b"\x05\x00")))


@pytest.mark.parametrize(("type_name", "around"), HIDING.values(), ids=HIDING)
def test_an_unread_element_must_not_be_deep(small: Schema, type_name: str, around: Callable[[bytes], bytes]) -> None:
    outside = _depth_outside(around)
    small.decode(type_name, around(nested(GREATEST_DEPTH - outside)))
    with pytest.raises(DecodeError, match="nested deeper than 40"):
        small.decode(type_name, around(nested(GREATEST_DEPTH - outside + 1)))


def _depth_outside(around: Callable[[bytes], bytes]) -> int:
    """How many elements are around the hidden one."""
    whole = mutations.read(around(b"\xe5\x00"))
    depth = 0
    while isinstance(whole.content, list) and whole.content:
        whole = next(part for part in whole.content if part.tag[0] & 0x20)
        depth += 1
    return depth


def nested(depth: int) -> bytes:
    whole = b"\xe5\x00"
    for _ in range(depth - 1):
        whole = element(0xE5, whole)
    return whole


@pytest.mark.parametrize(("type_name", "around"), HIDING.values(), ids=HIDING)
def test_with_unread_elements_a_message_has_at_most_4096(
    small: Schema, type_name: str, around: Callable[[bytes], bytes]
) -> None:
    others = len(list(rewriting.elements(mutations.read(around(b"\xe5\x00")))))
    small.decode(type_name, around(element(0xE5, b"\x05\x00" * (MOST_ELEMENTS - others))))
    with pytest.raises(DecodeError, match="more than 4096 elements"):
        small.decode(type_name, around(element(0xE5, b"\x05\x00" * (MOST_ELEMENTS - others + 1))))


def test_known_elements_are_bounded_as_well(small: Schema) -> None:
    for count in (MOST_ELEMENTS - 1, MOST_ELEMENTS):
        whole = element(0x30, b"\x05\x00" * count)
        if count < MOST_ELEMENTS:
            assert small.decode("Nulls", whole) == [None] * count
        else:
            with pytest.raises(DecodeError, match="more than 4096 elements"):
                small.decode("Nulls", whole)


def test_the_guard_walks_a_message_once_and_only_where_it_must(small: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    walked: Counter[bytes] = Counter()
    guard = decoder.guard

    def counting(data: bytes) -> None:
        walked[data] += 1
        guard(data)

    monkeypatch.setattr(decoder, "guard", counting)
    known = octets("3006" + "020107" + "840101")
    unknown = element(0x30, *(bytes((tag, 0)) for tag in range(0xC0, 0xDF)), b"\x02\x01\x07")
    long = element(0x30, b"\x02\x01\x07", element(0x81, bytes(9000)))
    for whole in (known, unknown, unknown, long):
        small.decode("Thing", whole)
    assert walked == {unknown: 2, long: 1}


def test_after_a_damaged_message_the_next_is_guarded_anew(small: Schema) -> None:
    hiding, damaged = HIDING["unknown member"][1], element(0xE5, b"\x05\x01")
    for _ in range(2):
        with pytest.raises(DecodeError, match="past"):
            small.decode("Thing", hiding(damaged))


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


@pytest.mark.slow
def test_decodes_what_was_encoded_as_asn1tools_and_the_plain_decoder_do(schema: Schema, judge: dict[str, Any]) -> None:
    for type_name in TYPES:
        for seed in range(30):
            value = sample(Random(f"{type_name} {seed}"), type_name)
            whole = schema.encode(type_name, value)
            assert schema.decode(type_name, whole) == value, type_name
            assert _same(judge[type_name].decode(whole)) == value, type_name
            assert plain_decoder.decode(schema.node(type_name), whole) == value, type_name


def messages(types: list[str], seeds: int) -> Iterator[tuple[str, bytes]]:
    """Random messages: their types and octets."""
    for type_name in types:
        for seed in range(seeds):
            yield type_name, shipped().encode(type_name, sample(Random(f"{type_name} {seed}"), type_name))


def outcome(decode: Callable[[bytes], Any], whole: bytes) -> Any:
    """The value, or the class of the one error."""
    try:
        return decode(whole)
    except (DecodeError, Unsound):
        return DecodeError


def agree(type_name: str, whole: bytes) -> Any:
    """Assert that the decoder says what the plain one says, and return that."""
    expected = outcome(partial(plain_decoder.decode, shipped().node(type_name)), whole)
    found = outcome(partial(shipped().decode, type_name), whole)
    assert found == expected, f"{type_name} {whole.hex()}"
    return found


@pytest.mark.parametrize("size", [1, 2, 4])
def test_lengths_in_the_long_form_change_nothing(schema: Schema, size: int) -> None:
    for type_name, whole in messages(TYPES, 10):
        long = rewriting.long_lengths(whole, size)
        assert len(long) > len(whole) or whole[0] == 0x04
        assert schema.decode(type_name, long) == schema.decode(type_name, whole), f"{type_name} {long.hex()}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unknown", "name"),
    [("c50101", "[PRIVATE 5]"), ("e5020500", "[PRIVATE 5]"), ("bf8f7f020500", "[2047]")],
    ids=["primitive", "constructed", "of three octets' tag"],
)
def test_an_unknown_element_anywhere(unknown: str, name: str) -> None:
    """At every place of real messages. What comes of it is for the plain decoder to say; but nothing is lost."""
    extra = octets(unknown)
    kept = 0
    for type_name, whole in messages(TYPES, 2):
        for changed in rewriting.with_inserted(whole, extra):
            value = agree(type_name, changed)
            kept += isinstance(value, dict) and value.get(name) == extra
    assert kept > 1000


def test_an_unknown_member_at_the_end_is_all_that_is_added(schema: Schema) -> None:
    """As a newer edition adds it."""
    for type_name, whole in messages(TYPES, 5):
        node = schema.node(type_name)
        if node.kind != "SEQUENCE" or node.inner is not None:
            continue
        value = schema.decode(type_name, whole)
        open_members = [member for member, found, _ in node.members if found.tag is None]
        changed = mutations.read(whole)
        assert isinstance(changed.content, list)
        changed.content.append(mutations.Element(b"\xc5", b"\x01"))
        found = schema.decode(type_name, changed.octets())
        if all(member in value for member in open_members):  # else one of them takes it
            assert found == value | {"[PRIVATE 5]": octets("c50101")}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_members_in_another_order_or_several_times() -> None:
    for type_name, whole in messages(TYPES, 3):
        for changed in itertools.chain(rewriting.with_others_first(whole), rewriting.with_repeated(whole)):
            agree(type_name, changed)


@pytest.mark.slow
def test_a_child_that_reaches_past_its_parent_is_an_error() -> None:
    count = 0
    for type_name, whole in messages(TYPES, 3):
        for changed in rewriting.reaching_too_far(whole):
            assert agree(type_name, changed) is DecodeError, f"{type_name} {changed.hex()}"
            count += 1
    assert count > 5000


def test_a_message_that_is_cut_short_is_an_error() -> None:
    for type_name, whole in messages(TYPES, 2):
        for end in range(len(whole)):
            with pytest.raises(DecodeError):
                shipped().decode(type_name, whole[:end])
        with pytest.raises(DecodeError):
            shipped().decode(type_name, whole + b"\x00")


CHANGED = ["DeliveredEvent", "Apdu", "ConnectionListEntry", "SnapshotDeviceEntry", "MonitorStartArgument", "DeviceID"]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("type_name", CHANGED)
def test_every_change_of_an_octet_gives_a_value_or_the_one_error(type_name: str) -> None:
    _, whole = next(found for found in messages([type_name], 50) if 30 < len(found[1]) < 130)
    for at, octet in itertools.product(range(len(whole)), range(256)):
        agree(type_name, whole[:at] + bytes((octet,)) + whole[at + 1 :])


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_some_changes_of_every_octet_of_every_type() -> None:
    for type_name, whole in messages(TYPES, 1):
        for at, change in itertools.product(range(len(whole)), (0x20, 0x81)):
            agree(type_name, whole[:at] + bytes((whole[at] ^ change,)) + whole[at + 1 :])


@pytest.mark.parametrize("kind", mutations.KINDS)
def test_damaged_messages(kind: str) -> None:
    random = Random(kind)
    pairs = list(messages(TYPES, 2))
    for (type_name, whole), (_, other) in itertools.pairwise(pairs):
        agree(type_name, mutations.mutant(random, whole, other, kind))


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


@pytest.mark.slow
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


def test_damage_of_nothing_is_at_its_beginning(schema: Schema) -> None:
    with pytest.raises(DecodeError, match=r"^Damaged message at octet 0: an element that is cut short") as raised:
        schema.decode("Apdu", b"")
    assert raised.value.offset == 0
