"""The link line: connected to what; or since when not, why, and when the next try is."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.station.views import Change, LinkState, LinkView
from desktop.viewmodels.ports import Clock, StationPort, Translate


class LinkViewModel(QObject):
    """One line about the link; it counts down only while the link is down and a next try is planned."""

    changed = Signal()

    def __init__(self, station: StationPort, tr: Translate, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._clock = clock
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.changed)
        self._view = station.link
        self._next_try: datetime | None = None
        self._take(station.link)

    @property
    def state(self) -> LinkState:
        """connecting, ready or down."""
        return self._view.state

    @property
    def can_try_now(self) -> bool:
        """Whether Try now would do something."""
        return self._view.state == "down"

    @property
    def counting(self) -> bool:
        """Whether the line changes every second."""
        return self._timer.isActive()

    @property
    def text(self) -> str:
        """The whole line."""
        view = self._view
        if view.state == "ready":
            return self._tr("connected to {server}", server=view.server)
        if view.state == "connecting":
            return self._tr("connecting to {server}", server=view.server)
        text = (
            self._tr("not connected since {time}", time=view.since.strftime("%H:%M"))
            if view.since
            else self._tr("not connected")
        )
        if view.reason is not None:
            text += ": " + self._tr(view.reason).removesuffix(".")
        if self._next_try is not None:
            left = math.ceil((self._next_try - self._clock()).total_seconds())
            text += "; " + self._tr("next try in {seconds} s", seconds=max(0, left))
        return text

    def try_now(self) -> None:
        """Connect at once instead of waiting."""
        if self.can_try_now:
            self._station.try_now()

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        if isinstance(change, LinkView):
            self._take(change)
            self.changed.emit()

    def _take(self, view: LinkView) -> None:
        self._view = view
        waits = view.state == "down" and view.retry_in is not None
        self._next_try = self._clock() + timedelta(seconds=view.retry_in or 0.0) if waits else None
        if waits:
            self._timer.start()
        else:
            self._timer.stop()
