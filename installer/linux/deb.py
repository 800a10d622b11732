"""Makes the Debian package; ``python -m installer.linux.deb --help`` says what it takes, build calls it.

The program lies in ``/usr/lib/deskline``: what Debian 12 lacks (:mod:`installer.linux.tree`) in ``lib``, and in
``runtime`` a link to Debian's own Python 3.11 with a ``python._pth`` beside it, which names the folders that this
Python looks into and keeps everything else out, as in the Windows packages. (CPython documents such files for Windows
only, but reads them everywhere since 3.11; ``installer/linux/check`` would notice.) Every time in the package is
``SOURCE_DATE_EPOCH``, every owner root, so that two builds of one commit are the same octets.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

from desktop import __version__
from installer.linux.depends import DEPENDS, PYTHON
from installer.linux.icons import draw
from installer.linux.making import made_by, unpacked
from installer.linux.tree import OF_DEBIAN, fill
from installer.thirdparty import Component, canonical, components_of, epoch, flat, own, write, write_bom

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FILES = HERE / "files"
VERSION = f"{__version__}-1"
NAME = f"deskline_{VERSION}_amd64.deb"
SEARCHED = (
    f"/usr/lib/python{PYTHON}",
    f"/usr/lib/python{PYTHON}/lib-dynload",
    "../lib",
    "/usr/lib/python3/dist-packages",
)
"""What Python looks into; the last for SecretStorage, which is Debian's."""
CONTROL = f"""\
Package: deskline
Version: {VERSION}
Architecture: amd64
Maintainer: {{maintainer}}
Installed-Size: {{size}}
Depends: {", ".join(DEPENDS)}
Recommends: fonts-dejavu-core | fonts-noto-core
Suggests: gnome-keyring
Section: comm
Priority: optional
Description: CTI client for the OpenScape Business telephone system
 Deskline steers the desk phone on an OpenScape Business (and its relatives,
 HiPath 3000 and OpenScape Office): dial by name or number, answer, hold,
 consult, transfer, make a conference, deflect, forward, and see who calls.
 It speaks CSTA Phase III over TCP by itself; no TAPI driver and no
 middleware are needed.
 .
 A switch simulator is built in, so everything can be tried without a
 telephone system.
"""
MAINTAINER = "Deskline maintainers <deskline@packages.invalid>"
"""Stands in for who publishes the package; ``DESKLINE_MAINTAINER`` says who that is."""


