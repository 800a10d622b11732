"""Transferred and Conferenced: parties are matched by the entries of the list, never by "the id changed".

An entry without an old connection is a new party, one without a new connection has left. The new call may be a third
one, or carry on the id of either old one.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.calls.outcomes import Ending
from desktop.calls.parties import Who, digits_of, entries_of, merge, nameless, place
from desktop.calls.records import Call, Party
from desktop.calls.step import STAYING, Step, cause_after
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import CallEvent
from desktop.csta.events.call_control import Conferenced, Transferred
from desktop.csta.values import ConnectionID, ConnectionListEntry, ReportedDevice


def call_ids(who: Who, event: CallEvent) -> tuple[bytes, ...]:
    """The call ids that an event names, those of the old calls first; where we left, only those."""
    if we_left(who, event):  # then the new call is none of ours, unless it has come back to us meanwhile
        return old_ids(event)
    return tuple(dict.fromkeys((*old_ids(event), *new_ids(event))))


def old_ids(event: CallEvent) -> tuple[bytes, ...]:
    """The ids of the calls that were joined."""
    old = (entry.old_connection for entry in entries_of(event))
    return _ids(event.subject, getattr(event, "secondary_old_call", None), *old)


def new_ids(event: CallEvent) -> tuple[bytes, ...]:
    """The ids of what they are now, which may be the same; none where the event does not list the parties."""
    return _ids(*(entry.new_connection for entry in entries_of(event)))


def ours(who: Who, event: CallEvent) -> tuple[bytes, ...]:
    """The ids of those calls that were joined in which we were: all, where we joined them; else as the list tells."""
    entries = entries_of(event)
    if not entries or who.is_own(digits_of(event.subject_device)):
        return old_ids(event)
    return _ids(*(entry.old_connection for entry in entries if _is_ours(who, entry)))


def _ids(*connections: ConnectionID | None) -> tuple[bytes, ...]:
    ids = (connection.call_id for connection in connections if connection is not None)
    return tuple(dict.fromkeys(call_id for call_id in ids if call_id is not None))


def join(step: Step, call: Call) -> None:
    """``call`` goes on with other parties, perhaps under another id; other calls of ours that joined it end."""
    found = (step.book.find(call_id) for call_id in call_ids(step.who, step.event))
    others = list({other.id: other for other in found if other is not None and other.id != call.id}.values())
    if we_left(step.who, step.event):
        if call.state == "alerting":  # nobody transfers a call that rings: this comes late, and the call is back
            step.book.doubt = True
            return
        to = _target(step, [call, *others])
        for leaving in (call, *others):
            step.book.end(leaving, Ending("transferred", to=to), step.cause)
        return
    pool = call.peers
    for other in others:
        pool = (*pool, *(peer for peer in other.peers if place(pool, peer.device, peer.trunk) is None))
        step.book.end(other, Ending("merged", into=call.id), step.cause)
    talked = call.talked or any(other.talked for other in others)  # who still rings in a conference has not talked
    conferenced = isinstance(step.event, Conferenced)
    call = step.book.renumber(call, _connection(step.who, step.event, call))
    peers = _parties(step, pool)
    listened_to = next((other.cause for other in others if other.cause in STAYING), None)
    state = step.reported or (
        "connected" if conferenced and call.state in ("initiated", "hold", "queued") else call.state
    )
    step.book.put(
        replace(
            call,
            peers=peers,
            state=state,
            talked=talked or (conferenced and state in ("connected", "hold")),
            consulting=False,
            left=frozenset(),
            cause=cause_after(step, replace(call, peers=peers), listened_to),
            current=True,
        )
    )


def join_unknown(step: Step) -> None:
    """Calls were joined that we did not know of; the snapshot will tell more."""
    call_id, reported = step.event.subject.call_id, step.reported
    assert call_id is not None, "events without a call id are not taken"
    if reported is not None:  # else we take no part, or nobody says so
        join(step, step.book.put(step.book.new(call_id, state=reported)))


def we_left(who: Who, event: CallEvent) -> bool:
    """Whether it was us who transferred the calls, so that we are in none of them any more."""
    if not isinstance(event, Transferred):
        return False
    if event.local_connection_info is not None:
        return event.local_connection_info == LocalConnectionState.null
    return who.is_own(digits_of(event.subject_device))


def _target(step: Step, calls: list[Call]) -> str | None:
    """Where we transferred to: as the event says; else whom the active call was with; else what was asked."""
    event = step.event
    to = step.who.party(getattr(event, "transferred_to_device", None)).number
    if to is not None:
        return to
    secondary = getattr(event, "secondary_old_call", None)
    active = next((call for call in calls if secondary is not None and call.call_id == secondary.call_id), None)
    if active is not None and active.peers:
        return active.peers[0].number
    asked = (step.book.asked_lately(call) for call in calls)
    return next((one.to for one in asked if one is not None and one.to is not None), None)


def _connection(who: Who, event: CallEvent, call: Call) -> ConnectionID:
    """Our connection from now on."""
    entries = entries_of(event)
    for entry in entries:
        if entry.new_connection is not None and entry.new_connection.call_id is not None and _is_ours(who, entry):
            return entry.new_connection
    named = (entry.new_connection.call_id for entry in entries if entry.new_connection is not None)
    new = next((call_id for call_id in named if call_id is not None), None)
    assert call.connection is not None, "a call in the book has one"
    return call.connection if new is None else replace(call.connection, call_id=new)


def _is_ours(who: Who, entry: ConnectionListEntry) -> bool:
    return any(one is not None and who.is_own(one.digits) for one in (entry.new_connection, entry.old_connection))


def _parties(step: Step, pool: tuple[Party, ...]) -> tuple[Party, ...]:
    who, event = step.who, step.event
    conferenced = isinstance(event, Conferenced)
    entries = [entry for entry in entries_of(event) if not _is_ours(who, entry)]
    staying = {digits for entry in entries if entry.new_connection is not None for digits in _named(entry)}
    leaving = {
        entry.old_connection.digits
        for entry in entries
        if entry.new_connection is None and entry.old_connection is not None
    }
    if not conferenced:
        leaving.add(digits_of(event.subject_device))
    leaving -= staying
    peers = [peer for peer in pool if not leaving & {peer.device, peer.trunk} - {None}]
    taken: set[int] = set()
    for entry in entries:
        if entry.new_connection is None:
            continue
        party = _party(who, entry)
        new = entry.new_connection.digits
        old = entry.old_connection.digits if entry.old_connection is not None else None
        free = [number for number in range(len(peers)) if number not in taken]
        found = place(tuple(peers[number] for number in free), new, party.device, old, party.trunk)
        index = None if found is None else free[found]
        if index is None and (old is not None or new is None):
            index = nameless(peers, taken)
        taken.add(_add(peers, party, index))
    if not entries:
        joined = who.party(getattr(event, "added_party" if conferenced else "transferred_to_device", None))
        if joined.number is not None and not who.is_own(joined.number):
            _add(peers, joined, place(tuple(peers), joined.device, joined.number))
    return tuple(_in_new_call(peer, conferenced) for peer in peers or [Party()])


def _named(entry: ConnectionListEntry) -> set[str]:
    named = (entry.new_connection, entry.old_connection, entry.endpoint, entry.associated_nid)
    return {one.digits for one in named if one is not None and one.digits is not None}


def _party(who: Who, entry: ConnectionListEntry) -> Party:
    """The party of an entry: its endpoint, reached through the associated interface or its connection's trunk."""
    named = (entry.new_connection, entry.old_connection)
    digits = next((one.digits for one in named if one is not None and one.digits is not None), None)
    connection = who.party(_reported(digits))
    endpoint = entry.endpoint
    interface = entry.associated_nid.digits if entry.associated_nid is not None else None
    told = connection if endpoint is None else who.party(ReportedDevice(endpoint.device, endpoint.status), interface)
    trunk = interface or told.trunk or connection.trunk
    return replace(
        told,
        device=connection.device or (None if trunk else told.device),
        trunk=trunk,
        external=True if trunk else told.external if told.external is not None else connection.external,
    )


def _reported(digits: str | None) -> ReportedDevice | None:
    return None if digits is None else ReportedDevice.known(digits)


def _add(peers: list[Party], party: Party, index: int | None) -> int:
    """Put what is told of a party where it is, or at the end; return where."""
    if index is None:
        peers.append(party)
        return len(peers) - 1
    peers[index] = merge(peers[index], party)
    return index


def _in_new_call(peer: Party, conferenced: bool) -> Party:
    if conferenced:
        return replace(peer, state="connected") if peer.state in (None, "hold", "gone") else peer
    return replace(peer, state=None) if peer.state == "gone" else peer
