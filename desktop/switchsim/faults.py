"""Everything that can go wrong on purpose, each by a name, at any time.

``{"do": "fault", "name": "slow_answer", "seconds": 3}``; most names take ``"on": false`` to be well again, and
``"link": 1`` where only one link is meant. The name of any quirk sets that quirk:
``{"do": "fault", "name": "release", "value": "blocked"}``.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from desktop.csta.enumerations import SystemStatus
from desktop.switchsim.company import Quirks
from desktop.switchsim.switch import Close, Octets, Switch

Setting = Mapping[str, Any]
_GARBAGE = "deadbeef00ff"


def inject(switch: Switch, name: str, setting: Setting) -> None:
    """Let something go wrong, or right again.

    :raises ValueError: there is no such fault, or its setting makes no sense; nothing has changed.
    """
    if name in FAULTS:
        FAULTS[name](switch, setting)
    elif name in QUIRK_NAMES:
        switch.change(**{name: quirk_value(name, setting.get("value", setting.get("on")))})
    else:
        raise ValueError(f"There is no fault {name!r}.")


def quirk_value(name: str, value: Any) -> Any:
    """A quirk's value from a TOML or JSON value.

    :raises ValueError: it is not one.
    """
    kind = QUIRK_NAMES[name]
    if typing.get_origin(kind) is typing.Literal:
        if value in typing.get_args(kind):
            return value
        raise ValueError(f"{name} must be one of {', '.join(typing.get_args(kind))}.")
    if name == "private_data":
        return None if value in (None, False) else bytes.fromhex(_text(value, name))
    if name == "disabled_events":
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return frozenset(value)
        raise ValueError(f"{name} must be a list of event names.")
    expected = bool if kind is bool else int
    if type(value) is not expected or (expected is int and value < 0):
        raise ValueError(f"{name} must be {'true or false' if expected is bool else 'a number'}.")
    return value


QUIRK_NAMES: dict[str, Any] = {field.name: typing.get_type_hints(Quirks)[field.name] for field in fields(Quirks)}


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text.")
    return value


def _link(setting: Setting) -> int | None:
    link = setting.get("link")
    if link is not None and type(link) is not int:
        raise ValueError("link must be the number of a link.")
    return link


def _count(setting: Setting, name: str = "count", default: int = 1) -> int:
    value = setting.get(name, default)
    if type(value) is not int or value < 0:
        raise ValueError(f"{name} must be a number.")
    return value


def _silent(switch: Switch, setting: Setting) -> None:
    """The link says nothing and hears nothing, and is not closed."""
    for link in switch.chosen(_link(setting)):
        link.state = "silent" if setting.get("on", True) else "ready"


def _cut(switch: Switch, setting: Setting) -> None:
    """The link is closed without a word."""
    for link in switch.chosen(_link(setting)):
        switch.send(Close(link.id))


def _slow_answer(switch: Switch, setting: Setting) -> None:
    """Every answer takes ``seconds``."""
    seconds = setting.get("seconds", 3.0)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or seconds < 0:
        raise ValueError("seconds must be a number.")
    switch.faults.slow_answer = float(seconds) if setting.get("on", True) else 0.0


def _no_answer(switch: Switch, setting: Setting) -> None:
    """The next ``count`` requests are never answered; without it: all of them."""
    count = _count(setting) if "count" in setting else -1
    switch.faults.no_answer = count if setting.get("on", True) else 0


def _restart(switch: Switch, setting: Setting) -> None:
    """All links are closed and all monitors void; ``calls`` "kept" or "lost"."""
    calls = setting.get("calls", "lost")
    if calls not in ("kept", "lost"):
        raise ValueError("calls must be kept or lost.")
    switch.reporter.monitors.clear()
    switch.send(*(Close(link) for link in switch.links))
    if calls == "lost":
        for call in list(switch.calls.values()):
            for leg in list(call.legs):
                switch.leave(leg)
                switch.record(leg, leg.ended or ("talked" if leg.talked else "unknown"))


def _garbage(switch: Switch, setting: Setting) -> None:
    """Octets that are no frame (``hex``) are sent."""
    octets = bytes.fromhex(_text(setting.get("hex", _GARBAGE), "hex"))
    switch.send(*(Octets(link.id, octets) for link in switch.chosen(_link(setting))))


def _system_status(switch: Switch, setting: Setting) -> None:
    """SystemStatus with ``status`` (a number of 0 to 8 or a name) is sent; the switch stays in it."""
    value = setting.get("status", setting.get("value"))
    names = SystemStatus.__members__
    if isinstance(value, str) and value in names:
        status = names[value]
    elif type(value) is int and 0 <= value < len(names):
        status = SystemStatus(value)
    else:
        raise ValueError("status must be 0 to 8 or its name.")
    lasting = (SystemStatus.initializing, SystemStatus.disabled, SystemStatus.partiallyDisabled)
    switch.status = status if status in lasting else SystemStatus.normal
    if status is SystemStatus.enabled:
        switch.reporter.monitors.clear()
    for link in switch.chosen(_link(setting)):
        switch.tell_status(link.id, status)


def _stop_monitor(switch: Switch, setting: Setting) -> None:
    """The switch ends the monitors of ``device``."""
    for monitor in switch.reporter.of(_text(setting.get("device"), "device")):
        switch.stop_monitor(monitor)


def _event(table: str) -> Callable[[Switch, Setting], None]:
    def inject_event(switch: Switch, setting: Setting) -> None:
        event = _text(setting.get("event", "*"), "event")
        strokes: dict[str, int] = getattr(switch.reporter.faults, table)
        strokes[event] = _count(setting) if setting.get("on", True) else 0

    return inject_event


FAULTS: dict[str, Callable[[Switch, Setting], None]] = {
    "cut": _cut,
    "double_event": _event("double"),
    "garbage": _garbage,
    "lose_event": _event("lose"),
    "no_answer": _no_answer,
    "restart": _restart,
    "silent": _silent,
    "slow_answer": _slow_answer,
    "stop_monitor": _stop_monitor,
    "swap_events": _event("swap"),
    "system_status": _system_status,
}
