"""What may be asked of a call now, why the rest may not, and which call is meant when none is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop.calls.records import Action, Call, Phase, State
from desktop.sentences import Sentence

PAIRED: frozenset[Action] = frozenset({"swap", "reconnect", "transfer", "conference"})
"""What is asked of a held and an active call together."""

NOT_CONNECTED = Sentence("not connected")
NOT_ANSWERED = Sentence("nobody has answered yet")
NOT_REACHED = Sentence("nobody was reached")
OTHER_LEFT = Sentence("the other end has hung up")
OTHER_HOLDS = Sentence("the other end has put the call on hold")
ANOTHER_ACTIVE = Sentence("another call is active: swap the two, or hang up")
ON_HOLD = Sentence("the call is on hold")
NOTHING_HELD = Sentence("the other call is not on hold")
IN_CONSULTATION = Sentence("this call is already part of a consultation")
LINK_LOST = Sentence("no connection to the telephone system")
_ANSWERED_ALREADY = Sentence("the call is not ringing")
_NOT_ON_HOLD = Sentence("the call is not on hold")
_NO_SECOND = Sentence("there is no second call")
_NOT_BUSY = Sentence("the other end is not busy")
_NOT_IN_VAIN = Sentence("nobody has been called in vain")
_NO_CONFERENCE = Sentence("this is no conference")
_NOT_OFFERED = Sentence("no call waits to be let ring")
_OF_WHO_CALLS: frozenset[Action] = frozenset({"callback", "callback_message", "campon", "intrude"})
"""What only the end that calls may ask, of a call that did not reach the other."""
_NOBODY_THERE = frozenset(
    {"destNotObtainable", "numberUnallocated", "invalidNumberFormat", "incompatibleDestination", "blocked"}
)
"""Causes of a failure after which there is nobody whom the switch could call back; blocked: who was there has left."""


Situation = Literal["unrelated", "unheard", "ringing"]
"""What may keep a switch from joining two calls: neither is a consultation of the other, nobody has heard whether one
is, the new party rings.
"""
Situations = frozenset[Situation]


@dataclass(frozen=True, slots=True)
class Features:
    """What this switch and telephone refuse, each with its reason.

    :ivar refused: always.
    :ivar transfer_to: why a single call cannot be passed on to a named target; ``refused["transfer"]`` is about a pair.
    :ivar not_joined: of two calls in all of these situations.
    """

    refused: Mapping[Action, Sentence] = field(default_factory=dict, hash=False)
    transfer_to: Sentence | None = None
    not_joined: Mapping[tuple[Action, Situations], Sentence] = field(default_factory=dict, hash=False)

    def why_not_joined(self, action: Action, present: Situations) -> Sentence | None:
        """Why the switch would refuse this of two calls; None: nothing is known against it."""
        return next(
            (why for (what, known), why in self.not_joined.items() if what == action and known <= present), None
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The call that is meant; for what concerns two calls also the pair."""

    call: Call
    held: Call | None = None
    active: Call | None = None


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No call is meant, or it cannot be done with it now. ``code`` is for programs."""

    code: Literal["noCall", "ambiguous", "wrongState", "link"]
    sentence: Sentence


_Reason = Sentence | None

_ALONE: dict[Phase, dict[Action, _Reason]] = {
    "dialling": {
        "hangup": None,
        "hold": NOT_CONNECTED,
        "consult": NOT_CONNECTED,
        "transfer": NOT_CONNECTED,
        "dtmf": None,
    },
    "ringing_out": {
        "hangup": None,
        "hold": NOT_ANSWERED,
        "consult": NOT_ANSWERED,
        "transfer": NOT_ANSWERED,
        "dtmf": NOT_ANSWERED,
        "callback": None,
    },
    "ringing_in": {"answer": None, "deflect": None, "reject": None, "hold": NOT_CONNECTED},
    "talking": {"hangup": None, "hold": None, "consult": None, "transfer": None, "dtmf": None, "park": None},
    "held": {
        "hangup": None,
        "retrieve": None,
        "consult": ON_HOLD,
        "transfer": ON_HOLD,
        "dtmf": ON_HOLD,
        "park": None,
    },
    "held_by_peer": {
        "hangup": None,
        "hold": None,
        "consult": None,
        "transfer": None,
        "dtmf": None,
        "park": OTHER_HOLDS,
    },
    "conference": {"hangup": None, "hold": None, "consult": None, "dtmf": None},
    "queued": {"hangup": None},
    "busy": {"hangup": None, "callback": None, "campon": None, "intrude": None},
    "failed": {"hangup": None, "callback": None},
    "ending": {"hangup": None},
    "gone": {},
}
"""What a call offers by its phase; a sentence says why not now."""
_ON_THE_LINE: frozenset[State] = frozenset({"connected", "initiated", "fail"})
"""States of the one call that a telephone is busy with."""
_BESIDE: dict[Phase, tuple[Action, ...]] = {
    "ringing_out": ("callback_message", "account"),
    "talking": ("account",),
    "held": ("account",),
    "held_by_peer": ("account",),
    "conference": ("clear_call", "account"),
    "busy": ("callback_message",),
    "failed": ("callback_message",),
}
"""What a call offers as well, and no other phase has a reason to name: ending it for all only where others stay."""
_WAITING: frozenset[State] = frozenset({"alerting", "queued"})
_TALKING: frozenset[Phase] = frozenset({"talking", "held_by_peer", "conference"})
_ORDER: tuple[Action, ...] = (
    "answer",
    "hangup",
    "reject",
    "deflect",
    "hold",
    "retrieve",
    "consult",
    "swap",
    "reconnect",
    "transfer",
    "conference",
    "dtmf",
    "park",
    "callback",
    "campon",
    "intrude",
    "callback_message",
    "clear_call",
    "account",
    "accept",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two calls that belong together: a call on hold and the one that is active meanwhile."""

    held: Call
    active: Call


