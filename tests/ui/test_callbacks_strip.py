"""The line with those who call me as soon as they can be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.window_pictures import Scene


def order(scene: Scene, *numbers: str) -> None:
    scene.station.tell(replace(scene.station.device, call_backs=numbers))


def test_it_takes_no_room_until_there_is_one(scene: Scene) -> None:
    strip = scene.window.callbacks
    assert strip.isHidden()
    page = scene.window.events.height()
    order(scene, "231")
    assert strip.isVisible()
    assert strip.text.whole() == strip.accessibleName() == "Call back when free: Jonas Weber"
    scene.window._pane.layout().activate()  # type: ignore[union-attr]
    assert scene.window.events.height() < page
    order(scene)
    assert strip.isHidden()


def test_the_only_one_is_given_up_by_the_button(scene: Scene, qtbot: QtBot) -> None:
    order(scene, "231")
    button = scene.window.callbacks.button
    assert button.accessibleName() == button.toolTip() == "Give up the call back by Jonas Weber"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert scene.station.asked == [("cancel_callback", "231")]


def test_of_several_the_button_asks_which(open_window: Callable[[str], Scene]) -> None:
    scene = open_window("de")
    order(scene, "231", "700")
    strip = scene.window.callbacks
    assert strip.button.accessibleName() == "Einen Rückruf aufgeben"
    strip.button.click()
    assert strip.menu.isVisible()
    assert scene.station.asked == []
    first, second = strip.menu.actions()
    assert (first.text(), second.text()) == ("Rückruf von Jonas Weber aufgeben", "Rückruf von 700 aufgeben")
    second.trigger()
    strip.menu.close()
    assert scene.station.asked == [("cancel_callback", "700")]


def test_without_a_link_it_says_why_not(scene: Scene) -> None:
    order(scene, "231", "700")
    scene.station.tell(replace(scene.station.link, state="down"))
    strip = scene.window.callbacks
    assert strip.button.accessibleDescription() == "there is no link to the telephone system"
    strip.button.click()
    assert not strip.menu.isVisible()
    assert scene.window.notice.text.text() == "there is no link to the telephone system"
