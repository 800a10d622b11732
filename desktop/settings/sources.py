"""Where an administrator says what holds on a computer: files, and on Windows the registry.

Policies fix an option, presets decide it until the user chooses. From strong to weak:

* policies: ``HKEY_LOCAL_MACHINE``, then ``HKEY_CURRENT_USER`` ``\\Software\\Policies\\Deskline`` (Group Policy, Intune;
  the templates are made by ``installer/policies``), then ``policy.toml`` (in ``/etc/deskline``; on Windows beside the
  program).
* presets: the key ``Preset`` below each of those two, then ``Software\\Deskline\\Preset`` of the user and of the
  computer, where setup programs write, then ``preset.toml`` beside the program, then the one beside ``policy.toml``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from desktop.sentences import Sentence
from desktop.settings.options import OPTIONS, Option, SettingError
from desktop.settings.paths import Paths
from desktop.settings.reading import Read, read, short, text_of, unreadable

Hive = Literal["HKEY_LOCAL_MACHINE", "HKEY_CURRENT_USER"]
POLICIES = r"Software\Policies\Deskline"
"""Values are named as the options' policy keys, e.g. "connection.server"."""
PRESETS = r"Software\Deskline\Preset"
_BY_KEY: Mapping[str, Option[Any]] = {option.policy_key: option for option in OPTIONS}


_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}


class Source(Protocol):
    """One place that says values of options."""

    def read(self) -> Read:
        """Read it now; a place that is not there says nothing."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file with the options' policy keys."""

    path: Path

    def read(self) -> Read:
        """Read it; a file that cannot be read is ignored, and said to be."""
        text, problems = text_of(self.path)
        if text is not None and (reason := unreadable(text)) is not None:
            return Read({}, (Sentence("{file} cannot be read and is ignored: {reason}",
                                      file=self.path, reason=reason),))
        found = read(text or "", self.path, _BY_KEY)
        return Read(found.values, (*problems, *found.problems))


def registry_values(hive: Hive, path: str) -> dict[str, object]:
    """Return all values of a key of the Windows registry, by their names; none where there is no such key.

    :raises OSError: the key may not be read.
    """
    if sys.platform == "win32":
        import winreg

        root = winreg.HKEY_LOCAL_MACHINE if hive == "HKEY_LOCAL_MACHINE" else winreg.HKEY_CURRENT_USER
        try:
            with winreg.OpenKey(root, path, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
                values = (winreg.EnumValue(key, index) for index in range(winreg.QueryInfoKey(key)[1]))
                return {name: value for name, value, _ in values}
        except FileNotFoundError:
            return {}
    raise OSError(f"no registry on {sys.platform}")


@dataclass(frozen=True, slots=True)
class RegistryKey:
    """A key of the Windows registry with a value for each option that is decided there.

    Numbers and booleans (0 and 1) are REG_DWORD; as REG_SZ they are understood too.
    """

    hive: Hive
    path: str
    values: Callable[[Hive, str], Mapping[str, object]] = registry_values

    def read(self) -> Read:
        """Read it; what is wrong with a value is said, and the value ignored."""
        try:
            found = self.values(self.hive, self.path)
        except OSError as error:
            return Read({}, (Sentence("{file} cannot be read: {reason} The defaults are used.",
                                      file=f"{self.hive}\\{self.path}", reason=f"{error.strerror or error}."),))
        values: dict[str, object] = {}
        problems: list[Sentence] = []
        for name, value in found.items():
            option = _BY_KEY.get(name.lower())  # names have no case there
            if option is None:  # those of other versions are nobody's business
                continue
            try:
                values[option.name] = option.checked(_as_option(option, value))
            except SettingError:
                problems.append(Sentence(
                    "{place}: {option} = {value} is not right; it must be {right}. It is ignored.",
                    place=f"{self.hive}\\{self.path}", option=name, value=short(value), right=option.right))
        return Read(values, tuple(problems))


def _as_option(option: Option[Any], value: object) -> object:
    """The registry knows texts and whole numbers only."""
    if option.kind is bool:
        return _BOOLEANS.get(str(value).lower(), value)
    if option.kind is not str and isinstance(value, str):
        try:
            return option.kind(value)
        except ValueError:
            return value
    return value


def policies(paths: Paths) -> tuple[Source, ...]:
    """Every place that fixes options on this computer, the weakest first."""
    return (TomlFile(paths.site / "policy.toml"), *_registry(POLICIES))


def presets(paths: Paths) -> tuple[Source, ...]:
    """Every place that presets options on this computer, the weakest first."""
    beside = () if paths.program is None else (TomlFile(paths.program / "preset.toml"),)
    own = (RegistryKey("HKEY_LOCAL_MACHINE", PRESETS), RegistryKey("HKEY_CURRENT_USER", PRESETS))
    return (
        TomlFile(paths.site / "preset.toml"), *beside, *(own if sys.platform == "win32" else ()),
        *_registry(rf"{POLICIES}\Preset"),
    )


def _registry(path: str) -> tuple[RegistryKey, ...]:
    if sys.platform == "win32":
        return (RegistryKey("HKEY_CURRENT_USER", path), RegistryKey("HKEY_LOCAL_MACHINE", path))
    return ()
