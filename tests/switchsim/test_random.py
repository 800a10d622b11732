"""Random people do random things: the switch never stumbles, and its events alone tell every station's true state."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import CallEvent
from desktop.csta.events.call_control import Conferenced, Transferred
from tests.switchsim.office import STATIONS, Office

NUMBERS = (*STATIONS, "700", "199", "00891234567", "00891111111", "00893333333")
OUTSIDE = ("0891234567", "0893333333")
_PLAIN = (
    "offhook", "onhook", "answer", "hangup", "reject", "hold", "retrieve", "swap", "reconnect", "transfer",
    "conference", "pickup",
)  # fmt: skip
_AIMED = ("dial", "consult", "transfer", "deflect", "step_conference", "dial_digits")
STEPS = 120


def random_step(dice: Random) -> tuple[str, dict[str, Any]]:
    """Something that somebody may do; much of it is not possible just then, and refused."""
    station = dice.choice(STATIONS)
    match dice.choices(("plain", "aimed", "call", "dnd", "service", "forwarding", "wait"), (42, 20, 20, 3, 3, 4, 8))[0]:
        case "plain":
            return dice.choice(_PLAIN), {"device": dice.choice((*STATIONS, OUTSIDE[0]))}
        case "aimed":
            name, number = dice.choice(_AIMED), dice.choice(NUMBERS)
            return name, {"device": station, "digits" if name == "dial_digits" else "to": number}
        case "call":
            return "call", {"from": dice.choice((*STATIONS, *OUTSIDE)), "to": dice.choice((*STATIONS, "700"))}
        case "dnd":
            return "set", {"device": station, "dnd": dice.random() < 0.3}
        case "service":
            return "set", {"device": station, "in_service": dice.random() < 0.8}
        case "forwarding":
            kind, to = dice.choice(("immediate", "busy", "noAns")), dice.choice((*STATIONS, "00891234567"))
            return "set", {"device": station, "forwarding": {"type": kind, "on": dice.random() < 0.4, "to": to}}
        case _:
            return "wait", {"seconds": dice.choice((1, 10, 16, 21, 130))}


QUIRKS: dict[str, dict[str, Any]] = {
    "as HiPath": {},
    "tone": {"release": "blocked"},
    "failed at the caller": {"failed_at": "calling", "invalid_number": "fail"},
    "refuses a second answer": {"second_answer": "refuse"},
    "ends the first call": {"second_answer": "clear", "consulted_leaves": "stay"},
    "keeps the held call": {"transfer_call_id": "held", "onhook_in_consultation": "recall"},
    "keeps the active call": {"transfer_call_id": "active", "onhook_in_consultation": "clear"},
    "other orders": {"blind_transfer_order": "delivered", "step_conference_order": "conferenced"},
    "own clearing only": {"clear_events": "own", "diverted_to_all": True},
    "a tone for who calls in vain": {"ringing_ends": "fail"},
    "the same at the caller": {"ringing_ends": "fail", "failed_at": "calling", "clear_events": "own"},
}


class Listener:
    """What somebody who only hears the events believes of each station's calls."""

    def __init__(self) -> None:
        self.states: dict[str, dict[str, str]] = {device: {} for device in STATIONS}

    def hear(self, device: str, event: Any) -> None:
        """Take one event."""
        if not isinstance(event, CallEvent):
            return
        mine, state = self.states[device], event.local_connection_info
        assert state is not None
        call_id = event.subject.call_id
        if isinstance(event, Transferred | Conferenced):
            connections = (
                event.transferred_connections if isinstance(event, Transferred) else event.conference_connections
            )
            for old in (event.primary_old_call, event.secondary_old_call):
                if old is not None and old.call_id is not None:
                    mine.pop(old.call_id.hex(), None)
            here = [one.new_connection for one in connections if one.new_connection is not None]
            call_id = next((one.call_id for one in here if one.digits == device), call_id)
        assert call_id is not None
        if state is LocalConnectionState.null:
            mine.pop(call_id.hex(), None)
        else:
            mine[call_id.hex()] = state.name


def check(office: Office) -> None:
    """What must hold at any time."""
    switch = office.switch
    for call in switch.calls.values():
        assert call.legs, "a call without anybody"
        assert len({leg.device for leg in call.legs}) == len(call.legs), "somebody is in a call twice"
        assert all(leg.call is call for leg in call.legs)
        assert any(leg.state is not LocalConnectionState.alerting for leg in call.legs), "nobody calls"
    for device in (*STATIONS, "7801", "7806"):
        legs = switch.legs(device)
        assert sorted(leg.call.id for leg in legs) == sorted(
            call.id for call in switch.calls.values() for leg in call.legs if leg.device == device
        )
        each = switch.quirks.shared_line == "each"
        active = [leg for leg in legs if leg.state.name in ("connected", "initiated", "fail")]
        telephones = {leg.at if each else leg.device for leg in active}
        assert device.startswith("78") or len(telephones) == len(active), "two calls at one telephone"
        assert device.startswith("78") or not each or telephones <= set(switch.telephones(device))


@pytest.mark.parametrize("quirks", QUIRKS)
@pytest.mark.parametrize("seed", range(20))
def test_events_tell_the_truth(quirks: str, seed: int) -> None:
    office = Office(encode=False, **QUIRKS[quirks])
    listener = Listener()
    dice = Random(seed)
    done = 0
    for _ in range(STEPS):
        name, arguments = random_step(dice)
        if name == "wait":
            office.wait(arguments["seconds"])
        else:
            done += office.do(name, **arguments)["ok"]
        for device, report in office.reports:
            listener.hear(device, report.event)
        office.forget()
        check(office)
        for device in STATIONS:
            truth = {leg.call.id.hex(): leg.state.name for leg in office.switch.legs(device)}
            assert listener.states[device] == truth, (name, arguments, device)
    assert done > STEPS / 10, "hardly anything was possible: this proves nothing"
