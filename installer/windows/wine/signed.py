"""A certificate of one's own, for the trial of the signing step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.windows import signing
from installer.windows.inputs import run
from installer.windows.wine.prefix import TrialError


@contextmanager
def certificate(folder: Path) -> Iterator[Path]:
    """Make one, self-signed, and give it to the builds within; yields the certificate for :func:`verify`."""
    folder.mkdir(parents=True, exist_ok=True)
    key, own, both, password = (folder / name for name in ("key.pem", "own.pem", "own.p12", "password"))
    password.write_text("correct horse\n")
    run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=Deskline trial",
            "-addext",
            "extendedKeyUsage=codeSigning",
            "-keyout",
            key,
            "-out",
            own,
        ]
    )
    run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", own, "-out", both, "-passout", f"file:{password}"])
    before = dict(os.environ)
    os.environ |= {signing.variable("pkcs12"): str(both), signing.variable("password_file"): str(password)}
    try:
        yield own
    finally:
        for name in signing.NAMES:
            os.environ.pop(signing.variable(name), None)
        os.environ |= {name: value for name, value in before.items() if name.startswith("DESKLINE_SIGN_")}


def verify(path: Path, own: Path) -> None:
    """Check that a file is signed with the certificate.

    :raises TrialError: it is not.
    """
    text = run(["osslsigncode", "verify", "-CAfile", own, "-in", path])
    if "Succeeded" not in text or "Deskline trial" not in text:
        raise TrialError(f"{path.name} is not signed:\n{text}")
