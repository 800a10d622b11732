"""settings.toml, with an administrator's policies over it and presets under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.sentences import Sentence
from desktop.settings.files import keep_aside, write_atomically
from desktop.settings.options import OPTIONS, Option, SettingError, Settings, T
from desktop.settings.reading import Read, read, text_of, unreadable
from desktop.settings.sources import Source

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Listener = Callable[[Settings, frozenset[str]], None]
"""Gets the new settings and the names of the options whose value changed."""


class SettingsStore:
    """The settings of one user. Loading never fails: what is wrong becomes a sentence, and the default is used.

    Not thread-safe: it belongs to the loop's thread.
    """

    def __init__(self, path: Path, policies: Sequence[Source] = (), presets: Sequence[Source] = ()) -> None:
        """:param policies: what an administrator fixes; ``presets``: what holds until the user chooses otherwise; of
        both the weakest first.
        """
        self._path = path
        self._policies = tuple(policies)
        self._presets = tuple(presets)
        self._settings = Settings()
        self._pending: dict[str, object] = {}
        self._listeners: list[Listener] = []

    @property
    def settings(self) -> Settings:
        """The present values; the defaults before :meth:`load`."""
        return self._settings

    def load(self) -> tuple[Sentence, ...]:
        """Read every place and return what is wrong there, for a person; empty when all is well.

        A settings file that is not TOML stays where it is until :meth:`save`. Listeners hear of changes. Values that
        were set and not saved are kept.
        """
        text, problems = text_of(self._path)
        if text is not None and (reason := unreadable(text)) is not None:
            problems = (*problems, Sentence(
                "{file} cannot be read ({reason}). The defaults are used; the file is kept under another name when "
                "settings are saved.", file=self._path, reason=reason))
            text = None
        own = read(text or "", self._path, {option.name: option for option in OPTIONS})
        policy, preset = _together(self._policies), _together(self._presets)
        values = {**preset.values, **own.values, **self._pending, **policy.values}
        self._become(Settings(MappingProxyType(values), frozenset(policy.values)))
        return (*problems, *own.problems, *policy.problems, *preset.problems)

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

        A file that is not TOML is kept aside as ``settings.toml.broken-N``.

        :raises SettingError: the file cannot be written; what was set stays pending.
        """
        if not self._pending:
            return
        try:
            text, problems = text_of(self._path)
            if problems:
                raise SettingError(problems[0])
            if text is not None and unreadable(text) is not None:
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


def _together(sources: Sequence[Source]) -> Read:
    """What several places say; the last has the last word."""
    values: dict[str, object] = {}
    problems: list[Sentence] = []
    for source in sources:
        found = source.read()
        values |= found.values
        problems += found.problems
    return Read(values, tuple(problems))


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
