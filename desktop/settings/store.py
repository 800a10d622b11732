"""settings.toml, with an administrator's policy.toml over it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from desktop.sentences import Sentence
from desktop.settings.files import keep_aside, write_atomically
from desktop.settings.options import OPTIONS, Option, SettingError, Settings, T

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Listener = Callable[[Settings, frozenset[str]], None]
"""Gets the new settings and the names of the options whose value changed."""


@dataclass(frozen=True, slots=True)
class _Read:
    values: Mapping[str, object]
    problems: tuple[Sentence, ...]


class SettingsStore:
    """The settings of one user. Loading never fails: what is wrong becomes a sentence, and the default is used.

    Not thread-safe: it belongs to the loop's thread.
    """

    def __init__(self, path: Path, policy_path: Path | None = None) -> None:
        self._path = path
        self._policy_path = policy_path
        self._settings = Settings()
        self._pending: dict[str, object] = {}
        self._listeners: list[Listener] = []

    @property
    def settings(self) -> Settings:
        """The present values; the defaults before :meth:`load`."""
        return self._settings

    def load(self) -> tuple[Sentence, ...]:
        """Read both files and return what is wrong with them, for a person; empty when all is well.

        A settings file that is not TOML is kept aside as ``settings.toml.broken-N``. Listeners hear of changes. Values
        that were set and not saved are kept.
        """
        text, problems = _text_of(self._path)
        if text is not None and (reason := _unreadable(text)) is not None:
            problems = (*problems, self._set_aside(reason))
            text = None
        own = _read(text or "", self._path, {option.name: option for option in OPTIONS})
        policy = self._read_policy()
        values = {**own.values, **self._pending, **policy.values}
        self._become(Settings(MappingProxyType(values), frozenset(policy.values)))
        return (*problems, *own.problems, *policy.problems)

    def _read_policy(self) -> _Read:
        if self._policy_path is None:
            return _Read({}, ())
        text, problems = _text_of(self._policy_path)
        if text is not None and (reason := _unreadable(text)) is not None:
            return _Read({}, (Sentence("The policy {file} cannot be read and is ignored: {reason}",
                                       file=self._policy_path, reason=reason),))
        read = _read(text or "", self._policy_path, {option.policy_key: option for option in OPTIONS})
        return _Read(read.values, (*problems, *read.problems))

    def _set_aside(self, reason: str) -> Sentence:
        try:
            kept = keep_aside(self._path)
        except OSError as error:
            return Sentence("{file} cannot be read ({reason}) nor renamed ({trouble}). The defaults are used.",
                            file=self._path, reason=reason, trouble=error.strerror or error)
        return Sentence("{file} cannot be read ({reason}). It was kept as {kept}; the defaults are used.",
                        file=self._path, reason=reason, kept=kept.name)

    def set(self, option: Option[T], value: T) -> None:
        """Change one option; listeners hear of it at once, the file with :meth:`save`.

        :raises SettingError: the option does not take the value, or a policy fixes it.
        """
        right = option.checked(value)
        if self._settings.is_fixed(option):
            raise SettingError(Sentence("{option} is fixed by your administrator.", option=option.name))
        self._pending[option.name] = right
        self._become(self._settings.replaced(option, right))

    def save(self) -> None:
        """Write what was set into the file, whose other lines, comments and unknown keys stay as they are by now.

        :raises SettingError: the file cannot be written; what was set stays pending.
        """
        if not self._pending:
            return
        try:
            text, unreadable = _text_of(self._path)
            if unreadable:
                raise SettingError(unreadable[0])
            if text is not None and _unreadable(text) is not None:
                keep_aside(self._path)
                text = None
            write_atomically(self._path, _edited(text or "", self._pending))
        except OSError as error:
            raise SettingError(Sentence("The settings cannot be saved in {file}: {reason}",
                                        file=self._path, reason=error.strerror or error)) from error
        self._pending.clear()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each change from now on; returns what ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def _become(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        changed = frozenset(option.name for option in OPTIONS if before[option] != settings[option]) | (
            before.fixed ^ settings.fixed)
        if changed:
            for listener in tuple(self._listeners):
                listener(settings, changed)


def _text_of(path: Path) -> tuple[str | None, tuple[Sentence, ...]]:
    """The file's text (undecodable octets as surrogates), or None and perhaps why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig", "surrogateescape"), ()
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return None, (Sentence("{file} cannot be read: {reason} The defaults are used.",
                               file=path, reason=f"{error.strerror or error}."),)


def _unreadable(text: str) -> str | None:
    """Why ``text`` is not TOML; None when it is."""
    if any("\udc80" <= character <= "\udcff" for character in text):
        return "not UTF-8"
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return str(error)
    return None


def _read(text: str, path: Path, known: Mapping[str, Option[Any]]) -> _Read:
    values: dict[str, object] = {}
    problems: list[Sentence] = []
    for key, value in _flat(tomllib.loads(text), known):
        option = known.get(key)
        if option is None:
            problems.extend(_misspelt(key, text, path, known))
            continue
        try:
            values[option.name] = option.checked(value)
        except SettingError:
            problems.append(Sentence(
                "{file}, line {line}: {option} = {value} is not right; it must be {right}. {default} is used.",
                file=path.name, line=line_of(text, key), option=key, value=_short(value), right=option.right,
                default=_short(option.default)))
    return _Read(values, tuple(problems))


def _misspelt(key: str, text: str, path: Path, known: Mapping[str, Option[Any]]) -> list[Sentence]:
    """A hint where a key is nearly an option's; keys of other versions are nobody's business."""
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.85)
    return [Sentence("{file}, line {line}: there is no option {option}; {close} may be meant.",
                     file=path.name, line=line_of(text, key), option=key, close=close[0])] if close else []


def _flat(table: Mapping[str, Any], known: Mapping[str, Option[Any]], above: str = "") -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    for key, value in table.items():
        if isinstance(value, dict) and above + key not in known:
            pairs.extend(_flat(value, known, f"{above}{key}."))
        else:
            pairs.append((above + key, value))
    return pairs


def _short(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def line_of(text: str, key: str) -> int:
    """Return the number (from 1) of the line of TOML ``text`` on which ``key`` ("table.name") stands, or its table."""
    table, best = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
        if header:
            table = re.sub(r"[\s\"']", "", header[1]) + "."
        named = re.match(r"\s*([A-Za-z0-9_\"'. -]+?)\s*=", line)
        here = table + re.sub(r"[\s\"']", "", named[1]) if named else table.rstrip(".")
        if here == key:
            return number
        if here and key.startswith(here + ".") and best == 1:
            best = number
    return best


def _edited(text: str, values: Mapping[str, object]) -> str:
    """Return TOML ``text`` with ``values`` set; what stands in the place of a table that is needed gives way to it."""
    import tomlkit  # only for writing: reading happens at every start and is quicker without it
    from tomlkit.exceptions import TOMLKitError

    try:
        document: TOMLDocument = tomlkit.parse(text)
        for name, value in values.items():
            table, key = name.split(".")
            if not isinstance(document.get(table), dict):
                document[table] = tomlkit.table()
            document[table][key] = value
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise SettingError(Sentence(
            "The settings file can be read but not changed; please edit it by hand: {reason}", reason=error)) from error
