"""The icon is drawn in every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from installer.linux.icons import SIZES, draw

ROOT = Path(__file__).resolve().parents[3]


def test_every_size(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    draw(ROOT / "resources/icons/deskline.svg", tmp_path, "deskline")
    for size in SIZES:
        image = QImage(str(tmp_path / f"{size}x{size}/apps/deskline.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(size // 2, size // 2).alpha() == 255
    assert (tmp_path / "scalable/apps/deskline.svg").read_bytes() == (
        ROOT / "resources/icons/deskline.svg"
    ).read_bytes()
