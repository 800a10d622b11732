"""The life of a link in every dialect: against a peer of octets' own, against the simulator, and where the two ends
were told of different kinds of switch.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from desktop.csta.dialects import ALCATEL, DIALECTS, HIPATH, PANASONIC, Dialect
from desktop.csta.events.call_control import ConnectionCleared, Delivered, Established
from desktop.csta.services.call_control import AnswerCall, MakeCall, MakeCallResult
from desktop.csta.services.monitoring import MonitorStart
from desktop.csta.values import ConnectionID, DeviceID
from desktop.link.connection import LOGIN_SECONDS
from desktop.link.contract import SessionConfig
from desktop.link.session import Session
from desktop.switchsim import Simulator, small_office
from tests.support.peer import HOST, PORT, WRONG_PASSWORD, Peer, PeerLink, Recorder, WallClock, delivered, linked
from tests.support.virtualtime import VirtualTimeLoop

every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
FILTERS = {
    "hipath": "302d30058003313030a0248004060000008602030087020600880305000089030200008302050085020100" + "84020700",
    "panasonic": "300930058003313030" + "a000",
    "alcatel": "300730058003313030",
}
"""MonitorStart's argument for station 100: everything, in the lengths that are known; without members; no filter."""


# against a peer


class Cut(Peer):
    """A peer that reads and writes in small pieces."""

    def __init__(self, dialect: Dialect, size: int) -> None:
        super().__init__(dialect)
        self.size = size

    def protocol(self) -> PeerLink:
        """A new connection."""
        self.links.append(CutLink(self, self.size))
        return self.links[-1]


class CutLink(PeerLink):
    """Its connection."""

    def __init__(self, peer: Peer, size: int) -> None:
        super().__init__(peer)
        self._size = size

    def data_received(self, data: bytes) -> None:
        """Read in pieces."""
        for at in range(0, len(data), self._size):
            super().data_received(data[at : at + self._size])

    def flush(self) -> None:
        """Write in pieces."""
        data = self.association.data_to_send()
        for at in range(0, len(data), self._size):
            self.transport.write(data[at : at + self._size])


@every_dialect
@pytest.mark.parametrize("size", [1, 2, 7])
async def test_a_link_stands_however_its_octets_are_cut(dialect: Dialect, size: int) -> None:
    async with linked(Cut(dialect, size)) as one:
        one.peer.link.report(delivered())
        await one.rest()
        assert one.recorder.of("event") == [("event", "100", delivered())]
        assert one.peer.link.received.startswith(dialect.client_hello)


@every_dialect
async def test_the_monitor_s_filter_is_the_dialect_s(dialect: Dialect) -> None:
    async with linked(Peer(dialect)) as one:
        assert one.peer.link.count(MonitorStart) == 1
        octets = one.peer.link.received.hex()
        assert ("020147" + FILTERS[dialect.name]) in octets


XML = b"\x00\x00\x00\x439999<?xml version='1.0'?><DeliveredEvent/>"
GONE_WRONG = {
    "XML": (XML, "CSTA XML"),
    "HTTP": (b"HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP"),
    "TLS": (bytes.fromhex("15030100020246"), "TLS"),
}


@every_dialect
@pytest.mark.parametrize(("octets", "name"), GONE_WRONG.values(), ids=GONE_WRONG)
async def test_another_protocol_at_log_in_is_named_and_the_next_try_works(
    dialect: Dialect, octets: bytes, name: str
) -> None:
    peer = Peer(dialect)
    peer.login = octets
    async with linked(peer, ready=False) as one:
        assert one.recorder.links[-1] == ("down", "notCsta")
        assert name in str(one.session.status.trouble)
        assert peer.link.closed
        peer.login = Peer(dialect).login
        one.session.try_now()
        await one.rest(1)
        assert one.session.status.state == "ready"


@every_dialect
async def test_xml_behind_the_log_in_is_named_and_the_next_try_works(dialect: Dialect) -> None:
    async with linked(Peer(dialect)) as one:
        one.peer.link.raw(XML)
        await one.rest()
        assert one.recorder.links[-1] == ("down", "damaged")
        assert "CSTA XML" in str(one.session.status.trouble)
        one.session.try_now()
        await one.rest(1)
        assert one.session.status.state == "ready"


@every_dialect
async def test_a_wrong_password_is_a_wrong_password(dialect: Dialect) -> None:
    peer = Peer(dialect)
    peer.login = WRONG_PASSWORD
    async with linked(peer, ready=False) as one:
        assert one.recorder.links[-1] == ("down", "wrongPassword")


async def test_a_switch_that_never_greets() -> None:
    peer = Peer(ALCATEL)
    peer.login = b""
    async with linked(peer, ready=False) as one:
        await one.rest(LOGIN_SECONDS)
        assert one.recorder.links[-1] == ("down", "notCsta")
        assert "another kind of telephone system" in str(one.session.status.trouble)
        assert bytes(peer.link.received) == b"B", "no log-in goes out before the hello, nor an ABRT"


