"""Numbers dialled whole or in stages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.csta.enumerations import EventCause
from desktop.csta.services.call_control import DialDigits, MakeCall, MakeCallResult
from desktop.csta.services.common import Acknowledged
from desktop.csta.values import DeviceID
from tests.switchsim.office import Office, company


def lifted(**more: Any) -> Office:
    office = Office(**more)
    office.ok("offhook", device="100")
    office.forget()
    return office


def dial(office: Office, digits: str) -> Any:
    return office.ask(DialDigits(dialling_connection=office.connection("100"), dialling_sequence=DeviceID(digits)))


def test_each_stage_is_told_with_its_digits() -> None:
    office = lifted()
    for digits in ("1", "01"):
        assert isinstance(dial(office, digits), Acknowledged)
    assert [event.dialing_sequence.digits for event in office.events("100", "digitsDialed")] == ["1", "01"]
    (originated,) = office.events("100", "originated")
    assert originated.called_device.digits == "101"


def test_a_stage_with_which_no_number_begins_is_refused_and_changes_nothing() -> None:
    office = lifted()
    dial(office, "1")
    assert office.code(dial(office, "9")) == "operation invalidCalledDeviceID"
    assert office.code(dial(office, "")) == "operation invalidCalledDeviceID"
    dial(office, "01")
    assert office.states("101") == ["alerting"]


def test_or_it_fails_where_the_habit_is_to_say_so_by_an_event() -> None:
    office = lifted(invalid_number="fail")
    dial(office, "19")
    assert office.told("100") == [
        "digitsDialed b164/100 initiated normal",
        "originated b164/100 connected newCall",
        "failed b164/19 connected destNotObtainable",
    ]


def test_only_a_phone_that_is_lifted_and_has_not_dialled_can_dial() -> None:
    office = lifted()
    dial(office, "101")
    assert office.code(dial(office, "102")) == "state invalidConnectionState"


def test_digits_of_a_number_outside_are_waited_for() -> None:
    office = lifted(base=company(times=replace(company().times, between_digits=4.0)))
    for digits in ("0", "891234", "567"):
        dial(office, digits)
        office.wait(3)
    assert office.events("100", "originated") == []
    office.wait(1)
    (originated,) = office.events("100", "originated")
    assert originated.called_device.digits == "0891234567"


def test_emergency_numbers_are_dialled_as_they_are() -> None:
    office = lifted()
    for digit in "112":
        dial(office, digit)
    (reached,) = office.events("100", "networkReached")
    assert reached.called_device.digits == "0112"


def test_make_call_at_a_lifted_phone_uses_the_call_that_was_begun() -> None:
    office = lifted()
    begun = office.connection("100")
    result = office.make_call("100", "101")
    assert isinstance(result, MakeCallResult)
    assert result.calling_device == begun


def test_make_call_at_a_phone_that_dials_already_is_refused() -> None:
    office = lifted()
    dial(office, "1")
    assert office.code(office.make_call("100", "101")) == "state invalidObjectState"


def test_make_call_without_a_number_at_a_lifted_phone_is_refused() -> None:
    office = lifted()
    asked = MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID(""))
    assert office.code(office.ask(asked)) == "state invalidObjectState"


def test_nobody_dials_and_a_tone_comes_but_not_after_a_digit() -> None:
    slow = company(times=replace(company().times, first_digit=10.0))
    office = lifted(base=slow)
    dial(office, "1")
    office.wait(60)
    assert office.states("100") == ["initiated"]
    office = lifted(base=slow)
    office.wait(10)
    (failed,) = office.events("100", "failed")
    assert failed.cause is EventCause.reorderTone
    office.ok("onhook", device="100")
    assert office.ok("state")["ended"][-1]["outcome"] == "failed"


@pytest.mark.parametrize(
    ("digits", "whole"),
    [
        ("101", True),
        ("10", False),
        ("0", False),
        ("089", False),
        ("0891", True),
        ("11", False),
        ("9", None),
        ("*", None),
    ],
)
def test_what_a_number_may_become(digits: str, whole: bool | None) -> None:
    assert Office().switch.completes(digits) is whole
