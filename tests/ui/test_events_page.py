from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.ui.events_page import EventsPage
from desktop.viewmodels.events import EventRole
from tests.support import fake_station as fake
from tests.support.window_pictures import Scene


@pytest.fixture
def page(scene: Scene) -> EventsPage:
    for event in fake.day():
        scene.station.tell(event)
    scene.model.events.flush()
    return scene.window.events


def test_without_a_call_it_fills_their_place(scene: Scene, page: EventsPage) -> None:
    assert page.isVisible()
    assert page.tree.isVisible()
    assert page._empty.isHidden()


def test_nothing_yet_is_said_in_words(scene: Scene) -> None:
    assert scene.window.events._empty.whole() == "Nothing has happened yet"
    assert scene.window.events.tree.isHidden()


def test_a_click_unfolds_an_event_and_a_second_folds_it(scene: Scene, page: EventsPage, qtbot: QtBot) -> None:
    index = scene.model.events.index(9, 0)
    place = page.tree.visualRect(index).center()
    qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.tree.isExpanded(index)
    page.tree.scrollTo(index)
    place = page.tree.visualRect(index).center()
    qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not page.tree.isExpanded(index)


def test_the_keyboard_unfolds_and_copies(scene: Scene, page: EventsPage, qtbot: QtBot) -> None:
    index = scene.model.events.index(0, 0)
    page.tree.setCurrentIndex(index)
    qtbot.keyClick(page.tree, Qt.Key.Key_Return)
    assert page.tree.isExpanded(index)
    qtbot.keyClick(page.tree, Qt.Key.Key_Left)
    assert not page.tree.isExpanded(index)
    qtbot.keyClick(page.tree, Qt.Key.Key_Right)
    assert page.tree.isExpanded(index)
    qtbot.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == scene.station.explain(fake.day()[0])


def test_the_filter_narrows_and_says_how_many(scene: Scene, page: EventsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filter, "weber")
    assert page._state.whole() == "6 of 10 events"
    page.filter.setText("zzz")
    assert page._empty.whole() == "No event contains this text"
    page.filter.clear()
    assert page._state.isHidden()


def test_pause_says_how_many_wait(scene: Scene, page: EventsPage) -> None:
    page.pause.click()
    assert page.pause.isChecked()
    scene.station.tell(fake.event(11))
    scene.model.events.flush()
    assert page._state.whole() == "paused; new events waiting: 1"
    page.pause.click()
    assert not page.pause.isChecked()
    assert scene.model.events.shown == 11


def test_it_follows_the_newest_until_one_scrolls_away(scene: Scene, page: EventsPage) -> None:
    bar = page.tree.verticalScrollBar()

    def newest_is_in_sight() -> bool:
        last = scene.model.events.index(scene.model.events.rowCount() - 1, 0)
        rect = page.tree.visualRect(last)
        return rect.isValid() and page.tree.viewport().rect().contains(rect.center())

    for number in range(11, 60):
        scene.station.tell(fake.event(number))
    scene.model.events.flush()
    assert newest_is_in_sight()
    bar.setValue(5)
    scene.station.tell(fake.event(60))
    scene.model.events.flush()
    assert bar.value() == 5
    assert not newest_is_in_sight()


def test_rows_read_themselves_to_a_screen_reader(scene: Scene, page: EventsPage) -> None:
    index = page.tree.model().index(8, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "14:03:16, 214, Weber & Söhne (+49 89 1234567) calls"
    assert index.data(EventRole.KIND) == "event"


def test_without_events_there_is_nothing_to_save(scene: Scene) -> None:
    assert not scene.window.events.save.isEnabled()
    scene.window.events.choose_file()
    assert scene.window.events.dialog is None


def test_the_keyboard_saves_in_a_file_that_is_chosen(
    scene: Scene, page: EventsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.save.setFocus()
    qtbot.keyClick(page.save, Qt.Key.Key_Return)
    dialog = page.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "a.jsonl"))
    dialog.reject()
    assert page.dialog is None
    assert scene.station.asked == [("save_events", list(range(1, 11)), tmp_path / "a.jsonl")]
    assert page._state.whole() == "10 events saved in a.jsonl"


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_that_is_there_is_replaced_only_if_one_says_so(
    replaced: bool, scene: Scene, page: EventsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "a.jsonl"
    file.touch()
    qtbot.keyClick(scene.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = page.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    question = page.question
    assert question is not None
    assert scene.station.asked == []
    replace, cancel = question.buttons()
    (replace if replaced else cancel).click()
    assert len(scene.station.asked) == replaced
