"""One conversation of a whole client with the switch simulator for each row of the call model's table of flows.

A is station 100, whose client it is; B is 101, C is 102. Nobody at the switch does anything by themselves: what people
do is said here, in the simulator's own commands. The same conversations are recorded in virtual time
(tests/stories/test_traces.py) and go over real sockets through the witness's proxy (tests/stories/test_witness.py).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.csta.enumerations import AutoOriginate
from desktop.csta.feature_enumerations import ReqAgentState
from desktop.csta.services.agents import SetAgentState
from desktop.csta.services.call_control import DirectedPickupCall, MakeCall
from desktop.csta.services.call_features import CallBack, CamponCall, IntrudeCall, ParkCall
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack
from desktop.csta.services.physical import SetHookswitchStatus
from desktop.csta.values import ConnectionID, DeviceID
from desktop.link.client import ServiceRefused
from desktop.station.refusal import Refusal
from desktop.station.station import Station
from desktop.station.views import CallView
from desktop.switchsim import Company, Simulator
from desktop.switchsim.company import Group, Habits, Outsider, Times
from desktop.switchsim.company import Station as Phone

OUTSIDE, BUSY_OUTSIDE, NOBODY_OUTSIDE = "0891234567", "0891111111", "0892222222"


def company(*, hands_free: bool = True, remote_answer: bool = True) -> Company:
    """Six stations, a hunting group to which A belongs, two trunks.

    :param hands_free: A's phone can dial, :param remote_answer: be answered, without its handset being lifted.
    """
    phones = tuple(Phone(number=str(number), pickup_group="office") for number in range(100, 106))
    return Company(
        stations=(replace(phones[0], hands_free=hands_free, remote_answer=remote_answer), *phones[1:]),
        groups=(Group(number="700", members=("100", "105"), next_after=10.0),),
        trunks=("7801", "7806"),
        outsiders=(
            Outsider(number=OUTSIDE, habits=Habits()),
            Outsider(number=BUSY_OUTSIDE, habits=Habits(busy=True)),
            Outsider(number=NOBODY_OUTSIDE, habits=Habits(unallocated=True)),
        ),
        outside_habits=Habits(),
        times=Times(forward_no_answer=15.0, recall=20.0, alerting=120.0, prompt=20.0),
    )


@dataclass
class Stage:
    """A client and the switch that it is connected to.

    :param rest: waits until everything that was said has arrived and what follows from it as well.
    :param wait: lets so many seconds pass.
    """

    station: Station
    simulator: Simulator
    rest: Callable[[], Awaitable[None]]
    wait: Callable[[float], Awaitable[None]]

    async def do(self, what: str, at: str | None = None, /, **arguments: Any) -> None:
        """A person at the switch does something, at a device; members that are words of Python have ``_`` behind."""
        members = {name.rstrip("_"): value for name, value in arguments.items()}
        command = {"do": what, **({} if at is None else {"device": at}), **members}
        reply = self.simulator.command(command)
        assert reply["ok"], (command, reply)
        await self.rest()

    async def call(self, source: str, to: str = "100") -> None:
        """Somebody calls."""
        await self.do("call", from_=source, to=to)

    async def quirk(self, name: str, value: Any) -> None:
        """The switch goes another way from now on."""
        await self.do("fault", name=name, value=value)

    async def ask(self, asked: Awaitable[object]) -> None:
        """The client asks a service, and it is accepted."""
        await asked
        await self.rest()

    async def refused(self, asked: Awaitable[object]) -> None:
        """The client asks a service that the switch refuses."""
        try:
            await asked
        except (Refusal, ServiceRefused):
            await self.rest()
        else:
            raise AssertionError("this should have been refused")

    async def talk(self) -> None:
        """B calls A, who answers."""
        await self.call("101")
        await self.ask(self.station.answer())

    async def consult(self, *, answered: bool = True) -> None:
        """A talks with B and asks back at C."""
        await self.talk()
        await self.ask(self.station.consult("102"))
        if answered:
            await self.do("answer", "102")

    async def over(self) -> None:
        """Everybody hangs up."""
        for _ in range(10):
            calls = self.simulator.command({"do": "state"})["calls"]
            if not calls:
                break
            first = calls[0]
            await self.do("hangup", first["connections"][0]["device"], call_id=first["call_id"])
        assert self.station.calls == ()

    def connection(self, state: str) -> ConnectionID:
        """A's connection in ``state``."""
        (found,) = (call.connection for call in self.station.all_calls() if call.state == state)
        assert found is not None
        return found

    def seen(self) -> list[tuple[str | None, str]]:
        """(call id, state) of A's calls, as the client shows them."""
        return sorted((view.call_id or "", view.state) for view in self.station.calls)

    def truth(self) -> list[tuple[str, str]]:
        """The same, as the switch knows them."""
        return sorted(
            (call["call_id"], connection["state"])
            for call in self.simulator.command({"do": "state"})["calls"]
            for connection in call["connections"]
            if connection["device"] == "100"
        )

    @property
    def only(self) -> CallView:
        """A's only call."""
        (view,) = self.station.calls
        return view


