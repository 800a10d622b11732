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

    :ivar existing_call: a connection of the call that the data are for.
    :ivar account_code: the account that the call is put to.
    :ivar auth_code: who permits it; a secret.
    :ivar correlator_data: octets of the application's own.
    :ivar call_qualifying_data: octets by which the call is judged.
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

    :ivar connection_to_send_digits: the connection into which the tones go.
    :ivar characters_to_send: the digits, * and # among them; a secret where they are a password.
    :ivar digit_mode: absent: as the switch likes.
    :ivar tone_duration: how long each tone lasts.
    :ivar pulse_rate: how fast the pulses of a dial follow each other; for that mode only.
    :ivar pause_duration: how long the pause between two digits lasts.

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

    :ivar connection_to_send_tone: the connection into which the tone goes.
    :ivar tone_to_send: which tone: busy, ringing ...
    :ivar tone_duration: how long it lasts; absent: as the switch likes.
    """

    connection_to_send_tone: ConnectionID
    tone_to_send: TelephonyTone
    tone_duration: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendUserInfo:
    """Send octets to the user at the other end of a call (module send-user-information).

    :ivar existing_call: the sender's connection in the call.
    :ivar user_data: what is sent.
    """

    existing_call: ConnectionID
    user_data: bytes
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
