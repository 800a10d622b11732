"""Whatever the switch sends, in whatever order: nothing raises, doubled is nothing new, a snapshot is the truth."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given, note, settings
from hypothesis import strategies as st

from desktop.calls.actions import Features, actions, choose
from desktop.calls.records import Action, Outcome, Phase, State
from desktop.calls.table import phase_of
from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import Event
from desktop.csta.values import NOT_KNOWN, RESTRICTED
from tests.calls import office as o
from tests.calls.office import A, B, C, Office

NAMES = st.sampled_from(["c1", "c2", "c3"])
DEVICES = st.sampled_from([A, B, C, o.TRUNK, o.OUTSIDE, o.GROUP])
MAYBE = st.one_of(st.none(), DEVICES)
REPORTED = st.one_of(st.none(), DEVICES, st.sampled_from([NOT_KNOWN, RESTRICTED]))
INFO = st.one_of(st.none(), st.sampled_from(["null", "initiated", "alerting", "connected", "hold", "queued", "fail"]))
CAUSES = st.one_of(st.none(), st.sampled_from([cause.name for cause in EventCause]))


@st.composite
def _at(draw: Any) -> str:
    device = draw(MAYBE)
    return draw(NAMES) + (f"/{device}" if device else "")


@st.composite
def _sane_entry(draw: Any, device: str) -> Any:
    """A device keeps its id from the old call to the new one; outside parties are reached through the trunk."""
    new, old = (draw(st.one_of(st.none(), NAMES)) for _ in "no")
    outside = device == o.TRUNK
    return o.entry(
        f"{new}/{device}" if new else None,
        f"{old}/{device}" if old else None,
        draw(st.sampled_from([None, o.OUTSIDE if outside else device])),
        o.TRUNK if outside else None,
    )


@st.composite
def _sane_entries(draw: Any) -> list[Any]:
    """A device is listed once."""
    devices = draw(st.lists(st.sampled_from([A, B, C, o.TRUNK]), max_size=3, unique=True))
    return [draw(_sane_entry(device)) for device in devices]


@st.composite
def _wild_entry(draw: Any) -> Any:
    at = st.one_of(st.none(), _at())
    return o.entry(draw(at), draw(at), draw(MAYBE), draw(st.one_of(st.none(), st.just(o.TRUNK))))


@st.composite
def _event(draw: Any, sane: bool) -> Event:
    at, info, cause = draw(_at()), draw(INFO), draw(CAUSES)
    ends: dict[str, Any] = {"calling": draw(REPORTED), "called": draw(REPORTED)}
    if draw(st.booleans()):
        ends |= {"last": draw(MAYBE), "trunk_in": draw(MAYBE)}
    entries = draw(_sane_entries() if sane else st.lists(_wild_entry(), max_size=3))
    second, by, to = draw(st.one_of(st.none(), _at())), draw(MAYBE), draw(MAYBE)
    makers: list[Any] = [
        lambda: o.service_initiated(at, info, cause),
        lambda: o.originated(at, to, info, cause),
        lambda: o.delivered(at, info, cause, by, **ends),
        lambda: o.offered(at, info, cause, **ends),
        lambda: o.established(at, info, cause, by, **ends),
        lambda: o.held(at, info, cause),
        lambda: o.retrieved(at, info, cause),
        lambda: o.queued(at, info, cause, **ends),
        lambda: o.failed(at, cause, info, by, **ends),
        lambda: o.diverted(at, to, cause, info, **ends),
        lambda: o.cleared(at, info, cause, by),
        lambda: o.call_cleared(at, info, cause),
        lambda: o.network_reached(at, o.TRUNK if sane else by, info, **ends),
        lambda: o.digits_dialed(at, "1", info),
        lambda: o.bridged(at, info),
        lambda: o.capabilities_changed(at, info),
        lambda: o.transferred(at, second, by, to, *entries, info=info, cause=cause),
        lambda: o.conferenced(at, second, by, to, *entries, info=info, cause=cause),
    ]
    return draw(st.sampled_from(makers))()  # type: ignore[no-any-return]


FLOWS = st.sampled_from([*o.incoming(), *o.outgoing("c2"), *o.consultation()])
EVENTS = st.lists(st.one_of(_event(sane=True), FLOWS), max_size=12)
WILD = st.lists(st.one_of(_event(sane=False), FLOWS), max_size=12)
STATES = st.lists(
    st.sampled_from(["initiated", "alerting", "connected", "hold", "queued", "fail"]), min_size=0, max_size=2
)
LISTED = st.dictionaries(NAMES, STATES, max_size=3)


def _check(office: Office) -> None:
    calls = office.model.calls
    assert len({call.id for call in calls}) == len({call.call_id for call in calls}) == len(calls)
    for call in calls:
        assert call.state in get_args(State)
        assert call.state != "gone"
        assert call.phase == phase_of(call)
        assert call.phase in get_args(Phase)
        assert call.outcome is None
        assert not (call.talked and call.phase in ("busy", "failed")), "rule 9"
        assert call.consultation_of is None or office.model.call(call.consultation_of) is not None
        assert all(peer.number is None or peer.number not in office.learnt for peer in call.peers), "rule 7"
        possible, blocked = actions(call, calls, True, Features())
        assert not set(possible) & set(blocked)
    for action in get_args(Action):
        choose(action, calls)


class Trunks(Office):
    """An office that knows its trunk."""

    def __init__(self) -> None:
        super().__init__(trunks=frozenset({o.TRUNK}))
        self.learnt = frozenset({o.TRUNK})


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_nothing_raises_and_once_more_says_nothing_new(events: list[Event]) -> None:
    office = Trunks()
    for event in events:
        before = {call.id: call for call in office.model.calls}
        note(f"{event} meets {before}")
        changes = office.hear(event)
        after = {call.id: call for call in office.model.calls}
        assert len({call.id for call in changes.calls}) == len(changes.calls), "each call once"
        for call in changes.calls:
            assert call != before.get(call.id), "nothing is told that did not change"
            assert (call.state == "gone") is (call.outcome is not None) is (call.id not in after)
            assert call.outcome is None or call.outcome in get_args(Outcome)
        told = {call.id for call in changes.calls}
        assert all(id in told or before.get(id) == call for id, call in after.items()), "what changed is told"
        assert set(before) - set(after) <= told
        _check(office)
        again = office.hear(event)
        assert again.calls == (), "a doubled event"
        assert again.device is None


@given(WILD)
def test_nothing_raises_whatever_nonsense_comes(events: list[Event]) -> None:
    office = Office()
    for event in events:
        office.hear(event, event)
        _check(office)


@settings(max_examples=150, deadline=None)
@given(EVENTS, LISTED, st.booleans())
def test_a_snapshot_is_the_truth(events: list[Event], listed: dict[str, list[str]], detailed: bool) -> None:
    office = Trunks()
    office.hear(*events)
    entries = [o.listed(f"{name}/{A}", *states) for name, states in listed.items()]
    details = {}
    if detailed:
        for name in listed:
            details |= o.in_call(name, {A: "connected", B: "hold", o.TRUNK: "connected"}, B, A)
    changes = office.see(*entries, details=details)
    assert {call.call_id for call in office.model.calls} == {o.call_id(name) for name in listed}
    for name, states in listed.items():
        if states:
            assert office.by_name(name).state == states[0]
        if detailed:
            assert [peer.state for peer in office.by_name(name).peers] == ["hold", "connected"]
    assert all(call.outcome is not None for call in changes.calls if call.state == "gone")
    _check(office)
    assert office.see(*entries, details=details).calls == (), "the same once more"


@given(EVENTS)
def test_without_calls_nothing_is_left(events: list[Event]) -> None:
    office = Trunks()
    office.hear(*events)
    office.see(o.listed(None, "null"))
    assert office.model.calls == ()
    assert not any(call.outcome == "missed" for call in office.changes[-1].calls if call.phase == "ringing_in")
