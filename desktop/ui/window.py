"""The main window: from a narrow column beside other work to two panes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Literal, get_args

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from desktop.ui.call_card import CallsView
from desktop.ui.callbacks_strip import CallBacksStrip
from desktop.ui.dial_field import DialField, SuggestionPanel
from desktop.ui.events_page import EventsPage
from desktop.ui.features_menu import FeaturesMenu
from desktop.ui.icons import Icons, app_icon
from desktop.ui.keypad import Keypad
from desktop.ui.link_line import LinkLine
from desktop.ui.notice import Notice
from desktop.ui.parts import ActionButton, Look, Text
from desktop.ui.station_bar import StationBar
from desktop.ui.theme import UNIT, Setting, Theme
from desktop.viewmodels.connection import ConnectionForm
from desktop.viewmodels.ports import Translate
from desktop.viewmodels.window import WindowViewModel

WIDE = 760
"""From this width on calls stand on the left and the page on the right, in device-independent pixels."""
_LEAST_PAGE = 132


class MainWindow(QWidget):
    """Shows a WindowViewModel. It decides nothing and ends nothing: closing it only says so."""

    closing = Signal()
    """The window is being closed, or Quit was chosen: clean up and return from the main coroutine."""
    connection_wanted = Signal()
    """Connection... was chosen: answer with :meth:`open_connection`."""
    connection_saved = Signal(object)
    """The new ConnectionForm."""
    theme_chosen = Signal(str)
    """system, light or dark; already shown, to be remembered."""
    language_chosen = Signal(str)
    """A language's code; takes a new window."""

    def __init__(
        self,
        model: WindowViewModel,
        tr: Translate,
        theme: Theme,
        version: str = "",
        languages: Sequence[tuple[str, str]] = (),
        language: str = "",
        parent: QWidget | None = None,
        *,
        fixed: Collection[Literal["look", "language"]] = (),
    ) -> None:
        """Build the window; it is shown with ``show()``.

        :param version: for the About box.
        :param languages: (code, name) of each language to offer in the menu; none: no such menu.
        :param language: the present language's code.
        :param fixed: what an administrator has fixed: it is shown, and cannot be chosen.
        """
        super().__init__(parent)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._version = version
        self._languages = (tuple(languages), language)
        self._fixed = frozenset(fixed)
        self.look = Look(tr, theme, Icons(theme))
        self.setWindowTitle("Deskline")
        self.setWindowIcon(app_icon())
        self.station_bar = StationBar(model.station, self.look)
        self.dial = DialField(model.dial, self.look)
        self.suggestions = SuggestionPanel(model.dial, self.look)
        self.keypad = Keypad(model.dial, self.look)
        self.notice = Notice(model.notices, self.look)
        self.callbacks = CallBacksStrip(model.callbacks, self.look)
        self.calls = CallsView(model.calls, self.look)
        self.events = EventsPage(model.events, self.look)
        self.link_line = LinkLine(model.link, self.look)
        self._no_call = Text(self.look, "body", "quiet")
        self._no_call.setText(tr("No call"))
        self._no_call.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._connection: QDialog | None = None
        self._wide = False
        self.keypad.hide()
        self._arrange()
        self._menu()
        self._shortcuts()
        self._connect()
        self._settle()
        self.dial.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the arrangement

    def sizeHint(self) -> QSize:
        """Qt's name for the size at first."""
        return QSize(380, 640)

    def minimumSizeHint(self) -> QSize:
        """Qt's name for the least size."""
        return QSize(320, 420)

    def _arrange(self) -> None:
        self.setMinimumSize(320, 420)
        self.resize(self.sizeHint())
        self._left = QVBoxLayout()
        self._left.setSpacing(UNIT + 2)
        self._above = (self.station_bar, self.dial, self.suggestions, self.keypad, self.notice, self.callbacks)
        for part in self._above:
            self._left.addWidget(part)
        self._left.addWidget(self.calls)
        self._left.addWidget(self._no_call, 1)
        self._left.addWidget(self.events, 1)
        self._left.addStretch(0)
        self._pane = QWidget()
        self._pane.setLayout(self._left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._content = QHBoxLayout()
        self._content.setSpacing(2 * UNIT)
        self._content.addWidget(self._pane)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(UNIT)
        self._outer.addLayout(self._content, 1)
        self._outer.addWidget(self.link_line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's name for: the room changed."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Give calls and page their places: side by side, or one below the other, the calls first."""
        wide = self.width() >= WIDE
        margin = UNIT + 2 if self.width() < 360 else 2 * UNIT
        self._outer.setContentsMargins(margin, margin - 4, margin, UNIT)
        if wide != self._wide:
            self._wide = wide
            (self._left if not wide else self._content).removeWidget(self.events)
            if wide:
                self._content.addWidget(self.events, 1)
            else:
                self._left.insertWidget(self._left.count() - 1, self.events, 1)
        self._pane.setMaximumWidth(max(360, int(self.width() * 0.42)) if wide else 16777215)
        self._pane.setMinimumWidth(348 if wide else 0)
        self._share()

    def _share(self) -> None:
        """How much of the height the calls take, and whether the page fits below them."""
        has_calls = bool(self.calls.cards)
        self.calls.setVisible(has_calls)
        self._no_call.setVisible(self._wide and not has_calls)
        inner = self.width() - self._outer.contentsMargins().left() - self._outer.contentsMargins().right()
        wanted = self.calls.wanted_height(self._pane.width() if self._wide else inner)
        above = [part for part in self._above if not part.isHidden()]
        used = sum(_height(part, inner) + self._left.spacing() for part in above)
        room = self.height() - used - _height(self.link_line, inner) - 4 * UNIT
        self.calls.setMaximumHeight(max(wanted, 1))
        self.calls.setMinimumHeight(max(60, min(wanted, room)) if has_calls else 0)
        rest = room - wanted - self._left.spacing() if has_calls else room
        shown = self._wide or rest >= _LEAST_PAGE
        self.events.setVisible(shown)
        self._left.setStretch(self._left.count() - 1, 0 if shown and not (self._wide and has_calls) else 1)

    # --- menu, keys, wiring

    def _menu(self) -> None:
        tr = self.look.tr
        menu = QMenu(self)
        self.menu = menu
        icons = self.look.icons
        menu.addAction(icons.icon("settings"), tr("&Connection…"), self.connection_wanted.emit)
        looks = menu.addMenu(icons.icon("sun-moon"), tr("&Look"))
        names: dict[Setting, str] = {"system": tr("As the &system"), "light": tr("&Light"), "dark": tr("&Dark")}
        self._choices(
            looks, [(code, names[code]) for code in get_args(Setting)], self.look.theme.setting, self._choose_look
        )
        self._fix(looks, "look")
        languages, language = self._languages
        if languages:
            submenu = menu.addMenu(icons.icon("languages"), tr("Lan&guage"))
            self._choices(submenu, languages, language, self.language_chosen.emit)
            self._fix(submenu, "language")
        self.telephone = FeaturesMenu(self._model.features, self.look, menu)
        menu.addMenu(self.telephone)
        menu.addSeparator()
        menu.addAction(icons.icon("info"), tr("&About Deskline"), self.open_about)
        menu.addAction(icons.icon("log-out"), tr("&Quit"), QKeySequence(QKeySequence.StandardKey.Quit), self.close)
        self.station_bar.menu.clicked.connect(self._popup)

    def _choices(
        self, menu: QMenu, choices: Sequence[tuple[str, str]], present: str, chosen: Callable[[str], None]
    ) -> None:
        group = QActionGroup(menu)
        for code, name in choices:
            action = QAction(name, group, checkable=True, checked=code == present)
            action.triggered.connect(lambda _=False, code=code: chosen(code))
            menu.addAction(action)

    def _fix(self, menu: QMenu, what: Literal["look", "language"]) -> None:
        if what in self._fixed:
            menu.addSeparator()
            menu.addAction(self.look.tr("Fixed by your administrator"))
            for action in menu.actions():
                action.setEnabled(False)

    def offer(self, text: str, icon: str, chosen: Callable[[], object]) -> None:
        """Put one more entry at the top of the menu: what this start of the program has beside the usual."""
        action = QAction(self.look.icons.icon(icon), text, self.menu)
        action.triggered.connect(lambda _=False: chosen())
        self.menu.insertAction(self.menu.actions()[0], action)

    def _popup(self) -> None:
        button = self.station_bar.menu
        corner = button.mapToGlobal(button.rect().bottomRight())
        self.menu.popup(corner - QPoint(self.menu.sizeHint().width(), 0))

    def _choose_look(self, code: str) -> None:
        for setting in get_args(Setting):
            if setting == code:
                self.look.theme.choose(setting)
        self.theme_chosen.emit(code)

    def _shortcuts(self) -> None:
        calls = self._model.calls
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.dial.focus,
            "F6": self.dial.focus,
            "F2": lambda: calls.trigger_unique("answer"),
            "F3": lambda: calls.trigger_unique("hangup", "reject"),
            "F4": lambda: calls.trigger_unique("hold", "retrieve"),
            "F9": lambda: calls.trigger_unique("transfer"),
            "F10": self._popup,
            "Ctrl+D": self.toggle_keypad,
            "Ctrl+S": self.events.choose_file,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _connect(self) -> None:
        self.dial.keypad_toggled.connect(self.toggle_keypad)
        self.keypad.closed.connect(self.toggle_keypad)
        self._model.calls.keypad_wanted.connect(self._want_keypad)
        self.calls.resized.connect(self._share)
        self._model.dial.preview_changed.connect(self._share)
        self._model.dial.purpose_changed.connect(self._share)
        self._model.notices.changed.connect(self._share)
        self._model.callbacks.changed.connect(self._share)
        self._model.station.changed.connect(self._share)

    def toggle_keypad(self) -> None:
        """Show or hide the keypad."""
        shown = self.keypad.isHidden()
        self.keypad.setVisible(shown)
        self.dial.keypad.setChecked(shown)
        if shown:
            self.keypad.focus()
        else:
            self.dial.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._share()

    def _want_keypad(self) -> None:
        if self.keypad.isHidden():
            self.toggle_keypad()
        self.keypad.focus()

    # --- dialogs

    def open_connection(self, initial: ConnectionForm) -> None:
        """Open the connection dialog; what is saved comes by :attr:`connection_saved`."""
        from desktop.ui.connection_dialog import ConnectionDialog

        if self._connection is not None:
            self._connection.raise_()
            return
        dialog = ConnectionDialog(initial, self.look, self)
        self._connection = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self.connection_saved)
        dialog.finished.connect(self._connection_closed)
        dialog.open()

    def _connection_closed(self) -> None:
        self._connection = None

    @property
    def connection_dialog(self) -> QDialog | None:
        """The open connection dialog."""
        return self._connection

    def open_about(self) -> None:
        """Say what this is."""
        tr = self.look.tr
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("About Deskline"))
        icon = QLabel()
        icon.setPixmap(app_icon().pixmap(QSize(64, 64), self.devicePixelRatioF()))
        icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        name = QLabel("Deskline " + self._version)
        name.setFont(self.look.theme.font("title"))
        name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        what = QLabel(tr("Steers your desk telephone at an OpenScape Business. Icons: Lucide (ISC licence)."))
        what.setWordWrap(True)
        what.setAlignment(Qt.AlignmentFlag.AlignCenter)
        close = ActionButton(self.look, "", tr("Close"))
        close.setProperty("wide", "true")
        close.clicked.connect(dialog.accept)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        for part in (icon, name, what):
            column.addWidget(part)
        column.addSpacing(UNIT)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignCenter)
        dialog.setMinimumWidth(300)
        dialog.open()

    def come_to_the_front(self) -> None:
        """Be seen and have the keyboard, also where the window was minimised."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        if QGuiApplication.platformName() != "offscreen":  # which says that it cannot
            self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's name for being closed: says so, and lets go of the screen."""
        super().closeEvent(event)
        self.closing.emit()


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
