"""Signs with a certificate where one is given, and says loudly where none is.

The certificate comes by options of the build or by the environment: ``DESKLINE_SIGN_PKCS12`` with
``DESKLINE_SIGN_PASSWORD_FILE``, or ``DESKLINE_SIGN_CERTIFICATE`` and ``DESKLINE_SIGN_KEY`` (PEM);
``DESKLINE_SIGN_TIMESTAMP`` is the address of a time stamp service. A password never stands on a command line.
"""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path

from installer.windows.inputs import BuildError, run

NAMES = {
    "pkcs12": "a PKCS#12 file with the certificate and its key",
    "password_file": "a file whose first line is the key's password",
    "certificate": "the certificate and its chain, as PEM",
    "key": "its key, as PEM",
    "timestamp": "the address of an RFC 3161 time stamp service",
}
"""What can be given, and what it is."""
UNSIGNED = (
    "NOT SIGNED: no certificate was given. Windows will warn everybody who starts this setup. "
    "Do not hand it out as a release."
)
UNCHECKED = (
    "NOT CHECKED: nobody has verified the signatures of CPython, only the hashes were checked: {reason}. "
    "Do not hand it out as a release."
)


def box(sentence: str) -> str:
    """Return a sentence so that nobody overlooks it."""
    lines = [f"*  {line:<66}  *" for line in textwrap.wrap(sentence, 66)]
    return "\n".join(["", "*" * 72, *lines, "*" * 72, ""])


def variable(name: str) -> str:
    """Return the environment variable's name of one of :data:`NAMES`."""
    return f"DESKLINE_SIGN_{name.upper()}"


def given() -> list[str]:
    """Return osslsigncode's options for the certificate; empty where none is given.

    :raises BuildError: half of one is given.
    """
    values = {name: os.environ.get(variable(name), "") for name in NAMES}
    if values["pkcs12"]:
        options = ["-pkcs12", values["pkcs12"]]
    elif values["certificate"] and values["key"]:
        options = ["-certs", values["certificate"], "-key", values["key"]]
    elif any(values.values()):
        raise BuildError("to sign, a PKCS#12 file is needed, or a certificate and its key")
    else:
        return []
    if values["password_file"]:
        options += ["-readpass", values["password_file"]]
    if values["timestamp"]:
        options += ["-ts", values["timestamp"]]
    return options


def sign(path: Path) -> None:
    """Sign an executable or MSI in its place.

    :raises BuildError: it cannot be signed.
    """
    signed = path.with_suffix(".signed")
    more = ["-add-msi-dse"] if path.suffix == ".msi" else []
    run(["osslsigncode", "sign", *given(), "-h", "sha256", "-n", "Deskline", *more, "-in", path, "-out", signed])
    signed.replace(path)


if __name__ == "__main__":
    try:
        sign(Path(sys.argv[1]))
    except BuildError as error:
        sys.exit(str(error))
