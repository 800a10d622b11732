"""One connection to a switch: connect, log in, monitor, snapshot, listen, supervise, until it ends.

Rules are those of the call model (SystemStatus rule 3, supervision 4).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop.csta import apdus
from desktop.csta.apdus import Abort, AssociateResponse, ReleaseRequest
from desktop.csta.association import Association, Message, NotUnderstood, Reported, Requested
from desktop.csta.enumerations import SystemStatus
from desktop.csta.errors import CstaError
from desktop.csta.failures import Failure, OperationError
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import GetDoNotDisturb
from desktop.csta.services.monitoring import MonitorStartResult, MonitorStop
from desktop.csta.services.system import (
    RequestSystemStatus,
    RequestSystemStatusResult,
    SwitchingFunctionCapabilitiesChanged,
    SystemStatusRequest,
)
from desktop.csta.values import DeviceID
from desktop.link import troubles
from desktop.link.background import Background
from desktop.link.client import Client, RequestError, ServiceRefused
from desktop.link.contract import Listener, SessionConfig, State
from desktop.link.monitors import Monitors
from desktop.link.segments import Segment
from desktop.link.snapshots import Snapshots
from desktop.link.transport import AssociationProtocol
from desktop.link.troubles import LinkTrouble

CONNECT_SECONDS = 10.0
HANDSHAKE_SECONDS = 5.0
"""How long a server may take to answer with TLS once it has accepted the connection."""
SHUTDOWN_SECONDS = 2.0
"""How long to wait for the other side's end of TLS when closing."""
LOGIN_SECONDS = 20.0
"""A HiPath client waits as long for the answer to its log-in."""
START_SECONDS = 3.0
"""How long to wait for the SystemStatus that HiPath sends after the log-in; other switches may send none."""
SLEPT_SECONDS = 10.0
"""A timer that comes later than this by the wall clock: the computer slept."""


