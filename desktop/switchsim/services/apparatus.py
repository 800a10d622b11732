"""What the services for the parts of a telephone do: handset, display, buttons, microphone, loudspeaker, ringer.

Every telephone has one of each, called ``01``; analogue ones have neither display nor buttons, and their handset must
be lifted by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.csta.enumerations import EventCause
from desktop.csta.events.apparatus import (
    ButtonPressed,
    DisplayUpdated,
    MicrophoneMuteChanged,
    RingerStatusChanged,
    SpeakerMuteChanged,
    SpeakerVolumeChanged,
)
from desktop.csta.events.physical import Hookswitch
from desktop.csta.failures import OperationError, StateError
from desktop.csta.feature_enumerations import CharacterSet, RingMode, VolInc
from desktop.csta.feature_values import Volume
from desktop.csta.services.apparatus import (
    ButtonListEntry,
    ButtonPress,
    DisplayListEntry,
    GetButtonInformation,
    GetButtonInformationResult,
    GetDisplay,
    GetDisplayResult,
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetRingerStatus,
    GetRingerStatusResult,
    GetSpeakerMute,
    GetSpeakerMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
    MicrophoneMuteEntry,
    RingerStatusEntry,
    SetDisplay,
    SetMicrophoneMute,
    SetRingerStatus,
    SetSpeakerMute,
    SetSpeakerVolume,
    SpeakerMuteEntry,
    SpeakerVolumeEntry,
)
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.physical import (
    GetHookswitchStatus,
    GetHookswitchStatusResult,
    GetMessageWaitingIndicator,
    GetMessageWaitingIndicatorResult,
    HookswitchStatusEntry,
    SetHookswitchStatus,
    SetMessageWaitingIndicator,
)
from desktop.csta.values import DeviceID, ReportedDevice
from desktop.switchsim import handset, waiting
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Phone, State
from desktop.switchsim.services.common import number_of, phone_of
from desktop.switchsim.services.station import switch_do_not_disturb

PART = b"\x01"
"""The name of a telephone's only handset, display, microphone, loudspeaker and ringer."""
ROWS, COLUMNS = 2, 24
LONGEST_TEXT = 240
RING_PATTERNS = 8
_STEP = 10
"""One step of a volume."""


def _part(name: bytes | None, error: OperationError = OperationError.objectNotKnown) -> None:
    if name not in (None, PART):
        raise refuse(error)


# handset


def get_hookswitch(exchange: Exchange, argument: GetHookswitchStatus) -> GetHookswitchStatusResult:
    """GetHookswitchStatus: lifted as long as a call is on the line."""
    phone_of(exchange, argument.device)
    _part(argument.hookswitch, OperationError.invalidHookswitchComponent)
    on_hook = handset.lifted(exchange, number_of(argument.device)) is None
    entry = HookswitchStatusEntry(hookswitch=PART, hookswitch_on_hook=on_hook)
    return GetHookswitchStatusResult(hookswitch_status_list=(entry,))


def set_hookswitch(exchange: Exchange, argument: SetHookswitchStatus) -> Acknowledged:
    """SetHookswitchStatus: as if by hand; lifting answers what rings, putting down ends what is on the line."""
    number, phone = phone_of(exchange, argument.device)
    _part(argument.hookswitch, OperationError.invalidHookswitchComponent)
    if not phone.station.remote_answer:
        raise refuse(OperationError.requestIncompatibleWithObject)
    device, on_hook = number_of(argument.device), argument.hookswitch_on_hook
    active = handset.lifted(exchange, device)
    if on_hook is (active is None):
        raise refuse(StateError.invalidDeviceState)
    if active is not None:
        handset.put_down(exchange, active)
    else:
        handset.lift(exchange, device)
    event = Hookswitch(device=ReportedDevice.known(number), hookswitch=PART, hookswitch_on_hook=on_hook)
    exchange.reporter.device_event(number, event)
    return Acknowledged()


