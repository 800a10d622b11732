"""Every method of the station, in every state in which it may be asked, with everything that can become of a request:
the switch refuses it, does not have the service, never answers, answers late or too late, or the link goes before the
answer. Afterwards the method has ended with the right kind, nothing is pending, and the truth is shown.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from desktop.csta.failures import OperationError, StateError
from desktop.link.client import RequestError
from desktop.station.refusal import Refusal
from desktop.station.station import Station
from desktop.switchsim import Company, services
from desktop.switchsim.exchange import refuse
from desktop.switchsim.switch import Switch
from tests.support import judge
from tests.support.people import BUSY_OUTSIDE, NOBODY, Step, at, company, user, wait
from tests.support.trial import Trial, trial
from tests.support.virtualtime import run

_TALK = (at("call", from_="101", to="100"), user("answer", call=0))
_CONSULT = (*_TALK, user("consult", call=0, to="102"))

_WAITS_THERE = (
    at("set", device="101", habits={"busy": True}),
    user("dial", to="101"),
    user("campon", call=0),
)
_CALL_BACK = (
    at("set", device="101", habits={"busy": True}),
    user("callback", device="101"),
    at("set", device="101", habits={"busy": False}),
    wait(10.0),
)

SITUATIONS: dict[str, tuple[tuple[str, ...], tuple[Step, ...]]] = {
    "idle": ((), ()),
    "lifted": ((), (at("offhook", device="100"),)),
    "rings there": ((), (user("dial", to="101"),)),
    "rings here": ((), (at("call", from_="101", to="100"),)),
    "talking": ((), _TALK),
    "on hold": ((), (*_TALK, user("hold", call=0))),
    "held by the other": ((), (*_TALK, at("hold", device="101"))),
    "second call rings": ((), (*_TALK, at("call", from_="102", to="100"))),
    "second call must be made room for": (("second_answer=refuse",), (*_TALK, at("call", from_="102", to="100"))),
    "consultation rings": ((), _CONSULT),
    "consultation": ((), (*_CONSULT, at("answer", device="102"))),
    "consulted is busy": ((), (at("set", device="102", habits={"busy": True}), *_CONSULT)),
    "conference": ((), (*_CONSULT, at("answer", device="102"), user("conference", call=0))),
    "busy": ((), (at("set", device="101", habits={"busy": True}), user("dial", to="101"))),
    "busy, told at the caller": (
        ("failed_at=calling",),
        (at("set", device="101", habits={"busy": True}), user("dial", to="101")),
    ),
    "hung up there": (("release=blocked",), (*_TALK, at("hangup", device="101"))),
    "out of order": ((), (at("set", device="101", in_service=False), user("dial", to="101"))),
    "does not want to be disturbed": ((), (at("set", device="101", dnd=True), user("dial", to="101"))),
    "not obtainable": (("invalid_number=fail",), (user("dial", to=NOBODY),)),
    "not obtainable, told at the caller": (
        ("invalid_number=fail", "failed_at=calling"),
        (user("dial", to=NOBODY),),
    ),
    "busy outside": ((), (user("dial", to="0" + BUSY_OUTSIDE),)),
    "waits at who is busy": ((), _WAITS_THERE),
    "waits here": (
        (),
        (
            at("set", device="100", habits={"busy": True}),
            at("call", from_="101", to="100"),
            at("camp_on", device="101"),
        ),
    ),
    "waited there, rings there": ((), (*_WAITS_THERE, at("set", device="101", habits={"busy": False}), wait(3.0))),
    "parked here": ((), (*_TALK, user("park", call=0, to="100"))),
    "prompts": ((), (user("dial", to="101"),)),
    "call back rings": ((), _CALL_BACK),
    "call back prompts": (("call_back_starts=prompt",), _CALL_BACK),
    "offered": (("offered=True",), (at("call", from_="101", to="100"),)),
    "offered there": (("offered=True",), (user("dial", to="101"),)),
    "came back from a transfer": ((), (*_CONSULT, user("transfer", call=0), wait(21.0))),
    "came back from a blind transfer": ((), (*_TALK, user("transfer_to", call=0, to="102"), wait(21.0))),
    "came back from where it was parked": ((), (*_TALK, user("park", call=0, to="103"), wait(121.0))),
    "held too long": ((), (*_TALK, user("hold", call=0), wait(181.0))),
    "outside": ((), (user("dial", to="00891234567"), at("answer", device="0891234567"))),
}
"""Conditions, and what happened before."""
SHOWN: dict[str, tuple[str, ...]] = {
    "lifted": ("dialling newCall",),
    "rings there": ("ringing_out newCall",),
    "rings here": ("ringing_in newCall",),
    "talking": ("talking newCall",),
    "on hold": ("held normal",),
    "held by the other": ("held_by_peer normal",),
    "second call rings": ("talking newCall", "ringing_in newCall"),
    "second call must be made room for": ("talking newCall", "ringing_in newCall"),
    "consultation rings": ("held consultation", "ringing_out newCall"),
    "consultation": ("held consultation", "talking newCall"),
    "consulted is busy": ("held consultation", "busy busy"),
    "conference": ("conference conference",),
    "busy": ("busy busy",),
    "busy, told at the caller": ("busy busy",),
    "hung up there": ("ending blocked",),
    "out of order": ("failed destOutOfOrder",),
    "does not want to be disturbed": ("failed doNotDisturb",),
    "not obtainable": ("failed destNotObtainable",),
    "not obtainable, told at the caller": ("failed destNotObtainable",),
    "busy outside": ("busy busy",),
    "waits at who is busy": ("queued campOn",),
    "waits here": ("queued campOn",),
    "waited there, rings there": ("ringing_out campOn",),
    "parked here": ("queued park",),
    "prompts": ("dialling makeCall",),
    "call back rings": ("ringing_in callBack",),
    "call back prompts": ("dialling callBack",),
    "offered": ("ringing_in newCall",),
    "offered there": ("ringing_out newCall",),
    "came back from a transfer": ("ringing_in recall",),
    "came back from a blind transfer": ("ringing_in recall",),
    "came back from where it was parked": ("ringing_in recall",),
    "held too long": ("ringing_in recall",),
    "outside": ("talking newCall",),
}
"""What the client then shows of its calls: phase and cause."""
PROMPTS = "prompts"
"""The situation in which one's own telephone has no loudspeaker to dial with: it prompts to be lifted."""

