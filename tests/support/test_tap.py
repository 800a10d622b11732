"""The tap: everything that passes, in order, whatever the octets' pieces; nothing is changed."""

from __future__ import annotations

import asyncio

from desktop.csta.trace import Entry
from tests.support import pipes
from tests.support.octets import framed
from tests.support.tap import Tap
from tests.support.virtualtime import VirtualTimeLoop

ASKED, ANSWERED = bytes.fromhex("a10c020101020200d330030a0102"), bytes.fromhex("a20b0201013006020200d30500")


class Switch(asyncio.Protocol):
    """Answers every piece, and hangs up at the end."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        assert transport.get_extra_info("peername") is not None
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(framed(ANSWERED)[:5])
        self.transport.write(framed(ANSWERED)[5:])

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, error: Exception | None) -> None:
        self.transport.write(framed(ANSWERED))  # too late: nobody hears it


class Client(asyncio.Protocol):
    """Keeps what comes."""

    heard = b""

    def data_received(self, data: bytes) -> None:
        self.heard += data


async def test_a_conversation_is_heard(virtual_loop: VirtualTimeLoop) -> None:
    tap = Tap(lambda: virtual_loop.elapsed)
    virtual_loop.network.listen(tap.over(Switch), "pbx", 8800)
    for link in (1, 2):
        transport, client = await virtual_loop.create_connection(Client, "pbx", 8800)
        assert isinstance(client, Client)
        assert isinstance(transport, pipes.MemoryTransport)
        await virtual_loop.advance(1.5)
        transport.write(framed(ASKED)[:4])
        transport.write(framed(ASKED)[4:])
        await virtual_loop.quiet(0)
        assert client.heard == 2 * framed(ANSWERED)
        transport.write_eof()
        await virtual_loop.quiet(0)
        assert transport.is_closing()
        asked, answered = (
            Entry("client->pbx", ASKED, link * 1.5, link),
            Entry("pbx->client", ANSWERED, link * 1.5, link),
        )
        assert tap.entries[-3:] == [answered, asked, answered]
    assert tap.octets == {"client->pbx": 2 * len(framed(ASKED)), "pbx->client": 4 * len(framed(ANSWERED))}
