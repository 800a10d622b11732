"""The archive for thin clients starts from any folder and gets into menus (installer/linux/check runs it)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

FILES = Path(__file__).resolve().parents[3] / "installer/linux/files"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="shell scripts")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An unpacked archive whose Python says how it is called."""
    top = tmp_path / 'a "folder" & more $x %u'
    shutil.copytree(FILES / "portable", top)
    shutil.copy(FILES / "deskline.desktop", top)
    (top / "icons/scalable/apps").mkdir(parents=True)
    (top / "icons/scalable/apps/deskline.svg").touch()
    (top / "runtime").mkdir()
    for script, lines in (("runtime/python", '#!/bin/sh\necho "$@"\n'), ("deskline", ""), ("menu", "")):
        path = top / script
        if lines:
            path.write_text(lines, "utf-8")
        path.chmod(0o755)
    for path in (*(top / "icons").rglob("*"), top / "icons"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return top


def call(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env={"PATH": "/usr/bin:/bin", **environment}
    )


def test_it_starts_through_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(folder / "deskline")
    assert call(tmp_path / "linked", "--demo").stdout == "-m desktop --demo\n"


def test_into_the_menu_and_out_of_it(folder: Path, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path / "home")}
    assert call(folder / "menu", "add", **home).returncode == 0
    entry = tmp_path / "home/.local/share/applications/deskline.desktop"
    line = next(line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
    # a string of the file, then an argument in quotes: each takes its backslashes away
    quoted = str(folder / "deskline").replace("%", "%%").replace('"', r"\\" + '"').replace("$", r"\\" + "$")
    assert line == f'Exec="{quoted}" %u'
    icons = tmp_path / "home/.local/share/icons/hicolor/scalable/apps"
    assert (icons / "deskline.svg").is_file()
    assert icons.stat().st_mode & 0o200, "nobody could take it out again"
    assert call(folder / "menu", "remove", **home).returncode == 0
    left = [path for path in (tmp_path / "home").rglob("*deskline*") if path.is_file()]
    assert left == []


def test_wrong_usage(folder: Path) -> None:
    assert call(folder / "menu", HOME="/nowhere").returncode == 2
