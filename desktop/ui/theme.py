"""Colours, fonts and the style sheet: light and dark, by the system or by choice.

A colour is named by what it means. Every pair of text and ground that the window uses keeps a contrast of 4.5
(WCAG 2.2, 1.4.3); tests/ui/test_theme.py computes them. Sizes of text are relative to the application's font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop import assets

Setting = Literal["system", "light", "dark"]
FontRole = Literal["title", "field", "button", "strong", "body", "small", "figures", "code"]

MINIMUM_CONTRAST = 4.5
UNIT = 8
"""The rhythm of all distances, in device-independent pixels."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One palette; each colour as #RRGGBB."""

    ground: str
    card: str
    line: str
    hover: str
    text: str
    quiet: str
    accent: str
    green: str
    red: str
    amber: str
    accent_soft: str
    green_soft: str
    red_soft: str
    amber_soft: str
    quiet_soft: str
    on_colour: str
    """Text on a field of accent, green or red."""


LIGHT = Tokens(
    ground="#F6F7F9", card="#FFFFFF", line="#E3E6EB", hover="#F0F2F5", text="#1B1F27", quiet="#5B6577",
    accent="#2F5BD7", green="#157A3F", red="#C03328", amber="#8F5600",
    accent_soft="#E6EBFA", green_soft="#E3EFE8", red_soft="#F7E7E5", amber_soft="#F6EEDF", quiet_soft="#EEF0F3",
    on_colour="#FFFFFF",
)  # fmt: skip
DARK = Tokens(
    ground="#16181D", card="#1F2229", line="#2E323B", hover="#272B34", text="#ECEEF2", quiet="#A3ACBC",
    accent="#7C9DFF", green="#4CC38A", red="#FF7A6E", amber="#FFB454",
    accent_soft="#2B3247", green_soft="#243732", red_soft="#3B2C30", amber_soft="#3A3229", quiet_soft="#323743",
    on_colour="#101318",
)  # fmt: skip

_SCALES: dict[FontRole, float] = {
    "title": 1.2, "field": 1.2, "button": 1.0, "strong": 1.0, "body": 1.0, "small": 0.92, "figures": 1.0, "code": 0.92,
}  # fmt: skip
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = ((int(colour[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02X}" for above, below in pairs)


def with_accent(tokens: Tokens, accent: str) -> Tokens:
    """Return ``tokens`` with the platform's accent colour where it can be read everywhere, else unchanged."""
    soft = _mixed(accent, tokens.card, 0.12)
    pairs = ((accent, tokens.ground), (accent, tokens.card), (accent, soft), (tokens.on_colour, accent),
             (tokens.quiet, soft))  # fmt: skip
    readable = all(contrast(one, other) >= MINIMUM_CONTRAST for one, other in pairs)
    return replace(tokens, accent=accent, accent_soft=soft) if readable else tokens


class Theme(QObject):
    """The present look. It follows the system until a person chooses otherwise."""

    changed = Signal()

    def __init__(self, app: QApplication, setting: Setting = "system") -> None:
        super().__init__(app)
        self._app = app
        self._setting: Setting = setting
        self._accent = app.palette().color(QPalette.ColorRole.Accent).name()
        self._sheet = assets.text("style", "deskline.qss")
        self._tokens = LIGHT
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self.choose(setting)

    @property
    def setting(self) -> Setting:
        """What was chosen."""
        return self._setting

    @property
    def dark(self) -> bool:
        """Whether the present look is dark."""
        return self._tokens.ground == DARK.ground

    @property
    def tokens(self) -> Tokens:
        """The present colours."""
        return self._tokens

    def choose(self, setting: Setting) -> None:
        """Follow the system, or be light or dark whatever it says."""
        self._setting = setting
        self._app.styleHints().setColorScheme(_SCHEMES[setting])
        self._refresh()

    def colour(self, name: str) -> QColor:
        """Return a colour by its token's name."""
        return QColor(getattr(self._tokens, name))

    def font(self, role: FontRole) -> QFont:
        """Return a font for a role, relative to the application's."""
        font = QFont(self._app.font())
        font.setPointSizeF(max(font.pointSizeF(), 6.0) * _SCALES[role])
        if role in ("title", "strong"):
            font.setWeight(QFont.Weight.DemiBold)
        if role == "button":
            font.setWeight(QFont.Weight.Medium)
        if role == "figures":
            font.setFeature(QFont.Tag("tnum"), 1)
        if role == "code":
            font.setFamilies(["Cascadia Mono", "Consolas", "Noto Sans Mono", "DejaVu Sans Mono", "monospace"])
            font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def font_height(self, role: FontRole) -> int:
        """Return the height of a line in a role's font, in device-independent pixels."""
        return QFontMetrics(self.font(role)).height()

    def _refresh(self) -> None:
        scheme = _SCHEMES[self._setting]
        if scheme == Qt.ColorScheme.Unknown:
            scheme = self._app.styleHints().colorScheme()
        self._tokens = with_accent(DARK if scheme == Qt.ColorScheme.Dark else LIGHT, self._accent)
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._sheet, self._tokens))
        self.changed.emit()


def style_sheet(sheet: str, tokens: Tokens) -> str:
    """Fill the ``@names`` of a style sheet with colours; an unknown name is a KeyError."""
    values = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    return re.sub(r"@([a-z_]+)", lambda found: values[found[1]], sheet)


def _palette(tokens: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.ground, roles.Base: tokens.card, roles.AlternateBase: tokens.hover,
        roles.Button: tokens.card, roles.ToolTipBase: tokens.card, roles.Light: tokens.card,
        roles.Midlight: tokens.hover, roles.Mid: tokens.line, roles.Dark: tokens.line, roles.Shadow: tokens.line,
        roles.WindowText: tokens.text, roles.Text: tokens.text, roles.ButtonText: tokens.text,
        roles.ToolTipText: tokens.text, roles.BrightText: tokens.red, roles.PlaceholderText: tokens.quiet,
        roles.Highlight: tokens.accent, roles.HighlightedText: tokens.on_colour, roles.Accent: tokens.accent,
        roles.Link: tokens.accent, roles.LinkVisited: tokens.accent,
    }  # fmt: skip
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.quiet))
    return palette
