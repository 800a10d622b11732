"""How names are compared: without case, accents and umlauts, so that what is on any keyboard finds them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
_PLAIN = str.maketrans({"ø": "o", "å": "a", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case; what is neither letter nor digit separates them."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold().replace("i\u0307", "i"))


@lru_cache(maxsize=65536)
def spellings(word: str) -> frozenset[str]:
    """Return the ways in which a word of a name may be looked for: Müller as ``mueller`` and ``muller``."""
    return frozenset((_stripped(word), _stripped(word.translate(_GERMAN))))


def asked(word: str) -> str:
    """Return the one spelling that a typed word means: ``mü`` and ``mue`` both mean ``mue``, ``mu`` means ``mu``."""
    return _stripped(word.translate(_GERMAN))


def _stripped(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(character for character in apart if not unicodedata.combining(character))
