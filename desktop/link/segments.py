"""Lists that do not stand in the answer but follow it in segments, under a reference that the answer gives.

Segments of one list come in order and after their answer, or the list cannot be had: it counts as not answered when
its last segment has not come some seconds after the one before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.csta.services.snapshots import SnapshotCallDataReport, SnapshotDeviceDataReport
from desktop.link.client import ANSWER_SECONDS, NoAnswer

Segment = SnapshotDeviceDataReport | SnapshotCallDataReport


@dataclass(slots=True)
class _List:
    done: Callable[[tuple[Any, ...] | NoAnswer], None]
    timer: asyncio.TimerHandle
    entries: list[Any] = field(default_factory=list)


class Segments:
    """The lists that are coming over one connection."""

    def __init__(self) -> None:
        self._coming: dict[tuple[type[Segment], bytes], _List] = {}

    def expect(
        self, kind: type[Segment], reference: bytes, done: Callable[[tuple[Any, ...] | NoAnswer], None]
    ) -> None:
        """Collect segments of ``kind`` under ``reference``; ``done`` gets all entries, or that they did not come."""
        self._coming[kind, reference] = _List(done, self._timer(kind, reference))

    def take(self, segment: Segment) -> None:
        """A segment came; one of a list that nobody waits for is passed over."""
        key = type(segment), segment.service_cross_ref_id
        coming = self._coming.get(key)
        if coming is None:
            return
        coming.timer.cancel()
        coming.entries += segment.snapshot_data
        if segment.last_segment:
            del self._coming[key]
            coming.done(tuple(coming.entries))
        else:
            coming.timer = self._timer(*key)

    def stop(self) -> None:
        """The connection is lost: nothing comes any more, and nobody is told."""
        for coming in self._coming.values():
            coming.timer.cancel()
        self._coming.clear()

    def _timer(self, kind: type[Segment], reference: bytes) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(ANSWER_SECONDS, self._late, (kind, reference))

    def _late(self, key: tuple[type[Segment], bytes]) -> None:
        self._coming.pop(key).done(NoAnswer(ANSWER_SECONDS))
