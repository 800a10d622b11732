from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.station.views import Action, Phase
from desktop.viewmodels.calls import CallListModel, CallRole
from tests.support import fake_station as fake
from tests.support.fake_german import english
from tests.viewmodels.conftest import Office


@pytest.fixture
def model(office: Office) -> CallListModel:
    model = CallListModel(office.station, english, office.actions, office.clock)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    office.station.subscribe(model.apply)
    return model


def changes(model: CallListModel) -> list[tuple[int, int, list[int]]]:
    told: list[tuple[int, int, list[int]]] = []

    def tell(top: QModelIndex, bottom: QModelIndex, roles: list[int]) -> None:
        told.append((top.row(), bottom.row(), list(roles)))

    model.dataChanged.connect(tell)
    return told


def ids(model: CallListModel) -> list[str]:
    return [model.index(row).data(CallRole.CALL) for row in range(model.rowCount())]


def test_every_role_of_a_card_can_be_read_by_name(model: CallListModel, office: Office) -> None:
    office.station.tell(fake.talking())
    office.clock.advance(252)
    index = model.index(0)
    read: dict[str, Any] = {bytes(name.data()).decode(): index.data(role) for role, name in model.roleNames().items()}
    assert read["title"] == read["display"] == "Petra Sommer"
    assert read["time"] == "04:12"
    assert read["tone"] == "active"
    assert [item.action for item in read["actions"]] == ["hold", "consult", "transfer", "dtmf", "hangup"]
    assert index.data(9999) is None


def test_calls_that_are_there_at_the_start_are_shown(office: Office) -> None:
    office.station.tell(fake.held())
    office.station.tell(fake.consulting())
    model = CallListModel(office.station, english, office.actions, office.clock)
    assert ids(model) == ["c1", "c2"]
    assert model.ticking


def test_a_card_keeps_its_row_and_only_that_row_changes(model: CallListModel, office: Office) -> None:
    office.station.tell(fake.ringing("c1"))
    office.station.tell(fake.ringing("c2", name="Jonas Weber"))
    told = changes(model)
    office.station.tell(fake.talking("c1", call_id="ffff"))
    assert [(top, bottom) for top, bottom, _ in told] == [(0, 0)]
    assert ids(model) == ["c1", "c2"]


def test_nothing_is_told_when_the_card_reads_the_same(model: CallListModel, office: Office) -> None:
    office.station.tell(fake.talking("c1"))
    told = changes(model)
    office.station.tell(fake.talking("c1", call_id="other", switch_time=fake.START))
    assert told == []


def test_a_consultation_stands_behind_its_call_and_goes_without_a_trace(model: CallListModel, office: Office) -> None:
    office.station.tell(fake.held("c1"))
    office.station.tell(fake.ringing("c9"))
    office.station.tell(fake.consulting("c2", "c1"))
    assert ids(model) == ["c1", "c2", "c9"]
    told = changes(model)
    office.station.tell(fake.gone(fake.consulting("c2", "c1")))
    assert ids(model) == ["c1", "c9"]
    assert [(top, bottom) for top, bottom, _ in told] == [(0, 0)]
    assert [item.action for item in model.cards[0].actions] == ["retrieve"]


def test_the_clock_runs_only_while_there_are_calls_and_touches_only_the_time(
    model: CallListModel, office: Office, qtbot: QtBot
) -> None:
    assert not model.ticking
    office.station.tell(fake.talking("c1"))
    office.station.tell(fake.ringing("c2"))
    assert model.ticking
    told = changes(model)
    with qtbot.waitSignal(model.dataChanged, timeout=3000):
        office.clock.advance(1)
    assert told == [(0, 1, [CallRole.TIME])]
    office.station.tell(fake.gone(fake.talking("c1")))
    office.station.tell(fake.gone(fake.ringing("c2")))
    assert not model.ticking


def test_a_call_gone_before_it_was_seen_leaves_nothing(model: CallListModel, office: Office) -> None:
    model.apply(fake.gone(fake.ringing("c7")))
    assert model.rowCount() == 0
    assert not model.ticking


