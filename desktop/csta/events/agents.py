"""Events of agents, people who log on to a device to take a group's calls, and of the routeing of such calls."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.binding import optional
from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import Event
from desktop.csta.feature_enumerations import PendingAgentState, PendingStateAfterCall
from desktop.csta.values import DeviceID, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentEvent(Event):
    """What an agent does from now on (modules agent-busy-event, agent-ready-event and the like).

    :ivar agent_device: the device at which he works.
    :ivar agent_id: what he logged on with; octets of the switch's own making.
    :ivar acd_group: the group for which he does; without it, all of his.
    """

    agent_device: ReportedDevice
    agent_id: bytes | None = optional("agentID")
    acd_group: DeviceID | None = None
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentBusy(AgentEvent):
    """An agent has one of the group's calls (module agent-busy-event).

    :ivar pending_agent_state: what he does after it.
    """

    pending_agent_state: PendingAgentState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLoggedOn(AgentEvent):
    """An agent logged on (module agent-logged-on-event).

    :ivar agent_password: what he gave; a secret.
    """

    agent_password: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLoggedOff(AgentEvent):
    """An agent logged off (module agent-logged-off-event).

    :ivar agent_password: what he gave; a secret.
    """

    agent_password: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentNotReady(AgentEvent):
    """An agent takes none of the group's calls for a while (module agent-not-ready-event)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReady(AgentEvent):
    """An agent is free for the group's calls (module agent-ready-event)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentWorkingAfterCall(AgentEvent):
    """An agent finishes the work that a call brought (module agent-working-after-call-event).

    :ivar pending_agent_state: what he does after it.
    """

    pending_agent_state: PendingStateAfterCall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoWorkModeChanged(Event):
    """Whether agents have time to finish their work after each call was switched (module auto-work-mode-event).

    :ivar auto_work_on: True: they have it from now on.
    :ivar auto_work_interval: how much time; in which unit, the modules do not say.
    """

    invoking_device: ReportedDevice
    auto_work_on: bool
    auto_work_interval: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteingModeChanged(Event):
    """Whether a computer routes the calls of a device was switched (module routeing-mode-event).

    :ivar routeing_mode: True: a computer does from now on.
    """

    device: ReportedDevice
    routeing_mode: bool
