"""A simulator on the virtual loop's own network, and clients of it that know octets and nothing else."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.switchsim.company import Company, Quirks, small_office
from desktop.switchsim.links import Simulator
from tests.support.virtualtime import VirtualTimeLoop

FRAMED = {
    row["name"]: "2680" + f"{len(row['hex']) // 2:02x}" + row["hex"]
    for row in map(json.loads, (Path(__file__).parents[1] / "data" / "pdus.jsonl").read_text("utf-8").splitlines())
}
"""Octets by the names of tests/data/pdus.jsonl, as they are on the wire."""
START = datetime(2013, 6, 4, 10, 11, 12)


class Peer(asyncio.Protocol):
    """The client's end: octets, and nothing else."""

    def __init__(self) -> None:
        self.octets = b""
        self.pieces: list[bytes] = []
        self.lost = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.octets += data
        self.pieces.append(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def send(self, hexadecimal: str) -> None:
        """Send octets."""
        self.transport.write(bytes.fromhex(hexadecimal))

    def take(self) -> str:
        """What came since the last time."""
        octets, self.octets = self.octets, b""
        self.pieces = []
        return octets.hex()


class Wire:
    """A simulator in the loop's own network, and clients of it."""

    def __init__(self, loop: VirtualTimeLoop, company: Company | None = None, **options: Any) -> None:
        self.loop = loop
        self.simulator = Simulator(company or small_office(), start=START, loop=loop, **options)
        self._listening = False

    async def client(self, *, log_in: bool = True) -> Peer:
        """A client, logged in unless told otherwise."""
        if not self._listening:
            await self.loop.create_server(self.simulator.protocol, "127.0.0.1", 8800)
            self._listening = True
        _, peer = await self.loop.create_connection(Peer, "127.0.0.1", 8800)
        assert isinstance(peer, Peer)
        if log_in:
            peer.send(FRAMED["AARQ AMHOST/77777"])
            await self.rest()
            peer.send(FRAMED["SystemStatus result"])
            await self.rest()
            peer.take()
        return peer

    async def rest(self) -> None:
        """Until the pipes are empty."""
        await self.loop.quiet(0)


def small(**quirks: Any) -> Company:
    """The small office with other habits."""
    return replace(small_office(), quirks=Quirks(**quirks))
