"""The storm's other end: a process of its own that knows nothing but octets (see tests/support/octets.py).

It prints ``{"ready": true, "port": ...}``, plays a switch, and on ``{"id": 1, "do": "storm", "rate": 1000, "seconds":
60}`` sends so many call events a second to the client, each with its number as invoke id. The octets are made
beforehand. Meanwhile it measures the client from outside: that costs the window nothing. It ends with its input.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import psutil

from tests.support.octets import OctetPeer, framed, glued, rows

CYCLE: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("Event ServiceInitiated (handset lifted at 100)", ()),
    ("Event Originated (100 dials 101)", ()),
    ("Event Delivered at 101 seen by 100", ()),
    # connection, answering, calling and called device
    ("Event Established at 100", (b"101", b"101", b"100", b"101")),
    ("Event ConnectionCleared", ()),
)
"""One call of 100 to 101, from lifting the handset to hanging up: recorded rows, and the devices put into them."""
STEP = 0.01
FIRST_CALL = 0x1000


class Peer(OctetPeer):
    """A switch that refuses all that it has no recorded answer for."""

    def __init__(self) -> None:
        super().__init__({}, glued)

    @property
    def transport(self) -> asyncio.Transport:
        """The connection's transport."""
        assert self._transport is not None
        return self._transport


def with_devices(apdu: bytes, devices: Sequence[bytes]) -> bytes:
    """Replace the first dialling numbers of three digits, in order."""
    at = 0
    for device in devices:
        at = apdu.index(b"\x80\x03", at) + 2
        apdu = apdu[:at] + device + apdu[at + 3 :]
    return apdu


def made(count: int) -> list[bytes]:
    """``count`` framed events, numbered from 1, five to a call."""
    known = rows()
    templates = [with_devices(known[name], devices) for name, devices in CYCLE]
    events = []
    for number in range(1, count + 1):
        call, step = divmod(number - 1, len(CYCLE))
        apdu = templates[step]
        body = b"\x02\x03" + number.to_bytes(3, "big") + apdu[5:]  # instead of an invoke id of one octet
        body = body.replace(b"\x80\x02\xb1\x64", b"\x80\x02" + ((FIRST_CALL + call) % 0xFFFF).to_bytes(2, "big"), 1)
        events.append(framed(b"\xa1" + bytes((len(body),)) + body))
    return events


def number_of(octets: bytes) -> int:
    """The number of an event that was made here."""
    return int.from_bytes(octets[4:7], "big")


async def storm(peer: Peer, rate: int, seconds: float) -> dict[str, Any]:
    """Send the events in steps of a hundredth of a second; measure the client at a third and at the end."""
    client = psutil.Process(os.getppid())
    events = made(round(rate * seconds))
    transport = peer.transport
    loop = asyncio.get_running_loop()
    memory: list[dict[str, int]] = []
    sent, most_waiting = 0, 0
    before, begun = client.cpu_times(), loop.time()
    while sent < len(events):
        await asyncio.sleep(STEP)
        due = min(len(events), int((loop.time() - begun) * rate))
        transport.write(b"".join(events[sent:due]))
        sent = due
        most_waiting = max(most_waiting, transport.get_write_buffer_size())
        if not memory and sent >= len(events) / 3:
            memory.append(_memory(client))
    took = loop.time() - begun
    memory.append(_memory(client))
    after = client.cpu_times()
    return {
        "sent": sent,
        "seconds": took,
        "most_waiting": most_waiting,
        "cpu": (after.user + after.system - before.user - before.system) / took,
        "memory": memory,
    }


def _memory(process: psutil.Process) -> dict[str, int]:
    found = process.memory_full_info()
    return {"rss": found.rss, "uss": found.uss}


async def main() -> None:
    """Serve until standard input ends."""
    peers: list[Peer] = []

    def connected() -> Peer:
        peers.append(Peer())
        return peers[-1]

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connected, "127.0.0.1", 0)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    print(json.dumps({"ready": True, "port": server.sockets[0].getsockname()[1]}), flush=True)
    while line := await reader.readline():
        command = json.loads(line)
        done = await storm(peers[-1], command["rate"], command["seconds"])
        print(json.dumps({"reply": command["id"], **done}), flush=True)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
