"""Resources are found in a checkout and in a wheel alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import assets


def test_in_this_checkout() -> None:
    assert assets.root().name == "resources"
    assert assets.path("asn1").is_dir()
    assert assets.path("icons", "nothing.svg") == assets.root() / "icons" / "nothing.svg"


def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package folder of our own."""
    folder = tmp_path / "desktop"
    folder.mkdir()
    monkeypatch.setattr(assets, "_PACKAGE", folder)
    return folder


def test_beside_the_package_and_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path, monkeypatch)
    (tmp_path / "resources").mkdir()
    assert assets.root() == tmp_path / "resources"
    (folder / "resources").mkdir()
    assert assets.root() == folder / "resources", "what was installed with the package goes first"


def test_text_is_utf_8_and_octets_are_octets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, monkeypatch)
    (tmp_path / "resources" / "demo").mkdir(parents=True)
    (tmp_path / "resources" / "demo" / "names").write_bytes("Müller\n".encode())
    assert assets.text("demo", "names") == "Müller\n"
    with assets.open_binary("demo", "names") as file:
        assert file.read() == b"M\xc3\xbcller\n"
    with pytest.raises(FileNotFoundError):
        assets.text("demo", "nothing")


def test_an_installation_without_resources_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path, monkeypatch)
    (tmp_path / "resources").write_text("a file is no folder")
    with pytest.raises(FileNotFoundError, match="install Deskline again") as caught:
        assets.root()
    assert str(folder) in str(caught.value)
