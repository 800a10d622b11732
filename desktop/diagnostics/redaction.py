"""What is taken out of every log line: secrets always, telephone numbers unless they are wanted in full."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "•••"

_COMMA = r"(?:,|%2[Cc])"
_AFTER_COMMA = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    rf"([+\d*#][\d*# ()/-]{{0,60}}[\d*#]){_COMMA}(?:{_COMMA}|[\d*#A-D])*[\d*#A-D]|"
    rf"([+\d*#][\d*# ()/-]{{4,60}}[\d*#]){_COMMA}(?:{_COMMA}|\s)*[\d*#](?:{_COMMA}|[\d*#A-D -])*)"
)
"""A dialled string with tones behind a comma; with a space after the comma only behind what is long enough to dial."""
_LITERAL = re.compile(r"""\bb(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
_OCTETS = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[ :]?){11,}[0-9A-Fa-f]{2}(?![0-9A-Za-z])")
"""Twelve octets or more in hex: digits of numbers and passwords are readable in them."""
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?\(?\d(?:[ ()/-]{0,2}\d){5,}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def shortened(number: str) -> str:
    """Return a telephone number with its middle hidden: ``0891234567`` becomes ``089*****67``.

    Fewer than six digits are an internal number and stay; six to eight keep two at the beginning and one at the end.
    """
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    count = len(digits.removeprefix("+"))
    if count < 6:
        return number
    first, last = (3, 2) if count >= 9 else (2, 1)
    first += digits.startswith("+")
    return digits[:first] + "*" * (len(digits) - first - last) + digits[-last:]


class Redaction:
    """Takes secrets and telephone numbers out of text. What is hidden once stays hidden for the life of the object."""

    def __init__(self, *, full_numbers: bool = False) -> None:
        self.full_numbers = full_numbers
        self._secrets: tuple[re.Pattern[str], ...] = ()
        self._known: set[str] = set()

    def hide(self, secret: str) -> None:
        """Never write ``secret`` (a password), neither as text nor escaped nor as hex octets in UTF-8 or Latin-1."""
        if not secret or secret in self._known:
            return
        self._known.add(secret)
        forms = {re.escape(secret), re.escape(repr(secret)[1:-1]), re.escape(ascii(secret)[1:-1])}
        for octets in _octets_of(secret):
            forms.add(re.escape(repr(octets)[2:-1]))
            # One octet in hex may be anything: only whole passwords of two octets and more are looked for.
            if len(octets) > 1:
                forms.add("(?i:" + "[ :]?".join(f"{octet:02x}" for octet in octets) + ")")
        longest_first = sorted(forms, key=len, reverse=True)
        self._secrets = (*self._secrets, re.compile("|".join(longest_first)))

    def apply(self, text: str) -> str:
        """Return ``text`` without what must not be written."""
        for pattern in self._secrets:
            text = pattern.sub(HIDDEN, text)
        text = _AFTER_COMMA.sub(lambda found: f"{found[1] or found[2]},{HIDDEN}", text)
        if self.full_numbers:
            return text
        text = _LITERAL.sub("<octets>", text)
        text = _OCTETS.sub(lambda found: f"<{len(re.sub('[ :]', '', found[0])) // 2} octets>", text)
        return _NUMBER.sub(lambda found: found[0] if _DATE.match(found[0]) else shortened(found[0]), text)


def _octets_of(secret: str) -> Iterable[bytes]:
    yield secret.encode("utf-8", "surrogatepass")
    yield secret.encode("latin-1", "replace")
