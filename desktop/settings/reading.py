"""Reading options out of TOML: what each value must be is the table's business, what is wrong becomes a sentence."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.sentences import Sentence
from desktop.settings.options import Option, SettingError


@dataclass(frozen=True, slots=True)
class Read:
    """What some place says: right values by option name, and what is wrong there."""

    values: Mapping[str, object]
    problems: tuple[Sentence, ...] = ()


def text_of(path: Path) -> tuple[str | None, tuple[Sentence, ...]]:
    """The file's text (undecodable octets as surrogates), or None and perhaps why it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig", "surrogateescape"), ()
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return None, (Sentence("{file} cannot be read: {reason} The defaults are used.",
                               file=path, reason=f"{error.strerror or error}."),)


def unreadable(text: str) -> str | None:
    """Why ``text`` is not TOML; None when it is."""
    if any("\udc80" <= character <= "\udcff" for character in text):
        return "not UTF-8"
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return str(error)
    return None


def read(text: str, path: Path, known: Mapping[str, Option[Any]]) -> Read:
    """Read TOML ``text``, which came from ``path``; ``known``: the options by the keys that they have there."""
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
                file=path.name, line=line_of(text, key), option=key, value=short(value), right=option.right,
                default=short(option.default)))
    return Read(values, tuple(problems))


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


def short(value: object) -> str:
    """Write a value as TOML does, but not all of a long one."""
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
