"""What goes wrong on purpose."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.enumerations import SystemStatus
from desktop.csta.services.monitoring import MonitorStop
from desktop.csta.services.system import RequestSystemStatus, SystemStatusRequest
from desktop.switchsim.company import Quirks
from desktop.switchsim.faults import QUIRK_NAMES, inject
from desktop.switchsim.switch import Ask, Close, Octets, Report
from tests.switchsim.office import Office


def test_the_link_is_cut() -> None:
    office = Office()
    inject(office.switch, "cut", {})
    assert office.switch.take() == [Close(office.link)]
    inject(office.switch, "cut", {"link": 99})
    assert office.switch.take() == [], "another link"


def test_garbage_goes_out() -> None:
    office = Office()
    inject(office.switch, "garbage", {"hex": "2601"})
    assert office.switch.take() == [Octets(office.link, b"\x26\x01")]


@pytest.mark.parametrize(
    ("status", "stays"), [(2, SystemStatus.normal), (3, SystemStatus.normal), (4, SystemStatus.disabled)]
)
def test_a_system_status_in_the_middle(status: int, stays: SystemStatus) -> None:
    office = Office()
    inject(office.switch, "system_status", {"status": status})
    assert office.switch.take() == [Ask(office.link, SystemStatusRequest(system_status=SystemStatus(status)))]
    assert office.ask(RequestSystemStatus()).system_status is stays


def test_enabled_makes_every_cross_reference_void() -> None:
    office = Office()
    inject(office.switch, "system_status", {"status": "enabled"})
    assert office.ok("state")["monitors"] == []


@pytest.mark.parametrize(("calls", "left"), [("kept", ["connected"]), ("lost", [])])
def test_the_switch_restarts(calls: str, left: list[str]) -> None:
    office = Office()
    office.talk("100", "101")
    inject(office.switch, "restart", {"calls": calls})
    assert office.switch.take() == [Close(office.link)], "not a word about the calls"
    assert office.states("100") == left
    assert office.switch.reporter.monitors == {}


def test_the_switch_ends_a_monitor() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "stop_monitor", {"device": "100"})
    assert office.switch.take() == [Ask(office.link, MonitorStop(cross_ref_identifier=b"\0\0"))]
    office.talk("100", "101")
    assert not any(isinstance(output, Report) for output in office.switch.take())


def test_a_link_falls_silent_and_speaks_again() -> None:
    office = Office()
    inject(office.switch, "silent", {"link": office.link})
    assert office.ok("state")["links"][0]["state"] == "silent"
    inject(office.switch, "silent", {"on": False})
    assert office.ok("state")["links"][0]["state"] == "ready"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("release", "blocked"),
        ("split", 3),
        ("glue", True),
        ("event_before_result", True),
        ("disabled_events", ["held"]),
    ],
)
def test_every_quirk_can_be_set_while_running(name: str, value: Any) -> None:
    office = Office()
    inject(office.switch, name, {"value": value})
    expected = frozenset(value) if isinstance(value, list) else value
    assert getattr(office.switch.quirks, name) == expected
    assert set(QUIRK_NAMES) == set(Quirks.__dataclass_fields__)


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("release", {"value": "sometimes"}),
        ("split", {"value": True}),
        ("split", {"value": -1}),
        ("glue", {"value": 1}),
        ("private_data", {"value": "xyz"}),
        ("disabled_events", {"value": "held"}),
        ("system_status", {"status": 9}),
        ("system_status", {}),
        ("restart", {"calls": "some"}),
        ("slow_answer", {"seconds": "long"}),
        ("no_answer", {"count": -1}),
        ("lose_event", {"event": 3}),
        ("garbage", {"hex": "xyz"}),
        ("cut", {"link": "one"}),
        ("nothing", {}),
    ],
)
def test_a_setting_that_makes_no_sense_changes_nothing(name: str, setting: dict[str, Any]) -> None:
    office = Office()
    before = office.switch.quirks
    with pytest.raises(ValueError):
        inject(office.switch, name, setting)
    assert office.switch.quirks == before
    assert office.switch.take() == []
