"""A room's own tests reach all of it, or file and lines are named; in a small checkout with our configuration."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support import reach

COMPLETE = """\
    from __future__ import annotations
    from typing import TYPE_CHECKING, Literal, Protocol, assert_never
    if TYPE_CHECKING:
        from pathlib import Path
    class Named(Protocol):
        def name(self, at: Path) -> str: ...
    def word(which: Literal["a", "b"]) -> int:
        match which:
            case "a":
                return 1
            case "b":
                return 2
            case _:
                assert_never(which)
"""
TESTED = """\
    from desktop.room.sub.whole import word
    def test_words():
        assert (word("a"), word("b")) == (1, 2)
"""
GAPS = """\
    def sign(number):
        if number < 0:
            return "minus"
        if number:
            number += 1
        return "plus"
    def left_out(number):  # pragma: no cover
        return number
    def drawn(number):
        return number
    def bypassed(number):
        if number:  # pragma: no branch
            number += 1
        return number
"""
TESTED_IN_PART = """\
    from hypothesis import given, strategies
    from desktop.room.gaps import bypassed, drawn, sign
    def test_sign():
        assert sign(1) == "plus"
        assert bypassed(1) == 2
    @given(strategies.integers())
    def test_drawn(number):
        assert drawn(number) == number
"""
BY_ANOTHER = """\
    from desktop.room.gaps import left_out, sign
    def test_whole_room():
        assert (sign(-1), sign(0), left_out(1)) == ("minus", "plus", 1)
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTEST_XDIST_AUTO_NUM_WORKERS", "1")  # a handful of tests is not worth more
    shutil.copy(reach.ROOT / "pyproject.toml", tmp_path)
    write(tmp_path, "desktop/__init__.py", "")
    write(tmp_path, "desktop/room/__init__.py", "")
    write(tmp_path, "desktop/room/sub/__init__.py", "")
    write(tmp_path, "desktop/room/sub/whole.py", COMPLETE)
    write(tmp_path, "tests/room/sub/test_whole.py", TESTED)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), "utf-8")


def test_modules_and_their_tests_mirror_each_other(checkout: Path) -> None:
    write(checkout, "desktop/room/gaps.py", GAPS)
    assert reach.sources("room", checkout) == [Path("desktop/room/gaps.py"), Path("desktop/room/sub/whole.py")]
    assert reach.own_test(Path("desktop/room/gaps.py")) == Path("tests/room/test_gaps.py")
    assert reach.own_test(Path("desktop/room/sub/whole.py")) == Path("tests/room/sub/test_whole.py")


def test_what_cannot_run_need_not_be_reached(checkout: Path) -> None:
    assert reach.check("room", checkout) is None


def test_what_no_test_means_is_named_with_its_lines(checkout: Path) -> None:
    write(checkout, "desktop/room/gaps.py", GAPS)
    write(checkout, "tests/room/test_gaps.py", TESTED_IN_PART)
    write(checkout, "tests/room/test_whole_room.py", BY_ANOTHER)
    write(checkout, "desktop/room/forgotten.py", "FORGOTTEN = True\n")
    lines = (reach.check("room", checkout) or "").splitlines()
    assert lines[0] == "room: its own tests fail, or do not reach"
    named = {line.split()[0]: line.split("%")[1].strip() for line in lines if line.startswith("desktop/")}
    assert named == {"desktop/room/gaps.py": "3, 4->6, 8, 10, 12->14", "desktop/room/forgotten.py": "1"}


def test_a_test_that_fails_is_told(checkout: Path) -> None:
    write(checkout, "tests/room/sub/test_whole.py", TESTED + '        assert word("a") == 7\n')
    said = reach.check("room", checkout) or ""
    assert said.startswith("room: its own tests fail")
    assert "FAILED tests/room/sub/test_whole.py::test_words" in said


def test_a_room_without_tests_is_told(checkout: Path) -> None:
    (checkout / "tests/room/sub/test_whole.py").unlink()
    assert reach.check("room", checkout) == "room: no module of desktop/room has a test module in tests/room"


def test_one_incomplete_room_is_a_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    said = {"csta": None, "calls": "calls: its own tests do not reach ...", "numbers": None}
    monkeypatch.setattr(reach, "check", said.__getitem__)
    assert reach.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "csta: every line and every branch",
        "calls: its own tests do not reach ...",
        "numbers: every line and every branch",
    ]
    assert reach.main(["csta", "numbers"]) == 0


def test_a_room_that_is_not_held_to_it_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        reach.main(["calls", "attic"])
    assert stopped.value.code == 2
    assert "attic" in capsys.readouterr().err
