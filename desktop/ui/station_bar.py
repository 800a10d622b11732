"""The top of the window: my station, its state by shape, colour and word, its two switches, the menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.parts import Avatar, IconButton, IconMark, Look, Text, set_property
from desktop.ui.theme import UNIT
from desktop.viewmodels.station import StateCode, StationViewModel

STATE_ICONS: dict[StateCode, tuple[str, str]] = {
    "free": ("circle-check", "active"),
    "ringing": ("bell-ring", "waiting"),
    "talking": ("phone-call", "active"),
    "dnd": ("circle-minus", "failed"),
    "forwarded": ("phone-forwarded", "accent"),
    "offline": ("unplug", "quiet"),
}
"""Each state has a shape of its own; the colour comes second."""


class StationBar(QWidget):
    """Shows a StationViewModel."""

    def __init__(self, model: StationViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        tr = look.tr
        self._avatar = Avatar(look, 44, ring=True)
        self._name = Text(look, "title")
        self._number = Text(look, "body", "quiet")
        self._mark = IconMark(look)
        self._word = QLabel()
        self._word.setFont(look.theme.font("strong"))
        self._word.setTextFormat(Qt.TextFormat.PlainText)
        self._word.setWordWrap(True)
        self._switched = QLabel()
        self._switched.setFont(look.theme.font("small"))
        self._switched.setProperty("tone", "quiet")
        self._switched.setTextFormat(Qt.TextFormat.PlainText)
        self._switched.setWordWrap(True)
        self.dnd = IconButton(look, "circle-minus", tr("Do not disturb"), switch=True)
        self.forward = IconButton(look, "phone-forwarded", tr("Forward calls"), switch=True)
        self._waiting = IconMark(look, 18)
        self._waiting.show_icon("voicemail", "accent")
        self._waiting.setToolTip(tr("messages are waiting"))
        self._waiting.setAccessibleName(tr("messages are waiting"))
        self.menu = IconButton(look, "ellipsis-vertical", tr("Menu"))
        self._arrange()
        self.dnd.clicked.connect(model.toggle_dnd)
        self.forward.clicked.connect(model.toggle_forwarding)
        model.changed.connect(self.refresh)
        self.refresh()

    def _arrange(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        second.addWidget(self._word, 1, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(self._name)
        lines.addLayout(second)
        lines.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(UNIT // 2)
        row.addWidget(self._avatar)
        row.addSpacing(UNIT // 2)
        row.addLayout(lines, 1)
        row.addWidget(self._waiting)
        for button in (self.dnd, self.forward, self.menu):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        column.addLayout(row)
        column.addWidget(self._switched)

    def refresh(self) -> None:
        """Show the view model's present state."""
        model, tr = self._model, self._look.tr
        icon, tone = STATE_ICONS[model.state]
        self._avatar.show_person(model.initials, tone)
        self._name.setText(model.name)
        self._number.setText(model.number)
        self._mark.show_icon(icon, tone)
        self._word.setText(model.state_word)
        set_property(self._word, "tone", tone)
        self._switched.setText(model.switched)
        self._switched.setVisible(bool(model.switched))
        self._waiting.setVisible(model.message_waiting)
        self.setAccessibleName(model.spoken)
        self.dnd.setChecked(model.dnd)
        self.dnd.rename(
            tr("Do not disturb is on") if model.dnd else tr("Do not disturb is off"),
            model.dnd_reason or (tr("Click to switch it off") if model.dnd else tr("Click to switch it on")),
        )
        forwarding = model.forwarding is not None
        name = (
            tr("Calls are forwarded to {number}", number=model.forwarding_target) if forwarding else tr("Forward calls")
        )
        self.forward.setChecked(forwarding)
        self.forward.rename(name, model.forwarding_reason or (tr("Click to end the forwarding") if forwarding else ""))
