"""Real input: captured and literal octets take the client from log-in to a finished call; what it sends satisfies the
witness.

The peer (tests/support/octets.py) knows nothing but octets. Sources of the rows: tests/data/README.md.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.control.vocabulary import Control
from desktop.lines import Line
from desktop.translation import translator
from tests.support import virtualtime
from tests.support.octets import OctetPeer, glued, odd, single
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import make_station

RINGS = ["Event Delivered at 100 (ringing) from 257"]
AFTER = {
    "AnswerCall result": ["Event Established at 100"],
    "HoldCall result": ["Event Held"],
    "RetrieveCall result": ["Event Retrieved"],
    "ClearConnection result": ["Event ConnectionCleared"],
}
WAYS = pytest.mark.parametrize("pieces", [glued, single, odd])


async def conversation(pieces: Callable[[bytes], list[bytes]]) -> tuple[list[dict[str, Any]], OctetPeer]:
    """Answer, hold, retrieve and hang up through the console's vocabulary; returns what was written, and the peer."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    peers: list[OctetPeer] = []

    def connected() -> OctetPeer:
        peers.append(OctetPeer(AFTER, pieces))
        return peers[-1]

    listener = await loop.create_server(connected, "pbx", 8800)
    station = make_station(loop)
    written: list[dict[str, Any]] = []
    commands: asyncio.Queue[Line | None] = asyncio.Queue()

    async def lines() -> AsyncIterator[Line]:
        while (line := await commands.get()) is not None:
            yield line

    async with asyncio.TaskGroup() as group:
        link = group.create_task(station.run())
        console = group.create_task(Control(station, written.append, translator("en"), trace=True).serve(lines()))
        await loop.quiet(1)
        peers[0].play(*RINGS)
        await loop.quiet(1)
        for number, do in enumerate(("answer", "hold", "retrieve", "hangup"), 1):
            commands.put_nowait({"id": number, "do": do})
            await loop.quiet(1)
        commands.put_nowait(None)
        await console
        link.cancel()
    listener.close()
    return written, peers[0]


@WAYS
async def test_a_call_by_octets_through_the_console(pieces: Callable[[bytes], list[bytes]]) -> None:
    written, peer = await conversation(pieces)
    assert [line["state"] for line in written if line.get("event") == "link"][-1] == "ready"
    assert [line["ok"] for line in written if "reply" in line] == [True] * 4
    calls = [line["call"] for line in written if line.get("event") == "call"]
    assert {call["call_id"] for call in calls} == {"b164"}
    assert {call["number"] for call in calls} == {"257"}
    phases = [call["phase"] for call in calls]
    assert [phase for phase, before in zip(phases, [None, *phases], strict=False) if phase != before] == [
        "ringing_in",
        "talking",
        "held",
        "talking",
        "gone",
    ]
    assert calls[-1]["outcome"] == "talked"
    assert calls[0]["switch_time"] == "2013-06-04T10:11:12"
    events = [line for line in written if line.get("event") == "csta"]
    assert [event["name"] for event in events] == ["delivered", "established", "held", "retrieved", "connectionCleared"]
    assert events[0]["value"]["callingDevice"] == {"deviceIdentifier": {"deviceIdentifier": {"dialingNumber": "257"}}}
    assert events[0]["value"]["cause"] == "newCall"
    assert peer.heard[-1].hex() == "6406800100810101"


def test_everything_that_the_client_sends_satisfies_the_witness(evidence: Path, tmp_path: Path) -> None:
    _, peer = virtualtime.run(conversation(glued))
    file = tmp_path / "sent.jsonl"
    file.write_text(
        "".join(json.dumps({"name": str(at), "hex": apdu.hex()}) + "\n" for at, apdu in enumerate(peer.heard))
    )
    witness = subprocess.run(
        [sys.executable, evidence / "tools" / "witness" / "witness.py", "check", file],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert witness.returncode == 0, witness.stdout + witness.stderr
    assert witness.stdout.count(" ok") == len(peer.heard)
    assert "not canonical" not in witness.stdout
