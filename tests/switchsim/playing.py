"""What happens in a situation, as functions of the office: the words in which flows are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.switchsim.office import Office


def do(name: str, **arguments: Any) -> Callable[[Office], object]:
    """A command of the simulator that must succeed."""
    return lambda office: office.ok(name, **arguments)


def make(device: str, to: str, **more: Any) -> Callable[[Office], object]:
    """A station calls by MakeCall."""
    return lambda office: office.make_call(device, to, **more)


def talk(device: str, to: str) -> Callable[[Office], object]:
    """Two stations talk."""
    return lambda office: office.talk(device, to)


def then(*steps: Callable[[Office], object]) -> Callable[[Office], object]:
    """Several things, one after the other."""
    def play(office: Office) -> None:
        for step in steps:
            step(office)

    return play


def wait(seconds: float) -> Callable[[Office], object]:
    """Time passes, in seconds."""
    return lambda office: office.wait(seconds)
