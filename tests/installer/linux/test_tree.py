"""What goes into the Linux packages: Qt's allow-list is what the sources import, and nothing else is left out."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
from pathlib import Path, PurePosixPath

import pytest

from installer.linux import tree

ROOT = Path(__file__).resolve().parents[3]
SITE = Path(str(importlib.metadata.distribution("PySide6-Essentials").locate_file("")))
linux = pytest.mark.skipif(sys.platform != "linux" or shutil.which("readelf") is None, reason="needs binutils on Linux")


def test_qt_s_modules_are_those_that_are_imported() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "desktop").rglob("*.py")]
    assert set(re.findall(r"PySide6\.(Qt\w+)", "\n".join(sources))) == set(tree.QT_MODULES)


@linux
def test_qt_s_libraries_are_those_that_are_needed() -> None:
    names = {path.name for path in tree.qt_files(SITE)}
    assert {"libQt6Core.so.6", "libQt6XcbQpa.so.6", "libicudata.so.73", "libqxcb.so", "qtbase_de.qm"} <= names
    assert [name for name in names if re.search("Qml|Quick|Designer|OpenGL|eglfs", name)] == []
    assert [path for path in tree.qt_files(SITE) if not (SITE / path).is_file()] == []


@linux
def test_the_tree(tmp_path: Path) -> None:
    names = ("PySide6-Essentials", "shiboken6", "phonenumbers", "SecretStorage", "keyring")
    tree.fill(
        [importlib.metadata.distribution(name) for name in names],
        SITE,
        tmp_path,
        of_debian=frozenset({"secretstorage"}),
    )
    files = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert not any(path.parts[0].startswith(("secretstorage", "SecretStorage")) for path in files)
    assert Path("keyring/backends/SecretService.py") in files
    assert any(path.match("keyring-*.dist-info/entry_points.txt") for path in files)
    assert any(path.match("shiboken6/libshiboken6*.so*") for path in files)
    assert Path("phonenumbers/data/region_DE.py") in files
    assert not any(path.match("phonenumbers/geodata/*") for path in files)
    assert not any(path.suffix in {".pyi", ".pyc"} for path in files)
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in tmp_path.rglob("*") if path.is_file())


def test_places_outside_of_site_packages_are_not_followed() -> None:
    places = [place for _, place in tree.wanted([importlib.metadata.distribution("keyring")], frozenset())]
    assert PurePosixPath("keyring/__init__.py") in places
    assert not any(".." in place.parts for place in places)
