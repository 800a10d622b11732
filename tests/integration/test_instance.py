"""One instance a user: the lock, the door, and who comes through it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.integration import instance as instance_module
from desktop.integration.endpoint import Conversation, address, connect
from desktop.integration.instance import Instance, Write, only_lines_for
from desktop.lines import Line
from desktop.ui.loop import run_app

pytestmark = pytest.mark.real_time


def in_the_loop(app: QApplication, main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run ``main`` on the loop that the program has."""

    async def run(_: QApplication) -> int:
        async with asyncio.timeout(30):
            await main()
        return 0

    assert run_app(run, app) == 0


def known(conversation: Conversation | None) -> Conversation:
    assert conversation is not None
    return conversation


async def echo(lines: AsyncIterator[Line], write: Write) -> None:
    """Answers every line until its visitor leaves."""
    async for line in lines:
        assert isinstance(line, dict)
        write({"event": "noise"})
        write({"reply": line.get("id"), "said": line.get("do")})


def test_the_lock_is_one_s_until_it_is_given_back(qapp: QApplication, tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim() == "mine"
    assert second.claim() == "taken"
    first.close()
    assert second.claim() == "mine"
    second.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there pipes have access rights")
def test_somebody_else_s_folder_is_not_trusted(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allow_log: Callable[..., None]
) -> None:
    allow_log("belongs to somebody else")
    there = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: there + 1)
    assert Instance(tmp_path).claim() == "impossible"


def test_a_folder_that_cannot_be_made(qapp: QApplication, tmp_path: Path, allow_log: Callable[..., None]) -> None:
    allow_log("no folder for the local socket")
    (tmp_path / "file").write_text("", "utf-8")
    assert Instance(tmp_path / "file" / "run").claim() == "impossible"


def test_visitors_are_answered_side_by_side_and_may_come_early(qapp: QApplication, tmp_path: Path) -> None:
    async def main() -> None:
        instance = Instance(tmp_path)
        assert instance.claim() == "mine"
        assert instance.listen()
        early = known(await asyncio.to_thread(connect, tmp_path))
        async with asyncio.TaskGroup() as group:
            with instance.attend(group.create_task, echo):
                late = known(await asyncio.to_thread(connect, tmp_path))
                for visitor in (late, early, late):
                    reply = await asyncio.to_thread(visitor.ask, {"do": "hello"})
                    assert reply == {"reply": 1, "said": "hello"}
                late.__exit__()
                again = known(await asyncio.to_thread(connect, tmp_path))
                assert (await asyncio.to_thread(again.ask, {"do": "x" * 30_000}))["said"] == "x" * 30_000
        assert await asyncio.to_thread(list, early.lines()) == [], "nobody listens any more"
        for visitor in (early, again):
            visitor.__exit__()
        instance.close()
        assert await asyncio.to_thread(connect, tmp_path) is None

    in_the_loop(qapp, main)


def test_the_last_words_arrive_before_the_door_is_shut(qapp: QApplication, tmp_path: Path) -> None:
    said = [{"event": str(number) + "x" * 50_000} for number in range(20)]

    async def once(lines: AsyncIterator[Line], write: Write) -> None:
        await anext(lines)
        for line in said:
            write(line)

    async def main() -> None:
        instance = Instance(tmp_path)
        assert instance.claim() == "mine"
        assert instance.listen()
        visitor = known(await asyncio.to_thread(connect, tmp_path))
        await asyncio.to_thread(visitor._stream.write, b"{}\n")  # which waits for a reader on Windows
        async with asyncio.TaskGroup() as group:
            with instance.attend(group.create_task, once):
                assert await asyncio.to_thread(list, visitor.lines()) == said
        visitor.__exit__()
        instance.close()

    in_the_loop(qapp, main)


def test_who_has_left_before_anybody_attended_is_still_heard(qapp: QApplication, tmp_path: Path) -> None:
    heard: list[Line] = []

    async def listen(lines: AsyncIterator[Line], write: Write) -> None:
        heard.extend([line async for line in lines])

    async def main() -> None:
        instance = Instance(tmp_path)
        assert instance.claim() == "mine"
        assert instance.listen()
        visitor = known(await asyncio.to_thread(connect, tmp_path))
        await asyncio.to_thread(visitor._stream.write, b'{"do": "hello"}\n')  # which waits for a reader on Windows
        visitor.__exit__()
        await asyncio.sleep(0.2)  # until the loop has seen them come and go
        async with asyncio.TaskGroup() as group:
            with instance.attend(group.create_task, listen):
                pass
        instance.close()

    in_the_loop(qapp, main)
    assert heard in ([], [{"do": "hello"}])


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe goes with its process")
def test_the_socket_of_an_instance_that_crashed_is_replaced(qapp: QApplication, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address(tmp_path))

    modes: list[int] = []

    async def main() -> None:
        instance = Instance(tmp_path)
        assert instance.claim() == "mine"
        assert instance.listen()
        modes.append(os.stat(address(tmp_path)).st_mode)  # noqa: PTH116 - no path in a coroutine
        known(await asyncio.to_thread(connect, tmp_path)).__exit__()
        instance.close()

    in_the_loop(qapp, main)
    assert [mode & 0o077 for mode in modes] == [0], "nobody else can open it"


@pytest.mark.skipif(sys.platform != "linux", reason="peer credentials are Linux's here")
def test_another_user_is_not_let_in(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        instance = Instance(tmp_path)
        assert instance.claim() == "mine"
        assert instance.listen()
        visitor = known(await asyncio.to_thread(connect, tmp_path))
        there = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: there + 1)
        async with asyncio.TaskGroup() as group:
            with instance.attend(group.create_task, echo):
                assert await asyncio.to_thread(list, visitor.lines()) == []
        visitor.__exit__()
        instance.close()

    in_the_loop(qapp, main)


def test_who_does_not_read_is_let_go(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allow_log: Callable[..., None]
) -> None:
    allow_log("does not read")
    monkeypatch.setattr(instance_module, "MOST_UNSENT", 1_000_000)
    served: list[int] = []

    async def flood(lines: AsyncIterator[Line], write: Write) -> None:
        for number in range(100):
            write({"event": "x" * 100_000})
            served.append(number)
            await asyncio.sleep(0)
        assert [line async for line in lines] == []

    async def main() -> None:
        instance = Instance(tmp_path)
        assert instance.claim() == "mine"
        assert instance.listen()
        visitor = known(await asyncio.to_thread(connect, tmp_path))
        async with asyncio.TaskGroup() as group:
            with instance.attend(group.create_task, flood):
                while len(served) < 100:
                    await asyncio.sleep(0.01)
        visitor.__exit__()
        instance.close()

    in_the_loop(qapp, main)


async def test_own_commands_are_answered_and_others_handed_on() -> None:
    async def given() -> AsyncIterator[Line]:
        for do in ("show", "dial", "show"):
            yield {"id": do, "do": do}
        yield {"do": ["list"]}

    written: list[dict[str, Any]] = []
    own = {"show": lambda line: {"ok": True, "x": line["do"]}}
    others = [line async for line in only_lines_for(given(), own, written.append)]
    assert others == [{"id": "dial", "do": "dial"}, {"do": ["list"]}]
    assert written == [{"reply": "show", "ok": True, "x": "show"}] * 2
