"""What people do by themselves besides lifting and hanging up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.switchsim.company import Company, Habits, Outsider, Station
from desktop.switchsim.people import seconds_of_day
from tests.switchsim.office import START, Office, company

MORNING = (10 * 60 + 11) * 60 + 12
"""Seconds of START since its midnight."""


def with_habits(number: str, **habits: Any) -> Company:
    """The office, where 100 has such habits, or the person outside with this number."""
    base = company()
    if number in {station.number for station in base.stations}:
        stations = tuple(
            Station(number=one.number, habits=Habits(**habits), pickup_group="office") if one.number == number else one
            for one in base.stations
        )
        return replace(base, stations=stations)
    return replace(base, outsiders=(Outsider(number=number, habits=Habits(**habits)),))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10:00", 36_000.0), ("0:01", 60.0), ("23:59", 86_340.0), ("24:00", None), ("10", None), ("10:60", None)],
)
def test_times_of_day(text: str, seconds: float | None) -> None:
    assert seconds_of_day(text) == seconds


def test_somebody_is_engaged_until_eleven_every_day() -> None:
    office = Office(base=with_habits("101", busy_until="11:00"))

    def busy() -> bool:
        return office.switch.phones["101"].station.habits.busy

    assert START.hour == 10
    assert busy()
    office.wait(11 * 3600 - MORNING - 1)
    assert busy()
    office.wait(1)
    assert not busy(), "it is eleven"
    office.wait(13 * 3600 - 1)
    assert not busy()
    office.wait(1)
    assert busy(), "it is midnight"
    office.wait(11 * 3600)
    assert not busy()


def test_somebody_outside_was_engaged_until_ten() -> None:
    office = Office(base=with_habits("0891234567", busy_until="10:00"))
    office.make_call("100", "00891234567")
    assert [line.split()[0] for line in office.told("100")][-1] == "delivered", "it is past ten"
    office.wait(24 * 3600 - MORNING)
    assert office.switch.outsiders["0891234567"].habits.busy


def test_a_colleague_calls_back_who_was_missed() -> None:
    office = Office(base=with_habits("101", calls_back_after=30.0))
    office.ok("call", **{"from": "0891234567", "to": "101"})
    office.ok("hangup", device="0891234567")
    office.wait(29)
    assert office.states("101") == []
    office.wait(1)
    (leg,) = office.switch.legs("101")
    assert [other.outside for other in leg.others] == ["0891234567"]


def test_the_trunk_code_is_dialled_also_where_it_is_not_shown() -> None:
    base = replace(with_habits("101", calls_back_after=5.0), show_trunk_code=False)
    office = Office(base=base)
    office.ok("call", **{"from": "0891234567", "to": "101"})
    office.ok("hangup", device="0891234567")
    office.wait(5)
    (leg,) = office.switch.legs("101")
    assert [other.outside for other in leg.others] == ["0891234567"]


def test_nobody_calls_back_a_number_that_was_hidden() -> None:
    office = Office(base=with_habits("101", calls_back_after=5.0))
    office.ok("call", **{"from": "0893333333", "to": "101", "restricted": True})
    office.ok("hangup", device="0893333333")
    office.wait(60)
    assert office.states("101") == []


def test_nobody_calls_back_while_talking_or_out_of_service() -> None:
    office = Office(base=with_habits("101", calls_back_after=5.0))
    office.ok("call", **{"from": "102", "to": "101"})
    office.ok("hangup", device="102")
    office.talk("103", "101")
    office.wait(60)
    assert office.states("102") == []
    office.ok("hangup", device="103")
    office.ok("call", **{"from": "102", "to": "101"})
    office.ok("hangup", device="102")
    office.ok("set", device="101", in_service=False)
    office.wait(60)
    assert office.states("102") == []


def test_somebody_outside_calls_back_who_was_missed() -> None:
    office = Office(base=with_habits("0891234567", calls_back_after=20.0))
    office.make_call("100", "00891234567")
    office.ok("hangup", device="100")
    office.wait(20)
    assert office.states("100") == ["alerting"]


def test_somebody_outside_does_not_call_while_a_call_is_there() -> None:
    office = Office(base=with_habits("0891234567", calls_back_after=20.0))
    office.make_call("100", "00891234567")
    office.ok("hangup", device="100")
    office.make_call("101", "00891234567")
    office.wait(20)
    assert office.states("100") == []


def test_somebody_holds_for_a_while() -> None:
    office = Office(base=with_habits("101", holds_after=4.0, holds_for=6.0))
    office.talk("100", "101")
    office.wait(4)
    assert office.states("101") == ["hold"]
    office.wait(6)
    assert office.states("101") == ["connected"]
    office.wait(60)
    assert office.states("101") == ["connected"], "once"


def test_a_held_call_stays_where_somebody_else_is_on_the_line() -> None:
    office = Office(base=with_habits("101", holds_after=4.0, holds_for=6.0))
    office.talk("100", "101")
    office.wait(4)
    office.ok("dial", device="101", to="102")
    office.wait(60)
    assert office.states("101") == ["hold", "connected"]


def test_somebody_passes_calls_on() -> None:
    office = Office(base=with_habits("101", transfers_to="105", transfers_after=3.0))
    office.talk("100", "101")
    office.forget()
    office.wait(3)
    assert office.told("101") == ["transferred b164/101 null singleStepTransfer"]
    assert office.states("105") == ["alerting"]


def test_who_cannot_pass_a_call_on_goes_on_talking() -> None:
    office = Office(base=with_habits("101", transfers_to="999", transfers_after=3.0))
    office.talk("100", "101")
    office.wait(3)
    assert office.states("101") == ["connected"]


def test_only_calls_that_came_in_are_held_and_passed_on() -> None:
    office = Office(base=with_habits("100", transfers_to="105", holds_after=1.0))
    office.talk("100", "101")
    office.wait(60)
    assert office.states("100") == ["connected"]
