"""What the station shows of itself: frozen views, exactly what control serialises and view models show.

Their members follow the JSON vocabulary of the command line (``call``, ``device`` and ``link`` events). Everything
that a
person reads is a :class:`~desktop.sentences.Sentence` and rendered by whoever shows it; every code is a plain string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from desktop.calls.records import Action, Agent, Direction, Outcome, Phase, Presentation, State
from desktop.sentences import Sentence

__all__ = [
    "Action",
    "Agent",
    "CallView",
    "Change",
    "DeviceView",
    "DialPreview",
    "Direction",
    "EventView",
    "ForwardingView",
    "LinkState",
    "LinkView",
    "Outcome",
    "PeerView",
    "Phase",
    "Presentation",
    "State",
    "Suggestion",
]

LinkState = Literal["connecting", "ready", "down"]


@dataclass(frozen=True, slots=True)
class PeerView:
    """Another party of a call. ``number`` is as stored (E.164 or internal); a trunk is never a peer."""

    device: str | None
    number: str | None
    name: str | None
    state: State | None
    external: bool | None
    trunk: str | None


@dataclass(frozen=True, slots=True)
class CallView:
    """One call at one monitored device. ``id`` is ours, opaque, the same for the life of the conversation."""

    id: str
    device: str
    call_id: str | None
    """The switch's present call id in hex; may change on transfer and conference."""
    direction: Direction
    state: State
    phase: Phase
    number: str | None
    """As stored (E.164 or internal) of ``peers[0]``; None in a conference of three or more."""
    number_raw: str | None
    """As the switch reported it."""
    presentation: Presentation
    name: str | None
    called: str | None
    redirected_from: str | None
    consultation_of: str | None
    """``id`` of the held call that this one is a consultation of."""
    cause: str | None
    """EventCause by its ECMA-285 name, or ``value-N``."""
    peers: tuple[PeerView, ...]
    since: datetime
    """When ``state`` was entered, by this computer's clock; aware."""
    switch_time: datetime | None
    actions: tuple[Action, ...]
    blocked: Mapping[Action, Sentence] = field(hash=False)
    """Actions that cannot be asked now, each with its reason."""
    outcome: Outcome | None = None
    """Set when ``state`` is "gone". What is gone is told once more where the switch says later how it ended."""
    by: str | None = None
    to: str | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class ForwardingView:
    """One forwarding of a device. ``type`` by ECMA-285's ForwardingType names without "forward", e.g. "immediate"."""

    type: str
    on: bool
    to: str | None


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A monitored device; None until known."""

    device: str
    name: str | None
    dnd: bool | None
    forwarding: tuple[ForwardingView, ...] | None
    message_waiting: bool | None
    in_service: bool | None
    agent: Agent | None = None
    """What the agent at the device does: a state that can be asked for, or "busy"."""
    auto_answer: bool | None = None
    mute: bool | None = None
    """Whether every microphone is mute."""
    volume: int | None = None
    """How loud the loudspeaker is: 0 (silent) to 100."""
    call_backs: tuple[str, ...] = ()
    """By whom the device is called as soon as they can be reached, as the switch names them: those heard of."""
    speaker_mute: bool | None = None
    """Whether every loudspeaker is mute."""
    caller_id: bool | None = None
    """Whether those who are called see the number."""
    presence: tuple[str, ...] | None = None
    """What the person does, by the names of ECMA-285's PresenceState: "available", "meeting" ...; several may be so."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """The link to the switch."""

    state: LinkState
    server: str
    """``host:port`` as a person would write it."""
    reason: Sentence | None = None
    """Why it is down."""
    code: str | None = None
    """The same for programs, e.g. "wrongPassword"; never changes with the language."""
    retry_in: float | None = None
    """Seconds until the next try; None: none is planned."""
    since: datetime | None = None
    """When ``state`` was entered; aware."""
    system: str | None = None
    """What the switch said of itself at log-in, e.g. its version."""


@dataclass(frozen=True, slots=True)
class EventView:
    """One event report of a monitored device, for the Events page and ``--trace``."""

    number: int
    """Counts up in a run, from 1."""
    time: datetime
    device: str
    name: str
    """The event's ECMA-285 name, e.g. "delivered"."""
    words: Sentence
    """What happened, in plain words."""
    octets: bytes
    """The whole APDU without its frame header."""


Change = CallView | DeviceView | LinkView | EventView
"""What :meth:`Station.subscribe` tells, one object at a time, in order."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One entry under the dial field."""

    name: str | None
    number: str
    """As stored."""
    shown: str
    """As people read it."""
    source: Literal["contact", "recent", "typed"]
    note: Sentence | None = None
    """E.g. when it was last called."""
    company: str | None = None


@dataclass(frozen=True, slots=True)
class DialPreview:
    """What would really be dialled for a text, before it happens."""

    dialled: str | None
    """The digits that the switch will get, without what follows a comma; None when the text cannot be dialled."""
    shown: str | None
    """The same for people, the trunk code apart: "0 08999998123"."""
    name: str | None
    external: bool | None
    tones: int
    """How many tones follow once connected (they are secret and never shown)."""
    problem: Sentence | None = None
    """Why the text cannot be dialled, or None."""
