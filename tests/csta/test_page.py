"""The newcomer's page (the docstring of desktop.csta) says what is true: its octets are the call that it tells."""

from __future__ import annotations

import doctest
import importlib
import re
from pkgutil import iter_modules

from desktop import csta
from desktop.csta import apdus, operations
from desktop.csta.events.report import EventReport
from desktop.csta.schema import Schema

PAGE = csta.__doc__ or ""


def _octets() -> list[tuple[str, bytes]]:
    block = PAGE.split("(``>``")[1].split("In words")[0]
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if match := re.fullmatch(r"    ([<>] | {2})([0-9a-f]{2}(?: [0-9a-f]{2})*)", line):
            if match[1].strip():
                found.append((match[1].strip(), match[2]))
            else:
                way, before = found.pop()
                found.append((way, f"{before} {match[2]}"))
    return [(way, bytes.fromhex(text)) for way, text in found]


def _told(schema: Schema, octets: bytes) -> str:
    apdu = apdus.decode(schema, octets)
    assert isinstance(apdu, apdus.Invoke | apdus.ReturnResult)
    operation = operations.BY_CODE[apdu.opcode or 0]
    if isinstance(apdu, apdus.ReturnResult):
        assert operations.decode_result(schema, operation, apdu.value)
        return f"result {apdu.invoke_id} {operation.name}"
    argument = operations.decode_argument(schema, operation, apdu.argument)
    if isinstance(argument, EventReport):
        assert argument.cross_ref == b"\0\0"
        return f"event {argument.name}"
    return f"invoke {apdu.invoke_id} {operation.name}"


def test_the_octets_are_the_call_that_is_told(schema: Schema) -> None:
    assert [(way, _told(schema, octets)) for way, octets in _octets()] == [
        (">", "invoke 6 makeCall"),
        ("<", "result 6 makeCall"),
        ("<", "event originated"),
        ("<", "event delivered"),
        ("<", "event established"),
        (">", "invoke 7 clearConnection"),
        ("<", "result 7 clearConnection"),
        ("<", "event connectionCleared"),
    ]


def test_the_example_in_python_runs() -> None:
    failed, tried = doctest.testmod(csta)
    assert tried > 10
    assert not failed


def test_every_module_is_named() -> None:
    """But those that have a family: the enumerations, and small helpers of a module that is named."""
    modules = {module.name for module in iter_modules(csta.__path__)}
    unnamed = {name for name in modules if not re.search(rf"desktop\.csta\.{name}\b", PAGE)}
    families = {"call_enumerations", "enumerations", "errors", "feature_enumerations", "naming", "system_enumerations"}
    assert unnamed <= families
    assert all(importlib.import_module(f"desktop.csta.{name}").__doc__ for name in modules)
