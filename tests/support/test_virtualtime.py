"""The loop with virtual time: it jumps, it orders, it notices when nothing will ever come."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from tests.support.virtualtime import DeadlockError, LeftOverError, NeverQuietError, VirtualTimeLoop, run


def test_an_hour_passes_at_once() -> None:
    loop = VirtualTimeLoop()
    began = time.monotonic()
    run(asyncio.sleep(3600), loop=loop)
    assert loop.elapsed == pytest.approx(3600)
    assert time.monotonic() - began < 5


def test_timers_run_in_order_each_at_its_time() -> None:
    loop = VirtualTimeLoop()
    seen: list[tuple[str, float]] = []

    async def note(name: str, delay: float) -> None:
        await asyncio.sleep(delay)
        seen.append((name, round(loop.elapsed, 6)))

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            for name, delay in (("late", 30.0), ("early", 0.1), ("middle", 2.5)):
                group.create_task(note(name, delay))

    run(main(), loop=loop)
    assert seen == [("early", 0.1), ("middle", 2.5), ("late", 30.0)]


def test_a_timeout_strikes_after_its_virtual_time() -> None:
    loop = VirtualTimeLoop()

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(15):
                await asyncio.sleep(20)

    run(main(), loop=loop)
    assert loop.elapsed == pytest.approx(15)


def test_waiting_for_what_never_comes_is_noticed_and_says_where() -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(DeadlockError, match=r"main\) at .*test_virtualtime\.py"):
        run(main())


def test_a_task_left_over_is_named() -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    kept: list[asyncio.Task[None]] = []

    async def main() -> None:
        kept.append(asyncio.get_running_loop().create_task(for_ever(), name="forgotten"))

    with pytest.raises(LeftOverError, match="forgotten"):
        run(main())
    assert kept[0].cancelled()


def test_an_error_of_the_main_coroutine_comes_through() -> None:
    async def main() -> None:
        raise LookupError("the test's own")

    with pytest.raises(LookupError, match="the test's own"):
        run(main())


async def test_quiet_lets_near_timers_run_and_leaves_far_ones(virtual_loop: VirtualTimeLoop) -> None:
    ran: list[str] = []
    virtual_loop.call_later(4.0, ran.append, "near")
    far = virtual_loop.call_later(60.0, ran.append, "far")
    await virtual_loop.quiet()
    assert ran == ["near"]
    assert virtual_loop.elapsed == pytest.approx(4.0)
    far.cancel()


async def test_quiet_follows_a_chain_of_near_timers(virtual_loop: VirtualTimeLoop) -> None:
    left = [1, 2, 3, 4]

    def step() -> None:
        left.pop()
        if left:
            virtual_loop.call_later(4.5, step)

    step()
    await virtual_loop.quiet()
    assert left == []


async def test_quiet_with_horizon_nought_lets_no_time_pass(virtual_loop: VirtualTimeLoop) -> None:
    ran: list[str] = []
    timer = virtual_loop.call_later(0.001, ran.append, "timer")
    virtual_loop.call_soon(ran.append, "soon")
    await virtual_loop.quiet(0)
    assert ran == ["soon"]
    assert virtual_loop.elapsed == 0
    timer.cancel()


async def test_a_ticker_is_never_quiet(virtual_loop: VirtualTimeLoop) -> None:
    async def tick() -> None:
        while True:
            await asyncio.sleep(1)

    ticker = virtual_loop.create_task(tick())
    with pytest.raises(NeverQuietError):
        await virtual_loop.quiet(limit=100)
    ticker.cancel()


async def test_advance_runs_what_is_due_at_its_last_moment(virtual_loop: VirtualTimeLoop) -> None:
    ran: list[str] = []
    virtual_loop.call_later(20, ran.append, "due")
    await virtual_loop.advance(20)
    assert ran == ["due"]


async def test_the_clock_stands_while_a_thread_works(virtual_loop: VirtualTimeLoop) -> None:
    release = threading.Event()
    virtual_loop.call_soon(release.set)
    timer = virtual_loop.call_later(1, lambda: None)
    assert await virtual_loop.run_in_executor(None, release.wait, 5)
    assert virtual_loop.elapsed == 0
    timer.cancel()


async def test_the_clock_stands_for_a_thread_of_the_test_s_own(virtual_loop: VirtualTimeLoop) -> None:
    answer: asyncio.Future[str] = virtual_loop.create_future()
    timer = virtual_loop.call_later(1, lambda: None)
    with virtual_loop.standing():
        thread = threading.Thread(target=lambda: virtual_loop.call_soon_threadsafe(answer.set_result, "here"))
        thread.start()
        assert await answer == "here"
    thread.join()
    assert virtual_loop.elapsed == 0
    timer.cancel()


async def test_streams_work_over_the_in_memory_network(virtual_loop: VirtualTimeLoop) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readexactly(4))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"ping")
    assert await reader.read() == b"ping"
    writer.close()
    await writer.wait_closed()
    server.close()


async def test_an_unheard_exception_is_heard_here(
    virtual_loop: VirtualTimeLoop, allow_log: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    allow_log("boom")

    def boom() -> None:
        raise ValueError("boom")

    virtual_loop.call_soon(boom)
    await virtual_loop.quiet(0)
    assert "boom" in caplog.text
