"""From a packet of a capture to the TCP segment in it: link layer, VLAN tags, PPPoE, IPv4 and IPv6, fragments. Pure.

What is not TCP is left alone; what cannot be understood is counted, so that a person can be told.
"""

from __future__ import annotations

import ipaddress
import struct
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from dataclasses import dataclass

from desktop.diagnostics.captures import Packet

FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10
"""Flags of a segment (RFC 9293)."""
MOST_FRAGMENTED = 256
"""Datagrams whose fragments are waited for at the same time; the oldest is given up first."""
MOST_APART = 512
"""Stretches of one datagram, at most, that are there with others missing between them."""
LARGEST_DATAGRAM = 65_535
"""Octets of a datagram behind its headers, at most."""

_NULL, _ETHERNET, _LOOP, _SLL, _SLL2 = 0, 1, 108, 113, 276
_IP_ONLY = (12, 14, 101, 228, 229)
_IPV4, _IPV6 = 0x0800, 0x86DD
_VLAN_TAGS = (0x8100, 0x88A8, 0x9100, 0x9200)
_LARGEST_LENGTH = 1500
"""What is no more than this is no type but the length of an LLC frame (IEEE 802.3)."""
_SNAP = bytes.fromhex("aaaa03 000000")
"""LLC and SNAP around a type of Ethernet (RFC 1042)."""
_PPPOE = 0x8864
_PPP = {0x0021: _IPV4, 0x0057: _IPV6}
"""Protocols of PPP (RFC 2516, RFC 1332, RFC 5072)."""
_TCP, _FRAGMENT, _AUTHENTICATION = 6, 44, 51
_EXTENSIONS = (0, 43, 60, 135, 139, 140)
"""IPv6 headers that say their length in units of eight octets: hop by hop, routing, destination, mobility ..."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end of a connection."""

    address: bytes
    port: int

    def __str__(self) -> str:
        """Write it as people do: ``192.168.1.2:8800``, ``[::1]:8800``."""
        address = ipaddress.ip_address(self.address)
        return f"{address}:{self.port}" if address.version == 4 else f"[{address}]:{self.port}"


@dataclass(frozen=True, slots=True)
class Segment:
    """One TCP segment.

    :ivar packet: number of its packet in the capture.
    :ivar time: nanoseconds since 1970, or None.
    :ivar sequence: number of the first octet, modulo 2**32.
    """

    packet: int
    time: int | None
    source: Endpoint
    target: Endpoint
    sequence: int
    flags: int
    data: bytes = b""


class _Fragments:
    """One datagram whose pieces come by and by."""

    def __init__(self) -> None:
        self.octets = bytearray()
        """What is there, at its place; nulls where nothing is yet."""
        self.begins: list[int] = []
        self.ends: list[int] = []
        """Where the stretches that are there begin and end, in order; no two of them touch."""
        self.size: int | None = None

    def add(self, at: int, octets: bytes, *, last: bool) -> bytes | None:
        """Take a piece and return the whole as soon as it is there.

        :raises ValueError: the piece contradicts another about the end, or too many stretches are apart.
        """
        end = at + len(octets)
        if last:
            if self.size not in (None, end) or end < len(self.octets):
                raise ValueError
            self.size = end
        if self.size is not None and end > self.size:
            raise ValueError
        if octets:
            self._put(at, end, octets)
        return bytes(self.octets) if self.begins == [0] and self.ends == [self.size] else None

    def _put(self, at: int, end: int, octets: bytes) -> None:
        # those from first up to behind touch the piece
        first, behind = bisect_left(self.ends, at), bisect_right(self.begins, end)
        if first < behind and self.begins[first] <= at and end <= self.ends[first]:
            return
        if first == behind and len(self.begins) == MOST_APART:
            raise ValueError
        if len(self.octets) < end:
            self.octets.extend(bytes(end - len(self.octets)))
        self.octets[at:end] = octets
        if first < behind:
            at, end = min(at, self.begins[first]), max(end, self.ends[behind - 1])
        self.begins[first:behind], self.ends[first:behind] = [at], [end]


