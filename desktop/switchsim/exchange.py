"""The exchange itself: sets calls up, rings, diverts, connects, holds and clears, and says so in events.

Whatever can be refused is refused by :class:`~desktop.switchsim.model.Refuse` before anything has changed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from desktop.csta.enumerations import EventCause
from desktop.csta.events.call_control import (
    ConnectionCleared,
    Delivered,
    Diverted,
    Established,
    Failed,
    Held,
    NetworkReached,
    Offered,
    Originated,
    Retrieved,
    ServiceInitiated,
)
from desktop.csta.failures import Failure, OperationError, StateError, SystemResourceError
from desktop.csta.values import RESTRICTED, ReportedDevice
from desktop.switchsim import distribution, forwarding, recalls
from desktop.switchsim.company import Habits
from desktop.switchsim.devices import Devices
from desktop.switchsim.model import WAITING, Call, Leg, Party, Phone, Refuse, State

_OUTSIDE_HANGS_UP_AFTER = 3.0


def refuse(value: OperationError | StateError | SystemResourceError) -> Refuse:
    """The refusal by one of the three usual categories."""
    if isinstance(value, OperationError):
        return Refuse(Failure.operation(value))
    if isinstance(value, StateError):
        return Refuse(Failure.state(value))
    return Refuse(Failure.system_resource(value))


class Exchange(Devices):
    """Call processing."""

    # setting up

    def originate(
        self,
        device: str,
        to: str | None,
        *,
        cause: EventCause,
        service: bool,
        prompt: bool = True,
        consultation_of: Leg | None = None,
    ) -> Leg:
        """Begin a call at a station: lifted by hand, or by a service with or without a prompt.

        :param device: a station, or a telephone of a MULAP; :param to: None: nothing dialled yet.
        """
        call = self.new_call(None if consultation_of is None else consultation_of.call.thread)
        leg = self.enter(self.station_leg(call, device), State.initiated)
        leg.dialled, leg.cause, leg.consultation_of = to, cause, consultation_of
        call.calling = leg.party
        if self.phones[leg.device].features.hides_number:
            call.withheld = leg.device
        hands_free = self.phones[leg.device].station.hands_free or consultation_of is not None
        if prompt or not hands_free:
            self.tell(leg, ServiceInitiated, cause, only=leg)
        if to is None:
            self.after(self.company.times.first_digit, leg, lambda: self._nothing_dialled(leg))
            return leg
        if hands_free or not service:
            self.go_on(leg)
        else:
            self.after(leg.habits.lifts_after, leg, lambda: self.go_on(leg))
            self.after(self.company.times.prompt, leg, lambda: self._prompt_unanswered(leg))
        return leg

    def go_on(self, leg: Leg) -> None:
        """The phone is lifted: dial."""
        to, leg.dialled, leg.digits = leg.dialled, None, ""
        if to is None:
            return
        call = leg.call
        leg.state = State.connected
        call.called = Party(to)
        self.phones[leg.device].features.last_dialled = to
        consulting = leg.consultation_of is not None
        self.tell(leg, Originated, EventCause.consultation if consulting else EventCause.newCall)
        self.after(leg.habits.gives_up_after, leg, lambda: None if leg.talked else self.clear(leg))
        self.route(call, to, EventCause.newCall)

    def _nothing_dialled(self, leg: Leg) -> None:
        if leg.dialled is None and not leg.digits:
            leg.state, leg.ended = State.fail, "failed"
            self.tell(leg, Failed, EventCause.reorderTone)
            self.after(leg.habits.hangs_up_after, leg, lambda: self.clear(leg))

    def _prompt_unanswered(self, leg: Leg) -> None:
        if self.quirks.prompt_unanswered == "clear":
            self.clear(leg, outcome="gave_up")
        else:
            leg.state, leg.ended = State.fail, "failed"
            self.tell(leg, Failed, EventCause.callNotAnswered)
            self.after(leg.habits.hangs_up_after, leg, lambda: self.clear(leg))

    def call_from_outside(
        self, number: str, to: str, *, restricted: bool | None = None, patience: float | None = None
    ) -> Leg:
        """Somebody outside dials one of our numbers.

        :raises Refuse: no trunk is free.
        """
        trunk = self.free_trunk()
        if trunk is None:
            raise refuse(SystemResourceError.networkBusy)
        person = self.outsider(number)
        call = self.new_call()
        hidden = person.restricted if restricted is None else restricted
        leg = self.enter(self.outside_leg(call, number, trunk, restricted=hidden), State.connected)
        call.calling, call.called = leg.party, Party(to)
        call.network = (RESTRICTED if hidden else ReportedDevice.known(number), ReportedDevice.known(to))
        wait = person.habits.gives_up_after if patience is None else patience
        self.after(wait, leg, lambda: None if leg.talked else self.clear(leg))
        self.route(call, to, EventCause.newCall)
        return leg

    # finding the way

    def route(self, call: Call, to: str, cause: EventCause) -> None:
        """Bring a call to a number: it rings there, goes on elsewhere, or fails."""
        found = self.resolve(to)
        if found is None:
            senseless = bool(set(to) - set("0123456789*#"))
            self.fail(call, to, EventCause.invalidNumberFormat if senseless else EventCause.destNotObtainable)
        elif found[0] == "outside":
            self._route_outside(call, found[1])
        elif found[0] == "group":
            distribution.enter(self, call, self.groups[to])
        else:
            self._route_station(call, self.phones[found[1]], cause)

    def _route_station(self, call: Call, phone: Phone, cause: EventCause) -> None:
        number = phone.station.number
        engaged = phone.station.habits.busy or self.engaged(number)
        if not phone.in_service:
            self.fail(call, number, EventCause.destOutOfOrder)
        elif any(leg.device == number for leg in call.legs):
            self.fail(call, number, EventCause.busy)  # nobody can be in a call twice
        elif (to := forwarding.target(phone, call, "immediate")) is not None:
            forwarding.unheard(self, call, number, to, EventCause.callForwardImmediate)
        elif phone.do_not_disturb:
            if (to := forwarding.target(phone, call, "do not disturb")) is not None:
                forwarding.unheard(self, call, number, to, EventCause.callForward)
            else:
                self.fail(call, number, EventCause.doNotDisturb)
        elif engaged and (to := forwarding.target(phone, call, "busy")) is not None:
            forwarding.unheard(self, call, number, to, EventCause.callForwardBusy)
        elif engaged and not self.takes_another(phone):
            self.fail(call, number, EventCause.busy)
        else:
            self.ring(call, number, cause)

    def takes_another(self, phone: Phone) -> bool:
        """Whether a station that is engaged lets one more caller ring."""
        legs = self.legs(phone.station.number)
        full = len(legs) >= self.company.limits.calls_per_station
        return phone.station.call_waiting and not phone.station.habits.busy and not full

    def _diverted(self, leg: Leg, to: str, cause: EventCause) -> None:
        """Say that the call goes on from ``leg``, which is in the call no more, to another number."""
        how: dict[str, Any] = {"left": (leg,)} if self.quirks.diverted_to_all else {"only": leg}
        self.tell(
            leg,
            Diverted,
            cause,
            diverting_device=self.reporter.subject(leg),
            new_destination=ReportedDevice.known(to),
            **how,
        )
        leg.call.redirected_from = leg.number
        leg.call.hops = (*leg.call.hops, leg.device)

    def divert(self, leg: Leg, to: str, cause: EventCause, outcome: str, *, by: str | None = None) -> None:
        """Send a ringing call on to another number."""
        call = leg.call
        self.withdraw(leg, to, cause, outcome, by=by)
        self.route(call, to, cause)

    def withdraw(self, leg: Leg, to: str, cause: EventCause, outcome: str, *, by: str | None = None) -> None:
        """Take a call that rings or waits away from a device, to bring it to ``to`` next."""
        call = leg.call
        if leg in call.legs:
            self.leave(leg)
            self.calls[call.id] = call
        self._diverted(leg, to, cause)
        back = leg.recalled and cause is not EventCause.callPickup
        self.record(leg, "talked" if back else outcome, to=to, by=by)

    def _route_outside(self, call: Call, number: str) -> None:
        trunk = self.free_trunk()
        if trunk is None:
            self.fail(call, self.shown(number), EventCause.trunksBusy)
            return
        leg = self.outside_leg(call, number, trunk)
        if call.redirected_from is None:
            call.called = leg.party
        self.enter(leg, State.alerting)
        leg.incoming = True
        self.tell(leg, NetworkReached, EventCause.newCall, network_interface_used=ReportedDevice.known(trunk))
        if self.company.times.network:
            self.after(self.company.times.network, leg, lambda: self._reached_outside(leg))
        else:
            self._reached_outside(leg)

    def _reached_outside(self, leg: Leg) -> None:
        cause = _cause_of_failing(leg.habits)
        if cause is not None:
            call = leg.call
            self.leave(leg)
            self.calls[call.id] = call
            self._failed(leg, cause)
            return
        if self.quirks.external_delivered:
            self.tell(leg, Delivered, EventCause.newCall)
        self._while_ringing(leg)

    def ring(self, call: Call, number: str, cause: EventCause, *, group: str | None = None) -> Leg:
        """Let a station ring."""
        leg = self.enter(self.station_leg(call, number), State.alerting)
        leg.incoming, leg.group = True, group
        self.alert(leg, cause)
        return leg

    def alert(self, leg: Leg, cause: EventCause) -> None:
        """Let a station ring that is in the call already; where the habit is so, the call is only offered first."""
        leg.state, leg.cause, leg.waits = State.alerting, cause, None
        leg.call.failed = None
        self.phones[leg.device].features.silenced = False
        if self.quirks.offered:
            leg.offered = True
            self.tell(leg, Offered, cause)
            self.after(self.company.times.offered, leg, lambda: self.accept(leg))
        else:
            self._deliver(leg)

    def accept(self, leg: Leg) -> None:
        """Take a call that is only offered, so that it rings; does nothing where it rings already."""
        if leg.offered:
            leg.offered = False
            self._deliver(leg)

    def _deliver(self, leg: Leg) -> None:
        if self._answers_unheard(leg):
            self.answer(leg)
            return
        self.tell(leg, Delivered, leg.cause)
        self._while_ringing(leg)

    def _while_ringing(self, leg: Leg) -> None:
        """Set what people and switch do while it rings."""
        times, call = self.company.times, leg.call
        self.after(leg.habits.answers_after, leg, lambda: self.answer(leg))
        self.after(leg.habits.rejects_after, leg, lambda: self.clear(leg))
        self.after(times.alerting, leg, lambda: self._rang_too_long(leg))
        if call.transferred_by is not None:
            recalls.unanswered_later(self, leg)
        if leg.outside is not None:
            return
        group = self.groups.get(leg.group or "")
        if group is not None:
            # by its number: meanwhile it may have lost a member
            self.after(group.next_after, leg, lambda: distribution.next_member(self, leg, self.groups[group.number]))
        self.after(times.forward_no_answer, leg, lambda: forwarding.no_answer(self, leg))
        features = self.phones[leg.device].features
        if features.auto_answer:
            self.after(features.rings * times.ring, leg, lambda: self._answer_itself(leg))

    def _answers_unheard(self, leg: Leg) -> bool:
        features = self.phones[leg.device].features
        at_once = features.auto_answer and not features.rings and leg.group is None
        return at_once and not self.quirks.auto_answer_delivered and self.talking(self.telephone(leg.device)) is None

    def _answer_itself(self, leg: Leg) -> None:
        if self.talking(self.telephone(leg.device)) is None:
            self.answer(leg)

    def _rang_too_long(self, leg: Leg) -> None:
        if not _talk_goes_on(leg.others):
            for other in leg.others:
                other.ended = other.ended or (None if other.talked else "failed")
        self.clear(leg, EventCause.callNotAnswered, outcome="talked" if leg.talked else "missed")

    def fail(self, call: Call, number: str, cause: EventCause) -> None:
        """The call cannot get to ``number``: the caller hears a tone, or the call comes back."""
        self._failed(Leg(call, number, number, None, Habits()), cause)

    def _failed(self, failed: Leg, cause: EventCause) -> None:
        call = failed.call
        if recalls.comes_back_failed(self, failed, cause):
            return
        if any(leg.state is State.alerting for leg in call.legs):  # the caller hears that it rings there still
            self.tell(failed, Failed, cause)
            return
        call.failed = failed.device, cause
        # who has called themselves, in whatever way, has no other connection than their own that could fail
        own = any(leg.device == failed.device for leg in call.legs)
        at_caller = len(call.legs) == 1 and (own or self.quirks.failed_at == "calling")
        waiting = [leg for leg in call.legs if leg.state is State.connected]
        for leg in waiting:
            if not leg.talked:
                leg.ended = "busy" if cause is EventCause.busy else "failed"
            after = leg.habits.hangs_up_after
            if after is None and leg.outside is not None:
                after = _OUTSIDE_HANGS_UP_AFTER
            if at_caller:
                leg.state = State.fail
            self.after(after, leg, partial(self._tired_of_the_tone, leg))
        if at_caller:
            self.tell(call.legs[0], Failed, cause, failing_device=self.reporter.subject(failed))
        else:
            self.tell(failed, Failed, cause)

    # talking

    def answer(self, leg: Leg, cause: EventCause = EventCause.newCall, *, at: str | None = None) -> None:
        """A ringing call is answered.

        :param at: the telephone of a MULAP; without it, one that is free.
        :raises Refuse: the device talks already and the switch does not hold by itself.
        """
        if leg.state is not State.alerting:
            raise refuse(StateError.noCallToAnswer)
        if leg.outside is None:
            leg.at = self.telephone(at or leg.device)
            self.make_room(leg.at)
        leg.offered = False
        if leg.dialled is not None:
            self._answer_call_back(leg, leg.dialled)
            return
        self.connect(leg, EventCause.recall if leg.recalled else cause)

    def _answer_call_back(self, leg: Leg, to: str) -> None:
        """Who ordered a call back has answered: the other end is called."""
        leg.dialled, leg.state = None, State.connected
        self.tell(leg, Established, EventCause.callBack)
        self.after(leg.habits.gives_up_after, leg, lambda: None if leg.talked else self.clear(leg))
        self.route(leg.call, to, EventCause.newCall)

    def make_room(self, device: str) -> None:
        """End or hold what a telephone has on the line, so that it can take another call."""
        present = self.talking(device)
        if present is None:
            return
        if not present.established or self.quirks.second_answer == "clear":
            self.clear(present)
        elif self.quirks.second_answer == "hold":
            self.hold(present)
        else:
            raise refuse(StateError.invalidObjectState)

    def connect(self, leg: Leg, cause: EventCause) -> None:
        """The connection stands: everybody in the call talks."""
        call = leg.call
        rivals = distribution.rivals(self, leg)
        if self.quirks.answered_elsewhere == "diverted":
            distribution.divert_rivals(self, rivals, leg)
        leg.state = State.connected
        call.transferred_by = None
        fresh = [
            one for one in call.legs if (one is leg or not one.talked) and one.state in (State.connected, State.hold)
        ]
        for one in fresh:
            one.talked, one.ended = True, None
        self.tell(leg, Established, cause)
        if self.quirks.answered_elsewhere == "cleared":
            distribution.clear_rivals(self, rivals, leg)
        for one in fresh:
            self.after(one.habits.talks_for, one, partial(self.clear, one), any_state=True)
            self.noticed("answered", one)

    def hold(self, leg: Leg, cause: EventCause = EventCause.normal) -> None:
        """Put a connected call on hold."""
        if not leg.established:
            raise refuse(StateError.invalidConnectionState)
        leg.state = State.hold
        self.tell(leg, Held, cause)
        recalls.held_too_long_later(self, leg)

    def retrieve(self, leg: Leg, cause: EventCause = EventCause.normal, *, at: str | None = None) -> None:
        """Connect a held call again.

        :param at: the telephone of a MULAP; without it, the one that held it, or another that is free.
        """
        if leg.state is not State.hold:
            raise refuse(StateError.invalidConnectionState)
        telephone = self.telephone(at or leg.device, leg.at)
        if self.talking(telephone) is not None:
            raise refuse(StateError.invalidObjectState)
        leg.state, leg.at = State.connected, telephone
        self.tell(leg, Retrieved, cause)

    # ending

    def _tired_of_the_tone(self, leg: Leg) -> None:
        if not leg.others:
            self.clear(leg)

    def clear(
        self,
        leg: Leg,
        cause: EventCause = EventCause.normalClearing,
        *,
        outcome: str | None = None,
        by: str | None = None,
    ) -> None:
        """A device leaves its call; a call with one party left ends, or leaves it with a tone."""
        call, others, before = leg.call, leg.others, leg.state
        comes_back = before is State.alerting and call.transferred_by is not None and len(others) == 1
        if comes_back and recalls.comes_back(self, leg):
            return
        self.leave(leg)
        ending = not _talk_goes_on(others)
        hidden = self.quirks.clear_events == "own" and ending and self.quirks.release == "clear"
        self.tell(leg, ConnectionCleared, cause, **({"only": leg} if hidden else {"left": (leg,)}))
        self.record(leg, outcome or leg.ended or self._outcome(leg, before), by=by)
        if ending and before is State.alerting and self._tone_for(others):
            self.calls[call.id] = call
            self.fail(call, leg.device, cause if cause is EventCause.callNotAnswered else EventCause.busy)
        elif ending:
            for other in others:
                self._let_go(other, cause, by=leg)

    def _tone_for(self, callers: list[Leg]) -> bool:
        """Whether those who are left are one who called in vain, and hears so."""
        vain = [one for one in callers if one.state is State.connected and not one.talked]
        return self.quirks.ringing_ends == "fail" and len(callers) == len(vain) == 1

    def _outcome(self, leg: Leg, before: State) -> str:
        if leg.talked:
            return "talked"
        return "rejected" if before in WAITING and leg.dialled is None else "gave_up"

    def _let_go(self, leg: Leg, cause: EventCause, *, by: Leg) -> None:
        """The partner has gone: end this connection, or leave it with a tone until the handset is down."""
        keeps_tone = leg.outside is None and leg.state is State.connected and self.quirks.release == "blocked"
        if keeps_tone:
            leg.state = State.fail
            leg.ended = leg.ended or ("talked" if leg.talked else "failed")
            self.tell(leg, Failed, EventCause.blocked)
            self.after(leg.habits.hangs_up_after, leg, lambda: self.clear(leg))
            return
        missed = leg.state in (State.alerting, State.queued)
        self.leave(leg)
        # where a station hears of its own end only, the releasing device tells who went first
        released: dict[str, Any] = (
            {"releasing_device": self.reporter.subject(by)} if self.quirks.clear_events == "own" else {}
        )
        self.tell(leg, ConnectionCleared, cause, left=(leg,), **released)
        gone_by_peer = "talked" if leg.talked else "missed" if missed else "failed"
        self.record(leg, leg.ended or gone_by_peer, by=by.number if missed else None)
        held = leg.consultation_of
        comes_back = held is not None and held.state is State.hold and self.talking(held.at) is None
        if held is not None and comes_back and self.quirks.consulted_leaves == "retrieve":
            self.retrieve(held)


def _talk_goes_on(legs: list[Leg]) -> bool:
    """Whether these make a call: at least two, and not all of them only ringing."""
    return len(legs) > 1 and any(leg.state not in WAITING for leg in legs)


def _cause_of_failing(habits: Habits) -> EventCause | None:
    """Why the network does not get a call through; None: it does."""
    if habits.fails is not None:
        return EventCause[habits.fails]
    return EventCause.numberUnallocated if habits.unallocated else EventCause.busy if habits.busy else None
