"""Licences are collected whole, or the build fails."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

import pytest

from installer import thirdparty
from installer.thirdparty import Component, Unclear, components_of, flat, write

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(str(importlib.metadata.distribution("PySide6-Essentials").locate_file("")))


def locked() -> set[str]:
    """The names of the runtime lock that are installed here."""
    text = (ROOT / "installer/locks/runtime.txt").read_text("utf-8")
    names = {thirdparty.canonical(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
    return names & {thirdparty.canonical(one.name) for one in importlib.metadata.distributions(path=[str(SITE)])}


def distribution(site: Path, name: str, metadata: str = "", **files: str) -> None:
    folder = site / f"{name}-1.0.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{metadata}\n", "utf-8")
    for file, text in files.items():
        (folder / "licenses" / file).write_text(text, "utf-8")


def test_everything_that_deskline_needs_has_a_licence_and_its_text() -> None:
    found = components_of(SITE, locked())
    assert {one.name for one in found} == locked()
    assert [
        one.name for one in flat(found) if not one.texts or not all(text.read_text("utf-8") for text in one.texts)
    ] == []


def test_qt_is_named_with_the_texts_that_its_licence_asks_for() -> None:
    (pyside,) = components_of(SITE, {"pyside6-essentials"})
    (qt, *_) = pyside.parts
    assert (qt.name, qt.version, qt.licence) == ("qt", pyside.version, "LGPL-3.0-only")
    assert {"LGPL-3.0-only.txt", "GPL-3.0-only.txt", "qt-third-party.txt"} == {text.name for text in qt.texts}


def test_names_are_compared_as_registries_do(tmp_path: Path) -> None:
    distribution(tmp_path, "Some.Thing", "License-Expression: MIT\nLicense-File: LICENSE", LICENSE="text")
    distribution(tmp_path, "deskline", "License-Expression: MIT\nLicense-File: LICENSE", LICENSE="text")
    assert [one.purl for one in components_of(tmp_path)] == ["pkg:pypi/some-thing@1.0"]
    assert components_of(tmp_path, {"other"}) == []


@pytest.mark.parametrize(
    "metadata", ["License-Expression: MIT", "License: see the homepage\nLicense-File: LICENSE", ""]
)
def test_what_is_unclear_stops_the_build(metadata: str, tmp_path: Path) -> None:
    distribution(tmp_path, "thing", metadata)
    with pytest.raises(Unclear, match=r"thing 1\.0.*thirdparty\.toml"):
        components_of(tmp_path)


def test_older_wheels_have_their_licence_beside_the_metadata(tmp_path: Path) -> None:
    distribution(tmp_path, "thing", "License: BSD-3-Clause")
    (tmp_path / "thing-1.0.dist-info/LICENSE.txt").write_text("the terms", "utf-8")
    (thing,) = components_of(tmp_path)
    assert (thing.licence, [text.name for text in thing.texts]) == ("BSD-3-Clause", ["LICENSE.txt"])


def test_what_a_wheel_does_not_say_can_be_said(tmp_path: Path) -> None:
    distribution(tmp_path, "thing")
    (tmp_path / "libpart.so").touch()
    facts = {
        "distribution": {"thing": {"licence": "MIT", "texts": ["icu.txt"]}},
        "part": [
            {
                "in": "thing",
                "name": "part",
                "version": "7",
                "licence": "Zlib",
                "purl": "pkg:generic/part",
                "files": ["lib*.so"],
                "texts": ["icu.txt"],
            },
            {
                "in": "thing",
                "name": "absent",
                "licence": "Zlib",
                "purl": "pkg:generic/absent",
                "files": ["*.dll"],
                "texts": [],
            },
        ],
    }
    (thing,) = components_of(tmp_path, facts=facts)
    assert [(part.name, part.version, part.purl) for part in thing.parts] == [("part", "7", "pkg:generic/part@7")]


def test_a_folder_of_licences(tmp_path: Path) -> None:
    text = tmp_path / "LICENSE"
    text.write_text("the terms", "utf-8")
    part = Component("part", "7", "Zlib", (text,), "pkg:generic/part@7")
    target = tmp_path / "licences"
    target.mkdir()
    (target / "of an earlier build").touch()
    write([Component("thing", "1", "MIT", (text,), "pkg:pypi/thing@1", (part,))], target)
    assert sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()) == [
        "README.txt", "part-7/LICENSE", "thing-1/LICENSE",
    ]  # fmt: skip
    notice = (target / "README.txt").read_text("utf-8")
    assert "thing 1: MIT\npart 7: Zlib\n" in notice
    assert "@" not in notice


def test_every_text_of_the_table_is_there() -> None:
    import tomllib

    table = tomllib.loads((ROOT / "installer/thirdparty.toml").read_text("utf-8"))
    named = {text for one in [*table["distribution"].values(), *table["part"]] for text in one.get("texts", ())}
    assert {name for name in named if not (thirdparty.TEXTS / name).is_file()} == set()


def library(path: Path, says: str = "", resource: str = "") -> None:
    """A library that says its version in a text, and in a resource of Windows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"MZ\0\0" + says.encode().ljust(64, b"\0") + f"\0FileVersion\0\0{resource}\0".encode("utf-16-le"))


