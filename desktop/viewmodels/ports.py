"""What view models ask of the station and of the application, as Protocols, so that both are tested apart."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop.sentences import Sentence
from desktop.station.views import CallView, Change, DeviceView, DialPreview, EventView, LinkView, Suggestion

Clock = Callable[[], datetime]
"""Tells the time of this computer; aware."""


class Translate(Protocol):
    """Text in the person's language; :class:`desktop.translation.Translator` is one."""

    def __call__(self, message: Sentence | str, /, **facts: object) -> str:
        """The text of ``message``, its ``{named}`` places filled from ``facts``."""


class StationPort(Protocol):
    """The user's station as view models see it; :class:`desktop.station.Station` is one.

    Every coroutine raises :class:`desktop.station.Refusal` (an error whose ``sentence`` a person can act on) when the
    station or the switch refuses.
    """

    @property
    def calls(self) -> tuple[CallView, ...]:
        """The present calls, oldest first; gone calls are not listed."""

    @property
    def device(self) -> DeviceView:
        """One's own station."""

    @property
    def link(self) -> LinkView:
        """The link to the switch."""

    @property
    def events(self) -> tuple[EventView, ...]:
        """The newest events, bounded, oldest first."""

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``callback`` with each change from now on; returns what ends that."""

    def explain(self, event: EventView) -> str:
        """The decoded message as an indented tree with its octets, for people."""

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Entries for the dial field: contacts and last calls that match ``text``, best first, at most eight."""

    def preview(self, text: str) -> DialPreview:
        """What would really be dialled for ``text``."""

    def shown(self, number: str) -> str:
        """A stored number as people read it: "+49 89 1234567"."""

    def named(self, number: str) -> str:
        """The name that belongs to a number, else the number as people read it."""

    def company(self, number: str) -> str | None:
        """The company that a stored number belongs to; None for one's own company and where it is not known."""

    def why_not(self, what: str) -> Sentence | None:
        """Why something is not offered at one's own station, by a word of the control vocabulary: "agent", "mute"."""

    def try_now(self) -> None:
        """Connect at once instead of waiting for the next try."""

    async def save_events(self, events: Sequence[EventView], file: Path) -> None:
        """Write events into a file as a trace without secrets."""

    async def dial(self, to: str) -> str | None: ...
    async def answer(self, call: str | None = None) -> None: ...
    async def hangup(self, call: str | None = None) -> None: ...
    async def reject(self, call: str | None = None) -> None: ...
    async def deflect(self, to: str, call: str | None = None) -> None: ...
    async def hold(self, call: str | None = None) -> None: ...
    async def retrieve(self, call: str | None = None) -> None: ...
    async def consult(self, to: str, call: str | None = None) -> str | None: ...
    async def swap(self, call: str | None = None) -> None: ...
    async def reconnect(self, call: str | None = None) -> None: ...
    async def transfer(self, to: str | None = None, call: str | None = None) -> str | None: ...
    async def conference(self, call: str | None = None) -> None: ...
    async def dtmf(self, digits: str, call: str | None = None) -> None: ...
    async def pickup(self, source: str | None = None) -> None: ...
    async def park(self, to: str, call: str | None = None) -> None: ...
    async def unpark(self, source: str) -> None: ...
    async def callback(self, device: str | None = None, call: str | None = None) -> None: ...
    async def cancel_callback(self, device: str) -> None: ...
    async def callback_message(self, call: str | None = None) -> None: ...
    async def clear_call(self, call: str | None = None) -> None: ...
    async def campon(self, call: str | None = None) -> None: ...
    async def intrude(self, call: str | None = None) -> None: ...
    async def join(self, to: str) -> None: ...
    async def forward(self, type: str, on: bool, to: str | None = None) -> None: ...
    async def dnd(self, on: bool) -> None: ...
    async def agent(self, state: str) -> None: ...
    async def auto_answer(self, on: bool) -> None: ...
    async def caller_id(self, on: bool) -> None: ...
    async def mwi(self, on: bool, device: str) -> None: ...
    async def mute(self, on: bool) -> None: ...
    async def volume(self, level: int) -> None: ...


class Run(Protocol):
    """Starts a coroutine in the application's one TaskGroup, keeps it, and shows what it refuses."""

    def __call__(self, key: str, coroutine: Coroutine[Any, Any, object]) -> bool:
        """Start ``coroutine``; False (and it is closed unstarted) while one with the same ``key`` is pending."""
