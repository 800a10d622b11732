from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.viewmodels.events import EventListModel, EventRole
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.viewmodels.conftest import Office


@pytest.fixture
def model(office: Office) -> EventListModel:
    model = EventListModel(office.station, english, office.actions, limit=100)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    office.station.subscribe(model.apply)
    return model


def numbers(model: EventListModel) -> list[int]:
    return [model.index(row, 0).data(EventRole.NUMBER) for row in range(model.rowCount())]


def tell(office: Office, first: int, last: int) -> None:
    for number in range(first, last + 1):
        office.station.tell(fake.event(number))


def test_an_event_reads_in_plain_words(office: Office) -> None:
    office.station.tell(fake.event(3))
    model = EventListModel(office.station, german, office.actions)
    index = model.index(0, 0)
    assert index.data() == "Petra Sommer klingelt"
    facts = [index.data(role) for role in (EventRole.TIME, EventRole.DEVICE, EventRole.NAME, EventRole.KIND)]
    assert facts == ["14:03:10", "214", "delivered", "event"]
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "14:03:10, 214, Petra Sommer klingelt"


def test_a_burst_comes_in_one_go_and_in_order(model: EventListModel, office: Office, qtbot: QtBot) -> None:
    inserts: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: inserts.append((first, last)))
    with qtbot.waitSignal(model.rowsInserted, timeout=2000):
        tell(office, 1, 60)
    assert inserts == [(0, 59)]
    assert numbers(model) == list(range(1, 61))


def test_the_list_is_bounded_and_trimmed_in_blocks(model: EventListModel, office: Office) -> None:
    removals: list[int] = []
    model.rowsRemoved.connect(lambda _, first, last: removals.append(last - first + 1))
    for number in range(1, 251, 5):
        tell(office, number, number + 4)
        model.flush()
    assert model.total <= 100
    assert numbers(model) == list(range(251 - model.total, 251))
    assert set(removals) == {10}


def test_more_events_than_the_limit_in_one_burst_leave_the_newest(model: EventListModel, office: Office) -> None:
    tell(office, 1, 30)
    model.flush()
    tell(office, 31, 1000)
    model.flush()
    assert numbers(model) == list(range(901, 1001))


def test_a_row_unfolds_to_its_message_which_is_decoded_only_then(model: EventListModel, office: Office) -> None:
    tell(office, 1, 2)
    office.station.explained.clear()
    model.flush()
    parent = model.index(1, 0)
    assert model.hasChildren(parent)
    rows = [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]
    assert max(row.count("\n") for row in rows) == 1  # two lines a row, so that all rows are of one height
    lines = "\n".join(rows).split("\n")
    assert lines[0] == "invoke 2, cSTAEventReport"
    assert lines[1] == "  delivered"
    assert max(map(len, lines)) <= 44
    assert "".join(lines[4:]).replace(" ", "") == fake.event(2).octets.hex()
    line = model.index(0, 0, parent)
    assert line.data(EventRole.KIND) == "line"
    assert line.parent() == parent
    assert not model.hasChildren(line)
    assert model.explanation(line) == model.explanation(parent) == office.station.explain(fake.event(2))


def test_listing_decodes_nothing(office: Office) -> None:
    model = EventListModel(office.station, english, office.actions)
    for number in range(1, 50):
        model.apply(fake.event(number))
    model.flush()
    assert model.hasChildren(model.index(0, 0))
    assert [model.index(row, 0).data() for row in range(49)] == ["Petra Sommer rings"] * 49
    assert office.station.explained == []


def test_an_unfolded_row_stays_the_same_row_when_older_ones_leave(model: EventListModel, office: Office) -> None:
    tell(office, 1, 100)
    model.flush()
    line = QPersistentModelIndex(model.index(1, 0, model.index(50, 0)))
    tell(office, 101, 110)
    model.flush()
    assert line.parent().data(EventRole.NUMBER) == 51
    assert line.parent().row() == 40


def test_pause_keeps_what_comes_and_shows_it_afterwards(model: EventListModel, office: Office, qtbot: QtBot) -> None:
    tell(office, 1, 2)
    model.set_paused(True)
    assert numbers(model) == [1, 2]
    with qtbot.waitSignal(model.counted, timeout=2000):
        tell(office, 3, 7)
    assert (numbers(model), model.waiting) == ([1, 2], 5)
    model.set_paused(False)
    assert (numbers(model), model.waiting) == ([1, 2, 3, 4, 5, 6, 7], 0)


def test_a_long_pause_is_bounded_too(model: EventListModel, office: Office) -> None:
    model.set_paused(True)
    tell(office, 1, 5000)
    assert model.waiting <= 200
    model.set_paused(False)
    assert numbers(model) == list(range(4901, 5001))


def test_the_filter_looks_at_words_device_name_and_time(model: EventListModel, office: Office) -> None:
    for event in fake.day():
        office.station.tell(event)
    model.flush()
    for text, expected in (
        ("SÖHNE", [9]),
        ("diverted", [10]),
        ("14:03:08", [1]),
        ("214", list(range(1, 11))),
        ("zzz", []),
    ):
        model.set_filter(text)
        assert numbers(model) == expected, text
    model.set_filter("  ")
    assert model.shown == model.total == 10


def test_new_events_pass_the_filter_too(model: EventListModel, office: Office) -> None:
    model.set_filter("weber")
    tell(office, 1, 3)
    office.station.tell(fake.event(4, Sentence("Dialled {number} (Weber)", number="231")))
    model.flush()
    assert (numbers(model), model.total) == ([4], 4)


def test_trimming_under_a_filter_takes_only_what_is_gone(model: EventListModel, office: Office) -> None:
    model.set_filter("weber")
    for number in range(1, 121):
        words = Sentence("Weber") if number % 20 == 0 else Sentence("Maier")
        office.station.tell(fake.event(number, words))
        model.flush()
    assert model.total <= 100
    assert numbers(model) == [number for number in range(20, 121, 20) if number > 120 - model.total]


def test_an_event_told_twice_is_listed_once(office: Office) -> None:
    tell(office, 1, 3)
    model = EventListModel(office.station, english, office.actions)
    for number in range(2, 6):
        model.apply(fake.event(number))
    model.apply(fake.ringing())
    model.flush()
    assert numbers(model) == [1, 2, 3, 4, 5]


def test_what_is_not_there_has_no_index(model: EventListModel) -> None:
    assert not model.index(0, 0).isValid()
    assert not model.index(0, 1, QModelIndex()).isValid()
    assert model.explanation(QModelIndex()) == ""
    assert model.roleNames()[EventRole.WORDS] == b"words"


def test_everything_is_saved_whatever_is_shown(model: EventListModel, office: Office) -> None:
    tell(office, 1, 3)
    model.set_paused(True)
    tell(office, 4, 5)
    model.set_filter("zzz")
    model.save(Path("there") / "a.jsonl")
    assert office.asked == [("save_events", [1, 2, 3, 4, 5], Path("there") / "a.jsonl")]
    assert model.saved == "5 events saved in a.jsonl"


def test_what_cannot_be_saved_is_a_notice(model: EventListModel, office: Office) -> None:
    office.station.refuse = Sentence("there is no room left.")
    model.save(Path("a.jsonl"))
    assert (office.notices.text, model.saved) == ("there is no room left.", "")
