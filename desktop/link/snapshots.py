"""Snapshots of devices over one connection: a device's calls, then each call's parties, told as one.

An event that comes while a snapshot is under way may be newer than what the snapshot saw: then it is asked again, a few
times at most, and so it is when no answer comes; if none has come at all, again after a while. A snapshot that cannot
be had is not told; what was known stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.csta.services.snapshots import (
    SnapshotCall,
    SnapshotCallData,
    SnapshotCallDataReport,
    SnapshotCallResult,
    SnapshotDevice,
    SnapshotDeviceDataReport,
    SnapshotDeviceEntry,
    SnapshotDeviceResult,
)
from desktop.csta.values import ConnectionID, DeviceID
from desktop.link.client import Client, NoAnswer
from desktop.link.segments import Segment, Segments

SNAPSHOT_TRIES = 3
LATER_SECONDS = 30.0
"""When a switch that has answered no try is asked again: where no call is known, nothing else would ask."""

Entries = tuple[SnapshotDeviceEntry, ...]
Details = Mapping[bytes, SnapshotCallResult]


@dataclass(slots=True)
class _Run:
    """One under way.

    :ivar disturbed: an event of the device came meanwhile.
    :ivar again: somebody asked for one meanwhile.
    """

    device: str
    tries: int = 0
    disturbed: bool = False
    again: bool = False
    entries: Entries = ()
    details: dict[bytes, SnapshotCallResult] = field(default_factory=dict)
    missing: int = 0
    waiters: list[asyncio.Future[None]] = field(default_factory=list)


class Snapshots:
    """The snapshots of one connection.

    :param came: called with device, entries, and the details of each call by its call id.
    :param may_ask: whether the switch may be asked now (not while it is overloaded).
    """

    def __init__(
        self, client: Client, came: Callable[[str, Entries, Details], None], may_ask: Callable[[], bool]
    ) -> None:
        self._client = client
        self._came = came
        self._may_ask = may_ask
        self._runs: dict[str, _Run] = {}
        self._later: dict[str, asyncio.TimerHandle] = {}
        self._segments = Segments()
        self._stopped = False

    def start(self, device: str) -> None:
        """Ask what calls a device has; does nothing while that may not be asked. One at a time runs for a device."""
        if self._stopped or not self._may_ask():
            return
        running = self._runs.get(device)
        if running is not None:
            running.again = True
            return
        self._forget_later(device)
        self._runs[device] = run = _Run(device)
        self._ask_device(run)

    def segment(self, segment: Segment) -> None:
        """A part of a snapshot came that the switch tells in segments."""
        self._segments.take(segment)

    def disturb(self, device: str) -> None:
        """An event of the device came."""
        running = self._runs.get(device)
        if running is not None:
            running.disturbed = True

    async def finished(self, device: str) -> None:
        """Wait until the snapshot that runs for a device, if any, was told or given up."""
        run = self._runs.get(device)
        if run is not None:
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            run.waiters.append(waiter)
            await waiter

    def stop(self) -> None:
        """Tell nothing any more: the connection is lost."""
        self._stopped = True
        self._segments.stop()
        for device in tuple(self._later):
            self._forget_later(device)
        for run in tuple(self._runs.values()):
            self._finish(run)

    def _forget_later(self, device: str) -> None:
        if (handle := self._later.pop(device, None)) is not None:
            handle.cancel()

    def _finish(self, run: _Run) -> None:
        if self._runs.get(run.device) is run:
            del self._runs[run.device]
        for waiter in run.waiters:
            if not waiter.done():
                waiter.set_result(None)

    def _ask_device(self, run: _Run) -> None:
        run.tries += 1
        run.disturbed = False  # from now on: a slow switch may have looked before an event that overtakes its answer

        def answered(outcome: Any) -> None:
            if isinstance(outcome, SnapshotDeviceResult) and outcome.data.cross_ref is not None:
                self._segments.expect(SnapshotDeviceDataReport, outcome.data.cross_ref, answered)
            elif isinstance(outcome, SnapshotDeviceResult):
                self._device_known(run, outcome.data.entries or ())
            elif isinstance(outcome, tuple):
                self._device_known(run, outcome)
            elif isinstance(outcome, NoAnswer) and run.tries < SNAPSHOT_TRIES and self._may_ask():
                self._ask_device(run)
            else:
                self._finish(run)
                if isinstance(outcome, NoAnswer) and not self._stopped:
                    later = asyncio.get_running_loop().call_later(LATER_SECONDS, self.start, run.device)
                    self._later[run.device] = later

        self._client.request(SnapshotDevice(snapshot_object=DeviceID(run.device)), answered)

    def _device_known(self, run: _Run, entries: Entries) -> None:
        run.entries, run.details = entries, {}
        wanted: dict[bytes, ConnectionID] = {
            entry.connection_identifier.call_id: entry.connection_identifier
            for entry in entries
            if entry.connection_identifier.call_id is not None
        }
        run.missing = len(wanted)
        for call_id, connection in wanted.items():
            self._ask_call(run, call_id, connection)
        if not wanted:
            self._known(run)

    def _ask_call(self, run: _Run, call_id: bytes, connection: ConnectionID) -> None:
        def answered(outcome: Any) -> None:
            if isinstance(outcome, SnapshotCallResult) and outcome.data.cross_ref is not None:
                self._segments.expect(
                    SnapshotCallDataReport,
                    outcome.data.cross_ref,
                    lambda found: answered(
                        replace(outcome, data=SnapshotCallData(found)) if isinstance(found, tuple) else found
                    ),
                )
                return
            if isinstance(outcome, SnapshotCallResult):
                run.details[call_id] = outcome
            run.missing -= 1
            if run.missing == 0:
                self._known(run)

        self._client.request(SnapshotCall(snapshot_object=connection), answered)

    def _known(self, run: _Run) -> None:
        """Tell, unless an event came in between; then ask again, for what was seen is older than the event."""
        if self._stopped:
            return
        if run.disturbed and run.tries < SNAPSHOT_TRIES and self._may_ask():
            self._ask_device(run)
            return
        if not run.disturbed:
            self._came(run.device, run.entries, run.details)
        self._finish(run)
        if run.again:
            self.start(run.device)
