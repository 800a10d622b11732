"""A station without a switch: a small office, with all that view models and the window ask of one.

It implements :class:`desktop.viewmodels.ports.StationPort`, keeps what was asked, and lets a test say what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.sentences import Sentence
from desktop.station.views import (
    Action,
    CallView,
    Change,
    DeviceView,
    DialPreview,
    EventView,
    ForwardingView,
    LinkView,
    PeerView,
    Suggestion,
)

START = datetime(2026, 11, 23, 14, 3, 7, tzinfo=UTC)
"""When the fake office opens."""

_TALK: tuple[Action, ...] = ("hold", "consult", "transfer", "dtmf", "hangup")


class Refusal(Exception):
    """What a station's coroutines raise when the switch refuses."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class FakeClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


class FakeStation:
    """Anna Maier's telephone, 214."""

    def __init__(self) -> None:
        self.device = DeviceView("214", "Anna Maier", False, (), False, True)
        self.link = LinkView("ready", "192.168.1.2:8800", since=START, system="OpenScape Business")
        self.asked: list[tuple[Any, ...]] = []
        self.refuse: Sentence | None = None
        self.not_offered: dict[str, Sentence] = {}
        self.explained: list[int] = []
        self._calls: dict[str, CallView] = {}
        self._events: list[EventView] = []
        self._callbacks: list[Callable[[Change], None]] = []

    @property
    def calls(self) -> tuple[CallView, ...]:
        """The present calls."""
        return tuple(self._calls.values())

    @property
    def events(self) -> tuple[EventView, ...]:
        """All events."""
        return tuple(self._events)

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Tell each change."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def tell(self, change: Change) -> None:
        """Something changed."""
        match change:
            case CallView():
                self._calls[change.id] = change
                if change.state == "gone":
                    del self._calls[change.id]
            case DeviceView():
                self.device = change
            case LinkView():
                self.link = change
            case EventView():
                self._events.append(change)
        for callback in tuple(self._callbacks):
            callback(change)

    def explain(self, event: EventView) -> str:
        """Three lines and the octets."""
        self.explained.append(event.number)
        facts = "    connection: callID b164, deviceID 214\n    cause: newCall"
        return f"invoke {event.number}, cSTAEventReport\n  {event.name}\n{facts}\n{event.octets.hex(' ')}"

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Those of the small company that match."""
        needle = text.casefold().strip()
        people = (
            Suggestion("Jonas Weber", "231", "231", "contact", Sentence("free")),
            Suggestion("Weber & Söhne", "+49891234567", "+49 89 1234567", "recent", Sentence("called yesterday")),
            Suggestion("Maximiliane Weber-Schlüsselbach", "+4930555018241", "+49 30 5550 18241", "contact"),
            Suggestion("Petra Sommer", "+493055501820", "+49 30 5550 1820", "contact"),
        )
        if not needle:
            return people[:2]
        found = tuple(one for one in people if needle in (one.name or "").casefold() or needle in one.number)
        typed = () if any(map(str.isalpha, needle)) else (Suggestion(None, needle, needle, "typed"),)
        return typed + found

    def preview(self, text: str) -> DialPreview:
        """Internal numbers as they are, others with the trunk code; letters cannot be dialled."""
        number, _, tones = text.strip().partition(",")
        if any(map(str.isalpha, number)):
            return DialPreview(None, None, None, None, 0, Sentence("nobody is called {text}", text=text))
        if len(number) <= 3:
            return DialPreview(number, number, None, False, len(tones.replace(",", "")))
        digits = number.replace("+49", "0").replace(" ", "")
        name = next((one.name for one in self.suggest("e") if one.number == number), None)
        return DialPreview("0" + digits, f"0 {digits}", name, True, len(tones.replace(",", "")))

    def shown(self, number: str) -> str:
        """As people read it."""
        known = {"+493055501820": "+49 30 5550 1820", "+49891234567": "+49 89 1234567"}
        return known.get(number, number)

    def named(self, number: str) -> str:
        """Kept simple: one colleague has a name."""
        return {"231": "Jonas Weber"}.get(number, self.shown(number))

    def company(self, number: str) -> str | None:
        """Petra Sommer's."""
        return {"+493055501820": "Nordlicht GmbH"}.get(number)

    def why_not(self, what: str) -> Sentence | None:
        """What a test has said."""
        return self.not_offered.get(what)

    def try_now(self) -> None:
        """Kept."""
        self.asked.append(("try_now",))

    async def _ask(self, *what: Any) -> None:
        self.asked.append(what)
        if self.refuse is not None:
            raise Refusal(self.refuse)

    async def save_events(self, events: Sequence[EventView], file: Path) -> None:
        await self._ask("save_events", [event.number for event in events], file)

    async def dial(self, to: str) -> str | None:
        await self._ask("dial", to)
        return None

    async def answer(self, call: str | None = None) -> None:
        await self._ask("answer", call)

    async def hangup(self, call: str | None = None) -> None:
        await self._ask("hangup", call)

    async def reject(self, call: str | None = None) -> None:
        await self._ask("reject", call)

    async def deflect(self, to: str, call: str | None = None) -> None:
        await self._ask("deflect", to, call)

    async def hold(self, call: str | None = None) -> None:
        await self._ask("hold", call)

    async def retrieve(self, call: str | None = None) -> None:
        await self._ask("retrieve", call)

    async def consult(self, to: str, call: str | None = None) -> str | None:
        await self._ask("consult", to, call)
        return None

    async def swap(self, call: str | None = None) -> None:
        await self._ask("swap", call)

    async def reconnect(self, call: str | None = None) -> None:
        await self._ask("reconnect", call)

    async def transfer(self, to: str | None = None, call: str | None = None) -> None:
        await self._ask("transfer", to, call)

    async def conference(self, call: str | None = None) -> None:
        await self._ask("conference", call)

    async def dtmf(self, digits: str, call: str | None = None) -> None:
        await self._ask("dtmf", digits, call)

    async def pickup(self, source: str | None = None) -> None:
        await self._ask("pickup", source)

    async def park(self, to: str, call: str | None = None) -> None:
        await self._ask("park", to, call)

    async def unpark(self, source: str) -> None:
        await self._ask("unpark", source)

    async def callback(self, device: str | None = None, call: str | None = None) -> None:
        await self._ask("callback", device, call)

    async def cancel_callback(self, device: str) -> None:
        await self._ask("cancel_callback", device)

    async def callback_message(self, call: str | None = None) -> None:
        await self._ask("callback_message", call)

    async def clear_call(self, call: str | None = None) -> None:
        await self._ask("clear_call", call)

    async def campon(self, call: str | None = None) -> None:
        await self._ask("campon", call)

    async def intrude(self, call: str | None = None) -> None:
        await self._ask("intrude", call)

    async def join(self, to: str) -> None:
        await self._ask("join", to)

    async def forward(self, type: str, on: bool, to: str | None = None) -> None:
        await self._ask("forward", type, on, to)

    async def dnd(self, on: bool) -> None:
        await self._ask("dnd", on)

    async def agent(self, state: str) -> None:
        await self._ask("agent", state)

    async def auto_answer(self, on: bool) -> None:
        await self._ask("auto_answer", on)

    async def caller_id(self, on: bool) -> None:
        await self._ask("caller_id", on)

    async def mwi(self, on: bool, device: str) -> None:
        await self._ask("mwi", on, device)

    async def mute(self, on: bool) -> None:
        await self._ask("mute", on)

    async def volume(self, level: int) -> None:
        await self._ask("volume", level)


