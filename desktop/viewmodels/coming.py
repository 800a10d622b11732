"""A station that is still being built: the window is there before what dials, decodes and connects is imported."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.sentences import Sentence
from desktop.station.views import CallView, Change, DeviceView, DialPreview, EventView, LinkView, Suggestion
from desktop.viewmodels.ports import StationPort

_NOT_YET = DialPreview(None, None, None, None, 0)


class ComingStation:
    """A StationPort. Until :meth:`arrive` there are no calls and the link is as it was made with; then it hands on.

    What a person asks before waits for the arrival. Make it in a running loop.
    """

    def __init__(self, device: DeviceView, link: LinkView) -> None:
        self._device = device
        self._link = link
        self._station: StationPort | None = None
        self._arrived: asyncio.Future[StationPort] = asyncio.get_running_loop().create_future()
        self._listeners: list[Callable[[Change], None]] = []

    def arrive(self, station: StationPort) -> None:
        """From now on this is ``station``; those who listen are told what it knows."""
        self._station = station
        self._arrived.set_result(station)
        station.subscribe(self._tell)
        known: list[Change] = [station.device, *station.events, *station.calls, station.link]
        for change in known:
            self._tell(change)

    def fail(self, link: LinkView) -> None:
        """It will not come: tell why."""
        self._link = link
        self._tell(link)

    def close(self) -> None:
        """Nobody need wait any longer."""
        self._arrived.cancel()

    def _tell(self, change: Change) -> None:
        for callback in tuple(self._listeners):
            callback(change)

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``callback`` with each change from now on; returns what ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    @property
    def calls(self) -> tuple[CallView, ...]:
        """The present calls, oldest first."""
        return () if self._station is None else self._station.calls

    @property
    def device(self) -> DeviceView:
        """One's own station."""
        return self._device if self._station is None else self._station.device

    @property
    def link(self) -> LinkView:
        """The link to the switch."""
        return self._link if self._station is None else self._station.link

    @property
    def events(self) -> tuple[EventView, ...]:
        """The newest events, oldest first."""
        return () if self._station is None else self._station.events

    def explain(self, event: EventView) -> str:
        """The decoded message as an indented tree, for people."""
        return "" if self._station is None else self._station.explain(event)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Entries for the dial field."""
        return () if self._station is None else self._station.suggest(text)

    def preview(self, text: str) -> DialPreview:
        """What would really be dialled for ``text``."""
        return _NOT_YET if self._station is None else self._station.preview(text)

    def shown(self, number: str) -> str:
        """A stored number as people read it."""
        return number if self._station is None else self._station.shown(number)

    def named(self, number: str) -> str:
        """The name that belongs to a number, else the number as people read it."""
        return number if self._station is None else self._station.named(number)

    def company(self, number: str) -> str | None:
        """The company that a stored number belongs to."""
        return None if self._station is None else self._station.company(number)

    def why_not(self, what: str) -> Sentence | None:
        """Why something is not offered at one's own station."""
        return None if self._station is None else self._station.why_not(what)

    def try_now(self) -> None:
        """Connect at once instead of waiting for the next try."""
        if self._station is not None:
            self._station.try_now()

    async def save_events(self, events: Sequence[EventView], file: Path) -> None:
        """Write events into a file."""
        await (await self._arrived).save_events(events, file)

    async def dial(self, to: str) -> str | None:
        """Call a number as typed."""
        return await (await self._arrived).dial(to)

    async def answer(self, call: str | None = None) -> None:
        """Answer a ringing call."""
        await (await self._arrived).answer(call)

    async def hangup(self, call: str | None = None) -> None:
        """Hang up."""
        await (await self._arrived).hangup(call)

    async def reject(self, call: str | None = None) -> None:
        """Reject a ringing call."""
        await (await self._arrived).reject(call)

    async def deflect(self, to: str, call: str | None = None) -> None:
        """Send a ringing call elsewhere."""
        await (await self._arrived).deflect(to, call)

    async def hold(self, call: str | None = None) -> None:
        """Hold a call."""
        await (await self._arrived).hold(call)

    async def retrieve(self, call: str | None = None) -> None:
        """Go on with a held call."""
        await (await self._arrived).retrieve(call)

    async def consult(self, to: str, call: str | None = None) -> str | None:
        """Ask somebody back during a call."""
        return await (await self._arrived).consult(to, call)

    async def swap(self, call: str | None = None) -> None:
        """Talk to the other one."""
        await (await self._arrived).swap(call)

    async def reconnect(self, call: str | None = None) -> None:
        """End the consultation and go back."""
        await (await self._arrived).reconnect(call)

    async def transfer(self, to: str | None = None, call: str | None = None) -> str | None:
        """Connect the other two, or send a call to a number."""
        return await (await self._arrived).transfer(to, call)

    async def conference(self, call: str | None = None) -> None:
        """Join the two calls."""
        await (await self._arrived).conference(call)

    async def dtmf(self, digits: str, call: str | None = None) -> None:
        """Send tones."""
        await (await self._arrived).dtmf(digits, call)

    async def pickup(self, source: str | None = None) -> None:
        """Fetch a call that rings elsewhere."""
        await (await self._arrived).pickup(source)

    async def park(self, to: str, call: str | None = None) -> None:
        """Put a call down where anybody can fetch it."""
        await (await self._arrived).park(to, call)

    async def unpark(self, source: str) -> None:
        """Fetch a parked call."""
        await (await self._arrived).unpark(source)

    async def callback(self, device: str | None = None, call: str | None = None) -> None:
        """Be called when somebody can be reached."""
        await (await self._arrived).callback(device, call)

    async def cancel_callback(self, device: str) -> None:
        """Give up being called."""
        await (await self._arrived).cancel_callback(device)

    async def callback_message(self, call: str | None = None) -> None:
        """Leave word: please call back."""
        await (await self._arrived).callback_message(call)

    async def clear_call(self, call: str | None = None) -> None:
        """End a conference for all."""
        await (await self._arrived).clear_call(call)

    async def campon(self, call: str | None = None) -> None:
        """Wait at somebody busy."""
        await (await self._arrived).campon(call)

    async def intrude(self, call: str | None = None) -> None:
        """Join the conversation of somebody busy."""
        await (await self._arrived).intrude(call)

    async def join(self, to: str) -> None:
        """Take part in another's conversation."""
        await (await self._arrived).join(to)

    async def forward(self, type: str, on: bool, to: str | None = None) -> None:
        """Switch a forwarding."""
        await (await self._arrived).forward(type, on, to)

    async def dnd(self, on: bool) -> None:
        """Switch do not disturb."""
        await (await self._arrived).dnd(on)

    async def agent(self, state: str) -> None:
        """Have the station's agent do something else."""
        await (await self._arrived).agent(state)

    async def auto_answer(self, on: bool) -> None:
        """Switch answering by itself."""
        await (await self._arrived).auto_answer(on)

    async def caller_id(self, on: bool) -> None:
        """Show one's number, or withhold it."""
        await (await self._arrived).caller_id(on)

    async def mwi(self, on: bool, device: str) -> None:
        """Switch a device's lamp for messages."""
        await (await self._arrived).mwi(on, device)

    async def mute(self, on: bool) -> None:
        """Switch the microphone."""
        await (await self._arrived).mute(on)

    async def volume(self, level: int) -> None:
        """Set the loudspeaker's volume."""
        await (await self._arrived).volume(level)
