"""The switch's own idea of a call: which device stands how in which call. It shares nothing with the client's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Any

from desktop.csta.enumerations import EventCause, ForwardingType, LocalConnectionState
from desktop.csta.failures import Failure
from desktop.csta.values import ConnectionID, ReportedDevice
from desktop.switchsim.company import AgentState, Habits, Station
from desktop.switchsim.features import Features

State = LocalConnectionState
ACTIVE = (State.connected, State.initiated, State.fail)
"""States of a connection that a telephone has on the line."""
WAITING = (State.alerting, State.queued)
"""States of a connection at which nobody has answered."""


class Refuse(Exception):
    """The switch does not do it; nothing has changed."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Party:
    """Who calls or is called, as events report it.

    :ivar number: as shown, with the trunk code where the company shows it; None: restricted or not known.
    :ivar trunk: the trunk, for parties outside.
    """

    number: str | None
    trunk: str | None = None


@dataclass(eq=False, slots=True)
class Leg:
    """A connection: one device in one call.

    :ivar device: as in ConnectionIDs: the station's number, or the trunk's for a party outside.
    :ivar number: as shown; None: restricted.
    :ivar outside: the number outside, without trunk code; None for stations.
    :ivar at: the telephone that it is at, or was last: the device, or a member of the MULAP that the device is.
    """

    call: Call
    device: str
    number: str | None
    outside: str | None
    habits: Habits
    at: str = ""
    state: State = State.null
    dialled: str | None = None
    """The number that will be dialled once the phone is lifted (or, where it rings, answered)."""
    digits: str = ""
    """What was dialled so far of a number that is not complete."""
    group: str | None = None
    """The group that brought the call here."""
    held_at: float = 0.0
    """When it was put on hold, in seconds since the start."""
    consultation_of: Leg | None = None
    waits: str | None = None
    """Why a call is queued at a station: "park" or "camp on"."""
    offered: bool = False
    """The call is only offered yet, and does not ring."""
    incoming: bool = False
    talked: bool = False
    recalled: bool = False
    """Rings because a transferred call came back."""
    ended: str | None = None
    """Outcome to record if the connection ends for want of the others."""
    cause: Any = None
    """EventCause of the call's arrival here, for what follows from it."""

    def __post_init__(self) -> None:
        self.at = self.at or self.device

    @property
    def id(self) -> ConnectionID:
        """The connection as CSTA names it."""
        return ConnectionID.of(self.call.id, self.device)

    @property
    def party(self) -> Party:
        """Who this is, as events report it."""
        return Party(self.number, self.device if self.outside is not None else None)

    @property
    def gone(self) -> bool:
        """Whether it is over."""
        return self.state is State.null and self not in self.call.legs

    @property
    def established(self) -> bool:
        """Whether this device is connected and somebody at the other end has answered."""
        there = (State.connected, State.hold)
        return self.state is State.connected and any(leg.state in there for leg in self.others)

    @property
    def others(self) -> list[Leg]:
        """The other connections of its call."""
        return [leg for leg in self.call.legs if leg is not self]


@dataclass(eq=False, slots=True)
class Call:
    """A call: its connections in the order in which they came."""

    id: bytes
    thread: bytes
    """Id of the first call of this conversation."""
    legs: list[Leg] = field(default_factory=list)
    calling: Party = Party(None)
    called: Party = Party(None)
    redirected_from: str | None = None
    transferred_by: str | None = None
    """Station to which the call comes back when nobody answers."""
    network: tuple[ReportedDevice, ReportedDevice] | None = None
    """Of a call from outside: calling and called number as the network gave them."""
    hops: tuple[str, ...] = ()
    """Devices that forwarded it."""
    group: str | None = None
    """The group that distributes it."""
    failed: tuple[str, EventCause] | None = None
    """The device that could not be reached, and why."""
    withheld: str | None = None
    """The calling station that withholds its number."""
    correlator_data: bytes | None = None
    account: bytes | None = None

    @property
    def external(self) -> bool:
        """Whether the calling party is outside."""
        return self.calling.trunk is not None


@dataclass(eq=False, slots=True)
class Phone:
    """A station as it stands."""

    station: Station
    do_not_disturb: bool
    message_waiting: bool
    in_service: bool
    forwarding: dict[ForwardingType, str]
    features: Features = field(default_factory=Features)
    agent: AgentState = "loggedOff"
    agent_since: float = 0.0
    """When the agent came to this state, in seconds since the start."""
    agent_pending: AgentState | None = None
    """What the agent comes to after the present call."""

    @classmethod
    def of(cls, station: Station) -> Phone:
        """As configured."""
        return cls(
            station,
            station.do_not_disturb,
            station.message_waiting,
            station.in_service,
            dict(station.forwarding),
            agent=station.agent,
        )

    def with_habits(self, **changes: Any) -> None:
        """Give its person other habits."""
        self.station = replace(self.station, habits=replace(self.station.habits, **changes))


class Timers:
    """What will happen, in order of time; equal times in the order of being set."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Callable[[], object], Callable[[], bool]]] = []
        self._count = 0

    def set(self, at: float, action: Callable[[], object], still: Callable[[], bool] = lambda: True) -> None:
        """Do ``action`` at ``at`` seconds if ``still()`` is true then; once false, it may be forgotten."""
        self._count += 1
        heappush(self._heap, (at, self._count, action, still))

    @property
    def next(self) -> float | None:
        """When the next one is due, in seconds; None: nothing will happen by itself."""
        while self._heap and not self._heap[0][3]():
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def pop(self) -> tuple[float, Callable[[], object]]:
        """Take the one that is due next."""
        at, _, action, _ = heappop(self._heap)
        return at, action
