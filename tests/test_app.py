"""What the connection dialog saves is what the settings say, and what the dialog shows the next time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop.app import Root, _complete, connection_form
from desktop.settings import options
from desktop.settings.options import Settings
from desktop.settings.paths import user_paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.viewmodels.connection import ConnectionForm
from desktop.viewmodels.notices import NoticeViewModel

FORM = ConnectionForm(
    "pbx", 33333, True, "/etc/pbx.pem", "anna", None, "214", "215", "9", "43", "1", dialect="panasonic"
)  # fmt: skip


def test_a_server_without_a_station_is_not_enough_to_connect() -> None:
    server = Settings().replaced(options.CONNECTION_SERVER, "pbx")
    assert not _complete(Settings())
    assert not _complete(server), "all that an administrator has said for everybody"
    assert _complete(server.replaced(options.CONNECTION_STATION, "100"))


def _root(folder: Path) -> tuple[Root, SettingsStore]:
    paths = user_paths(folder, folder)
    store = SettingsStore(paths.settings_file, policies(paths), presets(paths))
    store.load()
    return Root(store, paths, cast(Any, None), None), store


async def _save(folder: Path, form: ConnectionForm) -> ConnectionForm:
    """Save, and read what another start reads."""
    root, _ = _root(folder)
    notices = NoticeViewModel(str)
    assert await root._save_connection(form, cast(Any, SimpleNamespace(notices=notices)))
    root._secrets.close()
    return connection_form(_root(folder)[1].settings)


@pytest.mark.real_time
async def test_what_is_saved_is_shown_again(tmp_path: Path) -> None:
    names = set(ConnectionForm.__slots__) - {"fixed"}
    assert all(getattr(FORM, name) != getattr(ConnectionForm(), name) for name in names)
    assert await _save(tmp_path, FORM) == FORM


@pytest.mark.real_time
async def test_what_an_administrator_fixed_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('[connection]\ndialect = "alcatel"\n', "utf-8")
    saved = await _save(tmp_path, FORM)
    assert (saved.dialect, saved.server) == (options.CONNECTION_DIALECT.checked("alcatel"), "pbx")
    assert saved.fixed == {"dialect"}


@pytest.mark.real_time
async def test_a_preset_that_is_not_changed_stays_one(tmp_path: Path) -> None:
    preset = tmp_path / "preset.toml"
    preset.write_text('[connection]\nserver = "old"\n', "utf-8")
    shown = connection_form(_root(tmp_path)[1].settings)
    assert (await _save(tmp_path, replace(shown, station="100"))).server == "old"
    preset.write_text('[connection]\nserver = "new"\n', "utf-8")
    assert connection_form(_root(tmp_path)[1].settings).server == "new"
