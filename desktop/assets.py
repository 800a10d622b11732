"""The one look-up of ``resources/``: in a wheel it is shipped inside the package, in a checkout it lies beside it.

Standard library only, so that every room may use it.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """Return the folder that holds asn1/, icons/, translations/ ...

    :raises FileNotFoundError: the installation is incomplete.
    """
    for folder in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"Deskline's resources folder is missing beside {_PACKAGE}: install Deskline again")


def path(*parts: str) -> Path:
    """Return the path of a resource, e.g. ``path("icons", "call.svg")``; it need not exist."""
    return root().joinpath(*parts)


def text(*parts: str) -> str:
    """Return a UTF-8 text resource."""
    return path(*parts).read_text("utf-8")


def open_binary(*parts: str) -> BinaryIO:
    """Open a binary resource for reading."""
    return path(*parts).open("rb")
