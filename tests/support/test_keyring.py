"""The keyring helper gives a real Secret Service: what is stored is read again, and a locked one refuses."""

from __future__ import annotations

import sys

from tests.support.keyring import run_with_keyring

STORE = (
    "import keyring\n"
    "secret = 'p\\u00e4ssword'\n"
    "keyring.set_password('deskline-test', 'AMHOST', secret)\n"
    "print(type(keyring.get_keyring()).__module__, keyring.get_password('deskline-test', 'AMHOST') == secret)\n"
)


def test_a_password_is_stored_and_read() -> None:
    done = run_with_keyring([sys.executable, "-c", STORE])
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["keyring.backends.SecretService", "True"]


def test_a_locked_keyring_refuses() -> None:
    done = run_with_keyring([sys.executable, "-c", STORE], unlocked=False)
    assert done.returncode != 0
    assert "keyring.errors" in done.stderr


def test_the_command_s_status_and_output_come_through() -> None:
    done = run_with_keyring(["sh", "-c", "echo out; echo err >&2; echo $EXTRA; exit 7"], environment={"EXTRA": "more"})
    assert (done.returncode, done.stdout) == (7, "out\nmore\n")
    assert done.stderr.splitlines()[-1] == "err"  # dbus-daemon may complain of its limits before
