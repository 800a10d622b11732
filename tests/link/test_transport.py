"""Octets between a transport and an association: in bounded stretches, to the last one, with nothing after the end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest

from desktop.csta import apdus
from desktop.csta.association import Association, Message, Reported
from desktop.csta.enumerations import SystemStatus
from desktop.csta.errors import FramingError, RemoteViolation
from desktop.csta.events.report import EventReport
from desktop.csta.framing import frame
from desktop.csta.services.system import SystemStatusRequest
from desktop.link.transport import HIGH_WATER, PORTION, SLICE, AssociationProtocol
from tests.support.peer import ACCEPT, delivered
from tests.support.pipes import Wire, open_pair
from tests.support.virtualtime import VirtualTimeLoop


class Switch(asyncio.Protocol):
    """The other end: writes octets and keeps what came."""

    def __init__(self) -> None:
        self.association = Association("switching")
        self.messages: list[Message] = []
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.messages += self.association.receive_data(data)
        if self.association.state.value == "associating":
            self.association.accept(ACCEPT)
        self.transport.write(self.association.data_to_send())

    def connection_lost(self, error: Exception | None) -> None:
        self.lost = True

    def events(self, numbers: range) -> bytes:
        """Event reports whose call ids count."""
        for number in numbers:
            self.association.report(EventReport(b"\x00\x11", delivered(number.to_bytes(3, "big"))), number)
        return self.association.data_to_send()


class End:
    """Our end and what it told."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.ended: list[Exception | None] = []
        self.wire: Wire
        self.also: Callable[[Message], None] = lambda message: None
        self.association = Association("computing")

    def make(self) -> AssociationProtocol:
        self.protocol = AssociationProtocol(self.association, self.take, self.ended.append)
        return self.protocol

    def take(self, message: Message) -> None:
        self.messages.append(message)
        self.also(message)

    @property
    def calls(self) -> list[int]:
        """The call ids of the events that came."""
        return [
            int.from_bytes(message.report.event.connection.call_id or b"", "big")  # type: ignore[union-attr]
            for message in self.messages
            if isinstance(message, Reported)
        ]


def loop() -> VirtualTimeLoop:
    """The running loop."""
    running = asyncio.get_running_loop()
    assert isinstance(running, VirtualTimeLoop)
    return running


async def associated() -> tuple[End, Switch]:
    """Two ends that have shaken hands."""
    end = End()
    pair = open_pair(end.make, Switch)
    assert isinstance(pair.b, Switch)
    end.wire = pair.wire
    end.association.associate("AMHOST", "77777")
    end.protocol.flush()
    await loop().quiet(0)
    assert isinstance(end.messages.pop(), apdus.AssociateResponse)
    return end, pair.b


async def test_what_was_asked_before_the_connection_stood_is_sent_when_it_does() -> None:
    end = End()
    end.association.associate("AMHOST", "77777")
    pair = open_pair(end.make, Switch)
    await loop().quiet(0)
    assert isinstance(pair.b, Switch)
    assert isinstance(pair.b.messages[0], apdus.AssociateRequest)


async def test_flush_without_a_connection_waits_for_it() -> None:
    end = End()
    protocol = end.make()
    end.association.associate(None, None)
    protocol.close()  # nothing to close, and nothing breaks
    assert end.ended == []


@pytest.mark.parametrize("pieces", [(1,), (2, 3, 5), (1000,), ()], ids=["single", "odd", "chunks", "whole"])
async def test_messages_come_in_order_however_the_stream_is_cut(pieces: tuple[int, ...]) -> None:
    end, switch = await associated()
    end.wire.b_to_a.split(*pieces)
    switch.transport.write(switch.events(range(1, 40)))
    await loop().quiet(0.5)
    assert end.calls == list(range(1, 40))


async def test_work_stops_after_a_slice_and_goes_on_in_the_next_turn() -> None:
    end, switch = await associated()
    running = loop()
    stretches: list[int] = []
    others: list[int] = []

    def slow(message: Message) -> None:
        running._now += SLICE / 4  # each message takes a quarter of a slice

    end.also = slow
    octets = switch.events(range(1, 400))
    end.protocol.data_received(octets)
    stretches.append(len(end.messages))
    while len(end.messages) < 399:
        before = len(end.messages)
        running.call_soon(others.append, before)
        await asyncio.sleep(0.001)
        stretches.append(len(end.messages) - before)
    # a portion is finished, and then the slice is over: no stretch is longer than a slice and one portion more
    most = 4 + PORTION // (len(octets) // 399) + 1
    assert max(stretches) <= most < 399
    assert len(others) > 10, "others had no turn"
    assert end.calls == list(range(1, 400))
    assert end.protocol.last_heard > 0


