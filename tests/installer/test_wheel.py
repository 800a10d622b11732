"""The wheel is whole: code, resources inside the package, the command."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive


def test_resources_lie_inside_the_package(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    expected = {
        f"desktop/resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources" / "asn1").rglob("*.asn")
    }
    assert expected
    assert expected <= names
    assert "desktop/assets.py" in names


def test_nothing_else_lies_in_it(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].partition("-")[0] for name in wheel.namelist()} == {"desktop", "deskline"}


def test_the_wheel_brings_the_command(wheel: zipfile.ZipFile) -> None:
    with zipfile.ZipFile(str(wheel.filename)) as archive:
        entry_points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "deskline = desktop.cli:main" in archive.read(entry_points).decode()
