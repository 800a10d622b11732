"""Forwarding in all its types, and chains of it."""

from __future__ import annotations

import pytest

from desktop.csta.enumerations import ForwardingType
from desktop.csta.services.logical import GetForwarding, SetForwarding
from desktop.csta.values import DeviceID
from desktop.switchsim.company import Limits
from tests.switchsim.office import Office, company


@pytest.mark.parametrize("kind", ["imm", "busy", "noAns", "DND"])
@pytest.mark.parametrize("reach", ["", "Int", "Ext"])
@pytest.mark.parametrize("outside", [False, True])
def test_forwarding_in_all_twelve_types(kind: str, reach: str, outside: bool) -> None:
    office = Office()
    name = {"imm": "immediate"}.get(kind, kind) if not reach else kind + reach
    office.ok("set", device="100", forwarding={"type": name, "on": True, "to": "102"})
    if kind == "DND":
        office.ok("set", device="100", dnd=True)
    office.switch.phones["100"].with_habits(busy=kind == "busy")
    office.ok("call", **{"from": "0891234567" if outside else "101", "to": "100"})
    office.wait(15)
    applies = reach != ("Int" if outside else "Ext")
    assert (office.states("102") == ["alerting"]) is applies
    if applies:
        (delivered,) = office.events("102", "delivered")
        causes = {"imm": "callForwardImmediate", "busy": "callForwardBusy", "noAns": "callForwardNoAnswer"}
        assert delivered.cause.name == causes.get(kind, "callForward")
        assert delivered.last_redirection_device.digits == "100"
        assert delivered.called_device.digits == "100"


@pytest.mark.parametrize("kind", list(ForwardingType), ids=lambda kind: kind.short)
def test_every_type_is_switched_on_and_off_by_the_service(kind: ForwardingType) -> None:
    office = Office(monitored=("100", "102"))
    for on in (True, False):
        office.ask(
            SetForwarding(
                device=DeviceID("100"), activate_forward=on, forwarding_type=kind, forward_dn=DeviceID("102")
            )
        )
        told = office.events("100", "forwarding")[-1]
        assert (told.forwarding_type, told.forward_status, told.forward_to.digits) == (kind, on, "102")
        (station,) = [one for one in office.ok("state")["devices"] if one["device"] == "100"]
        assert station["forwarding"] == ([{"type": kind.short, "on": True, "to": "102"}] if on else [])
        (asked,) = office.ask(GetForwarding(device=DeviceID("100"))).forwarding_list
        assert (asked.forward_status, asked.forwarding_type) == (on, kind if on else ForwardingType.forwardImmediate)
    assert office.events("102", "forwarding") == []


@pytest.mark.parametrize("kind", ["immediate", "busy", "noAns", "DND"])
def test_a_chain_of_forwardings_ends_where_it_began(kind: str) -> None:
    office = Office()
    ring = ("100", "101", "102")
    for device, to in zip(ring, (*ring[1:], ring[0]), strict=True):
        office.ok("set", device=device, forwarding={"type": kind, "on": True, "to": to})
        office.ok("set", device=device, dnd=kind == "DND")
        office.switch.phones[device].with_habits(busy=kind == "busy")
    office.make_call("105", "100")
    office.wait(15 * 3 + 120)
    assert [office.states(device) for device in ring[1:]] == [[], []]
    if kind == "noAns":
        assert office.told("105")[-1] == "connectionCleared b164/105 null callNotAnswered", "it rings out at the first"
    else:
        assert office.told("105")[-1] == "failed b164/100 connected destNotObtainable"


def test_a_chain_is_only_so_long() -> None:
    office = Office(base=company(limits=Limits(forwarding_hops=2)))
    for device, to in (("100", "101"), ("101", "102"), ("102", "103")):
        office.ok("set", device=device, forwarding={"type": "immediate", "on": True, "to": to})
    office.make_call("105", "100")
    assert office.told("105")[-1] == "failed b164/102 connected destNotObtainable"


def test_a_type_for_calls_from_inside_wins_over_that_for_all() -> None:
    office = Office()
    office.ok("set", device="100", forwarding={"type": "immediate", "on": True, "to": "102"})
    office.ok("set", device="100", forwarding={"type": "immInt", "on": True, "to": "103"})
    office.make_call("101", "100")
    office.ok("call", **{"from": "0891234567", "to": "100"})
    assert (office.states("102"), office.states("103")) == (["alerting"], ["alerting"])
