"""Files of Debian's own packages as components: which package, its version, its licences."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

from installer.thirdparty import HERE, Component, Unclear


def components(files: Iterable[Path]) -> list[Component]:
    """Return the Debian packages that ``files`` belong to, by name.

    :raises Unclear: the licence of one is not in thirdparty.toml (Debian's copyright files are for people).
    """
    known = tomllib.loads((HERE / "thirdparty.toml").read_text("utf-8"))["debian"]
    found: dict[str, Component] = {}
    for package in sorted({_package(file) for file in files}):
        source, version = _output(
            "dpkg-query", "--show", "--showformat=${source:Package} ${source:Version}", package
        ).split()
        if source not in known:
            raise Unclear(f"{package}: say the licence of {source} under [debian] in installer/thirdparty.toml")
        text = Path("/usr/share/doc", package.partition(":")[0], "copyright")
        found.setdefault(
            source, Component(source, version, known[source], (text,), f"pkg:deb/debian/{source}@{version}?arch=source")
        )
    return list(found.values())


def _package(file: Path) -> str:
    # what /lib held when Debian's database was written is in /usr/lib now
    for path in (file, Path("/", file.relative_to("/usr")) if file.is_relative_to("/usr") else file):
        done = subprocess.run(["dpkg-query", "--search", str(path)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(": ")[0].split(",")[0]
    raise Unclear(f"{file} belongs to no Debian package")


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
