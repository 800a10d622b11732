"""What the system lacks: a skip that names the package; with CI=true a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.require import evidence_folder, require


def test_what_is_there_is_found() -> None:
    assert Path(require("sh", "dash")).is_absolute()


def test_what_is_missing_is_skipped_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Debian package some-daemon"):
        require("no-such-daemon", "some-daemon")


def test_what_is_missing_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Debian package some-daemon"):
        require("no-such-daemon", "some-daemon")


def test_evidence_is_the_named_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    monkeypatch.setenv("DESKLINE_EVIDENCE", str(tmp_path))
    assert evidence_folder() == tmp_path


@pytest.mark.parametrize("named", [None, "empty"])
def test_without_evidence_a_skip_and_in_ci_a_failure(
    named: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if named is None:
        monkeypatch.delenv("DESKLINE_EVIDENCE", raising=False)
    else:
        monkeypatch.setenv("DESKLINE_EVIDENCE", str(tmp_path / named))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="official modules and captures, not distributed here"):
        evidence_folder()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="official modules and captures, not distributed here"):
        evidence_folder()
