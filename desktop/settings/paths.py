"""Where Deskline's files are."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user; none of them need exist yet."""

    config: Path
    state: Path
    data: Path
    cache: Path
    policy_file: Path
    """The administrator's policy.toml; the same for all users of the computer."""

    @property
    def settings_file(self) -> Path:
        """What the user chose."""
        return self.config / "settings.toml"

    @property
    def state_file(self) -> Path:
        """What the program remembers by itself."""
        return self.state / "state.json"

    @property
    def log_file(self) -> Path:
        """The newest log file."""
        return self.state / "deskline.log"


def user_paths(home: Path | None = None, policy_file: Path | None = None) -> Paths:
    """Return the folders of this user, by the platform's conventions.

    :param home: holds all of them instead (tests, a portable installation; cli takes it from ``DESKLINE_HOME``). The
        policy stays the computer's.
    :param policy_file: instead of the computer's.
    """
    policy = policy_file or _site_folder() / "policy.toml"
    if home is not None:
        return Paths(home / "config", home / "state", home / "data", home / "cache", policy)
    user = platformdirs.PlatformDirs("deskline" if _is_linux() else "Deskline", appauthor=False)
    return Paths(user.user_config_path, user.user_state_path, user.user_data_path, user.user_cache_path, policy)


def _site_folder() -> Path:
    return Path("/etc/deskline") if _is_linux() else platformdirs.site_config_path("Deskline", appauthor=False)


def _is_linux() -> bool:
    return platform.system() == "Linux"
