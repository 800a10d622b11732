"""Octets in JSON: objects with a member ``hex`` or ``octets``, one a line or over several, in arrays or not. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from desktop.diagnostics.digits import octets

FACTS = ("name", "time", "direction", "link", "stream")
"""Members of an object that are shown with its message."""
LONGEST = 1 << 22
"""Characters of JSON over several lines, at most."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?')

Facts = tuple[tuple[str, str], ...]


def objects(text: str) -> list[tuple[bytes, Facts]]:
    """Return the octets of every object that has some, and what it says about them; nothing where this is no JSON."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = [(_octets(one), one) for one in _dictionaries(value)]
    return [(plain, _facts(one)) for plain, one in found if plain is not None]


def _dictionaries(value: Any) -> Iterator[dict[str, Any]]:
    """Give the objects in ``value``, in order, but none that is inside one with octets."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            if _octets(one) is None:
                waiting.extend(reversed(one.values()))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _octets(one: dict[str, Any]) -> bytes | None:
    plain = one.get("hex", one.get("octets"))
    return octets(plain) if isinstance(plain, str) else None


def _facts(one: dict[str, Any]) -> Facts:
    return tuple((name, str(one[name])) for name in FACTS if isinstance(one.get(name), str | int | float))


class Gathered:
    """Lines that are JSON together, or turn out not to be.

    :ivar lines: (number, line) of them.
    :ivar whole: the JSON is closed.
    """

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self.whole = False
        self._depth = 0
        self._size = 0

    @staticmethod
    def begins(line: str) -> bool:
        """Tell whether ``line`` may begin JSON that goes on with the next."""
        text = line.strip()
        return _only_opens(text) or (text[:1] in ("[", "{") and '"' in text and _depth(text) > 0)

    def take(self, number: int, line: str) -> bool:
        """Take the next line; False where with it this is no JSON."""
        text = line.strip()
        before = self.lines[-1][1].strip() if self.lines else "["
        if text and before[-1:] not in ("", "[", "{", ",", ":") and text[0] not in "]},":
            return False
        if self.lines and _only_opens(before) and text[:1] not in ("", '"', "[", "{", "]", "}"):
            return False
        self.lines.append((number, line))
        self._depth += _depth(text)
        self._size += len(line)
        self.whole = self._depth <= 0
        return self._size <= LONGEST

    def text(self) -> str:
        """Return the lines as they were."""
        return "\n".join(line for _, line in self.lines)


def _only_opens(text: str) -> bool:
    return bool(text) and not text.strip("[{ \t")


def _depth(text: str) -> int:
    bare = _STRING.sub("", text)
    return bare.count("{") + bare.count("[") - bare.count("}") - bare.count("]")
