"""What a test needs from the system: there, or the test is skipped by name; with CI=true it fails instead."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def in_ci() -> bool:
    """Tell whether CI=true, where nothing may be skipped for want of a package."""
    return os.environ.get("CI", "").strip().lower() in {"1", "true", "yes"}


def missing(reason: str) -> NoReturn:
    """Skip this test for ``reason``; fail it with CI=true."""
    if in_ci():
        pytest.fail(f"{reason} (with CI=true nothing is skipped)", pytrace=False)
    pytest.skip(reason)


def require(program: str, package: str) -> str:
    """Return the path of ``program``, or skip (with CI=true: fail) naming the Debian ``package`` that holds it."""
    found = shutil.which(program)
    if found is None:
        missing(f"needs {program}: Debian package {package}")
    return found


def evidence_folder() -> Path:
    """Return the folder of the official modules and captures (``reference/`` and ``tools/``), or skip/fail.

    The environment variable DESKLINE_EVIDENCE names it.
    """
    named = os.environ.get("DESKLINE_EVIDENCE")
    if not named:
        missing("official modules and captures, not distributed here: DESKLINE_EVIDENCE does not name their folder")
    folder = Path(named).resolve()
    if not (folder / "reference").is_dir():
        missing(f"official modules and captures, not distributed here: there is no reference folder in {folder}")
    return folder
