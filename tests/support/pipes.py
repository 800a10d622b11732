"""In-memory transports: two ``asyncio.Protocol`` objects talk, and the test decides how badly the line behaves.

:func:`open_pair` joins two protocols. :class:`Network` is a world of addresses for code that connects by host and port.
Octets on the way are always a scheduled call of the loop, so a loop at rest means that the pipes are empty (octets held
back by a test, or waiting for a reader that has paused, do not count).
"""

from __future__ import annotations

import asyncio
import errno
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

ProtocolFactory = Callable[[], asyncio.Protocol]

_HIGH_WATER = 64 * 1024


class Lane:
    """One direction of a wire: from the transport of its sender to the protocol of its receiver."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.delay = 0.0
        """Seconds that each piece takes. Order is kept when it changes."""
        self.written = bytearray()
        """Everything that the sender wrote."""
        self.delivered = bytearray()
        """Everything that the receiver was given."""
        self._loop = loop
        self._sizes: Iterator[int] | None = None
        self._held: bytearray | None = None
        self._held_end = False
        self._silent_after: int | None = None
        self._arrived: deque[bytes | None] = deque()
        self._on_the_way = 0
        self._latest = 0.0
        self._sender: MemoryTransport
        self._receiver: MemoryTransport

    def split(self, *sizes: int) -> None:
        """Deliver in pieces of these sizes, again from the first when all were used; without sizes: whole writes."""
        if any(size < 1 for size in sizes):
            raise ValueError("a piece has at least one octet")
        self._sizes = itertools.cycle(sizes) if sizes else None

    def hold(self) -> None:
        """Keep back what is written, until :meth:`release`."""
        if self._held is None:
            self._held = bytearray()

    def release(self) -> None:
        """Deliver what was held back, glued to one piece (which :meth:`split` may cut again)."""
        held, self._held = self._held, None
        if held:
            self._send(bytes(held))
        if self._held_end:
            self._end()

    def go_silent(self, after: int = 0) -> None:
        """Let ``after`` more octets arrive and then nothing, for ever, without an end of the connection."""
        self._silent_after = after

    def speak_again(self) -> None:
        """End the silence; what was written meanwhile is lost."""
        self._silent_after = None

    def inject(self, data: bytes) -> None:
        """Send octets as if the sender had written them."""
        self._accept(data)

    @property
    def in_flight(self) -> int:
        """Octets written and not yet given to the receiver (neither held back nor lost in silence)."""
        return self._on_the_way + sum(len(piece) for piece in self._arrived if piece)

    def _accept(self, data: bytes) -> None:
        self.written += data
        if self._held is not None:
            self._held += data
        else:
            self._send(data)

    def _send(self, data: bytes) -> None:
        if self._silent_after is not None:
            data = data[: self._silent_after]
            self._silent_after -= len(data)
        while data:
            size = next(self._sizes) if self._sizes is not None else len(data)
            piece, data = data[:size], data[size:]
            self._on_the_way += len(piece)
            self._schedule(self._arrive, piece)

    def _end(self) -> None:
        """The sender writes no more: after what is on the way, the receiver sees the end of file."""
        self._held_end = self._held is not None
        if not self._held_end and self._silent_after is None:
            self._schedule(self._arrive, None)

    def _schedule(self, callback: Callable[[bytes | None], None], piece: bytes | None) -> None:
        now = self._loop.time()
        self._latest = max(self._latest, now + self.delay)
        if self._latest <= now:
            self._loop.call_soon(callback, piece)
        else:
            self._loop.call_at(self._latest, callback, piece)

    def _arrive(self, piece: bytes | None) -> None:
        if piece is not None:
            self._on_the_way -= len(piece)
        if not self._receiver._lost:
            self._arrived.append(piece)
        self._hand_over()

    def _hand_over(self) -> None:
        while self._arrived and self._receiver._takes():
            piece = self._arrived.popleft()
            if piece is None:
                self._receiver._end_of_file()
            else:
                self.delivered += piece
                self._receiver._receive(piece)
        self._sender._flow()

    def _drop(self) -> None:
        self._arrived.clear()


class MemoryTransport(asyncio.Transport):
    """One end of a wire. Behaves as asyncio's socket transport does."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, out: Lane, into: Lane, name: tuple[str, int], peer: tuple[str, int]
    ) -> None:
        super().__init__({"sockname": name, "peername": peer})
        self._loop = loop
        self._out, self._into = out, into
        out._sender, into._receiver = self, self
        self._protocol: asyncio.Protocol
        self._paused = self._closing = self._ended = self._lost = self._writer_paused = False
        self._high, self._low = _HIGH_WATER, _HIGH_WATER // 4

    def write(self, data: Any) -> None:
        """Send octets; ignored after the connection is lost, an error after :meth:`write_eof`."""
        if self._ended:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if not self._closing and not self._lost and data:
            self._out._accept(bytes(data))
            self._flow()

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send several pieces as one."""
        self.write(b"".join(list_of_data))

    def write_eof(self) -> None:
        """Send the end of file; reading goes on."""
        if not self._ended and not self._closing:
            self._ended = True
            self._out._end()

    def can_write_eof(self) -> bool:
        """Say yes, as a TCP transport does."""
        return True

    def close(self) -> None:
        """Close after what was written; ``connection_lost(None)`` follows on both ends."""
        if not self._closing:
            self._closing = True
            if not self._ended:
                self._out._end()
            self._loop.call_soon(self._lose, None)

    def abort(self) -> None:
        """Close at once: the peer sees a reset connection, and what is on the way may be lost."""
        if self._lost:
            return
        self._closing = True
        self._out._drop()
        self._loop.call_soon(self._lose, None)
        self._loop.call_soon(self._out._receiver._lose, ConnectionResetError("Connection reset by peer"))

    def is_closing(self) -> bool:
        """Tell whether the transport is closing or closed."""
        return self._closing or self._lost

    def pause_reading(self) -> None:
        """Stop ``data_received``; octets wait."""
        self._paused = True

    def resume_reading(self) -> None:
        """Go on with ``data_received``, from the loop."""
        if self._paused:
            self._paused = False
            self._loop.call_soon(self._into._hand_over)

    def is_reading(self) -> bool:
        """Tell whether octets are handed over."""
        return not self._paused and not self.is_closing()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set when the protocol hears ``pause_writing`` and ``resume_writing``, in octets."""
        self._high = high if high is not None else (_HIGH_WATER if low is None else 4 * low)
        self._low = low if low is not None else self._high // 4
        self._flow()

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return (low, high) in octets."""
        return self._low, self._high

    def get_write_buffer_size(self) -> int:
        """Return the octets that the peer has not taken yet."""
        return self._out.in_flight

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Hand the octets to another protocol from now on."""
        if not isinstance(protocol, asyncio.Protocol):
            raise TypeError(f"{protocol!r} is not an asyncio.Protocol")
        self._protocol = protocol

    def get_protocol(self) -> asyncio.Protocol:
        """Return the protocol that gets the octets."""
        return self._protocol

    def _takes(self) -> bool:
        return not self._paused and not self._closing and not self._lost

    def _receive(self, piece: bytes) -> None:
        try:
            self._protocol.data_received(piece)
        except Exception as error:  # as asyncio's transport: report it and reset the connection
            message = "Fatal error: protocol.data_received() call failed."
            context = {"message": message, "exception": error, "transport": self, "protocol": self._protocol}
            self._loop.call_exception_handler(context)
            self._closing = True
            self._loop.call_soon(self._lose, error)
            self._loop.call_soon(self._out._receiver._lose, ConnectionResetError("Connection reset by peer"))

    def _end_of_file(self) -> None:
        if not self._protocol.eof_received():
            self.close()

    def _flow(self) -> None:
        size = self._out.in_flight
        if not self._writer_paused and size > self._high and not self._lost:
            self._writer_paused = True
            self._protocol.pause_writing()
        elif self._writer_paused and size <= self._low:
            self._writer_paused = False
            self._protocol.resume_writing()

    def _lose(self, error: Exception | None) -> None:
        self._closing = True
        if not self._lost:
            self._lost = True
            self._into._drop()
            self._protocol.connection_lost(error)


