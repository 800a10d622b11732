"""Whole APDUs out of a stream of octets, and frames around APDUs.

A frame of HiPath is one octet 0x26, two octets big-endian ``0x8000 | length``, then one APDU of that length (three
independent HiPath clients agree). This is not a BER length: above 255 octets the header reads ``26 81 38``. Other
switches have the two octets of length only, and one begins with a hello; the dialect says which.

Where nothing marks the beginning of a frame, its APDU must at least begin with a tag of ACSE or ROSE, and the first
APDU of a stream must be as long as its frame. What is wrong is named as far as it can be known: another protocol, XML
on the same port, another dialect.
"""

from __future__ import annotations

import re
from typing import Literal

from desktop.csta.dialects import DIALECTS, Dialect
from desktop.csta.errors import FramingError, LocalMisuse
from desktop.sentences import Sentence

Sender = Literal["computing", "switching"]
"""Whose octets they are: the client's or the switch's."""

APDU_TAGS = frozenset((0x60, 0x61, 0x62, 0x63, 0x64, 0xA1, 0xA2, 0xA3, 0xA4))
"""ACSE: AARQ, AARE, RLRQ, RLRE, ABRT; ROSE: invoke, result, error, reject."""
_LOOK = 6
"""Octets that tell how long an element is: its tag and at most five octets of length."""
_XML = "CSTA XML"
_PROTOCOLS = (
    # its header is two zeros, two octets of length, four digits of invoke id; a length is never zero
    (re.compile(rb"\x00\x00|(?:\xef\xbb\xbf)?\s*<(?:\?xml|[A-Z][a-z])"), _XML),
    (re.compile(rb"[\x14-\x17]\x03"), "TLS"),
    (re.compile(rb"HTTP/|(?:GET|POST|PUT|HEAD|OPTIONS|DELETE|CONNECT) /"), "HTTP"),
    (re.compile(rb"SSH-"), "SSH"),
    (re.compile(rb"SIP/|(?:INVITE|REGISTER|OPTIONS|NOTIFY|SUBSCRIBE) sips?:"), "SIP"),
    (re.compile(rb"220[ -]"), "FTP or SMTP"),
    (re.compile(rb"\xff[\xfb-\xfe].\xff[\xfb-\xfe]", re.DOTALL), "Telnet"),
)


def protocol(octets: bytes) -> str | None:
    """Name the protocol, other than CSTA in ASN.1, that begins with ``octets``; None where it is none that is known."""
    return next((name for pattern, name in _PROTOCOLS if pattern.match(octets)), None)


def frame(apdu: bytes, dialect: Dialect, limit: int | None = None) -> bytes:
    """Return ``apdu`` with its frame header.

    :param limit: most octets that may be sent; by default what the length field can say.
    :raises LocalMisuse: the APDU is longer.
    """
    limit = dialect.largest_apdu if limit is None else limit
    if len(apdu) > limit:
        raise LocalMisuse(
            Sentence(
                "A message of {length} octets is too long to be sent: at most {limit} fit a frame.",
                length=len(apdu),
                limit=limit,
            )
        )
    length = (dialect.length_flag | len(apdu)).to_bytes(2, "big")
    return (length if dialect.first_octet is None else bytes((dialect.first_octet,)) + length) + apdu


