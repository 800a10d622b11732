"""Compares what a client shows with what is true at the switch: calls, states, parties, offered actions, outcomes.

The truth is the reply to ``{"do": "state"}``. What is offered is derived from it here, apart from the client's own
rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import CallEvent
from desktop.csta.events.report import classes
from desktop.station.views import CallView, DeviceView
from tests.support.people import ANALOGUE

Truth = Mapping[str, Any]
KIND = {kind: name for name, kind in classes("callControlEvents").items()}
_ALONE = frozenset({"answer", "reject", "deflect", "hangup", "retrieve", "hold", "dtmf", "consult", "park"})
_PAIRED = frozenset({"swap", "reconnect", "transfer", "conference"})
"""Actions that are judged: those that the states of the calls alone decide."""
_THERE = ("connected", "hold")
_ON_THE_LINE = ("connected", "initiated", "fail")


@dataclass(frozen=True, slots=True)
class Leg:
    """A device's connection and the states of the others in its call."""

    call_id: str
    state: str
    others: tuple[tuple[str, str], ...]
    first: str | None = None
    """The call that it is a consultation from."""
    failed: str | None = None
    """Why the call has reached nobody: EventCause by its name."""

    @property
    def reached(self) -> bool:
        """Whether somebody is at the other end."""
        return any(state in _THERE for _, state in self.others)

    @property
    def rings(self) -> bool:
        """Whether it rings at the other end."""
        return any(state == "alerting" for _, state in self.others)


@dataclass(frozen=True, slots=True)
class Joins:
    """Which two calls the switch joins, and what the client can know of that.

    :ivar consultations_only: a call and the consultation from it; the capabilities say so.
    :ivar all_heard: nothing of how the calls began, and of what the client asked, can have been lost.
    :ivar ringing: to somebody whom it rings at. None: not, but nothing says so before it was refused.
    """

    consultations_only: bool = False
    all_heard: bool = True
    ringing: bool | None = True


def legs(truth: Truth, device: str) -> list[Leg]:
    """The connections of a device."""
    found = []
    for call in truth["calls"]:
        states = [(one["device"], one["state"]) for one in call["connections"]]
        found += [
            Leg(
                call["call_id"],
                state,
                (*states[:index], *states[index + 1 :]),
                call["connections"][index].get("consultation_of"),
                call.get("failed", {}).get("cause"),
            )
            for index, (one, state) in enumerate(states)
            if one == device
        ]
    return found


def differences(
    truth: Truth,
    device: str,
    views: Sequence[CallView],
    joins: Joins = Joins(),
    *,
    hidden: AbstractSet[str] = frozenset(),
) -> Iterator[str]:
    """What the client shows of a device that is not so.

    :param hidden: stations that have withheld their numbers, so that the client may not name them.
    """
    true = {leg.call_id: leg for leg in legs(truth, device)}
    shown = {view.call_id or "": view for view in views}
    if len(shown) != len(views):
        yield f"{device}: a call is shown twice"
    states = {call_id: leg.state for call_id, leg in true.items()}
    seen = {call_id: view.state for call_id, view in shown.items()}
    if states != seen:
        yield f"{device}: shown {seen}, true {states}"
        return
    for call_id, leg in true.items():
        view = shown[call_id]
        known: Counter[tuple[str | None, str]] = Counter(
            (peer.device or peer.trunk, peer.state) for peer in view.peers if peer.state not in (None, "gone", "fail")
        )
        real = Counter(leg.others)
        for one, state in leg.others:
            if one in hidden and not known[one, state] and known[None, state]:
                known += Counter({(one, state): 1})
                known -= Counter({(None, state): 1})
        if known != real:
            yield f"{device}: parties of {call_id} shown {dict(known)}, true {dict(real)}"
        offered = {str(action) for action in view.actions} & _ALONE
        if leg.state == "connected" and not leg.reached:
            offered.discard("dtmf")  # some switches take digits that way while a call is set up, others do not
        if sum(other.state == "hold" for other in true.values()) > 1:
            offered.discard("consult")  # the truth does not say which held call is whose consultation
        allowed = _alone(leg, list(true.values()))
        if device == ANALOGUE:  # what it cannot, the client has to ask first
            allowed.discard("answer")
            offered -= set() if joins.all_heard else {"answer"}
        if sum(other.state in _ON_THE_LINE for other in true.values()) > 1:
            offered.discard("consult")  # a line of several telephones: nobody says which of them holds what
            allowed.discard("consult")
        if offered != allowed:
            yield f"{device}: offered for {call_id} {sorted(offered)}, possible {sorted(allowed)}"
        if joins.all_heard:
            yield from _in_vain(device, leg, view)
    yield from _pairs(device, list(true.values()), shown, joins)