class FakeRun:
    """Runs a coroutine at once to its end; a refusal goes to ``show``. ``pending`` keys refuse a second start."""

    def __init__(self, show: Callable[[Sentence], None]) -> None:
        self._show = show
        self.keys: list[str] = []
        self.pending: set[str] = set()

    def __call__(self, key: str, coroutine: Coroutine[Any, Any, object]) -> bool:
        self.keys.append(key)
        if key in self.pending:
            coroutine.close()
            return False
        try:
            coroutine.send(None)
        except StopIteration:
            return True
        except Refusal as refusal:
            self._show(refusal.sentence)
            return True
        raise AssertionError("a fake station's coroutine waits for nothing")


# --- what happens in the office


def ringing(call: str = "c1", **changes: Any) -> CallView:
    """Petra Sommer of Nordlicht calls the hotline, and Weber has forwarded it."""
    view = CallView(
        call, "214", "b164", "in", "alerting", "ringing_in", "+493055501820", "03055501820", "shown",
        "Petra Sommer", "700", "231", None, "newCall",
        (PeerView(None, "+493055501820", "Petra Sommer", "connected", True, "7806"),),
        START, None, ("answer", "deflect", "reject"), {},
    )  # fmt: skip
    return replace(view, **changes)


def talking(call: str = "c1", **changes: Any) -> CallView:
    """The same call, answered."""
    facts: dict[str, Any] = {"state": "connected", "phase": "talking", "actions": _TALK} | changes
    return ringing(call, **facts)


