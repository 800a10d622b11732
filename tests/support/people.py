"""What people at a switch do, step by step, as plain data: drawn at random, done again, printed to be pasted.

A step is somebody at a telephone (:func:`at`, in the simulator's own commands), the client's user (:func:`user`, a
method of the station), or time (:func:`wait`). Steps name calls by their place among those of the device, so that a
sequence with some of its steps left out still means something: what is not possible then is refused, by the switch or
by the client, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

from desktop.station.views import CallView
from desktop.switchsim import Company
from desktop.switchsim.company import Group, Habits, Outsider, Times
from desktop.switchsim.company import Station as Phone

STATIONS = ("100", "101", "102", "103", "104", "105")
MONITORED = ("100", "101")
"""The client's own station, and one that it monitors beside it."""
GROUP, NOBODY, OUTSIDE, BUSY_OUTSIDE, HIDDEN = "700", "199", "0891234567", "0891111111", "0893333333"
NUMBERS = (*STATIONS, *STATIONS, GROUP, NOBODY, "0" + OUTSIDE, "0" + BUSY_OUTSIDE, "0" + HIDDEN)

Actor = Literal["switch", "user", "time"]
Truth = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody does something; ``call``, where it is given, is the place of the call among the device's."""

    actor: Actor
    do: str
    members: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """As it is written in a test."""
        if self.actor == "time":
            return f"wait({self.members['seconds']!r})"
        members = (f"{_python(name)}={value!r}" for name, value in self.members.items())
        return f"{'at' if self.actor == 'switch' else 'user'}({', '.join((repr(self.do), *members))})"


def _python(name: str) -> str:
    return f"{name}_" if name in ("from", "on") else name


def at(do: str, **members: Any) -> Step:
    """A command of the simulator; members that are words of Python have ``_`` behind."""
    return Step("switch", do, {name.rstrip("_"): value for name, value in members.items()})


def user(do: str, **members: Any) -> Step:
    """A method of the station."""
    return Step("user", do, {name.rstrip("_"): value for name, value in members.items()})


def wait(seconds: float) -> Step:
    """Time passes."""
    return Step("time", "wait", {"seconds": seconds})


def company() -> Company:
    """Six stations, of which nobody does anything by themselves, a hunting group, three trunks."""
    return Company(
        stations=tuple(Phone(number=number, pickup_group="office") for number in STATIONS),
        groups=(Group(number=GROUP, members=("100", "105"), next_after=10.0),),
        trunks=("7801", "7802", "7806"),
        outsiders=(
            Outsider(number=OUTSIDE, habits=Habits()),
            Outsider(number=BUSY_OUTSIDE, habits=Habits(busy=True)),
            Outsider(number=HIDDEN, habits=Habits(), restricted=True),
        ),
        outside_habits=Habits(),
        times=Times(forward_no_answer=15.0, recall=20.0, alerting=120.0, prompt=20.0),
    )


def random_step(dice: Random, truth: Truth, calls: Sequence[CallView]) -> Step:
    """Something that somebody may do now; now and then something that is not possible."""
    kind = dice.choices(("user", "leg", "begin", "set", "wait"), (34, 34, 20, 4, 8))[0]
    if kind == "user":
        return _of_user(dice, calls)
    legs = [(leg["device"], leg["state"], leg.get("number")) for call in truth["calls"] for leg in call["connections"]]
    if kind == "leg" and legs:
        return _of_leg(dice, legs)
    if kind == "set":
        return _setting(dice)
    if kind == "wait":
        return wait(dice.choice((1, 4, 11, 16, 22, 130)))
    return _beginning(dice)


_USER_AIMED = ("deflect", "consult", "transfer_to", "step_conference", "park")
_USER_PLAIN = (
    "answer", "hangup", "reject", "hold", "retrieve", "swap", "reconnect", "transfer", "conference", "dtmf",
    "dial_digits", "callback", "campon", "intrude",
)  # fmt: skip


