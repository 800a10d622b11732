"""What people type and paste, taken apart: characters, tel: URIs, tones, vanity words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from desktop.numbers.tones import Tones
from desktop.sentences import Sentence

LONGEST = 40
"""More digits than any numbering plan and trunk code together need; a link must be bounded."""
MOST_TONES = 64

_SCHEME = re.compile(r"\s*(?:tel|callto):(?://)?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s()\[\]./\\·:_-]+")
_ZERO_IN_BRACKETS = re.compile(r"(?<=\d)\s*[(\[]\s*0\s*[)\]]")
_VANITY = re.compile(r"\+?[\d\s()/]*\d[\s()/]*-[\s-]*[A-Z][A-Z-]{3,}")
_KEYPAD = {letter: digit for digit, letters in {
    "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}.items()
    for letter in letters}


@dataclass(frozen=True, slots=True)
class Typed:
    """A text, taken apart. ``digits`` has only 0-9 * # and perhaps a leading +; empty when ``problem`` is set."""

    digits: str
    tones: Tones
    problem: Sentence | None = None
    tones_problem: Sentence | None = None


def plain(text: str) -> str:
    """Return ``text`` with every digit, dash and space in its ASCII form and without invisible characters."""
    kept = []
    for character in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(character)
        if category == "Nd":
            kept.append(str(unicodedata.decimal(character)))
        elif category == "Pd" or character == "\N{MINUS SIGN}":
            kept.append("-")
        elif category not in ("Cf", "Cc", "Cs") or character in "\t\r\n":
            kept.append(character)
    return "".join(kept).strip()


def take_apart(text: str) -> Typed:
    """Take ``text`` apart; never raises.

    What follows the first comma is tones. A ``tel:`` URI (RFC 3966) may carry ``;phone-context=+49`` and ``;ext=12``;
    the extension is sent as tones. A link never dials service codes (``*``, ``#``).
    """
    scheme = _SCHEME.match(text)
    body = unquote(text[scheme.end():]) if scheme else text
    extension = ""
    if scheme:
        body, extension = _without_parameters(body)
    number, comma, after = plain(body).partition(",")
    tones, tones_problem = _tones(after if comma else extension)
    digits, problem = _digits(number)
    if problem is None and scheme and ("*" in digits or "#" in digits):
        digits, problem = "", Sentence("A link may not dial service codes (* and #).")
    return Typed(digits, tones, problem, tones_problem)


def _without_parameters(body: str) -> tuple[str, str]:
    """Split a tel: URI's body into its number (with the phone-context's prefix) and its extension."""
    number, *parameters = body.split(";")
    extension = ""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "ext":
            extension = value
        elif name.strip().lower() == "phone-context" and value.startswith("+") and not number.lstrip().startswith("+"):
            number = value + number
    return number, extension


def _digits(number: str) -> tuple[str, Sentence | None]:
    if _VANITY.fullmatch(number):
        number = "".join(_KEYPAD.get(character, character) for character in number)
    digits = _SEPARATORS.sub("", _ZERO_IN_BRACKETS.sub("", number) if number.startswith(("+", "00")) else number)
    if not digits:
        return "", Sentence("Type a name or a number.")
    if any(character.isalpha() for character in digits):
        return "", Sentence("This is a name, not a number: choose an entry from the list.")
    if re.search(r"[^0-9*#+]", digits):
        return "", Sentence("A number has only digits, +, * and #.")
    if "+" in digits[1:] or (digits[0] == "+" and re.search(r"[*#]", digits)):
        return "", Sentence("A plus sign may stand only before a country code.")
    if len(digits) > LONGEST:
        return "", Sentence("This number is too long: at most {longest} digits can be dialled.", longest=LONGEST)
    return digits, None


def _tones(text: str) -> tuple[Tones, Sentence | None]:
    wanted = _SEPARATORS.sub("", text).upper()
    usable = re.sub(r"[^0-9*#A-D,]", "", wanted)[:MOST_TONES]
    if usable == wanted:
        return Tones(usable), None
    return Tones(usable), Sentence(
        "After the comma only digits, *, # and A to D can be sent, at most {most} of them.", most=MOST_TONES)
