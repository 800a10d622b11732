"""What Windows programs print, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.windows.wine.prefix import Done, Wine, seen_from_wine

ANSWER = """
HKEY_LOCAL_MACHINE\\Software\\Deskline
    InstallDir    REG_SZ    C:\\Program Files\\Deskline\\

HKEY_LOCAL_MACHINE\\Software\\Deskline\\shell
    (Default)    REG_SZ    "a b" "%1"
    Number    REG_DWORD    0x1
    Empty    REG_SZ
"""


def test_the_registry_is_read_below_a_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Wine, "wine", lambda *_, **__: Done(0, ANSWER, 0.0))
    assert Wine(tmp_path, ":0").registry(r"HKLM\Software\Deskline") == {
        "InstallDir": "C:\\Program Files\\Deskline\\",
        "shell\\": '"a b" "%1"',
        "shell\\Number": "0x1",
        "shell\\Empty": "",
    }


def test_paths_on_both_sides(tmp_path: Path) -> None:
    assert Wine(tmp_path, ":0").path(r"C:\Apps\My Desk") == tmp_path / "drive_c" / "Apps" / "My Desk"
    assert seen_from_wine(Path("/a/b c")) == r"Z:\a\b c"
