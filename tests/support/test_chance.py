"""Random tests: the same seed gives the same cases, and a failure tells the seed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.support.chance import Chance, todays_seed

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
TEST = """
def test_it(chance):
    assert chance.count(1000) == 0, chance.random("a").random()
"""


def test_an_ordinary_run_takes_a_share() -> None:
    assert [Chance(1, False).count(whole) for whole in (1_000_000, 10_000, 3)] == [50_000, 500, 1]
    assert Chance(1, True).count(10_000) == 10_000


def test_each_part_has_its_own_cases_and_each_seed_too() -> None:
    parts = {Chance(seed, False).random("name", part).random() for seed in (1, 2) for part in (1, 2)}
    assert len(parts) == 4
    assert Chance(1, True).random("name", 1).random() in parts


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with this suite's conftest and one random test that fails."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    names = "_silence, pytest_addoption, pytest_configure, pytest_report_header, pytest_runtest_makereport, chance"
    pytester.makeconftest(f"from tests.conftest import {names}\n")
    pytester.makepyfile(TEST)
    return pytester


def test_a_failure_tells_how_to_have_it_again(inner: pytest.Pytester) -> None:
    result = inner.runpytest_subprocess("--seed", "17")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["random tests: --seed 17, 5% of the cases*", "*AssertionError*0.*", "*again*"])
    assert str(result.stdout).count("--seed 17") >= 2


def test_without_a_seed_each_day_takes_another() -> None:
    assert (todays_seed(date(2026, 11, 9)), todays_seed(date(2026, 11, 26))) == (20261109, 20261126)


def test_without_a_seed_the_header_tells_the_day(inner: pytest.Pytester) -> None:
    lines = inner.runpytest_subprocess("--long").outlines
    said = next(line for line in lines if line.startswith("random tests: --seed"))
    seed = int(said.split("--seed ")[1].split(",")[0])
    assert 0 <= (datetime.now(UTC).date() - datetime.strptime(str(seed), "%Y%m%d").date()).days <= 1
    assert said.endswith("all cases")
