"""Faults by name: at the start, while it runs, and the list of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop import switchsim
from desktop.switchsim.faults import FAULTS, begin, inject, sentences
from desktop.switchsim.quirks import LIMIT_NAMES, QUIRK_NAMES
from desktop.switchsim.switch import Switch
from tests.switchsim.office import START, Office, company


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


def test_a_limit_can_be_set_while_running() -> None:
    office = Office(monitored=["100"])
    inject(office.switch, "monitors_per_device", {"value": 1})
    reply = office.ok("fault", name="links_taken", value=4)
    assert reply == {"ok": True}
    assert (office.switch.company.limits.monitors_per_device, office.switch.company.limits.links_taken) == (1, 4)


@pytest.mark.parametrize("name", ["nothing", "release", "links"])
def test_what_makes_no_sense_changes_nothing(name: str) -> None:
    office = Office()
    before = office.switch.quirks, office.switch.company
    with pytest.raises(ValueError):
        inject(office.switch, name, {"value": "sometimes"})
    assert (office.switch.quirks, office.switch.company) == before


def test_a_fault_that_does_not_exist_is_answered_with_those_that_do() -> None:
    reply = Office().do("fault", name="humour")
    assert reply["error"]["code"] == "badArgument"
    assert "no fault 'humour'" in reply["error"]["text"]
    assert "slow_answer" in reply["error"]["text"]


def test_faults_are_in_force_from_the_start() -> None:
    switch = Switch(company(faults=(("slow_answer", {"seconds": 2}), ("release", {"value": "blocked"}))), START)
    assert switch.faults.delay("makeCall") == 0.0, "before it begins"
    begin(switch)
    assert (switch.faults.delay("makeCall"), switch.quirks.release) == (2.0, "blocked")
    with pytest.raises(ValueError):
        begin(Switch(replace(company(), faults=(("humour", {}),)), START))


def test_everything_that_can_be_named_has_a_sentence() -> None:
    listed = Office().ok("faults")["faults"]
    assert listed == Office().ok("fault", name="?")["faults"] == sentences()
    assert list(listed) == [*FAULTS, *QUIRK_NAMES, *LIMIT_NAMES]
    for name, sentence in listed.items():
        assert "." in sentence, f"{name} has no sentence in desktop/switchsim/quirks.py"


def test_the_page_of_the_simulator_lists_them_all() -> None:
    page = switchsim.__doc__ or ""
    for name, sentence in sentences().items():
        assert f"``{name}``: {sentence}" in page
