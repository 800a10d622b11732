"""Services asked from within: each message is the one that a client would send."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.enumerations import AutoOriginate
from desktop.csta.services.call_control import MakeCall
from desktop.csta.values import DeviceID
from desktop.switchsim.asking import SERVICES, message
from desktop.switchsim.services import perform
from tests.switchsim.office import Office


def ask(office: Office, name: str, **setting: Any) -> Any:
    """Ask a service, and let the monitors hear of it."""
    result = perform(office.switch, office.link, message(office.switch, name, setting))
    office.wait(0)
    return result


def test_make_call_with_and_without_a_prompt() -> None:
    office = Office()
    made = message(office.switch, "makeCall", {"device": "100", "to": "101"})
    assert made == MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101"))
    hands_free = message(office.switch, "makeCall", {"device": "100", "to": "101", "prompt": False})
    assert hands_free.auto_originate is AutoOriginate.doNotPrompt


def test_a_call_from_its_beginning_to_its_end() -> None:
    office = Office()
    ask(office, "makeCall", device="101", to="100")
    ask(office, "answerCall", device="100")
    ask(office, "holdCall", device="100")
    assert office.states("100") == ["hold"]
    ask(office, "retrieveCall", device="100")
    ask(office, "clearConnection", device="100")
    assert office.states("101") == []


def test_consultation_and_what_comes_of_it() -> None:
    office = Office()
    office.talk("101", "100")
    ask(office, "consultationCall", device="100", to="102")
    office.ok("answer", device="102")
    ask(office, "alternateCall", device="100")
    assert office.states("100") == ["connected", "hold"]
    ask(office, "reconnectCall", device="100")
    assert office.states("100") == ["connected"]
    assert office.states("101") == []


@pytest.mark.parametrize(("name", "left"), [("transferCall", []), ("conferenceCall", ["connected"])])
def test_two_calls_become_one(name: str, left: list[str]) -> None:
    office = Office()
    office.consulting()
    ask(office, name, device="100")
    assert office.states("100") == left
    assert office.states("102") == ["connected"]


def test_ringing_calls() -> None:
    office = Office()
    office.make_call("101", "100")
    ask(office, "deflectCall", device="100", to="102")
    assert office.states("102") == ["alerting"]
    ask(office, "directedPickupCall", device="103", **{"from": "102"})
    assert office.states("103") == ["connected"]
    ask(office, "singleStepConf", device="103", to="104")
    assert office.states("104") == ["alerting"]
    ask(office, "clearCall", device="103")
    assert office.switch.calls == {}


def test_digits_and_blind_transfer() -> None:
    office = Office()
    office.ok("offhook", device="100")
    ask(office, "dialDigits", device="100", to="101")
    office.ok("answer", device="101")
    ask(office, "singleStepTrans", device="101", to="102")
    assert office.states("102") == ["alerting"]


@pytest.mark.parametrize(
    ("name", "setting", "words"),
    [
        ("sing", {}, "These can: alternateCall"),
        ("makeCall", {"device": "100"}, "to must be a text"),
        ("answerCall", {"device": 100}, "device must be a text"),
        ("answerCall", {"device": "100"}, "100 has no calls that are alerting"),
        ("retrieveCall", {"device": "101"}, "101 has 2 calls that are hold"),
    ],
)
def test_what_cannot_be_asked(name: str, setting: dict[str, Any], words: str) -> None:
    office = Office()
    for other in ("102", "103"):
        office.talk("101", other)
        office.ok("hold", device="101")
    with pytest.raises(ValueError, match=words):
        message(office.switch, name, setting)


def test_names_are_the_standard_s() -> None:
    assert all(name[0].islower() and name.isalpha() for name in SERVICES)
