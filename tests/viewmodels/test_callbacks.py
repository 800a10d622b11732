"""Who calls me as soon as they can be reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.viewmodels.callbacks import CallBackItem, CallBacksViewModel
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.viewmodels.conftest import Office


@pytest.fixture
def model(office: Office) -> CallBacksViewModel:
    model = CallBacksViewModel(office.station, english, office.actions)
    office.station.subscribe(model.apply)
    return model


def order(office: Office, *numbers: str) -> None:
    office.station.tell(replace(office.station.device, call_backs=numbers))


def test_they_are_named(model: CallBacksViewModel, office: Office, qtbot: QtBot) -> None:
    assert (model.items, model.text) == ((), "")
    with qtbot.waitSignal(model.changed, timeout=1000):
        order(office, "231", "700")
    assert model.items == (CallBackItem("231", "Jonas Weber"), CallBackItem("700", "700"))
    assert model.text == "Call back when free: Jonas Weber, 700"
    assert CallBacksViewModel(office.station, german, office.actions).text == "Rückruf, sobald frei: Jonas Weber, 700"


def test_one_is_given_up_by_its_number(model: CallBacksViewModel, office: Office) -> None:
    order(office, "231", "700")
    model.cancel("700")
    assert office.asked == [("cancel_callback", "700")]
    assert [item.number for item in model.items] == ["231", "700"], "until the switch says so"


def test_what_cannot_be_given_up_says_why(model: CallBacksViewModel, office: Office, qtbot: QtBot) -> None:
    order(office, "231")
    office.station.not_offered["cancel_callback"] = Sentence("the telephone system does not offer this")
    model.cancel("231")
    assert office.notices.text == model.reason == "the telephone system does not offer this"
    with qtbot.waitSignal(model.changed, timeout=1000):
        office.station.tell(replace(office.station.link, state="down"))
    model.cancel("231")
    assert office.notices.text == model.reason == "there is no link to the telephone system"
    assert office.asked == []


def test_what_is_not_about_them_is_no_news(model: CallBacksViewModel, office: Office, qtbot: QtBot) -> None:
    order(office, "231")
    with qtbot.assertNotEmitted(model.changed):
        office.station.tell(replace(office.station.device, dnd=True))
        office.station.tell(fake.ringing())
