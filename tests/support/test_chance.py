"""Random tests: the same seed gives the same cases, and a failure tells the seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.chance import Chance

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


def test_without_a_seed_each_run_takes_another(inner: pytest.Pytester) -> None:
    said = [inner.runpytest_subprocess("--long").outlines for _ in range(2)]
    first, second = ([line for line in lines if line.startswith("random tests: --seed")] for lines in said)
    assert first[0] != second[0]
    assert first[0].endswith("all cases")
