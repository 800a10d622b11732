"""The words and marks that several view models share: initials, durations, phases, causes."""

from __future__ import annotations

from datetime import timedelta

from desktop.sentences import Sentence
from desktop.station.views import Action, Phase

NO_LINK = Sentence("there is no link to the telephone system")
"""Why nothing can be asked now."""

TONES: dict[Phase, str] = {
    "dialling": "quiet",
    "ringing_out": "quiet",
    "ringing_in": "waiting",
    "talking": "active",
    "held": "waiting",
    "held_by_peer": "waiting",
    "conference": "active",
    "queued": "waiting",
    "busy": "failed",
    "failed": "failed",
    "ending": "quiet",
    "gone": "quiet",
}
"""What a phase means for the eye: active, waiting, failed or quiet."""

ACTIONS: dict[Action, Sentence] = {
    "answer": Sentence("Answer"),
    "hangup": Sentence("End"),
    "reject": Sentence("Reject"),
    "deflect": Sentence("Deflect"),
    "hold": Sentence("Hold"),
    "retrieve": Sentence("Retrieve"),
    "consult": Sentence("Consult"),
    "swap": Sentence("Swap"),
    "reconnect": Sentence("Back"),
    "transfer": Sentence("Transfer"),
    "conference": Sentence("Conference"),
    "dtmf": Sentence("Tones"),
    "park": Sentence("Park"),
    "callback": Sentence("Call back"),
    "campon": Sentence("Wait there"),
    "intrude": Sentence("Intrude"),
    "callback_message": Sentence("Leave word"),
    "clear_call": Sentence("End for all"),
    "account": Sentence("Account"),
    "accept": Sentence("Let it ring"),
}
"""What is written on an action's button."""

CAUSES: dict[str, Sentence] = {
    "busy": Sentence("is talking"),
    "doNotDisturb": Sentence("does not want to be disturbed"),
    "destNotObtainable": Sentence("cannot be reached"),
    "numberUnallocated": Sentence("this number does not exist"),
    "invalidNumberFormat": Sentence("this number cannot be dialled"),
    "destOutOfOrder": Sentence("the telephone there is out of order"),
    "trunksBusy": Sentence("all lines to the outside are busy"),
    "networkCongestion": Sentence("the network is overloaded"),
    "callNotAnswered": Sentence("no answer"),
    "resourcesNotAvailable": Sentence("the telephone system has no room for the call"),
    "reorderTone": Sentence("the number is not complete"),
    "recall": Sentence("comes back: there was no answer"),
    "callBack": Sentence("is free now"),
    "callPickup": Sentence("picked up"),
    "campOn": Sentence("waits until the line is free"),
    "park": Sentence("is parked"),
    "transfer": Sentence("was transferred"),
    "singleStepTransfer": Sentence("was transferred"),
    "intrude": Sentence("has intruded"),
    "silentParticipation": Sentence("listens in silence"),
}
"""Why a call is as it is, for those event causes (ECMA-285 names) that a person wants to know of."""


def initials(name: str | None) -> str:
    """Return the first letters of the first and the last word of ``name``; empty where there is no name."""
    words = [word for word in (name or "").replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return ""
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def duration(span: timedelta) -> str:
    """Return "04:12" or "1:04:12"; a negative span (the clock was set back) is zero."""
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes:02}:{seconds % 60:02}"
