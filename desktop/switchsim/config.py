"""A company out of TOML text."""

from __future__ import annotations

import functools
import tomllib
import types
import typing
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from desktop.csta.dialects import BY_NAME, HIPATH, Dialect
from desktop.csta.enumerations import EventCause, ForwardingType
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
)
from desktop.switchsim.faults import begin
from desktop.switchsim.people import seconds_of_day
from desktop.switchsim.quirks import QUIRK_NAMES, quirk_value
from desktop.switchsim.switch import Switch


class ConfigError(ValueError):
    """The file does not say what it should; the text names the place."""


def read_company(text: str, dialect: Dialect | None = None) -> Company:
    """Read a company.

    :param dialect: in place of the file's.
    :raises ConfigError: it is not TOML, or a table has an unknown key or a value of a wrong kind.
    """
    try:
        return _company(tomllib.loads(text), dialect)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML: {error}") from error


def _company(table: Mapping[str, Any], dialect: Dialect | None) -> Company:
    _check_keys(
        table,
        "the file",
        {"system", "limits", "times", "quirks", "outside_habits", "logins", "station", "group", "trunks", "outside"}
        | {"faults", "nodes", "scenario"},
    )
    system = dict(_table(table, "system"))
    members: dict[str, Any] = {
        name: _simple(system.pop(name), kind, f"system.{name}")
        for name, kind in (("name", str), ("trunk_code", str), ("show_trunk_code", bool), ("first_call_id", int),
                           ("stamp", str), ("version", str))
        if name in system
    }  # fmt: skip
    named = _dialect(system.pop("dialect", HIPATH.name))
    _check_keys(system, "system", set())
    dialect = dialect or named
    members["logins"] = logins_of(dialect)
    if "logins" in table:
        members["logins"] = {
            name: _simple(value, str, f"logins.{name}") for name, value in _table(table, "logins").items()
        }
    if "outside_habits" in table:
        members["outside_habits"] = _record(Habits, _table(table, "outside_habits"), "outside_habits")
    company = Company(
        dialect=dialect,
        stations=tuple(read_station(one, place) for one, place in _rows(table, "station")),
        groups=tuple(_record(Group, one, place) for one, place in _rows(table, "group")),
        outsiders=tuple(_record(Outsider, one, place) for one, place in _rows(table, "outside")),
        trunks=tuple(_texts(table.get("trunks", []), "trunks")),
        nodes={name: _simple(value, str, f"nodes.{name}") for name, value in _table(table, "nodes").items()},
        limits=_record(Limits, _table(table, "limits"), "limits"),
        times=_record(Times, _table(table, "times"), "times"),
        quirks=_quirks(_table(table, "quirks"), quirks_of(dialect)),
        faults=tuple(_faults(table.get("faults", {}))),
        scenarios=tuple(_scenario(one, place) for one, place in _rows(table, "scenario")),
        **members,
    )
    check(company)
    try:
        begin(Switch(company, datetime.fromisoformat("2000-01-01")))
    except ValueError as error:
        raise ConfigError(f"faults: {error}") from error
    return company


def check(company: Company) -> None:
    """Whether the parts of a company fit each other.

    :raises ConfigError: they do not.
    """
    _check_numbers(company)
    _check_names(company)
    _check_people(company)


def read_station(table: Mapping[str, Any], place: str) -> Station:
    """A station of the members of its table; ``place`` is what an error names.

    :raises ConfigError: a member is unknown, missing, or of a wrong kind.
    """
    plain = {name: value for name, value in table.items() if name != "forwarding"}
    forwarding = []
    for name, to in _table(table, "forwarding").items():
        if name not in ForwardingType.__members__:
            raise ConfigError(f"{place}.forwarding: {name} is none of {', '.join(ForwardingType.__members__)}")
        forwarding.append((ForwardingType[name], _simple(to, str, f"{place}.forwarding.{name}")))
    return _record(Station, plain, place, forwarding=tuple(forwarding))


def _dialect(name: Any) -> Dialect:
    if _simple(name, str, "system.dialect") not in BY_NAME:
        raise ConfigError(f"system.dialect: {name} is none of {', '.join(BY_NAME)}")
    return BY_NAME[name]


def _quirks(table: Mapping[str, Any], usual: Quirks) -> Quirks:
    _check_keys(table, "quirks", set(QUIRK_NAMES))
    try:
        return replace(usual, **{name: quirk_value(name, value) for name, value in table.items()})
    except ValueError as error:
        raise ConfigError(f"quirks: {error}") from error


