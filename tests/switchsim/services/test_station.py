"""Features of stations: what is set is told, kept, and has its effect on calls."""

from __future__ import annotations

import pytest

from desktop.csta.enumerations import ForwardingType
from desktop.csta.services.logical import GetDoNotDisturb, GetForwarding, SetDoNotDisturb, SetForwarding
from desktop.csta.services.physical import GetMessageWaitingIndicator
from desktop.csta.values import DeviceID
from tests.switchsim.office import Office


def test_do_not_disturb_and_message_waiting_are_told() -> None:
    office = Office()
    device = DeviceID("100")
    assert not office.ask(GetDoNotDisturb(device=device)).do_not_disturb_on
    office.ask(SetDoNotDisturb(device=device, do_not_disturb_on=True))
    assert office.ask(GetDoNotDisturb(device=device)).do_not_disturb_on
    assert not office.ask(GetMessageWaitingIndicator(device=device)).message_waiting_on
    office.ok("set", device="100", message_waiting=True)
    assert office.ask(GetMessageWaitingIndicator(device=device)).message_waiting_on


def test_forwardings_are_kept_by_type() -> None:
    office = Office()
    device = DeviceID("100")
    (nothing,) = office.ask(GetForwarding(device=device)).forwarding_list
    assert (nothing.forwarding_type, nothing.forward_status) == (ForwardingType.forwardImmediate, False)
    for kind in ForwardingType:
        office.ask(
            SetForwarding(device=device, activate_forward=True, forwarding_type=kind, forward_dn=DeviceID("102"))
        )
    assert [entry.forwarding_type for entry in office.ask(GetForwarding(device=device)).forwarding_list] == list(
        ForwardingType
    )
    office.ask(SetForwarding(device=device, activate_forward=False, forwarding_type=ForwardingType.forwardBusy))
    left = office.ask(GetForwarding(device=device)).forwarding_list
    assert ForwardingType.forwardBusy not in [entry.forwarding_type for entry in left]


@pytest.mark.parametrize(
    ("kind", "caller", "forwarded"),
    [
        (ForwardingType.forwardImmInt, "101", True),
        (ForwardingType.forwardImmInt, "outside", False),
        (ForwardingType.forwardImmExt, "101", False),
        (ForwardingType.forwardImmExt, "outside", True),
    ],
)
def test_forwarding_for_calls_from_inside_and_from_outside(kind: ForwardingType, caller: str, forwarded: bool) -> None:
    office = Office()
    office.ask(
        SetForwarding(device=DeviceID("100"), activate_forward=True, forwarding_type=kind, forward_dn=DeviceID("102"))
    )
    office.ok("call", **{"from": "0891234567" if caller == "outside" else caller, "to": "100"})
    assert office.states("102") == (["alerting"] if forwarded else [])
    assert office.states("100") == ([] if forwarded else ["alerting"])
