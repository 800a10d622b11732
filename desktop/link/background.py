"""What is asked beside all that matters: after the snapshots, and never while the switch is overloaded."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from desktop.link.client import Client, Done


class Background:
    """The requests of one connection that can wait (call-model rule 3).

    :param may_ask: whether the switch may be asked now (not while it is overloaded).
    """

    def __init__(self, client: Client, may_ask: Callable[[], bool]) -> None:
        self._client = client
        self._may_ask = may_ask
        self._waiting: deque[tuple[Any, Done]] = deque()

    def request(self, argument: Any, done: Done) -> None:
        """Ask an operation soon, behind what is being asked already.

        ``done`` is called as by :meth:`Client.request`; never, where the overload lasts longer than the link.
        """
        self._waiting.append((argument, done))
        asyncio.get_running_loop().call_soon(self.resume)

    def resume(self) -> None:
        """Ask what waits, if the switch may be asked now."""
        while self._waiting and self._may_ask():
            self._client.request(*self._waiting.popleft())
