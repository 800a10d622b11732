"""The one table of options, and the frozen typed view of their values."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from desktop.csta.dialects import BY_NAME, HIPATH
from desktop.sentences import Sentence

T = TypeVar("T", str, int, float, bool)


class SettingError(ValueError):
    """A value that an option does not take, or a change that is not allowed; ``sentence`` says what is right."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True, eq=False)
class Option(Generic[T]):
    """One row of the table. Compared by identity: the constants of this module are the options."""

    name: str
    """``table.key`` in settings.toml."""
    default: T
    sentence: Sentence
    """What it decides, for a person."""
    minimum: float | None = None
    maximum: float | None = None
    """Bounds of a number, both ends included."""
    choices: tuple[T, ...] = ()
    """The only values that it takes; empty: any."""
    pattern: str = ""
    """What a text must match as a whole; empty: any single line."""
    wanted: Sentence | None = None
    """What ``pattern`` means, for a person."""
    policy: str | None = field(default=None)
    """Its key in policy.toml, where an administrator fixes it; None: as ``name``."""

    @property
    def kind(self) -> type[T]:
        """The type of its values: str, int, float or bool."""
        return type(self.default)

    @property
    def policy_key(self) -> str:
        """Its key in policy.toml."""
        return self.policy or self.name

    @property
    def right(self) -> Sentence:
        """What a right value is, for a person."""
        if self.choices:
            return Sentence("one of: {choices}", choices=", ".join(f'"{choice}"' for choice in self.choices))
        if self.wanted is not None:
            return self.wanted
        if self.kind is bool:
            return Sentence("true or false")
        if self.minimum is not None and self.maximum is not None:
            return Sentence(
                "a number from {minimum} to {maximum}", minimum=f"{self.minimum:g}", maximum=f"{self.maximum:g}")
        return Sentence("a text of one line")

    def checked(self, value: object) -> T:
        """Return ``value`` as this option's type.

        :raises SettingError: it is of another type, out of bounds, not among the choices, or of the wrong form.
        """
        if self.kind is float and type(value) is int:
            value = float(value)
        is_bool = isinstance(value, bool)  # which Python counts as an int
        if not isinstance(value, self.kind) or is_bool is not (self.kind is bool) or not self._fits(value):
            raise SettingError(Sentence("{option} must be {right}.", option=self.name, right=self.right))
        return value

    def _fits(self, value: str | float) -> bool:
        if self.choices and value not in self.choices:
            return False
        if isinstance(value, str):
            return re.fullmatch(self.pattern or r"[^\r\n\0]*", value) is not None
        low, high = self.minimum, self.maximum
        return math.isfinite(value) and (low is None or value >= low) and (high is None or value <= high)


_DIGITS = Sentence("digits only, or empty")
_NUMBER = Sentence("a number (digits, * and #), or empty")
_DEVICE = r"[0-9*#]{0,32}"

CONNECTION_SERVER = Option(
    "connection.server", "", Sentence("Address of the telephone system"),
    pattern=r"[^\s/@]{0,253}", wanted=Sentence("a host name or an IP address"))
CONNECTION_PORT = Option("connection.port", 8800, Sentence("Port of its CSTA interface"), 1, 65535)
CONNECTION_DIALECT = Option(
    "connection.dialect", HIPATH.name, Sentence("Kind of telephone system"), choices=tuple(BY_NAME))
CONNECTION_TLS = Option("connection.tls", False, Sentence("Encrypt the link with TLS"))
CONNECTION_CA_FILE = Option(
    "connection.ca_file", "", Sentence("File with the certificates to trust (PEM); empty: the system's"))
CONNECTION_USER = Option("connection.user", "", Sentence("User name for the log-in to the telephone system"))
CONNECTION_STATION = Option(
    "connection.station", "", Sentence("Number of my station, which is monitored"), pattern=_DEVICE, wanted=_NUMBER)
CONNECTION_CONTROLS = Option(
    "connection.controls", "", Sentence("Number of the device that dials; empty: my station"),
    pattern=_DEVICE, wanted=_NUMBER)

DIALLING_TRUNK_CODE = Option(
    "dialling.trunk_code", "0", Sentence("Trunk code: what is dialled to reach the outside"),
    pattern=r"[0-9]{0,6}", wanted=_DIGITS)
