"""What goes into the Windows packages is what the locks say."""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from installer.windows import inputs
from installer.windows.inputs import BuildError, Runtime


def packed(files: dict[str, bytes], folder: Path) -> Path:
    """An archive like the real one: a zip in a tar."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name, octets in files.items():
            archive.writestr(f"cp311/{name}", octets)
    path = folder / "embed.tar.gz"
    with tarfile.open(path, "w:gz") as outer:
        member = tarfile.TarInfo("embed/data.zip")
        member.size = len(inner.getvalue())
        outer.addfile(member, io.BytesIO(inner.getvalue()))
    return path


def locked(**files: bytes) -> Runtime:
    """A lock of these files."""
    hashes = {name: hashlib.sha256(octets).hexdigest() for name, octets in files.items()}
    return Runtime("3.11.9", "embed==1", "", "embed.tar.gz", "", "embed/data.zip", "cp311", "", (), hashes)


def test_what_is_locked_is_laid_out(tmp_path: Path) -> None:
    inputs.unpack_runtime(locked(python=b"p"), packed({"python": b"p"}, tmp_path), tmp_path / "runtime")
    assert (tmp_path / "runtime" / "python").read_bytes() == b"p"


@pytest.mark.parametrize(
    "there", [{"python": b"another"}, {"python": b"p", "more": b""}, {}], ids=["changed", "more", "missing"]
)
def test_what_is_not_as_locked_is_refused(tmp_path: Path, there: dict[str, bytes]) -> None:
    with pytest.raises(BuildError):
        inputs.unpack_runtime(locked(python=b"p"), packed(there, tmp_path), tmp_path / "runtime")


def test_a_plain_zip_is_laid_out_too(tmp_path: Path) -> None:
    archive = tmp_path / "embed.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("python", b"p")
    inputs.unpack_runtime(replace(locked(python=b"p"), member="", folder=""), archive, tmp_path / "runtime")
    assert (tmp_path / "runtime" / "python").read_bytes() == b"p"


def test_a_tar_without_the_zip_is_refused(tmp_path: Path) -> None:
    runtime = replace(locked(python=b"p"), member="embed/other.zip")
    with pytest.raises(BuildError, match=r"has no embed/other\.zip"):
        inputs.unpack_runtime(runtime, packed({"python": b"p"}, tmp_path), tmp_path / "runtime")


def test_an_archive_comes_by_its_address_once_and_is_checked(tmp_path: Path) -> None:
    there, cache = tmp_path / "there.zip", tmp_path / "cache"
    there.write_bytes(b"zip")
    runtime = replace(locked(), url=there.as_uri(), archive="a.zip", sha256=hashlib.sha256(b"zip").hexdigest())
    assert inputs.fetch_runtime(runtime, tmp_path, cache).read_bytes() == b"zip"
    there.write_bytes(b"another")
    assert inputs.fetch_runtime(runtime, tmp_path, cache).read_bytes() == b"zip"
    (cache / "a.zip").unlink()
    with pytest.raises(BuildError, match="has the SHA-256"):
        inputs.fetch_runtime(runtime, tmp_path, cache)
    there.unlink()
    with pytest.raises(BuildError, match="cannot be fetched"):
        inputs.fetch_runtime(runtime, tmp_path, cache)


def test_an_archive_without_an_address_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"lay a\.zip"):
        inputs.fetch_runtime(replace(locked(), package="", archive="a.zip"), tmp_path, tmp_path)


@pytest.mark.parametrize("lacking", ["signer", "osslsigncode", "roots"])
def test_signatures_that_nobody_checks_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    roots = tmp_path / "roots.crt"
    monkeypatch.setattr(inputs, "ROOTS", roots)
    if lacking != "roots":
        roots.write_text("")
    tool = None if lacking == "osslsigncode" else "/usr/bin/osslsigncode"
    monkeypatch.setattr(shutil, "which", lambda _: tool)
    runtime = replace(locked(), signer="" if lacking == "signer" else "Somebody")
    said = inputs.verify_signatures(runtime, tmp_path)
    assert not said.checked
    assert lacking in said.sentence


def test_the_lock_names_a_python_that_the_wheels_are_locked_for() -> None:
    runtime = inputs.read_runtime()
    assert f"for Python {runtime.minor} on Windows" in (inputs.HERE / "win.lock").read_text("utf-8").splitlines()[0]
    assert {"python.exe", "pythonw.exe", "python311.zip", "python.cat"} <= runtime.files.keys()


def test_the_windows_lock_agrees_with_the_lock_of_the_checkout() -> None:
    def versions(lock: Path) -> dict[str, str]:
        lines = [line.split(" ")[0] for line in lock.read_text("utf-8").splitlines() if "==" in line]
        return dict(line.split("==") for line in lines)

    windows, common = versions(inputs.HERE / "win.lock"), versions(inputs.HERE.parent / "locks" / "runtime.txt")
    assert windows.items() <= common.items()
    assert windows["pyside6-essentials"] == "6.11.3"


def test_a_tool_that_fails_says_what_it_printed() -> None:
    with pytest.raises(BuildError, match="no such option"):
        inputs.run(["sh", "-c", "echo no such option >&2; exit 3"])
    with pytest.raises(BuildError, match="not installed"):
        inputs.run(["no-such-tool-anywhere"])
