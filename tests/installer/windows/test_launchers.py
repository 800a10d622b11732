"""Versions as Windows numbers them, and what the launchers carry beside their code."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from installer.windows import launchers


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("2", (2, 0, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))]
)
def test_four_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert launchers.four(version) == numbers


def resources_of_a_build(target: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The resource scripts as the resource compiler sees them, one for each launcher."""
    seen = []

    def run(words: Iterable[str | Path], cwd: Path | None = None) -> str:
        command = list(words)
        if command[0] == "rsvg-convert":
            Path(command[command.index("-o") + 1]).write_bytes(f"picture {command[2]}".encode())
        elif command[0] == launchers.RESOURCES:
            facts, source = (Path(folder) for place, folder in enumerate(command) if command[place - 1] == "-I")
            script = (source / "launcher.rc").read_text("utf-8").partition("\n")[2]
            for line in (facts / "facts.h").read_text("utf-8").splitlines():
                _, name, value = line.split(" ", 2)
                script = re.sub(rf"(?<![\w\"]){name}(?![\w\"])", value, script)
            named = re.search(r'^1 ICON "(.*)"$', script, re.MULTILINE)
            assert named
            assert struct.unpack("<HHH", (facts / named[1]).read_bytes()[:6]) == (0, 1, len(launchers.ICON_SIZES))
            seen.append(script)
        return ""

    monkeypatch.setattr(launchers, "run", run)
    launchers.make(target, "1.2.3", target)
    return seen


def test_each_launcher_names_itself_and_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = resources_of_a_build(tmp_path, monkeypatch)
    facts = [dict(re.findall(r'VALUE "(\w+)", "(.*)"', script)) for script in scripts]
    assert [one["OriginalFilename"] for one in facts] == ["Deskline.exe", "desklinectl.exe"]
    assert [one["FileDescription"] for one in facts] == ["Deskline", "Deskline command line"]
    for one, script in zip(facts, scripts, strict=True):
        assert one["InternalName"] == one["OriginalFilename"]
        assert one["FileVersion"] == one["ProductVersion"] == "1.2.3"
        assert re.findall(r"^(?:FILE|PRODUCT)VERSION (.*)$", script, re.MULTILINE) == ["1,2,3,0"] * 2


def test_the_manifest_makes_windows_leave_scaling_and_rights_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for script in resources_of_a_build(tmp_path, monkeypatch):
        named = re.search(r'^1 24 "(.*)"$', script, re.MULTILINE)  # RT_MANIFEST
        assert named
        manifest = ET.parse(launchers.HERE / "launcher" / named[1]).getroot()
        found = {element.tag.rpartition("}")[2]: element for element in manifest.iter()}
        assert found["dpiAwareness"].text == "PerMonitorV2"
        assert found["longPathAware"].text == "true"
        assert found["requestedExecutionLevel"].get("level") == "asInvoker"
        assert found["supportedOS"].get("Id") == "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"  # Windows 10
