"""installer/from-source: usage, the stamps, the way without a display, and nothing of this machine in the locks.

The script runs in a small checkout of its own whose .venv holds a Python that only writes down how it is called.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("runtime", "build", "test")

FAKE_PYTHON = """#!/bin/sh
case "$1" in -c) case "$2" in import\\ importlib*) exit 0 ;; esac ;; esac
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in *"${FAILING:-nothing fails}"*) exit 1 ;; esac
"""
FAKE_DPKG = """#!/bin/sh
for name in $INSTALLED; do echo "installed, $name, "; done
"""


class Checkout:
    """A small checkout, with what it calls replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a check-out"
        self.calls_file = folder / "calls"
        self.programs = folder / "programs"
        self.environment = {
            "PATH": f"{self.programs}:/usr/bin:/bin",
            "CALLS": str(self.calls_file),
            "INSTALLED": " ".join(packages()),
        }
        shutil.copytree(ROOT / "installer", self.folder / "installer")
        shutil.copy(ROOT / "pyproject.toml", self.folder)
        self._program(self.folder / ".venv" / "bin" / "python", FAKE_PYTHON)
        self._program(self.programs / "dpkg-query", FAKE_DPKG)
        self._program(self.programs / "sudo", "#!/bin/sh\nexit 1\n")
        self._program(self.programs / "apt-get", '#!/bin/sh\necho "apt-get $*" >> "$CALLS"\n')
        self._program(self.programs / "id", "#!/bin/sh\necho 1000\n")

    def _program(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o755)

    def be_root(self) -> None:
        self._program(self.programs / "id", "#!/bin/sh\necho 0\n")

    def call(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script from another folder."""
        return subprocess.run(
            [self.folder / "installer" / "from-source", *arguments],
            cwd="/",
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )

    def calls(self) -> list[str]:
        """What was called since the last time."""
        lines = self.calls_file.read_text("utf-8").splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return lines


def packages() -> list[str]:
    """Every Debian package that the script names."""
    script = (ROOT / "installer" / "from-source").read_text("utf-8")
    return [name for group in re.findall(r"^\w+_packages=\(([^)]*)\)", script, re.MULTILINE) for name in group.split()]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.mark.parametrize("arguments", [(), ("walk",), ("",)])
def test_wrong_usage(arguments: tuple[str, ...], checkout: Checkout) -> None:
    done = checkout.call(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: installer/from-source run" in done.stderr


def test_help_goes_to_standard_output(checkout: Checkout) -> None:
    done = checkout.call("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "installer/from-source test" in done.stdout


def test_without_a_display_it_says_so_and_runs_the_tour(checkout: Checkout) -> None:
    done = checkout.call("run", "--language", "de", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stderr
    assert checkout.calls()[-1] == "-P -m desktop --demo --tour --language de"


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_display_it_opens_the_window(variable: str, checkout: Checkout) -> None:
    done = checkout.call("run", "--minimised", **{variable: "7"})
    assert (done.returncode, "no display" in done.stderr) == (0, False)
    assert checkout.calls()[-1] == "-P -m desktop --demo --minimised"


def test_the_locks_are_complete() -> None:
    """pip resolves nothing of a lock: what is installed from them must be all that is needed."""
    check = [sys.executable, "-m", "pip", "check"]
    done = subprocess.run(check, capture_output=True, text=True, timeout=50, check=False)
    assert (done.returncode, done.stdout) == (0, "No broken requirements found.\n")


def test_dependencies_are_installed_by_hash_and_only_once(checkout: Checkout) -> None:
    checkout.call("run")
    first = [line for line in checkout.calls() if " pip " in line]
    assert len(first) == 2
    assert "--no-deps --require-hashes" in first[0]
    assert "locks/runtime.txt" in first[0]
    assert "test.txt" not in first[0]
    assert "--editable" in first[1]
    checkout.call("run")
    assert len(checkout.calls()) == 1


def test_a_changed_lock_is_installed_again(checkout: Checkout) -> None:
    checkout.call("run")
    checkout.calls()
    lock = checkout.folder / "installer" / "locks" / "runtime.txt"
    lock.write_text(lock.read_text("utf-8") + "# changed\n", "utf-8")
    checkout.call("run")
    assert "--require-hashes" in checkout.calls()[0]
    stamp = (checkout.folder / ".venv" / "deskline-runtime.stamp").read_text("utf-8").strip()
    assert stamp == hashlib.sha256(lock.read_bytes()).hexdigest()


def test_an_installation_that_failed_leaves_no_stamp(checkout: Checkout) -> None:
    assert checkout.call("run", FAILING="--require-hashes").returncode != 0
    assert checkout.calls()[-1].count("--require-hashes") == 1
    assert list((checkout.folder / ".venv").glob("*.stamp")) == []


def test_what_qt_needs_is_named_where_apt_may_not_be_used(checkout: Checkout) -> None:
    there = " ".join(name for name in packages() if name != "libegl1")
    done = checkout.call("run", INSTALLED=there)
    assert done.returncode == 1
    assert "apt-get install --no-install-recommends libegl1\n" in done.stderr
    assert checkout.calls() == []


def test_apt_is_used_as_root_and_says_so_first(checkout: Checkout) -> None:
    checkout.be_root()
    there = " ".join(name for name in packages() if name not in {"libegl1", "libgl1"})
    done = checkout.call("run", INSTALLED=there)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Installing system packages with apt: libegl1 libgl1\n")
    calls = checkout.calls()
    assert calls[0] == "apt-get -qq update"
    assert calls[1].endswith("install libegl1 libgl1")


def test_a_package_that_provides_another_counts(checkout: Checkout) -> None:
    there = " ".join(name for name in packages() if name != "libglib2.0-0")
    checkout._program(
        checkout.programs / "dpkg-query",
        FAKE_DPKG + "echo 'installed, libglib2.0-0t64, libglib2.0-0 (= 2.80)'\n",
    )
    assert checkout.call("run", INSTALLED=there).returncode == 0


def test_the_tests_run_without_their_daemons_and_name_them(checkout: Checkout) -> None:
    there = " ".join(name for name in packages() if name != "gnome-keyring")
    done = checkout.call("test", INSTALLED=there)
    assert done.returncode == 0
    assert "skipped" in done.stderr
    assert "apt-get install --no-install-recommends gnome-keyring\n" in done.stderr


@pytest.mark.parametrize(
    ("failing", "status"), [("-m ruff", 1), ("-m mypy", 1), ("importlinter", 1), ("support.reach", 1), ("none", 0)]
)
def test_every_check_runs_and_pytest_comes_last(failing: str, status: int, checkout: Checkout) -> None:
    done = checkout.call("test", "-k", "framing", FAILING=failing)
    assert done.returncode == status
    calls = [line for line in checkout.calls() if " pip " not in line]
    checks = ("ruff", "mypy", "importlinter", "tests.support.reach", "pytest")
    assert [words in call for words, call in zip(checks, calls, strict=True)] == [True] * 5
    assert calls[-1] == "-m pytest -k framing"
    assert done.stdout.splitlines()[-1] == "==== pytest: the suite"
    assert ("FAILED so far" in done.stdout) is (status == 1)


def test_the_suite_s_own_failure_is_the_status(checkout: Checkout) -> None:
    assert checkout.call("test", FAILING="-m pytest").returncode == 1


@pytest.mark.parametrize("lock", [*LOCKS, "package", "benchmark"])
def test_a_lock_has_hashes_for_all_and_no_address(lock: str) -> None:
    text = (ROOT / "installer" / "locks" / f"{lock}.txt").read_text("utf-8")
    requirements = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert requirements
    assert [r for r in requirements if "--hash=sha256:" not in r or "==" not in r] == []
    assert "://" not in text
    assert "index" not in text.replace("# ", "")
    assert re.search(r"(^|\s)/\w", text) is None


def test_qt_is_never_the_version_that_loses_references() -> None:
    text = (ROOT / "installer" / "locks" / "runtime.txt").read_text("utf-8")
    versions = re.findall(r"^(?:pyside6-essentials|shiboken6)==(\S+)", text, re.MULTILINE)
    assert len(versions) >= 2
    assert "6.12.0" not in versions


def test_the_windows_script_has_the_same_verbs_and_says_that_it_was_not_tried() -> None:
    text = (ROOT / "installer" / "from-source.ps1").read_text("utf-8")
    assert "NOT TRIED YET" in "\n".join(text.splitlines()[:6])
    assert "-notin 'run', 'test'" in text


@pytest.mark.parametrize("script", ["installer/from-source", "installer/locks/renew", ".ci/run"])
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert subprocess.run(["bash", "-n", ROOT / script], check=False).returncode == 0
