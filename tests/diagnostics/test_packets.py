"""From packets to segments: every link layer, tags, IPv4 and IPv6 with their options, and fragments in any order."""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.diagnostics.captures import Packet
from desktop.diagnostics.packets import ACK, MOST_FRAGMENTED, Dissector, Endpoint, Segment
from tests.support import wire

FOUR = Segment(7, wire.START, wire.CLIENT, wire.SWITCH, 1000, ACK, b"some octets")
SIX = Segment(7, wire.START, wire.CLIENT6, wire.SWITCH6, 0xFFFFFFFF, ACK, b"some octets")
QINQ = bytes.fromhex("88a80064 8100000a")


def packet(octets: bytes, link_type: int = 1, cut: int = 0) -> Packet:
    return Packet(7, wire.START, link_type, octets, cut)


def test_ends_as_people_write_them() -> None:
    assert str(wire.SWITCH) == "192.168.1.2:8800"
    assert str(wire.SWITCH6) == "[2001:db8::2]:8800"


@pytest.mark.parametrize("segment", [FOUR, SIX])
@pytest.mark.parametrize("tags", [b"", bytes.fromhex("8100000a"), QINQ, bytes.fromhex("91000001 8100e00a 81000002")])
def test_ethernet_with_tags(segment: Segment, tags: bytes) -> None:
    assert Dissector().segment(packet(wire.ethernet(segment, tags=tags))) == segment


@pytest.mark.parametrize("tags", [b"", bytes.fromhex("8100000a")])
def test_snap(tags: bytes) -> None:
    for segment, kind in ((FOUR, "0800"), (SIX, "86dd")):
        datagram = wire.ip(segment)
        inside = bytes.fromhex("aaaa03 000000" + kind) + datagram
        octets = bytes(12) + tags + struct.pack(">H", len(inside)) + inside
        assert Dissector().segment(packet(octets)) == segment


@pytest.mark.parametrize("tags", [b"", bytes.fromhex("81000007")])
def test_pppoe(tags: bytes) -> None:
    for segment, kind in ((FOUR, "0021"), (SIX, "0057")):
        datagram = wire.ip(segment)
        session = struct.pack(">BBHH", 0x11, 0, 1, len(datagram) + 2)
        assert Dissector().segment(
            packet(bytes(12) + tags + b"\x88\x64" + session + bytes.fromhex(kind) + datagram)
        ) == (segment)
    echo = bytes(12) + b"\x88\x64" + struct.pack(">BBHH", 0x11, 0, 1, 10) + b"\xc0\x21" + bytes(8)
    assert Dissector().segment(packet(echo)) is None


def test_padding_of_short_frames_is_no_data() -> None:
    empty = replace(FOUR, data=b"")
    octets = wire.ethernet(empty)
    assert len(octets) == 60
    assert Dissector().segment(packet(octets)) == empty


@pytest.mark.parametrize("segment", [FOUR, SIX])
@pytest.mark.parametrize(
    ("link_type", "head"),
    [
        (0, struct.pack("<I", 2)),
        (0, struct.pack(">I", 30)),
        (108, struct.pack(">I", 24)),
        (12, b""),
        (14, b""),
        (101, b""),
        (228, b""),
        (229, b""),
    ],
)
def test_loopback_and_bare_ip(segment: Segment, link_type: int, head: bytes) -> None:
    assert Dissector().segment(packet(head + wire.ip(segment), link_type)) == segment


@pytest.mark.parametrize(("segment", "kind"), [(FOUR, b"\x08\x00"), (SIX, b"\x86\xdd")])
def test_linux_cooked_captures(segment: Segment, kind: bytes) -> None:
    cooked = struct.pack(">HHH8s", 0, 1, 6, b"address") + kind
    assert Dissector().segment(packet(cooked + wire.ip(segment), 113)) == segment
    tagged = struct.pack(">HHH8s", 0, 1, 6, b"address") + b"\x81\x00\x00\x0a" + kind
    assert Dissector().segment(packet(tagged + wire.ip(segment), 113)) == segment
    second = kind + struct.pack(">HIHBB8s", 0, 3, 1, 0, 6, b"address")
    assert Dissector().segment(packet(second + wire.ip(segment), 276)) == segment


def test_options_of_ipv4_and_tcp() -> None:
    datagram = wire.ip(FOUR)
    tcp = bytearray(datagram[20:])
    tcp[12] = 8 << 4
    tcp[20:20] = bytes.fromhex("0101080a0000000100000002")
    head = bytearray(datagram[:20])
    head[0] = 0x46
    octets = bytes(head) + bytes.fromhex("94040000") + bytes(tcp)
    octets = octets[:2] + struct.pack(">H", len(octets)) + octets[4:]
    assert Dissector().segment(packet(octets, 101)) == FOUR


def test_a_datagram_that_the_network_card_cuts_up_says_no_length() -> None:
    four, six = bytearray(wire.ip(FOUR)), bytearray(wire.ip(SIX))
    four[2:4] = six[4:6] = b"\0\0"
    assert Dissector().segment(packet(bytes(four), 101)) == FOUR
    assert Dissector().segment(packet(bytes(six), 101)) == SIX


