"""The members of a command, checked as they are asked for, and which call of a device is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.switchsim.model import Leg, State
from desktop.switchsim.switch import Switch


@dataclass(eq=False)
class Wrong(Exception):
    """A command that cannot be carried out: kind "usage" or "state", a code and a sentence."""

    kind: str
    code: str
    text: str

    def __post_init__(self) -> None:
        super().__init__(self.text)


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
"""What carries a command out: returns what the reply tells besides, if anything."""


# which call


def device_of(switch: Switch, arguments: Arguments) -> str:
    """A station, a telephone of a MULAP, a person outside, or anything that has calls."""
    device = arguments.text("device")
    if switch.line(device) not in switch.phones and device not in switch.outsiders and not switch.legs(device):
        raise Wrong("usage", "unknownDevice", f"There is no device {device}.")
    return device


def station(switch: Switch, arguments: Arguments, name: str = "device") -> str:
    """A station."""
    device = switch.line(arguments.text(name))
    if device not in switch.phones:
        raise Wrong("usage", "unknownDevice", f"There is no station {device}.")
    return device


def telephone(switch: Switch, arguments: Arguments) -> str:
    """The telephone of a station; of a MULAP the one that is named, or one that is free."""
    station(switch, arguments)
    return switch.telephone(arguments.text("device"))


def member(switch: Switch, arguments: Arguments) -> str | None:
    """The telephone of a MULAP that is named; None: something else is."""
    device = arguments.text("device")
    return device if device in switch.lines else None


def legs_of(switch: Switch, arguments: Arguments) -> list[Leg]:
    """The device's connections; with call_id, those in that call."""
    legs = switch.legs(device_of(switch, arguments))
    if "call_id" in arguments:
        legs = [leg for leg in legs if leg.call.id.hex() == arguments.text("call_id").lower()]
        if not legs:
            raise Wrong("state", "noCall", "The device has no such call.")
    return legs


def only(legs: list[Leg], named: bool = False) -> Leg:
    """The only one of these.

    :param named: by call_id; :raises Wrong: there is none, or more than one.
    """
    if not legs:
        code = "wrongState" if named else "noCall"
        raise Wrong("state", code, "There is no call for which this is possible now.")
    if len(legs) > 1:
        raise Wrong("state", "ambiguous", "Several calls could be meant: name one by call_id.")
    return legs[0]


def in_state(switch: Switch, arguments: Arguments, *states: State) -> Leg:
    """The only connection in one of these states."""
    legs = [leg for leg in legs_of(switch, arguments) if leg.state in states]
    return only(legs, "call_id" in arguments)


def ringing(switch: Switch, arguments: Arguments) -> Leg:
    """The only one that rings."""
    return in_state(switch, arguments, State.alerting)


def present(switch: Switch, arguments: Arguments) -> Leg:
    """The only connected one, else the only initiated or failed one; with call_id, that one in whatever state."""
    legs = legs_of(switch, arguments)
    if "call_id" in arguments:
        return only(legs)
    connected = [leg for leg in legs if leg.state is State.connected]
    return only(connected or [leg for leg in legs if leg.state in (State.initiated, State.fail)])


def pair(switch: Switch, arguments: Arguments) -> tuple[Leg, Leg]:
    """The held and the active connection: the only consultation pair, else the only one held and one connected."""
    legs = switch.legs(device_of(switch, arguments))
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
    return only(held), only(active)
