"""Services: what they answer, and the refusal that fits the state. A refusal changes nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.csta.enumerations import ForwardingType, LocalConnectionState
from desktop.csta.services.call_associated import GenerateDigits
from desktop.csta.services.call_control import (
    AlternateCall,
    AnswerCall,
    ClearCall,
    ClearConnection,
    ConferenceCall,
    ConsultationCall,
    DeflectCall,
    DialDigits,
    DirectedPickupCall,
    GroupPickupCall,
    HoldCall,
    MakeCall,
    ReconnectCall,
    RetrieveCall,
    SingleStepConf,
    SingleStepTrans,
    TransferCall,
)
from desktop.csta.services.logical import GetDoNotDisturb, SetForwarding
from desktop.csta.services.snapshots import SnapshotCall, SnapshotDevice
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.company import Station
from tests.switchsim.office import Office, company

NOWHERE = ConnectionID.of(b"\x12\x34", "100")
S = LocalConnectionState


def _connection_services(connection: ConnectionID) -> list[Any]:
    to = DeviceID("102")
    return [
        AnswerCall(call_to_be_answered=connection),
        ClearConnection(connection_to_be_cleared=connection),
        HoldCall(call_to_be_held=connection),
        RetrieveCall(call_to_be_retrieved=connection),
        ConsultationCall(existing_call=connection, consulted_device=to),
        AlternateCall(held_call=connection, active_call=connection),
        ReconnectCall(held_call=connection, active_call=connection),
        TransferCall(held_call=connection, active_call=connection),
        ConferenceCall(held_call=connection, active_call=connection),
        SingleStepTrans(active_call=connection, transferred_to=to),
        SingleStepConf(active_call=connection, device_to_join=to),
        DeflectCall(call_to_be_diverted=connection, new_destination=to),
        DirectedPickupCall(call_to_be_picked_up=connection, requesting_device=to),
        GenerateDigits(connection_to_send_digits=connection, characters_to_send="1"),
        DialDigits(dialling_connection=connection, dialling_sequence=to),
        SnapshotCall(snapshot_object=connection),
    ]


def refused(office: Office, argument: Any) -> str:
    """The refusal; nothing else may have happened."""
    before = office.do("state")
    office.forget()
    code = office.code(office.ask(argument))
    assert office.order == ["refusal"]
    assert office.do("state") == before
    return code


@pytest.mark.parametrize("argument", _connection_services(NOWHERE), ids=lambda argument: type(argument).__name__)
def test_a_connection_that_is_not_there(argument: Any) -> None:
    office = Office()
    office.talk("100", "101")
    assert refused(office, argument) == "operation invalidConnectionID"


_ALLOWED = {
    "alerting": {"AnswerCall", "ClearConnection", "DeflectCall", "DirectedPickupCall", "SnapshotCall"},
    "initiated": {"ClearConnection", "DialDigits", "SnapshotCall"},
    "hold": {"ClearConnection", "RetrieveCall", "SnapshotCall"},
    "connected": {
        "ClearConnection", "HoldCall", "ConsultationCall", "SingleStepTrans", "SingleStepConf", "GenerateDigits",
        "SnapshotCall",
    },
}  # fmt: skip
"""State -> what may be asked of one connection in it."""


def _in_state(state: str) -> Office:
    office = Office()
    if state == "initiated":
        office.ok("offhook", device="100")
    else:
        office.make_call("101", "100")
        if state != "alerting":
            office.ok("answer", device="100")
        if state == "hold":
            office.ok("hold", device="100")
    return office


@pytest.mark.parametrize("state", _ALLOWED)
def test_each_state_allows_what_it_allows_and_refuses_the_rest(state: str) -> None:
    for argument in _connection_services(NOWHERE):
        office = _in_state(state)
        connection = office.connection("100")
        (mine,) = [one for one in _connection_services(connection) if type(one) is type(argument)]
        name = type(mine).__name__
        if name in _ALLOWED[state]:
            assert not hasattr(office.ask(mine), "category"), name
        else:
            assert refused(office, mine).split()[0] in ("state", "operation"), name


def _code(play: Callable[[Office], Any], prepare: Callable[[Office], Any] = lambda office: None) -> str:
    office = Office()
    prepare(office)
    return refused(office, play(office))


def _make(device: str, to: str) -> Callable[[Office], Any]:
    return lambda office: MakeCall(calling_device=DeviceID(device), called_directory_number=DeviceID(to))


REFUSALS: list[tuple[str, Callable[[Office], Any], Callable[[Office], Any], str]] = [
    ("TR/82 4.9 the caller is busy", _make("100", "102"), lambda o: o.talk("100", "101"), "state invalidObjectState"),
    ("TR/82 4.10 unknown number", _make("100", "199"), lambda o: None, "operation invalidCalledDeviceID"),
    ("unknown caller", _make("199", "100"), lambda o: None, "operation invalidCallingDeviceID"),
    (
        "caller out of service",
        _make("100", "101"),
        lambda o: o.ok("set", device="100", in_service=False),
        "systemResource deviceOutOfService",
    ),
    (
        "nothing rings",
        lambda o: AnswerCall(call_to_be_answered=o.connection("100")),
        lambda o: o.talk("100", "101"),
        "state noCallToAnswer",
    ),
    (
        "group pickup without a call",
        lambda o: GroupPickupCall(new_destination=DeviceID("100")),
        lambda o: None,
        "state noCallToAnswer",
    ),
    (
        "pickup for an unknown station",
        lambda o: DirectedPickupCall(call_to_be_picked_up=o.connection("101"), requesting_device=DeviceID("199")),
        lambda o: o.make_call("100", "101"),
        "operation invalidDeviceID",
    ),
    (
        "consultation with an unknown number",
        lambda o: ConsultationCall(existing_call=o.connection("100"), consulted_device=DeviceID("199")),
        lambda o: o.talk("100", "101"),
        "operation invalidCalledDeviceID",
    ),
    (
        "blind transfer to somebody unknown",
        lambda o: SingleStepTrans(active_call=o.connection("100"), transferred_to=DeviceID("199")),
        lambda o: o.talk("100", "101"),
        "operation invalidDestination",
    ),
    (
        "blind transfer to who is on the line already",
        lambda o: SingleStepTrans(active_call=o.connection("100"), transferred_to=DeviceID("101")),
        lambda o: o.talk("100", "101"),
        "operation invalidDestination",
    ),
    (
        "deflect to an unknown number",
        lambda o: DeflectCall(call_to_be_diverted=o.connection("101"), new_destination=DeviceID("199")),
        lambda o: o.make_call("100", "101"),
        "operation invalidDestination",
    ),
    (
        "a trunk cannot hold",
        lambda o: HoldCall(call_to_be_held=o.connection("7801")),
        lambda o: (o.ok("call", **{"from": "0891234567", "to": "100"}), o.ok("answer", device="100")),
        "operation requestIncompatibleWithObject",
    ),
    (
        "tones that are none",
        lambda o: GenerateDigits(connection_to_send_digits=o.connection("100"), characters_to_send="x"),
        lambda o: o.talk("100", "101"),
        "operation invalidParameterValue",
    ),
    (
        "swap with a party that has not answered",
        lambda o: AlternateCall(held_call=o.pair("100")[0], active_call=o.pair("100")[1]),
        lambda o: o.consulting(answered=False),
        "state invalidConnectionState",
    ),
    (
        "held and active exchanged",
        lambda o: TransferCall(held_call=o.pair("100")[1], active_call=o.pair("100")[0]),
        lambda o: o.consulting(),
        "state noHeldCall",
    ),
    (
        "connections of two devices",
        lambda o: TransferCall(held_call=o.pair("100")[0], active_call=o.connection("102")),
        lambda o: o.consulting(),
        "operation notSameDevice",
    ),
    (
        "conference with a party that has not answered",
        lambda o: ConferenceCall(held_call=o.pair("100")[0], active_call=o.pair("100")[1]),
        lambda o: o.consulting(answered=False),
        "state invalidConnectionState",
    ),
    (
        "a call that is not there",
        lambda o: ClearCall(call_to_be_cleared=NOWHERE),
        lambda o: None,
        "operation invalidCallID",
    ),
    (
        "forwarding to nowhere",
        lambda o: SetForwarding(device=DeviceID("100"), activate_forward=True, forward_dn=DeviceID("199")),
        lambda o: None,
        "operation invalidForwardingDestination",
    ),
    (
        "forwarding of an unknown kind",
        lambda o: SetForwarding(
            device=DeviceID("100"),
            activate_forward=True,
            forwarding_type=ForwardingType(99),
            forward_dn=DeviceID("101"),
        ),
        lambda o: None,
        "operation invalidForwardingType",
    ),
    (
        "the state of an unknown station",
        lambda o: GetDoNotDisturb(device=DeviceID("199")),
        lambda o: None,
        "operation invalidDeviceID",
    ),
    (
        "snapshot of an unknown station",
        lambda o: SnapshotDevice(snapshot_object=DeviceID("199")),
        lambda o: None,
        "operation invalidDeviceID",
    ),
]


@pytest.mark.parametrize(("play", "prepare", "code"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS])
def test_refusals(play: Callable[[Office], Any], prepare: Callable[[Office], Any], code: str) -> None:
    assert _code(play, prepare) == code


def test_an_analogue_phone_cannot_be_answered_from_afar() -> None:
    office = Office(
        base=company(stations=(Station(number="100", remote_answer=False), Station(number="101")), groups=()),
        monitored=("100",),
    )
    office.make_call("101", "100")
    argument = AnswerCall(call_to_be_answered=office.connection("100"))
    assert refused(office, argument) == "operation requestIncompatibleWithObject"
    office.ok("offhook", device="100")
    assert office.states("100") == ["connected"]


def test_answer_while_talking_may_be_refused() -> None:
    office = Office(second_answer="refuse")
    office.talk("101", "100")
    office.make_call("102", "100")
    argument = AnswerCall(call_to_be_answered=office.connection("100", "alerting"))
    assert refused(office, argument) == "state invalidObjectState"


def test_a_conference_is_limited() -> None:
    base = company()
    office = Office(base=company(limits=type(base.limits)(conference=2)))
    office.consulting()
    held, active = office.pair("100")
    argument = ConferenceCall(held_call=held, active_call=active)
    assert refused(office, argument) == "systemResource conferenceMemberLimitExceeded"


def test_results_name_the_new_connections() -> None:
    office = Office()
    made = office.make_call("100", "101")
    assert made.calling_device == ConnectionID.of(b"\xb1\x64", "100")
    office.ok("answer", device="101")
    assert office.consult("100", "102").initiated_call == ConnectionID.of(b"\xb1\x65", "100")
    office.ok("answer", device="102")
    held, active = office.pair("100")
    transferred = office.ask(TransferCall(held_call=held, active_call=active))
    assert transferred.transferred_call == ConnectionID.of(b"\xb1\x66", "102")


QUIRKY: list[tuple[str, dict[str, Any], Callable[[Office], Any], Callable[[Office], Any], str]] = [
    ("a busy station", {"unreachable": "refuse"}, _make("100", "101"),
     lambda o: o.switch.phones["101"].with_habits(busy=True), "state invalidCalledDeviceState"),
    ("a station not to be disturbed", {"unreachable": "refuse"}, _make("100", "101"),
     lambda o: o.ok("set", device="101", dnd=True), "state invalidCalledDeviceState"),
    ("a station out of service", {"unreachable": "refuse"}, _make("100", "101"),
     lambda o: o.ok("set", device="101", in_service=False), "systemResource calledDeviceOutOfService"),
    ("asking back at a station not to be disturbed", {"unreachable": "refuse"},
     lambda o: ConsultationCall(existing_call=o.connection("100"), consulted_device=DeviceID("102")),
     lambda o: (o.talk("100", "101"), o.ok("set", device="102", dnd=True)), "state invalidCalledDeviceState"),
    ("from a station not to be disturbed", {"dnd_calls": False}, _make("100", "101"),
     lambda o: o.ok("set", device="100", dnd=True), "state invalidCallingDeviceState"),
    ("rejecting", {"clears_alerting": False},
     lambda o: ClearConnection(connection_to_be_cleared=o.connection("101")),
     lambda o: o.make_call("100", "101"), "state invalidConnectionState"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quirks", "play", "prepare", "code"), [row[1:] for row in QUIRKY], ids=[row[0] for row in QUIRKY]
)
def test_refusals_of_some_switches(
    quirks: dict[str, Any], play: Callable[[Office], Any], prepare: Callable[[Office], Any], code: str
) -> None:
    usual, quirky = Office(), Office(**quirks)
    for office in (usual, quirky):
        prepare(office)
    assert not hasattr(usual.ask(play(usual)), "category"), "the standard's reading"
    assert refused(quirky, play(quirky)) == code


def test_what_such_a_switch_does_not_refuse() -> None:
    office = Office(unreachable="refuse", dnd_calls=False, clears_alerting=False)
    office.ok("set", device="101", forwarding={"type": "busy", "on": True, "to": "102"})
    office.switch.phones["101"].with_habits(busy=True)
    assert not hasattr(office.make_call("100", "101"), "category"), "it rings at the target of the forwarding"
    assert office.states("102") == ["alerting"]
    assert not hasattr(office.make_call("103", "0891111111"), "category"), "busy outside, which nobody knows before"
    office.ok("set", device="104", dnd=True)
    office.ok("dial", device="104", to="105")
    office.ok("reject", device="105")
    assert office.states("105") == [], "by hand everything is as ever"
    office.ask(ClearConnection(connection_to_be_cleared=office.connection("100")))
    assert office.states("100") == [], "who calls may give up"