class Dissector:
    """Takes packets and gives their segments.

    :ivar unknown_links: link types that are not understood, with the number of their packets.
    :ivar cut: packets that were recorded in part only.
    :ivar malformed: packets whose headers contradict themselves.
    """

    def __init__(self) -> None:
        self.unknown_links: Counter[int] = Counter()
        self.cut = 0
        self.malformed = 0
        self.lost_datagrams = 0
        self._fragmented: OrderedDict[tuple[bytes, bytes, int], _Fragments] = OrderedDict()

    @property
    def incomplete(self) -> int:
        """Datagrams of which fragments are missing."""
        return self.lost_datagrams + len(self._fragmented)

    def segment(self, packet: Packet) -> Segment | None:
        """Return the TCP segment that is in a packet, or that becomes whole with it; None where there is none."""
        try:
            datagram = self._datagram(packet)
            if not datagram:
                return None
            found = self._ipv4(datagram) if datagram[0] >> 4 == 4 else self._ipv6(datagram)
            if found is None:
                return None
            source, target, octets = found
            segment = _tcp(packet, source, target, octets)
        except (struct.error, IndexError, ValueError):
            if packet.cut:
                self.cut += 1
            else:
                self.malformed += 1
            return None
        self.cut += packet.cut > 0
        return segment

    def _datagram(self, packet: Packet) -> bytes:
        """Return the IP datagram, nothing where it is none."""
        octets = packet.octets
        if packet.link_type in _IP_ONLY:
            return octets if octets and octets[0] >> 4 in (4, 6) else b""
        if packet.link_type in (_NULL, _LOOP):
            # the family in front is in the order of the machine that captured, and IPv6's number is another on each
            return octets[4:] if len(octets) > 4 and octets[4] >> 4 in (4, 6) else b""
        if packet.link_type == _ETHERNET:
            kind, at = struct.unpack_from(">12xH", octets)[0], 14
        elif packet.link_type == _SLL:
            kind, at = struct.unpack_from(">14xH", octets)[0], 16
        elif packet.link_type == _SLL2:
            kind, at = struct.unpack_from(">H", octets)[0], 20
        else:
            self.unknown_links[packet.link_type] += 1
            return b""
        while kind in _VLAN_TAGS:
            (kind,) = struct.unpack_from(">2xH", octets, at)
            at += 4
        if kind <= _LARGEST_LENGTH and octets[at : at + 6] == _SNAP:
            (kind,) = struct.unpack_from(">6xH", octets, at)
            at += 8
        if kind == _PPPOE:
            (kind,) = struct.unpack_from(">6xH", octets, at)
            kind, at = _PPP.get(kind, 0), at + 8
        if kind not in (_IPV4, _IPV6):
            return b""
        if octets[at] >> 4 != (4 if kind == _IPV4 else 6):
            raise ValueError
        return octets[at:]

    def _ipv4(self, datagram: bytes) -> tuple[bytes, bytes, bytes] | None:
        head, length, name, place, protocol = struct.unpack_from(">BxHHHxB", datagram)
        source, target = struct.unpack_from(">4s4s", datagram, 12)
        size = (head & 0x0F) * 4
        if size < 20 or (length and length < size):
            raise ValueError
        if protocol != _TCP:
            return None
        # a length of 0 is written where the network card cuts the datagram up (segmentation offload)
        octets = datagram[size : length or len(datagram)]
        if place & 0x3FFF:
            whole = self._collect((source, target, name), (place & 0x1FFF) * 8, octets, last=not place & 0x2000)
            return None if whole is None else (source, target, whole)
        return source, target, octets

    def _ipv6(self, datagram: bytes) -> tuple[bytes, bytes, bytes] | None:
        length, kind, source, target = struct.unpack_from(">4xHBx16s16s", datagram)
        octets, at = datagram[40 : 40 + length if length else len(datagram)], 0
        while kind != _TCP:
            if kind in _EXTENSIONS:
                kind, at = octets[at], at + (octets[at + 1] + 1) * 8
            elif kind == _AUTHENTICATION:
                kind, at = octets[at], at + (octets[at + 1] + 2) * 4
            elif kind == _FRAGMENT:
                kind, place, name = struct.unpack_from(">BxHI", octets, at)
                at += 8
                if place & 0xFFF9:
                    whole = self._collect((source, target, name), place & 0xFFF8, octets[at:], last=not place & 1)
                    if whole is None:
                        return None
                    octets, at = whole, 0
            else:
                return None
        return source, target, octets[at:]

    def _collect(self, key: tuple[bytes, bytes, int], at: int, octets: bytes, *, last: bool) -> bytes | None:
        if at + len(octets) > LARGEST_DATAGRAM:
            raise ValueError
        fragments = self._fragmented.setdefault(key, _Fragments())
        whole = fragments.add(at, octets, last=last)
        if whole is not None:
            del self._fragmented[key]
        elif len(self._fragmented) > MOST_FRAGMENTED:
            self._fragmented.popitem(last=False)
            self.lost_datagrams += 1
        return whole


def _tcp(packet: Packet, source: bytes, target: bytes, octets: bytes) -> Segment:
    from_port, to_port, sequence, head, flags = struct.unpack_from(">HHI4xBB", octets)
    size = (head >> 4) * 4
    if size < 20:
        raise ValueError
    ends = Endpoint(source, from_port), Endpoint(target, to_port)
    return Segment(packet.number, packet.time, *ends, sequence, flags, octets[size:])
