"""The MSI: files and codes for wixl, and afterwards what wixl 0.101 has no words for."""

# ruff: noqa: S608 - msibuild's SQL knows no parameters; every value is one of this module's

from __future__ import annotations

import hashlib
import re
import shutil
import struct
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5
from xml.sax.saxutils import quoteattr

from installer.windows.inputs import HERE, BuildError, run

CODES = UUID("5b0c8f4e-3a1d-4a55-8d5c-0d9a3c0b6f11")
"""Component, product and package codes are made from this and a name, so that they come out the same each time: a
component's from its path; product and package code from all that goes into the MSI, as Windows Installer takes two MSIs
with the same codes for the same one."""

CONDITIONS = {
    "Autostart": 'AUTOSTART = "1"',
    "Server": "SERVER",
    "Station": "STATION",
    "Language": "LANGUAGE",
}
"""When a component is there. They are asked again at a repair."""
TRANSITIVE = 64
BINARY_PROGRAM, GOES_ON, DEFERRED, AS_SYSTEM = 2, 64, 1024, 2048
PROGRAMS = {
    "PauseOwn": ("pause-own", BINARY_PROGRAM + GOES_ON),
    "CloseOwn": ("close-own", BINARY_PROGRAM + GOES_ON),
    "PauseAll": ("pause", BINARY_PROGRAM + GOES_ON + DEFERRED + AS_SYSTEM),
    "CloseAll": ("close", BINARY_PROGRAM + GOES_ON + DEFERRED + AS_SYSTEM),
    "Resume": ("resume", BINARY_PROGRAM + GOES_ON + DEFERRED + AS_SYSTEM),
    "ResumeOwn": ("resume-own", BINARY_PROGRAM + GOES_ON),
}
"""Calls of launcher/instances.c: first for the person who installs, then with the system's rights for everybody. What
the first remembers is in that person's registry only."""
MIGRATE, MAXIMUM_INCLUSIVE = 1, 512
PUBLIC = "INSTALLDIR;AUTOSTART;SERVER;STATION;LANGUAGE"
"""Properties that may be given to an installation with other rights than the caller's."""
UPGRADE = "{8C0B7C3E-63C5-4B39-9E0B-6A2D5C1B7F40}"
"""The same as in product.wxs: every version's."""
APP_ID = "Deskline.Deskline"


def make(payload: Path, version: str, icon: Path, instances: Path, work: Path, output: Path, epoch: int) -> None:
    """Write the MSI; payload, icon and helper lie in the work folder."""
    files, source = work / "files.wxs", work / "product.wxs"
    shutil.copyfile(HERE / "product.wxs", source)  # wixl takes no absolute source
    files.write_text(file_list(payload), "utf-8")
    queries = _queries(version)
    words = "\0".join([version, str(epoch), digest(payload), *queries])
    contents = _digest_of(words.encode(), *(path.read_bytes() for path in (source, files, icon, instances)))
    product = uuid5(CODES, f"product {contents}")
    output.unlink(missing_ok=True)
    # fmt: off
    run([
        "wixl", "-a", "x64", "-D", "Win64=yes", "-D", f"VERSION={version}", "-D", f"PRODUCT={str(product).upper()}",
        "-D", f"ICON={icon.relative_to(work)}", "-D", f"INSTANCES={instances.relative_to(work)}",
        "-D", f"PAYLOAD={payload.relative_to(work)}", "-o", output, source.name, files.name,
    ], cwd=work)
    # fmt: on
    run(["msibuild", output, *(word for query in queries for word in ("-q", query))])
    _settle(output, uuid5(CODES, f"package {product}"), epoch)


def _settle(output: Path, package: UUID, epoch: int) -> None:
    """Set the package code and the summary's two times, which the tools take from chance and from the clock."""
    summary = run(["msiinfo", "suminfo", output])
    code = re.search(r"\{[0-9A-F-]{36}\}", summary)
    times = set(re.findall(r"(?:Created|Last saved): (.+)", summary))
    octets = output.read_bytes()
    if code is None or not times or octets.count(code[0].encode()) != 1:
        raise BuildError(f"the MSI's summary is not as wixl 0.101 makes it:\n{summary}")
    octets = octets.replace(code[0].encode(), f"{{{str(package).upper()}}}".encode())
    for text in times:
        written = datetime.strptime(text.strip(), "%a %b %d %H:%M:%S %Y").astimezone()  # as the tool prints: local time
        octets = octets.replace(_filetime(int(written.timestamp())), _filetime(epoch))
    output.write_bytes(octets)


