"""Every text has its German, and the German fits its place."""

from __future__ import annotations

import gettext
import importlib.machinery
import importlib.util
import io
import re
import string
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from desktop.translation import LANGUAGES, Translator, translator
from desktop.viewmodels.connection import ConnectionForm
from tests.support.window_pictures import build

ROOT = Path(__file__).resolve().parent.parent
DE = ROOT / "resources" / "translations" / "de" / "LC_MESSAGES"
ADDED_BY_THE_DEMO = "&Somebody calls"
"""A line that app.py adds to the window's menu."""


def _tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """installer/translations as a module; its name has no ending by which Python would find it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = importlib.machinery.SourceFileLoader("translations", str(ROOT / "installer" / "translations"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _tool(monkeypatch)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The German texts by their English message ids."""
    return {str(message.id): str(message.string or "") for message in _catalogue() if message.id}


def _catalogue() -> Catalog:
    with (DE / "deskline.po").open("rb") as file:
        return read_po(file, locale="de", domain="deskline")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Sentence("a {b}", b=1)', ["a {b}"]),
        ('self._tr("a")', ["a"]),
        ('look.tr("a " "b")', ["a b"]),
        ('tr(Sentence("a"))', ["a"]),
        ("""f"{', '.join(states) or tr('a')}\"""", ["a"]),
        ('tr("b") if tr("a") else tr(c)', ["b", "a"]),
        ('text.translate("a"), print("a"), tr(1), tr()', []),
    ],
)
def test_what_the_extractor_finds(tool: ModuleType, source: str, found: list[str]) -> None:
    assert list(tool.messages(source)) == found


def test_an_update_keeps_texts_adds_new_ones_and_drops_old_ones(tool: ModuleType) -> None:
    before = Catalog("de")
    before.add("kept", "behalten")
    before.add("unsure", "unsicher", flags=["fuzzy"])
    before.add("old", "alt")
    template = Catalog()
    for message in ("kept", "unsure", "new"):
        template.add(message)
    after = {message.id: message.string for message in tool.updated(before, template) if message.id}
    assert after == {"kept": "behalten", "unsure": "", "new": ""}


def test_the_catalogue_has_just_the_message_ids_of_the_sources(tool: ModuleType, texts: dict[str, str]) -> None:
    wanted = {message.id for message in tool.extracted() if message.id}
    assert len(wanted) > 400
    assert wanted - set(texts) == set(), "run installer/translations update, translate, compile"
    assert set(texts) - wanted == set(), "run installer/translations update, compile"


def test_everything_is_translated_and_nothing_doubtful_or_left_over(texts: dict[str, str]) -> None:
    catalogue = _catalogue()
    assert [msgid for msgid, text in texts.items() if not text] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_the_compiled_catalogue_is_the_text_one(texts: dict[str, str]) -> None:
    compiled = gettext.GNUTranslations(io.BytesIO((DE / "deskline.mo").read_bytes()))
    assert {msgid: compiled.gettext(msgid) for msgid in texts} == texts, "run installer/translations compile"
    with (DE / "deskline.mo").open("rb") as file:
        assert _entries(file.read()) == len(texts) + 1  # its heading is one too


def _entries(octets: bytes) -> int:
    return int.from_bytes(octets[8:12], "little")


def _places(text: str) -> list[str]:
    return sorted(place for _, place, _, _ in string.Formatter().parse(text) if place is not None)


def test_both_languages_have_the_same_places(texts: dict[str, str]) -> None:
    assert {msgid: text for msgid, text in texts.items() if _places(msgid) != _places(text)} == {}
    assert any(_places(msgid) for msgid in texts)


def test_texts_begin_and_end_alike(texts: dict[str, str]) -> None:
    """Blanks, ellipses, full stops and question marks decide how a text joins with its neighbours."""

    def edges(text: str) -> tuple[str, str, str, int]:
        end = re.search(r"(\.\.\.|[….?!:])?$", text.strip())
        return (
            text[: len(text) - len(text.lstrip())],
            text[len(text.rstrip()) :],
            end.group() if end else "",
            text.count("&"),
        )

    assert {msgid: text for msgid, text in texts.items() if edges(msgid) != edges(text)} == {}


def test_straight_quotes_and_double_blanks_are_mistakes(texts: dict[str, str]) -> None:
    allowed = {'a country code without zeros or plus, e.g. "49"'}  # as the settings file has it
    assert [text for text in texts.values() if "  " in text] == []
    assert [text for msgid, text in texts.items() if '"' in text and msgid not in allowed] == []


def test_german_does_without_the_second_person(texts: dict[str, str]) -> None:
    second = re.compile(r"\b(Sie|Ihr|Ihre|Ihrem|Ihren|Ihrer|du|dein|deine|dich)\b")
    assert [text for text in texts.values() if second.search(text)] == []


def _clashes(labels: Iterable[str]) -> list[str]:
    letters = [found.group(1).lower() for label in labels if (found := re.search(r"&([^&])", label))]
    return sorted({letter for letter in letters if letters.count(letter) > 1})


def _menus(menu: QMenu) -> list[QMenu]:
    return [menu, *(found for found in menu.findChildren(QMenu) if found.actions())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_unique_in_every_menu_and_in_the_connection_dialog(
    qapp: QApplication, qtbot: QtBot, language: str
) -> None:
    tr: Translator = translator(language)
    scene = build(qapp, tr, "light")
    qtbot.addWidget(scene.window)
    menus = [[action.text() for action in menu.actions()] for menu in _menus(scene.window.menu)]
    assert max(len(menu) for menu in menus) >= 4
    menus[0].append(tr(ADDED_BY_THE_DEMO))
    assert [(menu, _clashes(menu)) for menu in menus if _clashes(menu)] == []
    scene.window.open_connection(ConnectionForm("192.168.1.2"))
    dialog = scene.window.connection_dialog
    assert dialog is not None
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    labels += [button.text() for button in dialog.findChildren(QAbstractButton)]
    assert sum("&" in label for label in labels) >= 8
    assert _clashes(labels) == []
    dialog.reject()


@pytest.mark.parametrize(
    ("labels", "clashes"), [(("&Ja", "&Nein"), []), (("&Ja", "Son&ja", "O&K"), ["j"]), (("Ohne", "Auch ohne"), [])]
)
def test_clashes_are_seen(labels: tuple[str, ...], clashes: list[str]) -> None:
    assert _clashes(labels) == clashes
