"""Everything that the window shows, built over one station."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.station.views import Change, EventView
from desktop.viewmodels.callbacks import CallBacksViewModel
from desktop.viewmodels.calls import CallListModel
from desktop.viewmodels.dial import DialViewModel, Purpose
from desktop.viewmodels.events import EventListModel
from desktop.viewmodels.features import FeaturesViewModel
from desktop.viewmodels.link import LinkViewModel
from desktop.viewmodels.notices import Actions, NoticeViewModel
from desktop.viewmodels.ports import Clock, Run, StationPort, Translate
from desktop.viewmodels.station import StationViewModel

_PURPOSES: dict[str, Purpose] = {
    "consult": "consult",
    "transfer": "transfer",
    "deflect": "deflect",
    "park": "park",
}


class WindowViewModel(QObject):
    """The window's view models, wired to one another.

    It reads the station's present state once. From then on every change goes to :meth:`apply`, in order: directly
    (``station.subscribe(window.apply)``) or through a drain. ``notices`` exists before it, because ``run`` shows there
    what is refused.
    """

    def __init__(
        self,
        station: StationPort,
        tr: Translate,
        run: Run,
        notices: NoticeViewModel,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        actions = Actions(run, notices)
        self.notices = notices
        self.station = StationViewModel(station, tr, actions, self)
        self.dial = DialViewModel(station, tr, actions, self)
        self.calls = CallListModel(station, tr, actions, clock, self)
        self.events = EventListModel(station, tr, actions, parent=self)
        self.callbacks = CallBacksViewModel(station, tr, actions, self)
        self.features = FeaturesViewModel(station, tr, actions, self.dial.ask, self)
        self.link = LinkViewModel(station, tr, clock, self)
        self.calls.target_wanted.connect(self._ask)
        self.station.forward_target_wanted.connect(lambda known: self.dial.ask("forward", text=known))

    def apply(self, change: Change) -> None:
        """Show one change of the station."""
        if isinstance(change, EventView):  # the most frequent one, and of no interest to the others
            self.events.apply(change)
            return
        self.calls.apply(change)
        self.dial.apply(change)
        self.station.apply(change)
        self.callbacks.apply(change)
        self.features.apply(change)
        self.link.apply(change)

    def _ask(self, action: str, call: str, name: str) -> None:
        self.dial.ask(_PURPOSES[action], call, name)