# message waiting


def get_message_waiting(exchange: Exchange, argument: GetMessageWaitingIndicator) -> GetMessageWaitingIndicatorResult:
    """GetMessageWaitingIndicator."""
    phone = phone_of(exchange, argument.device)[1]
    caller = phone.features.message_for
    return GetMessageWaitingIndicatorResult(
        message_waiting_on=phone.message_waiting, device_for_message=None if caller is None else DeviceID(caller)
    )


def set_message_waiting(exchange: Exchange, argument: SetMessageWaitingIndicator) -> Acknowledged:
    """SetMessageWaitingIndicator."""
    number, _ = phone_of(exchange, argument.device)
    caller = None if argument.device_for_message is None else number_of(argument.device_for_message)
    if caller is not None and exchange.resolve(caller) is None:
        raise refuse(OperationError.invalidDestination)
    waiting.switch_message_waiting(exchange, number, argument.message_waiting_on, caller)
    return Acknowledged()


# display


def _with_display(exchange: Exchange, device: DeviceID) -> tuple[str, Phone]:
    """A system telephone; analogue ones have neither display nor buttons."""
    number, phone = phone_of(exchange, device)
    if not phone.station.remote_answer:
        raise refuse(OperationError.requestIncompatibleWithDevice)
    return number, phone


def get_display(exchange: Exchange, argument: GetDisplay) -> GetDisplayResult:
    """GetDisplay."""
    _, phone = _with_display(exchange, argument.device)
    _part(argument.display)
    entry = DisplayListEntry(
        display_id=PART,
        logical_rows=ROWS,
        logical_columns=COLUMNS,
        character_set=CharacterSet.ascii,
        contents_of_display=phone.features.display,
    )
    return GetDisplayResult(display_list=(entry,))


def set_display(exchange: Exchange, argument: SetDisplay) -> Acknowledged:
    """SetDisplay: U+0007 in front is a beep, U+007F alone clears (facts 4); what does not fit is cut off."""
    number, phone = _with_display(exchange, argument.device)
    _part(argument.display)
    text, offset = argument.contents_of_display.removeprefix("\x07"), argument.offset or 0
    if len(text) > LONGEST_TEXT or not 0 <= offset < ROWS * COLUMNS:
        raise refuse(OperationError.valueOutOfRange)
    before = phone.features.display
    after = "" if text == "\x7f" else (before[:offset].ljust(offset) + text + before[offset + len(text) :])
    phone.features.display = after[: ROWS * COLUMNS]
    if phone.features.display != before:
        event = DisplayUpdated(
            device=ReportedDevice.known(number),
            display_id=PART,
            logical_rows=ROWS,
            logical_columns=COLUMNS,
            contents_of_display=phone.features.display,
        )
        exchange.reporter.device_event(number, event)
    return Acknowledged()


# buttons


@dataclass(frozen=True, slots=True)
class Button:
    """A key of a telephone.

    :ivar possible: whether it does anything now.
    """

    label: str
    press: Callable[[Exchange, str], None]
    possible: Callable[[Exchange, str], bool] = lambda exchange, number: True


def _redial(exchange: Exchange, number: str) -> None:
    last = exchange.phones[number].features.last_dialled
    exchange.originate(number, last, cause=EventCause.keyOperation, service=False)


def _can_redial(exchange: Exchange, number: str) -> bool:
    phone = exchange.phones[number]
    return phone.in_service and phone.features.last_dialled is not None and exchange.talking(number) is None


def _release(exchange: Exchange, number: str) -> None:
    active = exchange.talking(number)
    assert active is not None, "asked before"
    handset.put_down(exchange, active)


def _toggle_mute(exchange: Exchange, number: str) -> None:
    switch_microphone(exchange, number, not exchange.phones[number].features.microphone_mute)


def _toggle_do_not_disturb(exchange: Exchange, number: str) -> None:
    switch_do_not_disturb(exchange, number, not exchange.phones[number].do_not_disturb)


