"""The list of files for the MSI, and its codes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from installer.windows import msi

WIX = "{http://schemas.microsoft.com/wix/2006/wi}"


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    folder = tmp_path / "payload"
    (folder / "lib" / "a & b").mkdir(parents=True)
    (folder / "Deskline.exe").write_bytes(b"MZ")
    (folder / "lib" / "a & b" / "one.py").write_text("1\n")
    return folder


def test_every_file_is_a_component_of_its_own_in_its_folder(payload: Path) -> None:
    tree = ET.fromstring(msi.file_list(payload))
    files = {file.get("Source"): file.get("Name") for file in tree.iter(f"{WIX}File")}
    assert files == {"$(var.PAYLOAD)/Deskline.exe": "Deskline.exe", "$(var.PAYLOAD)/lib/a & b/one.py": "one.py"}
    components = [component.get("Id") for component in tree.iter(f"{WIX}Component")]
    assert [reference.get("Id") for reference in tree.iter(f"{WIX}ComponentRef")] == components
    assert [folder.get("Name") for folder in tree.iter(f"{WIX}Directory")] == ["lib", "a & b"]


def test_codes_stay_and_are_unique(payload: Path) -> None:
    first = msi.file_list(payload)
    (payload / "another.txt").write_text("")
    codes = [component.get("Guid") for component in ET.fromstring(first).iter(f"{WIX}Component")]
    later = msi.file_list(payload)
    assert len(set(codes)) == len(codes) == 2
    assert all(str(code) in later for code in codes)


def test_the_digest_sees_names_contents_and_where_one_ends(payload: Path) -> None:
    before = msi.digest(payload)
    assert msi.digest(payload) == before
    (payload / "Deskline.exe").rename(payload / "deskline.exe")
    assert msi.digest(payload) != before
