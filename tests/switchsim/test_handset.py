"""A handset that a service lifts or puts down: what comes of it in each situation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.csta.failures import Failure
from desktop.csta.services.call_control import MakeCall
from desktop.csta.services.physical import GetHookswitchStatus, SetHookswitchStatus
from desktop.csta.values import DeviceID
from desktop.switchsim.services.apparatus import PART
from tests.switchsim.office import Office


def _set(office: Office, *, down: bool, device: str = "100") -> object:
    return office.ask(SetHookswitchStatus(device=DeviceID(device), hookswitch=PART, hookswitch_on_hook=down))


def _prompting(office: Office) -> None:
    phone = office.switch.phones["100"]
    phone.station = replace(phone.station, hands_free=False)
    office.ask(MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101")))
    assert office.states("100") == ["initiated"]


LIFTED: list[tuple[str, Callable[[Office], object], list[str]]] = [
    ("begins a call", lambda office: None, ["initiated"]),
    ("goes on dialling where it prompts", _prompting, ["connected"]),
    ("answers", lambda office: office.make_call("101", "100"), ["connected"]),
    ("answers what rings longest",
     lambda office: (office.make_call("101", "100"), office.make_call("102", "100")), ["connected", "alerting"]),
    ("answers beside a held call",
     lambda office: (office.talk("101", "100"), office.ok("hold", device="100"), office.make_call("102", "100")),
     ["hold", "connected"]),
]  # fmt: skip


@pytest.mark.parametrize(("prepare", "states"), [row[1:] for row in LIFTED], ids=[row[0] for row in LIFTED])
def test_lifting(prepare: Callable[[Office], object], states: list[str]) -> None:
    office = Office()
    prepare(office)
    office.forget()
    assert not isinstance(_set(office, down=False), Failure)
    assert office.states("100") == states
    assert office.told("100")[-1] == "hookswitch"
    (entry,) = office.ask(GetHookswitchStatus(device=DeviceID("100"))).hookswitch_status_list
    assert (entry.hookswitch, entry.hookswitch_on_hook) == (PART, False)


def test_putting_down_in_a_consultation_transfers() -> None:
    office = Office()
    office.consulting()
    _set(office, down=True)
    assert (office.states("100"), office.states("101"), office.states("102")) == ([], ["connected"], ["connected"])
    (entry,) = office.ask(GetHookswitchStatus(device=DeviceID("100"))).hookswitch_status_list
    assert entry.hookswitch_on_hook


REFUSED: list[tuple[str, Callable[[Office], object], bool, str]] = [
    ("lifted already", lambda office: office.ok("offhook", device="100"), False, "state invalidDeviceState"),
    ("down already", lambda office: None, True, "state invalidDeviceState"),
    ("down while it prompts", _prompting, True, "state invalidDeviceState"),
    ("out of service", lambda office: office.ok("set", device="100", in_service=False), False,
     "systemResource deviceOutOfService"),
]  # fmt: skip


@pytest.mark.parametrize(("prepare", "down", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refusals(prepare: Callable[[Office], object], down: bool, code: str) -> None:
    office = Office()
    prepare(office)
    before = office.do("state")
    office.forget()
    assert office.code(_set(office, down=down)) == code
    assert (office.order, office.do("state")) == (["refusal"], before)


def test_there_is_one_hookswitch() -> None:
    office = Office()
    asked = GetHookswitchStatus(device=DeviceID("100"), hookswitch=b"\x02")
    assert office.code(office.ask(asked)) == "operation invalidHookswitchComponent"
