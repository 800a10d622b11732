"""Captures for tests: segments of TCP conversations, and packets and files of them, built by dpkt (not by our code)."""

from __future__ import annotations

import io
import itertools
import socket
import struct
from collections.abc import Iterable, Sequence

import dpkt  # type: ignore[import-untyped]

from desktop.csta.dialects import HIPATH
from desktop.csta.framing import frame
from desktop.diagnostics.packets import ACK, FIN, SYN, Endpoint, Segment

SECOND = 1_000_000_000
START = 1_795_000_000 * SECOND
CLIENT = Endpoint(socket.inet_aton("192.168.1.5"), 50_000)
SWITCH = Endpoint(socket.inet_aton("192.168.1.2"), 8800)
CLIENT6 = Endpoint(socket.inet_pton(socket.AF_INET6, "2001:db8::5"), 50_000)
SWITCH6 = Endpoint(socket.inet_pton(socket.AF_INET6, "2001:db8::2"), 8800)


def framed(*apdus: bytes) -> bytes:
    """Return APDUs as they are sent, one frame behind the other."""
    return b"".join(frame(apdu, HIPATH) for apdu in apdus)


def segments(
    turns: Iterable[tuple[bool, Sequence[bytes]]],
    *,
    client: Endpoint = CLIENT,
    switch: Endpoint = SWITCH,
    first: tuple[int, int] = (1000, 5_000_000),
    start: int = START,
    step: int = 1_000_000,
    shake: bool = True,
) -> list[Segment]:
    """Return a conversation.

    :param turns: (the client sends, its octets in parts).
    :param first: the sequence numbers of both SYN.
    :param step: nanoseconds from one segment to the next.
    :param shake: with the handshake and the FINs.
    """
    clock = itertools.count(start, step)
    packets = itertools.count(1)
    following = {True: first[0], False: first[1]}
    found: list[Segment] = []

    def send(by_client: bool, flags: int, data: bytes = b"") -> None:
        source, target = (client, switch) if by_client else (switch, client)
        sequence = following[by_client]
        found.append(Segment(next(packets), next(clock), source, target, sequence, flags, data))
        following[by_client] = (sequence + len(data) + (flags & (SYN | FIN) > 0)) % 2**32

    if shake:
        send(True, SYN)
        send(False, SYN | ACK)
        send(True, ACK)
    else:
        following = {side: (number + 1) % 2**32 for side, number in following.items()}
    for by_client, parts in turns:
        for part in parts:
            send(by_client, ACK, part)
    if shake:
        send(True, FIN | ACK)
        send(False, FIN | ACK)
        send(True, ACK)
    return found


def tcp(segment: Segment) -> dpkt.tcp.TCP:
    """Return the TCP segment."""
    return dpkt.tcp.TCP(
        sport=segment.source.port,
        dport=segment.target.port,
        seq=segment.sequence,
        flags=segment.flags,
        data=segment.data,
    )


def ip(segment: Segment) -> bytes:
    """Return the datagram, IPv4 or IPv6 by the addresses."""
    body = tcp(segment)
    if len(segment.source.address) == 4:
        whole = dpkt.ip.IP(src=segment.source.address, dst=segment.target.address, p=6, data=body)
        whole.len = len(whole)
        return bytes(whole)
    head = dpkt.ip6.IP6(src=segment.source.address, dst=segment.target.address, nxt=6, plen=len(bytes(body)), data=body)
    return bytes(head)


def ethernet(segment: Segment, *, tags: bytes = b"", pad: bool = True) -> bytes:
    """Return the frame on an Ethernet.

    :param tags: VLAN tags, each with its own type in front.
    """
    datagram = ip(segment)
    kind = b"\x08\x00" if datagram[0] >> 4 == 4 else b"\x86\xdd"
    whole = bytes.fromhex("020000000001 020000000002") + tags + kind + datagram
    return whole.ljust(60, b"\0") if pad else whole


def pcap(packets: Iterable[tuple[int, bytes]], link_type: int = 1, *, nano: bool = False) -> bytes:
    """Return a .pcap file of (nanoseconds, packet)."""
    file = io.BytesIO()
    writer = dpkt.pcap.Writer(file, linktype=link_type, nano=nano, snaplen=262144)
    file.seek(0, io.SEEK_END)
    for time, packet in packets:
        second, rest = divmod(time, SECOND)
        # by hand: dpkt takes the time as a float, which cannot say nanoseconds of this century
        file.write(struct.pack("=IIII", second, rest if nano else rest // 1000, len(packet), len(packet)) + packet)
    del writer
    return file.getvalue()


def pcapng(packets: Iterable[tuple[int, bytes]], link_type: int = 1) -> bytes:
    """Return a .pcapng file of (nanoseconds, packet), written by dpkt."""
    file = io.BytesIO()
    writer = dpkt.pcapng.Writer(file, linktype=link_type)
    for time, packet in packets:
        writer.writepkt(packet, ts=time / SECOND)
    return file.getvalue()


def captured(conversation: Iterable[Segment]) -> bytes:
    """Return a .pcap file of a conversation on an Ethernet."""
    return pcap((segment.time or 0, ethernet(segment)) for segment in conversation)


def block(kind: int, body: bytes, order: str = "<") -> bytes:
    """Return one block of a .pcapng file."""
    body += b"\0" * (-len(body) % 4)
    size = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + size + body + size


def option(code: int, content: bytes, order: str = "<") -> bytes:
    """Return one option of a block."""
    return struct.pack(order + "HH", code, len(content)) + content + b"\0" * (-len(content) % 4)


def section(order: str = "<") -> bytes:
    """Return a Section Header Block."""
    return block(0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link_type: int, options: bytes = b"", order: str = "<", snap_length: int = 0) -> bytes:
    """Return an Interface Description Block."""
    return block(1, struct.pack(order + "HHI", link_type, 0, snap_length) + options, order)


def enhanced(which: int, ticks: int, packet: bytes, order: str = "<", cut: int = 0) -> bytes:
    """Return an Enhanced Packet Block."""
    head = struct.pack(order + "IIIII", which, ticks >> 32, ticks & 0xFFFFFFFF, len(packet), len(packet) + cut)
    return block(6, head + packet, order)