async def test_reading_pauses_while_much_waits_and_resumes() -> None:
    end, switch = await associated()
    running = loop()

    def slow(message: Message) -> None:
        running._now += SLICE

    end.also = slow
    octets = switch.events(range(1, 4000))
    assert len(octets) > HIGH_WATER
    end.protocol.data_received(octets)
    assert not end.wire.a.is_reading()
    switch.transport.write(switch.events(range(4000, 4002)))
    await loop().quiet(1)
    assert end.wire.a.is_reading()
    assert end.calls == list(range(1, 4002)), "order and completeness survive the pause"


async def test_what_came_before_the_end_is_told_before_the_end() -> None:
    end, switch = await associated()
    running = loop()
    at_end: list[int] = []
    end.protocol._on_lost = lambda error: at_end.append(len(end.messages))

    def slow(message: Message) -> None:
        running._now += SLICE

    end.also = slow
    switch.transport.write(switch.events(range(1, 200)))
    switch.transport.close()
    await loop().quiet(1)
    assert at_end == [199]


async def test_an_end_in_the_middle_of_a_frame_is_an_end() -> None:
    end, switch = await associated()
    octets = switch.events(range(1, 3))
    switch.transport.write(octets[:-10])
    switch.transport.close()
    await loop().quiet(1)
    assert end.calls == [1]
    assert end.ended == [None]
    assert end.wire.closed


async def test_a_broken_line_is_told_with_its_error() -> None:
    end, _ = await associated()
    end.wire.cut()
    await loop().quiet(0)
    (error,) = end.ended
    assert isinstance(error, ConnectionResetError)


async def test_a_fault_after_sound_messages_comes_after_them() -> None:
    end, switch = await associated()
    switch.transport.write(switch.events(range(1, 4)) + b"HTTP/1.1 400 Bad Request\r\n")
    await loop().quiet(0)
    assert end.calls == [1, 2, 3]
    (error,) = end.ended
    assert isinstance(error, FramingError)
    assert "HTTP" in str(error)
    assert end.wire.closed
    assert isinstance(switch.messages[-1], apdus.Abort), "the switch is told that the association has ended"


async def test_after_a_fault_nothing_of_the_rest_is_read() -> None:
    end, switch = await associated()
    rest = switch.events(range(1, 400))
    switch.transport.write(b"\x00\x00" + rest)
    await loop().quiet(1)
    assert end.messages == []
    assert len(end.ended) == 1


async def test_a_message_out_of_turn_ends_the_connection_with_an_abort() -> None:
    end, switch = await associated()
    again = apdus.encode(end.association._schema, ACCEPT, end.association.dialect)
    switch.transport.write(frame(again, end.association.dialect))
    await loop().quiet(0)
    (error,) = end.ended
    assert isinstance(error, RemoteViolation)
    assert isinstance(switch.messages[-1], apdus.Abort)
    assert switch.lost


async def test_close_aborts_and_tells_nothing_any_more() -> None:
    end, switch = await associated()
    end.protocol.close()
    await loop().quiet(0)
    assert isinstance(switch.messages[-1], apdus.Abort)
    assert switch.lost
    assert end.ended == [], "who closes knows that it is closed"


async def test_close_forgets_what_was_not_worked_on_yet() -> None:
    end, switch = await associated()
    running = loop()

    def slow(message: Message) -> None:
        running._now += SLICE

    end.also = slow
    switch.transport.write(switch.events(range(1, 400)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    seen = len(end.messages)
    assert 0 < seen < 399
    end.protocol.close()
    await loop().quiet(1)
    assert len(end.messages) == seen
    assert end.ended == []


async def test_answers_of_the_association_go_out_with_what_came() -> None:
    """A request that is not known is rejected by the association itself: that does not wait for anything else."""
    _, switch = await associated()
    switch.transport.write(bytes.fromhex("26800ba1090201010202270f0500"))
    switch.association.invoke(SystemStatusRequest(system_status=SystemStatus.normal))
    await loop().quiet(0)
    rejected = [message for message in switch.messages if type(message).__name__ == "Rejected"]
    assert len(rejected) == 1


@pytest.mark.real_time
async def test_keep_alive_is_on() -> None:
    running = asyncio.get_running_loop()
    server = await running.create_server(Switch, "127.0.0.1", 0)
    end = End()
    transport, _ = await running.create_connection(end.make, "127.0.0.1", server.sockets[0].getsockname()[1])
    sock: Any = transport.get_extra_info("socket")
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    end.protocol.close()
    server.close()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
