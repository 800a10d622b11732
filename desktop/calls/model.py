"""The calls of one monitored device, kept from what the switch reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desktop.calls import joins
from desktop.calls.book import Asked, Book
from desktop.calls.device import after, device_of, unheard, with_call_back
from desktop.calls.parties import KIND, Who, digits_of, merge, place_of, put
from desktop.calls.past import Past
from desktop.calls.records import Action, Call, Changes, DeviceState
from desktop.calls.snapshots import Snapshot
from desktop.calls.table import BEGINNINGS, Whose
from desktop.calls.transitions import happen
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import CallEvent, Event
from desktop.csta.events.call_associated import CallInformation
from desktop.csta.events.call_control import Conferenced, Diverted, Transferred
from desktop.csta.events.maintenance import BackInService, DeviceCapabilityChanged, OutOfService, PartiallyInService
from desktop.csta.events.report import UnknownEvent
from desktop.csta.services.snapshots import SnapshotCallResult, SnapshotDeviceEntry
from desktop.csta.values import ConnectionID, ReportedDevice

_NULL = LocalConnectionState.null
_SERVICE = (OutOfService, BackInService, PartiallyInService)
"""Events after which a device's calls are to be looked at."""
_ENDING: frozenset[Action] = frozenset({"hangup", "reject", "deflect", "transfer", "reconnect", "park"})
"""What was asked matters for the outcome only where it ends a call."""


