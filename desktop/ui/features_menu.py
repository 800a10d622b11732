"""The part of the menu with what can be done with the telephone; what it says follows while it is open."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.parts import Look
from desktop.viewmodels.features import Entry, FeaturesViewModel


class FeaturesMenu(QMenu):
    """Shows a FeaturesViewModel: others' calls, then a submenu a group; what cannot be done is grey and says why."""

    def __init__(self, model: FeaturesViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look.tr("&Telephone"), parent)
        self._model = model
        self._look = look
        self.setIcon(look.icons.icon("phone"))
        self.setToolTipsVisible(True)
        self._entries: dict[str, QAction] = {}
        for entry in model.calls:
            self._add(self, entry)
        self.addSeparator()
        self.submenus = [QMenu(self) for _ in model.groups]
        for submenu, group in zip(self.submenus, model.groups, strict=True):
            self.addMenu(submenu)
            for entry in group.entries:
                self._add(submenu, entry)
        self.aboutToShow.connect(self.refresh)
        model.changed.connect(self.refresh)
        self.refresh()

    def _add(self, menu: QMenu, entry: Entry) -> None:
        action = menu.addAction(entry.label)
        action.setCheckable(entry.on is not None)
        action.triggered.connect(lambda: self._choose(entry.key))
        self._entries[entry.key] = action

    def _choose(self, key: str) -> None:
        """Ask for it. The click has turned the entry's mark: what is true the switch tells."""
        self._model.choose(key)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be done now, and how things are switched."""
        for entry in self._model.calls:
            _say(self._entries[entry.key], entry.label, "", entry.reason)
        for submenu, group in zip(self.submenus, self._model.groups, strict=True):
            _say(submenu.menuAction(), group.label, group.state, group.reason)
            for entry in group.entries:
                self._entries[entry.key].setChecked(bool(entry.on))


def _say(action: QAction, label: str, state: str, reason: str) -> None:
    told = reason or state
    action.setText(f"{label}: {told}" if told else label)
    action.setToolTip(reason)
    action.setEnabled(not reason)