class Connection:
    """One connection, which is used once.

    :param devices: what is to be monitored; who holds the list may change it meanwhile.
    :param tell: called with each state of the link, and why it is down.
    :param wake: set by whoever wants the switch probed now; this sets it when the connection has ended.
    :ivar supervision_seconds: after so many seconds of silence the switch is probed.
    :ivar system: what the switch calls itself; None: it has not said.
    """

    def __init__(
        self,
        config: SessionConfig,
        devices: Sequence[str],
        listener: Listener,
        tell: Callable[[State, LinkTrouble | None], None],
        wake: asyncio.Event,
        wall_clock: Callable[[], datetime],
    ) -> None:
        self._config = config
        self._devices = devices
        self._listener = listener
        self._tell_state = tell
        self._wake = wake
        self._wall_clock = wall_clock
        loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[LinkTrouble] = loop.create_future()
        self._response: asyncio.Future[AssociateResponse] = loop.create_future()
        self._started: asyncio.Future[None] = loop.create_future()
        self._protocol = AssociationProtocol(Association("computing", config.dialect), self._take, self._lost)
        self.client = Client(self._protocol)
        self.snapshots = Snapshots(self.client, listener.snapshot_came, self._may_ask)
        self.background = Background(self.client, self._may_ask)
        self.monitors = Monitors(self.client, devices, config.dialect.filter_lengths, self._report)
        self.system: str | None = None
        self.supervision_seconds = config.supervision_seconds
        self._state: State = "connecting"
        self._overloaded = False
        self._partial = False
        self._unusable: LinkTrouble | None = None
        self._begun = False
        self._restarted = False
        self._probe_by_feature = False

    async def live(self) -> LinkTrouble:
        """Go through it; return why it ended. Cancelled, it takes leave of the switch."""
        try:
            await self._connect()
            await self._log_in()
            await self._begin()
            return await self._supervise()
        except LinkTrouble as trouble:
            return trouble
        finally:
            self._disconnect()

    async def _connect(self) -> None:
        config = self._config
        options: dict[str, Any] = {}
        if config.tls is not None:
            try:
                options = {"ssl": config.tls(), "server_hostname": config.host}
            except OSError as error:  # ssl.SSLError is one
                raise troubles.of_certificates(error) from error
            options |= {"ssl_handshake_timeout": HANDSHAKE_SECONDS, "ssl_shutdown_timeout": SHUTDOWN_SECONDS}
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await asyncio.get_running_loop().create_connection(
                    lambda: self._protocol, config.host, config.port, **options
                )
        except (OSError, TimeoutError, ValueError) as error:  # ValueError: a name that cannot be one
            raise troubles.of_connecting(error, config.host, config.port, tls=config.tls is not None) from error

    async def _log_in(self) -> None:
        password = await self._config.password() if self._config.password is not None else None
        if self._ended.done():  # it spoke first, and not CSTA, or closed
            raise self._ended.result()
        try:
            self._protocol.association.associate(self._config.user or None, password if self._config.user else None)
        except CstaError as error:
            raise LinkTrouble("notSendable", error.sentence, patient=True) from error
        self._protocol.flush()
        try:
            async with asyncio.timeout(LOGIN_SECONDS):
                response = await self._or_end(self._response)
        except TimeoutError:
            raise troubles.no_login_answer(self._config.host, self._config.port) from None
        if response.result != apdus.ACCEPTED:
            raise troubles.of_response(response)
        self.system = " ".join(text.decode("latin-1").strip() for text in response.strings or ()) or None
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._or_end(self._started)
        except TimeoutError:
            pass  # no start signal: most likely another switch than HiPath

    async def _begin(self) -> None:
        """Start every monitor, again where the switch declares them void meanwhile; or wait while it is starting."""
        self._restarted = True
        while self._restarted and self._unusable is None:
            self._restarted = False
            self.monitors.void()
            for device in tuple(self._devices):
                if device in self.monitors:
                    await self._monitor(device)
        self._begun = True
        if self._unusable is not None:
            self._tell("down", self._unusable)
        else:
            self._tell("ready")
            self._snapshot_all()

    async def _or_end(self, future: asyncio.Future[Any]) -> Any:
        """Await ``future``, or raise what ended the link first."""
        try:
            await asyncio.wait((future, self._ended), return_when=asyncio.FIRST_COMPLETED)
            if future.done():
                return future.result()
            raise self._ended.result()
        finally:
            if not future.done():
                future.cancel()

    async def _monitor(self, device: str) -> None:
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.monitors.start(device, lambda outcome: None if done.done() else done.set_result(outcome))
        outcome = await self._or_end(done)
        if isinstance(outcome, RequestError) and (trouble := self._of_monitor(device, outcome)) is not None:
            raise trouble

    def _of_monitor(self, device: str, error: RequestError) -> LinkTrouble | None:
        """Why there is no link without this monitor; None where there is: a further device is no condition."""
        if isinstance(error, ServiceRefused):
            return troubles.of_monitor(error.failure, device) if device in self._config.devices else None
        if self._ended.done():
            return self._ended.result()
        return LinkTrouble(error.code, error.sentence)

    async def _supervise(self) -> LinkTrouble:
        """Probe when nothing was heard; return when the link has ended."""
        loop = asyncio.get_running_loop()
        misses = 0
        while not self._ended.done():
            quiet_for = loop.time() - self._protocol.last_heard
            wait = max(0.5, self.supervision_seconds - quiet_for)
            planned = self._wall_clock() + timedelta(seconds=wait)
            woken = await self._wait_for_end(wait)
            if self._ended.done():
                break
            slept = self._wall_clock() - planned > timedelta(seconds=SLEPT_SECONDS)
            quiet_for = loop.time() - self._protocol.last_heard
            if not (woken or slept) and quiet_for < self.supervision_seconds - 0.1:
                misses = 0
                continue
            if await self._probe():
                misses = 0
                if slept:
                    self._snapshot_all()
                continue
            misses = misses + 1 if not slept else self._config.missed_probes
            if misses >= self._config.missed_probes and not self._ended.done():
                return troubles.silent(loop.time() - self._protocol.last_heard)
        return self._ended.result()

    async def _wait_for_end(self, seconds: float) -> bool:
        """Wait for the link's end, for the time, or for somebody who wants a probe now (True)."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
            return True
        except TimeoutError:
            return False
        finally:
            self._wake.clear()

    async def _probe(self) -> bool:
        """Ask something harmless; True where anything was heard, be it a refusal.

        Rule 4: a switch that refuses RequestSystemStatus is asked for our station's do not disturb from then on.
        """
        since = self._protocol.last_heard
        feature = GetDoNotDisturb(device=DeviceID(self._devices[0]))
        for argument in (feature,) if self._probe_by_feature else (RequestSystemStatus(), feature):
            try:
                await self.client.ask(argument)
            except RequestError as error:
                if argument is not feature and error.kind in ("refused", "rejected"):
                    self._probe_by_feature = True
            if self._protocol.last_heard > since:
                return True
        return False

    def _disconnect(self) -> None:
        """Stop the monitors where the link still stands, abort the association, close the connection."""
        self.snapshots.stop()
        if not self._protocol.association.closed and not self._ended.done():
            self.monitors.stop()
        self.client.lost()
        self._protocol.close()

    def _may_ask(self) -> bool:
        return not self._overloaded and self._unusable is None

    def _tell(self, state: State, trouble: LinkTrouble | None = None) -> None:
        self._state = state
        self._tell_state(state, trouble)

    # what comes

    def _lost(self, error: Exception | None) -> None:
        if self._ended.done():
            return
        associated = self._response.done()
        if isinstance(error, CstaError):
            trouble = troubles.of_stream(error, associated=associated)
        elif error is not None:
            trouble = troubles.broken(error)
        else:
            midway = self._protocol.association.midway
            trouble = troubles.closed(midway=midway) if associated else troubles.closed_at_login()
        self._end(trouble)

    def _end(self, trouble: LinkTrouble) -> None:
        if not self._ended.done():
            self._ended.set_result(trouble)
            self._wake.set()
            self.snapshots.stop()
            self.client.lost()

    def _take(self, message: Message) -> None:
        if self.client.take(message):
            return
        match message:
            case AssociateResponse():
                if not self._response.done():
                    self._response.set_result(message)
            case Reported():
                self.monitors.report(message)
            case Requested():
                self._requested(message)
            case NotUnderstood():
                device = self.monitors.device(message.cross_ref or b"")
                self._listener.not_understood(device, message)
                if device is not None:
                    self.snapshots.start(device)
            case Abort() | ReleaseRequest():
                self._end(troubles.aborted())
            case _:
                pass

    def _report(self, device: str, message: Reported) -> None:
        self.snapshots.disturb(device)
        self._listener.reported(device, message)

    def _requested(self, request: Requested) -> None:
        """Answer what the switch asks of us."""
        association = self._protocol.association
        if association.closed:
            return  # by what came right behind it
        if request.operation.result_path is None:  # never answered
            if isinstance(request.argument, Segment):
                self.snapshots.segment(request.argument)
            return
        match request.argument:
            case SystemStatusRequest(system_status=status):
                association.respond(request, Acknowledged())
                self._protocol.flush()
                self._system_status(status)
            case RequestSystemStatus():
                association.respond(request, RequestSystemStatusResult(system_status=SystemStatus.normal))
            case SwitchingFunctionCapabilitiesChanged():
                association.respond(request, Acknowledged())
                self._protocol.flush()
                self._listener.capabilities_changed()
            case MonitorStop(cross_ref_identifier=cross_ref):
                association.respond(request, Acknowledged())
                self._protocol.flush()
                self._monitor_ended(cross_ref)
            case _:
                association.fail(request.invoke_id, Failure.operation(OperationError.serviceNotSupported))
        self._protocol.flush()

    def _system_status(self, status: SystemStatus) -> None:
        """Rule 3 of the call model."""
        if status in (SystemStatus.initializing, SystemStatus.disabled):
            self._unusable = troubles.starting() if status is SystemStatus.initializing else troubles.disabled()
            if self._begun:
                self._tell("down", self._unusable)
            return
        if not self._started.done():
            self._started.set_result(None)
        was_unusable, self._unusable = self._unusable is not None, None
        if status is SystemStatus.enabled:
            self._overloaded = False
            self._restarted = True
        relieved = self._overloaded and status in (SystemStatus.overloadRelieved, SystemStatus.normal)
        if relieved or status in (SystemStatus.overloadImminent, SystemStatus.overloadReached):
            self._overloaded = not relieved
        # of what was out of reach nothing was told
        whole = self._partial and status in (SystemStatus.normal, SystemStatus.enabled)
        self._partial = status is SystemStatus.partiallyDisabled or (self._partial and not whole)
        if not self._begun:
            return  # the log-in goes on
        if status is SystemStatus.enabled or (was_unusable and not self.monitors.standing):
            self.monitors.void()
            for device in self._devices:
                self._monitor_again(device)
            self.background.resume()
            return
        if was_unusable:
            self._tell("ready")
        changed = status in (SystemStatus.messagesLost, SystemStatus.partiallyDisabled)
        if changed or relieved or whole or was_unusable:
            self._snapshot_all()
            self.background.resume()

    def _snapshot_all(self) -> None:
        for device in self.monitors.standing:
            self.snapshots.start(device)

    def _monitor_ended(self, cross_ref: bytes) -> None:
        """The switch gave up a monitor."""
        device = self.monitors.ended(cross_ref)
        if device is not None:
            self._monitor_again(device)

    def _monitor_again(self, device: str) -> None:
        """Start a monitor whose cross reference is void, and see what was missed."""

        def answered(outcome: Any) -> None:
            if isinstance(outcome, MonitorStartResult):
                if device in self.monitors:
                    if self._state == "down" and self._unusable is None:
                        self._tell("ready")
                    self.snapshots.start(device)
            elif (trouble := self._of_monitor(device, outcome)) is not None:
                self._end(trouble)

        self.monitors.start(device, answered)
