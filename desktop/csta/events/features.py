"""Events of further features of a logical device: auto answer, call back, caller identity."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.binding import asn1
from desktop.csta.events.base import Event
from desktop.csta.values import DeviceID, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoAnswerChanged(Event):
    """Whether a device answers calls by itself was switched (module auto-answer-event).

    :ivar auto_answer_on: True: it does from now on.
    :ivar number_of_rings: after how many rings it does.
    """

    invoking_device: ReportedDevice
    auto_answer_on: bool
    number_of_rings: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackSet(Event):
    """A call back was ordered or cancelled (module call-back-event).

    :ivar originating_device: who wants the call.
    :ivar target_device: whom it calls.
    :ivar call_back_set_canceled: True: ordered (ECMA-269, from general knowledge).
    """

    originating_device: ReportedDevice
    target_device: ReportedDevice
    call_back_set_canceled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackMessageSet(Event):
    """A message that asks for a call back was left or taken away (module call-back-message-event).

    :ivar originating_device: who wants to be called.
    :ivar target_device: at whom the message is left.
    :ivar call_back_msg_set_canceled: True: left (ECMA-269, from general knowledge).
    """

    originating_device: ReportedDevice
    target_device: ReportedDevice
    call_back_msg_set_canceled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerIDStatusChanged(Event):
    """Whether a device shows its number to those it calls was switched (module caller-id-status-event).

    :ivar caller_id_provided: True: it does from now on.
    """

    device: DeviceID
    caller_id_provided: bool = asn1("callerIDProvided")
