"""A station whose switch does what a test says: :class:`tests.support.peer.Peer`."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.events.base import Event
from desktop.csta.events.call_control import Delivered, Established, Failed, Originated
from desktop.csta.failures import Failure, OperationError
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.snapshots import SnapshotDevice, SnapshotDeviceEntry
from desktop.csta.values import NO_REDIRECTION, CallState, ConnectionID, DeviceID, ReportedDevice
from desktop.station.refusal import Refusal
from desktop.station.station import Station
from desktop.station.views import CallView, Change
from tests.support.peer import HOST, PORT, Peer, PeerLink, of_device
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import make_station

NOT_SUPPORTED = Failure.operation(OperationError.serviceNotSupported)
NOT_THIS_OBJECT = Failure.operation(OperationError.requestIncompatibleWithObject)


class Desk:
    """The station 100 and the switch that a test plays."""

    def __init__(self, station: Station, peer: Peer, loop: VirtualTimeLoop) -> None:
        self.station = station
        self.peer = peer
        self.loop = loop
        self.told: list[Change] = []
        self._calls = itertools.count(1)

    async def rest(self, seconds: float = 0.0) -> None:
        """Let time pass and everything happen that is due."""
        await self.loop.advance(seconds)

    def asked(self, kind: type[Any]) -> list[Any]:
        """What the switch was asked of one kind, on every link."""
        return [argument for link in self.peer.links for argument in link.asked if isinstance(argument, kind)]

    async def ask(self, asked: Coroutine[Any, Any, object], kind: type[Any], answer: Any = None) -> Any:
        """Ask something of the station, which the switch is to accept; return the one argument of that kind."""
        self.peer.answers[kind] = Acknowledged() if answer is None else answer
        before = len(self.asked(kind))
        await asked
        await self.rest()
        (argument,) = self.asked(kind)[before:]
        return argument

    async def refused(self, asked: Coroutine[Any, Any, object]) -> tuple[str, str, str]:
        """Ask something of the station, which is not to be done; return kind, code and the sentence."""
        try:
            await asked
        except Refusal as refusal:
            await self.rest()
            return refusal.kind, refusal.code, str(refusal.sentence)
        raise AssertionError("this should have been refused")

    async def hear(self, *events: Event) -> None:
        """The switch reports events of 100."""
        for event in events:
            self.peer.link.report(event)
        await self.rest()

    def has(self, device: str, *states: LocalConnectionState) -> None:
        """From now on a snapshot shows these connections at a device, one call each."""
        entries = tuple(
            SnapshotDeviceEntry(
                connection_identifier=ConnectionID.of(bytes((0xC0, number)), device),
                local_call_state=CallState(states=(state, LocalConnectionState.connected)),
            )
            for number, state in enumerate(states)
        )
        usual = self.peer.answers.get(SnapshotDevice, self.peer.usual)

        def answer(link: PeerLink, request: Any) -> None:
            if request.argument.snapshot_object.digits == device:
                link.association.respond(request, of_device(*entries))
            else:
                usual(link, request)

        self.peer.answers[SnapshotDevice] = answer

    async def call(self, *, caller: str = "101") -> ConnectionID:
        """A call rings at 100."""
        at = ConnectionID.of(bytes((0xB1, next(self._calls))), "100")
        await self.hear(
            Delivered(
                connection=at, alerting_device=ReportedDevice.known("100"),
                calling_device=ReportedDevice.known(caller), called_device=ReportedDevice.known("100"),
                last_redirection_device=NO_REDIRECTION, local_connection_info=LocalConnectionState.alerting,
                cause=EventCause.newCall,
            )
        )  # fmt: skip
        return at

    async def talk(self, *, caller: str = "101") -> ConnectionID:
        """A call from a colleague, answered."""
        at = await self.call(caller=caller)
        await self.hear(
            Established(
                established_connection=at, answering_device=ReportedDevice.known("100"),
                calling_device=ReportedDevice.known(caller), called_device=ReportedDevice.known("100"),
                last_redirection_device=NO_REDIRECTION, local_connection_info=LocalConnectionState.connected,
                cause=EventCause.newCall,
            )
        )  # fmt: skip
        return at

    async def reach_nobody(self, cause: EventCause = EventCause.busy, to: str | None = "101") -> ConnectionID:
        """100 has dialled, and the call fails; where ``to`` is None nobody says whom it was for."""
        at = ConnectionID.of(bytes((0xB1, next(self._calls))), "100")
        called = ReportedDevice(None, "notKnown") if to is None else ReportedDevice.known(to)
        parties: dict[str, Any] = {"calling_device": ReportedDevice.known("100"), "called_device": called}
        there = ConnectionID(at.call_id, None if to is None else DeviceID(to))
        await self.hear(
            Originated(
                originated_connection=at, local_connection_info=LocalConnectionState.connected,
                cause=EventCause.newCall, **parties,
            ),
            Failed(
                failed_connection=there, failing_device=called, last_redirection_device=NO_REDIRECTION,
                local_connection_info=LocalConnectionState.connected, cause=cause, **parties,
            ),
        )  # fmt: skip
        return at

    @property
    def only(self) -> CallView:
        """The only call."""
        (view,) = self.station.calls
        return view

    def why(self, action: Any) -> str | None:
        """Why the only call does not offer an action; None where it does."""
        view = self.only
        if action in view.actions:
            return None
        return str(view.blocked[action])


@contextlib.asynccontextmanager
async def desk(peer: Peer | None = None, **options: Any) -> AsyncIterator[Desk]:
    """A station that is linked to a peer; both end with the block."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    peer = peer or Peer()
    listener = loop.network.listen(peer.protocol, HOST, PORT)
    made = Desk(make_station(loop, host=HOST, port=PORT, **options), peer, loop)
    made.station.subscribe(made.told.append)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(made.station.run())
        try:
            await made.rest(4.0)
            assert made.station.link.state == "ready"
            yield made
        finally:
            running.cancel()
            listener.close()
            await made.rest()