def _alone(leg: Leg, all_legs: Sequence[Leg]) -> set[str]:
    """What can be asked of a call by itself."""
    if leg.state == "alerting":
        return {"answer", "reject", "deflect"}
    possible = {"hangup"}
    if leg.state in ("connected", "hold") and [state for _, state in leg.others] == ["connected"]:
        possible.add("park")
    idle = not any(other.state in _ON_THE_LINE for other in all_legs)
    if leg.state == "hold" and leg.others and idle:  # with nobody left in it, it is over but for our hanging up
        possible.add("retrieve")
    if leg.state == "connected" and leg.reached:
        possible |= {"hold", "dtmf"}
        if not any(other.state == "hold" for other in all_legs):
            possible.add("consult")
    return possible


def _related(held: Leg, active: Leg) -> bool:
    return held.call_id == active.first or active.call_id == held.first


def asked_in_vain(truth: Truth, device: str) -> bool:
    """Whether a transfer that is refused now can only be refused because the new party rings."""
    true = legs(truth, device)
    held = [leg for leg in true if leg.state == "hold"]
    active = [leg for leg in true if leg.state == "connected"]
    if len(held) != 1 or len(active) != 1 or len(held[0].others) != 1 or len(active[0].others) != 1:
        return False
    return held[0].reached and active[0].rings and held[0].others[0][0] != active[0].others[0][0]


def _in_vain(device: str, leg: Leg, view: CallView) -> Iterator[str]:
    """What is asked of a call that has reached nobody: where nothing was lost, that is known."""
    offered = set(view.actions) & {"callback", "campon", "intrude"}
    possible: set[str] = set()
    if leg.state in ("connected", "fail") and not leg.reached and (leg.failed or leg.rings):
        possible = {"callback"} | ({"campon", "intrude"} if leg.failed == "busy" else set())
    if leg.state == "fail" and view.cause == "callNotAnswered":
        offered.discard("callback")  # nobody says whether it has not been lifted here, or not answered there
        possible.discard("callback")
    of_ours = view.direction == "out" and not leg.others and leg.failed == "busy"
    of_ours &= view.phase != "ending"  # a conversation that was passed on in vain: it was not ours to call there
    if not offered <= possible or (of_ours and offered != possible):
        yield f"{device}: offered for {leg.call_id} {sorted(offered)}, in vain possible {sorted(possible)}"


def _pairs(device: str, true: Sequence[Leg], shown: Mapping[str, CallView], joins: Joins) -> Iterator[str]:
    """What is asked of a held and an active call together."""
    held = [leg for leg in true if leg.state == "hold"]
    active = [leg for leg in true if leg.state in _ON_THE_LINE]
    if len(active) > 1:
        return  # a line of several telephones: nobody says which of them holds what
    for leg in true:
        offered = set(shown[leg.call_id].actions) & _PAIRED
        if not held or not active:
            there = sum(state in _THERE for _, state in leg.others)  # a conference is not transferred in one step
            allowed = {"transfer"} if leg.state == "connected" and there == 1 else set()
            if offered != allowed:
                yield f"{device}: offered for {leg.call_id} {sorted(offered)}, possible {sorted(allowed)}"
        elif len(held) == 1 and leg in (held[0], active[0]) and active[0].state == "connected":
            allowed = {"reconnect"}
            if active[0].reached and held[0].others:
                allowed |= {"swap", "conference", "transfer"}
            elif active[0].rings and held[0].others:
                allowed |= {"transfer"} if joins.ringing else set()
                if joins.ringing is None:
                    offered.discard("transfer")
            if joins.consultations_only:
                if not joins.all_heard or not _related(held[0], active[0]):
                    allowed -= {"transfer", "conference"}
                if not joins.all_heard:
                    offered -= {"transfer", "conference"}
            if offered != allowed:
                yield f"{device}: offered for the pair {leg.call_id} {sorted(offered)}, possible {sorted(allowed)}"