@pytest.mark.parametrize(
    ("action", "asked"),
    [("hold", ("hold", "c1")), ("hangup", ("hangup", "c1"))],
)
def test_a_click_asks_the_station_for_its_own_call(
    model: CallListModel, office: Office, action: Action, asked: tuple[object, ...]
) -> None:
    office.station.tell(fake.talking("c1"))
    model.trigger("c1", action)
    assert office.asked == [asked]


@pytest.mark.parametrize("action", ["answer", "reject"])
def test_a_ringing_call_is_answered_or_rejected(model: CallListModel, office: Office, action: Action) -> None:
    office.station.tell(fake.ringing("c1"))
    model.trigger("c1", action)
    assert office.asked == [(action, "c1")]


@pytest.mark.parametrize(
    ("phase", "action"),
    [("conference", "clear_call"), ("busy", "callback_message"), ("busy", "campon"), ("busy", "intrude")],
)
def test_what_is_behind_the_button_is_asked_of_its_own_call(
    model: CallListModel, office: Office, phase: Phase, action: Action
) -> None:
    office.station.tell(fake.talking("c1", phase=phase, actions=("hangup", action)))
    model.trigger("c1", action)
    assert office.asked == [(action, "c1")]


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("transfer", ("transfer", None, "c2")),
        ("conference", ("conference", "c2")),
        ("swap", ("swap", "c2")),
        ("reconnect", ("reconnect", "c2")),
    ],
)
def test_the_pair_is_asked_for_together(
    model: CallListModel, office: Office, action: Action, asked: tuple[object, ...]
) -> None:
    office.station.tell(fake.held("c1"))
    office.station.tell(fake.consulting("c2"))
    model.trigger("c2", action)
    assert office.asked == [asked]


@pytest.mark.parametrize("action", ["consult", "transfer"])
def test_what_needs_a_target_asks_for_it(model: CallListModel, office: Office, action: Action, qtbot: QtBot) -> None:
    office.station.tell(fake.talking("c1"))
    with qtbot.waitSignal(model.target_wanted, timeout=1000) as wanted:
        model.trigger("c1", action)
    assert wanted.args == [action, "c1", "Petra Sommer"]
    assert office.asked == []


def test_tones_want_the_keypad(model: CallListModel, office: Office, qtbot: QtBot) -> None:
    office.station.tell(fake.talking("c1"))
    with qtbot.waitSignal(model.keypad_wanted, timeout=1000):
        model.trigger("c1", "dtmf")


def test_what_cannot_be_done_shows_its_reason_and_asks_nothing(model: CallListModel, office: Office) -> None:
    why = Sentence("this phone cannot be answered from the PC")
    office.station.tell(fake.ringing("c1", actions=("reject",), blocked={"answer": why}))
    model.trigger("c1", "answer")
    assert office.notices.text == str(why)
    model.trigger("c1", "hold")
    model.trigger("gone", "answer")
    assert office.asked == []


def test_a_key_means_the_only_call_that_offers_it(model: CallListModel, office: Office) -> None:
    model.trigger_unique("answer")
    assert office.asked == []
    office.station.tell(fake.talking("c1"))
    office.station.tell(fake.ringing("c2"))
    model.trigger_unique("answer")
    assert office.asked == [("answer", "c2")]
    model.trigger_unique("hangup", "reject")
    assert office.asked[-1] == ("hangup", "c1")


def test_a_key_guesses_nothing_among_several_calls(model: CallListModel, office: Office) -> None:
    office.station.tell(fake.ringing("c1"))
    office.station.tell(fake.ringing("c2"))
    model.trigger_unique("answer")
    assert office.asked == []
    assert office.notices.text == "There are several calls: choose one of them."


def test_a_second_click_while_the_first_is_pending_is_not_sent(model: CallListModel, office: Office) -> None:
    office.station.tell(fake.ringing("c1"))
    office.run.pending.add("answer c1")
    model.trigger("c1", "answer")
    assert office.asked == []
