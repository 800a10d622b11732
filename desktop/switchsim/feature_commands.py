"""What people do at telephones beside plain calls: park, camp on, break in, order call backs, set features."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.csta.values import ConnectionID
from desktop.switchsim import agents, intrusion, joining, waiting
from desktop.switchsim.arguments import Arguments, Handler, Wrong, in_state, only, station, telephone
from desktop.switchsim.model import Leg, State
from desktop.switchsim.services import apparatus
from desktop.switchsim.services import station as features
from desktop.switchsim.switch import Switch


def _park(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    """Park the call on the line at ``to``; without it, at one's own telephone."""
    device = station(switch, arguments)
    to = arguments.text("to") if "to" in arguments else device
    leg = waiting.park(switch, in_state(switch, arguments, State.connected), to)
    return {"call_id": leg.call.id.hex()}


def _unpark(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    """Fetch the call that is parked at ``from``; without it, at one's own telephone."""
    device = telephone(switch, arguments)
    place = station(switch, arguments, "from") if "from" in arguments else switch.line(device)
    parked = only([leg for leg in switch.legs(place) if leg.waits == "park"])
    return {"call_id": joining.pick_up(switch, parked, device).call.id.hex()}


def _in_vain(switch: Switch, arguments: Arguments) -> tuple[Leg, str]:
    """The call on the line, which failed or rings, and the station that it does not reach."""
    device = station(switch, arguments)
    leg = in_state(switch, arguments, State.connected, State.fail)
    return waiting.unreached(switch, ConnectionID.of(leg.call.id, device))


def _camp_on(switch: Switch, arguments: Arguments) -> None:
    waiting.camp_on(switch, *_in_vain(switch, arguments))


def _intrude(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    leg, to = _in_vain(switch, arguments)
    silent = arguments.flag("silent", False)
    return {"call_id": intrusion.intrude(switch, leg, to, silent=silent).call.id.hex()}


def _join(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    """Come into the call that ``to`` has on the line."""
    device, to = telephone(switch, arguments), station(switch, arguments, "to")
    active = only([leg for leg in switch.legs(to) if leg.state is State.connected])
    silent = arguments.flag("silent", False)
    return {"call_id": intrusion.join(switch, active, device, silent=silent).call.id.hex()}


def _call_back(switch: Switch, arguments: Arguments) -> None:
    """Order a call back: of the call in vain, or with ``to`` of a station; ``"on": false`` cancels the latter."""
    if "to" not in arguments:
        waiting.call_back(switch, *_in_vain(switch, arguments))
        return
    device, to = station(switch, arguments), station(switch, arguments, "to")
    if arguments.flag("on", True):
        waiting.order_call_back(switch, device, to)
    else:
        waiting.cancel_call_back(switch, device, to)


def _leave_message(switch: Switch, arguments: Arguments) -> None:
    waiting.leave_message(switch, *_in_vain(switch, arguments))


def _accept(switch: Switch, arguments: Arguments) -> None:
    """Let a call ring that is only offered."""
    leg = in_state(switch, arguments, State.alerting)
    if not leg.offered:
        raise Wrong("state", "wrongState", "The call rings already.")
    switch.accept(leg)


def _agent(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    return {"pending": agents.set_agent(switch, station(switch, arguments), arguments.text("state"))}


def _feature(switch: Switch, arguments: Arguments) -> None:
    """Set features of a station: ``auto_answer`` (with ``rings``), ``caller_id``, ``mute``."""
    number = station(switch, arguments)
    if not any(name in arguments for name in ("auto_answer", "caller_id", "mute")):
        raise Wrong("usage", "badArgument", "Nothing to set: one of auto_answer, caller_id, mute.")
    changes: list[Callable[[], None]] = []
    if "auto_answer" in arguments:
        on, rings = arguments.flag("auto_answer"), int(arguments.number("rings", 0))
        changes.append(lambda: features.switch_auto_answer(switch, number, on, rings))
    if "caller_id" in arguments:
        shown = arguments.flag("caller_id")
        changes.append(lambda: features.switch_caller_id(switch, number, shown))
    if "mute" in arguments:
        mute = arguments.flag("mute")
        changes.append(lambda: apparatus.switch_microphone(switch, number, mute))
    for change in changes:
        change()


FEATURE_COMMANDS: dict[str, Handler] = {
    "accept": _accept,
    "agent": _agent,
    "call_back": _call_back,
    "camp_on": _camp_on,
    "feature": _feature,
    "intrude": _intrude,
    "join": _join,
    "leave_message": _leave_message,
    "park": _park,
    "unpark": _unpark,
}
"""The commands of this module by their names."""
