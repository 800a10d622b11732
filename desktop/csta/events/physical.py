"""Events of the parts of a telephone that calls depend on: the handset, and the lamp for a waiting message."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.events.base import Event
from desktop.csta.values import DeviceID, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class Hookswitch(Event):
    """A handset, headset or loudspeaker was switched (module hookswitch-event).

    :ivar hookswitch: which of the device's hookswitches.
    :ivar hookswitch_on_hook: True: down; False: lifted.
    """

    device: ReportedDevice
    hookswitch: bytes
    hookswitch_on_hook: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWaiting(Event):
    """A message waits for the device, or none does any more (module message-waiting-event).

    :ivar target_device: the device that the message waits for.
    :ivar message_waiting_on: True: one waits.
    :ivar device_for_message: whom to call for the message.
    """

    target_device: ReportedDevice
    message_waiting_on: bool
    device_for_message: DeviceID | None = None
