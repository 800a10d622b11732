"""Events of calls that a snapshot found gone: they are late, and tell how the calls ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.calls.past import LATE_FOR, MOST_LATE
from desktop.calls.records import Changes
from desktop.csta.events.base import Event
from tests.calls.office import (
    A,
    B,
    C,
    D,
    Office,
    call_id,
    cleared,
    conferenced,
    consultation,
    delivered,
    diverted,
    entry,
    established,
    failed,
    held,
    in_call,
    incoming,
    listed,
    originated,
    outgoing,
    queued,
    retrieved,
    transferred,
)

RINGS = delivered("c1/100", calling=B, called=A)
CONFERENCE = (entry("c3/101", "c1/101", B), entry("c3/102", "c2/102", C), entry("c3/100", "c1/100", A))
PASSED_ON = (entry("c3/101", "c1/101", B), entry("c3/102", "c2/102", C))


@pytest.fixture
def office() -> Office:
    return Office()


def told(changes: Changes) -> list[tuple[str, str | None, str | None]]:
    """Our id, the outcome and where it went, of each call that is gone."""
    return [(call.id, call.outcome, call.to) for call in changes.calls if call.state == "gone"]


@pytest.mark.parametrize(
    ("before", "late", "outcome", "to"),
    [
        ([RINGS], [cleared("c1/100", by=B)], "missed", None),
        ([RINGS], [cleared("c1/100", by=A)], "rejected", None),
        ([RINGS], [diverted("c1/100", C, "callPickup")], "taken_by", None),
        ([RINGS], [diverted("c1/100", C, "redirected")], "deflected", C),
        ([RINGS], [established("c1/100", calling=B, called=A), cleared("c1/100", by=B)], "talked", None),
        ([RINGS], [cleared("c1/101", "null", by=B)], "missed", None),
        (outgoing()[:3], [failed("c1/101", "callNotAnswered"), cleared("c1/100", by=A)], "failed", None),
        (incoming(), [diverted("c1/100", C, "park")], "talked", C),
        (incoming(), [transferred("c1/100", None, A, C, *PASSED_ON)], "transferred", C),
    ],
)
def test_a_late_event_tells_how_it_ended(
    office: Office, before: list[Event], late: list[Event], outcome: str, to: str | None
) -> None:
    office.hear(*before)
    ((id, first, _),) = told(office.see())
    assert first in ("unknown", "talked")
    assert told(office.hear(*late)) == [(id, outcome, to)]
    assert office.model.calls == ()
    assert office.hear(late[-1]).calls == (), "the same once more"


def test_what_was_known_is_not_told_again(office: Office) -> None:
    office.hear(*incoming())
    assert told(office.see()) == [("id1", "talked", None)]
    assert office.hear(cleared("c1/100", by=B)).calls == ()


def test_what_nobody_knows_is_not_told_again(office: Office) -> None:
    office.see(listed("c1/100", "connected"))
    office.see()
    assert office.hear(cleared("c1/100", by=B)).calls == ()


def test_what_was_asked_explains_the_end_still(office: Office) -> None:
    office.hear(RINGS)
    office.ask("deflect", office.call, C)
    assert told(office.see()) == [("id1", "deflected", C)]
    assert told(office.hear(diverted("c1/100", D, None))) == [("id1", "deflected", D)], "and went on from there"


@pytest.mark.parametrize(("late", "doubt"), [(held("c1/100"), True), (retrieved("c1/101", "null"), False)])
def test_an_event_of_before_begins_no_call(office: Office, late: Event, doubt: bool) -> None:
    office.hear(*incoming())
    office.see()
    changes = office.hear(late)
    assert (changes.calls, changes.snapshot) == ((), doubt), "where we are in the call a snapshot can tell"
    assert office.model.calls == ()


def test_a_late_beginning_begins_no_call(office: Office) -> None:
    office.place("c1/100", B)
    assert told(office.see()) == [("id1", "unknown", None)]
    assert office.hear(originated("c1/100", B)) == Changes(snapshot=True)
    assert told(office.hear(failed("c1/101", "busy", "connected"), cleared("c1/100", by=A))) == [("id1", "busy", None)]


# --- joined calls


@pytest.mark.parametrize("seen", [True, False], ids=["a snapshot lists the conference", "nobody has told of it"])
def test_calls_that_have_become_a_conference(office: Office, seen: bool) -> None:
    office.hear(*incoming(), *consultation())
    there = [listed("c3/100", "connected")] if seen else []
    gone = office.see(*there, details=in_call("c3", {A: "connected", B: "connected", C: "connected"}, B, A))
    assert [outcome for _, outcome, _ in told(gone)] == ["talked", "talked"]
    changes = office.hear(conferenced("c1/100", "c2/100", A, C, *CONFERENCE))
    assert told(changes) == [("id1", "merged", None), ("id2", "merged", None)]
    assert {call.into for call in changes.calls if call.state == "gone"} == {office.call.id} == {"id3"}
    assert (office.call.phase, office.numbers) == ("conference", [B, C])


def test_a_conversation_that_goes_on_with_somebody_who_rings(office: Office) -> None:
    office.hear(*incoming())
    office.see(listed("c3/100", "connected"), details=in_call("c3", {A: "connected", C: "alerting"}, A, C))
    office.hear(transferred("c1/101", "c2/101", B, C, entry("c3/100", "c1/100", A), info="connected"))
    assert [outcome for _, outcome, _ in told(office.hear(cleared("c3/100", by=A)))] == ["talked"]


def test_a_conference_that_is_over_as_well(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.see(listed("c3/100", "connected"))
    office.see()
    changes = office.hear(conferenced("c1/100", "c2/100", A, C, *CONFERENCE))
    assert [(call.id, call.outcome, call.into) for call in changes.calls] == [
        ("id1", "merged", "id3"),
        ("id2", "merged", "id3"),
    ]
    assert changes.snapshot, "unless it is there once more"
    assert office.model.calls == ()


def test_a_conference_that_goes_on_under_the_held_call_s_id(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    assert told(office.see(listed("c1/100", "connected"))) == [("id2", "talked", None)]
    parties = (entry("c1/101", "c1/101", B), entry("c1/102", "c2/102", C), entry("c1/100", "c1/100", A))
    assert told(office.hear(conferenced("c1/100", "c2/100", A, C, *parties))) == [("id2", "merged", None)]
    assert (office.call.id, office.call.phase) == ("id1", "conference")


def test_a_call_that_others_joined_without_us(office: Office) -> None:
    """We were in c1, and no more in c2, which is named all the same."""
    office.hear(*incoming(), delivered("c2/100", calling=C, called=A))
    office.see(listed("c1/100", "connected", "connected"))
    parties = (entry("c3/100", "c1/100", A), entry("c3/102", "c2/102", C))
    late = transferred("c1/101", "c2/101", B, C, *parties, info="connected")
    assert told(office.hear(late)) == []
    assert office.call.call_id == call_id("c3")
    assert told(office.hear(cleared("c2/100", by=A))) == [("id2", "rejected", None)]


def test_joined_calls_of_which_nobody_says_what_they_are_now(office: Office) -> None:
    office.hear(*incoming())
    office.see()
    assert told(office.hear(conferenced("c1/101", None, B, C, info=None))) == []
    assert office.hear(conferenced("c1/101", None, B, C)).calls[0].into == office.call.id, "it has this id still"


def test_both_calls_of_a_transfer(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.see()
    late = transferred("c1/100", "c2/100", A, C, *PASSED_ON)
    assert told(office.hear(late)) == [("id1", "transferred", C), ("id2", "transferred", C)]


def test_one_call_of_a_transfer_is_there_still(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.see(listed("c1/100", "hold", "connected"))
    late = transferred("c1/100", "c2/100", A, C, *PASSED_ON)
    assert sorted(told(office.hear(late))) == [("id1", "transferred", C), ("id2", "transferred", C)]


# --- how long


def test_what_is_there_again_is_gone_no_more(office: Office) -> None:
    office.hear(RINGS)
    office.see()
    office.hear(delivered("c1/100", calling=C, called=A))
    office.see(listed("c1/100", "alerting", "connected"))
    assert [call.id for call in office.model.calls] == ["id2"]
    assert told(office.hear(cleared("c1/100", by=A))) == [("id2", "rejected", None)], "how the first ended nobody knows"


def test_a_call_that_comes_back_is_gone_no_more(office: Office) -> None:
    office.hear(*incoming())
    office.ask("transfer", office.call, C)
    assert told(office.see()) == [("id1", "transferred", C)]
    office.hear(delivered("c2/100", calling=B, called=A, cause="recall"))
    assert office.call.id == "id1"
    assert told(office.hear(diverted("c1/100", D, "park"))) == []
    assert office.call.id == "id1"


def test_a_call_whose_end_is_known_better_comes_back_as_what_it_was(office: Office) -> None:
    """By hand, which nobody asked for: the call has been transferred, as is told late."""
    office.hear(*incoming(), *outgoing("c2", D))
    office.see(listed("c2/100", "connected", "connected"))
    late = transferred("c1/100", None, A, C, entry("c3/101", "c1/101", B), entry("c3/102", None, C))
    assert told(office.hear(late)) == [("id1", "transferred", C)]
    office.hear(delivered("c3/100", calling=B, called=A, cause="recall"))
    assert [call.id for call in office.model.calls] == ["id2", "id1"]


@pytest.mark.parametrize(("seconds", "outcomes"), [(0, ["missed"]), (1, [])])
def test_so_late_comes_no_event(office: Office, seconds: int, outcomes: list[str]) -> None:
    office.hear(RINGS)
    office.see()
    office.now += LATE_FOR - timedelta(seconds=1 - seconds)
    assert [outcome for _, outcome, _ in told(office.hear(cleared("c1/100", by=B)))] == outcomes


def test_in_a_storm_the_oldest_are_forgotten(office: Office) -> None:
    for number in range(MOST_LATE + 1):
        office.hear(delivered(f"c{number}/100", calling=B, called=A), every=0)
    office.see()
    assert told(office.hear(cleared("c0/100", by=B))) == []
    assert [outcome for _, outcome, _ in told(office.hear(cleared("c1/100", by=B)))] == ["missed"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_what_a_lost_link_carried_never_comes(office: Office, when: str) -> None:
    office.hear(RINGS)
    if when == "after":
        office.see()
    office.model.link_lost(office.now)
    office.see()
    assert office.hear(cleared("c1/100", by=B)).calls == (), "it is about another call with this id"
    office.hear(delivered("c2/100", calling=B, called=A))
    office.see()
    assert [outcome for _, outcome, _ in told(office.hear(cleared("c2/100", by=B)))] == ["missed"]


# --- what only a snapshot has told


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ({A: "connected", B: "queued"}, queued("c1/101", "connected", "campOn")),
        ({A: "connected", C: "alerting"}, delivered("c1/102", "connected", calling=A, called=B)),
    ],
    ids=["it waits", "it rings elsewhere"],
)
@pytest.mark.parametrize(("heard", "outcome"), [(True, "gave_up"), (False, "unknown")])
def test_a_late_event_tells_where_a_call_went(
    office: Office, now: dict[str, str], late: Event, heard: bool, outcome: str
) -> None:
    office.hear(originated("c1/100", B), delivered("c1/101", "connected", calling=A, called=B))
    office.see(listed("c1/100", "connected"), details=in_call("c1", now, A, B))
    office.hear(*([late] if heard else [held("c1/100"), retrieved("c1/100")]))
    assert told(office.hear(cleared("c1/100", by=A))) == [("id1", outcome, None)]


def test_a_late_event_tells_that_it_failed(office: Office) -> None:
    office.hear(originated("c1/100", B))
    office.see(listed("c1/100", "connected"), details=in_call("c1", {A: "connected"}, A, B))
    office.hear(failed("c1/101", "busy"))
    assert told(office.hear(cleared("c1/100", by=A))) == [("id1", "busy", None)]


@pytest.mark.parametrize(("heard", "outcome"), [(True, "gave_up"), (False, "unknown")])
def test_a_late_event_tells_how_it_began(office: Office, heard: bool, outcome: str) -> None:
    office.see(listed("c1/100", "connected"), details=in_call("c1", {A: "connected", B: "alerting"}, A, B))
    office.hear(*([originated("c1/100", B)] if heard else []), delivered("c1/101", "connected", calling=A, called=B))
    assert told(office.hear(cleared("c1/100", by=A))) == [("id1", outcome, None)]


@pytest.mark.parametrize(("cause", "outcome"), [("callBack", "gave_up"), ("recall", "unknown")])
def test_a_late_event_tells_that_a_call_of_ours_rings_here_first(office: Office, cause: str, outcome: str) -> None:
    office.see(listed("c1/100", "alerting"), details=in_call("c1", {A: "alerting"}, A, B))
    office.hear(delivered("c1/100", calling=A, called=B, cause=cause))
    assert told(office.hear(cleared("c1/100", by=A))) == [("id1", outcome, None)]
