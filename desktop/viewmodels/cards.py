"""What stands on the card of a call: a pure function of the calls that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.sentences import Sentence
from desktop.station.views import Action, CallView, Phase
from desktop.station.words import PHASES
from desktop.viewmodels.ports import StationPort, Translate
from desktop.viewmodels.words import ACTIONS, CAUSES, TONES, initials

Emphasis = Literal["success", "primary", "danger", "plain"]
Pair = Literal["", "held", "joint"]

JOINT: tuple[Action, ...] = ("transfer", "conference", "swap", "reconnect")
"""What two calls can do together, in the order of the buttons."""
ASKS_TARGET: frozenset[Action] = frozenset({"consult", "transfer", "deflect", "park"})
"""Actions of a single call that need somebody to go to."""

_TALK: tuple[Action, ...] = ("hold", "consult", "transfer", "dtmf", "hangup")
_ACTIONS: dict[Phase, tuple[Action, ...]] = {
    "dialling": ("hangup",),
    "ringing_out": ("callback", "hangup"),
    "ringing_in": ("answer", "deflect", "reject"),
    "talking": _TALK,
    "held": ("retrieve", "hangup"),
    "held_by_peer": _TALK,
    "conference": ("hold", "consult", "dtmf", "hangup"),
    "queued": ("hangup",),
    "busy": ("callback", "hangup"),
    "failed": ("callback", "hangup"),
    "ending": ("hangup",),
    "gone": (),
}
"""The actions that make sense in a phase; what the station neither allows nor blocks is not shown."""
_MORE: dict[Phase, tuple[Action, ...]] = {
    "ringing_out": ("callback", "callback_message"),
    "talking": ("park",),
    "held": ("park",),
    "held_by_peer": ("park",),
    "conference": ("clear_call",),
    "busy": ("callback", "callback_message", "campon", "intrude"),
    "failed": ("callback", "callback_message"),
}
"""Those that are asked seldom, or that others may mind: behind a button of their own, where they have no other.

Not in the window: an account, which is a number from another program, and letting a call ring that will do so anyway.
"""


@dataclass(frozen=True, slots=True)
class ActionItem:
    """One button of a card."""

    action: Action
    label: str
    enabled: bool
    reason: str
    """Why it cannot be asked now; empty when it can."""
    emphasis: Emphasis
    call: str
    """The call to name when asking."""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on a call's card but the running time."""

    call: str
    initials: str
    title: str
    detail: str
    why: str
    state: str
    tone: str
    """What the state means for the eye: active, waiting, failed, quiet."""
    phase: Phase
    since: datetime
    actions: tuple[ActionItem, ...]
    pair: Pair
    """Whether two calls belong together here: "held" waits, "joint" carries the actions of both."""
    more: tuple[ActionItem, ...] = ()
    """Further actions, behind one button."""

    @property
    def spoken(self) -> str:
        """The card in one sentence, for the screen reader."""
        return ", ".join(part for part in (self.title, self.detail, self.state, self.why) if part)


def find_pair(calls: Sequence[CallView]) -> tuple[CallView, CallView] | None:
    """Return the call that was there first and the one that carries the joint actions.

    That is a consultation and the call it was made from; else the only held and the only connected call.
    """
    by_id = {call.id: call for call in calls}
    for call in calls:
        first = by_id.get(call.consultation_of or "")
        if first is not None and first is not call and not {first.state, call.state} & {"alerting", "queued"}:
            return first, call
    held = [call for call in calls if call.state == "hold"]
    talking = [call for call in calls if call.phase in ("talking", "conference", "held_by_peer")]
    return (held[0], talking[0]) if len(held) == 1 and len(talking) == 1 else None