def runtime(folder: Path) -> Path:
    """CPython for Windows, as far as its bill is concerned."""
    library(folder / "python311.dll", "\0001.3.1\0")
    library(folder / "libcrypto-3.dll", "OpenSSL 3.0.13 30 Jan 2024")
    library(folder / "sqlite3.dll", resource="3.45.1.0")
    library(folder / "vcruntime140.dll", resource="14.38.33126.1")
    library(folder / "libffi-8.dll")
    (folder / "LICENSE.txt").write_text("Python's terms, and those of what it brings", "utf-8")
    return folder


def test_what_python_for_windows_brings_is_told_with_the_versions_of_its_files(tmp_path: Path) -> None:
    python = thirdparty.cpython(runtime(tmp_path), "3.11.9")
    assert {part.name: part.version for part in python.parts} == {
        "microsoft-visual-cpp-runtime": "14.38.33126.1",
        "openssl": "3.0.13",
        "sqlite": "3.45.1",
        "libffi": "",
        "zlib": "1.3.1",
    }
    assert {part.name: part.purl for part in python.parts}["libffi"] == "pkg:generic/libffi"
    assert {part.name: part.texts for part in python.parts}["openssl"] == python.texts


def test_a_dll_that_nobody_accounts_for_stops_the_build(tmp_path: Path) -> None:
    library(runtime(tmp_path) / "strange.dll")
    with pytest.raises(Unclear, match=r"^strange\.dll beside CPython.*thirdparty\.toml"):
        thirdparty.cpython(tmp_path, "3.11.9")


def test_a_version_that_is_not_where_it_should_be_stops_the_build(tmp_path: Path) -> None:
    library(runtime(tmp_path) / "libcrypto-3.dll", "LibreSSL")
    with pytest.raises(Unclear, match=r"libcrypto-3\.dll: no version"):
        thirdparty.cpython(tmp_path, "3.11.9")


def test_microsoft_s_runtime_is_told_once_for_each_who_brings_it(tmp_path: Path) -> None:
    for name, package in (("pyside6-essentials", "PySide6"), ("shiboken6", "shiboken6")):
        distribution(tmp_path, name)
        library(tmp_path / package / "msvcp140.dll", resource="14.44.35211.0")
    found = components_of(tmp_path)
    assert [[part.title for part in one.parts] for one in found] == [["microsoft-visual-cpp-runtime-14.44.35211.0"]] * 2
    write(found, tmp_path / "licences")
    assert (tmp_path / "licences/README.txt").read_text("utf-8").count("microsoft-visual-cpp-runtime 14.44") == 1


def test_the_icons_are_lucide_s() -> None:
    (lucide,) = thirdparty.own()
    says = (thirdparty.RESOURCES / "icons/check.svg").read_text("utf-8")
    assert f"@license lucide-static v{lucide.version} - ISC" in says
    assert (lucide.licence, lucide.where) == ("ISC AND MIT", "desktop/resources/icons/*")
    assert "Lucide Icons and Contributors" in lucide.texts[0].read_text("utf-8")


def test_openssl_in_cryptography_is_told() -> None:
    (cryptography,) = components_of(SITE, {"cryptography"})
    from cryptography.hazmat.backends.openssl import backend

    (openssl,) = cryptography.parts
    assert f"OpenSSL {openssl.version} " in backend.openssl_version_text()
    assert "LICENSE.APACHE" in {text.name for text in openssl.texts}
