"""What a person or a program can do with the parts of a telephone: handset, display, ringer, microphone, loudspeaker.

A telephone names its parts by octets of its own, so each service first asks which there are.
"""

from __future__ import annotations

from typing import TypeVar

from desktop.csta.feature_enumerations import RingMode
from desktop.csta.feature_values import Volume
from desktop.csta.services.apparatus import (
    DisplayListEntry,
    GetDisplay,
    GetMicrophoneMute,
    GetRingerStatus,
    GetSpeakerMute,
    GetSpeakerVolume,
    SetDisplay,
    SetMicrophoneMute,
    SetRingerStatus,
    SetSpeakerMute,
    SetSpeakerVolume,
)
from desktop.csta.services.physical import GetHookswitchStatus, HookswitchStatusEntry, SetHookswitchStatus
from desktop.csta.values import DeviceID
from desktop.sentences import Sentence
from desktop.station.commands import Commands
from desktop.station.refusal import Refusal

E = TypeVar("E")

LOUDEST = 100
"""The highest volume (module physical-device-feature); 0 is silent."""
LONGEST_TEXT = 240
"""Characters that a display takes (module set-display)."""


class Telephone(Commands):
    """The services of the parts of a telephone. Every coroutine raises :class:`Refusal`; ``device`` is one's own
    station by default.
    """

    # handset

    async def offhook(self, device: str | None = None) -> None:
        """Lift the handset, as if by hand: that answers what rings, or begins a call."""
        found = await self._hookswitches("offhook", device)
        if not all(entry.hookswitch_on_hook for entry in found):
            raise Refusal.state("wrongState", Sentence("The handset is lifted already."))
        await self._hook(found[0], device, on_hook=False)

    async def onhook(self, device: str | None = None) -> None:
        """Put handset down, loudspeaker and headset off, as if by hand: that ends what is on the line."""
        lifted = [entry for entry in await self._hookswitches("onhook", device) if not entry.hookswitch_on_hook]
        if not lifted:
            raise Refusal.state("wrongState", Sentence("The handset is not lifted."))
        for entry in lifted:
            await self._hook(entry, device, on_hook=True)

    async def _hookswitches(self, what: str, device: str | None) -> tuple[HookswitchStatusEntry, ...]:
        self._need(what, device)
        found = await self._switch(GetHookswitchStatus(device=self._dialler(device)), device)
        return _parts(found.hookswitch_status_list)

    async def _hook(self, entry: HookswitchStatusEntry, device: str | None, *, on_hook: bool) -> None:
        argument = SetHookswitchStatus(
            device=self._dialler(device), hookswitch=entry.hookswitch, hookswitch_on_hook=on_hook
        )
        await self._ask(argument, device)

    # display

    async def display(self, text: str | None = None, device: str | None = None) -> tuple[str, ...]:
        """Read what the display shows, row by row; with ``text``: have it show that (a space: nothing).

        :param text: up to 240 characters of ASCII; what does not fit on the display is cut off.
        """
        if text is None:
            self._need("display", device)
            return tuple(row for entry in await self._displays(device) for row in _rows(entry))
        if not 0 < len(text) <= LONGEST_TEXT or not (text.isascii() and text.isprintable()):
            raise Refusal.usage(
                Sentence(
                    "A display takes 1 to {most} letters, digits and signs, none with an accent.", most=LONGEST_TEXT
                ),
                "invalidText",
            )
        self._need("write_display", device)
        asked = DeviceID(device or self._station.config.device)
        filled = text.ljust(await self._room(device))  # else what was there shows behind it
        await self._switch(SetDisplay(device=asked, contents_of_display=filled), device)
        return ()

    async def _displays(self, device: str | None) -> tuple[DisplayListEntry, ...]:
        asked = DeviceID(device or self._station.config.device)
        return _parts((await self._switch(GetDisplay(device=asked), device)).display_list)

    async def _room(self, device: str | None) -> int:
        """How many characters the display has, at most what can be written; 0 where the switch does not say."""
        if self._station.offers.reason("display", device or self._station.config.device) is not None:
            return 0
        try:
            entry = (await self._displays(device))[0]
        except Refusal as refusal:
            if refusal.kind not in ("refused", "rejected", "state"):
                raise
            return 0
        return min(LONGEST_TEXT, max(0, entry.logical_rows * entry.logical_columns))

    # ringer

    async def silence(self, device: str | None = None) -> None:
        """Let what rings ring no more, without answering or rejecting it; the next call rings again."""
        device = device or self._station.config.device
        self._need("silence", device)
        asked = DeviceID(device)
        found = _parts((await self._switch(GetRingerStatus(device=asked), device)).ringer_status_list)
        ringing = [entry for entry in found if entry.ring_mode == RingMode.ringing]
        if not ringing:
            raise Refusal.state("wrongState", Sentence("The telephone does not ring."))
        for entry in ringing:
            await self._switch(
                SetRingerStatus(device=asked, ringer=entry.ringer, ring_mode=RingMode.notRinging), device
            )

    async def ring_volume(self, level: int, device: str | None = None) -> None:
        """Have the station ring as loud: 0 (silent) to 100."""
        device, asked = self._loud("ring_volume", level, device)
        found = await self._switch(GetRingerStatus(device=asked), device)
        for entry in _parts(found.ringer_status_list):
            argument = SetRingerStatus(device=asked, ringer=entry.ringer, ring_volume=Volume(vol_abs=level))
            await self._switch(argument, device)

    # microphone and loudspeaker

    async def mute(self, on: bool, device: str | None = None) -> None:
        """Switch every microphone of the station off, or on again."""
        device = device or self._station.config.device
        self._need("mute", device)
        asked = DeviceID(device)
        found = await self._switch(GetMicrophoneMute(device=asked), device)
        for entry in _parts(found.microphone_mute_list):
            await self._switch(
                SetMicrophoneMute(device=asked, auditory_apparatus=entry.auditory_apparatus, microphone_mute_on=on),
                device,
            )
        self._station.ask_features(device, "mute")

    async def speaker_mute(self, on: bool, device: str | None = None) -> None:
        """Switch every loudspeaker of the station off, or on again as loud as it was."""
        device = device or self._station.config.device
        self._need("speaker_mute", device)
        asked = DeviceID(device)
        found = await self._switch(GetSpeakerMute(device=asked), device)
        for entry in _parts(found.speaker_mute_list):
            await self._switch(
                SetSpeakerMute(device=asked, auditory_apparatus=entry.auditory_apparatus, speaker_mute_on=on), device
            )
        self._station.ask_features(device, "speaker_mute")

    async def volume(self, level: int, device: str | None = None) -> None:
        """Make every loudspeaker of the station as loud: 0 (silent) to 100."""
        device, asked = self._loud("volume", level, device)
        found = await self._switch(GetSpeakerVolume(device=asked), device)
        for entry in _parts(found.speaker_volume_list):
            argument = SetSpeakerVolume(
                device=asked, auditory_apparatus=entry.auditory_apparatus, speaker_volume=Volume(vol_abs=level)
            )
            await self._switch(argument, device)
        self._station.ask_features(device, "volume")

    def _loud(self, what: str, level: int, device: str | None) -> tuple[str, DeviceID]:
        """Refuse a volume that there is not, or that cannot be had; return the device that is meant."""
        if not 0 <= level <= LOUDEST:
            raise Refusal.usage(Sentence("The volume goes from 0 to {loudest}.", loudest=LOUDEST), "invalidVolume")
        device = device or self._station.config.device
        self._need(what, device)
        return device, DeviceID(device)


def _parts(entries: tuple[E, ...]) -> tuple[E, ...]:
    """The parts of one kind that a telephone has."""
    if not entries:
        raise Refusal.state("notOffered", Sentence("this telephone has nothing that could be switched so"))
    return entries


def _rows(entry: DisplayListEntry) -> list[str]:
    """What one display shows, a row each."""
    text = "".join(sign if sign.isprintable() else " " for sign in entry.contents_of_display)
    width = entry.logical_columns if entry.logical_columns > 0 else max(1, len(text))
    return [text[at : at + width].rstrip() for at in range(0, len(text), width)]
