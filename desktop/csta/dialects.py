"""How switches differ on the wire, as data.

A dialect is chosen in the settings; nothing else in the package asks which switch it talks to. :data:`BY_NAME` has the
three of which anything is known. What is said of each comes from programs that ran against real switches and from
manufacturers' pages, never from a switch of our own, so every member can be replaced by ``dataclasses.replace``.

How a dialect is added: one more constant here with its source in the docstring, and its place in :data:`DIALECTS`;
framing, log-in, settings, command line and simulator follow. What no member can say is not supported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from desktop.sentences import Sentence

VERSION_ONE, VERSION_TWO = 0, 1
"""Bits of the CSTA version that stand for ECMA-180 and ECMA-218 (ECMA-285, acse-user-information)."""
VERSION_FOUR = 3
"""Bit of the CSTA version that stands for ISO/IEC 18052, which HiPath speaks (ECMA-285, acse-user-information)."""
VERSION_FIVE = 4
"""Bit of the CSTA version that stands for ECMA-285, 2nd edition (ECMA-285, acse-user-information)."""

Functions = tuple[tuple[str, bytes, int], ...]
"""Functions of CSTA phase II by kind: (member of the schema's CstaFunctions, octets of the bits, how many bits)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is special about one family of switches. The defaults are HiPath's."""

    name: str
    """What a person types to choose it."""
    title: Sentence
    """What it is called."""
    port: int = 8800
    """TCP port of the switch where nobody says another."""

    first_octet: int | None = 0x26
    """First octet of every frame; None: a frame begins with its length."""
    length_flag: int = 0x8000
    """Bits that are set in the two octets (big-endian) of a frame's length, besides the length."""
    largest_apdu: int = 0x7FFF
    """Most octets of one APDU that the length field can say."""
    largest_request: int = 0x7FFF
    """Most octets of one APDU that a client sends."""
    indefinite_lengths: bool = False
    """Whether elements of indefinite length are taken."""
    client_hello: bytes = b""
    """What the client says, without a frame, before anything else."""
    server_hello: bytes = b""
    """What the switch answers to that, without a frame; the log-in waits for it."""

    context_name: str = "1.3.12.0.218"
    """Application context of the log-in and of its answer."""
    protocol_version: bool = False
    """Whether log-in and answer name the version of ACSE, which is 1."""
    authentication: bool = True
    """Whether clients send a name and a password, and the switch says what it is. A name that the user chose is sent
    all the same.
    """
    external_reference: str | None = None
    """Direct reference of the EXTERNAL in the user information; None: it has none."""
    user_information: Literal["phaseTwo", "phaseThree"] = "phaseThree"
    """Form of the user information: ECMA-285's old or new definition."""
    offered_versions: frozenset[int] = frozenset({VERSION_FOUR})
    """Bits of the CSTA version that the client offers and the switch answers."""
    version_bits: int = 16
    """Length of the version bit string that the client offers, in bits."""
    answered_version_bits: int = 4
    """The same in the switch's answer."""
    accepted_diagnostic: int = 0
    """Diagnostic (of the service user) in the answer to a log-in that is accepted."""
    required_functions: Functions = ()
    """What the client asks of the switch; in the old form only."""
    supplied_functions: Functions = ()
    """What the client can do; in the old form only."""

    filter_lengths: tuple[tuple[str, int], ...] | None = (
        ("callControl", 18),
        ("callAssociated", 5),
        ("mediaAttachment", 2),
        ("physicalDeviceFeature", 11),
        ("logicalDeviceFeature", 14),
        ("maintenance", 3),
        ("voiceUnit", 7),
        ("private", 1),
    )
    """Members of a monitor filter that the client sends, with their lengths in bits; all zero asks for every event.
    Empty: a filter without members; None: no filter.
    """
    cross_ref_octets: int = 2
    """Length of a monitor's cross reference, which is the switch's: a client takes any."""
    call_ids: Literal["binary", "ascii"] = "binary"
    """Call ids, which are the switch's too: two octets counted up, or four characters."""
    last_redirection: Literal["notKnown", "notRequired"] = "notKnown"
    """What the switch writes where a call was not redirected."""


HIPATH = Dialect("hipath", Sentence("OpenScape Business or HiPath 3000"))
"""HiPath 3000, OpenScape Office and OpenScape Business with ASN.1.

Frame, log-in, filter and identifiers: three independent clients of HiPath 3000 agree (openscape-facts 3.1, 3.3 to 3.6,
5, 6.2, 6.6, 7). The port is the manufacturer's word for OpenScape Business (1.2); HiPath 3000 has 7001. That OpenScape
Business speaks the same octets on its port is inferred. The context name is the phase II number although phase III is
spoken (3.4). Clients were seen to refuse more than 1,000 octets themselves (3.2): no limit of the switch, so not ours.
"""

PANASONIC = Dialect(
    "panasonic",
    Sentence("Panasonic KX-TDE or KX-NS"),
    port=33333,
    first_octet=None,
    length_flag=0,
    largest_apdu=0xFFFF,
    largest_request=240,
    protocol_version=True,
    authentication=False,
    external_reference="1.3.12.0.285.200",
    offered_versions=frozenset({VERSION_FIVE}),
    answered_version_bits=16,
    accepted_diagnostic=1,
    filter_lengths=(),
    cross_ref_octets=4,
    call_ids="ascii",
    last_redirection="notRequired",
)
"""Panasonic KX-TDE and KX-NS, phase III.

Port, frame, the limit of 240, context name, reference, version, SystemStatus after the log-in, cross reference and call
id: openscape-facts 11; notRequired: 5. Octets of log-in and answer and the empty filter: literals in two public clients
of KX-TDE (one in Perl, one in Python), which agree. The limit is what one of them imposes on itself.

Not verified: whether more than 240 octets can be sent; which characters a call id has; that a name and a password go
where HiPath has them (a manufacturer of middleware says so for its own Panasonic link multiplexer, openscape-facts
9.4, and no client of the switch itself was seen to send any).
Not here: devices as numbers with a kind in the upper half (7), and the private data that list them.
"""

ALCATEL = Dialect(
    "alcatel",
    Sentence("Alcatel OmniPCX Enterprise (log-in only)"),
    port=2555,
    first_octet=None,
    length_flag=0,
    largest_apdu=0xFFFF,
    largest_request=0xFFFF,
    client_hello=b"B",
    server_hello=b"P",
    context_name="1.3.12.0.180",
    protocol_version=True,
    authentication=False,
    external_reference="1.3.12.0.218.200",
    user_information="phaseTwo",
    offered_versions=frozenset({VERSION_ONE, VERSION_TWO}),
    version_bits=5,
    answered_version_bits=5,
    required_functions=(
        ("switching", b"\xe7\xb6\x48", 21),
        ("eventReports", b"\x5f\xfd\x03\xfe\xa0", 38),
        ("bidirectional", b"\xc0", 2),
        ("statusReporting", b"\xf0", 5),
    ),
    supplied_functions=(("computing", b"\xd8", 5), ("bidirectional", b"\xc0", 2)),
    filter_lengths=None,
    cross_ref_octets=4,
    last_redirection="notRequired",
)
"""Alcatel OmniPCX Enterprise: its frame, its hello and its log-in, and no more.

Port, frame, hello, context name and cross reference: openscape-facts 11; notRequired: 5. Octets of the log-in: a
literal in four public clients, of one author it seems; another client waits for the switch's P before it logs in.

Not known: the answer to the log-in (the simulator answers in the request's form), and whether a name and a password
can be sent. **Behind the log-in this switch speaks phase II**: devices without the SEQUENCE of phase III, SystemStatus
as operation 52, call ids with a dynamic part (11). This package speaks phase III only, so a real one will accept the
log-in and refuse the monitors; the simulator speaks phase III in this dialect too.
"""

DIALECTS = (HIPATH, PANASONIC, ALCATEL)
"""Every dialect, the default first."""

BY_NAME: Mapping[str, Dialect] = MappingProxyType(
    {dialect.name: dialect for dialect in DIALECTS} | {"openscape": HIPATH}
)
"""What a person may type: the names of all dialects, and others for the same."""
