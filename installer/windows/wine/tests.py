"""Runs tests of the checkout in the package's own Python under Wine: what is pure, and the view models on Windows' Qt.

The program that is tested is the payload's, compiled as it is shipped; pytest and its friends (``test.lock``) lie
beside.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from installer.windows import inputs
from installer.windows.wine.prefix import HERE, Done, TrialError, Wine, seen_from_wine

ROOMS = ("tests/calls", "tests/numbers", "tests/settings", "tests/viewmodels", "tests/csta")
"""What is run; of csta the share below."""
SECONDS = 400

CODE = r"""
import ctypes, sys
sys.path += [{site!r}, {project!r}]
import PySide6.QtWidgets
PySide6.__path__.append({site!r} + r"\PySide6")
ctypes.WinDLL({site!r} + r"\PySide6\Qt6Test.dll")
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def make_site(work: Path, python: Path) -> Path:
    """Lay what runs the tests into a folder of its own."""
    runtime = inputs.read_runtime()
    wheels = inputs.fetch_wheels(HERE / "test.lock", python, runtime.minor, work / "cache")
    site = work / "wine" / "site"
    shutil.rmtree(site, ignore_errors=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(site)
    # pytest-qt wants QtTest, which is not shipped
    for wheel in inputs.fetch_wheels(inputs.HERE / "win.lock", python, runtime.minor, work / "cache"):
        if wheel.name.startswith("pyside6_essentials-"):
            with zipfile.ZipFile(wheel) as packed:
                packed.extract("PySide6/QtTest.pyd", site)
                packed.extract("PySide6/Qt6Test.dll", site)
    return site


def run(wine: Wine, project: Path, payload: Path, site: Path, words: Sequence[str] = ROOMS) -> Done:
    """Run pytest there; its output is printed as it is.

    :raises TrialError: a test fails, or none ran.
    """
    code = CODE.format(site=seen_from_wine(site), project=seen_from_wine(project))
    options = ["-q", "-p", "no:cacheprovider", "-o", "pythonpath=", "--rootdir", seen_from_wine(project)]
    options += ["-c", seen_from_wine(project / "pyproject.toml")]
    places = [seen_from_wine(project / word) if word.startswith("tests/") else word for word in words]
    done = wine.wine(
        payload / "runtime" / "python.exe", "-B", "-c", code, *options, *places, seconds=SECONDS, status=None
    )
    sys.stdout.write(done.text)
    if done.status:
        raise TrialError(f"tests fail in Windows' Python (exit status {done.status})")
    return done
