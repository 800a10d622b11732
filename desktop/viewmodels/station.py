"""My station: who I am, what my telephone does, and its two switches."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from desktop.sentences import Sentence
from desktop.station.views import CallView, Change, DeviceView, ForwardingView, LinkView
from desktop.station.words import AGENTS
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import StationPort, Translate
from desktop.viewmodels.words import NO_LINK, initials

StateCode = Literal["free", "ringing", "talking", "dnd", "forwarded", "offline"]

_NOT_KNOWN = Sentence("the telephone system has not told yet whether it is on")


class StationViewModel(QObject):
    """What stands at the top of the window."""

    changed = Signal()
    forward_target_wanted = Signal(str)
    """The forwarding switch asks for a target; with the number that was used before, or empty."""

    def __init__(self, station: StationPort, tr: Translate, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._actions = actions
        self._device = station.device
        self._link = station.link
        self._calls = {call.id: call for call in station.calls}

    @property
    def name(self) -> str:
        """The station's name, else its number."""
        return self._device.name or self._device.device

    @property
    def number(self) -> str:
        """The station's own number."""
        return self._device.device

    @property
    def initials(self) -> str:
        """Two letters of the name, or empty."""
        return initials(self._device.name)

    @property
    def message_waiting(self) -> bool:
        """Whether messages wait."""
        return bool(self._device.message_waiting)

    @property
    def state(self) -> StateCode:
        """What the telephone does, most pressing first."""
        phases = {call.phase for call in self._calls.values()}
        if self._link.state != "ready" or self._device.in_service is False:
            return "offline"
        if "ringing_in" in phases:
            return "ringing"
        if phases:
            return "talking"
        if self._device.dnd:
            return "dnd"
        return "forwarded" if self.forwarding is not None else "free"

    @property
    def state_word(self) -> str:
        """The same in words; forwarding names its target."""
        state = self.state
        if state == "forwarded" and self.forwarding is not None and self.forwarding.to:
            return self._tr("forwarded to {number}", number=self._station.shown(self.forwarding.to))
        if state == "talking" and not any(call.phase in _IN_TALK for call in self._calls.values()):
            return self._tr("calling")
        return self._tr(_WORDS[state])

    @property
    def spoken(self) -> str:
        """Everything in one sentence, for the screen reader."""
        waiting = self._tr("messages are waiting") if self.message_waiting else ""
        parts = (self.name, self.number, self.state_word, self.switched, waiting)
        return ", ".join(part for part in parts if part)

    @property
    def switched(self) -> str:
        """What is switched at the telephone and can surprise: the agent's state, a mute microphone, auto answer, a
        withheld number.

        Empty where nothing of it is so, or nobody says.
        """
        device, tr = self._device, self._tr
        parts = []
        if device.agent not in (None, "loggedOff"):
            parts.append(tr("agent {state}", state=AGENTS[device.agent]))
        if device.mute:
            parts.append(tr("microphone mute"))
        if device.auto_answer:
            parts.append(tr("answers by itself"))
        if device.caller_id is False:
            parts.append(tr("own number withheld"))
        return " · ".join(parts)

    @property
    def dnd(self) -> bool:
        """Whether do not disturb is on, as the switch said."""
        return bool(self._device.dnd)

    @property
    def dnd_reason(self) -> str:
        """Why do not disturb cannot be switched now; empty when it can."""
        return self._reason(self._device.dnd is not None)

    @property
    def forwarding(self) -> ForwardingView | None:
        """The forwarding that is on, immediate first; None when there is none."""
        on = [entry for entry in self._device.forwarding or () if entry.on]
        return min(on, key=lambda entry: entry.type != "immediate", default=None)

    @property
    def forwarding_target(self) -> str:
        """Where calls are forwarded to, as people read it; empty when they are not."""
        entry = self.forwarding
        return self._station.shown(entry.to) if entry is not None and entry.to else ""

    @property
    def forwarding_reason(self) -> str:
        """Why forwarding cannot be switched now; empty when it can."""
        return self._reason(self._device.forwarding is not None)

    def toggle_dnd(self) -> None:
        """Ask the switch for the other state; what is shown follows its events."""
        if self.dnd_reason:
            self._actions.notices.show(self.dnd_reason)
            return
        on = not self.dnd
        self._actions.start("dnd", lambda: self._station.dnd(on))

    def toggle_forwarding(self) -> None:
        """End the forwarding that is on; without one ask for a target."""
        if self.forwarding_reason:
            self._actions.notices.show(self.forwarding_reason)
            return
        entry = self.forwarding
        if entry is not None:
            kind = entry.type
            self._actions.start("forward", lambda: self._station.forward(kind, False))
            return
        known = (entry.to for entry in self._device.forwarding or () if entry.type == "immediate" and entry.to)
        self.forward_target_wanted.emit(next(known, ""))

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        before = (self._device, self.state, self.state_word)
        if isinstance(change, DeviceView):
            if change.device != self._device.device:
                return
            self._device = change
        elif isinstance(change, LinkView):
            self._link = change
        elif isinstance(change, CallView) and change.device == self._device.device:
            self._calls[change.id] = change
            if change.state == "gone":
                del self._calls[change.id]
        if before != (self._device, self.state, self.state_word):
            self.changed.emit()

    def _reason(self, known: bool) -> str:
        if self._link.state != "ready":
            return self._tr(NO_LINK)
        return "" if known else self._tr(_NOT_KNOWN)


_IN_TALK = frozenset({"talking", "held", "held_by_peer", "conference", "ending"})
_WORDS: dict[StateCode, Sentence] = {
    "free": Sentence("free"),
    "ringing": Sentence("ringing"),
    "talking": Sentence("talking"),
    "dnd": Sentence("do not disturb"),
    "forwarded": Sentence("forwarded"),
    "offline": Sentence("offline"),
}
