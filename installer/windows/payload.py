"""The folder that both Windows packages install: ``runtime``, ``lib``, ``app`` and the two launchers.

Of Qt only what stands in :data:`QT` goes in, whatever else the wheel brings. Everything is compiled for the runtime's
Python, by hash without a check of the source's time, so that nothing is ever written into the program's folder; and
every file has the time of the commit, so that two builds are equal.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from installer.thirdparty import Unclear, components_of, cpython, own, write, write_bom
from installer.windows import inputs, launchers
from installer.windows.inputs import BuildError, Runtime, Signatures

# fmt: off
QT = [
    "__init__.py", "_config.py", "_git_pyside_version.py",
    "QtCore.pyd", "QtGui.pyd", "QtNetwork.pyd", "QtSvg.pyd", "QtWidgets.pyd", "pyside6.abi3.dll",
    "Qt6Core.dll", "Qt6Gui.dll", "Qt6Network.dll", "Qt6Svg.dll", "Qt6Widgets.dll",
    "msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll",
    "plugins/iconengines/qsvgicon.dll",
    "plugins/imageformats/qico.dll", "plugins/imageformats/qjpeg.dll", "plugins/imageformats/qsvg.dll",
    "plugins/networkinformation/qnetworklistmanager.dll",
    "plugins/platforms/qoffscreen.dll", "plugins/platforms/qwindows.dll",
    "plugins/styles/qmodernwindowsstyle.dll",
    "plugins/tls/qschannelbackend.dll",
    "translations/qtbase_de.qm",
]
# fmt: on
"""What is taken out of PySide6: widgets, network, SVG, the native and the offscreen platform, German."""

SHIBOKEN = [
    "__init__.py",
    "_config.py",
    "_git_shiboken_module_version.py",
    "Shiboken.pyd",
    "shiboken6.abi3.dll",
    "msvcp140.dll",
    "msvcp140_1.dll",
    "msvcp140_2.dll",
    "vcruntime140.dll",
    "vcruntime140_1.dll",
]

UNUSED = {
    "PySide6": (),
    "phonenumbers": ("geodata", "carrierdata", "tzdata"),  # 25 MB of place names and carriers, which nobody asks for
}
NOT_SHIPPED = re.compile(r"\.pyi$|\.lib$|(^|/)(tests?|include|__pycache__)/|^bin/|\.data/scripts/|/testing/")
LEFT_OF_RUNTIME = ("python.cat", "_msi.pyd", "winsound.pyd")
"""The catalogue proves the others and does not run; nothing asks for the other two. Not every Python has them."""


def assemble(
    project: Path, version: str, wheels: list[Path], runtime: Runtime, archive: Path, target: Path
) -> Signatures:
    """Make the folder anew; returns what the runtime's signatures said."""
    shutil.rmtree(target, ignore_errors=True)
    inputs.unpack_runtime(runtime, archive, target / "runtime")
    signatures = inputs.verify_signatures(runtime, target / "runtime")
    for name in LEFT_OF_RUNTIME:
        (target / "runtime" / name).unlink(missing_ok=True)
    path = f"python{runtime.minor.replace('.', '')}"
    (target / "runtime" / f"{path}._pth").write_bytes(f"{path}.zip\r\n.\r\n..\\lib\r\n..\\app\r\n".encode())
    for wheel in wheels:
        lay_wheel(wheel, target / "lib")
    _require(target / "lib" / "PySide6", QT)
    _require(target / "lib" / "shiboken6", SHIBOKEN)
    _lay_program(project, target / "app")
    shutil.copy(project / "LICENSE", target / "LICENSE.txt")
    _write_licences(runtime, target)
    launchers.make(project, version, target)
    compile_all(runtime, target / "lib", target / "app")
    return signatures


def lay_wheel(wheel: Path, target: Path) -> None:
    """Unpack what of a wheel is shipped."""
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if not name.endswith("/") and _shipped(name):
                path = target / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(packed.read(name))


def _shipped(name: str) -> bool:
    package, _, rest = name.partition("/")
    if package in {"PySide6", "shiboken6"}:
        return rest in (QT if package == "PySide6" else SHIBOKEN)
    return not NOT_SHIPPED.search(name) and not rest.startswith(tuple(f"{part}/" for part in UNUSED.get(package, ())))


def _require(folder: Path, names: list[str]) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise BuildError(f"{folder.name} lacks {', '.join(missing)}: another version? See payload.QT")


def _lay_program(project: Path, target: Path) -> None:
    """The package, with its resources inside as in the wheel; only what is in the repository."""
    for tracked in sorted(_tracked(project, "desktop", "resources")):
        path = tracked if tracked.parts[0] == "desktop" else Path("desktop", tracked)
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / tracked, target / path)


def _tracked(project: Path, *folders: str) -> Iterator[Path]:
    listed = inputs.run(["git", "-C", project, "ls-files", "-z", *folders])
    for name in filter(None, listed.split("\0")):
        if not name.startswith("resources/pictures/"):  # the README's
            yield Path(name)


def _write_licences(runtime: Runtime, target: Path) -> None:
    """Collect the licences of what others made, and the bill of materials."""
    try:
        components = [*own(), *components_of(target / "lib"), cpython(target / "runtime", runtime.python)]
    except Unclear as error:
        raise BuildError(str(error)) from error
    write(components, target / "licences")
    write_bom(components, target / "sbom.cdx.json")


def compile_all(runtime: Runtime, *folders: Path) -> None:
    """Compile for the runtime's Python; the interpreter that does it must be of the same minor version."""
    if f"{sys.version_info[0]}.{sys.version_info[1]}" != runtime.minor:
        raise BuildError(f"the build must run with Python {runtime.minor}, as the runtime does, not {sys.version}")
    for folder in folders:
        done = subprocess.run(
            [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", folder, folder],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0"},
            timeout=600,
            check=False,
        )
        if done.returncode:
            raise BuildError(f"not everything in {folder} can be compiled:\n{done.stdout}{done.stderr}")


def set_times(folder: Path, epoch: int) -> None:
    """Give everything in the folder one time and one mode."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (epoch, epoch))


def size(folder: Path) -> tuple[int, int]:
    """Return how many files there are, and their octets."""
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(files)
