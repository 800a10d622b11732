"""Stations that are added and removed while the switch runs; who registered for it hears of it."""

from __future__ import annotations

from dataclasses import replace

from desktop.switchsim import agents, permits, waiting
from desktop.switchsim.company import Company, Group, Station
from desktop.switchsim.config import check
from desktop.switchsim.maintenance import end_calls
from desktop.switchsim.model import ACTIVE, Phone
from desktop.switchsim.switch import Switch


def add(switch: Switch, station: Station) -> None:
    """Add a station.

    :raises ConfigError: its number is taken, or it says what makes no sense; nothing has changed.
    """
    company = replace(switch.company, stations=(*switch.company.stations, station))
    check(company)
    switch.company = company
    number = station.number
    switch.phones[number] = phone = Phone.of(station)
    if phone.agent != "loggedOff":
        phone.agent_since = switch.now
        switch.agents[number] = None
    switch.people.arrives(number)
    switch.tell_devices(_entitled(switch, number))


def remove(switch: Switch, number: str) -> None:
    """Remove a station, or a telephone of a MULAP: calls, call backs, an agent and monitors end with it, in this order.

    Groups lose it as a member; what is forwarded to it finds nobody.

    :raises KeyError: there is no such station in the company.
    :raises ConfigError: something else needs it; nothing has changed.
    """
    company = _without(switch.company, number)
    check(company)
    entitled = _entitled(switch, number)
    for call in switch.calls.values():
        if call.transferred_by == number:
            call.transferred_by = None
    if number in switch.lines:
        _leave_line(switch, number, company)
        return
    end_calls(switch, number)
    if switch.phones[number].agent != "loggedOff":
        agents.follow(switch, number)  # its call is over, so it is busy no more
        agents.set_agent(switch, number, "loggedOff")
    waiting.drop_call_backs(switch, number)
    _take(switch, company)
    del switch.phones[number]
    for monitor in switch.reporter.of(number):
        switch.stop_monitor(monitor)
    switch.tell_devices(entitled)


def _leave_line(switch: Switch, number: str, company: Company) -> None:
    """Take a telephone of a MULAP away; the call that it has on the line ends."""
    present = [leg for leg in switch.legs(number) if leg.state in ACTIVE and leg.at == number]
    for leg in present:
        switch.clear(leg)
    _take(switch, company)
    del switch.lines[number]


def _entitled(switch: Switch, number: str) -> list[int]:
    """The links that may see a station."""
    return [link.id for link in switch.chosen(None) if permits.may_see(switch, link.id, number)]


def _without(company: Company, number: str) -> Company:
    stations = tuple(one for one in company.stations if one.number != number)
    if len(stations) == len(company.stations):
        raise KeyError(number)
    return replace(company, stations=stations, groups=tuple(_left(group, number) for group in company.groups))


def _left(group: Group, number: str) -> Group:
    return replace(group, members=tuple(member for member in group.members if member != number))


def _take(switch: Switch, company: Company) -> None:
    switch.company = company
    switch.groups.update({group.number: group for group in company.groups if group.number in switch.groups})