def extended(*headers: tuple[int, bytes], segment: Segment = SIX) -> bytes:
    """Put extension headers, given without their first octet, before the segment."""
    datagram = wire.ip(segment)
    body = datagram[40:]
    following = 6
    for kind, rest in reversed(headers):
        body = bytes((following,)) + rest + body
        following = kind
    return datagram[:4] + struct.pack(">HB", len(body), following) + datagram[7:40] + body


def test_extension_headers_of_ipv6() -> None:
    options = b"\x00" + bytes(6)
    authentication = b"\x04" + bytes(22)
    octets = extended((0, options), (60, b"\x01" + bytes(14)), (43, options), (51, authentication))
    assert Dissector().segment(packet(octets, 101)) == SIX


def test_an_atomic_fragment() -> None:
    assert Dissector().segment(packet(extended((44, bytes(7))), 101)) == SIX


def fragments4(segment: Segment, size: int = 16) -> list[bytes]:
    datagram = wire.ip(segment)
    head, body = datagram[:20], datagram[20:]
    found = []
    for at in range(0, len(body), size):
        piece = body[at : at + size]
        more = 0x2000 if at + size < len(body) else 0
        place = struct.pack(">HHH", 20 + len(piece), 77, more | at // 8)
        found.append(head[:2] + place + head[8:] + piece)
    return found


def fragments6(segment: Segment, size: int = 16) -> list[bytes]:
    datagram = wire.ip(segment)
    body = datagram[40:]
    found = []
    for at in range(0, len(body), size):
        piece = body[at : at + size]
        fragment = struct.pack(">BBHI", 6, 0, at | (at + size < len(body)), 77)
        found.append(datagram[:4] + struct.pack(">HB", len(piece) + 8, 44) + datagram[7:40] + fragment + piece)
    return found


@pytest.mark.parametrize("pieces", [fragments4(FOUR), fragments6(SIX)])
def test_fragments_in_any_order_and_twice(pieces: list[bytes]) -> None:
    assert len(pieces) == 2
    segment = FOUR if pieces[0][0] >> 4 == 4 else SIX
    for order in permutations([*pieces, pieces[0]]):
        dissector = Dissector()
        found = [dissector.segment(packet(piece, 101)) for piece in order]
        assert [one for one in found if one] == [segment]


def test_missing_fragments_are_counted_and_bounded() -> None:
    dissector = Dissector()
    first, _ = fragments4(FOUR)
    for name in range(MOST_FRAGMENTED + 5):
        assert dissector.segment(packet(first[:4] + struct.pack(">H", name) + first[6:], 101)) is None
    assert dissector.incomplete == MOST_FRAGMENTED + 5
    assert dissector.lost_datagrams == 5


def test_what_is_not_tcp_is_left_alone() -> None:
    dissector = Dissector()
    udp = bytearray(wire.ip(FOUR))
    udp[9] = 17
    arp = bytes(12) + b"\x08\x06" + bytes(28)
    for octets, link_type in ((bytes(udp), 101), (arp, 1), (extended((17, b"")), 101), (b"", 101), (b"\xff" * 9, 0)):
        assert dissector.segment(packet(octets, link_type)) is None
    assert (dissector.malformed, dissector.cut, dissector.incomplete) == (0, 0, 0)
    assert not dissector.unknown_links


def test_unknown_link_types_are_counted() -> None:
    dissector = Dissector()
    assert [dissector.segment(packet(b"radio", kind)) for kind in (105, 127, 105)] == [None, None, None]
    assert dissector.unknown_links == {105: 2, 127: 1}


def test_headers_that_contradict_themselves_are_counted() -> None:
    dissector = Dissector()
    short_head = b"\x41" + wire.ip(FOUR)[1:]
    no_tcp = wire.ip(FOUR)[:32] + b"\x00" + wire.ip(FOUR)[33:]
    wrong_kind = wire.ethernet(FOUR)[:12] + b"\x86\xdd" + wire.ip(FOUR)
    beyond = fragments4(FOUR)[0][:6] + b"\x3f\xff" + fragments4(FOUR)[0][8:]
    for octets, link_type in ((short_head, 101), (no_tcp, 101), (wrong_kind, 1), (beyond, 101), (b"\x45", 101)):
        assert dissector.segment(packet(octets, link_type)) is None
    assert dissector.malformed == 5


def test_a_packet_recorded_in_part_gives_what_is_there() -> None:
    dissector = Dissector()
    octets = wire.ethernet(FOUR, pad=False)
    assert dissector.segment(packet(octets[:-4], cut=4)) == replace(FOUR, data=FOUR.data[:-4])
    assert dissector.segment(packet(octets[:20], cut=len(octets) - 20)) is None
    assert (dissector.cut, dissector.malformed) == (2, 0)


@settings(max_examples=300)
@given(
    st.sampled_from([0, 1, 101, 113, 276]),
    st.one_of(
        st.binary(max_size=120),
        st.binary(max_size=60).map(lambda tail: wire.ethernet(FOUR)[:14] + b"\x45" + tail),
        st.binary(max_size=90).map(lambda tail: b"\x60" + tail),
    ),
)
def test_no_octets_raise_anything(link_type: int, octets: bytes) -> None:
    found = Dissector().segment(packet(octets, link_type))
    assert found is None or isinstance(found.source, Endpoint)
