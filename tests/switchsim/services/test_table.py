"""The table of services: every service has its row, and each that acts does at every party what is written here."""

from __future__ import annotations

import inspect

import pytest

from desktop.csta import operations
from desktop.csta.failures import Failure
from desktop.csta.services.capability_lists import spelling
from desktop.csta.services.snapshots import SnapshotCall
from desktop.switchsim.faults import inject
from desktop.switchsim.services import SERVICES
from desktop.switchsim.services.capabilities import EVENTS
from tests.switchsim.acts import CALL_ACTS, Act
from tests.switchsim.feature_acts import FEATURE_ACTS
from tests.switchsim.office import STATIONS, Office
from tests.switchsim.queries import QUERIES
from tests.switchsim.truths import changes, facts

ACTS = CALL_ACTS + FEATURE_ACTS
MONITORED = (*STATIONS, "7801", "700")


def _prepared(act: Act) -> Office:
    office = Office(monitored=MONITORED, **act.quirks)
    act.before(office)
    office.forget()
    return office


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.service)
def test_what_comes_of_it(act: Act) -> None:
    office = _prepared(act)
    before = facts(office)
    answer = office.ask(act.ask(office))
    assert not isinstance(answer, Failure), answer
    assert office.order[0] == "result"
    assert {device: office.told(device) for device in MONITORED if office.told(device)} == {
        device: inspect.cleandoc(told).splitlines() for device, told in act.told.items()
    }
    assert changes(before, facts(office)) == inspect.cleandoc(act.changed).splitlines()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.service)
def test_nothing_comes_of_it_while_the_switch_is_disabled(act: Act) -> None:
    office = _prepared(act)
    asked = act.ask(office)
    inject(office.switch, "system_status", {"status": "disabled"})
    office.forget()
    before = facts(office)
    answer = office.ask(asked)
    if SERVICES[act.service].always:
        assert not isinstance(answer, Failure), answer
    else:
        assert office.code(answer) == "systemResource resourceOutOfService"
        assert facts(office) == before
    assert [name for name in office.order if name != "ask"] == ["result" if SERVICES[act.service].always else "refusal"]


def test_what_is_about_the_state_is_always_answered() -> None:
    assert {name for name, service in SERVICES.items() if service.always} == {
        *("requestSysStat", "systemRegister", "systemRegisterCancel", "systemStatus"),
    }


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.service)
def test_what_is_told_is_in_the_capabilities(act: Act) -> None:
    office = _prepared(act)
    office.ask(act.ask(office))
    known = {spelling(event) for event in EVENTS}
    assert {spelling(report.name.removesuffix("Event")) for _, report in office.reports} <= known


@pytest.mark.parametrize("name", QUERIES)
def test_queries_change_nothing_and_tell_nobody(name: str) -> None:
    office = Office(monitored=MONITORED)
    office.talk("100", "101")
    office.forget()
    before = facts(office)
    argument = QUERIES[name] or SnapshotCall(snapshot_object=office.connection("100"))
    assert operations.asked_by(type(argument)).name == name
    assert not isinstance(office.ask(argument), Failure)
    assert (office.reports, facts(office)) == ([], before)


def test_every_service_that_acts_is_shown() -> None:
    acting = {name for name, service in SERVICES.items() if service.acts}
    assert {act.service for act in ACTS} | set(QUERIES) == acting
    assert {act.service for act in ACTS} & set(QUERIES) == set()


def test_every_operation_that_is_answered_has_its_row() -> None:
    assert {one.name for one in operations.OPERATIONS if one.result is not None} == set(SERVICES)
    assert {name for name, service in SERVICES.items() if not service.acts} == {
        "sendMessage",
        "swFunctionCapsChanged",
        "swFunctionDevicesChanged",
    }


def test_needs_name_members_of_the_argument() -> None:
    for operation in operations.OPERATIONS:
        for need in SERVICES[operation.name].needs if operation.name in SERVICES else ():
            assert need.member in operation.argument.__dataclass_fields__, operation.name
