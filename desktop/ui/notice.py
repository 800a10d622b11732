"""The last refusal, in a frame that stays until it is read or something succeeds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.ui.parts import IconButton, IconMark, Look
from desktop.ui.theme import UNIT
from desktop.viewmodels.notices import NoticeViewModel


class Notice(QFrame):
    """Shows a NoticeViewModel; takes no room while there is nothing to say."""

    def __init__(self, model: NoticeViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        mark = IconMark(look, 16)
        mark.show_icon("triangle-alert", "failed")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.close_button = IconButton(look, "x", look.tr("Dismiss"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 4, 4)
        row.setSpacing(UNIT)
        row.addWidget(mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(model.dismiss)
        look.theme.changed.connect(self.update)
        model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the sentence, and let a screen reader say it."""
        text = self._model.text
        self.text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name for drawing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.colour("red"), 1))
        painter.setBrush(self._look.theme.colour("red_soft"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
