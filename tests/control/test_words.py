"""The vocabulary in words, for a person at a terminal."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from desktop.control.words import HELP, TextConsole, parse
from desktop.lines import BadLine
from desktop.translation import translator
from tests.support.world import World, world


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("dial 101", {"do": "dial", "to": "101"}),
        ("  DIAL   0 89 / 123 45 ", {"do": "dial", "to": "089/12345"}),
        ("dial +49891234567,,12#", {"do": "dial", "to": "+49891234567,,12#"}),
        ("dial", {"do": "dial"}),
        ("answer", {"do": "answer"}),
        ("hangup", {"do": "hangup"}),
        ("hangup @c2", {"do": "hangup", "call": "c2"}),
        ("@c2 hangup", {"do": "hangup", "call": "c2"}),
        ("hold", {"do": "hold"}),
        ("retrieve", {"do": "retrieve"}),
        ("reject", {"do": "reject"}),
        ("deflect 102", {"do": "deflect", "to": "102"}),
        ("consult 102", {"do": "consult", "to": "102"}),
        ("swap", {"do": "swap"}),
        ("reconnect", {"do": "reconnect"}),
        ("transfer", {"do": "transfer"}),
        ("transfer 102", {"do": "transfer", "to": "102"}),
        ("transfer @c1 102", {"do": "transfer", "to": "102", "call": "c1"}),
        ("conference", {"do": "conference"}),
        ("step_conference 103", {"do": "step_conference", "to": "103"}),
        ("dtmf 1 2 #", {"do": "dtmf", "digits": "12#"}),
        ("dial_digits 5", {"do": "dial_digits", "digits": "5"}),
        ("pickup", {"do": "pickup"}),
        ("pickup 101", {"do": "pickup", "from": "101"}),
        ("forward 102", {"do": "forward", "on": True, "type": "immediate", "to": "102"}),
        ("forward 102 noAns", {"do": "forward", "on": True, "type": "noAns", "to": "102"}),
        ("forward off", {"do": "forward", "on": False, "type": "immediate"}),
        ("forward off busy", {"do": "forward", "on": False, "type": "busy"}),
        ("dnd on", {"do": "dnd", "on": True}),
        ("dnd off", {"do": "dnd", "on": False}),
        ("park 105", {"do": "park", "to": "105"}),
        ("park 105 @c1", {"do": "park", "to": "105", "call": "c1"}),
        ("unpark 105", {"do": "unpark", "from": "105"}),
        ("callback", {"do": "callback"}),
        ("callback @c1", {"do": "callback", "call": "c1"}),
        ("callback 101", {"do": "callback", "device": "101"}),
        ("cancel_callback 101", {"do": "cancel_callback", "device": "101"}),
        ("campon", {"do": "campon"}),
        ("intrude @c1", {"do": "intrude", "call": "c1"}),
        ("join 101", {"do": "join", "to": "101"}),
        ("agent loggedOn", {"do": "agent", "state": "loggedOn"}),
        ("auto_answer on", {"do": "auto_answer", "on": True}),
        ("mwi on 101", {"do": "mwi", "on": True, "device": "101"}),
        ("mwi off 101", {"do": "mwi", "on": False, "device": "101"}),
        ("mute on", {"do": "mute", "on": True}),
        ("mute off", {"do": "mute", "on": False}),
        ("volume 40", {"do": "volume", "level": 40}),
        ("volume 101", {"do": "volume", "level": 101}),
        ("speaker_mute on", {"do": "speaker_mute", "on": True}),
        ("ring_volume 40", {"do": "ring_volume", "level": 40}),
        ("silence", {"do": "silence"}),
        ("offhook", {"do": "offhook"}),
        ("onhook", {"do": "onhook"}),
        ("display", {"do": "display"}),
        ("display Back  at 3", {"do": "display", "text": "Back at 3"}),
        ("caller_id off", {"do": "caller_id", "on": False}),
        ("presence away", {"do": "presence", "state": "away"}),
        ("accept", {"do": "accept"}),
        ("clear_call @c1", {"do": "clear_call", "call": "c1"}),
        ("callback_message", {"do": "callback_message"}),
        ("account 47 11", {"do": "account", "code": "4711"}),
        ("redial", {"do": "redial"}),
        ("monitor 101", {"do": "monitor", "device": "101"}),
        ("unmonitor 101", {"do": "unmonitor", "device": "101"}),
        ("snapshot", {"do": "snapshot"}),
        ("status", {"do": "status"}),
        ("quit", {"do": "quit"}),
    ],
)
def test_words(text: str, command: dict[str, Any]) -> None:
    assert parse(text) == command


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "help", "explode", "dnd", "dnd maybe", "dnd on off", "forward", "answer 5", "quit now", "@c2"),
        *("101", "campon 101", "mute", "mute 1", "auto_answer maybe", "mwi", "mwi on", "mwi 101 on", "mwi on 101 102"),
        *("volume", "volume loud", "volume -1", "volume 4 0", "volume ४", "volume 99999"),
        *("caller_id", "ring_volume x", "silence 1", "speaker_mute", "offhook 100"),
    ],
)
def test_what_is_not_a_command_is_helped(text: str) -> None:
    assert parse(text) == BadLine(HELP)


def test_the_help_names_every_command() -> None:
    for word in [
        "dial",
        "answer",
        "hangup",
        "hold",
        "retrieve",
        "reject",
        "deflect",
        "consult",
        "swap",
        "reconnect",
        "transfer",
        "conference",
        "step_conference",
        "dtmf",
        "dial_digits",
        "pickup",
        "park",
        "unpark",
        "callback",
        "cancel_callback",
        "campon",
        "intrude",
        "join",
        "agent",
        "auto_answer",
        "mwi",
        "mute",
        "volume",
        *("speaker_mute", "ring_volume", "silence", "offhook", "onhook", "display", "caller_id", "presence"),
        *("accept", "clear_call", "callback_message", "account"),
        "forward",
        "dnd",
        "redial",
        "monitor",
        "unmonitor",
        "snapshot",
        "status",
        "help",
        "quit",
    ]:
        assert word in str(HELP)


class Person:
    """What a person typed and saw."""

    def __init__(self, one: World) -> None:
        self.world = one
        self.saw: list[str] = []
        self.ended = False
        self._texts: asyncio.Queue[str | None] = asyncio.Queue()

    async def texts(self) -> AsyncIterator[str]:
        while (text := await self._texts.get()) is not None:
            yield text

    async def types(self, *texts: str | None, seconds: float = 1.0) -> list[str]:
        """Type lines; return what came since."""
        before = len(self.saw)
        for text in texts:
            self._texts.put_nowait(text)
        await self.world.loop.quiet(seconds)
        return self.saw[before:]


@contextlib.asynccontextmanager
async def person() -> AsyncIterator[Person]:
    async with world() as one:
        made = Person(one)

        async def serve() -> None:
            await TextConsole(one.station, made.saw.append, translator("en")).serve(made.texts())
            made.ended = True

        async with asyncio.TaskGroup() as group:
            group.create_task(serve())
            await one.loop.quiet(1)
            yield made
            await made.types(None)


async def test_the_link_is_said_first() -> None:
    async with person() as one:
        assert one.saw == ["Connected to pbx:8800."]


async def test_a_call_from_dial_to_hang_up() -> None:
    async with person() as one:
        seen = await one.types("dial 101")
        assert any("Jonas Weber" in line and "calling" in line for line in seen)
        assert any(line.startswith("  09:00") for line in seen), "event reports in plain words, with their time"
        one.world.switch("answer", device="101")
        seen = await one.types()
        assert any("talking" in line and "(" in line and "hangup" in line for line in seen), "what can be done is named"
        seen = await one.types("hangup")
        assert any("Jonas Weber, 101: ended (talked)" in line for line in seen)


async def test_a_conference_names_everybody_in_it() -> None:
    async with person() as one:
        await one.types("dial 101")
        one.world.switch("answer", device="101")
        await one.types("step_conference 102")
        one.world.switch("answer", device="102")
        assert any("Jonas Weber, " in line and ": conference" in line for line in await one.types())
        one.world.switch("hangup", device="102")
        assert any("Jonas Weber, 101: talking" in line for line in await one.types())


async def test_an_unknown_caller() -> None:
    async with person() as one:
        one.world.switch("call", from_="0899876543", to="100")
        seen = await one.types()
        assert any("ringing" in line for line in seen)


async def test_a_refusal_is_one_line() -> None:
    async with person() as one:
        assert await one.types("hangup") == ["! There is no call."]
        assert await one.types("dial") == ["! The command dial needs to."]


async def test_help_and_empty_lines() -> None:
    async with person() as one:
        assert await one.types("help") == [str(HELP)]
        assert await one.types("", "   ") == []


async def test_status() -> None:
    async with person() as one:
        assert await one.types("status") == ["Connected to pbx:8800.", "100: no special state", "No calls."]
        await one.types("dnd on", "forward 102")
        seen = await one.types("status")
        assert seen[1] == "100: do not disturb, forwarded to 102 (at once)"
        one.world.switch("set", device="100", message_waiting=True)
        assert any("message waiting" in line for line in await one.types())
        await one.types("dial 101")
        assert len(await one.types("status")) == 3, "link, device, call"


async def test_what_is_switched_is_said_once() -> None:
    async with person() as one:
        seen = await one.types("agent loggedOn", "agent ready", "auto_answer on", "mute on", "volume 20")
        said = [line for line in seen if line.startswith("100:")]
        assert len(said) == len(set(said)), "nothing that reads the same is news"
        assert said[-1] == "100: agent ready for calls, answers by itself, microphone mute"
        one.world.switch("set", device="101", habits={"busy": True})
        await one.types("dial 101")
        seen = await one.types("callback")
        assert "100: agent ready for calls, answers by itself, microphone mute, call back when free: 101" in seen


async def test_what_others_see_of_oneself_is_said() -> None:
    async with person() as one:
        seen = await one.types("caller_id off", "speaker_mute on", "presence meeting")
        assert seen[-1] == "100: loudspeaker mute, own number withheld, in a meeting"
        seen = await one.types("caller_id on", "speaker_mute off", "presence available")
        assert seen[-1] == "100: no special state"


async def test_the_display_is_read_row_by_row() -> None:
    async with person() as one:
        assert await one.types("display") == ["  The display is empty."]
        await one.types("display Meeting until 3 o'clock, then lunch")
        assert await one.types("display") == ["  Meeting until 3 o'clock,", "   then lunch"]


async def test_out_of_service() -> None:
    async with person() as one:
        one.world.switch("set", device="100", in_service=False)
        assert any("out of service" in line for line in await one.types())


async def test_the_link_down_and_back() -> None:
    async with person() as one:
        one.world.listener.wires[-1].cut()
        seen = await one.types(seconds=0.2)
        assert seen[0].startswith("Not connected to pbx:8800. The connection to the telephone system broke")
        assert seen[0].endswith("Next try in 1 s.")
        seen = await one.types(seconds=10)
        assert "Connecting to pbx:8800 ..." in seen
        assert "Connected to pbx:8800." in seen


async def test_down_without_a_next_try() -> None:
    async with person() as one:
        one.world.switch("fault", name="system_status", status="disabled")
        seen = await one.types(seconds=0.2)
        assert seen == ["Not connected to pbx:8800. The telephone system has switched its CTI service off for now."]


async def test_quit_and_the_end_of_the_input() -> None:
    async with person() as one:
        assert await one.types("quit") == []
        assert one.ended
    async with person() as one:
        await one.types(None)
        assert one.ended
