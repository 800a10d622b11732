"""The user's station: hears the link, keeps the calls, tells those who listen."""

from __future__ import annotations

import asyncio
import itertools
import logging
import random
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.calls.actions import Pair, Situations, actions, situations, tells
from desktop.calls.model import Model
from desktop.calls.records import Action, Call, Changes
from desktop.csta.association import NotUnderstood, Reported
from desktop.csta.events.apparatus import SpeakerVolumeChanged
from desktop.csta.events.base import CallEvent
from desktop.csta.events.maintenance import DeviceCapabilityChanged
from desktop.csta.events.report import EventReport
from desktop.csta.explain import explain, text
from desktop.csta.services.snapshots import SnapshotCallResult, SnapshotDeviceEntry
from desktop.csta.values import ConnectionID
from desktop.csta.wording import words
from desktop.link.client import NoAnswer
from desktop.link.contract import LinkStatus, SessionConfig
from desktop.link.session import Session
from desktop.numbers import DialPlan, Tones
from desktop.sentences import Sentence
from desktop.station.call_features import CallFeatures
from desktop.station.device_features import DeviceFeatures
from desktop.station.inquiries import Feature, Inquiries
from desktop.station.lookup import Lookup, Names
from desktop.station.offers import Offers
from desktop.station.present import as_actions, call_view, device_view
from desktop.station.recording import save
from desktop.station.telephone import Telephone
from desktop.station.views import CallView, Change, DeviceView, DialPreview, EventView, LinkView, Suggestion

_log = logging.getLogger(__name__)

MOST_EVENTS = 2000
"""Events kept for the Events page."""
EXPECT_SECONDS = 2.0
"""A result whose event has not come after this long: the device is snapshotted (call-model rule 8)."""
MOST_GONE = 50
"""Ids of calls kept whose end may come before the result that began them."""


@dataclass(frozen=True, slots=True)
class StationConfig:
    """Which station, and how.

    :ivar controls: the device that dials, where it is not the monitored one (MULAP, team).
    :ivar reject_to: where a rejected call goes if the switch refuses to clear it; empty: nowhere.
    """

    device: str
    server: str
    controls: str = ""
    reject_to: str = ""
    resync_seconds: float = 30.0
    short_ring: timedelta = timedelta(0)


