"""The cards of the calls as an item model; a card keeps its row for the life of its call."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.sentences import Sentence
from desktop.station.views import Action, CallView, Change
from desktop.viewmodels.cards import ASKS_TARGET, ActionItem, Card, CardWriter
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import Clock, StationPort, Translate
from desktop.viewmodels.words import duration

_ROOT = QModelIndex()


class CallRole(IntEnum):
    """Roles of :class:`CallListModel`."""

    CALL = Qt.ItemDataRole.UserRole + 1
    INITIALS = Qt.ItemDataRole.UserRole + 2
    TITLE = Qt.ItemDataRole.UserRole + 3
    DETAIL = Qt.ItemDataRole.UserRole + 4
    WHY = Qt.ItemDataRole.UserRole + 5
    STATE = Qt.ItemDataRole.UserRole + 6
    TONE = Qt.ItemDataRole.UserRole + 7
    PHASE = Qt.ItemDataRole.UserRole + 8
    TIME = Qt.ItemDataRole.UserRole + 9
    ACTIONS = Qt.ItemDataRole.UserRole + 10
    PAIR = Qt.ItemDataRole.UserRole + 11
    SPOKEN = Qt.ItemDataRole.UserRole + 12


class CallListModel(QAbstractListModel):
    """One row a call, oldest first, a consultation right behind the call it was made from; gone calls leave at once."""

    target_wanted = Signal(str, str, str)
    """An action needs a target: action, call id, the name on the card."""
    keypad_wanted = Signal()
    """The person wants to send tones."""

    def __init__(
        self, station: StationPort, tr: Translate, actions: Actions, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._actions = actions
        self._clock = clock
        self._writer = CardWriter(station, tr)
        self._calls: list[CallView] = []
        for call in station.calls:
            self._calls.insert(self._place(call), call)
        self._cards = self._writer.write(self._calls)
        self._timer = QTimer(self, interval=1000, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._keep_time()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards, row by row."""
        return tuple(self._cards)

    @property
    def ticking(self) -> bool:
        """Whether the running times are being kept; never without a call."""
        return self._timer.isActive()

    def running_time(self, row: int) -> str:
        """How long the call has been in its state, e.g. "04:12"."""
        return duration(self._clock() - self._cards[row].since)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's name for the number of calls."""
        return 0 if parent.isValid() else len(self._cards)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's name for the roles by name."""
        return super().roleNames() | {int(role): QByteArray(role.name.lower().encode()) for role in CallRole}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name for what one card says."""
        if not index.isValid() or not 0 <= index.row() < len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == CallRole.TIME:
            return self.running_time(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        return getattr(card, CallRole(role).name.lower()) if role in CallRole.__members__.values() else None

    # --- what a click does

    def trigger(self, call: str, action: Action) -> None:
        """The person asks for an action of a card; for one that cannot be done now its reason is shown."""
        card = next((card for card in self._cards if card.call == call), None)
        if card is None:
            return
        item = next((item for item in (*card.actions, *card.more) if item.action == action), None)
        if item is None:
            return
        if not item.enabled:
            self._actions.notices.show(item.reason)
        elif action == "dtmf":
            self.keypad_wanted.emit()
        elif action in ASKS_TARGET and not (action == "transfer" and card.pair):
            self.target_wanted.emit(action, item.call, card.title)
        else:
            self._actions.start(f"{action} {item.call}", self._request(item))

    def trigger_unique(self, *actions: Action) -> None:
        """A shortcut: do the first of ``actions`` that exactly one card offers; nothing is guessed among several."""
        for action in actions:
            found = [(card.call, item) for card in self._cards for item in card.actions if item.action == action]
            ready = [(call, item) for call, item in found if item.enabled] or found
            if len(ready) == 1:
                self.trigger(ready[0][0], action)
                return
            if ready:
                self._actions.notices.show(Sentence("There are several calls: choose one of them."))
                return

    def _request(self, item: ActionItem) -> Callable[[], Coroutine[Any, Any, object]]:
        station, call = self._station, item.call
        requests: dict[Action, Callable[[], Coroutine[Any, Any, object]]] = {
            "answer": lambda: station.answer(call),
            "hangup": lambda: station.hangup(call),
            "reject": lambda: station.reject(call),
            "hold": lambda: station.hold(call),
            "retrieve": lambda: station.retrieve(call),
            "swap": lambda: station.swap(call),
            "reconnect": lambda: station.reconnect(call),
            "transfer": lambda: station.transfer(None, call),
            "conference": lambda: station.conference(call),
            "callback": lambda: station.callback(None, call),
            "campon": lambda: station.campon(call),
            "intrude": lambda: station.intrude(call),
            "callback_message": lambda: station.callback_message(call),
            "clear_call": lambda: station.clear_call(call),
        }
        return requests[item.action]

    # --- what the station tells

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        if not isinstance(change, CallView):
            return
        row = next((row for row, call in enumerate(self._calls) if call.id == change.id), None)
        if change.state == "gone":
            if row is not None:
                self._remove(row)
        elif row is None:
            self._insert(self._place(change), change)
        else:
            self._calls[row] = change
            self._rewrite()
        self._keep_time()

    def _place(self, call: CallView) -> int:
        held = (row for row, other in enumerate(self._calls) if other.id == call.consultation_of)
        return next(held, len(self._calls) - 1) + 1

    def _insert(self, row: int, call: CallView) -> None:
        self.beginInsertRows(_ROOT, row, row)
        self._calls.insert(row, call)
        self._cards.insert(row, self._writer.write(self._calls)[row])
        self.endInsertRows()
        self._rewrite()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        del self._calls[row], self._cards[row]
        self.endRemoveRows()
        self._rewrite()

    def _rewrite(self) -> None:
        """Write the cards again and tell of those that read differently: a pair changes with either of its calls."""
        for row, card in enumerate(self._writer.write(self._calls)):
            if card != self._cards[row]:
                self._cards[row] = card
                self.dataChanged.emit(self.index(row), self.index(row))

    def _keep_time(self) -> None:
        if self._cards and not self._timer.isActive():
            self._timer.start()
        elif not self._cards:
            self._timer.stop()

    def _tick(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(self._cards) - 1), [CallRole.TIME])