def pairs(calls: Sequence[Call]) -> tuple[Pair, ...]:
    """Return the consultation pairs; without any, the only held and the only connected call.

    One that rings here, be it one that comes back, or waits here, parked meanwhile, is part of none.
    """
    by_id = {call.id: call for call in calls}
    found = [
        _ordered(by_id[call.consultation_of], call)
        for call in calls
        if call.consultation_of in by_id and not {call.state, by_id[call.consultation_of].state} & _WAITING
    ]
    if not found:
        held = [call for call in calls if call.state == "hold"]
        connected = [call for call in calls if call.state == "connected"]
        if len(held) == 1 and len(connected) == 1:
            found = [Pair(held[0], connected[0])]
    return tuple(found)


def _ordered(first: Call, consultation: Call) -> Pair:
    if consultation.state == "hold" and first.state != "hold":
        return Pair(consultation, first)
    return Pair(first, consultation)


def actions(
    call: Call, calls: Sequence[Call], link_ready: bool, features: Features
) -> tuple[tuple[Action, ...], dict[Action, Sentence]]:
    """Return what may be asked of ``call`` now, and why the rest of what its card shows may not.

    :param calls: all present calls of the device, ``call`` among them.
    """
    reasons = _reasons(call, calls)
    if not link_ready or not call.current:
        reasons = dict.fromkeys(reasons, LINK_LOST)
    else:
        refused = dict(features.refused)
        pair = _pair_of(call, calls)
        if pair is None:  # what it offers then is the transfer to a named target
            refused.pop("transfer", None)
            if features.transfer_to is not None:
                refused["transfer"] = features.transfer_to
        reasons |= {action: refused[action] for action in reasons if action in refused}
        if pair is not None:
            present = situations(pair)
            for action in [action for action in PAIRED if reasons[action] is None]:
                reasons[action] = features.why_not_joined(action, present)
    possible = tuple(action for action in _ORDER if action in reasons and reasons[action] is None)
    return possible, {action: reason for action in _ORDER if (reason := reasons.get(action)) is not None}


