"""Hex digits, with or without anything between them. Pure."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"0[xX]|\\x|[\s,;:.<>{}\[\]\"'()-]+")
_HEX = re.compile(r"[0-9A-Fa-f]*")


def octets(text: str) -> bytes | None:
    """Return the octets that hex digits stand for, None where the text is something else."""
    groups = _BETWEEN.split(text)
    whole = all(len(group) % 2 == 0 and _HEX.fullmatch(group) for group in groups)
    return bytes.fromhex("".join(groups)) if whole else None


def odd(text: str) -> bytes | None:
    """Return the octets before the place where a digit is lost or too much; None where the text is not only hex."""
    groups = _BETWEEN.split(text)
    if not all(map(_HEX.fullmatch, groups)):
        return None
    found = ""
    for group in groups:
        found += group[: len(group) & ~1]
        if len(group) % 2:
            break
    return bytes.fromhex(found)
