"""Keeps a link alive: connect, log in, monitor, snapshot, listen, supervise, and again with backoff.

The session keeps no calls. Whoever listens is told, in the order of the wire: what state the link is in, each event
with the device whose monitor reported it, each snapshot, and when what is known of a device may be out of date.
Rules are those of the call model (SystemStatus rule 3, supervision 4, reconnect 5).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
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
from desktop.link.client import Client, LinkLost, NoAnswer, RequestError, ServiceRefused
from desktop.link.contract import LinkStatus, Listener, SessionConfig, State
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
FIRST_RETRY = 1.0
LONGEST_RETRY = 60.0
PATIENT_RETRY = 60.0
JITTER = 0.2
SETTLED_SECONDS = 30.0
"""A link that held as long was a good one: the next try comes soon."""
SLEPT_SECONDS = 10.0
"""A timer that comes later than this by the wall clock: the computer slept."""


class Session:
    """One link to a switch, for as long as :meth:`run` runs."""

    def __init__(
        self,
        config: SessionConfig,
        listener: Listener,
        *,
        wall_clock: Callable[[], datetime],
        rng: random.Random | None = None,
    ) -> None:
        self.config = config
        self._listener = listener
        self._wall_clock = wall_clock
        self._random = rng or random.Random()
        self._wake = asyncio.Event()
        self._client: Client | None = None
        self._protocol: AssociationProtocol | None = None
        self._monitors: Monitors | None = None
        self._snapshots: Snapshots | None = None
        self._background: Background | None = None
        self._ended: asyncio.Future[LinkTrouble] | None = None
        self._started: asyncio.Future[None] | None = None
        self._response: asyncio.Future[AssociateResponse] | None = None
        self._overloaded = False
        self._partial = False
        self._unusable: LinkTrouble | None = None
        self._begun = False
        self._restarted = False
        self._probe_by_feature = False
        self._ready_at: float | None = None
        self._system: str | None = None
        self._devices = list(config.devices)
        self.status = LinkStatus("down")

    # for those who use the link

    @property
    def client(self) -> Client | None:
        """Asks operations; None while the link is not ready."""
        return self._client if self.status.state == "ready" else None

    async def ask(self, argument: Any) -> Any:
        """Ask an operation and await its result.

        :raises RequestError: see :meth:`Client.ask`; LinkLost where the link is not ready.
        """
        client = self.client
        if client is None:
            raise LinkLost(sent=False)
        return await client.ask(argument)

    def request(self, argument: Any, done: Callable[[Any], None]) -> None:
        """Ask an operation; ``done`` is called with its result or RequestError, in the order of the wire."""
        client = self.client
        if client is None:
            done(LinkLost(sent=False))
        else:
            client.request(argument, done)

    def request_later(self, argument: Any, done: Callable[[Any], None]) -> None:
        """Ask an operation that can wait: :meth:`Background.request`. Without a link it is LinkLost at once."""
        if self.client is None or self._background is None:
            done(LinkLost(sent=False))
        else:
            self._background.request(argument, done)

    def try_now(self) -> None:
        """Do not wait for the next try; while connected, probe at once."""
        self._wake.set()

    def snapshot(self, device: str) -> None:
        """Ask what calls a monitored device has; the listener is told. Does nothing while that cannot be asked."""
        if self._snapshots is not None:
            self._snapshots.start(device)

    async def compare(self, device: str) -> None:
        """Take a snapshot and wait until the listener was told, or it turned out that it cannot be had.

        :raises LinkLost: there is no link.
        """
        if self.client is None or self._snapshots is None:
            raise LinkLost(sent=False)
        self._snapshots.start(device)
        await self._snapshots.finished(device)

    async def monitor(self, device: str) -> None:
        """Monitor one more device from now on.

        :raises RequestError: there is no link, or the switch refuses.
        """
        monitors = self._monitors
        if self.client is None or monitors is None:
            raise LinkLost(sent=False)
        if device in monitors:
            return
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def answered(outcome: Any) -> None:
            if not isinstance(outcome, MonitorStartResult):
                monitors.forget(device)
            elif device in monitors:
                self._devices.append(device)
                self.snapshot(device)
            if not done.done():
                done.set_result(outcome)

        monitors.start(device, answered)
        outcome = await done
        if isinstance(outcome, RequestError):
            raise outcome

    async def unmonitor(self, device: str) -> None:
        """Stop monitoring a device that :meth:`monitor` added.

        :raises RequestError: there is no link, or the switch refuses: then it is monitored still. After NoAnswer nobody
            knows, and the device is given up all the same.
        """
        monitors = self._monitors
        known = device in self._devices or (monitors is not None and device in monitors)
        if device in self.config.devices or not known:
            return
        if monitors is None:
            raise LinkLost(sent=False)
        cross_ref = monitors.cross_ref(device)
        no_answer = None
        try:
            if cross_ref is not None:
                await self.ask(MonitorStop(cross_ref_identifier=cross_ref))
        except NoAnswer as error:
            no_answer = error
        monitors.forget(device)
        if device in self._devices:
            self._devices.remove(device)
        if no_answer is not None:
            raise no_answer

    # the life of the link

    async def run(self) -> None:
        """Keep the link until cancelled; then stop the monitors, abort the association and close the connection."""
        delay = FIRST_RETRY
        while True:
            self._wake.clear()
            self._tell("connecting")
            trouble = await self._live()
            self._wake.clear()
            if self._ready_at is not None and asyncio.get_running_loop().time() - self._ready_at >= SETTLED_SECONDS:
                delay = FIRST_RETRY
            wait = (PATIENT_RETRY if trouble.patient else delay) * (1 + self._random.uniform(-JITTER, JITTER))
            delay = min(delay * 2, LONGEST_RETRY)
            self._tell("down", trouble, round(wait, 1))
            if await self._sleep(wait):
                delay = FIRST_RETRY

    async def _sleep(self, seconds: float) -> bool:
        """Wait; True when somebody wants it now, or the computer slept meanwhile."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0.001:
            planned = self._wall_clock() + timedelta(seconds=min(left, 5.0))
            try:
                async with asyncio.timeout(min(left, 5.0)):
                    await self._wake.wait()
                self._wake.clear()
                return True
            except TimeoutError:
                if self._wall_clock() - planned > timedelta(seconds=SLEPT_SECONDS):
                    return True
        return False

    async def _live(self) -> LinkTrouble:
        """Go through one connection; return why it ended."""
        loop = asyncio.get_running_loop()
        self._ended = loop.create_future()
        self._response = loop.create_future()
        self._started = loop.create_future()
        self._overloaded, self._partial, self._unusable = False, False, None
        self._begun = self._probe_by_feature = False
        self._ready_at = None
        try:
            await self._connect()
            await self._log_in()
            await self._begin()
            return await self._supervise()
        except LinkTrouble as trouble:
            return trouble
        finally:
            await self._disconnect()

    async def _connect(self) -> None:
        config = self.config

        def make() -> AssociationProtocol:
            return AssociationProtocol(Association("computing", config.dialect), self._take, self._lost)

        options: dict[str, Any] = {}
        if config.tls is not None:
            try:
                options = {"ssl": config.tls(), "server_hostname": config.host}
            except OSError as error:  # ssl.SSLError is one
                raise troubles.of_certificates(error) from error
            options |= {"ssl_handshake_timeout": HANDSHAKE_SECONDS, "ssl_shutdown_timeout": SHUTDOWN_SECONDS}
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                _, protocol = await asyncio.get_running_loop().create_connection(
                    make, config.host, config.port, **options
                )
        except (OSError, TimeoutError, ValueError) as error:  # ValueError: a name that cannot be one
            raise troubles.of_connecting(error, config.host, config.port, tls=config.tls is not None) from error
        self._protocol = protocol
        self._client = Client(protocol)
        self._snapshots = Snapshots(self._client, self._listener.snapshot_came, self._may_ask)
        self._background = Background(self._client, self._may_ask)
        self._monitors = Monitors(self._client, self._devices, config.dialect.filter_lengths, self._report)

    async def _log_in(self) -> None:
        assert self._protocol is not None
        assert self._ended is not None
        assert self._response is not None
        assert self._started is not None
        password = await self.config.password() if self.config.password is not None else None
        if self._ended.done():  # it spoke first, and not CSTA, or closed
            raise self._ended.result()
        try:
            self._protocol.association.associate(self.config.user or None, password if self.config.user else None)
        except CstaError as error:
            raise LinkTrouble("notSendable", error.sentence, patient=True) from error
        self._protocol.flush()
        try:
            async with asyncio.timeout(LOGIN_SECONDS):
                response = await self._or_end(self._response)
        except TimeoutError:
            raise troubles.no_login_answer(self.config.host, self.config.port) from None
        if response.result != apdus.ACCEPTED:
            raise troubles.of_response(response)
        self._system = " ".join(text.decode("latin-1").strip() for text in response.strings or ()) or None
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._or_end(self._started)
        except TimeoutError:
            pass  # no start signal: most likely another switch than HiPath

    async def _begin(self) -> None:
        """Start every monitor, again where the switch declares them void meanwhile; or wait while it is starting."""
        assert self._monitors is not None
        self._restarted = True
        while self._restarted and self._unusable is None:
            self._restarted = False
            self._monitors.void()
            for device in tuple(self._devices):
                if device in self._monitors:
                    await self._monitor(device)
        self._begun = True
        if self._unusable is not None:
            self._tell("down", self._unusable)
        else:
            self._tell("ready")
            self._snapshot_all()

    async def _or_end(self, future: asyncio.Future[Any]) -> Any:
        """Await ``future``, or raise what ended the link first."""
        assert self._ended is not None
        try:
            await asyncio.wait((future, self._ended), return_when=asyncio.FIRST_COMPLETED)
            if future.done():
                return future.result()
            raise self._ended.result()
        finally:
            if not future.done():
                future.cancel()

    async def _monitor(self, device: str) -> None:
        assert self._monitors is not None
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._monitors.start(device, lambda outcome: None if done.done() else done.set_result(outcome))
        outcome = await self._or_end(done)
        if isinstance(outcome, RequestError) and (trouble := self._of_monitor(device, outcome)) is not None:
            raise trouble

    def _of_monitor(self, device: str, error: RequestError) -> LinkTrouble | None:
        """Why there is no link without this monitor; None where there is: a further device is no condition."""
        if isinstance(error, ServiceRefused):
            return troubles.of_monitor(error.failure, device) if device in self.config.devices else None
        if self._ended is not None and self._ended.done():
            return self._ended.result()
        return LinkTrouble(error.code, error.sentence)

    async def _supervise(self) -> LinkTrouble:
        """Probe when nothing was heard; return when the link has ended."""
        assert self._ended is not None
        assert self._protocol is not None
        loop = asyncio.get_running_loop()
        misses = 0
        while not self._ended.done():
            quiet_for = loop.time() - self._protocol.last_heard
            wait = max(0.5, self.config.supervision_seconds - quiet_for)
            planned = self._wall_clock() + timedelta(seconds=wait)
            woken = await self._wait_for_end(wait)
            if self._ended.done():
                break
            slept = self._wall_clock() - planned > timedelta(seconds=SLEPT_SECONDS)
            if not (woken or slept) and loop.time() - self._protocol.last_heard < self.config.supervision_seconds - 0.1:
                misses = 0
                continue
            if await self._probe():
                misses = 0
                if slept:
                    self._snapshot_all()
                continue
            misses = misses + 1 if not slept else self.config.missed_probes
            if misses >= self.config.missed_probes and not self._ended.done():
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
        client, protocol = self._client, self._protocol
        assert client is not None
        assert protocol is not None
        since = protocol.last_heard
        feature = GetDoNotDisturb(device=DeviceID(self._devices[0]))
        for argument in (feature,) if self._probe_by_feature else (RequestSystemStatus(), feature):
            try:
                await client.ask(argument)
            except RequestError as error:
                if argument is not feature and error.kind in ("refused", "rejected"):
                    self._probe_by_feature = True
            if protocol.last_heard > since:
                return True
        return False

    async def _disconnect(self) -> None:
        """Stop the monitors where the link still stands, abort the association, close the connection."""
        protocol, client, snapshots, monitors = self._protocol, self._client, self._snapshots, self._monitors
        self._protocol = self._client = self._snapshots = self._background = self._monitors = None
        if protocol is None or client is None or snapshots is None or monitors is None:
            return
        snapshots.stop()
        if not protocol.association.closed and (self._ended is None or not self._ended.done()):
            monitors.stop()
        client.lost()
        protocol.close()

    def _may_ask(self) -> bool:
        return not self._overloaded and self._unusable is None

    def _tell(self, state: State, trouble: LinkTrouble | None = None, retry_in: float | None = None) -> None:
        if state == "ready" and self._ready_at is None:
            self._ready_at = asyncio.get_running_loop().time()
        self.status = LinkStatus(state, trouble, retry_in, self._system if state == "ready" else None)
        self._listener.link_changed(self.status)

    # what comes

    def _lost(self, error: Exception | None) -> None:
        if self._ended is None or self._ended.done():
            return
        associated = self._response is not None and self._response.done()
        if isinstance(error, CstaError):
            trouble = troubles.of_stream(error, associated=associated)
        elif error is not None:
            trouble = troubles.broken(error)
        else:
            midway = self._protocol is not None and self._protocol.association.midway
            trouble = troubles.closed(midway=midway) if associated else troubles.closed_at_login()
        self._end(trouble)

    def _end(self, trouble: LinkTrouble) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(trouble)
            self._wake.set()
            if self._snapshots is not None:
                self._snapshots.stop()
            if self._client is not None:
                self._client.lost()

    def _take(self, message: Message) -> None:
        if self._client is not None and self._client.take(message):
            return
        match message:
            case AssociateResponse():
                if self._response is not None and not self._response.done():
                    self._response.set_result(message)
            case Reported():
                if self._monitors is not None:
                    self._monitors.report(message)
            case Requested():
                self._requested(message)
            case NotUnderstood():
                device = self._monitors.device(message.cross_ref or b"") if self._monitors is not None else None
                self._listener.not_understood(device, message)
                if device is not None:
                    self.snapshot(device)
            case Abort() | ReleaseRequest():
                self._end(troubles.aborted())
            case _:
                pass

    def _report(self, device: str, message: Reported) -> None:
        if self._snapshots is not None:
            self._snapshots.disturb(device)
        self._listener.reported(device, message)

    def _requested(self, request: Requested) -> None:
        """Answer what the switch asks of us."""
        assert self._protocol is not None
        association = self._protocol.association
        if association.closed:
            return  # by what came right behind it
        if request.operation.result_path is None:  # never answered
            if isinstance(request.argument, Segment) and self._snapshots is not None:
                self._snapshots.segment(request.argument)
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
        assert self._background is not None, "who tells how the switch is, is connected"
        assert self._monitors is not None
        if status in (SystemStatus.initializing, SystemStatus.disabled):
            self._unusable = troubles.starting() if status is SystemStatus.initializing else troubles.disabled()
            if self._begun:
                self._tell("down", self._unusable)
            return
        if self._started is not None and not self._started.done():
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
        if status is SystemStatus.enabled or (was_unusable and not self._monitors.standing):
            self._monitors.void()
            for device in self._devices:
                self._monitor_again(device)
            self._background.resume()
            return
        if was_unusable:
            self._tell("ready")
        changed = status in (SystemStatus.messagesLost, SystemStatus.partiallyDisabled)
        if changed or relieved or whole or was_unusable:
            self._snapshot_all()
            self._background.resume()

    def _snapshot_all(self) -> None:
        for device in self._monitors.standing if self._monitors is not None else ():
            self.snapshot(device)

    def _monitor_ended(self, cross_ref: bytes) -> None:
        """The switch gave up a monitor."""
        device = self._monitors.ended(cross_ref) if self._monitors is not None else None
        if device is not None:
            self._monitor_again(device)

    def _monitor_again(self, device: str) -> None:
        """Start a monitor whose cross reference is void, and see what was missed."""
        monitors = self._monitors
        assert monitors is not None

        def answered(outcome: Any) -> None:
            if isinstance(outcome, MonitorStartResult):
                if device in monitors:
                    if self.status.state == "down" and self._unusable is None:
                        self._tell("ready")
                    self.snapshot(device)
            elif (trouble := self._of_monitor(device, outcome)) is not None:
                self._end(trouble)

        monitors.start(device, answered)
