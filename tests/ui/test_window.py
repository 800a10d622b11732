from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.parts import name_for
from desktop.ui.window import MainWindow
from tests.support import fake_station as fake
from tests.support.window_pictures import SIZES, Scene


def fill(scene: Scene) -> None:
    for event in fake.day():
        scene.station.tell(event)
    scene.model.events.flush()


def test_closing_says_so_and_ends_nothing(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.window.closing, timeout=1000):
        scene.window.close()
    assert scene.window.isHidden()


def test_quit_in_the_menu_closes(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.window.closing, timeout=1000):
        scene.window.menu.actions()[-1].trigger()


def test_without_a_call_the_page_fills_their_place(scene: Scene) -> None:
    assert scene.window.calls.isHidden()
    assert scene.window.events.isVisible()
    assert scene.window.events.height() > 380


def test_calls_come_first_and_the_page_takes_what_is_left(scene: Scene, qtbot: QtBot) -> None:
    scene.station.tell(fake.talking())
    window = scene.window
    assert window.calls.isVisible()
    assert window.events.isVisible()
    window.layout().activate()  # type: ignore[union-attr]
    window._pane.layout().activate()  # type: ignore[union-attr]
    assert window.events.geometry().top() > window.calls.geometry().bottom()
    window.resize(380, 420)
    assert window.calls.isVisible()
    assert window.events.isHidden()
    window.resize(380, 640)
    assert window.events.isVisible()


def test_a_wide_window_has_two_panes_and_back(scene: Scene) -> None:
    scene.station.tell(fake.talking())
    window = scene.window
    window.resize(900, 640)
    window.layout().activate()  # type: ignore[union-attr]
    place = window.events.mapTo(window, QPoint(0, 0))
    assert place.x() > window.calls.mapTo(window, QPoint(0, 0)).x() + window.calls.width()
    scene.station.tell(fake.gone(fake.talking()))
    assert window._no_call.isVisible()
    window.resize(380, 640)
    window.layout().activate()  # type: ignore[union-attr]
    assert window._no_call.isHidden()
    assert window.events.mapTo(window, QPoint(0, 0)).x() < 40


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_sticks_out_in_any_size_and_language(
    open_window: Callable[[str], Scene], size: str, language: str
) -> None:
    scene = open_window(language)
    fill(scene)
    switched = replace(scene.station.device, agent="workingAfterCall", mute=True, auto_answer=True, call_backs=("231",))
    scene.station.tell(switched)
    scene.station.tell(fake.held("c1"))
    scene.station.tell(fake.consulting("c2"))
    scene.model.dial.set_text("web")
    window = scene.window
    window.resize(*SIZES[size])
    assert (window.width(), window.height()) == SIZES[size]
    window.layout().activate()  # type: ignore[union-attr]
    for part in window.findChildren(QAbstractButton):
        if part.isVisible() and not window.calls.isAncestorOf(part):
            corner = part.mapTo(window, QPoint(part.width(), part.height()))
            assert corner.x() <= window.width(), name_for(part)
            assert corner.y() <= window.height(), name_for(part)
    for card in window.calls.cards:
        for button in card.buttons.values():
            assert button.width() >= button.sizeHint().width(), name_for(button)
            assert button.geometry().right() <= card.width()


def test_everything_that_takes_the_focus_has_a_name(scene: Scene) -> None:
    fill(scene)
    scene.station.tell(fake.held("c1"))
    scene.station.tell(fake.consulting("c2"))
    scene.model.dial.set_text("web")
    scene.window.toggle_keypad()
    for widget in scene.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget


def test_tab_reaches_every_control_and_comes_back(scene: Scene, qtbot: QtBot) -> None:
    scene.station.tell(replace(scene.station.device, call_backs=("231",)))
    scene.station.tell(fake.held("c1"))
    scene.station.tell(fake.consulting("c2"))
    window = scene.window
    reached: list[QWidget] = []
    for _ in range(60):
        reached.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget() is window.dial.edit:
            break
    else:
        pytest.fail("the focus never comes back")
    bar, dial, page = window.station_bar, window.dial, window.events
    wanted = {dial.edit, dial.keypad, dial.button, bar.dnd, bar.forward, bar.menu, page.filter, page.pause}
    wanted.add(window.callbacks.button)
    wanted |= set(window.calls.cards)
    wanted |= {button for card in window.calls.cards for button in card.buttons.values()}
    assert wanted <= set(reached)


