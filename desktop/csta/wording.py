"""What happened, in plain words: an event report as a line that anybody understands."""

from __future__ import annotations

import functools
from collections.abc import Callable

from desktop.csta import causes
from desktop.csta.enumerations import EventCause, ForwardingType
from desktop.csta.events.base import CallEvent, Event
from desktop.csta.events.call_associated import CallInformation, DigitsGenerated
from desktop.csta.events.call_control import (
    Bridged,
    CallCleared,
    Conferenced,
    ConnectionCleared,
    Delivered,
    DigitsDialed,
    Diverted,
    Established,
    Failed,
    Held,
    NetworkCapabilitiesChanged,
    NetworkReached,
    Offered,
    Originated,
    Queued,
    Retrieved,
    ServiceInitiated,
    Transferred,
)
from desktop.csta.events.logical import CallBackSet, DoNotDisturbChanged, ForwardingChanged
from desktop.csta.events.maintenance import BackInService, DeviceCapabilityChanged, OutOfService, PartiallyInService
from desktop.csta.events.physical import Hookswitch, MessageWaiting
from desktop.csta.events.report import UnknownEvent
from desktop.csta.events.vendor import PrivateEvent
from desktop.csta.shown import MASK
from desktop.csta.values import DeviceID, ReportedDevice
from desktop.sentences import Sentence

Shown = Callable[[str], str]
"""Says how a number is shown: as people write it, or the name of whoever has it."""

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
_OBVIOUS = {
    Conferenced: {EventCause.conference, EventCause.activeParticipation, EventCause.singleStepConference},
    Diverted: {EventCause.redirected},
    ServiceInitiated: {EventCause.newCall, EventCause.makeCall},
    Transferred: {EventCause.transfer, EventCause.singleStepTransfer},
}
"""Causes that an event's own words have said already."""


def words(event: Event | UnknownEvent, shown: Shown = str) -> Sentence:
    """Say what happened, and why where the cause tells something: "The call to 101 failed. The line is busy."

    :param shown: how numbers are shown; what follows a comma in a dialled number is never handed to it.
    """
    what = _what(event, shown)
    cause = getattr(event, "cause", None)
    why = None if cause in _OBVIOUS.get(type(event), ()) else causes.sentence(cause)
    return what if why is None else Sentence("{what}. {why}", what=what, why=why)


@functools.singledispatch
def _what(event: object, shown: Shown) -> Sentence:
    raise AssertionError(f"{type(event).__name__} has no words")


def _digits(device: ReportedDevice | DeviceID | None) -> str | None:
    digits = None if device is None else device.digits
    return f"{digits.split(',', maxsplit=1)[0]},{MASK}" if digits and "," in digits else digits


def _withheld(device: ReportedDevice | None) -> bool:
    return device is not None and device.status == "restricted"


def _object(device: ReportedDevice | DeviceID | None, shown: Shown) -> str | Sentence:
    """Name a device in the middle of a sentence."""
    digits = _digits(device)
    if digits:
        return shown(digits)
    if isinstance(device, ReportedDevice) and _withheld(device):
        return Sentence("a withheld number")
    return Sentence("an unknown number")


def _subject(event: CallEvent, shown: Shown) -> str | Sentence:
    """Name the device that did it, at the beginning of a sentence; where the event names none, its connection does."""
    digits = _digits(event.subject_device) or event.subject.digits
    return shown(digits) if digits else Sentence("Somebody")


def _first(device: ReportedDevice, shown: Shown) -> str | Sentence:
    digits = device.digits
    return shown(digits) if digits else Sentence("Somebody")


@_what.register
def _(event: Bridged, shown: Shown) -> Sentence:
    return Sentence("{device} joined the call on a shared line", device=_subject(event, shown))


@_what.register
def _(event: CallCleared, shown: Shown) -> Sentence:
    return Sentence("The call ended")


@_what.register
def _(event: Conferenced, shown: Shown) -> Sentence:
    if event.added_party is None or not event.added_party.digits:
        return Sentence("The call became a conference")
    return Sentence("{party} joined the conference", party=shown(event.added_party.digits))


@_what.register
def _(event: ConnectionCleared, shown: Shown) -> Sentence:
    digits = event.dropped_connection.digits or _digits(event.releasing_device)
    return Sentence("{device} left the call", device=shown(digits) if digits else Sentence("Somebody"))


@_what.register
def _(event: Delivered, shown: Shown) -> Sentence:
    caller = event.calling_device
    if caller is None or not (caller.digits or _withheld(caller)) or caller.digits == _digits(event.alerting_device):
        return Sentence("{device} is ringing", device=_subject(event, shown))
    return Sentence(
        "{device} is ringing: a call from {caller}", device=_subject(event, shown), caller=_object(caller, shown)
    )


@_what.register
def _(event: DigitsDialed, shown: Shown) -> Sentence:
    if not _digits(event.dialing_sequence):
        return Sentence("{device} is dialling", device=_subject(event, shown))
    return Sentence(
        "{device} dialled {number}", device=_subject(event, shown), number=_object(event.dialing_sequence, shown)
    )


@_what.register
def _(event: Diverted, shown: Shown) -> Sentence:
    return Sentence(
        "The call was diverted from {device} to {destination}",
        device=_object(event.diverting_device, shown),
        destination=_object(event.new_destination, shown),
    )


