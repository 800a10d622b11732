"""Where the files are: by the platform's conventions, or all in one folder."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from desktop.settings.paths import user_paths


def test_a_home_holds_everything_but_the_policy(tmp_path: Path) -> None:
    paths = user_paths(tmp_path)
    assert paths.settings_file == tmp_path / "config" / "settings.toml"
    assert paths.state_file == tmp_path / "state" / "state.json"
    assert paths.log_file == tmp_path / "state" / "deskline.log"
    assert paths.data == tmp_path / "data"
    assert paths.cache == tmp_path / "cache"
    assert paths.policy_file == user_paths().policy_file
    assert tmp_path not in paths.policy_file.parents
    assert user_paths(tmp_path, tmp_path / "p.toml").policy_file == tmp_path / "p.toml"


@pytest.mark.skipif(platform.system() != "Linux", reason="the XDG base directories are Linux's")
def test_on_linux_the_xdg_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    paths = user_paths()
    assert paths.config == tmp_path / "config" / "deskline"
    assert paths.state == tmp_path / "state" / "deskline"
    assert paths.policy_file == Path("/etc/deskline/policy.toml")


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_elsewhere_the_policy_is_the_computers_too(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    paths = user_paths()
    assert paths.policy_file.name == "policy.toml"
    assert paths.policy_file.parent.name == "Deskline"
    assert paths.config.name == "Deskline"
