"""Under which conditions the client must be right: every quirk in each other value, every fault in each of its ways.

The list is made of the simulator's own: a new quirk or fault is in it without anybody's doing; where its values cannot
be told from its type they are named here.
"""

from __future__ import annotations

import itertools
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from desktop.switchsim.company import Quirks
from desktop.switchsim.faults import FAULTS, QUIRK_NAMES
from tests.support.people import ALL, ALONE, ANALOGUE, LINE, MEMBERS, MONITORED, OUTSIDE, PHONES, Step, at, user, wait

QUIRK_VALUES: Mapping[str, tuple[Any, ...]] = {
    "private_data": (bytes.fromhex("04020102"),),
    "cross_ref_octets": (1, 4),
    "first_cross_ref": (0xFFFE,),
    "first_event_invoke_id": (0xFFF0,),
    "disabled_events": (frozenset({"established"}), frozenset({"held", "retrieved"}), frozenset({"delivered"})),
    "system_status_timer": (20,),
    "missing_services": (
        frozenset({"alternateCall", "reconnectCall"}), frozenset({"consultationCall"}), frozenset({"singleStepTrans"}),
        frozenset({"requestSysStat"}),
    ),
    "split": (1, 7),
}
"""Other values of quirks that are neither a choice nor a yes or no."""

MISTYPED = at("mistype")
"""The link is cut, and the next log-in comes with a wrong password."""
_CUT = at("fault", name="cut")
MOVES: Mapping[str, tuple[Step, ...]] = {
    "accept_silently": (_CUT,),
    "answered_elsewhere": tuple(at("call", from_=OUTSIDE, to=group) for group in (ALL, PHONES)),
    "auto_answer_delivered": (user("auto_answer", on=True), at("call", from_=OUTSIDE, to=MONITORED[0])),
    "bad_login": (MISTYPED,),
    "dnd_calls": (user("dnd", on=True), user("dial", to="102")),
    "intrusion": (at("call", from_="104", to=ALONE), at("answer", device=ALONE), user("dial", to=ALONE)),
    "prompt_unanswered": (user("dial", to="102", device=ANALOGUE), wait(22)),
    "refuse_login": (_CUT,),
    "reuse_cross_refs": (at("fault", name="stop_monitor", device=MONITORED[0]),),
    "shared_line": tuple(
        at("call", from_=one, to=to) for one, to in ((OUTSIDE, LINE), ("102", LINE), *((one, "102") for one in MEMBERS))
    ),
}
"""What must happen for a quirk or fault to show, where that is rare otherwise: under it, it happens more often."""

LASTING: tuple[Mapping[str, Any], ...] = (
    {"name": "accept_silently", "on": False},
    {"name": "two_octet_framing", "on": False},
    {"name": "refuse_login", "on": False},
    {"name": "no_answer", "on": False},
    {"name": "slow_answer", "on": False},
    {"name": "late_events", "on": False},
    {"name": "lose_event", "on": False},
    {"name": "double_event", "on": False},
    {"name": "swap_events", "on": False},
    {"name": "reuse_cross_refs", "on": False},
    {"name": "messages_lost", "on": False},
)
"""What makes the switch well again, whatever was wrong with it."""