IDLE = (
    user("dial", to="101"),
    user("dial", to="00891234567"),
    user("redial"),
    user("pickup"),
    user("pickup", source="104"),
    user("dnd", on_=True),
    user("forward", type="busy", on_=True, to="103"),
    user("unpark", source="104"),
    user("join", to="104"),
    user("callback", device="103"),
    user("cancel_callback", device="103"),
    user("agent", state="loggedOn"),
    user("auto_answer", on_=True),
    user("mwi", on_=True, device="103"),
    user("mute", on_=True),
    user("volume", level=30),
    user("monitor", device="102"),
    user("unmonitor", device="102"),
    user("snapshot"),
    user("snapshot", device="100"),
    user("speaker_mute", on_=True),
    user("ring_volume", level=30),
    user("caller_id", on_=False),
    user("presence", state="meeting"),
    user("display", text="Back at 3"),
    user("offhook"),
)
"""What may be asked without a call."""
BY_HAND: dict[str, tuple[str, ...]] = {
    "initiated": ("onhook",),
    "alerting": ("silence", "offhook"),
    "connected": ("onhook",),
}
"""What can be done with the telephone itself while its call is in a state, and its handset where that tells."""
BEFORE: dict[str, tuple[Step, ...]] = {
    "pickup": (at("call", from_="103", to="104"),),
    "unpark": (at("call", from_="103", to="102"), at("answer", device="102"), at("park", device="103", to="104")),
    "join": (at("call", from_="103", to="104"), at("answer", device="104")),
    "cancel_callback": (user("callback", device="103"),),
    "unmonitor": (user("monitor", device="102"),),
    "redial": (at("call", from_="100", to="101"), at("hangup", device="100")),
}
"""What must have happened for it."""
MEMBERS: dict[str, dict[str, Any]] = {
    "deflect": {"to": "103"},
    "park": {"to": "103"},
    "consult": {"to": "103"},
    "step_conference": {"to": "103"},
    "transfer_to": {"to": "103"},
    "dtmf": {"digits": "1"},
    "dial_digits": {"digits": "103"},
    "account": {"code": "4711"},
}