BUTTONS = {
    b"\x01": Button("Release", _release, lambda exchange, number: exchange.talking(number) is not None),
    b"\x02": Button("Redial", _redial, _can_redial),
    b"\x03": Button("Mute", _toggle_mute),
    b"\x04": Button("Do not disturb", _toggle_do_not_disturb),
}
"""The keys of every system telephone by their names."""


def get_buttons(exchange: Exchange, argument: GetButtonInformation) -> GetButtonInformationResult:
    """GetButtonInformation."""
    _with_display(exchange, argument.device)
    if argument.button is not None and argument.button not in BUTTONS:
        raise refuse(OperationError.invalidButtonIdentifier)
    entries = tuple(
        ButtonListEntry(
            button=name, button_label=button.label, button_function=button.label, button_press_indicator=True
        )
        for name, button in BUTTONS.items()
        if argument.button in (None, name)
    )
    return GetButtonInformationResult(button_list=entries)


def press_button(exchange: Exchange, argument: ButtonPress) -> Acknowledged:
    """ButtonPress: monitors hear of the button first, then of what it does."""
    number, _ = _with_display(exchange, argument.device)
    button = BUTTONS.get(argument.button)
    if button is None:
        raise refuse(OperationError.invalidButtonIdentifier)
    if not button.possible(exchange, number):
        raise refuse(StateError.invalidDeviceState)
    event = ButtonPressed(device=ReportedDevice.known(number), button=argument.button, button_label=button.label)
    exchange.reporter.device_event(number, event)
    button.press(exchange, number)
    return Acknowledged()


# microphone and loudspeaker


def get_microphone(exchange: Exchange, argument: GetMicrophoneMute) -> GetMicrophoneMuteResult:
    """GetMicrophoneMute."""
    features = phone_of(exchange, argument.device)[1].features
    _part(argument.auditory_apparatus)
    entry = MicrophoneMuteEntry(auditory_apparatus=PART, microphone_mute_on=features.microphone_mute)
    return GetMicrophoneMuteResult(microphone_mute_list=(entry,))


def set_microphone(exchange: Exchange, argument: SetMicrophoneMute) -> Acknowledged:
    """SetMicrophoneMute."""
    number, _ = phone_of(exchange, argument.device)
    _part(argument.auditory_apparatus)
    switch_microphone(exchange, number, argument.microphone_mute_on)
    return Acknowledged()


def switch_microphone(exchange: Exchange, number: str, mute: bool) -> None:
    """Mute a station's microphone, or no more; monitors hear of a change."""
    features = exchange.phones[number].features
    if features.microphone_mute is not mute:
        features.microphone_mute = mute
        event = MicrophoneMuteChanged(
            invoking_device=ReportedDevice.known(number), auditory_apparatus=PART, microphone_mute_on=mute
        )
        exchange.reporter.device_event(number, event)


def get_speaker(exchange: Exchange, argument: GetSpeakerMute) -> GetSpeakerMuteResult:
    """GetSpeakerMute."""
    features = phone_of(exchange, argument.device)[1].features
    _part(argument.auditory_apparatus)
    entry = SpeakerMuteEntry(auditory_apparatus=PART, speaker_mute_on=features.speaker_mute)
    return GetSpeakerMuteResult(speaker_mute_list=(entry,))


def set_speaker(exchange: Exchange, argument: SetSpeakerMute) -> Acknowledged:
    """SetSpeakerMute."""
    number, phone = phone_of(exchange, argument.device)
    _part(argument.auditory_apparatus)
    if phone.features.speaker_mute is not argument.speaker_mute_on:
        phone.features.speaker_mute = argument.speaker_mute_on
        event = SpeakerMuteChanged(
            invoking_device=ReportedDevice.known(number),
            auditory_apparatus=PART,
            speaker_mute_on=argument.speaker_mute_on,
        )
        exchange.reporter.device_event(number, event)
    return Acknowledged()


