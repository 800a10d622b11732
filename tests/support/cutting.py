"""Cuts a switch's first connection after a given number of octets, counted in both directions together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.support.pipes import Wire

Factory = Callable[[], asyncio.Protocol]


class Cut:
    """One cut. The first ``at`` octets of the first connection arrive, whichever way they go; then it is gone.

    :param at: None: it is never cut, only counted.
    :param orderly: both ends see the end of the stream; else a reset connection.
    :param wire: the first connection's, once it is there.
    """

    def __init__(self, at: int | None, wire: Callable[[], Wire], *, orderly: bool) -> None:
        self.count = 0
        """Octets that have passed."""
        self.done = False
        self._at = at
        self._wire = wire
        self._orderly = orderly
        self._connections = 0

    def over(self, factory: Factory) -> Factory:
        """Return the factory of a server whose first connection is cut, for ``create_server``."""

        def made() -> asyncio.Protocol:
            self._connections += 1
            return _Watched(factory(), self) if self._connections == 1 else factory()

        return made

    def let_pass(self, data: bytes) -> bytes:
        """What of these octets still arrives; the rest is lost with the connection."""
        if self.done:
            return b""
        if self._at is not None and self.count + len(data) > self._at:
            data = data[: self._at - self.count]
            self.done = True
        self.count += len(data)
        return data

    def strike(self) -> None:
        """Cut, now that the last octets are on their way."""
        wire = self._wire()
        if self._orderly:
            wire.a_to_b._end()
            wire.b_to_a._end()
        else:
            wire.cut()


class _Watched(asyncio.Protocol):
    """The switch's protocol, with the cut between it and the line."""

    def __init__(self, inner: asyncio.Protocol, cut: Cut) -> None:
        self._inner = inner
        self._cut = cut

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._inner.connection_made(_CutTransport(transport, self._cut))

    def data_received(self, data: bytes) -> None:
        was_done = self._cut.done
        passed = self._cut.let_pass(data)
        if passed:
            self._inner.data_received(passed)
        if self._cut.done and not was_done:
            self._cut.strike()

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        self._inner.connection_lost(error)


class _CutTransport(asyncio.Transport):
    """The way from the switch to the client."""

    def __init__(self, inner: asyncio.Transport, cut: Cut) -> None:
        super().__init__()
        self._inner = inner
        self._cut = cut

    def write(self, data: Any) -> None:
        was_done = self._cut.done
        passed = self._cut.let_pass(bytes(data))
        if passed:
            self._inner.write(passed)
        if self._cut.done and not was_done:
            self._cut.strike()

    def close(self) -> None:
        self._inner.close()

    def is_closing(self) -> bool:
        return self._inner.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._inner.get_extra_info(name, default)