Play = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True)
class Conversation:
    """One row of the table: its case, what is done, at which company."""

    case: str
    play: Play
    company: Company = field(default_factory=company)

    @property
    def name(self) -> str:
        """The case as a file's name."""
        return re.sub(r"[^a-z0-9]+", "-", self.case.lower()).strip("-")


CONVERSATIONS: dict[str, Conversation] = {}
"""By name, in the order of the table."""


def _row(case: str, base: Company | None = None) -> Callable[[Play], Play]:
    def keep(play: Play) -> Play:
        made = Conversation(case, play, base or company())
        CONVERSATIONS[made.name] = made
        return play

    return keep


@_row("Dial B, phone prompts", company(hands_free=False))
async def _prompts(one: Stage) -> None:
    await one.ask(one.station.dial("101"))
    await one.do("offhook", "100")
    await one.do("answer", "101")
    await one.ask(one.station.hangup())
    await one.ask(one.station.dial("101"))  # and this time it is not lifted
    await one.wait(20)
    await one.quirk("prompt_unanswered", "fail")
    await one.ask(one.station.dial("101"))
    await one.wait(20)
    await one.do("onhook", "100")


@_row("Dial B, hands-free")
async def _hands_free(one: Stage) -> None:
    await one.ask(
        one.station.session.ask(
            MakeCall(
                calling_device=DeviceID("100"),
                called_directory_number=DeviceID("101"),
                auto_originate=AutoOriginate.doNotPrompt,
            )
        )
    )
    await one.do("answer", "101")
    await one.ask(one.station.hangup())


@_row("Dial by hand")
async def _by_hand(one: Stage) -> None:
    await one.do("dial", "100", to="101")
    await one.do("answer", "101")
    await one.do("hangup", "100")
    await one.do("offhook", "100")
    await one.do("onhook", "100")


@_row("Dial outside")
async def _outside(one: Stage) -> None:
    await one.ask(one.station.dial(OUTSIDE))
    await one.do("answer", OUTSIDE)
    await one.do("hangup", OUTSIDE)
    await one.quirk("external_delivered", False)
    await one.quirk("external_subject", "trunk")
    await one.ask(one.station.dial("+49 89 1234567"))
    await one.do("answer", OUTSIDE)
    await one.ask(one.station.hangup())
    await one.ask(one.station.dial(NOBODY_OUTSIDE))
    await one.ask(one.station.hangup())
    await one.do("set", "7801", in_service=False)
    await one.do("set", "7806", in_service=False)
    await one.ask(one.station.dial(OUTSIDE))
    await one.ask(one.station.hangup())


@_row("B busy, DND, unknown")
async def _fails(one: Stage) -> None:
    await one.do("set", "101", habits={"busy": True})
    await one.do("set", "102", dnd=True)
    for number in ("101", "102", BUSY_OUTSIDE):
        await one.ask(one.station.dial(number))
        await one.ask(one.station.hangup())
    await one.quirk("failed_at", "calling")
    await one.ask(one.station.dial("101"))
    await one.ask(one.station.hangup())
    await one.refused(one.station.dial("199"))
    await one.quirk("invalid_number", "fail")
    await one.ask(one.station.dial("199"))
    await one.ask(one.station.hangup())
    await one.quirk("unreachable", "refuse")
    for number in ("101", "102"):
        await one.refused(one.station.dial(number))


