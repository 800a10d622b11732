"""What a switch and its telephones offer: by what they say of themselves, and by what they have refused before.

Nothing that is not known is held against anybody: a switch that says nothing of its services is asked for all of them.
To hang up and to dial are never withheld, whatever is said of them: what can be tried in need is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, get_args

from desktop.calls.actions import Features, Situation, Situations
from desktop.calls.records import Action
from desktop.csta.values import BitSet
from desktop.sentences import Sentence

NOT_BY_SWITCH = Sentence("the telephone system does not offer this")
NOT_BY_PHONE = Sentence("this telephone does not offer this")
NOT_ANSWERED_REMOTELY = Sentence("this phone cannot be answered from the PC")
CONSULTATIONS_ONLY = Sentence("the telephone system joins a call with its consultation only")
NOT_WHILE_RINGING = Sentence("the telephone system wants an answer first")

NO_SUCH_SERVICE = frozenset({"serviceNotSupported", "invalidFeature", "unrecognizedOperation"})
"""Codes by which a switch says that it does not have a service at all, or not for this telephone."""
_NOT_THIS_OBJECT = frozenset(
    {"requestIncompatibleWithObject", "requestIncompatibleWithDevice", "requestIncompatibleWithCallingDevice"}
    | {"autoAnswerNotSupported"}
)
_OF_THE_PHONE = frozenset(
    {"answerCall", "setAgentState", "setAutoAnswer", "getMicrophoneMute", "setMicrophoneMute"}
    | {"getSpeakerVolume", "setSpeakerVolume", "getSpeakerMute", "setSpeakerMute"}
    | {"getDisplay", "setDisplay", "getHookswitchStatus", "setHookswitchStatus", "getRingerStatus", "setRingerStatus"}
)
"""Services that a telephone either has or has not; elsewhere the same code may be about the call or the other end."""

Road = tuple[str, ...]
"""Services that do it together."""
_ROADS: Mapping[str, tuple[Road, ...]] = {
    "answer": (("answerCall",),),
    "reject": (("clearConnection",),),
    "deflect": (("deflectCall",),),
    "hold": (("holdCall",),),
    "retrieve": (("retrieveCall",),),
    "consult": (("consultationCall",), ("holdCall", "makeCall")),
    "swap": (("alternateCall",), ("holdCall", "retrieveCall")),
    "reconnect": (("reconnectCall",), ("clearConnection", "retrieveCall")),
    "transfer": (("transferCall",),),
    "transfer_to": (
        ("singleStepTransfer",),
        ("consultationCall", "transferCall"),
        ("holdCall", "makeCall", "transferCall"),
    ),
    "conference": (("conferenceCall",),),
    "step_conference": (("singleStepConference",),),
    "dtmf": (("generateDigits",),),
    "dial_digits": (("dialDigits",),),
    "park": (("parkCall",),),
    "unpark": (("directedPickupCall",),),
    "pickup": (("groupPickupCall",),),
    "pickup_from": (("directedPickupCall",),),
    "callback": (("callBack",), ("callBackNonCallRelated",)),
    "callback_to": (("callBackNonCallRelated",),),
    "cancel_callback": (("cancelCallBack",),),
    "campon": (("campOnCall",),),
    "intrude": (("intrudeCall",),),
    "join": (("joinCall",),),
    "forward": (("setForwarding",),),
    "dnd": (("setDoNotDisturb",),),
    "agent": (("setAgentState",),),
    "auto_answer": (("setAutoAnswer",),),
    "mwi": (("setMessageWaitingIndicator",),),
    "mute": (("getMicrophoneMute", "setMicrophoneMute"),),
    "volume": (("getSpeakerVolume", "setSpeakerVolume"),),
    "speaker_mute": (("getSpeakerMute", "setSpeakerMute"),),
    "silence": (("getRingerStatus", "setRingerStatus"),),
    "ring_volume": (("getRingerStatus", "setRingerStatus"),),
    "offhook": (("getHookswitchStatus", "setHookswitchStatus"),),
    "onhook": (("getHookswitchStatus", "setHookswitchStatus"),),
    "display": (("getDisplay",),),
    "write_display": (("setDisplay",),),
    "caller_id": (("setCallerIDStatus",),),
    "presence": (("setPresenceState",),),
    "last_dialled": (("getLastNumberDialed",),),
    "accept": (("acceptCall",),),
    "clear_call": (("clearCall",),),
    "callback_message": (("callBackMessage",),),
    "account": (("associateData",),),
}
"""What can be done -> the ways to it, the straight one first. The words are the control vocabulary's, except
"transfer_to", "pickup_from", "callback_to" and "write_display": the same with a number or a text; and "last_dialled",
which redial needs where nothing was dialled from here.
"""
JOINING: tuple[Action, ...] = ("transfer", "conference")
"""What makes one call of two."""
QUESTIONS = (
    *("getAgentState", "getAutoAnswer", "getMicrophoneMute", "getSpeakerVolume", "getSpeakerMute"),
    *("getCallerIDStatus", "getPresenceState"),
)
"""Services that tell how something is switched, and are asked only where they are offered."""
SERVICES: tuple[str, ...] = tuple(
    dict.fromkeys((*(service for roads in _ROADS.values() for road in roads for service in road), *QUESTIONS))
)
"""The services that are kept track of, by the names of the lists of capabilities."""
_OTHER_NAMES = {
    "singleStepTrans": "singleStepTransfer",
    "singleStepConf": "singleStepConference",
    "camponCall": "campOnCall",
}
"""Services that have another name as operations."""
_HOLD_AND_CALL = 1
"""The bit of TransAndConfSetup for any call on hold and another one (ECMA-269, resources/asn1/capabilities.asn)."""
_OF_SETUP: frozenset[Situation] = frozenset({"unrelated", "unheard"})
"""What TransAndConfSetup is about; whether a ringing party can be transferred to, no capability tells."""


class Lists(Protocol):
    """The answer to a question for capabilities."""

    def offers(self, service: str) -> bool | None:
        """Whether a service is offered; None: it does not say."""


class Offers:
    """What is offered at each device.

    :param reject_by_deflecting: a call that cannot be rejected is deflected to a target that was chosen.
    """

    def __init__(self, *, reject_by_deflecting: bool = False) -> None:
        self.not_offered: set[str] = set()
        """Services that the switch does not have for anybody."""
        self._refused: dict[str, dict[str, Sentence]] = {}
        self._lacking: dict[str, dict[type[Lists], frozenset[str]]] = {}
        self._setups: dict[str | None, BitSet] = {}
        self._not_joined: dict[str, dict[tuple[Action, Situations], Sentence]] = {}
        self._features: dict[str, Features] = {}
        self._roads = dict(_ROADS)
        if reject_by_deflecting:
            self._roads["reject"] += _ROADS["deflect"]

    # what is learnt

    def forget(self) -> None:
        """Nothing is known any more: it may be another switch."""
        self.not_offered.clear()
        self._refused.clear()
        self._lacking.clear()
        self._setups.clear()
        self._not_joined.clear()
        self._features.clear()

    def forget_device(self, device: str) -> None:
        """Nothing is known of a device any more: it may be another telephone."""
        for known in (self._refused, self._lacking, self._setups, self._not_joined, self._features):
            known.pop(device, None)

    def learn_switch(self, capabilities: Lists) -> None:
        """The switch says what it can do."""
        self.not_offered |= _lacked(capabilities)
        self._learn_setup(None, capabilities)
        self._features.clear()

    def learn_device(self, device: str, capabilities: Lists) -> None:
        """A device says what it can do, as a party of calls or as a telephone."""
        self._lacking.setdefault(device, {})[type(capabilities)] = _lacked(capabilities)
        self._learn_setup(device, capabilities)
        self._features.pop(device, None)

    def _learn_setup(self, device: str | None, capabilities: Lists) -> None:
        setup: BitSet | None = getattr(capabilities, "trans_and_conf_setup", None)  # a telephone's have none
        if setup is not None and setup.bits:  # who sets no bit at all has not filled it in
            self._setups[device] = setup

    def refused(self, device: str, operation: str, code: str) -> bool:
        """A service was refused at a device; whether that is a reason not to ask it there again.

        :param operation: the service by the name of its operation, e.g. "parkCall".
        :param code: the refusal's.
        """
        service = _OTHER_NAMES.get(operation, operation)
        if code in NO_SUCH_SERVICE:
            reason = NOT_BY_SWITCH
        elif code in _NOT_THIS_OBJECT and service in _OF_THE_PHONE:
            reason = NOT_ANSWERED_REMOTELY if service == "answerCall" else NOT_BY_PHONE
        else:
            return False
        self._refused.setdefault(device, {})[service] = reason
        self._features.pop(device, None)
        return True

    def not_joined(self, device: str, action: Action, present: Situations) -> bool:
        """Two calls were not joined for their state; whether that is a reason not to ask it of such calls again.

        :param action: "transfer" or "conference".
        :param present: what of the calls may be the reason.
        """
        if self._joins_any(device):
            present -= _OF_SETUP
        if not present:
            return False
        reason = NOT_WHILE_RINGING if "ringing" in present else CONSULTATIONS_ONLY
        self._not_joined.setdefault(device, {})[action, present] = reason
        self._features.pop(device, None)
        return True

    # what follows

    def _joins_any(self, device: str) -> bool | None:
        """Whether any two calls are joined, or a call with its consultation only; None: nobody has said."""
        said = [_HOLD_AND_CALL in self._setups[one] for one in (None, device) if one in self._setups]
        return all(said) if said else None

    def why_not(self, service: str, device: str) -> Sentence | None:
        """Why a service cannot be had at a device; None: it can, or nobody knows."""
        if service in self.not_offered:
            return NOT_BY_SWITCH
        if (reason := self._refused.get(device, {}).get(service)) is not None:
            return reason
        if any(service in lacking for lacking in self._lacking.get(device, {}).values()):
            return NOT_ANSWERED_REMOTELY if service == "answerCall" else NOT_BY_PHONE
        return None

    def reason(self, what: str, device: str) -> Sentence | None:
        """Why something cannot be done at a device in any way; None: it can, or nobody knows.

        :param what: a word of the control vocabulary.
        """
        first = None
        for road in self._roads.get(what, ()):
            reasons = [reason for service in road if (reason := self.why_not(service, device)) is not None]
            if not reasons:
                return None
            first = first or reasons[0]
        return first

    def features(self, device: str) -> Features:
        """The same for the actions of a device's calls."""
        known = self._features.get(device)
        if known is None:
            actions: tuple[Action, ...] = get_args(Action)
            refused = {one: reason for one in actions if (reason := self.reason(one, device)) is not None}
            joins = dict(self._not_joined.get(device, {}))
            if self._joins_any(device) is False:
                for action in JOINING:
                    joins[action, frozenset({"unrelated"})] = CONSULTATIONS_ONLY
            known = self._features[device] = Features(refused, self.reason("transfer_to", device), joins)
        return known


def _lacked(capabilities: Lists) -> frozenset[str]:
    return frozenset(service for service in SERVICES if capabilities.offers(service) is False)
