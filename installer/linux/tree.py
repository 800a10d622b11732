"""The tree of the Debian package: what of the installed distributions is copied, and what of Qt is left out.

Qt is pruned by an allow-list: the modules that Deskline imports, the plugins that it loads on Linux, and of Qt's
libraries those that these need, found by following what each asks for. A wheel's library that a Debian package brings
as well (SecretStorage with its cryptography) is not copied: Debian keeps it safe.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

from installer.linux.elf import needed
from installer.thirdparty import canonical

QT_MODULES = ("QtCore", "QtGui", "QtNetwork", "QtSvg", "QtWidgets")
"""What is imported from PySide6; a test compares them with the sources."""
QT_PLUGINS = (
    "iconengines/libqsvgicon.so",
    "imageformats/libqico.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "platformthemes/libqxdgdesktopportal.so",
    "wayland-decoration-client/libadwaita.so",
    "wayland-decoration-client/libbradient.so",
    "wayland-shell-integration/libxdg-shell.so",
)
QT_TRANSLATIONS = ("qtbase_de.qm",)
OF_DEBIAN = frozenset({"secretstorage", "jeepney", "cryptography", "cffi", "pycparser"})
"""Distributions that ``python3-secretstorage`` and what it depends on bring."""
_NOT_ASKED = ("geodata", "carrierdata", "tzdata")
"""Where numbers are, whose they are, which clock holds there: most of ``phonenumbers``, which nothing here imports."""
_USELESS = {".pyi", ".pyx", ".pxd", ".c", ".h"}


def wanted(distributions: Iterable[Distribution], of_debian: frozenset[str]) -> Iterator[tuple[Path, PurePosixPath]]:
    """Yield each file to copy, with its place below ``site-packages``; PySide6's native parts are not among them."""
    for one in distributions:
        if canonical(one.name) in of_debian:
            continue
        for file in one.files or ():
            place = PurePosixPath(file)
            if place.is_absolute() or ".." in place.parts or "__pycache__" in place.parts or _left_out(place):
                continue
            yield Path(str(one.locate_file(file))), place


def _left_out(place: PurePosixPath) -> bool:
    if place.parts[0] == "PySide6":
        return len(place.parts) > 2 or place.suffix != ".py"
    if place.parts[0].endswith(".dist-info"):
        # RECORD would list what is not there; licences lie in /usr/share/doc
        return place.name not in {"METADATA", "entry_points.txt"}
    if place.parts[0] == "phonenumbers" and place.parts[1] in _NOT_ASKED:
        return True
    return place.suffix in _USELESS or "tests" in place.parts


def qt_files(site: Path) -> list[PurePosixPath]:
    """Return the native files of PySide6 and Qt that are copied, with their places below ``site``."""
    package = PurePosixPath("PySide6")
    there = {
        path.name: PurePosixPath(path.relative_to(site).as_posix())
        for folder in ("PySide6", "PySide6/Qt/lib", "shiboken6")
        for path in (site / folder).glob("lib*.so*")
    }
    todo = [package / f"{name}.abi3.so" for name in QT_MODULES]
    todo += [package / "Qt" / "plugins" / name for name in QT_PLUGINS]
    found: list[PurePosixPath] = []
    while todo:
        one = todo.pop()
        if one not in found:
            found.append(one)
            todo += [there[name] for name in needed(site / one) if name in there]
    found += [package / "Qt" / "translations" / name for name in QT_TRANSLATIONS]
    return sorted(one for one in found if one.parts[0] == "PySide6")


def fill(distributions: Iterable[Distribution], site: Path, target: Path, *, of_debian: frozenset[str]) -> None:
    """Copy what is wanted into ``target``.

    :param distributions: those of the runtime lock, installed in ``site``, and Deskline itself.
    :param of_debian: the canonical names of those that the target system has.
    """
    places = {place: source for source, place in wanted(distributions, of_debian)}
    places |= {place: site / place for place in qt_files(site)}
    for place, source in sorted(places.items()):
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)
        path.chmod(0o644)
