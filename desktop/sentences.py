"""Sentences for people, made where the facts are and rendered where the language is known.

Pure rooms (csta, calls, link, station ...) never know the user's language. They make a :class:`Sentence`: an English
message with named places, and the facts that go into them. ``str()`` of it is English; console, view models and ui
render it through the :class:`desktop.translation.Translator` that they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class Sentence:
    """An English sentence with ``{named}`` places and their facts; immutable and hashable.

    A fact may be a Sentence itself; it is rendered in the same language as the whole.
    """

    __slots__ = ("_facts", "_msgid")

    def __init__(self, msgid: str, /, **facts: object) -> None:
        self._msgid = msgid
        self._facts = MappingProxyType(dict(facts))

    @property
    def msgid(self) -> str:
        """The English text with its places, which is the key of the translation catalogues."""
        return self._msgid

    @property
    def facts(self) -> Mapping[str, object]:
        """What goes into the places, by name."""
        return self._facts

    def __str__(self) -> str:
        return (
            self._msgid.format_map({name: str(fact) for name, fact in self._facts.items()})
            if self._facts
            else self._msgid
        )

    def __repr__(self) -> str:
        facts = "".join(f", {name}={fact!r}" for name, fact in self._facts.items())
        return f"Sentence({self._msgid!r}{facts})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and self._msgid == other._msgid and self._facts == other._facts

    def __hash__(self) -> int:
        return hash((self._msgid, tuple(sorted((name, str(fact)) for name, fact in self._facts.items()))))
