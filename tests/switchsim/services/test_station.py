"""Features of stations: what is set is told, kept, and has its effect on calls."""

from __future__ import annotations

import pytest

from desktop.csta.enumerations import ForwardingType
from desktop.csta.feature_enumerations import PresenceState
from desktop.csta.services.features import (
    GetAutoAnswer,
    GetCallerIDStatus,
    GetLastNumberDialed,
    SetAutoAnswer,
    SetCallerIDStatus,
)
from desktop.csta.services.logical import GetDoNotDisturb, GetForwarding, SetDoNotDisturb, SetForwarding
from desktop.csta.services.physical import GetMessageWaitingIndicator
from desktop.csta.services.presence import GetPresenceState, SetPresenceState
from desktop.csta.values import RESTRICTED, BitSet, DeviceID
from desktop.switchsim.company import Station
from tests.switchsim.office import Office, company


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


# auto answer, caller identity, last number, presence


def test_a_station_answers_by_itself_after_so_many_rings() -> None:
    office = Office()
    device = DeviceID("101")
    office.ask(SetAutoAnswer(device=device, auto_answer_on=True, number_of_rings=2))
    told = office.ask(GetAutoAnswer(device=device))
    assert (told.auto_answer_on, told.number_of_rings) == (True, 2)
    office.make_call("100", "101")
    office.wait(9)
    assert office.states("101") == ["alerting"]
    office.wait(1)
    assert office.states("101") == ["connected"]
    office.make_call("102", "101")
    office.wait(30)
    assert office.states("101") == ["connected", "alerting"], "a call on the line is not left"
    office.ask(SetAutoAnswer(device=device, auto_answer_on=False))
    assert not office.ask(GetAutoAnswer(device=device)).auto_answer_on


def test_at_once_means_without_a_ring() -> None:
    office = Office()
    office.ok("feature", device="101", auto_answer=True)
    office.make_call("100", "101")
    office.wait(0)
    assert office.told("101") == [
        "autoAnswer",
        "delivered b164/101 alerting newCall",
        "established b164/101 connected newCall",
    ]


def test_auto_answer_that_cannot_be() -> None:
    office = Office(base=company(stations=(Station(number="100", remote_answer=False),), groups=()), monitored=())
    asked = SetAutoAnswer(device=DeviceID("100"), auto_answer_on=True)
    assert office.code(office.ask(asked)) == "operation autoAnswerNotSupported"
    many = SetAutoAnswer(device=DeviceID("100"), auto_answer_on=True, number_of_rings=11)
    assert Office().code(Office().ask(many)) == "operation autoAnswerOutOfRange"


def test_a_station_that_withholds_its_number_is_restricted_for_all_but_itself() -> None:
    office = Office()
    device = DeviceID("100")
    assert office.ask(GetCallerIDStatus(device=device)).caller_id_provided
    office.ask(SetCallerIDStatus(device=device, caller_id_provided=False))
    assert not office.ask(GetCallerIDStatus(device=device)).caller_id_provided
    office.forget()
    office.talk("100", "101")
    assert {event.calling_device for event in office.events("101", "delivered")} == {RESTRICTED}
    assert {event.calling_device for event in office.events("101", "established")} == {RESTRICTED}
    for name in ("originated", "delivered", "established"):
        assert [event.calling_device.digits for event in office.events("100", name)] == ["100"]
    office.ok("transfer", device="101", to="102")
    assert office.events("102", "delivered")[0].calling_device == RESTRICTED
    office.ok("feature", device="100", caller_id=True)
    office.make_call("103", "104")
    assert office.events("104", "delivered")[0].calling_device.digits == "103"


def test_the_last_number_dialled() -> None:
    office = Office()
    asked = GetLastNumberDialed(device=DeviceID("100"))
    assert office.code(office.ask(asked)) == "state invalidObjectState"
    office.make_call("100", "00891234567")
    assert office.ask(asked).number_dialed == DeviceID("00891234567")


def test_presence_is_unknown_until_it_is_told() -> None:
    office = Office()
    device = DeviceID("100")
    assert office.ask(GetPresenceState(device=device)).presence_state.bits == {PresenceState.unknown}
    meeting = BitSet([PresenceState.meeting, PresenceState.busy], 9)
    office.ask(SetPresenceState(device=device, requested_presence_state=meeting, mood=b"patient"))
    told = office.ask(GetPresenceState(device=device))
    assert (told.presence_state, told.mood) == (meeting, b"patient")
    (event,) = office.events("100", "presenceState")
    assert (event.presence_state, event.mood) == (meeting, b"patient")
    for nothing in (BitSet([], 9), BitSet([30], 31)):
        asked = SetPresenceState(device=device, requested_presence_state=nothing)
        assert office.code(office.ask(asked)) == "operation invalidParameterValue"
