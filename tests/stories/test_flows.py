"""The flows of the call model, from the person's side: client and switch in one world, compared after each step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.station.refusal import Refusal
from desktop.station.views import Action, EventView
from tests.support.world import World, world


def agree(one: World) -> None:
    """What the client shows is what is true on the line."""
    assert one.seen() == one.truth()


async def test_dial_answer_hang_up() -> None:
    async with world() as one:
        call = await one.station.dial("101")
        await one.loop.quiet(1)
        agree(one)
        assert one.call.id == call
        assert (one.call.phase, one.call.name, one.call.direction) == ("ringing_out", "Jonas Weber", "out")
        one.switch("answer", device="101")
        await one.loop.quiet(1)
        agree(one)
        assert one.call.phase == "talking"
        assert set(one.call.actions) >= {"hangup", "hold", "consult", "dtmf"}
        await one.station.hangup()
        await one.loop.quiet(1)
        assert one.seen() == one.truth() == []
        assert [(gone.id, gone.outcome) for gone in one.gone()] == [(call, "talked")]


async def test_incoming_from_outside_by_name_and_missed() -> None:
    async with world() as one:
        one.switch("call", from_="04066969210", to="100")
        await one.loop.quiet(1)
        agree(one)
        assert (one.call.phase, one.call.number, one.call.name) == ("ringing_in", "+494066969210", "Petra Sommer")
        assert one.call.peers[0].external is True
        assert one.call.peers[0].trunk is not None
        assert one.call.peers[0].trunk != one.call.peers[0].device
        one.switch("hangup", device="04066969210")
        await one.loop.quiet(1)
        agree(one)
        assert [gone.outcome for gone in one.gone()] == ["missed"]


async def test_reject_and_deflect() -> None:
    async with world() as one:
        one.switch("call", from_="101", to="100")
        await one.loop.quiet(1)
        await one.station.reject()
        await one.loop.quiet(1)
        agree(one)
        one.switch("call", from_="102", to="100")
        await one.loop.quiet(1)
        await one.station.deflect("103")
        await one.loop.quiet(1)
        agree(one)
        assert [(gone.outcome, gone.to) for gone in one.gone()] == [("rejected", None), ("deflected", "103")]


async def talking(one: World, number: str = "101") -> str:
    """Dial and be answered."""
    call = await one.station.dial(number)
    await one.loop.quiet(1)
    one.switch("answer", device=number)
    await one.loop.quiet(1)
    return call


async def test_hold_and_retrieve_and_held_by_the_other() -> None:
    async with world() as one:
        await talking(one)
        await one.station.hold()
        await one.loop.quiet(1)
        agree(one)
        assert one.call.phase == "held"
        await one.station.retrieve()
        await one.loop.quiet(1)
        agree(one)
        one.switch("hold", device="101")
        await one.loop.quiet(1)
        agree(one)
        assert (one.call.state, one.call.phase) == ("connected", "held_by_peer")


@pytest.mark.parametrize("answered", [True, False], ids=["answered", "while it rings"])
async def test_consult_and_transfer(answered: bool) -> None:
    async with world() as one:
        first = await talking(one)
        second = await one.station.consult("102")
        await one.loop.quiet(1)
        agree(one)
        if answered:
            one.switch("answer", device="102")
            await one.loop.quiet(1)
        consultation = next(call for call in one.station.calls if call.id == second)
        assert consultation.consultation_of == first
        await one.station.transfer()
        await one.loop.quiet(1)
        assert one.seen() == one.truth() == []
        assert {(gone.id, gone.outcome, gone.to) for gone in one.gone()} == {
            (first, "transferred", "102"),
            (second, "transferred", "102"),
        }


async def test_swap_and_back() -> None:
    async with world() as one:
        first = await talking(one)
        await one.station.consult("102")
        await one.loop.quiet(1)
        one.switch("answer", device="102")
        await one.loop.quiet(1)
        await one.station.swap()
        await one.loop.quiet(1)
        agree(one)
        assert {call.id: call.state for call in one.station.calls}[first] == "connected"
        await one.station.swap()
        await one.station.reconnect()
        await one.loop.quiet(1)
        agree(one)
        assert (one.call.id, one.call.phase) == (first, "talking")


async def test_conference_keeps_the_held_calls_record() -> None:
    async with world() as one:
        first = await talking(one)
        second = await one.station.consult("102")
        await one.loop.quiet(1)
        one.switch("answer", device="102")
        await one.loop.quiet(1)
        await one.station.conference()
        await one.loop.quiet(1)
        agree(one)
        assert (one.call.id, one.call.phase, one.call.number) == (first, "conference", None)
        assert {peer.number for peer in one.call.peers} == {"101", "102"}
        assert [(gone.id, gone.outcome, gone.into) for gone in one.gone()] == [(second, "merged", first)]
        one.switch("hangup", device="102")
        await one.loop.quiet(1)
        agree(one)
        assert (one.call.phase, one.call.number) == ("talking", "101")


async def test_single_step_transfer() -> None:
    async with world() as one:
        await talking(one)
        assert await one.station.transfer("103") is None
        await one.loop.quiet(1)
        assert one.seen() == one.truth() == []
        assert [(gone.outcome, gone.to) for gone in one.gone()] == [("transferred", "103")]


async def test_second_call_while_talking_is_answered_and_the_first_not_lost() -> None:
    async with world() as one:
        first = await talking(one)
        one.switch("call", from_="04066969210", to="100")
        await one.loop.quiet(1)
        agree(one)
        await one.station.answer()
        await one.loop.quiet(1)
        agree(one)
        assert {call.id: call.phase for call in one.station.calls}[first] == "held"


async def test_dialled_tones_are_sent_when_connected_and_shown_nowhere() -> None:
    async with world() as one:
        await one.station.dial("08999998123,12#")
        await one.loop.quiet(2)
        if one.call.phase != "talking":
            one.switch("answer", device="08999998123")
        await one.loop.quiet(3)
        assert one.call.phase == "talking"
        events = [one.station.explain(event) for event in one.station.events]
        assert any("digitsGenerated" in text for text in events)
        shown = [repr(replace(change, octets=b"")) for change in one.told if isinstance(change, EventView)]
        calls = [repr(change) for change in one.told if not isinstance(change, EventView)]
        tones = b"12#".hex()
        assert not [text for text in (*events, *shown, *calls) if "12#" in text or tones in text.replace(" ", "")]
        assert one.station.last_dialled == "08999998123"


async def test_what_cannot_be_asked_says_why() -> None:
    async with world() as one:
        wrong: tuple[Action, ...] = ("answer", "hangup", "hold", "retrieve", "swap", "conference")
        for action in wrong:
            with pytest.raises(Refusal) as refused:
                await getattr(one.station, action)()
            assert (refused.value.kind, refused.value.code) == ("state", "noCall")
        with pytest.raises(Refusal) as refused:
            await one.station.dial("not a number")
        assert refused.value.kind == "usage"


async def test_do_not_disturb_and_forwarding() -> None:
    async with world() as one:
        await one.station.dnd(True)
        await one.station.forward("immediate", True, "089 99998 123")
        await one.loop.quiet(1)
        state = next(device for device in one.switch("state")["devices"] if device["device"] == "100")
        assert state["dnd"] is True
        assert state["forwarding"] == [{"type": "immediate", "on": True, "to": "008999998123"}]
        assert one.station.device.dnd is True
        assert [(entry.type, entry.on, entry.to) for entry in one.station.device.forwarding or ()] == [
            ("immediate", True, "008999998123")
        ]


async def test_link_lost_in_a_call_comes_back_and_is_right() -> None:
    async with world() as one:
        await talking(one)
        for wire in one.listener.wires:
            wire.cut(ConnectionResetError(104, "reset"))
        await one.loop.quiet(0)
        assert one.station.link.state == "down"
        assert one.call.actions == ()
        assert set(map(str, one.call.blocked.values())) != set()
        await one.until_ready()
        agree(one)
        assert one.call.phase == "talking"
