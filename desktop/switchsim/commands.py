"""The simulator's own commands: what a person at a phone does, what an administrator switches, what tests ask.

:func:`execute` takes one command (a JSON object) and returns the reply without its ``reply`` member. A command that is
refused changes nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from desktop.csta.enumerations import EventCause, ForwardingType
from desktop.csta.failures import OperationError
from desktop.switchsim import dialling, distribution, handset, joining, roster, services, waiting
from desktop.switchsim.arguments import Arguments, Handler, Wrong
from desktop.switchsim.arguments import in_state as _in_state
from desktop.switchsim.arguments import legs_of as _legs
from desktop.switchsim.arguments import member as _member
from desktop.switchsim.arguments import only as _only
from desktop.switchsim.arguments import pair as _pair
from desktop.switchsim.arguments import present as _present
from desktop.switchsim.arguments import ringing as _ringing
from desktop.switchsim.arguments import station as _station
from desktop.switchsim.arguments import telephone as _telephone
from desktop.switchsim.config import ConfigError, read_station
from desktop.switchsim.exchange import refuse
from desktop.switchsim.faults import inject, sentences
from desktop.switchsim.feature_commands import FEATURE_COMMANDS
from desktop.switchsim.maintenance import switch_service
from desktop.switchsim.model import Leg, Refuse, State
from desktop.switchsim.switch import Switch
from desktop.switchsim.truth import truth

FORWARDING_NAMES = {kind.short: kind for kind in ForwardingType}


def execute(
    switch: Switch, command: dict[str, Any], more: Mapping[str, Handler] = MappingProxyType({})
) -> dict[str, Any]:
    """Carry out one command and return its reply: ``{"ok": true, ...}`` or ``{"ok": false, "error": {...}}``.

    :param more: commands besides :data:`COMMANDS`.
    """
    try:
        name = command.get("do")
        handler = (more.get(name) or COMMANDS.get(name)) if isinstance(name, str) else None
        if handler is None:
            raise Wrong("usage", "unknownCommand", f"There is no command {name!r}.")
        told = handler(switch, Arguments(command))
        distribution.settle(switch)
        return {"ok": True, **(told or {})}
    except Wrong as wrong:
        return failed(wrong.kind, wrong.code, wrong.text)
    except Refuse as refused:
        failure = refused.failure
        error = {"kind": "refused", "category": failure.category, "code": failure.code, "text": str(failure.sentence)}
        return {"ok": False, "error": error}


def failed(kind: str, code: str, text: str) -> dict[str, Any]:
    """The reply to a command that cannot be carried out."""
    return {"ok": False, "error": {"kind": kind, "code": code, "text": text}}


# what people do


def _call(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    caller, to = arguments.text("from"), arguments.text("to")
    if switch.line(caller) in switch.phones:
        leg = _dial_by_hand(switch, switch.telephone(caller), to)
    else:
        restricted = arguments.flag("restricted") if "restricted" in arguments else None
        patience = arguments.number("patience") if "patience" in arguments else None
        leg = switch.call_from_outside(caller, to, restricted=restricted, patience=patience)
    return {"call_id": leg.call.id.hex()}


def _dial_by_hand(switch: Switch, device: str, to: str | None) -> Leg:
    if not switch.phones[switch.line(device)].in_service:
        raise Wrong("state", "wrongState", f"{device} is out of service.")
    present = switch.talking(device)
    if present is not None and to is not None and dialling.may_dial(present):
        dialling.dial_by_hand(switch, present, to)
        return present
    if present is not None:
        raise Wrong("state", "wrongState", f"{device} has a call on the line.")
    return switch.originate(device, to, cause=EventCause.newCall, service=False)


def _offhook(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    """Lift: go on dialling where the phone prompts, else answer what rings, else begin a call."""
    device = _telephone(switch, arguments)
    prompting = [leg for leg in _legs(switch, arguments) if leg.state is State.initiated]
    ringing = [leg for leg in _legs(switch, arguments) if leg.state is State.alerting]
    if prompting:
        leg = _only(prompting)
        if leg.dialled is None:
            raise Wrong("state", "wrongState", "The handset is lifted already.")
        switch.go_on(leg)
    elif ringing:
        leg = _only(ringing)
        switch.answer(leg, at=device)
    else:
        leg = _dial_by_hand(switch, device, None)
    return {"call_id": leg.call.id.hex()}


def _onhook(switch: Switch, arguments: Arguments) -> None:
    """Put the handset down; in a consultation the switch transfers, calls back or clears, as its habit is."""
    _station(switch, arguments)
    handset.put_down(switch, _present(switch, arguments))


def _dial(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    leg = _dial_by_hand(switch, _telephone(switch, arguments), arguments.text("to"))
    return {"call_id": leg.call.id.hex()}


def _answer(switch: Switch, arguments: Arguments) -> None:
    switch.answer(_ringing(switch, arguments), at=_member(switch, arguments))


def _reject(switch: Switch, arguments: Arguments) -> None:
    switch.clear(_ringing(switch, arguments))


def _hangup(switch: Switch, arguments: Arguments) -> None:
    switch.clear(_present(switch, arguments))


def _hold(switch: Switch, arguments: Arguments) -> None:
    switch.hold(_in_state(switch, arguments, State.connected))


def _retrieve(switch: Switch, arguments: Arguments) -> None:
    switch.retrieve(_in_state(switch, arguments, State.hold), at=_member(switch, arguments))


def _consult(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    leg = joining.consult(switch, _in_state(switch, arguments, State.connected), arguments.text("to"))
    return {"call_id": leg.call.id.hex()}


def _swap(switch: Switch, arguments: Arguments) -> None:
    joining.alternate(switch, *_pair(switch, arguments))


def _reconnect(switch: Switch, arguments: Arguments) -> None:
    joining.reconnect(switch, *_pair(switch, arguments))


def _transfer(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    if "to" in arguments:
        leg = joining.single_step_transfer(switch, _in_state(switch, arguments, State.connected), arguments.text("to"))
    else:
        leg = joining.transfer(switch, *_pair(switch, arguments))
    return {"call_id": leg.call.id.hex()}


def _conference(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    return {"call_id": joining.conference(switch, *_pair(switch, arguments)).call.id.hex()}


def _step_conference(switch: Switch, arguments: Arguments) -> None:
    leg = _in_state(switch, arguments, State.connected)
    joining.single_step_conference(switch, leg, arguments.text("to"))


def _deflect(switch: Switch, arguments: Arguments) -> None:
    joining.deflect(switch, _ringing(switch, arguments), arguments.text("to"))


def _pickup(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    device = _telephone(switch, arguments)
    if "from" in arguments:
        ringing = [leg for leg in switch.legs(_station(switch, arguments, "from")) if leg.state is State.alerting]
        leg = _only(ringing)
    else:
        found = joining.ringing_in_group(switch, device)
        leg = _only([] if found is None else [found])
    return {"call_id": joining.pick_up(switch, leg, device).call.id.hex()}


def _dtmf(switch: Switch, arguments: Arguments) -> None:
    services.send_tones(switch, _in_state(switch, arguments, State.connected), arguments.text("digits"))


def _dial_digits(switch: Switch, arguments: Arguments) -> None:
    dialling.dial(switch, _in_state(switch, arguments, State.initiated), arguments.text("digits"))


# what an administrator does


def _set(switch: Switch, arguments: Arguments) -> None:
    device = arguments.text("device")
    if device in switch.trunks:
        switch.trunks[device] = arguments.flag("in_service")
        return
    number = _station(switch, arguments)
    known = ("dnd", "message_waiting", "in_service", "forwarding", "habits")
    if not any(name in arguments for name in known):
        raise Wrong("usage", "badArgument", f"Nothing to set: one of {', '.join(known)}.")
    changes: list[Callable[[], None]] = []
    if "dnd" in arguments:
        do_not_disturb = arguments.flag("dnd")
        changes.append(lambda: services.switch_do_not_disturb(switch, number, do_not_disturb))
    if "message_waiting" in arguments:
        message = arguments.flag("message_waiting")
        changes.append(lambda: waiting.switch_message_waiting(switch, number, message))
    if "forwarding" in arguments:
        kind, to, on = _forwarding(switch, number, arguments.get("forwarding"))
        changes.append(lambda: services.switch_forwarding(switch, number, kind, to, on=on))
    if "habits" in arguments:
        habits = _habits(arguments.get("habits"))
        changes.append(lambda: switch.phones[number].with_habits(**habits))
        changes.append(lambda: waiting.freed(switch, number, used=False))
    if "in_service" in arguments:
        works = arguments.flag("in_service")
        changes.append(lambda: switch_service(switch, number, works))
    for change in changes:
        change()


def _forwarding(switch: Switch, number: str, value: Any) -> tuple[ForwardingType, str | None, bool]:
    if not isinstance(value, dict) or value.get("type", "immediate") not in FORWARDING_NAMES:
        raise Wrong("usage", "badArgument", '"forwarding" must be {"type": "immediate", "on": true, "to": "101"}.')
    inner = Arguments(value)
    on = inner.flag("on", True)
    to = inner.text("to") if on else None
    if to is not None and (switch.line(to) == number or switch.resolve(to) is None):
        raise refuse(OperationError.invalidForwardingDestination)
    return FORWARDING_NAMES[value.get("type", "immediate")], to, on


def _habits(value: Any) -> dict[str, Any]:
    names = ("answers_after", "rejects_after", "talks_for", "gives_up_after", "lifts_after", "hangs_up_after",
             "calls_back_after", "holds_after")  # fmt: skip
    if not isinstance(value, dict) or set(value) - {*names, "busy"}:
        raise Wrong("usage", "badArgument", f'"habits" must be an object of {", ".join(names)}, busy.')
    inner = Arguments(value)
    habits: dict[str, Any] = {
        name: None if value[name] is None else inner.number(name) for name in names if name in value
    }
    return habits | ({"busy": inner.flag("busy")} if "busy" in value else {})


def _add(switch: Switch, arguments: Arguments) -> None:
    """Add the station ``device``, with members as those of ``[[station]]`` in the company's file."""
    number = arguments.text("device")
    if switch.line(number) in switch.phones:
        raise Wrong("state", "wrongState", f"There is a station {number} already.")
    table = {name: value for name, value in arguments.all().items() if name not in ("do", "id", "device")}
    try:
        roster.add(switch, read_station({"number": number, **table}, f"station {number}"))
    except ConfigError as error:
        raise Wrong("usage", "badArgument", f"It cannot be added: {error}.") from error


