"""Pumps an association through a stream transport, TCP or TLS.

Octets that come are worked on in stretches of at most :data:`SLICE` seconds, then the loop has its turn (one chunk may
hold thousands of events, and a window lives in the same loop); reading pauses while more than :data:`HIGH_WATER`
octets wait.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from typing import cast

from desktop.csta.association import Association, Message
from desktop.csta.errors import CstaError

SLICE = 0.008
"""Seconds of work in one turn of the loop."""
PORTION = 512
"""Octets handed to the association at a time."""
HIGH_WATER = 256 * 1024
LOW_WATER = 128 * 1024
_NEXT_TURN = 0.001


class AssociationProtocol(asyncio.Protocol):
    """One connection.

    :param on_message: called with each message, in order.
    :param on_lost: called once when nothing more will come: with the association's error, the transport's, or None
        where the other side closed in order. Not called after :meth:`close`.
    """

    def __init__(
        self,
        association: Association,
        on_message: Callable[[Message], None],
        on_lost: Callable[[Exception | None], None],
    ) -> None:
        self.association = association
        self._on_message = on_message
        self._on_lost = on_lost
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._waiting: deque[bytes] = deque()
        self._waiting_octets = 0
        self._turn: asyncio.Handle | None = None
        self._paused = False
        self._ended: list[Exception | None] = []
        self._told = False
        self.last_heard = self._loop.time()
        """When a whole message came last, by the loop's clock: octets alone may be those of a frame without an end."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport; keep-alive finds dead connections that carry nothing."""
        self._transport = cast(asyncio.Transport, transport)
        sock: socket.socket | None = transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self.flush()

    def flush(self) -> None:
        """Send what the association has to send."""
        data = self.association.data_to_send()
        if data and self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        """Abort the association and close the connection; from now on nothing is told any more."""
        self._told = True
        self._forget()
        self.association.abort()
        self.flush()
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Queue octets and work on them in bounded stretches."""
        self._waiting.extend(data[at : at + PORTION] for at in range(0, len(data), PORTION))
        self._waiting_octets += len(data)
        if self._waiting_octets > HIGH_WATER and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        if self._turn is None:
            self._work()

    def _forget(self) -> None:
        self._waiting.clear()
        self._waiting_octets = 0
        if self._turn is not None:
            self._turn.cancel()
            self._turn = None

    def eof_received(self) -> bool:
        """Let the transport close."""
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """Finish what came before the end, then tell."""
        self._ended = [error]
        if self._turn is None:
            self._work()

    def _work(self) -> None:
        self._turn = None
        until = self._loop.time() + SLICE
        while self._waiting:
            portion = self._waiting.popleft()
            self._waiting_octets -= len(portion)
            if not self._take(portion):
                return
            if self._loop.time() >= until and self._waiting:
                self._turn = self._loop.call_later(_NEXT_TURN, self._work)
                break
        if self._paused and self._waiting_octets < LOW_WATER and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        if not self._waiting and self._ended:
            self._tell(self._ended[0])

    def _take(self, portion: bytes) -> bool:
        """Hand octets to the association; False when that ended the connection."""
        try:
            messages = self.association.receive_data(portion)
        except CstaError as error:
            return self._fault(error)
        for message in messages:
            self.last_heard = self._loop.time()
            self._on_message(message)
        try:
            self.association.receive_data(b"")  # raises a fault that came after sound messages
        except CstaError as error:
            return self._fault(error)
        self.flush()
        return True

    def _fault(self, error: CstaError) -> bool:
        self._forget()
        self._tell(error)
        self.close()
        return False

    def _tell(self, error: Exception | None) -> None:
        if not self._told:
            self._told = True
            self._on_lost(error)
