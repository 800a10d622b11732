"""By whom I am called as soon as they can be reached, and how I give that up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.station.views import Change, DeviceView, LinkView
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import StationPort, Translate
from desktop.viewmodels.words import NO_LINK


@dataclass(frozen=True, slots=True)
class CallBackItem:
    """One call back that is ordered."""

    number: str
    name: str


class CallBacksViewModel(QObject):
    """The call backs of my station, as the switch told of them."""

    changed = Signal()

    def __init__(self, station: StationPort, tr: Translate, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._actions = actions
        self._shown = (self.items, self.reason)

    @property
    def items(self) -> tuple[CallBackItem, ...]:
        """The call backs, oldest first."""
        return tuple(CallBackItem(one, self._station.named(one)) for one in self._station.device.call_backs)

    @property
    def text(self) -> str:
        """All of them in one line; empty where there are none."""
        names = ", ".join(item.name for item in self.items)
        return self._tr("Call back when free: {names}", names=names) if names else ""

    @property
    def reason(self) -> str:
        """Why they cannot be given up now; empty when they can."""
        if self._station.link.state != "ready":
            return self._tr(NO_LINK)
        reason = self._station.why_not("cancel_callback")
        return "" if reason is None else self._tr(reason)

    def cancel(self, number: str) -> None:
        """The person does not want to be called by ``number`` any more."""
        if self.reason:
            self._actions.notices.show(self.reason)
        else:
            self._actions.start(f"cancel_callback {number}", lambda: self._station.cancel_callback(number))

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        if isinstance(change, DeviceView | LinkView) and self._shown != (now := (self.items, self.reason)):
            self._shown = now
            self.changed.emit()
