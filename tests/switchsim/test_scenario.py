"""Scenarios that play by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.switchsim.company import Scenario, Step
from desktop.switchsim.exchange import Exchange
from desktop.switchsim.scenario import Player
from tests.switchsim.office import START, company


class Stage:
    """A player, and what it had carried out, with the time."""

    def __init__(self, *scenarios: Scenario) -> None:
        self.exchange = Exchange(company(), START, lambda monitor, report: None)
        self.player = Player(self.exchange, scenarios)
        self.done: list[tuple[float, Any]] = []

    def run(self, command: dict[str, Any]) -> dict[str, Any]:
        """Carry a command out; "fail" fails."""
        self.done.append((self.exchange.now, command["do"] if len(command) == 1 else tuple(command.values())))
        return {"ok": command["do"] != "fail", "error": "no"}

    def wait(self, until: float) -> None:
        """Let time pass."""
        timers = self.exchange.timers
        while (due := timers.next) is not None and due <= until:
            self.exchange.reporter.now, action = timers.pop()
            action()
        self.exchange.reporter.now = until


def steps(*rows: tuple[float, str]) -> tuple[Step, ...]:
    return tuple(Step(at, {"do": name}) for at, name in rows)


def test_steps_come_in_the_order_of_their_times() -> None:
    stage = Stage(Scenario(name="one", steps=steps((5.0, "c"), (0.0, "a"), (2.5, "b"), (5.0, "d"))))
    stage.player.play("one", stage.run)
    assert stage.done == [(0.0, "a")], "at once"
    stage.wait(4)
    assert stage.done == [(0.0, "a"), (2.5, "b")]
    assert stage.player.playing("one")
    stage.wait(5)
    assert stage.done[2:] == [(5.0, "c"), (5.0, "d")]
    assert not stage.player.playing("one")
    assert stage.exchange.timers.next is None


def test_a_scenario_begins_by_itself_and_again() -> None:
    stage = Stage(
        Scenario(name="one", steps=steps((0.0, "a"), (1.0, "b")), begins=10.0, every=60.0),
        Scenario(name="other", steps=steps((0.0, "x"))),
    )
    stage.player.begin(stage.run)
    assert stage.player.playing("one"), "it waits"
    stage.wait(140)
    assert stage.done == [(10.0, "a"), (11.0, "b"), (70.0, "a"), (71.0, "b"), (130.0, "a"), (131.0, "b")]


def test_one_that_is_longer_than_its_time_plays_to_its_end_first() -> None:
    stage = Stage(Scenario(name="one", steps=steps((0.0, "a"), (9.0, "b")), every=5.0))
    stage.player.play("one", stage.run)
    stage.wait(10)
    assert stage.done == [(0.0, "a"), (9.0, "b"), (9.0, "a")]


def test_a_scenario_without_steps_does_not_turn_for_ever() -> None:
    stage = Stage(Scenario(name="one", every=0.0), Scenario(name="empty"))
    stage.player.play("one", stage.run)
    stage.player.play("empty", stage.run)
    stage.wait(3)
    assert not stage.player.playing("empty")
    assert stage.exchange.timers.next == 4.0


def test_it_is_stopped_and_begins_anew() -> None:
    stage = Stage(
        Scenario(name="one", steps=steps((0.0, "a"), (2.0, "b"))), Scenario(name="two", steps=steps((9.0, "z")))
    )
    stage.player.play("one", stage.run)
    stage.wait(1)
    stage.player.play("one", stage.run)
    stage.wait(2)
    assert stage.done == [(0.0, "a"), (1.0, "a")], "the first b is not played"
    stage.player.play("two", stage.run)
    assert stage.player.stop("two") == ["two"]
    assert stage.player.stop("two") == []
    assert stage.player.stop() == ["one"]
    stage.wait(60)
    assert len(stage.done) == 2


def test_it_may_stop_itself() -> None:
    stage = Stage(Scenario(name="one", steps=steps((0.0, "a"), (0.0, "b"))))

    def run(command: dict[str, Any]) -> dict[str, Any]:
        stage.player.stop()
        return stage.run(command)

    stage.player.play("one", run)
    assert stage.done == [(0.0, "a")]


def test_a_list_is_gone_through_from_time_to_time() -> None:
    stage = Stage(
        Scenario(name="one", steps=(Step(0.0, {"do": "call", "from": ["1", "2"], "to": ["7", "8", "9"]}),), every=10.0)
    )
    stage.player.play("one", stage.run)
    stage.wait(30)
    assert [done for _, done in stage.done] == [
        ("call", "1", "7"), ("call", "2", "8"), ("call", "1", "9"), ("call", "2", "7"),
    ]  # fmt: skip


def test_what_was_not_possible_is_remembered_and_the_rest_goes_on() -> None:
    stage = Stage(Scenario(name="one", steps=steps((0.0, "fail"), (1.0, "b"))))
    stage.player.play("one", stage.run)
    stage.wait(1)
    assert list(stage.player.refused) == [{"scenario": "one", "at": 0.0, "do": "fail", "error": "no"}]
    assert stage.done[-1] == (1.0, "b")


def test_one_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        Stage().player.play("none", lambda command: {})