@_what.register
def _(event: Established, shown: Shown) -> Sentence:
    return Sentence("{device} answered", device=_subject(event, shown))


@_what.register
def _(event: Failed, shown: Shown) -> Sentence:
    called = event.called_device if _digits(event.called_device) else event.failing_device
    if not _digits(called):
        return Sentence("The call failed")
    return Sentence("The call to {device} failed", device=_object(called, shown))


@_what.register
def _(event: Held, shown: Shown) -> Sentence:
    return Sentence("{device} put the call on hold", device=_subject(event, shown))


@_what.register
def _(event: NetworkCapabilitiesChanged, shown: Shown) -> Sentence:
    return Sentence("The outside network reports other events from now on")


@_what.register
def _(event: NetworkReached, shown: Shown) -> Sentence:
    if not _digits(event.network_interface_used):
        return Sentence("The call left through an outside line")
    return Sentence("The call left through line {trunk}", trunk=_digits(event.network_interface_used))


@_what.register
def _(event: Offered, shown: Shown) -> Sentence:
    return Sentence("The call is offered to {device}", device=_object(event.offered_device, shown))


@_what.register
def _(event: Originated, shown: Shown) -> Sentence:
    if not _digits(event.called_device):
        return Sentence("{device} is calling", device=_subject(event, shown))
    return Sentence(
        "{device} is calling {called}", device=_subject(event, shown), called=_object(event.called_device, shown)
    )


@_what.register
def _(event: Queued, shown: Shown) -> Sentence:
    if not event.calls_in_front:
        return Sentence("The call waits at {device}", device=_object(event.queue, shown))
    return Sentence(
        "The call waits at {device}, calls before it: {count}",
        device=_object(event.queue, shown),
        count=event.calls_in_front,
    )


@_what.register
def _(event: Retrieved, shown: Shown) -> Sentence:
    return Sentence("{device} took the call off hold", device=_subject(event, shown))


@_what.register
def _(event: ServiceInitiated, shown: Shown) -> Sentence:
    if event.cause == EventCause.makeCall:
        return Sentence("{device} waits for the handset to be lifted", device=_subject(event, shown))
    return Sentence("{device} begins a call", device=_subject(event, shown))


@_what.register
def _(event: Transferred, shown: Shown) -> Sentence:
    return Sentence("The call was transferred to {device}", device=_object(event.transferred_to_device, shown))


@_what.register
def _(event: CallInformation, shown: Shown) -> Sentence:
    return Sentence("More became known about the call")


@_what.register
def _(event: DigitsGenerated, shown: Shown) -> Sentence:
    return Sentence("Tones were sent in the call")


@_what.register
def _(event: Hookswitch, shown: Shown) -> Sentence:
    if event.hookswitch_on_hook:
        return Sentence("The handset of {device} was put down", device=_object(event.device, shown))
    return Sentence("The handset of {device} was lifted", device=_object(event.device, shown))


@_what.register
def _(event: MessageWaiting, shown: Shown) -> Sentence:
    if event.message_waiting_on:
        return Sentence("A message waits for {device}", device=_object(event.target_device, shown))
    return Sentence("No message waits for {device} any more", device=_object(event.target_device, shown))


@_what.register
def _(event: CallBackSet, shown: Shown) -> Sentence:
    who, whom = _first(event.originating_device, shown), _object(event.target_device, shown)
    if event.call_back_set_canceled:  # true: set, false: cancelled (ECMA-269, from general knowledge)
        return Sentence("{device} asked for a call back from {target}", device=who, target=whom)
    return Sentence("{device} cancelled the call back from {target}", device=who, target=whom)


@_what.register
def _(event: DoNotDisturbChanged, shown: Shown) -> Sentence:
    if event.do_not_disturb_on:
        return Sentence("{device} does not want to be disturbed", device=_first(event.device, shown))
    return Sentence("{device} can be called again", device=_first(event.device, shown))


@_what.register
def _(event: ForwardingChanged, shown: Shown) -> Sentence:
    device = _first(event.device, shown)
    kind = None if event.forwarding_type is None else _CALLS.get(event.forwarding_type)
    calls = kind or Sentence("calls")
    if not event.forward_status:
        return Sentence("{device} does not forward {calls} any more", device=device, calls=calls)
    if not _digits(event.forward_to):
        return Sentence("{device} forwards {calls}", device=device, calls=calls)
    target = _object(event.forward_to, shown)
    return Sentence("{device} forwards {calls} to {target}", device=device, calls=calls, target=target)


@_what.register
def _(event: BackInService, shown: Shown) -> Sentence:
    return Sentence("{device} is in service again", device=_first(event.device, shown))


@_what.register
def _(event: DeviceCapabilityChanged, shown: Shown) -> Sentence:
    return Sentence("{device} offers other functions from now on", device=_first(event.device, shown))


@_what.register
def _(event: OutOfService, shown: Shown) -> Sentence:
    return Sentence("{device} is out of service", device=_first(event.device, shown))


@_what.register
def _(event: PartiallyInService, shown: Shown) -> Sentence:
    return Sentence("{device} is in service in part only", device=_first(event.device, shown))


@_what.register
def _(event: PrivateEvent, shown: Shown) -> Sentence:
    return Sentence("The telephone system sent private data of its manufacturer")


@_what.register
def _(event: UnknownEvent, shown: Shown) -> Sentence:
    return Sentence("The telephone system reported {name}, which is not known", name=event.name)
