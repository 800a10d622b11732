"""Whose work a package carries: its licences in a folder and its bill of materials, collected when it is built.

``python -m installer.thirdparty SITE... --licences FOLDER --sbom FILE`` reads the ``*.dist-info`` folders of every
SITE (a folder into which distributions were installed, e.g. ``lib/`` of the Windows payload) and what
``thirdparty.toml`` beside this file says of them: texts that a wheel does not carry, and what others made that lies
in it. From Python: :func:`own`, :func:`components_of` for each folder, :func:`cpython` for a runtime, :func:`write`
and :func:`write_bom`.

A distribution without a licence or its text is an error, and so are a DLL beside CPython that is nobody's and a
version that is not where the table says. What a wheel has linked into its own libraries is only known where the table
names it: the code in Rust of cryptography and what Qt has built in are told of by their own texts alone.

Standard library only; the same inputs give the same octets.
"""

from __future__ import annotations

import argparse
import email
import email.message
import json
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "licences"
"""Texts that stand here because no wheel carries them."""
RESOURCES = HERE.parent / "resources"
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)*")


class Unclear(Exception):
    """A component's licence, or its text, is not known; the message says what to add where."""


@dataclass(frozen=True, slots=True)
class Component:
    """What somebody else made and a package carries."""

    name: str
    version: str
    """Empty where nothing in the package tells it."""
    licence: str
    """An SPDX licence expression."""
    texts: tuple[Path, ...]
    """Files with its licence and notices; never empty."""
    purl: str
    """Its package URL, e.g. ``pkg:pypi/keyring@25.7.0``."""
    parts: tuple[Component, ...] = ()
    """What others made and it carries in turn."""
    where: str = ""
    """The pattern of its files below ``lib``, where they do not bear its name."""

    @property
    def title(self) -> str:
        """Name and version, as its folder of texts is called."""
        return f"{self.name}-{self.version}" if self.version else self.name


def components_of(
    site: Path, only: Collection[str] | None = None, facts: Mapping[str, Any] | None = None
) -> list[Component]:
    """Return what the ``*.dist-info`` folders in ``site`` describe, by name; Deskline itself is not among them.

    :param only: the canonical names that count; None: all.
    :param facts: instead of thirdparty.toml.
    :raises Unclear: a licence or its text is missing.
    """
    known = _table() if facts is None else facts
    folders = {
        canonical(folder.name.removesuffix(".dist-info").rpartition("-")[0]): folder
        for folder in site.glob("*.dist-info")
    }
    names = set(folders) - {"deskline"} if only is None else set(folders) & set(only)
    return [_component(folders[name], site, known) for name in sorted(names)]


def own(resources: Path = RESOURCES) -> list[Component]:
    """Return what others made and Deskline itself carries, in whatever package: the icons."""
    return list(_parts("deskline", "", (resources / "icons/LICENSE",), resources, _table()))


def cpython(folder: Path, version: str) -> Component:
    """Return CPython for Windows, unpacked in ``folder``, with what it brings of others.

    :raises Unclear: a DLL is neither Python's nor a part in thirdparty.toml.
    """
    facts = _table()
    texts = (folder / "LICENSE.txt",)
    told = [pattern for part in facts["part"] if part["in"] == "cpython" for pattern in part["files"]]
    ours = {path for pattern in ("python3*.dll", *told) for path in folder.glob(pattern)}
    if strange := sorted(path.name for path in set(folder.glob("*.dll")) - ours):
        raise Unclear(f"{', '.join(strange)} beside CPython: say whose work that is in installer/thirdparty.toml")
    parts = tuple(_parts("cpython", version, texts, folder, facts))
    return Component("cpython", version, "Python-2.0", texts, f"pkg:generic/cpython@{version}", parts)


def _table() -> dict[str, Any]:
    return tomllib.loads((HERE / "thirdparty.toml").read_text("utf-8"))


