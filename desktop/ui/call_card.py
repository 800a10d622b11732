"""The cards of the calls, one a call, in a column that scrolls where it must."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.station.views import Action
from desktop.ui.parts import ActionButton, Avatar, CardFrame, FlowGrid, Look, Text
from desktop.ui.theme import UNIT
from desktop.viewmodels.calls import CallListModel
from desktop.viewmodels.cards import Card

ICONS: dict[Action, str] = {
    "answer": "phone",
    "hangup": "hangup",
    "reject": "hangup",
    "deflect": "corner-up-right",
    "hold": "pause",
    "retrieve": "play",
    "consult": "message-circle-reply",
    "swap": "arrow-left-right",
    "reconnect": "undo-2",
    "transfer": "phone-forwarded",
    "conference": "users",
    "dtmf": "grip",
    "park": "corner-up-right",
    "callback": "phone-call",
    "campon": "pause",
    "intrude": "users",
    "callback_message": "voicemail",
    "clear_call": "hangup",
}
KEYS: dict[Action, str] = {
    "answer": "F2",
    "hangup": "F3",
    "reject": "F3",
    "hold": "F4",
    "retrieve": "F4",
    "transfer": "F9",
}
"""The keys that do the same from anywhere in the window."""


class CallCard(CardFrame):
    """One call. It keeps its buttons for as long as their actions are there, so that the focus stays."""

    triggered = Signal(str, str)
    moved = Signal(int)

    def __init__(self, card: Card, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._look = look
        self.card = card
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._avatar = Avatar(look, 36)
        self._title = Text(look, "title")
        self._detail = Text(look, "body", "quiet")
        self._why = Text(look, "body", "quiet")
        self._state = Text(look, "strong")
        self._time = Text(look, "figures")
        for right in (self._state, self._time):
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.buttons: dict[str, ActionButton] = {}
        self.more: ActionButton | None = None
        """The button behind which further actions are; None where there are none."""
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._grid = FlowGrid()
        self._arrange()
        self.show_card(card)

    def _arrange(self) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(10)
        facts.setVerticalSpacing(3)
        facts.addWidget(self._avatar, 0, 0, 2, 1)
        facts.addWidget(self._title, 0, 1)
        facts.addWidget(self._detail, 1, 1)
        facts.addWidget(self._state, 0, 2)
        facts.addWidget(self._time, 1, 2)
        facts.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 11, 12, 12)
        column.setSpacing(UNIT)
        column.addLayout(facts)
        column.addWidget(self._why)
        column.addLayout(self._grid)

    def show_card(self, card: Card) -> None:
        """Show what the card says now."""
        self.card = card
        self.set_tone(card.tone)
        self._avatar.show_person(card.initials, card.tone)
        self._title.setText(card.title)
        self._detail.setText(card.detail)
        self._why.setText(card.why)
        self._why.setVisible(bool(card.why))
        self._state.setText(card.state)
        self._state.set_tone(card.tone)
        self.setAccessibleName(card.spoken)
        self._show_actions()
        self.updateGeometry()

    def height_at(self, width: int) -> int:
        """The height that the card takes at a width."""
        return self.heightForWidth(width)

    def show_time(self, text: str) -> None:
        """Show how long the call has been so."""
        self._time.setText(text)

    def _show_actions(self) -> None:
        wanted = {item.action: item for item in self.card.actions}
        for action in [action for action in self.buttons if action not in wanted]:
            self._take_away(self.buttons.pop(action))
        for action, item in wanted.items():
            if action not in self.buttons:
                button = ActionButton(self._look, ICONS[action], item.label, item.emphasis, self)
                button.clicked.connect(lambda _=False, action=action: self.triggered.emit(self.card.call, action))
                self.buttons[action] = button
                self._grid.addWidget(button)
                button.show()
            key = KEYS.get(action)
            self.buttons[action].set_hint(f"{item.label} ({key})" if key else "")
            self.buttons[action].show_as(item.label, item.emphasis, item.reason if not item.enabled else "")
        self._show_more()
        order: list[QWidget] = [self.buttons[action] for action in wanted]
        if self.more is not None:  # before what ends the call, which keeps the last place
            order.insert(len(order) - 1 if "hangup" in wanted else len(order), self.more)
        self._grid.sort(order)

    def _show_more(self) -> None:
        """Offer the further actions; what cannot be done now is grey and says why."""
        self.menu.clear()
        for item in self.card.more:
            entry = self.menu.addAction(self._look.icons.icon(ICONS[item.action]), item.label)
            if not item.enabled:
                entry.setText(f"{item.label}: {item.reason}")
                entry.setToolTip(item.reason)
                entry.setEnabled(False)
            entry.triggered.connect(lambda _=False, action=item.action: self.triggered.emit(self.card.call, action))
        if self.card.more and self.more is None:
            self.more = ActionButton(self._look, "ellipsis-vertical", self._look.tr("More"), parent=self)
            self.more.clicked.connect(self._open_menu)
            self._grid.addWidget(self.more)
            self.more.show()
        elif not self.card.more and self.more is not None:
            self._take_away(self.more)
            self.more = None

    def _open_menu(self) -> None:
        if self.more is not None:
            self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _take_away(self, button: ActionButton) -> None:
        """Remove a button; the focus stays in the card."""
        if button.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._grid.removeWidget(button)
        button.hide()
        button.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name for a key: up and down go from card to card."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if steps:
            self.moved.emit(steps)
        else:
            super().keyPressEvent(event)


class CallsView(QScrollArea):
    """The cards of a CallListModel. It wants just the height of its cards and scrolls when it gets less."""

    resized = Signal()

    def __init__(self, model: CallListModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self.cards: list[CallCard] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(look.tr("Calls"))
        inner = QWidget()
        inner.setObjectName("plain")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(UNIT)
        self._column.addStretch(1)
        self.setWidget(inner)
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.dataChanged.connect(self._change)
        if model.rowCount():
            self._insert(QModelIndex(), 0, model.rowCount() - 1)

    def wanted_height(self, width: int) -> int:
        """The height of all cards at a width, in device-independent pixels."""
        if not self.cards:
            return 0
        heights = sum(card.height_at(width) for card in self.cards)
        return heights + UNIT * (len(self.cards) - 1)

    def sizeHint(self) -> QSize:
        """Qt's name for the room wanted."""
        width = self.viewport().width()
        return QSize(width, self.wanted_height(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name for: the room changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
            self.resized.emit()

    def _insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            card = CallCard(self._model.cards[row], self._look)
            card.show_time(self._model.running_time(row))
            card.triggered.connect(self._model.trigger)
            card.moved.connect(lambda steps, card=card: self._move(card, steps))
            self.cards.insert(row, card)
            self._column.insertWidget(row, card)
            card.show()
        self._changed_height()

    def _remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        for card in self.cards[first : last + 1]:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self.cards[first : last + 1]
        self._changed_height()

    def _change(self, top: QModelIndex, bottom: QModelIndex) -> None:
        height = self.wanted_height(self.viewport().width())
        for row in range(top.row(), bottom.row() + 1):
            card = self._model.cards[row]
            if card != self.cards[row].card:
                self.cards[row].show_card(card)
            self.cards[row].show_time(self._model.running_time(row))
        if height != self.wanted_height(self.viewport().width()):
            self._changed_height()

    def _changed_height(self) -> None:
        self.updateGeometry()
        self.resized.emit()

    def _move(self, card: CallCard, steps: int) -> None:
        place = self.cards.index(card) + steps
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.cards[place])
