"""The bill of materials of a package, in CycloneDX 1.6 (JSON): what it carries, from whom, under which licence.

The same components and the same commit give the same octets: the serial number is made from what is listed, the time
is that of the commit. ``installer/bills``, which both systems' checks call, holds it against CycloneDX' own schema.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Any

from desktop import __version__
from installer.thirdparty import Component

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:deskline:bill-of-materials")
_OURS = f"pkg:pypi/deskline@{__version__}"


def bom(components: Sequence[Component], epoch: int) -> dict[str, Any]:
    """Return the document.

    :param components: what the package carries besides Deskline.
    :param epoch: the time of the commit, in seconds since 1970.
    """
    ours = {
        "type": "application",
        "bom-ref": _OURS,
        "name": "deskline",
        "version": __version__,
        "licenses": [{"license": {"id": "MIT"}}],
        "purl": _OURS,
    }
    listed = [_written(one, one.purl) for one in components]
    content = json.dumps([ours, listed], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(_NAMESPACE, content).urn,
        "version": 1,
        "metadata": {
            "timestamp": dt.datetime.fromtimestamp(epoch, dt.UTC).isoformat().replace("+00:00", "Z"),
            "component": ours,
        },
        "components": listed,
        "dependencies": [{"ref": _OURS, "dependsOn": [one.purl for one in components]}],
    }


def _written(one: Component, reference: str) -> dict[str, Any]:
    single = " " not in one.licence and not one.licence.startswith("LicenseRef-")
    licence: dict[str, Any] = {"license": {"id": one.licence}} if single else {"expression": one.licence}
    written: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference,
        "name": one.name,
        "licenses": [licence],
        "purl": one.purl,
    }
    if one.version:
        written["version"] = one.version
    if one.parts:  # two may carry the same; a reference is for one place
        written["components"] = [_written(part, f"{reference}#{part.purl}") for part in one.parts]
    return written
