"""Commands of whoever directs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.switchsim.commands import COMMANDS
from desktop.switchsim.company import Scenario, Step
from desktop.switchsim.directing import DIRECTIONS, begin, execute
from tests.switchsim.office import Office, company
from tests.switchsim.test_replay import CONVERSATION, text

SCENARIOS = (
    Scenario(
        name="a call",
        about="101 calls 102",
        steps=(
            Step(0.0, {"do": "call", "from": "101", "to": "102"}),
            Step(2.0, {"do": "service", "name": "answerCall", "device": "102"}),
            Step(3.0, {"do": "answer", "device": "102"}),
        ),
    ),
    Scenario(name="of itself", steps=(Step(0.0, {"do": "set", "device": "103", "dnd": True}),), begins=60.0),
)


def office() -> Office:
    return Office(base=replace(company(), scenarios=SCENARIOS))


def do(office: Office, name: str, /, **arguments: Any) -> dict[str, Any]:
    reply = execute(office.switch, {"do": name, **arguments})
    office.wait(0)
    return reply


def test_a_scenario_is_played_and_told_about() -> None:
    stage = office()
    assert do(stage, "play", name="a call") == {"ok": True}
    assert stage.states("102") == ["alerting"]
    first, other = do(stage, "scenarios")["scenarios"]
    assert first == {"name": "a call", "about": "101 calls 102", "playing": True}
    assert other["playing"] is False
    stage.wait(3)
    assert stage.states("102") == ["connected"]
    reply = do(stage, "scenarios")
    assert reply["scenarios"][0]["playing"] is False
    (refused,) = reply["refused"]
    assert (refused["scenario"], refused["at"], refused["do"]) == ("a call", 3.0, "answer")
    assert refused["error"]["code"] == "noCall"


def test_a_scenario_is_stopped() -> None:
    stage = office()
    do(stage, "play", name="a call")
    assert do(stage, "stop", name="a call") == {"ok": True, "stopped": ["a call"]}
    assert do(stage, "stop") == {"ok": True, "stopped": []}
    stage.wait(10)
    assert stage.states("102") == ["alerting"]


def test_one_begins_by_itself() -> None:
    stage = office()
    begin(stage.switch)
    stage.wait(59)
    assert not stage.switch.phones["103"].do_not_disturb
    stage.wait(1)
    assert stage.switch.phones["103"].do_not_disturb


def test_one_that_does_not_exist_is_answered_with_those_that_do() -> None:
    for name in ("play", "stop"):
        reply = do(office(), name, name="none such")
        assert reply["error"]["text"] == "There is no scenario 'none such'. There are: a call, of itself."
    assert do(Office(), "play", name="x")["error"]["text"].endswith("There are: none.")


def test_a_service_is_asked_as_by_another_program() -> None:
    stage = office()
    assert do(stage, "service", name="makeCall", device="100", to="101") == {"ok": True}
    assert stage.told("100")[0] == "serviceInitiated b164/100 initiated makeCall"
    refused = do(stage, "service", name="makeCall", device="100", to="101")["error"]
    assert (refused["kind"], refused["code"]) == ("refused", "invalidObjectState")
    assert do(stage, "service", name="sing")["error"]["kind"] == "usage"


def test_a_trace_is_replayed() -> None:
    stage = Office(monitored=["100"])
    reply = execute(stage.switch, {"do": "replay", "trace": text(), "speed": 6})
    assert reply == {"ok": True, "events": 3, "devices": ["100"], "passed_over": 0}
    stage.switch.handle_timer(1.0)
    assert len(stage.switch.take()) == 3
    execute(stage.switch, {"do": "replay", "trace": text(CONVERSATION[6:]), "device": "100", "wait": False})
    assert do(stage, "stop")["ok"]
    stage.switch.handle_timer(60.0)
    assert stage.switch.take() == []


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"trace": "{}"},
        {"trace": text(CONVERSATION[6:])},
        {"trace": text(), "speed": 0},
        {"trace": text(), "wait": 1},
    ],
    ids=["nothing", "no trace", "unknown devices", "no speed", "no flag"],
)
def test_what_cannot_be_replayed(arguments: dict[str, Any]) -> None:
    stage = Office()
    reply = execute(stage.switch, {"do": "replay", **arguments})
    assert reply["error"]["kind"] == "usage"
    assert stage.switch.replaying is None


def test_all_other_commands_are_known_too() -> None:
    assert execute(Office().switch, {"do": "state"})["ok"]
    assert not set(COMMANDS) & set(DIRECTIONS)
    assert execute(Office().switch, {"do": "explode"})["error"]["code"] == "unknownCommand"
