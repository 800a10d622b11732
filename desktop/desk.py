"""A station with its window: what is pending there, and what links and other processes ask of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from desktop.calls.actions import LINK_LOST
from desktop.integration.instance import Write, only_lines_for
from desktop.lines import Line
from desktop.sentences import Sentence
from desktop.station.refusal import Refusal
from desktop.station.views import LinkView
from desktop.translation import Translator
from desktop.ui.window import MainWindow
from desktop.viewmodels.coming import ComingStation
from desktop.viewmodels.notices import NoticeViewModel
from desktop.viewmodels.window import WindowViewModel

if TYPE_CHECKING:
    from desktop.station.station import Station

LINK_SECONDS = 30.0
"""How long a link that was clicked waits for the telephone system."""


class Runner:
    """Starts coroutines in the one TaskGroup, one of a key at a time, and shows what they refuse."""

    def __init__(self, group: asyncio.TaskGroup, notices: NoticeViewModel) -> None:
        self._group = group
        self._notices = notices
        self._pending: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def __call__(self, key: str, coroutine: Coroutine[Any, Any, object]) -> bool:
        """Start ``coroutine``; False while one with the same ``key`` is pending."""
        if key in self._pending:
            coroutine.close()
            return False
        self._pending.add(key)
        self.keep(self._follow(key, coroutine))
        return True

    def keep(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Start ``coroutine``, whatever else is pending."""
        task = self._group.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Nobody waits any longer for what is pending."""
        for task in tuple(self._tasks):
            task.cancel()

    async def _follow(self, key: str, coroutine: Coroutine[Any, Any, object]) -> None:
        try:
            await coroutine
        except Refusal as refusal:
            self._notices.show(refusal.sentence)
        finally:
            self._pending.discard(key)


@dataclass
class Desk:
    """A station and its window."""

    station: ComingStation
    built: asyncio.Future[Station]
    """The station itself, as soon as there is one."""
    model: WindowViewModel
    window: MainWindow
    notices: NoticeViewModel
    run: Runner
    tr: Translator


async def dial_link(desk: Desk, link: str) -> None:
    """Dial what a link says, as soon as the telephone system can be reached; where it cannot, nothing is lost."""
    heard = asyncio.Event()
    end = desk.station.subscribe(lambda change: heard.set() if isinstance(change, LinkView) else None)
    try:
        async with asyncio.timeout(LINK_SECONDS):
            while desk.station.link.state != "ready":
                heard.clear()
                await heard.wait()
    except TimeoutError:
        desk.window.dial.edit.setText(link)  # Enter dials it later
        raise Refusal.state("link", LINK_LOST) from None
    finally:
        end()
    await desk.station.dial(link)


async def converse(
    desk: Desk, lines: AsyncIterator[Line], write: Write, finish: Callable[[Literal["quit"]], None]
) -> None:
    """Carry out what another process of this user asks for."""
    from desktop.control import form  # what these need is there only after the first paint
    from desktop.control.vocabulary import Control

    def show() -> dict[str, Any]:
        desk.window.come_to_the_front()
        return {"ok": True}

    def open_link(line: dict[str, Any]) -> dict[str, Any]:
        link = line.get("to")
        if not isinstance(link, str):
            wrong = Refusal.usage(Sentence("The command {do} needs {member}.", do="open", member="to"), "missingMember")
            return {"ok": False, "error": form.error(wrong, desk.tr)}
        if not desk.run("link", dial_link(desk, link)):
            desk.window.dial.edit.setText(link)
            desk.notices.show(Sentence("Another link is being dialled; this one stands in the field."))
        return show()

    def leave() -> dict[str, Any]:
        asyncio.get_running_loop().call_soon(finish, "quit")  # after the reply is written
        return {"ok": True, "pid": os.getpid()}

    own = {"show": lambda _: show(), "open": open_link, "exit": lambda _: leave()}
    others: asyncio.Queue[Line | None] = asyncio.Queue()

    async def sort() -> None:
        async for line in only_lines_for(lines, own, write):
            others.put_nowait(line)
        others.put_nowait(None)

    async def sorted_out() -> AsyncIterator[Line]:
        while (line := await others.get()) is not None:
            yield line

    async with asyncio.TaskGroup() as group:
        sorting = group.create_task(sort())
        station = await asyncio.shield(desk.built)  # what only an instance can do does not wait for it
        await Control(station, write, desk.tr).serve(sorted_out())
        sorting.cancel()