DIALLING_COUNTRY_CODE = Option(
    "dialling.country_code", "49", Sentence("Country code of this place, without zeros or plus"),
    pattern=r"[1-9][0-9]{0,2}", wanted=Sentence('a country code without zeros or plus, e.g. "49"'))
DIALLING_AREA_CODE = Option(
    "dialling.area_code", "", Sentence("Area code of this place, without a leading zero"),
    pattern=r"[0-9]{0,8}", wanted=_DIGITS)
DIALLING_INTERNAL_LENGTH_MIN = Option(
    "dialling.internal_length_min", 1, Sentence("Fewest digits of an internal number"), 1, 12)
DIALLING_INTERNAL_LENGTH_MAX = Option(
    "dialling.internal_length_max", 4, Sentence("Most digits of an internal number"), 1, 12)

LINK_SUPERVISION_SECONDS = Option(
    "link.supervision_seconds", 30.0, Sentence("Seconds without traffic until the link is probed"), 5, 600)
LINK_RESYNC_SECONDS = Option(
    "link.resync_seconds", 30.0,
    Sentence("Seconds between two comparisons with the telephone system during a call"), 5, 600)
CALLS_SHORT_RING_SECONDS = Option(
    "calls.short_ring_seconds", 2.0, Sentence("A call that rings for fewer seconds does not count as missed"), 0, 60)
CALLS_REJECT_TO = Option(
    "calls.reject_to", "",
    Sentence("Where a rejected call goes if the telephone system does not clear calls that ring; empty: nowhere"),
    pattern=_DEVICE, wanted=_NUMBER)

APPEARANCE_LANGUAGE = Option(
    "appearance.language", "", Sentence("Language; empty: the system's"), choices=("", "de", "en"))
APPEARANCE_THEME = Option(
    "appearance.theme", "system", Sentence("Light or dark"), choices=("system", "light", "dark"))

LOGGING_LEVEL = Option(
    "logging.level", "info", Sentence("How much the log file tells"), choices=("debug", "info", "warning", "error"))
LOGGING_FULL_NUMBERS = Option("logging.full_numbers", False, Sentence("Write telephone numbers into the log in full"))

CONTACTS_FILE = Option("contacts.file", "", Sentence("File with contacts (CSV)"))

OPTIONS: tuple[Option[Any], ...] = (
    CONNECTION_SERVER, CONNECTION_PORT, CONNECTION_DIALECT, CONNECTION_TLS, CONNECTION_CA_FILE, CONNECTION_USER,
    CONNECTION_STATION, CONNECTION_CONTROLS, DIALLING_TRUNK_CODE, DIALLING_COUNTRY_CODE, DIALLING_AREA_CODE,
    DIALLING_INTERNAL_LENGTH_MIN, DIALLING_INTERNAL_LENGTH_MAX, LINK_SUPERVISION_SECONDS, LINK_RESYNC_SECONDS,
    CALLS_SHORT_RING_SECONDS, CALLS_REJECT_TO, APPEARANCE_LANGUAGE, APPEARANCE_THEME, LOGGING_LEVEL,
    LOGGING_FULL_NUMBERS, CONTACTS_FILE,
)
"""Every option, in the order in which they are shown."""

TABLES: Mapping[str, Sentence] = MappingProxyType({
    "connection": Sentence("Connection"),
    "dialling": Sentence("Dialling"),
    "link": Sentence("Link"),
    "calls": Sentence("Calls"),
    "appearance": Sentence("Appearance"),
    "logging": Sentence("Log"),
    "contacts": Sentence("Contacts"),
})
"""What the options' tables are called."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All options' values at one moment: ``settings[CONNECTION_PORT]`` is an int. ``Settings()``: the defaults."""

    chosen: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """Right values by option name, where they differ from "not chosen"."""
    fixed: frozenset[str] = frozenset()
    """Names of the options whose value an administrator's policy decides."""

    def __getitem__(self, option: Option[T]) -> T:
        return cast(T, self.chosen.get(option.name, option.default))

    def is_fixed(self, option: Option[Any]) -> bool:
        """Tell whether a policy decides this option, so that a person cannot change it."""
        return option.name in self.fixed

    def replaced(self, option: Option[T], value: T) -> Settings:
        """Return these settings with another value, e.g. from the command line; a fixed one keeps the policy's.

        :raises SettingError: the option does not take the value.
        """
        right = option.checked(value)
        if self.is_fixed(option):
            return self
        return Settings(MappingProxyType({**self.chosen, option.name: right}), self.fixed)
