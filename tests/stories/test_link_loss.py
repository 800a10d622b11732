"""The link is lost at every single octet of a conversation, whichever way it goes, and each time everything is right
again: the client comes back, no call is stuck, none is invented, no task and no connection is left over.

Whoever has lost the link sees a reset connection at even positions and an orderly end at odd ones. While it is gone the
conversation goes on for one step. An ordinary run takes a part of the positions, another one each time; ``--long``
takes all.
"""

from __future__ import annotations

import asyncio

import pytest

from desktop.station.views import CallView
from tests.support import virtualtime
from tests.support.chance import Chance
from tests.support.cutting import Cut
from tests.support.people import Step, at, user, wait
from tests.support.pipes import Wire
from tests.support.trial import trial
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import HOST, PORT

CONVERSATION: tuple[Step, ...] = (
    at("call", from_="101", to="100"),
    user("answer"),
    user("hold"),
    user("retrieve"),
    user("consult", to="102"),
    at("answer", device="102"),
    user("swap"),
    user("conference"),
    at("hangup", device="102"),
    user("hangup"),
    user("dial", to="00891234567"),
    at("answer", device="0891234567"),
    user("transfer_to", to="103"),
)
LEAST = 4000
"""Octets that the conversation must have, both directions together."""
PARTS = 10
SHARDS = 16


def first_wire() -> Wire:
    """The first connection."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    return loop.network._listeners[HOST, PORT].wires[0]


async def hold(cut: Cut, steps: tuple[Step, ...] = CONVERSATION) -> None:
    """Hold the conversation; a cut link ends it one step later."""
    async with trial(("cut",), devices=("100",), over=cut.over) as this:
        for step in steps:
            before = cut.done
            await this.take(step)
            if before:
                break
        await this.end()
        await this.everybody_hangs_up()
        told = {change.call_id for change in this.one.told if isinstance(change, CallView)}
        assert told <= this.known_calls, "a call was invented"
        wires, simulator = this.one.listener.wires, this.one.simulator
    assert all(wire.closed for wire in wires), "a connection is left over"
    assert not simulator.switch.links


def octets() -> int:
    """How many octets the conversation has when nothing is cut."""
    cut = Cut(None, first_wire, orderly=False)
    virtualtime.run(hold(cut))
    return cut.count


@pytest.fixture(scope="module")
def whole() -> int:
    """How many octets the conversation has when nothing is cut."""
    return octets()


def test_the_conversation_is_long_enough(whole: int) -> None:
    assert whole >= LEAST


@pytest.mark.timeout(300)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_link_is_lost_at_an_octet(shard: int, whole: int, chance: Chance) -> None:
    positions = range(whole) if chance.long else range(chance.seed % PARTS, whole, PARTS)
    for position in positions[shard::SHARDS]:
        cut = Cut(position, first_wire, orderly=position % 2 == 1)
        try:
            virtualtime.run(hold(cut))
        except BaseException as error:
            error.add_note(f"the link was cut after {position} octets")
            raise
        assert cut.done


async def test_the_switch_ends_the_conversation_in_silence() -> None:
    async with trial(("silent",)) as this:
        for step in (*CONVERSATION[:5], at("fault", name="silent"), wait(40), *CONVERSATION[5:7]):
            await this.take(step)
        await this.end()
        await this.everybody_hangs_up()
