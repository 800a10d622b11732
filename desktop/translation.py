"""The one mechanism for both languages: gettext catalogues in resources/translations.

English is the language of the message ids, so it needs no catalogue. :func:`translator` loads the catalogue of a
language (``resources/translations/<language>/LC_MESSAGES/deskline.mo``) and gives a :class:`Translator`, which
composition roots (cli, app, console) hand to whoever shows text. No global object: nothing is installed into builtins.
"""

from __future__ import annotations

import gettext

from desktop import assets
from desktop.sentences import Sentence

LANGUAGES = ("en", "de")
"""The languages that Deskline speaks, English first."""


class Translator:
    """Turns message ids and sentences into text of one language."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: Sentence | str, /, **facts: object) -> str:
        """Return the text of ``message`` in this language.

        :param message: a Sentence, or an English message id whose ``{named}`` places ``facts`` fill.
        """
        msgid, places = (message.msgid, message.facts) if isinstance(message, Sentence) else (message, facts)
        text = self._catalogue.gettext(msgid) if msgid else ""  # the catalogue's entry for "" is its own header
        if not places:
            return text
        return text.format_map(
            {name: self(fact) if isinstance(fact, Sentence) else str(fact) for name, fact in places.items()}
        )


def translator(language: str) -> Translator:
    """Return the translator for ``language`` ("de", "de_DE.UTF-8", "en-GB" ...); English where there is no
    catalogue.
    """
    short = language.replace("-", "_").split("_")[0].split(".")[0].lower()
    if short not in LANGUAGES or short == "en":
        return Translator("en", gettext.NullTranslations())
    try:
        with assets.open_binary("translations", short, "LC_MESSAGES", "deskline.mo") as file:
            return Translator(short, gettext.GNUTranslations(file))
    except FileNotFoundError:
        return Translator("en", gettext.NullTranslations())
