"""What the station asks by itself: what is switched at a device, and what the switch and its telephones offer.

All of it can wait (:meth:`~desktop.link.session.Session.request_later`), and a refusal means that it stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from desktop.calls.device import agent_of, forwarding_type, presence_of
from desktop.calls.model import Model
from desktop.calls.records import Changes, Forwarding
from desktop.csta.operations import asked_by
from desktop.csta.services.agents import GetAgentState, GetAgentStateResult
from desktop.csta.services.apparatus import (
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetSpeakerMute,
    GetSpeakerMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
)
from desktop.csta.services.capabilities import (
    GetLogicalDeviceInformation,
    GetPhysicalDeviceInformation,
    GetSwitchingFunctionCapabilities,
)
from desktop.csta.services.features import (
    GetAutoAnswer,
    GetAutoAnswerResult,
    GetCallerIDStatus,
    GetCallerIDStatusResult,
)
from desktop.csta.services.logical import GetDoNotDisturb, GetDoNotDisturbResult, GetForwarding, GetForwardingResult
from desktop.csta.services.physical import GetMessageWaitingIndicator, GetMessageWaitingIndicatorResult
from desktop.csta.services.presence import GetPresenceState, GetPresenceStateResult
from desktop.csta.values import DeviceID
from desktop.link.client import RequestError
from desktop.link.session import Session
from desktop.station.offers import QUESTIONS, Offers

Feature = Literal[
    "dnd", "forward", "mwi", "agent", "auto_answer", "mute", "volume", "speaker_mute", "caller_id", "presence"
]
"""What can be switched at a device, by the words of the control vocabulary."""
_QUESTIONS: dict[Feature, type[Any]] = {
    "dnd": GetDoNotDisturb,
    "forward": GetForwarding,
    "mwi": GetMessageWaitingIndicator,
    "agent": GetAgentState,
    "auto_answer": GetAutoAnswer,
    "mute": GetMicrophoneMute,
    "volume": GetSpeakerVolume,
    "speaker_mute": GetSpeakerMute,
    "caller_id": GetCallerIDStatus,
    "presence": GetPresenceState,
}
_AT_ONCE: tuple[Feature, ...] = ("dnd", "forward", "mwi")
_WHERE_OFFERED: tuple[Feature, ...] = tuple(feature for feature in _QUESTIONS if feature not in _AT_ONCE)


class Inquiries:
    """The questions of one station.

    :param models: the calls of the monitored devices; others' answers come too late.
    :param changed: told what an answer changed at a device.
    :param offers_changed: told that something else is offered.
    """

    def __init__(
        self,
        session: Session,
        offers: Offers,
        models: Mapping[str, Model],
        changed: Callable[[str, Changes], None],
        offers_changed: Callable[[], None],
    ) -> None:
        self._session = session
        self._offers = offers
        self._models = models
        self._changed = changed
        self._offers_changed = offers_changed

    def ask_everything(self) -> None:
        """Begin anew: the link is there, and it may be another switch."""
        for device in self._models:
            self.ask_features(device, *_AT_ONCE)
        self.ask_all_offers()

    def ask_all_offers(self) -> None:
        """Ask what the switch and every device can do; what was known of that is forgotten."""
        self._offers.forget()
        self._offers_changed()
        self._session.request_later(GetSwitchingFunctionCapabilities(), self._switch_told)
        for device in self._models:
            self.ask_offers(device)

    def ask_device(self, device: str) -> None:
        """Ask everything of one more device."""
        self.ask_features(device, *_AT_ONCE)
        self.ask_offers(device)

    def ask_features(self, device: str, *features: Feature) -> None:
        """Ask how ``features`` are switched at a device, where that can be asked; answers come as device changes."""
        for feature in features:
            question = _QUESTIONS[feature]
            service = asked_by(question).name
            if service not in QUESTIONS or self._offers.why_not(service, device) is None:
                self._session.request_later(
                    question(device=DeviceID(device)), lambda result: self._features_told(device, result)
                )

    def ask_offers(self, device: str) -> None:
        """Ask what a device can do, as a party of calls and as a telephone; what was known of that is forgotten.

        Then ask how those things are switched that not every telephone has.
        """
        self._offers.forget_device(device)
        self._offers_changed()
        asked = DeviceID(device)
        self._session.request_later(
            GetLogicalDeviceInformation(device=asked), lambda result: self._device_told(device, result)
        )

        def last(result: Any) -> None:
            self._device_told(device, result)
            if device in self._models:
                self.ask_features(device, *_WHERE_OFFERED)

        self._session.request_later(GetPhysicalDeviceInformation(device=asked), last)

    def _features_told(self, device: str, result: Any) -> None:
        model = self._models.get(device)
        if model is None:
            return
        match result:
            case GetDoNotDisturbResult(do_not_disturb_on=on):
                changes = model.set_device(dnd=on)
            case GetForwardingResult(forwarding_list=entries):
                changes = model.set_device(
                    forwarding=tuple(
                        Forwarding(
                            forwarding_type(entry.forwarding_type),
                            entry.forward_status,
                            None if entry.forward_dn is None else entry.forward_dn.digits,
                        )
                        for entry in entries
                    )
                )
            case GetMessageWaitingIndicatorResult(message_waiting_on=on):
                changes = model.set_device(message_waiting=on)
            case GetAgentStateResult(agent_state_list=agents):
                changes = model.set_device(agent=agent_of(agents))
            case GetAutoAnswerResult(auto_answer_on=on):
                changes = model.set_device(auto_answer=on)
            case GetMicrophoneMuteResult(microphone_mute_list=microphones):
                told = tuple((one.auditory_apparatus, one.microphone_mute_on) for one in microphones)
                changes = model.set_device(microphones=told)
            case GetSpeakerVolumeResult(speaker_volume_list=loudspeakers):
                levels = tuple((one.auditory_apparatus, one.speaker_vol_abs) for one in loudspeakers)
                changes = model.set_device(loudspeakers=levels)
            case GetSpeakerMuteResult(speaker_mute_list=loudspeakers):
                mutes = tuple((one.auditory_apparatus, one.speaker_mute_on) for one in loudspeakers)
                changes = model.set_device(speakers=mutes)
            case GetCallerIDStatusResult(caller_id_provided=shown):
                changes = model.set_device(caller_id=shown)
            case GetPresenceStateResult(presence_state=bits):
                changes = model.set_device(presence=presence_of(bits))
            case _:
                return
        self._changed(device, changes)

    def _switch_told(self, result: Any) -> None:
        if not isinstance(result, RequestError):
            self._offers.learn_switch(result)
            self._offers_changed()
            if result.system_status_timer:
                self._session.supervise_every(result.system_status_timer)

    def _device_told(self, device: str, result: Any) -> None:
        if device in self._models and not isinstance(result, RequestError):
            self._offers.learn_device(device, result)
            self._offers_changed()
