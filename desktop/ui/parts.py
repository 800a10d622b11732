"""Small parts that the window is made of: cards, marks, buttons that say why not, a grid that flows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop.ui.icons import Icons
from desktop.ui.theme import UNIT, FontRole, Theme
from desktop.viewmodels.ports import Translate

TONE_COLOURS = {"active": "green", "waiting": "amber", "failed": "red", "quiet": "quiet", "accent": "accent"}
"""The colour's token for what a view model calls a tone."""
SOFT_COLOURS = {
    "active": "green_soft", "waiting": "amber_soft", "failed": "red_soft", "quiet": "quiet_soft",
    "accent": "accent_soft",
}  # fmt: skip
"""The same, for the ground behind it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What every part of the window needs to speak and to draw."""

    tr: Translate
    theme: Theme
    icons: Icons


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Text(QLabel):
    """A line of text that is cut with an ellipsis where there is no room; the whole of it is in its tooltip."""

    def __init__(self, look: Look, role: FontRole = "body", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setFont(look.theme.font(role))
        self.setProperty("tone", tone)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Qt's name for showing ``text``."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self._cut()

    def whole(self) -> str:
        """The text without ellipsis."""
        return self._whole

    def set_tone(self, tone: str) -> None:
        """Show in another colour."""
        set_property(self, "tone", tone)

    def sizeHint(self) -> QSize:
        """Qt's name for the room that the whole text takes."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Qt's name for the least room: a few letters."""
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.horizontalAdvance("MMM…")), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name for: the room changed."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        super().setText(cut)
        self.setToolTip(self._whole if cut != self._whole and self.width() > 1 else "")


class CardFrame(QFrame):
    """A rounded ground with a thin line; with a tone, a bar of its colour on the left; with the focus, a ring."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = ""
        self._ring = False
        look.theme.changed.connect(self.update)

    def set_tone(self, tone: str) -> None:
        """Show the bar in a tone's colour; empty hides it."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def set_ring(self, ring: bool) -> None:
        """Show the ring of the focus, whoever in the card has it."""
        if ring != self._ring:
            self._ring = ring
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name for drawing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ringed = self._ring or self.hasFocus()
        wide = 2.0 if ringed else 1.0
        rect = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        path = QPainterPath()
        path.addRoundedRect(rect, 9, 9)
        painter.fillPath(path, self._look.theme.colour("card"))
        painter.setPen(QPen(self._look.theme.colour("accent" if ringed else "line"), wide))
        painter.drawPath(path)
        if self._tone:
            painter.setClipPath(path)
            bar = QRectF(rect.left() - wide / 2, rect.top() - wide, 4.5, rect.height() + 2 * wide)
            painter.fillRect(bar, self._look.theme.colour(TONE_COLOURS[self._tone]))


class Avatar(QWidget):
    """A round mark with initials, or with a person's outline where there is no name. For the eye only."""

    def __init__(self, look: Look, size: int, ring: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ring = ring
        self._initials = ""
        self._tone = "quiet"
        self.setFixedSize(size, size)
        look.theme.changed.connect(self.update)

    def show_person(self, initials: str, tone: str) -> None:
        """Show ``initials`` in a tone's colour."""
        self._initials, self._tone = initials, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name for drawing."""
        painter = QPainter(self)
        paint_avatar(painter, self._look, QRectF(self.rect()), self._initials, self._tone, self._ring)


def paint_avatar(painter: QPainter, look: Look, rect: QRectF, initials: str, tone: str, ring: bool = False) -> None:
    """Draw initials on a round ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look.theme.colour(TONE_COLOURS[tone])
    painter.setPen(QPen(colour, 2.0) if ring else Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.colour(SOFT_COLOURS[tone]))
    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    if initials:
        font = look.theme.font("strong")
        font.setPointSizeF(font.pointSizeF() * (0.82 if rect.width() < 30 else 1.12))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials)
    else:
        half = rect.width() * 0.27
        centre = rect.center()
        box = QRectF(centre - QPointF(half, half), centre + QPointF(half, half))
        look.icons.paint(painter, "user", box, TONE_COLOURS[tone])
    painter.restore()


