"""How a call that ended ended. Nothing is invented: missed needs evidence that the call ended, else it is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.calls.records import Action, Call, Outcome
from desktop.calls.table import BUSY, RECALLS


@dataclass(frozen=True, slots=True)
class Ending:
    """The outcome, and who took the call, where it went (raw digits), or into which call (our id) it merged."""

    outcome: Outcome
    by: str | None = None
    to: str | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about the end of a call.

    :ivar asked: what we asked for it last, and ``to`` whom.
    :ivar released_by: the releasing device's digits; ``by_us``: it was ours.
    :ivar short_ring: a call that rang here for less is "short".
    """

    now: datetime
    asked: Action | None = None
    to: str | None = None
    released_by: str | None = None
    by_us: bool = False
    cause: str | None = None
    short_ring: timedelta = timedelta()


_FORWARDED_BY_US = frozenset({"callForwardImmediate", "callForwardBusy", "callForward"})
_FORWARDED = _FORWARDED_BY_US | {"callForwardNoAnswer", "overflow"}
"""Those that a hunting group gives, too, where it goes on to its next member."""
_NOT_BY_HAND = frozenset({"callNotAnswered"})
"""Causes that say that the switch gave up, whichever device it names as the one that released."""
_ON_TO_THE_NEXT = frozenset({"distributed", "enteringDistribution"})


def cleared(call: Call, evidence: Evidence) -> Ending:
    """The ending of a call whose connection was cleared."""
    if call.talked:
        return _talked(evidence)
    # what is queued here was parked here or waits for us, whoever had begun it
    if call.state == "queued" or (call.state == "alerting" and call.direction != "out"):
        return _never_answered(call, evidence)
    if call.unsure or call.untold:
        return Ending("unknown")
    if call.direction == "out":
        return _never_reached(call, evidence)
    if call.rang or call.direction == "in":
        return _lost(call, evidence)
    return Ending("unknown")


def _talked(evidence: Evidence) -> Ending:
    if evidence.asked == "transfer":
        return Ending("transferred", to=evidence.to)
    return Ending("talked", to=evidence.to if evidence.asked == "park" else None)


def _never_answered(call: Call, evidence: Evidence) -> Ending:
    if evidence.cause == "callPickup":
        return Ending("taken_by", by=call.answered_by)
    if evidence.cause == "multipleAlerting":
        return Ending("taken_by", by=call.device)
    if call.answered_by is not None:
        return Ending("taken_by", by=call.answered_by)
    if evidence.asked == "deflect":
        return Ending("deflected", to=evidence.to)
    # Those who are left, if anybody is, are only rung themselves, or a queue.
    caller_left = bool(call.peers) and all(peer.state in ("gone", "alerting", "queued") for peer in call.peers)
    by_hand = evidence.by_us and not caller_left and evidence.cause not in _NOT_BY_HAND
    if by_hand or evidence.asked in ("reject", "hangup"):
        return Ending("rejected")
    return _lost(call, evidence)


def _lost(call: Call, evidence: Evidence) -> Ending:
    if call.failure is not None:
        return Ending("busy" if call.failure in BUSY else "failed")
    if call.state == "alerting" and call.rang and evidence.now - call.since < evidence.short_ring:
        return Ending("short")
    return Ending("missed")


def _never_reached(call: Call, evidence: Evidence) -> Ending:
    if call.failure is not None:
        return Ending("busy" if call.failure in BUSY else "failed")
    if evidence.asked == "transfer":
        return Ending("transferred", to=evidence.to)
    by_hand = evidence.by_us and call.phase != "ending"  # else the other end had left before us
    if by_hand or evidence.asked in ("hangup", "reject", "reconnect") or call.state in ("initiated", "alerting"):
        return Ending("gave_up")
    if evidence.released_by is not None and any(
        evidence.released_by in (peer.device, peer.number, peer.trunk) for peer in call.peers
    ):
        return Ending("rejected", by=evidence.released_by)
    return Ending("failed" if call.phase == "ending" else "gave_up")


def diverted(call: Call, to: str | None, evidence: Evidence, *, called_us: bool) -> Ending:
    """The ending of a call that was sent elsewhere from here."""
    if evidence.cause == "callPickup":
        return Ending("taken_by", by=to)
    if evidence.cause == "multipleAlerting":
        return Ending("taken_by", by=call.device)
    if call.talked:
        left = evidence.asked == "transfer" or evidence.cause in ("transfer", "singleStepTransfer")
        return Ending("transferred" if left else "talked", to=to or evidence.to)
    if evidence.asked in ("reject", "hangup"):
        return Ending("rejected", to=to)
    if evidence.cause in _ON_TO_THE_NEXT | RECALLS:  # whatever was asked: that has come too late
        return Ending("moved_on", to=to)
    if evidence.asked == "deflect" or evidence.cause == "redirected":
        return Ending("deflected", to=to or evidence.to)
    if evidence.cause in _FORWARDED_BY_US:
        return Ending("forwarded", to=to)
    if evidence.cause in _FORWARDED or to is not None:
        return Ending("forwarded" if called_us else "moved_on", to=to)
    return Ending("unknown")


def vanished(call: Call, evidence: Evidence) -> Ending:
    """The ending of a call that a snapshot does not list any more: nobody saw how it ended."""
    if call.talked and call.state == "queued":  # parked here: fetched by somebody, or given up
        return Ending("unknown")
    if call.talked:
        return _talked(evidence)
    if call.answered_by is not None:
        return Ending("taken_by", by=call.answered_by)
    if call.phase == "ending" or call.failure is not None or evidence.asked in ("hangup", "reject", "deflect"):
        return cleared(call, evidence)
    return Ending("unknown")
