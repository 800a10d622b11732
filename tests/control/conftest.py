"""A program at the other end of a control vocabulary: it writes lines and keeps what comes back."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from desktop.control.vocabulary import Control
from desktop.lines import Line, LineReader, encode
from desktop.translation import Translator, translator
from tests.support.world import World, world


class Program:
    """What a program that steers the station has written and read."""

    def __init__(self, one: World) -> None:
        self.world = one
        self.station = one.station
        self.got: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self.ended = False
        self._pieces: asyncio.Queue[bytes] = asyncio.Queue()
        self._numbers = 0

    def write(self, message: dict[str, Any]) -> None:
        """Take a reply or an event, as octets."""
        octets = encode(message)
        self.raw.append(octets)
        self.got.append(json.loads(octets))

    async def lines(self) -> AsyncIterator[Line]:
        """What the program writes."""
        reader = LineReader()
        while piece := await self._pieces.get():
            for line in reader.feed(piece):
                yield line
        for line in reader.close():
            yield line

    def send(self, octets: bytes) -> None:
        """Write octets; none mean the end."""
        self._pieces.put_nowait(octets)

    async def rest(self, seconds: float = 1.0) -> None:
        """Let everything happen that is due soon."""
        await self.world.loop.quiet(seconds)

    async def do(self, do: str, **members: Any) -> dict[str, Any]:
        """Ask for something and return the reply."""
        self._numbers += 1
        number = self._numbers
        self.send(encode({"id": number, "do": do, **{name.rstrip("_"): value for name, value in members.items()}}))
        await self.rest()
        (reply,) = [message for message in self.got if message.get("reply") == number]
        return reply

    async def done(self, do: str, **members: Any) -> dict[str, Any]:
        """The same, and it must be accepted."""
        reply = await self.do(do, **members)
        assert reply["ok"] is True, reply
        return reply

    async def refused(self, do: str, **members: Any) -> tuple[str, str]:
        """The same, and it must not be done; return (kind, code)."""
        reply = await self.do(do, **members)
        assert reply["ok"] is False, reply
        assert set(reply) == {"reply", "ok", "error"}
        assert set(reply["error"]) - {"category"} == {"kind", "code", "text"}
        assert reply["error"]["text"]
        return reply["error"]["kind"], reply["error"]["code"]

    async def talking(self, to: str = "101") -> str:
        """Dial and be answered; return the call."""
        call = (await self.done("dial", to=to))["call"]
        self.world.switch("answer", device=to)
        await self.rest()
        return str(call)

    def events(self, name: str) -> list[dict[str, Any]]:
        """The events of one name."""
        return [message for message in self.got if message.get("event") == name]

    @property
    def replies(self) -> list[dict[str, Any]]:
        """The replies, in order."""
        return [message for message in self.got if "reply" in message]


@contextlib.asynccontextmanager
async def program(
    *, trace: bool = False, events: bool = True, tr: Translator | None = None, **options: Any
) -> AsyncIterator[Program]:
    """A program whose station is linked to the simulator."""
    async with world(**options) as one:
        made = Program(one)
        control = Control(one.station, made.write, tr or translator("en"), trace=trace, events=events)

        async def serve() -> None:
            await control.serve(made.lines())
            made.ended = True

        async with asyncio.TaskGroup() as group:
            group.create_task(serve())
            await made.rest()
            yield made
            made.send(b"")


@pytest.fixture
def english() -> Translator:
    return translator("en")
