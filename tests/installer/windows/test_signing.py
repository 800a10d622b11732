"""Where the certificate comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.windows import signing
from installer.windows.inputs import BuildError


@pytest.fixture(autouse=True)
def no_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in signing.NAMES:
        monkeypatch.delenv(signing.variable(name), raising=False)


def test_none_is_given() -> None:
    assert signing.given() == []


def test_a_password_is_a_file_not_an_argument(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKLINE_SIGN_PKCS12", "c.p12")
    monkeypatch.setenv("DESKLINE_SIGN_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("DESKLINE_SIGN_TIMESTAMP", "http://time.example")
    password = str(tmp_path / "password")
    assert signing.given() == ["-pkcs12", "c.p12", "-readpass", password, "-ts", "http://time.example"]


def test_half_a_certificate_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKLINE_SIGN_CERTIFICATE", "c.pem")
    with pytest.raises(BuildError, match="certificate and its key"):
        signing.given()
    monkeypatch.setenv("DESKLINE_SIGN_KEY", "k.pem")
    assert signing.given() == ["-certs", "c.pem", "-key", "k.pem"]
