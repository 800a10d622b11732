"""What to do about a refusal for the sake of a state: the switch says which, the station knows what it means here."""

from __future__ import annotations

from desktop.calls.model import Model
from desktop.calls.records import Call
from desktop.sentences import Sentence
from desktop.station.refusal import Refusal

ENGAGED = Sentence("There is another call already. End it or put it on hold first.")
UNDISTURBED = Sentence("Do not disturb is on at this phone. Switch it off, then dial again.")
RINGS_ON = Sentence("The telephone system does not reject a call that rings. Answer it or deflect it.")
_AT_THE_OTHER_END = frozenset({"invalidCalledDeviceState", "invalidDestinationDeviceState"})


def on_dialling(refusal: Refusal, number: str, at: Model, *, consulting: bool) -> Refusal:
    """What to tell who wanted to call a number.

    :param at: the calls of the station that was to dial.
    :param consulting: it was to ask back, so that its present call is none that stands in the way.
    """
    if refusal.category != "state":
        return refusal
    if refusal.code in _AT_THE_OTHER_END:
        return refusal.saying(
            Sentence("{number} is busy or does not want to be disturbed. Try again later.", number=number)
        )
    if not consulting and any(call.state != "hold" for call in at.calls):
        return refusal.saying(ENGAGED)
    return refusal.saying(UNDISTURBED) if at.device_state.dnd else refusal


def on_rejecting(refusal: Refusal, call: Call | None) -> Refusal:
    """What to tell who wanted to reject a call, or to hang up while it rings.

    :param call: the call as it is now; None: it is over.
    """
    rings_on = refusal.category == "state" and call is not None and call.state == "alerting"
    return refusal.saying(RINGS_ON) if rings_on else refusal