class Station(CallFeatures, DeviceFeatures, Telephone):
    """One's own station, and further monitored devices beside it.

    :param now: the wall clock, aware.
    :param rng: jitters the comparison with the switch.
    """

    def __init__(
        self,
        config: StationConfig,
        session: SessionConfig,
        plan: DialPlan,
        names: Names,
        *,
        now: Callable[[], datetime],
        rng: random.Random,
    ) -> None:
        super().__init__(self)
        self.config = config
        self.plan = plan
        self.now = now
        self.offers = Offers(reject_by_deflecting=bool(config.reject_to))
        self.session = Session(session, self, wall_clock=now, rng=rng)
        self._lookup = Lookup(plan, names, config.device, now)
        self._random = rng
        self._numbering = itertools.count(1)
        self._models = {device: self._model(device) for device in session.devices}
        self._inquiries = Inquiries(self.session, self.offers, self._models, self._changed, self._tell_offers)
        self._heard: dict[str, int] = {}
        self._views: dict[str, CallView] = {}
        self._listeners: list[Callable[[Change], None]] = []
        self._events: deque[EventView] = deque(maxlen=MOST_EVENTS)
        self._event_count = 0
        self._link = LinkView(
            "connecting" if session.host else "down",
            config.server,
            since=now(),
            code=None if session.host else "notSetUp",
            reason=None if session.host else Sentence("No telephone system is set up yet: choose it under Connection."),
        )
        self._resync: asyncio.TimerHandle | None = None
        self._expecting: dict[str, asyncio.TimerHandle] = {}
        self._tones: dict[str, Tones] = {}
        self._gone_ids: dict[tuple[str, bytes | None], str] = {}
        self._waiting: list[tuple[Callable[[], str | None], asyncio.Future[str]]] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def _model(self, device: str) -> Model:
        mine = frozenset({self.config.controls} - {""}) if device == self.config.device else frozenset()
        return Model(
            device,
            lambda: f"c{next(self._numbering)}",
            short_ring=self.config.short_ring,
            same_devices=mine,
            internal=self.plan.is_internal,
        )

    async def run(self) -> None:
        """Keep the station's link until cancelled, then close it in order."""
        try:
            await self.session.run()
        finally:
            self._stop_timers()

    # what there is

    @property
    def calls(self) -> tuple[CallView, ...]:
        """The present calls of every monitored device, oldest first."""
        return tuple(self._view(call) for call in self.all_calls())

    @property
    def device(self) -> DeviceView:
        """One's own station."""
        return self.device_view(self.config.device)

    @property
    def devices(self) -> tuple[DeviceView, ...]:
        """Every monitored device, one's own first."""
        return tuple(self.device_view(device) for device in self._models)

    @property
    def link(self) -> LinkView:
        """The link to the switch."""
        return self._link

    @property
    def events(self) -> tuple[EventView, ...]:
        """The newest events, oldest first."""
        return tuple(self._events)

    def device_view(self, device: str) -> DeviceView:
        """A monitored device; KeyError where it is not one."""
        return device_view(self._models[device].device_state, device, self._lookup.name(device))

    def all_calls(self) -> tuple[Call, ...]:
        """The call model's records of every monitored device."""
        return tuple(call for model in self._models.values() for call in model.calls)

    def is_monitored(self, device: str) -> bool:
        """Whether a device is one of :attr:`devices`."""
        return device in self._models

    def why_not(self, what: str) -> Sentence | None:
        """Why something is not offered at one's own station; ``what`` is a word of the control vocabulary."""
        return self.offers.reason(what, self.config.device)

    def find(self, call_id: str) -> Call | None:
        """The present call with our id ``call_id``."""
        return next((call for call in self.all_calls() if call.id == call_id), None)

    def model_of(self, device: str) -> Model:
        """The calls of one monitored device."""
        return self._models[device]

    def subscribe(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``callback`` with each change from now on; returns what ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def explain(self, event: EventView) -> str:
        """The decoded message as an indented tree, for people."""
        return text(explain(event.octets))

    async def save_events(self, events: Sequence[EventView], file: Path) -> None:
        """Write events into a file as a trace without secrets; in a thread, as disks may be slow.

        :raises Refusal: it cannot be written.
        """
        await asyncio.to_thread(save, events, file)

    def try_now(self) -> None:
        """Connect at once instead of waiting for the next try."""
        self.session.try_now()

    # the dial field, and names

    def shown(self, number: str) -> str:
        """A stored number as people read it."""
        return self._lookup.shown(number)

    def named(self, number: str) -> str:
        """The name that belongs to a number, stored or as reported, else the number as people read it."""
        return self._lookup.named(number)

    def company(self, number: str) -> str | None:
        """The company that a stored number belongs to; None for one's own company and where it is not known."""
        return self._lookup.company(number)

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Entries for the dial field, best first, at most eight."""
        return self._lookup.suggest(text)

    def preview(self, text: str) -> DialPreview:
        """What would really be dialled for ``text``."""
        return self._lookup.preview(text)

    # further devices

    async def monitor(self, device: str) -> None:
        """Monitor one more device; its calls and events are told like one's own.

        :raises RequestError: there is no link, or the switch refuses.
        """
        if device not in self._models:
            self._models[device] = self._model(device)
            try:
                await self.session.monitor(device)
            except BaseException:
                del self._models[device]
                raise
            self._inquiries.ask_device(device)

    async def unmonitor(self, device: str) -> None:
        """Stop monitoring a device that :meth:`monitor` added.

        :raises RequestError: as :meth:`~desktop.link.session.Session.unmonitor` does.
        """
        if device == self.config.device or device not in self._models:
            return
        try:
            await self.session.unmonitor(device)
        except NoAnswer:
            self._give_up(device)
            raise
        self._give_up(device)

    def _give_up(self, device: str) -> None:
        self._models.pop(device, None)
        self.offers.forget_device(device)

    async def snapshot(self, device: str | None = None) -> None:
        """Compare with the switch now, and wait until that is done."""
        for one in (device,) if device is not None else tuple(self._models):
            await self.session.compare(one)

    # for the commands

    def heard(self, device: str) -> int:
        """How many call events of a device have come so far."""
        return self._heard.get(device, 0)

    def expect_event(self, device: str, before: int) -> None:
        """A service was accepted: if no event of the device has come since ``before`` in a while, look."""
        if self.heard(device) == before and device not in self._expecting:
            self._expecting[device] = asyncio.get_running_loop().call_later(
                EXPECT_SECONDS, self._missed, device, before
            )

    def _missed(self, device: str, before: int) -> None:
        self._expecting.pop(device, None)
        if self.heard(device) == before:
            self.session.snapshot(device)

    def placed(
        self, device: str, connection: ConnectionID, digits: str, tones: Tones, consultation_of: str | None
    ) -> str:
        """A call of ours was accepted: returns our id of it; its tones are sent when it is connected."""
        model = self._models.get(device)
        if model is None:  # it is monitored no more
            return ""
        changes = model.placed(connection, digits, self.now(), consultation_of=consultation_of)
        self._changed(device, changes)
        call = next((call for call in model.calls if call.call_id == connection.call_id), None)
        stored = self.plan.stored(digits)
        if stored is not None:
            self._lookup.remember(stored, outgoing=True)
        if call is None:  # its end came before the result
            return self._gone_ids.get((device, connection.call_id), "")
        if tones:
            self._tones[call.id] = tones
            self._send_tones(call)
        return call.id

    async def until(self, condition: Callable[[], str | None], seconds: float) -> str | None:
        """Wait until ``condition`` says something, and return that; None after ``seconds``."""
        found = condition()
        if found is not None:
            return found
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        entry = (condition, future)
        self._waiting.append(entry)
        try:
            async with asyncio.timeout(seconds):
                return await future
        except TimeoutError:
            return None
        finally:
            self._waiting.remove(entry)

    def ask_features(self, device: str, *features: Feature) -> None:
        """Ask how ``features`` are switched at a device; answers come as device changes."""
        self._inquiries.ask_features(device, *features)

    def call_back_ordered(self, device: str, target: str, on: bool) -> None:
        """A call back of a device was accepted, or is given up; the event may have come before."""
        model = self._models.get(device)
        if model is not None:
            self._changed(device, model.call_back_ordered(target, on))

    def refused(self, device: str, operation: str, code: str) -> None:
        """A service was refused: what that says of the device is held against the next time."""
        if self.offers.refused(device, operation, code):
            self._tell_offers()

    def not_joined(self, action: Action, held_id: str, active_id: str, asked: Situations) -> None:
        """Two calls were not joined for their state: where they are as they were when it was asked, it is held against
        the next such calls.
        """
        held, active = self.find(held_id), self.find(active_id)
        if held is None or active is None:
            return
        pair = Pair(held, active)
        if tells(pair) and situations(pair) == asked and self.offers.not_joined(held.device, action, asked):
            self._tell_offers()

    # what the session tells

    def link_changed(self, status: LinkStatus) -> None:
        """Show the link's state; calls are not current without it."""
        _log.info(
            "link to %s: %s%s",
            self.config.server,
            status.state,
            f" ({status.trouble.code}: {status.trouble.sentence})" if status.trouble is not None else "",
        )
        before, was_ready = self._link, self._link.state == "ready"
        trouble = status.trouble
        since = self._link.since if self._link.state == status.state else self.now()
        if status.state == "connecting" and trouble is None:  # keep on showing why, while trying
            self._link = LinkView(status.state, self.config.server, self._link.reason, self._link.code, None, since)
        else:
            self._link = LinkView(
                status.state,
                self.config.server,
                None if trouble is None else trouble.sentence,
                None if trouble is None else trouble.code,
                status.retry_in,
                since,
                status.system,
            )
        if self._link != before:
            self._tell(self._link)
        if status.state == "ready" and not was_ready:
            self._inquiries.ask_everything()
            for device, model in self._models.items():
                self._changed(device, model.link_back())
        elif was_ready and status.state != "ready":
            for device, model in self._models.items():
                self._changed(device, model.link_lost(self.now()))

    def reported(self, device: str, message: Reported) -> None:
        """Apply an event and tell what it changed."""
        report: EventReport = message.report
        self._event_count += 1
        _log.debug("event %s at %s", report.name, device)
        event = EventView(
            self._event_count, self.now(), device, report.name, words(report.event, self.named), message.octets
        )
        self._events.append(event)
        self._tell(event)
        if isinstance(report.event, CallEvent):
            self._heard[device] = self.heard(device) + 1
        model = self._models.get(device)
        if isinstance(report.event, DeviceCapabilityChanged) and model is not None:
            self._inquiries.ask_offers(device)
        if isinstance(report.event, SpeakerVolumeChanged) and report.event.speaker_volume.vol_abs is None:
            self._inquiries.ask_features(device, "volume")  # a step louder or softer: from where, nobody says
        if model is not None and not hasattr(report.event, "octets"):
            self._changed(device, model.apply(report.event, self.now()))

    def snapshot_came(
        self,
        device: str,
        entries: tuple[SnapshotDeviceEntry, ...],
        details: Mapping[bytes, SnapshotCallResult],
    ) -> None:
        """Apply a snapshot: it wins over what was inferred."""
        model = self._models.get(device)
        if model is not None:
            self._changed(device, model.apply_snapshot(entries, details, self.now()))

    def capabilities_changed(self) -> None:
        """Ask what is offered now."""
        self._inquiries.ask_all_offers()

    def not_understood(self, device: str | None, message: NotUnderstood) -> None:
        """Show a message that could not be read among the events."""
        _log.info("not understood: %s", message.error.sentence)
        self._event_count += 1
        event = EventView(
            self._event_count,
            self.now(),
            device or self.config.device,
            "notUnderstood",
            message.error.sentence,
            message.octets,
        )
        self._events.append(event)
        self._tell(event)

    # inside

    def _changed(self, device: str, changes: Changes) -> None:
        for call in changes.calls:
            view = self._view(call)
            if self._views.get(call.id) == view:
                continue
            if view.state == "gone":
                self._views.pop(call.id, None)
                self._gone_ids[device, call.call_id] = call.id
                if len(self._gone_ids) > MOST_GONE:
                    del self._gone_ids[next(iter(self._gone_ids))]
                self._tones.pop(call.id, None)
                if view.direction == "in" and view.number is not None:
                    self._lookup.remember(view.number, outgoing=False)
            else:
                self._views[call.id] = view
            self._tell(view)
            self._send_tones(call)
        if changes.calls:
            self._tell_offers({call.id for call in changes.calls})
        if changes.device is not None:
            self._tell(self.device_view(device))
        if changes.snapshot:
            self.session.snapshot(device)
        self._plan_resync()
        for condition, future in tuple(self._waiting):
            found = condition()
            if found is not None and not future.done():
                future.set_result(found)

    def _tell_offers(self, told: AbstractSet[str] = frozenset()) -> None:
        """What one call does, or what is learnt of the switch, can change what is offered for the others."""
        for call in self.all_calls():
            view = self._view(call)
            if call.id not in told and self._views.get(call.id) not in (None, view):
                self._views[call.id] = view
                self._tell(view)

    def _view(self, call: Call) -> CallView:
        calls = self._models[call.device].calls
        allowed, blocked = actions(call, calls, self._link.state == "ready", self.offers.features(call.device))
        return call_view(call, self.plan, self._lookup.name, (as_actions(allowed), blocked))

    def _send_tones(self, call: Call) -> None:
        if call.id in self._tones and call.phase == "talking":
            tones = self._tones.pop(call.id)
            task = asyncio.get_running_loop().create_task(self._tones_of(call.id, tones))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tones_of(self, call_id: str, tones: Tones) -> None:
        """Send what followed the comma; a refusal shows on the phone's own line only."""
        from desktop.station.refusal import Refusal

        try:
            await self.dtmf(tones.reveal(), call_id)
        except Refusal:
            return

    def _plan_resync(self) -> None:
        """Rule 8: while there are calls, compare with the switch every so often.

        A planned comparison is not cancelled when the last call ends, it lapses: on Qt's loop a cancelled timer stays
        until it is due, and a storm of short calls would leave thousands.
        """
        busy = any(model.calls for model in self._models.values()) and self._link.state == "ready"
        if busy and self._resync is None:
            seconds = self.config.resync_seconds * self._random.uniform(0.9, 1.1)
            self._resync = asyncio.get_running_loop().call_later(seconds, self._resynchronise)

    def _resynchronise(self) -> None:
        self._resync = None
        for device, model in self._models.items():
            if model.calls:
                self.session.snapshot(device)
        self._plan_resync()

    def _stop_timers(self) -> None:
        for handle in (self._resync, *self._expecting.values()):
            if handle is not None:
                handle.cancel()
        self._resync = None
        self._expecting.clear()
        for task in self._tasks:
            task.cancel()

    def _tell(self, change: Change) -> None:
        for callback in tuple(self._listeners):
            callback(change)
