"""Who works at the switch, as values: what is so where nobody says otherwise."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any

import pytest

from desktop.csta.dialects import BY_NAME, HIPATH, Dialect
from desktop.switchsim.company import (
    Company,
    Group,
    Habits,
    Limits,
    Outsider,
    Quirks,
    Scenario,
    Station,
    Step,
    Times,
    logins_of,
    quirks_of,
    small_office,
)
from desktop.switchsim.config import check

VALUES: tuple[Any, ...] = (
    Habits(),
    Station(number="100"),
    Group(number="700", members=("100",)),
    Outsider(number="089"),
    Limits(),
    Times(),
    Quirks(),
    Scenario(name="callers"),
    Step(0.0, {"do": "state"}),
    Company(),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_cannot_be_changed(value: Any) -> None:
    name = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, name, "other")
    with pytest.raises((AttributeError, TypeError)):
        value.no_such_member = 1


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_is_so_by_default_is_of_its_kind(value: Any) -> None:
    hints = typing.get_type_hints(type(value))
    for field in dataclasses.fields(value):
        told, kind = getattr(value, field.name), hints[field.name]
        if typing.get_origin(kind) is typing.Literal:
            assert told in typing.get_args(kind), field.name
        elif isinstance(told, (int, float)) and not isinstance(told, bool):
            assert told >= 0, field.name


@pytest.mark.parametrize("kind", [Habits, Station, Group, Outsider, Limits, Times, Quirks, Scenario, Company])
def test_members_are_named_never_counted(kind: type) -> None:
    with pytest.raises(TypeError):
        kind("100")


@pytest.mark.parametrize(("kind", "given"), [(Station, {}), (Outsider, {}), (Group, {"number": "7"}), (Scenario, {})])
def test_what_has_no_name_is_nothing(kind: type, given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="missing"):
        kind(**given)


def test_nobody_does_anything_by_themselves_unless_it_is_said() -> None:
    nobody = Habits()
    lasting = {"holds_for", "transfers_after"}  # how long what was begun lasts
    for field in dataclasses.fields(nobody):
        assert field.name in lasting or getattr(nobody, field.name) in (None, False), field.name
    assert Outsider(number="089").habits == Company().outside_habits == Habits(answers_after=4.0)


def test_a_station_can_do_everything_and_nothing_is_set_at_it() -> None:
    station = Station(number="100")
    assert all((station.hands_free, station.remote_answer, station.call_waiting, station.monitorable))
    assert all((station.intrusion, station.in_service))
    assert not any((station.do_not_disturb, station.message_waiting, station.forwarding, station.pickup_group))


# dialects


@pytest.mark.parametrize("dialect", BY_NAME.values(), ids=lambda dialect: dialect.name)
def test_a_dialect_brings_its_habits(dialect: Dialect) -> None:
    quirks = quirks_of(dialect)
    assert (quirks.cross_ref_octets, quirks.call_ids, quirks.last_redirection) == (
        dialect.cross_ref_octets,
        dialect.call_ids,
        dialect.last_redirection,
    )
    others = {"cross_ref_octets", "call_ids", "last_redirection"}
    for field in dataclasses.fields(Quirks):
        assert field.name in others or getattr(quirks, field.name) == getattr(Quirks(), field.name), field.name
    assert bool(logins_of(dialect)) is dialect.authentication


def test_without_a_dialect_it_is_a_hipath() -> None:
    assert quirks_of(HIPATH) == Quirks() == Company().quirks
    assert Company().logins == logins_of(HIPATH) == {"AMHOST": "77777"}
    assert Company().dialect is HIPATH


def test_companies_share_nothing_that_could_be_changed() -> None:
    one, other = Company(), Company()
    assert one == other
    assert one.logins is not other.logins
    assert one.nodes is not other.nodes


# the office without a file


@pytest.mark.parametrize("dialect", BY_NAME.values(), ids=lambda dialect: dialect.name)
def test_the_small_office_is_one_of_every_dialect(dialect: Dialect) -> None:
    office = small_office(dialect)
    check(office)
    assert (office.dialect, office.quirks, office.logins) == (dialect, quirks_of(dialect), logins_of(dialect))


def test_in_the_small_office_everybody_answers_but_who_tries_it() -> None:
    office = small_office()
    answering = {station.number: station.habits.answers_after for station in office.stations}
    assert answering.pop("100") is None
    assert set(answering.values()) == {3.0}
    assert {station.pickup_group for station in office.stations} == {"office"}


def test_nobody_has_an_emergency_number() -> None:
    office = small_office()
    numbers = {*(one.number for one in office.stations), *(one.number for one in office.groups), *office.trunks}
    assert len(numbers) == 12 + 1 + 6
    assert not numbers & {"110", "112"}
    assert not any(number.startswith(office.trunk_code) for number in numbers)
