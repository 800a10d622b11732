"""Frames of every dialect, however the stream was cut; and what comes instead of them is named."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta.dialects import ALCATEL, DIALECTS, HIPATH, PANASONIC, Dialect
from desktop.csta.errors import FramingError, LocalMisuse
from desktop.csta.framing import Deframer, Sender, frame, protocol


def element(tag: int, size: int) -> bytes:
    """An element of BER with so many octets in it."""
    if size < 0x80:
        length = bytes((size,))
    elif size < 0x100:
        length = bytes((0x81, size))
    else:
        length = b"\x82" + size.to_bytes(2, "big")
    return bytes((tag,)) + length + bytes(size)


APDUS = [element(0x60, 49), element(0xA1, 3), element(0xA1, 253), element(0xA1, 308), element(0xA2, 0)]
SENDERS: tuple[Sender, ...] = ("computing", "switching")


def hello(dialect: Dialect, sender: Sender) -> bytes:
    return dialect.client_hello if sender == "computing" else dialect.server_hello


def stream_of(apdus: list[bytes], dialect: Dialect, sender: Sender = "switching") -> bytes:
    return hello(dialect, sender) + b"".join(frame(apdu, dialect) for apdu in apdus)


every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
every_sender = pytest.mark.parametrize("sender", SENDERS)
unmarked = pytest.mark.parametrize("dialect", [PANASONIC, ALCATEL], ids=lambda dialect: dialect.name)


def fault(dialect: Dialect, octets: bytes, sender: Sender = "switching") -> FramingError:
    """What a stream of ``dialect`` says to ``octets`` behind its hello, as its first octets."""
    deframer = Deframer(dialect, sender)
    deframer.feed(hello(dialect, sender))
    with pytest.raises(FramingError) as raised:
        deframer.feed(octets)
    return raised.value


# frames


def test_a_frame_of_hipath_is_0x26_and_the_length_with_its_top_bit_set() -> None:
    assert frame(b"x" * 49, HIPATH)[:3].hex() == "268031"
    assert frame(b"x" * 312, HIPATH)[:3].hex() == "268138"  # not a BER length
    assert frame(b"", HIPATH).hex() == "268000"


@unmarked
def test_other_frames_are_the_length_and_nothing_else(dialect: Dialect) -> None:
    assert frame(b"x" * 35, dialect)[:3].hex() == "002378"
    assert frame(b"x" * 312, dialect)[:3].hex() == "013878"


@every_dialect
def test_the_longest_message_that_the_length_can_say_goes_through(dialect: Dialect) -> None:
    apdu = element(0xA1, dialect.largest_apdu - 4)
    assert len(apdu) == {HIPATH: 32767, PANASONIC: 65535, ALCATEL: 65535}[dialect]
    stream = stream_of([apdu, apdu], dialect)
    assert frame(apdu, dialect)[-len(apdu) - 2 :][:2] == b"\xff\xff"
    assert Deframer(dialect).feed(stream) == [apdu, apdu]
    deframer = Deframer(dialect)
    assert [one for at in range(0, len(stream), 100) for one in deframer.feed(stream[at : at + 100])] == [apdu, apdu]


@every_dialect
def test_a_longer_message_cannot_be_sent(dialect: Dialect) -> None:
    limit = dialect.largest_apdu
    with pytest.raises(LocalMisuse, match=f"{limit + 1} octets is too long") as raised:
        frame(bytes(limit + 1), dialect)
    assert raised.value.sentence.facts == {"length": limit + 1, "limit": limit}


def test_a_limit_may_be_lower() -> None:
    assert frame(bytes(240), PANASONIC, 240)[:2].hex() == "00f0"
    with pytest.raises(LocalMisuse, match="241 octets is too long to be sent: at most 240"):
        frame(bytes(241), PANASONIC, 240)


@every_dialect
@every_sender
def test_all_glued(dialect: Dialect, sender: Sender) -> None:
    deframer = Deframer(dialect, sender)
    assert deframer.feed(stream_of(APDUS, dialect, sender)) == APDUS
    assert deframer.waiting == 0
    assert deframer.feed(b"") == []


@every_dialect
@every_sender
def test_split_in_two_at_every_octet(dialect: Dialect, sender: Sender) -> None:
    stream = stream_of(APDUS, dialect, sender)
    for at in range(len(stream) + 1):
        deframer = Deframer(dialect, sender)
        assert deframer.feed(stream[:at]) + deframer.feed(stream[at:]) == APDUS, at
        assert deframer.waiting == 0


@every_dialect
@every_sender
def test_octet_by_octet(dialect: Dialect, sender: Sender) -> None:
    deframer = Deframer(dialect, sender)
    stream = stream_of(APDUS, dialect, sender)
    assert [apdu for octet in stream for apdu in deframer.feed(bytes((octet,)))] == APDUS


SOUND = st.builds(element, st.sampled_from([0x60, 0x61, 0x64, 0xA1, 0xA2, 0xA3, 0xA4]), st.integers(0, 400))


@every_dialect
@given(apdus=st.lists(SOUND, max_size=5), data=st.data())
def test_any_messages_in_any_pieces(dialect: Dialect, apdus: list[bytes], data: st.DataObject) -> None:
    stream = stream_of(apdus, dialect)
    deframer, got = Deframer(dialect), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        got += deframer.feed(stream[:size])
        stream = stream[size:]
    assert got == apdus


@given(st.lists(st.binary(max_size=400), max_size=5), st.integers(1, 50))
def test_behind_its_mark_a_frame_may_hold_anything(apdus: list[bytes], size: int) -> None:
    """What is no message gets a Reject from whoever reads it; the link goes on."""
    stream = stream_of(apdus, HIPATH)
    deframer = Deframer(HIPATH)
    assert [one for at in range(0, len(stream), size) for one in deframer.feed(stream[at : at + size])] == apdus


@unmarked
def test_behind_the_log_in_only_the_tag_must_be_right(dialect: Dialect) -> None:
    """A damaged message in a sound frame does not end the link there either."""
    damaged = [b"\xa1\x05\x02\x01\x01", b"\xa1", b"\x60\x80"]
    assert Deframer(dialect).feed(stream_of([APDUS[0], *damaged], dialect)) == [APDUS[0], *damaged]


@every_dialect
def test_octets_of_a_frame_that_has_not_come_completely_are_counted(dialect: Dialect) -> None:
    deframer = Deframer(dialect)
    piece = stream_of([element(0xA1, 30)], dialect)[:12]
    assert deframer.feed(piece) == []
    assert deframer.waiting == 12 - len(dialect.server_hello)


def test_the_hello_comes_before_the_first_frame() -> None:
    deframer = Deframer(ALCATEL, "computing")
    before = deframer.greeted
    assert deframer.feed(b"B") == []
    assert (before, deframer.greeted, deframer.waiting) == (False, True, 0)
    assert Deframer(HIPATH, "computing").greeted


@pytest.mark.parametrize(("sender", "expected"), [("computing", "42"), ("switching", "50")])
def test_another_octet_than_the_hello(sender: Sender, expected: str) -> None:
    with pytest.raises(FramingError, match=f"octet 41 where {expected} was expected"):
        Deframer(ALCATEL, sender).feed(b"A")


def test_a_hello_of_several_octets_is_waited_for() -> None:
    dialect = dataclasses.replace(ALCATEL, server_hello=b"HELLO")
    deframer = Deframer(dialect)
    assert deframer.feed(b"HEL") == []
    assert deframer.feed(b"LO" + frame(APDUS[0], dialect)) == [APDUS[0]]


# faults


@every_dialect
def test_messages_before_a_fault_come_first_and_the_fault_with_the_next_call(dialect: Dialect) -> None:
    deframer = Deframer(dialect)
    stream = stream_of(APDUS, dialect)
    assert deframer.feed(stream + b"????") == APDUS
    with pytest.raises(FramingError):
        deframer.feed(b"")
    with pytest.raises(FramingError):  # the stream stays unusable
        deframer.feed(stream)


def test_the_hello_before_a_fault_comes_first_too() -> None:
    deframer = Deframer(ALCATEL)
    assert deframer.feed(b"PHTTP/1.1") == []
    assert deframer.greeted
    with pytest.raises(FramingError, match="HTTP"):
        deframer.feed(b"")


@pytest.mark.parametrize(("sender", "words"), [("switching", "This is not a CSTA port"), ("computing", "application")])
def test_every_other_first_octet_is_no_csta(sender: Sender, words: str) -> None:
    for octet in set(range(256)) - {0x26, 0x42}:
        with pytest.raises(FramingError, match=f"octet {octet:02x} where 26 was expected") as raised:
            Deframer(HIPATH, sender).feed(bytes((octet,)))
        assert words in str(raised.value)
        assert raised.value.octets == bytes((octet,))


@pytest.mark.parametrize("octets", [b"\x26\x00", b"\x26\x00\x05", b"\x26\x7f\xff"])
def test_a_clear_top_bit_of_the_length_is_an_error(octets: bytes) -> None:
    assert str(fault(HIPATH, octets)) == f"The switch sent a frame header that is not valid: {octets.hex(' ')}."
    assert str(fault(HIPATH, octets, "computing")).startswith("The application sent a frame header")


@unmarked
@pytest.mark.parametrize(
    "octets",
    [
        b"\x00\x05\x05\x00",  # a tag of neither ACSE nor ROSE
        b"\x00\x06\x60\x05\x00\x00\x00\x00",  # an element that is longer than its frame
        b"\x00\x06\x60\x03\x00\x00\x00\x00",  # or shorter
        b"\x00\x01\x60",  # no room for a length
        b"\x00\x03\x60\x82\x00",  # nor for this one
        b"\x00\x06\x60\x80\x00\x00\x00\x00",  # an indefinite length
    ],
)
def test_what_cannot_be_a_first_frame_without_a_mark(dialect: Dialect, octets: bytes) -> None:
    assert str(fault(dialect, octets)) == f"The switch sent a frame header that is not valid: {octets.hex(' ')}."


def test_an_indefinite_length_may_be_the_dialect_s() -> None:
    dialect = dataclasses.replace(PANASONIC, indefinite_lengths=True)
    apdu = b"\x60\x80\xa1\x00\x00\x00"
    assert Deframer(dialect).feed(frame(apdu, dialect)) == [apdu]


@every_dialect
def test_a_frame_that_is_longer_than_the_dialect_allows(dialect: Dialect) -> None:
    small = dataclasses.replace(dialect, largest_apdu=1000)
    deframer = Deframer(small)
    assert deframer.feed(stream_of([element(0xA1, 996)], small)) == [element(0xA1, 996)]
    with pytest.raises(FramingError, match="frame header that is not valid"):
        deframer.feed(frame(element(0xA1, 997), dialect)[:10])


def test_first_octet_and_greatest_length_are_the_dialects() -> None:
    dialect = dataclasses.replace(HIPATH, first_octet=0x27, largest_apdu=1000)
    assert frame(b"ab", dialect).hex() == "2780026162"
    assert Deframer(dialect).feed(b"\x27\x80\x02ab") == [b"ab"]
    with pytest.raises(LocalMisuse):
        frame(bytes(1001), dialect)


# other protocols

XML = [
    b"\x00\x00\x00\x439999<?xml version='1.0'?><DeliveredEvent/>",
    b"\x00\x00",
    b"<?xml version='1.0' encoding='UTF-8'?>",
    b"\xef\xbb\xbf<?xml version='1.0'?>",
    b"\r\n <StartApplicationSession>",
]
PROTOCOLS = [
    *((start, "CSTA XML") for start in XML),
    (b"HTTP/1.1 400 Bad Request\r\n", "HTTP"),
    (b"GET / HTTP/1.1\r\n", "HTTP"),
    (b"SSH-2.0-OpenSSH_9.2", "SSH"),
    (b"\x15\x03\x01\x00\x02\x02\x28", "TLS"),
    (b"\x16\x03\x03\x00\x41", "TLS"),
    (b"SIP/2.0 400", "SIP"),
    (b"OPTIONS sip:pbx SIP/2.0", "SIP"),
    (b"220 mail ESMTP", "FTP or SMTP"),
    (b"\xff\xfd\x18\xff\xfd\x20", "Telnet"),
]
WHAT_TO_DO = {"CSTA XML": ("to ASN.1", "CSTA in ASN.1"), "TLS": ("encryption on", "encryption off")}


@every_dialect
@pytest.mark.parametrize(("start", "name"), PROTOCOLS)
def test_other_protocols_are_recognised_named_and_what_to_do_is_said(dialect: Dialect, start: bytes, name: str) -> None:
    assert protocol(start) == name
    at_client, at_switch = WHAT_TO_DO.get(name, ("check the port", "which port"))
    for sender, speaks, remedy in (
        ("switching", "This port speaks", at_client),
        ("computing", "The application speaks", at_switch),
    ):
        behind_hello = fault(dialect, start, sender)  # type: ignore[arg-type]
        assert str(behind_hello).startswith(f"{speaks} {name}")
        assert remedy in str(behind_hello)
        assert behind_hello.octets == start
        with pytest.raises(FramingError) as raised:  # in place of the hello, where there is one
            Deframer(dialect, sender).feed(start)  # type: ignore[arg-type]
        assert raised.value.sentence == behind_hello.sentence


@every_dialect
@pytest.mark.parametrize("start", XML)
def test_xml_is_recognised_behind_the_log_in_too(dialect: Dialect, start: bytes) -> None:
    deframer = Deframer(dialect)
    assert deframer.feed(stream_of(APDUS, dialect)) == APDUS
    with pytest.raises(FramingError, match="CSTA XML"):
        deframer.feed(start)


@unmarked
def test_xml_that_comes_octet_by_octet_is_recognised_where_no_mark_is_missed(dialect: Dialect) -> None:
    deframer = Deframer(dialect)
    assert deframer.feed(dialect.server_hello + b"\x00") == []
    with pytest.raises(FramingError, match="CSTA XML"):
        deframer.feed(b"\x00")


@pytest.mark.parametrize("octets", [b"", b"\x26\x80", b"\x60\x23", b"\x00\x23\x60", b"hello", b"PX"])
def test_csta_and_what_nobody_knows_have_no_name(octets: bytes) -> None:
    assert protocol(octets) is None


# other dialects

FOREIGN = [
    (chosen, sender, other)
    for chosen in DIALECTS
    for sender in SENDERS
    for other in DIALECTS
    # an Alcatel switch says nothing before it was greeted; one octet may as well begin a length
    if other is not chosen and not (other is ALCATEL and (sender == "switching" or chosen is PANASONIC))
]


@pytest.mark.parametrize(
    ("chosen", "sender", "other"), FOREIGN, ids=lambda one: one.name if isinstance(one, Dialect) else one
)
def test_another_dialect_is_recognised_at_the_beginning(chosen: Dialect, sender: Sender, other: Dialect) -> None:
    begins = frame(element(0x60 if sender == "computing" else 0x61, 49), other)
    with pytest.raises(FramingError) as raised:
        Deframer(chosen, sender).feed(hello(other, sender) or begins)
    assert raised.value.sentence.facts == {"found": other.title, "chosen": chosen.title}
    assert "another kind" in str(raised.value)
    assert ("both sides" if sender == "computing" else "in the settings") in str(raised.value)


@pytest.mark.parametrize("size", range(49, 180))
def test_a_log_in_of_hipath_is_no_frame_without_mark_whatever_its_length(size: int) -> None:
    """Its length may look like a tag."""
    assert "OpenScape" in str(fault(PANASONIC, frame(element(0x60, size), HIPATH)))


def test_behind_the_first_frame_no_other_dialect_is_looked_for() -> None:
    deframer = Deframer(HIPATH)
    deframer.feed(frame(APDUS[0], HIPATH))
    with pytest.raises(FramingError, match="octet 00 where 26 was expected"):
        deframer.feed(frame(APDUS[0], PANASONIC))


@pytest.mark.parametrize("octets", [b"\x00\x05\x05\x03\x00\x00\x00", b"\x27\x80\x33\x60\x31", b"\x00\x05\x60\x04"])
def test_what_only_looks_like_another_dialect_is_none(octets: bytes) -> None:
    assert "where 26 was expected" in str(fault(HIPATH, octets))


def test_the_other_way_round_too() -> None:
    assert "27 80 33 60" in str(fault(PANASONIC, b"\x27\x80\x33\x60\x31"))


def test_a_switch_that_begins_with_p_was_not_greeted() -> None:
    assert "octet 50 where 26 was expected" in str(fault(HIPATH, b"P"))
