"""What the messages of devices' features are made of: volumes, security data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.csta.binding import Choice, rest
from desktop.csta.feature_enumerations import MicGainInc, VolInc


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume(Choice):
    """How loud something is or is to be (module physical-device-feature).

    :ivar vol_abs: 0 (silent) to 100.
    :ivar vol_inc: one step from where it is.
    """

    vol_abs: int | None = None
    vol_inc: VolInc | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneGain(Choice):
    """How much a microphone amplifies (module physical-device-feature).

    :ivar mic_gain_abs: 0 to 100.
    :ivar mic_gain_inc: one step from where it was.
    """

    mic_gain_abs: int | None = None
    mic_gain_inc: MicGainInc | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityData:
    """How the receiver may see that a message is genuine and in order (module security).

    :ivar message_sequence_number: counts the sender's messages.
    :ivar timestamp: the sender's local time without a zone; text where it is written otherwise.
    :ivar security_info: a whole element, not interpreted.
    """

    message_sequence_number: int | None = None
    timestamp: datetime | str | None = None
    security_info: bytes | None = None
    other: dict[str, Any] = rest()
