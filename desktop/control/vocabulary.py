"""Commands in, replies and events out: the control vocabulary for one program."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from desktop.control import form
from desktop.lines import BadLine, Line
from desktop.link.client import RequestError
from desktop.sentences import Sentence
from desktop.station.refusal import Refusal
from desktop.station.station import Station
from desktop.station.views import Action, CallView, Change, DeviceView, EventView, LinkView
from desktop.translation import Translator

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Command:
    """What a command takes: required and optional members with their types, and whether it names a call."""

    run: Callable[[Control, Json], Awaitable[Json | None]]
    required: tuple[tuple[str, type], ...] = ()
    optional: tuple[tuple[str, type], ...] = ()
    of_call: bool = False
    of_device: bool = False


class Control:
    """One program's conversation with a station.

    :param write: called with each reply and event, in order.
    :param trace: csta events carry their octets.
    :param events: write events too, not only replies.
    """

    def __init__(
        self,
        station: Station,
        write: Callable[[Json], None],
        tr: Translator,
        *,
        trace: bool = False,
        events: bool = True,
    ) -> None:
        self.station = station
        self._write = write
        self.tr = tr
        self._trace = trace
        self._events = events
        self._quit = asyncio.Event()

    async def serve(self, lines: AsyncIterator[Line]) -> None:
        """Carry out commands until ``quit`` or the end of the input.

        Events are written from the beginning to the end; what was asked before the end is still answered.
        """
        end = self.station.subscribe(self._told)
        if self._events:
            self._told(self.station.link)
        try:
            async with asyncio.TaskGroup() as group:
                reading = group.create_task(self._read(lines, group))
                await self._quit.wait()
                reading.cancel()
        finally:
            end()

    async def _read(self, lines: AsyncIterator[Line], group: asyncio.TaskGroup) -> None:
        async for line in lines:
            if isinstance(line, BadLine):
                self._reply(None, Refusal.usage(line.sentence, "badLine"))
            elif line.get("do") == "quit":
                self._write({"reply": _id(line), "ok": True})
                break
            else:
                group.create_task(self.handle(line))
        self._quit.set()

    async def handle(self, line: Json) -> None:
        """Carry out one command and write its reply."""
        try:
            value = await self._carry_out(line)
        except Refusal as refusal:
            self._reply(_id(line), refusal)
        except RequestError as error:
            self._reply(_id(line), Refusal.of(error))
        else:
            self._write({"reply": _id(line), "ok": True, **(value or {})})

    async def _carry_out(self, line: Json) -> Json | None:
        if _id(line) is None and line.get("id") is not None:
            raise Refusal.usage(Sentence("{member} has the wrong type.", member="id"), "wrongType")
        do = line.get("do")
        command = _COMMANDS.get(do) if isinstance(do, str) else None
        if command is None:
            raise Refusal.usage(Sentence("There is no command {name}.", name=repr(do)), "unknownCommand")
        for name, _ in command.required:
            if line.get(name) is None:
                raise Refusal.usage(Sentence("The command {do} needs {member}.", do=do, member=name), "missingMember")
        for name, kind in (*command.required, *command.optional, ("call", str), ("device", str)):
            if line.get(name) is not None and (type(line[name]) is not kind):
                raise Refusal.usage(Sentence("{member} has the wrong type.", member=name), "wrongType")
        if command.of_call:
            self._settle_call(str(do), line)
        elif command.of_device and line.get("device") is not None:
            self._known_device(line["device"])
        return await command.run(self, line)

    def _settle_call(self, do: str, line: Json) -> None:
        """Find the call that ``call`` and ``device`` name together; if they disagree, the asker is mistaken."""
        device, call = line.get("device"), line.get("call")
        if device is None:
            return
        self._known_device(device)
        if call is None:
            line["call"] = self.station.pick(
                cast(Action, _MEANT.get(do, do)), device, single=do == "transfer" and bool(line.get("to"))
            )
            return
        found = self.station.find(call)
        if found is not None and found.device != device:
            raise Refusal.usage(
                Sentence("Call {call} is not a call of device {device}.", call=call, device=device), "disagree"
            )

    def _known_device(self, device: str) -> None:
        if device not in {view.device for view in self.station.devices}:
            raise Refusal.usage(Sentence("Device {device} is not monitored.", device=device), "unknownDevice")

    def _reply(self, number: object, refusal: Refusal) -> None:
        self._write({"reply": number, "ok": False, "error": form.error(refusal, self.tr)})

    def _told(self, change: Change) -> None:
        if not self._events:
            return
        match change:
            case CallView():
                self._write({"event": "call", "call": form.call(change, self.tr)})
            case DeviceView():
                self._write({"event": "device", **form.device(change)})
            case LinkView():
                self._write({"event": "link", **form.link(change, self.tr)})
            case EventView():
                self._write(form.csta(change, trace=self._trace))


async def _dial(control: Control, line: Json) -> Json:
    return {"call": await control.station.dial(line["to"], line.get("device"))}


async def _redial(control: Control, line: Json) -> Json:
    return {"call": await control.station.redial()}


async def _consult(control: Control, line: Json) -> Json:
    return {"call": await control.station.consult(line["to"], line.get("call"))}


async def _transfer(control: Control, line: Json) -> Json | None:
    via = await control.station.transfer(line.get("to"), line.get("call"))
    return None if via is None else {"via": via}


async def _status(control: Control, line: Json) -> Json:
    station = control.station
    return {
        "link": form.link(station.link, control.tr),
        "devices": [form.device(view) for view in station.devices],
        "calls": [form.call(view, control.tr) for view in station.calls],
    }


async def _snapshot(control: Control, line: Json) -> Json:
    await control.station.snapshot(line.get("device"))
    return await _status(control, line)


_MEANT = {"step_conference": "consult", "dial_digits": "dtmf"}
"""Commands without an action of their own -> the one whose call is meant."""


def _id(line: Json) -> object:
    """What a reply is addressed to; null where the command has no ``id`` or one that is no name for anything."""
    number = line.get("id")
    return number if type(number) in (int, float, str) else None


def _of_call(name: str, *members: str) -> _Command:
    """A command that is one method of the station with these text members, of one call."""

    async def run(control: Control, line: Json) -> None:
        await getattr(control.station, name)(*(line[member] for member in members), call=line.get("call"))

    return _Command(run, tuple((member, str) for member in members), of_call=True)


def _of_station(name: str, member: str, kind: type) -> _Command:
    """A command that is one method of the station with this member, of one monitored device."""

    async def run(control: Control, line: Json) -> None:
        await getattr(control.station, name)(line[member], line.get("device"))

    return _Command(run, ((member, kind),), of_device=True)


def _plain(name: str) -> _Command:
    """A command that is one method of the station, of one monitored device."""

    async def run(control: Control, line: Json) -> None:
        await getattr(control.station, name)(line.get("device"))

    return _Command(run, of_device=True)


async def _display(control: Control, line: Json) -> Json | None:
    rows = await control.station.display(line.get("text"), line.get("device"))
    return {"display": list(rows)} if line.get("text") is None else None


async def _pickup(control: Control, line: Json) -> None:
    await control.station.pickup(line.get("from"), line.get("device"))


async def _forward(control: Control, line: Json) -> None:
    await control.station.forward(line.get("type") or "immediate", line["on"], line.get("to"), line.get("device"))


async def _unpark(control: Control, line: Json) -> None:
    await control.station.unpark(line["from"], line.get("device"))


async def _callback(control: Control, line: Json) -> None:
    await control.station.callback(line.get("device"), line.get("call"))


async def _cancel_callback(control: Control, line: Json) -> None:
    await control.station.cancel_callback(line["device"])


async def _join(control: Control, line: Json) -> None:
    await control.station.join(line["to"], line.get("device"))


async def _mwi(control: Control, line: Json) -> None:
    await control.station.mwi(line["on"], line["device"])


async def _monitor(control: Control, line: Json) -> None:
    await control.station.monitor(line["device"])


async def _unmonitor(control: Control, line: Json) -> None:
    await control.station.unmonitor(line["device"])


_COMMANDS: dict[str, _Command] = {
    "dial": _Command(_dial, (("to", str),), of_device=True),
    "answer": _of_call("answer"),
    "hangup": _of_call("hangup"),
    "reject": _of_call("reject"),
    "deflect": _of_call("deflect", "to"),
    "hold": _of_call("hold"),
    "retrieve": _of_call("retrieve"),
    "consult": _Command(_consult, (("to", str),), of_call=True),
    "swap": _of_call("swap"),
    "reconnect": _of_call("reconnect"),
    "transfer": _Command(_transfer, (), (("to", str),), of_call=True),
    "conference": _of_call("conference"),
    "step_conference": _of_call("step_conference", "to"),
    "dtmf": _of_call("dtmf", "digits"),
    "dial_digits": _of_call("dial_digits", "digits"),
    "pickup": _Command(_pickup, (), (("from", str),), of_device=True),
    "redial": _Command(_redial),
    "forward": _Command(_forward, (("on", bool),), (("type", str), ("to", str)), of_device=True),
    "dnd": _of_station("dnd", "on", bool),
    "park": _of_call("park", "to"),
    "unpark": _Command(_unpark, (("from", str),), of_device=True),
    "callback": _Command(_callback),
    "cancel_callback": _Command(_cancel_callback, (("device", str),)),
    "campon": _of_call("campon"),
    "intrude": _of_call("intrude"),
    "join": _Command(_join, (("to", str),), of_device=True),
    "agent": _of_station("agent", "state", str),
    "auto_answer": _of_station("auto_answer", "on", bool),
    "mwi": _Command(_mwi, (("on", bool), ("device", str))),
    "mute": _of_station("mute", "on", bool),
    "volume": _of_station("volume", "level", int),
    "speaker_mute": _of_station("speaker_mute", "on", bool),
    "ring_volume": _of_station("ring_volume", "level", int),
    "silence": _plain("silence"),
    "offhook": _plain("offhook"),
    "onhook": _plain("onhook"),
    "display": _Command(_display, (), (("text", str),), of_device=True),
    "caller_id": _of_station("caller_id", "on", bool),
    "presence": _of_station("presence", "state", str),
    "accept": _of_call("accept"),
    "clear_call": _of_call("clear_call"),
    "callback_message": _of_call("callback_message"),
    "account": _of_call("account", "code"),
    "monitor": _Command(_monitor, (("device", str),)),
    "unmonitor": _Command(_unmonitor, (("device", str),), of_device=True),
    "snapshot": _Command(_snapshot, of_device=True),
    "status": _Command(_status),
}
"""Every word of the vocabulary but ``quit``, which is the reader's own."""
