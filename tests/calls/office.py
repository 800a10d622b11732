"""A switch's events as the standard writes them, and Anna's telephone 100 that they are about.

Events name connections as ``"c1/100"``: call id and device. Numbers: A 100, B 101, C 102, D 103; outside 0891234567
through the trunk 7806.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.calls.model import Model
from desktop.calls.records import Call, Changes
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.events.base import Event
from desktop.csta.events.call_control import (
    Bridged,
    CallCleared,
    Conferenced,
    ConnectionCleared,
    Delivered,
    DigitsDialed,
    Diverted,
    Established,
    Failed,
    Held,
    NetworkCapabilitiesChanged,
    NetworkReached,
    Offered,
    Originated,
    Queued,
    Retrieved,
    ServiceInitiated,
    Transferred,
)
from desktop.csta.services.snapshots import SnapshotCallData, SnapshotCallEntry, SnapshotCallResult, SnapshotDeviceEntry
from desktop.csta.values import (
    NOT_KNOWN,
    CallState,
    ConnectionID,
    ConnectionListEntry,
    DeviceID,
    Endpoint,
    RedirectionDevice,
    ReportedDevice,
)

A, B, C, D = "100", "101", "102", "103"
GROUP = "500"
OUTSIDE = "0891234567"
TRUNK = "7806"
START = datetime(2026, 11, 23, 14, 3, 7, tzinfo=UTC)


def call_id(name: str) -> bytes:
    """``c1`` is the octets 00 01."""
    return int(name[1:]).to_bytes(2)


def connection(text: str) -> ConnectionID:
    """``c1/100``; ``c1`` alone names the call only."""
    name, _, device = text.partition("/")
    return ConnectionID(call_id(name), DeviceID(device) if device else None)


def device(digits: str | ReportedDevice | None) -> ReportedDevice | None:
    """A device by its digits; None: the event does not have the member."""
    return ReportedDevice.known(digits) if isinstance(digits, str) else digits


def _common(info: str | None, cause: str | None) -> dict[str, Any]:
    return {
        "local_connection_info": None if info is None else LocalConnectionState[info],
        "cause": None if cause is None else EventCause[cause],
    }


def _ends(
    calling: str | ReportedDevice | None = None,
    called: str | ReportedDevice | None = None,
    last: str | None = None,
    trunk_in: str | None = None,
    trunk_out: str | None = None,
) -> dict[str, Any]:
    return {
        "calling_device": device(calling),
        "called_device": device(called),
        "last_redirection_device": RedirectionDevice(DeviceID(last)) if last else RedirectionDevice(None, "notKnown"),
        "associated_calling_device": device(trunk_in),
        "associated_called_device": device(trunk_out),
    }


def _subject(text: str, by: str | ReportedDevice | None) -> ReportedDevice | None:
    return device(by if by is not None else text.partition("/")[2] or None)


def service_initiated(at: str, info: str | None = "initiated", cause: str | None = "makeCall") -> Event:
    return ServiceInitiated(
        initiated_connection=connection(at), initiating_device=_subject(at, None), **_common(info, cause)
    )


def originated(
    at: str, called: str | None = None, info: str | None = "connected", cause: str | None = "newCall"
) -> Event:
    return Originated(
        originated_connection=connection(at),
        calling_device=_subject(at, None),
        called_device=device(called),
        **_common(info, cause),
    )


def delivered(
    at: str, info: str | None = "alerting", cause: str | None = "newCall", by: str | None = None, **ends: Any
) -> Event:
    return Delivered(
        connection=connection(at), alerting_device=_subject(at, by), **_ends(**ends), **_common(info, cause)
    )


def offered(at: str, info: str | None = "alerting", cause: str | None = "newCall", **ends: Any) -> Event:
    return Offered(
        offered_connection=connection(at), offered_device=_subject(at, None), **_ends(**ends), **_common(info, cause)
    )


def established(
    at: str, info: str | None = "connected", cause: str | None = "newCall", by: str | None = None, **ends: Any
) -> Event:
    return Established(
        established_connection=connection(at),
        answering_device=_subject(at, by),
        **_ends(**ends),
        **_common(info, cause),
    )


def cleared(
    at: str,
    info: str | None = "null",
    cause: str | None = "normalClearing",
    by: str | ReportedDevice | None = NOT_KNOWN,
) -> Event:
    return ConnectionCleared(dropped_connection=connection(at), releasing_device=device(by), **_common(info, cause))


def call_cleared(at: str, info: str | None = "null", cause: str | None = "normalClearing") -> Event:
    return CallCleared(cleared_call=connection(at), **_common(info, cause))


def held(at: str, info: str | None = "hold", cause: str | None = "normal") -> Event:
    return Held(held_connection=connection(at), holding_device=_subject(at, None), **_common(info, cause))


def retrieved(at: str, info: str | None = "connected", cause: str | None = "normal") -> Event:
    return Retrieved(retrieved_connection=connection(at), retrieving_device=_subject(at, None), **_common(info, cause))


def failed(at: str, cause: str | None, info: str | None = "connected", by: str | None = None, **ends: Any) -> Event:
    return Failed(
        failed_connection=connection(at), failing_device=_subject(at, by), **_ends(**ends), **_common(info, cause)
    )


def queued(at: str, info: str | None = "queued", cause: str | None = "campOn", **ends: Any) -> Event:
    return Queued(queued_connection=connection(at), queue=_subject(at, None), **_ends(**ends), **_common(info, cause))


def diverted(at: str, to: str | None, cause: str | None, info: str | None = "null", **ends: Any) -> Event:
    return Diverted(
        connection=connection(at),
        diverting_device=_subject(at, None),
        new_destination=device(to),
        **_ends(**ends),
        **_common(info, cause),
    )


def network_reached(at: str, interface: str | None = TRUNK, info: str | None = "connected", **ends: Any) -> Event:
    members = _ends(**ends)
    del members["associated_called_device"]
    return NetworkReached(
        outbound_connection=connection(at),
        network_interface_used=device(interface),
        **members,
        **_common(info, "newCall"),
    )


def digits_dialed(at: str, digits: str, info: str | None = "initiated") -> Event:
    return DigitsDialed(
        dialing_connection=connection(at),
        dialing_device=_subject(at, None),
        dialing_sequence=DeviceID(digits),
        **_common(info, "normal"),
    )


def bridged(at: str, info: str | None = "connected") -> Event:
    return Bridged(bridged_connection=connection(at), bridged_appearance=_subject(at, None), **_common(info, "normal"))


def capabilities_changed(at: str, info: str | None = "connected") -> Event:
    return NetworkCapabilitiesChanged(
        outbound_connection=connection(at), network_interface_used=device(TRUNK), **_common(info, "normal")
    )


def entry(
    new: str | None = None, old: str | None = None, endpoint: str | None = None, trunk: str | None = None
) -> ConnectionListEntry:
    """One party of joined calls: its new and its old connection, who it is, and the trunk it is reached through."""
    return ConnectionListEntry(
        new_connection=connection(new) if new else None,
        old_connection=connection(old) if old else None,
        endpoint=Endpoint(DeviceID(endpoint)) if endpoint else None,
        associated_nid=Endpoint(DeviceID(trunk)) if trunk else None,
    )


def transferred(
    primary: str,
    secondary: str | None,
    by: str | None,
    to: str | None,
    *entries: ConnectionListEntry,
    info: str | None = "null",
    cause: str | None = "transfer",
) -> Event:
    return Transferred(
        primary_old_call=connection(primary),
        secondary_old_call=connection(secondary) if secondary else None,
        transferring_device=device(by),
        transferred_to_device=device(to),
        transferred_connections=entries,
        **_common(info, cause),
    )


def conferenced(
    primary: str,
    secondary: str | None,
    by: str | None,
    added: str | None,
    *entries: ConnectionListEntry,
    info: str | None = "connected",
    cause: str | None = "conference",
) -> Event:
    return Conferenced(
        primary_old_call=connection(primary),
        secondary_old_call=connection(secondary) if secondary else None,
        conferencing_device=device(by),
        added_party=device(added),
        conference_connections=entries,
        **_common(info, cause),
    )


def listed(at: str | None, *states: str, endpoint: str | None = None) -> SnapshotDeviceEntry:
    """One entry of a snapshot of A: its connection, its state, then the states of others; None: the idle device."""
    where = ConnectionID(None, DeviceID(A)) if at is None else connection(at)
    state = CallState(states=tuple(LocalConnectionState[name] for name in states)) if states else None
    return SnapshotDeviceEntry(connection_identifier=where, local_call_state=state, endpoint_device=device(endpoint))


def in_call(
    name: str, parties: Mapping[str, str], calling: str | None = None, called: str | None = None, **trunks: str
) -> dict[bytes, SnapshotCallResult]:
    """The snapshot of a call: its devices and their states."""
    entries = tuple(
        SnapshotCallEntry(
            device_on_call=ReportedDevice.known(digits),
            call_identifier=connection(f"{name}/{digits}"),
            local_connection_state=LocalConnectionState[state],
        )
        for digits, state in parties.items()
    )
    return {
        call_id(name): SnapshotCallResult(
            data=SnapshotCallData(entries),
            calling_device=device(calling),
            called_device=device(called),
            associated_calling_device=device(trunks.get("trunk_in")),
            associated_called_device=device(trunks.get("trunk_out")),
        )
    }


class Office:
    """A telephone, its model, and a clock that goes on a second with each event."""

    def __init__(self, own: str = A, **options: Any) -> None:
        numbers = itertools.count(1)
        options.setdefault("internal", lambda digits: len(digits) <= 3)
        self.model = Model(own, lambda: f"id{next(numbers)}", **options)
        self.now = START
        self.changes: list[Changes] = []
        self.learnt: frozenset[str] = frozenset()

    def hear(self, *events: Any, every: float = 1) -> Changes:
        """Take in events; the changes of the last one."""
        for event in events:
            self.now += timedelta(seconds=every)
            self.changes.append(self.model.apply(event, self.now))
        return self.changes[-1] if self.changes else Changes()

    def see(self, *entries: SnapshotDeviceEntry, details: Mapping[bytes, SnapshotCallResult] | None = None) -> Changes:
        """Take in a snapshot."""
        self.now += timedelta(seconds=1)
        self.changes.append(self.model.apply_snapshot(entries, details or {}, self.now))
        return self.changes[-1]

    def place(self, at: str, number: str, consultation_of: str | None = None) -> Changes:
        """Take in the result of MakeCall or ConsultationCall."""
        self.now += timedelta(seconds=1)
        self.changes.append(self.model.placed(connection(at), number, self.now, consultation_of=consultation_of))
        return self.changes[-1]

    def ask(self, action: Any, call: Call, to: str | None = None) -> None:
        """The switch accepted a request."""
        self.model.asked(action, call.id, self.now, to)

    @property
    def call(self) -> Call:
        """The only present call."""
        (call,) = self.model.calls
        return call

    def by_name(self, name: str) -> Call:
        """The present call with the switch's id ``name``."""
        (call,) = (call for call in self.model.calls if call.call_id == call_id(name))
        return call

    @property
    def gone(self) -> list[Call]:
        """All calls that ended, in order."""
        return [call for changes in self.changes for call in changes.calls if call.state == "gone"]

    @property
    def asked_for_snapshot(self) -> bool:
        """Whether any event was not understood."""
        return any(changes.snapshot for changes in self.changes)

    @property
    def numbers(self) -> list[str | None]:
        """The numbers of the only call's other parties."""
        return [peer.number for peer in self.call.peers]


def incoming(name: str = "c1", caller: str = B, called: str = A, **more: Any) -> list[Event]:
    """An incoming call, ringing and answered."""
    ends = {"calling": caller, "called": called, **more}
    return [delivered(f"{name}/{A}", **ends), established(f"{name}/{A}", **ends)]


def outgoing(name: str = "c1", to: str = B) -> list[Event]:
    """An outgoing call, prompted, ringing and answered."""
    return [
        service_initiated(f"{name}/{A}"),
        originated(f"{name}/{A}", to),
        delivered(f"{name}/{to}", "connected", calling=A, called=to),
        established(f"{name}/{to}", calling=A, called=to),
    ]


def consultation(to: str = C) -> list[Event]:
    """c1 goes on hold; c2 is a consultation, answered."""
    return [
        held(f"c1/{A}", cause="consultation"),
        service_initiated(f"c2/{A}", cause="consultation"),
        originated(f"c2/{A}", to, cause="consultation"),
        delivered(f"c2/{to}", "connected", calling=A, called=to),
        established(f"c2/{to}", calling=A, called=to),
    ]
