"""Random people in an office of groups, agents and a shared line: events alone tell every station's true state."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from desktop.switchsim.agents import ASKED_STATES
from desktop.switchsim.distribution import queue_of
from tests.switchsim import test_random
from tests.switchsim.groups import GROUPS, group_office
from tests.switchsim.office import STATIONS, Office
from tests.switchsim.test_random import Listener, check, random_step

QUIRKS: dict[str, dict[str, Any]] = {
    "as HiPath": {},
    "cleared, with a tone": {"answered_elsewhere": "cleared", "release": "blocked"},
    "own clearing only": {"clear_events": "own", "failed_at": "calling", "recall_cause": "exact"},
    "a line with one call": {"shared_line": "one"},
    "a tone for who calls in vain": {"ringing_ends": "fail", "hunting_cause": "callForwardNoAnswer"},
    "ends the first call": {"second_answer": "clear", "onhook_in_consultation": "recall"},
}
LINES = (*STATIONS, "180")
STEPS = 150


def step(dice: Random) -> tuple[str, dict[str, Any]]:
    """Something that somebody may do, often with a group."""
    groups = [group.number for group in GROUPS]
    match dice.choices(("any", "call", "deflect", "agent", "member"), (60, 20, 5, 10, 5))[0]:
        case "call":
            return "call", {"from": dice.choice((*STATIONS, "110", "0891234567")), "to": dice.choice(groups)}
        case "deflect":
            return dice.choice(("deflect", "transfer", "consult")), {
                "device": dice.choice(STATIONS),
                "to": dice.choice((*groups, "111")),
            }
        case "agent":
            return "agent", {"device": dice.choice(STATIONS), "state": dice.choice(list(ASKED_STATES))}
        case "member":
            return dice.choice(("answer", "hangup", "hold", "retrieve")), {"device": dice.choice(("110", "111"))}
        case _:
            return random_step(dice)


def check_groups(office: Office) -> None:
    """What must hold of groups at any time."""
    switch = office.switch
    for group in switch.groups.values():
        queue = queue_of(switch, group)
        assert len(queue) <= group.queue
        free = [
            member
            for member in group.members
            if not switch.legs(member)
            and switch.phones[member].in_service
            and not switch.phones[member].do_not_disturb
            and (group.kind != "ucd" or switch.phones[member].agent == "ready")
        ]
        assert not queue or not free, "a call waits though somebody is free"
    for number, phone in switch.phones.items():
        assert (number in switch.agents) is (phone.agent != "loggedOff")
        ucd = [leg for leg in switch.legs(number) if leg.group == "790" and leg.state.name in ("connected", "hold")]
        assert not ucd or phone.agent == "busy"


@pytest.mark.parametrize("quirks", QUIRKS)
@pytest.mark.parametrize("seed", range(10))
def test_events_tell_the_truth(quirks: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_random, "STATIONS", LINES)  # the shared line is one more station
    office = group_office(encode=False, **QUIRKS[quirks])
    listener = Listener()
    dice = Random(seed)
    done = 0
    for _ in range(STEPS):
        name, arguments = step(dice)
        if name == "wait":
            office.wait(arguments["seconds"])
        else:
            done += office.do(name, **arguments)["ok"]
        for device, report in office.reports:
            if device in LINES:
                listener.hear(device, report.event)
        office.forget()
        check(office)
        check_groups(office)
        for device in LINES:
            truth = {leg.call.id.hex(): leg.state.name for leg in office.switch.legs(device)}
            assert listener.states[device] == truth, (name, arguments, device)
    assert done > STEPS / 10, "hardly anything was possible: this proves nothing"
