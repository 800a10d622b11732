"""What the rarer services of call control answer; what comes of them is in acts.py and in the features' own tests."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.enumerations import ParticipationType
from desktop.csta.services.call_features import (
    AcceptCall,
    CallBack,
    CallBackMessage,
    IntrudeCall,
    JoinCall,
    MakeConnection,
    MakeConnectionResult,
    ParkCall,
    ParkCallResult,
)
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack
from desktop.csta.values import ConnectionID, DeviceID
from tests.switchsim.office import Office


def _busy() -> Office:
    """101 talks to 102, and 100 has called it in vain."""
    office = Office()
    office.talk("101", "102")
    office.switch.phones["101"].with_habits(busy=True)
    office.make_call("100", "101")
    return office


def test_only_an_offered_call_is_accepted_and_once() -> None:
    office = Office(offered=True)
    office.make_call("100", "101")
    accept = AcceptCall(call_to_be_accepted=office.connection("101"))
    assert type(office.ask(accept)).__name__ == "Acknowledged"
    assert office.told("101")[-1].startswith("delivered")
    assert office.code(office.ask(accept)) == "state invalidConnectionState"


@pytest.mark.parametrize("service", ["CallBack", "CallBackMessage"])
def test_the_result_names_the_station_that_was_not_reached(service: str) -> None:
    office = _busy()
    failed = ConnectionID.of(office.switch.legs("100")[0].call.id, "101")
    asked: Any = {
        "CallBack": CallBack(callback_connection=failed),
        "CallBackMessage": CallBackMessage(callback_message_connection=failed),
    }[service]
    assert office.ask(asked).target_device == DeviceID("101")


def test_call_backs_between_stations() -> None:
    office = Office()
    order = CallBackNonCallRelated(originating_device=DeviceID("100"), target_device=DeviceID("101"))
    cancel = CancelCallBack(originating_device=DeviceID("100"), target_device=DeviceID("101"))
    assert office.code(office.ask(cancel)) == "state noCallToComplete"
    office.ask(order)
    assert [(one.by, one.to) for one in office.switch.call_backs] == [("100", "101")]
    office.ask(cancel)
    assert office.switch.call_backs == []
    strange = CallBackNonCallRelated(originating_device=DeviceID("100"), target_device=DeviceID("700"))
    assert office.code(office.ask(strange)) == "operation invalidCalledDeviceID"


def test_who_joins_or_intrudes_listens_or_talks_and_nothing_else() -> None:
    office = _busy()
    active = office.connection("101")
    failed = ConnectionID.of(office.switch.legs("100")[0].call.id, "101")
    none = ParticipationType.none
    join = JoinCall(active_call=active, joining_device=DeviceID("103"), participation_type=none)
    intrude = IntrudeCall(intrude=failed, participation_type=none)
    assert {office.code(office.ask(one)) for one in (join, intrude)} == {"operation invalidParticipationType"}
    assert (office.states("103"), len(office.switch.legs("101"))) == ([], 1)


def test_a_connection_is_made_where_nothing_is_on_the_line() -> None:
    office = Office()
    make = MakeConnection(initiating_device=DeviceID("100"))
    made = office.ask(make)
    assert isinstance(made, MakeConnectionResult)
    assert (made.initiating_device, office.states("100")) == (office.connection("100"), ["initiated"])
    assert office.code(office.ask(make)) == "state invalidObjectState"
    office.ok("set", device="101", in_service=False)
    away = MakeConnection(initiating_device=DeviceID("101"))
    assert office.code(office.ask(away)) == "systemResource deviceOutOfService"


def test_the_result_of_parking_names_where_the_call_is() -> None:
    office = Office()
    office.talk("100", "101")
    parked = office.ask(ParkCall(parking=office.connection("101"), park_to=DeviceID("102")))
    assert isinstance(parked, ParkCallResult)
    assert parked.parked_to == office.connection("102")
