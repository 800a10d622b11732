"""From the call model's records to the views: numbers as stored, names found, actions offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from desktop.calls.records import Call, DeviceState, Party
from desktop.numbers import DialPlan
from desktop.sentences import Sentence
from desktop.station.views import Action, CallView, DeviceView, ForwardingView, PeerView


def call_view(
    call: Call,
    plan: DialPlan,
    name_of: Callable[[str], str | None],
    actions: tuple[tuple[Action, ...], Mapping[Action, Sentence]],
) -> CallView:
    """Show a call."""
    peers = tuple(_peer(party, plan, name_of) for party in call.peers)
    single = peers[0] if len(peers) == 1 else None
    redirected = None if call.redirected_from is None else plan.stored(call.redirected_from) or call.redirected_from
    return CallView(
        id=call.id,
        device=call.device,
        call_id=None if call.call_id is None else call.call_id.hex(),
        direction=call.direction,
        state=call.state,
        phase=call.phase,
        number=single.number if single else None,
        number_raw=call.peers[0].number if single else None,
        presentation=call.presentation,
        name=single.name if single else None,
        called=call.called,
        redirected_from=redirected,
        consultation_of=call.consultation_of,
        cause=call.cause,
        peers=peers,
        since=call.since,
        switch_time=call.switch_time,
        actions=actions[0],
        blocked=actions[1],
        outcome=call.outcome,
        by=call.by,
        to=call.to,
        into=call.into,
    )


def _peer(party: Party, plan: DialPlan, name_of: Callable[[str], str | None]) -> PeerView:
    number = None if party.number is None else plan.stored(party.number, party.external) or party.number
    name = (name_of(number) if number is not None else None) or party.name
    return PeerView(party.device, number, name, party.state, party.external, party.trunk)


def device_view(state: DeviceState, device: str, name: str | None) -> DeviceView:
    """Show a monitored device."""
    forwarding = (
        None
        if state.forwarding is None
        else tuple(ForwardingView(entry.type, entry.on, entry.to) for entry in state.forwarding)
    )
    return DeviceView(
        device,
        name,
        state.dnd,
        forwarding,
        state.message_waiting,
        state.in_service,
        state.agent,
        state.auto_answer,
        state.mute,
        state.volume,
        state.call_backs,
        state.speaker_mute,
        state.caller_id,
        state.presence,
    )


def as_actions(actions: tuple[str, ...]) -> tuple[Action, ...]:
    """Tell the type checker what the call model's names are."""
    return cast("tuple[Action, ...]", actions)