class IconMark(QWidget):
    """A small icon in a tone's colour; its meaning always stands beside it in words."""

    def __init__(self, look: Look, size: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = ("info", "quiet")
        self.setFixedSize(size, size)
        look.theme.changed.connect(self.update)

    @property
    def icon(self) -> str:
        """The icon's name."""
        return self._shown[0]

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._shown = (name, tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name for drawing."""
        name, tone = self._shown
        self._look.icons.paint(QPainter(self), name, QRectF(self.rect()), TONE_COLOURS[tone])


class ActionButton(QPushButton):
    """A button that stays reachable while it cannot be used: grey, and its tooltip and description say why.

    A button that Qt disables cannot be reached with the keyboard, so nobody who needs the reason would hear it.
    """

    _ICON_TOKENS: ClassVar = {
        "primary": "on_colour",
        "success": "on_colour",
        "danger": "red",
        "plain": "text",
        "link": "accent",
    }

    def __init__(
        self, look: Look, icon: str = "", text: str = "", emphasis: str = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._icon = icon
        self.setFont(look.theme.font("button"))
        self.setIconSize(QSize(17, 14) if text else QSize(15, 15))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._hint = ""
        self.show_as(text, emphasis, "")

    def set_hint(self, hint: str) -> None:
        """Say more in the tooltip, e.g. the key that does the same."""
        self._hint = hint
        self.setToolTip(hint)

    def show_as(self, text: str, emphasis: str, reason: str) -> None:
        """Show a text with an emphasis; with a ``reason`` the button cannot be used now."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(f"{text}, " + self._look.tr("not possible now") if reason else text)
        self.setAccessibleDescription(reason or self._hint)
        self.setToolTip(reason or self._hint)
        if self._icon:
            token = "quiet" if reason else self._ICON_TOKENS[emphasis]
            self.setIcon(self._look.icons.icon(self._icon, token))
        set_property(self, "emphasis", "plain" if reason else emphasis)
        set_property(self, "unavailable", "true" if reason else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name for a key: Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button with an icon only; its name is in its tooltip and for the screen reader.

    With ``switch`` it shows on or off as it is told to and does not turn by itself when clicked.
    """

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        token: str = "quiet",
        switch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setIcon(look.icons.icon(icon, token, "accent"))
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(switch)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.rename(name)

    def rename(self, name: str, description: str = "") -> None:
        """Say what the button does; the description also in the tooltip."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setToolTip(f"{name}\n{description}" if description else name)

    def nextCheckState(self) -> None:
        """Qt's name for turning by itself: the view model tells when it is on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's name for a key: Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Check(QCheckBox):
    """A check box whose box can be seen on a dark ground as well."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._look = look

    def sizeHint(self) -> QSize:
        """Qt's name for the room wanted."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 16 + 2 * UNIT, max(metrics.height(), 22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name for drawing."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = 16.0
        box = QRectF(1.5, (self.height() - side) / 2, side, side)
        edge = "accent" if self.isChecked() or self.hasFocus() else "quiet"
        painter.setPen(QPen(theme.colour(edge), 2.0 if self.hasFocus() else 1.0))
        painter.setBrush(theme.colour("accent" if self.isChecked() else "card"))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            self._look.icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), "on_colour")
        painter.setPen(theme.colour("text"))
        room = QRectF(side + UNIT + 2, 0, self.width() - side - UNIT, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(room, flags, self.text())


class Choice(QComboBox):
    """A drop-down list that may be narrower than its texts, and that the wheel turns only while it has the focus.

    A text that does not fit is cut with an ellipsis; the whole of it is in the tooltip.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("box", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one overlooks the style sheet's ::item
        self.currentTextChanged.connect(self._tell_whole)
        look.theme.changed.connect(self.update)

    def shown_text(self) -> str:
        """The chosen text as far as there is room."""
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, int(self._room().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name for: the room changed."""
        super().resizeEvent(event)
        self._tell_whole()

    def showPopup(self) -> None:
        """Qt's name for opening the list, which is as wide as its texts."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 2)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's name for the wheel: it scrolls the page that it is over."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's name for drawing."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.setPen(self._look.theme.colour("text"))
        painter.drawText(self._room(), Qt.AlignmentFlag.AlignVCenter, self.shown_text())
        box = QRectF(self.width() - 14 - UNIT, (self.height() - 14) / 2, 14, 14)
        self._look.icons.paint(painter, "chevron-down", box, "quiet")

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(11, 0, -14 - 2 * UNIT, 0)

    def _tell_whole(self) -> None:
        self.setToolTip("" if self.shown_text() == self.currentText() else self.currentText())


class FlowGrid(QLayout):
    """Equal cells, as many a row as fit; the last one keeps to the right end, where Hang up belongs."""

    arranged = Signal()

    def __init__(self, most: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._items: list[QLayoutItem] = []
        self.setSpacing(6)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's name for adding at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's name for the number of cells."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's name for one cell."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt's name for removing a cell."""
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def sort(self, widgets: list[QWidget]) -> None:
        """Put the cells into the order of ``widgets``, which also becomes the order of the Tab key."""
        order = {id(widget): place for place, widget in enumerate(widgets)}
        self._items.sort(key=lambda item: order.get(id(item.widget()), len(order)))
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Qt's name for: takes the whole width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Qt's name for: the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's name for the height at a width."""
        cell = self._cell()
        if cell.isEmpty():
            return 0
        rows = -(-len(self._items) // self._columns(width))
        return rows * cell.height() + (rows - 1) * self.spacing()

    def sizeHint(self) -> QSize:
        """Qt's name for the room wanted: one row."""
        cell = self._cell()
        columns = min(self._most, len(self._items))
        return QSize(columns * cell.width() + max(0, columns - 1) * self.spacing(), cell.height())

    def minimumSize(self) -> QSize:
        """Qt's name for the least room: one cell."""
        return self._cell()

    def setGeometry(self, rect: QRect) -> None:
        """Qt's name for placing the cells."""
        super().setGeometry(rect)
        if not self._items:
            return
        columns = self._columns(rect.width())
        width = (rect.width() - (columns - 1) * self.spacing()) // columns
        height = self._cell().height()
        last = len(self._items) - 1
        for place, item in enumerate(self._items):
            row, column = divmod(place, columns)
            if place == last and last >= columns:
                column = columns - 1
            x = (
                rect.right() + 1 - width
                if column == columns - 1 and columns > 1
                else column * (width + self.spacing()) + rect.x()
            )
            item.setGeometry(QRect(x, rect.y() + row * (height + self.spacing()), width, height))

    def _cell(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size

    def _columns(self, width: int) -> int:
        cell = max(1, self._cell().width() + self.spacing())
        fitting = max(1, min(self._most, (width + self.spacing()) // cell, len(self._items)))
        rows = -(-len(self._items) // fitting)
        return -(-len(self._items) // rows) if len(self._items) % fitting and rows > 1 and fitting > 3 else fitting


def name_for(button: QAbstractButton) -> str:
    """What a button is called: by the screen reader, else by its text."""
    return button.accessibleName() or button.text().replace("&", "")
