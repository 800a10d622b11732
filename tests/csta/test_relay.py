"""A message's address without its content, and another address in its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from desktop.csta import apdus
from desktop.csta.apdus import Invoke, Reject, ReturnError, ReturnResult
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.operations import BY_CODE, EVENT_REPORT, OPERATIONS
from desktop.csta.relay import ERROR, INVOKE, REJECT, RESULT, Peek, first_device, peek, readdress
from desktop.csta.schema import shipped
from tests.support import mutations, rewriting
from tests.support.strategies import sample

INVOKE_IDS = (0, 1, 127, 128, 255, 256, 32767, 32768, 0x7FFFFFFF, -1, -128, -129, -0x80000000)


def octets(text: str) -> bytes:
    return bytes.fromhex(text)


def whole(*content: str, kind: int = INVOKE) -> bytes:
    """An APDU in the short form."""
    inside = octets("".join(content))
    return bytes((kind, len(inside))) + inside


def rose(seeds: int) -> Iterator[tuple[Invoke | ReturnResult, str, Any]]:
    """Invokes and results of every operation with random values: the APDU, the type it carries, and the value."""
    random, schema = Random("rose"), shipped()
    for row, seed in itertools.product(OPERATIONS, range(seeds)):
        for kind, type_name in ((Invoke, row.argument_type), (ReturnResult, row.result_type)):
            if type_name is not None:
                value = sample(Random(f"{row.code} {seed}"), type_name)
                yield kind(random.choice(INVOKE_IDS), row.code, schema.encode(type_name, value)), type_name, value


def encode(apdu: apdus.Apdu) -> bytes:
    return apdus.encode(shipped(), apdu, HIPATH)


def begins_with_cross_ref(type_name: str) -> bool:
    """Whether the schema has a monitor's cross reference, [APPLICATION 21], as the first member."""
    members = shipped().node(type_name).members
    return bool(members) and members[0][1].tag == 0x55


def looked(apdu: bytes) -> Peek:
    where = peek(apdu)
    assert where is not None
    return where


# peek


def test_an_event_report_of_hipath() -> None:
    apdu = octets("a118" + "02020101" + "020115" + "300f" + "55020011" + "a009" + "a407" + "6b05" + "8003010203")
    assert looked(apdu) == Peek(INVOKE, 0x101, 21, 9, 26, b"\x00\x11", (0, 4))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a106" + "020107" + "020102", Peek(INVOKE, 7, 2, 8, 8, None, None)),
        ("a108" + "020107" + "020102" + "3000", Peek(INVOKE, 7, 2, 8, 10, None, None)),
        ("a109" + "020107" + "800105" + "020102", Peek(INVOKE, 7, 2, 11, 11, None, None)),  # with a linked id
        ("a107" + "020107" + "020200d3", Peek(INVOKE, 7, 211, 9, 9, None, None)),
        ("a106" + "0201ff" + "0201fe", Peek(INVOKE, -1, -2, 8, 8, None, None)),
        ("a108" + "020107" + "06012a" + "0500", Peek(INVOKE, 7, None, 8, 10, None, None)),  # a global operation
        ("a10a" + "020107" + "02050000000001", Peek(INVOKE, 7, 1, 12, 12, None, None)),
        ("a10a" + "02050000000001" + "020102", Peek(INVOKE, 1, 2, 12, 12, None, None)),
        ("a108" + "02810107" + "02810102", Peek(INVOKE, 7, 2, 10, 10, None, None)),  # lengths in the long form
        ("a10d" + "020107" + "020149" + "3005" + "5581020011", Peek(INVOKE, 7, 0x49, 8, 15, b"\x00\x11", None)),
        ("a10c" + "020107" + "020149" + "3000" + "55020011", Peek(INVOKE, 7, 0x49, 8, 14, None, None)),
        ("a10a" + "020107" + "020149" + "3002" + "5400", Peek(INVOKE, 7, 0x49, 8, 12, None, None)),
        ("a108" + "020107" + "020149" + "5500", Peek(INVOKE, 7, 0x49, 8, 10, None, None)),
        ("a203" + "020107", Peek(RESULT, 7, None, 5, 5, None, None)),
        ("a208" + "020107" + "3003" + "020102", Peek(RESULT, 7, 2, 10, 10, None, None)),
        ("a20a" + "020107" + "3005" + "020102" + "0500", Peek(RESULT, 7, 2, 10, 12, None, None)),
        ("a20d" + "020107" + "3008" + "020147" + "3003" + "550111", Peek(RESULT, 7, 0x47, 10, 15, b"\x11", None)),
        ("a30b" + "020107" + "020101" + "a003" + "0a0105", Peek(ERROR, 7, 1, 8, 13, None, None)),
        ("a406" + "020107" + "810101", Peek(REJECT, 7, None, 5, 8, None, None)),
        ("a405" + "0500" + "800100", Peek(REJECT, None, None, 4, 7, None, None)),
    ],
)
def test_what_goes_where(text: str, where: Peek) -> None:
    assert peek(octets(text)) == where


