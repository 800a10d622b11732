"""One event by the rule that was found for it: the next state, what is doubted, and which cause the card shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desktop.calls.book import Book
from desktop.calls.parties import KIND, Who
from desktop.calls.records import Call, Party
from desktop.calls.step import Step
from desktop.calls.table import Row, Whose, row
from desktop.calls.transitions import take
from tests.calls import office as o
from tests.calls.office import GROUP, START, A, B, C, D, call_id, connection


class Desk:
    """A book with at most one call c1, and an event at a time by the table's own rule."""

    def __init__(self) -> None:
        numbers = iter(["id1", "id2", "id3"])
        self.book = Book(A, lambda: next(numbers))
        self.who = Who(frozenset({A, GROUP}))
        self.book.begin(START)

    def has(self, state: Any = "connected", **facts: Any) -> None:
        facts.setdefault("peers", (Party(B, B, state="connected"),))
        facts.setdefault("direction", "in")
        facts.setdefault("talked", True)
        self.book.put(self.book.new(call_id("c1"), connection("c1/100"), state=state, **facts))

    def hear(self, event: Any, whose: Whose = "mine", rule: Row | None = None) -> None:
        call = self.book.find(call_id("c1"))
        found = rule or row(KIND[type(event)], whose, call.state if call else "none")  # type: ignore[arg-type]
        assert found is not None, "the table allows it"
        self.book.begin(START + timedelta(seconds=1))
        take(Step(self.book, self.who, event, whose, found, timedelta()), call)

    @property
    def call(self) -> Call:
        (call,) = self.book.calls
        return call

    @property
    def shown(self) -> tuple[str, str | None, bool]:
        """The call's state and cause, and whether a snapshot is asked for."""
        return self.call.state, self.call.cause, self.book.doubt


@pytest.fixture
def desk() -> Desk:
    return Desk()


# --- the next state


@pytest.mark.parametrize("info", [None, "hold"])
def test_the_rule_says_the_next_state(desk: Desk, info: str | None) -> None:
    desk.has()
    desk.hear(o.held("c1/100", info, "normal"))
    assert desk.shown == ("hold", "normal", False)


@pytest.mark.parametrize("info", [None, "hold"])
def test_what_others_do_leaves_our_state_alone(desk: Desk, info: str | None) -> None:
    desk.has("hold")
    desk.hear(o.held("c1/101", info, "normal"), "theirs")
    assert desk.shown == ("hold", "normal", False)
    assert desk.call.peers[0].state == "hold"


@pytest.mark.parametrize(("whose", "at", "after"), [("mine", "c1/100", "hold"), ("theirs", "c1/101", "connected")])
def test_another_state_than_the_rule_s_is_doubted_and_not_believed(
    desk: Desk, whose: Whose, at: str, after: str
) -> None:
    """Rule 8: an event may be lost or late; which of both, a snapshot can tell."""
    desk.has()
    desk.hear(o.held(at, "queued"), whose)
    assert desk.shown == (after, "normal", True)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (o.held("c1/101", "fail", "normal"), "only a failure or a hang-up leaves us with a tone"),
        (o.cleared("c1/101", "hold", "normal"), "a hang-up puts nobody on hold"),
        (o.failed("c1/101", "normal", "queued"), "a failure puts nobody into a queue"),
    ],
)
def test_no_other_state_is_taken_over(desk: Desk, event: Any, why: str) -> None:
    desk.has()
    desk.hear(event, "theirs")
    assert desk.shown == ("connected", "normal", True), why


def test_a_failure_elsewhere_that_leaves_us_with_a_tone(desk: Desk) -> None:
    """call-model.md, "B busy": Failed with local fail."""
    desk.has(direction="out", talked=False, peers=(Party(B, B),))
    desk.hear(o.failed("c1/101", "busy", "fail", calling=A, called=B), "theirs")
    assert desk.shown == ("fail", "busy", False)
    assert desk.call.phase == "busy"


def test_the_other_hangs_up_and_leaves_us_with_a_tone(desk: Desk) -> None:
    """call-model.md, "Hang up": blocked until the handset is down; still a talked call, phase ending."""
    desk.has()
    desk.hear(o.cleared("c1/101", "fail", by=B), "theirs")
    assert desk.shown == ("fail", "normalClearing", False)
    assert desk.call.phase == "ending"


def test_a_rule_may_be_doubted_itself(desk: Desk) -> None:
    desk.has("hold")
    desk.hear(o.established("c1/100", calling=B, called=A))
    assert desk.shown == ("connected", "newCall", True)


# --- the end, and what is none


def test_the_end(desk: Desk) -> None:
    desk.has()
    desk.hear(o.cleared("c1/100", by=B))
    (gone,) = desk.book.finish()
    assert (gone.state, gone.outcome, gone.cause) == ("gone", "talked", "normalClearing")
    assert desk.book.calls == ()


def test_another_number_of_ours_leaves_the_call_and_we_stay(desk: Desk) -> None:
    desk.has()
    before = desk.call
    desk.hear(o.cleared("c1/500", "connected", by=B))
    assert (desk.call, desk.book.doubt, desk.book.finish()) == (before, True, ())


def test_an_event_that_tells_nothing_still_is_news_of_the_call(desk: Desk) -> None:
    desk.has(current=False, cause="newCall")
    peers = desk.call.peers
    desk.hear(o.held("c1/103", "connected", "alternate"), "theirs")
    assert desk.shown == ("connected", "newCall", True)
    assert (desk.call.peers, desk.call.current) == (peers, True)


# --- causes


def test_without_a_cause_the_last_one_stays(desk: Desk) -> None:
    desk.has(cause="newCall")
    desk.hear(o.held("c1/100", cause=None))
    assert desk.shown == ("hold", "newCall", False)


@pytest.mark.parametrize("cause", ["intrude", "silentParticipation"])
def test_who_listens_stays_on_the_card(desk: Desk, cause: str) -> None:
    """call-model.md, "Park, camp on, intrude": intrude and silentParticipation always show on the card."""
    desk.has(cause=cause, peers=(Party(B, B, state="connected"), Party(D, D, state="connected")))
    desk.hear(o.held("c1/100", cause="normal"))
    assert desk.shown == ("hold", cause, False)
    desk.hear(o.cleared("c1/103", "hold", by=D), "theirs")
    assert desk.shown == ("hold", "normalClearing", False)


def test_who_has_the_call_held_by_intruding_is_not_in_it(desk: Desk) -> None:
    desk.has(cause="newCall")
    desk.hear(o.held("c1/100", cause="intrude"))
    assert desk.shown == ("hold", "newCall", False)
    desk.hear(o.retrieved("c1/100", cause="normal"))
    assert desk.shown == ("connected", "normal", False)


# --- which functions


def test_a_call_that_is_not_known_begins(desk: Desk) -> None:
    desk.hear(o.delivered("c1/100", calling=B, called=A))
    assert desk.shown == ("alerting", "newCall", False)
    assert desk.call.direction == "in"


def test_joined_calls_that_are_not_known_are_believed_and_doubted(desk: Desk) -> None:
    desk.hear(o.conferenced("c1/101", None, B, C), "any")
    assert desk.shown == ("connected", "conference", True)


def test_a_present_call_is_joined(desk: Desk) -> None:
    desk.has("hold")
    desk.hear(o.conferenced("c1/100", None, A, C), "any")
    assert desk.shown == ("connected", "conference", False)
    assert (desk.call.id, desk.book.finish()) == ("id1", (desk.call,))
    assert [peer.number for peer in desk.call.peers] == [B, C]
