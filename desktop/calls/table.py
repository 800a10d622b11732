"""THE ONE TRANSITION TABLE: what an event does to a call, and in which phase a call is.

First half (:data:`TABLE`): event x whose connection it is about x the present local state -> next local state and handler.
Second half (:data:`PHASES`): local state x what the others do -> phase; the first row that fits counts.

What is not listed is not allowed: nothing changes and the device is snapshotted (call-model.md, rule 8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop.calls.records import Call, Phase, State

Whose = Literal["mine", "theirs", "any"]
"""Whose connection an event is about; "any": the event is about the call as a whole."""
Present = Literal["none", "initiated", "alerting", "connected", "hold", "queued", "fail"]
"""The local state that the event meets; "none": there is no such call."""
Next = Literal["same", "initiated", "alerting", "connected", "hold", "queued", "fail", "gone", "none"]
"""The local state afterwards; "none": there is still no call."""

PRESENT: tuple[Present, ...] = ("none", "initiated", "alerting", "connected", "hold", "queued", "fail")
WHOLE_CALL = frozenset({"callCleared", "transferred", "conferenced", "networkReached", "networkCapabilitiesChanged"})
"""Events whose connection does not matter: they are about the call as a whole."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule.

    :ivar after: the local state afterwards. Where the event is about somebody else and says what our own connection's state
        is (localConnectionInfo), that counts instead.
    :ivar handler: name of the function in :mod:`desktop.calls.handlers` that does the rest.
    :ivar recall: the rule holds for recalls only (cause recall, recallBusy ...).
    :ivar doubt: believed for now, and the device is snapshotted.
    """

    after: Next
    handler: str
    recall: bool = False
    doubt: bool = False


Key = tuple[str, Whose, Present]

_LIVE: tuple[Present, ...] = PRESENT[1:]
_IN_CALL: tuple[Present, ...] = ("connected", "hold", "queued")


def _rows() -> dict[Key, Row]:
    table: dict[Key, Row] = {}

    def on(event: str, whose: Whose, present: tuple[Present, ...] | Present, after: Next, handler: str,
           *, recall: bool = False, doubt: bool = False) -> None:
        for state in (present,) if isinstance(present, str) else present:
            assert (event, whose, state) not in table, "one rule each"
            table[event, whose, state] = Row(after, handler, recall, doubt)

    # A call begins here.
    on("serviceInitiated", "mine", "none", "initiated", "start_out")
    on("serviceInitiated", "mine", "initiated", "same", "dialled")
    on("originated", "mine", "none", "connected", "start_out")
    on("originated", "mine", ("initiated", "alerting"), "connected", "dialled")
    on("originated", "mine", "connected", "same", "dialled")
    on("digitsDialed", "mine", ("initiated", "connected"), "same", "keep")
    on("networkReached", "any", "none", "connected", "start_out")
    on("networkReached", "any", "initiated", "connected", "left_through_trunk")
    on("networkReached", "any", _IN_CALL, "same", "left_through_trunk")
    on("networkCapabilitiesChanged", "any", "none", "none", "ignore")
    on("networkCapabilitiesChanged", "any", _LIVE, "same", "keep")

    # It rings: here ...
    on("offered", "mine", "none", "alerting", "start_in")
    on("offered", "mine", "alerting", "same", "described")
    on("delivered", "mine", "none", "alerting", "start_in")
    on("delivered", "mine", ("initiated", "queued"), "alerting", "rings_here")
    on("delivered", "mine", "alerting", "same", "rings_here")
    on("delivered", "mine", ("connected", "hold"), "alerting", "rings_here", recall=True)
    # ... and there. While it rings here too, that is another member of the group.
    for event in ("offered", "delivered"):
        on(event, "theirs", "none", "connected", "found")
        on(event, "theirs", "initiated", "connected", "rings_there")
        on(event, "theirs", _IN_CALL, "same", "rings_there")
        on(event, "theirs", "alerting", "same", "keep")

    # Somebody answers.
    on("established", "mine", "none", "connected", "start_in")
    on("established", "mine", ("initiated", "alerting", "queued"), "connected", "answered_here")
    on("established", "mine", "connected", "same", "answered_here")
    on("established", "mine", "hold", "connected", "answered_here", doubt=True)
    on("established", "theirs", "none", "connected", "found")
    on("established", "theirs", ("initiated", "queued"), "connected", "answered_there")
    on("established", "theirs", ("connected", "hold"), "same", "answered_there")
    on("established", "theirs", "alerting", "same", "answered_elsewhere", doubt=True)

    # Hold.
    on("held", "mine", "none", "hold", "found", doubt=True)
    on("held", "mine", "connected", "hold", "held_here")
    on("held", "mine", "hold", "same", "held_here")
    on("held", "theirs", "none", "connected", "found", doubt=True)
    on("held", "theirs", ("alerting", *_IN_CALL), "same", "held_there")
    on("retrieved", "mine", "none", "connected", "found", doubt=True)
    on("retrieved", "mine", "hold", "connected", "retrieved_here")
    on("retrieved", "mine", "connected", "same", "retrieved_here")
    on("retrieved", "theirs", "none", "connected", "found", doubt=True)
    on("retrieved", "theirs", ("alerting", *_IN_CALL), "same", "retrieved_there")

    # Queues, and what cannot be.
    on("queued", "mine", "none", "queued", "start_in")
    on("queued", "mine", _LIVE, "queued", "described")
    on("queued", "theirs", "none", "connected", "found")
    on("queued", "theirs", ("initiated", "fail"), "connected", "queued_there")
    on("queued", "theirs", ("alerting", *_IN_CALL), "same", "queued_there")
    on("failed", "mine", "none", "fail", "start_failed")
    on("failed", "mine", _LIVE, "fail", "failed_here")
    on("failed", "theirs", "none", "connected", "start_failed")
    on("failed", "theirs", "initiated", "connected", "failed_there")
    on("failed", "theirs", ("alerting", *_IN_CALL, "fail"), "same", "failed_there")

    # It goes elsewhere.
    on("diverted", "mine", "none", "gone", "diverted_unseen")
    on("diverted", "mine", ("alerting", *_IN_CALL, "fail"), "gone", "diverted_here")
    on("diverted", "theirs", "none", "connected", "found")
    on("diverted", "theirs", "initiated", "connected", "diverted_there")
    on("diverted", "theirs", (*_IN_CALL, "fail"), "same", "diverted_there")
    on("diverted", "theirs", "alerting", "same", "keep")

    # Calls are joined: one of ours is transferred or becomes a conference. The present state is that of the call that lives on.
    on("transferred", "any", "none", "connected", "join_unknown", doubt=True)
    on("transferred", "any", _LIVE, "same", "join")
    on("conferenced", "any", "none", "connected", "join_unknown", doubt=True)
    on("conferenced", "any", ("initiated", "queued", "hold"), "connected", "join")
    on("conferenced", "any", ("alerting", "connected", "fail"), "same", "join")

    # The end. Of a call that we never saw it is no news.
    on("connectionCleared", "mine", "none", "none", "ignore")
    on("connectionCleared", "mine", _LIVE, "gone", "cleared_here")
    on("connectionCleared", "theirs", "none", "none", "ignore")
    on("connectionCleared", "theirs", _LIVE, "same", "cleared_there")
    on("callCleared", "any", "none", "none", "ignore")
    on("callCleared", "any", _LIVE, "gone", "cleared_here")
    return table


TABLE: dict[Key, Row] = _rows()
"""The first half. ``bridged`` is not in it: a shared line's appearance is always asked for by a snapshot."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One rule of the second half: in these local states, and if ``when`` holds, the call is in this phase."""

    states: tuple[State, ...]
    when: str
    phase: Phase
    test: Callable[[Call], bool]


