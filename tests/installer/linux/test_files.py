"""The texts of the packages agree with the program. Debian's own checkers are installer/linux/check's."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from desktop import cli
from desktop.translation import translator
from installer.linux import depends

ROOT = Path(__file__).resolve().parents[3]
FILES = ROOT / "installer/linux/files"


def text(name: str) -> str:
    return (FILES / name).read_text("utf-8")


def test_the_manual_has_every_option_and_command() -> None:
    parser = cli._parser(translator("en"))
    manual = text("deskline.1").replace("Fl -", "--").replace("Ns ", "")
    commands = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    parsers = [parser, *commands.values()]
    options = {
        name for one in parsers for action in one._actions for name in action.option_strings if name.startswith("--")
    }
    assert {"--demo", "--listen", "--json"} <= options
    assert [name for name in options if name not in manual] == []
    assert [name for name in commands if not re.search(rf"^\.(It |Ss )?.*\b{name}\b", manual, re.MULTILINE)] == []


@pytest.mark.parametrize("name", ["postinst", "prerm", "postrm", "deskline.sh", "portable/deskline", "portable/menu"])
def test_scripts_are_right_sh(name: str) -> None:
    assert text(name).startswith("#!/bin/sh\n")
    assert subprocess.run(["sh", "-n", FILES / name], check=False).returncode == 0


@pytest.mark.parametrize("name", ["build", "check", "../checksums", "../bills", "../windows/check"])
def test_scripts_are_right_bash(name: str) -> None:
    path = FILES.parent / name
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


def test_from_source_and_the_package_know_of_the_same_libraries() -> None:
    script = (ROOT / "installer/from-source").read_text("utf-8")
    named = {
        name
        for group in re.findall(r"^(?:qt|x11)_packages=\(([^)]*)\)", script, re.MULTILINE)
        for name in group.split()
    }
    assert named - {"fonts-dejavu-core"} <= {name.split()[0] for name in depends.DEPENDS}


def test_the_links_that_are_offered_are_tel_and_callto() -> None:
    assert "MimeType=x-scheme-handler/tel;x-scheme-handler/callto;\n" in text("deskline.desktop")
    assert "Exec=deskline %u\n" in text("deskline.desktop")
