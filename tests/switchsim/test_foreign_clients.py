"""Other people's clients against the simulator, imitated in their habits: octets alone, nothing of ours at their end.

What they do is known from their code (openscape-facts 3 and 6): a Perl monitor, a Java server, a Node.js script. They
were written against HiPath switches and must not need a change here.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from desktop.switchsim.company import Quirks, small_office
from tests.support.virtualtime import VirtualTimeLoop
from tests.switchsim.wire import Wire

AARQ = "6031a10706052b0c00815a8a020680ac15a213a011a00f0406414d484f535404053737373737be0b2809a007a0050303001000"
"""Context 1.3.12.0.218 (the number of phase II), AMHOST with 77777, version four; all three send it."""
SYSTEM_STATUS = "a10c020101020200d330030a0102"
ABRT = "6406800100810101"
ALL_ZERO = "800406000000 86020300 87020600 8803050000 8903020000 83020500 85020100 84020700"
"""All eight members of a monitor filter, no bit set: every event."""
NO_TRANSFERS = "800406400400 86020340 87020600 8803055400 890302fc18 830205c0 850201c0 84020700"
"""Conferenced and Transferred suppressed."""
EVENTS = {0xA2: "Conferenced", 0xA3: "ConnectionCleared", 0xA4: "Delivered", 0xA6: "Diverted", 0xA7: "Established",
          0xA9: "Held", 0xAB: "NetworkReached", 0xAD: "Originated", 0xAF: "Retrieved", 0xB0: "ServiceInitiated",
          0xB1: "Transferred"}  # fmt: skip


def octets(text: str) -> bytes:
    return bytes.fromhex(text)


def header(apdu: bytes) -> bytes:
    """pack('Cn', 38, length + 0x8000)"""
    return b"\x26" + (len(apdu) + 0x8000).to_bytes(2, "big")


def content(element: bytes) -> tuple[int, bytes, bytes]:
    """Tag and content of an element, and what comes after it; long forms of one or two octets of length."""
    length, start = element[1], 2
    if length > 0x80:
        start = 2 + (length & 0x7F)
        length = int.from_bytes(element[2:start], "big")
    return element[0], element[start : start + length], element[start + length :]


class Foreigner(asyncio.Protocol):
    """What all three have in common: the order of the log-in, and a list of what they make of events."""

    filter = ""
    status_id: int | None = None
    """Invoke id of the answer to SystemStatus; None: the one that came."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.ready = False
        self.lost = False
        self.seen: list[str] = []
        self.results: list[str] = []
        self.trouble: list[str] = []
        self.longest = 0
        self._next_id = 3

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.say(AARQ)

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def say(self, text: str) -> None:
        """Send an APDU."""
        apdu = octets(text)
        self.transport.write(header(apdu) + apdu)

    def ask(self, operation: int, argument: str) -> None:
        """Invoke an operation whose code is one octet."""
        inner = f"0201{self._next_id:02x}0201{operation:02x}30{len(octets(argument)):02x}{argument}".replace(" ", "")
        self._next_id += 1
        self.say(f"a1{len(inner) // 2:02x}{inner}")

    def monitor(self, device: str) -> None:
        """MonitorStart."""
        asked = octets(self.filter)
        named = f"3005800{len(device)}{device.encode().hex()}"
        self.ask(0x47, named + (f"a0{len(asked):02x}{asked.hex()}" if asked else ""))

    def make_call(self, device: str, to: str) -> None:
        """MakeCall."""
        self.ask(0x0A, "".join(f"3005800{len(one)}{one.encode().hex()}" for one in (device, to)))

    def quit(self) -> None:
        """ABRT, and nothing is waited for."""
        self.say(ABRT)
        self.transport.close()

    def pdu(self, apdu: bytes) -> None:
        """Deal with one APDU."""
        self.longest = max(self.longest, len(apdu))
        tag, inside, rest = content(apdu)
        if rest:
            self.trouble.append(f"{len(rest)} octets after the PDU")
        if tag == 0x61:
            if b"\xa2\x03\x02\x01\x00" not in inside:
                self.trouble.append("rejected")
        elif tag == 0xA2:
            self.results.append(apdu.hex())
        elif tag == 0xA1:
            self._invoked(inside)
        else:
            self.trouble.append(apdu.hex())

    def _invoked(self, inside: bytes) -> None:
        _, invoke_id, rest = content(inside)
        _, operation, rest = content(rest)
        if operation == b"\x00\xd3":
            answered = self.status_id or invoke_id[-1]
            self.say(f"a20b0201{answered:02x}3006020200d30500")
            self.ready = True
        elif operation == b"\x15":
            _, report, _ = content(rest)
            reference, cross_ref, rest = content(report)
            category, event, _ = content(rest)
            if reference != 0x55 or len(cross_ref) != 2:
                self.trouble.append("a cross reference of two octets was expected")
            if category == 0xA0:
                self.seen.append(EVENTS[event[0]])


class PerlMonitor(Foreigner):
    """Reads three octets, then as many as they say with one sysread; watches everything by eight empty bit strings."""

    filter = ALL_ZERO

    def __init__(self) -> None:
        super().__init__()
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= 3:
            length = int.from_bytes(self._buffer[1:3], "big") - 0x8000
            if self._buffer[0] != 38 or not 0 < length <= 1000:
                self.trouble.append("no header")
                return
            body = self._buffer[3 : 3 + length]
            if len(body) < length:
                return
            self._buffer = self._buffer[3 + length :]
            self.pdu(body)


