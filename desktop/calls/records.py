"""Calls, their parties and devices as frozen records, in the words of the JSON vocabulary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # the window's views name these records' words and need no protocol
    from desktop.csta.values import ConnectionID

Direction = Literal["in", "out", "unknown"]
State = Literal["initiated", "alerting", "connected", "hold", "queued", "fail", "gone"]
"""Local connection state by ECMA-285's names (module connection-states), and "gone" for null."""
Phase = Literal[
    "dialling",
    "ringing_out",
    "ringing_in",
    "talking",
    "held",
    "held_by_peer",
    "conference",
    "queued",
    "busy",
    "failed",
    "ending",
    "gone",
]
Presentation = Literal["shown", "restricted", "unknown"]
Outcome = Literal[
    "talked",
    "missed",
    "short",
    "gave_up",
    "rejected",
    "deflected",
    "forwarded",
    "taken_by",
    "moved_on",
    "transferred",
    "merged",
    "busy",
    "failed",
    "unknown",
]
Action = Literal[
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
]
Agent = Literal["loggedOff", "loggedOn", "notReady", "ready", "busy", "workingAfterCall"]
"""What an agent does: ECMA-285's ReqAgentState, and "busy". "loggedOn": what they do beside that is not known yet."""


@dataclass(frozen=True, slots=True)
class Party:
    """Another party of a call; a trunk is never one.

    :ivar device: the device id of its connection, where that is no trunk.
    :ivar number: raw digits as the switch reported them (for a call not yet reported: as dialled).
    :ivar state: its connection state; "gone" after it left; None: not known.
    :ivar external: None: not known.
    :ivar trunk: the trunk that it is reached through.
    """

    device: str | None = None
    number: str | None = None
    name: str | None = None
    state: State | None = None
    external: bool | None = None
    trunk: str | None = None
    presentation: Presentation = "unknown"

    @property
    def key(self) -> str | None:
        """What its connection is named by."""
        return self.device or self.trunk


Place = tuple[str | None, State]
"""Where a call is: the key of a party, and what that does."""
NOBODY: Place = (None, "fail")
"""It reaches nobody."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call at one monitored device, from its first sign to its end; also the last word on it, with ``outcome``.

    :ivar id: ours, opaque, the same for the life of the conversation.
    :ivar device: the monitored device.
    :ivar call_id: the switch's present call id; changes on transfer and conference.
    :ivar connection: our connection as the switch reported it: what services name.
    :ivar peers: the others; one that left last stays, in state "gone", until the call is gone.
    :ivar called: digits that were called: our number or a group's; of an outgoing call what was dialled.
    :ivar redirected_from: digits of the device that the call was redirected from last.
    :ivar consultation_of: ``id`` of the call that this one is a consultation of.
    :ivar cause: the newest cause, EventCause by its ECMA-285 name.
    :ivar since: when ``state`` was entered, by this computer's clock.
    :ivar switch_time: the switch's time stamp of the newest event that changed the call, as given.
    :ivar rang: it rang here.
    :ivar talked: both ends were connected; stays true.
    :ivar current: False between the loss of the link and the next news.
    :ivar failure: why the call could not be made, EventCause name; never set once ``talked``.
    :ivar answered_by: another device that answered while it rang here.
    :ivar consulting: held for the sake of a consultation that has not been seen yet.
    :ivar left: devices that have left the call.
    :ivar unsure: its beginning was not heard: it may have failed, or been talked, unheard.
    :ivar untold: where it went, as only a snapshot has told so far. Until an event says so too, it may have failed, or
        been talked, unheard.
    :ivar perhaps_consulted: it may be a consultation, of nobody knows which call.
    """

    id: str
    device: str
    since: datetime
    call_id: bytes | None = None
    connection: ConnectionID | None = None
    direction: Direction = "unknown"
    state: State = "initiated"
    phase: Phase = "dialling"
    peers: tuple[Party, ...] = ()
    called: str | None = None
    redirected_from: str | None = None
    consultation_of: str | None = None
    cause: str | None = None
    switch_time: datetime | None = None
    rang: bool = False
    talked: bool = False
    outcome: Outcome | None = None
    by: str | None = None
    to: str | None = None
    into: str | None = None
    current: bool = True
    # For this room's own use; a change of these alone is no change of the call.
    failure: str | None = field(default=None, compare=False)
    answered_by: str | None = field(default=None, compare=False)
    consulting: bool = field(default=False, compare=False)
    left: frozenset[str] = field(default=frozenset(), compare=False)
    unsure: bool = field(default=False, compare=False)
    perhaps_consulted: bool = field(default=False, compare=False)
    untold: frozenset[Place] = field(default=frozenset(), compare=False)

    @property
    def presentation(self) -> Presentation:
        """Whether the other party's number is shown; that of ``peers[0]``."""
        return self.peers[0].presentation if self.peers else "unknown"


@dataclass(frozen=True, slots=True)
class Forwarding:
    """One forwarding. ``type``: ECMA-285's ForwardingType without "forward", e.g. "immediate", "noAns", "DND"."""

    type: str
    on: bool
    to: str | None


@dataclass(frozen=True, slots=True)
class DeviceState:
    """What is known of the monitored device besides its calls; None until known.

    :ivar microphones: each microphone by the switch's name of it (None: the event named none), and whether it is mute.
    :ivar loudspeakers: the same, and how loud each is: 0 (silent) to 100, None where the switch does not say.
    :ivar speakers: the same loudspeakers, and whether each is mute.
    :ivar caller_id: those who are called see the number.
    :ivar presence: what the person does, by the names of ECMA-285's PresenceState, of which several may be so.
    :ivar call_backs: digits of those by whom the device wants to be called. Nobody can be asked for them, so these are
        the ones that were heard of.
    """

    dnd: bool | None = None
    forwarding: tuple[Forwarding, ...] | None = None
    message_waiting: bool | None = None
    in_service: bool | None = None
    agent: Agent | None = None
    auto_answer: bool | None = None
    microphones: tuple[tuple[bytes | None, bool], ...] | None = None
    loudspeakers: tuple[tuple[bytes | None, int | None], ...] | None = None
    speakers: tuple[tuple[bytes | None, bool], ...] | None = None
    caller_id: bool | None = None
    presence: tuple[str, ...] | None = None
    call_backs: tuple[str, ...] = ()

    @property
    def mute(self) -> bool | None:
        """Whether every microphone is mute."""
        return all(mute for _, mute in self.microphones) if self.microphones else None

    @property
    def speaker_mute(self) -> bool | None:
        """Whether every loudspeaker is mute."""
        return all(mute for _, mute in self.speakers) if self.speakers else None

    @property
    def volume(self) -> int | None:
        """How loud the loudest loudspeaker is."""
        return max((level for _, level in self.loudspeakers or () if level is not None), default=None)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one event, snapshot or request changed.

    :ivar calls: each changed or gone call once, in the order of happening; what was told to be gone before is gone as
        well, and how it ended is known better now.
    :ivar device: the device's new state where it changed.
    :ivar snapshot: what came does not fit what was known: snapshot the device at once (call-model.md, rule 8).
    """

    calls: tuple[Call, ...] = ()
    device: DeviceState | None = None
    snapshot: bool = False
