"""What an administrator decides: files, the registry of Windows, and which of them is stronger."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.settings import options
from desktop.settings.paths import Paths, user_paths
from desktop.settings.sources import Hive, RegistryKey, TomlFile, policies, presets, registry_values


def key(**values: object) -> RegistryKey:
    """A key of the registry with these values, "__" for the dot."""
    named = {name.replace("__", "."): value for name, value in values.items()}
    return RegistryKey("HKEY_LOCAL_MACHINE", r"Software\X", lambda hive, path: named)


def test_a_key_of_the_registry_holds_all_types() -> None:
    found = key(
        connection__server="pbx",
        connection__port=8801,
        connection__tls=1,
        link__resync_seconds=20,
        calls__short_ring_seconds="2.5",
        logging__full_numbers="0",
        dialling__internal_length_max="3",
    ).read()
    assert found.problems == ()
    assert found.values == {
        "connection.server": "pbx",
        "connection.port": 8801,
        "connection.tls": True,
        "link.resync_seconds": 20.0,
        "calls.short_ring_seconds": 2.5,
        "logging.full_numbers": False,
        "dialling.internal_length_max": 3,
    }
    assert type(found.values["link.resync_seconds"]) is float


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("connection__port", 0),
        ("connection__port", "many"),
        ("connection__tls", 2),
        ("connection__tls", b"\x01"),
        ("connection__server", 5),
        ("connection__server", ["a", "b"]),
        ("appearance__theme", "pink"),
    ],
)
def test_a_wrong_value_in_the_registry_is_said_and_ignored(name: str, value: object) -> None:
    found = key(**{name: value}, connection__user="kept").read()
    assert found.values == {"connection.user": "kept"}
    (problem,) = found.problems
    assert str(problem).startswith(rf"HKEY_LOCAL_MACHINE\Software\X: {name.replace('__', '.')} = ")


def test_values_that_are_no_options_are_nobody_s_business() -> None:
    found = key(connection__sever="pbx", InstallDir="C:\\").read()
    assert (found.values, found.problems) == ({}, ())


def test_a_key_that_may_not_be_read_is_said() -> None:
    def denied(hive: Hive, path: str) -> Mapping[str, object]:
        raise PermissionError(13, "Permission denied")

    found = RegistryKey("HKEY_CURRENT_USER", "X", denied).read()
    assert str(found.problems[0]) == r"HKEY_CURRENT_USER\X cannot be read: Permission denied. The defaults are used."


@pytest.mark.skipif(sys.platform != "win32", reason="the registry is Windows'")
def test_the_registry_itself() -> None:
    import winreg

    path = r"Software\Deskline\Test"
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as opened:
        winreg.SetValueEx(opened, "connection.server", 0, winreg.REG_SZ, "pbx")
        winreg.SetValueEx(opened, "connection.port", 0, winreg.REG_DWORD, 8801)
    try:
        found = RegistryKey("HKEY_CURRENT_USER", path).read()
        assert found.values == {"connection.server": "pbx", "connection.port": 8801}
    finally:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)
    assert registry_values("HKEY_CURRENT_USER", path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="there it is")
def test_elsewhere_there_is_no_registry() -> None:
    with pytest.raises(OSError, match="no registry"):
        registry_values("HKEY_CURRENT_USER", "X")


def paths(folder: Path, program: Path | None) -> Paths:
    usual = user_paths(folder, folder / "site")
    return Paths(usual.config, usual.state, usual.data, usual.cache, usual.runtime, usual.site, program)


def test_files_of_this_computer(tmp_path: Path) -> None:
    def files(places: object) -> list[Path]:
        assert isinstance(places, tuple)
        return [place.path for place in places if isinstance(place, TomlFile)]

    there = paths(tmp_path, tmp_path / "program")
    assert files(policies(there)) == [tmp_path / "site" / "policy.toml"]
    assert files(presets(there)) == [tmp_path / "site" / "preset.toml", tmp_path / "program" / "preset.toml"]
    assert files(presets(paths(tmp_path, None))) == [tmp_path / "site" / "preset.toml"]


def test_on_windows_the_computer_s_policy_is_the_strongest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    there = paths(tmp_path, tmp_path / "program")
    keys = [(one.hive, one.path) for one in policies(there) if isinstance(one, RegistryKey)]
    assert keys == [
        ("HKEY_CURRENT_USER", r"Software\Policies\Deskline"),
        ("HKEY_LOCAL_MACHINE", r"Software\Policies\Deskline"),
    ]
    keys = [(one.hive, one.path) for one in presets(there) if isinstance(one, RegistryKey)]
    assert keys == [
        ("HKEY_LOCAL_MACHINE", r"Software\Deskline\Preset"),
        ("HKEY_CURRENT_USER", r"Software\Deskline\Preset"),
        ("HKEY_CURRENT_USER", r"Software\Policies\Deskline\Preset"),
        ("HKEY_LOCAL_MACHINE", r"Software\Policies\Deskline\Preset"),
    ]
    assert isinstance(policies(there)[0], TomlFile)


def test_every_option_can_be_decided_by_its_key() -> None:
    assert len({option.policy_key for option in options.OPTIONS}) == len(options.OPTIONS)
