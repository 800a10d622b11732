"""What can be switched at my telephone beside do not disturb and forwarding: the entries of a menu.

How it is switched now nobody says of all of them, so each entry asks for a state; what comes of it the telephone shows.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from desktop.sentences import Sentence
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import StationPort, Translate

_NO_LINK = Sentence("there is no link to the telephone system")
Request = Callable[[StationPort], Coroutine[Any, Any, object]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One state that can be asked for. ``key`` names it for :meth:`FeaturesViewModel.choose`."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that can be switched.

    :ivar reason: why it cannot be switched now; empty when it can.
    """

    label: str
    reason: str
    entries: tuple[Entry, ...]


_GROUPS: tuple[tuple[str, Sentence, tuple[tuple[str, Sentence, Request], ...]], ...] = (
    (
        "agent",
        Sentence("Agent"),
        (
            ("agent loggedOn", Sentence("Log on"), lambda station: station.agent("loggedOn")),
            ("agent ready", Sentence("Ready for calls"), lambda station: station.agent("ready")),
            ("agent notReady", Sentence("Pause"), lambda station: station.agent("notReady")),
            ("agent workingAfterCall", Sentence("Wrap-up"), lambda station: station.agent("workingAfterCall")),
            ("agent loggedOff", Sentence("Log off"), lambda station: station.agent("loggedOff")),
        ),
    ),
    (
        "auto_answer",
        Sentence("Answering by itself"),
        (
            ("auto_answer on", Sentence("On"), lambda station: station.auto_answer(True)),
            ("auto_answer off", Sentence("Off"), lambda station: station.auto_answer(False)),
        ),
    ),
    (
        "mute",
        Sentence("Microphone"),
        (
            ("mute on", Sentence("Muted"), lambda station: station.mute(True)),
            ("mute off", Sentence("On"), lambda station: station.mute(False)),
        ),
    ),
    (
        "volume",
        Sentence("Loudspeaker"),
        (
            ("volume 100", Sentence("Loud"), lambda station: station.volume(100)),
            ("volume 50", Sentence("Medium"), lambda station: station.volume(50)),
            ("volume 20", Sentence("Soft"), lambda station: station.volume(20)),
            ("volume 0", Sentence("Silent"), lambda station: station.volume(0)),
        ),
    ),
    (
        "mwi",
        Sentence("Message lamp"),
        (
            ("mwi on", Sentence("On"), lambda station: station.mwi(True, station.device.device)),
            ("mwi off", Sentence("Off"), lambda station: station.mwi(False, station.device.device)),
        ),
    ),
)
"""Word of the control vocabulary, name, and (key, name, request) of each state."""


class FeaturesViewModel:
    """The menu's groups, as they are when it opens."""

    def __init__(self, station: StationPort, tr: Translate, actions: Actions) -> None:
        self._station = station
        self._tr = tr
        self._actions = actions

    @property
    def groups(self) -> tuple[Group, ...]:
        """What can be switched, and for what cannot be, why."""
        tr = self._tr
        return tuple(
            Group(tr(name), self._reason(word), tuple(Entry(key, tr(label)) for key, label, _ in entries))
            for word, name, entries in _GROUPS
        )

    def _reason(self, word: str) -> str:
        if self._station.link.state != "ready":
            return self._tr(_NO_LINK)
        reason = self._station.why_not(word)
        return "" if reason is None else self._tr(reason)

    def choose(self, key: str) -> None:
        """The person asks for a state; for what cannot be switched now its reason is shown."""
        word, request = next(
            (word, request) for word, _, entries in _GROUPS for one, _, request in entries if one == key
        )
        reason = self._reason(word)
        if reason:
            self._actions.notices.show(reason)
        else:
            self._actions.start(word, lambda: request(self._station))