@_row("Incoming")
async def _incoming(one: Stage) -> None:
    await one.call(OUTSIDE)
    await one.ask(one.station.answer())
    await one.do("hangup", OUTSIDE)
    await one.do("call", from_=OUTSIDE, to="100", restricted=True)
    await one.ask(one.station.answer())
    await one.ask(one.station.hangup())


@_row("Incoming while talking")
async def _second(one: Stage) -> None:
    for habit in ("hold", "refuse", "clear"):
        await one.quirk("second_answer", habit)
        await one.talk()
        await one.call("102")
        await one.ask(one.station.answer())
        assert len(one.station.calls) == (1 if habit == "clear" else 2)
        await one.over()


@_row("Answer", company(remote_answer=False))
async def _answer(one: Stage) -> None:
    await one.call("101")
    await one.refused(one.station.answer())
    await one.do("answer", "100")
    await one.ask(one.station.hangup())


@_row("Established without Delivered")
async def _no_delivered(one: Stage) -> None:
    await one.do("fault", name="lose_event", event="delivered")
    await one.call("101")
    await one.do("answer", "100")
    assert one.only.phase == "talking"
    await one.ask(one.station.hangup())
    await one.quirk("auto_answer_delivered", False)
    await one.do("feature", "100", auto_answer=True)
    await one.call("101")
    assert one.only.phase == "talking"
    await one.ask(one.station.hangup())


@_row("Diverted without Delivered")
async def _diverted(one: Stage) -> None:
    await one.do("set", "100", forwarding={"type": "immediate", "on": True, "to": "102"})
    await one.call("101")
    await one.over()


@_row("Caller gives up")
async def _gives_up(one: Stage) -> None:
    await one.call(OUTSIDE)
    await one.do("hangup", OUTSIDE)
    await one.quirk("clear_events", "own")
    await one.call("101")
    await one.do("hangup", "101")


@_row("Answered elsewhere")
async def _elsewhere(one: Stage) -> None:
    await one.call("101")
    await one.do("pickup", "102")
    await one.do("hangup", "102")
    await one.call("101", "700")
    await one.wait(10)
    await one.do("answer", "105")
    await one.over()
    await one.quirk("hunting_cause", "callForwardNoAnswer")
    await one.call("101", "700")
    await one.wait(10)
    await one.over()


@_row("Forwarding while ringing")
async def _no_answer(one: Stage) -> None:
    await one.do("set", "100", forwarding={"type": "noAns", "on": True, "to": "102"})
    await one.call("101")
    await one.wait(15)
    await one.over()


@_row("Reject")
async def _reject(one: Stage) -> None:
    await one.call("101")
    await one.ask(one.station.reject())
    await one.quirk("ringing_ends", "fail")
    await one.call("101")
    await one.ask(one.station.reject())
    await one.do("hangup", "101")
    await one.quirk("clears_alerting", False)
    await one.call("101")
    await one.refused(one.station.reject())
    await one.ask(one.station.deflect("102"))
    await one.over()


@_row("Deflect to C")
async def _deflect(one: Stage) -> None:
    await one.call("101")
    await one.refused(one.station.deflect("199"))
    await one.ask(one.station.deflect("102"))
    await one.over()


@_row("Pick up B's call")
async def _pickup(one: Stage) -> None:
    await one.call("102", "101")
    await one.ask(one.station.pickup("101"))
    await one.ask(one.station.hangup())
    await one.call("102", "101")
    await one.ask(one.station.pickup())
    await one.ask(one.station.hangup())
    await one.refused(one.station.pickup())


@_row("Hold, retrieve")
async def _hold(one: Stage) -> None:
    await one.talk()
    await one.ask(one.station.hold())
    await one.ask(one.station.retrieve())
    await one.do("hold", "101")
    assert one.only.phase == "held_by_peer"
    await one.do("retrieve", "101")
    await one.ask(one.station.hangup())


@_row("Consult C")
async def _consult(one: Stage) -> None:
    await one.consult()
    await one.do("hangup", "102")
    await one.do("set", "102", habits={"busy": True})
    await one.ask(one.station.consult("102"))
    await one.ask(one.station.reconnect())
    await one.over()


