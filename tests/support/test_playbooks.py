"""Playbooks: they are read as they are written, and what does not follow is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.csta.association import Association, Role, State
from tests.support import playbooks
from tests.support.octets import rows

TEXT = """
# for people
== the switch aborts
role computing, READY
>> "ABRT"
<< Abort 0 1
.. CLOSED

== nobody is there
role switching, IDLE
# and this too
-- report 1
!! LocalMisuse
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_reading(file: Path) -> None:
    first, second = playbooks.read(file)
    assert (first.title, first.role, first.start) == ("the switch aborts", "computing", State.READY)
    assert first.lines == (f">> {rows()['ABRT'].hex()}", "<< Abort 0 1", ".. CLOSED")
    assert second.lines == ("-- report 1", "!! LocalMisuse")
    assert all(book.play() == list(book.lines) for book in (first, second))


@pytest.mark.parametrize(("written", "instead"), [("<< Abort 0 1", "<< Abort 0 2"), (".. CLOSED", ""), ("!! ", "=> ")])
def test_what_does_not_follow_is_seen(file: Path, written: str, instead: str) -> None:
    file.write_text(TEXT.replace(written, instead), "utf-8")
    assert not all(book.play() == list(book.lines) for book in playbooks.read(file))


@pytest.mark.parametrize("role", ["computing", "switching"])
@pytest.mark.parametrize("state", State)
def test_bringing_an_end_to_a_state(role: Role, state: State) -> None:
    link = Association(role)
    playbooks.bring(link, state)
    assert (link.state, link.data_to_send()) == (state, b"")
