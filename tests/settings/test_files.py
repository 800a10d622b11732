"""Whole files or none."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop.settings.files import keep_aside, write_atomically


def test_the_file_is_written_for_this_user_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    write_atomically(path, "ä\n")
    assert path.read_bytes() == "ä\n".encode()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, "old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_kept_files_are_never_overwritten(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / "file").write_text(str(number))
        assert keep_aside(tmp_path / "file").name == f"file.broken-{number}"
    assert (tmp_path / "file.broken-1").read_text() == "1"