class CardWriter:
    """Writes cards in the person's language."""

    def __init__(self, station: StationPort, tr: Translate) -> None:
        self._station = station
        self._tr = tr

    def write(self, calls: Sequence[CallView]) -> list[Card]:
        """One card a call, in the order of ``calls``."""
        pair = find_pair(calls)
        return [self._card(call, pair) for call in calls]

    def _card(self, call: CallView, pair: tuple[CallView, CallView] | None) -> Card:
        part: Pair = "" if pair is None or call not in pair else "joint" if call is pair[1] else "held"
        if part == "joint" and pair is not None:
            items = self._joint_items(call, pair[0])
        else:
            items = self._items(call, _ACTIONS[call.phase] if not part else _beside_joint(call))
        shown = {item.action for item in items}
        seldom = () if part == "held" else _MORE.get(call.phase, ())
        more = self._items(call, [action for action in seldom if action not in shown])
        return Card(
            call.id,
            initials(call.name),
            self._title(call),
            self._detail(call),
            self._why(call),
            self._tr(PHASES[call.phase]),
            TONES[call.phase],
            call.phase,
            call.since,
            items,
            part,
            more,
        )

    def _items(self, call: CallView, wanted: Sequence[Action]) -> tuple[ActionItem, ...]:
        items = (self._item(action, call, call) for action in wanted)
        return tuple(item for item in items if item is not None)

    def _joint_items(self, call: CallView, other: CallView) -> tuple[ActionItem, ...]:
        joint = [self._item(action, call, other) for action in JOINT]
        own = [self._item(action, call, call) for action in _beside_joint(call)]
        return tuple(item for item in (*joint, *own) if item is not None)

    def _item(self, action: Action, call: CallView, other: CallView) -> ActionItem | None:
        joint = call is not other
        # Without a second call, to transfer is to pass on to a target: possible just when a consultation is.
        needed: Action = "consult" if action == "transfer" and not joint else action
        asked = next((one for one in (call, other) if needed in one.actions), None)
        reason = next((one.blocked[needed] for one in (call, other) if needed in one.blocked), None)
        if asked is None and reason is None:
            return None
        emphasis = _emphasis(action, joint)
        return ActionItem(
            action,
            self._tr(ACTIONS[action]),
            asked is not None,
            self._tr(reason) if asked is None and reason is not None else "",
            emphasis,
            (asked or call).id,
        )

    def _title(self, call: CallView) -> str:
        if len(call.peers) > 1:
            return self._tr("Conference")
        if call.name:
            return call.name
        if call.presentation == "restricted":
            return self._tr("number withheld")
        return self._station.shown(call.number) if call.number else self._tr("unknown number")

    def _detail(self, call: CallView) -> str:
        if len(call.peers) > 1:
            return ", ".join(
                peer.name or (self._station.shown(peer.number) if peer.number else "?") for peer in call.peers
            )
        parts = [self._station.shown(call.number)] if call.name and call.number else []
        company = self._station.company(call.number) if call.number else None
        if company and company != call.name:
            parts.append(company)
        if call.consultation_of:
            parts.append(self._tr("consultation"))
        elif not parts and call.direction != "unknown":
            parts.append(self._tr("incoming") if call.direction == "in" else self._tr("outgoing"))
        return " · ".join(parts)

    def _why(self, call: CallView) -> str:
        parts = []
        if call.redirected_from:
            parts.append(self._tr("forwarded by {name}", name=self._station.named(call.redirected_from)))
        if call.direction == "in" and call.called and call.called != call.device:
            parts.append(self._tr("for {number}", number=self._station.shown(call.called)))
        cause: Sentence | None = CAUSES.get(call.cause or "")
        if cause is not None and not (call.phase == "busy" and call.cause == "busy"):
            parts.append(self._tr(cause))
        return " · ".join(parts)


def _beside_joint(call: CallView) -> tuple[Action, ...]:
    """A paired call's own actions, beside those of the pair: swapping takes the place of hold and retrieve."""
    if call.state == "hold":
        return ()
    return tuple(
        action for action in _ACTIONS[call.phase] if action in ("answer", "deflect", "reject", "dtmf", "hangup")
    )


def _emphasis(action: Action, joint: bool) -> Emphasis:
    if action == "answer":
        return "success"
    if action in ("hangup", "reject"):
        return "danger"
    return "primary" if action == "retrieve" or (joint and action == "transfer") else "plain"
