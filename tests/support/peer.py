"""A switching function that does what a test says: :class:`~desktop.csta.association.Association` and nothing else.

It knows no calls. By default it accepts every log-in, starts with SystemStatus normal, monitors what it is asked to and
has idle devices; :attr:`Peer.answers` says otherwise, for each message of an argument.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

from desktop.csta import apdus
from desktop.csta.association import Association, Message, NotUnderstood, Reported, Requested
from desktop.csta.dialects import HIPATH, Dialect
from desktop.csta.enumerations import EventCause, LocalConnectionState, SystemStatus
from desktop.csta.events.base import Event
from desktop.csta.events.call_control import Delivered
from desktop.csta.events.report import EventReport
from desktop.csta.failures import Failure, OperationError
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import GetDoNotDisturb, GetDoNotDisturbResult
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStartResult, MonitorStop
from desktop.csta.services.snapshots import (
    SnapshotCall,
    SnapshotCallData,
    SnapshotCallEntry,
    SnapshotCallResult,
    SnapshotDevice,
    SnapshotDeviceData,
    SnapshotDeviceEntry,
    SnapshotDeviceResult,
)
from desktop.csta.services.system import RequestSystemStatus, RequestSystemStatusResult, SystemStatusRequest
from desktop.csta.values import NO_REDIRECTION, CallState, ConnectionID, DeviceID, ReportedDevice
from desktop.link.contract import LinkStatus, SessionConfig
from desktop.link.session import Session
from desktop.link.snapshots import Details, Entries
from tests.support.pipes import Listener
from tests.support.virtualtime import VirtualTimeLoop

HOST, PORT = "pbx", 8800
MORNING = datetime.fromisoformat("2026-11-23T09:00:00+01:00")

SILENT = object()
"""An answer that never comes."""
CLOSE = object()
"""Instead of an answer the connection is closed."""
ACCEPT = apdus.AssociateResponse(apdus.ACCEPTED, versions=frozenset({3}), strings=(b"HE645P.00.023:60", b"023.000"))
WRONG_PASSWORD = apdus.AssociateResponse(
    apdus.REJECTED_PERMANENT, diagnostic=apdus.AUTHENTICATION_FAILURE, versions=frozenset({3})
)
NO_FREE_LINK = apdus.AssociateResponse(apdus.REJECTED_TRANSIENT, versions=frozenset({3}))
REJECTED = apdus.AssociateResponse(apdus.REJECTED_PERMANENT, diagnostic=11, versions=frozenset({3}))

Answer = Any
"""A result, a Failure, SILENT, CLOSE, raw octets, or a function of link and request."""


def idle(device: str) -> SnapshotDeviceEntry:
    """What HiPath says of a device without a call: a connection without a call id."""
    return SnapshotDeviceEntry(
        connection_identifier=ConnectionID(None, DeviceID(device)),
        local_call_state=CallState(states=(LocalConnectionState.null,)),
    )


def entry(call_id: bytes, device: str) -> SnapshotDeviceEntry:
    """A call of a device."""
    return SnapshotDeviceEntry(
        connection_identifier=ConnectionID.of(call_id, device),
        local_call_state=CallState(states=(LocalConnectionState.connected, LocalConnectionState.connected)),
    )


def of_device(*entries: SnapshotDeviceEntry) -> SnapshotDeviceResult:
    """The result of SnapshotDevice."""
    return SnapshotDeviceResult(data=SnapshotDeviceData(entries=entries))


def of_call(*devices: str) -> SnapshotCallResult:
    """The result of SnapshotCall: these devices, connected."""
    return SnapshotCallResult(
        data=SnapshotCallData(
            entries=tuple(
                SnapshotCallEntry(
                    device_on_call=ReportedDevice.known(device), local_connection_state=LocalConnectionState.connected
                )
                for device in devices
            )
        )
    )


def delivered(call_id: bytes = b"\xb1\x64", device: str = "100", caller: str = "257") -> Delivered:
    """A call alerts."""
    return Delivered(
        connection=ConnectionID.of(call_id, device),
        alerting_device=ReportedDevice.known(device),
        calling_device=ReportedDevice.known(caller),
        called_device=ReportedDevice.known(device),
        last_redirection_device=NO_REDIRECTION,
        local_connection_info=LocalConnectionState.alerting,
        cause=EventCause.newCall,
    )


class PeerLink(asyncio.Protocol):
    """One connection to the peer."""

    def __init__(self, peer: Peer) -> None:
        self.association = Association("switching", peer.dialect)
        self.received = bytearray()
        """Every octet of the client."""
        self.heard: list[Message] = []
        """Every message of the client, in order."""
        self.closed = False
        self.transport: asyncio.Transport
        self._peer = peer
        self._numbers = itertools.count(1)

    @property
    def asked(self) -> list[Any]:
        """The arguments of what the client asked, in order."""
        return [message.argument for message in self.heard if isinstance(message, Requested)]

    def count(self, kind: type[Any]) -> int:
        """How often the client asked ``kind``."""
        return sum(isinstance(argument, kind) for argument in self.asked)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say the greeting of a server that speaks first, if the test wants one."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self._peer.greeting:
            transport.write(self._peer.greeting)

    def connection_lost(self, error: Exception | None) -> None:
        """Note it."""
        self.closed = True

    def data_received(self, data: bytes) -> None:
        """Answer."""
        first = not self.received
        self.received += data
        if isinstance(self._peer.login, bytes):  # a peer that knows nothing but octets
            if first:
                self.transport.write(self._peer.login)
            return
        for message in self.association.receive_data(data):
            self.heard.append(message)
            if isinstance(message, apdus.AssociateRequest):
                self._log_in()
            elif isinstance(message, Requested):
                self.answer(message, self._peer.answers.get(type(message.argument), self._peer.usual))
        self.flush()

    def _log_in(self) -> None:
        login = self._peer.login
        if login is CLOSE:
            self.transport.close()
        elif login is not SILENT:
            self.association.accept(login)
            if login is ACCEPT and self._peer.start is not None:
                self.status(self._peer.start)
        self.flush()

    def answer(self, request: Requested, answer: Answer) -> None:
        """Answer a request in one of the ways that :data:`Answer` names."""
        if self.association.closed:
            return  # an ABRT came along with the request
        if isinstance(answer, Failure):
            self.association.fail(request.invoke_id, answer)
        elif isinstance(answer, bytes):
            self.transport.write(answer)
        elif callable(answer):
            answer(self, request)
        elif answer is CLOSE:
            self.transport.close()
        elif answer is not SILENT:
            self.association.respond(request, answer)
        self.flush()

    def status(self, status: SystemStatus) -> None:
        """Tell the client how the system is."""
        self.ask(SystemStatusRequest(system_status=status))

    def ask(self, argument: Any) -> None:
        """Ask the client something."""
        self.association.invoke(argument)
        self.flush()

    def report(self, event: Event, cross_ref: bytes = b"\x00\x11") -> None:
        """Report an event."""
        self.association.report(EventReport(cross_ref, event), next(self._numbers))
        self.flush()

    def raw(self, octets: bytes) -> None:
        """Send octets."""
        self.transport.write(octets)

    def flush(self) -> None:
        """Send what the association has to send."""
        data = self.association.data_to_send()
        if data:
            self.transport.write(data)


class Peer:
    """The switching function: its ways, and its connections."""

    def __init__(self, dialect: Dialect = HIPATH) -> None:
        self.dialect = dialect
        self.login: Any = ACCEPT
        self.greeting = b""
        self.start: SystemStatus | None = SystemStatus.normal
        self.answers: dict[type[Any], Answer] = {}
        self.links: list[PeerLink] = []
        self.monitors: dict[bytes, str] = {}
        self._cross_refs = itertools.count(0x11)

    @property
    def link(self) -> PeerLink:
        """The newest connection."""
        return self.links[-1]

    def protocol(self) -> PeerLink:
        """A new connection."""
        self.links.append(PeerLink(self))
        return self.links[-1]

    def usual(self, link: PeerLink, request: Requested) -> None:
        """What a switch in good health answers; what it does not know and cannot just acknowledge, it refuses."""
        match request.argument:
            case MonitorStart(monitor_object=MonitorObject(device=DeviceID() as device)):
                cross_ref = next(self._cross_refs).to_bytes(2, "big")
                self.monitors[cross_ref] = str(device.digits)
                result: Any = MonitorStartResult(cross_ref_identifier=cross_ref)
            case MonitorStop(cross_ref_identifier=cross_ref):
                self.monitors.pop(cross_ref, None)
                result = Acknowledged()
            case SnapshotDevice(snapshot_object=device):
                result = of_device(idle(str(device.digits)))
            case SnapshotCall():
                result = of_call("100", "257")
            case RequestSystemStatus():
                result = RequestSystemStatusResult(system_status=SystemStatus.normal)
            case GetDoNotDisturb():
                result = GetDoNotDisturbResult(do_not_disturb_on=False)
            case _ if request.operation.result is not Acknowledged:
                link.association.fail(request.invoke_id, Failure.operation(OperationError.serviceNotSupported))
                return
            case _:
                result = Acknowledged()
        link.association.respond(request, result)


class Recorder:
    """Keeps what a session tells, as tuples that begin with "link", "event", "snapshot" or "damaged"."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def link_changed(self, status: LinkStatus) -> None:
        """Keep it."""
        self.told.append(("link", status.state, None if status.trouble is None else status.trouble.code))

    def reported(self, device: str, message: Reported) -> None:
        """Keep it."""
        self.told.append(("event", device, message.report.event))

    def snapshot_came(self, device: str, entries: Entries, details: Details) -> None:
        """Keep it."""
        self.told.append(("snapshot", device, entries, dict(details)))

    def capabilities_changed(self) -> None:
        """Keep it."""
        self.told.append(("capabilities",))

    def not_understood(self, device: str | None, message: NotUnderstood) -> None:
        """Keep it."""
        self.told.append(("damaged", device, message.octets))

    def of(self, kind: str) -> list[tuple[Any, ...]]:
        """What was told of one kind."""
        return [entry for entry in self.told if entry[0] == kind]

    @property
    def links(self) -> list[tuple[Any, ...]]:
        """(state, code) of the link, in order."""
        return [entry[1:] for entry in self.of("link")]


