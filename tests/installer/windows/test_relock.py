"""One command takes another CPython into the lock."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from installer.windows import inputs, relock
from installer.windows.inputs import BuildError, Signatures

LIBRARY = b"MZ" + "ProductVersion\0\x003.12.10\0".encode("utf-16-le") + b"more"
FILES = {"python.exe": b"MZ", "python3.dll": b"MZ3", "python312.dll": LIBRARY, "vcruntime140.dll": b"MZv"}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, octets in files.items():
            made.writestr(name, octets)
    return path


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "verify_signatures", lambda *_: Signatures("all signed", True))


@pytest.mark.usefixtures("verified")
@pytest.mark.parametrize("by_address", [True, False], ids=["address", "file"])
def test_the_lock_says_all_of_an_archive_and_the_build_takes_it(tmp_path: Path, by_address: bool) -> None:
    archive, lock, cache = zipped(tmp_path / "embed.zip", FILES), tmp_path / "runtime.lock", tmp_path / "cache"
    assert relock.relock(archive.as_uri() if by_address else str(archive), lock, cache) == "all signed"
    runtime = inputs.read_runtime(lock)
    assert (runtime.python, runtime.minor) == ("3.12.10", "3.12")
    assert runtime.url == (archive.as_uri() if by_address else "")
    assert runtime.sha256 == inputs.sha256(archive)
    assert runtime.files == {name: hashlib.sha256(octets).hexdigest() for name, octets in FILES.items()}
    assert (runtime.signer, runtime.unsigned) == ("Python Software Foundation", ("vcruntime140.dll",))
    archive.unlink()
    inputs.unpack_runtime(runtime, inputs.fetch_runtime(runtime, tmp_path, cache), tmp_path / "runtime")
    assert (tmp_path / "runtime" / "python312.dll").read_bytes() == LIBRARY


def test_signatures_that_cannot_be_verified_are_told_and_not_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Signatures:
        raise BuildError("python.exe is not signed")

    monkeypatch.setattr(inputs, "verify_signatures", refuse)
    lock = tmp_path / "runtime.lock"
    said = relock.relock(str(zipped(tmp_path / "embed.zip", FILES)), lock, tmp_path / "cache")
    assert said == "Only the hashes will be checked: python.exe is not signed"
    assert not inputs.read_runtime(lock).signer


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"readme.txt": b""}, "no embeddable zip"),
        ({**FILES, "Lib/os.py": b""}, "no embeddable zip"),
        ({**FILES, "python312.dll": b"MZ"}, "does not say its version"),
    ],
)
def test_another_zip_is_refused_and_the_lock_stays(tmp_path: Path, files: dict[str, bytes], sentence: str) -> None:
    lock = tmp_path / "runtime.lock"
    lock.write_text("before")
    with pytest.raises(BuildError, match=sentence):
        relock.relock(str(zipped(tmp_path / "embed.zip", files)), lock, tmp_path / "cache")
    assert lock.read_text() == "before"


def test_what_is_no_zip_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "embed.zip").write_text("none")
    with pytest.raises(BuildError, match="is no zip"):
        relock.relock(str(tmp_path / "embed.zip"), tmp_path / "runtime.lock", tmp_path / "cache")
    with pytest.raises(BuildError, match="is not there"):
        relock.relock(str(tmp_path / "other.zip"), tmp_path / "runtime.lock", tmp_path / "cache")


def test_the_build_asks_for_the_python_that_the_lock_names(tmp_path: Path) -> None:
    folder = tmp_path / "installer" / "windows"
    folder.mkdir(parents=True)
    for name in ("build", "interpreter"):
        shutil.copy(inputs.HERE / name, folder)
    (folder / "runtime.lock").write_text('[runtime]\npython = "3.99.1"\n')
    done = subprocess.run([folder / "build"], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 1
    assert "python3.99 is not installed" in done.stderr