class Wire:
    """A connection of two ends, ``a`` and ``b``, with a lane each way."""

    def __init__(self, loop: asyncio.AbstractEventLoop, a: tuple[str, int], b: tuple[str, int]) -> None:
        self.a_to_b = Lane(loop)
        self.b_to_a = Lane(loop)
        self.a = MemoryTransport(loop, self.a_to_b, self.b_to_a, a, b)
        self.b = MemoryTransport(loop, self.b_to_a, self.a_to_b, b, a)

    def cut(self, error: Exception | None = None) -> None:
        """Break the line: both ends lose the connection with ``error`` (ConnectionResetError by default)."""
        for end in (self.a, self.b):
            end._loop.call_soon(end._lose, error or ConnectionResetError("Connection reset by peer"))

    def go_silent(self) -> None:
        """Nothing arrives any more in either direction, and nobody is told."""
        self.a_to_b.go_silent()
        self.b_to_a.go_silent()

    @property
    def closed(self) -> bool:
        """Whether both ends have lost the connection."""
        return self.a._lost and self.b._lost

    def _start(self, protocol_a: asyncio.Protocol, protocol_b: asyncio.Protocol) -> None:
        self.a._protocol, self.b._protocol = protocol_a, protocol_b
        protocol_b.connection_made(self.b)
        protocol_a.connection_made(self.a)


