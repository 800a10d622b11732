"""The station's call events as a tree: an event in plain words, unfolding to its decoded message.

A storm of events must not cost the window its breath: a view asks every row for its place with each insertion. So
bursts are shown in one go, and all rows are of one height (two lines of text; a message unfolds to rows of two lines
each), so that nobody has to measure thousands of them.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.station.views import Change, EventView
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import StationPort, Translate

_ROOT = QModelIndex()
_CALM_MS, _BURST_MS = 40, 120
_BURST = 10
_COLUMNS = 44
_SAVED_MS = 8000


class EventRole(IntEnum):
    """Roles of :class:`EventListModel`; two explaining lines have only KIND and the display text."""

    KIND = Qt.ItemDataRole.UserRole + 1
    NUMBER = Qt.ItemDataRole.UserRole + 2
    TIME = Qt.ItemDataRole.UserRole + 3
    DEVICE = Qt.ItemDataRole.UserRole + 4
    NAME = Qt.ItemDataRole.UserRole + 5
    WORDS = Qt.ItemDataRole.UserRole + 6


class _Row:
    __slots__ = ("lines", "number", "time", "view", "words")

    def __init__(self, view: EventView, words: str) -> None:
        self.view = view
        self.number = view.number
        self.words = words
        self.time = view.time.strftime("%H:%M:%S")
        self.lines: list[str] | None = None

    def matches(self, needle: str) -> bool:
        return not needle or any(
            needle in text.casefold() for text in (self.words, self.view.device, self.view.name, self.time)
        )


class EventListModel(QAbstractItemModel):
    """The newest events, oldest first. Bursts are shown in one go, and what exceeds the limit leaves in blocks."""

    counted = Signal()
    """:attr:`total`, :attr:`shown`, :attr:`waiting`, :attr:`paused` or :attr:`saved` changed."""

    def __init__(
        self,
        station: StationPort,
        tr: Translate,
        actions: Actions,
        limit: int = 2000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._actions = actions
        self._limit = limit
        self._needle = ""
        self._paused = False
        self._kept: list[_Row] = []
        self._rows: list[_Row] = []
        self._pending: list[EventView] = []
        self._last = 0
        self._batch = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self._saved = ""
        self._said_saved = QTimer(self, singleShot=True, interval=_SAVED_MS)
        self._said_saved.timeout.connect(lambda: self._say_saved(""))
        for event in station.events:
            self.apply(event)
        self.flush()

    @property
    def total(self) -> int:
        """How many events are kept."""
        return len(self._kept)

    @property
    def shown(self) -> int:
        """How many of them the filter lets through."""
        return len(self._rows)

    @property
    def waiting(self) -> int:
        """How many came while paused."""
        return len(self._pending) if self._paused else 0

    @property
    def paused(self) -> bool:
        """Whether new events wait."""
        return self._paused

    @property
    def saved(self) -> str:
        """For a while after events were saved: how many, and where."""
        return self._saved

    def save(self, file: Path) -> None:
        """Write every event that there is into a file, those that wait and those that the filter hides as well."""
        events = [*(row.view for row in self._kept), *self._pending][-self._limit :]
        said = self._tr("{count} events saved in {file}", count=len(events), file=file.name)
        self._actions.start(
            "save events", lambda: self._station.save_events(events, file), lambda: self._say_saved(said)
        )

    def _say_saved(self, text: str) -> None:
        self._saved = text
        if text:
            self._said_saved.start()
        self.counted.emit()

    def set_paused(self, paused: bool) -> None:
        """Let new events wait, or show those that waited."""
        if paused == self._paused:
            return
        if paused:
            self.flush()
        self._paused = paused
        if not paused:
            self.flush()
        self.counted.emit()

    def set_filter(self, text: str) -> None:
        """Show only events with ``text`` in their words, device, name or time; upper and lower case are the same."""
        needle = text.strip().casefold()
        if needle == self._needle:
            return
        self.beginResetModel()
        self._needle = needle
        self._rows = [row for row in self._kept if row.matches(needle)]
        self.endResetModel()
        self.counted.emit()

    def explanation(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The decoded message of an event (or of the event that a line belongs to)."""
        row = self._row_of(index)
        return self._station.explain(row.view) if row is not None else ""

    def apply(self, change: Change) -> None:
        """Take over one change of the station; it is shown 40 ms later, in a burst 120 ms."""
        if not isinstance(change, EventView) or change.number <= self._last:
            return
        self._last = change.number
        self._pending.append(change)
        if len(self._pending) > 2 * self._limit:
            del self._pending[: -self._limit]
        if not self._timer.isActive():
            self._timer.start(_BURST_MS if self._batch > _BURST else _CALM_MS)

    def flush(self) -> None:
        """Show what has come since the last time."""
        self._timer.stop()
        if self._paused:
            self.counted.emit()
            return
        if not self._pending:
            return
        new = [_Row(event, self._tr(event.words)) for event in self._pending[-self._limit :]]
        self._batch = len(self._pending)
        self._pending.clear()
        self._trim(len(self._kept) + len(new) - self._limit)
        self._kept += new
        visible = [row for row in new if row.matches(self._needle)]
        if visible:
            first = len(self._rows)
            self.beginInsertRows(_ROOT, first, first + len(visible) - 1)
            self._rows += visible
            self.endInsertRows()
        self.counted.emit()

    def _trim(self, surplus: int) -> None:
        if surplus <= 0:
            return
        gone = min(len(self._kept), max(surplus, self._limit // 10))
        last = self._kept[gone - 1].number
        del self._kept[:gone]
        rows = bisect_left(self._rows, last + 1, key=_number)
        if rows:
            self.beginRemoveRows(_ROOT, 0, rows - 1)
            del self._rows[:rows]
            self.endRemoveRows()

    # --- Qt's item model: an index's internal id is 0 for an event, the event's number for one of its lines

    def index(self, row: int, column: int = 0, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> QModelIndex:
        """Qt's name for the way to an event or to one of its lines."""
        if column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, 0, 0) if row < len(self._rows) else QModelIndex()
        if parent.internalId() != 0 or row >= self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, self._rows[parent.row()].number)

    def parent(self, index: QModelIndex | QPersistentModelIndex = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Qt's name for the event that a line belongs to."""
        number = index.internalId()
        if number == 0:  # an event, or no index
            return QModelIndex()
        row = self._find(number)
        return QModelIndex() if row is None else self.createIndex(row, 0, 0)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's name for the number of events, or of an event's lines."""
        if not parent.isValid():
            return len(self._rows)
        if parent.internalId() != 0 or parent.column() != 0 or parent.row() >= len(self._rows):
            return 0
        return len(self._lines(self._rows[parent.row()]))

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's name for the number of columns: always one."""
        return 1

    def hasChildren(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> bool:
        """Qt's name for whether a row unfolds; asked often, so it does not decode anything."""
        return bool(self._rows) if not parent.isValid() else parent.internalId() == 0

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's name for the roles by name."""
        return super().roleNames() | {int(role): QByteArray(role.name.lower().encode()) for role in EventRole}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name for what one row says."""
        row = self._row_of(index)
        if row is None:
            return None
        if index.internalId() != 0:
            if role == EventRole.KIND:
                return "line"
            lines = self._lines(row)
            texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return lines[index.row()] if role in texts and index.row() < len(lines) else None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | EventRole.WORDS:
                return row.words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.time}, {row.view.device}, {row.words}"
            case EventRole.KIND:
                return "event"
            case EventRole.NUMBER:
                return row.number
            case EventRole.TIME:
                return row.time
            case EventRole.DEVICE:
                return row.view.device
            case EventRole.NAME:
                return row.view.name
        return None

    def _row_of(self, index: QModelIndex | QPersistentModelIndex) -> _Row | None:
        if not index.isValid():
            return None
        place = index.row() if index.internalId() == 0 else self._find(index.internalId())
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _find(self, number: int) -> int | None:
        place = bisect_left(self._rows, number, key=_number)
        return place if place < len(self._rows) and self._rows[place].number == number else None

    def _lines(self, row: _Row) -> list[str]:
        if row.lines is None:
            told = self._station.explain(row.view).splitlines() or [""]
            lines = [part for line in told for part in _wrapped(line)]
            row.lines = ["\n".join(lines[place : place + 2]) for place in range(0, len(lines), 2)]
        return row.lines


def _wrapped(line: str) -> list[str]:
    """Break a line for the narrowest window; what follows is indented a little more than its beginning."""
    indent = line[: len(line) - len(line.lstrip())]
    wrapper = TextWrapper(width=_COLUMNS, initial_indent=indent, subsequent_indent=indent + "  ", drop_whitespace=True)
    return wrapper.wrap(line.strip()) or [""]


def _number(row: _Row) -> int:
    return row.number