class JavaServer(Foreigner):
    """Takes the third octet for the length; so it does not ask for the long events of transfers and conferences."""

    filter = NO_TRANSFERS

    def __init__(self) -> None:
        super().__init__()
        self._buffer = b""

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) >= 3 and len(self._buffer) >= 3 + self._buffer[2]:
            end = 3 + self._buffer[2]
            self.pdu(self._buffer[3:end])
            self._buffer = self._buffer[end:]


class NodeScript(Foreigner):
    """Takes every read for one frame, skips its header, and answers SystemStatus under an invoke id of its own."""

    status_id = 2

    def data_received(self, data: bytes) -> None:
        self.pdu(data[3:])


KINDS = (PerlMonitor, JavaServer, NodeScript)


async def connected(wire: Wire, kind: type[Foreigner]) -> Foreigner:
    """A client that has logged in by itself."""
    await wire.loop.create_server(wire.simulator.protocol, "127.0.0.1", 8800)
    _, client = await wire.loop.create_connection(kind, "127.0.0.1", 8800)
    await wire.rest()
    assert isinstance(client, kind)
    return client


async def do(wire: Wire, name: str, **arguments: Any) -> None:
    reply = wire.simulator.command({"do": name, **arguments})
    assert reply["ok"], reply
    await wire.rest()


@pytest.mark.parametrize("kind", KINDS)
async def test_it_logs_in_monitors_calls_and_ends(kind: type[Foreigner], virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, clock="manual")
    client = await connected(wire, kind)
    assert client.ready, "SystemStatus came after AARE"
    client.monitor("100")
    await wire.rest()
    assert client.results[0].startswith("a2")
    assert "020147" in client.results[0]
    assert "55020000" in client.results[0], "the first cross reference"
    client.make_call("100", "101")
    await wire.rest()
    assert "02010a" in client.results[1]
    await do(wire, "answer", device="101")
    await do(wire, "hold", device="101")
    await do(wire, "retrieve", device="101")
    await do(wire, "hangup", device="101")
    assert client.seen == [
        "ServiceInitiated", "Originated", "Delivered", "Established", "Held", "Retrieved",
        "ConnectionCleared", "ConnectionCleared",
    ]  # fmt: skip
    assert client.trouble == []
    client.quit()
    await wire.rest()
    assert client.lost
    assert wire.simulator.command({"do": "state"})["links"] == []


@pytest.mark.parametrize(("kind", "told"), [(PerlMonitor, True), (JavaServer, False), (NodeScript, True)])
async def test_transfers_and_conferences(kind: type[Foreigner], told: bool, virtual_loop: VirtualTimeLoop) -> None:
    """Their events have more than 255 octets: who cannot read that has them suppressed."""
    wire = Wire(virtual_loop, clock="manual")
    client = await connected(wire, kind)
    client.monitor("101")
    await wire.rest()
    for end in ("conference", "transfer"):
        await do(wire, "call", **{"from": "0891234567", "to": "101"})
        await do(wire, "answer", device="101")
        await do(wire, "consult", device="101", to="102")
        await do(wire, "answer", device="102")
        await do(wire, end, device="101")
        if end == "conference":
            await do(wire, "hangup", device="101")
    assert ("Conferenced" in client.seen, "Transferred" in client.seen) == (told, told)
    assert (client.longest > 255) is told
    assert client.seen.count("Established") == 4
    assert client.trouble == []


@pytest.mark.parametrize("quirks", [{"split": 1}, {"glue": True}], ids=str)
async def test_a_stream_that_is_cut_otherwise(quirks: dict[str, Any], virtual_loop: VirtualTimeLoop) -> None:
    """Nothing promises one frame a read: who reads the header does not care, who does not is lost, as elsewhere."""
    wire = Wire(virtual_loop, replace(small_office(), quirks=Quirks(**quirks)), clock="manual")
    client = await connected(wire, PerlMonitor)
    client.monitor("100")
    client.make_call("100", "101")
    await wire.rest()
    assert client.seen == ["ServiceInitiated", "Originated", "Delivered"]
    assert client.trouble == []


async def test_all_three_at_once(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, clock="manual")
    clients = [await connected(wire, PerlMonitor)]
    for kind in (JavaServer, NodeScript):
        _, client = await virtual_loop.create_connection(kind, "127.0.0.1", 8800)
        assert isinstance(client, Foreigner)
        clients.append(client)
    await wire.rest()
    for client in clients:
        client.monitor("101")
    await wire.rest()
    clients[2].make_call("100", "101")
    await wire.rest()
    await do(wire, "answer", device="101")
    assert [client.seen for client in clients] == [["Delivered", "Established"]] * 3
    clients[0].quit()
    await do(wire, "hangup", device="101")
    assert [client.seen[2:] for client in clients] == [[], ["ConnectionCleared"], ["ConnectionCleared"]]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_wrong_password_is_no_silence(kind: type[Foreigner], virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, replace(small_office(), logins={"AMHOST": "other"}), clock="manual")
    client = await connected(wire, kind)
    assert (client.ready, client.lost, client.trouble) == (False, True, ["rejected"])
