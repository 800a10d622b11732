"""What can be done with my telephone beside calling, do not disturb and forwarding: the entries of a menu.

What is switched shows how it is switched now, as far as the switch has said. Each entry asks for a state; what comes of
it the telephone shows.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.sentences import Sentence
from desktop.station.views import Change, DeviceView, LinkView
from desktop.station.words import AGENTS
from desktop.viewmodels.dial import Purpose
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import StationPort, Translate
from desktop.viewmodels.words import NO_LINK

Request = Callable[[StationPort], Coroutine[Any, Any, object]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. ``key`` names it for :meth:`FeaturesViewModel.choose`.

    :ivar on: it is so now; None: it is not something that is on or off, but asks for somebody.
    :ivar reason: why it cannot be chosen now; empty when it can.
    """

    key: str
    label: str
    on: bool | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that can be switched.

    :ivar state: how it is switched now; empty where that is not known.
    :ivar reason: why it cannot be switched now; empty when it can.
    """

    label: str
    state: str
    reason: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """One state that can be asked for: its name, how to ask for it, and the device's words for it."""

    key: str
    label: Sentence
    request: Request
    value: object


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing that can be switched: its word in the control vocabulary, its present state, what asks for others.

    :ivar elsewhere: the same for somebody who is asked for.
    """

    word: str
    label: Sentence
    present: Callable[[DeviceView], object]
    states: tuple[_State, ...]
    elsewhere: tuple[tuple[Purpose, Sentence], ...] = ()


_ASKS: dict[Purpose, str] = {
    "pickup": "pickup_from",
    "unpark": "unpark",
    "join": "join",
    "callback": "callback_to",
    "lamp_on": "mwi",
    "lamp_off": "mwi",
}
"""What the dial field asks for -> what must be offered for it."""
_GROUP_PICKUP = "group_pickup"
_CALLS: tuple[tuple[str, str, Sentence], ...] = (
    ("pickup", _GROUP_PICKUP, Sentence("Pick up for my group")),
    ("pickup_from", "pickup", Sentence("Pick up at a telephone…")),
    ("unpark", "unpark", Sentence("Fetch a parked call…")),
    ("join", "join", Sentence("Join a conversation…")),
    ("callback_to", "callback", Sentence("Call back when free…")),
)
"""What :class:`~desktop.station.offers.Offers` calls it, key, name."""
_THINGS: tuple[_Thing, ...] = (
    _Thing(
        "agent",
        Sentence("Agent"),
        lambda device: device.agent,
        (
            _State("agent loggedOn", Sentence("Log on"), lambda station: station.agent("loggedOn"), "loggedOn"),
            _State("agent ready", Sentence("Ready for calls"), lambda station: station.agent("ready"), "ready"),
            _State("agent notReady", Sentence("Pause"), lambda station: station.agent("notReady"), "notReady"),
            _State(
                "agent workingAfterCall",
                Sentence("Wrap-up"),
                lambda station: station.agent("workingAfterCall"),
                "workingAfterCall",
            ),
            _State("agent loggedOff", Sentence("Log off"), lambda station: station.agent("loggedOff"), "loggedOff"),
        ),
    ),
    _Thing(
        "auto_answer",
        Sentence("Answering by itself"),
        lambda device: device.auto_answer,
        (
            _State("auto_answer on", Sentence("On"), lambda station: station.auto_answer(True), True),
            _State("auto_answer off", Sentence("Off"), lambda station: station.auto_answer(False), False),
        ),
    ),
    _Thing(
        "mute",
        Sentence("Microphone"),
        lambda device: device.mute,
        (
            _State("mute on", Sentence("Muted"), lambda station: station.mute(True), True),
            _State("mute off", Sentence("On"), lambda station: station.mute(False), False),
        ),
    ),
    _Thing(
        "volume",
        Sentence("Loudspeaker"),
        lambda device: device.volume,
        (
            _State("volume 100", Sentence("Loud"), lambda station: station.volume(100), 100),
            _State("volume 50", Sentence("Medium"), lambda station: station.volume(50), 50),
            _State("volume 20", Sentence("Soft"), lambda station: station.volume(20), 20),
            _State("volume 0", Sentence("Silent"), lambda station: station.volume(0), 0),
        ),
    ),
    _Thing(
        "caller_id",
        Sentence("My number"),
        lambda device: device.caller_id,
        (
            _State("caller_id on", Sentence("Shown"), lambda station: station.caller_id(True), True),
            _State("caller_id off", Sentence("Withheld"), lambda station: station.caller_id(False), False),
        ),
    ),
    _Thing(
        "mwi",
        Sentence("Message lamp"),
        lambda device: device.message_waiting,
        (
            _State("mwi on", Sentence("On"), lambda station: station.mwi(True, station.device.device), True),
            _State("mwi off", Sentence("Off"), lambda station: station.mwi(False, station.device.device), False),
        ),
        (
            ("lamp_on", Sentence("On at another telephone…")),
            ("lamp_off", Sentence("Off at another telephone…")),
        ),
    ),
)


class FeaturesViewModel(QObject):
    """The menu's entries.

    :param ask: has the dial field ask for somebody.
    """

    changed = Signal()

    def __init__(
        self,
        station: StationPort,
        tr: Translate,
        actions: Actions,
        ask: Callable[[Purpose], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._actions = actions
        self._ask = ask

    @property
    def calls(self) -> tuple[Entry, ...]:
        """What can be done with others' calls, and why not what cannot be."""
        return tuple(Entry(key, self._tr(label), None, self._reason(word)) for word, key, label in _CALLS)

    @property
    def groups(self) -> tuple[Group, ...]:
        """What can be switched and how it is, and for what cannot be, why."""
        return tuple(self._group(thing) for thing in _THINGS)

    def _group(self, thing: _Thing) -> Group:
        tr, device = self._tr, self._station.device
        present = thing.present(device)
        entries = [Entry(state.key, tr(state.label), state.value == present) for state in thing.states]
        entries += [Entry(purpose, tr(label), None) for purpose, label in thing.elsewhere]
        return Group(tr(thing.label), self._state(thing, device), self._reason(thing.word), tuple(entries))

    def _state(self, thing: _Thing, device: DeviceView) -> str:
        if thing.word == "agent":
            return "" if device.agent is None else self._tr(AGENTS[device.agent])
        if thing.word == "volume":
            return "" if device.volume is None else self._tr("{percent} %", percent=device.volume)
        present = thing.present(device)
        return next((self._tr(state.label) for state in thing.states if state.value == present), "")

    def _reason(self, word: str) -> str:
        if self._station.link.state != "ready":
            return self._tr(NO_LINK)
        reason = self._station.why_not(word)
        return "" if reason is None else self._tr(reason)

    def choose(self, key: str) -> None:
        """The person chooses an entry; for what cannot be done now its reason is shown."""
        station = self._station
        if key == _GROUP_PICKUP:
            self._do("pickup", lambda: self._actions.start("pickup", station.pickup))
            return
        purpose = next((one for one in _ASKS if one == key), None)
        if purpose is not None:
            self._do(_ASKS[purpose], lambda: self._ask(purpose))
            return
        thing, state = next((one, state) for one in _THINGS for state in one.states if state.key == key)
        self._do(thing.word, lambda: self._actions.start(thing.word, lambda: state.request(station)))

    def _do(self, word: str, act: Callable[[], object]) -> None:
        reason = self._reason(word)
        if reason:
            self._actions.notices.show(reason)
        else:
            act()

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        if isinstance(change, LinkView) or (
            isinstance(change, DeviceView) and change.device == self._station.device.device
        ):
            self.changed.emit()
