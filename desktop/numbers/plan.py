"""The dial plan of one place: as dialled, as stored, as shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.numbers import metadata
from desktop.numbers.text import plain, take_apart
from desktop.numbers.tones import Tones
from desktop.sentences import Sentence

_NAMED = re.compile(r"\s*N<([^>]*)>")
"""``N<7049>name``: how some switches put a name beside the number (openscape-facts 7)."""


@dataclass(frozen=True, slots=True)
class Dialled:
    """What a text becomes when it is dialled."""

    digits: str | None
    """What MakeCall gets, trunk code included, without what follows a comma; None when it cannot be dialled."""
    stored: str | None
    """The same as stored (E.164; internal, service, emergency number); None for service codes and unclear numbers."""
    tones: Tones
    """What follows the first comma: to be sent when connected, and secret."""
    external: bool | None
    """Whether it leaves the switch; None for service codes (``*``, ``#``) and where ``problem`` is set."""
    emergency: bool = False
    problem: Sentence | None = None
    """Why it cannot be dialled; None when it can."""


@dataclass(frozen=True, slots=True)
class DialPlan:
    """How numbers are dialled at one switch. Every method takes any text and never raises.

    An emergency number wins over an internal station of the same number, and reaches the network by the trunk code.
    """

    country_code: str = "49"
    area_code: str = ""
    """Without the national prefix ("89"); a leading one ("089") is taken off. Empty: local numbers stay as they are."""
    trunk_code: str = "0"
    """What the phone dials to reach the network; may be empty."""
    internal_length_min: int = 1
    internal_length_max: int = 4
    """How many digits an internal number has, both ends included."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "country_code", _only_digits(self.country_code))
        object.__setattr__(self, "trunk_code", _only_digits(self.trunk_code))
        prefix = self._home.national_prefix
        object.__setattr__(self, "area_code", _only_digits(self.area_code).removeprefix(prefix))

    @property
    def _home(self) -> metadata.Country:
        return metadata.country(self.country_code)

    # -- questions ---------------------------------------------------------------------------------------------------

    def is_emergency(self, digits: str) -> bool:
        """Tell whether ``digits``, without a trunk code, are 110, 112 or an emergency number of the country."""
        return metadata.is_emergency(digits, self._home)

    def is_internal(self, digits: str) -> bool:
        """Tell whether ``digits`` can be an internal number: the length fits, and no trunk code stands before it."""
        return (_is_digits(digits) and self.internal_length_min <= len(digits) <= self.internal_length_max
                and not (self.trunk_code and digits.startswith(self.trunk_code)) and not self.is_emergency(digits))

    def national(self, stored: str) -> str | None:
        """Return a stored number in national form ("0891234567"); None for other countries' and internal numbers."""
        if not self.country_code or not stored.startswith("+" + self.country_code):
            return None
        return self._home.national_prefix + stored[1 + len(self.country_code):]

    # -- as dialled --------------------------------------------------------------------------------------------------

    def dialled(self, text: str) -> Dialled:
        """Return what is dialled for "+49 (89) 1234567", "089 1234567", "101", "0891234567,,1234#", "tel:...".

        The trunk code is put before external numbers; own country's go out in national form, others after the
        international prefix. ``0800-FLOWERS`` is spelled on the keypad; other letters are not a number.
        """
        typed = take_apart(text)
        digits, tones = typed.digits, typed.tones
        if typed.problem is not None:
            return Dialled(None, None, Tones(), None, problem=typed.problem)
        emergency = self._emergency_in(digits)
        if emergency is not None:
            return Dialled(self.trunk_code + emergency, emergency, tones, external=True, emergency=True)
        if typed.tones_problem is not None:
            return Dialled(None, None, Tones(), None, problem=typed.tones_problem)
        if "*" in digits or "#" in digits:
            return Dialled(digits, None, tones, None)
        if self.is_internal(digits):
            return Dialled(digits, digits, tones, external=False)
        if digits.startswith("+") and not self._e164(digits[1:]):
            return Dialled(None, None, Tones(), None, problem=Sentence("This number is not complete."))
        return self._external(digits, tones)

    def _emergency_in(self, digits: str) -> str | None:
        if self.is_emergency(digits):
            return digits
        behind = digits.removeprefix(self.trunk_code)
        return behind if self.trunk_code and behind != digits and self.is_emergency(behind) else None

    def _external(self, digits: str, tones: Tones) -> Dialled:
        stored = self._canonical(digits)
        if stored is None:
            return Dialled(self.trunk_code + digits, None, tones, external=True)
        return Dialled(self.trunk_code + self._network_form(stored), stored, tones, external=True)

    def _network_form(self, stored: str) -> str:
        """What the public network is dialled for a stored number, without the trunk code."""
        if not stored.startswith("+"):
            return stored
        return self.national(stored) or self._home.international_prefix + stored[1:]

    # -- as stored ---------------------------------------------------------------------------------------------------

    def stored(self, raw: str, external: bool | None = None) -> str | None:
        """Return the stored form of what the switch reports; None when there is no digit in it.

        :param raw: digits as reported, perhaps with the trunk code ("00891234567"), a plus sign, or as ``N<101>name``.
        :param external: whether the other end is outside (rule 7 of the call model); None: not known, so the length
            of the number decides.
        """
        named = _NAMED.match(raw)
        cleaned = plain(named.group(1) if named else raw)
        digits = "".join(character for character in cleaned if character in "0123456789*#")
        if not any(character.isdigit() for character in digits):
            return None
        if cleaned.startswith("+") and _is_digits(digits):
            return self._e164(digits) or digits
        if external is False or not _is_digits(digits) or (external is None and self.is_internal(digits)):
            return digits
        return self._from_network(digits)

    def _from_network(self, digits: str) -> str:
        """The stored form of external ``digits`` of which nobody says whether the trunk code stands before them."""
        emergency = self._emergency_in(digits)
        if emergency is not None:
            return emergency
        behind = digits[len(self.trunk_code):] if self.trunk_code and digits.startswith(self.trunk_code) else ""
        for short in (behind, digits):
            if metadata.is_service(short, self._home):
                return short
        # Switches report whole numbers, rarely local ones: "0891234567" is 089 1234567, not trunk code and local.
        likely = behind if behind.startswith(self._home.national_prefix) else ""
        readings = [reading for reading in (likely, digits, behind) if reading]
        canonical = [stored for stored in map(self._canonical, readings) if stored is not None]
        for stored in canonical:
            if metadata.is_valid(stored):
                return stored
        return canonical[0] if canonical else behind or digits

    def _canonical(self, digits: str) -> str | None:
        """The stored form of an external number as dialled in this country, without trunk code; None when unclear."""
        home = self._home
        if digits.startswith("+"):
            return self._e164(digits[1:])
        if digits.startswith(home.international_prefix):
            number = digits.removeprefix(home.international_prefix)
            if metadata.is_assigned(number):
                return self._e164(number)
            # "00 89 1234567": no country has code 89, so this is trunk code and national number, typed as at the phone.
            behind = digits.removeprefix(self.trunk_code)
            return self._canonical(behind) if behind != digits else None
        if home.national_prefix and digits.startswith(home.national_prefix):
            return self._e164(self.country_code + digits.removeprefix(home.national_prefix))
        if metadata.is_service(digits, home):
            return digits
        return self._local(digits)

    def _local(self, digits: str) -> str | None:
        near = self._e164(self.country_code + self.area_code + digits) if self.area_code else None
        if near is not None and metadata.is_valid(near):
            return near
        whole = self._e164(self.country_code + digits)
        return whole if whole is not None and metadata.is_valid(whole) else near

    def _e164(self, digits: str) -> str | None:
        """``+`` and ``digits`` (country code first), without a national prefix left in; None when incomplete."""
        if digits.startswith("0"):
            return None
        if self._home.national_prefix == "0" and digits.startswith(self.country_code):
            national = digits.removeprefix(self.country_code).lstrip("0")
            return f"+{self.country_code}{national}" if national else None
        return "+" + digits if len(digits) > 3 else None

    # -- as shown ----------------------------------------------------------------------------------------------------

    def shown(self, stored: str) -> str:
        """Return a stored number as people read it: "+49 89 1234567"; an internal number as it is."""
        return metadata.formatted(stored) if stored.startswith("+") and _is_digits(stored[1:]) else stored


def _only_digits(text: str) -> str:
    return "".join(character for character in plain(text) if character in "0123456789")


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