def _filetime(seconds: int) -> bytes:
    """Return a time as Windows writes it: tenths of microseconds since 1601."""
    return struct.pack("<Q", (seconds + 11_644_473_600) * 10_000_000)


def _queries(version: str) -> list[str]:
    """What is changed in the finished database."""
    attributes = 256 + 4 + TRANSITIVE  # 64 bit, key path in the registry
    queries = [
        f"UPDATE `Component` SET `Condition` = '{condition}', `Attributes` = {attributes} WHERE `Component` = '{name}'"
        for name, condition in CONDITIONS.items()
    ]
    queries += [
        f"INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('{name}', {kind}, 'Instances', "
        f"'{verb} \"[INSTALLDIR].\"')"
        for name, (verb, kind) in PROGRAMS.items()
    ]
    columns, values = "`Action`, `Condition`, `Sequence`", "'ResumeOwn', 'NOT REMOVE~=\"ALL\"', 6601"
    queries.append(f"INSERT INTO `InstallExecuteSequence` ({columns}) VALUES ({values})")
    # a rebuild has another product code: it replaces the same version too. The attributes are part of the row's key.
    columns = "`UpgradeCode`, `VersionMin`, `VersionMax`, `Attributes`, `ActionProperty`"
    values = f"'{UPGRADE}', '0.0.0', '{version}', {MIGRATE + MAXIMUM_INCLUSIVE}, 'WIX_UPGRADE_DETECTED'"
    queries.append("DELETE FROM `Upgrade` WHERE `ActionProperty` = 'WIX_UPGRADE_DETECTED'")
    queries.append(f"INSERT INTO `Upgrade` ({columns}) VALUES ({values})")
    columns = "`MsiShortcutProperty`, `Shortcut_`, `PropertyKey`, `PropVariantValue`"
    kinds = columns.replace("`,", "` CHAR(72) NOT NULL,") + " CHAR(72) NOT NULL"
    queries.append(f"CREATE TABLE `MsiShortcutProperty` ({kinds} PRIMARY KEY `MsiShortcutProperty`)")
    values = f"'MenuAppId', 'MenuEntry', 'System.AppUserModel.ID', '{APP_ID}'"
    queries.append(f"INSERT INTO `MsiShortcutProperty` ({columns}) VALUES ({values})")
    names = f"WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;{PUBLIC}"  # the first two are wixl's
    queries.append(f"UPDATE `Property` SET `Value` = '{names}' WHERE `Property` = 'SecureCustomProperties'")
    return queries


def file_list(payload: Path) -> str:
    """Return a wxs with one component for each file, in the folders as they are."""
    components: list[str] = []
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">',
        '<Fragment><DirectoryRef Id="INSTALLDIR">',
        *_folder(payload, payload, components),
        '</DirectoryRef></Fragment><Fragment><ComponentGroup Id="Files">',
        *(f'<ComponentRef Id="{name}"/>' for name in components),
        "</ComponentGroup></Fragment></Wix>",
    ]
    return "\n".join(lines) + "\n"


def _folder(folder: Path, payload: Path, components: list[str]) -> list[str]:
    lines = []
    for path in sorted(folder.iterdir()):
        relative = path.relative_to(payload).as_posix()
        code = uuid5(CODES, relative)
        if path.is_dir():
            lines += [f'<Directory Id="D{code.hex}" Name={quoteattr(path.name)}>']
            lines += _folder(path, payload, components)
            lines += ["</Directory>"]
        else:
            components.append(f"C{code.hex}")
            source = quoteattr(f"$(var.PAYLOAD)/{relative}")
            lines.append(f'<Component Id="C{code.hex}" Guid="{str(code).upper()}" Win64="yes">')
            name = quoteattr(path.name)
            lines.append(f'<File Id="F{code.hex}" Name={name} Source={source} KeyPath="yes"/></Component>')
    return lines


def _digest_of(*parts: bytes) -> str:
    """Return one SHA-256 for several contents, each with its length, so that none can be taken for its neighbour's."""
    total = hashlib.sha256()
    for octets in parts:
        total.update(f"{len(octets)}\0".encode())
        total.update(octets)
    return total.hexdigest()


def digest(folder: Path) -> str:
    """Return one SHA-256 for all names and contents of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            octets = path.read_bytes()
            total.update(f"{path.relative_to(folder).as_posix()}\0{len(octets)}\0".encode())
            total.update(octets)
    return total.hexdigest()
