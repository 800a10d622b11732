"""The part of the menu with what can be done with the telephone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from tests.support.window_pictures import Scene


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def checked(scene: Scene) -> list[str]:
    menus = scene.window.telephone.submenus
    return [text for menu in menus for text, action in entries(menu).items() if action.isChecked()]


def test_it_stands_in_the_station_s_menu(scene: Scene) -> None:
    assert "&Telephone" in entries(scene.window.menu)
    assert list(entries(scene.window.telephone)) == [
        "Pick up for my group",
        "Pick up at a telephone…",
        "Fetch a parked call…",
        "Join a conversation…",
        "Call back when free…",
        "Agent",
        "Answering by itself",
        "Microphone",
        "Loudspeaker",
        "My number",
        "Message lamp: Off",
    ]


def test_an_entry_asks_the_station_and_is_marked_when_it_is_so(scene: Scene) -> None:
    pause = entries(scene.window.telephone.submenus[0])["Pause"]
    pause.trigger()
    assert scene.station.asked == [("agent", "notReady")]
    assert not pause.isChecked(), "the switch has not said so yet"
    scene.station.tell(replace(scene.station.device, agent="notReady"))
    assert pause.isChecked()
    pause.trigger()
    assert pause.isChecked(), "a second click does not turn it"


def test_it_follows_what_the_switch_tells(scene: Scene) -> None:
    assert checked(scene) == ["Off"]
    scene.station.tell(
        replace(
            scene.station.device, agent="ready", auto_answer=False, mute=True, volume=20, caller_id=False,
            message_waiting=True,
        )
    )  # fmt: skip
    assert list(entries(scene.window.telephone))[-6:] == [
        "Agent: ready for calls",
        "Answering by itself: Off",
        "Microphone: Muted",
        "Loudspeaker: 20 %",
        "My number: Withheld",
        "Message lamp: On",
    ]
    assert checked(scene) == ["Ready for calls", "Off", "Muted", "Soft", "Withheld", "On"]
    scene.station.tell(
        replace(
            scene.station.device, agent=None, auto_answer=None, mute=None, volume=None, caller_id=None,
            message_waiting=None,
        )
    )  # fmt: skip
    assert checked(scene) == []


def test_whom_it_is_about_is_asked_in_the_one_field(scene: Scene, qtbot: QtBot) -> None:
    entries(scene.window.telephone)["Join a conversation…"].trigger()
    window = scene.window
    assert (window.dial._prompt.text(), window.dial.button.text()) == ("Join whose conversation?", "Join")
    assert window.dial.edit.hasFocus()
    qtbot.keyClicks(window.dial.edit, "jonas")
    assert window.suggestions._preview.whole() == "231 · internal", "nothing is dialled"
    qtbot.keyClick(window.dial.edit, Qt.Key.Key_Return)
    assert scene.station.asked == [("join", "231")]


def test_the_keyboard_alone_reaches_the_lamp_of_another_telephone(scene: Scene, qtbot: QtBot) -> None:
    window = scene.window
    qtbot.keyClick(window.dial.edit, Qt.Key.Key_F10)
    assert window.menu.isVisible()
    menu: QMenu = window.menu
    for wanted in ("&Telephone", "Message lamp: Off", "On at another telephone…"):
        for _ in range(len(menu.actions())):
            qtbot.keyClick(menu, Qt.Key.Key_Down)
            action = menu.activeAction()
            if action is not None and action.text() == wanted:
                break
        action = menu.activeAction()
        assert action is not None
        assert action.text() == wanted
        qtbot.keyClick(menu, Qt.Key.Key_Return)
        shown = QApplication.activePopupWidget()
        menu = shown if isinstance(shown, QMenu) else menu
    assert not window.menu.isVisible()
    qtbot.keyClicks(window.dial.edit, "231")
    qtbot.keyClick(window.dial.edit, Qt.Key.Key_Return)
    assert scene.station.asked == [("mwi", True, "231")]


def test_what_cannot_be_done_is_grey_and_says_why_when_the_menu_opens(scene: Scene) -> None:
    why = Sentence("this telephone does not offer this")
    scene.station.not_offered |= {"mute": why, "join": why}
    scene.window.telephone.aboutToShow.emit()
    shown = entries(scene.window.telephone)
    for text in ("Microphone: this telephone does not offer this", f"Join a conversation…: {why}"):
        assert (shown[text].isEnabled(), shown[text].toolTip()) == (False, str(why))
    scene.station.tell(replace(scene.station.link, state="down"))
    assert not any(action.isEnabled() for action in entries(scene.window.telephone).values())