def _always(_: Call) -> bool:
    return True


def _states(call: Call) -> list[State | None]:
    return [peer.state for peer in call.peers]


_ANY_BUT_GONE: tuple[State, ...] = ("connected", "hold", "alerting", "queued", "initiated", "fail")

PHASES: tuple[PhaseRow, ...] = (
    PhaseRow(("gone",), "", "gone", _always),
    PhaseRow(_ANY_BUT_GONE, "it failed before anybody talked: busy", "busy", lambda call: call.failure in BUSY),
    PhaseRow(_ANY_BUT_GONE, "it failed before anybody talked", "failed", lambda call: call.failure is not None),
    PhaseRow(("connected", "hold", "alerting", "queued", "fail"), "all others have left", "ending",
             lambda call: bool(call.peers) and all(state == "gone" for state in _states(call))),
    PhaseRow(("initiated",), "", "dialling", _always),
    PhaseRow(("alerting",), "", "ringing_in", _always),
    PhaseRow(("hold",), "", "held", _always),
    PhaseRow(("queued",), "", "queued", _always),
    PhaseRow(("fail",), "it has been talked", "ending", lambda call: call.talked),
    PhaseRow(("fail",), "", "failed", _always),
    PhaseRow(("connected",), "two or more others are connected or on hold", "conference",
             lambda call: sum(state in ("connected", "hold") for state in _states(call)) > 1),
    PhaseRow(("connected",), "another is connected", "talking", lambda call: "connected" in _states(call)),
    PhaseRow(("connected",), "another has put us on hold", "held_by_peer", lambda call: "hold" in _states(call)),
    PhaseRow(("connected",), "another waits in a queue", "queued", lambda call: "queued" in _states(call)),
    PhaseRow(("connected",), "another is alerting", "ringing_out", lambda call: "alerting" in _states(call)),
    PhaseRow(("connected",), "it has been talked, or nobody dialled here", "talking",
             lambda call: call.talked or call.direction != "out"),
    PhaseRow(("connected",), "", "dialling", _always),
)
"""The second half."""

BUSY = frozenset({"busy", "aCDBusy"})
"""Causes of a failure that mean: the other is on the phone."""


def row(event: str, whose: Whose, present: Present, *, recall: bool = False) -> Row | None:
    """Return the rule for an event (ECMA-285 name), None where the table does not allow it."""
    found = TABLE.get((event, whose, present))
    return None if found is None or (found.recall and not recall) else found


def phase_of(call: Call) -> Phase:
    """Return the phase that a call is in, by its state and the others'."""
    return next(rule.phase for rule in PHASES if call.state in rule.states and rule.test(call))


def picture() -> str:
    """Return both halves as Markdown: a table of events by present state, and the list of phases."""
    events = list(dict.fromkeys((event, whose) for event, whose, _ in TABLE))
    lines = ["| event | connection | " + " | ".join(PRESENT) + " |", "|---|---|" + "---|" * len(PRESENT)]
    for event, whose in events:
        cells = (_cell(TABLE.get((event, whose, present)), present) for present in PRESENT)
        lines.append(f"| {event} | {whose} | " + " | ".join(cells) + " |")
    lines += ["", "| local state | when | phase |", "|---|---|---|"]
    lines += [f"| {', '.join(rule.states)} | {rule.when} | {rule.phase} |" for rule in PHASES]
    return "\n".join(lines) + "\n"


def _cell(rule: Row | None, present: Present) -> str:
    if rule is None:
        return "?"
    state = present if rule.after == "same" else "-" if rule.after == "none" else rule.after
    marks = (" (recall only)" if rule.recall else "") + (" ?" if rule.doubt else "")
    return f"{state}: {rule.handler}{marks}"
