"""Frames among octets of which nothing is certain: found wherever they are, never where they are not."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta.dialects import ALCATEL, HIPATH
from desktop.csta.framing import frame, protocol
from desktop.diagnostics.frames import MOST_SEARCHED, Finder, Finding, Found, Greeted, Skipped, Spoken
from tests.support.wire import framed

STATUS = bytes.fromhex("a10c020101020200d330030a0102")
ANSWER = bytes.fromhex("a20b0201013006020200d30500")
ABORT = bytes.fromhex("6406800100810101")
LONG = bytes.fromhex("a1820134 020105 020115") + b"\x30\x82\x01\x2a" + bytes(298)
STREAM = framed(STATUS, ANSWER, ABORT, LONG, STATUS)
MESSAGES = [STATUS, ANSWER, ABORT, LONG, STATUS]


def apdus(findings: list[Finding]) -> list[bytes]:
    return [finding.octets for finding in findings if isinstance(finding, Found)]


def whole(finder: Finder, *parts: bytes | int | None) -> list[Finding]:
    """Feed octets and holes, to the end."""
    found: list[Finding] = []
    for part in parts:
        found += finder.feed(part) if isinstance(part, bytes) else finder.missing(part)
    return found + finder.end()


def test_the_long_message_is_sound() -> None:
    assert len(LONG) == 0x134 + 4


@given(st.lists(st.integers(0, len(STREAM)), max_size=12).map(sorted))
def test_a_stream_in_any_parts(cuts: list[int]) -> None:
    parts = [STREAM[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(STREAM)], strict=True)]
    found = whole(Finder(), *parts)
    assert apdus(found) == MESSAGES
    assert [finding.at for finding in found if isinstance(finding, Found)] == [3, 20, 36, 47, 362]


@pytest.mark.parametrize("strange", [False, True])
def test_a_strange_stream_that_is_csta_without_doubt(strange: bool) -> None:
    finder = Finder(strange=strange)
    assert apdus(whole(finder, STREAM)) == MESSAGES
    assert not finder.strange


def test_start_at_every_octet() -> None:
    starts = [0]
    for message in MESSAGES:
        starts.append(starts[-1] + len(framed(message)))
    for begin in range(len(STREAM)):
        first = next(index for index, start in enumerate(starts) if start >= begin)
        found = whole(Finder(), None, STREAM[begin:])
        assert apdus(found) == MESSAGES[first:], begin
        skipped = [finding.count for finding in found if isinstance(finding, Skipped)]
        assert skipped == ([starts[first] - begin] if starts[first] > begin else [])


@given(st.integers(0, len(STREAM)), st.integers(1, len(STREAM)))
def test_a_hole_anywhere(begin: int, size: int) -> None:
    """What is outside the hole is found; a message that the hole cuts short is shown as far as it goes."""
    end = min(len(STREAM), begin + size)
    found = whole(Finder(), STREAM[:begin], end - begin, STREAM[end:])
    messages = [finding for finding in found if isinstance(finding, Found)]
    expected = []
    at = 0
    for message in MESSAGES:
        start, stop = at + 3, at + 3 + len(message)
        if stop <= begin or at >= end:
            expected.append(message)
        elif start <= begin < stop and end > begin:
            expected.append(message[: begin - start])
        at = stop
    assert [finding.octets for finding in messages] == expected
    assert all(finding.at + len(finding.octets) <= len(STREAM) for finding in messages)


def test_behind_a_hole_inside_one_frame_the_next_follows_at_once() -> None:
    octets = framed(STATUS) + framed(b"\xa1\x0cwhatever", ANSWER)
    at = len(framed(STATUS)) + 6
    found = whole(Finder(), octets[:at], 2, octets[at + 2 :])
    assert found == [
        Found(STATUS, 14, 3),
        Found(b"\xa1\x0cw", 10, 20),
        Found(ANSWER, 13, 33),
    ]


def test_two_holes_in_one_frame() -> None:
    octets = framed(LONG, STATUS)
    found = whole(Finder(), octets[:50], 20, octets[70:90], 30, octets[120:])
    assert [(len(finding.octets), finding.size) for finding in found if isinstance(finding, Found)] == [
        (47, 312),
        (14, 14),
    ]
    assert not [finding for finding in found if isinstance(finding, Skipped)]


def test_octets_between_frames_are_counted() -> None:
    assert whole(Finder(), framed(STATUS), b"garbage & more", framed(ANSWER)) == [
        Found(STATUS, 14, 3),
        Skipped(14, 17),
        Found(ANSWER, 13, 34),
    ]


def test_the_end_within_a_frame() -> None:
    assert whole(Finder(), framed(STATUS)[:10]) == [Found(STATUS[:7], 14, 3)]
    assert whole(Finder(), framed(STATUS)[:2]) == [Skipped(2, 0)]
    assert whole(Finder()) == []


def test_a_damaged_message_in_a_sound_frame_is_a_message() -> None:
    assert apdus(whole(Finder(), framed(b"\xff\xff\xff", STATUS))) == [b"\xff\xff\xff", STATUS]


def test_the_framing_of_other_switches() -> None:
    octets = b"".join(len(message).to_bytes(2, "big") + message for message in MESSAGES)
    for size in (1, 7, len(octets)):
        parts = [octets[at : at + size] for at in range(0, len(octets), size)]
        assert apdus(whole(Finder(), *parts)) == MESSAGES
    assert apdus(whole(Finder(), None, octets[5:])) == MESSAGES[1:]


@pytest.mark.parametrize("strange", [False, True])
@pytest.mark.parametrize("hello", [b"B", b"P"])
def test_a_hello_before_the_first_frame(hello: bytes, strange: bool) -> None:
    octets = hello + b"".join(len(message).to_bytes(2, "big") + message for message in MESSAGES)
    for size in (1, 7, len(octets)):
        parts = [octets[at : at + size] for at in range(0, len(octets), size)]
        found = whole(Finder(strange=strange), *parts)
        assert apdus(found) == MESSAGES
        assert [finding for finding in found if not isinstance(finding, Found)] == [Greeted(hello, ALCATEL.title)]
        assert isinstance(found[0], Greeted)
    assert whole(Finder(strange=strange), hello) == ([] if strange else [Greeted(hello, ALCATEL.title)])
    assert whole(Finder(strange=strange), None, hello) == ([] if strange else [Skipped(1, 0)])
    assert whole(Finder(), b"POST / HTTP/1.1") == [Spoken("HTTP")]


def test_a_greeting_of_several_octets() -> None:
    dialect = replace(ALCATEL, client_hello=b"HELLO")
    octets = b"HELLO" + frame(STATUS, dialect)
    for parts in ([octets], [bytes((octet,)) for octet in octets]):
        assert whole(Finder(dialects=(dialect,)), *parts) == [Greeted(b"HELLO", dialect.title), Found(STATUS, 14, 7)]
    assert whole(Finder(dialects=(dialect,)), b"HELL", frame(STATUS, dialect)) == [Skipped(4, 0), Found(STATUS, 14, 6)]


def test_what_only_resembles_a_greeted_stream_stays_strange() -> None:
    octets = b"B\x00\x0e" + STATUS[:4] + b"\xff" * 10
    assert whole(Finder(strange=True), octets) == []
    assert whole(Finder(), octets)[0] == Greeted(b"B", ALCATEL.title)


def test_a_dialect_of_ones_own() -> None:
    dialect = replace(HIPATH, first_octet=0x5B, length_flag=0x4000, largest_apdu=0x3FFF)
    octets = b"".join(frame(message, dialect) for message in MESSAGES)
    assert apdus(whole(Finder(dialects=(dialect,)), octets)) == MESSAGES
    assert apdus(whole(Finder(dialects=(dialect,)), None, octets[1:])) == MESSAGES[1:]
    assert apdus(whole(Finder(), octets)) == []


def test_two_zeros_alone_are_not_xml() -> None:
    for octets in (b"\x00\x00\x01\x01\x00", b"\x00\x00\x00\x40\x12\x34\x56\x78 no document"):
        found = whole(Finder(), octets, STREAM)
        assert found[0] == Skipped(len(octets), 0)
        assert apdus(found) == MESSAGES


@pytest.mark.parametrize(
    "octets",
    [
        b'rsion="1.0" encoding="UTF-8"?><MonitorStart/>',
        b"<deviceID>100</deviceID></x>",
        "ame>Müller</name><callingDevice>".encode(),
        b'tus <cause value="1">',
    ],
)
def test_xml_is_named_from_its_middle(octets: bytes) -> None:
    assert whole(Finder(), None, octets) == [Spoken("CSTA XML")]
    assert whole(Finder(strange=True), None, octets) == []


def test_text_in_mid_stream_that_is_no_xml() -> None:
    assert whole(Finder(), None, b"a < b and c > d, as 1 <2> says") == [Skipped(30, 0)]


def test_what_waits() -> None:
    finder = Finder(bare=True)
    finder.feed(STATUS + ANSWER[:5])
    assert finder.waiting == 5
    finder.feed(ANSWER[5:])
    assert finder.waiting == 0


def test_nothing_more_is_said_of_another_protocol() -> None:
    assert whole(Finder(), b"\x16\x03\x01\x00\x05hello", 100, STREAM, None, STREAM) == [Spoken("TLS")]


def test_in_mid_stream_a_resemblance_is_not_enough() -> None:
    for octets in (b"\x16\x03100", b"\x00\x00\x01\x01\x00"):
        assert whole(Finder(), None, octets, STREAM)[0] == Skipped(5, 0)
        assert apdus(whole(Finder(), None, octets, STREAM)) == MESSAGES


def test_without_frames() -> None:
    octets = b"".join(MESSAGES)
    for size in (1, 7, len(octets)):
        parts = [octets[at : at + size] for at in range(0, len(octets), size)]
        assert apdus(whole(Finder(bare=True), *parts)) == MESSAGES
    assert whole(Finder(bare=True), STATUS, ANSWER[:5]) == [Found(STATUS, 14, 0), Found(ANSWER[:5], 13, 14)]
    assert apdus(whole(Finder(), octets)) == []


@pytest.mark.parametrize(
    ("octets", "name"),
    [
        (b"\x00\x00\x01\x00\x30\x30\x30\x31<?xml version", "CSTA XML"),
        (b"\x00\x00\x01\x001234<RequestSystemStatus/>", "CSTA XML"),
        (b"<?xml version='1.0'?>", "CSTA XML"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 and more", "TLS"),
        (b"\x17\x03\x03\x00\x20" + bytes(32), "TLS"),
        (b"GET / HTTP/1.1\r\nHost: x", "HTTP"),
        (b"HTTP/1.1 400 Bad Request", "HTTP"),
        (b"SSH-2.0-OpenSSH_9.2", "SSH"),
        (b"INVITE sip:100@example.org SIP/2.0", "SIP"),
        (b"220 mail.example.org ESMTP", "FTP or SMTP"),
    ],
)
def test_other_protocols_are_named(octets: bytes, name: str) -> None:
    assert protocol(octets) == name
    assert whole(Finder(), octets, framed(STATUS)) == [Spoken(name)]
    assert whole(Finder(), *(bytes((octet,)) for octet in octets), framed(STATUS)) == [Spoken(name)]
    assert whole(Finder(strange=True), octets, framed(STATUS)) == []


def test_csta_is_no_other_protocol() -> None:
    for octets in (STREAM, *MESSAGES, *(len(message).to_bytes(2, "big") + message for message in MESSAGES)):
        assert protocol(octets) is None


def test_a_strange_stream_stays_strange() -> None:
    octets = Random(1).randbytes(100_000)
    for start in ((), (None,)):
        finder = Finder(strange=True)
        assert whole(finder, *start, octets) == []
        assert finder.strange


def test_a_strange_stream_that_only_looks_like_frames() -> None:
    no_element = framed(b"\xa1\x0c\x02\x01\x01\x02\x7f\x00\xd3\x30\x03\x0a\x01\x02")
    too_short = framed(b"\xa1\x00")
    no_frame = b"\x26\x80\x20" + STATUS
    for octets in (no_element, too_short, no_frame):
        assert whole(Finder(strange=True), octets * 3) == []
        assert whole(Finder(strange=True), None, octets * 3) == []


def test_a_strange_stream_in_mid_stream() -> None:
    octets = Random(2).randbytes(1000)
    found = whole(Finder(strange=True), None, octets, STREAM, b"garbage", framed(STATUS))
    assert apdus(found) == [*MESSAGES, STATUS]
    assert [finding.count for finding in found if isinstance(finding, Skipped)] == [7]


def test_a_strange_stream_is_not_searched_for_ever() -> None:
    finder = Finder(strange=True)
    assert whole(finder, None, bytes(MOST_SEARCHED + 10), STREAM) == []
    assert apdus(whole(Finder(), None, bytes(MOST_SEARCHED + 10), STREAM)) == MESSAGES


@given(
    st.lists(st.one_of(st.none(), st.integers(1, 400), st.binary(max_size=40), st.sampled_from([STREAM, STREAM[:9]])))
)
def test_every_octet_is_accounted_for(parts: list[bytes | int | None]) -> None:
    found = whole(Finder(), *parts)
    if any(isinstance(finding, Spoken) for finding in found):
        return
    octets = sum(len(part) for part in parts if isinstance(part, bytes))
    told = sum(finding.count if isinstance(finding, Skipped) else len(finding.octets) for finding in found)
    assert told <= octets
    if not any(isinstance(part, int) for part in parts):
        headers = octets - told
        frames = sum(isinstance(finding, Found) for finding in found)
        assert 0 <= headers <= 3 * frames


@given(st.binary(max_size=300), st.booleans(), st.booleans())
def test_no_octets_raise_anything(octets: bytes, bare: bool, strange: bool) -> None:
    for finding in whole(Finder(bare=bare, strange=strange), octets):
        assert not isinstance(finding, Found) or len(finding.octets) <= finding.size
