"""What happened, in plain words: the events of devices' features, in :mod:`desktop.csta.wording`'s stead."""

from __future__ import annotations

import functools

from desktop.csta.enumerations import ForwardingType
from desktop.csta.events.agents import (
    AgentBusy,
    AgentEvent,
    AgentLoggedOff,
    AgentLoggedOn,
    AgentNotReady,
    AgentReady,
    AgentWorkingAfterCall,
    AutoWorkModeChanged,
    RouteingModeChanged,
)
from desktop.csta.events.apparatus import (
    ButtonInformationChanged,
    ButtonPressed,
    DisplayUpdated,
    LampModeChanged,
    MicrophoneGainChanged,
    MicrophoneMuteChanged,
    RingerStatusChanged,
    SpeakerMuteChanged,
    SpeakerVolumeChanged,
)
from desktop.csta.events.features import AutoAnswerChanged, CallBackMessageSet, CallBackSet, CallerIDStatusChanged
from desktop.csta.events.logical import DoNotDisturbChanged, ForwardingChanged
from desktop.csta.events.maintenance import BackInService, DeviceCapabilityChanged, OutOfService, PartiallyInService
from desktop.csta.events.physical import Hookswitch, MessageWaiting
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.events.vendor import PrivateEvent
from desktop.csta.feature_enumerations import CharacterSet, LampMode, MicGainInc, PresenceState, RingMode, VolInc
from desktop.csta.naming import Shown, digits, first, named
from desktop.sentences import Sentence

_CALLS = {
    ForwardingType.forwardImmediate: Sentence("all calls"),
    ForwardingType.forwardBusy: Sentence("calls while the line is busy"),
    ForwardingType.forwardNoAns: Sentence("calls that nobody answers"),
    ForwardingType.forwardBusyInt: Sentence("internal calls while the line is busy"),
    ForwardingType.forwardBusyExt: Sentence("external calls while the line is busy"),
    ForwardingType.forwardNoAnsInt: Sentence("internal calls that nobody answers"),
    ForwardingType.forwardNoAnsExt: Sentence("external calls that nobody answers"),
    ForwardingType.forwardImmInt: Sentence("all internal calls"),
    ForwardingType.forwardImmExt: Sentence("all external calls"),
    ForwardingType.forwardDND: Sentence("calls during do not disturb"),
    ForwardingType.forwardDNDInt: Sentence("internal calls during do not disturb"),
    ForwardingType.forwardDNDExt: Sentence("external calls during do not disturb"),
}
_LAMPS = {
    LampMode.brokenFlutter: Sentence("is blinking"),
    LampMode.flutter: Sentence("is blinking"),
    LampMode.off: Sentence("went out"),
    LampMode.steady: Sentence("is lit"),
    LampMode.wink: Sentence("is blinking"),
}
_AGENTS = {
    AgentBusy: Sentence("is busy with a call"),
    AgentLoggedOff: Sentence("logged off"),
    AgentLoggedOn: Sentence("logged on"),
    AgentNotReady: Sentence("takes no calls for a while"),
    AgentReady: Sentence("is ready for calls"),
    AgentWorkingAfterCall: Sentence("finishes the work after a call"),
}
_PRESENCE = {
    PresenceState.available: Sentence("available"),
    PresenceState.away: Sentence("away"),
    PresenceState.busy: Sentence("busy"),
    PresenceState.calling: Sentence("in a call"),
    PresenceState.dnd: Sentence("not to be disturbed"),
    PresenceState.meeting: Sentence("in a meeting"),
    PresenceState.offline: Sentence("offline"),
    PresenceState.vacation: Sentence("on holiday"),
}


@functools.singledispatch
def what(event: object, shown: Shown) -> Sentence:
    """Say what happened, without the cause.

    :param shown: how numbers are shown; what follows a comma in a dialled number is never handed to it.
    """
    raise AssertionError(f"{type(event).__name__} has no words")


@what.register
def _(event: Hookswitch, shown: Shown) -> Sentence:
    if event.hookswitch_on_hook:
        return Sentence("The handset of {device} was put down", device=named(event.device, shown))
    return Sentence("The handset of {device} was lifted", device=named(event.device, shown))


