"""Random tests: how many cases, and from which seed, so that whatever fails can be made to fail again.

The fixture ``chance`` gives one. An ordinary run takes a share of the cases, another one each day, so that two runs of
a day can be compared: the seed is the date, which pytest's header tells and every failure repeats. ``--seed N`` takes
another day's cases or any others, ``--long`` takes all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

SHARE = 0.05
"""What an ordinary run takes of the cases."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What the command line says about random tests."""

    seed: int
    long: bool

    def count(self, whole: int) -> int:
        """How many of ``whole`` cases this run takes."""
        return whole if self.long else max(1, round(whole * SHARE))

    def random(self, *part: object) -> Random:
        """A generator for one part of a test; the same part of the same seed is the same."""
        return Random(" ".join(map(str, (self.seed, *part))))

    def __str__(self) -> str:
        cases = "all cases" if self.long else f"{SHARE:.0%} of the cases (--long: all)"
        return f"random tests: --seed {self.seed}, {cases}"


def todays_seed(today: date) -> int:
    """The seed of a run that is given none, as 20261126."""
    return int(f"{today:%Y%m%d}")
