"""Frames: 26, 0x8000 | length in two octets, one APDU; however the stream was cut."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta.dialects import HIPATH
from desktop.csta.errors import FramingError, LocalMisuse
from desktop.csta.framing import Deframer, frame

APDUS = [b"\xa1\x03\x02\x01\x01", b"\x60" + b"a" * 49, b"\xa1" + b"b" * 255, b"\xa1" + b"c" * 311, b"\xa2\x00"]
STREAM = b"".join(frame(apdu, HIPATH) for apdu in APDUS)


def test_header_is_0x26_and_the_length_with_its_top_bit_set() -> None:
    assert frame(b"x" * 49, HIPATH)[:3].hex() == "268031"
    assert frame(b"x" * 312, HIPATH)[:3].hex() == "268138"  # not a BER length
    assert frame(b"", HIPATH).hex() == "268000"


def test_longest_message_that_the_length_can_say_goes_through() -> None:
    apdu = bytes(32767)
    framed = frame(apdu, HIPATH)
    assert framed[:3].hex() == "26ffff"
    assert Deframer(HIPATH).feed(framed) == [apdu]


def test_a_longer_message_cannot_be_sent() -> None:
    with pytest.raises(LocalMisuse, match="32768 octets is too long") as raised:
        frame(bytes(32768), HIPATH)
    assert raised.value.sentence.facts == {"length": 32768, "limit": 32767}


def test_all_glued() -> None:
    assert Deframer(HIPATH).feed(STREAM) == APDUS


def test_split_in_two_at_every_octet() -> None:
    for at in range(len(STREAM) + 1):
        deframer = Deframer(HIPATH)
        assert deframer.feed(STREAM[:at]) + deframer.feed(STREAM[at:]) == APDUS, at
        assert deframer.waiting == 0


def test_octet_by_octet() -> None:
    deframer = Deframer(HIPATH)
    assert [apdu for octet in STREAM for apdu in deframer.feed(bytes((octet,)))] == APDUS


@given(st.lists(st.binary(max_size=400), max_size=5), st.data())
def test_any_messages_in_any_pieces(apdus: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(frame(apdu, HIPATH) for apdu in apdus)
    deframer, got = Deframer(HIPATH), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        got += deframer.feed(stream[:size])
        stream = stream[size:]
    assert got == apdus


def test_octets_of_a_frame_that_has_not_come_completely_are_counted() -> None:
    deframer = Deframer(HIPATH)
    assert deframer.feed(b"\x26\x80\x05ab") == []
    assert deframer.waiting == 5


@pytest.mark.parametrize(
    ("start", "protocol"),
    [
        (b"\x00\x00\x00\x439999<?xml", "CSTA XML"),
        (b"HTTP/1.1 400 Bad Request\r\n", "HTTP"),
        (b"SSH-2.0-OpenSSH_9.2", "SSH"),
        (b"\x15\x03\x01\x00\x02\x02\x28", "TLS"),
        (b"\x16\x03\x03\x00\x41", "TLS"),
        (b"SIP/2.0 400", "SIP"),
        (b"220 mail ESMTP", "FTP or SMTP"),
    ],
)
def test_other_protocols_are_recognised_and_named(start: bytes, protocol: str) -> None:
    with pytest.raises(FramingError) as raised:
        Deframer(HIPATH).feed(start)
    assert str(raised.value) == f"This port speaks {protocol}, not CSTA in ASN.1: check the port number."
    assert raised.value.octets == start


def test_every_other_first_octet_is_no_csta() -> None:
    for octet in set(range(256)) - {0x26}:
        with pytest.raises(FramingError, match=f"begins with octet {octet:02x} where 26 was expected"):
            Deframer(HIPATH).feed(bytes((octet,)))


def test_a_clear_top_bit_of_the_length_is_an_error() -> None:
    with pytest.raises(FramingError, match="frame header that is not valid: 26 00 05"):
        Deframer(HIPATH).feed(b"\x26\x00\x05")


def test_messages_before_a_fault_come_first_and_the_fault_with_the_next_call() -> None:
    deframer = Deframer(HIPATH)
    assert deframer.feed(STREAM + b"?") == APDUS
    with pytest.raises(FramingError):
        deframer.feed(b"")
    with pytest.raises(FramingError):  # the stream stays unusable
        deframer.feed(STREAM)


def test_first_octet_and_greatest_length_are_the_dialects() -> None:
    dialect = dataclasses.replace(HIPATH, first_octet=0x27, largest_apdu=1000)
    assert frame(b"ab", dialect).hex() == "2780026162"
    assert Deframer(dialect).feed(b"\x27\x80\x02ab") == [b"ab"]
    with pytest.raises(LocalMisuse):
        frame(bytes(1001), dialect)
