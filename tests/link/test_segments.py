"""Lists in segments: whole, or not at all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from desktop.csta.services.snapshots import (
    SnapshotCall,
    SnapshotCallData,
    SnapshotCallDataReport,
    SnapshotCallResult,
    SnapshotDevice,
    SnapshotDeviceData,
    SnapshotDeviceDataReport,
    SnapshotDeviceEntry,
    SnapshotDeviceResult,
)
from desktop.link.client import ANSWER_SECONDS, NoAnswer
from desktop.link.segments import Segments
from tests.support.peer import PeerLink, entry, linked, of_call

B164, B165 = b"\xb1\x64", b"\xb1\x65"
REFERENCE = b"\x00\x07"


def segment(*entries: SnapshotDeviceEntry, last: bool = False, reference: bytes = REFERENCE) -> Any:
    return SnapshotDeviceDataReport(service_cross_ref_id=reference, last_segment=last, snapshot_data=entries)


def expected(segments: Segments) -> list[Any]:
    found: list[Any] = []
    segments.expect(SnapshotDeviceDataReport, REFERENCE, found.append)
    return found


async def test_all_entries_in_order() -> None:
    segments = Segments()
    found = expected(segments)
    segments.take(segment(entry(B164, "100")))
    segments.take(segment(entry(B165, "100"), last=True, reference=b"\x00\x08"))  # of another list
    segments.take(SnapshotCallDataReport(service_cross_ref_id=REFERENCE, last_segment=True, snapshot_data=()))
    assert found == []
    segments.take(segment(entry(B165, "100"), last=True))
    assert found == [(entry(B164, "100"), entry(B165, "100"))]
    segments.take(segment(entry(B164, "100"), last=True))
    assert len(found) == 1, "nobody waits for it any more"


async def test_each_segment_has_its_time() -> None:
    segments = Segments()
    found = expected(segments)
    for _ in range(3):
        await asyncio.sleep(ANSWER_SECONDS - 1)
        segments.take(segment())
    assert found == []
    await asyncio.sleep(ANSWER_SECONDS + 1)
    (late,) = found
    assert isinstance(late, NoAnswer)


async def test_after_the_connection_nothing_is_told() -> None:
    segments = Segments()
    found = expected(segments)
    segments.stop()
    segments.take(segment(last=True))
    await asyncio.sleep(ANSWER_SECONDS + 1)
    assert found == []


@pytest.mark.parametrize("whole", [True, False])
async def test_a_snapshot_in_segments(whole: bool) -> None:
    """Of the device and of its call; one whose call stays away is told without it."""
    told = of_call("100", "257")

    def device(link: PeerLink, request: Any) -> None:
        link.association.respond(request, SnapshotDeviceResult(data=SnapshotDeviceData(cross_ref=REFERENCE)))
        link.association.invoke(segment(last=False))
        link.association.invoke(segment(entry(B164, "100"), last=True))

    def call(link: PeerLink, request: Any) -> None:
        link.association.respond(request, SnapshotCallResult(data=SnapshotCallData(cross_ref=REFERENCE)))
        if whole:
            link.association.invoke(
                SnapshotCallDataReport(
                    service_cross_ref_id=REFERENCE, last_segment=True, snapshot_data=told.data.entries or ()
                )
            )

    async with linked() as one:
        one.recorder.told.clear()
        one.peer.answers |= {SnapshotDevice: device, SnapshotCall: call}
        async with asyncio.timeout(30):
            await one.session.compare("100")
        details = {B164: SnapshotCallResult(data=told.data)} if whole else {}
        assert [found[1:] for found in one.recorder.of("snapshot")] == [("100", (entry(B164, "100"),), details)]
