from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.parts import ActionButton, Check, Choice, FlowGrid, IconButton, Look, Text


def test_text_that_does_not_fit_is_cut_and_whole_in_the_tooltip(look: Look, qtbot: QtBot) -> None:
    text = Text(look)
    qtbot.addWidget(text)
    text.setText("Maximiliane Weber-Schlüsselbach")
    text.resize(80, 20)
    text.show()
    assert text.text().endswith("…")
    assert text.toolTip() == text.whole() == text.accessibleName() == "Maximiliane Weber-Schlüsselbach"
    text.resize(600, 20)
    assert text.text() == "Maximiliane Weber-Schlüsselbach"
    assert text.toolTip() == ""


def test_a_button_that_cannot_be_used_stays_reachable_and_says_why(look: Look, qtbot: QtBot) -> None:
    button = ActionButton(look, "phone", "Answer", "success")
    qtbot.addWidget(button)
    button.set_hint("Answer (F2)")
    button.show_as("Answer", "success", "this phone cannot be answered from the PC")
    assert button.isEnabled()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert button.toolTip() == button.accessibleDescription() == "this phone cannot be answered from the PC"
    assert button.accessibleName() == "Answer, not possible now"
    assert button.property("unavailable") == "true"
    button.show_as("Answer", "success", "")
    assert (button.toolTip(), button.accessibleName()) == ("Answer (F2)", "Answer")
    assert (button.property("unavailable"), button.property("emphasis")) == ("false", "success")


def test_enter_and_space_press_a_button(look: Look, qtbot: QtBot) -> None:
    for button in (ActionButton(look, "phone", "Call"), IconButton(look, "grip", "Keypad")):
        qtbot.addWidget(button)
        pressed: list[int] = []
        button.clicked.connect(lambda _=False, pressed=pressed: pressed.append(1))
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            qtbot.keyClick(button, key)
        assert len(pressed) == 3


def test_a_switch_shows_what_it_is_told_and_does_not_turn_by_itself(look: Look, qtbot: QtBot) -> None:
    switch = IconButton(look, "circle-minus", "Do not disturb", switch=True)
    qtbot.addWidget(switch)
    switch.click()
    assert not switch.isChecked()
    switch.setChecked(True)
    switch.click()
    assert switch.isChecked()


def test_the_wheel_turns_a_list_only_while_it_has_the_focus(look: Look, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = QVBoxLayout(host)
    choice, other = Choice(look), IconButton(look, "grip", "Keypad")
    choice.addItems(["one", "two", "three"])
    row.addWidget(choice)
    row.addWidget(other)
    with qtbot.waitActive(host, timeout=5000):
        host.show()
        host.activateWindow()

    def turn() -> bool:
        middle = QPointF(choice.rect().center())
        down = QWheelEvent(
            middle,
            choice.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(choice, down)
        return down.isAccepted()

    other.setFocus()
    assert not turn()
    assert choice.currentText() == "one"
    choice.setFocus()
    assert turn()
    assert choice.currentText() == "two"


def test_a_list_may_be_narrower_than_its_texts(look: Look, qtbot: QtBot) -> None:
    choice = Choice(look)
    qtbot.addWidget(choice)
    choice.addItem("M" * 60)
    assert choice.minimumSizeHint().width() < choice.fontMetrics().horizontalAdvance("M" * 20)
    choice.resize(choice.minimumSizeHint())
    choice.show()
    assert choice.shown_text().endswith("…")
    assert choice.toolTip() == "M" * 60
    choice.showPopup()
    assert choice.view().width() > choice.fontMetrics().horizontalAdvance("M" * 60)
    choice.hidePopup()
    choice.resize(choice.fontMetrics().horizontalAdvance("M" * 70), choice.height())
    assert (choice.shown_text(), choice.toolTip()) == ("M" * 60, "")


def test_the_grid_has_as_many_columns_as_fit_and_the_last_keeps_right(look: Look, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    grid = FlowGrid()
    host.setLayout(grid)
    grid.setContentsMargins(0, 0, 0, 0)
    buttons = [ActionButton(look, "phone", "Conference") for _ in range(5)]
    for button in buttons:
        grid.addWidget(button)
    cell = buttons[0].sizeHint().width()
    for columns, rows in ((1, 5), (2, 3), (3, 2), (5, 2)):
        width = columns * cell + (columns - 1) * grid.spacing()
        host.resize(width, grid.heightForWidth(width))
        grid.activate()
        grid.setGeometry(host.rect())
        assert len({button.y() for button in buttons}) == rows
        assert len({button.width() for button in buttons}) == 1
        assert buttons[-1].geometry().right() == host.width() - 1
        assert all(one.geometry().right() < host.width() for one in buttons)
        assert not any(
            one.geometry().intersects(other.geometry()) for one in buttons for other in buttons if one is not other
        )


def test_an_empty_grid_takes_no_room(qtbot: QtBot) -> None:
    grid = FlowGrid()
    assert (grid.heightForWidth(300), grid.count(), grid.itemAt(0), grid.takeAt(0)) == (0, 0, None, None)


def test_a_check_box_has_room_for_its_words(look: Look, qtbot: QtBot) -> None:
    check = Check(look, "Mit TLS verschlüsselt")
    qtbot.addWidget(check)
    assert check.sizeHint().width() >= check.fontMetrics().horizontalAdvance(check.text()) + 26
    check.show()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert check.isChecked()