def test_lengths_in_the_long_form() -> None:
    """Of all elements but the numbers and the cross reference."""
    apdu = octets("a18115" + "020107" + "020115" + "30810c" + "55020011" + "a08105" + "a48102" + "8000")
    assert looked(apdu) == Peek(INVOKE, 7, 21, 9, 24, b"\x00\x11", (0, 4))
    for length in ("820014", "83000014", "8400000014"):
        longer = octets("a1" + length + "020107" + "020115" + "30830000" + "09" + "55020011" + "a003" + "a40180")
        assert looked(longer)[1:3] == (7, 21)
        assert looked(longer).cross_ref == b"\x00\x11"


@pytest.mark.parametrize("apdu", ["", "a003020101", "a500", "6000", "6103020101", "30", "05"])
def test_what_is_none_of_rose_has_no_address(apdu: str) -> None:
    assert peek(octets(apdu)) is None


@pytest.mark.parametrize(
    "text",
    [
        "a1",
        "a103" + "020107",  # no operation
        "a105" + "020107" + "0201",
        "a103" + "020207",  # an invoke id that reaches past the end
        "a203" + "020207",
        "a403" + "020207",
        "a403" + "050107",
        "a303" + "020107",
        "a106" + "020107" + "020202",
        "a106" + "050107" + "020102",
        "a106" + "0200" + "020102" + "00",
        "a115" + "0211" + "00" * 16 + "01" + "020102",
        "a206" + "020107" + "020102",
        "a206" + "020107" + "3003" + "02",
        "a207" + "020107" + "020102",
        "a180" + "020107" + "020102" + "0000",
        "a1830000ff" + "020107" + "020102",
        "a107" + "020107" + "80" + "020102",
        "a108" + "020107" + "020102",
    ],
)
def test_an_address_that_is_not_there_is_an_error(text: str) -> None:
    with pytest.raises(DecodeError):
        peek(octets(text))


def test_it_finds_what_decoding_finds(pdus: dict[str, bytes]) -> None:
    for name, recorded in pdus.items():
        try:
            apdu = apdus.decode(shipped(), recorded)
        except DecodeError:
            continue
        where = peek(recorded)
        if not isinstance(apdu, Invoke | ReturnResult | ReturnError | Reject):
            assert where is None, name
            continue
        assert where is not None, name
        assert where.invoke_id == apdu.invoke_id, name
        if isinstance(apdu, Invoke | ReturnResult):
            assert where.opcode == apdu.opcode, name


def test_it_finds_what_was_put_into_random_messages() -> None:
    categories = shipped().node("EventSpecificInfo").alternatives
    for apdu, type_name, value in rose(20):
        encoded = encode(apdu)
        where = looked(encoded)
        carried = apdu.argument if isinstance(apdu, Invoke) else apdu.value
        assert (where.invoke_id, where.opcode) == (apdu.invoke_id, apdu.opcode)
        assert encoded[where.start : where.end] == carried
        assert where.cross_ref == (value["crossRefIdentifier"] if begins_with_cross_ref(type_name) else None)
        if type_name == EVENT_REPORT.argument_type:
            category, (event, _) = value["eventSpecificInfo"]
            node = dict(categories)[category]
            assert node.tag is not None
            assert node.inner is not None
            inner = dict(node.inner.alternatives)[event]
            assert where.event == (node.tag & 0x1F, (inner.tag or 0) & 0x1F)
        else:
            assert where.event is None


@pytest.mark.parametrize("apdu", [ReturnError(7, 1, b"\x05\x00"), Reject(7, "invoke", 1), Reject(None, "general", 0)])
def test_it_finds_errors_and_rejects(apdu: ReturnError | Reject) -> None:
    where = looked(encode(apdu))
    assert where.invoke_id == apdu.invoke_id
    assert where.opcode == (apdu.code if isinstance(apdu, ReturnError) else None)


