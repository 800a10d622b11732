"""Every service on which the simulator acts is asked by the client, or the room says why nobody would miss it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import desktop.station
from desktop.csta.operations import OPERATIONS, Operation
from desktop.station.inquiries import _QUESTIONS
from desktop.switchsim.services import SERVICES

ROOT = Path(desktop.station.__file__).parent.parent
REASON = re.compile(r"^- ``(\w+)``: (\S.*)$", re.MULTILINE)


def made() -> Iterator[str]:
    """The names of all that station and link make, messages among them."""
    for room in ("station", "link"):
        for file in (ROOT / room).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield node.func.id


def asked() -> set[str]:
    """The services that the client asks, by the names of their operations."""
    names = {*made(), *(question.__name__ for question in _QUESTIONS.values())}
    return {operation.name for operation in OPERATIONS if _last(operation) in names}


def _last(operation: Operation) -> str:
    return operation.argument_path.rpartition(".")[2]


def test_each_service_that_acts_is_asked_or_has_its_reason() -> None:
    acts = {name for name, service in SERVICES.items() if service.acts}
    reasons = dict(REASON.findall(desktop.station.__doc__ or ""))
    assert reasons
    assert acts - asked() == set(reasons)


def test_what_is_asked_can_be_told_from_what_is_not() -> None:
    """Else the table would prove nothing: it is the messages that are made that count, not those that are matched."""
    assert {"answerCall", "getSpeakerMute", "setForwarding", "monitorStart", "requestSysStat"} <= asked()
    assert not {"systemStatus", "swFunctionCapsChanged", "escape"} & asked()
