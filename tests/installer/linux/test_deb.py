"""The Debian package's texts; the package itself is built, installed and purged by installer/linux/check."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from installer.linux import deb
from installer.thirdparty import TEXTS, Component, own


def test_the_copyright_file_names_everything_that_is_carried() -> None:
    part = Component("qt", "6", "LGPL-3.0-only", (TEXTS / "icu.txt",), "pkg:generic/qt@6")
    text = deb.copyright_file(
        [Component("pyside6", "6", "MIT OR Zlib", (TEXTS / "icu.txt",), "pkg:pypi/pyside6@6", (part,))]
    )
    paragraphs = text.split("\n\n")
    assert paragraphs[1].startswith("Files: *\nCopyright: the Deskline developers\nLicense: MIT\n ")
    assert "License: MIT or Zlib\n See /usr/share/doc/deskline/licences/pyside6-6" in paragraphs[-2]
    assert "licences/qt-6\n and /usr/share/common-licenses/LGPL-3" in paragraphs[-1]
    assert all(line.startswith(" ") or ":" in line or not line for line in text.splitlines())


def test_the_icons_are_not_under_our_licence() -> None:
    (paragraph,) = deb.copyright_file(own()).split("\n\n")[2:]
    assert "Files: usr/lib/deskline/lib/desktop/resources/icons/*\n" in paragraph
    assert "License: ISC and MIT\n See /usr/share/doc/deskline/licences/lucide-static-" in paragraph


def test_packed_texts_carry_no_time(tmp_path: Path) -> None:
    deb.put(tmp_path / "a.gz", "text", mode=0o600)
    assert (tmp_path / "a.gz").read_bytes()[4:8] == b"\0\0\0\0"
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"text"
    assert (tmp_path / "a.gz").stat().st_mode & 0o777 == 0o600


def test_everything_has_the_commit_s_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "folder").mkdir(mode=0o700)
    deb.put(tmp_path / "folder/file", "text")
    (tmp_path / "link").symlink_to("nowhere")
    deb.settle(tmp_path)
    assert {os.lstat(path).st_mtime for path in (tmp_path, *tmp_path.rglob("*"))} == {1700000000}
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o755


def test_the_lock_s_distributions_are_found() -> None:
    import importlib.metadata

    site = Path(str(importlib.metadata.distribution("keyring").locate_file("")))
    names = {one.name for one in deb.locked(site)}
    assert {"keyring", "PySide6_Essentials"} & names or {"keyring", "pyside6-essentials"} & {
        name.lower() for name in names
    }
    assert "pytest" not in names
