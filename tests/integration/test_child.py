"""A child that speaks JSON lines: its ready line, its replies, its end, its last words."""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

import psutil
import pytest

from desktop.integration import child as child_module
from desktop.integration.child import Child, ChildError

pytestmark = pytest.mark.real_time

ECHO = """
import json, sys
print("starting", file=sys.stderr, flush=True)
print(json.dumps({"ready": True, "listen": "127.0.0.1:1"}), flush=True)
kept = []
for line in sys.stdin:
    command = json.loads(line)
    if command["do"] == "die":
        print("first line", file=sys.stderr)
        print("no memory left", file=sys.stderr, flush=True)
        sys.exit(3)
    if command["do"] == "deaf":
        sys.stdout.close()
        import os
        os.close(1)
        continue
    if command["do"] == "keep":
        kept.append(command)
        continue
    if command["do"] == "noise":
        print("no JSON", flush=True)
        print(json.dumps({"reply": [1]}), flush=True)
        print(json.dumps({"reply": None}), flush=True)
        print(json.dumps({"reply": 99}), flush=True)
        print(json.dumps({"event": "something"}), flush=True)
    for old in reversed(kept):
        print(json.dumps({"reply": old["id"], "ok": True, "do": old["do"]}), flush=True)
    kept.clear()
    print(json.dumps({"reply": command["id"], "ok": True, "name": command.get("name")}), flush=True)
"""


def python(code: str) -> Child:
    """A child that runs this."""
    return Child([sys.executable, "-c", code])


def children() -> list[psutil.Process]:
    """The children of this process that live."""
    return [one for one in psutil.Process().children() if one.status() != psutil.STATUS_ZOMBIE]


async def test_ready_replies_and_the_end() -> None:
    before = len(psutil.Process().children())
    child = python(ECHO)
    assert await child.start() == {"ready": True, "listen": "127.0.0.1:1"}
    reply = await child.ask({"do": "echo", "name": "Müller"})
    assert (reply["ok"], reply["name"]) == (True, "Müller")
    await child.close()
    assert len(psutil.Process().children()) == before, "not even a zombie is left"
    await child.close()
    with pytest.raises(ChildError):
        await child.ask({"do": "echo"})


async def test_replies_may_overtake_each_other() -> None:
    child = python(ECHO)
    await child.start()
    first = asyncio.get_running_loop().create_task(child.ask({"do": "keep"}))
    second = asyncio.get_running_loop().create_task(child.ask({"do": "keep"}))
    await asyncio.sleep(0)
    third = await child.ask({"do": "echo"})
    assert [(await first)["reply"], (await second)["reply"], third["reply"]] == [1, 2, 3]
    await child.close()


async def test_what_answers_nothing_is_passed_over() -> None:
    child = python(ECHO)
    await child.start()
    assert (await child.ask({"do": "noise"}))["ok"]
    assert (await child.ask({"do": "echo"}))["ok"]
    await child.close()


async def test_who_stops_waiting_is_not_disturbed() -> None:
    child = python(ECHO)
    await child.start()
    waiting = asyncio.get_running_loop().create_task(child.ask({"do": "keep"}))
    await asyncio.sleep(0)
    waiting.cancel()
    assert (await child.ask({"do": "echo"}))["ok"]
    await child.close()


async def test_an_end_in_the_middle_says_its_last_words() -> None:
    child = python(ECHO)
    await child.start()
    waiting = asyncio.get_running_loop().create_task(child.ask({"do": "keep"}))
    await asyncio.sleep(0)
    with pytest.raises(ChildError, match="no memory left"):
        await child.ask({"do": "die"})
    with pytest.raises(ChildError, match="no memory left"):
        await waiting
    with pytest.raises(ChildError, match="no memory left"):
        await child.ask({"do": "echo"})
    await child.close()


async def test_a_child_that_answers_no_more_is_not_waited_for() -> None:
    child = python(ECHO)
    await child.start()
    child._process.stdin.write(b'{"id": 0, "do": "deaf"}\n')  # type: ignore[union-attr]
    child._process.stdin.flush()  # type: ignore[union-attr]
    async with asyncio.timeout(10):
        while not child._over:
            await asyncio.sleep(0)
    with pytest.raises(ChildError):
        await child.ask({"do": "echo"})
    await child.close()


@pytest.mark.parametrize(
    ("code", "said"),
    [("import sys; sys.exit('no such port')", "no such port"), ("pass", "has ended: -")],
    ids=["with a word", "without"],
)
async def test_a_child_that_ends_instead_of_starting(code: str, said: str) -> None:
    child = python(code)
    with pytest.raises(ChildError, match=said) as caught:
        await child.start()
    assert str(caught.value) == str(caught.value.sentence)
    assert children() == []


async def test_a_program_that_does_not_exist(tmp_path: Path) -> None:
    child = Child([str(tmp_path / "nothing")])
    with pytest.raises(ChildError, match="cannot be started: No such file"):
        await child.start()
    with pytest.raises(ChildError):
        await child.ask({"do": "echo"})
    await child.close()


async def test_a_child_that_never_becomes_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "READY_SECONDS", 0.2)
    child = python("import sys; sys.stdin.read()")
    with pytest.raises(ChildError, match="did not become ready"):
        await child.start()
    assert children() == []


async def test_a_child_that_does_not_want_to_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "END_SECONDS", 0.2)
    child = python("import time\nprint('{\"ready\": true}', flush=True)\ntime.sleep(600)")
    await child.start()
    assert len(children()) == 1
    await child.close()
    assert children() == []


async def test_only_the_last_words_are_kept() -> None:
    child = python("import sys\nfor n in range(20000): print('word', n, file=sys.stderr)\nsys.exit('the end')")
    with pytest.raises(ChildError, match="the end"):
        await child.start()
    assert len(child._last_words) <= 2000


async def test_no_thread_is_left_when_it_is_closed() -> None:
    before = set(threading.enumerate())
    child = python(ECHO)
    await child.start()
    await child.close()
    assert set(threading.enumerate()) == before
