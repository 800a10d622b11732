"""Services for a telephone's buttons, display, microphones, loudspeakers and ringers.

A device names its parts by octets of its own making: which there are is told by GetPhysicalDeviceInformation and by
the lists here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, rest
from desktop.csta.feature_enumerations import CharacterSet, RingMode
from desktop.csta.feature_values import Volume
from desktop.csta.values import DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPress:
    """Press a button, as if by hand (module button-press)."""

    device: DeviceID
    button: bytes
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetButtonInformation:
    """Ask what a device's buttons do (module get-button-information). No button: all of them."""

    device: DeviceID
    button: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonListEntry:
    """One button (module get-button-information).

    :ivar button_associated_number: what it dials or watches.
    :ivar button_press_indicator: ButtonPress can press it.
    :ivar lamp_list: the lamps at it.
    """

    button: bytes
    button_label: str | None = None
    button_label_settable: bool | None = None
    button_function: str | None = None
    button_associated_number: DeviceID | None = None
    button_associated_number_settable: bool | None = None
    button_press_indicator: bool | None = None
    lamp_list: tuple[bytes, ...] | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetButtonInformationResult:
    """The buttons of a device (module get-button-information)."""

    button_list: tuple[ButtonListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetDisplay:
    """Ask what a device displays (module get-display). No display: all of them."""

    device: DeviceID
    display: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayListEntry:
    """One display (module get-display); sizes and places in characters.

    :ivar logical_rows: of the text, of which ``physical_rows`` are seen, from ``physical_base_row_number`` on; columns
        likewise.
    """

    display_id: bytes = asn1("displayID")
    logical_rows: int
    logical_columns: int
    physical_rows: int | None = None
    physical_columns: int | None = None
    physical_base_row_number: int | None = None
    physical_base_column_number: int | None = None
    character_set: CharacterSet | None = None
    contents_of_display: str
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetDisplayResult:
    """The displays of a device (module get-display)."""

    display_list: tuple[DisplayListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDisplay:
    """Write on a device's display (module set-display).

    :ivar contents_of_display: up to 240 characters. Some HiPath switches take a leading U+0007 for a beep, and U+007F
        alone for an empty display.
    :ivar offset: where in the display's text the contents begin, in characters.
    """

    device: DeviceID
    display: bytes | None = None
    physical_base_row_number: int | None = None
    physical_base_column_number: int | None = None
    contents_of_display: str
    offset: int | None = None
    character_set: CharacterSet | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMicrophoneMute:
    """Ask whether a device's microphones are mute (module get-microphone-mute). No apparatus: all of them."""

    device: DeviceID
    auditory_apparatus: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneMuteEntry:
    """One microphone (module get-microphone-mute)."""

    auditory_apparatus: bytes
    microphone_mute_on: bool
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMicrophoneMuteResult:
    """The microphones of a device (module get-microphone-mute)."""

    microphone_mute_list: tuple[MicrophoneMuteEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMicrophoneMute:
    """Mute a microphone, or no more (module set-microphone-mute)."""

    device: DeviceID
    auditory_apparatus: bytes
    microphone_mute_on: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSpeakerMute:
    """Ask whether a device's loudspeakers are mute (module get-speaker-mute). No apparatus: all of them."""

    device: DeviceID
    auditory_apparatus: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMuteEntry:
    """One loudspeaker (module get-speaker-mute)."""

    auditory_apparatus: bytes
    speaker_mute_on: bool
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSpeakerMuteResult:
    """The loudspeakers of a device (module get-speaker-mute)."""

    speaker_mute_list: tuple[SpeakerMuteEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeakerMute:
    """Mute a loudspeaker, or no more (module set-speaker-mute)."""

    device: DeviceID
    auditory_apparatus: bytes
    speaker_mute_on: bool
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSpeakerVolume:
    """Ask how loud a device's loudspeakers are (module get-speaker-volume). No apparatus: all of them."""

    device: DeviceID
    auditory_apparatus: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerVolumeEntry:
    """One loudspeaker (module get-speaker-volume).

    :ivar speaker_vol_abs: 0 (silent) to 100; None where the switch does not know.
    """

    auditory_apparatus: bytes
    speaker_vol_abs: int | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSpeakerVolumeResult:
    """How loud the loudspeakers of a device are (module get-speaker-volume)."""

    speaker_volume_list: tuple[SpeakerVolumeEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeakerVolume:
    """Make a loudspeaker louder or softer (module set-speaker-volume)."""

    device: DeviceID
    auditory_apparatus: bytes
    speaker_volume: Volume
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetRingerStatus:
    """Ask how a device's ringers are set (module get-ringer-status). No ringer: all of them."""

    device: DeviceID
    ringer: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RingerStatusEntry:
    """One ringer (module get-ringer-status).

    :ivar ring_count: how often it has rung, 0 to 1000.
    :ivar ring_duration: of one ring; in which unit, the modules do not say.
    :ivar ring_pattern: the number of a pattern of the switch's own.
    :ivar ring_vol_abs: 0 (silent) to 100.
    """

    ringer: bytes
    ring_mode: RingMode
    ring_count: int | None = None
    ring_duration: int | None = None
    ring_pattern: int | None = None
    ring_vol_abs: int | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetRingerStatusResult:
    """The ringers of a device (module get-ringer-status)."""

    ringer_status_list: tuple[RingerStatusEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRingerStatus:
    """Make a ringer ring, fall silent or sound otherwise (module set-ringer-status). What is absent stays as it is.

    :ivar ring_pattern: the number of a pattern of the switch's own.
    """

    device: DeviceID
    ringer: bytes
    ring_mode: RingMode | None = None
    ring_pattern: int | None = None
    ring_volume: Volume | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