class WallClock:
    """A wall clock that goes with the loop's, until the computer sleeps."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._began = loop.time()
        self.slept = timedelta(0)

    def __call__(self) -> datetime:
        """Return the time of day."""
        return MORNING + timedelta(seconds=self._loop.time() - self._began) + self.slept


class Linked:
    """A session that runs against a peer."""

    def __init__(self, session: Session, peer: Peer, recorder: Recorder, clock: WallClock, listener: Listener) -> None:
        self.session = session
        self.peer = peer
        self.recorder = recorder
        self.clock = clock
        self.listener = listener
        self.loop = clock._loop
        self.task: asyncio.Task[None]

    async def rest(self, seconds: float = 0.0) -> None:
        """Let time pass and everything happen that is due."""
        assert isinstance(self.loop, VirtualTimeLoop)
        await self.loop.advance(seconds)


async def _password() -> str:
    return "77777"


@contextlib.asynccontextmanager
async def linked(
    peer: Peer | None = None,
    *,
    devices: tuple[str, ...] = ("100",),
    ready: bool = True,
    serving: bool = True,
    prepare: Callable[[VirtualTimeLoop], None] = lambda loop: None,
    **options: Any,
) -> AsyncIterator[Linked]:
    """A session against a peer in the in-memory network; the session is cancelled with the block.

    :param ready: wait until the link is ready.
    :param serving: whether the peer listens at all.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    peer = peer or Peer()
    listener = loop.network.listen(peer.protocol, HOST, PORT)
    if not serving:
        listener.close()
    prepare(loop)
    recorder, clock = Recorder(), WallClock(loop)
    config = SessionConfig(
        **{
            "host": HOST, "port": PORT, "devices": devices, "user": "AMHOST", "password": _password,
            "dialect": peer.dialect, **options,
        }
    )  # fmt: skip
    made = Linked(Session(config, recorder, wall_clock=clock, rng=random.Random(7)), peer, recorder, clock, listener)
    async with asyncio.TaskGroup() as group:
        made.task = group.create_task(made.session.run())
        try:
            await made.rest()
            if ready:
                await made.rest(4.0)
                assert made.session.status.state == "ready", recorder.told
            yield made
        finally:
            made.task.cancel()
            listener.close()
            await made.rest()
