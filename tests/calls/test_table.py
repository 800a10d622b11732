"""The law in one table: each (event, whose connection, present state) is tried, and what it shows is what happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, get_args

import pytest

from desktop.calls import table
from desktop.calls.beginnings import STARTERS
from desktop.calls.handlers import HANDLERS
from desktop.calls.parties import KIND
from desktop.calls.records import Call, Party, Phase, State
from desktop.csta.events.base import Event
from desktop.csta.events.report import classes
from tests.calls import office as o
from tests.calls.office import A, B, C, Office

# How a call comes into each present state, by events.
REACH: dict[str, list[Event]] = {
    "none": [],
    "initiated": [o.service_initiated("c1/100")],
    "alerting": [o.delivered("c1/100", calling=B, called=A)],
    "connected": o.incoming(),
    "hold": [*o.incoming(), o.held("c1/100")],
    "queued": [o.queued("c1/100", calling=B, called=A)],
    "fail": [o.originated("c1/100", B), o.failed("c1/100", "busy", "fail", calling=A, called=B)],
}
ENDS: dict[str, Any] = {"calling": B, "called": A}


def _event(kind: str, whose: str, cause: str) -> Event:
    """The event about c1 at us or at 101; it does not say what our local state is."""
    at = "c1/100" if whose == "mine" else "c1/101"
    plain: dict[str, Callable[[], Event]] = {
        "serviceInitiated": lambda: o.service_initiated(at, None, cause),
        "originated": lambda: o.originated(at, B, None, cause),
        "digitsDialed": lambda: o.digits_dialed(at, "1", None),
        "networkReached": lambda: o.network_reached("c1/7806", o.TRUNK, None, calling=A, called=B),
        "networkCapabilitiesChanged": lambda: o.capabilities_changed("c1/7806", None),
        "offered": lambda: o.offered(at, None, cause, **ENDS),
        "delivered": lambda: o.delivered(at, None, cause, **(ENDS if whose == "mine" else {"calling": A, "called": B})),
        "established": lambda: o.established(
            at, None, cause, **(ENDS if whose == "mine" else {"calling": A, "called": B})
        ),
        "held": lambda: o.held(at, None, cause),
        "retrieved": lambda: o.retrieved(at, None, cause),
        "queued": lambda: o.queued(at, None, cause, calling=A, called=B),
        "failed": lambda: o.failed(at, cause, None, calling=A, called=B),
        "diverted": lambda: o.diverted(
            at, C, cause, None, **(ENDS if whose == "mine" else {"calling": A, "called": B})
        ),
        "connectionCleared": lambda: o.cleared(at, None, cause),
        "callCleared": lambda: o.call_cleared("c1", None, cause),
        "transferred": lambda: o.transferred("c1/101", None, B, C, info=None, cause=cause),
        "conferenced": lambda: o.conferenced("c1/101", None, B, C, info=None, cause=cause),
        "bridged": lambda: o.bridged(at, None),
    }
    return plain[kind]()


CASES = [
    (kind, whose, present, recall)
    for kind in classes("callControlEvents")
    for whose in (("any",) if kind in table.WHOLE_CALL else ("mine", "theirs"))
    for present in table.PRESENT
    for recall in (False, True)
]


@pytest.mark.parametrize(("kind", "whose", "present", "recall"), CASES)
def test_every_event_in_every_state(kind: str, whose: Any, present: Any, recall: bool) -> None:
    office = Office()
    office.hear(*REACH[present])
    before = office.model.calls
    assert (before[0].state if before else "none") == present
    event = _event(kind, whose, "recall" if recall else "normal")
    changes = office.hear(event)
    rule = table.row(kind, whose, present, recall=recall)
    if rule is None:
        assert changes.calls == ()
        assert changes.snapshot, "what the table does not allow is to be looked at"
        return
    assert changes.snapshot or not rule.doubt
    after: str = office.model.calls[0].state if office.model.calls else "none"
    expected = {"same": present, "gone": "none"}.get(rule.after, rule.after)
    if rule.handler in ("found", "join_unknown") and after != expected:
        assert after == "none", "of strangers nothing is believed without the local state"
        assert changes.snapshot
        return
    assert after == expected
    if present != "none" and rule.after == "gone":
        (gone,) = changes.calls
        assert (gone.id, gone.state, gone.phase) == (before[0].id, "gone", "gone")
        assert gone.outcome is not None
    assert office.hear(event).calls == (), "once more says nothing new"


def test_nothing_but_bridged_is_left_out() -> None:
    assert {event for event, _, _ in table.TABLE} == set(classes("callControlEvents")) - {"bridged"}
    assert set(KIND.values()) == set(classes("callControlEvents"))


def test_whole_call_events_have_no_side() -> None:
    for event, whose, _ in table.TABLE:
        assert (whose == "any") is (event in table.WHOLE_CALL)


def test_each_rule_names_a_handler_and_each_handler_is_named() -> None:
    named = {"none": set[str](), "live": set[str]()}
    for (_, _, present), rule in table.TABLE.items():
        named["none" if present == "none" else "live"].add(rule.handler)
    assert named["none"] == STARTERS.keys() | {"join_unknown"}
    assert named["live"] == HANDLERS.keys() | {"join"}


def test_there_is_one_rule_each() -> None:
    rules = [key for rules in table._RULES for key, _ in rules]
    assert len(rules) == len(set(rules)) == len(table.TABLE)


def test_every_phase_can_be_reached_and_every_state_has_one() -> None:
    assert {rule.phase for rule in table.PHASES} == set(get_args(Phase))
    for state in get_args(State):
        assert table.phase_of(Call("x", A, o.START, state=state)) in get_args(Phase)


def _peers(*states: State | None) -> tuple[Party, ...]:
    return tuple(Party(device=str(number), state=state) for number, state in enumerate(states))


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        ({"state": "initiated"}, "dialling"),
        ({"state": "initiated", "peers": _peers("gone")}, "dialling"),
        ({"state": "alerting", "peers": _peers("connected")}, "ringing_in"),
        ({"state": "alerting", "peers": _peers("gone")}, "ending"),
        ({"state": "hold", "peers": _peers("connected", "connected")}, "held"),
        ({"state": "queued"}, "queued"),
        ({"state": "fail", "talked": True, "peers": _peers("connected")}, "ending"),
        ({"state": "fail"}, "failed"),
        ({"state": "fail", "failure": "busy"}, "busy"),
        ({"state": "connected", "failure": "doNotDisturb"}, "failed"),
        ({"state": "connected", "direction": "out"}, "dialling"),
        ({"state": "connected", "direction": "out", "peers": _peers("alerting")}, "ringing_out"),
        ({"state": "connected", "talked": True, "peers": _peers("alerting")}, "ringing_out"),
        ({"state": "connected", "direction": "out", "peers": _peers("queued")}, "queued"),
        ({"state": "connected", "peers": _peers("hold")}, "held_by_peer"),
        ({"state": "connected", "peers": _peers("connected")}, "talking"),
        ({"state": "connected", "peers": _peers("connected", "alerting")}, "talking"),
        ({"state": "connected", "peers": _peers("connected", "hold")}, "conference"),
        ({"state": "connected", "peers": _peers("gone")}, "ending"),
        ({"state": "connected", "talked": True, "peers": _peers(None)}, "talking"),
        ({"state": "connected", "direction": "unknown"}, "talking"),
        ({"state": "gone", "failure": "busy"}, "gone"),
    ],
)
def test_phases(facts: dict[str, Any], phase: str) -> None:
    assert table.phase_of(Call("x", A, o.START, **facts)) == phase


def test_the_picture_shows_every_rule() -> None:
    lines = table.picture().splitlines()
    columns = len(table.PRESENT) + 2
    events = [line for line in lines if line.count("|") == columns + 1][2:]
    assert len(events) == len({(event, whose) for event, whose, _ in table.TABLE})
    for line in events:
        event, whose, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        for present, cell in zip(table.PRESENT, cells, strict=True):
            rule = table.TABLE.get((event, whose, present))  # type: ignore[call-overload]
            assert (cell == "?") is (rule is None)
            if rule is not None:
                assert rule.handler in cell
                assert ("recall only" in cell) is rule.recall
                assert cell.endswith(" ?") is rule.doubt
    assert sum(f"| {rule.phase} |" in line for rule in table.PHASES[:1] for line in lines) == 1
    assert "serviceInitiated | mine | initiated: start_out | initiated: dialled | ? |" in table.picture()


def test_reached_states_are_in_time() -> None:
    office = Office()
    office.hear(*o.incoming(), every=5)
    assert office.call.since == o.START + timedelta(seconds=10)
