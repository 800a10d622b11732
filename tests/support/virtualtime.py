"""An asyncio event loop whose time is virtual: when nothing is runnable, it jumps to the next timer.

A test that waits an hour takes no time, and the same test always runs the same way. Sockets do not belong here:
``create_connection`` and ``create_server`` of this loop go to an in-memory network (:mod:`tests.support.pipes`).

Worker threads are real: the clock stands while a ``run_in_executor`` call is under way, and inside
:meth:`VirtualTimeLoop.standing`, which is for other threads that answer by ``call_soon_threadsafe``.

An ``async def test_...`` runs on such a loop by itself (tests/conftest.py); elsewhere use :func:`run`.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from tests.support import pipes

T = TypeVar("T")

START = 1000.0
"""``loop.time()`` of a new loop, in seconds: not 0, so that nobody takes an unset time for the beginning."""

RESOLUTION = 1e-9
"""What is due within so many seconds is due now."""
REAL_PATIENCE = 10.0
"""Seconds of real time that worker threads may take while the virtual clock stands."""


class DeadlockError(AssertionError):
    """Nothing is runnable, no timer is due and no thread is at work: what the test waits for will never come."""


class NeverQuietError(AssertionError):
    """Something keeps setting itself timers within the horizon, so that the loop does not come to rest."""


class LeftOverError(AssertionError):
    """The main coroutine has ended, and tasks that it started have not."""


class _Waiter(NamedTuple):
    horizon: float
    deadline: float
    future: asyncio.Future[None]


class _JumpingSelector(selectors.DefaultSelector):
    """Asks the loop instead of sleeping. Only the loop's own wake-up socket is registered with it."""

    idle: Callable[[float | None], float]

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        return super().select(self.idle(timeout))


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop that never sleeps.

    :param network: where ``create_connection`` and ``create_server`` go; a new, empty one by default.
    """

    def __init__(self, network: pipes.Network | None = None) -> None:
        self._now = START
        self._threads = 0
        self._waiters: list[_Waiter] = []
        self.network = network if network is not None else pipes.Network()
        selector = _JumpingSelector()
        selector.idle = self._idle
        super().__init__(selector)
        self._clock_resolution = RESOLUTION  # the loop's own takes what is due within Windows' 16 ms together

    def time(self) -> float:
        """Return the virtual time in seconds."""
        return self._now

    @property
    def elapsed(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._now - START

    async def quiet(self, horizon: float = 5.0, *, limit: float = 3600.0) -> None:
        """Return when nothing is runnable, the pipes are empty and no timer is due within ``horizon`` seconds.

        Timers within the horizon run meanwhile, each at its time; ``horizon=0`` lets no time pass at all.

        :raises NeverQuietError: ``limit`` virtual seconds have passed without rest.
        """
        waiter = _Waiter(horizon, self._now + limit, self.create_future())
        self._waiters.append(waiter)
        try:
            await waiter.future
        finally:
            self._waiters.remove(waiter)

    async def advance(self, seconds: float) -> None:
        """Let ``seconds`` of virtual time pass and everything happen that is due in them, the last moment included."""
        await asyncio.sleep(seconds)
        await self.quiet(0)

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Let the clock stand and really wait: a thread that this loop does not know is at work."""
        self._threads += 1
        try:
            yield
        finally:
            self._threads -= 1

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:  # type: ignore[override]
        """As asyncio's; the clock stands until the thread is done."""
        future = super().run_in_executor(executor, func, *args)
        self._threads += 1

        def done(_: asyncio.Future[T]) -> None:
            self._threads -= 1

        future.add_done_callback(done)
        return future

    async def create_connection(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.Protocol],
        host: str | None = None,
        port: int | None = None,
        **options: Any,
    ) -> tuple[asyncio.Transport, asyncio.Protocol]:
        """Connect through the in-memory network; errors are those of real sockets (OSError)."""
        _refuse_tls(options)
        if host is None or port is None:
            raise NotImplementedError("real sockets have no place in virtual time: mark the test real_time")
        return await self.network.connect(protocol_factory, host, port)

    async def create_server(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.Protocol],
        host: str | None = None,
        port: int | None = None,
        **options: Any,
    ) -> pipes.Listener:
        """Listen in the in-memory network; port 0 picks a free one, see ``sockets[0].getsockname()``."""
        _refuse_tls(options)
        return self.network.listen(protocol_factory, host or "127.0.0.1", port or 0)

    def _idle(self, timeout: float | None) -> float:
        """Nothing is runnable; the next timer is due in ``timeout`` s. Return how long really to wait."""
        if self._threads:
            return REAL_PATIENCE
        woken = False
        for waiter in self._waiters:
            if waiter.future.done():
                continue
            if timeout is None or timeout > waiter.horizon:
                waiter.future.set_result(None)
                woken = True
            elif self._now > waiter.deadline:
                waiter.future.set_exception(NeverQuietError(f"a timer is always due within {waiter.horizon:g} s"))
                woken = True
        if not woken:
            if timeout is None:
                raise DeadlockError(f"this will never come:\n{_describe(asyncio.all_tasks(self))}")
            self._now += timeout
        return 0.0


def run(main: Coroutine[Any, Any, T], *, loop: VirtualTimeLoop | None = None) -> T:
    """Run ``main`` to its end in virtual time and close the loop.

    :raises LeftOverError: tasks are left over although everything runnable has run.
    :raises DeadlockError: ``main`` waits for what will never come.
    """
    loop = VirtualTimeLoop() if loop is None else loop
    try:
        result = loop.run_until_complete(main)
        loop.run_until_complete(loop.quiet(0))
        left = [task for task in asyncio.all_tasks(loop) if not task.done()]
        if left:
            raise LeftOverError(f"tasks are left over:\n{_describe(left)}")
        return result
    finally:
        _cancel_all(loop)
        with loop.standing():
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def _cancel_all(loop: VirtualTimeLoop) -> None:
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


def _describe(tasks: Any) -> str:
    """Return one line a task: its name and where it waits."""
    lines = []
    for task in tasks:
        frames = task.get_stack(limit=1)
        where = f"{frames[0].f_code.co_filename}:{frames[0].f_lineno}" if frames else "?"
        lines.append(f"  {task.get_name()} ({task.get_coro().__qualname__}) at {where}")
    return "\n".join(sorted(lines)) or "  (no task)"


def _refuse_tls(options: dict[str, Any]) -> None:
    if options.get("ssl") is not None or options.get("sock") is not None:
        raise NotImplementedError("TLS and given sockets have no place in virtual time: mark the test real_time")
