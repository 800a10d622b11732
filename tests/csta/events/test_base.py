"""What events have in common."""

from __future__ import annotations

import dataclasses

import pytest

from desktop.csta.events.base import CallEvent, Event, PartiesEvent
from desktop.csta.events.call_control import CallCleared, Delivered, Held
from desktop.csta.events.report import classes
from desktop.csta.schema import Schema
from desktop.csta.values import ConnectionID, ReportedDevice

CALL = ConnectionID.of(b"\xb1\x64", "100")


def names(kind: type) -> set[str]:
    return {field.metadata.get("asn1") or _camel(field.name) for field in dataclasses.fields(kind)} - {"other"}


def _camel(name: str) -> str:
    first, *more = name.split("_")
    return first + "".join(word.capitalize() for word in more)


def test_the_subject_is_the_connection_that_the_event_is_about() -> None:
    event = Delivered(connection=CALL, alerting_device=ReportedDevice.known("101"))
    assert event.subject is CALL
    assert event.subject_device == ReportedDevice.known("101")


def test_an_event_may_name_no_device() -> None:
    assert CallCleared(cleared_call=CALL).subject_device is None
    assert Held(held_connection=CALL).subject_device is None


@pytest.mark.parametrize("name", classes("callControlEvents"))
def test_what_is_in_a_base_class_is_in_every_event_of_it(schema: Schema, name: str) -> None:
    kind = classes("callControlEvents")[name]
    members = {member for member, *_ in schema.node(f"{name[0].upper()}{name[1:]}Event").members}
    bases = [base for base in (Event, CallEvent, PartiesEvent) if issubclass(kind, base)]
    missing = {member for base in bases for member in names(base)} - members
    assert missing == ({"localConnectionInfo"} if name == "callCleared" else set())
