"""state.json: what the program remembers by itself, e.g. where its window was."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from desktop.settings.files import keep_aside, write_atomically

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class StateStore:
    """A small JSON object in a file. None of it is precious: an unreadable file is kept aside without a word."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Json] = {}
        self._changed = False

    def load(self) -> None:
        """Read the file; a missing or unreadable one means that nothing is remembered."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
            if not isinstance(found, dict):
                raise ValueError("not an object")
        except OSError:
            found = {}
        except (ValueError, RecursionError):
            found = {}
            with contextlib.suppress(OSError):
                keep_aside(self._path)
        self._values = found

    def get(self, key: str, default: Json = None) -> Json:
        """Return what is remembered under ``key``."""
        return self._values.get(key, default)

    def set(self, key: str, value: Json) -> None:
        """Remember ``value``; None forgets it. Written by :meth:`save`."""
        if value is None:
            self._changed |= self._values.pop(key, None) is not None
        elif self._values.get(key) != value:
            self._values[key] = value
            self._changed = True

    def save(self) -> bool:
        """Write the file if something changed; False when it cannot be written, no reason to disturb anybody."""
        if not self._changed:
            return True
        try:
            write_atomically(self._path, json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        except OSError:
            return False
        self._changed = False
        return True
