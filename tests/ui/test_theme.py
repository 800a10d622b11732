from __future__ import annotations

import dataclasses
import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import assets
from desktop.ui.parts import SOFT_COLOURS, TONE_COLOURS
from desktop.ui.theme import DARK, LIGHT, MINIMUM_CONTRAST, Theme, Tokens, contrast, style_sheet, with_accent

GROUNDS = ("ground", "card", "hover")
TEXTS = ("text", "quiet", "accent", "green", "red", "amber")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *(("on_colour", field) for field in ("accent", "green")),
    *((TONE_COLOURS[tone], SOFT_COLOURS[tone]) for tone in TONE_COLOURS),
    *((text, "accent_soft") for text in ("text", "quiet")),  # the marked suggestion
    ("text", "red_soft"),  # the notice
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_every_text_can_be_read_on_its_ground(tokens: Tokens, pair: tuple[str, str]) -> None:
    text, ground = pair
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#FFFFFF", "#FFFFFF", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_white_on_the_light_accents_of_the_dark_look_would_fail() -> None:
    assert contrast("#FFFFFF", DARK.accent) < MINIMUM_CONTRAST <= contrast(DARK.on_colour, DARK.accent)


def test_the_platforms_accent_is_taken_only_where_it_can_be_read() -> None:
    assert with_accent(LIGHT, "#005A9E").accent == "#005A9E"
    assert with_accent(LIGHT, "#FFD700") == LIGHT
    assert with_accent(DARK, "#005A9E") == DARK


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_names_only_colours_that_there_are_and_no_sizes_of_text(tokens: Tokens) -> None:
    sheet = style_sheet(assets.text("style", "deskline.qss"), tokens)
    assert "@" not in sheet
    assert not re.search(r"font(-size)?\s*:", sheet)
    with pytest.raises(KeyError):
        style_sheet("QWidget { color: @nothing; }", tokens)


def test_it_can_be_chosen_and_tells_so(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.choose("dark")
    assert theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.ground
    theme.choose("light")
    assert not theme.dark
    assert theme.setting == "light"
    assert theme.colour("card").name().upper() == LIGHT.card


def test_text_grows_with_the_applications_font(theme: Theme, qapp: QApplication) -> None:
    before = qapp.font()
    small = theme.font("title").pointSizeF()
    bigger = qapp.font()
    bigger.setPointSizeF(before.pointSizeF() * 2)
    try:
        qapp.setFont(bigger)
        assert theme.font("title").pointSizeF() == pytest.approx(2 * small)
        assert theme.font("title").pointSizeF() > theme.font("body").pointSizeF() > theme.font("small").pointSizeF()
    finally:
        qapp.setFont(before)


def test_every_token_is_a_colour() -> None:
    for tokens in (LIGHT, DARK):
        assert all(re.fullmatch(r"#[0-9A-F]{6}", getattr(tokens, field.name)) for field in dataclasses.fields(tokens))
