"""THE ONE TRANSITION TABLE: what an event does to a call, and in which phase a call is.

First half (:data:`TABLE`): event x whose connection it is about x the present local state -> next state and handler.
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

BUSY = frozenset({"busy", "aCDBusy"})
"""Causes of a failure that mean: the other is on the phone."""
RECALLS = frozenset({"recall", "recallBusy", "recallForwarded", "recallNoAnswer", "recallResourcesNotAvailable"})
"""Causes of a call that comes back (EventCause 27, 111 to 114)."""
BEGINNINGS = frozenset({"serviceInitiated", "originated", "delivered"})
"""Events at our own device that begin a call even under an id that has just ended."""
PRESENT: tuple[Present, ...] = ("none", "initiated", "alerting", "connected", "hold", "queued", "fail")
WHOLE_CALL = frozenset({"callCleared", "transferred", "conferenced", "networkReached", "networkCapabilitiesChanged"})
"""Events whose connection does not matter: they are about the call as a whole."""


@dataclass(frozen=True, slots=True)
class Row:
    """One rule.

    :ivar after: the local state afterwards. Where the event says otherwise (localConnectionInfo), something was lost or
        comes late, and the device is snapshotted.
    :ivar handler: name of the function that does the rest (beginnings for "none", else handlers; joins).
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


def _on(
    event: str,
    whose: Whose,
    present: tuple[Present, ...] | Present,
    after: Next,
    handler: str,
    *,
    recall: bool = False,
    doubt: bool = False,
) -> list[tuple[Key, Row]]:
    states = (present,) if isinstance(present, str) else present
    return [((event, whose, state), Row(after, handler, recall, doubt)) for state in states]