# against the simulator


@dataclass
class Linked:
    """A session and the simulator that it was told to connect to."""

    session: Session
    simulator: Simulator
    recorder: Recorder
    loop: VirtualTimeLoop


@contextlib.asynccontextmanager
async def simulated(dialect: Dialect, of_client: Dialect | None = None, *, user: str = "") -> AsyncIterator[Linked]:
    """A session that speaks ``of_client`` (by default the simulator's dialect) to a simulator of ``dialect``."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    company = replace(small_office(dialect), logins={"AMHOST": "77777"} if user else {})
    simulator = Simulator(company, start=datetime(2026, 11, 23, 9), loop=loop)
    listener = loop.network.listen(simulator.protocol, HOST, PORT)
    recorder = Recorder()

    async def password() -> str:
        return "77777"

    config = SessionConfig(
        host=HOST, port=PORT, devices=("100",), user=user, password=password, dialect=of_client or dialect
    )
    session = Session(config, recorder, wall_clock=WallClock(loop), rng=random.Random(7))
    async with asyncio.TaskGroup() as group:
        running = group.create_task(session.run())
        try:
            await loop.advance(1)
            yield Linked(session, simulator, recorder, loop)
        finally:
            running.cancel()
            await loop.quiet(0)
            simulator.close()
            listener.close()


@every_dialect
@pytest.mark.parametrize("user", ["", "AMHOST"])
async def test_calls_with_the_simulator(dialect: Dialect, user: str) -> None:
    async with simulated(dialect, user=user) as one:
        assert one.session.status.state == "ready"
        named = "HE645P.00.023:60 023.000" if dialect is HIPATH else None
        assert one.session.status.system == named
        (monitor,) = one.simulator.command({"do": "state"})["monitors"]
        assert len(bytes.fromhex(monitor["xref"])) == dialect.cross_ref_octets
        one.simulator.command({"do": "call", "from": "0891234567", "to": "100"})
        await one.loop.advance(0.1)
        (_, device, ringing) = one.recorder.of("event")[-1]
        assert (device, type(ringing)) == ("100", Delivered)
        call_id = ringing.connection.call_id
        assert len(call_id) == (4 if dialect is PANASONIC else 2)
        assert call_id.isascii() is (dialect is PANASONIC)
        assert ringing.last_redirection_device.status == dialect.last_redirection
        await one.session.ask(AnswerCall(call_to_be_answered=ConnectionID.of(call_id, "100")))
        await one.loop.advance(0.1)
        assert isinstance(one.recorder.of("event")[-1][2], Established)
        one.simulator.command({"do": "hangup", "device": "100"})
        await one.loop.advance(5)
        assert isinstance(one.recorder.of("event")[-1][2], ConnectionCleared)
        made = await one.session.ask(MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101")))
        assert isinstance(made, MakeCallResult)
        assert made.calling_device.call_id != call_id


@every_dialect
async def test_the_simulator_s_link_is_supervised_and_comes_back(dialect: Dialect) -> None:
    async with simulated(dialect) as one:
        await one.loop.advance(100)
        assert one.session.status.state == "ready", "probes are answered"
        one.simulator.command({"do": "fault", "name": "restart"})
        await one.loop.advance(3)
        assert [state for state, _ in one.recorder.links] == ["connecting", "ready", "down", "connecting", "ready"]


# the two ends were told of different kinds


@pytest.mark.parametrize(
    ("of_client", "of_switch"), list(itertools.permutations(DIALECTS, 2)), ids=lambda dialect: dialect.name
)
async def test_the_client_says_that_it_may_be_another_kind_of_switch(
    of_client: Dialect, of_switch: Dialect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with simulated(of_switch, of_client) as one:
        told_by_switch = (of_client, of_switch) != (ALCATEL, PANASONIC)  # 42 may begin a length
        await one.loop.advance(0 if told_by_switch else LOGIN_SECONDS - 0.5)
        assert one.recorder.links[-1] == ("down", "closedAtLogin" if told_by_switch else "notCsta")
        assert "another kind of telephone system than the one chosen" in str(one.session.status.trouble)
        if told_by_switch:
            assert f"another kind of telephone system: {of_client.title}, not {of_switch.title}" in caplog.text


@pytest.mark.parametrize("octets", [XML, b"<?xml version='1.0'?>"])
@every_dialect
async def test_the_simulator_names_xml_too(dialect: Dialect, octets: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    simulator = Simulator(small_office(dialect), start=datetime(2026, 11, 23, 9), loop=loop)
    listener = loop.network.listen(simulator.protocol, HOST, PORT)
    transport, _ = await loop.create_connection(asyncio.Protocol, HOST, PORT)
    transport.write(octets)
    await loop.quiet(0)
    assert "The application speaks CSTA XML: set it to CSTA in ASN.1." in caplog.text
    assert listener.wires[0].closed
    simulator.close()
    listener.close()
