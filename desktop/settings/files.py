"""Files that are whole or not there: written atomically, kept aside when they cannot be read."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 ``text`` so that a crash leaves the old file or the new one; folders are made for this user only.

    A symbolic link stays one: the file that it names is replaced.

    :raises OSError: the folder cannot be written.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def keep_aside(path: Path) -> Path:
    """Rename ``path`` to ``path.broken-N`` with the first free N from 1, and return the new path.

    :raises OSError: the folder cannot be written.
    """
    number = 1
    while (kept := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    path.rename(kept)
    return kept
