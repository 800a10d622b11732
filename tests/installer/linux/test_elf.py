"""What a library asks for is read right, and too new a C library is found."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from installer.linux import elf

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("readelf") is None, reason="needs binutils on Linux"
)
PYTHON = Path(sys.executable).resolve()


def test_what_a_program_needs() -> None:
    assert "libc.so.6" in elf.needed(PYTHON)
    assert (2, 2) < elf.glibc(PYTHON) < (3, 0)


def run(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> int:
    monkeypatch.setattr(sys, "argv", ["elf", *map(str, folders)])
    return elf.main()


def test_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(PYTHON, tmp_path / "program")
    (tmp_path / "text").write_text("no ELF", "utf-8")
    (tmp_path / "link").symlink_to("program")
    assert list(elf.elf_files([tmp_path])) == [tmp_path / "program"]
    monkeypatch.setattr(elf, "NEWEST", (2, 99))
    assert run(monkeypatch, tmp_path) == 0
    assert capsys.readouterr().out.startswith("1 ELF files; the newest glibc asked for is 2.")
    monkeypatch.setattr(elf, "NEWEST", (2, 1))
    assert run(monkeypatch, tmp_path) == 1
    assert "program asks for GLIBC_2." in capsys.readouterr().err


def test_no_elf_at_all_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, tmp_path) == 1
