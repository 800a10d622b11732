"""The control vocabulary in words, for a person at a terminal: ``dial 101``, ``transfer``, ``dnd on``, ``status``,
``help``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

from desktop.control import form, telling
from desktop.control.vocabulary import Control, Json
from desktop.lines import BadLine, Line
from desktop.sentences import Sentence
from desktop.station.station import Station
from desktop.station.views import CallView, Change, DeviceView, EventView, LinkView
from desktop.translation import Translator

_ONE_WORD = {
    "dial": "to",
    "deflect": "to",
    "consult": "to",
    "transfer": "to",
    "step_conference": "to",
    "dtmf": "digits",
    "dial_digits": "digits",
    "pickup": "from",
    "park": "to",
    "unpark": "from",
    "callback": "device",
    "cancel_callback": "device",
    "join": "to",
    "agent": "state",
    "presence": "state",
    "account": "code",
    "monitor": "device",
    "unmonitor": "device",
}
"""Commands whose one word is this member."""
_NO_WORD = (
    "answer",
    "hangup",
    "reject",
    "hold",
    "retrieve",
    "swap",
    "reconnect",
    "conference",
    "campon",
    "intrude",
    "accept",
    "clear_call",
    "callback_message",
    "silence",
    "offhook",
    "onhook",
    "redial",
    "status",
    "snapshot",
    "quit",
)
_ON_OFF = {"on": True, "off": False}
_LEVELS = ("volume", "ring_volume")
"""Commands whose one word is a volume."""
_SWITCHES = ("dnd", "auto_answer", "mute", "speaker_mute", "caller_id")
"""Commands whose one word is on or off."""
HELP = Sentence(
    "Commands: dial NUMBER, answer, hangup, hold, retrieve, reject, deflect TO, consult TO, swap, reconnect, "
    "transfer [TO], "
    "conference, step_conference TO, dtmf DIGITS, dial_digits DIGITS, pickup [FROM], park TO, unpark FROM, "
    "callback [DEVICE], cancel_callback DEVICE, callback_message, campon, intrude, join TO, accept, clear_call, "
    "account CODE, forward TO|off [TYPE], dnd on|off, caller_id on|off, presence STATE, agent STATE, "
    "auto_answer on|off, mwi on|off DEVICE, mute on|off, speaker_mute on|off, volume LEVEL, ring_volume LEVEL, "
    "silence, offhook, onhook, display [TEXT], redial, "
    "monitor DEVICE, unmonitor DEVICE, snapshot, status, help, quit. Where several calls fit, add @ and the call: "
    "hangup @c2"
)


def parse(text: str) -> Line:
    """Read one line of words as a command of the vocabulary."""
    words = text.split()
    call = next((word[1:] for word in words if word.startswith("@")), None)
    words = [word for word in words if not word.startswith("@")]
    if not words:
        return BadLine(HELP)
    do, rest = words[0].lower(), words[1:]
    command: Json = {"do": do} if call is None else {"do": do, "call": call}
    if do in _ONE_WORD:
        if rest:
            command[_ONE_WORD[do]] = "".join(rest)
    elif do in _SWITCHES and len(rest) == 1 and rest[0] in _ON_OFF:
        command["on"] = _ON_OFF[rest[0]]
    elif do == "mwi" and len(rest) == 2 and rest[0] in _ON_OFF:
        command |= {"on": _ON_OFF[rest[0]], "device": rest[1]}
    elif do == "display":
        if rest:
            command["text"] = " ".join(rest)
    elif do in _LEVELS and len(rest) == 1 and len(rest[0]) < 5 and rest[0].isascii() and rest[0].isdecimal():
        command["level"] = int(rest[0])
    elif do == "forward" and rest:
        command |= {"on": rest[0] != "off", "type": rest[1] if len(rest) > 1 else "immediate"}
        if rest[0] != "off":
            command["to"] = rest[0]
    elif do not in _NO_WORD or rest:
        return BadLine(HELP)
    return command


class TextConsole:
    """One person's conversation with a station.

    :param write: called with each line to show.
    """

    def __init__(self, station: Station, write: Callable[[str], None], tr: Translator) -> None:
        self._station = station
        self._write = write
        self._tr = tr
        self._devices = {view.device: self._device(view) for view in station.devices}
        self._control = Control(station, self._reply, tr, events=False)

    async def serve(self, texts: AsyncIterator[str]) -> None:
        """Carry out what is typed until ``quit`` or the end of the input."""
        end = self._station.subscribe(self._told)
        self._told(self._station.link)
        try:
            await self._control.serve(self._lines(texts))
        finally:
            end()

    async def _lines(self, texts: AsyncIterator[str]) -> AsyncIterator[Line]:
        async for text in texts:
            line = parse(text)
            if isinstance(line, BadLine):
                if text.strip():
                    self._write(self._tr(line.sentence))
            else:
                yield line

    def _reply(self, reply: dict[str, Any]) -> None:
        if not reply["ok"]:
            self._write(f"! {reply['error']['text']}")
        elif "display" in reply:
            rows = reply["display"]
            for row in rows if any(rows) else (self._tr("The display is empty."),):
                self._write(f"  {row}")
        elif "calls" in reply:
            self._told(self._station.link)
            for device in self._station.devices:
                self._write(self._device(device))
            for call in self._station.calls:
                self._told(call)
            if not self._station.calls:
                self._write(self._tr("No calls."))

    def _told(self, change: Change) -> None:
        match change:
            case LinkView():
                self._write(telling.link(form.link(change, self._tr), self._tr, change.server))
            case DeviceView():
                self._tell_device(change)
            case CallView():
                shown = self._station.shown(change.number) if change.number else None
                self._write(telling.call(form.call(change, self._tr), self._tr, shown))
            case EventView():
                self._write(f"  {change.time:%H:%M:%S} {self._tr(change.words)}")

    def _device(self, view: DeviceView) -> str:
        return telling.device(form.device(view), self._tr)

    def _tell_device(self, view: DeviceView) -> None:
        """What is known of it becomes known bit by bit: only what reads differently is news."""
        text = self._device(view)
        if self._devices.get(view.device) != text:
            self._write(text)
        self._devices[view.device] = text
