from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.sentences import Sentence
from tests.support.window_pictures import Scene


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions()}


def test_it_stands_in_the_station_s_menu(scene: Scene) -> None:
    assert "&Telephone" in entries(scene.window.menu)
    assert list(entries(scene.window.telephone)) == [
        "Agent",
        "Answering by itself",
        "Microphone",
        "Loudspeaker",
        "Message lamp",
    ]


def test_an_entry_asks_the_station(scene: Scene) -> None:
    submenu = entries(scene.window.telephone)["Agent"].menu()
    assert isinstance(submenu, QMenu)
    entries(submenu)["Pause"].trigger()
    assert scene.station.asked == [("agent", "notReady")]


def test_what_cannot_be_switched_is_grey_and_says_why_when_the_menu_opens(scene: Scene) -> None:
    why = Sentence("this telephone does not offer this")
    scene.station.not_offered["mute"] = why
    scene.window.telephone.aboutToShow.emit()
    grey = entries(scene.window.telephone)["Microphone: this telephone does not offer this"]
    assert (grey.isEnabled(), grey.toolTip(), grey.menu()) == (False, str(why), None)
    scene.station.tell(replace(scene.station.link, state="down"))
    scene.window.telephone.aboutToShow.emit()
    assert not any(action.isEnabled() for action in scene.window.telephone.actions())
