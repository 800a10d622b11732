"""Calls that ruff cannot see: methods that re-enter Qt's event loop, which kills the other tasks for good."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

DESKTOP = Path(__file__).resolve().parent.parent / "desktop"

REENTERING_METHODS = frozenset({"exec", "exec_", "processEvents", "waitForReadyRead", "waitForConnected"})
REENTERING_STATIC = {
    "QMessageBox": {"about", "critical", "information", "question", "warning"},
    "QFileDialog": {"getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"},
    "QInputDialog": {"getDouble", "getInt", "getItem", "getMultiLineText", "getText"},
    "QColorDialog": {"getColor"},
    "QFontDialog": {"getFont"},
}


def offences(source: str) -> list[str]:
    """Return ``line: call`` for every banned call in ``source``."""
    return [f"{line}: {name}" for line, name in _offences(ast.parse(source))]


def _offences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, method = ast.unparse(node.func.value), node.func.attr
            if method in REENTERING_METHODS or method in REENTERING_STATIC.get(owner.rpartition(".")[2], ()):
                yield node.lineno, f"{owner}.{method}()"
        elif isinstance(node, ast.keyword) and node.arg == "shell" and getattr(node.value, "value", None) is True:
            yield node.value.lineno, "shell=True"


@pytest.mark.parametrize(
    "source",
    [
        "dialog.exec()",
        "QMenu(self).exec_(point)",
        "self._app.processEvents()",
        "QtWidgets.QMessageBox.question(self, 'a', 'b')",
        "QFileDialog.getOpenFileName()",
        "run(command, shell=True)",
    ],
)
def test_each_banned_call_is_seen(source: str) -> None:
    assert len(offences(source)) == 1


@pytest.mark.parametrize(
    "source", ["dialog.open()", "menu.popup(point)", "box.question()", "run(command, shell=False)"]
)
def test_what_is_allowed_passes(source: str) -> None:
    assert offences(source) == []


def test_nothing_in_the_package_reenters_the_loop() -> None:
    found = [
        f"{path.relative_to(DESKTOP.parent)}:{offence}"
        for path in sorted(DESKTOP.rglob("*.py"))
        for offence in offences(path.read_text("utf-8"))
    ]
    assert found == []
