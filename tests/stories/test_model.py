"""Random people do random things at the switch, under every quirk and fault, and the client is always right.

Client and simulator in one virtual-time world; after each step, and the comparison that follows where something may
have been lost (call-model rule 8), the client's calls, states, parties and offered actions equal the switch's truth
(``{"do": "state"}``), and each call that ended ended as it did. :mod:`tests.support.people` has the steps,
:mod:`tests.support.conditions` the table of conditions, :mod:`tests.support.judge` the judgement.

**Why not hypothesis' state machine:** what is to be run is given (each pair of conditions, seeds, 60 steps), a run's
share is drawn from the seed that the header shows, and a sequence must be one that can be pasted. Steps are plain data
already and name calls by place, so that any of them can be left out; then a shrinker is a dozen lines
(:func:`tests.support.trial.shrink`), and its result is a row for tests/stories/test_regressions.py. Hypothesis would
draw other sequences than the seed says, and each of its thousands of shrinking attempts would be a world of its own.

An ordinary run takes one share of :data:`SHARES`, which the seed in the header chooses: it is the date, so that any
month takes all of them; ``--long`` takes all.
"""

from __future__ import annotations

from dataclasses import fields
from random import Random

import pytest

from desktop.switchsim import Simulator
from desktop.switchsim.company import Quirks
from desktop.switchsim.faults import FAULTS
from tests.support.chance import Chance
from tests.support.conditions import CONDITIONS, PAIRS
from tests.support.defects import DEFECTS
from tests.support.people import company
from tests.support.trial import attempt, sequence, shrink
from tests.support.virtualtime import VirtualTimeLoop
from tests.support.world import MORNING

SEEDS = 3
"""Runs of each pair."""
SHARDS = 60
SHARES = 20
"""Of all cases; a date as a number, 20261126, has the day of the month as its remainder, or that less twenty."""
CASES = tuple((names, seed) for names in PAIRS for seed in range(SEEDS))


def cases(chance: Chance, shard: int) -> list[tuple[tuple[str, ...], int]]:
    """The cases of one of the parts that a run's cases are dealt to."""
    if chance.long:
        return list(CASES[shard::SHARDS])
    return list(CASES[chance.seed % SHARES :: SHARES][shard::SHARDS])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_client_shows_what_is_true(shard: int, chance: Chance) -> None:
    for names, seed in cases(chance, shard):
        done, wrong = attempt(names, Random(f"{chance.seed} {seed} {names}"))
        if wrong is not None:
            least = sequence(names, shrink(names, done))
            pytest.fail(f"{wrong}\nwith the least that shows it:\n{least}", pytrace=False)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    defect = DEFECTS[name]
    defect.plant(monkeypatch)
    for seed in range(defect.within):
        try:
            _, wrong = attempt(defect.conditions, Random(f"{seed} {name}"))
        except AssertionError:  # the client itself has noticed
            return
        if wrong is not None:
            return
    pytest.fail(f"not found within {defect.within} runs")


@pytest.mark.parametrize("name", CONDITIONS)
def test_conditions_are_those_of_the_simulator(name: str, virtual_loop: VirtualTimeLoop) -> None:
    simulator = Simulator(company(), start=MORNING.replace(tzinfo=None), clock="manual", loop=virtual_loop)
    for strike in CONDITIONS[name].strikes:
        reply = simulator.command({"do": "fault", **strike})
        assert reply["ok"], f"{reply}: its ways belong into FAULT_WAYS"


def test_every_quirk_and_fault_is_tried() -> None:
    assert {one.subject for one in CONDITIONS.values()} == {one.name for one in fields(Quirks)} | set(FAULTS)