_RULES: tuple[list[tuple[Key, Row]], ...] = (
    # A call begins here.
    _on("serviceInitiated", "mine", "none", "initiated", "start_out"),
    _on("serviceInitiated", "mine", "initiated", "same", "dialled"),
    _on("originated", "mine", "none", "connected", "start_out"),
    _on("originated", "mine", ("initiated", "alerting"), "connected", "dialled"),
    _on("originated", "mine", "connected", "same", "dialled"),
    _on("digitsDialed", "mine", ("initiated", "connected"), "same", "keep"),
    _on("networkReached", "any", "none", "connected", "start_out"),
    _on("networkReached", "any", "initiated", "connected", "left_through_trunk"),
    _on("networkReached", "any", _IN_CALL, "same", "left_through_trunk"),
    _on("networkCapabilitiesChanged", "any", "none", "none", "ignore"),
    _on("networkCapabilitiesChanged", "any", _LIVE, "same", "keep"),
    # It rings: here ...
    _on("offered", "mine", "none", "alerting", "start_in"),
    _on("offered", "mine", "alerting", "same", "described"),
    _on("delivered", "mine", "none", "alerting", "start_in"),
    _on("delivered", "mine", ("initiated", "queued"), "alerting", "rings_here"),
    _on("delivered", "mine", "alerting", "same", "rings_here"),
    _on("delivered", "mine", ("connected", "hold"), "alerting", "rings_here", recall=True),
    # ... and there. While it rings here too, that is another member of the group.
    _on("offered", "theirs", "none", "connected", "found"),
    _on("offered", "theirs", "initiated", "connected", "rings_there"),
    _on("offered", "theirs", _IN_CALL, "same", "rings_there"),
    _on("offered", "theirs", "alerting", "same", "keep"),
    _on("delivered", "theirs", "none", "connected", "found"),
    _on("delivered", "theirs", "initiated", "connected", "rings_there"),
    _on("delivered", "theirs", _IN_CALL, "same", "rings_there"),
    _on("delivered", "theirs", "alerting", "same", "keep"),
    # Somebody answers.
    _on("established", "mine", "none", "connected", "start_in"),
    _on("established", "mine", ("initiated", "alerting", "queued"), "connected", "answered_here"),
    _on("established", "mine", "connected", "same", "answered_here"),
    _on("established", "mine", "hold", "connected", "answered_here", doubt=True),
    _on("established", "theirs", "none", "connected", "found"),
    _on("established", "theirs", ("initiated", "queued"), "connected", "answered_there"),
    _on("established", "theirs", ("connected", "hold"), "same", "answered_there"),
    _on("established", "theirs", "alerting", "same", "answered_elsewhere", doubt=True),
    # Hold.
    _on("held", "mine", "none", "hold", "found", doubt=True),
    _on("held", "mine", "connected", "hold", "held_here"),
    _on("held", "mine", "hold", "same", "held_here"),
    _on("held", "theirs", "none", "connected", "found", doubt=True),
    _on("held", "theirs", ("alerting", *_IN_CALL), "same", "held_there"),
    _on("retrieved", "mine", "none", "connected", "found", doubt=True),
    _on("retrieved", "mine", "hold", "connected", "retrieved_here"),
    _on("retrieved", "mine", "connected", "same", "retrieved_here"),
    _on("retrieved", "theirs", "none", "connected", "found", doubt=True),
    _on("retrieved", "theirs", ("alerting", *_IN_CALL), "same", "retrieved_there"),
    # Queues, and what cannot be.
    _on("queued", "mine", "none", "queued", "start_in"),
    _on("queued", "mine", _LIVE, "queued", "described"),
    _on("queued", "theirs", "none", "connected", "found"),
    _on("queued", "theirs", ("initiated", "fail"), "connected", "queued_there"),
    _on("queued", "theirs", ("alerting", *_IN_CALL), "same", "queued_there"),
    _on("failed", "mine", "none", "fail", "start_failed"),
    _on("failed", "mine", _LIVE, "fail", "failed_here"),
    _on("failed", "theirs", "none", "connected", "start_failed"),
    _on("failed", "theirs", "initiated", "connected", "failed_there"),
    _on("failed", "theirs", ("alerting", *_IN_CALL, "fail"), "same", "failed_there"),
    # It goes elsewhere.
    _on("diverted", "mine", "none", "gone", "diverted_unseen"),
    _on("diverted", "mine", ("alerting", *_IN_CALL, "fail"), "gone", "diverted_here"),
    _on("diverted", "theirs", "none", "connected", "found"),
    _on("diverted", "theirs", "initiated", "connected", "diverted_there"),
    _on("diverted", "theirs", (*_IN_CALL, "fail"), "same", "diverted_there"),
    _on("diverted", "theirs", "alerting", "same", "keep"),
    # Calls are joined: transferred, or made a conference. The present state is that of the call that lives on.
    _on("transferred", "any", "none", "connected", "join_unknown", doubt=True),
    _on("transferred", "any", _LIVE, "same", "join"),
    _on("conferenced", "any", "none", "connected", "join_unknown", doubt=True),
    _on("conferenced", "any", ("initiated", "queued", "hold"), "connected", "join"),
    _on("conferenced", "any", ("alerting", "connected", "fail"), "same", "join"),
    # The end. Of a call that we never saw it is no news.
    _on("connectionCleared", "mine", "none", "none", "ignore"),
    _on("connectionCleared", "mine", _LIVE, "gone", "cleared_here"),
    _on("connectionCleared", "theirs", "none", "none", "ignore"),
    _on("connectionCleared", "theirs", _LIVE, "same", "cleared_there"),
    _on("callCleared", "any", "none", "none", "ignore"),
    _on("callCleared", "any", _LIVE, "gone", "cleared_here"),
)

TABLE: dict[Key, Row] = dict(rule for rules in _RULES for rule in rules)
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
    PhaseRow(
        ("connected", "hold", "alerting", "queued", "fail"),
        "all others have left",
        "ending",
        lambda call: bool(call.peers) and all(state == "gone" for state in _states(call)),
    ),
    PhaseRow(("initiated",), "", "dialling", _always),
    PhaseRow(("alerting",), "", "ringing_in", _always),
    PhaseRow(("hold",), "", "held", _always),
    PhaseRow(("queued",), "", "queued", _always),
    PhaseRow(("fail",), "it has been talked", "ending", lambda call: call.talked),
    PhaseRow(("fail",), "", "failed", _always),
    PhaseRow(
        ("connected",),
        "two or more others are connected or on hold",
        "conference",
        lambda call: sum(state in ("connected", "hold") for state in _states(call)) > 1,
    ),
    PhaseRow(("connected",), "another is connected", "talking", lambda call: "connected" in _states(call)),
    PhaseRow(("connected",), "another has put us on hold", "held_by_peer", lambda call: "hold" in _states(call)),
    PhaseRow(("connected",), "another waits in a queue", "queued", lambda call: "queued" in _states(call)),
    PhaseRow(("connected",), "another is alerting", "ringing_out", lambda call: "alerting" in _states(call)),
    PhaseRow(
        ("connected",),
        "it has been talked, or nobody dialled here",
        "talking",
        lambda call: call.talked or call.direction != "out",
    ),
    PhaseRow(("connected",), "", "dialling", _always),
)
"""The second half."""


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