def _of_user(dice: Random, calls: Sequence[CallView]) -> Step:
    if not calls or dice.random() < 0.12:
        match dice.randrange(10):
            case 0:
                return user("pickup", source=dice.choice((None, *STATIONS)))
            case 1:
                return user("dnd", on=dice.random() < 0.3)
            case 2:
                return user("unpark", source=dice.choice(STATIONS))
            case 3:
                return user("join", to=dice.choice(STATIONS))
            case 4:
                return user(dice.choice(("callback", "cancel_callback")), device=dice.choice(STATIONS))
            case 5:
                on = dice.random() < 0.4
                kind, to = dice.choice(("immediate", "busy", "noAns")), dice.choice(STATIONS[2:])
                return user("forward", type=kind, on=on, to=to if on else None)
            case _:
                return user("dial", to=dice.choice(NUMBERS))
    index = dice.randrange(len(calls))
    offered: list[str] = [action for action in calls[index].actions if action in _USER_PLAIN + _USER_AIMED]
    offered += ["transfer_to", "step_conference"] if "consult" in offered else []
    action = dice.choice(offered) if offered and dice.random() < 0.9 else dice.choice(_USER_PLAIN + _USER_AIMED)
    members: dict[str, Any] = {"call": index}
    if action in _USER_AIMED:
        members["to"] = dice.choice(NUMBERS)
    if action in ("dtmf", "dial_digits"):
        members["digits"] = dice.choice(("1", "102", "12,3"))
    return user(action, **members)


_BY_STATE: dict[str, tuple[str, ...]] = {
    "initiated": ("offhook", "dial_digits", "onhook", "hangup"),
    "alerting": ("answer", "answer", "answer", "reject", "deflect", "pickup", "hangup"),
    "connected": (
        "hangup", "hold", "consult", "consult", "transfer_to", "step_conference", "dtmf", "onhook", "swap", "reconnect",
        "transfer", "conference", "park", "unpark", "call_back",
    ),
    "hold": ("retrieve", "swap", "reconnect", "transfer", "conference", "hangup"),
    "fail": ("hangup", "onhook", "camp_on", "camp_on", "intrude", "call_back"),
    "queued": ("hangup", "unpark"),
}  # fmt: skip


def _of_leg(dice: Random, legs: Sequence[tuple[str, str, str | None]]) -> Step:
    device, state, number = dice.choice(legs)
    do = dice.choice(_BY_STATE.get(state, ("hangup",)))
    if do == "pickup":
        return at("pickup", device=dice.choice(STATIONS), from_=device)
    if do == "unpark":
        return at("unpark", device=dice.choice(STATIONS), from_=dice.choice((device, *STATIONS)))
    members: dict[str, Any] = {"device": number or device}
    if sum(one[0] == device for one in legs) > 1 and do not in ("swap", "reconnect", "transfer", "conference"):
        members["call"] = dice.randrange(3)
    if do in ("consult", "transfer_to", "step_conference", "deflect", "park"):
        members["to"] = dice.choice(NUMBERS)
    if do in ("dtmf", "dial_digits"):
        members["digits"] = dice.choice(("1", "101", "102"))
    return at(do, **members)


def _setting(dice: Random) -> Step:
    device = dice.choice(STATIONS)
    match dice.randrange(4):
        case 0:
            return at("set", device=device, dnd=dice.random() < 0.3)
        case 1:
            return at("set", device=device, in_service=dice.random() < 0.7)
        case 2:
            return at("set", device=device, habits={"busy": dice.random() < 0.3})
        case _:
            kind, to = dice.choice(("immediate", "busy", "noAns")), dice.choice((*STATIONS, "0" + OUTSIDE))
            return at("set", device=device, forwarding={"type": kind, "on": dice.random() < 0.4, "to": to})


def _beginning(dice: Random) -> Step:
    if dice.random() < 0.15:
        return at("offhook", device=dice.choice(STATIONS))
    if dice.random() < 0.08:
        return at(dice.choice(("join", "call_back")), device=dice.choice(STATIONS), to=dice.choice(STATIONS))
    called = dice.choice((*MONITORED, *MONITORED, *MONITORED, *STATIONS, GROUP))
    return at("call", from_=dice.choice((*STATIONS, OUTSIDE, HIDDEN)), to=called)