def switched_wrongly(truth: Truth, view: DeviceView) -> Iterator[str]:
    """What the client shows to be switched at a device, and is not so; what it does not know it shows as None."""
    true = next(one for one in truth["devices"] if one["device"] == view.device)
    features = true["features"]
    forwarding = None if view.forwarding is None else {(one.type, one.to) for one in view.forwarding if one.on}
    for name, shown, real in (
        ("dnd", view.dnd, true["dnd"]),
        ("message_waiting", view.message_waiting, true["message_waiting"]),
        ("in_service", view.in_service, true["in_service"]),
        ("agent", view.agent, true["agent"] or "loggedOff"),
        ("auto_answer", view.auto_answer, features["auto_answer"] is not None),
        ("mute", view.mute, features["microphone_mute"]),
        ("volume", view.volume, features["volume"]),
        ("forwarding", forwarding, {(one["type"], one["to"]) for one in true["forwarding"]}),
    ):
        if shown not in (None, real):
            yield f"{view.device}: {name} shown {shown}, true {real}"


# how calls ended

DECIDING = frozenset(
    {"established", "failed", "diverted", "transferred", "conferenced", "delivered", "originated", "connectionCleared",
     "networkReached", "serviceInitiated", "queued", "offered"}
)  # fmt: skip
"""Events that have to do with how a call ends: all but those of hold."""

SAME: Mapping[str, frozenset[str]] = {
    "parked": frozenset({"talked"}),  # the vocabulary has no word of its own for it
    "failed": frozenset({"rejected"}),  # for the caller whom the called device rejects
    "moved_on": frozenset({"rejected"}),  # where it goes back to who transferred it because we rejected it
}
"""What the client may say for what happened, beside the very same word."""

_OTHER_LEFT = ("connectionCleared", False)
TAKEN_FOR: Mapping[tuple[str, str], tuple[tuple[str, bool], ...]] = {
    ("rejected", "missed"): (_OTHER_LEFT,),
    ("gave_up", "failed"): (("failed", False), _OTHER_LEFT),
    ("gave_up", "busy"): (("failed", False),),
    ("talked", "transferred"): (("transferred", True),),
    ("talked", "merged"): (("conferenced", False),),
    **{
        ("deflected", happened): (("diverted", True),)
        for happened in ("rejected", "missed", "taken_by", "talked", "forwarded", "moved_on", "failed", "gave_up")
    },
}
"""(Shown, happened) -> the events (name, local state null) of which one must be missing, or late, so that nobody could
know better: who left first, why nobody was reached, what became of a conversation that is gone, and that a call
that was deflected went on from there and came back."""


