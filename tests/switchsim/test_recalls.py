"""Calls that come back by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.csta.enumerations import EventCause
from desktop.switchsim import recalls
from desktop.switchsim.company import Habits, Station
from tests.switchsim.office import Office, company


def _held(office: Office) -> None:
    """100 has called 101, and holds."""
    office.talk("100", "101")
    office.ok("hold", device="100")
    office.forget()


def test_a_held_call_comes_back_as_one_of_the_held_party() -> None:
    office = Office()
    _held(office)
    office.wait(179.9)
    assert office.reports == []
    office.wait(0.1)
    (delivered,) = office.events("100", "delivered")
    assert (delivered.calling_device.digits, delivered.called_device.digits) == ("101", "100")
    assert delivered.alerting_device.digits == "100"


def test_a_held_call_from_outside_comes_back_with_its_trunk() -> None:
    office = Office()
    office.make_call("100", "00891234567")
    office.ok("answer", device="0891234567")
    office.ok("hold", device="100")
    office.forget()
    office.wait(180)
    (delivered,) = office.events("100", "delivered")
    assert delivered.calling_device.digits == "00891234567"
    assert delivered.associated_calling_device.digits == "7801"


def test_it_comes_back_though_the_first_call_was_made_by_the_other() -> None:
    office = Office()
    office.talk("101", "100")
    office.ok("hold", device="100")
    office.forget()
    office.wait(180)
    (delivered,) = office.events("100", "delivered")
    assert (delivered.calling_device.digits, delivered.called_device.digits) == ("101", "100")


def test_the_time_begins_anew_with_each_hold() -> None:
    office = Office()
    _held(office)
    office.wait(100)
    office.ok("retrieve", device="100")
    office.ok("hold", device="100")
    office.wait(100)
    assert office.states("100") == ["hold"]
    office.wait(80)
    assert office.states("100") == ["alerting"]


def test_a_call_held_by_swapping_comes_back_too_but_not_while_the_holder_consults() -> None:
    office = Office()
    office.consulting()
    office.wait(200)
    assert office.states("100") == ["hold", "connected"], "who consults has not forgotten"
    office.ok("swap", device="100")
    office.ok("hangup", device="101")
    office.wait(180)
    assert office.states("100") == ["alerting"]


def test_two_who_hold_each_other_are_not_both_called_back() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("hold", device="100")
    office.wait(1)
    office.ok("hold", device="101")
    office.wait(180)
    assert (office.states("100"), office.states("101")) == (["alerting"], ["hold"])


def test_switched_off_a_call_is_held_for_ever() -> None:
    office = Office(base=company(times=replace(company().times, recall_held=None)))
    _held(office)
    office.wait(10_000)
    assert office.states("100") == ["hold"]


def test_a_recall_that_is_answered_or_not_was_talked() -> None:
    office = Office()
    _held(office)
    office.wait(300)
    assert [(row["device"], row["outcome"]) for row in office.ok("state")["ended"]] == [
        ("100", "talked"),
        ("101", "talked"),
    ]


def test_a_transferred_call_that_comes_back_names_who_did_not_answer() -> None:
    office = Office()
    office.consulting(answered=False)
    office.ok("transfer", device="100")
    office.wait(20)
    delivered = office.events("100", "delivered")[-1]
    assert (delivered.calling_device.digits, delivered.last_redirection_device.digits) == ("101", "102")


def test_a_transferred_call_that_is_rejected_comes_back() -> None:
    office = Office()
    office.consulting(answered=False)
    office.ok("transfer", device="100")
    office.ok("reject", device="102")
    assert (office.states("100"), office.states("102")) == (["alerting"], [])


def test_a_transferred_call_that_came_back_was_talked_whatever_becomes_of_it() -> None:
    for end in (("reject", {}), ("deflect", {"to": "103"})):
        office = Office()
        office.consulting(answered=False)
        office.ok("transfer", device="100")
        office.wait(20)
        office.ok(end[0], device="100", **end[1])
        last = [row for row in office.ok("state")["ended"] if row["device"] == "100"][-1]
        assert (last["call_id"], last["outcome"]) == ("b166", "talked")


def test_who_has_a_call_back_hangs_up_after_as_long_as_ever() -> None:
    stations = (Station(number="100", habits=Habits(talks_for=5.0)), Station(number="101"), Station(number="102"))
    office = Office(base=company(stations=stations, groups=()), monitored=("100",))
    office.talk("101", "100")
    office.ok("transfer", device="100", to="102")
    office.wait(20)
    office.ok("answer", device="100")
    office.wait(5)
    assert office.states("100") == []


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (EventCause.busy, EventCause.recallBusy),
        (EventCause.trunksBusy, EventCause.recallResourcesNotAvailable),
        (EventCause.doNotDisturb, EventCause.recallNoAnswer),
    ],
)
def test_why_a_call_comes_back_that_failed(failure: EventCause, reason: EventCause) -> None:
    assert recalls.reason(failure) is reason
