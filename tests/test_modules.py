"""One test module a source module, in the rooms whose own tests reach every branch (tests/support/reach.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.reach import ROOMS, ROOT, own_test, sources

WHOLE_ROOM = {
    "csta": {
        "test_editions.py",
        "test_every_event.py",
        "test_every_service.py",
        "test_fuzz.py",
        "test_hostile.py",
        "test_official.py",
        "test_page.py",
        "test_pdus.py",
        "test_witness.py",
    },
    "calls": {"test_properties.py"},
    "numbers": set[str](),
}
"""Test modules about all modules of a room together: they come beside the modules' own tests, never in their place."""


def present(room: str) -> set[Path]:
    return {path.relative_to(ROOT) for path in (ROOT / "tests" / room).rglob("test_*.py")}


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_has_its_test_module(room: str) -> None:
    assert {own_test(source) for source in sources(room)} - present(room) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_every_test_module_is_a_module_s_or_the_whole_room_s(room: str) -> None:
    others = present(room) - {own_test(source) for source in sources(room)}
    assert others - {Path("tests", room, name) for name in WHOLE_ROOM[room]} == set()