@dataclass
class Telling:
    """The call events that the switch had for a device, and those that reached the client, since the beginning."""

    wanted: list[tuple[frozenset[str], str, bool]] = field(default_factory=list)
    """Call ids, name and local state null."""
    reached: list[tuple[frozenset[str], str, bool]] = field(default_factory=list)
    not_answered: set[str] = field(default_factory=set)
    """Ids of calls that went on from here because nobody answered (cause 8): a group does so, and a forwarding."""
    came_back: set[str] = field(default_factory=set)
    """Ids of calls that came back from a transfer or from hold: conversations that go on, whatever becomes of them."""

    def want(self, event: CallEvent) -> None:
        """The switch has an event for the device."""
        entry = self._entry(event)
        self.wanted.append(entry)
        if event.cause is EventCause.callForwardNoAnswer:
            self.not_answered |= entry[0]
        recalled = event.cause is not None and event.cause.name.startswith("recall")
        if recalled or (entry[1] in ("transferred", "conferenced") and entry[0] & self.came_back):
            self.came_back |= entry[0]

    def reach(self, event: CallEvent) -> None:
        """An event has reached the client."""
        self.reached.append(self._entry(event))

    @staticmethod
    def _entry(event: CallEvent) -> tuple[frozenset[str], str, bool]:
        name, info = KIND[type(event)], event.local_connection_info
        null = info is not None and info.name == "null"
        named = [event.subject, getattr(event, "secondary_old_call", None)]
        for member in ("transferred_connections", "conference_connections"):
            for one in getattr(event, member, None) or ():
                named.append(one.old_connection)
                if not null:  # else the new call is none of the device's, unless it has come back meanwhile
                    named.append(one.new_connection)
        return frozenset(one.call_id.hex() for one in named if one is not None and one.call_id is not None), name, null

    def is_incomplete(self, call_id: str | None) -> bool:
        """Whether not all events of a call have reached the client in order."""
        assert call_id is not None
        wanted, reached = self.of(call_id)
        return [one for one in wanted if one[0] in DECIDING] != [one for one in reached if one[0] in DECIDING]

    def of(self, call_id: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
        """(wanted, reached) of one call."""
        wanted = [(name, null) for ids, name, null in self.wanted if call_id in ids]
        reached = [(name, null) for ids, name, null in self.reached if call_id in ids]
        return wanted, reached


class Judge(Protocol):
    """Says why the outcome that the client shows of a call is wrong, None where it is right.

    ``may_be_late``: events may come late, which the order at one device does not show.
    """

    def __call__(self, shown: CallView, happened: str, telling: Telling, *, may_be_late: bool) -> str | None: ...


def outcome_stays_wrong(shown: CallView, happened: str, telling: Telling, *, may_be_late: bool) -> str | None:
    """The same after all was told: what events had not told at first they may have told since."""
    if may_be_late or telling.is_incomplete(shown.call_id):
        return None
    return outcome_is_wrong(shown, happened, telling, may_be_late=False)


def outcome_is_wrong(shown: CallView, happened: str, telling: Telling, *, may_be_late: bool) -> str | None:
    """Why the outcome that the client shows of a call is wrong, None where it is right.

    It must be what happened where the events that decide it have reached the client in order; else it may be unknown,
    but not another one, and must be put right when they do; except that without the events of :data:`TAKEN_FOR` all
    that is left tells another story.
    """
    assert shown.call_id is not None
    allowed = SAME.get(happened, frozenset()) | {happened}
    if shown.call_id in telling.came_back:
        allowed |= {"talked"} | ({"missed", "rejected", "deflected"} if happened == "talked" else set())
    if happened == "forwarded" and shown.called != shown.device and shown.call_id in telling.not_answered:
        allowed |= {"moved_on"}  # of a call that was not for us nobody can tell who sent it on
    if shown.outcome in allowed:
        return None
    wanted, reached = (
        [one for one in events if one[0] in DECIDING] for events in telling.of(shown.call_id)
    )
    if shown.outcome == "unknown" and not any(null for _, null in wanted):
        return None  # no event ended it: a restart, say
    if shown.outcome == "unknown" and (wanted != reached or may_be_late):
        return None
    decides = TAKEN_FOR.get((shown.outcome or "", happened), ())
    missing = Counter(_until_the_end(wanted)) - Counter(_until_the_end(reached))
    if any(missing[event] for event in decides):
        return None
    return f"{shown.device}: {shown.call_id} ended as {shown.outcome}, but really {happened}"


def _until_the_end(events: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The events up to the last one that ended something."""
    ends = [at for at, (_, null) in enumerate(events) if null]
    return events[: ends[-1] + 1] if ends else events
