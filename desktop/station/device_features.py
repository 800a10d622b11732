"""What a person or a program can switch at a station: forwarding, do not disturb, agent, auto answer, the lamp for
waiting messages, whether one's number is shown, and presence.
"""

from __future__ import annotations

from desktop.csta.enumerations import ForwardingType
from desktop.csta.feature_enumerations import PresenceState, ReqAgentState
from desktop.csta.services.agents import SetAgentState
from desktop.csta.services.features import SetAutoAnswer, SetCallerIDStatus
from desktop.csta.services.logical import SetDoNotDisturb, SetForwarding
from desktop.csta.services.physical import SetMessageWaitingIndicator
from desktop.csta.services.presence import SetPresenceState
from desktop.csta.values import BitSet, DeviceID
from desktop.sentences import Sentence
from desktop.station.commands import Commands
from desktop.station.refusal import Refusal

FORWARDING_TYPES = {kind.short: kind for kind in ForwardingType}
"""Our names of forwarding types, e.g. "immediate", "noAns", "DND"."""
AGENT_STATES = {state.name: state for state in ReqAgentState}
"""What an agent can be told to do, by the names of ECMA-285's ReqAgentState: "loggedOn", "ready" ..."""
PRESENCES = {
    state.name: state for state in PresenceState if state <= PresenceState.vacation and state.name != "unknown"
}
"""What can be told of a person, by the names of ECMA-285's PresenceState: "available", "away", "meeting" ..."""


class DeviceFeatures(Commands):
    """The services of a device. Every coroutine raises :class:`Refusal`; ``device`` is one's own station by default."""

    async def forward(self, type: str, on: bool, to: str | None = None, device: str | None = None) -> None:
        """Switch a forwarding of a station; ``type`` as in the views, e.g. "immediate"."""
        if type not in FORWARDING_TYPES:
            raise Refusal.usage(
                Sentence(
                    "There is no forwarding {type}; use one of {types}.", type=type, types=", ".join(FORWARDING_TYPES)
                ),
                "invalidForwardingType",
            )
        if on and not to:
            raise Refusal.usage(Sentence("Say where calls are to be forwarded to."), "invalidForwardingDestination")
        digits = self._target(to)[0] if on and to else None
        device = device or self._station.config.device
        self._need("forward", device)
        await self._switch(
            SetForwarding(
                device=DeviceID(device),
                activate_forward=on,
                forwarding_type=FORWARDING_TYPES[type],
                forward_dn=None if digits is None else DeviceID(digits),
            ),
            device,
        )
        self._station.ask_features(device, "forward")

    async def dnd(self, on: bool, device: str | None = None) -> None:
        """Switch do not disturb of a station."""
        device = device or self._station.config.device
        self._need("dnd", device)
        await self._switch(SetDoNotDisturb(device=DeviceID(device), do_not_disturb_on=on), device)
        self._station.ask_features(device, "dnd")

    async def agent(self, state: str, device: str | None = None) -> None:
        """Log the station's agent on or off, or have them be ready or not: one of :data:`AGENT_STATES`."""
        if state not in AGENT_STATES:
            raise Refusal.usage(
                Sentence(
                    "There is no agent state {state}; use one of {states}.",
                    state=state,
                    states=", ".join(AGENT_STATES),
                ),
                "invalidAgentState",
            )
        device = device or self._station.config.device
        self._need("agent", device)
        await self._switch(SetAgentState(device=DeviceID(device), requested_agent_state=AGENT_STATES[state]), device)
        self._station.ask_features(device, "agent")

    async def auto_answer(self, on: bool, device: str | None = None) -> None:
        """Have the station answer calls by itself, or no more."""
        device = device or self._station.config.device
        self._need("auto_answer", device)
        await self._switch(SetAutoAnswer(device=DeviceID(device), auto_answer_on=on), device)
        self._station.ask_features(device, "auto_answer")

    async def mwi(self, on: bool, device: str) -> None:
        """Tell any device that a message waits for it, or none any more."""
        self._need("mwi", None)
        digits, _ = self._target(device)
        await self._switch(SetMessageWaitingIndicator(device=DeviceID(digits), message_waiting_on=on), None)
        if self._station.is_monitored(digits):
            self._station.ask_features(digits, "mwi")

    async def caller_id(self, on: bool, device: str | None = None) -> None:
        """Show the station's number to those whom it calls from now on, or withhold it."""
        device = device or self._station.config.device
        self._need("caller_id", device)
        await self._switch(SetCallerIDStatus(device=DeviceID(device), caller_id_provided=on), device)
        self._station.ask_features(device, "caller_id")

    async def presence(self, state: str, device: str | None = None) -> None:
        """Tell others what the person at the station does: one of :data:`PRESENCES`."""
        if state not in PRESENCES:
            raise Refusal.usage(
                Sentence(
                    "There is no presence {state}; use one of {states}.", state=state, states=", ".join(PRESENCES)
                ),
                "invalidPresence",
            )
        device = device or self._station.config.device
        self._need("presence", device)
        asked = BitSet([PRESENCES[state]], len(PresenceState))
        await self._switch(SetPresenceState(device=DeviceID(device), requested_presence_state=asked), device)
        self._station.ask_features(device, "presence")
