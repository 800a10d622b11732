"""The same over real sockets: TCP and TLS, with certificates that can be trusted and others."""

from __future__ import annotations

import asyncio
import contextlib
import random
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from desktop.csta.apdus import Abort
from desktop.csta.services.monitoring import MonitorStop
from desktop.csta.services.system import RequestSystemStatus
from desktop.link import connection
from desktop.link.contract import SessionConfig
from desktop.link.session import Session
from tests.support.peer import Peer, Recorder, WallClock

pytestmark = pytest.mark.real_time


class Gate(Recorder):
    """A recorder that can be waited on."""

    def __init__(self) -> None:
        super().__init__()
        self.changed = asyncio.Event()

    def link_changed(self, status: Any) -> None:
        super().link_changed(status)
        self.changed.set()

    async def until(self, *states: str) -> tuple[Any, ...]:
        """Wait for one of these states; return (state, code)."""
        async with asyncio.timeout(20):
            while self.links[-1][0] not in states:
                self.changed.clear()
                await self.changed.wait()
        return self.links[-1]


@contextlib.asynccontextmanager
async def running(
    port: int, host: str = "127.0.0.1", tls: Callable[[], ssl.SSLContext] | None = None
) -> AsyncIterator[tuple[Session, Gate]]:
    gate = Gate()
    config = SessionConfig(host=host, port=port, devices=("100",), tls=tls)
    session = Session(config, gate, wall_clock=WallClock(asyncio.get_running_loop()), rng=random.Random(1))
    async with asyncio.TaskGroup() as group:
        task = group.create_task(session.run())
        await asyncio.sleep(0)
        try:
            yield session, gate
        finally:
            task.cancel()


@contextlib.asynccontextmanager
async def serving(factory: Callable[[], asyncio.Protocol], tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def closed(peer: Peer) -> None:
    """Wait until the newest connection of the peer is closed."""
    async with asyncio.timeout(10):
        while not peer.link.closed:
            await asyncio.sleep(0)


class Silent(asyncio.Protocol):
    """A port that takes connections and says nothing."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> Callable[[], ssl.SSLContext]:
    """TLS as the station makes it, with the file of the authority."""
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(file)
    return lambda: ssl.create_default_context(cafile=file)


async def test_tcp_from_log_in_to_quit() -> None:
    peer = Peer()
    async with serving(peer.protocol) as port:
        async with running(port) as (session, gate):
            assert await gate.until("ready", "down") == ("ready", None)
            result = await session.ask(RequestSystemStatus())
            assert result.system_status == 2
        await closed(peer)
        assert peer.link.asked[-1] == MonitorStop(cross_ref_identifier=b"\x00\x11")
        assert isinstance(peer.link.heard[-1], Abort)


async def test_tls_with_the_file_of_the_authority(
    trusted: Callable[[], ssl.SSLContext], server_tls: ssl.SSLContext
) -> None:
    peer = Peer()
    async with serving(peer.protocol, server_tls) as port:
        async with running(port, tls=trusted) as (session, gate):
            assert await gate.until("ready", "down") == ("ready", None)
            assert session.client is not None
        await closed(peer)
        assert isinstance(peer.link.heard[-1], Abort), "the end is orderly over TLS too"


async def test_an_authority_that_nobody_knows(server_tls: ssl.SSLContext) -> None:
    peer = Peer()
    async with serving(peer.protocol, server_tls) as port, running(port, tls=ssl.create_default_context) as (_, gate):
        assert await gate.until("ready", "down") == ("down", "certificate")


async def test_a_certificate_for_another_name(authority: trustme.CA, trusted: Callable[[], ssl.SSLContext]) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("elsewhere.example").configure_cert(context)
    async with serving(Peer().protocol, context) as port, running(port, tls=trusted) as (session, gate):
        assert await gate.until("ready", "down") == ("down", "certificate")
        assert "127.0.0.1" in str(session.status.trouble)


@pytest.mark.parametrize("plain", [Peer().protocol, Silent], ids=["a CSTA port", "a silent port"])
async def test_tls_against_a_port_without_it(
    plain: Callable[[], asyncio.Protocol], trusted: Callable[[], ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HANDSHAKE_SECONDS", 0.2)
    made: list[asyncio.Protocol] = []

    class Plain(asyncio.Protocol):
        """Hangs up on what is no CSTA, as a switch does; or says nothing."""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport = transport
            made.append(self)

        def data_received(self, data: bytes) -> None:
            if plain is not Silent:
                self.transport.close()

    async with serving(Plain) as port, running(port, tls=trusted) as (session, gate):
        assert await gate.until("ready", "down") == ("down", "noTls")
        assert "TLS" in str(session.status.trouble)
    assert made


async def test_no_tls_against_a_port_with_it(server_tls: ssl.SSLContext) -> None:
    async with serving(Peer().protocol, server_tls) as port, running(port) as (_, gate):
        state, code = await gate.until("ready", "down")
        assert state == "down"
        assert code in {"notCsta", "closedAtLogin"}, "it says TLS where the server sends its alert before hanging up"


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "damaged"])
async def test_the_file_of_the_authority_cannot_be_used(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content, "utf-8")
    async with running(8800, tls=lambda: ssl.create_default_context(cafile=file)) as (_, gate):
        assert await gate.until("ready", "down") == ("down", "caFile")


async def free_port() -> int:
    """A port that nobody listens on."""
    async with serving(Silent) as port:
        return port


async def test_a_closed_port() -> None:
    async with running(await free_port()) as (_, gate):
        assert await gate.until("ready", "down") == ("down", "portClosed")


async def test_a_closed_port_of_a_name_with_several_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """asyncio makes one error of many then, without a number."""
    port = await free_port()

    async def addresses(*args: Any, **options: Any) -> list[Any]:
        return [(2, 1, 6, "", ("127.0.0.1", port)), (2, 1, 6, "", ("127.0.0.2", port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", addresses)
    async with running(port, host="pbx.example") as (_, gate):
        assert await gate.until("ready", "down") == ("down", "portClosed")


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".example", "pbx\0.example"])
async def test_a_name_that_cannot_be_one(host: str) -> None:
    async with running(8800, host=host) as (_, gate):
        assert await gate.until("ready", "down") == ("down", "hostUnknown")
