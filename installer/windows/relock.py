"""Writes ``runtime.lock`` from one embeddable zip of CPython for Windows x64: `renew --runtime ADDRESS-OR-FILE`."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from installer.windows import inputs
from installer.windows.inputs import HERE, BuildError, Runtime

CACHE = HERE.parent.parent / "build" / "windows" / "cache"
SIGNER = "Python Software Foundation"
VERSION = re.compile("ProductVersion\0".encode("utf-16-le") + rb"(?:\0\0)*((?:[0-9.]\0){3,})")
HEAD = """\
# CPython for Windows, file by file, and where it comes from. Made by installer/windows/renew --runtime; what is not
# named here is not taken.

[runtime]
"""


def relock(source: str, lock: Path = HERE / "runtime.lock", cache: Path = CACHE) -> str:
    """Write the lock; returns what the signatures said. The archive stays in the cache, where the build looks for it.

    :raises BuildError: it cannot be had, or is no embeddable zip.
    """
    cache.mkdir(parents=True, exist_ok=True)
    if "://" in source:
        address, archive = source, cache / unquote(urlsplit(source).path.rpartition("/")[2])
        inputs.download(source, archive)
    else:
        address, archive = "", cache / Path(source).name
        if not Path(source).is_file():
            raise BuildError(f"{source} is not there")
        if Path(source).resolve() != archive.resolve():
            shutil.copyfile(source, archive)
    runtime = _read(archive, address)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "runtime")
        inputs.unpack_runtime(runtime, archive, target)
        try:
            said = inputs.verify_signatures(runtime, target).sentence
        except BuildError as error:
            runtime, said = dataclasses.replace(runtime, signer=""), f"Only the hashes will be checked: {error}"
    lock.write_text(_text(runtime), "utf-8")
    return said


def _read(archive: Path, address: str) -> Runtime:
    """What the lock has to say of an archive."""
    try:
        with zipfile.ZipFile(archive) as packed:
            contents = {name: packed.read(name) for name in packed.namelist() if not name.endswith("/")}
    except zipfile.BadZipFile as error:
        raise BuildError(f"{archive.name} is no zip") from error
    libraries = [name for name in contents if re.fullmatch(r"python3\d+\.dll", name)]
    if len(libraries) != 1 or any("/" in name for name in contents):
        raise BuildError(f"{archive.name} is no embeddable zip of CPython for Windows")
    version = VERSION.search(contents[libraries[0]])
    if version is None:
        raise BuildError(f"{libraries[0]} in {archive.name} does not say its version")
    return Runtime(
        python=version[1].decode("utf-16-le"),
        package="",
        url=address,
        archive=archive.name,
        sha256=inputs.sha256(archive),
        member="",
        folder="",
        signer=SIGNER,
        unsigned=tuple(sorted(name for name in contents if name.startswith("vcruntime"))),
        files={name: hashlib.sha256(octets).hexdigest() for name, octets in sorted(contents.items())},
    )


def _text(runtime: Runtime) -> str:
    """The lock as TOML; all of its strings are plain."""
    facts = {"python": runtime.python, "url": runtime.url, "archive": runtime.archive, "sha256": runtime.sha256}
    lines = [f'{name} = "{value}"' for name, value in facts.items()]
    unsigned = ", ".join(f'"{name}"' for name in runtime.unsigned)
    lines += [f'signer = "{runtime.signer}"', f"unsigned = [{unsigned}]", "", "[files]"]
    lines += [f'"{name}" = "{value}"' for name, value in runtime.files.items()]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    try:
        print(relock(sys.argv[1]))
    except BuildError as error:
        sys.exit(f"installer/windows/renew: {error}")