class Deframer:
    """Collects octets as they come and gives whole APDUs, however the stream was split or glued.

    Each octet is looked at once it can matter and copied a few times at most, whatever the pieces.

    :param sender: whose octets they are; its hello, where the dialect has one, comes before the first frame.
    """

    def __init__(self, dialect: Dialect, sender: Sender = "switching") -> None:
        self._dialect = dialect
        self._sender: Sender = sender
        self._hello = dialect.client_hello if sender == "computing" else dialect.server_hello
        self._header = 2 if dialect.first_octet is None else 3
        self._octets = bytearray()
        self._needed = len(self._hello) or 1
        self._first = True
        self._fault: FramingError | None = None

    @property
    def waiting(self) -> int:
        """Octets of a frame that has not come completely."""
        return len(self._octets)

    @property
    def greeted(self) -> bool:
        """Whether the hello has come, where the dialect has one."""
        return not self._hello

    def feed(self, data: bytes) -> list[bytes]:
        """Take octets and return the APDUs that are whole now, in order.

        APDUs (and the hello) before a fault come first; the fault is raised by the next call (also by ``feed(b"")``).

        :raises FramingError: what comes next is not a frame header; the stream cannot be used any more.
        """
        if self._fault is not None:
            raise self._fault
        if len(self._octets) + len(data) < self._needed:
            self._octets += data
            return []
        octets = b"".join((self._octets, data)) if self._octets else bytes(data)
        self._octets.clear()
        apdus: list[bytes] = []
        size, at, end = len(octets), 0, 1
        try:
            if self._hello:
                at, end = self._greet(octets), len(self._hello) + 1
            while at < size and (end := self._end(octets, at)) <= size:
                apdus.append(octets[at + self._header : end])
                at, end = end, end + 1
                self._first = False
        except FramingError as fault:
            self._fault = fault
            if not at:
                raise
            return apdus
        self._octets += octets[at:]
        self._needed = end - at
        return apdus

    def _greet(self, octets: bytes) -> int:
        """Take the hello away; return where the frames begin."""
        begin = len(self._hello)
        if octets[:begin] != self._hello:
            raise self._wrong(octets, 0)
        self._hello = b""
        return begin

    def _end(self, octets: bytes, at: int) -> int:
        """Return where the frame at ``at`` ends; past the end of ``octets`` where that cannot be known yet.

        :raises FramingError: no frame begins there.
        """
        dialect = self._dialect
        start, size = at + self._header, len(octets)
        if dialect.first_octet is not None and octets[at] != dialect.first_octet:
            raise self._wrong(octets, at)
        if start > size:
            flag = dialect.length_flag >> 8
            if start == size + 1 and dialect.first_octet is not None and octets[at + 1] & flag != flag:
                raise self._wrong(octets, at)
            return size + 1
        length = (octets[start - 2] << 8 | octets[start - 1]) ^ dialect.length_flag
        if length > dialect.largest_apdu:
            raise self._wrong(octets, at)
        if dialect.first_octet is None:
            if not length or (start < size and octets[start] not in APDU_TAGS):
                raise self._wrong(octets, at)
            if start == size or (self._first and size - start < min(_LOOK, length)):
                return size + 1
            if self._first and not _agrees(octets[start : start + _LOOK], length, dialect):
                raise self._wrong(octets, at)
        return start + length

    def _wrong(self, octets: bytes, at: int) -> FramingError:
        """Say what is wrong with the octets at ``at``, which begin no frame."""
        head = octets[at : at + 64]
        client = self._sender == "computing"
        other = protocol(head)
        if other is not None:
            return FramingError(_of_client(other) if client else _of_switch(other), head)
        found = self._other_dialect(head) if self._first else None
        if found is not None:
            return FramingError(_of_dialect(found, self._dialect, client=client), head)
        return FramingError(self._sentence(head, client=client), head)

    def _other_dialect(self, head: bytes) -> Dialect | None:
        return next((one for one in DIALECTS if one != self._dialect and _begins(one, head, self._sender)), None)

    def _sentence(self, head: bytes, *, client: bool) -> Sentence:
        expected = self._hello or bytes(() if self._dialect.first_octet is None else (self._dialect.first_octet,))
        if expected and not head.startswith(expected):
            facts = {"octet": head[:1].hex(), "expected": expected[:1].hex()}
            if client:
                return Sentence(
                    "The application does not speak CSTA in ASN.1: it began with octet {octet} where {expected} was "
                    "expected.",
                    **facts,
                )
            return Sentence(
                "This is not a CSTA port: the answer begins with octet {octet} where {expected} was expected.", **facts
            )
        header = head[: self._header].hex(" ")
        if not expected:
            header = head[:8].hex(" ")
        if client:
            return Sentence("The application sent a frame header that is not valid: {header}.", header=header)
        return Sentence("The switch sent a frame header that is not valid: {header}.", header=header)


def _agrees(head: bytes, length: int, dialect: Dialect) -> bool:
    """Tell whether the element that begins with ``head`` has ``length`` octets."""
    if len(head) < 2:
        return False
    if head[1] < 0x80:
        return length == 2 + head[1]
    count = head[1] & 0x7F
    if not count:
        return dialect.indefinite_lengths
    return len(head) >= 2 + count and length == 2 + count + int.from_bytes(head[2 : 2 + count], "big")


def _begins(dialect: Dialect, head: bytes, sender: Sender) -> bool:
    """Tell whether a stream of ``dialect`` may begin with ``head``, as far as that can be told apart from chance."""
    if dialect.client_hello:
        # the switch's hello only answers the client's
        return sender == "computing" and head == dialect.client_hello
    start = 2 if dialect.first_octet is None else 3
    if len(head) < start + 2 or head[start] not in APDU_TAGS:
        return False
    if dialect.first_octet is not None and head[0] != dialect.first_octet:
        return False
    length = int.from_bytes(head[start - 2 : start], "big") ^ dialect.length_flag
    return _agrees(head[start : start + _LOOK], length, dialect)


def _of_switch(other: str) -> Sentence:
    if other == _XML:
        return Sentence(
            "This port speaks {protocol}, not CSTA in ASN.1: set the telephone system's CSTA interface to ASN.1, or "
            "check the port number.",
            protocol=other,
        )
    if other == "TLS":
        return Sentence(
            "This port speaks {protocol}: switch encryption on for this link, or check the port number.", protocol=other
        )
    return Sentence("This port speaks {protocol}, not CSTA in ASN.1: check the port number.", protocol=other)


def _of_client(other: str) -> Sentence:
    if other == _XML:
        return Sentence("The application speaks {protocol}: set it to CSTA in ASN.1.", protocol=other)
    if other == "TLS":
        return Sentence(
            "The application speaks {protocol}, this port does not: switch encryption off there.", protocol=other
        )
    return Sentence(
        "The application speaks {protocol}, not CSTA in ASN.1: check which port it connects to.", protocol=other
    )


def _of_dialect(found: Dialect, chosen: Dialect, *, client: bool) -> Sentence:
    facts = {"found": found.title, "chosen": chosen.title}
    if client:
        return Sentence(
            "The application expects another kind of telephone system: {found}, not {chosen}. Choose the same kind on "
            "both sides.",
            **facts,
        )
    return Sentence(
        "This telephone system is of another kind: {found}, not {chosen}. Choose its kind in the settings.", **facts
    )
