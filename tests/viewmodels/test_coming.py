"""A station that is not built yet: nothing is known, what is asked waits; then all is handed on."""

from __future__ import annotations

import asyncio

import pytest

from desktop.sentences import Sentence
from desktop.station.views import Change, DeviceView, LinkView
from desktop.viewmodels.coming import ComingStation
from tests.support import fake_station as fake
from tests.support.fake_station import FakeStation

DEVICE = DeviceView("100", None, None, None, None, None)
CONNECTING = LinkView("connecting", "pbx:8800")


def coming() -> tuple[ComingStation, list[Change]]:
    station, told = ComingStation(DEVICE, CONNECTING), list[Change]()
    station.subscribe(told.append)
    return station, told


async def test_before_it_comes_only_its_number_and_its_link_are_known() -> None:
    station, _ = coming()
    assert (station.device, station.link, station.calls, station.events) == (DEVICE, CONNECTING, (), ())
    assert station.suggest("Jonas") == ()
    assert station.preview("101").dialled is None
    assert (station.shown("+4989"), station.named("101"), station.company("101")) == ("+4989", "101", None)
    station.try_now()


async def test_its_arrival_tells_what_it_knows_and_then_every_change() -> None:
    station, told = coming()
    real = FakeStation()
    real.tell(fake.talking("c1"))
    station.arrive(real)
    assert told == [real.device, *real.events, *real.calls, real.link]
    assert (station.device, station.calls, station.link) == (real.device, real.calls, real.link)
    real.tell(fake.gone(fake.talking("c1")))
    assert told[-1] == fake.gone(fake.talking("c1"))


async def test_what_is_asked_before_it_comes_is_done_then() -> None:
    station, _ = coming()
    real = FakeStation()
    async with asyncio.TaskGroup() as group:
        group.create_task(station.dial("101"))
        group.create_task(station.dnd(True))
        await asyncio.sleep(0)
        assert real.asked == []
        station.arrive(real)
    assert real.asked == [("dial", "101"), ("dnd", True)]


async def test_features_are_handed_on_as_well() -> None:
    station, _ = coming()
    real = FakeStation()
    real.not_offered["agent"] = Sentence("the telephone system does not offer this")
    assert station.why_not("agent") is None
    station.arrive(real)
    assert str(station.why_not("agent")) == "the telephone system does not offer this"
    await station.park("105", "c1")
    await station.callback("101")
    await station.callback(None, "c1")
    await station.campon("c1")
    await station.callback_message("c1")
    await station.clear_call("c1")
    await station.caller_id(False)
    await station.intrude("c1")
    await station.pickup("101")
    await station.unpark("105")
    await station.cancel_callback("101")
    await station.join("101")
    await station.agent("ready")
    await station.auto_answer(True)
    await station.mwi(False, "101")
    await station.mute(True)
    await station.volume(50)
    assert real.asked == [
        ("park", "105", "c1"), ("callback", "101", None), ("callback", None, "c1"), ("campon", "c1"),
        ("callback_message", "c1"), ("clear_call", "c1"), ("caller_id", False),
        ("intrude", "c1"), ("pickup", "101"), ("unpark", "105"), ("cancel_callback", "101"), ("join", "101"),
        ("agent", "ready"), ("auto_answer", True), ("mwi", False, "101"), ("mute", True),
        ("volume", 50),
    ]  # fmt: skip


async def test_nobody_waits_for_one_that_is_closed() -> None:
    station, _ = coming()
    asked = asyncio.gather(station.answer())
    await asyncio.sleep(0)
    station.close()
    with pytest.raises(asyncio.CancelledError):
        await asked


async def test_one_that_will_not_come_says_why() -> None:
    station, told = coming()
    down = LinkView("down", "the built-in demo", Sentence("The switch simulator has ended."))
    station.fail(down)
    assert told == [down]
    assert station.link == down