def damaged(encoded: bytes) -> Iterator[bytes]:
    """Cut short at every octet, and every octet of the first hundred changed."""
    yield from (encoded[:end] for end in range(len(encoded)))
    for at, octet in itertools.product(range(min(len(encoded), 100)), (0x00, 0x01, 0x55, 0x7F, 0x80, 0x82, 0xA1, 0xFF)):
        yield encoded[:at] + bytes((octet,)) + encoded[at + 1 :]


@pytest.mark.slow
def test_damage_raises_nothing_but_the_one_error() -> None:
    """Nor does it where the first device is looked for, or another address put in."""
    for apdu, _, _ in rose(1):
        for changed in damaged(encode(apdu)):
            try:
                where = peek(changed)
                if where is not None:
                    assert 0 <= where.start <= len(changed)
                    assert where.end <= len(changed)
                    readdress(changed, where, invoke_id=where.invoke_id)
                    readdress(changed, where, cross_ref=where.cross_ref or None)
                    first_device(changed, where)
            except DecodeError:
                continue


# the first device


@pytest.mark.parametrize(
    ("argument", "device"),
    [
        ("3005" + "3003" + "800131", "1"),
        ("3007" + "3005" + "8003313030", "100"),
        ("3081" + "08" + "308105" + "8003313030", "100"),
        ("300a" + "550111" + "3005" + "8003313030", "100"),  # after a cross reference
        ("300c" + "6b0a" + "3008" + "8001b1" + "a103" + "810142", None),  # a dynamic id
        ("3010" + "6b0e" + "300c" + "8001b1" + "a107" + "3005" + "8003313030", "100"),  # a connection
        ("300e" + "6b0c" + "300a" + "8001b1" + "a105" + "3003" + "810131", None),  # a device number
        ("300b" + "6b09" + "a107" + "3005" + "8003313030", "100"),  # its device alone
        ("3005" + "6b03" + "8001b1", None),  # its call alone
        ("300c" + "300a" + "8003313030" + "a103" + "160141", "100"),  # a device with its private number
        ("300b" + "3009" + "8003313030" + "a102" + "3000", None),
        ("300a" + "3008" + "8001b1" + "a103" + "160141", "\xb1"),
        ("300a" + "3008" + "8003313030" + "1603414243"[:6], "100"),
        ("300b" + "bf2108" + "3006" + "8004313233a7", "123\xa7"),
        ("300c" + "bf2109" + "308106" + "8004313233a7", "123\xa7"),
        ("3000", None),
        ("3003" + "020101", None),
        ("0500", None),
    ],
)
def test_the_first_device(argument: str, device: str | None) -> None:
    for kind in (INVOKE, RESULT):
        content = "020115" + argument
        inside = content if kind == INVOKE else f"30{len(content) // 2:02x}{content}"
        apdu = whole("020107", inside, kind=kind)
        assert first_device(apdu, looked(apdu)) == device


@pytest.mark.parametrize("argument", ["300430098003", "300330038001", "300130", "30023080", "3001bf"])
def test_a_first_device_that_is_damaged(argument: str) -> None:
    apdu = whole("020107", "020115", argument)
    with pytest.raises(DecodeError):
        first_device(apdu, looked(apdu))


def test_the_first_device_of_events_is_that_of_their_connection(pdus: dict[str, bytes]) -> None:
    schema = shipped()
    found = 0
    for recorded in pdus.values():
        where = peek(recorded)
        if where is None or where.opcode != EVENT_REPORT.code or where.event is None:
            continue
        value = schema.decode(EVENT_REPORT.argument_type, recorded[where.start : where.end])
        _, (_, members) = value["eventSpecificInfo"]
        form, connection = next(iter(members.values()))
        if form == "both" and connection["deviceID"][0] == "staticID":
            kind, digits = connection["deviceID"][1]["deviceIdentifier"]
            if kind == "dialingNumber":
                assert first_device(recorded, where) == digits
                found += 1
    assert found > 5


# another address


def test_random_messages_get_another_address() -> None:
    """They are, octet for octet, what would have been encoded with it."""
    random, schema = Random("addresses"), shipped()
    for apdu, type_name, value in rose(12):
        encoded = encode(apdu)
        where = looked(encoded)
        assert readdress(encoded, where) == encoded
        assert readdress(encoded, where, invoke_id=apdu.invoke_id) == encoded
        other = random.choice(INVOKE_IDS)
        assert readdress(encoded, where, invoke_id=other) == encode(replace(apdu, invoke_id=other))
        if where.cross_ref is None:
            continue
        assert readdress(encoded, where, cross_ref=where.cross_ref) == encoded
        reference = random.randbytes(random.randint(1, 8))
        carried = schema.encode(type_name, value | {"crossRefIdentifier": reference})
        member = {"argument": carried} if isinstance(apdu, Invoke) else {"value": carried}
        changed = readdress(encoded, where, invoke_id=other, cross_ref=reference)
        assert changed == encode(replace(apdu, invoke_id=other, **member))


