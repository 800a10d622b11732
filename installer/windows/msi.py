"""The MSI: files and codes for wixl, and afterwards what wixl 0.101 has no words for."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from uuid import UUID, uuid5
from xml.sax.saxutils import quoteattr

from installer.windows.inputs import HERE, run

CODES = UUID("5b0c8f4e-3a1d-4a55-8d5c-0d9a3c0b6f11")
"""Component, product and package codes are made from this and a name, so that they come out the same each time."""

CONDITIONS = {
    "Autostart": 'AUTOSTART = "1"',
    "Server": "SERVER",
    "Station": "STATION",
    "Language": "LANGUAGE",
}
"""When a component is there. They are asked again at a repair."""
TRANSITIVE = 64
PUBLIC = "INSTALLDIR;AUTOSTART;SERVER;STATION;LANGUAGE"
"""Properties that may be given to an installation with other rights than the caller's."""
APP_ID = "Deskline.Deskline"


def make(payload: Path, version: str, icon: Path, instances: Path, work: Path, output: Path) -> None:
    """Write the MSI; payload, icon and helper lie in the work folder."""
    files = work / "files.wxs"
    shutil.copyfile(HERE / "product.wxs", work / "product.wxs")  # wixl takes no absolute source
    files.write_text(file_list(payload), "utf-8")
    contents = digest(payload)
    product = uuid5(CODES, f"product {version} {contents}")
    output.unlink(missing_ok=True)
    # fmt: off
    run([
        "wixl", "-a", "x64", "-D", "Win64=yes", "-D", f"VERSION={version}", "-D", f"PRODUCT={str(product).upper()}",
        "-D", f"ICON={icon.relative_to(work)}", "-D", f"INSTANCES={instances.relative_to(work)}",
        "-D", f"PAYLOAD={payload.relative_to(work)}", "-o", output, "product.wxs", files.name,
    ], cwd=work)
    # fmt: on
    queries = [
        f"UPDATE `Component` SET `Condition` = '{condition}' WHERE `Component` = '{name}'"
        for name, condition in CONDITIONS.items()
    ]
    attributes = 256 + 4 + TRANSITIVE  # 64 bit, key path in the registry
    queries += [f"UPDATE `Component` SET `Attributes` = {attributes} WHERE `Component` = '{name}'" for name in CONDITIONS]
    queries += [
        "CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL, "
        "`PropertyKey` CHAR(255) NOT NULL, `PropVariantValue` CHAR(255) NOT NULL PRIMARY KEY `MsiShortcutProperty`)",
        "INSERT INTO `MsiShortcutProperty` (`MsiShortcutProperty`, `Shortcut_`, `PropertyKey`, `PropVariantValue`) "
        f"VALUES ('MenuAppId', 'MenuEntry', 'System.AppUserModel.ID', '{APP_ID}')",
    ]
    for query in queries:
        run(["msibuild", output, "-q", query])
    _secure(output)


def _secure(msi: Path) -> None:
    exported = run(["msiinfo", "export", msi, "Property"])
    old = next((line.split("\t")[1] for line in exported.splitlines() if line.startswith("SecureCustomProperties\t")), "")
    names = ";".join(filter(None, [old.strip(), PUBLIC]))
    if old:
        run(["msibuild", msi, "-q", f"UPDATE `Property` SET `Value` = '{names}' WHERE `Property` = 'SecureCustomProperties'"])
    else:
        run(["msibuild", msi, "-q", f"INSERT INTO `Property` (`Property`, `Value`) VALUES ('SecureCustomProperties', '{names}')"])


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
            lines.append(f'<File Id="F{code.hex}" Name={quoteattr(path.name)} Source={source} KeyPath="yes"/></Component>')
    return lines


def digest(folder: Path) -> str:
    """Return one SHA-256 for all names and contents of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            octets = path.read_bytes()
            total.update(f"{path.relative_to(folder).as_posix()}\0{len(octets)}\0".encode())
            total.update(octets)
    return total.hexdigest()
