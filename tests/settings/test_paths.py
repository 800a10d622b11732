"""Where the files are: by the platform's conventions, or all in one folder."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import pytest

from desktop.settings.paths import program_folder, user_paths


def test_a_home_holds_everything_but_the_policy(tmp_path: Path) -> None:
    paths = user_paths(tmp_path)
    assert paths.settings_file == tmp_path / "config" / "settings.toml"
    assert paths.state_file == tmp_path / "state" / "state.json"
    assert paths.log_file == tmp_path / "state" / "deskline.log"
    assert paths.data == tmp_path / "data"
    assert paths.cache == tmp_path / "cache"
    assert paths.runtime == tmp_path / "run"
    assert paths.site == user_paths().site
    assert tmp_path not in paths.site.parents
    assert user_paths(tmp_path, tmp_path / "etc").site == tmp_path / "etc"


@pytest.mark.skipif(platform.system() != "Linux", reason="the XDG base directories are Linux's")
def test_on_linux_the_xdg_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths = user_paths()
    assert paths.config == tmp_path / "config" / "deskline"
    assert paths.state == tmp_path / "state" / "deskline"
    assert paths.runtime == tmp_path / "deskline"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert user_paths().runtime.name == f"deskline-{os.getuid()}", "as with some logins over the network"
    assert paths.site == Path("/etc/deskline")


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_elsewhere_the_policy_is_the_computers_too(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    paths = user_paths()
    # not below ProgramData, where any user may make a folder
    beside = program_folder() or Path(sys.executable).parent
    assert paths.site == beside if system == "Windows" else paths.site.name == "Deskline"
    assert paths.config.name == "Deskline"


def test_where_the_program_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "runtime").mkdir()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "runtime" / "python"))
    assert program_folder() is None, "any Python may run it"
    (tmp_path / "runtime" / "python311._pth").write_text("lib", "utf-8")
    assert program_folder() == tmp_path
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program_folder() == tmp_path / "runtime"
