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
    """Press a button, as if by hand (module button-press).

    :ivar button: the button to press.
    """

    device: DeviceID
    button: bytes
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetButtonInformation:
    """Ask what a device's buttons do (module get-button-information). No button: all of them.

    :ivar button: the button that is asked about.
    """

    device: DeviceID
    button: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonListEntry:
    """One button (module get-button-information).

    :ivar button: the name of the button, for ButtonPress.
    :ivar button_label: what is written on it.
    :ivar button_label_settable: whether the label can be changed.
    :ivar button_function: what it does, in the switch's own words.
    :ivar button_associated_number: what it dials or watches.
    :ivar button_associated_number_settable: whether the number can be changed.
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
    """The buttons of a device (module get-button-information).

    :ivar button_list: one entry for each button.
    """

    button_list: tuple[ButtonListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetDisplay:
    """Ask what a device displays (module get-display). No display: all of them.

    :ivar display: the display that is asked about.
    """

    device: DeviceID
    display: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayListEntry:
    """One display (module get-display); sizes and places in characters.

    :ivar display_id: the name of the display.
    :ivar logical_rows: of the text, of which ``physical_rows`` are seen, from ``physical_base_row_number`` on.
    :ivar logical_columns: of the text, of which ``physical_columns`` are seen, from ``physical_base_column_number`` on.
    :ivar character_set: how the text is to be read.
    :ivar contents_of_display: the text, row after row.
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
    """The displays of a device (module get-display).

    :ivar display_list: one entry for each display.
    """

    display_list: tuple[DisplayListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDisplay:
    """Write on a device's display (module set-display).

    :ivar display: which display; absent: the device's only one.
    :ivar physical_base_row_number: the row of the text that is seen first from now on.
    :ivar physical_base_column_number: the column of the text that is seen first from now on.
    :ivar contents_of_display: up to 240 characters. Some HiPath switches take a leading U+0007 for a beep, and U+007F
        alone for an empty display.
    :ivar offset: where in the display's text the contents begin, in characters.
    :ivar character_set: how the text is to be read.
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
    """One microphone (module get-microphone-mute).

    :ivar microphone_mute_on: True: mute.
    """

    auditory_apparatus: bytes
    microphone_mute_on: bool
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetMicrophoneMuteResult:
    """The microphones of a device (module get-microphone-mute).

    :ivar microphone_mute_list: one entry for each microphone.
    """

    microphone_mute_list: tuple[MicrophoneMuteEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMicrophoneMute:
    """Mute a microphone, or no more (module set-microphone-mute).

    :ivar microphone_mute_on: True: mute it.
    """

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
    """One loudspeaker (module get-speaker-mute).

    :ivar speaker_mute_on: True: mute.
    """

    auditory_apparatus: bytes
    speaker_mute_on: bool
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSpeakerMuteResult:
    """The loudspeakers of a device (module get-speaker-mute).

    :ivar speaker_mute_list: one entry for each loudspeaker.
    """

    speaker_mute_list: tuple[SpeakerMuteEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeakerMute:
    """Mute a loudspeaker, or no more (module set-speaker-mute).

    :ivar speaker_mute_on: True: mute it.
    """

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
    """How loud the loudspeakers of a device are (module get-speaker-volume).

    :ivar speaker_volume_list: one entry for each loudspeaker.
    """

    speaker_volume_list: tuple[SpeakerVolumeEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeakerVolume:
    """Make a loudspeaker louder or softer (module set-speaker-volume).

    :ivar speaker_volume: 0 to 100, or one step louder or softer.
    """

    device: DeviceID
    auditory_apparatus: bytes
    speaker_volume: Volume
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetRingerStatus:
    """Ask how a device's ringers are set (module get-ringer-status). No ringer: all of them.

    :ivar ringer: the ringer that is asked about.
    """

    device: DeviceID
    ringer: bytes | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RingerStatusEntry:
    """One ringer (module get-ringer-status).

    :ivar ringer: the name of the ringer.
    :ivar ring_mode: whether it rings now.
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
    """The ringers of a device (module get-ringer-status).

    :ivar ringer_status_list: one entry for each ringer.
    """

    ringer_status_list: tuple[RingerStatusEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRingerStatus:
    """Make a ringer ring, fall silent or sound otherwise (module set-ringer-status). What is absent stays as it is.

    :ivar ringer: which of the device's ringers.
    :ivar ring_mode: ringing starts it, not ringing silences it.
    :ivar ring_pattern: the number of a pattern of the switch's own.
    :ivar ring_volume: 0 (silent) to 100, or one step louder or softer.
    """

    device: DeviceID
    ringer: bytes
    ring_mode: RingMode | None = None
    ring_pattern: int | None = None
    ring_volume: Volume | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
