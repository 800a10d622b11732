"""Refusals for the sake of a state: what a person is told to do about each."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from desktop.calls.model import Model
from desktop.calls.records import Call, State
from desktop.csta.values import ConnectionID
from desktop.sentences import Sentence
from desktop.station import advice
from desktop.station.refusal import Refusal
from desktop.switchsim import Company, small_office
from tests.support.world import MORNING, World, world


def _office(**quirks: Any) -> Company:
    """People do nothing by themselves."""
    usual = small_office()
    stations = tuple(replace(one, habits=replace(one.habits, answers_after=None)) for one in usual.stations)
    return replace(usual, stations=stations, quirks=replace(usual.quirks, **quirks))


async def _told(asked: Coroutine[Any, Any, object]) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        await asked
    assert (refused.value.kind, refused.value.category) == ("refused", "state")
    return refused.value.code, str(refused.value)


async def _ringing(one: World) -> None:
    one.switch("call", from_="101", to="100")
    await one.loop.quiet(0.5)


async def test_a_second_call_while_the_first_is_on_the_line() -> None:
    async with world(_office()) as one:
        await one.station.dial("101")
        await one.loop.quiet(0.5)
        assert await _told(one.station.dial("102")) == (
            "invalidObjectState", "There is another call already. End it or put it on hold first.",
        )  # fmt: skip


async def test_from_a_phone_that_is_not_to_be_disturbed() -> None:
    async with world(_office(dnd_calls=False)) as one:
        await one.station.dnd(True)
        await one.loop.quiet(0.5)
        assert await _told(one.station.dial("101")) == (
            "invalidCallingDeviceState", "Do not disturb is on at this phone. Switch it off, then dial again.",
        )  # fmt: skip
        await one.station.dnd(False)
        await one.loop.quiet(0.5)
        await one.station.dial("101")
        await one.loop.quiet(0.5)
        assert one.call.phase == "ringing_out"


async def test_without_a_reason_that_is_known_here_the_switch_s_own_words_stand() -> None:
    async with world(_office(dnd_calls=False)) as one:
        one.simulator.switch.phones["100"].do_not_disturb = True  # and nobody was told
        assert (await _told(one.station.dial("101")))[1] == "That is not possible in the present state of the phone."


@pytest.mark.parametrize("consulting", [False, True])
async def test_somebody_who_cannot_be_reached(consulting: bool) -> None:
    async with world(_office(unreachable="refuse")) as one:
        if consulting:
            await _ringing(one)
            await one.station.answer()
            await one.loop.quiet(0.5)
        one.switch("set", device="102", dnd=True)
        asked = one.station.consult("102") if consulting else one.station.dial("102")
        assert await _told(asked) == (
            "invalidCalledDeviceState", "102 is busy or does not want to be disturbed. Try again later.",
        )  # fmt: skip
        await one.loop.quiet(0.5)
        assert [call.phase for call in one.station.calls] == (["talking"] if consulting else [])


@pytest.mark.parametrize("by", ["reject", "hangup"])
async def test_a_call_that_cannot_be_rejected(by: str) -> None:
    async with world(_office(clears_alerting=False)) as one:
        await _ringing(one)
        assert await _told(getattr(one.station, by)(one.call.id)) == (
            "invalidConnectionState",
            "The telephone system does not reject a call that rings. Answer it or deflect it.",
        )
        assert one.call.phase == "ringing_in"
        await one.station.deflect("102")
        await one.loop.quiet(0.5)
        assert [(gone.outcome, gone.to) for gone in one.gone()] == [("deflected", "102")]


async def test_a_call_that_cannot_be_rejected_goes_to_the_chosen_number() -> None:
    async with world(_office(clears_alerting=False)) as one:
        one.station.config = replace(one.station.config, reject_to="102")
        await _ringing(one)
        await one.station.reject()
        await one.loop.quiet(0.5)
        assert [(gone.outcome, gone.to) for gone in one.gone()] == [("deflected", "102")]


@pytest.mark.parametrize("category", ["operation", "systemResource"])
def test_refusals_for_other_reasons_keep_their_words(category: str) -> None:
    refusal = Refusal("refused", "invalidConnectionState", Sentence("No."), category)
    assert advice.on_dialling(refusal, "101", Model("100", lambda: "c1"), consulting=False) is refusal
    assert advice.on_rejecting(refusal, _call("alerting")) is refusal


@pytest.mark.parametrize("call", [None, "connected"])
def test_a_call_that_rings_no_more_is_not_said_to_ring(call: State | None) -> None:
    refusal = Refusal("refused", "invalidConnectionState", Sentence("No."), "state")
    assert advice.on_rejecting(refusal, None if call is None else _call(call)) is refusal


def test_the_call_that_is_asked_back_from_is_not_in_the_way() -> None:
    model = Model("100", lambda: "c1")
    model.placed(ConnectionID.of(b"\x01", "100"), "101", MORNING)
    refusal = Refusal("refused", "invalidConnectionState", Sentence("No."), "state")
    assert advice.on_dialling(refusal, "102", model, consulting=True) is refusal
    assert advice.on_dialling(refusal, "102", model, consulting=False).sentence == advice.ENGAGED


def _call(state: State) -> Call:
    return Call("c1", "100", MORNING, state=state)
