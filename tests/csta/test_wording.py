"""Events in plain words."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest

from desktop.csta.binding import read
from desktop.csta.call_enumerations import CurrencyMultiplier, TelephonyTone, TypeOfChargingInfo
from desktop.csta.call_values import ChargingInfo, ChargingUnits, CurrencyUnits, NumberUnits
from desktop.csta.enumerations import EventCause as C
from desktop.csta.events.base import Event
from desktop.csta.events.call_associated import (
    CallInformation,
    Charging,
    DigitsGenerated,
    InvolvedCall,
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
from desktop.csta.events.maintenance import OutOfService
from desktop.csta.events.media import MediaAttached, MediaDetached
from desktop.csta.events.report import EVENTS, UnknownEvent, classes
from desktop.csta.messages import message_class
from desktop.csta.schema import Schema, shipped
from desktop.csta.values import NOT_KNOWN, RESTRICTED, ConnectionID, DeviceID, ReportedDevice
from desktop.csta.wording import words
from desktop.translation import translator
from tests.support.strategies import sample

CALL = ConnectionID.of(b"\xb1\x64", "100")
NAMELESS = ConnectionID(b"\xb1\x64", None)
FEATURES = {
    "physicalDeviceFeatureEvents",
    "logicalDeviceFeatureEvents",
    "deviceMaintenanceEvents",
    "vendorSpecEvents",
}


def device(digits: str) -> ReportedDevice:
    return ReportedDevice.known(digits)


def units(*counts: int | None) -> ChargingInfo:
    entries = tuple(ChargingUnits(charging_units=count) for count in counts)
    return ChargingInfo(
        number_units=NumberUnits(number_of_charge_units=entries), type_of_charging_info=TypeOfChargingInfo.subTotal
    )


def money(amount: int | None, multiplier: CurrencyMultiplier | None, currency: bytes) -> ChargingInfo:
    price = CurrencyUnits(currency_type=currency, currency_amount=amount, currency_multiplier=multiplier)
    return ChargingInfo(
        number_units=NumberUnits(number_of_currency_units=price), type_of_charging_info=TypeOfChargingInfo.total
    )


CASES: list[tuple[Event | UnknownEvent, str]] = [
    (Bridged(bridged_connection=CALL, bridged_appearance=device("101")), "101 joined the call on a shared line"),
    (CallCleared(cleared_call=CALL, cause=C.normalClearing), "The call ended"),
    (Conferenced(primary_old_call=CALL, added_party=device("102"), cause=C.conference), "102 joined the conference"),
    (Conferenced(primary_old_call=CALL, added_party=NOT_KNOWN), "The call became a conference"),
    (Conferenced(primary_old_call=CALL), "The call became a conference"),
    (
        Conferenced(primary_old_call=CALL, added_party=device("102"), cause=C.intrude),
        "102 joined the conference. Somebody intruded on the call.",
    ),
    (ConnectionCleared(dropped_connection=CALL, releasing_device=device("100")), "100 left the call"),
    (ConnectionCleared(dropped_connection=NAMELESS, releasing_device=device("101")), "101 left the call"),
    (ConnectionCleared(dropped_connection=NAMELESS), "Somebody left the call"),
    (Delivered(connection=CALL, alerting_device=device("101")), "101 is ringing"),
    (Delivered(connection=CALL), "100 is ringing"),
    (Delivered(connection=NAMELESS), "Somebody is ringing"),
    (
        Delivered(connection=CALL, alerting_device=device("100"), calling_device=device("257"), cause=C.newCall),
        "100 is ringing: a call from 257",
    ),
    (
        Delivered(connection=CALL, alerting_device=device("100"), calling_device=RESTRICTED),
        "100 is ringing: a call from a withheld number",
    ),
    (Delivered(connection=CALL, alerting_device=device("100"), calling_device=NOT_KNOWN), "100 is ringing"),
    (
        Delivered(connection=CALL, alerting_device=device("100"), cause=C.recall),
        "100 is ringing. The call comes back because nobody took it.",
    ),
    (DigitsDialed(dialing_connection=CALL, dialing_device=device("100")), "100 is dialling"),
    (
        DigitsDialed(dialing_connection=CALL, dialing_device=device("100"), dialing_sequence=DeviceID("089,1234")),
        "100 dialled 089,****",
    ),
    (
        Diverted(connection=CALL, diverting_device=device("100"), new_destination=device("102"), cause=C.redirected),
        "The call was diverted from 100 to 102",
    ),
    (
        Diverted(connection=CALL, diverting_device=device("100"), cause=C.callForwardNoAnswer),
        "The call was diverted from 100 to an unknown number. The call was forwarded because nobody answered.",
    ),
    (Established(established_connection=CALL, answering_device=device("101")), "101 answered"),
    (Established(established_connection=CALL, answering_device=NOT_KNOWN), "100 answered"),
    (
        Failed(failed_connection=CALL, failing_device=device("101"), called_device=device("101"), cause=C.busy),
        "The call to 101 failed. The line is busy.",
    ),
    (Failed(failed_connection=CALL, failing_device=device("101"), called_device=NOT_KNOWN), "The call to 101 failed"),
    (Failed(failed_connection=CALL, cause=C.trunksBusy), "The call failed. All outside lines are busy."),
    (Held(held_connection=CALL, holding_device=device("101")), "101 put the call on hold"),
    (
        Held(held_connection=CALL, holding_device=device("100"), cause=C.consultation),
        "100 put the call on hold to consult somebody",
    ),
    (
        NetworkCapabilitiesChanged(outbound_connection=CALL),
        "The outside network reports other events from now on",
    ),
    (
        NetworkReached(outbound_connection=CALL, network_interface_used=device("7806")),
        "The call left through line 7806",
    ),
    (NetworkReached(outbound_connection=CALL), "The call left through an outside line"),
    (Offered(offered_connection=CALL, offered_device=device("101")), "The call is offered to 101"),
    (
        Originated(originated_connection=CALL, calling_device=device("100"), called_device=device("101,99")),
        "100 is calling 101,****",
    ),
    (Originated(originated_connection=CALL, calling_device=device("100")), "100 is calling"),
    (Queued(queued_connection=CALL, queue=device("790")), "The call waits at 790"),
    (
        Queued(queued_connection=CALL, queue=device("790"), calls_in_front=3, cause=C.noAvailableAgents),
        "The call waits at 790, calls before it: 3. No agent is free.",
    ),
    (Retrieved(retrieved_connection=CALL, retrieving_device=device("100")), "100 took the call off hold"),
    (
        ServiceInitiated(initiated_connection=CALL, initiating_device=device("100"), cause=C.makeCall),
        "100 waits for the handset to be lifted",
    ),
    (
        ServiceInitiated(initiated_connection=CALL, initiating_device=device("100"), cause=C.newCall),
        "100 begins a call",
    ),
    (
        Transferred(primary_old_call=CALL, transferred_to_device=device("102"), cause=C.transfer),
        "The call was transferred to 102",
    ),
    (
        Transferred(primary_old_call=CALL, transferred_to_device=RESTRICTED, cause=C.singleStepTransfer),
        "The call was transferred to a withheld number",
    ),
    (
        ServiceInitiated(initiated_connection=CALL, initiating_device=device("100"), cause=C.consultation),
        "100 begins a call to consult somebody",
    ),
    (ConnectionCleared(dropped_connection=CALL, cause=C.blocked), "100 left the call"),
    (
        Failed(failed_connection=CALL, failing_device=device("101"), cause=C.blocked),
        "The call to 101 failed. The other side has hung up.",
    ),
    (
        Delivered(connection=CALL, calling_device=device("257"), cause=C.callForwardImmediate),
        "100 is ringing: a call from 257. The call was forwarded.",
    ),
    (
        Delivered(connection=CALL, calling_device=device("257"), cause=C.callForwardBusy),
        "100 is ringing: a call from 257. The call was forwarded because the line was busy.",
    ),
    (
        Diverted(
            connection=CALL,
            diverting_device=device("100"),
            new_destination=device("102"),
            cause=C.callForwardImmediate,
        ),
        "The call was diverted from 100 to 102",
    ),
    (CallInformation(connection=CALL), "There is new information about the call"),
    (DigitsGenerated(connection=CALL, digit_generated_list="4711"), "Tones were sent in the call"),
    (Charging(connection=CALL), "The call costs something"),
    (Charging(connection=CALL, charging_info=ChargingInfo()), "The call costs something"),
    (Charging(connection=CALL, charging_info=units(7, None)), "The call has cost 7 units so far"),
    (Charging(connection=CALL, charging_info=units(1)), "The call has cost 1 unit so far"),
    (
        Charging(connection=CALL, charging_info=money(120, CurrencyMultiplier.oneHundredth, b"EUR"), cause=C.normal),
        "The call cost 1.20 EUR in all",
    ),
    (Charging(connection=CALL, charging_info=money(5, CurrencyMultiplier.hundred, b"")), "The call cost 500 in all"),
    (Charging(connection=CALL, charging_info=money(5, CurrencyMultiplier.one, b"\x01")), "The call cost 5 in all"),
    (Charging(connection=CALL, charging_info=money(5, CurrencyMultiplier(9), b"EUR")), "The call costs something"),
    (Charging(connection=CALL, charging_info=money(5, None, b"EUR")), "The call costs something"),
    (Charging(connection=CALL, charging_info=money(None, CurrencyMultiplier.one, b"")), "The call costs something"),
    (
        Charging(connection=CALL, charging_info=ChargingInfo(number_units=NumberUnits(other={"value-5": b""}))),
        "The call costs something",
    ),
    (
        ServiceCompletionFailure(primary_call=InvolvedCall(device_id=DeviceID("100")), cause=C.busy),
        "Something that was begun at 100 could not be completed. The line is busy.",
    ),
    (ServiceCompletionFailure(primary_call=InvolvedCall()), "Something that was begun could not be completed"),
    (TelephonyTonesGenerated(connection=CALL, tone_generated=TelephonyTone.busy), "A tone was sent in the call"),
    (
        TelephonyTonesGenerated(connection=CALL, tone_generated=TelephonyTone.recordWarning),
        "A tone in the call warns that it is recorded",
    ),
    (
        MediaAttached(media_connection=CALL, media_device=device("100")),
        "A media service joined the call of 100",
    ),
    (
        MediaDetached(media_connection=CALL),
        "A media service left the call of an unknown number",
    ),
    (
        UnknownEvent("callControlEvents", "value-33", b""),
        "The telephone system reported value-33, which is not known",
    ),
]


@pytest.mark.parametrize(("event", "expected"), CASES, ids=[expected for _, expected in CASES])
def test_words(event: Event | UnknownEvent, expected: str) -> None:
    assert str(words(event)) == expected


def test_every_kind_of_event_is_among_them() -> None:
    """Of the kinds that are about calls: test_feature_wording.py has the others."""
    about_calls = {path for (category, _), path in EVENTS.items() if category not in FEATURES}
    every: set[type[Any]] = {UnknownEvent, *(message_class(f"events.{path}") for path in about_calls)}
    assert {type(event) for event, _ in CASES} == every


def test_what_is_about_features_has_words_too_and_its_cause() -> None:
    event = OutOfService(device=device("100"), cause=C.maintenance)
    assert str(words(event)) == "100 is out of service. The telephone system is being serviced."


def test_numbers_are_shown_as_the_caller_wants() -> None:
    event = Originated(
        originated_connection=CALL, calling_device=device("100"), called_device=device("0891234567,4711")
    )
    asked: list[str] = []

    def shown(number: str) -> str:
        asked.append(number)
        return {"100": "Anna Maier"}.get(number, number)

    assert str(words(event, shown)) == "Anna Maier is calling 0891234567,****"
    assert not any("4711" in number for number in asked)


def test_random_events_have_words(schema: Schema) -> None:
    for name, kind in classes("callControlEvents").items():
        for seed in range(20):
            value = sample(Random(seed), f"{name[0].upper()}{name[1:]}Event", schema=shipped())
            said = str(words(read(kind, value)))
            assert said
            assert "{" not in said


WITHOUT_NUMBER = re.compile(r"\b(Jemand|unbekannter|unbekannten|unterdrückter|unterdrückten)\b")
"""In German: what is right at the beginning of a sentence only, or after some prepositions only."""


def _without_numbers(event: Any, nobody: ReportedDevice) -> Any:
    """Return the event as a switch sends it that cannot or may not name anybody, without its cause."""
    changes: dict[str, object] = {}
    for field in fields(event):
        value = getattr(event, field.name)
        if isinstance(value, ReportedDevice):
            changes[field.name] = nobody
        elif isinstance(value, DeviceID):
            changes[field.name] = DeviceID(b"\x01", "other")
        elif isinstance(value, ConnectionID):
            changes[field.name] = NAMELESS
        elif field.name == "cause":
            changes[field.name] = None
    return replace(event, **changes)


@pytest.mark.parametrize("nobody", [NOT_KNOWN, RESTRICTED], ids=["unknown", "withheld"])
def test_german_is_right_where_nobody_is_named(schema: Schema, nobody: ReportedDevice) -> None:
    """What stands for a number does not inflect in German, since prepositions of every case stand before it."""
    german = translator("de")
    said = set()
    categories: Any = dict(schema.node("EventSpecificInfo").alternatives)
    for category, name in EVENTS:
        kind = message_class(f"events.{EVENTS[category, name]}")
        member = dict(categories[category].inner.alternatives)[name]
        for seed in range(20):
            event = _without_numbers(read(kind, sample(Random(seed), member.type_name)), nobody)
            said.add(german(words(event)))
    assert {text for text in said if WITHOUT_NUMBER.search(text.split(maxsplit=1)[1])} == set()
    assert {word for text in said for word in ("Unbekannt", "Anonym") if word in text.split()} >= {
        "Anonym" if nobody is RESTRICTED else "Unbekannt"
    }


def test_german_sentences_without_a_number() -> None:
    german = translator("de")
    assert german(words(Transferred(primary_old_call=CALL, transferred_to_device=NOT_KNOWN))) == (
        "Das Gespräch wurde an Unbekannt übergeben"
    )
    assert german(words(Offered(offered_connection=CALL, offered_device=RESTRICTED))) == (
        "Der Anruf wird Anonym angeboten"
    )
    assert german(words(Delivered(connection=NAMELESS, calling_device=RESTRICTED))) == (
        "Jemand klingelt: Anruf von Anonym"
    )


def test_what_is_no_event_has_no_words() -> None:
    with pytest.raises(AssertionError, match="str has no words"):
        words("hello")  # type: ignore[arg-type]
