"""What handlers need to know of one event, whatever members the switch leaves out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.calls.book import Asked, Book
from desktop.calls.outcomes import Evidence
from desktop.calls.parties import Who
from desktop.calls.records import Call
from desktop.calls.step import Step, cause_of, reported_state
from desktop.calls.table import RECALLS, Row
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.events.call_control import Held
from tests.calls import office as o
from tests.calls.office import GROUP, START, A, B, C, connection

SHORT = timedelta(seconds=3)


@pytest.fixture
def book() -> Book:
    book = Book(A, lambda: "id1")
    book.begin(START)
    return book


def step(book: Book, event: object) -> Step:
    return Step(book, Who(frozenset({A, GROUP})), event, "mine", Row("same", "keep"), SHORT)  # type: ignore[arg-type]


def test_recalls_are_the_causes_of_the_flow_table() -> None:
    """call-model.md, "Recall after transfer, hold, park": recall 27, and 111 to 114."""
    assert {EventCause(number).name for number in (27, 111, 112, 113, 114)} == RECALLS


def test_kind_is_the_standard_s_name(book: Book) -> None:
    assert step(book, o.held("c1/100")).kind == "held"
    assert step(book, o.cleared("c1/100")).kind == "connectionCleared"


def test_a_cause_by_its_name(book: Book) -> None:
    assert step(book, o.held("c1/100", cause="consultation")).cause == "consultation"
    assert step(book, o.held("c1/100", cause=None)).cause is None
    assert cause_of(Held(held_connection=connection("c1/100"), cause=EventCause(9999))) == "value-9999"


@pytest.mark.parametrize(
    ("info", "state"),
    [
        (None, None),
        (LocalConnectionState.null, None),
        (LocalConnectionState.initiated, "initiated"),
        (LocalConnectionState.alerting, "alerting"),
        (LocalConnectionState.connected, "connected"),
        (LocalConnectionState.hold, "hold"),
        (LocalConnectionState.queued, "queued"),
        (LocalConnectionState.fail, "fail"),
        (LocalConnectionState(77), None),
    ],
)
def test_the_local_state_as_reported(book: Book, info: LocalConnectionState | None, state: str | None) -> None:
    assert reported_state(info) == state
    assert step(book, Held(held_connection=connection("c1/100"), local_connection_info=info)).reported == state


def test_we_are_the_calling_device(book: Book) -> None:
    assert step(book, o.delivered("c1/101", calling=A, called=B)).calling_is_own
    assert step(book, o.delivered("c1/101", calling=GROUP, called=B)).calling_is_own
    assert not step(book, o.delivered("c1/100", calling=B, called=A)).calling_is_own
    assert not step(book, o.delivered("c1/100")).calling_is_own, "the event does not say"
    assert not step(book, o.held("c1/100")).calling_is_own, "the event has no such member"


def test_evidence_of_an_end(book: Book) -> None:
    call = Call("x", A, START)
    cleared = step(book, o.cleared("c1/100"))
    assert cleared.evidence(call) == Evidence(START, cause="normalClearing", short_ring=SHORT)
    assert cleared.evidence(call, B) == Evidence(START, None, None, B, False, "normalClearing", SHORT)
    assert cleared.evidence(call, GROUP).by_us
    book.asked["x"] = Asked("transfer", C, START)
    assert cleared.evidence(call, A) == Evidence(START, "transfer", C, A, True, "normalClearing", SHORT)
    book.begin(START + timedelta(minutes=5))
    assert (cleared.evidence(call).asked, cleared.evidence(call).to) == (None, None), "that was long ago"
