"""The monitors of one connection: which device reports under which cross reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from desktop.csta.association import Reported
from desktop.csta.events.report import EventReport
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStartResult, MonitorStop
from desktop.csta.values import DeviceID, MonitorFilter
from desktop.link.client import Client, NoAnswer

MOST_STRAY_REPORTS = 200
"""Reports kept that came before their monitor's cross reference was told."""


class Monitors:
    """What is monitored on a connection; a device without a cross reference is wanted, and not monitored yet.

    :param devices: what is wanted from the beginning.
    :param filter_lengths: members (name, bits) of the filter that asks for everything; None: no filter is sent.
    :param reported: called with each report of a monitored device, in the order of the wire.
    """

    def __init__(
        self,
        client: Client,
        devices: Iterable[str],
        filter_lengths: tuple[tuple[str, int], ...] | None,
        reported: Callable[[str, Reported], None],
    ) -> None:
        self._client = client
        self._filter = None if filter_lengths is None else MonitorFilter.everything(filter_lengths)
        self._reported = reported
        self._cross_refs: dict[str, bytes | None] = dict.fromkeys(devices)
        self._devices: dict[bytes, str] = {}
        self._stray: list[Reported] = []
        self._unanswered = 0
        """Starts that were never answered, so that a monitor may stand under a cross reference that nobody has told."""

    def __contains__(self, device: str) -> bool:
        """Whether a device is wanted."""
        return device in self._cross_refs

    @property
    def standing(self) -> tuple[str, ...]:
        """The devices that are monitored."""
        return tuple(device for device, cross_ref in self._cross_refs.items() if cross_ref is not None)

    def cross_ref(self, device: str) -> bytes | None:
        """The cross reference of a device; None where it is not monitored."""
        return self._cross_refs.get(device)

    def device(self, cross_ref: bytes) -> str | None:
        """The device that reports under a cross reference; None where that is nobody's."""
        return self._devices.get(cross_ref)

    def start(self, device: str, done: Callable[[Any], None]) -> None:
        """Ask for the monitor of a device; ``done`` is called with the outcome when it is noted.

        Who wants it no more by then (:meth:`forget`) has it stopped at once.
        """
        self._cross_refs[device] = None

        def answered(outcome: Any) -> None:
            if isinstance(outcome, MonitorStartResult):
                self._started(device, outcome.cross_ref_identifier)
            elif isinstance(outcome, NoAnswer):
                self._unanswered += 1
            done(outcome)

        self._client.request(
            MonitorStart(monitor_object=MonitorObject(DeviceID(device)), requested_monitor_filter=self._filter),
            answered,
        )

    def _started(self, device: str, cross_ref: bytes) -> None:
        if device not in self._cross_refs:
            self._stop(cross_ref)
            return
        self._cross_refs[device] = cross_ref
        self._devices[cross_ref] = device
        stray, self._stray = self._stray, []
        for message in stray:  # a switch may report before it answers
            self.report(message)

    def forget(self, device: str) -> None:
        """A device is not wanted any more."""
        cross_ref = self._cross_refs.pop(device, None)
        if cross_ref is not None:
            self._devices.pop(cross_ref, None)

    def ended(self, cross_ref: bytes) -> str | None:
        """The switch gave up a monitor; returns whose it was."""
        return self._devices.pop(cross_ref, None)

    def void(self) -> None:
        """The switch has forgotten every cross reference."""
        self._devices.clear()

    def stop(self) -> None:
        """Have all of them stopped; nobody waits for the answers."""
        for cross_ref in self._cross_refs.values():
            if cross_ref is not None:
                self._stop(cross_ref)

    def _stop(self, cross_ref: bytes) -> None:
        self._client.request(MonitorStop(cross_ref_identifier=cross_ref), lambda outcome: None)

    def report(self, message: Reported) -> None:
        """Hand on a report of a monitored device; keep one whose monitor is just being started.

        One whose monitor was started unheard shows that it stands: it is stopped.
        """
        report: EventReport = message.report
        device = self._devices.get(report.cross_ref)
        if device is not None:
            self._reported(device, message)
        elif None in self._cross_refs.values() and len(self._stray) < MOST_STRAY_REPORTS:
            self._stray.append(message)
        elif self._unanswered:
            self._unanswered -= 1
            self._stop(report.cross_ref)
