"""What monitors hear: events built for each monitored party, filtered, and with the switch's habits on top."""

from __future__ import annotations

import functools
from collections import UserDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any, cast

from desktop.csta.call_values import (
    CallLinkageData,
    CallLinkageDataList,
    GlobalCallData,
    GlobalCallLinkageID,
    ThreadData,
    ThreadLinkageID,
)
from desktop.csta.enumerations import EventCause
from desktop.csta.events.base import CallEvent, Event
from desktop.csta.events.call_control import Conferenced, Transferred
from desktop.csta.events.report import EventReport
from desktop.csta.values import (
    NOT_KNOWN,
    RESTRICTED,
    BitSet,
    ConnectionListEntry,
    DeviceID,
    Endpoint,
    Extensions,
    MonitorFilter,
    RedirectionDevice,
    ReportedDevice,
)
from desktop.switchsim.company import Quirks
from desktop.switchsim.model import Call, Leg, Party, State

CALL_CONTROL_BITS = (
    "callCleared",
    "conferenced",
    "connectionCleared",
    "delivered",
    "diverted",
    "established",
    "failed",
    "held",
    "networkReached",
    "originated",
    "queued",
    "retrieved",
    "serviceInitiated",
    "transferred",
    "digitsDialed",
    "bridged",
    "networkCapabilitiesChanged",
    "offered",
)
"""Filter bits of call control by their numbers, which are not the events' tags (module acse-user-information)."""

CALL_ASSOCIATED_BITS = (
    "callInformation",
    "charging",
    "digitsGeneratedEvent",
    "telephonyTonesGeneratedEvent",
    "serviceCompletionFailure",
)
PHYSICAL_BITS = (
    "buttonInformation",
    "buttonPress",
    "displayUpdated",
    "hookswitch",
    "lampMode",
    "messageWaiting",
    "microphoneGain",
    "microphoneMute",
    "ringerStatus",
    "speakerMute",
    "speakerVolume",
)
LOGICAL_BITS = (
    "agentBusy",
    "agentLoggedOn",
    "agentLoggedOff",
    "agentNotReady",
    "agentReady",
    "agentWorkingAfterCall",
    "autoAnswer",
    "autoWorkMode",
    "callBack",
    "callBackMessage",
    "callerIDStatus",
    "doNotDisturb",
    "forwarding",
    "routeingMode",
    "presenceState",
)
"""The other kinds' bits by their numbers, with the events' names (module status-reporting)."""

_BITS: dict[str, tuple[str, int]] = {
    **{name: ("call_control", bit) for bit, name in enumerate(CALL_CONTROL_BITS)},
    **{name: ("call_associated", bit) for bit, name in enumerate(CALL_ASSOCIATED_BITS)},
    **{name: ("physical_device_feature", bit) for bit, name in enumerate(PHYSICAL_BITS)},
    **{name: ("logical_device_feature", bit) for bit, name in enumerate(LOGICAL_BITS)},
    "backInService": ("maintenance", 0),
    "outOfService": ("maintenance", 1),
    "deviceCapabilityChanged": ("maintenance", 2),
    "privateEvent": ("private", 0),
}


@dataclass(eq=False, slots=True)
class Monitor:
    """One monitor of one link."""

    link: int
    cross_ref: bytes
    device: str
    filter: MonitorFilter

    def wants(self, name: str) -> bool:
        """Whether the filter lets an event through; a set bit suppresses."""
        member, bit = _BITS.get(name, ("private", -1))
        bits: BitSet | None = getattr(self.filter, member)
        return bits is None or bit not in bits


