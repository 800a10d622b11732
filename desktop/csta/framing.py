"""Whole APDUs out of a stream of octets, and frames around APDUs.

A frame is one octet 0x26, two octets big-endian ``0x8000 | length``, then one APDU of that length (three independent
HiPath clients agree). This is not a BER length: above 255 octets the header reads ``26 81 38``.
"""

from __future__ import annotations

from desktop.csta.dialects import Dialect
from desktop.csta.errors import FramingError, LocalMisuse
from desktop.sentences import Sentence

_COMPLETE = 0x8000
_HEADER = 3
_OTHER_PROTOCOLS = (
    (b"\x00\x00", "CSTA XML"),
    (b"HTTP/", "HTTP"),
    (b"SSH-", "SSH"),
    (b"\x15\x03", "TLS"),
    (b"\x16\x03", "TLS"),
    (b"SIP/", "SIP"),
    (b"220 ", "FTP or SMTP"),
)


def frame(apdu: bytes, dialect: Dialect) -> bytes:
    """Return ``apdu`` with its frame header.

    :raises LocalMisuse: the APDU is longer than the length field can say.
    """
    if len(apdu) > dialect.largest_apdu:
        raise LocalMisuse(
            Sentence(
                "A message of {length} octets is too long to be sent: at most {limit} fit a frame.",
                length=len(apdu),
                limit=dialect.largest_apdu,
            )
        )
    return bytes((dialect.first_octet,)) + (_COMPLETE | len(apdu)).to_bytes(2, "big") + apdu


class Deframer:
    """Collects octets as they come and gives whole APDUs, however the stream was split or glued."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._octets = bytearray()

    @property
    def waiting(self) -> int:
        """Octets of a frame that has not come completely."""
        return len(self._octets)

    def feed(self, data: bytes) -> list[bytes]:
        """Take octets and return the APDUs that are whole now, in order.

        APDUs before a fault are returned first; the fault is raised by the next call (also by ``feed(b"")``).

        :raises FramingError: what comes next is not a frame header; the stream cannot be used any more.
        """
        self._octets += data
        apdus: list[bytes] = []
        at = 0
        octets = self._octets
        while len(octets) - at >= 1:
            fault = self._fault(at)
            if fault is not None:
                if not apdus:
                    raise fault
                break
            if len(octets) - at < _HEADER:
                break
            end = at + _HEADER + (int.from_bytes(octets[at + 1 : at + _HEADER], "big") - _COMPLETE)
            if end > len(octets):
                break
            apdus.append(bytes(octets[at + _HEADER : end]))
            at = end
        del octets[:at]
        return apdus

    def _fault(self, at: int) -> FramingError | None:
        """Say what is wrong with the frame header that begins at ``at``, as far as it is there."""
        head = bytes(self._octets[at : at + 64])
        if head[0] != self._dialect.first_octet:
            for start, protocol in _OTHER_PROTOCOLS:
                if head.startswith(start):
                    return FramingError(
                        Sentence(
                            "This port speaks {protocol}, not CSTA in ASN.1: check the port number.", protocol=protocol
                        ),
                        head,
                    )
            return FramingError(
                Sentence(
                    "This is not a CSTA port: the answer begins with octet {octet} where {expected} was expected.",
                    octet=f"{head[0]:02x}",
                    expected=f"{self._dialect.first_octet:02x}",
                ),
                head,
            )
        if len(head) > 1 and not head[1] & 0x80:
            return FramingError(
                Sentence("The switch sent a frame header that is not valid: {header}.", header=head[:_HEADER].hex(" ")),
                head,
            )
        return None
