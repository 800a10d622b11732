"""Whatever answers at the other end: each trouble has its code and sentence in console and window, and the next try
works.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import pytest

from desktop.control import form
from desktop.translation import translator
from desktop.viewmodels.link import LinkViewModel
from tests.support.octets import OctetPeer, framed, glued, rows
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import HOST, PORT, make_station


class Says(asyncio.Protocol):
    """A peer that says the same to everybody, at once or after the log-in, and then perhaps closes."""

    def __init__(self, data: bytes, *, at_once: bool = False, close: bool = False) -> None:
        self._data, self._at_once, self._close = data, at_once, close
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if self._at_once:
            self._say()

    def data_received(self, data: bytes) -> None:
        if not self._at_once:
            self._at_once = True
            self._say()

    def _say(self) -> None:
        assert self._transport is not None
        self._transport.write(self._data)
        if self._close:
            self._transport.close()


class Breaks(OctetPeer):
    """A switch that is right until the station is monitored, and then sends ``tail``, and perhaps closes."""

    def __init__(self, tail: bytes, *, close: bool = False) -> None:
        super().__init__({}, glued)
        self._tail, self._close, self._broken = tail, close, False

    def _send(self, apdus: list[bytes]) -> None:
        if not self._broken:
            super()._send(apdus)
            if any(b"\x55\x02\x00\x11" in apdu for apdu in apdus):
                self._broken = True
                assert self._transport is not None
                self._transport.write(self._tail)
                if self._close:
                    self._transport.close()


pytestmark = pytest.mark.usefixtures("qapp")
ROWS = rows()
ACCEPTED = framed(ROWS["AARE accepted (real stamp)"]) + framed(ROWS["SystemStatus invoke (normal)"])
DELIVERED = framed(ROWS["Event Delivered at 100 (ringing) from 257"])

PEERS: dict[str, tuple[Callable[[], asyncio.Protocol], str, str]] = {
    "web server": (lambda: Says(b"HTTP/1.1 400 Bad Request\r\n\r\n", close=True), "notCsta", "speaks HTTP"),
    "ssh server": (lambda: Says(b"SSH-2.0-OpenSSH_9.2\r\n", at_once=True), "notCsta", "speaks SSH"),
    "CSTA in XML": (lambda: Says(bytes.fromhex("0000001930303030") + b"<SystemStatus/>"), "notCsta", "CSTA XML"),
    "garbage": (lambda: Says(bytes(range(255, 0, -1)), at_once=True), "notCsta", "not a CSTA port"),
    "closes at log-in": (lambda: Says(b"", close=True), "closedAtLogin", "closed the connection at log-in"),
    "never answers": (lambda: Says(b""), "notCsta", "does not answer the log-in"),
    "wrong password": (
        lambda: Says(framed(ROWS["AARE rejected permanent, authentication failure (13)"])),
        "wrongPassword",
        "user name and password",
    ),
    "half a frame at log-in": (lambda: Says(ACCEPTED[:20], close=True), "closedAtLogin", "closed the connection"),
    "silent in the middle of a frame": (lambda: Breaks(DELIVERED[:30]), "silent", "has not answered"),
    "half a frame at the end": (lambda: Breaks(DELIVERED[:30], close=True), "cutOff", "in the middle of a message"),
    "garbage after the log-in": (lambda: Breaks(b"\xff" * 64), "damaged", "26"),
}
NETWORK: dict[str, tuple[OSError, str, str]] = {
    "closed port": (ConnectionRefusedError(111, "Connection refused"), "portClosed", "does not accept connections"),
    "wrong host": (socket.gaierror(-2, "Name or service not known"), "hostUnknown", "is not known"),
    "no route": (OSError(113, "No route to host"), "unreachable", "No route to host"),
}


async def trouble(code: str, words: str, mend: Callable[[], None]) -> None:
    """See the trouble named, mend it, try again at once, and be connected."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    station, tr = make_station(loop), translator("en")
    window = LinkViewModel(station, tr, station.now)
    station.subscribe(window.apply)
    downs = []
    station.subscribe(lambda change: downs.append(station.link) if station.link.state == "down" else None)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(station.run())
        async with asyncio.timeout(400):
            while not downs:
                await asyncio.sleep(0.5)
        assert downs[0].code == code
        spoken = form.link(downs[0], tr)
        assert words in spoken["reason"]
        assert spoken["retry_in"] > 0
        assert words in window.text
        mend()
        station.try_now()
        await loop.quiet(0.5)
        assert station.link.state == "ready"
        assert str(station.link.reason) == "None"
        running.cancel()


@pytest.mark.parametrize("name", PEERS)
async def test_who_answers_wrongly_is_named(name: str) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    make, code, words = PEERS[name]
    listeners = [await loop.create_server(make, HOST, PORT)]

    def mend() -> None:
        listeners[0].close()
        loop.network.listen(lambda: OctetPeer({}, glued), HOST, PORT)

    await trouble(code, words, mend)


@pytest.mark.parametrize("name", NETWORK)
async def test_what_is_wrong_with_the_network_is_named(name: str) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    error, code, words = NETWORK[name]
    loop.network.listen(lambda: OctetPeer({}, glued), HOST, PORT)
    loop.network.trouble(HOST, error)
    await trouble(code, words, lambda: loop.network.mend(HOST))