@_row("Hanging up in consultation")
async def _hangs_up_in_consultation(one: Stage) -> None:
    for habit in ("transfer", "recall", "clear"):
        await one.quirk("onhook_in_consultation", habit)
        await one.consult()
        await one.do("onhook", "100")
        await one.over()
    await one.quirk("consulted_leaves", "stay")
    await one.consult()
    await one.do("hangup", "102")
    await one.ask(one.station.retrieve())
    await one.over()


@_row("Swap")
async def _swap(one: Stage) -> None:
    await one.consult()
    await one.ask(one.station.swap())
    await one.ask(one.station.swap())
    await one.over()


@_row("Back to B")
async def _back(one: Stage) -> None:
    await one.consult()
    await one.ask(one.station.reconnect())
    await one.over()


@_row("Transfer")
async def _transfer(one: Stage) -> None:
    for keeps, answered in (("new", True), ("held", True), ("active", False)):
        await one.quirk("transfer_call_id", keeps)
        await one.consult(answered=answered)
        await one.ask(one.station.transfer())
        await one.over()


@_row("Blind transfer")
async def _blind(one: Stage) -> None:
    for first in ("transferred", "delivered"):
        await one.quirk("blind_transfer_order", first)
        await one.talk()
        await one.ask(one.station.transfer("102"))
        await one.over()


@_row("Recall after transfer, hold, park")
async def _recall(one: Stage) -> None:
    await one.consult(answered=False)
    await one.ask(one.station.transfer())
    await one.wait(20)
    await one.ask(one.station.answer())
    await one.ask(one.station.hangup())
    await one.talk()
    park = ParkCall(parking=one.connection("connected"), park_to=DeviceID("105"))
    await one.ask(one.station.session.ask(park))
    await one.wait(120)
    await one.ask(one.station.answer())
    await one.ask(one.station.hangup())


@_row("Conference")
async def _conference(one: Stage) -> None:
    await one.consult()
    await one.ask(one.station.conference())
    await one.ask(one.station.consult("103"))
    await one.do("answer", "103")
    await one.ask(one.station.conference())
    await one.do("hangup", "103")
    await one.do("hangup", "102")
    assert one.only.phase == "talking"
    await one.ask(one.station.hangup())
    await one.consult()
    await one.ask(one.station.conference())
    await one.ask(one.station.hangup())
    await one.over()


@_row("Join a third")
async def _join(one: Stage) -> None:
    for first in ("delivered", "conferenced"):
        await one.quirk("step_conference_order", first)
        await one.talk()
        await one.ask(one.station.step_conference("102"))
        await one.do("answer", "102")
        await one.over()
    await one.quirk("step_conference_cause", "activeParticipation")
    await one.talk()
    await one.ask(one.station.step_conference("102"))
    await one.do("answer", "102")
    assert one.only.phase == "conference"
    await one.over()


@_row("Digits")
async def _digits(one: Stage) -> None:
    await one.do("offhook", "100")
    await one.ask(one.station.dial_digits("101"))
    await one.do("answer", "101")
    await one.ask(one.station.dtmf("12#"))
    await one.ask(one.station.hangup())
    await one.ask(one.station.dial(f"{OUTSIDE},1234#"))
    await one.do("answer", OUTSIDE)
    await one.rest()
    await one.ask(one.station.hangup())


@_row("Hang up")
async def _hang_up(one: Stage) -> None:
    await one.talk()
    await one.ask(one.station.hangup())
    await one.talk()
    await one.do("hangup", "101")
    await one.quirk("release", "blocked")
    await one.talk()
    await one.do("hangup", "101")
    assert one.only.phase == "ending"
    await one.ask(one.station.hangup())


