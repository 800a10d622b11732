"""state.json: remembered, never precious."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.settings.state import StateStore


def test_what_is_remembered_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    store = StateStore(path)
    store.load()
    store.set("window", {"x": 1, "maximised": False})
    store.set("gone", 1)
    store.set("gone", None)
    store.set("never", None)
    assert store.save()
    again = StateStore(path)
    again.load()
    assert again.get("window") == {"x": 1, "maximised": False}
    assert again.get("gone", "default") == "default"


@pytest.mark.parametrize("text", [b"[1]", b"{", b"\xff", b"", b"[" * 100_000])
def test_an_unreadable_file_is_kept_aside_and_forgotten(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(text)
    store = StateStore(path)
    store.load()
    assert store.get("window") is None
    assert path.with_name("state.json.broken-1").read_bytes() == text


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    store = StateStore(tmp_path / "state.json")
    assert store.save()
    store.set("a", 1)
    assert store.save()
    (tmp_path / "state.json").unlink()
    store.set("a", 1)
    assert store.save()
    assert not (tmp_path / "state.json").exists()


def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = StateStore(tmp_path / "file" / "state.json")
    store.load()
    store.set("a", 1)
    assert not store.save()
    assert store.get("a") == 1
