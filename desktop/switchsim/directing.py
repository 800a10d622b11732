"""The commands of whoever directs: scenarios, replays, and services as another program would ask them. Pure.

:func:`execute` knows these and all of :mod:`desktop.switchsim.commands`.
"""

from __future__ import annotations

from typing import Any

from desktop.switchsim import asking, commands, replay, services
from desktop.switchsim.arguments import Arguments, Handler, Wrong
from desktop.switchsim.switch import Switch

NO_LINK = 0
"""Whose services are asked from within: links are numbered from 1."""


def execute(switch: Switch, command: dict[str, Any]) -> dict[str, Any]:
    """Carry out one command and return its reply, as :func:`desktop.switchsim.commands.execute` does."""
    return commands.execute(switch, command, DIRECTIONS)


def begin(switch: Switch) -> None:
    """Let the scenarios begin that begin by themselves."""
    switch.player.begin(lambda command: execute(switch, command))


def _play(switch: Switch, arguments: Arguments) -> None:
    name = _scenario(switch, arguments)
    switch.player.play(name, lambda command: execute(switch, command))


def _stop(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    name = _scenario(switch, arguments) if "name" in arguments else None
    stopped = switch.player.stop(name)
    if name is None:
        replay.stop(switch)
    return {"stopped": stopped}


def _scenario(switch: Switch, arguments: Arguments) -> str:
    name = arguments.text("name")
    if name not in switch.player.scenarios:
        known = ", ".join(switch.player.scenarios) or "none"
        raise Wrong("usage", "badArgument", f"There is no scenario {name!r}. There are: {known}.")
    return name


def _scenarios(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    player = switch.player
    rows = [
        {"name": one.name, "about": one.about, "playing": player.playing(one.name)} for one in player.scenarios.values()
    ]
    return {"scenarios": rows, "refused": list(player.refused)}


def _service(switch: Switch, arguments: Arguments) -> None:
    try:
        message = asking.message(switch, arguments.text("name"), arguments.all())
    except ValueError as error:
        raise Wrong("usage", "badArgument", str(error)) from error
    services.perform(switch, NO_LINK, message)


def _replay(switch: Switch, arguments: Arguments) -> dict[str, Any]:
    """Play the events of a trace (``trace``: its text); the server reads a ``file`` into it."""
    device = arguments.text("device") if "device" in arguments else None
    try:
        score = replay.read(arguments.text("trace"), device)
    except ValueError as error:
        raise Wrong("usage", "badArgument", str(error)) from error
    speed = arguments.number("speed", 1.0)
    if not speed:
        raise Wrong("usage", "badArgument", '"speed" must be greater than 0.')
    replay.play(switch, score, speed, wait=arguments.flag("wait", False))
    return {"events": len(score.notes), "devices": list(score.devices), "passed_over": score.passed_over}


DIRECTIONS: dict[str, Handler] = {
    "play": _play,
    "replay": _replay,
    "scenarios": _scenarios,
    "service": _service,
    "stop": _stop,
}
"""Commands beyond those of people and administrators."""
