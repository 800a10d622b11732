"""The part of the menu with what can be switched at the telephone; made anew each time it opens."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.parts import Look
from desktop.viewmodels.features import FeaturesViewModel


class FeaturesMenu(QMenu):
    """Shows a FeaturesViewModel: a submenu a group; what cannot be switched now is grey and says why."""

    def __init__(self, model: FeaturesViewModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look.tr("&Telephone"), parent)
        self._model = model
        self.setIcon(look.icons.icon("phone"))
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be switched now."""
        self.clear()
        for group in self._model.groups:
            if group.reason:
                grey = self.addAction(f"{group.label}: {group.reason}")
                grey.setToolTip(group.reason)
                grey.setEnabled(False)
                continue
            submenu = self.addMenu(group.label)
            for entry in group.entries:
                submenu.addAction(entry.label).triggered.connect(lambda _=False, key=entry.key: self._model.choose(key))