@_row("Call back")
async def _call_back(one: Stage) -> None:
    asked = one.station.session.ask
    await one.do("set", "101", habits={"busy": True})
    await one.ask(one.station.dial("101"))
    await one.ask(asked(CallBack(callback_connection=one.connection("connected"))))
    assert one.station.calls == ()
    await one.do("set", "101", habits={"busy": False})
    await one.wait(2)
    assert one.only.state == "alerting"
    await one.ask(one.station.answer())
    await one.do("answer", "101")
    await one.ask(one.station.hangup())
    order = CallBackNonCallRelated(originating_device=DeviceID("100"), target_device=DeviceID("101"))
    cancel = CancelCallBack(originating_device=DeviceID("100"), target_device=DeviceID("101"))
    await one.do("dial", "101", to="102")
    await one.ask(asked(order))
    await one.refused(asked(order))
    await one.ask(asked(cancel))
    await one.refused(asked(cancel))
    await one.over()


@_row("Park, camp on, intrude")
async def _park(one: Stage) -> None:
    asked = one.station.session.ask
    await one.talk()
    parked = one.connection("connected")
    await one.ask(asked(ParkCall(parking=parked, park_to=DeviceID("105"))))
    assert one.station.calls == ()
    at = ConnectionID.of(parked.call_id or b"", "105")
    await one.ask(asked(DirectedPickupCall(call_to_be_picked_up=at, requesting_device=DeviceID("102"))))
    await one.over()
    await one.do("set", "101", habits={"busy": True})
    await one.ask(one.station.dial("101"))
    await one.refused(asked(IntrudeCall(intrude=one.connection("connected"))))
    await one.ask(asked(CamponCall(campon_connection=one.connection("connected"))))
    await one.do("set", "101", habits={"busy": False})
    await one.wait(2)
    await one.do("answer", "101")
    await one.ask(one.station.hangup())
    await one.call("102", "101")
    await one.do("answer", "101")
    await one.do("set", "101", habits={"busy": True})
    await one.ask(one.station.dial("101"))
    await one.ask(asked(IntrudeCall(intrude=one.connection("connected"))))
    assert one.only.phase == "talking"
    await one.over()
    await one.quirk("intrusion", "alternate")
    await one.do("set", "101", habits={"busy": False})
    await one.call("102", "101")
    await one.do("answer", "101")
    await one.do("set", "101", habits={"busy": True})
    await one.ask(one.station.dial("101"))
    await one.ask(asked(IntrudeCall(intrude=one.connection("connected"))))
    assert (one.only.phase, one.only.cause) == ("talking", "intrude")
    await one.over()
    await one.do("set", "101", habits={"busy": False})
    await one.talk()
    await one.do("set", "100", habits={"busy": True})
    await one.call("102")
    await one.do("intrude", "102")
    held, intruder = one.station.all_calls()
    assert (held.phase, intruder.phase, intruder.cause) == ("held", "talking", "intrude")
    await one.do("hangup", "102")
    assert (one.only.id, one.only.phase, one.only.cause) == (held.id, "talking", "normal")
    await one.over()


@_row("Forwarding of A")
async def _forwarding(one: Stage) -> None:
    await one.ask(one.station.forward("busy", True, OUTSIDE))
    await one.ask(one.station.forward("immediate", True, "102"))
    await one.call("101")
    await one.over()
    await one.ask(one.station.forward("immediate", False))
    await one.refused(one.station.forward("immediate", True, "199"))


@_row("DND, message waiting, agent state, hook")
async def _features(one: Stage) -> None:
    await one.ask(one.station.dnd(True))
    await one.call("101")
    await one.over()
    await one.ask(one.station.dnd(False))
    await one.do("set", "100", message_waiting=True)
    await one.do("set", "100", message_waiting=False)
    asked = one.station.session.ask
    for state in (ReqAgentState.loggedOn, ReqAgentState.ready, ReqAgentState.loggedOff):
        await one.ask(asked(SetAgentState(device=DeviceID("100"), requested_agent_state=state, agent_id=b"7")))
    await one.call("101")
    for down in (False, True):
        hook = SetHookswitchStatus(device=DeviceID("100"), hookswitch=b"\x01", hookswitch_on_hook=down)
        await one.ask(asked(hook))


@_row("Out of service")
async def _out_of_service(one: Stage) -> None:
    await one.talk()
    await one.do("set", "100", in_service=False)
    await one.do("set", "100", in_service=True)
    await one.do("fault", name="stop_monitor", device="100")
    await one.talk()
    await one.over()
