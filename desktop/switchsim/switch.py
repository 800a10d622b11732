"""THE SWITCH: links, monitors and services over the exchange. Pure: time comes in, what must be sent goes out.

Whoever has links calls :meth:`Switch.open_link`, :meth:`Switch.log_in`, :meth:`Switch.request` and
:meth:`Switch.close_link` with the time in seconds since the start, and takes what must be sent from
:meth:`Switch.take`.
:attr:`Switch.next_timer` tells when :meth:`Switch.handle_timer` is due.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop.csta import operations
from desktop.csta.enumerations import SystemStatus
from desktop.csta.events.report import EventReport
from desktop.csta.failures import Failure, OperationError, SubscribedResourceError, SystemResourceError
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import (
    ChangeMonitorFilter,
    ChangeMonitorFilterResult,
    MonitorStart,
    MonitorStartResult,
    MonitorStop,
)
from desktop.csta.services.system import (
    SwitchingFunctionCapabilitiesChanged,
    SwitchingFunctionDevicesChanged,
    SystemStatusRequest,
)
from desktop.csta.values import MonitorFilter
from desktop.switchsim import distribution, permits, waiting
from desktop.switchsim.company import Company
from desktop.switchsim.exchange import Exchange
from desktop.switchsim.model import Refuse
from desktop.switchsim.people import People
from desktop.switchsim.reports import Monitor
from desktop.switchsim.scenario import Player
from desktop.switchsim.services import perform
from desktop.switchsim.services.common import InSegments
from desktop.switchsim.services.system import Registration

AUTHENTICATION_FAILURE = 13
"""Diagnostic of a rejected association (X.227)."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Answer the log-in: ``result`` 0 accepted, 1 rejected for good, 2 rejected for now (X.227)."""

    link: int
    result: int
    diagnostic: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer the request ``token`` with a result, or refuse it."""

    link: int
    token: object
    outcome: Any


@dataclass(frozen=True, slots=True)
class Report:
    """Send an event report under its own invoke id."""

    link: int
    report: EventReport
    invoke_id: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Invoke an operation at the client."""

    link: int
    argument: Any


@dataclass(frozen=True, slots=True)
class Octets:
    """Send raw octets, which need not make sense."""

    link: int
    octets: bytes


@dataclass(frozen=True, slots=True)
class Close:
    """Close the link; ``abort`` says so first."""

    link: int
    abort: bool = False


Output = Welcome | Answer | Report | Ask | Octets | Close


@dataclass(slots=True)
class Cut:
    """A link that will end after so many octets ``of`` what the switch sends or receives: "sent" or "received"."""

    of: str
    after_octets: int


@dataclass(eq=False, slots=True)
class Link:
    """One CSTA link."""

    id: int
    user: str | None = None
    state: str = "connected"
    """connected, ready, silent."""
    next_invoke_id: int = 1
    private_version: int | None = None
    """Of private data, where the application has chosen one."""
    before: str = "connected"
    """The state before it fell silent."""
    cut: Cut | None = None


@dataclass(slots=True)
class Faults:
    """What is wrong with the answers and with the links."""

    slow_answer: dict[str, float] = field(default_factory=dict)
    """Service ("*": any other) -> seconds that its answers take."""
    no_answer: dict[str, int] = field(default_factory=dict)
    """Service ("*": any) -> requests that are never answered, counted down; below 0: all of them."""
    refuse_login: str = ""
    """permanent, transient, close; empty: who may log in is welcome."""
    refusals: int = 0
    """Log-ins that are refused so, counted down; below 0: all of them."""
    accept_silently: bool = False
    """New links are accepted and never hear a word."""
    two_octet_framing: bool = False
    """Frames are sent without their first octet and their flag."""
    late_events: float = 0.0
    """Seconds that every event takes."""
    reuse_cross_refs: bool = False
    """A monitor gets the lowest cross reference that is free, also one that was in use a moment ago."""
    down_until: float = 0.0
    """Until this time new links are closed at once, in seconds since the start."""
    next_cut: Cut | None = None
    """For the next link that is opened."""

    def delay(self, service: str) -> float:
        """Seconds that the answer to a service takes."""
        return self.slow_answer.get(service, self.slow_answer.get("*", 0.0))

    def swallows(self, service: str) -> bool:
        """Whether this request of a service is one that is never answered; uses it up where they are counted."""
        for name in (service, "*"):
            left = self.no_answer.get(name, 0)
            if left:
                self.no_answer[name] = left - 1 if left > 0 else left
                return True
        return False