def canonical(name: str) -> str:
    """Return a distribution's name as the registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(folder: Path, site: Path, facts: Mapping[str, Any]) -> Component:
    metadata = email.message_from_bytes((folder / "METADATA").read_bytes())
    name, version = canonical(metadata["Name"]), str(metadata["Version"])
    said = facts.get("distribution", {}).get(name, {})
    licence = said.get("licence") or _licence(metadata)
    texts = tuple(TEXTS / text for text in said.get("texts", ())) or _texts(folder, metadata)
    if not licence or not texts:
        raise Unclear(f"{name} {version}: the wheel has no licence or text; say it in installer/thirdparty.toml")
    parts = tuple(_parts(name, version, texts, site, facts))
    return Component(name, version, licence, texts, f"pkg:pypi/{name}@{version}", parts)


def _licence(metadata: email.message.Message) -> str:
    for key in ("License-Expression", "License"):
        value = str(metadata.get(key, "")).strip()
        if _EXPRESSION.fullmatch(value):
            return value
    return ""


def _texts(folder: Path, metadata: email.message.Message) -> tuple[Path, ...]:
    names = [str(name) for name in metadata.get_all("License-File", [])]
    there = [path for name in names for path in (folder / "licenses" / name, folder / name) if path.is_file()]
    return tuple(there or sorted(folder.glob("LICEN[CS]E*")))  # older wheels do not list them


def _parts(
    carrier: str, version: str, texts: tuple[Path, ...], site: Path, facts: Mapping[str, Any]
) -> Iterator[Component]:
    """Yield the parts of which a file is there; without texts of their own, the carrier's have theirs."""
    for part in facts.get("part", ()):
        files = [file for pattern in part["files"] for file in sorted(site.glob(pattern))]
        if part["in"] != carrier or not files:
            continue
        its = _version_in(files, part["version_in"]) if "version_in" in part else part.get("version", version)
        purl = f"{part['purl']}@{its}" if its else part["purl"]
        own_texts = tuple(TEXTS / text for text in part.get("texts", ()))
        yield Component(part["name"], its, part["licence"], own_texts or texts, purl, where=part.get("where", ""))


def _version_in(files: Iterable[Path], pattern: str) -> str:
    """Return what a library or text says of its version; Windows' version resources are UTF-16."""
    for file in files:
        octets = file.read_bytes()
        for encoding in ("latin-1", "utf-16-le"):
            if found := re.search(pattern, octets.decode(encoding, "replace")):
                return found[1]
    names = ", ".join(file.name for file in files)
    raise Unclear(f"{names}: no version as installer/thirdparty.toml describes it ({pattern})")


def write(components: Sequence[Component], folder: Path) -> None:
    """Make ``folder`` anew: a folder with the texts of each component, README.txt with the list and Qt's notice."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    lines: dict[str, None] = {}  # what two carry is told once
    for one in flat(components):
        target = folder / one.title
        target.mkdir(exist_ok=True)
        for text in one.texts:
            shutil.copyfile(text, target / text.name)
        lines[f"{one.name} {one.version}".rstrip() + f": {one.licence}"] = None
    notice = (TEXTS / "NOTICE.txt").read_text("utf-8")
    (folder / "README.txt").write_text(notice.replace("@COMPONENTS@", "\n".join(lines)), "utf-8")


def write_bom(components: Sequence[Component], file: Path) -> None:
    """Write the bill of materials, dated by :func:`epoch`."""
    from installer.bom import bom

    file.write_text(json.dumps(bom(components, epoch()), indent=1) + "\n", "utf-8")


def flat(components: Iterable[Component]) -> Iterator[Component]:
    """Yield components, each followed by what it carries."""
    for one in components:
        yield replace(one, parts=())
        yield from flat(one.parts)


def epoch() -> int:
    """Return ``SOURCE_DATE_EPOCH``, the time of the commit in seconds since 1970, which builds set."""
    return int(os.environ["SOURCE_DATE_EPOCH"])


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE", help="a folder with *.dist-info folders")
    parser.add_argument("--licences", required=True, type=Path, metavar="FOLDER", help="made anew")
    parser.add_argument("--sbom", required=True, type=Path, metavar="FILE", help="CycloneDX, JSON")
    given = parser.parse_args()
    try:
        components = [*own(), *(one for site in given.sites for one in components_of(site))]
    except Unclear as error:
        print(error, file=sys.stderr)
        return 1
    write(components, given.licences)
    write_bom(components, given.sbom)
    return 0


if __name__ == "__main__":
    sys.exit(main())
