"""The Events page: what happens at the station in plain words, live, each event unfolding to its decoded message."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.parts import CardFrame, IconButton, IconMark, Look, Text
from desktop.ui.theme import UNIT
from desktop.viewmodels.events import EventListModel, EventRole


class EventsPage(CardFrame):
    """Shows an EventListModel."""

    def __init__(self, model: EventListModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = model
        self._look = look
        tr = look.tr
        mark = IconMark(look, 16)
        mark.show_icon("activity", "accent")
        heading = Text(look, "title")
        heading.setText(tr("Events"))
        self.filter = QLineEdit()
        self.filter.setProperty("box", "true")
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter the events"))
        self.filter.setClearButtonEnabled(False)
        self.pause = IconButton(look, "pause", "", switch=True)
        self.save = IconButton(look, "save", tr("Save the events…"))
        self.dialog: QFileDialog | None = None
        self.question: QMessageBox | None = None
        self.tree = EventTree(model, look)
        self._state = Text(look, "small", "quiet")
        self._empty = Text(look, "body", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top = QHBoxLayout()
        top.setContentsMargins(14, 0, 6, 0)
        top.setSpacing(UNIT)
        top.addWidget(mark)
        top.addWidget(heading)
        top.addSpacing(UNIT)
        top.addWidget(self.filter, 1)
        top.addWidget(self.pause)
        top.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, UNIT, 1, UNIT)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._empty, 1)
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 0)
        foot.addWidget(self._state)
        column.addLayout(foot)
        self.filter.textChanged.connect(model.set_filter)
        self.pause.clicked.connect(lambda: model.set_paused(not model.paused))
        self.save.clicked.connect(self.choose_file)
        model.counted.connect(self.refresh)
        self.setAccessibleName(tr("Events"))
        self.refresh()

    def refresh(self) -> None:
        """Show counts and the state of the pause button."""
        model, tr = self._model, self._look.tr
        self.pause.setChecked(model.paused)
        self.pause.rename(tr("Show new events again") if model.paused else tr("Let new events wait"))
        self.save.setEnabled(model.total + model.waiting > 0)
        if model.saved:
            state = model.saved
        elif model.paused:
            state = tr("paused; new events waiting: {count}", count=model.waiting)
        elif model.shown != model.total:
            state = tr("{shown} of {total} events", shown=model.shown, total=model.total)
        else:
            state = ""
        self._state.setText(state)
        self._state.setVisible(bool(state))
        nothing = tr("No event contains this text") if model.total else tr("Nothing has happened yet")
        self._empty.setText(nothing)
        self._empty.setVisible(model.shown == 0)
        self.tree.setVisible(model.shown > 0)

    def choose_file(self) -> None:
        """Ask where the events go, and write them there."""
        if not self.save.isEnabled():
            return
        if self.dialog is not None:
            self.dialog.raise_()
            return
        tr = self._look.tr
        dialog = QFileDialog(self.window(), tr("Save the events"), "", tr("Recorded events") + " (*.jsonl)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("jsonl")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # Qt would ask with exec()
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile("deskline-events.jsonl")
        dialog.fileSelected.connect(lambda name: self._chosen(Path(name)))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _chosen(self, file: Path) -> None:
        if not file.exists():
            self._model.save(file)
            return
        tr = self._look.tr
        question = QMessageBox(self.window())
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setWindowTitle(tr("Save the events"))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(tr("{file} is there already. Replace it?", file=file.name))
        replace = question.addButton(tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
        cancel = question.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(cancel)
        replace.clicked.connect(lambda: self._model.save(file))
        question.finished.connect(self._answered)
        self.question = question
        question.open()

    def _answered(self) -> None:
        self.question = None


class EventTree(QTreeView):
    """The list itself. It follows the newest event as long as its end is in sight."""

    def __init__(self, model: EventListModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events = model
        self._follows = True
        self.setModel(model)
        self.setItemDelegate(_EventDelegate(look, self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(look.tr("Events, newest last; the right arrow key unfolds one"))
        look.theme.changed.connect(self.viewport().update)
        self.clicked.connect(self._toggle)
        self.verticalScrollBar().valueChanged.connect(self._look_whether_at_end)
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        model.rowsInserted.connect(self._came)
        model.modelReset.connect(self.scrollToBottom)
        self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name for a key: Enter unfolds, Copy takes the decoded message."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QGuiApplication.clipboard().setText(self._events.explanation(index))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._toggle(index)
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid() and not index.parent().isValid():
            self._follows = False
            self.setExpanded(index, not self.isExpanded(index))
            self._look_whether_at_end(self.verticalScrollBar().value())
            if self.isExpanded(index):
                self.scrollTo(self._events.index(0, 0, index))

    def _follow(self, _least: int, most: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(most)

    def _look_whether_at_end(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum()

    def _came(self, parent: QModelIndex) -> None:
        if self._follows and not parent.isValid():
            self.scrollToBottom()


class _EventDelegate(QStyledItemDelegate):
    """An event on two lines, or two lines of its message."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        theme = look.theme
        two_lines = (theme.font_height("body") + theme.font_height("small") + 13, 2 * theme.font_height("code") + 6)
        self._size = QSize(160, max(two_lines))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's name for the room of a row."""
        return self._size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name for drawing a row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        state = option.state
        if index.data(EventRole.KIND) == "line":
            self._paint_line(painter, rect, index)
        else:
            self._paint_event(painter, rect, state, index)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._look.theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(5, 1, -5, -1), 5, 5)
        painter.restore()

    def _paint_event(
        self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._look.theme
        is_open = bool(state & QStyle.StateFlag.State_Open)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected) or is_open:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        chevron = QRectF(rect.left() + 12, rect.center().y() - 7, 14, 14)
        self._look.icons.paint(painter, "chevron-down" if is_open else "chevron-right", chevron, "quiet")
        text = rect.adjusted(34, 6, -14, -6)
        small = theme.font_height("small")
        upper, lower = text.adjusted(0, 0, 0, -small), text.adjusted(0, text.height() - small, 0, 0)
        painter.setFont(theme.font("figures"))
        painter.setPen(theme.colour("quiet"))
        painter.drawText(upper, _RIGHT, index.data(EventRole.TIME))
        room = int(upper.width()) - painter.fontMetrics().horizontalAdvance("00:00:00") - UNIT
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(upper, _LEFT, painter.fontMetrics().elidedText(index.data(EventRole.WORDS), _ELIDE, room))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("quiet"))
        facts = f"{index.data(EventRole.DEVICE)} · {index.data(EventRole.NAME)}"
        painter.drawText(lower, _LEFT, painter.fontMetrics().elidedText(facts, _ELIDE, int(lower.width())))

    def _paint_line(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        theme = self._look.theme
        painter.fillRect(rect, theme.colour("hover"))
        painter.setFont(theme.font("code"))
        painter.setPen(theme.colour("quiet"))
        text = rect.adjusted(34, 0, -10, 0)
        lines = index.data(Qt.ItemDataRole.DisplayRole).split("\n")
        height = text.height() / 2
        for place, line in enumerate(lines):
            row = QRectF(text.left(), text.top() + place * height, text.width(), height)
            painter.drawText(row, _LEFT, painter.fontMetrics().elidedText(line, _ELIDE, int(row.width())))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
