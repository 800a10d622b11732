"""Where Deskline's files are."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
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
    runtime: Path
    """What lives as long as a log-on: the local socket."""
    site: Path
    """The administrator's policy.toml and preset.toml; the same for all users of the computer."""
    program: Path | None = None
    """Where an installed program lies, with a preset.toml of its own perhaps; None: not installed by a package."""

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


def user_paths(home: Path | None = None, site: Path | None = None) -> Paths:
    """Return the folders of this user, by the platform's conventions.

    :param home: holds all of them instead (tests, a portable installation; cli takes it from ``DESKLINE_HOME``). What
        an administrator decides stays the computer's.
    :param site: instead of the computer's.
    """
    site = site or _site_folder()
    if home is not None:
        config, state, data, cache, run = (home / name for name in ("config", "state", "data", "cache", "run"))
        return Paths(config, state, data, cache, run, site, program_folder())
    user = platformdirs.PlatformDirs("deskline" if _is_linux() else "Deskline", appauthor=False)
    return Paths(
        user.user_config_path,
        user.user_state_path,
        user.user_data_path,
        user.user_cache_path,
        _runtime_folder(user),
        site,
        program_folder(),
    )


def _runtime_folder(user: platformdirs.PlatformDirs) -> Path:
    """What lives as long as a log-on; without the folder that systemd makes, one of this user's under /tmp."""
    if not _is_linux():
        return user.user_runtime_path
    made = os.environ.get("XDG_RUNTIME_DIR")
    return Path(made) / "deskline" if made else Path(tempfile.gettempdir()) / f"deskline-{os.getuid()}"


def program_folder() -> Path | None:
    """Return where the installed program lies: of a frozen one its own folder, on Windows the one above its Python's.

    That the Python is the program's own shows in the ``._pth`` file beside it.
    """
    folder = Path(sys.executable).parent
    if getattr(sys, "frozen", False):
        return folder
    return folder.parent if any(folder.glob("python*._pth")) else None


def _site_folder() -> Path:
    """Where only an administrator writes: on Windows the program's folder, as anybody may make one in ProgramData."""
    if _is_linux():
        return Path("/etc/deskline")
    if platform.system() == "Windows":
        return program_folder() or Path(sys.executable).parent
    return platformdirs.site_config_path("Deskline", appauthor=False)


def _is_linux() -> bool:
    return platform.system() == "Linux"
