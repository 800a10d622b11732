"""What the Debian package depends on: Debian's Python and SecretStorage, and the libraries that Qt asks for.

``installer/linux/check`` runs the program where nothing else is installed, and resolves every library there.
"""

PYTHON = "3.11"
QT_NEEDS = (
    "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libgssapi-krb5-2",
    "libbrotli1", "libzstd1", "libfreetype6", "zlib1g", "libstdc++6", "libc6 (>= 2.34)",
)  # fmt: skip
X11_NEEDS = (
    "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1",
    "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1",
)  # fmt: skip
WAYLAND_NEEDS = ("libwayland-client0", "libwayland-cursor0")
DEPENDS = (f"python{PYTHON}", "python3", "python3-secretstorage", *QT_NEEDS, *X11_NEEDS, *WAYLAND_NEEDS)
