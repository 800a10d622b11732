"""A real keyring: a command runs with a session bus of its own and an unlocked (or locked) gnome-keyring on it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.require import require

# Without --foreground and kill, the daemon outlives dbus-run-session.
_SCRIPT = """
if [ "$DESKLINE_TEST_UNLOCK" = yes ]; then
    gnome-keyring-daemon --foreground --unlock --components=secrets < <(printf ci) >/dev/null 2>&1 & daemon=$!
else
    gnome-keyring-daemon --foreground --components=secrets </dev/null >/dev/null 2>&1 & daemon=$!
fi
for _ in $(seq 100); do
    gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus -m org.freedesktop.DBus.NameHasOwner \
        org.freedesktop.secrets 2>/dev/null | grep -q true && break
    sleep .1
done
"$@"; status=$?
kill $daemon; wait $daemon
exit $status
"""


def run_with_keyring(
    command: Sequence[str],
    *,
    unlocked: bool = True,
    environment: Mapping[str, str] | None = None,
    timeout: float = 50.0,
) -> subprocess.CompletedProcess[str]:
    """Run ``command`` with a real Secret Service, in a home folder of its own that is removed afterwards.

    Skips the test (with CI=true: fails it) where dbus or gnome-keyring is missing.

    :param unlocked: False: the daemon is there and locked, as after a log-in without a password.
    :param environment: added to this process's own.
    :param timeout: real seconds.
    :returns: its exit status, standard output and standard error.
    """
    bus = require("dbus-run-session", "dbus-daemon")
    require("gnome-keyring-daemon", "gnome-keyring")
    require("gdbus", "libglib2.0-bin")
    with tempfile.TemporaryDirectory(prefix="deskline-keyring-") as home:
        runtime = Path(home, "run")
        runtime.mkdir(mode=0o700)
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
        homes = {"HOME": home, "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": f"{home}/data"}
        homes |= {"XDG_CACHE_HOME": f"{home}/cache", "XDG_CONFIG_HOME": f"{home}/config"}
        homes["DESKLINE_TEST_UNLOCK"] = "yes" if unlocked else "no"
        return subprocess.run(
            [bus, "--", "bash", "-c", _SCRIPT, "_", *command],
            env={**inherited, **homes, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
