"""The calls of one device from step to step: what is told of a change, and what is remembered of an ended call."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.calls.book import ASKED_FOR, MOST_RETIRED, REMEMBERED, RETIRED_FOR, Asked, Book
from desktop.calls.outcomes import Ending
from desktop.calls.records import Call, Party
from desktop.csta.events.base import Event
from desktop.csta.events.call_control import Diverted
from desktop.csta.values import Extensions
from tests.calls.office import START, A, B, C, call_id, cleared, connection, delivered, diverted, held

TALKED = Ending("talked")


@pytest.fixture
def book() -> Book:
    numbers = itertools.count(1)
    book = Book(A, lambda: f"id{next(numbers)}")
    book.begin(START)
    return book


def after(book: Book, seconds: float, event: Event | None = None) -> None:
    """The next step, so long after the start."""
    book.begin(START + timedelta(seconds=seconds), event)


def told_at(switch_time: datetime) -> Event:
    """Some event with the switch's time stamp."""
    return replace(held("c1/100"), extensions=Extensions(timestamp=switch_time))


def kept(book: Book, name: str, **facts: Any) -> Call:
    """A call that is begun and kept."""
    facts.setdefault("state", "connected")
    return book.put(book.new(call_id(name), **facts))


# --- calls


def test_a_call_that_is_begun_is_not_kept_before_it_is_put(book: Book) -> None:
    call = book.new(call_id("c1"))
    assert (call.id, call.device, call.since, call.connection) == ("id1", A, START, connection("c1/100"))
    assert (book.calls, book.finish()) == ((), ())
    put = book.put(call)
    assert book.calls == (put,)
    assert book.get("id1") == book.find(call_id("c1")) == put


def test_the_connection_is_the_one_that_was_reported(book: Book) -> None:
    assert book.new(call_id("c1"), connection("c1/500")).connection == connection("c1/500")


def test_what_is_not_there_is_not_found(book: Book) -> None:
    kept(book, "c1")
    assert book.get("id2") is None
    assert book.find(call_id("c2")) is None


def test_calls_stand_in_the_order_of_their_beginnings(book: Book) -> None:
    first, second = kept(book, "c1"), kept(book, "c2")
    book.put(replace(first, state="hold"))
    assert [call.id for call in book.calls] == [first.id, second.id]


def test_the_phase_follows_what_is_put(book: Book) -> None:
    call = kept(book, "c1", direction="out")
    assert call.phase == "dialling"
    assert book.put(replace(call, peers=(Party(B, B, state="alerting"),))).phase == "ringing_out"


def test_after_a_conversation_a_call_has_not_failed(book: Book) -> None:
    """Rule 9."""
    call = kept(book, "c1", failure="busy")
    assert (call.failure, call.phase) == ("busy", "busy")
    talked = book.put(replace(call, talked=True))
    assert (talked.failure, talked.phase) == (None, "talking")


# --- a step


def test_a_step_tells_each_changed_call_once_as_it_is_at_its_end(book: Book) -> None:
    call, other = kept(book, "c1"), kept(book, "c2")
    after(book, 1)
    book.put(replace(other, state="hold"))
    held = book.put(replace(call, state="hold"))
    back = book.put(replace(held, cause="recall"))
    assert [told.id for told in book.finish()] == [other.id, call.id]
    assert book.finish()[1] == back


def test_what_is_as_it_was_is_not_told(book: Book) -> None:
    call = kept(book, "c1")
    after(book, 1)
    book.put(replace(book.put(replace(call, state="hold")), state="connected", since=call.since))
    assert [told.since for told in book.finish()] == [START + timedelta(seconds=1)], "it was on hold for a moment"
    after(book, 2)
    book.put(book.calls[0])
    book.put(replace(book.calls[0], left=frozenset({B})))
    assert book.finish() == (), "what is for this room's own use is no change of the call"


def test_since_goes_by_the_local_state(book: Book) -> None:
    call = kept(book, "c1")
    after(book, 1)
    assert book.put(replace(call, cause="intrude")).since == START
    assert book.put(replace(call, state="hold")).since == START + timedelta(seconds=1)


