"""The two languages for tests: the real German catalogue, and German for what only the fake office says."""

from __future__ import annotations

import gettext

from desktop import assets
from desktop.sentences import Sentence
from desktop.translation import Translator

OFFICE_WORDS = {
    "called yesterday": "gestern angerufen",
    "the password is wrong": "das Kennwort ist falsch",
    "swap puts this call on hold": "Makeln hält dieses Gespräch",
    "{name} ({number}) is called": "{name} ({number}) wird angerufen",
    "{name} ({number}) has answered": "{name} ({number}) hat angenommen",
    "The call with {name} is on hold": "Das Gespräch mit {name} wird gehalten",
    "The call with {name} goes on": "Das Gespräch mit {name} geht weiter",
    "{a} and {b} are connected": "{a} und {b} sind verbunden",
    "{name} has hung up": "{name} hat aufgelegt",
    "{name} ({number}) calls": "{name} ({number}) ruft an",
    "{name} rings": "{name} klingelt",
    "The call was taken by {name}": "Den Anruf hat {name} angenommen",
    "Dialled {number}": "{number} gewählt",
    "The handset was lifted, or a call was prepared": "Der Hörer wurde abgehoben, oder ein Anruf wird vorbereitet",
    "The number 999 does not exist.": "Die Nummer 999 gibt es nicht.",
    "this phone cannot be answered from the PC": "dieses Telefon lässt sich nicht vom PC aus annehmen",
}
"""Sentences of tests/support/fake_station.py and of tests, which no catalogue knows."""


class _Office(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return OFFICE_WORDS.get(message, message)


def _german() -> Translator:
    with assets.open_binary("translations", "de", "LC_MESSAGES", "deskline.mo") as file:
        catalogue = gettext.GNUTranslations(file)
    catalogue.add_fallback(_Office())
    return Translator("de", catalogue)


german = _german()


def english(message: Sentence | str, /, **facts: object) -> str:
    """English as it is."""
    sentence = message if isinstance(message, Sentence) else Sentence(message, **facts)
    return str(sentence)