def _remove(switch: Switch, arguments: Arguments) -> None:
    """Remove the station ``device``, or a telephone of a MULAP."""
    number = arguments.text("device")
    try:
        roster.remove(switch, number)
    except KeyError as error:
        raise Wrong("usage", "unknownDevice", f"There is no station {number}.") from error
    except ConfigError as error:
        raise Wrong("state", "wrongState", f"{number} is needed: {error}.") from error


def _fault(switch: Switch, arguments: Arguments) -> dict[str, Any] | None:
    if arguments.get("name") == "?":
        return _faults(switch, arguments)
    try:
        inject(switch, arguments.text("name"), {"on": True} | arguments.all())
    except ValueError as error:
        raise Wrong("usage", "badArgument", str(error)) from error
    return None


def _faults(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    return {"faults": sentences()}


def _state(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    return truth(switch)


COMMANDS: dict[str, Handler] = {
    **FEATURE_COMMANDS,
    "add": _add,
    "answer": _answer,
    "call": _call,
    "conference": _conference,
    "consult": _consult,
    "deflect": _deflect,
    "dial": _dial,
    "dial_digits": _dial_digits,
    "dtmf": _dtmf,
    "fault": _fault,
    "faults": _faults,
    "hangup": _hangup,
    "hold": _hold,
    "offhook": _offhook,
    "onhook": _onhook,
    "pickup": _pickup,
    "reconnect": _reconnect,
    "reject": _reject,
    "remove": _remove,
    "retrieve": _retrieve,
    "set": _set,
    "state": _state,
    "step_conference": _step_conference,
    "swap": _swap,
    "transfer": _transfer,
}
"""What people and administrators do; scenarios are :mod:`desktop.switchsim.directing`'s, the clock is the links'."""
