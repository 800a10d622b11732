"""Icons: one family (Lucide, resources/icons/LICENSE), drawn from SVG in the theme's colours, sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import assets
from desktop.ui.theme import Theme


class Icons:
    """Gives icons by their file's name; what is painted follows the theme, also after it changed."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._sources: dict[str, str] = {}
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}

    def icon(self, name: str, token: str = "text", on_token: str | None = None) -> QIcon:
        """Return an icon in the colour ``token``; in ``on_token`` while its button is switched on."""
        return QIcon(_Engine(self, name, token, on_token or token))

    def paint(self, painter: QPainter, name: str, rect: QRectF, token: str) -> None:
        """Draw an icon into ``rect``."""
        self._renderer(name, getattr(self.theme.tokens, token)).render(painter, rect)

    def _renderer(self, name: str, colour: str) -> QSvgRenderer:
        key = (name, colour)
        if key not in self._renderers:
            if name not in self._sources:
                self._sources[name] = assets.text("icons", f"{name}.svg")
            text = self._sources[name].replace("currentColor", colour)
            self._renderers[key] = QSvgRenderer(QByteArray(text.encode()))
        return self._renderers[key]


class _Engine(QIconEngine):
    def __init__(self, icons: Icons, name: str, token: str, on_token: str) -> None:
        super().__init__()
        self._made_of = (icons, name, token, on_token)

    def clone(self) -> QIconEngine:
        """Qt's name for a copy."""
        return _Engine(*self._made_of)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt's name for drawing."""
        icons, name, token, on_token = self._made_of
        chosen = on_token if state == QIcon.State.On else token
        box = QRectF(rect.x(), rect.y(), rect.height(), rect.height())  # what is wider leaves room before the text
        icons.paint(painter, name, box, "quiet" if mode == QIcon.Mode.Disabled else chosen)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt's name for drawing at a size in device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def app_icon() -> QIcon:
    """Return Deskline's own icon for windows and task bars."""
    return QIcon(str(assets.path("icons", "deskline.svg")))