class Pair(NamedTuple):
    """What :func:`open_pair` makes: two protocols that are connected, and the wire between them."""

    a: asyncio.Protocol
    b: asyncio.Protocol
    wire: Wire


def open_pair(factory_a: ProtocolFactory, factory_b: ProtocolFactory) -> Pair:
    """Connect two new protocols (``connection_made`` of both has been called); needs a running loop."""
    wire = Wire(asyncio.get_running_loop(), ("192.0.2.1", 50000), ("192.0.2.2", 8800))
    pair = Pair(factory_a(), factory_b(), wire)
    wire._start(pair.a, pair.b)
    return pair


class Listener(asyncio.AbstractServer):
    """A server in the in-memory network."""

    def __init__(self, network: Network, factory: ProtocolFactory, address: tuple[str, int]) -> None:
        self.address = address
        self.wires: list[Wire] = []
        """Every connection so far, in order; ``a`` is the client's end, ``b`` the server's."""
        self._network = network
        self._factory = factory

    @property
    def sockets(self) -> tuple[_Named, ...]:
        """What has the listener's address: ``sockets[0].getsockname()``; empty when closed."""
        return (_Named(self.address),) if self.is_serving() else ()

    def close(self) -> None:
        """Refuse new connections; those that are open stay."""
        self._network._listeners.pop(self.address, None)

    def is_serving(self) -> bool:
        """Tell whether connections are accepted."""
        return self._network._listeners.get(self.address) is self

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """Return the running loop."""
        return asyncio.get_running_loop()

    async def start_serving(self) -> None:
        """Do nothing: it has been serving from the beginning."""

    async def serve_forever(self) -> None:
        """Serve until cancelled."""
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            self.close()

    async def wait_closed(self) -> None:
        """Return at once, as asyncio's server did before Python 3.12."""


class _Named(NamedTuple):
    address: tuple[str, int]

    def getsockname(self) -> tuple[str, int]:
        """Return (host, port)."""
        return self.address


class Network:
    """Addresses that can be listened on and connected to, and what may be wrong with them."""

    def __init__(self) -> None:
        self.latency = 0.0
        """Seconds until a connection stands or is refused."""
        self.attempts: list[tuple[float, str, int]] = []
        """Every attempt to connect: loop time in seconds, host, port."""
        self._listeners: dict[tuple[str, int], Listener] = {}
        self._troubles: dict[str, OSError | None] = {}
        self._ports = itertools.count(49152)

    def listen(self, factory: ProtocolFactory, host: str = "127.0.0.1", port: int = 0) -> Listener:
        """Accept connections for ``(host, port)``; port 0 picks one.

        :raises OSError: somebody listens there already.
        """
        address = (host, port or next(self._ports))
        if address in self._listeners:
            raise OSError(98, f"address already in use: {host}:{port}")
        self._listeners[address] = Listener(self, factory, address)
        return self._listeners[address]

    def trouble(self, host: str, error: OSError | None) -> None:
        """Make connecting to ``host`` raise ``error`` (e.g. ``socket.gaierror``), or never answer when it is None."""
        self._troubles[host] = error

    def mend(self, host: str) -> None:
        """End the trouble with ``host``."""
        self._troubles.pop(host, None)

    async def connect(self, factory: ProtocolFactory, host: str, port: int) -> tuple[MemoryTransport, asyncio.Protocol]:
        """Connect as ``loop.create_connection`` does.

        :raises ConnectionRefusedError: nobody listens there.
        :raises OSError: the trouble set for this host.
        """
        loop = asyncio.get_running_loop()
        self.attempts.append((loop.time(), host, port))
        await asyncio.sleep(self.latency)
        if host in self._troubles:
            error = self._troubles[host]
            if error is None:
                await loop.create_future()
            else:
                raise error
        listener = self._listeners.get((host, port))
        if listener is None:
            raise ConnectionRefusedError(errno.ECONNREFUSED, f"Connect call failed ('{host}', {port})")
        wire = Wire(loop, ("127.0.0.1", next(self._ports)), (host, port))
        listener.wires.append(wire)
        protocol = factory()
        wire._start(protocol, listener._factory())
        return wire.a, protocol
