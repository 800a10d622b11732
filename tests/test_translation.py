"""One mechanism for both languages."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop import assets
from desktop.sentences import Sentence
from desktop.translation import LANGUAGES, Translator, translator


def catalogue(**texts: str) -> bytes:
    """A compiled catalogue."""
    made = Catalog(locale="de")
    for msgid, text in texts.items():
        made.add(msgid.replace("_", " "), text)
    octets = io.BytesIO()
    write_mo(octets, made)
    return octets.getvalue()


def german(**texts: str) -> Translator:
    """A translator with just these."""
    return Translator("de", gettext.GNUTranslations(io.BytesIO(catalogue(**texts))))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resources with one German sentence."""
    folder = tmp_path / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "deskline.mo").write_bytes(catalogue(No_calls="Keine Gespräche"))
    monkeypatch.setattr(assets, "root", lambda: tmp_path)


def test_message_ids_and_sentences() -> None:
    tr = german(Hello="Guten Tag")
    assert tr.language == "de"
    assert tr("Hello") == tr(Sentence("Hello")) == "Guten Tag"
    assert tr("Not translated") == "Not translated"


def test_facts_may_change_their_places() -> None:
    made = Catalog(locale="de")
    made.add("{a} before {b}", "{b} nach {a}")
    octets = io.BytesIO()
    write_mo(octets, made)
    tr = Translator("de", gettext.GNUTranslations(io.BytesIO(octets.getvalue())))
    assert tr("{a} before {b}", a=1, b=2) == tr(Sentence("{a} before {b}", a=1, b=2)) == "2 nach 1"


def test_a_sentence_in_a_sentence_is_of_the_same_language() -> None:
    tr = german(busy="besetzt")
    assert tr(Sentence("({reason})", reason=Sentence("busy"))) == "(besetzt)"
    assert tr("({reason})", reason=Sentence("busy")) == "(besetzt)"


def test_braces_without_facts_are_text() -> None:
    assert german()("{}") == "{}"


def test_nothing_is_nothing_and_not_the_catalogues_header() -> None:
    assert german()("") == ""


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("language", ["de", "de_DE.UTF-8", "de-AT", "DE", "de_CH@euro", "de.UTF-8"])
def test_german_however_it_is_written(language: str) -> None:
    tr = translator(language)
    assert tr.language == "de"
    assert tr("No calls") == "Keine Gespräche"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("language", ["en", "en-GB", "C", "C.UTF-8", "fr_FR", "", "POSIX"])
def test_english_is_the_rest(language: str) -> None:
    tr = translator(language)
    assert tr.language == "en"
    assert tr("No calls") == "No calls"


def test_english_where_there_is_no_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    tr = translator("de")
    assert tr.language == "en"
    assert tr("No calls") == "No calls"


def test_every_language_has_a_name_of_two_letters() -> None:
    assert LANGUAGES == ("en", "de")
