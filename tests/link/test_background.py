"""What can wait: behind the snapshots, and never while the switch is overloaded (call-model rule 3)."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.enumerations import SystemStatus
from desktop.csta.services.logical import GetForwarding
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.values import DeviceID
from desktop.link.client import LinkLost
from tests.support.peer import Linked, linked


def ask(one: Linked, device: str = "100") -> list[Any]:
    """Ask something that can wait; what came of it."""
    told: list[Any] = []
    one.session.request_later(GetForwarding(device=DeviceID(device)), told.append)
    return told


async def test_it_is_asked_soon_and_behind_what_is_being_asked() -> None:
    async with linked() as one:
        told = ask(one)
        one.session.snapshot("100")
        await one.rest()
        assert [type(argument) for argument in one.peer.link.asked[-2:]] == [SnapshotDevice, GetForwarding]
        assert len(told) == 1


@pytest.mark.parametrize("status", [SystemStatus.overloadImminent, SystemStatus.overloadReached])
@pytest.mark.parametrize("relief", [SystemStatus.overloadRelieved, SystemStatus.normal, SystemStatus.enabled])
async def test_in_an_overload_it_waits_and_is_asked_afterwards(status: SystemStatus, relief: SystemStatus) -> None:
    async with linked() as one:
        one.peer.link.status(status)
        await one.rest()
        told = [*ask(one, "100"), *ask(one, "101")]
        await one.rest(10)
        assert (one.peer.link.count(GetForwarding), told) == (0, [])
        one.peer.link.status(relief)
        await one.rest()
        asked = [argument for argument in one.peer.link.asked if isinstance(argument, GetForwarding)]
        assert [argument.device.digits for argument in asked] == ["100", "101"]


async def test_what_waits_when_the_link_ends_is_not_asked_on_the_next() -> None:
    async with linked() as one:
        one.peer.link.status(SystemStatus.overloadReached)
        await one.rest()
        told = ask(one)
        one.peer.link.transport.close()
        await one.rest(10)
        assert len(one.peer.links) == 2
        assert (one.peer.link.count(GetForwarding), told) == (0, [])


async def test_without_a_link_it_is_told_at_once() -> None:
    async with linked() as one:
        one.peer.link.transport.close()
        await one.rest()
        (outcome,) = ask(one)
        assert isinstance(outcome, LinkLost)
        assert outcome.kind == "link"
