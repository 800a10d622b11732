"""The one field for everything: its text, what it finds, what would really be dialled, and the keypad."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.sentences import Sentence
from desktop.station.views import CallView, Change, DialPreview, Suggestion
from desktop.viewmodels.notices import Actions
from desktop.viewmodels.ports import StationPort, Translate
from desktop.viewmodels.words import initials

Purpose = Literal[
    "call",
    "consult",
    "transfer",
    "deflect",
    "park",
    "forward",
    "pickup",
    "unpark",
    "join",
    "callback",
    "lamp_on",
    "lamp_off",
]
KEYS = "123456789*0#"
"""The keys of a keypad, row by row."""

_ROOT = QModelIndex()
_VERBS: dict[Purpose, Sentence] = {
    "call": Sentence("Call"),
    "consult": Sentence("Consult"),
    "transfer": Sentence("Transfer"),
    "deflect": Sentence("Deflect"),
    "park": Sentence("Park"),
    "forward": Sentence("Forward"),
    "pickup": Sentence("Pick up"),
    "unpark": Sentence("Fetch"),
    "join": Sentence("Join"),
    "callback": Sentence("Call back"),
    "lamp_on": Sentence("Switch on"),
    "lamp_off": Sentence("Switch off"),
}
_DIALS: frozenset[Purpose] = frozenset({"call", "consult", "transfer", "deflect"})
"""What the number is dialled for; for the rest it only names a telephone."""
_PROMPTS: dict[Purpose, Sentence] = {
    "consult": Sentence("Consult whom, while {name} waits?"),
    "transfer": Sentence("Transfer {name} to whom?"),
    "deflect": Sentence("Send {name} on to whom?"),
    "park": Sentence("Park the call with {name} at which telephone?"),
    "forward": Sentence("Forward my calls to whom?"),
    "pickup": Sentence("Pick up the call that rings at which telephone?"),
    "unpark": Sentence("Fetch the call that is parked at which telephone?"),
    "join": Sentence("Join whose conversation?"),
    "callback": Sentence("Connect me with whom, as soon as they are free?"),
    "lamp_on": Sentence("Switch the message lamp on at which telephone?"),
    "lamp_off": Sentence("Switch the message lamp off at which telephone?"),
}


class SuggestionRole(IntEnum):
    """Roles of :class:`SuggestionModel`."""

    NAME = Qt.ItemDataRole.UserRole + 1
    NUMBER = Qt.ItemDataRole.UserRole + 2
    SHOWN = Qt.ItemDataRole.UserRole + 3
    NOTE = Qt.ItemDataRole.UserRole + 4
    SOURCE = Qt.ItemDataRole.UserRole + 5
    INITIALS = Qt.ItemDataRole.UserRole + 6
    MARKED = Qt.ItemDataRole.UserRole + 7


class SuggestionModel(QAbstractListModel):
    """The entries under the field; one of them may be marked."""

    def __init__(self, tr: Translate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._entries: tuple[Suggestion, ...] = ()
        self._marked = -1

    @property
    def entries(self) -> tuple[Suggestion, ...]:
        """What is shown, best first."""
        return self._entries

    @property
    def marked(self) -> int:
        """The marked row, or -1."""
        return self._marked

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Qt's name for the number of entries."""
        return 0 if parent.isValid() else len(self._entries)

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's name for the roles by name."""
        return super().roleNames() | {int(role): QByteArray(role.name.lower().encode()) for role in SuggestionRole}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's name for what one entry says."""
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        note = self._tr(entry.note) if entry.note is not None else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.name or entry.shown
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return ", ".join(part for part in (entry.name, entry.shown, note) if part)
            case SuggestionRole.NAME:
                return entry.name or ""
            case SuggestionRole.NUMBER:
                return entry.number
            case SuggestionRole.SHOWN:
                return " · ".join(part for part in (entry.shown, entry.company) if part)
            case SuggestionRole.NOTE:
                return note
            case SuggestionRole.SOURCE:
                return entry.source
            case SuggestionRole.INITIALS:
                return initials(entry.name)
            case SuggestionRole.MARKED:
                return index.row() == self._marked
        return None

    def replace(self, entries: tuple[Suggestion, ...], marked: int) -> None:
        """Show other entries."""
        if entries == self._entries:
            self.mark(marked)
            return
        self.beginResetModel()
        self._entries, self._marked = entries, marked
        self.endResetModel()

    def mark(self, row: int) -> None:
        """Mark another row; -1 marks none."""
        before, self._marked = self._marked, row
        for changed in {before, row} - {-1} if before != row else ():
            index = self.index(changed)
            self.dataChanged.emit(index, index, [SuggestionRole.MARKED])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the field is for now, and for which call."""

    purpose: Purpose = "call"
    call: str | None = None
    name: str = ""


class DialViewModel(QObject):
    """The dial field. The station decides what a text means; this only shows it and asks for it."""

    text_changed = Signal(str)
    preview_changed = Signal()
    purpose_changed = Signal()
    keypad_changed = Signal()

    def __init__(self, station: StationPort, tr: Translate, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._tr = tr
        self._actions = actions
        self._text = ""
        self._asked = _Asked()
        self._preview: DialPreview | None = None
        self._tones = ""
        self._talks = {call.id: call for call in station.calls if _takes_tones(call)}
        self.suggestions = SuggestionModel(tr, self)

    # --- the text and what it finds

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._text

    def set_text(self, text: str) -> None:
        """The person typed, pasted or dropped ``text``."""
        text = " ".join(text.split("\n"))
        if text == self._text:
            return
        self._text = text
        self._find()
        self.text_changed.emit(text)

    def look_again(self) -> None:
        """Names have come, or the dial plan: find what the text means now."""
        if self._text:
            self._find()

    def show_recent(self) -> None:
        """With an empty field: offer the last calls."""
        if not self._text and not self.suggestions.entries:
            entries = self._station.suggest("")
            self.suggestions.replace(entries, 0 if entries else -1)
            self._look()

    def mark(self, row: int) -> None:
        """Mark an entry; what is out of range marks none."""
        self.suggestions.mark(row if 0 <= row < len(self.suggestions.entries) else -1)
        self._look()

    def move_mark(self, steps: int) -> None:
        """Move the mark down (positive) or up, around the ends; on an empty field the last calls are offered first."""
        if not self.suggestions.entries:
            self.show_recent()
            return
        self.mark((max(self.suggestions.marked, -1 if steps > 0 else 0) + steps) % len(self.suggestions.entries))

    @property
    def target(self) -> str:
        """What Enter would dial: the marked entry's number, else the text."""
        marked = self.suggestions.marked
        return self.suggestions.entries[marked].number if marked >= 0 else self._text.strip()

    @property
    def preview(self) -> str:
        """What will really be dialled, or why nothing can be; empty with nothing to dial."""
        seen = self._preview
        if seen is None:
            return ""
        if seen.problem is not None:
            return self._tr(seen.problem)
        number = seen.shown or seen.dialled or ""
        parts = [self._tr("will dial {number}", number=number) if self._asked.purpose in _DIALS else number]
        if seen.name:
            parts.append(seen.name)
        if seen.external is False:
            parts.append(self._tr("internal"))
        if seen.tones:
            parts.append(self._tr("tones to follow: {count}", count=seen.tones))
        return " · ".join(parts)

    @property
    def problem(self) -> bool:
        """Whether :attr:`preview` tells a problem."""
        return self._preview is not None and self._preview.problem is not None

    # --- what it is for

    @property
    def purpose(self) -> Purpose:
        """What the field's button does."""
        return self._asked.purpose

    @property
    def verb(self) -> str:
        """What is written on the field's button."""
        return self._tr(_VERBS[self._asked.purpose])

    @property
    def prompt(self) -> str:
        """The question that the field asks; empty when it simply calls."""
        sentence = _PROMPTS.get(self._asked.purpose)
        return self._tr(Sentence(sentence.msgid, name=self._asked.name)) if sentence is not None else ""

    def ask(self, purpose: Purpose, call: str | None = None, name: str = "", text: str = "") -> None:
        """Use the field to ask for somebody: the target of a transfer, the telephone where a call is parked, ..."""
        self._asked = _Asked(purpose, call, name)
        if text:
            self.set_text(text)
        self.purpose_changed.emit()
        self.preview_changed.emit()

    def cancel(self) -> None:
        """One step back: first the question is dropped, then the text."""
        if self._asked.purpose != "call":
            self._asked = _Asked()
            self.purpose_changed.emit()
            self.preview_changed.emit()
        else:
            self.clear()

    def clear(self) -> None:
        """Empty the field and drop what it asked for."""
        self._text = ""
        self._find()
        self.text_changed.emit("")
        if self._asked.purpose != "call":
            self._asked = _Asked()
            self.purpose_changed.emit()

    def call(self) -> bool:
        """Do what the button says with :attr:`target`; a refusal leaves the text as it is.

        :return: whether it was started.
        """
        target = self.target
        if not target:
            self.show_recent()
            return False
        if self._preview is not None and self._preview.problem is not None:
            self._actions.notices.show(self._preview.problem)
            return False
        asked, typed = self._asked, self._text

        def done() -> None:
            if (self._text, self._asked) == (typed, asked):
                self.clear()

        return self._actions.start("dial", self._request(asked, target), done)

    def _request(self, asked: _Asked, to: str) -> Callable[[], Coroutine[Any, Any, object]]:
        station, call = self._station, asked.call
        requests: dict[Purpose, Callable[[], Coroutine[Any, Any, object]]] = {
            "call": lambda: station.dial(to),
            "consult": lambda: station.consult(to, call),
            "transfer": lambda: station.transfer(to, call),
            "deflect": lambda: station.deflect(to, call),
            "park": lambda: station.park(to, call),
            "forward": lambda: station.forward("immediate", True, to),
            "pickup": lambda: station.pickup(to),
            "unpark": lambda: station.unpark(to),
            "join": lambda: station.join(to),
            "callback": lambda: station.callback(to),
            "lamp_on": lambda: station.mwi(True, to),
            "lamp_off": lambda: station.mwi(False, to),
        }
        return requests[asked.purpose]

    # --- the keypad

    @property
    def tones_to(self) -> str:
        """Who hears the keypad: the name of the connected call; empty while the keypad edits the text."""
        call = self._talk()
        return (
            (call.name or (self._station.shown(call.number) if call.number else self._tr("the other side")))
            if call
            else ""
        )

    def press(self, key: str) -> None:
        """One key of the keypad: a tone during a connected call, else a character of the text."""
        call = self._talk()
        if call is None:
            self.set_text(self._text + key)
            return
        if "dtmf" not in call.actions:
            self._actions.notices.show(call.blocked.get("dtmf", Sentence("tones cannot be sent now")))
            return
        self._tones += key
        self._actions.start("dtmf", lambda: self._send_tones(call.id))

    async def _send_tones(self, call: str) -> None:
        try:
            while self._tones:
                tones, self._tones = self._tones, ""
                await self._station.dtmf(tones, call)
        finally:
            self._tones = ""

    def apply(self, change: Change) -> None:
        """Take over one change of the station."""
        if not isinstance(change, CallView):
            return
        if change.state == "gone" and change.id == self._asked.call:
            self.cancel()
        before = self.tones_to
        if _takes_tones(change):
            self._talks[change.id] = change
        else:
            self._talks.pop(change.id, None)
        if self.tones_to != before:
            self.keypad_changed.emit()

    def _talk(self) -> CallView | None:
        return next(iter(self._talks.values())) if len(self._talks) == 1 else None

    def _find(self) -> None:
        entries = self._station.suggest(self._text) if self._text.strip() else ()
        self.suggestions.replace(entries, _first_mark(self._text, entries))
        self._look()

    def _look(self) -> None:
        target = self.target
        self._preview = self._station.preview(target) if target else None
        self.preview_changed.emit()


def _first_mark(text: str, entries: tuple[Suggestion, ...]) -> int:
    """The entry that Enter means: the best one for a name; for a number only the number itself, never a longer one."""
    if any(character.isalpha() for character in text):
        return 0 if entries else -1
    return next((row for row, entry in enumerate(entries) if entry.source == "typed"), -1)


def _takes_tones(call: CallView) -> bool:
    return call.state == "connected" and call.phase in ("talking", "conference", "held_by_peer")
