"""The messages of a capture: in the order of time, with who said them to whom, and what is not CSTA left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta.dialects import DIALECTS, HIPATH, Dialect
from desktop.csta.framing import frame
from desktop.diagnostics.conversations import Conversations, Entry, Message, Note
from desktop.diagnostics.packets import Segment
from tests.support import wire
from tests.support.wire import CLIENT, SECOND, START, SWITCH, framed, segments

AARQ = bytes.fromhex(
    "6031a10706052b0c00815a8a020680ac15a213a011a00f0406414d484f535404053737373737be0b2809a007a0050303001000"
)
AARE = bytes.fromhex("6121a10706052b0c00815aa203020101a305a10302010dbe0a2808a006a00403020410")
STATUS = bytes.fromhex("a10c020101020200d330030a0102")
ANSWER = bytes.fromhex("a20b0201013006020200d30500")
MAKE_CALL = bytes.fromhex("a11602010302010a300e3005800331303030058003313031")
HELD = bytes.fromhex(
    "a144020108020115303c55020011a036a9346b0f300d8002b164a10730058003313030"
    "6307300580033130304e01040a01257e12a010180e3230313330363034313031313132"
)
TALK = [(True, [framed(AARQ)]), (False, [framed(AARE), framed(STATUS)]), (True, [framed(ANSWER, MAKE_CALL)])]
ON_OTHER_PORTS = {"client": replace(CLIENT, port=4000), "switch": replace(SWITCH, port=5000)}


def play(conversation: Iterable[Segment], port: int | None = None) -> list[Entry]:
    machine = Conversations(port)
    return [*(entry for segment in conversation for entry in machine.feed(segment)), *machine.finish()]


def said(entries: Iterable[Entry]) -> list[tuple[str | None, bytes]]:
    return [
        (entry.place.direction, entry.octets)
        for entry in entries
        if isinstance(entry, Message) and entry.place is not None
    ]


def notes(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    return [(entry.kind, str(entry.sentence)) for entry in entries if isinstance(entry, Note)]


WHOLE = [
    ("client->switch", AARQ),
    ("switch->client", AARE),
    ("switch->client", STATUS),
    ("client->switch", ANSWER),
    ("client->switch", MAKE_CALL),
]


def test_a_conversation() -> None:
    entries = play(segments(TALK))
    assert said(entries) == WHOLE
    assert notes(entries) == []
    first = entries[0]
    assert isinstance(first, Message)
    assert first.place is not None
    assert (first.place.source, first.place.target) == ("192.168.1.5:50000", "192.168.1.2:8800")
    assert (first.place.stream, first.place.packet, first.place.time) == (1, 4, START + 3_000_000)


def test_it_comes_as_soon_as_nothing_older_can_come() -> None:
    machine = Conversations()
    given_at = [len(list(machine.feed(segment))) for segment in segments(TALK)]
    assert given_at[3:7] == [1, 1, 1, 2]


@st.composite
def shuffled(draw: st.DrawFn) -> list[Segment]:
    """The conversation with every side's octets cut anywhere, and segments late and twice."""
    turns = []
    for by_client, parts in TALK:
        octets = b"".join(parts)
        cuts = sorted(draw(st.sets(st.integers(1, len(octets) - 1), max_size=6)))
        turns.append((by_client, [octets[a:b] for a, b in zip([0, *cuts], [*cuts, len(octets)], strict=True)]))
    conversation = segments(turns, first=draw(st.sampled_from([(1, 2), (2**32 - 20, 2**32 - 1)])))
    again = draw(st.lists(st.sampled_from(conversation), max_size=6))
    order = draw(st.permutations([*conversation, *again]))
    return [replace(one, time=START + at * 1000, packet=at + 1) for at, one in enumerate(order)]


@given(shuffled())
def test_any_order_gives_the_same_messages(conversation: list[Segment]) -> None:
    entries = play(conversation)
    for direction in ("client->switch", "switch->client"):
        assert [one for one in said(entries) if one[0] == direction] == [one for one in WHOLE if one[0] == direction]
    assert notes(entries) == []
    times = [entry.place.time for entry in entries if entry.place is not None]
    assert times == sorted(times)


