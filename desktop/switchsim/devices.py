"""Who is at the switch, who is in which call, and the timers: what call processing stands on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import CallEvent
from desktop.csta.events.call_control import Diverted, ServiceInitiated
from desktop.csta.events.report import EventReport
from desktop.switchsim.company import Company, Outsider, Quirks, Station
from desktop.switchsim.features import CallBackOrder
from desktop.switchsim.model import ACTIVE, Call, Leg, Phone, State, Timers
from desktop.switchsim.reports import Monitor, Reporter, members_of


class Devices:
    """Who is there and who is in which call, without any call processing."""

    def __init__(self, company: Company, start: datetime, send: Callable[[Monitor, EventReport], None]) -> None:
        self.company = company
        self.reporter = Reporter(company.quirks, start, send)
        self.timers = Timers()
        self.lines = {member: line.number for line in company.groups if line.kind == "mulap" for member in line.members}
        """Member of a MULAP -> the line that it shows."""
        self.phones = {one.number: Phone.of(one) for one in stations_of(company) if one.number not in self.lines}
        self.reporter.name_of = self._name_of
        self.groups = {group.number: group for group in company.groups if group.kind != "mulap"}
        self.turns: dict[str, str] = {}
        """Group -> the member that rang last."""
        self.agents = {number: None for number, phone in self.phones.items() if phone.agent != "loggedOff"}
        """The stations where an agent is logged on."""
        self.trunks = dict.fromkeys(company.trunks, True)
        """Trunk -> in service."""
        self.outsiders = {outsider.number: outsider for outsider in company.outsiders}
        self.calls: dict[bytes, Call] = {}
        self.ended: deque[dict[str, Any]] = deque(maxlen=10_000)
        self.call_backs: list[CallBackOrder] = []
        self.noticed: Callable[[str, Leg], object] = lambda what, leg: None
        """Told of every connection that is answered ("answered") or ends (its outcome)."""
        self._by_device: dict[str, list[Leg]] = {}
        self._next_call_id = company.first_call_id

    @property
    def quirks(self) -> Quirks:
        """The habits in force; a fault command may change them while the switch runs."""
        return self.reporter.quirks

    @property
    def now(self) -> float:
        """Seconds since the switch was started."""
        return self.reporter.now

    # who is who

    def _name_of(self, number: str) -> str | None:
        phone = self.phones.get(number)
        return None if phone is None else phone.station.name.encode("ascii", "replace").decode()

    def line(self, number: str) -> str:
        """The line that a device has its calls on: its own, but for members of a MULAP."""
        return self.lines.get(number, number)

    def legs(self, device: str) -> list[Leg]:
        """The connections of a station, a trunk, a group's queue or a number outside, oldest first.

        A member of a MULAP has those of the line but for calls that another member's telephone has on it.
        """
        line = self.line(device)
        inside = line in self.phones  # somebody outside may have the same number
        found = [leg for leg in self._by_device.get(line, ()) if leg.outside is None or not inside]
        if device in self.lines and self.quirks.shared_line == "each":
            return [leg for leg in found if leg.state not in ACTIVE or leg.at == device]
        return found

    def telephones(self, line: str) -> list[str]:
        """The telephones of a device: itself, or the members of a MULAP."""
        return [member for member, shown in self.lines.items() if shown == line] or [line]

    def telephone(self, device: str, first: str = "") -> str:
        """The telephone that acts where a device is named: of a MULAP the first one that is free, else the first.

        :param first: comes before the others.
        """
        if device in self.lines:
            return device
        ones = self.telephones(device)
        ones = [first, *ones] if first in ones else ones
        return next((one for one in ones if self.talking(one) is None), ones[0])

    def engaged(self, number: str) -> bool:
        """Whether a caller finds none of a station's telephones free."""
        legs = self.legs(number)
        if number not in self.lines.values() or self.quirks.shared_line == "one":
            return bool(legs)
        full = len(legs) >= self.company.limits.calls_per_station
        return full or all(self.talking(one) is not None for one in self.telephones(number))

    def resolve(self, number: str) -> tuple[str, str] | None:
        """Tell what a dialled number stands for: ("station" | "group" | "outside", its number); None: nothing."""
        number = self.line(number)
        if number in self.phones:
            return "station", number
        if number in self.groups:
            return "group", number
        code = self.company.trunk_code
        if number.startswith(code) and len(number) > len(code) + 2 and number.isdigit():
            return "outside", number[len(code) :]
        if number in {"110", "112"}:
            return "outside", number
        return None

    def outsider(self, number: str) -> Outsider:
        """The person outside with this number (without the trunk code)."""
        return self.outsiders.get(number) or Outsider(number=number, habits=self.company.outside_habits)

    def shown(self, outside: str) -> str:
        """A number outside as events show it."""
        return self.company.trunk_code + outside if self.company.show_trunk_code else outside

    def free_trunk(self) -> str | None:
        """A trunk without a call, None when all are taken."""
        return next((trunk for trunk, works in self.trunks.items() if works and not self._by_device.get(trunk)), None)

    def talking(self, device: str) -> Leg | None:
        """The connection that a device has on the line: connected, initiated, or with a tone."""
        return next((leg for leg in self.legs(device) if leg.state in ACTIVE), None)

    # bookkeeping

    def new_call(self, thread: bytes | None = None) -> Call:
        """An empty call with an id of its own."""
        while (call_id := self._call_id()) in self.calls or not self._next_call_id:
            self._next_call_id = (self._next_call_id + 1) & 0xFFFF
        self._next_call_id = (self._next_call_id + 1) & 0xFFFF
        call = self.calls[call_id] = Call(call_id, thread or call_id)
        return call

    def _call_id(self) -> bytes:
        if self.quirks.call_ids == "ascii":
            return f"{self._next_call_id:04X}".encode()
        return self._next_call_id.to_bytes(2, "big")

    def station_leg(self, call: Call, number: str) -> Leg:
        """A station's connection, not yet in the call; ``number`` may be that of a telephone of a MULAP."""
        line = self.line(number)
        return Leg(call, line, line, None, self.phones[line].station.habits, at=self.telephone(number))

    def outside_leg(self, call: Call, outside: str, trunk: str, *, restricted: bool = False) -> Leg:
        """The connection of a party outside, not yet in the call."""
        shown = None if restricted else self.shown(outside)
        return Leg(call, trunk, shown, outside, self.outsider(outside).habits)

    def completes(self, digits: str) -> bool | None:
        """Whether these are a whole number (True), the beginning of one (False), or neither (None)."""
        if self.resolve(digits) is not None:
            return True
        known = (*self.phones, *self.lines, *self.groups, "110", "112")
        code = self.company.trunk_code
        outside = code.startswith(digits) or (digits.startswith(code) and digits.isdigit())
        return False if outside or any(number.startswith(digits) for number in known) else None

    def enter(self, leg: Leg, state: State) -> Leg:
        """Put a connection into its call."""
        leg.state = state
        leg.call.legs.append(leg)
        for key in {leg.device, leg.outside or leg.device}:
            self._by_device.setdefault(key, []).append(leg)
        return leg

    def leave(self, leg: Leg) -> None:
        """Take a connection out of its call; the call ends with its last one."""
        leg.state = State.null
        leg.call.legs.remove(leg)
        for key in {leg.device, leg.outside or leg.device}:
            self._by_device[key].remove(leg)
            if not self._by_device[key]:
                del self._by_device[key]
        if not leg.call.legs:
            self.calls.pop(leg.call.id, None)
        self.left(leg.device)

    def left(self, device: str) -> None:
        """A device has left a call; what waits for it may go on. Whoever knows of such things overrides this."""

    def move(self, leg: Leg, call: Call) -> None:
        """Put a connection into another call, as it stands."""
        old = leg.call
        old.legs.remove(leg)
        leg.call = call
        call.legs.append(leg)
        if not old.legs and old is not call:
            self.calls.pop(old.id, None)

    def record(self, leg: Leg, outcome: str, *, to: str | None = None, by: str | None = None) -> None:
        """Note how a call ended for a station."""
        if leg.device in self.phones:
            self.ended.append(
                {"call_id": leg.call.id.hex(), "device": leg.device, "outcome": outcome, "to": to, "by": by}
            )
        self.noticed(outcome, leg)

    def after(self, seconds: float | None, leg: Leg, action: Callable[[], object], *, any_state: bool = False) -> None:
        """Do something with a connection later, if it is still there and (unless ``any_state``) stands as now."""
        if seconds is None:
            return
        state = leg.state
        self.timers.set(
            self.now + seconds, action, lambda: not leg.gone if any_state else leg.state is state and not leg.gone
        )

    def tell(self, leg: Leg, kind: type[CallEvent], cause: EventCause, **how: Any) -> None:
        """Send the event about a connection to the parties of its call; members that all calls share are filled in."""
        named = members_of(kind)
        members = {name: value for name, value in self.reporter.parties(leg.call).items() if name in named}
        members |= {name: how.pop(name) for name in list(how) if name in named}
        if kind is ServiceInitiated:
            members.pop("called_device")  # HiPath says nothing of what will be dialled
        if kind is not Diverted:
            members[kind.DEVICE] = members.get(kind.DEVICE, self.reporter.subject(leg))
        self.reporter.call_event(leg.call, kind(**(members | {kind.SUBJECT: leg.id})), cause, **how)


def stations_of(company: Company) -> list[Station]:
    """The stations and, as one station each, the lines of MULAPs: with the habits of their first member."""
    by_number = {station.number: station for station in company.stations}
    lines = [
        replace(by_number[group.members[0]], number=group.number, name=group.name, monitorable=True)
        for group in company.groups
        if group.kind == "mulap"
    ]
    return [*company.stations, *lines]
