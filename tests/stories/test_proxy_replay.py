"""What the witness's proxy has recorded is played again by another simulator: a client that was not there sees the same
calls.

The proxy stands between the client and the switch, as at a customer's, and its file goes to ``replay`` as it is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.station.views import CallView, Change
from desktop.switchsim.server import read_trace, split_address
from tests.stories.test_saved_events import heard
from tests.stories.test_witness_proxy import PATIENCE, Switch, hold, proxy
from tests.support.conversations import CONVERSATIONS
from tests.support.world import make_station, world
from tests.switchsim.test_server import Program

LONG = 30.0
"""Seconds after which every recording is over; each took a moment, for the switch's time stood still meanwhile."""
SNAPSHOTS = 3600.0
"""A switch that plays has no calls, and says so to whoever asks: here nobody does."""


@dataclass(frozen=True)
class Recording:
    """A conversation, as the proxy wrote it down and as the client saw it."""

    text: str
    told: Sequence[Change]


async def _record(evidence: Path, out: Path, names: Iterable[str]) -> list[Sequence[Change]]:
    switch = Switch()
    server = await asyncio.get_running_loop().create_server(switch.protocol, "127.0.0.1", 0)
    try:
        async with proxy(evidence, server.sockets[0].getsockname()[1], out) as port:
            return [await hold(CONVERSATIONS[name], switch, port) for name in names]
    finally:
        server.close()


@pytest.fixture(scope="module")
def recordings(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recording]:
    """Every conversation of the table of flows, by its name: of one file, in which each has its link."""
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    out = tmp_path_factory.mktemp("proxy") / "seen.jsonl"
    told = asyncio.run(_record(evidence, out, CONVERSATIONS))
    texts: dict[int, str] = {}
    for line in read_trace(str(out)).splitlines(keepends=True):
        link = json.loads(line)["link"]
        texts[link] = texts.get(link, "") + line
    assert sorted(texts) == list(range(1, len(CONVERSATIONS) + 1))
    return {name: Recording(texts[at], told[at - 1]) for at, name in enumerate(CONVERSATIONS, 1)}


def calls(told: Iterable[Change]) -> list[list[tuple[str, str, str | None]]]:
    """Each call in the order of their beginning: the states and phases that it was seen in, and how it ended."""
    seen: dict[str, list[tuple[str, str, str | None]]] = {}
    for view in told:
        if isinstance(view, CallView):
            states = seen.setdefault(view.id, [])
            if states[-1:] != [now := (view.state, view.phase, view.outcome)]:
                states.append(now)
    return list(seen.values())


async def _played(text: str) -> list[Change]:
    async with world(resync_seconds=SNAPSHOTS) as second:
        second.switch("replay", trace=text)
        await second.loop.advance(LONG)
        assert second.station.calls == ()
        return second.told


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_the_same_is_seen_once_more(name: str, recordings: dict[str, Recording]) -> None:
    before = recordings[name]
    again = await _played(before.text)
    assert heard(again) == heard(before.told)
    assert calls(again) == calls(before.told)
    assert calls(again)


@pytest.mark.real_time
async def test_a_file_is_played_as_it_was_written(evidence: Path, tmp_path: Path) -> None:
    """By the program itself, which begins when the client has logged in."""
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    out = tmp_path / "seen.jsonl"
    (before,) = await _record(evidence, out, ["consult-c"])
    again: list[Change] = []
    program = Program("--listen", "127.0.0.1:0", "--replay", str(out))
    try:
        host, port = split_address((await asyncio.to_thread(program.line))["listen"])
        station = make_station(asyncio.get_running_loop(), host=host, port=port, resync_seconds=SNAPSHOTS)
        station.subscribe(again.append)
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
            running = group.create_task(station.run())
            while len(heard(again)) < len(heard(before)):
                await asyncio.sleep(0.01)
            running.cancel()
    finally:
        program.process.terminate()
        await asyncio.to_thread(program.end)
    assert (heard(again), calls(again)) == (heard(before), calls(before))


async def test_a_client_that_comes_to_a_replay_has_looked_before_it_begins(recordings: dict[str, Recording]) -> None:
    before = recordings["incoming"]

    async with world(resync_seconds=SNAPSHOTS) as second:
        second.switch("fault", name="restart")
        second.switch("replay", trace=before.text, wait=True)
        await second.loop.advance(LONG)
        assert [link.state for link in second.links()][-1] == "ready"
    assert calls(second.told) == calls(before.told)
