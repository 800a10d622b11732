"""Services for the parts of a telephone that calls depend on: the handset, and the lamp for a waiting message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.values import DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class GetHookswitchStatus:
    """Ask whether a device's handset is lifted (module get-hookswitch-status).

    :ivar hookswitch: one of the device's hookswitches; without it, all are told.
    """

    device: DeviceID
    hookswitch: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class HookswitchStatusEntry:
    """One hookswitch: of the handset, a headset or the loudspeaker (module get-hookswitch-status).

    :ivar hookswitch_on_hook: True: down; False: lifted.
    """

    hookswitch: bytes
    hookswitch_on_hook: bool
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetHookswitchStatusResult:
    """The hookswitches of a device (module get-hookswitch-status).

    :ivar hookswitch_status_list: one entry for each hookswitch.
    """

    hookswitch_status_list: tuple[HookswitchStatusEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHookswitchStatus:
    """Lift a handset or put it down, as if by hand (module set-hookswitch-status).

    :ivar hookswitch_on_hook: True: put it down; False: lift it.
    """

    device: DeviceID
    hookswitch: bytes
    hookswitch_on_hook: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMessageWaitingIndicator:
    """Ask whether a message waits for a device (module get-message-waiting-indicator)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMessageWaitingIndicatorResult:
    """Whether a message waits (module get-message-waiting-indicator).

    :ivar message_waiting_on: True: one waits.
    :ivar device_for_message: whom to call for the message.
    :ivar lamp_is_present: the device has a lamp for it.
    """

    message_waiting_on: bool
    device_for_message: DeviceID | None = None
    lamp_is_present: bool | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMessageWaitingIndicator:
    """Tell a device that a message waits for it, or none any more (module set-message-waiting-indicator).

    :ivar message_waiting_on: True: one waits.
    :ivar device_for_message: whom to call for the message.
    """

    device: DeviceID
    message_waiting_on: bool
    device_for_message: DeviceID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