class Monitors(UserDict[bytes, Monitor]):
    """The monitors by their cross references, with those of a device at hand: every event looks for these."""

    def __init__(self) -> None:
        super().__init__()
        self._of: dict[str, dict[bytes, Monitor]] = {}

    def of(self, device: str) -> list[Monitor]:
        """The monitors of a device, oldest first."""
        return list(self._of.get(device, {}).values())

    def __setitem__(self, cross_ref: bytes, monitor: Monitor) -> None:
        super().__setitem__(cross_ref, monitor)
        self._of.setdefault(monitor.device, {})[cross_ref] = monitor

    def __delitem__(self, cross_ref: bytes) -> None:
        del self._of[self[cross_ref].device][cross_ref]
        super().__delitem__(cross_ref)


@dataclass(slots=True)
class EventFaults:
    """How often the next event of a name ("*": any) is lost, doubled, or swapped with the one after it."""

    lose: dict[str, int] = field(default_factory=dict)
    double: dict[str, int] = field(default_factory=dict)
    swap: dict[str, int] = field(default_factory=dict)
    all_lost: Callable[[], None] | None = None
    """Called once no more are to be lost."""

    def hits(self, table: dict[str, int], name: str) -> bool:
        """Use up one stroke of ``table``, if there is one for ``name``."""
        if not table:
            return False
        for key in (name, "*"):
            if table.get(key, 0) > 0:
                table[key] -= 1
                return True
        return False


