"""Coming into a call that others have: who may, who is told, and how the conference goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.csta.call_enumerations import TelephonyTone
from desktop.csta.enumerations import ParticipationType
from desktop.csta.events.call_control import Conferenced
from desktop.csta.failures import Failure
from desktop.csta.services.call_associated import GenerateTelephonyTones
from desktop.csta.services.call_features import IntrudeCall, JoinCall
from desktop.csta.values import DeviceID
from desktop.switchsim.company import Limits
from tests.switchsim.acts import busy, without_call_waiting
from tests.switchsim.office import Office, company


def _protected(office: Office, device: str) -> None:
    phone = office.switch.phones[device]
    phone.station = replace(phone.station, intrusion=False)


def _unlifted(office: Office, device: str) -> None:
    phone = office.switch.phones[device]
    phone.station = replace(phone.station, hands_free=False)


def _intrude(office: Office, **more: Any) -> Any:
    return office.ask(IntrudeCall(intrude=office.connection("100"), **more))


def _join(office: Office, device: str = "102", **more: Any) -> Any:
    return office.ask(JoinCall(active_call=office.connection("100"), joining_device=DeviceID(device), **more))


def test_the_event_tells_what_became_of_everybody() -> None:
    office = Office()
    busy(office)
    office.forget()
    assert _intrude(office).conferenced_call == office.connection("100")
    (event,) = office.events("101", "conferenced")
    assert isinstance(event, Conferenced)
    assert (event.conferencing_device.digits, event.added_party.digits) == ("100", "100")
    assert event.secondary_old_call == office.connection("101")
    assert [
        (one.old_connection.call_id.hex(), one.new_connection.call_id.hex(), one.endpoint.device.digits)
        for one in event.conference_connections
    ] == [("b164", "b164", "101"), ("b164", "b164", "102"), ("b165", "b164", "100")]


def test_a_silent_participant_is_told_as_such() -> None:
    office = Office()
    busy(office)
    office.forget()
    _intrude(office, participation_type=ParticipationType.silent)
    assert office.told("101") == ["conferenced b165/100 connected silentParticipation"]


def test_the_others_talk_on_when_the_intruder_leaves() -> None:
    office = Office()
    busy(office)
    _intrude(office)
    office.ok("hangup", device="100")
    assert (office.states("101"), office.states("102")) == (["connected"], ["connected"])


def test_a_failure_at_the_caller_is_over_with_the_intrusion() -> None:
    office = Office(failed_at="calling")
    busy(office)
    _intrude(office)
    assert office.states("100") == ["connected"]


@pytest.mark.parametrize("failed_at", ["called", "calling"])
def test_who_intrudes_takes_the_place_of_the_other_until_they_leave(failed_at: str) -> None:
    office = Office(intrusion="alternate", failed_at=failed_at)
    busy(office)
    assert _intrude(office).conferenced_call == office.connection("100")
    assert (office.states("100"), office.states("101"), office.states("102")) == (
        ["connected"], ["hold", "connected"], ["connected"],
    )  # fmt: skip
    office.forget()
    office.ok("hangup", device="100")
    assert office.told("102") == ["retrieved b164/101 connected normal"]
    assert (office.states("101"), office.states("102")) == (["connected"], ["connected"])
    assert [(row["device"], row["outcome"]) for row in office.ok("state")["ended"]] == [
        ("100", "talked"), ("101", "talked"),
    ]  # fmt: skip


def test_who_was_intruded_upon_has_two_calls_to_choose_from() -> None:
    office = Office(intrusion="alternate", joins_from="consultation")
    busy(office)
    _intrude(office)
    office.ok("conference", device="101")
    assert [office.states(device) for device in ("100", "101", "102")] == [["connected"]] * 3


ALTERNATE_REFUSED: list[tuple[str, Callable[[Office], object], dict[str, Any], str]] = [
    ("in silence", busy, {"participation_type": ParticipationType.silent}, "operation invalidParticipationType"),
    ("a protected station", lambda o: (busy(o), _protected(o, "102")), {}, "operation privilegeViolationCalledDevice"),
    ("a station with as many calls as it may have", lambda o: (busy(o), _park_at(o, "101")), {},
     "systemResource resourceLimitExceeded"),
]  # fmt: skip


def _park_at(office: Office, device: str) -> None:
    office.talk("103", "104")
    office.ok("park", device="103", to=device)


@pytest.mark.parametrize(
    ("prepare", "more", "code"), [row[1:] for row in ALTERNATE_REFUSED], ids=[row[0] for row in ALTERNATE_REFUSED]
)
def test_who_cannot_take_the_place_changes_nothing(
    prepare: Callable[[Office], object], more: dict[str, Any], code: str
) -> None:
    office = Office(base=company(limits=Limits(calls_per_station=2)), intrusion="alternate")
    prepare(office)
    before = office.do("state")
    office.forget()
    assert (office.code(_intrude(office, **more)), office.order, office.do("state")) == (code, ["refusal"], before)


def test_who_joins_has_no_call_before() -> None:
    office = Office()
    office.talk("100", "101")
    office.forget()
    _join(office)
    (event,) = office.events("102", "conferenced")
    assert (event.secondary_old_call, event.conference_connections[-1].old_connection) == (None, None)
    assert office.told("100") == ["conferenced b164/100 connected joinCall"]


def _engaged(office: Office) -> None:
    """101 is busy with nobody."""
    without_call_waiting(office, "101")
    office.ok("offhook", device="101")
    office.make_call("100", "101")


REFUSED: list[tuple[str, Callable[[Office], object], Callable[[Office], Any], str]] = [
    ("while it rings", lambda o: o.make_call("100", "101"), _intrude, "state invalidConnectionState"),
    ("a station without a call", _engaged, _intrude, "state noActiveCall"),
    ("a protected station", lambda o: (busy(o), _protected(o, "102")), _intrude,
     "operation privilegeViolationCalledDevice"),
    ("in no way that there is", busy, lambda o: _intrude(o, participation_type=ParticipationType.none),
     "operation invalidParticipationType"),
    ("a conference that is full", lambda o: (busy(o), o.ok("join", device="103", to="101")), _intrude,
     "systemResource conferenceMemberLimitExceeded"),
    ("join while talking", lambda o: (o.talk("100", "101"), o.ok("offhook", device="102")), _join,
     "state invalidObjectState"),
    ("join oneself", lambda o: (o.talk("100", "101"), o.ok("hold", device="101")), lambda o: _join(o, "101"),
     "state invalidConnectionState"),
    ("join what rings", lambda o: o.make_call("100", "101"), _join, "state invalidConnectionState"),
    ("join unlifted", lambda o: (o.talk("100", "101"), _unlifted(o, "102")), _join,
     "operation requestIncompatibleWithDevice"),
    ("join out of service", lambda o: (o.talk("100", "101"), o.ok("set", device="102", in_service=False)), _join,
     "systemResource deviceOutOfService"),
]  # fmt: skip


@pytest.mark.parametrize(("prepare", "ask", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refusals_change_nothing(prepare: Callable[[Office], object], ask: Callable[[Office], Any], code: str) -> None:
    office = Office(base=company(limits=Limits(conference=3)))
    prepare(office)
    before = office.do("state")
    office.forget()
    answer = ask(office)
    assert isinstance(answer, Failure)
    assert (office.code(answer), office.order, office.do("state")) == (code, ["refusal"], before)


def test_tones_in_a_call_that_was_joined() -> None:
    office = Office()
    office.talk("100", "101")
    _join(office)
    office.forget()
    office.ask(
        GenerateTelephonyTones(connection_to_send_tone=office.connection("102"), tone_to_send=TelephonyTone.beep)
    )
    assert office.told("102") == ["telephonyTonesGeneratedEvent"]
