"""What waits for a station: call backs, calls camped on, parked calls; by the clock and at every party."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from desktop.csta.failures import Failure
from desktop.csta.services.call_control import AnswerCall, DirectedPickupCall
from desktop.csta.services.call_features import CallBack, CamponCall, ParkCall
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.company import Limits
from tests.switchsim.acts import busy
from tests.switchsim.office import STATIONS, Office, company
from tests.switchsim.test_random import Listener, check, random_step


def _called_back(office: Office) -> None:
    """100 found 101 busy and wants to be called back."""
    busy(office)
    office.ok("call_back", device="100")
    office.forget()


def test_a_call_back_rings_at_who_ordered_it_as_soon_as_both_are_free() -> None:
    office = Office()
    _called_back(office)
    office.wait(60)
    assert office.states("100") == [], "101 still talks"
    office.ok("hangup", device="102")
    office.forget()
    office.wait(2)
    assert office.told("100") == ["callBack", "delivered b166/100 alerting callBack"]
    (delivered,) = office.events("100", "delivered")
    assert (delivered.calling_device.digits, delivered.called_device.digits) == ("100", "101")
    assert office.told("101") == ["callBack"], "it does not ring before 100 has answered"
    assert office.ok("state")["call_backs"] == []
    office.forget()
    office.ask(AnswerCall(call_to_be_answered=office.connection("100")))
    assert office.told("100") == ["established b166/100 connected callBack", "delivered b166/101 connected newCall"]
    assert office.told("101") == ["delivered b166/101 alerting newCall"]
    office.ok("answer", device="101")
    assert office.states("100") == office.states("101") == ["connected"]


def test_a_telephone_may_prompt_for_a_call_back() -> None:
    office = Office(call_back_starts="prompt")
    _called_back(office)
    office.ok("hangup", device="102")
    office.forget()
    office.wait(2)
    assert office.told("100") == ["callBack", "serviceInitiated b166/100 initiated callBack"]
    office.forget()
    office.ok("offhook", device="100")
    assert office.told("100") == ["originated b166/100 connected newCall", "delivered b166/101 connected newCall"]


def test_a_call_back_that_is_not_answered_is_given_up() -> None:
    office = Office()
    _called_back(office)
    office.ok("hangup", device="102")
    office.wait(2)
    office.forget()
    office.wait(30)
    assert office.told("100") == ["connectionCleared b166/100 null normalClearing"]
    assert office.ok("state")["ended"][-1]["outcome"] == "gave_up"
    assert office.switch.next_timer is None


def test_who_does_not_want_the_call_back_any_more_gives_it_up() -> None:
    office = Office()
    _called_back(office)
    office.ok("hangup", device="102")
    office.wait(2)
    office.ok("reject", device="100")
    assert office.ok("state")["ended"][-1]["outcome"] == "gave_up"


def test_after_no_answer_the_other_must_have_used_the_telephone_first() -> None:
    office = Office()
    office.make_call("100", "101")
    office.ok("call_back", device="100")
    office.wait(60)
    assert office.states("100") == []
    office.talk("101", "102")
    office.ok("hangup", device="101")
    office.wait(2)
    assert office.states("100") == ["alerting"]


def test_do_not_disturb_holds_a_call_back_off_and_is_no_use_of_the_telephone() -> None:
    office = Office()
    office.make_call("100", "101")
    office.ok("call_back", device="100")
    office.ok("set", device="101", dnd=True)
    office.ok("set", device="101", dnd=False)
    office.wait(10)
    assert office.states("100") == []
    office.ok("set", device="102", dnd=True)
    office.ok("call_back", device="100", to="102")
    office.wait(10)
    assert office.states("100") == []
    office.ok("set", device="102", dnd=False)
    office.wait(2)
    assert office.states("100") == ["alerting"]


def test_a_call_back_waits_for_service_and_for_the_one_who_ordered_it() -> None:
    office = Office()
    office.ok("set", device="101", in_service=False)
    office.ok("call_back", device="100", to="101")
    office.ok("dial", device="100", to="103")
    office.ok("set", device="101", in_service=True)
    office.wait(10)
    assert office.states("100") == ["connected"]
    office.ok("hangup", device="100")
    office.wait(2)
    assert office.states("100") == ["alerting"]


def test_a_person_s_own_habit_ends() -> None:
    office = Office()
    office.ok("set", device="101", habits={"busy": True})
    office.ok("call_back", device="100", to="101")
    office.wait(10)
    office.ok("set", device="101", habits={"busy": False})
    office.wait(2)
    assert office.states("100") == ["alerting"]


def _pair(kind: type[Any], by: str, to: str) -> Any:
    return kind(originating_device=DeviceID(by), target_device=DeviceID(to))


REFUSED: list[tuple[str, Callable[[Office], Any], Callable[[Office], Any], str]] = [
    (
        "twice",
        lambda office: office.ok("call_back", device="100", to="101"),
        lambda office: _pair(CallBackNonCallRelated, "100", "101"),
        "operation featureAlreadySet",
    ),
    ("oneself", lambda office: None, lambda office: _pair(CallBackNonCallRelated, "100", "100"),
     "operation notDifferentDevices"),
    ("nobody", lambda office: None, lambda office: _pair(CallBackNonCallRelated, "100", "199"),
     "operation invalidCalledDeviceID"),
    ("no caller", lambda office: None, lambda office: _pair(CallBackNonCallRelated, "199", "100"),
     "operation invalidCallingDeviceID"),
    ("too many", lambda office: [office.ok("call_back", device="100", to=to) for to in ("101", "102")],
     lambda office: _pair(CallBackNonCallRelated, "100", "103"), "systemResource resourceLimitExceeded"),
    ("cancel nothing", lambda office: None, lambda office: _pair(CancelCallBack, "100", "101"),
     "state noCallToComplete"),
    ("while talking", lambda office: office.talk("100", "101"),
     lambda office: CallBack(callback_connection=office.connection("100")), "state invalidConnectionState"),
    ("a stranger's connection", busy, lambda office: CallBack(callback_connection=ConnectionID.of(b"\xb1\x65", "103")),
     "operation invalidConnectionID"),
    ("outside is busy", lambda office: office.make_call("100", "00891111111"),
     lambda office: CallBack(callback_connection=office.connection("100")),
     "operation requestIncompatibleWithConnection"),
    ("outside calls in vain", lambda office: office.ok("call", **{"from": "0891234567", "to": "100"}),
     lambda office: CallBack(callback_connection=ConnectionID(office.connection("100").call_id, None)),
     "operation requestIncompatibleWithConnection"),
    ("camp on while it rings", lambda office: office.make_call("100", "101"),
     lambda office: CamponCall(campon_connection=office.connection("100")), "state invalidConnectionState"),
    ("camp on at do not disturb",
     lambda office: (office.ok("set", device="101", dnd=True), office.make_call("100", "101")),
     lambda office: CamponCall(campon_connection=office.connection("100")), "state invalidConnectionState"),
    ("park at nobody's", lambda office: office.talk("100", "101"),
     lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("199")),
     "operation invalidParkToDeviceID"),
    ("park at the partner", lambda office: office.talk("100", "101"),
     lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("101")),
     "operation invalidParkToDeviceID"),
    ("park out of service",
     lambda office: (office.talk("100", "101"), office.ok("set", device="102", in_service=False)),
     lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("102")),
     "systemResource parkToDeviceOutOfService"),
    ("park before the answer", lambda office: office.make_call("100", "101"),
     lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("102")),
     "state invalidConnectionState"),
    ("park where there is no room",
     lambda office: (office.talk("102", "103"), office.ok("park", device="102", to="104"), office.talk("100", "101"),
                     office.ok("dial", device="105", to="104")),
     lambda office: ParkCall(parking=office.connection("100"), park_to=DeviceID("104")),
     "state invalidParkToDeviceState"),
    ("fetch a call that is camped on", lambda office: (busy(office), office.ok("camp_on", device="100")),
     lambda office: DirectedPickupCall(
         call_to_be_picked_up=office.connection("101", "queued"), requesting_device=DeviceID("103")),
     "state invalidConnectionState"),
    ("a call back that rings is nobody else's",
     lambda office: (office.ok("call_back", device="100", to="101"), office.wait(2)),
     lambda office: DirectedPickupCall(
         call_to_be_picked_up=office.connection("100"), requesting_device=DeviceID("103")),
     "state invalidConnectionState"),
]  # fmt: skip


@pytest.mark.parametrize(("prepare", "ask", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    prepare: Callable[[Office], Any], ask: Callable[[Office], Any], code: str
) -> None:
    office = Office(base=company(limits=Limits(call_backs=2, calls_per_station=2)))
    prepare(office)
    before = office.do("state")
    office.forget()
    answer = office.ask(ask(office))
    assert isinstance(answer, Failure)
    assert (office.code(answer), office.order, office.do("state")) == (code, ["refusal"], before)


def test_the_called_end_may_be_named_as_well() -> None:
    office = Office()
    busy(office)
    result = office.ask(CallBack(callback_connection=ConnectionID.of(office.connection("100").call_id or b"", "101")))
    assert result.target_device.digits == "101"


# camp on


def test_a_call_that_is_camped_on_rings_when_the_station_is_free() -> None:
    office = Office()
    busy(office)
    office.ok("camp_on", device="100")
    office.wait(60)
    assert office.states("101") == ["connected", "queued"]
    office.ok("hangup", device="101")
    office.forget()
    office.wait(2)
    assert office.told("100") == ["delivered b165/101 connected campOn"]
    assert office.told("101") == ["delivered b165/101 alerting campOn"]
    office.ok("answer", device="101")
    assert office.states("100") == office.states("101") == ["connected"]


def test_camping_on_a_station_that_has_become_free_rings_at_once() -> None:
    office = Office(failed_at="calling")
    busy(office)
    assert office.states("100") == ["fail"]
    office.ok("hangup", device="101")
    office.ok("camp_on", device="100")
    assert (office.states("100"), office.states("101")) == (["connected"], ["alerting"])


def test_who_camps_on_may_give_up() -> None:
    office = Office()
    busy(office)
    office.ok("camp_on", device="100")
    office.forget()
    office.ok("hangup", device="100")
    assert office.told("101") == [
        "connectionCleared b165/100 queued normalClearing",
        "connectionCleared b165/101 null normalClearing",
    ]
    assert office.ok("state")["ended"][-1]["outcome"] == "missed"
    office.ok("hangup", device="101")
    office.wait(10)
    assert office.switch.calls == {}


def test_a_held_call_cannot_be_transferred_to_one_that_waits() -> None:
    office = Office()
    busy(office)
    office.ok("hangup", device="100")
    office.talk("103", "100")
    office.consult("100", "101")
    office.ok("camp_on", device="100")
    assert office.do("transfer", device="100")["error"]["code"] == "invalidConnectionState"


# park


def test_a_parked_call_comes_back_to_who_parked_it() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("park", device="100", to="102")
    office.forget()
    office.wait(120)
    assert office.told("100") == ["delivered b164/100 alerting recall"]
    assert office.told("101") == ["diverted b164/102 connected recall", "delivered b164/100 connected recall"]
    assert office.told("102") == ["diverted b164/102 null recall"]
    office.ok("answer", device="100")
    assert office.states("101") == ["connected"]


def test_a_call_parked_at_one_s_own_telephone_rings_there() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("park", device="100")
    office.forget()
    office.wait(120)
    assert office.told("100") == ["delivered b164/100 alerting recall"]
    office.ok("answer", device="100")
    assert office.told("101")[-1] == "established b164/100 connected recall"


def test_the_partner_of_a_parked_call_may_hang_up() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("park", device="100", to="102")
    office.ok("hangup", device="101")
    assert office.switch.calls == {}
    office.wait(200)
    assert office.states("100") == []


def test_anybody_fetches_a_parked_call() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("park", device="100", to="102")
    office.ok("unpark", device="103", **{"from": "102"})
    assert (office.states("103"), office.states("102")) == (["connected"], [])
    office.ok("park", device="103")
    office.ok("unpark", device="103")
    assert (office.states("101"), office.states("103")) == (["connected"], ["connected"])


# everything at once


_FEATURES = ("park", "unpark", "camp_on", "intrude", "join", "call_back", "leave_message", "accept")


def _step(dice: Random, office: Office) -> tuple[str, dict[str, Any]]:
    """Something that somebody does; what rings is answered more often than by chance, so that people talk."""
    choice = dice.random()
    ringing = [device for device in STATIONS if "alerting" in office.states(device)]
    if choice < 0.3 and ringing:
        return "answer", {"device": dice.choice(ringing)}
    if choice < 0.65:
        return random_step(dice)
    name, arguments = dice.choice(_FEATURES), {"device": dice.choice(STATIONS)}
    if name == "join" or (name in ("park", "call_back") and dice.random() < 0.6):
        arguments["to"] = dice.choice(STATIONS)
    if name == "unpark" and dice.random() < 0.8:
        arguments["from"] = dice.choice(STATIONS)
    return name, arguments


@pytest.mark.parametrize("quirks", [{}, {"offered": True, "park_told": "queued"}, {"call_back_starts": "prompt"},
                                    {"failed_at": "calling", "release": "blocked"}], ids=str)  # fmt: skip
@pytest.mark.parametrize("seed", range(8))
def test_events_tell_the_truth_whatever_people_do(quirks: dict[str, Any], seed: int) -> None:
    base = company()
    stations = tuple(
        station if station.number in ("100", "103") else type(station)(number=station.number, call_waiting=False)
        for station in base.stations
    )
    office = Office(base=company(stations=stations), encode=False, **quirks)
    listener, dice, done = Listener(), Random(seed), 0
    for _ in range(200):
        name, arguments = _step(dice, office)
        if name == "wait":
            office.wait(arguments["seconds"])
        else:
            done += office.do(name, **arguments)["ok"] and name in _FEATURES
        for device, report in office.reports:
            listener.hear(device, report.event)
        office.forget()
        _check(office)
        for device in STATIONS:
            truth = {leg.call.id.hex(): leg.state.name for leg in office.switch.legs(device)}
            assert listener.states[device] == truth, (name, arguments, device)
    assert done > 0


def _check(office: Office) -> None:
    """As for all calls, but that one who is called back rings alone."""
    alone = [leg for call in office.switch.calls.values() for leg in call.legs if leg.dialled is not None]
    if not any(leg.state.name == "alerting" for leg in alone):
        check(office)