class Reporter:
    """Keeps the monitors and tells them."""

    def __init__(self, quirks: Quirks, start: datetime, send: Callable[[Monitor, EventReport], None]) -> None:
        """:param start: local time at second 0; :param send: takes what goes to a link."""
        self.quirks = quirks
        self.now = 0.0
        self.monitors = Monitors()
        self.faults = EventFaults()
        self.name_of: Callable[[str], str | None] = lambda number: None
        """The name of a station in ASCII, empty where it has none; None: the number is no station's."""
        self._start = start
        self._send = send
        self._swapped: tuple[Monitor, EventReport] | None = None

    @property
    def clock(self) -> datetime:
        """The switch's own clock, local time in whole seconds."""
        return (self._start + timedelta(seconds=self.now)).replace(microsecond=0)

    def of(self, device: str) -> list[Monitor]:
        """The monitors of a device, oldest first."""
        return self.monitors.of(device)

    # what reports say

    def device(self, party: Party) -> ReportedDevice:
        """A party as events name it."""
        if party.number is not None:
            return ReportedDevice.known(self._named(party.number))
        hidden = party.trunk is not None and self.quirks.hidden_number == "restricted"
        return RESTRICTED if hidden else NOT_KNOWN

    def _named(self, number: str) -> str:
        name = self.name_of(number) if self.quirks.names_in_numbers else None
        return number if name is None else f"N<{number}>{name}"

    def subject(self, leg: Leg) -> ReportedDevice:
        """The device of a connection, where an event says who did it."""
        if leg.outside is not None and self.quirks.external_subject == "trunk":
            return ReportedDevice.known(leg.device)
        return self.device(leg.party)

    def parties(self, call: Call) -> dict[str, Any]:
        """The members that most events share: who calls whom, through which trunk, redirected by whom."""
        members: dict[str, Any] = {
            "calling_device": RESTRICTED
            if call.withheld is not None and call.calling.number == call.withheld
            else self.device(call.calling),
            "called_device": self.device(call.called),
            "last_redirection_device": RedirectionDevice(None, self.quirks.last_redirection)
            if call.redirected_from is None
            else RedirectionDevice(DeviceID(call.redirected_from)),
        }
        if self.quirks.network_information and call.network is not None:
            members["network_calling_device"], members["network_called_device"] = call.network
        for name, party in (("calling", call.calling), ("called", call.called)):
            if party.trunk is not None:
                members[f"associated_{name}_device"] = ReportedDevice.known(party.trunk)
        return members

    def entry(self, leg: Leg, old: Call | None) -> ConnectionListEntry:
        """What became of a party whose connection was in the call ``old``; None: a new party."""
        return ConnectionListEntry(
            new_connection=leg.id,
            old_connection=None if old is None else replace(leg.id, call_id=old.id),
            endpoint=Endpoint(None, "restricted") if leg.number is None else Endpoint(DeviceID(leg.number)),
            associated_nid=None if leg.outside is None else Endpoint(DeviceID(leg.device)),
        )

    # sending

    def call_event(
        self,
        call: Call,
        event: CallEvent,
        cause: EventCause,
        *,
        left: Iterable[Leg] = (),
        only: Leg | None = None,
        old: Call | None = None,
    ) -> None:
        """Tell every monitored party of ``call``, and those who have just ``left`` it, each with its own state.

        :param only: tell this party and nobody else; :param old: the call that ``call`` came out of.
        """
        legs = [only] if only is not None else [*left, *(leg for leg in call.legs if leg not in left)]
        kind = type(event)
        common = {name: getattr(event, name) for name in members_of(kind)}
        common |= {"cause": cause} | self._common(kind, call, old)
        told: set[str] = set()
        for leg in legs:
            if leg.device in told:
                continue
            told.add(leg.device)
            own = common | {"local_connection_info": leg.state if leg in call.legs else State.null}
            if leg.device == call.withheld and "calling_device" in own:
                own["calling_device"] = ReportedDevice.known(leg.device)
            self._tell(leg.device, kind(**own))

    def device_event(self, device: str, event: Event) -> None:
        """Tell the monitors of ``device``."""
        self._tell(device, replace(event, extensions=self._extensions()))

    def _common(self, kind: type[CallEvent], call: Call, old: Call | None) -> dict[str, Any]:
        common: dict[str, Any] = {"extensions": self._extensions(), "correlator_data": call.correlator_data}
        if self.quirks.call_linkage:
            new = _linkage(call.id, call.thread)
            if issubclass(kind, Conferenced | Transferred):
                before = call if old is None else old
                common["call_linkage_data_list"] = CallLinkageDataList(
                    new_call_linkage_data=new, old_call_linkage_data=_linkage(before.id, before.thread)
                )
            else:
                common["call_linkage_data"] = new
        return common

    def _extensions(self) -> Extensions | None:
        stamp = self.clock if self.quirks.time_stamps else None
        private = None if self.quirks.private_data is None else (self.quirks.private_data,)
        return None if stamp is None and private is None else Extensions(stamp, private)

    def _tell(self, device: str, event: Event) -> None:
        for monitor in self.of(device):
            report = EventReport(monitor.cross_ref, event)
            name = report.name
            if monitor.wants(name) and name not in self.quirks.disabled_events:
                self._through_faults(monitor, report, name)

    def _through_faults(self, monitor: Monitor, report: EventReport, name: str) -> None:
        faults = self.faults
        if faults.hits(faults.lose, name):
            told = faults.all_lost
            if told is not None and not any(faults.lose.values()):
                faults.all_lost = None
                told()
            return
        if self._swapped is None and faults.hits(faults.swap, name):
            self._swapped = (monitor, report)
            return
        self._send(monitor, report)
        if faults.hits(faults.double, name):
            self._send(monitor, report)
        if self._swapped is not None:
            late, self._swapped = self._swapped, None
            self._send(*late)


def members_of(kind: type[Any]) -> frozenset[str]:
    """The names of an event's members."""
    return _members_of(cast(Hashable, kind))


@functools.cache
def _members_of(kind: Hashable) -> frozenset[str]:
    assert isinstance(kind, type), "only classes have members"
    return frozenset(field.name for field in fields(kind))


@functools.lru_cache(256)
def _linkage(call_id: bytes, thread: bytes) -> CallLinkageData:
    """Linkage as HiPath fills it: 16 octets, the last two the call id; the thread is that of the first call."""
    call = GlobalCallLinkageID(globally_unique_call_linkage_id=call_id.rjust(16, b"\0"))
    first = ThreadLinkageID(globally_unique_thread_id=thread.rjust(16, b"\0"))
    return CallLinkageData(
        global_call_data=GlobalCallData(global_call_linkage_id=call), thread_data=ThreadData(thread_linkage_id=first)
    )