def _reasons(call: Call, calls: Sequence[Call]) -> dict[Action, _Reason]:
    reasons: dict[Action, _Reason] = _ALONE[call.phase] | dict.fromkeys(_BESIDE.get(call.phase, ()))
    if call.phase == "ringing_in" and call.direction == "in" and not (call.rang or call.unsure):
        reasons["accept"] = None  # it is only offered (Offered), and will ring
    if call.phase == "dialling" and call.state == "initiated":
        reasons["dtmf"] = NOT_CONNECTED
    if call.direction == "in":
        reasons = {action: reason for action, reason in reasons.items() if action not in _OF_WHO_CALLS}
    elif call.failure in _NOBODY_THERE:
        reasons = {one: reason for one, reason in reasons.items() if one not in ("callback", "callback_message")}
    if "retrieve" in reasons and any(other.state in _ON_THE_LINE for other in calls):
        reasons["retrieve"] = ANOTHER_ACTIVE
    if "park" in reasons:
        present = [peer.state for peer in call.peers if peer.state not in ("gone", "fail")]
        if len(present) > 1:  # a conference, or one that begins
            del reasons["park"]
        elif present in (["alerting"], ["queued"]):  # the phase of a held call does not tell
            reasons["park"] = NOT_ANSWERED
        elif present == ["hold"]:
            reasons["park"] = OTHER_HOLDS
    pair = _pair_of(call, calls)
    if pair is None:
        return reasons
    reasons |= _pair_reasons(pair)
    if "consult" in reasons:
        reasons["consult"] = IN_CONSULTATION
    return reasons


def _pair_of(call: Call, calls: Sequence[Call]) -> Pair | None:
    """The pair that a call is part of."""
    return next((pair for pair in pairs(calls) if call.id in (pair.held.id, pair.active.id)), None)


def situations(pair: Pair) -> Situations:
    """What of a pair may be the reason why a switch does not join it."""
    held, active = pair.held, pair.active
    found: set[Situation] = {"ringing"} if active.phase == "ringing_out" else set()
    if held.id != active.consultation_of and active.id != held.consultation_of:
        found.add("unheard" if held.perhaps_consulted or active.perhaps_consulted else "unrelated")
    return frozenset(found)


def tells(pair: Pair) -> bool:
    """Whether a refusal to join a pair can have no other reason than those: one different party in each, and there."""
    if len(pair.held.peers) != 1 or len(pair.active.peers) != 1:
        return False
    waiting, new = pair.held.peers[0], pair.active.peers[0]
    there = pair.held.phase == "held" and waiting.state in (None, "connected", "hold")
    same = (waiting.device, waiting.number, waiting.trunk) == (new.device, new.number, new.trunk)
    return there and not same and pair.active.phase in ("ringing_out", "talking", "held_by_peer")


def _pair_reasons(pair: Pair) -> dict[Action, _Reason]:
    """Why what concerns both calls may not be asked now."""
    active, reason = pair.active, None
    if pair.held.state != "hold":
        reason = NOTHING_HELD
    elif active.state == "hold":
        reason = ON_HOLD
    elif pair.held.phase == "ending" or active.phase == "ending":
        reason = OTHER_LEFT
    elif active.phase in ("busy", "failed"):
        reason = NOT_REACHED
    elif active.phase not in _TALKING:
        reason = NOT_ANSWERED
    ringing = reason is NOT_ANSWERED and active.phase == "ringing_out"
    back = None if reason not in (NOTHING_HELD, ON_HOLD) else reason
    return {"swap": reason, "reconnect": back, "transfer": None if ringing else reason, "conference": reason}


