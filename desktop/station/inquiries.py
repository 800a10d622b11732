"""What the station asks by itself: what is switched at a device, and what the switch and its telephones offer.

All of it can wait (:meth:`~desktop.link.session.Session.request_later`), and a refusal means that it stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.calls.model import Model, forwarding_type
from desktop.calls.records import Changes, Forwarding
from desktop.csta.services.capabilities import (
    GetLogicalDeviceInformation,
    GetPhysicalDeviceInformation,
    GetSwitchingFunctionCapabilities,
)
from desktop.csta.services.logical import GetDoNotDisturb, GetDoNotDisturbResult, GetForwarding, GetForwardingResult
from desktop.csta.services.physical import GetMessageWaitingIndicator, GetMessageWaitingIndicatorResult
from desktop.csta.values import DeviceID
from desktop.link.client import RequestError
from desktop.link.session import Session
from desktop.station.offers import Offers


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
            self.ask_features(device)
        self.ask_all_offers()

    def ask_all_offers(self) -> None:
        """Ask what the switch and every device can do; what was known of that is forgotten."""
        self._offers.forget()
        self._offers_changed()
        self._session.request_later(GetSwitchingFunctionCapabilities(), self._switch_told)
        for device in self._models:
            self.ask_offers(device)

    def ask_features(self, device: str) -> None:
        """Ask what is switched at a device; answers come as device changes."""
        asked = DeviceID(device)
        for question in (
            GetDoNotDisturb(device=asked),
            GetForwarding(device=asked),
            GetMessageWaitingIndicator(device=asked),
        ):
            self._session.request_later(question, lambda result: self._features_told(device, result))

    def ask_offers(self, device: str) -> None:
        """Ask what a device can do, as a party of calls and as a telephone; what was known of that is forgotten."""
        self._offers.forget_device(device)
        self._offers_changed()
        asked = DeviceID(device)
        for question in (GetLogicalDeviceInformation(device=asked), GetPhysicalDeviceInformation(device=asked)):
            self._session.request_later(question, lambda result: self._device_told(device, result))

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
            case _:
                return
        self._changed(device, changes)

    def _switch_told(self, result: Any) -> None:
        if not isinstance(result, RequestError):
            self._offers.learn_switch(result)
            self._offers_changed()

    def _device_told(self, device: str, result: Any) -> None:
        if device in self._models and not isinstance(result, RequestError):
            self._offers.learn_device(device, result)
            self._offers_changed()
