from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.station.views import CallView, ForwardingView, LinkView
from desktop.viewmodels.station import StationViewModel
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.viewmodels.conftest import Office


@pytest.fixture
def model(office: Office) -> StationViewModel:
    model = StationViewModel(office.station, english, office.actions)
    office.station.subscribe(model.apply)
    return model


def test_it_says_who_i_am(model: StationViewModel) -> None:
    assert (model.name, model.number, model.initials) == ("Anna Maier", "214", "AM")
    assert (model.state, model.state_word) == ("free", "free")


def test_without_a_name_the_number_stands_for_it(office: Office) -> None:
    office.station.device = replace(office.station.device, name=None)
    model = StationViewModel(office.station, english, office.actions)
    assert (model.name, model.initials) == ("214", "")


@pytest.mark.parametrize(
    ("call", "state", "word"),
    [
        (fake.ringing(), "ringing", "ringing"),
        (fake.talking(), "talking", "talking"),
        (fake.held(), "talking", "talking"),
        (fake.consulting(of=None, phase="ringing_out"), "talking", "calling"),
    ],
)
def test_calls_decide_the_state_before_switches_do(
    model: StationViewModel, office: Office, call: CallView, state: str, word: str
) -> None:
    office.station.tell(replace(office.station.device, dnd=True))
    assert model.state == "dnd"
    office.station.tell(call)
    assert (model.state, model.state_word) == (state, word)
    office.station.tell(fake.gone(call))
    assert model.state == "dnd"


def test_a_waiting_call_shows_before_the_one_that_is_talked_in(model: StationViewModel, office: Office) -> None:
    office.station.tell(fake.talking("c1"))
    office.station.tell(fake.ringing("c2"))
    assert model.state == "ringing"


def test_without_link_or_out_of_service_it_is_offline(model: StationViewModel, office: Office) -> None:
    office.station.tell(LinkView("down", "pbx:8800"))
    assert model.state == "offline"
    office.station.tell(LinkView("ready", "pbx:8800"))
    assert model.state == "free"
    office.station.tell(replace(office.station.device, in_service=False))
    assert model.state == "offline"


def test_forwarding_names_its_target_as_people_read_it(office: Office) -> None:
    model = StationViewModel(office.station, german, office.actions)
    office.station.subscribe(model.apply)
    office.station.tell(
        replace(office.station.device, forwarding=fake.forwarded("+493055501820"), message_waiting=True)
    )
    assert model.state == "forwarded"
    assert model.state_word == "umgeleitet zu +49 30 5550 1820"
    assert model.spoken.startswith("Anna Maier, 214, umgeleitet zu +49 30 5550 1820, ")
    assert model.message_waiting


def test_immediate_forwarding_counts_before_the_others(model: StationViewModel, office: Office) -> None:
    on = (ForwardingView("busy", True, "700"), ForwardingView("immediate", True, "231"))
    office.station.tell(replace(office.station.device, forwarding=on))
    assert model.forwarding_target == "231"


def test_do_not_disturb_is_asked_for_and_shown_only_when_the_switch_says_so(
    model: StationViewModel, office: Office, qtbot: QtBot
) -> None:
    model.toggle_dnd()
    assert office.asked == [("dnd", True)]
    assert not model.dnd
    with qtbot.waitSignal(model.changed, timeout=1000):
        office.station.tell(replace(office.station.device, dnd=True))
    assert model.dnd
    model.toggle_dnd()
    assert office.asked[-1] == ("dnd", False)


def test_forwarding_asks_for_a_target_and_offers_the_last_one(
    model: StationViewModel, office: Office, qtbot: QtBot
) -> None:
    off = (ForwardingView("immediate", False, "231"),)
    office.station.tell(replace(office.station.device, forwarding=off))
    with qtbot.waitSignal(model.forward_target_wanted, timeout=1000) as asked:
        model.toggle_forwarding()
    assert asked.args == ["231"]
    assert office.asked == []


def test_the_forwarding_that_is_on_is_ended_by_its_own_type(model: StationViewModel, office: Office) -> None:
    office.station.tell(replace(office.station.device, forwarding=(ForwardingView("noAnswer", True, "700"),)))
    model.toggle_forwarding()
    assert office.asked == [("forward", "noAnswer", False, None)]


@pytest.mark.parametrize("down", [True, False])
def test_a_switch_that_cannot_be_used_says_why(model: StationViewModel, office: Office, down: bool) -> None:
    if down:
        office.station.tell(LinkView("down", "pbx:8800"))
    else:
        office.station.tell(replace(office.station.device, dnd=None, forwarding=None))
    model.toggle_dnd()
    assert office.notices.text == model.dnd_reason != ""
    office.notices.dismiss()
    model.toggle_forwarding()
    assert office.notices.text == model.forwarding_reason != ""
    assert office.asked == []


@pytest.mark.parametrize(
    ("switched", "told"),
    [
        ({}, ""),
        ({"agent": "loggedOff", "mute": False, "auto_answer": False, "volume": 0}, ""),
        ({"agent": "busy"}, "agent in a call"),
        ({"mute": True}, "microphone mute"),
        (
            {"agent": "notReady", "mute": True, "auto_answer": True, "caller_id": False},
            "agent on a break · microphone mute · answers by itself · own number withheld",
        ),
    ],
)
def test_what_is_switched_and_can_surprise_is_said(
    model: StationViewModel, office: Office, switched: dict[str, Any], told: str
) -> None:
    office.station.tell(replace(office.station.device, **switched))
    assert model.switched == told
    assert model.spoken == ", ".join(part for part in ("Anna Maier, 214, free", told) if part)


def test_nothing_is_told_when_nothing_changed(model: StationViewModel, office: Office, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.changed):
        office.station.tell(office.station.device)
        office.station.tell(replace(office.station.device, device="231", dnd=True))
        office.station.tell(fake.ringing(device="231"))
        office.station.tell(fake.event(1))
