"""What happened, in plain words: an event report as a line that anybody understands."""

from __future__ import annotations

import functools
from decimal import Decimal

from desktop.csta import causes
from desktop.csta.call_enumerations import TelephonyTone, TypeOfChargingInfo
from desktop.csta.call_values import ChargingInfo, CurrencyUnits
from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import CallEvent, Event
from desktop.csta.events.call_associated import (
    CallInformation,
    Charging,
    DigitsGenerated,
    ServiceCompletionFailure,
    TelephonyTonesGenerated,
)
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
from desktop.csta.events.media import MediaAttached, MediaDetached
from desktop.csta.events.report import UnknownEvent
from desktop.csta.naming import Shown, digits, named, withheld
from desktop.sentences import Sentence

_OBVIOUS = {
    ConnectionCleared: {EventCause.blocked},
    Conferenced: {EventCause.conference, EventCause.activeParticipation, EventCause.singleStepConference},
    Diverted: {EventCause.redirected, EventCause.callForward, EventCause.callForwardImmediate},
    Held: {EventCause.consultation},
    ServiceInitiated: {EventCause.newCall, EventCause.makeCall, EventCause.consultation},
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
    from desktop.csta import feature_wording  # what a client seldom or never meets

    return feature_wording.what(event, shown)


def _subject(event: CallEvent, shown: Shown) -> str | Sentence:
    """Name the device that did it, at the beginning of a sentence; where the event names none, its connection does."""
    number = digits(event.subject_device) or event.subject.digits
    return shown(number) if number else Sentence("Somebody")


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
    number = event.dropped_connection.digits or digits(event.releasing_device)
    return Sentence("{device} left the call", device=shown(number) if number else Sentence("Somebody"))


@_what.register
def _(event: Delivered, shown: Shown) -> Sentence:
    caller = event.calling_device
    number = digits(caller)
    if caller is None or not (number or withheld(caller)) or (number and number == digits(event.alerting_device)):
        return Sentence("{device} is ringing", device=_subject(event, shown))
    return Sentence(
        "{device} is ringing: a call from {caller}", device=_subject(event, shown), caller=named(caller, shown)
    )


@_what.register
def _(event: DigitsDialed, shown: Shown) -> Sentence:
    if not digits(event.dialing_sequence):
        return Sentence("{device} is dialling", device=_subject(event, shown))
    return Sentence(
        "{device} dialled {number}", device=_subject(event, shown), number=named(event.dialing_sequence, shown)
    )


@_what.register
def _(event: Diverted, shown: Shown) -> Sentence:
    return Sentence(
        "The call was diverted from {device} to {destination}",
        device=named(event.diverting_device, shown),
        destination=named(event.new_destination, shown),
    )


@_what.register
def _(event: Established, shown: Shown) -> Sentence:
    return Sentence("{device} answered", device=_subject(event, shown))


@_what.register
def _(event: Failed, shown: Shown) -> Sentence:
    called = event.called_device if digits(event.called_device) else event.failing_device
    if not digits(called):
        return Sentence("The call failed")
    return Sentence("The call to {device} failed", device=named(called, shown))


@_what.register
def _(event: Held, shown: Shown) -> Sentence:
    if event.cause == EventCause.consultation:
        return Sentence("{device} put the call on hold to consult somebody", device=_subject(event, shown))
    return Sentence("{device} put the call on hold", device=_subject(event, shown))


@_what.register
def _(event: NetworkCapabilitiesChanged, shown: Shown) -> Sentence:
    return Sentence("The outside network reports other events from now on")


@_what.register
def _(event: NetworkReached, shown: Shown) -> Sentence:
    if not digits(event.network_interface_used):
        return Sentence("The call left through an outside line")
    return Sentence("The call left through line {trunk}", trunk=digits(event.network_interface_used))


@_what.register
def _(event: Offered, shown: Shown) -> Sentence:
    return Sentence("The call is offered to {device}", device=named(event.offered_device, shown))


@_what.register
def _(event: Originated, shown: Shown) -> Sentence:
    if not digits(event.called_device):
        return Sentence("{device} is calling", device=_subject(event, shown))
    return Sentence(
        "{device} is calling {called}", device=_subject(event, shown), called=named(event.called_device, shown)
    )


@_what.register
def _(event: Queued, shown: Shown) -> Sentence:
    if not event.calls_in_front:
        return Sentence("The call waits at {device}", device=named(event.queue, shown))
    return Sentence(
        "The call waits at {device}, calls before it: {count}",
        device=named(event.queue, shown),
        count=event.calls_in_front,
    )


@_what.register
def _(event: Retrieved, shown: Shown) -> Sentence:
    return Sentence("{device} took the call off hold", device=_subject(event, shown))


@_what.register
def _(event: ServiceInitiated, shown: Shown) -> Sentence:
    if event.cause == EventCause.makeCall:
        return Sentence("{device} waits for the handset to be lifted", device=_subject(event, shown))
    if event.cause == EventCause.consultation:
        return Sentence("{device} begins a call to consult somebody", device=_subject(event, shown))
    return Sentence("{device} begins a call", device=_subject(event, shown))


@_what.register
def _(event: Transferred, shown: Shown) -> Sentence:
    return Sentence("The call was transferred to {device}", device=named(event.transferred_to_device, shown))


@_what.register
def _(event: CallInformation, shown: Shown) -> Sentence:
    return Sentence("There is new information about the call")


@_what.register
def _(event: Charging, shown: Shown) -> Sentence:
    cost = _cost(event.charging_info)
    if cost is None or event.charging_info is None:
        return Sentence("The call costs something")
    if event.charging_info.type_of_charging_info == TypeOfChargingInfo.total:
        return Sentence("The call cost {cost} in all", cost=cost)
    return Sentence("The call has cost {cost} so far", cost=cost)


@_what.register
def _(event: DigitsGenerated, shown: Shown) -> Sentence:
    return Sentence("Tones were sent in the call")


@_what.register
def _(event: ServiceCompletionFailure, shown: Shown) -> Sentence:
    number = digits(event.primary_call.device_id)
    if not number:
        return Sentence("Something that was begun could not be completed")
    return Sentence("Something that was begun at {device} could not be completed", device=shown(number))


@_what.register
def _(event: TelephonyTonesGenerated, shown: Shown) -> Sentence:
    if event.tone_generated == TelephonyTone.recordWarning:
        return Sentence("A tone in the call warns that it is recorded")
    return Sentence("A tone was sent in the call")


@_what.register
def _(event: MediaAttached, shown: Shown) -> Sentence:
    return Sentence("A media service joined the call of {device}", device=named(event.media_device, shown))


@_what.register
def _(event: MediaDetached, shown: Shown) -> Sentence:
    return Sentence("A media service left the call of {device}", device=named(event.media_device, shown))


@_what.register
def _(event: UnknownEvent, shown: Shown) -> Sentence:
    return Sentence("The telephone system reported {name}, which is not known", name=event.name)


def _cost(charges: ChargingInfo | None) -> Sentence | str | None:
    """Say what a call costs; None where the event does not."""
    if charges is None or charges.number_units is None:
        return None
    units, money = charges.number_units.number_of_charge_units, charges.number_units.number_of_currency_units
    if units is not None:
        count = sum(entry.charging_units or 0 for entry in units)
        return Sentence("1 unit") if count == 1 else Sentence("{count} units", count=count)
    return None if money is None else _money(money)


def _money(money: CurrencyUnits) -> str | None:
    """Write an amount with all decimals that the switch gave it, as "1.20 EUR"."""
    exponent = None if money.currency_multiplier is None else money.currency_multiplier.exponent
    if money.currency_amount is None or exponent is None:
        return None
    currency = (money.currency_type or b"").decode("latin-1")
    amount = f"{Decimal(money.currency_amount).scaleb(exponent):f}"
    return f"{amount} {currency}" if currency.isalpha() else amount
