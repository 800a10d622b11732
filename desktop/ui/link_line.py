"""The lowest line of the window: connected to what, or why not and when the next try is, with Try now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.ui.parts import ActionButton, IconMark, Look, set_property
from desktop.ui.theme import UNIT
from desktop.viewmodels.link import LinkViewModel

_MARKS = {"ready": ("plug", "quiet"), "connecting": ("plug-zap", "waiting"), "down": ("unplug", "failed")}


class LinkLine(QWidget):
    """Shows a LinkViewModel."""

    def __init__(self, model: LinkViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._mark = IconMark(look, 14)
        self._text = QLabel()
        self._text.setFont(look.theme.font("small"))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.try_now = ActionButton(look, "refresh-cw", look.tr("Try now"), "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addStretch(1)
        row.addWidget(self._mark)
        row.addWidget(self._text)
        row.addWidget(self.try_now)
        row.addStretch(1)
        self._row = row
        self.try_now.clicked.connect(model.try_now)
        model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the view model's present line."""
        icon, tone = _MARKS[self._model.state]
        self._mark.show_icon(icon, tone)
        self._text.setText(self._model.text)
        set_property(self._text, "tone", tone)
        self.setAccessibleName(self._model.text)
        self.try_now.setVisible(self._model.can_try_now)
        self._wrap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name for: the room changed."""
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        """Keep the line in the middle while it fits on one line, else let it take all the width."""
        beside = self._mark.width() + 4 * UNIT + (self.try_now.sizeHint().width() if self._model.can_try_now else 0)
        wraps = self._text.fontMetrics().horizontalAdvance(self._model.text) > self.width() - beside
        self._text.setWordWrap(wraps)
        self._row.setStretch(2, 1 if wraps else 0)
        for edge in (0, 4):
            self._row.setStretch(edge, 0 if wraps else 1)
