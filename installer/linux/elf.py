"""What a Linux library asks for, and a check that no file asks for a newer C library than Debian 12 has.

``python -m installer.linux.elf FOLDER...`` prints the newest version that any ELF file below the folders asks for and
which file that is; status 1 where it is newer than :data:`NEWEST`, or where there is no ELF file at all.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

NEWEST = (2, 36)
"""Debian 12's glibc."""
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")
_GLIBC = re.compile(r"Name: GLIBC_(\d+)\.(\d+)")


@cache
def needed(file: Path) -> tuple[str, ...]:
    """Return the libraries that an ELF file asks for, by name."""
    return tuple(_NEEDED.findall(_readelf("--dynamic", file)))


def glibc(file: Path) -> tuple[int, int]:
    """Return the newest version of the C library that an ELF file asks for; (0, 0): it asks for none."""
    return max(((int(a), int(b)) for a, b in _GLIBC.findall(_readelf("--version-info", file))), default=(0, 0))


def _readelf(what: str, file: Path) -> str:
    command = ["readelf", "--wide", what, str(file)]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin"}
    ).stdout


def elf_files(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the ELF files below ``folders``; links are not followed."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    if file.read(4) == b"\x7fELF":
                        yield path


def main() -> int:
    """Check the folders of the command line."""
    asked = {path: glibc(path) for path in elf_files([Path(name) for name in sys.argv[1:]])}
    if not asked:
        print("There is no ELF file in", *sys.argv[1:], file=sys.stderr)
        return 1
    for path, version in asked.items():
        if version > NEWEST:
            print(f"{path} asks for GLIBC_{version[0]}.{version[1]}", file=sys.stderr)
    newest = max(asked, key=lambda path: asked[path])
    print(
        f"{len(asked)} ELF files; the newest glibc asked for is {'.'.join(map(str, asked[newest]))}, by {newest.name}"
    )
    return 1 if asked[newest] > NEWEST else 0


if __name__ == "__main__":
    sys.exit(main())
