"""The simulator's own commands: form, choice of the call, refusals, and the truth."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.switchsim.commands import COMMANDS, execute
from tests.switchsim.office import Office, company


def error(office: Office, name: str, **arguments: Any) -> tuple[str, str]:
    """Kind and code of the refusal; nothing else may have happened."""
    before = office.do("state")
    office.forget()
    reply = office.do(name, **arguments)
    assert not reply["ok"], reply
    assert reply["error"]["text"]
    assert office.order == []
    assert office.do("state") == before
    return reply["error"]["kind"], reply["error"]["code"]


def test_a_stranger_calls_and_a_person_answers() -> None:
    office = Office()
    reply = office.ok("call", **{"from": "0891234567", "to": "100"})
    assert reply["call_id"] == "b164"
    office.ok("answer", device="100")
    assert office.states("100") == ["connected"]
    office.ok("hangup", device="0891234567")
    assert office.states("100") == []


@pytest.mark.parametrize(
    "command",
    [
        {},
        {"do": None},
        {"do": 7},
        {"do": ["call"]},
        {"do": "explode"},
        {"do": "answer"},
        {"do": "answer", "device": True},
        {"do": "answer", "device": ""},
        {"do": "answer", "device": "999"},
        {"do": "call", "to": "100"},
        {"do": "call", "from": "101"},
        {"do": "call", "from": "0891234567", "to": "100", "restricted": "yes"},
        {"do": "call", "from": "0891234567", "to": "100", "patience": -1},
        {"do": "set", "device": "100"},
        {"do": "set", "device": "100", "dnd": "on"},
        {"do": "set", "device": "100", "forwarding": "101"},
        {"do": "set", "device": "100", "forwarding": {"type": "sometimes", "to": "101"}},
        {"do": "set", "device": "100", "dnd": True, "habits": {"sings": True}},
        {"do": "set", "device": "100", "habits": {"answers_after": "soon"}},
        {"do": "set", "device": "0891234567", "dnd": True},
        {"do": "fault"},
        {"do": "fault", "name": "no such"},
        {"do": "dial", "device": "0891234567", "to": "100"},
    ],
    ids=json.dumps,
)
def test_what_is_wrong_is_refused_and_nothing_happens(command: dict[str, Any]) -> None:
    office = Office()
    before = office.do("state")
    reply = execute(office.switch, command)
    assert reply["ok"] is False
    assert reply["error"]["kind"] == "usage"
    assert office.switch.take() == []
    assert office.do("state") == before


def test_the_only_call_that_fits_is_meant() -> None:
    office = Office()
    assert error(office, "answer", device="100") == ("state", "noCall")
    office.make_call("101", "100")
    assert error(office, "hangup", device="100") == ("state", "noCall"), "it only rings: reject is the word"
    office.ok("answer", device="100")
    office.make_call("102", "100")
    office.ok("hold", device="100")
    office.ok("answer", device="100")
    office.ok("hold", device="100")
    assert error(office, "retrieve", device="100") == ("state", "ambiguous")
    office.ok("retrieve", device="100", call_id="b164")
    assert sorted(office.states("100")) == ["connected", "hold"]
    assert error(office, "retrieve", device="100", call_id="b164") == ("state", "wrongState")
    assert error(office, "retrieve", device="100", call_id="b199") == ("state", "noCall")


def test_two_calls_ringing_are_ambiguous() -> None:
    office = Office()
    office.make_call("101", "100")
    office.make_call("102", "100")
    assert error(office, "answer", device="100") == ("state", "ambiguous")
    office.ok("answer", device="100", call_id="b165")
    assert office.states("102") == ["connected"]


def test_the_consultation_is_meant_where_another_call_is_held_too() -> None:
    office = Office()
    office.talk("103", "100")
    office.ok("hold", device="100")
    office.talk("101", "100")
    office.consult("100", "102")
    office.ok("answer", device="102")
    office.ok("transfer", device="100")
    assert office.states("100") == ["hold"], "the call of 103"
    assert office.states("101") == office.states("102") == ["connected"]


def test_a_pair_without_a_consultation_must_be_the_only_one() -> None:
    office = Office()
    for caller in ("101", "102", "103"):
        office.talk(caller, "100") if not office.states("100") else (
            office.make_call(caller, "100"),
            office.ok("answer", device="100"),
        )
    assert sorted(office.states("100")) == ["connected", "hold", "hold"]
    assert error(office, "transfer", device="100") == ("state", "ambiguous")
    office.ok("hangup", device="101")
    office.ok("transfer", device="100")
    assert office.states("102") == office.states("103") == ["connected"]


def test_a_refusal_by_the_switch_tells_category_and_code() -> None:
    office = Office()
    office.talk("100", "101")
    assert error(office, "transfer", device="100", to="199") == ("refused", "invalidDestination")
    assert office.do("transfer", device="100", to="199")["error"]["category"] == "operation"


@pytest.mark.parametrize("name", ["swap", "reconnect", "conference"])
def test_a_person_can_do_with_a_pair_what_a_service_can(name: str) -> None:
    office = Office()
    office.consulting()
    office.ok(name, device="100")
    expected = {"swap": ["connected", "hold"], "reconnect": ["connected"], "conference": ["connected"]}
    assert office.states("100") == expected[name]


def test_off_hook_answers_goes_on_or_begins() -> None:
    office = Office()
    office.ok("offhook", device="100")
    assert office.states("100") == ["initiated"]
    assert error(office, "offhook", device="100") == ("state", "wrongState")
    office.ok("dial", device="100", to="101")
    office.ok("offhook", device="101")
    assert office.states("101") == ["connected"]


def test_other_things_people_do() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("dtmf", device="100", digits="12")
    office.ok("step_conference", device="100", to="102")
    office.ok("reject", device="102")
    office.ok("transfer", device="100", to="103")
    office.ok("pickup", device="104", **{"from": "103"})
    assert office.states("104") == ["connected"]
    office.ok("hangup", device="104")
    office.make_call("100", "101")
    office.ok("deflect", device="101", to="102")
    office.ok("pickup", device="103")
    assert office.states("103") == ["connected"]


def test_habits_can_be_changed() -> None:
    office = Office()
    office.ok("set", device="101", habits={"answers_after": 2})
    office.make_call("100", "101")
    office.wait(2)
    assert office.states("101") == ["connected"]


def test_a_trunk_can_fail() -> None:
    office = Office(base=company(trunks=("7801",)))
    office.ok("set", device="7801", in_service=False)
    office.make_call("100", "00891234567")
    assert office.told("100")[-1] == "failed b164/00891234567 connected trunksBusy"


def test_the_truth() -> None:
    office = Office(monitored=["100"])
    office.ok("call", **{"from": "0891234567", "to": "100"})
    office.ok("answer", device="100")
    office.consult("100", "101")
    office.ok("set", device="102", forwarding={"type": "noAns", "to": "103"})
    office.ok("set", device="102", dnd=True)
    truth = office.ok("state")
    assert truth["calls"] == [
        {
            "call_id": "b164",
            "connections": [
                {"device": "7801", "state": "connected", "number": "0891234567"},
                {"device": "100", "state": "hold"},
            ],
            "held_by": ["100"],
        },
        {
            "call_id": "b165",
            "connections": [
                {"device": "100", "state": "connected", "consultation_of": "b164"},
                {"device": "101", "state": "alerting"},
            ],
            "held_by": [],
        },
    ]
    assert truth["devices"][2] | {"features": None} == {
        "device": "102",
        "dnd": True,
        "forwarding": [{"type": "noAns", "on": True, "to": "103"}],
        "message_waiting": False,
        "in_service": True,
        "agent": None,
        "features": None,
    }
    assert truth["monitors"] == [{"link": 1, "xref": "0000", "device": "100", "filter": {}}]
    assert truth["links"] == [{"id": 1, "user": "AMHOST", "state": "ready"}]
    assert truth["queues"] == []
    assert truth["ended"] == []


OUTCOMES = [
    ("talked", "100", lambda o: (o.talk("101", "100"), o.ok("hangup", device="101"))),
    ("missed", "100", lambda o: (o.make_call("101", "100"), o.ok("hangup", device="101"))),
    ("gave_up", "101", lambda o: (o.make_call("101", "100"), o.ok("hangup", device="101"))),
    ("rejected", "100", lambda o: (o.make_call("101", "100"), o.ok("reject", device="100"))),
    ("deflected", "100", lambda o: (o.make_call("101", "100"), o.ok("deflect", device="100", to="102"))),
    ("taken_by", "100", lambda o: (o.make_call("101", "100"), o.ok("pickup", device="102"))),
    ("transferred", "100", lambda o: (o.consulting(), o.ok("transfer", device="100"))),
    ("merged", "100", lambda o: (o.consulting(), o.ok("conference", device="100"))),
    ("moved_on", "104", lambda o: (o.make_call("100", "700"), o.wait(10))),
    (
        "forwarded",
        "100",
        lambda o: (o.ok("set", device="100", forwarding={"to": "102"}), o.make_call("101", "100")),
    ),
    (
        "busy",
        "101",
        lambda o: (
            o.ok("set", device="100", habits={"busy": True}),
            o.make_call("101", "100"),
            o.ok("hangup", device="101"),
        ),
    ),
    (
        "failed",
        "101",
        lambda o: (o.ok("set", device="100", dnd=True), o.make_call("101", "100"), o.ok("hangup", device="101")),
    ),
]


@pytest.mark.parametrize(("outcome", "device", "play"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_how_calls_ended(outcome: str, device: str, play: Any) -> None:
    office = Office()
    play(office)
    (ended, *_) = [row for row in office.ok("state")["ended"] if row["device"] == device]
    assert ended["outcome"] == outcome
    expected = {"deflected": "102", "forwarded": "102", "transferred": "102"}
    assert ended["to"] == expected.get(outcome, ended["to"])
    if outcome == "taken_by":
        assert ended["by"] == "102"


def test_every_command_of_the_design_is_there() -> None:
    named = {
        "call", "offhook", "onhook", "dial", "answer", "hangup", "hold", "retrieve", "consult", "transfer",
        "conference", "set", "fault", "state",
    }  # fmt: skip
    assert named <= set(COMMANDS)
