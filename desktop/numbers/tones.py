"""Tones to send once connected: PINs and access codes, so a secret."""

from __future__ import annotations


class Tones:
    """What follows the first comma of a dialled string; immutable, and hidden from ``repr``, ``str`` and formatting.

    ``len()`` counts the tones without the pauses; empty means that there is nothing to send.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the tones ``0-9*#A-D`` in order, each further comma being a pause; for GenerateDigits only."""
        return self._text

    def __len__(self) -> int:
        return len(self._text.replace(",", ""))

    def __bool__(self) -> bool:
        return len(self) > 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tones) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"<{len(self)} tones>"

    def __reduce__(self) -> str:
        raise TypeError("tones are a secret and are not written anywhere")
