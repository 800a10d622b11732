"""A conversation saved by the Events page is played again by another simulator: the same events."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from desktop.csta import trace
from desktop.csta.relay import peek, readdress
from desktop.station import recording
from desktop.station.views import Change, EventView
from desktop.switchsim import replay
from tests.support.tap import Tap
from tests.support.world import World, world


def heard(told: Iterable[Change]) -> list[tuple[str, str, bytes]]:
    """What was told of whom, but for the monitor's and the link's own numbers."""
    found = []
    for event in told:
        if isinstance(event, EventView):
            where = peek(event.octets)
            assert where is not None
            found.append((event.device, event.name, readdress(event.octets, where, invoke_id=0, cross_ref=b"\0")))
    return found


async def talk(made: World) -> None:
    made.switch("call", from_="0891234567", to="100")
    await made.loop.advance(2.0)
    made.switch("answer", device="100")
    await made.loop.advance(3.0)
    made.switch("hangup", device="100")
    await made.loop.advance(1.0)


async def played(text: str) -> list[tuple[str, str, bytes]]:
    async with world() as second:
        replay.play(second.simulator.switch, replay.read(text))
        await second.loop.advance(30.0)
        return heard(second.told)


async def test_what_the_page_saved_is_heard_again(tmp_path: Path) -> None:
    async with world() as first:
        await talk(first)
        recording.save(first.station.events, tmp_path / "events.jsonl")
        before = heard(first.told)
    assert len(before) > 2
    assert await played((tmp_path / "events.jsonl").read_text("utf-8")) == before


async def test_what_was_recorded_between_the_two_is_heard_again() -> None:
    tap = Tap(asyncio.get_running_loop().time)
    async with world(over=tap.over) as first:
        await talk(first)
        before = heard(first.told)
    assert await played(trace.write(tap.entries)) == before
