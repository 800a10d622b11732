"""Listens at a switch's side of its connections: every octet of both directions, in the order in which the switch
heard and said it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from desktop.csta.dialects import HIPATH
from desktop.csta.framing import Deframer
from desktop.csta.trace import Direction, Entry


class Tap:
    """A record of all connections of one server.

    :param clock: seconds, for the record.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.entries: list[Entry] = []
        self.octets: dict[Direction, int] = {"client->pbx": 0, "pbx->client": 0}
        """How many octets went each way, headers of frames included."""
        self._clock = clock
        self._links = 0

    def over(self, factory: Callable[[], asyncio.Protocol]) -> Callable[[], asyncio.Protocol]:
        """Return the factory of a server that is listened to, for ``create_server``."""

        def tapped() -> asyncio.Protocol:
            self._links += 1
            return _Tapped(factory(), self, self._links)

        return tapped

    def hear(self, ear: Ear, data: bytes) -> None:
        """Note octets of one direction of one connection."""
        self.octets[ear.direction] += len(data)
        for apdu in ear.deframer.feed(data):
            self.entries.append(Entry(ear.direction, apdu, self._clock(), ear.link))


class Ear:
    """One direction of one connection."""

    def __init__(self, direction: Direction, link: int) -> None:
        self.direction = direction
        self.link = link
        self.deframer = Deframer(HIPATH)


class _Tapped(asyncio.Protocol):
    """The switch's protocol, with an ear at its data and at its transport."""

    def __init__(self, inner: asyncio.Protocol, tap: Tap, link: int) -> None:
        self._inner = inner
        self._tap = tap
        self._hears, self._says = Ear("client->pbx", link), Ear("pbx->client", link)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._inner.connection_made(_TappedTransport(transport, lambda data: self._tap.hear(self._says, data)))

    def data_received(self, data: bytes) -> None:
        self._tap.hear(self._hears, data)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def connection_lost(self, error: Exception | None) -> None:
        self._inner.connection_lost(error)

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()


class _TappedTransport(asyncio.Transport):
    """A transport that is written to."""

    def __init__(self, inner: asyncio.Transport, heard: Callable[[bytes], None]) -> None:
        super().__init__()
        self._inner = inner
        self._heard = heard

    def write(self, data: Any) -> None:
        if not self._inner.is_closing():
            self._heard(bytes(data))
        self._inner.write(data)

    def close(self) -> None:
        self._inner.close()

    def abort(self) -> None:
        self._inner.abort()

    def is_closing(self) -> bool:
        return self._inner.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._inner.get_extra_info(name, default)
