"""The one field for everything, and under it what it finds and what would really be dialled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.parts import ActionButton, CardFrame, IconButton, IconMark, Look, Text, paint_avatar, set_property
from desktop.ui.theme import UNIT
from desktop.viewmodels.dial import DialViewModel, Purpose, SuggestionRole

_ICONS: dict[Purpose, str] = {
    "call": "phone", "consult": "message-circle-reply", "transfer": "phone-forwarded", "deflect": "corner-up-right",
    "park": "corner-up-right", "forward": "phone-forwarded", "pickup": "phone", "unpark": "undo-2",
    "join": "users", "callback": "phone-call",
    "lamp_on": "voicemail", "lamp_off": "voicemail",
}  # fmt: skip


class DialField(CardFrame):
    """Shows a DialViewModel's text and purpose."""

    keypad_toggled = Signal()

    def __init__(self, model: DialViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = model
        self._look = look
        tr = look.tr
        self.edit = QLineEdit()
        self.edit.setObjectName("dial")
        self.edit.setFont(look.theme.font("field"))
        self.edit.setPlaceholderText(tr("Name or number"))
        self.edit.setAccessibleName(tr("Name or number"))
        self.edit.setMaxLength(256)
        self.edit.installEventFilter(self)
        self._search = IconMark(look, 17)
        self._search.show_icon("search", "quiet")
        self._prompt = QLabel()
        self._prompt.setFont(look.theme.font("strong"))
        self._prompt.setProperty("tone", "accent")
        self._prompt.setTextFormat(Qt.TextFormat.PlainText)
        self._prompt.setWordWrap(True)
        self._cancel = IconButton(look, "x", tr("Cancel"))
        self._cancel.setIconSize(QSize(14, 14))
        self.keypad = IconButton(look, "grip", tr("Keypad"), switch=True)
        self.button = ActionButton(look, "phone", model.verb, "success")
        self.button.setProperty("wide", "true")
        self._arrange()
        self.edit.textEdited.connect(model.set_text)
        self.button.clicked.connect(model.call)
        self.keypad.clicked.connect(self.keypad_toggled)
        self._cancel.clicked.connect(model.cancel)
        model.text_changed.connect(self._show_text)
        model.purpose_changed.connect(self._ask)
        model.preview_changed.connect(self._tell)
        self.refresh()

    def _arrange(self) -> None:
        question = QHBoxLayout()
        question.setContentsMargins(0, 0, 0, 0)
        question.addWidget(self._prompt, 1)
        question.addWidget(self._cancel)
        self._question = QWidget()
        self._question.setLayout(question)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self._search)
        row.addWidget(self.edit, 1)
        row.addWidget(self.keypad)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 7, 7, 7)
        column.setSpacing(2)
        column.addWidget(self._question)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show the view model's present purpose."""
        model = self._model
        self._prompt.setText(model.prompt)
        self._question.setVisible(bool(model.prompt))
        self.button.setIcon(self._look.icons.icon(_ICONS[model.purpose], "on_colour"))
        self.button.setText(model.verb)
        self.button.setAccessibleName(model.verb)
        self.button.set_hint(self._look.tr("{verb} (Enter)", verb=model.verb))
        set_property(self.button, "emphasis", "success" if model.purpose == "call" else "primary")
        self._tell()

    def focus(self) -> None:
        """Put the cursor into the field, with the text marked so that typing replaces it."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's name for what the field sees before its editor: the keys that move the mark, and the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.set_ring(event.type() == QEvent.Type.FocusIn)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self._model.move_mark(1)
                case Qt.Key.Key_Up:
                    self._model.move_mark(-1)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._model.call()
                case Qt.Key.Key_Escape:
                    self._model.cancel()
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _show_text(self, text: str) -> None:
        if self.edit.text() != text:
            self.edit.setText(text)

    def _ask(self) -> None:
        self.refresh()
        if self._model.prompt:
            self.focus()
            _announce(self.edit, self._model.prompt)

    def _tell(self) -> None:
        """The screen reader hears what Enter would do; the eye reads it below."""
        before = self.edit.accessibleDescription()
        told = " ".join(part for part in (self._model.prompt, self._model.preview) if part)
        self.edit.setAccessibleDescription(told)
        if self._model.preview and told != before:
            _announce(self.edit, self._model.preview)


def _announce(widget: QWidget, text: str) -> None:
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class SuggestionPanel(CardFrame):
    """What the field finds, and the line that says what will really be dialled; hidden with nothing to say."""

    MOST_ROWS = 4

    def __init__(self, model: DialViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._model = model
        self.list = QListView()
        self.list.setModel(model.suggestions)
        self._delegate = _SuggestionDelegate(look, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(look.tr("Suggestions"))
        self.list.setMinimumHeight(0)
        self._preview = Text(look, "small", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 7)
        column.setSpacing(5)
        column.addWidget(self.list)
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 10, 0)
        line.addWidget(self._preview)
        column.addLayout(line)
        self.list.clicked.connect(self._mark)
        self.list.activated.connect(self._take)
        self.list.selectionModel().currentChanged.connect(self._mark)
        model.suggestions.dataChanged.connect(self._follow)
        model.suggestions.modelReset.connect(self.refresh)
        model.preview_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show as many rows as there are, and the preview."""
        rows = len(self._model.suggestions.entries)
        height = self._delegate.height()
        self.list.setFixedHeight(min(rows, self.MOST_ROWS) * height)
        self.list.setVisible(rows > 0)
        self._preview.setText(self._model.preview)
        self._preview.set_tone("failed" if self._model.problem else "quiet")
        self.setVisible(bool(rows or self._model.preview))
        self._follow()

    def _follow(self) -> None:
        marked = self._model.suggestions.marked
        if marked >= 0:
            index = self._model.suggestions.index(marked)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _mark(self, index: QModelIndex) -> None:
        if index.isValid() and self.list.hasFocus():
            self._model.mark(index.row())

    def _take(self, index: QModelIndex) -> None:
        self._model.mark(index.row())
        self._model.call()


class _SuggestionDelegate(QStyledItemDelegate):
    """A person's mark, name, number, and a note on the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def height(self) -> int:
        """The height of a row."""
        return 2 * self._look.theme.font_height("body") + 11

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's name for the room of a row."""
        return QSize(160, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's name for drawing a row."""
        theme = self._look.theme
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(SuggestionRole.MARKED):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(rect, 6, 6)
        size = 26.0
        round_mark = QRectF(rect.left() + 10, rect.center().y() - size / 2, size, size)
        paint_avatar(painter, self._look, round_mark, index.data(SuggestionRole.INITIALS), "quiet")
        text = rect.adjusted(size + 18, 4, -10, -4)
        note = index.data(SuggestionRole.NOTE)
        if note:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("quiet"))
            width = min(painter.fontMetrics().horizontalAdvance(note) + 4, int(text.width() * 0.5))
            painter.drawText(text, _RIGHT, painter.fontMetrics().elidedText(note, _ELIDE, width))
            text.setRight(text.right() - width - UNIT)
        shown = index.data(SuggestionRole.SHOWN)
        name = index.data(SuggestionRole.NAME)
        upper, lower = text.adjusted(0, 0, 0, -text.height() / 2), text.adjusted(0, text.height() / 2, 0, 0)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text"))
        whole = upper if name else text
        painter.drawText(whole, _LEFT, painter.fontMetrics().elidedText(name or shown, _ELIDE, int(whole.width())))
        if name:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(lower, _LEFT, painter.fontMetrics().elidedText(shown, _ELIDE, int(lower.width())))
        painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight
