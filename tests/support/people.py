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
ANALOGUE = "106"
"""A telephone that prompts to be lifted, and that nobody can answer from afar."""
ALONE = "105"
"""A telephone without call waiting: busy while it has a call."""
LINE, MEMBERS = "120", ("121", "122")
"""A MULAP, and the two telephones at which it appears."""
MONITORED = ("100", "101", ANALOGUE, LINE)
"""The client's own station, and those that it monitors beside it."""
DEVICES = (*STATIONS, ANALOGUE, LINE)
"""What has calls of its own."""
TELEPHONES = (*STATIONS, ANALOGUE, *MEMBERS)
"""Where people sit."""
GROUP, ALL, PHONES, AGENTS = "700", "701", "702", "703"
"""One after the other; all at once; the telephones of one person; agents, with a queue."""
GROUPS = (GROUP, ALL, PHONES, AGENTS)
NOBODY, OUTSIDE, BUSY_OUTSIDE, HIDDEN = "199", "0891234567", "0891111111", "0893333333"
NUMBERS = (*STATIONS, *DEVICES, *GROUPS, NOBODY, "0" + OUTSIDE, "0" + BUSY_OUTSIDE, "0" + HIDDEN)

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
    """Seven stations and a line of two telephones, where nobody does anything by themselves; groups, three trunks."""
    return Company(
        stations=(
            *(
                Phone(
                    number=number,
                    pickup_group="office",
                    agent="ready" if number == "104" else "loggedOff",
                    call_waiting=number != ALONE,
                )
                for number in STATIONS
            ),
            Phone(number=ANALOGUE, pickup_group="office", hands_free=False, remote_answer=False),
            *(Phone(number=number) for number in MEMBERS),
        ),
        groups=(
            Group(number=GROUP, members=("100", "105"), next_after=10.0),
            Group(number=ALL, kind="all", members=("100", "101", "104")),
            Group(number=PHONES, kind="phones", members=("101", ANALOGUE)),
            Group(
                number=AGENTS,
                kind="ucd",
                members=("100", "104"),
                next_after=10.0,
                queue=2,
                overflow_to="105",
                overflow_after=20.0,
                work_after_call=5.0,
            ),
            Group(number=LINE, kind="mulap", members=MEMBERS),
        ),
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
    kind = dice.choices(("user", "leg", "begin", "set", "wait"), (34, 34, 20, 6, 8))[0]
    if kind == "user":
        return _of_user(dice, calls)
    legs = [_leg(dice, leg) for call in truth["calls"] for leg in call["connections"]]
    if kind == "leg" and legs:
        return _of_leg(dice, legs)
    if kind == "set":
        return _setting(dice)
    if kind == "wait":
        return wait(dice.choice((1, 4, 11, 16, 22, 130)))
    return _beginning(dice)


def _leg(dice: Random, leg: Mapping[str, Any]) -> tuple[str, str]:
    """Who has a connection, by name, and its state; of a line's telephones the one that has it, or any."""
    who: str = leg.get("number") or leg.get("at") or leg["device"]
    if who == LINE:
        who = dice.choice((LINE, *MEMBERS))
    return who, "offered" if leg.get("offered") else leg["state"]


_USER_AIMED = ("deflect", "consult", "transfer_to", "step_conference", "park")
_USER_PLAIN = (
    "answer", "hangup", "reject", "hold", "retrieve", "swap", "reconnect", "transfer", "conference", "dtmf",
    "dial_digits", "callback", "campon", "intrude", "callback_message", "clear_call", "accept",
)  # fmt: skip
_AGENT_STATES = ("loggedOn", "loggedOff", "ready", "ready", "notReady", "workingAfterCall")


def _of_user(dice: Random, calls: Sequence[CallView]) -> Step:
    if not calls or dice.random() < 0.15:
        match dice.randrange(14):
            case 0:
                return user("pickup", source=dice.choice((None, *DEVICES)))
            case 1:
                return user("dnd", on=dice.random() < 0.3)
            case 2:
                return user("unpark", source=dice.choice(DEVICES))
            case 3:
                return user("join", to=dice.choice(DEVICES))
            case 4:
                return user(dice.choice(("callback", "cancel_callback")), device=dice.choice(DEVICES))
            case 5:
                on = dice.random() < 0.4
                kind, to = dice.choice(("immediate", "busy", "noAns")), dice.choice(STATIONS[2:])
                return user("forward", type=kind, on=on, to=to if on else None)
            case 6:
                return _at_telephone(dice)
            case 7 | 8 | 9:
                return user("dial", to=dice.choice(NUMBERS), device=dice.choice(MONITORED[1:]))
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


def _at_telephone(dice: Random) -> Step:
    """What the user switches at a telephone."""
    device, on = dice.choice(MONITORED), dice.random() < 0.5
    match dice.randrange(5):
        case 0:
            return user("mute", on=on, device=device)
        case 1:
            return user("auto_answer", on=dice.random() < 0.3, device=device)
        case 2:
            return user("mwi", on=on, device=dice.choice(DEVICES))
        case 3:
            return user("volume", level=dice.choice((0, 40, 100)), device=device)
        case _:
            return user("agent", state=dice.choice(_AGENT_STATES), device=device)


_BY_STATE: dict[str, tuple[str, ...]] = {
    "initiated": ("offhook", "dial_digits", "onhook", "hangup"),
    "offered": ("accept", "answer", "reject", "deflect", "pickup"),
    "alerting": ("answer", "answer", "answer", "reject", "deflect", "pickup", "hangup"),
    "connected": (
        "hangup", "hold", "consult", "consult", "transfer_to", "step_conference", "dtmf", "onhook", "swap", "reconnect",
        "transfer", "conference", "park", "unpark", "call_back", "leave_message",
    ),
    "hold": ("retrieve", "swap", "reconnect", "transfer", "conference", "hangup"),
    "fail": ("hangup", "onhook", "camp_on", "camp_on", "intrude", "call_back"),
    "queued": ("hangup", "unpark"),
}  # fmt: skip


def _of_leg(dice: Random, legs: Sequence[tuple[str, str]]) -> Step:
    device, state = dice.choice(legs)
    do = dice.choice(_BY_STATE.get(state, ("hangup",)))
    if do == "pickup":
        return at("pickup", device=dice.choice(TELEPHONES), from_=device)
    if do == "unpark":
        return at("unpark", device=dice.choice(TELEPHONES), from_=dice.choice((device, *DEVICES)))
    members: dict[str, Any] = {"device": device}
    if sum(one[0] == device for one in legs) > 1 and do not in ("swap", "reconnect", "transfer", "conference"):
        members["call"] = dice.randrange(3)
    if do in ("consult", "transfer_to", "step_conference", "deflect", "park"):
        members["to"] = dice.choice(NUMBERS)
    if do in ("dtmf", "dial_digits"):
        members["digits"] = dice.choice(("1", "101", "102"))
    return at(do, **members)


_FEATURES: tuple[Mapping[str, Any], ...] = (
    {"auto_answer": True, "rings": 1}, {"auto_answer": False}, {"auto_answer": False}, {"mute": True}, {"mute": False},
    {"caller_id": False}, {"caller_id": True},
)  # fmt: skip


def _setting(dice: Random) -> Step:
    device = dice.choice(DEVICES)
    match dice.randrange(7):
        case 0:
            return at("set", device=device, dnd=dice.random() < 0.3)
        case 1:
            return at("set", device=device, in_service=dice.random() < 0.7)
        case 2:
            return at("set", device=device, habits={"busy": dice.random() < 0.3})
        case 3:
            return at("set", device=device, message_waiting=dice.random() < 0.5)
        case 4:
            return at("feature", device=device, **dice.choice(_FEATURES))
        case 5:
            return at("agent", device=dice.choice(("100", "104")), state=dice.choice(_AGENT_STATES))
        case _:
            kind, to = dice.choice(("immediate", "busy", "noAns")), dice.choice((*DEVICES, "0" + OUTSIDE))
            return at("set", device=device, forwarding={"type": kind, "on": dice.random() < 0.4, "to": to})


def _beginning(dice: Random) -> Step:
    if dice.random() < 0.15:
        return at("offhook", device=dice.choice(TELEPHONES))
    if dice.random() < 0.08:
        return at(dice.choice(("join", "call_back")), device=dice.choice(TELEPHONES), to=dice.choice(DEVICES))
    called = dice.choice((*MONITORED, *MONITORED, *MONITORED[:2], *DEVICES, *GROUPS))
    return at("call", from_=dice.choice((*TELEPHONES, OUTSIDE, HIDDEN)), to=called)
