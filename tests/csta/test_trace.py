"""A conversation as text: what is written is read again, and so is what the witness wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta import apdus, trace
from desktop.csta.dialects import HIPATH
from desktop.csta.schema import shipped
from desktop.csta.trace import Entry, TraceError

REQUEST = bytes.fromhex("a11602010302010a300e3005800331303030058003313031")
RESULT = bytes.fromhex("a21b020103301602010a30116b0f300d8002b164a10730058003313030")

ENTRIES = st.builds(
    Entry,
    st.sampled_from(["client->pbx", "pbx->client"]),
    st.binary(min_size=1, max_size=20),
    st.integers(0, 10**12).map(lambda thousandths: thousandths / 1000),
    st.integers(1, 99),
    st.booleans(),
)


def test_a_message_is_a_line() -> None:
    text = trace.write([Entry("client->pbx", REQUEST, 1.25049), Entry("pbx->client", RESULT, 1.5, 2)])
    first, second = text.splitlines()
    assert text.endswith("\n")
    assert (
        first
        == (
            '{"time": 1.25, "link": 1, "direction": "client->pbx", "name": "invoke 3 makeCall", "hex": "'
            + REQUEST.hex()
        )
        + '"}'
    )
    assert json.loads(second)["name"] == "result 3 makeCall"


def test_what_was_not_heard_says_so() -> None:
    heard, made = Entry("client->pbx", REQUEST), Entry("client->pbx", REQUEST, recorded=False)
    assert "recorded" not in trace.write_line(heard)
    assert trace.write_line(made).endswith('", "recorded": false}\n')
    assert list(trace.read(trace.write([heard, made]))) == [heard, made]


@given(st.lists(ENTRIES, max_size=5))
def test_what_was_written_is_read(entries: list[Entry]) -> None:
    assert list(trace.read(trace.write(entries))) == entries


def test_the_least_that_a_line_must_say() -> None:
    assert list(trace.read('{"direction": "PBX->client", "hex": "0500"}\n\n')) == [Entry("pbx->client", b"\x05\x00")]


def test_a_line_of_the_witness() -> None:
    line = (
        '{"time": 1700000000.123, "link": 3, "direction": "client->pbx", "hex": "a10c020102020149300455020011", '
        '"kind": "invoke", "invoke_id": 2, "operation": {"name": "monitorStop", "code": 73}, "leftover": ""}'
    )
    assert list(trace.read(line)) == [
        Entry("client->pbx", bytes.fromhex("a10c020102020149300455020011"), 1700000000.123, 3)
    ]


@pytest.mark.parametrize("odd", ['"time": "now"', '"time": true', '"link": "a"', '"link": null', '"time": 5'])
def test_what_is_beside_the_octets_is_taken_where_it_makes_sense(odd: str) -> None:
    (entry,) = trace.read(f'{{"direction": "client->pbx", "hex": "05 00", {odd}}}')
    assert entry == Entry("client->pbx", b"\x05\x00", 5.0 if odd.endswith("5") else 0.0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a116", "is not JSON"),
        ('{"direction": "client->pbx"}', "does not say"),
        ('{"direction": "client->pbx", "hex": ""}', "does not say"),
        ('{"direction": "client->pbx", "hex": "a1 1"}', "does not say"),
        ('{"direction": "client->pbx", "hex": 5}', "does not say"),
        ('{"hex": "0500"}', "does not say"),
        ('{"direction": "up", "hex": "0500"}', "does not say"),
    ],
)
def test_what_is_no_trace_says_where(line: str, why: str) -> None:
    reading = trace.read(f'\n{{"direction": "client->pbx", "hex": "0500"}}\n{line}\n')
    assert next(reading).octets == b"\x05\x00"
    with pytest.raises(TraceError, match=f"Line 3 of the trace.*{why}") as raised:
        next(reading)
    assert raised.value.line == 3
    assert str(raised.value) == str(raised.value.sentence)


NAMES: dict[str, apdus.Apdu] = {
    "AARQ": apdus.AssociateRequest(b"u", b"p", frozenset({3}), "1.3.12.0.218"),
    "AARE accepted": apdus.AssociateResponse(0),
    "AARE rejected, user 13": apdus.AssociateResponse(1, "user", apdus.AUTHENTICATION_FAILURE),
    "RLRQ": apdus.ReleaseRequest(),
    "RLRE": apdus.ReleaseResponse(),
    "ABRT": apdus.Abort(),
    "invoke 7 systemStatus": apdus.Invoke(7, 211, bytes.fromhex("30030a0102")),
    "invoke 7 operation-32000": apdus.Invoke(7, 32000, None),
    "result 7 systemStatus": apdus.ReturnResult(7, 211, b"\x05\x00"),
    "result 7": apdus.ReturnResult(7, None, None),
    "error 7 operation invalidCalledDeviceID": apdus.ReturnError(7, 1, bytes.fromhex("a0030a0106")),
    "error 7 unspecified": apdus.ReturnError(7, 1, None),
    "reject 7 unrecognizedOperation": apdus.Reject(7, "invoke", 1),
    "reject - badlyStructuredPDU": apdus.Reject(None, "general", 2),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_messages(name: str) -> None:
    assert trace.name_of(apdus.encode(shipped(), NAMES[name], HIPATH)) == name


def test_names_of_events(pdus: dict[str, bytes]) -> None:
    assert trace.name_of(pdus["Event Delivered at 100 (ringing) from 257"]) == "event 0011 delivered"
    unknown = bytes.fromhex("a111020105020115300955020011a003bf6300")
    assert trace.name_of(unknown) == "event 0011 value-99"


@pytest.mark.parametrize("octets", ["", "00", "a103", "a1080201050201153000", "a20b02010130060202000a0a0102", "ffff"])
def test_anything_has_a_name(octets: str) -> None:
    assert trace.name_of(bytes.fromhex(octets))


@given(st.binary(max_size=40))
def test_no_octets_raise(octets: bytes) -> None:
    assert trace.name_of(octets)
