"""A peer that knows nothing but octets: it plays what real clients and switches were seen to send
(tests/data/pdus.jsonl).

It shares no code with the program. It looks for a request's operation by its octets, answers with the recorded
result, and puts the request's own invoke id into it; events it plays as they stand.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "pdus.jsonl"

AARQ, RESULT = 0x60, 0xA2
OPERATIONS = {
    b"\x02\x01\x47": "MonitorStart result minimal (xref 0011)",
    b"\x02\x01\x02": "AnswerCall result",
    b"\x02\x01\x05": "ClearConnection result",
    b"\x02\x01\x09": "HoldCall result",
    b"\x02\x01\x0e": "RetrieveCall result",
    b"\x02\x01\x49": "MonitorStop result",
}
"""Operation code as it stands after the invoke id -> the row that answers it."""
REFUSED = "Error serviceNotSupported (50)"


def rows() -> dict[str, bytes]:
    """The recorded APDUs by name."""
    lines = DATA.read_text("utf-8").splitlines()
    return {row["name"]: bytes.fromhex(row["hex"]) for row in map(json.loads, filter(None, lines))}


def framed(apdu: bytes) -> bytes:
    """An APDU with its frame header."""
    return bytes((0x26,)) + (0x8000 | len(apdu)).to_bytes(2, "big") + apdu


class OctetPeer(asyncio.Protocol):
    """One connection. ``heard`` keeps every APDU of the client, in order.

    :param after: name of a client's request (its answer's row) -> rows to play after the answer.
    :param pieces: how the octets to the client are cut: given all that is to be sent, the pieces in order.
    """

    def __init__(self, after: dict[str, list[str]], pieces: Callable[[bytes], list[bytes]]) -> None:
        self.heard: list[bytes] = []
        self.closed = asyncio.get_running_loop().create_future()
        self._after = after
        self._pieces = pieces
        self._rows = rows()
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(error)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while len(self._received) >= 3:
            length = int.from_bytes(self._received[1:3], "big") - 0x8000
            if len(self._received) < 3 + length:
                return
            apdu, self._received = self._received[3 : 3 + length], self._received[3 + length :]
            self.heard.append(apdu)
            self._answer(apdu)

    def play(self, *names: str) -> None:
        """Send recorded APDUs, glued and cut as ``pieces`` says."""
        self._send([self._rows[name] for name in names])

    def _answer(self, apdu: bytes) -> None:
        if apdu[0] == AARQ:
            self.play("AARE accepted (real stamp)", "SystemStatus invoke (normal)")
        elif apdu[0] == 0xA1:
            start = 2 if apdu[1] < 0x80 else 3
            invoke_id = apdu[start : start + 2 + apdu[start + 1]]
            code = apdu[start + len(invoke_id) :][:3]
            name = OPERATIONS.get(code, REFUSED)
            answer = self._rows[name]
            old = answer[2 : 4 + answer[3]]
            patched = answer[:1] + bytes((answer[1] - len(old) + len(invoke_id),)) + invoke_id + answer[2 + len(old) :]
            self._send([patched, *(self._rows[row] for row in self._after.get(name, []))])

    def _send(self, apdus: list[bytes]) -> None:
        assert self._transport is not None
        for piece in self._pieces(b"".join(map(framed, apdus))):
            self._transport.write(piece)


def glued(data: bytes) -> list[bytes]:
    """All in one piece."""
    return [data]


def single(data: bytes) -> list[bytes]:
    """Octet by octet."""
    return [data[at : at + 1] for at in range(len(data))]


def odd(data: bytes) -> list[bytes]:
    """In pieces of 7, 1, 13 octets and so on."""
    sizes, at, pieces = (7, 1, 13, 2, 61), 0, []
    index = 0
    while at < len(data):
        pieces.append(data[at : at + sizes[index % len(sizes)]])
        at += sizes[index % len(sizes)]
        index += 1
    return pieces
