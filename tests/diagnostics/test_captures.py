"""Capture files: every form that libpcap and Wireshark write, and every kind of damage."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.diagnostics.captures import CaptureError, Packet, is_capture, packets
from tests.support import wire

T = 1_795_000_000_123_456_789
PACKETS = [(T, b"first"), (T + 1_000_000, b"the second"), (T + 2_000_000, b"")]


def read(octets: bytes) -> list[Packet]:
    return list(packets(io.BytesIO(octets)))


def read_to_damage(octets: bytes) -> tuple[list[Packet], str]:
    found: list[Packet] = []

    def gather() -> None:
        for packet in packets(io.BytesIO(octets)):
            found.append(packet)  # noqa: PERF402

    with pytest.raises(CaptureError) as caught:
        gather()
    return found, str(caught.value)


def big_endian(magic: int = 0xA1B2C3D4, extra: bytes = b"") -> bytes:
    head = struct.pack(">IHHiIII", magic, 2, 4, 0, 0, 65535, 1)
    return head + struct.pack(">IIII", T // 10**9, 123456, 5, 9) + extra + b"first"


def test_microseconds() -> None:
    assert read(wire.pcap(PACKETS)) == [
        Packet(1, T // 1000 * 1000, 1, b"first"),
        Packet(2, (T + 1_000_000) // 1000 * 1000, 1, b"the second"),
        Packet(3, (T + 2_000_000) // 1000 * 1000, 1, b""),
    ]


def test_nanoseconds() -> None:
    assert [packet.time for packet in read(wire.pcap(PACKETS, nano=True))] == [time for time, _ in PACKETS]


def test_the_other_order_of_octets_and_a_packet_recorded_in_part() -> None:
    assert read(big_endian()) == [Packet(1, T // 1000 * 1000, 1, b"first", 4)]


def test_the_modified_form_has_longer_headers() -> None:
    assert read(big_endian(0xA1B2CD34, bytes(8))) == read(big_endian())


def test_a_link_type_with_the_length_of_its_checksum() -> None:
    octets = bytearray(wire.pcap(PACKETS))
    octets[20:24] = struct.pack("<I", 0x5400_0001)
    assert {packet.link_type for packet in read(bytes(octets))} == {1}


def test_a_pcapng_file_of_another_writer() -> None:
    found = read(wire.pcapng(PACKETS, link_type=113))
    assert [(packet.number, packet.link_type, packet.octets) for packet in found] == [
        (1, 113, b"first"),
        (2, 113, b"the second"),
        (3, 113, b""),
    ]
    for packet, (time, _) in zip(found, PACKETS, strict=True):
        assert packet.time is not None
        assert abs(packet.time - time) < 2000  # its writer takes a float


@pytest.mark.parametrize("order", ["<", ">"])
def test_interfaces_have_link_types_and_clocks_of_their_own(order: str) -> None:
    octets = (
        wire.section(order)
        + wire.interface(1, order=order)
        + wire.interface(276, wire.option(9, b"\x09", order) + wire.option(0, b"", order), order)
        + wire.interface(
            101, wire.option(9, b"\x8a", order) + wire.option(14, struct.pack(order + "q", 100), order), order
        )
        + wire.block(5, b"statistics that nobody asked for", order)
        + wire.enhanced(0, 1_500_000, b"microseconds", order)
        + wire.enhanced(1, T, b"nanoseconds", order, cut=3)
        + wire.enhanced(2, 1536, b"1/1024 s", order)
    )
    assert read(octets) == [
        Packet(1, 1_500_000_000, 1, b"microseconds"),
        Packet(2, T, 276, b"nanoseconds", 3),
        Packet(3, 101_500_000_000, 101, b"1/1024 s"),
    ]


def test_a_second_section_begins_anew() -> None:
    first = wire.section() + wire.interface(1) + wire.enhanced(0, 1, b"one")
    second = wire.section(">") + wire.interface(101, order=">") + wire.enhanced(0, 2, b"two", ">")
    assert [(packet.link_type, packet.octets) for packet in read(first + second)] == [(1, b"one"), (101, b"two")]


def test_simple_and_obsolete_blocks() -> None:
    octets = wire.section() + wire.interface(1, snap_length=4)
    octets += wire.block(3, struct.pack("<I", 6) + b"simp")
    octets += wire.block(2, struct.pack("<HHIIII", 0, 7, 0, 1_000_000, 3, 3) + b"old")
    assert read(octets) == [Packet(1, None, 1, b"simp", 2), Packet(2, 1_000_000_000, 1, b"old")]


@pytest.mark.parametrize("octets", [wire.pcap(PACKETS), wire.pcapng(PACKETS), big_endian()])
def test_cut_short_at_every_octet(octets: bytes) -> None:
    whole = read(octets)
    at_borders = 0
    for end in range(4, len(octets)):
        try:
            found = read(octets[:end])
        except CaptureError:
            found, why = read_to_damage(octets[:end])
            assert why == f"The capture is cut short: it ends at octet {end}, in the middle of a packet."
        else:
            at_borders += 1
        assert found == whole[: len(found)]
    assert at_borders <= len(whole) + 2


def test_a_packet_of_impossible_length() -> None:
    octets = bytearray(wire.pcap(PACKETS))
    at = 24 + 16 + 5
    octets[at + 8 : at + 12] = struct.pack("<I", 0x7FFFFFFF)
    found, why = read_to_damage(bytes(octets))
    assert [packet.octets for packet in found] == [b"first"]
    assert why == "The capture is damaged at octet 45: a packet of 2147483647 octets, where 262144 are the most."


@pytest.mark.parametrize(
    ("damaged", "at"),
    [
        (wire.block(6, struct.pack("<IIIII", 0, 0, 0, 9, 9) + b"few"), 48),
        (wire.block(6, b"short"), 48),
        (wire.block(3, b""), 48),
        (struct.pack("<II", 6, 11), 48),
        (struct.pack("<II", 6, 0xFFFFFFFC), 48),
        (wire.block(5, b"abcd")[:-4] + bytes(4), 48),
        (wire.block(5, b"abcd")[:-4] + struct.pack("<I", 20), 48),
        (b"\x0a\x0d\x0d\x0a" + bytes(24), 48),
    ],
)
def test_damaged_blocks(damaged: bytes, at: int) -> None:
    _, why = read_to_damage(wire.section() + wire.interface(1) + damaged)
    assert why.startswith(f"The capture is damaged at octet {at}: ")


@pytest.mark.parametrize(
    ("described", "block"),
    [
        (wire.interface(1), wire.block(6, struct.pack("<IIIII", 1, 0, 0, 0, 0))),
        (b"", wire.enhanced(0, 0, b"packet")),
        (b"", wire.block(3, struct.pack("<I", 4) + b"simp")),
    ],
)
def test_a_packet_of_an_interface_that_was_not_described(described: bytes, block: bytes) -> None:
    before = wire.section() + described
    found, why = read_to_damage(before + block)
    assert found == []
    assert why == f"The capture is damaged at octet {len(before)}: a packet of an interface that was not described."


def test_blocks_of_any_length_are_skipped_piece_by_piece() -> None:
    octets = wire.section() + wire.interface(1) + wire.block(0x0BAD, bytes(300_000)) + wire.enhanced(0, 0, b"behind")

    class Source:
        def __init__(self) -> None:
            self.file = io.BytesIO(octets)
            self.most = 0

        def read(self, size: int, /) -> bytes:
            self.most = max(self.most, size)
            return self.file.read(size)

    source = Source()
    assert [packet.octets for packet in packets(source)] == [b"behind"]
    assert source.most <= 65_536


def test_what_is_a_capture() -> None:
    assert is_capture(wire.pcap([]))
    assert is_capture(wire.pcapng([]))
    assert not is_capture(b"\x26\x80\x0e\xa1")
    assert not is_capture(b"")
    with pytest.raises(CaptureError, match=r"This is not a capture: it begins with 26 80 0e a1\."):
        read(b"\x26\x80\x0e\xa1\x0c")


@settings(max_examples=300)
@given(st.data())
def test_no_octets_raise_anything_else(data: st.DataObject) -> None:
    octets = bytearray(data.draw(st.sampled_from([wire.pcap(PACKETS), wire.pcapng(PACKETS), big_endian()])))
    for at, octet in data.draw(
        st.dictionaries(st.integers(4, len(octets) - 1), st.integers(0, 255), max_size=6)
    ).items():
        octets[at] = octet
    try:
        found = read(bytes(octets))
    except CaptureError:
        return
    assert all(len(packet.octets) <= len(octets) for packet in found)