@pytest.mark.parametrize("kind", ["invoke", "result"])
def test_lengths_change_their_form_where_they_must(kind: str) -> None:
    """Around 127 and 128, 255 and 256 octets; in both directions."""
    schema = shipped()

    def message(invoke_id: int, reference: bytes, filler: int) -> bytes:
        extensions = {"privateData": [b"\x04\x82" + filler.to_bytes(2, "big") + bytes(filler)]}
        value = {"crossRefIdentifier": reference, "extensions": extensions}
        if kind == "invoke":
            return encode(Invoke(invoke_id, 73, schema.encode("MonitorStopArgument", value)))
        return encode(ReturnResult(invoke_id, 71, schema.encode("MonitorStartResult", value)))

    lengths = set()
    for filler in range(70, 260):
        short, long = message(1, b"\x01", filler), message(70000, b"12345678", filler)
        assert readdress(short, looked(short), invoke_id=70000, cross_ref=b"12345678") == long
        assert readdress(long, looked(long), invoke_id=1, cross_ref=b"\x01") == short
        lengths |= {len(short), len(long)}
    assert min(lengths) < 120
    assert max(lengths) > 265


def test_what_it_does_not_know_passes_unchanged() -> None:
    """Lengths in the long form and unknown members, where no length around them changes; and what is behind."""
    schema = shipped()
    for apdu, type_name, _ in rose(2):
        content = mutations.read(encode(apdu))
        for part in rewriting.elements(content):
            if part.tag[0] & 0x20:
                part.size = 2 if len(part.octets()) < 0x8000 else 0
        long = content.octets()
        where = looked(long)
        changed = readdress(long, where, invoke_id=77)
        again = apdus.decode(schema, changed)
        assert isinstance(again, type(apdu))
        assert again.invoke_id == 77
        assert again.opcode == apdu.opcode
        carried = again.argument if isinstance(again, Invoke) else again.value
        assert carried == long[where.start : where.end]
        assert carried is not None
        if where.cross_ref is not None:
            changed = readdress(long, where, cross_ref=b"other")
            again = apdus.decode(schema, changed)
            other = again.argument if isinstance(again, Invoke) else again.value  # type: ignore[union-attr]
            expected = schema.decode(type_name, carried) | {"crossRefIdentifier": b"other"}
            assert schema.decode(type_name, other or b"") == expected


def test_octets_behind_the_argument_stay_there() -> None:
    apdu = whole("020107", "020149", "3003" + "550111", "0500")
    assert readdress(apdu, looked(apdu), invoke_id=300, cross_ref=b"\x22\x33") == whole(
        "0202012c", "020149", "3004" + "55022233", "0500"
    )
    result = whole("020107", "3008" + "020147" + "3003" + "550111", "0500", kind=RESULT)
    assert readdress(result, looked(result), cross_ref=b"\x22\x33") == whole(
        "020107", "3009" + "020147" + "3004" + "55022233", "0500", kind=RESULT
    )


@pytest.mark.parametrize(
    ("apdu", "invoke_id", "cross_ref"),
    [
        (whole("0500", "800100", kind=REJECT), 1, None),
        (whole("020107", "020102"), 0x80000000, None),
        (whole("020107", "020102"), -0x80000001, None),
        (whole("020107", "020102", "3000"), None, b"\x01"),
        (whole("020107", "020149", "3003550111"), None, b""),
        (whole("020107", "020149", "3003550111"), None, bytes(128)),
        (whole("020107", "810101", kind=REJECT), None, b"\x01"),
    ],
)
def test_an_address_that_cannot_be_put_in(apdu: bytes, invoke_id: int | None, cross_ref: bytes | None) -> None:
    with pytest.raises(LocalMisuse):
        readdress(apdu, looked(apdu), invoke_id=invoke_id, cross_ref=cross_ref)


def test_a_reject_gets_another_invoke_id() -> None:
    apdu = whole("020107", "810101", kind=REJECT)
    assert readdress(apdu, looked(apdu), invoke_id=32767) == whole("02027fff", "810101", kind=REJECT)


def test_every_operation_was_tried() -> None:
    assert {apdu.opcode for apdu, _, _ in rose(1)} == set(BY_CODE)