@dataclass(frozen=True)
class Trouble:
    """What becomes of requests: ``kinds``: with one of these the method may end, or well (None).

    :param answers: what the switch does instead of serving one; None: nothing else.
    :param lasts: so long it goes on after the method has ended, in seconds.
    """

    kinds: frozenset[str | None]
    faults: tuple[dict[str, Any], ...] = ()
    answers: Callable[[], Exception] | None = None
    always: bool = False
    cut: bool = False
    lasts: float = 0.0


_DONE: frozenset[str | None] = frozenset({None, "refused"})
"""What is asked of a switch that serves everything may still be refused: with somebody else it is not possible."""
TROUBLES: dict[str, Trouble] = {
    "refused once": Trouble(
        frozenset({"refused", "state", None}), answers=lambda: refuse(StateError.invalidObjectState)
    ),
    "not offered": Trouble(
        frozenset({"refused", "state"}), answers=lambda: refuse(OperationError.serviceNotSupported), always=True
    ),
    # the client then does the same in steps, where it can
    "the first service not offered": Trouble(
        frozenset({"refused", "state", None}), answers=lambda: refuse(OperationError.serviceNotSupported)
    ),
    "done, but not answered": Trouble(frozenset({"timeout"}), faults=({"name": "no_answer"},)),
    "answered too late": Trouble(frozenset({"timeout"}), faults=({"name": "slow_answer", "seconds": 7.0},)),
    "answered late": Trouble(frozenset({None, "state", "refused"}), faults=({"name": "slow_answer", "seconds": 2.0},)),
    # later than the client looks by itself, 2 s after a result whose event did not come
    "events late": Trouble(_DONE, faults=({"name": "late_events", "seconds": 4.0},), lasts=10.0),
    "events late, the first service not offered": Trouble(
        frozenset({"refused", "state", None}),
        faults=({"name": "late_events", "seconds": 4.0},),
        answers=lambda: refuse(OperationError.serviceNotSupported),
        lasts=10.0,
    ),
    "events lost": Trouble(_DONE, faults=({"name": "lose_event", "count": 1000},), lasts=10.0),
    "the link goes": Trouble(frozenset({"unknown"}), faults=({"name": "no_answer"},), cut=True),
}


@contextmanager
def served(this: Trial, step: Step, trouble: Trouble) -> Iterator[None]:
    """What comes of the requests of a step while this lasts; those that the client makes by itself are served."""
    left = [1]
    by_itself = tuple(kind for kind in ("Get", "Monitor", "Request", "Snapshot") if kind.lower() not in step.do)

    def perform(switch: Switch, link: int, argument: Any) -> Any:
        harmless = type(argument).__name__.startswith(by_itself)
        if trouble.answers is None or harmless or not (trouble.always or left[0]):
            return services.perform(switch, link, argument)
        left[0] -= 1
        raise trouble.answers()

    for fault in trouble.faults:
        this.one.simulator.command({"do": "fault", **fault})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desktop.switchsim.switch.perform", perform)
        yield
    this.one.station.offers.forget()  # the truth knows nothing of what this switch would refuse for good


async def asked(this: Trial, step: Step, trouble: Trouble) -> str | None:
    """Ask; return the kind of the refusal, None where it was done."""
    loop = this.one.loop
    members = dict(step.members)
    if "call" in members:
        members["call"] = this.one.station.all_calls()[members["call"]].id
    method = getattr(this.one.station, "transfer" if step.do == "transfer_to" else step.do)
    try:
        async with asyncio.timeout(120), asyncio.TaskGroup() as group:
            asking = group.create_task(_kind_of(method(**members)))
            if trouble.cut:
                await loop.advance(1.0)
                this.one.simulator.command({"do": "fault", "name": "cut"})
                this.one.simulator.command({"do": "fault", "name": "no_answer", "on": False})
    except TimeoutError:
        raise AssertionError(f"{step} is pending for ever") from None
    return asking.result()


