"""Mutated messages to a whole client over in-memory transport: at worst the link is closed in order, the next
connection works, no task and no memory is left behind.

All 10,000 by ``pytest tests/stories/test_fuzz.py --long``; an ordinary run takes a share. ``--seed N`` takes the same
again.
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import gc
import itertools
import tracemalloc
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest

from desktop.csta import apdus, decoder, operations
from desktop.csta.apdus import AssociateResponse, Invoke, ReturnError, ReturnResult
from desktop.csta.association import Requested
from desktop.csta.dialects import HIPATH
from desktop.csta.enumerations import SystemStatus
from desktop.csta.errors import DecodeError, RemoteViolation
from desktop.csta.failures import Failure, OperationError
from desktop.csta.framing import frame
from desktop.csta.operations import EVENT_REPORT, OPERATIONS
from desktop.csta.schema import shipped
from desktop.csta.services.logical import GetForwarding
from desktop.csta.services.monitoring import MonitorStart
from desktop.csta.services.physical import GetMessageWaitingIndicator
from desktop.csta.services.snapshots import SnapshotCall, SnapshotDevice
from desktop.csta.services.system import RequestSystemStatus
from desktop.station.station import Station
from tests.support import mutations
from tests.support.chance import Chance
from tests.support.mutations import mutant
from tests.support.octets import rows
from tests.support.peer import ACCEPT, Peer, PeerLink
from tests.support.strategies import sample
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import HOST, PORT, make_station

MUTANTS = 10_000
CROSS_REF = b"\x00\x11"
GROWTH = 96 * 1024
"""Octets that may be held more at the end than after the first quarter, however many mutants come between."""
TABLES = 1024 * 1024
"""The same for the decoder, which makes a table for each place in a type when it is first needed; there are so many."""
CLOSING = {"damaged", "notCsta", "cutOff"}
"""Codes of a link that our side gave up for what came."""


@cache
def corpus() -> tuple[bytes, ...]:
    """What a switch may send: recorded messages, and random ones, events of the station's own monitor above all."""
    random, schema = Random("a switch"), shipped()
    messages = list(rows().values())
    for row in OPERATIONS:
        for number in range(300 if row is EVENT_REPORT else 2):
            value = sample(random, row.argument_type)
            if row is EVENT_REPORT:
                value["crossRefIdentifier"] = CROSS_REF
            apdu = Invoke(number + 1, row.code, schema.encode(row.argument_type, value))
            messages.append(apdus.encode(schema, apdu, HIPATH))
    return tuple(messages)


class FaultyLink(PeerLink):
    """A connection whose switch bears what the client makes of mutants."""

    def data_received(self, data: bytes) -> None:
        try:
            super().data_received(data)
        except RemoteViolation:
            self.transport.close()