def build(wheel: Path, site: Path, work: Path, out: Path, *, release: bool) -> Path:
    """Make the package; returns its path."""
    ours = unpacked(wheel, work)
    tree = work / "tree"
    fill([*locked(site), *ours], site, tree / "usr/lib/deskline/lib", of_debian=OF_DEBIAN)
    _environment(tree / "usr/lib/deskline", tree / "usr/bin")
    for place, text in _texts().items():
        put(tree / place, text)
    draw(ROOT / "resources/icons/deskline.svg", tree / "usr/share/icons/hicolor", "deskline")
    carried = {canonical(one.name) for one in locked(site)} - OF_DEBIAN
    components = [*own(), *components_of(site, carried)]
    _documents(tree / "usr/share/doc/deskline", components)
    _control(tree, work / "scripts")
    settle(tree)
    out.mkdir(parents=True, exist_ok=True)
    compression = ("-Zxz", "-z9") if release else ("-Zxz", "-z0")
    # one thread: with more, xz cuts its input into blocks
    command = ["dpkg-deb", "--root-owner-group", "--threads-max=1", *compression, "--build", str(tree), str(out / NAME)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return out / NAME


def locked(site: Path) -> list[Distribution]:
    """Return the distributions of the runtime lock that are installed in ``site``."""
    lines = (ROOT / "installer/locks/runtime.txt").read_text("utf-8").splitlines()
    names = {canonical(line.partition("==")[0]) for line in lines if "==" in line and not line.startswith((" ", "#"))}
    return sorted(
        (one for one in distributions(path=[str(site)]) if canonical(one.name) in names), key=lambda one: one.name
    )


def _environment(folder: Path, programs: Path) -> None:
    put(folder / "runtime/python._pth", "\n".join(SEARCHED) + "\n")
    (folder / "runtime/python").symlink_to(f"../../../bin/python{PYTHON}")
    put(programs / "deskline", (FILES / "deskline.sh").read_text("utf-8"), mode=0o755)


def _texts() -> dict[str, str]:
    when = dt.datetime.fromtimestamp(epoch(), dt.UTC)
    facts = {"@VERSION@": __version__, "@DATE@": when.strftime("%Y-%m-%d")}

    def filled(name: str, **more: str) -> str:
        text = (FILES / name).read_text("utf-8")
        for key, value in (facts | more).items():
            text = text.replace(key, value)
        return text

    return {
        "usr/share/applications/deskline.desktop": filled("deskline.desktop"),
        "usr/share/metainfo/org.deskline.deskline.metainfo.xml": filled("org.deskline.deskline.metainfo.xml"),
        "usr/share/doc/deskline/examples/deskline-autostart.desktop": filled("deskline-autostart.desktop"),
        "usr/share/lintian/overrides/deskline": filled("lintian-overrides"),
        "lib/systemd/system/deskline-switchsim.service": filled("deskline-switchsim.service"),
        "usr/share/man/man1/deskline.1.gz": filled("deskline.1", **{"@DATE@": f"{when:%B} {when.day}, {when.year}"}),
    }


def _documents(folder: Path, components: Sequence[Component]) -> None:
    from installer.linux.examples import policy, preset

    folder.mkdir(parents=True, exist_ok=True)
    put(folder / "examples/policy.toml", policy())
    put(folder / "examples/preset.toml", preset())
    put(folder / "copyright", copyright_file(components))
    put(folder / "changelog.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    put(folder / "changelog.Debian.gz", _changelog())
    write_bom(components, folder / "sbom.cdx.json")
    write(components, folder / "licences")


def _changelog() -> str:
    date = email.utils.formatdate(epoch(), localtime=False)
    entry = f"  * Version {__version__}; see changelog.gz."
    return f"deskline ({VERSION}) bookworm; urgency=medium\n\n{entry}\n\n -- {_maintainer()}  {date}\n"


def copyright_file(components: Sequence[Component]) -> str:
    """Return /usr/share/doc/deskline/copyright: our licence, and where the others' texts lie."""
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: Deskline",
        "Comment: What this package carries of others is listed here; the full texts with their copyright notices lie",
        " in /usr/share/doc/deskline/licences, the bill of materials is /usr/share/doc/deskline/sbom.cdx.json.",
        "",
        "Files: *",
        "Copyright: the Deskline developers",
        "License: MIT",
        *_indented((ROOT / "LICENSE").read_text("utf-8")),
    ]
    for one in flat(components):
        lines += [
            "",
            f"Files: usr/lib/deskline/lib/{one.where}" if one.where else f"Files: usr/lib/deskline/*/{one.name}*",
            f"Copyright: see /usr/share/doc/deskline/licences/{one.title}",
            f"License: {one.licence.replace(' OR ', ' or ').replace(' AND ', ' and ')}",
            f" See /usr/share/doc/deskline/licences/{one.title}",
        ]
        if "GPL" in one.licence:
            lines.append(" and /usr/share/common-licenses/LGPL-3, /usr/share/common-licenses/GPL-3.")
    return "\n".join(lines) + "\n"


def _indented(text: str) -> Iterator[str]:
    for line in text.strip().splitlines():
        yield f" {line}" if line.strip() else " ."


def _maintainer() -> str:
    return os.environ.get("DESKLINE_MAINTAINER", MAINTAINER)


def _control(tree: Path, scripts: Path) -> None:
    folder = tree / "DEBIAN"
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}"
        for path in files
    ]
    size = sum(-(-path.stat().st_size // 1024) for path in files)
    put(folder / "control", CONTROL.format(maintainer=_maintainer(), size=size))
    put(folder / "md5sums", "\n".join(sums) + "\n")
    for name in ("postinst", "prerm", "postrm"):
        put(folder / name, (FILES / name).read_text("utf-8"), mode=0o755)


def put(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a text file with its mode; one that ends in ``.gz`` is packed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    else:
        path.write_text(text, "utf-8")
    path.chmod(mode)


def settle(tree: Path) -> None:
    """Give every folder its mode and everything the one time."""
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(made_by(build, __doc__))
