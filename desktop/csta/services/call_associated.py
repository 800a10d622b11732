"""Services about a call that do not change who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.call_enumerations import DigitMode, TelephonyTone
from desktop.csta.values import BitSet, ConnectionID, DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociateData:
    """Tie data to a call, which events and other services then carry (module associate-data).

    :ivar account_code: the account that the call is put to. :ivar auth_code: who permits it; a secret.
    :ivar correlator_data: octets of the application's own. :ivar call_qualifying_data: octets by which the call is
        judged.
    :ivar call_characteristics: the names of the bits are those of CallCharacteristics in resources/asn1/numbers.asn.
    :ivar device_info: the device that the data come with.
    """

    existing_call: ConnectionID
    account_code: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    call_qualifying_data: bytes | None = None
    call_characteristics: BitSet | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    device_info: DeviceID | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateDigits:
    """Send tones in a connected call (module generate-digits). The characters may be secret: never log them.

    :ivar digit_mode: absent: as the switch likes.

    The units of duration, rate and pause are not in the module.
    """

    connection_to_send_digits: ConnectionID
    characters_to_send: str
    digit_mode: DigitMode | None = None
    tone_duration: int | None = None
    pulse_rate: int | None = None
    pause_duration: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateTelephonyTones:
    """Let a tone be heard in a call (module generate-telephony-tones).

    The unit of its duration is not in the module.
    """

    connection_to_send_tone: ConnectionID
    tone_to_send: TelephonyTone
    tone_duration: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendUserInfo:
    """Send octets to the user at the other end of a call (module send-user-information)."""

    existing_call: ConnectionID
    user_data: bytes
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
