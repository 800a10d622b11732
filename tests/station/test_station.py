"""The station against the simulated switch where things go wrong: lost events, silence, refusals, late answers."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from desktop.link.client import NoAnswer, ServiceRefused
from desktop.station.refusal import Refusal
from desktop.station.views import CallView, DeviceView, EventView
from tests.support.world import World, world


async def ringing(one: World, number: str = "101") -> str:
    """Dial, and ring there."""
    call = await one.station.dial(number)
    await one.loop.quiet(1)
    return call


async def test_a_lost_event_is_found_within_the_resync_time() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("fault", name="lose_event")
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        assert one.call.phase == "ringing_out"
        await one.loop.advance(34)
        await one.loop.quiet(1)
        assert one.call.phase == "talking"
        assert one.seen() == one.truth()


async def test_a_result_without_its_event_is_looked_after_in_two_seconds() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        one.switch("fault", name="lose_event")
        await one.station.hold()
        await one.loop.advance(1)
        assert one.call.state == "connected"
        await one.loop.advance(1.5)
        assert one.call.state == "hold"
        assert one.seen() == one.truth()


async def test_without_calls_nothing_is_asked_again_and_again() -> None:
    async with world() as one:
        heard = len(one.listener.wires[0].a_to_b.written)
        await one.loop.advance(25)
        assert len(one.listener.wires[0].a_to_b.written) == heard


async def test_no_answer_is_told_as_such_and_the_device_is_compared() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        one.switch("fault", name="no_answer", count=1)
        with pytest.raises(Refusal) as refused:
            await one.station.hold()
        assert (refused.value.kind, refused.value.code) == ("timeout", "timeout")
        await one.loop.quiet(1)
        assert one.seen() == one.truth()


async def test_a_refusal_has_the_switchs_own_name_and_a_sentence() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("hangup", device="100")
        with pytest.raises(Refusal) as refused:
            await one.station.hangup()
        assert refused.value.kind in ("refused", "state")
        assert str(refused.value.sentence)


async def test_what_is_asked_without_a_link_is_refused_at_once() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("fault", name="cut")
        await one.loop.quiet(0)
        with pytest.raises(Refusal) as refused:
            await one.station.hangup()
        assert (refused.value.kind, refused.value.code) == ("state", "link")
        with pytest.raises(Refusal) as refused:
            await one.station.dial("102")
        assert refused.value.kind == "link"


async def test_the_link_lost_while_an_answer_is_awaited_is_unknown() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        one.switch("fault", name="no_answer", count=1)
        asked = asyncio.ensure_future(one.station.hold())
        await asyncio.sleep(0.5)
        one.switch("fault", name="cut")
        with pytest.raises(Refusal) as refused:
            await asked
        assert refused.value.kind == "unknown"


async def test_messages_lost_is_answered_with_a_comparison() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("fault", name="lose_event", count=2)
        one.switch("answer", device="101")
        await one.loop.quiet(0.5)
        one.switch("fault", name="system_status", status=3)
        await one.loop.quiet(1)
        assert one.call.phase == "talking"


async def test_transfer_to_a_number_by_consultation_where_single_step_is_not_offered() -> None:
    async with world() as one:
        await ringing(one)
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        one.station.offers.not_offered.add("singleStepTransfer")
        assert await one.station.transfer("102") == "consultation"
        await one.loop.quiet(1)
        assert one.seen() == one.truth() == []
        assert {gone.outcome for gone in one.gone()} == {"transferred"}


async def test_consult_swap_and_back_in_steps_where_the_switch_does_not_offer_them() -> None:
    async with world() as one:
        first = await ringing(one)
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        one.station.offers.not_offered |= {"consultationCall", "alternateCall", "reconnectCall"}
        second = await one.station.consult("102")
        await one.loop.quiet(1)
        one.switch("answer", device="102")
        await one.loop.quiet(1)
        assert one.seen() == one.truth()
        assert {call.id: (call.state, call.consultation_of) for call in one.station.calls} == {
            first: ("hold", None),
            second: ("connected", first),
        }
        await one.station.swap()
        await one.loop.quiet(1)
        assert {call.id: call.state for call in one.station.calls} == {first: "connected", second: "hold"}
        await one.station.reconnect()
        await one.loop.quiet(1)
        assert one.seen() == one.truth()
        assert (one.call.id, one.call.state) == (second, "connected")


async def test_pickup_of_a_call_at_a_colleague() -> None:
    async with world() as one:
        one.switch("call", from_="102", to="101")
        await one.loop.quiet(1)
        await one.station.pickup("101")
        await one.loop.quiet(2)
        assert one.seen() == one.truth()
        assert one.call.phase == "talking"
        with pytest.raises(Refusal) as refused:
            await one.station.pickup("103")
        assert refused.value.code == "noCall"


async def test_a_second_device_is_monitored_and_left_again() -> None:
    async with world() as one:
        await one.station.monitor("101")
        await ringing(one)
        assert {call.device for call in one.station.calls} == {"100", "101"}
        assert len({call.call_id for call in one.station.calls}) == 1
        assert {device.device for device in one.station.devices} == {"100", "101"}
        await one.station.unmonitor("101")
        assert {call.device for call in one.station.calls} == {"100"}
        with pytest.raises(ServiceRefused):
            await one.station.monitor("99999")
        assert {device.device for device in one.station.devices} == {"100"}


async def test_requests_for_a_device_that_is_left_meanwhile_end_all_the_same() -> None:
    async with world() as one:
        await one.station.monitor("101")
        await ringing(one)
        call = next(view.id for view in one.station.calls if view.device == "101")
        await one.station.answer(call)
        one.switch("fault", name="slow_answer", service="consultationCall", seconds=2)
        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            asking = group.create_task(one.station.consult("102", call))
            await asyncio.sleep(0)
            await one.station.unmonitor("101")
        assert asking.result() == ""


async def test_whether_a_device_is_left_the_switch_does_not_say() -> None:
    async with world() as one:
        await one.station.monitor("101")
        one.switch("fault", name="no_answer", service="monitorStop")
        with pytest.raises(NoAnswer):
            await one.station.unmonitor("101")
        assert {device.device for device in one.station.devices} == {"100"}


async def test_how_a_call_ended_is_told_once_more_where_the_switch_says_so_late() -> None:
    async with world() as one:
        one.switch("call", from_="101", to="100")
        await one.loop.quiet(0)
        one.switch("fault", name="late_events", seconds=4)
        one.switch("hangup", device="101")
        await one.station.snapshot()
        (id,) = {call.id for call in one.gone()}
        assert [call.outcome for call in one.gone()] == ["unknown"]
        await one.loop.quiet(5)
        assert [(call.id, call.outcome) for call in one.gone()] == [(id, "unknown"), (id, "missed")]
        assert one.station.calls == ()


async def test_monitors_that_the_switch_ends_are_started_again() -> None:
    async with world() as one:
        one.switch("fault", name="stop_monitor", device="100")
        await one.loop.quiet(1)
        await ringing(one)
        assert one.call.phase == "ringing_out"
        assert one.station.link.state == "ready"


async def test_message_waiting_is_told() -> None:
    async with world() as one:
        one.switch("set", device="100", message_waiting=True)
        await one.loop.quiet(1)
        assert one.station.device.message_waiting is True
        assert [change.message_waiting for change in one.told if isinstance(change, DeviceView)][-1] is True


async def test_events_are_numbered_named_and_bounded_in_words() -> None:
    async with world() as one:
        await ringing(one)
        events = one.station.events
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert [event.name for event in events][-1] == "delivered"
        assert "Jonas Weber" in str(events[-1].words)
        assert "deliveredEvent" not in str(events[-1].words)
        assert "calledDevice" in one.station.explain(events[-1])


async def test_the_field_suggests_and_previews() -> None:
    async with world() as one:
        assert [(entry.name, entry.number) for entry in one.station.suggest("web")] == [("Jonas Weber", "101")]
        assert one.station.suggest("") == ()
        preview = one.station.preview("+49 40 66969 210,,12")
        assert (preview.dialled, preview.shown, preview.name, preview.tones) == (
            "004066969210",
            "0 04066969210",
            "Petra Sommer",
            2,
        )
        assert one.station.preview("hello").problem is not None
        await ringing(one)
        recent = one.station.suggest("")
        assert [(entry.number, entry.source) for entry in recent] == [("101", "recent")]
        await one.station.hangup()
        await one.loop.quiet(1)
        assert await one.station.redial()
        await one.loop.quiet(1)
        assert one.call.number == "101"


async def test_nothing_is_told_twice() -> None:
    async with world() as one:
        await ringing(one)
        calls = [change for change in one.told if isinstance(change, CallView)]
        assert all(first != second for first, second in itertools.pairwise(calls))
        events = [change for change in one.told if isinstance(change, EventView)]
        assert len(events) == len(one.station.events)


async def test_a_comparison_that_gets_no_answer_is_asked_again() -> None:
    async with world() as one:
        one.switch("fault", name="lose_event", count=20)
        one.switch("call", from_="101", to="100")
        one.switch("fault", name="no_answer", count=1)
        one.station.session.snapshot("100")
        await one.loop.quiet(1)
        assert one.station.calls == ()
        await one.loop.advance(6)
        assert one.seen() == one.truth() != []