@pytest.mark.parametrize(
    ("key", "asked"),
    [(Qt.Key.Key_F2, ("answer", "c2")), (Qt.Key.Key_F3, ("hangup", "c1")), (Qt.Key.Key_F4, ("hold", "c1"))],
)
def test_keys_do_the_same_from_anywhere(scene: Scene, qtbot: QtBot, key: Qt.Key, asked: tuple[str, str]) -> None:
    scene.station.tell(fake.talking("c1"))
    scene.station.tell(fake.ringing("c2"))
    scene.window.events.filter.setFocus()
    qtbot.keyClick(scene.window.events.filter, key)
    assert scene.station.asked == [asked]


def test_keys_bring_the_field_and_the_keypad(scene: Scene, qtbot: QtBot) -> None:
    window = scene.window
    for key, modifier in (
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
    ):
        window.events.filter.setFocus()
        qtbot.keyClick(window.events.filter, key, modifier)
        assert window.dial.edit.hasFocus()
    qtbot.keyClick(window.dial.edit, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.keypad.isVisible()


def test_the_look_is_chosen_in_the_menu_shown_and_told(scene: Scene, qtbot: QtBot) -> None:
    looks = scene.window.menu.actions()[1].menu()
    assert [action.isChecked() for action in looks.actions()] == [False, True, False]  # type: ignore[union-attr]
    with qtbot.waitSignal(scene.window.theme_chosen, timeout=1000) as chosen:
        looks.actions()[2].trigger()  # type: ignore[union-attr]
    assert chosen.args == ["dark"]
    assert scene.window.look.theme.dark


def test_the_language_is_only_told(scene: Scene, qtbot: QtBot) -> None:
    languages = scene.window.menu.actions()[2].menu()
    with qtbot.waitSignal(scene.window.language_chosen, timeout=1000) as chosen:
        languages.actions()[1].trigger()  # type: ignore[union-attr]
    assert chosen.args == ["de"]


def test_what_an_administrator_fixed_is_shown_and_cannot_be_chosen(scene: Scene, qtbot: QtBot) -> None:
    window = MainWindow(
        scene.model, scene.window.look.tr, scene.window.look.theme, "", (("en", "English"), ("de", "Deutsch")), "de",
        fixed=("look", "language"),
    )  # fmt: skip
    qtbot.addWidget(window)
    for place, present in ((1, "&Light"), (2, "Deutsch")):
        submenu = window.menu.actions()[place].menu()
        assert isinstance(submenu, QMenu)
        assert [action.text() for action in submenu.actions() if action.isChecked()] == [present]
        assert submenu.actions()[-1].text() == "Fixed by your administrator"
        assert not any(action.isEnabled() for action in submenu.actions())
        assert window.menu.actions()[place].isEnabled(), "what is fixed can be looked at"


def test_about_opens_without_stopping_the_loop(scene: Scene) -> None:
    scene.window.open_about()
    (dialog,) = [child for child in scene.window.findChildren(QDialog) if child.isVisible()]
    assert dialog.windowTitle() == "About Deskline"
    dialog.close()


def test_typing_reaches_the_field_of_a_fresh_window(scene: Scene) -> None:
    assert isinstance(scene.window.focusWidget(), QLineEdit)
    assert scene.window.focusWidget() is scene.window.dial.edit


def test_the_window_imports_nothing_slow() -> None:
    code = (
        "import sys, desktop.ui.window, desktop.ui.loop;"
        "print([name for name in ('sqlite3', 'phonenumbers', 'keyring', 'qasync',"
        " 'desktop.ui.connection_dialog') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert told.stdout == "[]\n"