FAULT_WAYS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "accept_silently": ({}, {"on": False}),
    "cut": ({},),
    "double_event": ({"count": 3},),
    "event_invoke_id": ({"value": 65534},),
    "garbage": ({}, {"hex": "2680"}),
    "late_events": ({"seconds": 1.0}, {"seconds": 4.0}, {"on": False}),
    "lose_event": (
        {"count": 1}, {"count": 4}, {"event": "established"}, {"event": "delivered"}, {"event": "connectionCleared"},
    ),
    "messages_lost": ({"count": 1},),
    "no_answer": ({"count": 1}, {"count": 3}, {"count": 2, "service": "snapshotDevice"}),
    "out_of_service": (*({"device": one} for one in MONITORED), *({"device": one, "on": False} for one in MONITORED)),
    "oversize": ({"octets": 3000},),
    "refuse_login": ({"count": 1, "value": "transient"}, {"count": 2, "value": "close"}),
    "restart": ({"calls": "kept"}, {"calls": "lost"}),
    "silent": ({},),
    "slow_answer": (
        {"seconds": 1.0}, {"seconds": 3.0}, {"seconds": 3.0, "service": "snapshotDevice"}, {"on": False},
    ),
    "stop_monitor": tuple({"device": device} for device in MONITORED),
    "swap_events": ({"count": 1}, {"count": 3}),
    "system_status": (
        {"status": "enabled"}, {"status": "messagesLost"}, {"status": "disabled"}, {"status": "normal"},
        {"status": "initializing"}, {"status": "overloadReached"}, {"status": "overloadRelieved"},
        {"status": "partiallyDisabled"}, {"status": "partiallyDisabled", "devices": [MONITORED[0]]},
    ),
}  # fmt: skip
"""How a fault strikes: the members of its command. One that is not here strikes with its name alone."""

UNUSABLE: tuple[Mapping[str, Any], ...] = (
    *({"name": "system_status", "status": one} for one in ("disabled", "initializing", "overloadReached")),
    {"name": "system_status", "status": "partiallyDisabled", "devices": [MONITORED[0]]},
    *({"name": one} for one in ("accept_silently", "two_octet_framing")),
)
"""Strikes after which nothing can be compared until the switch is well again."""

NOTHING_LOST = frozenset(
    {
        *("accept_silently", "cut", "double_event", "event_invoke_id", "forget_link", "garbage", "messages_lost"),
        *("late_events", "no_answer", "out_of_service", "oversize", "refuse_login", "restart", "reuse_cross_refs"),
        *("silent", "slow_answer", "stop_monitor", "system_status", "two_octet_framing"),
    }
)
"""Faults after which no event of a link that stands is missing or out of order, or the client knows that it must look.
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """One quirk in another value, or one fault."""

    name: str
    quirks: Mapping[str, Any] = field(default_factory=dict, hash=False)
    strikes: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    moves: tuple[Step, ...] = field(default=(), hash=False)

    @property
    def faulty(self) -> bool:
        """Whether something may go wrong, so that events alone need not tell everything."""
        return bool(self.strikes or self.quirks.get("disabled_events") or MISTYPED in self.moves)

    @property
    def may_lose(self) -> bool:
        """Whether events may be missing or late without a sign of it, so that with no call shown nothing is asked."""
        return bool(self.quirks.get("disabled_events") or (self.strikes and self.name not in NOTHING_LOST))

    @property
    def subject(self) -> str:
        """The quirk or fault itself, without its value."""
        return self.name.partition("=")[0]


def _quirks() -> list[Condition]:
    usual = Quirks()
    conditions = []
    for one in fields(Quirks):
        kind, default = QUIRK_NAMES[one.name], getattr(usual, one.name)
        values: tuple[Any, ...] = QUIRK_VALUES.get(one.name, ())
        if typing.get_origin(kind) is typing.Literal:
            values = tuple(value for value in typing.get_args(kind) if value != default)
        elif kind is bool:
            values = (not default,)
        moves = MOVES.get(one.name, ())
        conditions += [Condition(f"{one.name}={_shown(value)}", {one.name: value}, moves=moves) for value in values]
    return conditions


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return "+".join(sorted(value))
    return value.hex() if isinstance(value, bytes) else str(value)


def _faults() -> list[Condition]:
    return [
        Condition(
            name, strikes=tuple({"name": name, **way} for way in FAULT_WAYS.get(name, ({},))), moves=MOVES.get(name, ())
        )
        for name in FAULTS
    ]


CONDITIONS: Mapping[str, Condition] = {one.name: one for one in (*_quirks(), *_faults())}
"""All of them, by name."""

PAIRS: tuple[tuple[str, ...], ...] = (
    (),
    *((one,) for one in CONDITIONS),
    *(
        (one, other)
        for one, other in itertools.combinations(CONDITIONS, 2)
        if CONDITIONS[one].subject != CONDITIONS[other].subject
    ),
)
"""Under which the client is tried: none, each alone, and each with each other."""
