"""What of a wheel is shipped."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from installer.windows import payload
from installer.windows.inputs import BuildError


def wheel(folder: Path, *names: str) -> Path:
    path = folder / "one.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, name)
    return path


def laid(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_of_qt_only_what_is_listed(tmp_path: Path) -> None:
    names = ["PySide6/QtCore.pyd", "PySide6/QtQuick.pyd", "PySide6/qml/a.qml", "PySide6/plugins/platforms/qwindows.dll"]
    payload.lay_wheel(wheel(tmp_path, *names), tmp_path / "lib")
    assert laid(tmp_path / "lib") == {"PySide6/QtCore.pyd", "PySide6/plugins/platforms/qwindows.dll"}


def test_of_others_what_runs_and_their_licences(tmp_path: Path) -> None:
    shipped = {"phonenumbers/data/a.py", "phonenumbers-9.dist-info/licenses/LICENSE"}
    others = {"phonenumbers/geodata/a.py", "phonenumbers/a.pyi", "keyring/testing/b.py", "x/tests/c.py"}
    payload.lay_wheel(wheel(tmp_path, *shipped, *others), tmp_path / "lib")
    assert laid(tmp_path / "lib") == shipped


def test_everything_gets_one_time_and_one_mode(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    (tmp_path / "a").chmod(0o600)
    payload.set_times(tmp_path, 1_000_000_000)
    assert {path.stat().st_mtime for path in (tmp_path, tmp_path / "a")} == {1_000_000_000}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
    assert os.access(tmp_path, os.X_OK)


def test_another_python_may_not_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 99))
    runtime = payload.inputs.read_runtime()
    with pytest.raises(BuildError, match=runtime.minor):
        payload.compile_all(runtime)
