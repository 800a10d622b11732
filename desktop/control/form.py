"""Views as JSON objects, to the letter of the control vocabulary."""

from __future__ import annotations

from typing import Any

from desktop.csta.errors import DecodeError
from desktop.csta.explain import event_value
from desktop.station.refusal import Refusal
from desktop.station.views import CallView, DeviceView, EventView, LinkView, PeerView
from desktop.translation import Translator


def call(view: CallView, tr: Translator) -> dict[str, Any]:
    """A call, always whole."""
    return {
        "id": view.id,
        "device": view.device,
        "call_id": view.call_id,
        "direction": view.direction,
        "state": view.state,
        "phase": view.phase,
        "number": view.number,
        "number_raw": view.number_raw,
        "presentation": view.presentation,
        "name": view.name,
        "called": view.called,
        "redirected_from": view.redirected_from,
        "consultation_of": view.consultation_of,
        "cause": view.cause,
        "peers": [_peer(peer) for peer in view.peers],
        "since": view.since.isoformat(timespec="seconds"),
        "switch_time": None if view.switch_time is None else view.switch_time.isoformat(timespec="seconds"),
        "actions": list(view.actions),
        "blocked": {action: tr(reason) for action, reason in view.blocked.items()},
        "outcome": view.outcome,
        "by": view.by,
        "to": view.to,
        "into": view.into,
    }


def _peer(view: PeerView) -> dict[str, Any]:
    return {
        "device": view.device,
        "number": view.number,
        "name": view.name,
        "state": view.state,
        "external": view.external,
        "trunk": view.trunk,
    }


def device(view: DeviceView) -> dict[str, Any]:
    """A monitored device; null until known."""
    forwarding = (
        None
        if view.forwarding is None
        else [{"type": entry.type, "on": entry.on, "to": entry.to} for entry in view.forwarding]
    )
    return {
        "device": view.device,
        "dnd": view.dnd,
        "forwarding": forwarding,
        "message_waiting": view.message_waiting,
        "in_service": view.in_service,
        "agent": view.agent,
        "auto_answer": view.auto_answer,
        "mute": view.mute,
        "volume": view.volume,
        "call_backs": list(view.call_backs),
        "speaker_mute": view.speaker_mute,
        "caller_id": view.caller_id,
        "presence": None if view.presence is None else list(view.presence),
    }


def link(view: LinkView, tr: Translator) -> dict[str, Any]:
    """The link."""
    return {"state": view.state, "reason": None if view.reason is None else tr(view.reason), "retry_in": view.retry_in}


def csta(view: EventView, *, trace: bool) -> dict[str, Any]:
    """An event report; with ``trace`` its octets too."""
    try:
        _, value = event_value(view.octets)
    except DecodeError:  # a message that could not be understood is shown as it came
        value = {"octets": view.octets.hex()}
    return {
        "event": "csta",
        "device": view.device,
        "name": view.name,
        "value": value,
        **({"octets": view.octets.hex()} if trace else {}),
    }


def error(refusal: Refusal, tr: Translator) -> dict[str, Any]:
    """Why a command was not done."""
    category = {} if refusal.category is None else {"category": refusal.category}
    return {"kind": refusal.kind, **category, "code": refusal.code, "text": tr(refusal.sentence)}
