"""What the connection dialog saves is what the settings say, and what the dialog shows the next time."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop.app import Root, connection_form
from desktop.settings import options
from desktop.settings.paths import user_paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.viewmodels.connection import ConnectionForm
from desktop.viewmodels.notices import NoticeViewModel

FORM = ConnectionForm(
    "pbx", 33333, True, "/etc/pbx.pem", "anna", None, "214", "215", "9", "43", "1", dialect="panasonic"
)  # fmt: skip


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
    assert all(getattr(FORM, name) != getattr(ConnectionForm(), name) for name in ConnectionForm.__slots__)
    assert await _save(tmp_path, FORM) == FORM


@pytest.mark.real_time
async def test_what_an_administrator_fixed_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('[connection]\ndialect = "alcatel"\n', "utf-8")
    saved = await _save(tmp_path, FORM)
    assert (saved.dialect, saved.server) == (options.CONNECTION_DIALECT.checked("alcatel"), "pbx")
