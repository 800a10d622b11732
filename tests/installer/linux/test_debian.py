"""Files of Debian's packages are told with source, version, licence and text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from installer.linux import debian
from installer.thirdparty import Unclear

pytestmark = pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian")


def test_a_library_of_debian() -> None:
    library = next(Path("/usr/lib/x86_64-linux-gnu").glob("libz.so.1.*"))
    (zlib,) = debian.components([library, library])
    assert (zlib.name, zlib.licence) == ("zlib", "Zlib")
    assert zlib.purl == f"pkg:deb/debian/zlib@{zlib.version}?arch=source"
    assert "Copyright" in zlib.texts[0].read_text("utf-8")


def test_what_is_not_debian_s_is_unclear(tmp_path: Path) -> None:
    with pytest.raises(Unclear, match="no Debian package"):
        debian.components([tmp_path / "file"])


def test_a_licence_that_nobody_said_is_unclear() -> None:
    with pytest.raises(Unclear, match=r"thirdparty\.toml"):
        debian.components([Path("/usr/bin/dpkg")])
