from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support import fake_station as fake
from tests.support.window_pictures import Scene


def test_on_demand_it_edits_the_field(scene: Scene, qtbot: QtBot) -> None:
    keypad = scene.window.keypad
    assert keypad.isHidden()
    scene.window.dial.keypad.click()
    assert keypad.isVisible()
    assert scene.window.dial.keypad.isChecked()
    for key in ("2", "3", "1"):
        keypad.keys[key].click()
    assert scene.window.dial.edit.text() == "231"
    scene.window.dial.keypad.click()
    assert keypad.isHidden()
    assert scene.window.dial.edit.hasFocus()


def test_during_a_call_it_sends_tones_and_says_to_whom(scene: Scene, qtbot: QtBot) -> None:
    scene.station.tell(fake.talking("c1"))
    scene.window.calls.cards[0].buttons["dtmf"].click()
    keypad = scene.window.keypad
    assert keypad.isVisible()
    assert keypad._heading.whole() == keypad.accessibleName() == "Tones to Petra Sommer"
    keypad.keys["#"].click()
    qtbot.keyClick(keypad.keys["5"], Qt.Key.Key_7)
    assert scene.station.asked == [("dtmf", "#", "c1"), ("dtmf", "7", "c1")]
    assert scene.window.dial.edit.text() == ""
    scene.station.tell(fake.gone(fake.talking("c1")))
    assert keypad._heading.isHidden()


def test_escape_closes_it(scene: Scene, qtbot: QtBot) -> None:
    scene.window.toggle_keypad()
    qtbot.keyClick(scene.window.keypad.keys["5"], Qt.Key.Key_Escape)
    assert scene.window.keypad.isHidden()


def test_signs_have_names_for_the_screen_reader(scene: Scene) -> None:
    keys = scene.window.keypad.keys
    assert "".join(keys) == "123456789*0#"
    assert (keys["*"].accessibleName(), keys["#"].accessibleName()) == ("star", "hash")