def held(call: str = "c1", **changes: Any) -> CallView:
    """The same call, on hold."""
    facts: dict[str, Any] = {"state": "hold", "phase": "held", "actions": ("retrieve",)} | changes
    return ringing(call, **facts)


def consulting(call: str = "c2", of: str | None = "c1", **changes: Any) -> CallView:
    """A consultation with Jonas Weber, who talks."""
    actions: tuple[Action, ...] = ("transfer", "conference", "swap", "reconnect", "dtmf", "hangup")
    view = CallView(
        call, "214", "b165", "out", "connected", "talking", "231", "231", "shown", "Jonas Weber", "231", None, of,
        "consultation", (PeerView("231", "231", "Jonas Weber", "connected", False, None),),
        START, None, actions, {"hold": Sentence("swap puts this call on hold")},
    )  # fmt: skip
    return replace(view, **changes)


def gone(view: CallView) -> CallView:
    """The end of a call."""
    return replace(view, state="gone", phase="gone", actions=(), outcome="talked")


def event(number: int, words: Sentence | None = None, **changes: Any) -> EventView:
    """One event report of the station."""
    told = words or Sentence("{name} rings", name="Petra Sommer")
    octets = bytes.fromhex("a128020201010201153020800200119b1aa818a01630048002b1648104323134300380013182010283013184")
    time = START + timedelta(seconds=number)
    return replace(EventView(number, time, "214", "delivered", told, octets), **changes)


def forwarded(to: str) -> tuple[ForwardingView, ...]:
    """Immediate forwarding to ``to``."""
    return (ForwardingView("immediate", True, to),)


def day(first: int = 1) -> tuple[EventView, ...]:
    """What the Events page shows of a usual hour."""
    told = (
        ("serviceInitiated", Sentence("The handset was lifted, or a call was prepared")),
        ("originated", Sentence("Dialled {number}", number="231")),
        ("delivered", Sentence("{name} ({number}) is called", name="Jonas Weber", number="231")),
        ("established", Sentence("{name} ({number}) has answered", name="Jonas Weber", number="231")),
        ("held", Sentence("The call with {name} is on hold", name="Petra Sommer")),
        ("retrieved", Sentence("The call with {name} goes on", name="Petra Sommer")),
        ("transferred", Sentence("{a} and {b} are connected", a="Petra Sommer", b="Jonas Weber")),
        ("connectionCleared", Sentence("{name} has hung up", name="Jonas Weber")),
        ("delivered", Sentence("{name} ({number}) calls", name="Weber & Söhne", number="+49 89 1234567")),
        ("diverted", Sentence("The call was taken by {name}", name="Maximiliane Weber-Schlüsselbach")),
    )
    return tuple(event(first + row, words, name=name) for row, (name, words) in enumerate(told))