def get_volume(exchange: Exchange, argument: GetSpeakerVolume) -> GetSpeakerVolumeResult:
    """GetSpeakerVolume."""
    features = phone_of(exchange, argument.device)[1].features
    _part(argument.auditory_apparatus)
    entry = SpeakerVolumeEntry(auditory_apparatus=PART, speaker_vol_abs=features.volume)
    return GetSpeakerVolumeResult(speaker_volume_list=(entry,))


def set_volume(exchange: Exchange, argument: SetSpeakerVolume) -> Acknowledged:
    """SetSpeakerVolume."""
    number, phone = phone_of(exchange, argument.device)
    _part(argument.auditory_apparatus)
    volume = _volume(argument.speaker_volume, phone.features.volume, OperationError.speakerVolumeOutOfRange)
    if volume != phone.features.volume:
        phone.features.volume = volume
        event = SpeakerVolumeChanged(
            invoking_device=ReportedDevice.known(number),
            auditory_apparatus=PART,
            speaker_volume=Volume(vol_abs=volume),
        )
        exchange.reporter.device_event(number, event)
    return Acknowledged()


def _volume(asked: Volume, present: int, error: OperationError) -> int:
    if asked.vol_inc in (VolInc.increment, VolInc.decrement):
        return min(100, max(0, present + (_STEP if asked.vol_inc is VolInc.increment else -_STEP)))
    if asked.vol_abs is None or not 0 <= asked.vol_abs <= 100:
        raise refuse(error)
    return asked.vol_abs


# ringer


def get_ringer(exchange: Exchange, argument: GetRingerStatus) -> GetRingerStatusResult:
    """GetRingerStatus."""
    number, phone = phone_of(exchange, argument.device)
    _part(argument.ringer)
    entry = RingerStatusEntry(
        ringer=PART,
        ring_mode=RingMode.ringing if _rings(exchange, number) else RingMode.notRinging,
        ring_pattern=phone.features.ring_pattern,
        ring_vol_abs=phone.features.ring_volume,
    )
    return GetRingerStatusResult(ringer_status_list=(entry,))


def _rings(exchange: Exchange, number: str) -> bool:
    ringing = any(leg.state is State.alerting for leg in exchange.legs(number))
    return ringing and not exchange.phones[number].features.silenced


def set_ringer(exchange: Exchange, argument: SetRingerStatus) -> Acknowledged:
    """SetRingerStatus: what rings can be silenced, and ring again; the next call rings in any case."""
    number, phone = phone_of(exchange, argument.device)
    features = phone.features
    _part(argument.ringer)
    if argument.ring_mode not in (None, RingMode.ringing, RingMode.notRinging):
        raise refuse(OperationError.invalidParameterValue)
    if argument.ring_mode is not None and not any(leg.state is State.alerting for leg in exchange.legs(number)):
        raise refuse(StateError.invalidDeviceState)
    pattern = features.ring_pattern if argument.ring_pattern is None else argument.ring_pattern
    if not 1 <= pattern <= RING_PATTERNS:
        raise refuse(OperationError.ringPatternOutOfRange)
    volume = features.ring_volume
    if argument.ring_volume is not None:
        volume = _volume(argument.ring_volume, volume, OperationError.ringVolumnOutOfRange)
    silenced = features.silenced if argument.ring_mode is None else argument.ring_mode is RingMode.notRinging
    before = (features.ring_pattern, features.ring_volume, features.silenced)
    features.ring_pattern, features.ring_volume, features.silenced = pattern, volume, silenced
    if before != (pattern, volume, silenced):
        event = RingerStatusChanged(
            device=ReportedDevice.known(number),
            ringer=PART,
            ring_mode=RingMode.ringing if _rings(exchange, number) else RingMode.notRinging,
            ring_pattern=pattern,
            ring_volume=Volume(vol_abs=volume),
        )
        exchange.reporter.device_event(number, event)
    return Acknowledged()
