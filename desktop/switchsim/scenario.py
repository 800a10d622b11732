"""What plays by itself: scenarios, whose steps are commands of the simulator at times of their own."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from desktop.switchsim.company import Scenario, Step
from desktop.switchsim.exchange import Exchange

Run = Callable[[dict[str, Any]], dict[str, Any]]
"""Carries a command out and returns the reply."""
_REMEMBERED = 100


class Player:
    """The scenarios of a company, by name, and which of them are playing."""

    def __init__(self, exchange: Exchange, scenarios: Iterable[Scenario]) -> None:
        self.scenarios = {scenario.name: scenario for scenario in scenarios}
        self.refused: deque[dict[str, Any]] = deque(maxlen=_REMEMBERED)
        """The last steps that could not be carried out: scenario, at (seconds), do, error."""
        self._exchange = exchange
        self._playing: dict[str, object] = {}
        self._played: Counter[str] = Counter()

    def begin(self, run: Run) -> None:
        """Let those begin, each at its time, that begin by themselves."""
        for scenario in self.scenarios.values():
            if scenario.begins is not None:
                self._playing[scenario.name] = turn = object()
                self._later(scenario.begins, scenario, turn, run)

    def playing(self, name: str) -> bool:
        """Whether a scenario plays, or waits to begin again."""
        return name in self._playing

    def play(self, name: str, run: Run) -> None:
        """Begin a scenario: its steps at second 0 are carried out at once; one that plays begins anew.

        :raises KeyError: there is none of this name.
        """
        scenario = self.scenarios[name]
        self._playing[name] = turn = object()
        self._play(scenario, turn, run)

    def stop(self, name: str | None = None) -> list[str]:
        """Stop a scenario, or all; what it has begun goes on. Returns the names of those that were playing."""
        stopped = [one for one in self._playing if name in (None, one)]
        for one in stopped:
            del self._playing[one]
        return stopped

    def _later(self, seconds: float, scenario: Scenario, turn: object, run: Run) -> None:
        at = self._exchange.now + seconds
        self._exchange.timers.set(at, lambda: self._play(scenario, turn, run), lambda: self._goes_on(scenario, turn))

    def _goes_on(self, scenario: Scenario, turn: object) -> bool:
        return self._playing.get(scenario.name) is turn

    def _play(self, scenario: Scenario, turn: object, run: Run) -> None:
        timers, now = self._exchange.timers, self._exchange.now
        number = self._played[scenario.name]
        self._played[scenario.name] += 1
        steps = sorted(scenario.steps, key=lambda step: step.at)
        for step in steps:
            if step.at > 0:
                timers.set(
                    now + step.at,
                    partial(self._step, scenario, step, number, run),
                    lambda: self._goes_on(scenario, turn),
                )
        last = steps[-1].at if steps else 0.0
        if scenario.every is not None:
            self._later(max(scenario.every, last, 1.0), scenario, turn, run)
        else:
            timers.set(now + last, lambda: self._end(scenario), lambda: self._goes_on(scenario, turn))
        for step in steps:
            if step.at <= 0 and self._goes_on(scenario, turn):
                self._step(scenario, step, number, run)

    def _end(self, scenario: Scenario) -> None:
        del self._playing[scenario.name]

    def _step(self, scenario: Scenario, step: Step, number: int, run: Run) -> None:
        """Carry a step out; one that is not possible is only remembered: people may do other things meanwhile."""
        command = {
            name: value[number % len(value)] if isinstance(value, list) and value else value
            for name, value in step.command.items()
        }
        reply = run(command)
        if not reply["ok"]:
            self.refused.append(
                {"scenario": scenario.name, "at": step.at, "do": command.get("do"), "error": reply["error"]}
            )