class Switch(Exchange):
    """A switching function."""

    def __init__(self, company: Company, start: datetime) -> None:
        """:param start: the switch's own clock, local time, at second 0."""
        super().__init__(company, start, self._send_report)
        self.links: dict[int, Link] = {}
        self.faults = Faults()
        self.status = SystemStatus.normal
        self.out_of_reach: frozenset[str] = frozenset()
        """Stations that a switch that is partially disabled does not reach."""
        self._outputs: list[Output] = []
        self._link_count = 0
        self._next_cross_ref = company.quirks.first_cross_ref
        self._next_reference = 0
        self._late: deque[tuple[float, Monitor, EventReport]] = deque()
        self._clockwork = object()
        self.registrations: dict[bytes, Registration] = {}
        self.private_data: deque[tuple[int, bytes]] = deque(maxlen=100)
        """Link and private data of the last Escapes."""
        self.monitored: Callable[[str], object] = lambda device: None
        """Told of the device of every monitor that is started."""
        self.replaying: object = None
        """The replay that is in progress; None: none is."""
        self.player = Player(self, company.scenarios)
        self.people = People(self, start)

    # time

    @property
    def next_timer(self) -> float | None:
        """When :meth:`handle_timer` must be called, in seconds since the start; None: not at all."""
        return self.timers.next

    def handle_timer(self, now: float) -> None:
        """Let everything happen that is due by ``now``, each thing at its own time."""
        while (due := self.timers.next) is not None and due <= now:
            at, action = self.timers.pop()
            self.reporter.now = max(self.reporter.now, at)
            action()
            distribution.settle(self)
        self.reporter.now = max(self.reporter.now, now)

    def take(self) -> list[Output]:
        """Return and forget what must be sent, in order."""
        outputs, self._outputs = self._outputs, []
        return outputs

    # links

    def open_link(self) -> int:
        """A client has connected; returns the link's number."""
        self._link_count += 1
        link = Link(self._link_count, next_invoke_id=self.quirks.first_event_invoke_id)
        link.cut, self.faults.next_cut = self.faults.next_cut, None
        if self.faults.accept_silently:
            link.state = "silent"
        self.links[self._link_count] = link
        if self.now < self.faults.down_until:
            self._outputs.append(Close(link.id))
        return self._link_count

    def close_link(self, link: int) -> None:
        """A link is gone, and its monitors with it."""
        self.links.pop(link, None)
        for monitor in [one for one in self.reporter.monitors.values() if one.link == link]:
            del self.reporter.monitors[monitor.cross_ref]
        for reference in [one for one, registration in self.registrations.items() if registration.link == link]:
            del self.registrations[reference]

    def log_in(self, link: int, user: str | None, password: str | None, now: float) -> None:
        """A client logs in on its link."""
        self.handle_timer(now)
        limits = self.company.limits
        logins = self.company.logins
        ready = sum(one.state != "connected" for one in self.links.values())
        if self.faults.refuse_login and self.faults.refusals:
            self._refuse_login(link)
        elif logins and (user is None or logins.get(user) != password):
            if self.quirks.bad_login == "close":
                self._outputs.append(Close(link))
            else:
                self._outputs += (Welcome(link, 1, AUTHENTICATION_FAILURE), Close(link))
        elif ready + limits.links_taken >= limits.links:
            self._outputs += (Welcome(link, 2), Close(link))
        else:
            self.links[link].user, self.links[link].state = user, "ready"
            self._outputs += (Welcome(link, 0), Ask(link, SystemStatusRequest(system_status=self.status)))
            self._tell_by_the_clock(self.links[link])

    def _refuse_login(self, link: int) -> None:
        self.faults.refusals -= 1 if self.faults.refusals > 0 else 0
        if self.faults.refuse_login != "close":
            self._outputs.append(Welcome(link, 2 if self.faults.refuse_login == "transient" else 1))
        self._outputs.append(Close(link))

    def request(self, link: int, token: object, argument: Any, now: float) -> None:
        """A client asks a service; ``token`` comes back with the answer.

        Unconfirmed services have no answer, and only a switch has something to tell by them: from a client they are
        passed over.
        """
        self.handle_timer(now)
        operation = operations.asked_by(type(argument))
        if operation.result_path is None:
            return
        mark = len(self._outputs)
        outcome: Any
        try:
            permits.check_node(self, link, argument)
            outcome = perform(self, link, argument)
            distribution.settle(self)
        except Refuse as refused:
            outcome = refused.failure
        answer, *segments = self._segmented(link, token, outcome)
        if self.faults.swallows(operation.name):
            return
        if delay := self.faults.delay(operation.name):
            self.timers.set(self.now + delay, lambda: self.send(answer, *segments))
        elif self.quirks.event_before_result:
            self.send(answer, *segments)
        else:
            self._outputs[mark:mark] = (answer, *segments)

    def _segmented(self, link: int, token: object, outcome: Any) -> list[Output]:
        """The answer, and what follows it where the outcome is a list in segments."""
        if not isinstance(outcome, InSegments):
            return [Answer(link, token, outcome)]
        reference = self.new_reference()
        messages = outcome.messages(reference, self.company.limits.segment)
        return [Answer(link, token, outcome.answer(reference)), *(Ask(link, message) for message in messages)]

    def new_reference(self) -> bytes:
        """A reference that no other registration has, and no list for long: two octets."""
        while (reference := self._next_reference.to_bytes(2, "big")) in self.registrations:
            self._next_reference = (self._next_reference + 1) & 0xFFFF
        self._next_reference = (self._next_reference + 1) & 0xFFFF
        return reference

    # monitors

    def change_filter(self, link: int, argument: ChangeMonitorFilter) -> ChangeMonitorFilterResult:
        """ChangeMonitorFilter."""
        monitor = self._monitor(link, argument.cross_ref_identifier)
        monitor.filter = argument.requested_filter_list
        return ChangeMonitorFilterResult(actual_filter_list=self._echo(monitor.filter))

    def end_monitor(self, link: int, argument: MonitorStop) -> Acknowledged:
        """MonitorStop."""
        del self.reporter.monitors[self._monitor(link, argument.cross_ref_identifier).cross_ref]
        return Acknowledged()

    def start_monitor(self, link: int, argument: MonitorStart) -> MonitorStartResult:
        """MonitorStart."""
        device = argument.monitor_object.device
        if device is None:
            raise Refuse(Failure.operation(OperationError.invalidMonitorObject))
        number = permits.check_monitor(self, device)
        if len(self.reporter.monitors) >= min(self.company.limits.monitors, 256**self.quirks.cross_ref_octets):
            raise Refuse(Failure.system_resource(SystemResourceError.overallMonitorLimitExceeded))
        if len(self.reporter.of(number)) >= self.company.limits.monitors_per_device:
            raise Refuse(Failure.subscribed_resource(SubscribedResourceError.objectMonitorLimitExceeded))
        asked = argument.requested_monitor_filter or MonitorFilter()
        monitor = Monitor(link, self._new_cross_ref(), number, asked)
        self.reporter.monitors[monitor.cross_ref] = monitor
        self.monitored(number)
        return MonitorStartResult(cross_ref_identifier=monitor.cross_ref, actual_filter=self._echo(asked))

    def _new_cross_ref(self) -> bytes:
        size = self.quirks.cross_ref_octets
        if self.faults.reuse_cross_refs:
            self._next_cross_ref = self.quirks.first_cross_ref
        self._next_cross_ref %= 256**size
        while (cross_ref := self._next_cross_ref.to_bytes(size, "big")) in self.reporter.monitors:
            self._next_cross_ref = (self._next_cross_ref + 1) % 256**size
        self._next_cross_ref = (self._next_cross_ref + 1) % 256**size
        return cross_ref

    def _monitor(self, link: int, cross_ref: bytes) -> Monitor:
        monitor = self.reporter.monitors.get(cross_ref)
        if monitor is None or monitor.link != link:
            raise Refuse(Failure.operation(OperationError.invalidMonitorCrossRefID))
        return monitor

    def _echo(self, asked: MonitorFilter) -> MonitorFilter | None:
        if self.quirks.filter_echo == "none" or asked == MonitorFilter():
            return None
        return asked if self.quirks.filter_echo == "full" else replace(asked, media_attachment=None, private=None)

    def stop_monitor(self, monitor: Monitor) -> None:
        """The switch ends a monitor of its own accord."""
        del self.reporter.monitors[monitor.cross_ref]
        self._outputs.append(Ask(monitor.link, MonitorStop(cross_ref_identifier=monitor.cross_ref)))

    def void_monitors(self) -> None:
        """Forget every monitor without a word, and begin again with the first cross reference."""
        self.reporter.monitors.clear()
        self._next_cross_ref = self.quirks.first_cross_ref

    # sending

    def send(self, *outputs: Output) -> None:
        """Put something on its way."""
        self._outputs += outputs

    def chosen(self, link: int | None) -> Iterable[Link]:
        """The links that are logged in; only one of them with ``link``."""
        return [one for one in self.links.values() if one.state != "connected" and link in (None, one.id)]

    def change(self, **quirks: Any) -> None:
        """Take on other habits while running; who registered for it hears that the switch can do other things."""
        self.reporter.quirks = replace(self.reporter.quirks, **quirks)
        if "system_status_timer" in quirks:
            self._clockwork = object()
            for link in self.chosen(None):
                self._tell_by_the_clock(link)
        for reference, registration in self.registrations.items():
            if registration.wants_capabilities:
                message = SwitchingFunctionCapabilitiesChanged(sys_stat_register_id=reference)
                self._outputs.append(Ask(registration.link, message))

    def tell_status(self, link: int, status: SystemStatus) -> None:
        """Tell a link the switch's state: for each registration that wants it; where there is none, in any case."""
        mine = {reference: one for reference, one in self.registrations.items() if one.link == link}
        if not mine:
            self._outputs.append(Ask(link, SystemStatusRequest(system_status=status)))
        for reference, registration in mine.items():
            if registration.wants_status(status):
                message = SystemStatusRequest(sys_stat_register_id=reference, system_status=status)
                self._outputs.append(Ask(link, message))

    def _tell_by_the_clock(self, link: Link) -> None:
        """Tell a link the switch's state again and again, where that is the habit (``system_status_timer``)."""
        seconds, clockwork = self.quirks.system_status_timer, self._clockwork

        def tell() -> None:
            self.tell_status(link.id, self.status)
            self._tell_by_the_clock(link)

        def goes_on() -> bool:
            return self.links.get(link.id) is link and self._clockwork is clockwork

        if seconds:
            self.timers.set(self.now + seconds, tell, goes_on)

    def reaches(self, device: str | None) -> bool:
        """Whether services for a device are carried out and its events sent; None: for none in particular.

        A switch that is initializing or disabled does neither for anybody.
        """
        usable = self.status not in (SystemStatus.initializing, SystemStatus.disabled)
        return usable and device not in self.out_of_reach

    def tell_devices(self, links: Iterable[int]) -> None:
        """Tell these links, where they registered for it, that there are other devices."""
        told = frozenset(links)
        for reference, registration in self.registrations.items():
            if registration.wants_devices and registration.link in told:
                message = SwitchingFunctionDevicesChanged(sys_stat_register_id=reference)
                self._outputs.append(Ask(registration.link, message))

    def left(self, device: str) -> None:
        """A device has left a call: what waits for it goes on."""
        waiting.freed(self, device)

    def _send_report(self, monitor: Monitor, report: EventReport) -> None:
        if not self._late and not self.faults.late_events:
            self._send_now(monitor, report)
            return
        due = max(self.now + self.faults.late_events, self._late[-1][0] if self._late else 0.0)
        self._late.append((due, monitor, report))
        self.timers.set(due, self.send_late, lambda: bool(self._late))

    def send_late(self, *, whole: bool = False) -> None:
        """Send the late events that are due, or the ``whole`` of them; those of a monitor that is gone are lost."""
        while self._late and (whole or self._late[0][0] <= self.now):
            _, monitor, report = self._late.popleft()
            if self.reporter.monitors.get(monitor.cross_ref) is monitor:
                self._send_now(monitor, report)

    def _send_now(self, monitor: Monitor, report: EventReport) -> None:
        link = self.links.get(monitor.link)
        if link is None or not self.reaches(monitor.device):
            return  # no link: it has gone, and an event that was held back comes too late
        self._outputs.append(Report(link.id, report, self.event_invoke_id(link)))

    def event_invoke_id(self, link: Link) -> int:
        """The invoke id of a link's next event."""
        invoke_id = link.next_invoke_id
        link.next_invoke_id = (invoke_id + 1) & 0xFFFF  # a 16-bit counter, so 1 to 3 octets on the wire
        return invoke_id
