"""What people do beside plain calls, as commands of the simulator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.switchsim.acts import busy
from tests.switchsim.office import Office


def test_park_and_unpark() -> None:
    office = Office()
    office.talk("100", "101")
    assert office.ok("park", device="100", to="102")["call_id"] == "b164"
    assert office.ok("state")["calls"][0]["connections"] == [
        {"device": "101", "state": "connected"},
        {"device": "102", "state": "queued", "waits": "park"},
    ]
    assert office.ok("unpark", device="103", **{"from": "102"})["call_id"] == "b164"
    assert office.states("103") == ["connected"]
    assert office.do("unpark", device="103")["error"]["code"] == "noCall"


def test_camp_on_intrude_and_call_back_take_the_call_in_vain() -> None:
    for command, state in (("camp_on", ["connected"]), ("intrude", ["connected"]), ("call_back", []),
                           ("leave_message", [])):  # fmt: skip
        office = Office()
        assert office.do(command, device="100")["error"]["code"] == "noCall"
        busy(office)
        office.ok(command, device="100")
        assert office.states("100") == state, command


def test_a_silent_intruder() -> None:
    office = Office()
    busy(office)
    office.forget()
    office.ok("intrude", device="100", silent=True)
    assert office.told("102") == ["conferenced b165/100 connected silentParticipation"]


def test_join() -> None:
    office = Office()
    office.talk("100", "101")
    assert office.ok("join", device="102", to="101")["call_id"] == "b164"
    assert office.states("102") == ["connected"]
    assert office.do("join", device="103", to="104")["error"]["code"] == "noCall"


def test_call_backs_are_ordered_and_cancelled() -> None:
    office = Office()
    office.ok("call_back", device="100", to="101")
    assert office.ok("state")["call_backs"] == [{"by": "100", "to": "101", "armed": True}]
    office.ok("call_back", device="100", to="101", on=False)
    assert office.ok("state")["call_backs"] == []


def test_a_message_waits_after_leave_message() -> None:
    office = Office()
    office.make_call("100", "101")
    office.ok("leave_message", device="100")
    device = office.ok("state")["devices"][1]
    assert (device["message_waiting"], device["features"]["message_for"]) == (True, "100")


def test_accept() -> None:
    office = Office(offered=True)
    office.make_call("100", "101")
    assert office.ok("state")["calls"][0]["connections"][1] == {"device": "101", "state": "alerting", "offered": True}
    office.forget()
    office.ok("accept", device="101")
    assert office.told("101") == ["delivered b164/101 alerting newCall"]
    assert office.do("accept", device="101")["error"]["code"] == "wrongState"


def test_what_is_only_offered_rings_by_itself_after_a_while() -> None:
    office = Office(offered=True)
    office.make_call("100", "101")
    assert office.told("101") == ["offered b164/101 alerting newCall"]
    office.wait(3)
    assert office.told("101") == ["offered b164/101 alerting newCall", "delivered b164/101 alerting newCall"]
    office.ok("answer", device="101")
    assert office.states("101") == ["connected"]


def test_features() -> None:
    office = Office()
    office.ok("feature", device="100", auto_answer=True, rings=3, caller_id=False, mute=True)
    features = office.ok("state")["devices"][0]["features"]
    assert (features["auto_answer"], features["caller_id"], features["microphone_mute"]) == (3, False, True)
    assert office.told("100") == ["autoAnswer", "callerIDStatus", "microphoneMute"]


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("park", {"device": "199"}, "unknownDevice"),
        ("join", {"device": "100", "to": "199"}, "unknownDevice"),
        ("feature", {"device": "100"}, "badArgument"),
        ("feature", {"device": "100", "mute": 1}, "badArgument"),
        ("feature", {"device": "100", "auto_answer": True, "rings": -1}, "badArgument"),
        ("call_back", {"device": "100", "to": "101", "on": "no"}, "badArgument"),
        ("agent", {"device": "100"}, "badArgument"),
    ],
)
def test_what_makes_no_sense(name: str, arguments: dict[str, Any], code: str) -> None:
    office = Office()
    before = office.do("state")
    reply = office.do(name, **arguments)
    assert (reply["error"]["kind"], reply["error"]["code"]) == ("usage", code)
    assert office.do("state") == before
