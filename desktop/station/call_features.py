"""What the switch can do for a call beside setting it up, changing and ending it: let it ring, park it and fetch it
again, call back, leave word, wait for somebody who is busy, intrude, join, end it for all, put it to an account.
"""

from __future__ import annotations

from typing import Any

from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.services.call_associated import AssociateData
from desktop.csta.services.call_control import ClearCall, DirectedPickupCall
from desktop.csta.services.call_features import (
    AcceptCall,
    CallBack,
    CallBackMessage,
    CallBackResult,
    CamponCall,
    IntrudeCall,
    JoinCall,
    ParkCall,
)
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack
from desktop.csta.values import DeviceID
from desktop.sentences import Sentence
from desktop.station.commands import Commands, connection_of
from desktop.station.refusal import Refusal

LONGEST_ACCOUNT = 32
"""Octets of an account code (module associate-data)."""


class CallFeatures(Commands):
    """The rarer services of calls. Every coroutine raises :class:`Refusal`."""

    async def accept(self, call: str | None = None) -> None:
        """Let a call ring that is only offered so far."""
        chosen = self._choose("accept", call)
        await self._act("accept", chosen.call, AcceptCall(call_to_be_accepted=connection_of(chosen.call)))

    async def clear_call(self, call: str | None = None) -> None:
        """End a conference for all who are in it."""
        chosen = self._choose("clear_call", call)
        await self._act("clear_call", chosen.call, ClearCall(call_to_be_cleared=connection_of(chosen.call)))

    async def account(self, code: str, call: str | None = None) -> None:
        """Put a call to an account: 1 to 32 characters of ASCII."""
        chosen = self._choose("account", call)
        if not 0 < len(code) <= LONGEST_ACCOUNT or not (code.isascii() and code.isprintable()):
            raise Refusal.usage(
                Sentence("An account has 1 to {most} digits or letters, none with an accent.", most=LONGEST_ACCOUNT),
                "invalidAccountCode",
            )
        argument = AssociateData(existing_call=connection_of(chosen.call), account_code=code.encode())
        await self._switch(argument, chosen.call.device)

    async def park(self, to: str, call: str | None = None) -> None:
        """Put the connected call down at ``to``, from where anybody can fetch it."""
        chosen = self._choose("park", call)
        digits, _ = self._target(to)
        argument = ParkCall(parking=connection_of(chosen.call), park_to=DeviceID(digits))
        await self._act("park", chosen.call, argument, to=digits)

    async def unpark(self, source: str, device: str | None = None) -> None:
        """Fetch the call that is parked at ``source``: in a queue there, or on hold where the switch parks so."""
        self._need("unpark", device)
        parked = await self._connection_at(source, LocalConnectionState.queued, LocalConnectionState.hold)
        if parked is None:
            raise Refusal.state("noCall", Sentence("No call is parked at {number}.", number=source))
        await self._ask(
            DirectedPickupCall(call_to_be_picked_up=parked, requesting_device=self._dialler(device)), device
        )

    async def callback(self, device: str | None = None, call: str | None = None) -> None:
        """Be called as soon as somebody can be reached: ``device``, or whom the call that reached nobody was for."""
        if device is not None and call is not None:
            raise Refusal.usage(Sentence("Say whom to call back or after which call, not both."), "disagree")
        if device is not None:
            self._need("callback_to", None)
            await self._call_back(self._target(device)[0], self._station.config.device)
            return
        failed = self._choose("callback", call).call

        number = failed.called or (failed.peers[0].number if failed.peers else None)

        def ordered(result: Any) -> None:
            named = result.target_device if isinstance(result, CallBackResult) else None
            target = number if named is None else named.digits
            if target is not None:
                self._station.call_back_ordered(failed.device, target, True)

        async def at_once() -> None:
            argument = CallBack(callback_connection=connection_of(failed))
            await self._act("callback", failed, argument, then=ordered)

        async def in_steps() -> None:
            if number is None:
                raise Refusal.state("wrongState", Sentence("It is not known who was called."))
            await self._call_back(number, failed.device)

        await self._offered("callBack", failed.device, at_once, in_steps)

    async def _call_back(self, digits: str, device: str) -> None:
        argument = CallBackNonCallRelated(originating_device=self._dialler(device), target_device=DeviceID(digits))
        await self._ask(
            argument, device, lambda result: self._station.call_back_ordered(device, digits, True), event=False
        )

    async def cancel_callback(self, device: str) -> None:
        """Give up being called when ``device`` can be reached: a number as typed, or one of the view's call backs."""
        self._need("cancel_callback", None)
        target = device if device in self._station.device.call_backs else self._target(device)[0]
        argument = CancelCallBack(originating_device=self._dialler(None), target_device=DeviceID(target))

        def given_up(result: Any = None) -> None:
            self._station.call_back_ordered(self._station.config.device, target, False)

        try:
            await self._ask(argument, None, given_up, event=False)
        except Refusal as refusal:
            if refusal.code == "noCallToComplete":  # it has been made meanwhile, unheard
                given_up()
            raise

    async def callback_message(self, call: str | None = None) -> None:
        """Leave word at somebody who was called in vain: please call back."""
        chosen = self._choose("callback_message", call)
        argument = CallBackMessage(callback_message_connection=connection_of(chosen.call))
        await self._act("callback_message", chosen.call, argument)

    async def campon(self, call: str | None = None) -> None:
        """Let a call wait at somebody busy until they are free."""
        chosen = self._choose("campon", call)
        await self._act("campon", chosen.call, CamponCall(campon_connection=connection_of(chosen.call)))

    async def intrude(self, call: str | None = None) -> None:
        """Join the conversation of somebody busy who was called; everybody in it is told."""
        chosen = self._choose("intrude", call)
        await self._act("intrude", chosen.call, IntrudeCall(intrude=connection_of(chosen.call)))

    async def join(self, to: str, device: str | None = None) -> None:
        """Take part, from one's own station, in the conversation that ``to`` has."""
        self._need("join", device)
        there = await self._connection_at(to, LocalConnectionState.connected, LocalConnectionState.hold)
        if there is None:
            raise Refusal.state("noCall", Sentence("There is no conversation at {number}.", number=to))
        await self._ask(JoinCall(active_call=there, joining_device=self._dialler(device)), device)
