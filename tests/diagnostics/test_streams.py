"""TCP put together again: whatever a capture does to a conversation, its octets come out in order, or are said to be
missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.diagnostics import streams
from desktop.diagnostics.packets import ACK, FIN, RST, SYN, Endpoint, Segment
from desktop.diagnostics.streams import Ended, Missing, Octets, Piece, Streams
from tests.support import wire
from tests.support.wire import CLIENT, SECOND, START, SWITCH

QUESTION, ANSWER = bytes(range(100)), bytes(range(100, 200))


def play(conversation: Iterable[Segment]) -> list[Piece]:
    machine = Streams()
    return [*(piece for segment in conversation for piece in machine.feed(segment)), *machine.finish()]


def sent(pieces: Iterable[Piece], source: Endpoint = CLIENT) -> list[bytes | int | None]:
    """Return what one end sent, with the missing octets between."""
    found: list[bytes | int | None] = [b""]
    for piece in pieces:
        if isinstance(piece, Ended) or piece.connection.ends[piece.direction] != source:
            continue
        if isinstance(piece, Missing):
            found += [piece.count, b""]
        else:
            before = found[-1]
            assert isinstance(before, bytes)
            found[-1] = before + piece.octets
    return found


def both(first: tuple[int, int] = (1000, 5000), size: int = 10, **options: bool) -> list[Segment]:
    def parts(octets: bytes) -> list[bytes]:
        return [octets[at : at + size] for at in range(0, len(octets), size)]

    return wire.segments([(True, parts(QUESTION)), (False, parts(ANSWER))], first=first, **options)


def data(conversation: list[Segment], source: Endpoint = CLIENT) -> list[Segment]:
    return [segment for segment in conversation if segment.data and segment.source == source]


def test_a_plain_conversation() -> None:
    conversation = both()
    pieces = play(conversation)
    assert sent(pieces) == [QUESTION]
    assert sent(pieces, SWITCH) == [ANSWER]
    first = next(piece for piece in pieces if isinstance(piece, Octets))
    assert (first.packet, first.time, first.connection.opened_by) == (4, START + 3_000_000, 0)
    assert first.connection.ends == (CLIENT, SWITCH)
    assert [(piece.direction, piece.closed) for piece in pieces if isinstance(piece, Ended)] == [(0, True), (1, True)]


def test_sequence_numbers_wrap_around() -> None:
    for first in (0xFFFFFFFF, 0xFFFFFFF0, 0xFFFFFFFE, 0x7FFFFFF0):
        pieces = play(both(first=(first, first)))
        assert (sent(pieces), sent(pieces, SWITCH)) == ([QUESTION], [ANSWER])


@st.composite
def mangled(draw: st.DrawFn) -> tuple[bytes, bytes, list[Segment]]:
    """A conversation in any parts, in any order, any of them twice or cut anew, its SYNs anywhere."""
    question, answer = draw(st.binary(max_size=60)), draw(st.binary(max_size=60))
    first = draw(st.tuples(*[st.sampled_from([0, 1000, 0x7FFFFFFF, 0xFFFFFFE0, 0xFFFFFFFF])] * 2))

    def parts(octets: bytes) -> list[bytes]:
        cuts = sorted(draw(st.sets(st.integers(1, max(1, len(octets) - 1)), max_size=8)))
        return [octets[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(octets)], strict=True)]

    conversation = wire.segments([(True, parts(question)), (False, parts(answer))], first=first)
    again = []
    for segment in draw(st.lists(st.sampled_from(conversation), max_size=8)):
        begin = draw(st.integers(0, len(segment.data)))
        end = draw(st.integers(begin, len(segment.data)))
        if segment.flags & (SYN | FIN):
            again.append(segment)
        else:
            sequence = (segment.sequence + begin) % 2**32
            again.append(replace(segment, sequence=sequence, data=segment.data[begin:end]))
    order = draw(st.permutations([*conversation, *again]))
    return question, answer, [replace(one, time=START + at * 1000, packet=at + 1) for at, one in enumerate(order)]


@given(mangled())
def test_any_parts_in_any_order_and_any_of_them_again(case: tuple[bytes, bytes, list[Segment]]) -> None:
    question, answer, conversation = case
    pieces = play(conversation)
    assert sent(pieces) == [question]
    assert sent(pieces, SWITCH) == [answer]
    assert {piece.connection.number for piece in pieces} == {1}


@given(mangled())
def test_times_of_one_direction_never_go_back(case: tuple[bytes, bytes, list[Segment]]) -> None:
    for direction in (0, 1):
        times = [piece.time for piece in play(case[2]) if piece.direction == direction and not isinstance(piece, Ended)]
        assert times == sorted(times)


def test_what_was_there_first_counts() -> None:
    conversation = both()
    at = conversation.index(data(conversation)[3])
    other = replace(conversation[at], data=b"another!!!")
    assert sent(play([*conversation[: at + 1], other, *conversation[at + 1 :]])) == [QUESTION]


def test_keep_alives_are_no_data() -> None:
    conversation = both()
    last = data(conversation)[4]
    alive = [replace(last, sequence=last.sequence + 9, data=octet) for octet in (b"", b"\0")]
    at = conversation.index(last) + 1
    assert sent(play([*conversation[:at], *alive, *conversation[at:]])) == [QUESTION]


def test_start_in_mid_stream() -> None:
    conversation = both(shake=False)
    pieces = play(conversation[3:])
    assert sent(pieces) == [b"", None, QUESTION[30:]]
    assert pieces[0].connection.opened_by is None


def test_start_in_mid_stream_with_segments_out_of_order() -> None:
    first, second, third, *rest = both(shake=False)
    assert sent(play([third, first, second, *rest])) == [b"", None, QUESTION]


def test_a_beginning_that_is_not_certain_is_waited_for_a_second_only() -> None:
    machine = Streams()
    first, *_ = both(shake=False)
    assert list(machine.feed(first)) == []
    assert machine.waiting_since == START
    later = replace(first, sequence=first.sequence + 10, time=START + SECOND, data=b"later")
    found = list(machine.feed(later))
    assert [type(piece) for piece in found] == [Missing, Octets, Octets]
    assert machine.waiting_since is None


def test_a_gap_is_told_with_its_size() -> None:
    conversation = both()
    del conversation[conversation.index(data(conversation)[4])]
    del conversation[conversation.index(data(conversation)[4])]
    assert sent(play(conversation)) == [QUESTION[:40], 20, QUESTION[60:]]


def test_a_gap_is_given_up_after_ten_seconds_and_keeps_its_time() -> None:
    machine = Streams()
    conversation = both()
    lost = data(conversation)[4]
    for segment in conversation[: conversation.index(lost)]:
        list(machine.feed(segment))
    behind = data(conversation)[5]
    assert list(machine.feed(behind)) == []
    assert machine.waiting_since == behind.time
    assert behind.time is not None
    beside = replace(behind, source=SWITCH, target=CLIENT, sequence=5001, data=b"", time=behind.time + 9 * SECOND)
    assert list(machine.feed(beside)) == []
    found = list(machine.feed(replace(beside, time=behind.time + 10 * SECOND)))
    assert [(type(piece), piece.time) for piece in found] == [(Missing, behind.time), (Octets, behind.time)]
    assert list(machine.feed(lost)) == []


def test_a_hole_that_is_filled_gives_what_is_behind_it_at_that_time() -> None:
    machine = Streams()
    conversation = both()
    early, late = data(conversation)[4:6]
    for segment in conversation[: conversation.index(early)]:
        list(machine.feed(segment))
    assert list(machine.feed(late)) == []
    now = START + 5 * SECOND
    found = list(machine.feed(replace(early, time=now)))
    assert [(piece.time, getattr(piece, "octets", b"")) for piece in found] == [(now, early.data), (now, late.data)]


def test_too_much_behind_a_gap_is_given_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_HELD", 1000)
    machine = Streams()
    opening = both()[0]
    list(machine.feed(opening))
    found: list[Piece] = []
    for count in range(5):
        found += machine.feed(replace(opening, flags=ACK, sequence=2000 + count * 10, data=bytes(10)))
    assert isinstance(found[0], Missing)
    assert found[0].count == 999
    assert sum(len(piece.octets) for piece in found if isinstance(piece, Octets)) == 50


def test_too_much_in_all_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_HELD_IN_ALL", 1000)
    machine = Streams()
    found: list[Piece] = []
    for port in range(1, 10):
        opening = replace(both()[0], source=replace(CLIENT, port=port))
        list(machine.feed(opening))
        now = START + port * streams._LOOK_EVERY
        found += machine.feed(replace(opening, flags=ACK, sequence=2000, data=bytes(10), time=now))
    assert sum(isinstance(piece, Missing) for piece in found) >= 4


def test_a_reset_and_a_new_connection_on_the_same_ports() -> None:
    first = both()[:8]
    reset = replace(first[-1], flags=RST | ACK, sequence=first[-1].sequence + 10, data=b"why")
    second = [replace(segment, time=START + 60 * SECOND) for segment in both(first=(777_000, 3))]
    pieces = play([*first, reset, *second])
    assert sent(piece for piece in pieces if piece.connection.number == 1) == [QUESTION[:50]]
    assert sent(piece for piece in pieces if piece.connection.number == 2) == [QUESTION]
    closed = [piece.closed for piece in pieces if isinstance(piece, Ended) and piece.connection.number == 1]
    assert closed == [True, False]


def test_a_new_connection_without_its_beginning() -> None:
    second = [segment for segment in both(first=(900_000_000, 2_000_000_000)) if not segment.flags & SYN]
    pieces = play([*both(), *second])
    assert sent(piece for piece in pieces if piece.connection.number == 1) == [QUESTION]
    found = [octets for octets in sent(piece for piece in pieces if piece.connection.number > 1) if octets]
    assert found == [QUESTION]


def test_octets_behind_the_end_are_another_connection() -> None:
    conversation = both()
    beyond = replace(data(conversation)[-1], sequence=conversation[0].sequence + 500, time=START + 9 * SECOND)
    assert {piece.connection.number for piece in play([*conversation, beyond])} == {1, 2}


def test_a_reset_out_of_the_blue_is_nothing() -> None:
    (reset,) = (replace(both()[0], flags=RST, data=b"no"),)
    assert sent(play([reset])) == [b""]


def test_the_syn_behind_the_first_octets() -> None:
    syn, syn_ack, *rest = both()
    pieces = play([*rest, syn_ack, syn])
    assert (sent(pieces), sent(pieces, SWITCH)) == ([QUESTION], [ANSWER])
    assert pieces[0].connection.opened_by == (0 if pieces[0].connection.ends[0] == CLIENT else 1)


def test_connections_are_bounded_and_the_most_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_CONNECTIONS", 3)
    machine = Streams()
    found: list[Piece] = []
    for port in (1, 2, 3, 1, 4):
        found += machine.feed(replace(both()[0], source=replace(CLIENT, port=port)))
    assert {piece.connection.ends[0].port for piece in found} == {2}
    assert all(isinstance(piece, Ended) for piece in found)


def test_no_time_at_all() -> None:
    pieces = play(replace(segment, time=None) for segment in both())
    assert (sent(pieces), sent(pieces, SWITCH)) == ([QUESTION], [ANSWER])


def test_each_direction_ends_once() -> None:
    for conversation in (both(), both(shake=False), both()[:5]):
        ends = [(piece.connection.number, piece.direction) for piece in play(conversation) if isinstance(piece, Ended)]
        assert sorted(ends) == [(1, 0), (1, 1)]
