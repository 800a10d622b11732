from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtSvg import QSvgRenderer

import desktop
from desktop import assets
from desktop.ui import call_card, dial_field, link_line, station_bar
from desktop.ui.icons import app_icon
from desktop.ui.parts import Look

NAMES = sorted(path.stem for path in assets.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_drawn(name: str) -> None:
    assert QSvgRenderer(str(assets.path("icons", f"{name}.svg"))).isValid()


def test_every_icon_that_is_named_is_there_and_every_one_there_is_used() -> None:
    used = {name for name, _ in (*station_bar.STATE_ICONS.values(), *link_line._MARKS.values())}
    used |= set(call_card.ICONS.values()) | set(dial_field._ICONS.values()) | {"deskline"}
    for path in (Path(desktop.__file__).parent / "ui").glob("*.py"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r'(?:icon|show_icon|paint|IconButton|ActionButton)\((?:[\w.]+, )?"([a-z0-9-]+)"', text))
        used |= set(re.findall(r'"((?:chevron)-[a-z]+)"', text))
        used |= set(re.findall(r'paint\(painter, "([a-z0-9-]+)"', text))
    assert used == set(NAMES)


def test_the_licence_of_the_set_is_beside_it() -> None:
    assert "ISC License" in assets.text("icons", "LICENSE")


def colours(icon: QIcon, size: QSize, ratio: float, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(size, ratio, mode).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name().upper() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_it_is_sharp_at_every_scale_and_follows_the_theme(look: Look, ratio: float) -> None:
    icon = look.icons.icon("circle-minus", "red")
    size = icon.pixmap(QSize(24, 24), ratio).size()
    assert size == QSize(round(24 * ratio), round(24 * ratio))
    assert colours(icon, QSize(24, 24), ratio) == {look.theme.tokens.red}
    look.theme.choose("dark")
    try:
        assert colours(QIcon(icon), QSize(24, 24), ratio) == {look.theme.tokens.red}
        assert colours(icon, QSize(24, 24), ratio, QIcon.Mode.Disabled) == {look.theme.tokens.quiet}
    finally:
        look.theme.choose("light")


def test_the_programs_own_icon_shows_on_a_light_and_a_dark_bar() -> None:
    image = app_icon().pixmap(QSize(64, 64), 1.0).toImage()
    assert not image.isNull()
    assert image.pixelColor(32, 8) == QColor("#2F5BD7")
    assert image.pixelColor(0, 0).alpha() == 0