async def _kind_of(asking: Any) -> str | None:
    try:
        await asking
    except (Refusal, RequestError) as refusal:
        return refusal.kind
    return None


def _office(situation: str) -> Company:
    office = company()
    first, *others = office.stations
    return replace(office, stations=(replace(first, hands_free=situation != PROMPTS), *others))


async def offered(situation: str) -> list[Step]:
    """What may be asked in a situation."""
    names, before = SITUATIONS[situation]
    async with trial(names, _office(situation), devices=("100",)) as this:
        for step in before:
            await this.take(step)
        steps = list(IDLE) if not before else []
        shown = tuple(f"{view.phase} {view.cause}" for view in this.one.station.calls)
        assert shown == SHOWN.get(situation, ()), "this is not the situation that is meant"
        for index, view in enumerate(this.one.station.calls):
            actions: list[str] = list(view.actions)
            actions += ["step_conference"] if "consult" in actions else []
            if "transfer" in actions and "reconnect" not in actions:  # of a call by itself only with a target
                actions[actions.index("transfer")] = "transfer_to"
            actions += ["dial_digits"] if view.state == "initiated" else []
            steps += [user(action, call=index, **MEMBERS.get(action, {})) for action in actions]
        states = {view.state for view in this.one.station.calls}
        alone = states if len(states) == 1 and not situation.endswith(PROMPTS) else ()
        return steps + [user(name) for state in alone for name in BY_HAND.get(state, ())]


async def ask_in_trouble(situation: str, step: Step, trouble: Trouble) -> None:
    """Bring the situation about, ask, let the trouble end, and compare."""
    names, before = SITUATIONS[situation]
    async with trial((*names, "no_answer"), _office(situation), devices=("100",)) as this:
        for one in (*BEFORE.get(step.do, ()), *before):
            await this.take(one)
        this.one.loop.network.latency = 0.1
        with served(this, step, trouble):
            kind = await asked(this, step, trouble)
            await this.one.loop.advance(trouble.lasts)
        assert kind in (trouble.kinds if step.do != "snapshot" else {None}), f"{step} ended with {kind}"
        await this.end()
        await this.one.loop.advance(30)  # questions about the device may still be on their way
        session = this.one.station.session
        assert session.client is not None
        assert not session.client._pending, "something is pending"
        assert not this.one.station._waiting
        await this.take(at("call", from_="102", to="104"))  # what stands unheard shows by this
        monitored = {monitor["device"] for monitor in this.truth()["monitors"]}
        assert monitored == {device.device for device in this.one.station.devices}
        for device in monitored:
            shown = [view for view in this.one.station.calls if view.device == device]
            assert not list(judge.differences(this.truth(), device, shown))
        await this.everybody_hangs_up()


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_nothing_stays_pending_and_the_truth_is_shown(situation: str, trouble: str) -> None:
    steps = run(offered(situation))
    assert steps, "nothing may be asked: this proves nothing"
    for step in steps:
        try:
            run(ask_in_trouble(situation, step, TROUBLES[trouble]))
        except BaseException as error:
            error.add_note(f"{situation}, {trouble}: {step}")
            raise


def test_every_method_that_asks_is_tried() -> None:
    asking = {name for name, method in inspect.getmembers(Station, inspect.iscoroutinefunction) if name[0] != "_"}
    tried = {step.do for situation in SITUATIONS for step in run(offered(situation))}
    assert asking - tried == {"run", "until", "save_events"}, "these ask nothing"


@pytest.mark.parametrize("step", IDLE, ids=str)
def test_what_may_be_asked_without_a_call_is_done(step: Step) -> None:
    run(ask_in_trouble("idle", step, Trouble(frozenset({None}))))
