"""The vocabulary's objects in words, a line each, for a person at a terminal."""

from __future__ import annotations

from typing import Any, cast

from desktop.sentences import Sentence
from desktop.station.views import Agent, Outcome, Phase
from desktop.station.words import AGENTS, FORWARDINGS, OUTCOMES, PHASES, PRESENCES
from desktop.translation import Translator

Json = dict[str, Any]
_NO_NEWS = ("available", "unknown")
"""Presence that need not be told."""


def link(view: Json, tr: Translator, server: str | None = None) -> str:
    """The link.

    :param server: where it goes to; None: not known here.
    """
    server = server or tr(Sentence("the telephone system"))
    if view["state"] == "ready":
        return tr("Connected to {server}.", server=server)
    if view["state"] == "connecting":
        return tr("Connecting to {server} ...", server=server)
    reason = view["reason"] or ""
    if view["retry_in"] is None:
        return tr("Not connected to {server}. {reason}", server=server, reason=reason).rstrip()
    return tr(
        "Not connected to {server}. {reason} Next try in {seconds} s.",
        server=server,
        reason=reason,
        seconds=round(view["retry_in"]),
    )


def device(view: Json, tr: Translator) -> str:
    """A monitored device."""
    states = [tr("do not disturb")] if view["dnd"] else []
    states += [
        tr(
            "forwarded to {number} ({type})",
            number=entry["to"] or "?",
            type=FORWARDINGS.get(entry["type"], entry["type"]),
        )
        for entry in view["forwarding"] or ()
        if entry["on"]
    ]
    states += [tr("message waiting")] if view["message_waiting"] else []
    states += [tr("out of service")] if view["in_service"] is False else []
    agent = view.get("agent")  # an instance of another version may run
    if agent not in (None, "loggedOff"):
        states.append(tr("agent {state}", state=AGENTS.get(cast(Agent, agent), agent)))
    states += [tr("answers by itself")] if view.get("auto_answer") else []
    states += [tr("microphone mute")] if view.get("mute") else []
    states += [tr("loudspeaker mute")] if view.get("speaker_mute") else []
    states += [tr("own number withheld")] if view.get("caller_id") is False else []
    states += [tr(PRESENCES.get(one, one)) for one in view.get("presence") or () if one not in _NO_NEWS]
    if view.get("call_backs"):
        states.append(tr("call back when free: {numbers}", numbers=", ".join(view["call_backs"])))
    return f"{view['device']}: {', '.join(states) or tr('no special state')}"


def call(view: Json, tr: Translator, shown: str | None = None) -> str:
    """A call.

    :param shown: its number as people read it; None: as it is stored.
    """
    parties = [peer["name"] or peer["number"] for peer in view.get("peers", ()) if peer["state"] != "gone"]
    names = (view["name"], shown or view["number"]) if len(parties) < 2 else parties  # else a conference
    who = ", ".join(filter(None, names)) or "?"
    if view["state"] == "gone":
        outcome = OUTCOMES.get(cast(Outcome, view["outcome"]), OUTCOMES["unknown"])
        return tr("[{id}] {who}: ended ({outcome})", id=view["id"], who=who, outcome=outcome)
    actions = " ".join(view["actions"])
    phase = PHASES.get(cast(Phase, view["phase"]), view["phase"])
    return tr("[{id}] {who}: {phase}", id=view["id"], who=who, phase=phase) + (f"   ({actions})" if actions else "")
