"""The keypad, on demand: edits the field, or sends tones during a connected call."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.parts import ActionButton, CardFrame, Look, Text
from desktop.ui.theme import UNIT
from desktop.viewmodels.dial import KEYS, DialViewModel


class Keypad(CardFrame):
    """Twelve keys; digits typed on the keyboard press them while one of them has the focus."""

    closed = Signal()

    def __init__(self, model: DialViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = model
        self._look = look
        self._heading = Text(look, "small", "quiet")
        self.keys: dict[str, ActionButton] = {}
        names = {"*": look.tr("star"), "#": look.tr("hash")}
        grid = QGridLayout()
        grid.setSpacing(UNIT // 2)
        for place, key in enumerate(KEYS):
            button = ActionButton(look, "", key)
            button.setFont(look.theme.font("title"))
            button.setAccessibleName(names.get(key, key))
            button.setProperty("key", "true")
            button.clicked.connect(lambda _=False, key=key: model.press(key))
            grid.addWidget(button, *divmod(place, 3))
            self.keys[key] = button
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        column.setSpacing(UNIT // 2)
        column.addWidget(self._heading)
        column.addLayout(grid)
        model.keypad_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say who hears the keys."""
        name = self._model.tones_to
        heading = self._look.tr("Tones to {name}", name=name) if name else ""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.setAccessibleName(heading or self._look.tr("Keypad"))

    def focus(self) -> None:
        """Make the keyboard's digits press these keys."""
        self.keys["5"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name for a key that none of the buttons wanted."""
        if event.text() in self.keys:
            self._model.press(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