@what.register
def _(event: MessageWaiting, shown: Shown) -> Sentence:
    if event.message_waiting_on:
        return Sentence("A message waits for {device}", device=named(event.target_device, shown))
    return Sentence("No message waits for {device} any more", device=named(event.target_device, shown))


@what.register
def _(event: CallBackSet, shown: Shown) -> Sentence:
    who, whom = first(event.originating_device, shown), named(event.target_device, shown)
    if event.call_back_set_canceled:  # true: set, false: cancelled (ECMA-269, from general knowledge)
        return Sentence("{device} asked for a call back from {target}", device=who, target=whom)
    return Sentence("{device} cancelled the call back from {target}", device=who, target=whom)


@what.register
def _(event: DoNotDisturbChanged, shown: Shown) -> Sentence:
    if event.do_not_disturb_on:
        return Sentence("{device} does not want to be disturbed", device=first(event.device, shown))
    return Sentence("{device} can be called again", device=first(event.device, shown))


@what.register
def _(event: ForwardingChanged, shown: Shown) -> Sentence:
    device = first(event.device, shown)
    kind = None if event.forwarding_type is None else _CALLS.get(event.forwarding_type)
    calls = kind or Sentence("calls")
    if not event.forward_status:
        return Sentence("{device} does not forward {calls} any more", device=device, calls=calls)
    if not digits(event.forward_to):
        return Sentence("{device} forwards {calls}", device=device, calls=calls)
    target = named(event.forward_to, shown)
    return Sentence("{device} forwards {calls} to {target}", device=device, calls=calls, target=target)


@what.register
def _(event: BackInService, shown: Shown) -> Sentence:
    return Sentence("{device} is in service again", device=first(event.device, shown))


@what.register
def _(event: DeviceCapabilityChanged, shown: Shown) -> Sentence:
    return Sentence("{device} offers other functions from now on", device=first(event.device, shown))


@what.register
def _(event: OutOfService, shown: Shown) -> Sentence:
    return Sentence("{device} is out of service", device=first(event.device, shown))


@what.register
def _(event: PartiallyInService, shown: Shown) -> Sentence:
    return Sentence("{device} is in service in part only", device=first(event.device, shown))


@what.register
def _(event: PrivateEvent, shown: Shown) -> Sentence:
    return Sentence("The telephone system sent private data of its manufacturer")


@what.register
def _(event: ButtonInformationChanged, shown: Shown) -> Sentence:
    device = named(event.device, shown)
    if not event.button_label:
        return Sentence("A button of {device} does something else from now on", device=device)
    return Sentence(
        'The button "{label}" of {device} does something else from now on', label=event.button_label, device=device
    )


@what.register
def _(event: ButtonPressed, shown: Shown) -> Sentence:
    device = named(event.device, shown)
    if not event.button_label:
        return Sentence("A button of {device} was pressed", device=device)
    return Sentence('The button "{label}" of {device} was pressed', label=event.button_label, device=device)


@what.register
def _(event: DisplayUpdated, shown: Shown) -> Sentence:
    device = named(event.device, shown)
    text = " ".join(event.contents_of_display.split())
    if event.character_set not in {None, CharacterSet.ascii} or not text.isprintable():
        return Sentence("The display of {device} shows something else", device=device)
    if not text:
        return Sentence("The display of {device} is empty", device=device)
    return Sentence('The display of {device} shows "{text}"', device=device, text=text)


@what.register
def _(event: LampModeChanged, shown: Shown) -> Sentence:
    does = _LAMPS.get(event.lamp_mode, Sentence("was switched"))
    return Sentence("A lamp of {device} {does}", device=named(event.device, shown), does=does)


@what.register
def _(event: MicrophoneGainChanged, shown: Shown) -> Sentence:
    device, gain = named(event.invoking_device, shown), event.microphone_gain
    if gain.mic_gain_abs is not None:
        return Sentence("The microphone of {device} is set to {level} of 100", device=device, level=gain.mic_gain_abs)
    if gain.mic_gain_inc == MicGainInc.increment:
        return Sentence("The microphone of {device} hears more", device=device)
    if gain.mic_gain_inc == MicGainInc.decrement:
        return Sentence("The microphone of {device} hears less", device=device)
    return Sentence("The microphone of {device} was set otherwise", device=device)


