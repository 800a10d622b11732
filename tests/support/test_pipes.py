"""In-memory transports behave as asyncio's socket transports do, and as badly as the test asks."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.support.pipes import Network, Pair, open_pair
from tests.support.virtualtime import VirtualTimeLoop


class Recorder(asyncio.Protocol):
    """Writes down what happens to it."""

    def __init__(self, *, keep_open: bool = False) -> None:
        self.pieces: list[bytes] = []
        self.seen: list[str] = []
        self.lost_with: BaseException | None = None
        self.transport: asyncio.Transport
        self._keep_open = keep_open

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.seen.append("made")

    def data_received(self, data: bytes) -> None:
        self.pieces.append(data)

    def eof_received(self) -> bool:
        self.seen.append("eof")
        return self._keep_open

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost_with = exc
        self.seen.append("lost")

    def pause_writing(self) -> None:
        self.seen.append("pause")

    def resume_writing(self) -> None:
        self.seen.append("resume")


def pair(*, keep_open: bool = False) -> tuple[Recorder, Recorder, Pair]:
    a, b = Recorder(), Recorder(keep_open=keep_open)
    return a, b, open_pair(lambda: a, lambda: b)


async def test_octets_go_both_ways_and_never_at_once(virtual_loop: VirtualTimeLoop) -> None:
    a, b, joined = pair()
    a.transport.write(b"hello")
    b.transport.write(b"world")
    assert b.pieces == []
    await virtual_loop.quiet()
    assert (b.pieces, a.pieces) == ([b"hello"], [b"world"])
    assert bytes(joined.wire.a_to_b.written) == bytes(joined.wire.a_to_b.delivered) == b"hello"


async def test_the_ends_have_names(virtual_loop: VirtualTimeLoop) -> None:
    a, b, _ = pair()
    assert a.transport.get_extra_info("peername") == b.transport.get_extra_info("sockname") == ("192.0.2.2", 8800)
    assert a.transport.get_extra_info("ssl_object") is None


async def test_split_cuts_at_the_given_sizes_again_and_again(virtual_loop: VirtualTimeLoop) -> None:
    _, b, joined = pair()
    joined.wire.a_to_b.split(1, 3)
    joined.wire.a.write(b"abcdefgh")
    await virtual_loop.quiet()
    assert b.pieces == [b"a", b"bcd", b"e", b"fgh"]


async def test_held_writes_arrive_glued(virtual_loop: VirtualTimeLoop) -> None:
    _, b, joined = pair()
    joined.wire.a_to_b.hold()
    joined.wire.a.write(b"one")
    joined.wire.a.write(b"two")
    await virtual_loop.quiet()
    assert b.pieces == []
    joined.wire.a_to_b.release()
    await virtual_loop.quiet()
    assert b.pieces == [b"onetwo"]


async def test_a_delay_takes_virtual_time_and_keeps_the_order(virtual_loop: VirtualTimeLoop) -> None:
    _, b, joined = pair()
    joined.wire.a_to_b.delay = 3.0
    joined.wire.a.write(b"first")
    joined.wire.a_to_b.delay = 0.0
    joined.wire.a.write(b"second")
    await virtual_loop.quiet()
    assert b.pieces == [b"first", b"second"]
    assert virtual_loop.elapsed == pytest.approx(3.0)


async def test_silence_in_the_middle_of_a_message(virtual_loop: VirtualTimeLoop) -> None:
    a, b, joined = pair()
    joined.wire.a_to_b.go_silent(after=4)
    joined.wire.a.write(b"abcdef")
    joined.wire.a.write(b"ghi")
    await virtual_loop.quiet()
    assert b.data == b"abcd"
    assert a.seen == b.seen == ["made"]


async def test_a_cut_line_is_a_reset_on_both_ends(virtual_loop: VirtualTimeLoop) -> None:
    a, b, joined = pair()
    joined.wire.cut()
    await virtual_loop.quiet()
    assert isinstance(a.lost_with, ConnectionResetError)
    assert isinstance(b.lost_with, ConnectionResetError)
    assert joined.wire.closed
    a.transport.write(b"too late")
    await virtual_loop.quiet()
    assert b.data == b""


async def test_close_sends_what_was_written_and_then_the_end(virtual_loop: VirtualTimeLoop) -> None:
    a, b, joined = pair()
    a.transport.write(b"goodbye")
    a.transport.close()
    assert a.transport.is_closing()
    assert a.seen == ["made"]
    await virtual_loop.quiet()
    assert b.data == b"goodbye"
    assert (a.seen, b.seen) == (["made", "lost"], ["made", "eof", "lost"])
    assert a.lost_with is b.lost_with is None
    assert joined.wire.closed


async def test_held_octets_and_then_the_end_survive_a_close(virtual_loop: VirtualTimeLoop) -> None:
    a, b, joined = pair()
    joined.wire.a_to_b.hold()
    a.transport.write(b"late")
    a.transport.close()
    await virtual_loop.quiet()
    assert b.seen == ["made"]
    joined.wire.a_to_b.release()
    await virtual_loop.quiet()
    assert b.data == b"late"
    assert b.seen == ["made", "eof", "lost"]


async def test_after_write_eof_the_peer_may_still_answer(virtual_loop: VirtualTimeLoop) -> None:
    a, b, _ = pair(keep_open=True)
    a.transport.write_eof()
    await virtual_loop.quiet()
    assert b.seen == ["made", "eof"]
    b.transport.write(b"answer")
    await virtual_loop.quiet()
    assert a.data == b"answer"
    with pytest.raises(RuntimeError):
        a.transport.write(b"more")


async def test_abort_is_a_reset_for_the_peer_only(virtual_loop: VirtualTimeLoop) -> None:
    a, b, _ = pair()
    a.transport.abort()
    await virtual_loop.quiet()
    assert a.lost_with is None
    assert isinstance(b.lost_with, ConnectionResetError)


async def test_connection_lost_comes_once(virtual_loop: VirtualTimeLoop) -> None:
    a, b, joined = pair()
    a.transport.close()
    b.transport.close()
    joined.wire.cut()
    a.transport.abort()
    await virtual_loop.quiet()
    assert a.seen.count("lost") == b.seen.count("lost") == 1


async def test_a_reader_that_pauses_gets_nothing_and_later_everything(virtual_loop: VirtualTimeLoop) -> None:
    a, b, _ = pair()
    b.transport.pause_reading()
    a.transport.write(b"one")
    a.transport.write(b"two")
    await virtual_loop.quiet()
    assert b.pieces == []
    assert not b.transport.is_reading()
    b.transport.resume_reading()
    await virtual_loop.quiet()
    assert b.pieces == [b"one", b"two"]


async def test_a_writer_hears_when_its_peer_does_not_read(virtual_loop: VirtualTimeLoop) -> None:
    a, b, _ = pair()
    a.transport.set_write_buffer_limits(high=10, low=4)
    b.transport.pause_reading()
    a.transport.write(b"x" * 11)
    assert a.seen == ["made", "pause"]
    assert a.transport.get_write_buffer_size() == 11
    b.transport.resume_reading()
    await virtual_loop.quiet()
    assert a.seen == ["made", "pause", "resume"]
    assert a.transport.get_write_buffer_size() == 0


async def test_injected_octets_arrive_as_if_written(virtual_loop: VirtualTimeLoop) -> None:
    a, _, joined = pair()
    joined.wire.b_to_a.inject(b"\x26\x80")
    await virtual_loop.quiet()
    assert a.data == b"\x26\x80"


@pytest.mark.allow_log("Fatal error: protocol")
async def test_an_error_in_data_received_resets_the_connection(virtual_loop: VirtualTimeLoop) -> None:
    class Clumsy(Recorder):
        def data_received(self, data: bytes) -> None:
            raise LookupError("clumsy")

    a, b = Recorder(), Clumsy()
    open_pair(lambda: a, lambda: b)
    a.transport.write(b"x")
    await virtual_loop.quiet()
    assert isinstance(a.lost_with, ConnectionResetError)
    assert isinstance(b.lost_with, LookupError)


async def test_the_network_refuses_where_nobody_listens(virtual_loop: VirtualTimeLoop) -> None:
    with pytest.raises(ConnectionRefusedError):
        await virtual_loop.create_connection(Recorder, "192.0.2.9", 8800)
    assert [(host, port) for _, host, port in virtual_loop.network.attempts] == [("192.0.2.9", 8800)]


async def test_the_network_connects_by_host_and_port(virtual_loop: VirtualTimeLoop) -> None:
    server = Recorder()
    listener = await virtual_loop.create_server(lambda: server, "pbx.example", 8800)
    _, client = await virtual_loop.create_connection(Recorder, "pbx.example", 8800)
    server.transport.write(b"welcome")
    await virtual_loop.quiet()
    assert isinstance(client, Recorder)
    assert client.data == b"welcome"
    listener.wires[0].cut()
    await virtual_loop.quiet()
    assert client.seen == ["made", "lost"]
    listener.close()
    with pytest.raises(ConnectionRefusedError):
        await virtual_loop.create_connection(Recorder, "pbx.example", 8800)


async def test_trouble_with_a_host(virtual_loop: VirtualTimeLoop) -> None:
    network = virtual_loop.network
    network.trouble("nowhere.example", socket.gaierror(-2, "Name or service not known"))
    with pytest.raises(socket.gaierror):
        await network.connect(Recorder, "nowhere.example", 8800)
    network.trouble("nowhere.example", None)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(10):
            await network.connect(Recorder, "nowhere.example", 8800)
    assert virtual_loop.elapsed == pytest.approx(10)
    network.mend("nowhere.example")
    with pytest.raises(ConnectionRefusedError):
        await network.connect(Recorder, "nowhere.example", 8800)


def test_an_address_has_one_listener() -> None:
    network = Network()
    network.listen(Recorder, "127.0.0.1", 8800)
    with pytest.raises(OSError, match="in use"):
        network.listen(Recorder, "127.0.0.1", 8800)
