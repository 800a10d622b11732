"""An office of groups for tests: hunting groups of every kind, a UCD group, a line that two phones share."""

from __future__ import annotations

from typing import Any

from desktop.switchsim.company import Group, Station
from tests.switchsim.office import STATIONS, Office, company

GROUPS = (
    Group(number="701", members=("103", "104", "105"), next_after=10.0, queue=2, overflow_to="102", overflow_after=60),
    Group(number="702", kind="cyclic", members=("103", "104", "105"), next_after=10.0),
    Group(number="703", kind="all", members=("103", "104", "105"), queue=1),
    Group(number="704", kind="phones", members=("104", "105")),
    Group(number="790", kind="ucd", members=("104", "105"), next_after=10.0, queue=2, work_after_call=5.0),
    Group(number="180", kind="mulap", name="Boss", members=("110", "111")),
)
MONITORED = (*STATIONS, "701", "703", "790", "180", "7801")


def group_office(**more: Any) -> Office:
    """The office with these groups, all of it monitored; ``more``: quirks, and members of :class:`Office`."""
    stations = tuple(Station(number=number, pickup_group="office") for number in (*STATIONS, "110", "111"))
    base = more.pop("base", company(stations=stations, groups=GROUPS))
    return Office(base=base, monitored=more.pop("monitored", MONITORED), **more)
