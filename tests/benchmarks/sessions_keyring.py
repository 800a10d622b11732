"""A keyring that knows the password of the demo's log-in and nothing else, for sessions.py."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class DemoKeyring(KeyringBackend):
    """Chosen by the environment variable PYTHON_KEYRING_BACKEND."""

    priority = 1  # type: ignore[assignment]  # keyring's own declaration is a property of classes

    def get_password(self, service: str, username: str) -> str | None:
        """Return the one password."""
        return "77777"

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""
