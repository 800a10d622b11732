"""What a call's phase and outcome are called: the words that window and console share."""

from __future__ import annotations

from desktop.sentences import Sentence
from desktop.station.views import Agent, Outcome, Phase

PHASES: dict[Phase, Sentence] = {
    "dialling": Sentence("dialling"),
    "ringing_out": Sentence("calling"),
    "ringing_in": Sentence("ringing"),
    "talking": Sentence("talking"),
    "held": Sentence("on hold"),
    "held_by_peer": Sentence("held there"),
    "conference": Sentence("conference"),
    "queued": Sentence("waiting"),
    "busy": Sentence("busy"),
    "failed": Sentence("failed"),
    "ending": Sentence("hung up there"),
    "gone": Sentence("ended"),
}
"""A call's phase in a word or two."""

OUTCOMES: dict[Outcome, Sentence] = {
    "talked": Sentence("talked"),
    "missed": Sentence("missed"),
    "short": Sentence("rang only briefly"),
    "gave_up": Sentence("given up"),
    "rejected": Sentence("rejected"),
    "deflected": Sentence("deflected"),
    "forwarded": Sentence("forwarded"),
    "taken_by": Sentence("taken elsewhere"),
    "moved_on": Sentence("moved on in the group"),
    "transferred": Sentence("transferred"),
    "merged": Sentence("joined with another call"),
    "busy": Sentence("was busy"),
    "failed": Sentence("could not be set up"),
    "unknown": Sentence("how is not known"),
}
"""How a call ended."""

FORWARDINGS: dict[str, Sentence] = {
    "immediate": Sentence("at once"),
    "busy": Sentence("when busy"),
    "noAns": Sentence("when nobody answers"),
    "immInt": Sentence("internal calls at once"),
    "immExt": Sentence("outside calls at once"),
    "busyInt": Sentence("internal calls when busy"),
    "busyExt": Sentence("outside calls when busy"),
    "noAnsInt": Sentence("internal calls when nobody answers"),
    "noAnsExt": Sentence("outside calls when nobody answers"),
    "DND": Sentence("with do not disturb"),
    "DNDInt": Sentence("internal calls with do not disturb"),
    "DNDExt": Sentence("outside calls with do not disturb"),
}
"""When a forwarding forwards, by its type in the views."""

PRESENCES: dict[str, Sentence] = {
    "available": Sentence("available"),
    "away": Sentence("away"),
    "busy": Sentence("busy"),
    "calling": Sentence("in a call"),
    "dnd": Sentence("not to be disturbed"),
    "meeting": Sentence("in a meeting"),
    "offline": Sentence("offline"),
    "vacation": Sentence("on holiday"),
}
"""What a person does, by the names of ECMA-285's PresenceState."""

AGENTS: dict[Agent, Sentence] = {
    "loggedOff": Sentence("not logged on"),
    "loggedOn": Sentence("on duty"),
    "notReady": Sentence("on a break"),
    "ready": Sentence("ready for calls"),
    "busy": Sentence("in a call"),
    "workingAfterCall": Sentence("wrapping up"),
}
"""What an agent does."""