class Model:
    """The calls of one device, and the device's own state.

    Every method that takes something in returns what it changed. ``now`` is the time at this computer, aware.
    """

    def __init__(
        self,
        device: str,
        make_id: Callable[[], str],
        *,
        short_ring: timedelta = timedelta(),
        same_devices: frozenset[str] = frozenset(),
        trunks: frozenset[str] = frozenset(),
        internal: Callable[[str], bool] | None = None,
    ) -> None:
        """Begin without calls.

        :param make_id: makes ids for calls, never the same twice.
        :param short_ring: a call that rang for less is "short", not "missed".
        :param same_devices: further numbers that count as ours (group of a MULAP, controlling device).
        :param trunks: devices that are trunks.
        :param internal: whether a number is one of the switch's own; None: not known.
        """
        self._book = Book(device, make_id)
        self._who = Who(same_devices | {device}, set(trunks), internal)
        self._short_ring = short_ring
        self._past = Past(device, self._who, short_ring)
        self._device_state = DeviceState()

    @property
    def calls(self) -> tuple[Call, ...]:
        """The present calls, oldest first."""
        return self._book.calls

    @property
    def device_state(self) -> DeviceState:
        """What is known of the device itself."""
        return self._device_state

    def call(self, id: str) -> Call | None:
        """The present call with that id of ours."""
        return self._book.get(id)

    # --- events

    def apply(self, event: Event | UnknownEvent, now: datetime) -> Changes:
        """Take in one event of the device's monitor."""
        if isinstance(event, UnknownEvent):
            return Changes()
        self._book.begin(now, event)
        self._past.begin(now, event)
        device = None
        if isinstance(event, CallEvent):
            self._call_event(event)
        elif isinstance(event, CallInformation):
            self._information(event)
        else:
            device = self._device_event(event)
        calls = self._finish()
        return Changes(calls, self._called_back(calls) or device, self._book.doubt)

    def _finish(self) -> tuple[Call, ...]:
        """Close the step: of calls that are gone, what is known better now; of present ones, what changed."""
        calls = self._book.finish()
        better = self._past.finish(calls)
        for call in better:
            self._book.correct(call)
        return (*better, *calls)

    def _called_back(self, calls: tuple[Call, ...]) -> DeviceState | None:
        """A call back that is being made is ordered no more, whether or not the switch says so."""
        state = self._device_state
        for call in calls:
            if call.cause == "callBack":
                for number in (call.called, *(peer.number for peer in call.peers)):
                    state = with_call_back(state, number or "", False)
        return self._set(state)

    def _call_event(self, event: CallEvent) -> None:
        self._who.learn(event)
        joined = isinstance(event, Transferred | Conferenced)
        ids = joins.call_ids(self._who, event) if joined else (event.subject.call_id,)
        if event.subject.call_id is None:
            self._book.doubt = True
            return
        whose = self._who.whose(event)
        call = next((found for call_id in ids if (found := self._book.find(call_id)) is not None), None)
        if call is None and self._past.has_ended(event, ids):
            # Late, unless we are in that call once more. A snapshot can tell.
            self._book.doubt = event.local_connection_info not in (None, _NULL)
        elif call is not None or self._past.has(ids) or not self._is_no_news(event, whose, ids):
            happen(self._book, self._who, event, whose, call, self._short_ring)
        self._past.hear(event, whose, self._book)

    def _is_no_news(self, event: CallEvent, whose: Whose, ids: tuple[bytes | None, ...]) -> bool:
        """Whether an event of a call that is not present comes late, or tells of one that is not ours any more."""
        kind, info = KIND[type(event)], event.local_connection_info
        if info == _NULL and not (kind == "diverted" and whose == "mine"):
            return True
        call_id = event.subject.call_id
        assert call_id is not None, "asked for known ids only"
        begins = kind in BEGINNINGS and whose == "mine"
        if begins and self._book.has_begun_before(call_id, event):
            # The same words once more: late, or a new call that is the very image of the last. A snapshot can tell.
            self._book.doubt = True
            return True
        if begins or not any(one is not None and self._book.is_retired(one) for one in ids):
            return False
        if isinstance(event, Diverted) and whose == "mine":
            return not self._book.has_come_back(call_id, event)
        # Late, unless we are in that call once more (fetched back by pickup, say). A snapshot can tell.
        self._book.doubt = info is not None and info != _NULL
        return True

    def _information(self, event: CallInformation) -> None:
        """Something more became known about who calls."""
        call = self._book.find(event.connection.call_id)
        caller = self._who.party(event.calling_device)
        if call is None or call.direction == "out" or caller.number is None or self._who.is_own(caller.number):
            return
        index = place_of(call.peers, caller)
        if index is None and len(call.peers) == 1 and not call.talked:
            index = 0
        if index is not None:
            self._book.put(replace(call, peers=put(call.peers, index, merge(call.peers[index], caller))))

    # --- snapshots and requests

    def apply_snapshot(
        self, entries: Sequence[SnapshotDeviceEntry], details: Mapping[bytes, SnapshotCallResult], now: datetime
    ) -> Changes:
        """Take in a snapshot of the device; ``details``: snapshots of its calls, by call id, as far as there are any.

        A snapshot always wins. Calls that it does not list are gone, with outcome "unknown" unless there is evidence.
        """
        self._book.begin(now)
        self._past.begin(now)
        Snapshot(self._book, self._past, self._who, self._short_ring).apply(entries, details, now)
        return Changes(self._finish())

    def placed(
        self, connection: ConnectionID, number: str, now: datetime, *, consultation_of: str | None = None
    ) -> Changes:
        """Take in the result of MakeCall or ConsultationCall; the call's events may have come before it.

        :param number: what was dialled, without what follows a comma.
        :param consultation_of: id of the call that is on hold for it.
        """
        self._book.begin(now)
        call_id = connection.call_id
        if call_id is None:
            return Changes(snapshot=True)
        held = self._book.get(consultation_of) if consultation_of is not None else None
        call = self._book.find(call_id)
        dialled = replace(self._who.party(ReportedDevice.known(number)), device=None)
        if call is not None:
            self._book.put(
                replace(
                    call,
                    direction="out" if call.direction == "unknown" else call.direction,
                    called=call.called or number,
                    peers=call.peers or (dialled,),
                    consultation_of=call.consultation_of or (held.id if held is not None else None),
                )
            )
        elif not self._book.is_retired(call_id):
            call = self._book.new(
                call_id,
                connection if connection.device is not None else None,
                direction="out",
                called=number,
                peers=(dialled,),
                consultation_of=held.id if held is not None else None,
            )
            self._book.put(call)
        if held is not None:
            self._book.put(replace(held, consulting=False))
        return Changes(self._book.finish())

    def asked(self, action: Action, call_id: str, now: datetime, to: str | None = None) -> None:
        """Remember what the switch was asked for a call (``call_id`` is our id), for the call's outcome."""
        if action not in _ENDING:
            return
        joins = action == "transfer" and to is None
        for id in self._both(call_id) if joins else (call_id,):
            if self._book.get(id) is not None:
                self._book.asked[id] = Asked(action, to, now)

    def refused(self, action: Action, call_id: str) -> None:
        """Forget that again: the switch refused."""
        for id in self._both(call_id):
            asked = self._book.asked.get(id)
            if asked is not None and asked.action == action:
                del self._book.asked[id]

    def _both(self, id: str) -> tuple[str, ...]:
        """A call and its consultation, or the call that it is a consultation of."""
        call = self._book.get(id)
        others = [other.id for other in self._book.calls if other.consultation_of == id]
        if call is not None and call.consultation_of is not None:
            others.append(call.consultation_of)
        return (id, *others)

    # --- the link

    def link_lost(self, now: datetime) -> Changes:
        """From now on the calls are not current until each is heard of again, and what is switched is not known."""
        self._book.begin(now)
        self._past.link_lost()
        for call in self.calls:
            self._book.put(replace(call, current=False))
        return Changes(self._book.finish(), self._set(unheard(self._device_state)))

    def link_back(self) -> Changes:
        """The link is back and the calls are what they were; a snapshot says the same of those that it lists."""
        if not self.calls:
            return Changes()
        self._book.begin(self._book.now)
        for call in self.calls:
            self._book.put(replace(call, current=True))
        return Changes(self._book.finish())

    # --- the device itself

    def set_device(self, **known: Any) -> Changes:
        """Take in what was asked about the device: members of :class:`DeviceState` by their names."""
        return Changes(device=self._set(replace(self._device_state, **known)))

    def call_back_ordered(self, target: str, on: bool) -> Changes:
        """Take in that a call back by ``target`` was ordered or given up; the event may have come before it."""
        return Changes(device=self._set(with_call_back(self._device_state, target, on)))

    def _set(self, state: DeviceState) -> DeviceState | None:
        changed = state != self._device_state
        self._device_state = state
        return state if changed else None

    def _device_event(self, event: Event) -> DeviceState | None:
        named = device_of(event)
        digits = digits_of(named) if isinstance(named, ReportedDevice) else None
        if digits is not None and not self._who.is_own(digits):
            return None
        changed = self._set(after(self._device_state, event))
        if isinstance(event, DeviceCapabilityChanged) or (changed is not None and isinstance(event, _SERVICE)):
            self._book.doubt = True
        return changed
