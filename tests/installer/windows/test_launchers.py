"""Versions as Windows numbers them."""

from __future__ import annotations

import pytest

from installer.windows import launchers


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("2", (2, 0, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))]
)
def test_four_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert launchers.four(version) == numbers
