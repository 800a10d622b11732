"""Call processing: every flow, at every monitored party, against the standard's order of events."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from desktop.csta.enumerations import EventCause
from desktop.csta.services.call_control import AnswerCall, ClearConnection
from desktop.csta.services.capabilities import GetSwitchingFunctionCapabilities
from desktop.switchsim.company import Habits, Limits, Station
from tests.switchsim.flows import FLOWS, Flow
from tests.switchsim.office import Office, company


def played(flow: Flow) -> Office:
    office = Office(**flow.quirks)
    if flow.before is not None:
        flow.before(office)
        office.forget()
    flow.play(office)
    return office


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_each_party_is_told_its_own_events(flow: Flow) -> None:
    office = played(flow)
    for device, expected in flow.told.items():
        assert office.told(device) == inspect.cleandoc(expected).splitlines(), device


def test_a_call_leaves_nothing_behind() -> None:
    office = Office()
    office.consulting()
    office.ok("transfer", device="100")
    office.ok("hangup", device="101")
    assert office.switch.calls == {}
    assert [office.states(device) for device in ("100", "101", "102")] == [[], [], []]
    assert office.switch.next_timer is None


def test_nobody_is_called_through_a_trunk_that_is_taken() -> None:
    office = Office()
    office.make_call("100", "00891234567")
    office.ok("call", **{"from": "0899999999", "to": "101"})
    refused = office.do("call", **{"from": "0898888888", "to": "102"})
    assert refused["error"]["code"] == "networkBusy"
    office.ok("hangup", device="100")
    office.ok("call", **{"from": "0898888888", "to": "102"})


def test_events_of_outside_calls_name_number_and_trunk() -> None:
    office = Office()
    office.ok("call", **{"from": "0891234567", "to": "100"})
    (delivered,) = office.events("100", "delivered")
    assert delivered.calling_device.digits == "00891234567", "with the trunk code in front, as it would be dialled"
    assert delivered.associated_calling_device.digits == "7801"
    assert delivered.associated_called_device is None
    assert delivered.last_redirection_device.status == "notKnown"


def test_a_hidden_number_is_restricted() -> None:
    office = Office()
    office.ok("call", **{"from": "0893333333", "to": "100"})
    (delivered,) = office.events("100", "delivered")
    assert delivered.calling_device.status == "restricted"
    assert delivered.associated_calling_device.digits == "7801"


def test_events_to_the_outside_name_number_and_trunk() -> None:
    office = Office()
    office.make_call("100", "00891234567")
    (delivered,) = office.events("100", "delivered")
    assert delivered.alerting_device.digits == delivered.called_device.digits == "00891234567"
    assert delivered.associated_called_device.digits == "7801"


def test_a_diverted_call_names_who_diverted_it() -> None:
    office = Office()
    office.make_call("101", "100")
    office.ok("deflect", device="100", to="102")
    (diverted,) = office.events("100", "diverted")
    assert (diverted.diverting_device.digits, diverted.new_destination.digits) == ("100", "102")
    (delivered,) = office.events("102", "delivered")
    assert delivered.last_redirection_device.digits == "100"
    assert (delivered.calling_device.digits, delivered.called_device.digits) == ("101", "100")


def test_transferred_lists_who_went_where() -> None:
    office = Office()
    office.ok("call", **{"from": "0891234567", "to": "100"})
    office.ok("answer", device="100")
    office.consult("100", "102")
    office.ok("answer", device="102")
    office.ok("transfer", device="100")
    (event,) = office.events("102", "transferred")
    assert event.secondary_old_call.call_id.hex() == "b165"
    assert event.transferring_device.digits == "100"
    assert event.transferred_to_device.digits == "102"
    rows = [
        (
            entry.old_connection.call_id.hex(),
            entry.new_connection.call_id.hex(),
            entry.new_connection.digits,
            entry.endpoint.digits,
            entry.associated_nid and entry.associated_nid.digits,
        )
        for entry in event.transferred_connections
    ]
    assert rows == [("b164", "b166", "7801", "00891234567", "7801"), ("b165", "b166", "102", "102", None)]
    linkage = event.call_linkage_data_list
    new, old = linkage.new_call_linkage_data, linkage.old_call_linkage_data
    assert new.global_call_data.global_call_linkage_id.globally_unique_call_linkage_id[-2:].hex() == "b166"
    assert new.thread_data == old.thread_data, "one thread: that of the first call"


@pytest.mark.parametrize(("quirk", "call_id"), [("new", "b166"), ("held", "b164"), ("active", "b165")])
def test_the_transferred_call_has_the_id_that_the_quirk_says(quirk: str, call_id: str) -> None:
    office = Office(transfer_call_id=quirk)
    office.consulting()
    office.ok("transfer", device="100")
    assert [call.id.hex() for call in office.switch.calls.values()] == [call_id]
    assert office.states("101") == office.states("102") == ["connected"]
    assert office.states("100") == []


def test_a_conference_of_four_shrinks_to_a_call_of_two() -> None:
    office = Office()
    office.consulting()
    office.ok("conference", device="100")
    office.consult("100", "103")
    office.ok("answer", device="103")
    office.ok("conference", device="100")
    (call,) = office.switch.calls.values()
    assert sorted(leg.device for leg in call.legs) == ["100", "101", "102", "103"]
    for device in ("100", "101"):
        office.ok("hangup", device=device)
    assert [(leg.device, leg.state.name) for leg in call.legs] == [("102", "connected"), ("103", "connected")]
    office.ok("hangup", device="102")
    assert office.switch.calls == {}


def test_people_do_what_their_habits_say() -> None:
    people = (
        Station(number="100"),
        Station(number="101", habits=Habits(answers_after=3, talks_for=10)),
        Station(number="102", hands_free=False, habits=Habits(lifts_after=2, gives_up_after=5)),
    )
    office = Office(base=company(stations=people, groups=()), monitored=("100", "101", "102"))
    office.make_call("100", "101")
    office.wait(2.9)
    assert office.states("101") == ["alerting"]
    office.wait(0.1)
    assert office.states("101") == ["connected"]
    office.wait(10)
    assert office.states("100") == []
    office.make_call("102", "100")
    assert office.states("102") == ["initiated"]
    office.wait(2)
    assert office.states("100") == ["alerting"]
    office.wait(5)
    assert office.states("100") == []


def test_a_phone_that_nobody_lifts_stops_prompting() -> None:
    office = Office(
        base=company(stations=(Station(number="100", hands_free=False), Station(number="101"))), monitored=["100"]
    )
    office.make_call("100", "101")
    office.wait(30)
    assert office.told("100") == [
        "serviceInitiated b164/100 initiated makeCall",
        "connectionCleared b164/100 null normalClearing",
    ]


def test_each_thing_happens_at_its_own_time_within_one_long_wait() -> None:
    people = (Station(number="100"), Station(number="101", habits=Habits(answers_after=3, talks_for=4)))
    office = Office(base=company(stations=people, groups=()), monitored=("100",))
    office.make_call("100", "101")
    office.wait(60)
    seconds = [
        report.event.extensions.timestamp.second
        for _, report in office.reports
        if report.event.extensions is not None and report.event.extensions.timestamp is not None
    ]
    assert seconds == [12, 12, 12, 15, 19, 19]


def test_a_conference_grows_to_eight_and_no_further() -> None:
    stations = tuple(Station(number=str(number)) for number in range(100, 110))
    office = Office(base=company(stations=stations, groups=()), monitored=("100", "101"))
    office.talk("101", "100")
    for number in range(102, 108):
        office.consult("100", str(number))
        office.ok("answer", device=str(number))
        office.ok("conference", device="100")
    (call,) = office.switch.calls.values()
    assert len(call.legs) == 8
    refused = office.do("step_conference", device="100", to="108")
    assert refused["error"]["code"] == "conferenceMemberLimitExceeded"
    office.consult("100", "108")
    office.ok("answer", device="108")
    assert office.do("conference", device="100")["error"]["code"] == "conferenceMemberLimitExceeded"
    office.ok("hangup", device="108")
    assert office.states("100") == ["connected"]
    office.forget()
    for number in (100, *range(102, 107)):
        office.ok("hangup", device=str(number))
    assert [leg.device for leg in office.switch.legs("101")[0].call.legs] == ["101", "107"], "a call of two"
    office.ok("hangup", device="107")
    assert office.told("101")[-1] == "connectionCleared b170/101 null normalClearing"


def test_an_analogue_phone_is_answered_by_hand_only() -> None:
    stations = (Station(number="100"), Station(number="101", remote_answer=False))
    office = Office(base=company(stations=stations, groups=()), monitored=("100",))
    office.make_call("100", "101")
    refused = office.ask(AnswerCall(call_to_be_answered=office.connection("101")))
    assert office.code(refused) == "operation requestIncompatibleWithObject"
    office.ok("answer", device="101")
    assert office.states("101") == ["connected"]


def test_calls_wait_until_the_station_has_all_it_can_bear() -> None:
    office = Office(base=company(limits=Limits(calls_per_station=3)))
    office.talk("101", "100")
    for caller in ("102", "103"):
        office.make_call(caller, "100")
    assert office.states("100") == ["connected", "alerting", "alerting"]
    office.make_call("104", "100")
    assert office.told("104")[-1] == "failed b167/100 connected busy"


def test_an_event_type_that_is_switched_off_in_the_system_never_comes() -> None:
    office = Office(disabled_events=frozenset({"delivered"}))
    office.talk("101", "100")
    assert office.told("100") == ["established b164/100 connected newCall"]


@pytest.mark.parametrize(
    "cause", ["networkCongestion", "destOutOfOrder", "resourcesNotAvailable", "invalidNumberFormat", "reorderTone"]
)
def test_the_network_gives_a_call_up_for_the_cause_of_the_number(cause: str) -> None:
    base = company()
    failing = replace(base.outsiders[0], habits=replace(base.outsiders[0].habits, fails=cause))
    office = Office(base=replace(base, outsiders=(failing,)))
    office.make_call("100", "00891234567")
    (failed,) = office.events("100", "failed")
    assert failed.cause is EventCause[cause]
    assert office.states("7801") == [], "the trunk is free again"


def test_a_call_from_outside_may_tell_what_the_network_said() -> None:
    office = Office(network_information=True)
    office.ok("call", **{"from": "0891234567", "to": "100"})
    office.ok("deflect", device="100", to="102")
    (delivered,) = office.events("102", "delivered")
    assert delivered.network_calling_device.digits == "0891234567", "without our trunk code"
    assert delivered.network_called_device.digits == "100"
    office.ok("call", **{"from": "0893333333", "to": "101"})
    (hidden,) = office.events("101", "delivered")
    assert hidden.network_calling_device.status == "restricted"


def test_a_trunk_tells_its_own_side_of_a_call() -> None:
    office = Office(monitored=("7801",))
    office.ok("call", **{"from": "0891234567", "to": "100"})
    office.ok("answer", device="100")
    office.ok("hold", device="100")
    office.ask(ClearConnection(connection_to_be_cleared=office.connection("7801")))
    assert office.told("7801") == [
        "delivered b164/100 connected newCall",
        "established b164/100 connected newCall",
        "held b164/100 connected normal",
        "connectionCleared b164/7801 null normalClearing",
    ]


def test_who_calls_themselves_hears_busy_at_their_own_connection() -> None:
    office = Office()
    office.ok("dial", device="100", to="100")
    assert office.told("100")[-1] == "failed b164/100 fail busy"
    office.ok("onhook", device="100")
    office.ok("set", device="101", forwarding={"type": "immediate", "on": True, "to": "100"})
    office.make_call("100", "101")
    assert office.told("100")[-1] == "failed b165/100 fail busy"


def test_a_call_does_not_go_on_to_who_is_in_it() -> None:
    office = Office()
    office.make_call("101", "100")
    refused = office.do("deflect", device="100", to="101")
    assert refused["error"]["code"] == "invalidDestination"
    office.ok("set", device="100", forwarding={"type": "noAns", "on": True, "to": "101"})
    office.wait(15)
    assert office.states("100") == ["alerting"], "forwarding to the caller makes no sense"


@pytest.mark.parametrize("service", ["transfer", "conference"])
def test_some_switches_join_a_call_with_its_consultation_only(service: str) -> None:
    for quirk, joins in (("any", True), ("consultation", False)):
        office = Office(joins_from=quirk)
        office.talk("100", "101")
        office.ok("hold", device="100")
        office.talk("100", "102")
        assert office.do(service, device="100")["ok"] is joins
    office = Office(joins_from="consultation")
    office.consulting()
    office.ok("swap", device="100")
    office.ok(service, device="100")
    setups = office.ask(GetSwitchingFunctionCapabilities()).trans_and_conf_setup
    assert sorted(setups.bits) == [0, 2], "consultation and alternate, and the capabilities say so"


def test_some_switches_transfer_only_what_was_answered() -> None:
    office = Office(transfer_ringing=False)
    office.consulting(answered=False)
    assert office.do("transfer", device="100")["error"]["code"] == "invalidConnectionState"
    office.ok("answer", device="102")
    office.ok("transfer", device="100")
    assert office.states("100") == []


def test_who_is_told_busy_by_a_rejection_may_camp_on_and_whoever_has_talked_is_cleared() -> None:
    office = Office(ringing_ends="fail")
    office.make_call("100", "101")
    office.ok("reject", device="101")
    assert (office.states("100"), office.states("101")) == (["connected"], [])
    office.ok("camp_on", device="100")
    assert office.states("101") == ["alerting"]
    office.ok("hangup", device="100")
    office.talk("103", "104")
    office.ok("transfer", device="104", to="105")
    office.ok("set", device="104", in_service=False)
    office.ok("reject", device="105")
    assert (office.states("103"), office.switch.calls) == ([], {}), "it cannot come back to who has transferred it"
    outcomes = [(row["device"], row["outcome"]) for row in office.ok("state")["ended"]]
    assert outcomes == [
        ("101", "rejected"), ("100", "gave_up"), ("101", "missed"), ("104", "transferred"), ("105", "rejected"),
        ("103", "talked"),
    ]  # fmt: skip
