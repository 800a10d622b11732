"""The tour, which is the self-test too, where it cannot go on: a sentence and the status, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import sys
from pathlib import Path
from desktop import tour
from desktop.settings.paths import user_paths
from desktop.translation import translator
tour.PATIENCE = 1.0
home, pictures, *simulator = sys.argv[1:]
sys.exit(tour.run(user_paths(Path(home)), translator("en"), Path(pictures), simulator, test=True))
"""
DEAF = """
import sys
print('{"ready": true, "listen": "127.0.0.1:1"}', flush=True)
sys.stdin.read()
"""


def tour(home: Path, pictures: Path, simulator: str) -> tuple[int, str]:
    """Run the tour with this program in the simulator's place: status, and what it says of errors."""
    command = [sys.executable, "-c", RUN, str(home), str(pictures), sys.executable, "-c", simulator]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("simulator", ["import sys; sys.exit('no memory')", DEAF], ids=["does not start", "no switch"])
def test_without_a_switch_it_says_which_step_failed(tmp_path: Path, simulator: str) -> None:
    status, errors = tour(tmp_path / "home", tmp_path / "pictures", simulator)
    assert status == 1
    assert errors.startswith("deskline: ")
    assert "Traceback" not in errors


def test_a_folder_for_pictures_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    status, errors = tour(tmp_path / "home", tmp_path / "file" / "pictures", DEAF)
    assert status == 1
    assert errors.startswith("deskline: The folder ")
    assert "Traceback" not in errors
