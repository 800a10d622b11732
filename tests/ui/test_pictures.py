"""Pictures for eyes: every scene in both languages and looks at 100 and 200 %, into DESKLINE_ARTEFACTS."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.support.window_pictures import SCENES, SIZES


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_pictures(language: str, look: str, scale: int, tmp_path: Path) -> None:
    folder = Path(os.environ.get("DESKLINE_ARTEFACTS") or tmp_path) / f"window-{scale}00"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    command = [sys.executable, "-m", "tests.support.window_pictures", str(folder), language, look]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=50)
    pictures = {Path(line).stem: QImage(line) for line in told.stdout.splitlines()}
    for scene, (_, sizes) in SCENES.items():
        for size in sizes:
            picture = pictures[f"{scene}-{size}-{language}-{look}"]
            width, height = SIZES[size]
            assert (picture.width(), picture.height()) == (width * scale, height * scale)
            corner = picture.pixelColor(2, 2).lightness()
            assert corner < 64 if look == "dark" else corner > 192
    assert {f"connection-{language}-{look}", f"menu-{language}-{look}"} <= set(pictures)
