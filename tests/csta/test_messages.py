"""Message classes by name, imported when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop.csta.events.report import EVENTS, EventReport
from desktop.csta.messages import message_class, path_of
from desktop.csta.operations import OPERATIONS
from desktop.csta.services.call_control import MakeCall


def test_a_path_names_module_and_class() -> None:
    assert message_class("services.call_control.MakeCall") is MakeCall
    assert message_class("events.report.EventReport") is EventReport
    assert path_of(MakeCall) == "services.call_control.MakeCall"
    assert path_of(EventReport) == "events.report.EventReport"


def test_all_paths_of_the_tables_lead_there_and_back() -> None:
    paths = {f"events.{path}" for path in EVENTS.values()}
    for row in OPERATIONS:
        paths |= {row.argument_path} | ({row.result_path} if row.result_path else set())
    assert {path_of(message_class(path)) for path in paths} == paths


@pytest.mark.parametrize(
    ("path", "error"),
    [("services.call_control.NoSuchCall", AttributeError), ("services.no_such_module.MakeCall", ModuleNotFoundError)],
)
def test_a_path_that_leads_nowhere(path: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        message_class(path)


def test_messages_are_not_imported_before_they_are_needed() -> None:
    program = (
        "import sys; from desktop.csta import association, messages; kept = 'desktop.csta.services.capabilities';"
        "assert kept not in sys.modules;"
        "messages.message_class('services.capabilities.GetCSTAFeature'); assert kept in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