def test_the_switch_s_time_is_that_of_the_newest_change(book: Book) -> None:
    stamp = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    call = kept(book, "c1")
    after(book, 1, told_at(stamp))
    assert book.put(call).switch_time is None, "nothing changed"
    on_hold = book.put(replace(call, state="hold"))
    assert on_hold.switch_time == stamp
    after(book, 2, held("c1/100"))
    assert book.put(replace(on_hold, state="connected")).switch_time == stamp, "a switch need not tell its time"
    after(book, 3, told_at(stamp + timedelta(seconds=3)))
    book.end(kept(book, "c2"), TALKED)
    assert book.finish()[0].switch_time == stamp + timedelta(seconds=3)
    after(book, 4)
    book.end(on_hold, TALKED)
    assert book.finish()[0].switch_time == stamp


def test_a_step_begins_without_doubt(book: Book) -> None:
    book.doubt = True
    after(book, 1)
    assert not book.doubt


def test_without_the_first_call_a_consultation_is_a_plain_call(book: Book) -> None:
    first = kept(book, "c1", state="hold")
    second = kept(book, "c2", consultation_of=first.id)
    after(book, 1)
    assert book.finish() == ()
    book.end(first, TALKED)
    gone, left = book.finish()
    assert (gone.id, left.id, left.consultation_of) == (first.id, second.id, None)
    assert book.calls == (left,)


# --- the end


def test_the_last_word_on_a_call(book: Book) -> None:
    call = kept(book, "c1", cause="newCall", consulting=True)
    after(book, 5)
    book.end(call, Ending("deflected", by=A, to=B, into="id9"), "redirected")
    (gone,) = book.finish()
    assert (gone.state, gone.phase, gone.since) == ("gone", "gone", START + timedelta(seconds=5))
    assert (gone.outcome, gone.by, gone.to, gone.into, gone.cause) == ("deflected", A, B, "id9", "redirected")
    assert not gone.consulting
    assert (book.calls, book.find(call_id("c1"))) == ((), None)


def test_without_a_cause_the_last_one_stays(book: Book) -> None:
    book.end(kept(book, "c1", cause="newCall"), TALKED)
    assert book.finish()[0].cause == "newCall"


def test_a_call_that_comes_back_is_the_same_and_has_no_outcome(book: Book) -> None:
    first, second = kept(book, "c1"), kept(book, "c2")
    book.end(first, Ending("transferred", by=B, to=B, into="id9"))
    book.end(second, Ending("transferred", to=B))
    book.end(kept(book, "c3"), TALKED)
    back = book.revive(lambda call: call.outcome == "transferred")
    assert back is not None
    assert back.id == second.id, "the newest of those that suit"
    back = book.revive(lambda call: call.outcome == "transferred")
    assert back is not None
    assert (back.id, back.outcome, back.by, back.to, back.into) == (first.id, None, None, None, None)
    assert book.revive(lambda call: call.outcome == "transferred") is None, "nobody comes back twice"


def test_so_many_may_come_back(book: Book) -> None:
    for number in range(REMEMBERED + 1):
        book.end(kept(book, f"c{number}"), TALKED)
    back = [call.id for _ in range(REMEMBERED) if (call := book.revive(lambda _: True)) is not None]
    assert (back[0], back[-1]) == (f"id{REMEMBERED + 1}", "id2")
    assert book.revive(lambda _: True) is None


def test_what_was_asked_explains_an_end_for_a_minute(book: Book) -> None:
    call = kept(book, "c1")
    assert book.asked_lately(call) is None
    book.asked[call.id] = asked = Asked("transfer", B, START)
    book.begin(START + ASKED_FOR)
    assert book.asked_lately(call) == asked
    book.begin(START + ASKED_FOR + timedelta(microseconds=1))
    assert book.asked_lately(call) is None
    book.end(call, TALKED)
    assert book.asked == {}


# --- ids that ended


def test_an_id_that_ended_is_known_as_such_for_a_while(book: Book) -> None:
    book.end(kept(book, "c1"), TALKED)
    assert book.is_retired(call_id("c1"))
    assert not book.is_retired(call_id("c2"))
    book.begin(START + RETIRED_FOR - timedelta(microseconds=1))
    assert book.is_retired(call_id("c1"))
    book.begin(START + RETIRED_FOR)
    assert not book.is_retired(call_id("c1"))


def test_an_id_that_ends_once_more_is_known_from_then_on(book: Book) -> None:
    book.end(kept(book, "c1"), TALKED)
    after(book, 10)
    book.end(kept(book, "c2"), TALKED)
    after(book, 20)
    book.end(kept(book, "c1"), TALKED)
    after(book, 45)
    assert (book.is_retired(call_id("c1")), book.is_retired(call_id("c2"))) == (True, False)


