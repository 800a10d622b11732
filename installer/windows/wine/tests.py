"""Runs tests of the checkout in the package's own Python under Wine: what is pure, and the view models on Windows' Qt.

The program that is tested is the payload's, compiled as it is shipped; pytest and its friends (``test.lock``) lie
beside.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from installer.windows import inputs
from installer.windows.wine.prefix import HERE, Done, TrialError, Wine, seen_from_wine

HALVES = (
    (
        *("tests/csta", "tests/numbers", "tests/integration/test_instance.py", "tests/calls"),
        *("tests/test_lines.py", "tests/contacts", "tests/control", "tests/diagnostics"),
        "tests/settings",
    ),
    ("tests/switchsim", "tests/link", "tests/station", "tests/viewmodels"),
)
"""What is run, in two processes at a time: the pure rooms, files and registry, the session, the station and the view
models, the switch simulator, and the named pipe."""
OTHERS = (
    *(f"tests/csta/test_{name}.py" for name in ("editions", "fuzz", "hostile", "official", "witness")),
    "tests/link/test_session_sockets.py",
    "tests/switchsim/test_witness.py",
)
"""Not run: of csta what works on thousands of octets for minutes or needs Linux tools, and has nothing of a system in
it, nor has what is marked slow; of link what makes certificates with cryptography, whose library Wine 8 cannot load; of
the simulator what asks the witness, whose ASN.1 compiler is not in ``test.lock``."""
SECONDS = 600
QUICK = ("--capture=sys", "-o", "timeout=0")
"""Files to rewind and a thread to start for each test are most of what Wine takes. A test that hangs is still named:
its stack is printed after ``faulthandler_timeout``, and the whole is bounded by :data:`SECONDS`."""

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


def run_all(wine: Wine, project: Path, payload: Path, site: Path) -> None:
    """Run both halves; what pytest prints is printed.

    :raises TrialError: a test fails, or none ran.
    """
    with ThreadPoolExecutor(len(HALVES)) as pool:
        ends = [pool.submit(run, wine, project, payload, site, half) for half in HALVES]
    for end in ends:
        print(end.result().text.strip(), flush=True)
    if any(end.result().status for end in ends):
        raise TrialError("tests fail in the package's Python")


def run(wine: Wine, project: Path, payload: Path, site: Path, words: Sequence[str]) -> Done:
    """Run pytest there, whatever comes of it."""
    code = CODE.format(site=seen_from_wine(site), project=seen_from_wine(project))
    options = ["-q", "-m", "not slow", *QUICK, "-p", "no:cacheprovider", "-o", "pythonpath="]
    options += ["--rootdir", seen_from_wine(project), "-c", seen_from_wine(project / "pyproject.toml")]
    options += [f"--ignore={seen_from_wine(project / word)}" for word in OTHERS]
    places = [seen_from_wine(project / word) for word in words]
    evidence = os.environ.get("DESKLINE_EVIDENCE")
    variables = {"DESKLINE_EVIDENCE": seen_from_wine(Path(evidence).resolve())} if evidence else {}
    python = payload / "runtime" / "python.exe"
    return wine.wine(python, "-B", "-c", code, *options, *places, seconds=SECONDS, status=None, variables=variables)
