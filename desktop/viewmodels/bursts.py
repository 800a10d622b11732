"""Between the station and the window: in a storm only what a thing is like now is shown, ten times a second.

A call card is a dozen widgets; nobody can see one that is there for five milliseconds, but building it costs the window
its breath.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from desktop.station.views import CallView, Change, DeviceView, EventView

FEW = 12
"""So many changes within :data:`PAUSE_MS` are shown at once; no person's calls change as often."""
PAUSE_MS = 100


class Bursts(QObject):
    """Hands changes on in order, at once while they are few. Events always go on at once: their list has its own way.

    What waits of one thing (a call, a device, the link) is replaced by what comes later of it: the last is never lost.
    """

    def __init__(self, show: Callable[[Change], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._waiting: dict[Hashable, Change] = {}
        self._shown = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        if isinstance(change, EventView):
            self._show(change)
            return
        if not self._waiting:
            if self._clock.elapsed() >= PAUSE_MS:
                self._clock.start()
                self._shown = 0
            if self._shown < FEW:
                self._shown += 1
                self._show(change)
                return
            self._timer.start()
        self._waiting[_thing(change)] = change

    def flush(self) -> None:
        """Show what waits."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for change in waiting.values():
            self._show(change)
        self._clock.start()
        self._shown = FEW  # a storm is not over before a pause


def _thing(change: Change) -> Hashable:
    match change:
        case CallView():
            return "call", change.id
        case DeviceView():
            return "device", change.device
        case _:
            return "link"
