"""Golden traces: what goes over the wire in each flow of the call model, held octet for octet in tests/data/traces.

When octets are to change, ``pytest tests/stories/test_traces.py --record-traces`` writes the files anew, and the change
is seen in review. See tests/data/README.md.
"""

from __future__ import annotations

import asyncio
import difflib
import json
import subprocess
import sys
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import pytest

from desktop.csta import trace
from desktop.csta.explain import explain, text
from desktop.csta.trace import Entry
from desktop.switchsim import Simulator
from tests.support.conversations import CONVERSATIONS, Conversation, Stage
from tests.support.tap import Tap
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import HOST, MORNING, PORT, make_station

TRACES = Path(__file__).parents[1] / "data" / "traces"


async def held(conversation: Conversation) -> list[Entry]:
    """Hold a conversation in virtual time, from the log-in to the quit; return what went over the wire."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    simulator = Simulator(conversation.company, start=MORNING.replace(tzinfo=None))
    tap = Tap(lambda: loop.elapsed)
    listener = await loop.create_server(tap.over(simulator.protocol), HOST, PORT)
    station = make_station(loop)
    stage = Stage(station, simulator, rest=lambda: loop.advance(1.0), wait=loop.advance)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(station.run())
        await loop.advance(1.0)
        assert station.link.state == "ready"
        await conversation.play(stage)
        assert stage.seen() == stage.truth()
        running.cancel()
        await loop.quiet(0)
        simulator.close()
        listener.close()
    return tap.entries


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_what_goes_over_the_wire_is_what_was_recorded(name: str, pytestconfig: pytest.Config) -> None:
    file = TRACES / f"{name}.jsonl"
    entries = await held(CONVERSATIONS[name])
    if pytestconfig.getoption("record_traces"):
        file.write_text(trace.write(entries), "utf-8")
    recorded = list(trace.read(file.read_text("utf-8")))
    rounded = list(trace.read(trace.write(entries)))
    if rounded != recorded:
        pytest.fail(difference(recorded, rounded), pytrace=False)


def difference(recorded: Iterable[Entry], now: Iterable[Entry]) -> str:
    """Say which message is another one, and show it as it was and as it is."""
    for number, (was, new) in enumerate(zip_longest(recorded, now), 1):
        if was != new:
            lines = difflib.unified_diff(shown(was), shown(new), "recorded", "now", n=99, lineterm="")
            return f"message {number} of the conversation is another one:\n" + "\n".join(lines)
    return ""


def shown(entry: Entry | None) -> list[str]:
    """A message for people; nothing for none."""
    if entry is None:
        return []
    tree = text(explain(entry.octets, mask_secrets=False)).splitlines()
    return [f"{entry.time:.3f} {entry.direction} {trace.name_of(entry.octets)}", entry.octets.hex(" "), *tree]


def test_there_is_a_file_for_each_conversation_and_no_other() -> None:
    assert {path.stem for path in TRACES.iterdir()} == set(CONVERSATIONS)


def test_a_changed_octet_is_shown() -> None:
    recorded = [Entry("client->pbx", bytes.fromhex("a10c020101020200d330030a0102"))]
    now = [Entry("client->pbx", bytes.fromhex("a10c020101020200d330030a0101"))]
    assert difference(recorded, recorded) == ""
    said = difference(recorded, now)
    assert said.startswith("message 1 ")
    assert "normal (2)" in said
    assert "enabled (1)" in said
    assert "-a1 0c 02 01 01 02 02 00 d3 30 03 0a 01 02" in difference(recorded, [])


def test_the_witness_approves_what_was_recorded(evidence: Path, tmp_path: Path) -> None:
    rows = [
        {"name": f"{path.stem} {number}", "hex": entry.octets.hex()}
        for path in sorted(TRACES.glob("*.jsonl"))
        for number, entry in enumerate(trace.read(path.read_text("utf-8")), 1)
    ]
    file = tmp_path / "all.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = subprocess.run(
        [sys.executable, evidence / "tools" / "witness" / "witness.py", "check", file],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    wrong = [line for line in done.stdout.splitlines() if not line.endswith(" ok")]
    assert wrong == ["0 failed"], done.stderr
    assert done.stdout.count(" ok\n") == len(rows)
