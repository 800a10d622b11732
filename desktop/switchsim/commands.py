"""The simulator's own commands: what a person at a phone does, what an administrator switches, what tests ask.

:func:`execute` takes one command (a JSON object) and returns the reply without its ``reply`` member. A command that is
refused changes nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from desktop.csta.enumerations import EventCause, ForwardingType
from desktop.csta.events.physical import MessageWaiting
from desktop.csta.failures import OperationError
from desktop.csta.values import ReportedDevice
from desktop.switchsim import dialling, distribution, joining, recalls, services
from desktop.switchsim.exchange import refuse
from desktop.switchsim.faults import inject, sentences
from desktop.switchsim.maintenance import switch_service
from desktop.switchsim.model import Leg, Refuse, State
from desktop.switchsim.switch import Switch
from desktop.switchsim.truth import truth

FORWARDING_NAMES = {kind.short: kind for kind in ForwardingType}


@dataclass(eq=False)
class Wrong(Exception):
    """A command that cannot be carried out: kind "usage" or "state", a code and a sentence."""

    kind: str
    code: str
    text: str

    def __post_init__(self) -> None:
        super().__init__(self.text)


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


class Arguments:
    """The members of a command, checked as they are asked for."""

    def __init__(self, command: dict[str, Any]) -> None:
        self._command = command

    def __contains__(self, name: str) -> bool:
        return self._command.get(name) is not None

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self._command.get(name)
        if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
            raise Wrong("usage", "badArgument", f'"{name}" must be a text.')
        return str(value)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """A truth value."""
        value = self._command.get(name, default)
        if not isinstance(value, bool):
            raise Wrong("usage", "badArgument", f'"{name}" must be true or false.')
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """A number that is not negative."""
        value = self._command.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e9:
            raise Wrong("usage", "badArgument", f'"{name}" must be a number that is not negative.')
        return float(value)

    def get(self, name: str) -> Any:
        """Whatever is there, None where nothing is."""
        return self._command.get(name)

    def all(self) -> dict[str, Any]:
        """The whole command."""
        return dict(self._command)


Handler = Callable[[Switch, Arguments], dict[str, Any] | None]


# which call


def _device(switch: Switch, arguments: Arguments) -> str:
    device = arguments.text("device")
    if switch.line(device) not in switch.phones and device not in switch.outsiders and not switch.legs(device):
        raise Wrong("usage", "unknownDevice", f"There is no device {device}.")
    return switch.line(device)


def _station(switch: Switch, arguments: Arguments, name: str = "device") -> str:
    device = switch.line(arguments.text(name))
    if device not in switch.phones:
        raise Wrong("usage", "unknownDevice", f"There is no station {device}.")
    return device


def _legs(switch: Switch, arguments: Arguments) -> list[Leg]:
    legs = switch.legs(_device(switch, arguments))
    if "call_id" in arguments:
        legs = [leg for leg in legs if leg.call.id.hex() == arguments.text("call_id").lower()]
        if not legs:
            raise Wrong("state", "noCall", "The device has no such call.")
    return legs


def _only(legs: list[Leg], named: bool = False) -> Leg:
    if not legs:
        code = "wrongState" if named else "noCall"
        raise Wrong("state", code, "There is no call for which this is possible now.")
    if len(legs) > 1:
        raise Wrong("state", "ambiguous", "Several calls could be meant: name one by call_id.")
    return legs[0]


def _in_state(switch: Switch, arguments: Arguments, *states: State) -> Leg:
    legs = [leg for leg in _legs(switch, arguments) if leg.state in states]
    return _only(legs, "call_id" in arguments)


def _ringing(switch: Switch, arguments: Arguments) -> Leg:
    return _in_state(switch, arguments, State.alerting)


def _present(switch: Switch, arguments: Arguments) -> Leg:
    """The only connected one, else the only initiated or failed one; with call_id, that one in whatever state."""
    legs = _legs(switch, arguments)
    if "call_id" in arguments:
        return _only(legs)
    connected = [leg for leg in legs if leg.state is State.connected]
    return _only(connected or [leg for leg in legs if leg.state in (State.initiated, State.fail)])


def _pair(switch: Switch, arguments: Arguments) -> tuple[Leg, Leg]:
    """The held and the active connection: the only consultation pair, else the only one held and one connected."""
    legs = switch.legs(_device(switch, arguments))
    held = [leg for leg in legs if leg.state is State.hold]
    active = [leg for leg in legs if leg.state is State.connected]
    if "call_id" in arguments:
        wanted = arguments.text("call_id").lower()
        active = [leg for leg in active if leg.call.id.hex() == wanted] or active
        held = [leg for leg in held if leg.call.id.hex() == wanted] or held
    pairs = [(one.consultation_of, one) for one in active if one.consultation_of in held]
    pairs += [(other, one) for other in held for one in active if other.consultation_of is one]
    if len(pairs) == 1 and pairs[0][0] is not None:
        return pairs[0][0], pairs[0][1]
    return _only(held), _only(active)


# what people do


def _call(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    caller, to = switch.line(arguments.text("from")), arguments.text("to")
    if caller in switch.phones:
        leg = _dial_by_hand(switch, caller, to)
    else:
        restricted = arguments.flag("restricted") if "restricted" in arguments else None
        patience = arguments.number("patience") if "patience" in arguments else None
        leg = switch.call_from_outside(caller, to, restricted=restricted, patience=patience)
    return {"call_id": leg.call.id.hex()}


def _dial_by_hand(switch: Switch, device: str, to: str | None) -> Leg:
    phone = switch.phones[device]
    if not phone.in_service:
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
    device = _station(switch, arguments)
    prompting = [leg for leg in _legs(switch, arguments) if leg.state is State.initiated]
    ringing = [leg for leg in _legs(switch, arguments) if leg.state is State.alerting]
    if prompting:
        leg = _only(prompting)
        if leg.dialled is None:
            raise Wrong("state", "wrongState", "The handset is lifted already.")
        switch.go_on(leg)
    elif ringing:
        leg = _only(ringing)
        switch.answer(leg)
    else:
        leg = _dial_by_hand(switch, device, None)
    return {"call_id": leg.call.id.hex()}


def _onhook(switch: Switch, arguments: Arguments) -> None:
    """Put the handset down; in a consultation the switch transfers, calls back or clears, as its habit is."""
    device = _station(switch, arguments)
    active = _present(switch, arguments)
    held = active.consultation_of
    if held is None or held.state is not State.hold:
        switch.clear(active)
        return
    habit = switch.quirks.onhook_in_consultation
    if habit == "transfer":
        # a handset cannot be kept from going down: where nothing can be transferred, the held party calls back
        with suppress(Refuse):
            joining.transfer(switch, held, active)
            return
    active.consultation_of = None
    switch.clear(active)
    if habit == "clear" or all(leg.state is State.alerting for leg in held.others):
        switch.clear(held)
        return
    call = held.call
    switch.leave(held)
    switch.calls[call.id] = call
    recalls.called_by(held)
    switch.bring_back(call, device, EventCause.recall)


def _dial(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    leg = _dial_by_hand(switch, _station(switch, arguments), arguments.text("to"))
    return {"call_id": leg.call.id.hex()}


def _answer(switch: Switch, arguments: Arguments) -> None:
    switch.answer(_ringing(switch, arguments))


def _reject(switch: Switch, arguments: Arguments) -> None:
    switch.clear(_ringing(switch, arguments))


def _hangup(switch: Switch, arguments: Arguments) -> None:
    switch.clear(_present(switch, arguments))


def _hold(switch: Switch, arguments: Arguments) -> None:
    switch.hold(_in_state(switch, arguments, State.connected))


def _retrieve(switch: Switch, arguments: Arguments) -> None:
    switch.retrieve(_in_state(switch, arguments, State.hold))


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
    device = _station(switch, arguments)
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


def _agent(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    pending = distribution.set_agent(switch, _station(switch, arguments), arguments.text("state"))
    return {} if pending is None else {"pending": pending}


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
        waiting = arguments.flag("message_waiting")
        changes.append(lambda: _switch_message_waiting(switch, number, waiting))
    if "forwarding" in arguments:
        kind, to, on = _forwarding(switch, number, arguments.get("forwarding"))
        changes.append(lambda: services.switch_forwarding(switch, number, kind, to, on=on))
    if "habits" in arguments:
        habits = _habits(arguments.get("habits"))
        changes.append(lambda: switch.phones[number].with_habits(**habits))
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


def _switch_message_waiting(switch: Switch, number: str, on: bool) -> None:
    phone = switch.phones[number]
    if phone.message_waiting is not on:
        phone.message_waiting = on
        event = MessageWaiting(target_device=ReportedDevice.known(number), message_waiting_on=on)
        switch.reporter.device_event(number, event)


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
    "agent": _agent,
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
    "retrieve": _retrieve,
    "set": _set,
    "state": _state,
    "step_conference": _step_conference,
    "swap": _swap,
    "transfer": _transfer,
}
"""What people and administrators do; scenarios are :mod:`desktop.switchsim.directing`'s, the clock is the links'."""