def choose(
    action: Action, calls: Sequence[Call], call_id: str | None = None, *, single: bool = False
) -> Chosen | Unavailable:
    """Return which call an action is meant for; nothing is guessed.

    :param calls: the present calls of the device.
    :param call_id: our id of the call that was named, None: none was.
    :param single: a transfer that names its target (SingleStepTransfer): of one connected call, not of a pair.
    """
    paired = action in PAIRED and not single
    if call_id is not None:
        call = next((call for call in calls if call.id == call_id), None)
        if call is None:
            return Unavailable("noCall", Sentence("There is no such call."))
        return _pair_with(action, call, calls) if paired else _possible(action, call, calls, single)
    if not calls:
        return Unavailable("noCall", Sentence("There is no call."))
    if paired:
        return _only_pair(action, calls)
    candidates = _candidates(action, calls)
    if len(candidates) > 1:
        return Unavailable("ambiguous", Sentence("There are several calls: say which one."))
    return _possible(action, candidates[0], calls, single) if candidates else Unavailable("wrongState", _wrong(action))


def _candidates(action: Action, calls: Sequence[Call]) -> list[Call]:
    if action in ("answer", "reject", "deflect"):
        return [call for call in calls if call.state == "alerting"]
    if action == "retrieve":
        return [call for call in calls if call.state == "hold"]
    if action in ("campon", "intrude"):
        return [call for call in calls if call.phase == "busy"]
    if action in ("callback", "callback_message", "clear_call", "accept"):
        return [call for call in calls if action in _reasons(call, calls)]
    connected = [call for call in calls if call.state == "connected"]
    return connected or [call for call in calls if call.state in ("initiated", "fail")]


def _possible(action: Action, call: Call, calls: Sequence[Call], single: bool) -> Chosen | Unavailable:
    if not call.current:
        return Unavailable("link", LINK_LOST)
    # A transfer to a named target is no matter of the pair that the call may be part of.
    reasons = _ALONE[call.phase] if single else _reasons(call, calls)
    if action == "hangup" and call.phase != "gone":
        return Chosen(call)
    if action not in reasons:
        return Unavailable("wrongState", _wrong(action))
    reason = reasons[action]
    return Chosen(call) if reason is None else Unavailable("wrongState", reason)


def _only_pair(action: Action, calls: Sequence[Call]) -> Chosen | Unavailable:
    found = pairs(calls)
    if len(found) == 1:
        return _of_pair(action, found[0], found[0].active)
    held = [call for call in calls if call.state == "hold"]
    connected = [call for call in calls if call.state == "connected"]
    if found or (held and connected):
        return Unavailable("ambiguous", Sentence("There are several calls: say which one."))
    return Unavailable("wrongState", _NO_SECOND)


def _pair_with(action: Action, call: Call, calls: Sequence[Call]) -> Chosen | Unavailable:
    """The pair that a named call is part of: its consultation, or the only one that it can go with."""
    found = [pair for pair in pairs(calls) if call.id in (pair.held.id, pair.active.id)]
    if not found:
        wanted = {"hold": "connected", "connected": "hold"}.get(call.state)
        others = [other for other in calls if other.state == wanted]
        found = [Pair(call, other) if call.state == "hold" else Pair(other, call) for other in others]
    if len(found) > 1:
        return Unavailable("ambiguous", Sentence("There are several calls: say which one."))
    return _of_pair(action, found[0], call) if found else Unavailable("wrongState", _NO_SECOND)


def _of_pair(action: Action, pair: Pair, call: Call) -> Chosen | Unavailable:
    if not (pair.held.current and pair.active.current):
        return Unavailable("link", LINK_LOST)
    reason = _pair_reasons(pair)[action]
    return Chosen(call, pair.held, pair.active) if reason is None else Unavailable("wrongState", reason)


def _wrong(action: Action) -> Sentence:
    """Why no present call suits."""
    if action in ("answer", "reject", "deflect"):
        return _ANSWERED_ALREADY
    return {
        "retrieve": _NOT_ON_HOLD,
        "callback": _NOT_IN_VAIN,
        "callback_message": _NOT_IN_VAIN,
        "clear_call": _NO_CONFERENCE,
        "accept": _NOT_OFFERED,
        "campon": _NOT_BUSY,
        "intrude": _NOT_BUSY,
    }.get(action, NOT_CONNECTED)
