"""What a build says at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.windows import main, signing
from installer.windows.inputs import Signatures


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a payload; nothing is fetched, compiled or packed."""
    (tmp_path / "payload").mkdir()
    for name in ("sbom.cdx.json", "Deskline.exe", "desklinectl.exe"):
        (tmp_path / "payload" / name).write_text("{}")
    for name in ("_policies", "pack", "run"):
        monkeypatch.setattr(main, name, lambda *_: "")
    monkeypatch.setattr(signing, "sign", lambda _: None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in signing.NAMES:
        monkeypatch.delenv(signing.variable(name), raising=False)
    return tmp_path


def said_at_the_end(work: Path, capsys: pytest.CaptureFixture[str], keep_payload: bool = False) -> str:
    main.build("1.0.0", work / "dist", work, False, keep_payload)
    return capsys.readouterr().out


def boxed(said: str) -> str:
    """The sentences in starred boxes, as running text."""
    rows = [line for line in said.splitlines() if line.startswith("*  ") and line.endswith("  *")]
    assert all(len(row) == 72 for row in rows)
    assert said.count("*" * 72) % 2 == 0
    return " ".join(" ".join(row.strip("*") for row in rows).split())


def test_without_a_certificate_it_says_so_in_a_box(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "_payload", lambda *_: Signatures("good", True))
    assert boxed(said_at_the_end(work, capsys)) == signing.UNSIGNED


def test_signatures_that_were_not_checked_are_told_in_a_box(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKLINE_SIGN_PKCS12", "own.p12")
    monkeypatch.setattr(main, "_payload", lambda *_: Signatures("osslsigncode is not installed", False))
    assert boxed(said_at_the_end(work, capsys)) == signing.UNCHECKED.format(reason="osslsigncode is not installed")


def test_a_payload_of_before_is_told_too(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = boxed(said_at_the_end(work, capsys, keep_payload=True))
    assert "NOT CHECKED" in said
    assert "that of an earlier build" in said


def test_signed_and_checked_needs_no_box(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKLINE_SIGN_PKCS12", "own.p12")
    monkeypatch.setattr(main, "_payload", lambda *_: Signatures("good", True))
    said = said_at_the_end(work, capsys)
    assert not boxed(said)
    assert said.rstrip().endswith("signed")
