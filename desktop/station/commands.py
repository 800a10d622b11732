"""What a person or a program can do with the phone: each service with its rules of which call is meant and what may
go wrong.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.calls.actions import Chosen, Pair, choose, situations
from desktop.calls.records import Action, Call
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.operations import asked_by
from desktop.csta.services.call_associated import GenerateDigits
from desktop.csta.services.call_control import (
    AlternateCall,
    AnswerCall,
    ClearConnection,
    ConferenceCall,
    ConsultationCall,
    DeflectCall,
    DialDigits,
    DirectedPickupCall,
    GroupPickupCall,
    HoldCall,
    MakeCall,
    MakeCallResult,
    ReconnectCall,
    RetrieveCall,
    SingleStepConf,
    SingleStepTrans,
    TransferCall,
)
from desktop.csta.services.features import GetLastNumberDialed
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.values import ConnectionID, DeviceID
from desktop.link.client import RequestError
from desktop.numbers import Tones
from desktop.sentences import Sentence
from desktop.station import advice
from desktop.station.offers import NO_SUCH_SERVICE
from desktop.station.refusal import Refusal

if TYPE_CHECKING:
    from desktop.station.station import Station

T = TypeVar("T")
_log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0
"""What each comma after the first stands for in a dialled string."""
TRANSFER_SECONDS = 20.0
"""How long a transfer by consultation waits for its target to alert."""


class Commands:
    """The services of a station's calls. Every coroutine raises :class:`Refusal`."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self.last_dialled: str | None = None
        """What redial dials: without what follows a comma."""

    # dialling

    async def dial(self, to: str, device: str | None = None) -> str:
        """Call a number as typed; returns our id of the call, which may be known before its events."""
        station = self._station
        target = self._target(to)
        digits = target[0]
        self.last_dialled = to.partition(",")[0]
        argument = MakeCall(calling_device=self._dialler(device), called_directory_number=DeviceID(digits))
        return await self._place(argument, digits, target[1], None, device or station.config.device)

    async def redial(self) -> str:
        """Call again what was dialled last: from here, else at the telephone, as far as the switch tells that."""
        if self.last_dialled is not None:
            return await self.dial(self.last_dialled)
        device = self._station.config.device
        digits = await self._dialled_there(device)
        argument = MakeCall(calling_device=self._dialler(None), called_directory_number=DeviceID(digits))
        return await self._place(argument, digits, Tones(), None, device)

    async def _dialled_there(self, device: str) -> str:
        """The digits that a telephone has dialled last."""
        digits = None
        if self._station.offers.reason("last_dialled", device) is None:
            try:
                told = await self._switch(GetLastNumberDialed(device=self._dialler(device)), device)
                digits = told.number_dialed.digits
            except Refusal as refusal:
                if refusal.kind not in ("refused", "rejected"):
                    raise
        if not digits:
            raise Refusal.state("noCall", Sentence("Nothing has been dialled yet."))
        return str(digits)

    async def consult(self, to: str, call: str | None = None) -> str:
        """Hold a call and ask back at ``to``; returns our id of the new call."""
        chosen = self._choose("consult", call)
        existing, device = chosen.call, chosen.call.device
        digits, tones = self._target(to)

        async def at_once() -> str:
            argument = ConsultationCall(existing_call=connection_of(existing), consulted_device=DeviceID(digits))
            return await self._place(argument, digits, tones, existing, device)

        async def in_steps() -> str:
            if existing.state == "connected":
                await self._act("hold", existing, HoldCall(call_to_be_held=connection_of(existing)))
            argument = MakeCall(calling_device=self._dialler(device), called_directory_number=DeviceID(digits))
            return await self._place(argument, digits, tones, existing, device)

        return await self._offered("consultationCall", device, at_once, in_steps)

    async def _offered(
        self,
        service: str,
        device: str,
        at_once: Callable[[], Coroutine[Any, Any, T]],
        in_steps: Callable[[], Coroutine[Any, Any, T]],
    ) -> T:
        """Ask a service, or do the same in steps where the switch has said that it does not have it.

        No HiPath client was seen to use consultation, swap or reconnect, so each has its steps.
        """
        if self._station.offers.why_not(service, device) is None:
            try:
                return await at_once()
            except Refusal as refusal:
                if refusal.code not in NO_SUCH_SERVICE:
                    raise
        return await in_steps()

    def _dialler(self, device: str | None) -> DeviceID:
        """The device that services name for one's own part: may differ from the monitored one (MULAP)."""
        config = self._station.config
        return DeviceID(config.controls or config.device if device in (None, config.device) else device)

    async def _place(self, argument: Any, digits: str, tones: Tones, existing: Call | None, device: str) -> str:
        station = self._station

        def placed(result: Any) -> str:
            connection = result.calling_device if isinstance(result, MakeCallResult) else result.initiated_call
            return station.placed(device, connection, digits, tones, None if existing is None else existing.id)

        try:
            return str(await self._ask(argument, device, placed))
        except Refusal as refusal:
            at, consulting = station.model_of(device), existing is not None
            raise advice.on_dialling(refusal, digits, at, consulting=consulting) from None

    def _target(self, to: str) -> tuple[str, Tones]:
        """Return the digits that the switch gets and the tones for later."""
        dialled = self._station.plan.dialled(to)
        if dialled.problem is not None or dialled.digits is None:
            raise Refusal.usage(dialled.problem or Sentence("This is not a number."), "invalidNumber")
        return dialled.digits, dialled.tones

    # one call

    async def answer(self, call: str | None = None) -> None:
        """Answer an incoming call. Where the switch does not hold the present call by itself, that is done first."""
        chosen = self._choose("answer", call)
        argument = AnswerCall(call_to_be_answered=connection_of(chosen.call))
        try:
            await self._act("answer", chosen.call, argument)
        except Refusal as refusal:
            active = [other for other in self._station.model_of(chosen.call.device).calls if other.state == "connected"]
            if refusal.category != "state" or len(active) != 1:
                raise
            await self.hold(active[0].id)
            await self._act("answer", chosen.call, argument)

    async def hangup(self, call: str | None = None) -> None:
        """End one's own part in a call."""
        chosen = self._choose("hangup", call)
        try:
            await self._act("hangup", chosen.call, ClearConnection(connection_to_be_cleared=connection_of(chosen.call)))
        except Refusal as refusal:
            raise advice.on_rejecting(refusal, self._station.find(chosen.call.id)) from None

    async def reject(self, call: str | None = None) -> None:
        """Reject an incoming call; where the switch refuses that, deflect it to the chosen target, if there is one."""
        chosen = self._choose("reject", call)
        try:
            await self._act("reject", chosen.call, ClearConnection(connection_to_be_cleared=connection_of(chosen.call)))
        except Refusal as refusal:
            target = self._station.config.reject_to
            if refusal.kind != "refused" or not target:
                raise advice.on_rejecting(refusal, self._station.find(chosen.call.id)) from None
            await self.deflect(target, chosen.call.id)

    async def deflect(self, to: str, call: str | None = None) -> None:
        """Send an incoming call on to ``to``."""
        chosen = self._choose("deflect", call)
        digits, _ = self._target(to)
        await self._act(
            "deflect",
            chosen.call,
            DeflectCall(call_to_be_diverted=connection_of(chosen.call), new_destination=DeviceID(digits)),
            to=digits,
        )

    async def hold(self, call: str | None = None) -> None:
        """Put a call on hold."""
        chosen = self._choose("hold", call)
        await self._act("hold", chosen.call, HoldCall(call_to_be_held=connection_of(chosen.call)))

    async def retrieve(self, call: str | None = None) -> None:
        """Connect a held call again."""
        chosen = self._choose("retrieve", call)
        await self._act("retrieve", chosen.call, RetrieveCall(call_to_be_retrieved=connection_of(chosen.call)))

    async def dtmf(self, digits: str, call: str | None = None) -> None:
        """Send tones in a connected call; commas are pauses."""
        chosen = self._choose("dtmf", call)
        if not digits or any(sign not in "0123456789*#ABCDabcd," for sign in digits):
            raise Refusal.usage(
                Sentence("Tones are made of the digits, *, #, the letters A to D, and commas as pauses."),
                "invalidDigits",
            )
        for index, part in enumerate(digits.upper().split(",")):
            if index:
                await asyncio.sleep(PAUSE_SECONDS)
            if part:
                await self._act(
                    "dtmf",
                    chosen.call,
                    GenerateDigits(connection_to_send_digits=connection_of(chosen.call), characters_to_send=part),
                )

    async def dial_digits(self, digits: str, call: str | None = None) -> None:
        """Dial more digits in a call that is being set up."""
        if not digits or any(sign not in "0123456789*#" for sign in digits):
            raise Refusal.usage(Sentence("Only digits, * and # can be dialled."), "invalidDigits")
        waiting = [one for one in self._station.all_calls() if one.state == "initiated" or one.phase == "dialling"]
        found = [one for one in waiting if call in (None, one.id)]
        if len(found) != 1:
            raise Refusal.state(
                "ambiguous" if found else "noCall", Sentence("There is no single call that is being dialled.")
            )
        self._need("dial_digits", found[0].device)
        await self._ask(
            DialDigits(dialling_connection=connection_of(found[0]), dialling_sequence=DeviceID(digits)),
            found[0].device,
        )

    # two calls

    async def swap(self, call: str | None = None) -> None:
        """Hold the active call and retrieve the held one."""
        held, active = self._pair("swap", call)

        async def at_once() -> None:
            argument = AlternateCall(held_call=connection_of(held), active_call=connection_of(active))
            await self._act("swap", active, argument)

        async def in_steps() -> None:
            await self._act("hold", active, HoldCall(call_to_be_held=connection_of(active)))
            await self._act("retrieve", held, RetrieveCall(call_to_be_retrieved=connection_of(held)))

        await self._offered("alternateCall", active.device, at_once, in_steps)

    async def reconnect(self, call: str | None = None) -> None:
        """End the active call and go back to the held one."""
        held, active = self._pair("reconnect", call)

        async def at_once() -> None:
            argument = ReconnectCall(active_call=connection_of(active), held_call=connection_of(held))
            await self._act("reconnect", active, argument)

        async def in_steps() -> None:
            await self._act("hangup", active, ClearConnection(connection_to_be_cleared=connection_of(active)))
            present = self._station.find(held.id)
            if present is not None and present.state == "hold":  # some switches connect it again by themselves
                await self._act("retrieve", present, RetrieveCall(call_to_be_retrieved=connection_of(present)))

        await self._offered("reconnectCall", active.device, at_once, in_steps)

    async def conference(self, call: str | None = None) -> None:
        """Make one conference of the held and the active call."""
        await self._join("conference", lambda held, active: ConferenceCall(held_call=held, active_call=active), call)

    async def step_conference(self, to: str, call: str | None = None) -> None:
        """Join a third party to the connected call in one step."""
        chosen = self._choose("consult", call, needs="step_conference")
        digits, _ = self._target(to)
        await self._ask(
            SingleStepConf(active_call=connection_of(chosen.call), device_to_join=DeviceID(digits)),
            chosen.call.device,
        )

    async def transfer(self, to: str | None = None, call: str | None = None) -> str | None:
        """Connect the other two parties and leave; with ``to``: pass the connected call on without asking back.

        :returns: "consultation" where the switch has no single-step transfer and it was done by consultation; else
            None.
        """
        if to is None:
            await self._join("transfer", lambda held, active: TransferCall(held_call=held, active_call=active), call)
            return None
        chosen = self._choose("transfer", call, single=True, needs="transfer_to")
        digits, _ = self._target(to)

        async def at_once() -> str | None:
            argument = SingleStepTrans(active_call=connection_of(chosen.call), transferred_to=DeviceID(digits))
            await self._act("transfer", chosen.call, argument, to=digits)
            return None

        async def in_steps() -> str | None:
            await self._transfer_by_consultation(to, chosen.call)
            return "consultation"

        return await self._offered("singleStepTransfer", chosen.call.device, at_once, in_steps)

    async def _transfer_by_consultation(self, to: str, call: Call) -> None:
        consultation = await self.consult(to, call.id)
        state = await self._station.until(lambda: self._reached(consultation), TRANSFER_SECONDS)
        if state != "reached":
            raise Refusal.state(
                "wrongState", Sentence("{number} could not be reached; the call was not transferred.", number=to)
            )
        await self.transfer(None, consultation)

    def _reached(self, call_id: str) -> str | None:
        call = self._station.find(call_id)
        if call is None or call.phase in ("busy", "failed", "gone"):
            return "failed"
        if call.phase == "ringing_out" and self._station.offers.features(call.device).why_not_joined(
            "transfer", frozenset({"ringing"})
        ):
            return None  # it may be answered yet
        return "reached" if call.phase in ("ringing_out", "talking", "queued") else None

    async def _join(
        self, action: Action, service: Callable[[ConnectionID, ConnectionID], Any], call: str | None
    ) -> None:
        """Make one call of a held and an active one; a refusal is kept in mind if it is clear what it is about."""
        held, active = self._pair(action, call)
        before = situations(Pair(held, active))
        try:
            await self._act(action, active, service(connection_of(held), connection_of(active)))
        except Refusal as refusal:
            if refusal.category == "state":
                self._station.not_joined(action, held.id, active.id, before)
            raise

    async def pickup(self, source: str | None = None, device: str | None = None) -> None:
        """Fetch a call that rings at ``source``, or in one's own pickup group."""
        mine = self._dialler(device)
        if source is None:
            self._need("pickup", device)
            await self._ask(GroupPickupCall(new_destination=mine), device)
            return
        self._need("pickup_from", device)
        ringing = await self._connection_at(source, LocalConnectionState.alerting)
        if ringing is None:
            raise Refusal.state("noCall", Sentence("No call rings at {number}.", number=source))
        await self._ask(DirectedPickupCall(call_to_be_picked_up=ringing, requesting_device=mine), device)

    # how

    async def _switch(self, argument: Any, device: str | None) -> Any:
        """Ask a service that changes no call."""
        return await self._ask(argument, device, event=False)

    def pick(self, action: Action, device: str, *, single: bool = False) -> str:
        """Return our id of the call that ``action`` means at a device, when none is named."""
        chosen = choose(
            action, tuple(call for call in self._station.all_calls() if call.device == device), single=single
        )
        if not isinstance(chosen, Chosen):
            raise Refusal.state(chosen.code, chosen.sentence)
        return chosen.call.id

    async def _connection_at(self, number: str, *states: LocalConnectionState) -> ConnectionID | None:
        """Look which call another device has, as typed, in the first of ``states`` in which it has one."""
        digits, _ = self._target(number)
        seen = await self._ask(SnapshotDevice(snapshot_object=DeviceID(digits)), None, event=False)
        found = {
            entry.local_call_state.local: entry.connection_identifier
            for entry in reversed(seen.data.entries or ())
            if entry.local_call_state is not None and entry.connection_identifier.call_id
        }
        return next((found[state] for state in states if state in found), None)

    def _need(self, what: str, device: str | None) -> None:
        """Refuse what neither the switch nor the telephone offers, before it is asked."""
        reason = self._station.offers.reason(what, device or self._station.config.device)
        if reason is not None:
            raise Refusal.state("notOffered", reason)

    def _choose(self, action: Action, call: str | None, *, single: bool = False, needs: str | None = None) -> Chosen:
        """Find the call that is meant, and make sure that ``needs`` (by default the action) is offered there."""
        station = self._station
        if station.link.state != "ready":
            raise Refusal.state("link", Sentence("There is no link to the telephone system."))
        calls = station.all_calls()
        if call is None:  # without a device, one's own station is meant
            calls = tuple(one for one in calls if one.device == station.config.device)
        chosen = choose(action, calls, call, single=single)
        if not isinstance(chosen, Chosen):
            raise Refusal.state(chosen.code, chosen.sentence)
        self._need(needs or action, chosen.call.device)
        if chosen.held is not None and chosen.active is not None:
            features = station.offers.features(chosen.call.device)
            reason = features.why_not_joined(action, situations(Pair(chosen.held, chosen.active)))
            if reason is not None:
                raise Refusal.state("notOffered", reason)
        return chosen

    def _pair(self, action: Action, call: str | None) -> tuple[Call, Call]:
        chosen = self._choose(action, call)
        assert chosen.held is not None, f"{action} is asked of a pair"
        assert chosen.active is not None, f"{action} is asked of a pair"
        return chosen.held, chosen.active

    async def _act(
        self,
        action: Action,
        call: Call,
        argument: Any,
        to: str | None = None,
        then: Callable[[Any], Any] | None = None,
    ) -> Any:
        """Ask a service of a call; the model remembers what was asked, for how the call ends."""
        station = self._station
        model = station.model_of(call.device)
        model.asked(action, call.id, station.now(), to)
        try:
            return await self._ask(argument, call.device, then)
        except Refusal:
            model.refused(action, call.id)
            raise

    async def _ask(
        self, argument: Any, device: str | None, then: Callable[[Any], Any] | None = None, *, event: bool = True
    ) -> Any:
        """Ask a service; ``then`` sees the result at its place in the order of the wire.

        :param event: a call event must follow (rule 8).
        """
        station = self._station
        device = device or station.config.device
        before = station.heard(device)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def done(outcome: Any) -> None:
            value = then(outcome) if then is not None and not isinstance(outcome, RequestError) else outcome
            if not future.done():
                future.set_result(value)

        station.session.request(argument, done)
        outcome = await future
        _log.info(
            "%s at %s: %s",
            type(argument).__name__,
            device,
            f"{outcome.kind} {outcome.code}" if isinstance(outcome, RequestError) else "accepted",
        )
        if isinstance(outcome, RequestError):
            if outcome.kind == "timeout":
                station.session.snapshot(device)
            station.refused(device, asked_by(type(argument)).name, outcome.code)
            raise Refusal.of(outcome)
        if event:
            station.expect_event(device, before)
        return outcome


def connection_of(call: Call) -> ConnectionID:
    """What services name of a call.

    :raises Refusal: nobody has said so far.
    """
    if call.connection is None:
        raise Refusal.state("wrongState", Sentence("The telephone system has not named this call yet."))
    return call.connection