def test_an_id_that_is_left_behind_once_more_does_not_keep_others(book: Book) -> None:
    """A transferred call comes back under another id; its old one is known for longer than one that ended later."""
    book.end(kept(book, "c1"), TALKED)
    after(book, 10)
    book.end(kept(book, "c2"), Ending("missed"))
    after(book, 20)
    back = book.revive(lambda call: call.outcome == "talked")
    assert back is not None
    book.put(book.renumber(back, connection("c4/100")))
    after(book, 45)
    assert (book.is_retired(call_id("c1")), book.is_retired(call_id("c2"))) == (True, False)


def test_a_new_call_takes_its_id_back(book: Book) -> None:
    book.end(kept(book, "c1"), TALKED)
    kept(book, "c1")
    assert not book.is_retired(call_id("c1"))


def test_a_storm_of_calls_is_not_kept(book: Book) -> None:
    for number in range(MOST_RETIRED + 1):
        book.end(kept(book, f"c{number}"), TALKED)
    after(book, 1)
    assert [book.is_retired(call_id(f"c{number}")) for number in (0, 1, MOST_RETIRED)] == [False, True, True]


def test_the_event_that_began_a_call_is_known_again(book: Book) -> None:
    ringing = delivered("c1/100", calling=B, called=A)
    book.end(kept(book, "c1", first=ringing), TALKED)
    assert book.has_begun_before(call_id("c1"), delivered("c1/100", calling=B, called=A))
    assert not book.has_begun_before(call_id("c1"), delivered("c1/100", calling=A, called=B))
    assert not book.has_begun_before(call_id("c2"), ringing)
    book.end(kept(book, "c1"), TALKED)
    assert not book.has_begun_before(call_id("c1"), ringing), "its last call began otherwise"


def left(cause: str, to: str = C) -> Diverted:
    """Our device says where the call went."""
    event = diverted("c1/100", to=to, cause=cause, calling=B, called=A)
    assert isinstance(event, Diverted)
    return event


FORWARDED, PARKED = left("callForwardImmediate"), left("park")


def test_a_conversation_that_went_on_from_here_unheard_had_come_back(book: Book) -> None:
    book.end(kept(book, "c1", talked=True), TALKED)
    after(book, 1, FORWARDED)
    assert book.has_come_back(call_id("c1"), FORWARDED)
    assert not book.has_come_back(call_id("c1"), PARKED), "that is how we left it"


def test_a_call_that_left_us_alerting_may_be_told_of_late(book: Book) -> None:
    after(book, 1, cleared("c1/100"))
    book.end(kept(book, "c1", state="alerting"), Ending("forwarded"))
    assert not book.has_come_back(call_id("c1"), FORWARDED)


def test_what_was_diverted_comes_back_with_other_words_only(book: Book) -> None:
    after(book, 1, FORWARDED)
    book.end(kept(book, "c1", state="alerting"), Ending("forwarded"))
    assert not book.has_come_back(call_id("c1"), FORWARDED)
    assert book.has_come_back(call_id("c1"), left("callForwardImmediate", to=B))


def test_nothing_is_kept_for_good(book: Book) -> None:
    """A client runs for weeks."""
    book.end(kept(book, "c1", first=delivered("c1/100", calling=B, called=A)), TALKED)
    after(book, 31)
    assert (book._first, book._retired, book._touched, book._calls) == ({}, {}, {}, {})


def test_going_on_under_another_id(book: Book) -> None:
    call = kept(book, "c1")
    moved = book.put(book.renumber(call, connection("c3/500")))
    assert (moved.id, moved.call_id, moved.connection) == (call.id, call_id("c3"), connection("c3/500"))
    assert book.is_retired(call_id("c1"))
    back = book.put(book.renumber(moved, connection("c1/100")))
    assert back.call_id == call_id("c1")
    assert (book.is_retired(call_id("c1")), book.is_retired(call_id("c3"))) == (False, True)


def test_another_connection_in_the_same_call_retires_no_id(book: Book) -> None:
    call = book.renumber(kept(book, "c1"), connection("c1/500"))
    assert call.connection == connection("c1/500")
    assert not book.is_retired(call_id("c1"))
