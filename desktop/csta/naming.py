"""How devices are named in sentences: by a number as people write it, by whoever has it, or by words."""

from __future__ import annotations

from collections.abc import Callable

from desktop.csta.shown import MASK
from desktop.csta.values import DeviceID, ReportedDevice
from desktop.sentences import Sentence

Shown = Callable[[str], str]
"""Says how a number is shown: as people write it, or the name of whoever has it."""


def digits(device: ReportedDevice | DeviceID | None) -> str | None:
    """Return a device's number; what follows a comma in it may be secret and is masked."""
    number = None if device is None else device.digits
    return f"{number.split(',', maxsplit=1)[0]},{MASK}" if number and "," in number else number


def withheld(device: ReportedDevice | None) -> bool:
    """Tell whether a device does not want its number to be known."""
    return device is not None and device.status == "restricted"


def named(device: ReportedDevice | DeviceID | None, shown: Shown) -> str | Sentence:
    """Name a device in the middle of a sentence."""
    number = digits(device)
    if number:
        return shown(number)
    if isinstance(device, ReportedDevice) and withheld(device):
        return Sentence("a withheld number")
    return Sentence("an unknown number")


def first(device: ReportedDevice | DeviceID, shown: Shown) -> str | Sentence:
    """Name a device at the beginning of a sentence."""
    number = digits(device)
    return shown(number) if number else Sentence("Somebody")
