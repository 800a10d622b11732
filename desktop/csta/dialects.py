"""How switches differ on the wire, as data.

A dialect is chosen in the settings; nothing else in the package asks which switch it talks to. Sources are facts
about clients that ran against real switches (HiPath 3000 for :data:`HIPATH`); that OpenScape Business speaks the same
octets on port 8800 is inferred, so each member can be replaced by ``dataclasses.replace``.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION_FOUR = 3
"""Bit of the CSTA version that stands for ISO/IEC 18052, which HiPath speaks (ECMA-285, acse-user-information)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is special about one family of switches."""

    name: str
    first_octet: int = 0x26
    """First octet of every frame; 2 octets ``0x8000 | length`` follow, then one APDU."""
    largest_apdu: int = 0x7FFF
    """Most octets of one APDU that the length field can say."""
    context_name: str = "1.3.12.0.218"
    """Application context, the Phase II number although Phase III is spoken."""
    version_bits: int = 16
    """Length of the version bit string that the client offers, in bits."""
    offered_versions: frozenset[int] = frozenset({VERSION_FOUR})
    """Bits of the CSTA version that the client offers."""
    filter_lengths: tuple[tuple[str, int], ...] = (
        ("callControl", 18),
        ("callAssociated", 5),
        ("mediaAttachment", 2),
        ("physicalDeviceFeature", 11),
        ("logicalDeviceFeature", 14),
        ("maintenance", 3),
        ("voiceUnit", 7),
        ("private", 1),
    )
    """Members of a monitor filter that the client sends, with their lengths in bits; all zero asks for every event."""


HIPATH = Dialect("HiPath/OpenScape")
"""HiPath 3000, OpenScape Office and OpenScape Business with ASN.1."""
