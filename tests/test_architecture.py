"""Doors that import-linter cannot see: modules of other packages, lists of what is allowed, open() in pure rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = ROOT / "desktop"

QT = ("PySide6", "shiboken6")
PURE = ("csta", "calls", "numbers", "lines", "sentences", "switchsim.switch", "multiplexer.relay", "multiplexer.access")
SIMULATOR_MAY_USE = (
    "desktop.switchsim",
    "desktop.csta",
    "desktop.lines",
    "desktop.assets",
    "desktop.link.transport",
    "desktop.sentences",
    "desktop.translation",
)


def imports(source: str) -> set[str]:
    """Return the full names that ``source`` imports, also inside functions: ``a.b`` for ``from a import b`` too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def is_inside(name: str, *packages: str) -> bool:
    """Tell whether ``name`` is one of the packages or lies in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def modules(room: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name inside desktop, source) of every module of a room; of all for ""."""
    for path in sorted(DESKTOP.rglob("*.py")):
        name = ".".join(path.relative_to(DESKTOP).with_suffix("").parts).removesuffix(".__init__")
        if not room or is_inside(name, room):
            yield name, path.read_text("utf-8")


def test_imports_are_found_wherever_they_stand() -> None:
    source = "import a.b\nfrom c.d import e, f\ndef g():\n    from h import i\n    import j as k\n"
    assert imports(source) == {"a.b", "c.d.e", "c.d.f", "h.i", "j"}


def test_the_package_is_found() -> None:
    assert {"assets", "sentences", "station.views"} <= {name for name, _ in modules()}


def test_view_models_use_qtcore_only() -> None:
    strange = {
        (name, imported)
        for name, source in modules("viewmodels")
        for imported in imports(source)
        if is_inside(imported, *QT) and not is_inside(imported, "PySide6.QtCore")
    }
    assert strange == set()


def test_qasync_is_met_in_one_place_only() -> None:
    users = {name for name, source in modules() if any(is_inside(used, "qasync") for used in imports(source))}
    assert users <= {"ui.loop"}


def test_the_simulator_uses_only_what_it_may() -> None:
    strange = {
        (name, imported)
        for name, source in modules("switchsim")
        for imported in imports(source)
        if is_inside(imported, "desktop") and not is_inside(imported, *SIMULATOR_MAY_USE)
    }
    assert strange == set()


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_open_no_file(room: str) -> None:
    calls = {
        (name, ast.unparse(node.func))
        for name, source in modules(room)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in {"open", "input", "print"})
            or (isinstance(node.func, ast.Attribute) and node.func.attr in {"read_text", "read_bytes", "write_text"})
        )
    }
    assert calls == set()


def test_nothing_is_imported_relatively() -> None:
    relative = {
        name
        for name, source in modules()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert relative == set()


def test_the_top_level_is_as_decided() -> None:
    expected = {"pyproject.toml", "LICENSE", "CHANGELOG.md", "desktop", "resources", "tests", "installer", ".ci"}
    assert expected <= {path.name for path in ROOT.iterdir()}
