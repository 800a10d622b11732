from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from tests.support import fake_station as fake
from tests.support.window_pictures import Scene


def test_typing_finds_and_enter_dials_the_marked(scene: Scene, qtbot: QtBot) -> None:
    edit, panel = scene.window.dial.edit, scene.window.suggestions
    assert edit.hasFocus()
    assert panel.isHidden()
    qtbot.keyClicks(edit, "web")
    assert panel.isVisible()
    assert panel._preview.whole() == "will dial 231 · internal"
    assert edit.accessibleDescription() == "will dial 231 · internal"
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert panel.list.currentIndex().row() == 1
    assert panel._preview.whole() == "will dial 0 0891234567 · Weber & Söhne"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert scene.station.asked == [("dial", "+49891234567")]
    assert edit.text() == ""
    assert panel.isHidden()


def test_escape_clears(scene: Scene, qtbot: QtBot) -> None:
    edit = scene.window.dial.edit
    qtbot.keyClicks(edit, "231")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == ""


def test_the_button_does_the_same_and_a_refusal_keeps_the_text(scene: Scene, qtbot: QtBot) -> None:
    scene.station.refuse = Sentence("The number 999 does not exist.")
    qtbot.keyClicks(scene.window.dial.edit, "999")
    scene.window.dial.button.click()
    assert scene.station.asked == [("dial", "999")]
    assert scene.window.dial.edit.text() == "999"
    assert scene.window.notice.text.text() == "The number 999 does not exist."


def test_a_problem_is_shown_before_anything_is_dialled(scene: Scene, qtbot: QtBot) -> None:
    qtbot.keyClicks(scene.window.dial.edit, "xyz")
    assert scene.window.suggestions._preview.whole() == "nobody is called xyz"
    assert scene.window.suggestions._preview.property("tone") == "failed"


def test_a_click_marks_and_a_double_click_dials(scene: Scene, qtbot: QtBot) -> None:
    qtbot.keyClicks(scene.window.dial.edit, "web")
    panel = scene.window.suggestions.list
    place = panel.visualRect(panel.model().index(1, 0)).center()
    panel.setFocus()
    qtbot.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.model.dial.suggestions.marked == 1
    assert scene.station.asked == []
    qtbot.mouseDClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert scene.station.asked == [("dial", "+49891234567")]


def test_a_dropped_number_is_typed_in(scene: Scene) -> None:
    data = QMimeData()
    data.setText("+49 89 1234567")
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    scene.window.dial.edit.dropEvent(event)
    assert scene.model.dial.text == "+49 89 1234567"


def test_the_question_stands_above_the_field_and_can_be_cancelled(scene: Scene, qtbot: QtBot) -> None:
    scene.station.tell(fake.talking("c1"))
    scene.window.calls.cards[0].buttons["consult"].click()
    dial = scene.window.dial
    assert dial._prompt.text() == "Consult whom, while Petra Sommer waits?"
    assert dial.edit.accessibleDescription() == "Consult whom, while Petra Sommer waits?"
    assert (dial.button.text(), dial.button.accessibleName()) == ("Consult", "Consult")
    assert dial.edit.hasFocus()
    qtbot.keyClick(dial.edit, Qt.Key.Key_Escape)
    assert dial._question.isHidden()
    assert dial.button.text() == "Call"


def test_down_in_an_empty_field_offers_the_last_calls(scene: Scene, qtbot: QtBot) -> None:
    qtbot.keyClick(scene.window.dial.edit, Qt.Key.Key_Down)
    assert scene.window.suggestions.isVisible()
    assert scene.window.suggestions.list.model().rowCount() == 2
