"""What a snapshot tells: exactly the calls that there are. What it cannot tell (direction ...) stays unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.calls import outcomes
from desktop.calls.book import Book
from desktop.calls.outcomes import Evidence
from desktop.calls.parties import Who, digits_of, merge, nameless, place, place_of
from desktop.calls.past import Past
from desktop.calls.records import NOBODY, Call, Direction, Party, Place, State
from desktop.calls.step import reported_state
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.services.snapshots import SnapshotCallEntry, SnapshotCallResult, SnapshotDeviceEntry


class Snapshot:
    """Takes over one snapshot of the device, with what the snapshots of its calls tell beside it."""

    def __init__(self, book: Book, past: Past, who: Who, short_ring: timedelta) -> None:
        self._book = book
        self._past = past
        self._who = who
        self._short_ring = short_ring

    def apply(
        self, entries: Sequence[SnapshotDeviceEntry], details: Mapping[bytes, SnapshotCallResult], now: datetime
    ) -> None:
        """Make the present calls those of the snapshot."""
        listed: dict[bytes, SnapshotDeviceEntry] = {}
        for entry in entries:
            call_id = entry.connection_identifier.call_id
            # An idle device has an entry of its own, without a call id or with the state null.
            if call_id is None or self._is_null(entry):
                continue
            if call_id not in listed or self._who.is_own(entry.connection_identifier.digits):
                listed[call_id] = entry
        for call in self._book.calls:
            if call.call_id not in listed:
                self._end(call, now)
        for call_id, entry in listed.items():
            self._take(call_id, entry, details.get(call_id))
        self._past.compared()

    def _is_null(self, entry: SnapshotDeviceEntry) -> bool:
        state = entry.local_call_state
        return state is not None and state.local == LocalConnectionState.null

    def _end(self, call: Call, now: datetime) -> None:
        asked = self._book.asked_lately(call)
        evidence = Evidence(
            now, asked.action if asked else None, asked.to if asked else None, short_ring=self._short_ring
        )
        self._past.keep(call, self._book.end(call, outcomes.vanished(call, evidence)), asked)

    def _take(self, call_id: bytes, entry: SnapshotDeviceEntry, detail: SnapshotCallResult | None) -> None:
        reported = reported_state(entry.local_call_state.local) if entry.local_call_state is not None else None
        call = self._book.find(call_id)
        is_new = call is None
        # One that had ended here, and is back, is nobody's consultation.
        unheard = is_new and not self._book.is_retired(call_id)
        if call is None:
            connection = entry.connection_identifier
            call = self._book.new(call_id, connection if connection.device is not None else None, state="connected")
            call = replace(call, direction=self._direction(detail), called=self._called(detail))
        state = reported or call.state
        peers = self._from_details(call, detail) if detail is not None else None
        if peers is None:
            peers = self._from_entry(call, entry)
        reached = any(peer.state in ("connected", "hold") for peer in peers)
        rang_in = call.state == "alerting" and call.direction != "out"
        under_way = reached or any(peer.state in ("alerting", "queued") for peer in peers)
        in_vain = state in ("connected", "fail") and not under_way and call.failure is None
        self._book.put(
            replace(
                call,
                state=state,
                peers=peers,
                rang=call.rang or (state == "alerting" and call.direction != "out"),
                talked=call.talked or (state in ("connected", "hold") and (reached or rang_in)),
                # Nobody else in the call does not speak against a failure: whom we did not reach is not in it.
                failure=None if under_way else call.failure,
                # Who answered, while it rings here still, has not taken the call from us.
                answered_by=None if state == "alerting" else call.answered_by,
                left=frozenset(),
                unsure=call.unsure or is_new,
                untold=call.untold | _moves(call.peers, peers) | frozenset({NOBODY} if in_vain else ()),
                perhaps_consulted=call.perhaps_consulted or unheard,
                current=True,
            )
        )

    def _direction(self, detail: SnapshotCallResult | None) -> Direction:
        calling = digits_of(detail.calling_device) if detail is not None else None
        return "unknown" if calling is None else "out" if self._who.is_own(calling) else "in"

    def _called(self, detail: SnapshotCallResult | None) -> str | None:
        called = digits_of(detail.called_device) if detail is not None else None
        return None if called in self._who.trunks else called

    def _from_details(self, call: Call, detail: SnapshotCallResult) -> tuple[Party, ...] | None:
        """The parties as the call's own snapshot lists them; None where it comes in segments, later."""
        if detail.data.entries is None:
            return None
        calling = self._who.party(detail.calling_device, digits_of(detail.associated_calling_device))
        called = self._who.party(detail.called_device, digits_of(detail.associated_called_device))
        ends = [end for end in (calling, called) if not self._who.is_own(end.number)]
        interfaces = self._who.trunks | {end.trunk for end in ends if end.trunk is not None}
        peers = []
        taken: set[int] = set()
        for entry in detail.data.entries:
            connection = entry.call_identifier.digits if entry.call_identifier is not None else None
            if self._who.is_own(entry.device_on_call.digits) or self._who.is_own(connection):
                continue
            interface = connection if connection in interfaces or self._is_outside(entry, connection) else None
            party = self._who.party(entry.device_on_call, interface)
            end = next((one for one in ends if _same(one, party)), None)
            if end is not None:
                # The end's trunk is told as a device like any other, or the number of who is behind it as one.
                told = party if end.trunk is None else replace(party, device=None)
                party = end if party.number == end.trunk else merge(end, told)
            index = place(call.peers, party.device, party.trunk, party.number)
            if index is None or index in taken:
                index = nameless(call.peers, taken)
                if index is not None and end is called and call.peers[index].presentation == "restricted":
                    index = None  # who withholds their number is another
            if index is not None:
                taken.add(index)
                party = merge(replace(call.peers[index], state=None), party)
            state = entry.local_connection_state
            if state != LocalConnectionState.null:
                peers.append(replace(party, state=reported_state(state)))
        return tuple(peers) or tuple(_no_longer_there(peer, talked=call.talked) for peer in call.peers[:1])

    def _is_outside(self, entry: SnapshotCallEntry, connection: str | None) -> bool:
        """Whether a party is outside, so that its connection is that of a trunk, told nowhere else as one."""
        number, internal = entry.device_on_call.digits, self._who.internal
        if number is None:
            return connection is not None
        return connection != number and internal is not None and not internal(number)

    def _from_entry(self, call: Call, entry: SnapshotDeviceEntry) -> tuple[Party, ...]:
        """The parties that we know, in the state that the device's snapshot tells of a single other one."""
        peers = call.peers
        endpoint = self._who.party(entry.endpoint_device)
        if len(peers) <= 1 and endpoint.number is not None and not self._who.is_own(endpoint.number):
            index = place_of(peers, endpoint)
            peers = (endpoint if index is None else merge(peers[index], endpoint),)
        states = entry.local_call_state.states if entry.local_call_state is not None else ()
        if len(states) != 2 or len(peers) > 1:
            return peers
        far: State | None = "gone" if states[1] == LocalConnectionState.null else reported_state(states[1])
        party = peers[0] if peers else Party()
        # Before anybody was called the far end's null says that there is none yet, not that it left.
        if far == "gone" and not call.talked and party.state in (None, "gone"):
            return peers
        return (replace(party, state=far or party.state),)


def _moves(before: Sequence[Party], now: Sequence[Party]) -> frozenset[Place]:
    """Where a call waits, or rings at somebody else, and nobody has said so: who had it may have answered before."""
    rang = any(peer.state == "alerting" for peer in before)
    awaited = {peer.key for peer in before if peer.state in ("alerting", None)}
    waits = any(peer.state == "queued" for peer in before)
    return frozenset(
        (peer.key, peer.state)
        for peer in now
        if (peer.state == "queued" and not waits) or (peer.state == "alerting" and rang and peer.key not in awaited)
    )


def _no_longer_there(peer: Party, *, talked: bool) -> Party:
    """Who was to be reached, or was there last, and is not in the call now."""
    stays = peer.state in ("fail", "gone") or (peer.state is None and not talked)
    return peer if stays else replace(peer, state="gone")


def _same(one: Party, other: Party) -> bool:
    """Whether a device in the call (``other``) is the end ``one`` or the trunk that it is reached through."""
    if one.trunk is not None and one.trunk in (other.trunk, other.number):
        return True
    return one.number is not None and one.number == other.number
