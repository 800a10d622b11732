"""One line above the calls: who calls me as soon as they can be reached, and what gives that up."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.ui.parts import CardFrame, IconButton, IconMark, Look, Text
from desktop.ui.theme import UNIT
from desktop.viewmodels.callbacks import CallBacksViewModel


class CallBacksStrip(CardFrame):
    """Shows a CallBacksViewModel; takes no room while there is no call back.

    With one call back the button gives it up; with several it asks which.
    """

    def __init__(self, model: CallBacksViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = model
        self._look = look
        mark = IconMark(look, 16)
        mark.show_icon("phone-call", "accent")
        self.text = Text(look, "body")
        self.button = IconButton(look, "x", "")
        self.button.setIconSize(QSize(14, 14))
        self.menu = QMenu(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 4, 2)
        row.setSpacing(UNIT)
        row.addWidget(mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._give_up)
        model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the call backs that there are."""
        tr, items = self._look.tr, self._model.items
        self.text.setText(self._model.text)
        self.setAccessibleName(self._model.text)
        if len(items) == 1:
            self.button.rename(tr("Give up the call back by {name}", name=items[0].name), self._model.reason)
        else:
            self.button.rename(tr("Give up a call back"), self._model.reason)
        self.menu.clear()
        for item in items:
            entry = self.menu.addAction(tr("Give up the call back by {name}", name=item.name).replace("&", "&&"))
            entry.triggered.connect(lambda _=False, number=item.number: self._model.cancel(number))
        self.setVisible(bool(items))

    def _give_up(self) -> None:
        items = self._model.items
        if len(items) == 1 or self._model.reason:
            self._model.cancel(items[0].number)
        elif items:
            self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