def test_streams_are_ordered_by_time_even_if_one_waits() -> None:
    slow = segments([(True, [framed(AARQ), framed(STATUS), framed(ANSWER)])], step=SECOND)
    del slow[4]  # its STATUS was not captured
    other = replace(CLIENT, port=50_001)
    quick = segments([(True, [framed(MAKE_CALL)] * 3)], client=other, start=START + SECOND // 2, step=4 * SECOND)
    entries = play(sorted([*slow, *quick], key=lambda segment: segment.time or 0))
    times = [entry.place.time for entry in entries if entry.place is not None]
    assert len(times) == 6
    assert times == sorted(times)
    assert notes(entries) == [("missing", "Octets missing in the capture: 17.")]


def test_without_the_handshake_the_port_tells_who_is_the_switch() -> None:
    assert said(play(segments(TALK, shake=False))) == WHOLE


def test_on_other_ports_the_syn_tells_who_is_the_switch() -> None:
    assert said(play(segments(TALK, **ON_OTHER_PORTS))) == WHOLE
    both = {"client": replace(CLIENT, port=8800), "switch": SWITCH}
    assert said(play(segments(TALK, **both))) == WHOLE


@pytest.mark.parametrize(("by_client", "first"), [(True, AARQ), (False, AARE), (False, HELD), (True, MAKE_CALL)])
def test_on_other_ports_in_mid_stream_a_message_tells(by_client: bool, first: bytes) -> None:
    entries = play(segments([(by_client, [framed(first)]), *TALK[1:]], shake=False, **ON_OTHER_PORTS))
    assert said(entries) == [("client->switch" if by_client else "switch->client", first), *WHOLE[1:]]


def test_a_damaged_message_tells_nothing_but_the_next_does() -> None:
    turns = [(False, [framed(bytes.fromhex("a10302057f")), framed(HELD)])]
    entries = play(segments(turns, shake=False, **ON_OTHER_PORTS), port=9)
    assert entries == []
    both = {"client": replace(CLIENT, port=8800), "switch": SWITCH}
    assert [words for words, _ in said(play(segments(turns, shake=False, **both)))] == [None, "switch->client"]


def test_where_nothing_tells_nothing_is_said() -> None:
    turns = [(True, [framed(ANSWER)]), (False, [framed(STATUS)])]
    assert said(play(segments(turns, shake=False, **ON_OTHER_PORTS))) == [(None, ANSWER), (None, STATUS)]


def test_a_port_of_ones_own_leaves_the_others_out() -> None:
    everything = [*segments(TALK), *segments(TALK[:1], **ON_OTHER_PORTS)]
    assert said(play(everything, port=5000)) == WHOLE[:1]
    assert said(play(everything, port=8800)) == WHOLE
    assert said(play(everything)) == [*WHOLE, WHOLE[0]]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("shake", [True, False])
def test_every_dialect_is_found_on_its_own_port(dialect: Dialect, shake: bool) -> None:
    turns = [
        (True, [dialect.client_hello]),
        (False, [dialect.server_hello]),
        (True, [frame(AARQ, dialect)]),
        (False, [frame(AARE, dialect), frame(STATUS, dialect)]),
        (True, [frame(ANSWER, dialect) + frame(MAKE_CALL, dialect)]),
    ]
    spoken = [(by_client, parts) for by_client, parts in turns if parts[0]]
    entries = play(segments(spoken, switch=replace(SWITCH, port=dialect.port), shake=shake))
    assert said(entries) == WHOLE
    greeting = ("greeting", f"This is the greeting of {dialect.title}.")
    assert notes(entries) == [greeting] * (2 if dialect.client_hello else 0)


def test_a_dialect_that_is_added_is_found() -> None:
    other = replace(HIPATH, name="other", port=4711, first_octet=0x27)
    conversation = segments(
        [(False, [frame(STATUS, other) + frame(HELD, other)])], switch=replace(SWITCH, port=4711), shake=False
    )
    machine = Conversations(dialects=(*DIALECTS, other))
    entries = [*(entry for segment in conversation for entry in machine.feed(segment)), *machine.finish()]
    assert said(entries) == [("switch->client", STATUS), ("switch->client", HELD)]


@pytest.mark.parametrize("port", sorted({one.port for one in DIALECTS}))
def test_a_client_s_port_that_is_a_switch_s_by_chance(port: int) -> None:
    turns = [(True, [b"GET / HTTP/1.1\r\n\r\n"]), (False, [b"HTTP/1.1 200 OK\r\n\r\n"])]
    ends = {"client": replace(CLIENT, port=port), "switch": replace(SWITCH, port=80)}
    assert play(segments(turns, **ends)) == []


def test_packets_without_a_time_have_none() -> None:
    timeless = [replace(segment, time=None) for segment in segments(TALK)]
    entries = play(timeless)
    assert len(entries) == len(WHOLE)
    assert {entry.place.time for entry in entries if entry.place is not None} == {None}
    mixed = [replace(segment, time=segment.time if segment.packet % 2 else None) for segment in segments(TALK)]
    entries = play(mixed)
    assert said(entries) == WHOLE
    for entry in entries:
        assert entry.place is not None
        assert (entry.place.time is None) == (entry.place.packet % 2 == 0)


def test_other_streams_are_left_out_without_a_word() -> None:
    web = segments([(True, [b"GET / HTTP/1.1\r\n\r\n"]), (False, [b"HTTP/1.1 200 OK\r\n\r\n"])], **ON_OTHER_PORTS)
    assert play(web) == []
    assert play([segment for segment in web if segment.packet != 4]) == []


def test_another_protocol_on_the_switchs_port_is_named_once_a_direction() -> None:
    turns = [(True, [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"more"]), (False, [b"\x15\x03\x03\x00\x02\x02\x28"])]
    assert notes(play(segments(turns))) == [("protocol", "This is TLS, not CSTA in ASN.1; it is not decoded.")] * 2


def test_a_gap_and_the_next_frame_behind_it() -> None:
    conversation = segments([(True, [framed(AARQ)[:20], framed(AARQ)[20:], framed(STATUS), framed(MAKE_CALL)])])
    del conversation[4]
    entries = play(conversation)
    assert said(entries) == [("client->switch", AARQ[:17]), ("client->switch", STATUS), ("client->switch", MAKE_CALL)]
    (first, note, *_) = entries
    assert isinstance(first, Message)
    assert first.size == len(AARQ)
    assert isinstance(note, Note)
    assert (note.kind, note.count, str(note.sentence)) == ("missing", 34, "Octets missing in the capture: 34.")


def test_the_start_in_mid_stream_skips_to_the_next_frame() -> None:
    entries = play(segments([(False, [framed(AARE)[30:] + framed(STATUS)])], shake=False))
    assert notes(entries) == [("skipped", "Octets that are no CSTA frame, left out: 8.")]
    assert said(entries) == [("switch->client", STATUS)]


def test_a_connection_that_is_over_is_forgotten() -> None:
    machine = Conversations()
    for number in range(50):
        client = replace(CLIENT, port=40_000 + number)
        for segment in segments(TALK, client=client, start=START + number * SECOND):
            list(machine.feed(segment))
    assert machine._watched == {}
    assert machine.left_out == 0
    web = segments([(True, [b"GET / HTTP/1.1\r\n\r\n"])], **ON_OTHER_PORTS)
    for segment in web:
        list(machine.feed(segment))
    assert machine.left_out == 1


def test_ipv6() -> None:
    entries = play(segments(TALK, client=wire.CLIENT6, switch=wire.SWITCH6))
    assert said(entries) == WHOLE
    assert entries[0].place is not None
    assert entries[0].place.target == "[2001:db8::2]:8800"