@what.register
def _(event: MicrophoneMuteChanged, shown: Shown) -> Sentence:
    if event.microphone_mute_on:
        return Sentence("The microphone of {device} was muted", device=named(event.invoking_device, shown))
    return Sentence("The microphone of {device} is on again", device=named(event.invoking_device, shown))


@what.register
def _(event: RingerStatusChanged, shown: Shown) -> Sentence:
    device = named(event.device, shown)
    if event.ring_mode == RingMode.ringing:
        return Sentence("The bell of {device} rings", device=device)
    if event.ring_mode == RingMode.notRinging:
        return Sentence("The bell of {device} is silent", device=device)
    return Sentence("The bell of {device} was set otherwise", device=device)


@what.register
def _(event: SpeakerMuteChanged, shown: Shown) -> Sentence:
    if event.speaker_mute_on:
        return Sentence("The loudspeaker of {device} was muted", device=named(event.invoking_device, shown))
    return Sentence("The loudspeaker of {device} is on again", device=named(event.invoking_device, shown))


@what.register
def _(event: SpeakerVolumeChanged, shown: Shown) -> Sentence:
    device, volume = named(event.invoking_device, shown), event.speaker_volume
    if volume.vol_abs is not None:
        return Sentence("The loudspeaker of {device} is set to {level} of 100", device=device, level=volume.vol_abs)
    if volume.vol_inc == VolInc.increment:
        return Sentence("The loudspeaker of {device} became louder", device=device)
    if volume.vol_inc == VolInc.decrement:
        return Sentence("The loudspeaker of {device} became softer", device=device)
    return Sentence("The loudspeaker of {device} was set otherwise", device=device)


@what.register
def _(event: AgentEvent, shown: Shown) -> Sentence:
    does, device = _AGENTS[type(event)], named(event.agent_device, shown)
    if event.acd_group is None:
        return Sentence("The agent at {device} {does}", device=device, does=does)
    group = named(event.acd_group, shown)
    return Sentence("The agent at {device} {does}, group {group}", device=device, does=does, group=group)


@what.register
def _(event: AutoWorkModeChanged, shown: Shown) -> Sentence:
    device = named(event.invoking_device, shown)
    if event.auto_work_on:
        return Sentence("The agent at {device} has time for his work after each call", device=device)
    return Sentence("The agent at {device} is ready right after each call", device=device)


@what.register
def _(event: RouteingModeChanged, shown: Shown) -> Sentence:
    device = named(event.device, shown)
    if event.routeing_mode:
        return Sentence("A computer decides where calls to {device} go", device=device)
    return Sentence("The telephone system decides by itself where calls to {device} go", device=device)


@what.register
def _(event: AutoAnswerChanged, shown: Shown) -> Sentence:
    device = first(event.invoking_device, shown)
    if not event.auto_answer_on:
        return Sentence("{device} does not answer calls by itself any more", device=device)
    if not event.number_of_rings:
        return Sentence("{device} answers calls by itself", device=device)
    return Sentence(
        "{device} answers calls by itself, rings before it does: {count}", device=device, count=event.number_of_rings
    )


@what.register
def _(event: CallBackMessageSet, shown: Shown) -> Sentence:
    who, whom = first(event.originating_device, shown), named(event.target_device, shown)
    if event.call_back_msg_set_canceled:  # as with CallBackSet
        return Sentence("{device} left {target} a message that asks for a call back", device=who, target=whom)
    return Sentence("{device} took back the message to {target} that asks for a call back", device=who, target=whom)


@what.register
def _(event: CallerIDStatusChanged, shown: Shown) -> Sentence:
    if event.caller_id_provided:
        return Sentence("{device} shows its number to those it calls", device=first(event.device, shown))
    return Sentence("{device} withholds its number from those it calls", device=first(event.device, shown))


@what.register
def _(event: PresenceStateChanged, shown: Shown) -> Sentence:
    said = [_PRESENCE.get(PresenceState(bit)) for bit in sorted(event.presence_state.bits)]
    states = [state for state in said if state is not None] or [Sentence("not known")]
    listed = functools.reduce(lambda before, state: Sentence("{before}, {state}", before=before, state=state), states)
    return Sentence("The presence of {device}: {states}", device=named(event.device, shown), states=listed)
