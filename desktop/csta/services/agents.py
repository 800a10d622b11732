"""Services for agents: people who log on to a device to take a group's calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.feature_enumerations import AgentState, AgentStateCondition, PendingAgentState, ReqAgentState
from desktop.csta.values import DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAgentState:
    """Ask what the agents at a device do (module get-agent-state). With a group: what they do in that group.

    :ivar acd_group: the group; absent: every group.
    """

    device: DeviceID
    acd_group: DeviceID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentInfo:
    """What an agent does, in one group or in all (module get-agent-state).

    :ivar acd_group: the group that this is about; absent: all of his.
    :ivar agent_state: what he does now.
    :ivar pending_agent_state: what comes when the call or the work after it ends.
    :ivar agent_state_condition: why he is in that state.
    """

    acd_group: DeviceID | None = None
    agent_state: AgentState
    pending_agent_state: PendingAgentState | None = None
    agent_state_condition: AgentStateCondition | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentStateEntry:
    """One agent at the device (module get-agent-state).

    :ivar agent_id: what the agent logged on with; octets of the switch's own making.
    :ivar logged_on: whether he is logged on.
    :ivar agent_info: his state, one entry for each group; absent where he is not logged on (ECMA-269, from general
        knowledge).
    """

    agent_id: bytes | None = optional("agentID")
    logged_on: bool
    agent_info: tuple[AgentInfo, ...] | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAgentStateResult:
    """The agents at the device, 1 to 32 (module get-agent-state).

    :ivar agent_state_list: one entry for each agent.
    """

    agent_state_list: tuple[AgentStateEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAgentState:
    """Log an agent on or off, or have him do something else (module set-agent-state).

    :ivar device: the device at which the agent works.
    :ivar requested_agent_state: what he shall do; log-on and log-off are states too.
    :ivar agent_id: what the agent logs on with; octets of the switch's own making.
    :ivar password: the agent's; a secret.
    :ivar group: the group for which he does; without it, all of his.
    """

    device: DeviceID
    requested_agent_state: ReqAgentState
    agent_id: bytes | None = optional("agentID")
    password: bytes | None = None
    group: DeviceID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAgentStateResult:
    """The new state came, or comes after the present call (module set-agent-state).

    :ivar pending_agent_state: what is yet to come; None where the agent is in the new state already.
    """

    pending_agent_state: PendingAgentState | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
