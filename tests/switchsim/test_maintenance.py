"""Stations that go out of service and come back."""

from __future__ import annotations

from desktop.switchsim.maintenance import switch_service
from tests.switchsim.office import Office


def test_calls_end_and_nothing_is_said_twice() -> None:
    office = Office(monitored=["100"])
    office.talk("100", "101")
    office.forget()
    for works in (False, False, True, True):
        switch_service(office.switch, "100", works)
    office.wait(0)
    assert [line.split()[0] for line in office.told("100")] == ["connectionCleared", "outOfService", "backInService"]
    assert office.states("101") == []


def test_a_transferred_call_does_not_come_back_to_a_dead_phone() -> None:
    office = Office()
    office.consulting(answered=False)
    office.ok("transfer", device="100")
    switch_service(office.switch, "102", False)
    assert office.states("100") == []
    assert office.states("101") == []
