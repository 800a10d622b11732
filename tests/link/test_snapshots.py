"""A snapshot is told whole and current, or not at all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from desktop.csta.association import Requested
from desktop.csta.enumerations import SystemStatus
from desktop.csta.failures import Failure, OperationError
from desktop.csta.services.snapshots import SnapshotCall, SnapshotDevice, SnapshotDeviceData, SnapshotDeviceResult
from desktop.link.client import ANSWER_SECONDS, LinkLost
from desktop.link.snapshots import LATER_SECONDS, SNAPSHOT_TRIES
from tests.support.peer import SILENT, Linked, Peer, delivered, entry, idle, linked, of_call, of_device

B164, B165 = b"\xb1\x64", b"\xb1\x65"


def snapshots(one: Linked) -> list[tuple[Any, ...]]:
    """(device, entries, details) that were told since the last time."""
    found = [told[1:] for told in one.recorder.of("snapshot")]
    one.recorder.told.clear()
    return found


async def test_an_idle_device_on_hipath_is_a_connection_without_a_call_id() -> None:
    async with linked() as one:
        assert snapshots(one) == [("100", (idle("100"),), {})]
        assert one.peer.link.count(SnapshotCall) == 0, "there is no call to ask for"


async def test_details_of_each_call() -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"), entry(B165, "100"))
        one.peer.answers[SnapshotCall] = lambda link, request: link.association.respond(
            request, of_call("100", {B164: "257", B165: "101"}[request.argument.snapshot_object.call_id])
        )
        one.session.snapshot("100")
        await one.rest()
        assert snapshots(one) == [
            (
                "100",
                (entry(B164, "100"), entry(B165, "100")),
                {B164: of_call("100", "257"), B165: of_call("100", "101")},
            )
        ]


async def test_a_call_whose_details_are_refused_is_still_told() -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"))
        one.peer.answers[SnapshotCall] = Failure.operation(OperationError.serviceNotSupported)
        one.session.snapshot("100")
        await one.rest()
        assert snapshots(one) == [("100", (entry(B164, "100"),), {})]


@pytest.mark.parametrize(
    "answer",
    [
        Failure.operation(OperationError.serviceNotSupported),
        SILENT,
        SnapshotDeviceResult(data=SnapshotDeviceData(cross_ref=b"\x01")),
    ],
    ids=["refused", "no answer", "announced in segments"],
)
async def test_a_snapshot_that_cannot_be_had_is_not_told(answer: Any) -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = answer
        comparing = one.session.compare("100")
        async with asyncio.timeout(20):
            await comparing
        assert snapshots(one) == []
        del one.peer.answers[SnapshotDevice]
        await one.session.compare("100")
        assert len(snapshots(one)) == 1, "the next one works"


async def test_a_switch_that_answers_no_try_is_asked_again_later() -> None:
    async with linked(supervision_seconds=600.0) as one:
        one.recorder.told.clear()
        one.peer.answers[SnapshotDevice] = SILENT
        before = one.peer.link.count(SnapshotDevice)
        one.session.snapshot("100")
        await one.rest(SNAPSHOT_TRIES * ANSWER_SECONDS + LATER_SECONDS - 1)
        assert one.peer.link.count(SnapshotDevice) - before == SNAPSHOT_TRIES
        del one.peer.answers[SnapshotDevice]
        await one.rest(2)
        assert snapshots(one) == [("100", (idle("100"),), {})]
        await one.rest(3 * LATER_SECONDS)
        assert one.peer.link.count(SnapshotDevice) - before == SNAPSHOT_TRIES + 1


async def test_who_is_asked_before_needs_not_be_asked_later() -> None:
    async with linked(supervision_seconds=600.0) as one:
        one.peer.answers[SnapshotDevice] = SILENT
        one.session.snapshot("100")
        await one.rest(SNAPSHOT_TRIES * ANSWER_SECONDS + 1)
        del one.peer.answers[SnapshotDevice]
        before = one.peer.link.count(SnapshotDevice)
        one.session.snapshot("100")
        await one.rest(2 * LATER_SECONDS)
        assert one.peer.link.count(SnapshotDevice) - before == 1


async def test_after_the_link_nothing_is_asked_later() -> None:
    async with linked(supervision_seconds=600.0) as one:
        one.peer.answers[SnapshotDevice] = SILENT
        one.session.snapshot("100")
        await one.rest(SNAPSHOT_TRIES * ANSWER_SECONDS + 1)
        one.peer.answers[SnapshotDevice] = of_device(idle("100"))
        one.listener.wires[-1].cut()
        await one.rest(5)
        assert one.session.status.state == "ready"
        await one.rest(2 * LATER_SECONDS)
        assert one.peer.link.count(SnapshotDevice) == 1, "the new link's own, at its beginning"


async def test_an_event_before_the_answer_may_be_newer_so_it_is_asked_again() -> None:
    async with linked() as one:
        snapshots(one)
        reported: list[bool] = []

        def event_first(link: Any, request: Requested) -> None:
            if not reported:
                reported.append(True)
                link.report(delivered())
            link.association.respond(request, of_device(entry(B164, "100")))

        one.peer.answers[SnapshotDevice] = event_first
        before = one.peer.link.count(SnapshotDevice)
        await one.session.compare("100")
        assert one.peer.link.count(SnapshotDevice) == before + 2
        assert [told[0] for told in one.recorder.told] == ["event", "snapshot"]


async def test_an_event_between_the_answers_makes_it_old_so_it_is_asked_again() -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"))
        disturbed: list[bool] = []

        def event_once(link: Any, request: Requested) -> None:
            if not disturbed:
                disturbed.append(True)
                link.report(delivered(B165))
            link.association.respond(request, of_call("100", "257"))

        one.peer.answers[SnapshotCall] = event_once
        before = one.peer.link.count(SnapshotDevice)
        await one.session.compare("100")
        assert one.peer.link.count(SnapshotDevice) == before + 2
        assert len(snapshots(one)) == 1, "only what is current is told"


async def test_a_device_that_never_rests_is_given_up_for_now() -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"))

        def event_always(link: Any, request: Requested) -> None:
            link.report(delivered(B165))
            link.association.respond(request, of_call("100", "257"))

        one.peer.answers[SnapshotCall] = event_always
        before = one.peer.link.count(SnapshotDevice)
        await one.session.compare("100")
        assert one.peer.link.count(SnapshotDevice) == before + SNAPSHOT_TRIES
        assert snapshots(one) == []


async def test_an_event_of_another_device_does_not_disturb() -> None:
    async with linked(devices=("100", "101")) as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"))

        def event_of_the_other(link: Any, request: Requested) -> None:
            link.report(delivered(B165, "101"), b"\x00\x12")
            link.association.respond(request, of_call("100", "257"))

        one.peer.answers[SnapshotCall] = event_of_the_other
        await one.session.compare("100")
        assert one.recorder.of("event") == [("event", "101", delivered(B165, "101"))]
        assert [device for device, *_ in snapshots(one)] == ["100"]


async def test_who_asks_while_one_runs_gets_one_more_after_it() -> None:
    async with linked() as one:
        snapshots(one)
        waiting: list[Requested] = []
        one.peer.answers[SnapshotDevice] = lambda link, request: waiting.append(request)
        one.session.snapshot("100")
        await one.rest()
        one.session.snapshot("100")
        one.session.snapshot("100")
        await one.rest()
        assert len(waiting) == 1, "one at a time"
        one.peer.link.answer(waiting[0], of_device(idle("100")))
        await one.rest()
        assert len(waiting) == 2
        one.peer.link.answer(waiting[1], of_device(entry(B164, "100")))
        await one.rest()
        assert [entries for _, entries, _ in snapshots(one)] == [(idle("100"),), (entry(B164, "100"),)]
        assert len(waiting) == 2


async def test_no_second_try_in_an_overload() -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"))

        def event_and_overload(link: Any, request: Requested) -> None:
            link.report(delivered(B165))
            link.status(SystemStatus.overloadReached)
            link.association.respond(request, of_call("100", "257"))

        one.peer.answers[SnapshotCall] = event_and_overload
        before = one.peer.link.count(SnapshotDevice)
        await one.session.compare("100")
        assert one.peer.link.count(SnapshotDevice) == before + 1
        assert snapshots(one) == []


@pytest.mark.parametrize("silent", [SnapshotDevice, SnapshotCall])
async def test_a_lost_link_ends_it_and_nothing_half_is_told(silent: type[Any]) -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.answers[SnapshotDevice] = of_device(entry(B164, "100"), entry(B165, "100"))
        one.peer.answers[silent] = SILENT
        comparing = one.loop.create_task(one.session.compare("100"))
        await one.rest()
        assert not comparing.done()
        one.listener.wires[-1].cut()
        await one.rest()
        assert comparing.done()
        await comparing
        assert one.recorder.of("snapshot") == []
        assert one.recorder.links == [("down", "broken")]


async def test_who_stops_waiting_for_it_disturbs_nobody() -> None:
    async with linked() as one:
        snapshots(one)
        waiting: list[Requested] = []
        one.peer.answers[SnapshotDevice] = lambda link, request: waiting.append(request)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await one.session.compare("100")
        one.peer.link.answer(waiting[0], of_device(idle("100")))
        await one.rest()
        assert len(snapshots(one)) == 1


async def test_where_nothing_may_be_asked_there_is_nothing_to_wait_for() -> None:
    async with linked() as one:
        snapshots(one)
        one.peer.link.status(SystemStatus.overloadReached)
        await one.rest()
        await one.session.compare("100")
        assert snapshots(one) == []


async def test_without_a_link_there_is_nothing_to_compare_with() -> None:
    async with linked(Peer(), serving=False, ready=False) as one:
        one.session.snapshot("100")
        with pytest.raises(LinkLost) as caught:
            await one.session.compare("100")
        assert caught.value.kind == "link"
