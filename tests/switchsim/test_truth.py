"""What ``state`` tells."""

from __future__ import annotations

import json

from desktop.csta.services.monitoring import ChangeMonitorFilter
from desktop.csta.services.system import SystemRegister
from desktop.csta.values import BitSet, MonitorFilter
from tests.switchsim.groups import group_office
from tests.switchsim.office import Office


def test_calls_and_their_ends() -> None:
    office = Office()
    office.ok("call", **{"from": "0891234567", "to": "100"})
    (call,) = office.do("state")["calls"]
    connections = {one["device"]: one for one in call["connections"]}
    assert connections.pop("100") == {"device": "100", "state": "alerting"}
    assert list(connections.values()) == [{"device": "7801", "state": "connected", "number": "0891234567"}]
    office.ok("answer", device="100")
    office.ok("hold", device="100")
    (call,) = office.do("state")["calls"]
    assert (call["call_id"], call["held_by"]) == (office.switch.legs("100")[0].call.id.hex(), ["100"])
    office.ok("retrieve", device="100")
    office.ok("hangup", device="100")
    state = office.do("state")
    assert (state["calls"], [one["device"] for one in state["ended"]]) == ([], ["100"])


def test_monitors_and_registrations_of_links() -> None:
    office = Office(monitored=())
    cross_ref = office.monitor("100", MonitorFilter(call_control=BitSet([1, 3], 18)))
    office.ask(SystemRegister(request_types=BitSet([0], 5)))
    state = office.do("state")
    assert state["monitors"] == [
        {"link": office.link, "xref": cross_ref.hex(), "device": "100", "filter": {"call_control": [1, 3]}}
    ]
    assert [(one["link"], one["types"]) for one in state["registrations"]] == [(office.link, [0])]
    assert state["links"] == [{"id": office.link, "user": "AMHOST", "state": "ready"}]
    office.ask(ChangeMonitorFilter(cross_ref_identifier=cross_ref, requested_filter_list=MonitorFilter()))
    assert office.do("state")["monitors"][0]["filter"] == {}


def test_queues_and_agents() -> None:
    office = group_office()
    for agent in ("105", "104"):
        office.ok("agent", device=agent, state="loggedOn")
    office.make_call("100", "790")
    queues = {one["group"]: one for one in office.do("state")["queues"]}
    assert set(queues) == {"701", "703", "790"}, "what can wait somewhere"
    assert queues["790"]["calls"] == [office.switch.legs("100")[0].call.id.hex()]
    assert queues["790"]["agents"] == [
        {"device": "104", "state": "notReady"},
        {"device": "105", "state": "notReady"},
    ]
    devices = {one["device"]: one["agent"] for one in office.do("state")["devices"]}
    assert (devices["104"], devices["100"]) == ("notReady", None)


def test_what_waits_and_features() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("park", device="101", to="102")
    office.ok("feature", device="103", mute=True)
    office.ok("set", device="103", forwarding={"type": "busy", "to": "104"})
    office.ok("call_back", device="104", to="105")
    state = office.do("state")
    waiting = [one.get("waits") for one in state["calls"][0]["connections"] if one["device"] == "102"]
    assert waiting == ["park"]
    (told,) = [one for one in state["devices"] if one["device"] == "103"]
    assert told["forwarding"] == [{"type": "busy", "on": True, "to": "104"}]
    assert told["features"]["microphone_mute"] is True
    assert [(one["by"], one["to"]) for one in state["call_backs"]] == [("104", "105")]
    assert json.loads(json.dumps(state)) == state, "plain values"