class FaultySwitch(Peer):
    """A switch that is well until a mutant is due; its monitors always have the same cross reference."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.random = random
        self._cross_refs = itertools.repeat(int.from_bytes(CROSS_REF, "big"))  # type: ignore[assignment]
        self.sent = b""
        self.well()

    def protocol(self) -> PeerLink:
        self.links[:] = [FaultyLink(self)]
        return self.links[-1]

    def damaged(self, octets: bytes) -> bytes:
        """A mutant in its frame; sometimes its frame is damaged as well, or sound messages are around it."""
        random = self.random
        stream = frame(mutant(random, octets, random.choice(corpus())), HIPATH)
        if random.randrange(8) == 0:
            stream = frame(random.choice(corpus()), HIPATH) + stream + frame(random.choice(corpus()), HIPATH)
        if random.randrange(8) == 0:
            stream = mutations.BLUNT[random.choice(("flip", "change", "cut", "noise", "splice"))](
                random, stream, stream
            )
        self.sent = stream
        return stream

    def damage_answer(self, link: PeerLink, request: Requested) -> None:
        """Answer a request with a mutant of its result or of a refusal."""
        schema, operation = shipped(), request.operation
        answer: apdus.Apdu = ReturnError(request.invoke_id, 1, schema.encode("UniversalFailure", ("unspecified", None)))
        if operation.result_type is not None and self.random.randrange(6):
            value = schema.encode(operation.result_type, sample(self.random, operation.result_type))
            answer = ReturnResult(request.invoke_id, operation.code, value)
        link.raw(self.damaged(apdus.encode(schema, answer, HIPATH)))

    def well(self) -> None:
        """From now on everything is in order."""
        self.login = ACCEPT
        not_here = Failure.operation(OperationError.serviceNotSupported)
        self.answers = {GetForwarding: not_here, GetMessageWaitingIndicator: not_here}


class Attack:
    """A client that is up, the switch, and what is done to it."""

    def __init__(self, station: Station, switch: FaultySwitch, listener: Any, loop: VirtualTimeLoop) -> None:
        self.station, self.switch, self.listener, self.loop = station, switch, listener, loop
        self.ways: tuple[Callable[[], None], ...] = (
            self.unasked,
            self.unasked,
            self.unasked,
            self.in_answer_to_a_snapshot,
            self.in_answer_to_a_probe,
            self.in_answer_to_the_log_in,
            self.in_answer_to_the_monitor,
        )

    def unasked(self) -> None:
        """By itself."""
        self.switch.link.raw(self.switch.damaged(self.switch.random.choice(corpus())))

    def in_answer_to_a_snapshot(self) -> None:
        """In place of what calls there are."""
        self.switch.answers[self.switch.random.choice((SnapshotDevice, SnapshotCall))] = self.switch.damage_answer
        self.station.session.snapshot("100")

    def in_answer_to_a_probe(self) -> None:
        """In place of the system's status."""
        self.switch.answers[RequestSystemStatus] = self.switch.damage_answer
        self.station.session.try_now()

    def in_answer_to_the_log_in(self) -> None:
        """In place of the answer to the log-in, with or without what comes after it."""
        response = apdus.encode(shipped(), AssociateResponse(0, versions=frozenset({3})), HIPATH)
        status = b"" if self.switch.random.randrange(2) else frame(rows()["SystemStatus invoke (normal)"], HIPATH)
        self.switch.login = self.switch.damaged(response) + status
        self.listener.wires[-1].cut()

    def in_answer_to_the_monitor(self) -> None:
        """In place of the monitor's cross reference."""
        self.switch.answers[MonitorStart] = self.switch.damage_answer
        self.listener.wires[-1].cut()

    async def once(self) -> None:
        """One mutant, and what becomes of the client; afterwards it is up again."""
        self.switch.random.choice(self.ways)()
        await self.loop.advance(self.switch.random.choice((0.0, 1.5, 8.0)))
        link = self.station.link
        if link.code in CLOSING and link.state == "down" and self.switch.links:
            assert self.switch.link.closed, "the connection is not left open"
            assert bytes(self.switch.link.received).endswith((ABORT, PROTOCOL_ERROR)) or not self.switch.link.received
        await self.up()

    async def up(self) -> None:
        """The switch is well, a new connection is made, and it works; nothing of the old ones is kept."""
        self.switch.well()
        for _ in range(20):
            if self.station.link.state == "ready" and not self.station.link.code:
                break
            self.listener.wires[-1].cut()
            await self.loop.advance(0.1)
            self.station.try_now()
            await self.loop.advance(3.5)
        assert self.station.link.state == "ready", self.station.link
        self.switch.link.status(SystemStatus.normal)  # an overload, if there was one, has ended
        await self.loop.advance(0.1)
        del self.listener.wires[:-1]
        self.loop.network.attempts.clear()
        self.switch.link.heard.clear()
        self.station._events.clear()  # kept for the Events page, 2,000 of them


ABORT, PROTOCOL_ERROR = bytes.fromhex("2680086406800100810101"), bytes.fromhex("2680086406800100810102")


@pytest.mark.timeout(1200)
async def test_mutants_through_a_session(chance: Chance, virtual_loop: VirtualTimeLoop) -> None:
    loop, random = virtual_loop, chance.random("session")
    count = chance.count(MUTANTS)
    switch = FaultySwitch(random)
    listener = loop.network.listen(switch.protocol, HOST, PORT)
    station = make_station(loop)
    held = (0, 0)
    faults: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda loop, context: faults.append(context))
    faulthandler.cancel_dump_traceback_later()  # all of them take minutes
    warm()
    tracemalloc.start()
    async with asyncio.TaskGroup() as group:
        running = group.create_task(station.run())
        await loop.advance(5)
        attack = Attack(station, switch, listener, loop)
        tasks = len(asyncio.all_tasks())
        for number in range(count):
            if number == count // 4:
                held = memory()
            try:
                await attack.once()
                assert faults == []
            except BaseException as error:
                error.add_note(f"mutant {number}: {switch.sent.hex()}")
                raise
            assert not running.done()
            assert len(asyncio.all_tasks()) == tasks
        tables, others = (now - before for now, before in zip(memory(), held, strict=True))
        running.cancel()
        await loop.quiet(0)
    listener.close()
    tracemalloc.stop()
    assert others < GROWTH
    assert tables < TABLES


def warm() -> None:
    """Have everything imported and built that is so when it is first needed: that is no leak."""
    random, schema = Random("warm"), shipped()
    for row in OPERATIONS:
        for _ in range(2000 if row is EVENT_REPORT else 60):
            with contextlib.suppress(DecodeError):
                argument = schema.encode(row.argument_type, sample(random, row.argument_type))
                operations.decode_argument(schema, row, argument)
                if row.result_type is not None:
                    result = schema.encode(row.result_type, sample(random, row.result_type))
                    operations.decode_result(schema, row, result)


def memory() -> tuple[int, int]:
    """Octets that are held now: by the decoder, and by all others."""
    gc.collect()
    own = [tracemalloc.Filter(True, decoder.__file__)]
    snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(False, tracemalloc.__file__)])
    tables = sum(trace.size for trace in snapshot.filter_traces(own).traces)
    return tables, sum(trace.size for trace in snapshot.traces) - tables
