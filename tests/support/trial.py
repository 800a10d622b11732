"""Random people at the switch, the client's user among them, and the client compared with the truth after each step."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from desktop.csta.events.base import CallEvent
from desktop.link.client import RequestError
from desktop.station.refusal import Refusal
from desktop.station.views import CallView
from desktop.switchsim import Company
from tests.support import judge, virtualtime
from tests.support.conditions import CONDITIONS, LASTING, UNUSABLE, Condition
from tests.support.judge import Joins, Telling
from tests.support.people import MONITORED, Step, at, company, random_step
from tests.support.world import World, world

STEPS = 60
RESYNC = 12.0
"""How often the client compares while there are calls (rule 8; 30 s in ordinary life), in seconds."""
SUPERVISION = 5.0
PATIENCE = 300.0
"""Within so many seconds there must be a link again: of some troubles several come together, and the client waits up to
a minute between tries."""
COMPARED = 15.0
"""Within so many seconds of a link the client must be right by itself: :data:`RESYNC`, a tenth later at most, and what
the answers take."""
UNANSWERED = 60.0
"""The same where answers fail to come or come late: as many comparisons as may fail, and one that does not."""
UNNOTICED = 40.0
"""So long a dead link may pass for a sound one: until the client probes, and twice hears nothing (rule 4); two
pieces of garbage one after the other may pass for a message meanwhile."""
LATEST = 4.0
"""How late an event may come, and the first comparison of what it tells with it."""
_DEAD = frozenset({"forget_link", "garbage", "silent"})
"""Faults that leave a link which says nothing any more, or nothing whole."""
UNASKED = 15.0
"""Where it shows no call it does not poll. Where an event may be lost, the comparison is asked for after so long."""
_STRIKES = 0.12


class Disagreement(AssertionError):
    """The client does not show what is true."""


@dataclass
class Trial:
    """One run: the world, under its conditions, with what was done so far."""

    one: World
    conditions: Sequence[Condition]
    done: list[Step] = field(default_factory=list)
    refused: int = 0
    """Steps that were not possible."""
    known_calls: set[str | None] = field(default_factory=set)
    """Call ids that the switch has had after any step."""
    _sick: bool = False
    _unlinked: bool = False
    _told: int = 0
    _ended: int = 0
    _happened: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """How calls ended really of which the client has not told that they are gone: (device, call id) -> outcomes."""
    _ends: dict[str, tuple[CallView, str]] = field(default_factory=dict)
    """Calls that are gone by our id: what was said last of their end, and what it really was."""
    _tellings: dict[str, Telling] = field(default_factory=dict)
    _in_vain: dict[str, int] = field(default_factory=dict)
    """Device -> how often the link had changed when a transfer to a ringing party was refused there."""
    _hidden: set[str] = field(default_factory=set)
    """Stations that have withheld their numbers."""

    def __post_init__(self) -> None:
        """Listen to what the switch tells and what reaches the client."""
        reporter, station = self.one.simulator.switch.reporter, self.one.station
        self._tellings = {device: Telling() for device in station.session.config.devices}
        tell, heard = reporter._tell, station.reported

        def telling(device: str, event: Any) -> None:
            if isinstance(event, CallEvent) and device in self._tellings:
                self._tellings[device].want(event)
            tell(device, event)

        def reported(device: str, message: Any) -> None:
            if isinstance(message.report.event, CallEvent) and device in self._tellings:
                self._tellings[device].reach(message.report.event)
            heard(device, message)

        vars(reporter)["_tell"] = telling
        vars(station)["reported"] = reported

    @property
    def faulty(self) -> bool:
        """Whether something may go wrong, so that events alone need not tell everything."""
        return any(one.faulty for one in self.conditions)

    @property
    def late(self) -> bool:
        """Whether all events may come late."""
        return any(one.name == "late_events" for one in self.conditions)

    def truth(self) -> dict[str, Any]:
        """The whole truth about the switch."""
        return self.one.simulator.command({"do": "state"})

    def next(self, dice: Random) -> Step:
        """Draw the next step."""
        strikes = [Step("switch", "fault", strike) for one in self.conditions for strike in one.strikes]
        strikes += [move for one in self.conditions for move in one.moves]
        if self._sick and dice.random() < 0.3:
            return at("heal")
        if strikes and dice.random() < _STRIKES:
            return dice.choice(strikes)
        return random_step(dice, self.truth(), self.one.station.calls)

    async def take(self, step: Step) -> None:
        """Do a step and compare."""
        self.done.append(step)
        if step.actor == "time":
            await self.one.loop.advance(step.members["seconds"])
        elif step.actor == "user":
            await self._user(step)
        elif step.do == "heal":
            await self._heal()
        elif step.do == "mistype":
            self.one.mistyped.append("7777")
            self.one.switch("fault", name="cut")
        else:
            self._at_switch(step)
        await self.one.loop.quiet(0)
        station = self.one.station
        if station.link.state != "ready" and any(view.actions for view in station.calls):
            raise Disagreement("without a link something is offered")
        was_unlinked, self._unlinked = self._unlinked, station.link.state != "ready"
        if self._sick or (self._unlinked and not was_unlinked):
            return  # one more step while there is no link
        await self.agree()
        self._unlinked = False

    async def end(self) -> None:
        """The switch gets well, and everything must be right."""
        await self._heal()
        await self.agree(by_comparison=True)
        for view, really in self._ends.values():
            self._judge(judge.outcome_stays_wrong, view, really)

    async def everybody_hangs_up(self) -> None:
        """All calls end, and none stays."""
        for _ in range(10):
            calls = self.truth()["calls"]
            if not calls:
                break
            first = calls[0]["connections"][0]
            device = first.get("number", first["device"])
            await self.take(Step("switch", "hangup", {"device": device, "call_id": calls[0]["call_id"]}))
        left = [*self.truth()["calls"], *self.one.station.calls]
        if left:
            raise Disagreement(f"stuck: {left}")

    # doing

    def _at_switch(self, step: Step) -> None:
        members = dict(step.members)
        self._sick |= step.do == "fault" and members in UNUSABLE
        if "call" in members:
            legs = self.one.simulator.switch.legs(members["device"])
            place = members.pop("call")
            if legs:
                members["call_id"] = legs[place % len(legs)].call.id.hex()
        do = "transfer" if step.do == "transfer_to" else step.do
        reply = self.one.simulator.command({"do": do, **members})
        self.refused += not reply["ok"]
        if not reply["ok"] and reply["error"]["kind"] == "usage" and step.do == "fault":
            raise AssertionError(reply["error"]["text"])

    async def _user(self, step: Step) -> None:
        station = self.one.station
        members = dict(step.members)
        calls = station.all_calls()
        if "call" in members:
            place = members.pop("call")
            if not calls:
                return
            members["call"] = calls[place % len(calls)].id
        do = getattr(station, "transfer" if step.do == "transfer_to" else step.do)
        joins = step.do == "transfer" and not self._quirk("transfer_ringing", True)
        devices = {call.device for call in calls if call.id == members.get("call")} if joins else set()
        ringing = {device for device in devices if judge.asked_in_vain(self.truth(), device)}
        try:
            async with asyncio.timeout(PATIENCE):
                await do(**members)
        except Refusal as refusal:
            self.refused += 1
            if refusal.category == "state":
                for device in ringing:
                    if judge.asked_in_vain(self.truth(), device):
                        self._in_vain[device] = len(self.one.links())
        except TimeoutError:
            raise Disagreement(f"{step} is pending for ever") from None

    async def _heal(self) -> None:
        self._sick = False
        switch = self.one.simulator
        for setting in LASTING:
            switch.command({"do": "fault", **setting})
        if any(strike["name"] == "system_status" for one in self.conditions for strike in one.strikes):
            switch.command({"do": "fault", "name": "system_status", "status": "overloadRelieved"})
            switch.command({"do": "fault", "name": "system_status", "status": "normal"})
        await self.one.loop.quiet(0)

    # comparing

    def _quirk(self, name: str, usual: Any) -> Any:
        return next((one.quirks[name] for one in self.conditions if name in one.quirks), usual)

    def _joins(self, device: str) -> Joins:
        """What of the switch's habits the client can know; a refusal counts as long as the link is the same."""
        told = self._in_vain.get(device) == len(self.one.links())
        return Joins(
            consultations_only=self._quirk("joins_from", "any") == "consultation",
            all_heard=not self.faulty,
            ringing=True if self._quirk("transfer_ringing", True) else False if told else None,
        )

    async def agree(self, *, by_comparison: bool = False) -> None:
        """Client and switch must agree: at once where nothing can have been lost, else after the next comparison."""
        waited = without = 0.0
        if by_comparison:
            await self._compare(*self._tellings)
        while found := self._differences():
            known = not any(": parties" in one for one in found)  # of the parties events do not tell everything
            if not self.faulty and any(": shown" in one or (known and ": offered" in one) for one in found):
                raise Disagreement("; ".join(found))
            if waited > self._patience:
                raise Disagreement(f"after {waited:g} s still: {'; '.join(found)}")
            if without > PATIENCE:
                raise Disagreement(f"after {without:g} s still: {'; '.join(found)}")
            if waited == UNASKED and any(one.may_lose for one in self.conditions):
                await self._compare(*(set(self._tellings) - {view.device for view in self.one.station.calls}))
            before = self.truth()["calls"]
            await self.one.loop.advance(1.0)
            if self.one.station.link.state == "ready":
                moved = self.truth()["calls"] != before  # something else is to be compared now
                waited, without = 0.0 if moved else waited + 1.0, 0.0
            else:
                waited, without = 0.0, without + 1.0
        self._judge_outcomes()
        if not self.faulty:  # what is switched is asked once; what was not heard then stays unheard
            truth = self.truth()
            wrong = [found for view in self.one.station.devices for found in judge.switched_wrongly(truth, view)]
            if wrong:
                raise Disagreement("; ".join(wrong))

    @property
    def _patience(self) -> float:
        """How long the client may be wrong while there is a link, in seconds."""
        names = {one.subject for one in self.conditions}
        return (
            (UNANSWERED if names & {"no_answer", "slow_answer"} else COMPARED)
            + (UNNOTICED if names & _DEAD else 0.0)
            + (LATEST if self.late else 0.0)
            + (UNASKED if any(one.may_lose for one in self.conditions) else 0.0)
        )

    async def _compare(self, *devices: str) -> None:
        for device in devices:
            with contextlib.suppress(RequestError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self.one.station.snapshot(device)
        await self.one.loop.quiet(0)

    def _differences(self) -> list[str]:
        station = self.one.station
        if station.link.state != "ready":
            return ["there is no link"]
        truth, views = self.truth(), station.calls
        self.known_calls |= {call["call_id"] for call in truth["calls"]}
        self._hidden |= {one["device"] for one in truth["devices"] if not one["features"]["caller_id"]}
        return [
            found
            for device in self._tellings
            for found in judge.differences(
                truth,
                device,
                [view for view in views if view.device == device],
                self._joins(device),
                hidden=self._hidden,
            )
        ]

    def _judge_outcomes(self) -> None:
        """Every call that ended since the last time ended as it really did."""
        ended = self.truth()["ended"]
        happened = self._happened
        if not self.late:  # else the client may hear of it later
            happened.clear()
        for record in ended[self._ended :]:
            happened.setdefault((record["device"], record["call_id"]), []).append(record["outcome"])
        self._ended = len(ended)
        fresh: dict[str, tuple[CallView, str]] = {}
        views = (change for change in self.one.told if isinstance(change, CallView))
        told = [view for view in views if view.device in self._tellings]
        for view in told[self._told :]:
            if view.state != "gone":
                self._ends.pop(view.id, None)  # it has come back
                continue
            assert view.call_id is not None
            outcomes = happened.get((view.device, view.call_id), [])
            if view.id in self._ends:
                really = self._ends[view.id][1]  # its end is told once more: now it is known better
            elif outcomes:
                really = outcomes.pop(outcomes.index(view.outcome) if view.outcome in outcomes else 0)
            elif view.outcome not in ("unknown", "merged") and not self.faulty:
                raise Disagreement(f"{view.device}: {view.call_id} ended as {view.outcome}, but never happened")
            else:
                continue
            self._ends[view.id] = view, really
            fresh[view.id] = view, really
        for view, really in fresh.values():
            self._judge(judge.outcome_is_wrong, view, really)
        self._told = len(told)
        if not self.faulty:
            missing = [key for key, outcomes in happened.items() if outcomes and key[0] in self._tellings]
            if missing:
                raise Disagreement(f"never shown to have ended: {missing}")

    def _ended_twice(self, view: CallView) -> bool:
        ended = [(record["device"], record["call_id"]) for record in self.truth()["ended"]]
        return ended.count((view.device, view.call_id or "")) > 1

    def _judge(self, is_wrong: judge.Judge, view: CallView, really: str) -> None:
        if self.late and self._ended_twice(view):
            return  # it has come here again under its id, which may have looked like one stay
        may_be_late = any(one.may_lose for one in self.conditions)
        why = is_wrong(view, really, self._tellings[view.device], may_be_late=may_be_late)
        if why is not None:
            raise Disagreement(why)


@contextlib.asynccontextmanager
async def trial(names: Sequence[str], office: Company | None = None, **more: Any) -> AsyncIterator[Trial]:
    """A client and a switch under conditions, by their names; ``more`` options of the world."""
    conditions = [CONDITIONS[name] for name in names]
    quirks = {name: value for one in conditions for name, value in one.quirks.items()}
    base = office or company()
    base = replace(base, quirks=replace(base.quirks, **quirks))
    options: dict[str, Any] = {
        "devices": MONITORED,
        "resync_seconds": RESYNC,
        "supervision_seconds": SUPERVISION,
        **more,
    }
    async with world(base, **options) as one:
        yield Trial(one, conditions)


async def _random(names: Sequence[str], dice: Random, steps: int, done: list[Step]) -> None:
    async with trial(names) as this:
        this.done = done
        for _ in range(steps):
            await this.take(this.next(dice))
        await this.end()
        assert this.refused <= steps * 0.8, "hardly anything was possible: this proves nothing"


async def _again(names: Sequence[str], steps: Sequence[Step]) -> None:
    async with trial(names) as this:
        for step in steps:
            await this.take(step)
        await this.end()


def attempt(names: Sequence[str], dice: Random, steps: int = STEPS) -> tuple[list[Step], str | None]:
    """Run random steps under conditions: what was done, and what the client got wrong, None where it was right."""
    done: list[Step] = []
    return done, _wrong(_random(names, dice, steps, done))


def replay(names: Sequence[str], steps: Sequence[Step]) -> str | None:
    """Do given steps under conditions: what the client got wrong, None where it was right."""
    return _wrong(_again(names, steps))


def _wrong(running: Any) -> str | None:
    try:
        virtualtime.run(running)
    except BaseExceptionGroup as group:
        found = _first(group)
        if isinstance(found, Disagreement):
            return str(found)
        raise
    except Disagreement as wrong:
        return str(wrong)
    return None


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group


def shrink(names: Sequence[str], steps: Sequence[Step], most: int = 400) -> list[Step]:
    """Leave out what the failure does not need, as long as it stays one; at most ``most`` runs."""
    left, size = list(steps), max(1, len(steps) // 2)
    while size and most:
        start = 0
        while start < len(left) and most:
            fewer = left[:start] + left[start + size :]
            most -= 1
            if replay(names, fewer) is not None:
                left = fewer
            else:
                start += size
        size //= 2
    return left


def sequence(names: Sequence[str], steps: Sequence[Step]) -> str:
    """A sequence as a row of the table in tests/stories/test_regressions.py."""
    lines = "".join(f"            {step},\n" for step in steps)
    return f'    "...": (\n        {tuple(names)!r},\n        (\n{lines}        ),\n    ),'
