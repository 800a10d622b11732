"""Makes the archive for thin clients; ``python -m installer.linux.portable --help`` says what it takes, build calls it.

One .tar.xz without anything to install: unpack it anywhere and start ``deskline`` in it. It is laid out as the
Windows packages are:

    deskline        starts it
    runtime/        Debian 12's own Python 3.11 with its library, and the system libraries that not every desktop has
    lib/            Deskline, what it needs, and Qt as in the Debian package
    licences/  sbom.cdx.json  menu  preset.toml (if an administrator puts one there)

The system libraries that every Linux desktop has, and that must be the desktop's own (the C library, OpenGL, X11,
Wayland, fonts, GLib, D-Bus), are left to it: :data:`OF_THE_DESKTOP`. Nothing asks for a newer C library than Debian
12's. Debian's libraries find one another by a path that ``patchelf`` writes into them; no environment variable is set
that other programs would inherit.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop import __version__
from installer.linux import debian
from installer.linux.deb import FILES, ROOT, locked, put, settle
from installer.linux.depends import PYTHON
from installer.linux.elf import elf_files, needed
from installer.linux.icons import draw
from installer.linux.making import made_by, unpacked
from installer.linux.tree import fill
from installer.thirdparty import Component, canonical, components_of, epoch, own, write, write_bom

NAME = f"deskline-{__version__}-linux-x86_64"
STDLIB = Path("/usr/lib") / f"python{PYTHON}"
SEARCHED = ("lib", "lib/lib-dynload", "../lib")
OF_THE_DESKTOP = frozenset({
    "ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2",
    "libcrypt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libGL.so.1", "libEGL.so.1", "libX11.so.6", "libX11-xcb.so.1",
    "libxcb.so.1", "libXau.so.6", "libXdmcp.so.6", "libfontconfig.so.1", "libfreetype.so.6", "libdbus-1.so.3",
    "libglib-2.0.so.0", "libgthread-2.0.so.0", "libwayland-client.so.0", "libwayland-cursor.so.0",
})  # fmt: skip
_NOT_USED = {
    "__pycache__", "ensurepip", "idlelib", "lib2to3", "lib-dynload", "pydoc_data", "test", "tests", "tkinter",
    "turtledemo", "EXTERNALLY-MANAGED", "sitecustomize.py", "turtle.py",
}  # fmt: skip
"""Of Python's library; Debian's package has more of such, in packages that are not used here."""
_NOT_USED_NATIVE = (
    "_curses",
    "_dbm",
    "_crypt",
    "_ctypes_test",
    "_test",
    "_tkinter",
    "nis",
    "ossaudiodev",
    "readline",
    "xx",
)


def build(wheel: Path, site: Path, work: Path, out: Path, *, release: bool) -> Path:
    """Make the archive; returns its path."""
    ours = unpacked(wheel, work)
    top = work / NAME
    fill([*locked(site), *ours], site, top / "lib", of_debian=frozenset())
    _runtime(top / "runtime")
    borrowed = [*_borrow(top), *(STDLIB / "os.py", Path(f"/usr/bin/python{PYTHON}"))]
    for folder in (top / "lib", top / "runtime/lib"):
        # checked never: the files do not change, and the folder may not be writable
        compileall.compile_dir(
            folder, quiet=2, stripdir=str(top), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
    distributions = components_of(site, {canonical(one.name) for one in locked(site)})
    components = [*own(), *distributions, *debian.components(borrowed)]
    _texts(top, components)
    draw(ROOT / "resources/icons/deskline.svg", top / "icons", "deskline")
    settle(top)
    return _packed(top, out, release=release)


def _runtime(folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copy(f"/usr/bin/python{PYTHON}", folder / "python")
    put(folder / "python._pth", "\n".join(SEARCHED) + "\n")
    shutil.copytree(STDLIB, folder / "lib", ignore=_ignored)
    native = folder / "lib/lib-dynload"
    native.mkdir()
    for file in (STDLIB / "lib-dynload").glob("*.so"):
        if not file.name.startswith(_NOT_USED_NATIVE):
            shutil.copy(file, native)


def _ignored(_folder: str, names: list[str]) -> Iterable[str]:
    return [name for name in names if name in _NOT_USED or name.startswith("config-")]


def _borrow(top: Path) -> Iterator[Path]:
    """Copy Debian's libraries that are needed and not the desktop's, and let all find them; yields where they were."""
    runtime, qt = top / "runtime/system", top / "lib/PySide6/Qt/lib"
    runtime.mkdir()
    found: dict[str, Path] = {}
    there = {path.name for path in elf_files([top])}
    todo = [name for path in elf_files([top]) for name in needed(path)]
    while todo:
        name = todo.pop()
        if name in found or name in there or name in OF_THE_DESKTOP:
            continue
        found[name] = Path("/usr/lib/x86_64-linux-gnu", name).resolve(strict=True)
        shutil.copyfile(found[name], runtime / name)
        (qt / name).symlink_to(os.path.relpath(runtime / name, qt))  # Qt's libraries look beside themselves
        todo += needed(found[name])
    for path, place in [
        *((runtime / name, "$ORIGIN") for name in found),
        *((path, "$ORIGIN/../../system") for path in (top / "runtime/lib/lib-dynload").iterdir()),
        (top / "runtime/python", "$ORIGIN/system"),
    ]:
        subprocess.run(["patchelf", "--set-rpath", place, path], check=True)
    yield from found.values()


def _texts(top: Path, components: list[Component]) -> None:
    for name, mode in (("deskline", 0o755), ("menu", 0o755), ("README.txt", 0o644)):
        put(top / name, (FILES / "portable" / name).read_text("utf-8").replace("@VERSION@", __version__), mode=mode)
    put(top / "deskline.desktop", (FILES / "deskline.desktop").read_text("utf-8"))
    put(top / "LICENSE", (ROOT / "LICENSE").read_text("utf-8"))
    write(components, top / "licences")
    write_bom(components, top / "sbom.cdx.json")


def _packed(top: Path, out: Path, *, release: bool) -> Path:
    """Pack ``top`` in the order of names, owned by root, at the commit's time."""
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{NAME}.tar.xz"
    tar = [
        "tar", "--create", "--sort=name", "--owner=root:0", "--group=root:0", "--format=gnu", f"--mtime=@{epoch()}",
        f"--directory={top.parent}", top.name,
    ]  # fmt: skip
    with target.open("wb") as file, subprocess.Popen(tar, stdout=subprocess.PIPE) as packing:
        subprocess.run(["xz", "-9" if release else "-0", "--threads=1"], stdin=packing.stdout, stdout=file, check=True)
    if packing.returncode:
        raise SystemExit(f"tar ended with status {packing.returncode}")
    return target


if __name__ == "__main__":
    sys.exit(made_by(build, __doc__))