def _faults(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Faults as a list of names, or as a table of name = true, false or a table with the setting."""
    if isinstance(value, list):
        value = dict.fromkeys(_texts(value, "faults"), True)
    for name, setting in _as_table(value, "faults").items():
        yield name, {"on": setting} if isinstance(setting, bool) else _as_table(setting, f"faults.{name}")


def _scenario(table: Mapping[str, Any], place: str) -> Scenario:
    steps = []
    for number, row in enumerate(_list(table.get("steps", []), f"{place}.steps"), 1):
        at = f"{place}, step {number}"
        step = dict(_as_table(row, at))
        when = _simple(step.pop("at", 0.0), float, f"{at}: at")
        _simple(step.get("do"), str, f"{at}: do")
        steps.append(Step(when, step))
    plain = {name: value for name, value in table.items() if name != "steps"}
    return _record(Scenario, plain, place, steps=tuple(steps))


T = typing.TypeVar("T")


@functools.cache
def _hints(cls: Hashable) -> dict[str, Any]:
    """Finding them takes a millisecond, and a company may have thousands of stations."""
    return typing.get_type_hints(cls)


def _record(cls: type[T], table: Mapping[str, Any], place: str, **given: Any) -> T:
    """Make a frozen value of a table; -1 or false stands for "never" where a time may be None."""
    hints = _hints(typing.cast(Hashable, cls))
    names = [field.name for field in fields(cls) if field.name not in given]  # type: ignore[arg-type]
    _check_keys(table, place, set(names))
    members = {name: _value(table[name], hints[name], f"{place}.{name}") for name in names if name in table}
    try:
        return cls(**members, **given)
    except TypeError as error:
        raise ConfigError(f"{place}: {error}") from error


def _value(value: Any, hint: Any, place: str) -> Any:
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint, _as_table(value, place), place)
    if typing.get_origin(hint) is tuple:
        return tuple(_texts(value, place))
    if typing.get_origin(hint) is typing.Literal:
        if value not in typing.get_args(hint):
            raise ConfigError(f"{place} must be one of {', '.join(typing.get_args(hint))}, not {value!r}")
        return value
    if isinstance(hint, types.UnionType):
        if value is False:
            return None
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
    return _simple(value, hint, place)


def _simple(value: Any, kind: type, place: str) -> Any:
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or (isinstance(value, (int, float)) and value < 0):
        words = {str: "a text", bool: "true or false", int: "a whole number", float: "a number of seconds"}
        raise ConfigError(f"{place} must be {words[kind]}, not {value!r}")
    return value


def _texts(value: Any, place: str) -> list[str]:
    if not isinstance(value, list):
        raise ConfigError(f"{place} must be a list of texts")
    return [_simple(one, str, place) for one in value]


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise ConfigError(f"{place} must be a list")
    return value


def _as_table(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{place} must be a table")
    return value


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _as_table(table.get(name, {}), name)


def _rows(table: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], str]]:
    rows = table.get(name, [])
    if not isinstance(rows, list):
        raise ConfigError(f"{name} must be a list of tables: write [[{name}]]")
    return [
        (
            _as_table(row, name),
            f"{name} {row.get('number', position + 1) if isinstance(row, Mapping) else position + 1}",
        )
        for position, row in enumerate(rows)
    ]


def _check_keys(table: Mapping[str, Any], place: str, known: set[str]) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise ConfigError(f"{place}: {', '.join(unknown)} is not known here")


def _check_numbers(company: Company) -> None:
    numbers = [*(one.number for one in company.stations), *(one.number for one in company.groups), *company.trunks]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise ConfigError(f"used twice: {', '.join(twice)}")
    stations = {one.number for one in company.stations}
    for group in company.groups:
        unknown = sorted(set(group.members) - stations)
        if unknown:
            raise ConfigError(f"group {group.number}: {', '.join(unknown)} is no station")
    lines = [group for group in company.groups if group.kind == "mulap"]
    members = [member for line in lines for member in line.members]
    shared = sorted({member for member in members if members.count(member) > 1})
    if shared:
        raise ConfigError(f"in more than one mulap: {', '.join(shared)}")
    for line in lines:
        if not line.members:
            raise ConfigError(f"group {line.number}: a mulap needs members")


def _check_names(company: Company) -> None:
    """Names that something else in the file, or the standard, must know."""
    people = [("outside_habits", company.outside_habits)]
    people += [(f"station {one.number}.habits", one.habits) for one in company.stations]
    people += [(f"outside {one.number}.habits", one.habits) for one in company.outsiders]
    for place, habits in people:
        if habits.fails is not None and habits.fails not in EventCause.__members__:
            raise ConfigError(f"{place}.fails: {habits.fails} is no cause of an event")
    inside = {station.number for station in company.stations} | {group.number for group in company.groups}
    for group in company.groups:
        to = group.overflow_to
        if to is not None and to not in inside and not to.startswith(company.trunk_code):
            raise ConfigError(f"group {group.number}.overflow_to: {to} is nobody's number")
    for name in company.nodes:
        if company.logins and name not in company.logins:
            raise ConfigError(f"nodes.{name}: nobody logs in so")
    unused = sorted(set(company.nodes.values()) - {station.node for station in company.stations})
    if unused:
        raise ConfigError(f"nodes: no station hangs on {', '.join(unused)}")


def _check_people(company: Company) -> None:
    people = [(f"station {one.number}", one.habits) for one in company.stations]
    people += [(f"outside {one.number}", one.habits) for one in company.outsiders]
    for place, habits in people:
        if habits.busy_until is not None and seconds_of_day(habits.busy_until) is None:
            raise ConfigError(f'{place}.habits.busy_until must be a time of day such as "10:00"')
    names = [one.name for one in company.scenarios]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f"scenario: used twice: {', '.join(twice)}")
