"""``Deskline.exe`` and ``desklinectl.exe``: compiled with MinGW, with icon, version resource and manifest."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from installer.windows.inputs import HERE, run

COMPILER, RESOURCES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels at 100 to 250 per cent, and what Explorer shows large."""


def make(project: Path, version: str, target: Path) -> None:
    """Compile both into the folder."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        icon = make_icon(project, work)
        for name, description, options in (
            ("Deskline.exe", "Deskline", ["-mwindows"]),
            ("desklinectl.exe", "Deskline command line", ["-DCONSOLE"]),
        ):
            compiled = work / "launcher.res"
            facts = {
                "THE_ICON": f'"{icon.name}"',
                "NAME": f'"{name}"',
                "DESCRIPTION": f'"{description}"',
                "VERSION": f'"{version}"',
                "COMMAS": ",".join(map(str, four(version))),
            }
            (work / "facts.h").write_text("".join(f"#define {key} {value}\n" for key, value in facts.items()))
            source = HERE / "launcher"
            run([RESOURCES, source / "launcher.rc", "-O", "coff", "-o", compiled, "-I", work, "-I", source])
            # fmt: off
            run([
                COMPILER, *STRICT, *HARDENED, *options, "-o", target / name, source / "launcher.c", compiled,
            ])
            # fmt: on


def make_helper(work: Path) -> Path:
    """Compile what the installers ask about the running program."""
    helper = work / "instances.exe"
    run([COMPILER, *STRICT, *HARDENED, "-mwindows", "-o", helper, HERE / "launcher" / "instances.c", "-luserenv"])
    return helper


STRICT = ("-municode", "-O2", "-s", "-static", "-Wall", "-Wextra", "-Werror")
HARDENED = ("-Wl,--no-insert-timestamp", "-Wl,--nxcompat", "-Wl,--dynamicbase", "-Wl,--high-entropy-va")


def four(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows' four numbers: ``0.1.0`` is ``(0, 1, 0, 0)``."""
    numbers = [int(part) for part in version.split(".")]
    first, second, third, fourth = [*numbers, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def make_icon(project: Path, folder: Path) -> Path:
    """Draw ``resources/icons/deskline.svg`` in the sizes that Windows asks for, as one .ico of PNG pictures."""
    pictures = []
    for size in ICON_SIZES:
        drawn = folder / f"{size}.png"
        run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", drawn, project / "resources/icons/deskline.svg"])
        pictures.append(drawn.read_bytes())
    offset = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in zip(ICON_SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset + len(body))
        body += picture
    icon = folder / "deskline.ico"
    icon.write_bytes(head + body)
    return icon
