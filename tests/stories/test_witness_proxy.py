"""The whole traffic of every flow over real sockets, through the witness's proxy: it approves every message of both
directions, and nothing is left over.

The witness (a process of its own, with the official modules, sharing no code with ours) stands between the client and
the simulator and writes a line for each message that passes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from desktop.csta.services.system import RequestSystemStatus
from desktop.station.station import Station
from desktop.station.views import Change
from desktop.switchsim import Simulator
from tests.support.conversations import CONVERSATIONS, Conversation, Stage
from tests.support.tap import Tap
from tests.support.world import MORNING, make_station

PATIENCE = 20.0


@contextlib.asynccontextmanager
async def proxy(evidence: Path, to: int, out: Path) -> AsyncIterator[int]:
    """Run the witness between a port of its own, which is given, and port ``to``; its lines go to ``out``."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(evidence / "tools" / "witness" / "witness.py"), "proxy"),
        *("--listen", "0", "--to", f"127.0.0.1:{to}", "--out", str(out)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        ready = (await process.stdout.readline()).decode()
        assert ready.startswith("listening on 127.0.0.1:"), ready
        yield int(ready.rpartition(":")[2])
        process.send_signal(signal.SIGTERM)
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class Switch:
    """A port behind which each conversation finds a simulator of its own; what passes is counted."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.tap = Tap(loop.time)
        self.simulator: Simulator

    def begin(self, conversation: Conversation) -> Simulator:
        """A new switch, whose time stands unless it is moved."""
        self.simulator = Simulator(conversation.company, start=MORNING.replace(tzinfo=None), clock="manual")
        return self.simulator

    def protocol(self) -> asyncio.Protocol:
        """A connection to the present switch."""
        return self.simulator.protocol()


async def hold(conversation: Conversation, switch: Switch, port: int) -> list[Change]:
    """Hold a conversation through the proxy, from the log-in to the quit; returns what the client told meanwhile."""
    simulator = switch.begin(conversation)
    station = make_station(asyncio.get_running_loop(), host="127.0.0.1", port=port)
    ready, over = asyncio.Event(), asyncio.Event()
    told: list[Change] = []
    station.subscribe(told.append)
    station.subscribe(lambda change: ready.set() if station.link.state == "ready" else None)

    async def wait(seconds: float) -> None:
        simulator.advance(seconds)
        await rest(station)

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        running = group.create_task(station.run())
        running.add_done_callback(lambda task: over.set())
        await ready.wait()
        await rest(station)
        stage = Stage(station, simulator, rest=lambda: rest(station), wait=wait)
        await conversation.play(stage)
        assert stage.seen() == stage.truth()
        running.cancel()
        await over.wait()
        while simulator.switch.links:  # until the end has gone through the proxy
            await asyncio.sleep(0.001)
    simulator.close()
    return told


async def rest(station: Station) -> None:
    """Wait for the answer to a question: all that was said before has arrived; once more for what followed from it."""
    for _ in range(2):
        await station.session.ask(RequestSystemStatus())


def judged(lines: list[dict[str, Any]]) -> list[str]:
    """What the witness found wrong."""
    return [
        f"link {line['link']} {line['direction']} {line['hex']}: {line.get('error') or line['leftover']}"
        for line in lines
        if "error" in line or line["leftover"] or not line["canonical"]
    ]


@pytest.mark.real_time
async def test_the_witness_approves_all_flows_in_both_directions(evidence: Path, tmp_path: Path) -> None:
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    switch, out = Switch(), tmp_path / "seen.jsonl"
    server = await asyncio.get_running_loop().create_server(switch.tap.over(switch.protocol), "127.0.0.1", 0)
    try:
        async with proxy(evidence, server.sockets[0].getsockname()[1], out) as port:
            for conversation in CONVERSATIONS.values():
                await hold(conversation, switch, port)
    finally:
        server.close()
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert judged(lines) == []
    assert len(lines) == len(switch.tap.entries)
    assert {line["link"] for line in lines} == set(range(1, len(CONVERSATIONS) + 1))
    for direction, count in switch.tap.octets.items():
        seen = [bytes.fromhex(line["hex"]) for line in lines if line["direction"] == direction]
        assert sorted(seen) == sorted(entry.octets for entry in switch.tap.entries if entry.direction == direction)
        assert sum(3 + len(octets) for octets in seen) == count, "whole frames and nothing between them"


def test_what_the_witness_does_not_like_is_found() -> None:
    """Otherwise its silence would say nothing."""
    sound: dict[str, Any] = {"link": 1, "direction": "client->pbx", "hex": "00", "leftover": "", "canonical": True}
    assert judged([sound]) == []
    assert (
        len(judged([sound | {"error": "no frame header"}, sound | {"leftover": "0500"}, sound | {"canonical": False}]))
        == 3
    )
