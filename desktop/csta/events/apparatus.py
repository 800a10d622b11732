"""Events of a telephone's buttons, lamps, display, microphones, loudspeakers and ringers.

A device names its parts by octets of its own making.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.binding import optional
from desktop.csta.events.base import Event
from desktop.csta.feature_enumerations import CharacterSet, LampBrightness, LampColor, LampMode, RingMode
from desktop.csta.feature_values import MicrophoneGain, Volume
from desktop.csta.values import DeviceID, ReportedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonInformationChanged(Event):
    """A button does something else from now on (module button-information-event).

    :ivar button_label: what is written on it.
    :ivar button_associated_number: what it dials or watches.
    :ivar button_press_indicator: ButtonPress can press it.
    """

    device: ReportedDevice
    button: bytes | None = None
    button_label: str | None = None
    button_associated_number: DeviceID | None = None
    button_press_indicator: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed(Event):
    """A button was pressed (module button-press-event).

    :ivar button_label: what is written on it.
    :ivar button_associated_number: what it dials or watches.
    """

    device: ReportedDevice
    button: bytes | None = None
    button_label: str | None = None
    button_associated_number: DeviceID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayUpdated(Event):
    """A display shows something else (module display-updated-event); sizes and places in characters.

    :ivar display_id: the name of the display; absent: the device's only one.
    :ivar logical_rows: of the text, of which ``physical_rows`` are seen, from ``physical_base_row_number`` on.
    :ivar logical_columns: of the text, of which ``physical_columns`` are seen, from ``physical_base_column_number`` on.
    :ivar character_set: how the text is to be read.
    :ivar contents_of_display: the text, row after row.
    """

    device: ReportedDevice
    display_id: bytes | None = optional("displayID")
    logical_rows: int | None = None
    logical_columns: int | None = None
    physical_rows: int | None = None
    physical_columns: int | None = None
    physical_base_row_number: int | None = None
    physical_base_column_number: int | None = None
    character_set: CharacterSet | None = None
    contents_of_display: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LampModeChanged(Event):
    """A lamp was lit, put out or otherwise switched (module lamp-mode-event).

    :ivar lamp: the name of the lamp.
    :ivar lamp_label: what is written at it, in octets.
    :ivar lamp_mode: how it is lit: steady, flashing, off ...
    :ivar lamp_brightness: how brightly.
    :ivar lamp_color: in which colour.
    """

    device: ReportedDevice
    lamp: bytes | None = None
    lamp_label: bytes | None = None
    lamp_mode: LampMode
    lamp_brightness: LampBrightness | None = None
    lamp_color: LampColor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneGainChanged(Event):
    """A microphone amplifies more or less (module microphone-gain-event).

    :ivar microphone_gain: 0 to 100, or one step up or down.
    """

    invoking_device: ReportedDevice
    auditory_apparatus: bytes | None = None
    microphone_gain: MicrophoneGain


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneMuteChanged(Event):
    """A microphone was muted, or is no more (module microphone-mute-event).

    :ivar microphone_mute_on: True: mute.
    """

    invoking_device: ReportedDevice
    auditory_apparatus: bytes | None = None
    microphone_mute_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RingerStatusChanged(Event):
    """A ringer began to ring, fell silent or was set otherwise (module ringer-status-event).

    :ivar ring_mode: whether it rings now.
    :ivar ring_count: how often it has rung, 0 to 1000.
    :ivar ring_duration: of one ring; in which unit, the modules do not say.
    :ivar ring_pattern: the number of a pattern of the switch's own.
    :ivar ring_volume: 0 (silent) to 100, or one step louder or softer.
    """

    device: ReportedDevice
    ringer: bytes | None = None
    ring_mode: RingMode | None = None
    ring_count: int | None = None
    ring_duration: int | None = None
    ring_pattern: int | None = None
    ring_volume: Volume | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMuteChanged(Event):
    """A loudspeaker was muted, or is no more (module speaker-mute-event).

    :ivar speaker_mute_on: True: mute.
    """

    invoking_device: ReportedDevice
    auditory_apparatus: bytes | None = None
    speaker_mute_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerVolumeChanged(Event):
    """A loudspeaker became louder or softer (module speaker-volume-event).

    :ivar speaker_volume: 0 (silent) to 100, or one step louder or softer.
    """

    invoking_device: ReportedDevice
    auditory_apparatus: bytes | None = None
    speaker_volume: Volume
