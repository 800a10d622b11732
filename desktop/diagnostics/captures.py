"""Capture files: the packets of a .pcap or .pcapng file, one after the other, with their times.

Formats after the Internet drafts draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng, which say what libpcap and
Wireshark write. A file is read as it comes, so that a pipe from a running capture does as well, and never more than one
packet is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from desktop.sentences import Sentence

LARGEST_PACKET = 262_144
"""Octets of a packet that libpcap and Wireshark write at most; a length beyond it is damage."""
_PCAPNG = b"\x0a\x0d\x0d\x0a"
_LARGEST_DESCRIPTION = 65_536
"""Octets of a block that describes a section or an interface, at most."""


class Source(Protocol):
    """A file, or anything else that can be read; ``read`` gives fewer octets than asked for at the end only."""

    def read(self, size: int, /) -> bytes:
        """Return the next ``size`` octets."""


class CaptureError(Exception):
    """The file is damaged or cut short at some place; the packets before it were given."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of a capture.

    :ivar number: counted from 1, as Wireshark does.
    :ivar time: nanoseconds since 1970 in UTC; None where the file does not say.
    :ivar link_type: what the octets begin with, by the registry of LINKTYPE values.
    :ivar octets: what was recorded.
    :ivar cut: octets of the packet that were not recorded.
    """

    number: int
    time: int | None
    link_type: int
    octets: bytes
    cut: int = 0


@dataclass(frozen=True, slots=True)
class _Form:
    """What the first four octets of a .pcap file say."""

    order: str
    nanoseconds: int
    """In one unit of the second part of a time stamp."""
    extra: int = 0
    """Octets of a packet's header that others do not have."""


_PCAP = {
    b"\xa1\xb2\xc3\xd4": _Form(">", 1000),
    b"\xd4\xc3\xb2\xa1": _Form("<", 1000),
    b"\xa1\xb2\x3c\x4d": _Form(">", 1),
    b"\x4d\x3c\xb2\xa1": _Form("<", 1),
    b"\xa1\xb2\xcd\x34": _Form(">", 1000, 8),
    b"\x34\xcd\xb2\xa1": _Form("<", 1000, 8),
}


def is_capture(head: bytes) -> bool:
    """Tell by its first four octets whether a file is a capture that :func:`packets` reads."""
    return head[:4] in _PCAP or head[:4] == _PCAPNG


def packets(file: Source) -> Iterator[Packet]:
    """Read a capture from its first octet on.

    :raises CaptureError: where the file is damaged or ends in the middle.
    """
    reader = _Reader(file)
    magic = reader.take(4)
    if magic == _PCAPNG:
        yield from _Blocks(reader).packets()
    elif magic in _PCAP:
        yield from _pcap(reader, _PCAP[magic])
    else:
        raise CaptureError(Sentence("This is not a capture: it begins with {octets}.", octets=magic.hex(" ")))


class _Reader:
    """Octets of a file, counted."""

    def __init__(self, file: Source) -> None:
        self._file = file
        self.at = 0

    def take(self, size: int, *, may_end: bool = False) -> bytes:
        """Return ``size`` octets, or none at the end of the file where it may end.

        :raises CaptureError: the file ends before.
        """
        octets = self._file.read(size)
        if len(octets) < size and not (may_end and not octets):
            raise CaptureError(
                Sentence(
                    "The capture is cut short: it ends at octet {end}, in the middle of a packet.",
                    end=self.at + len(octets),
                )
            )
        self.at += len(octets)
        return octets

    def skip(self, size: int) -> None:
        """Leave ``size`` octets out, however many they are."""
        while size > 0:
            size -= len(self.take(min(size, 65_536)))


def _damaged(at: int, what: Sentence) -> CaptureError:
    return CaptureError(Sentence("The capture is damaged at octet {at}: {what}.", at=at, what=what))


def _too_large(size: int) -> Sentence:
    return Sentence("a packet of {size} octets, where {most} are the most", size=size, most=LARGEST_PACKET)


def _pcap(reader: _Reader, form: _Form) -> Iterator[Packet]:
    (link_type,) = struct.unpack(form.order + "16xI", reader.take(20))
    head = struct.Struct(form.order + "IIII")
    number = 0
    while record := reader.take(head.size, may_end=True):
        seconds, fraction, size, whole = head.unpack(record)
        if size > LARGEST_PACKET:
            raise _damaged(reader.at - head.size, _too_large(size))
        reader.skip(form.extra)
        number += 1
        time = seconds * 1_000_000_000 + fraction * form.nanoseconds
        # the upper half tells how long a checksum is behind each packet: what IP says of its own length does as well
        yield Packet(number, time, link_type & 0xFFFF, reader.take(size), max(0, whole - size))


@dataclass(frozen=True, slots=True)
class _Interface:
    """What an Interface Description Block says."""

    link_type: int
    snap_length: int
    ticks: int
    """In a second."""
    offset: int
    """Seconds that are added to each time stamp."""

    def time(self, high: int, low: int) -> int:
        return (high << 32 | low) * 1_000_000_000 // self.ticks + self.offset * 1_000_000_000


class _Blocks:
    """A .pcapng file. Each section has its own order of octets, each interface its link type and its clock."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        self._order = "<"
        self._interfaces: dict[int, _Interface] = {}
        self._number = 0

    def packets(self) -> Iterator[Packet]:
        """Read from behind the file's first four octets."""
        kind = _PCAPNG
        while kind:
            begin = self._reader.at - 4
            if kind == _PCAPNG:
                self._section(begin)
            else:
                size = self._size(begin, self._reader.take(4))
                packet = self._block(struct.unpack(self._order + "I", kind)[0], begin, size - 12)
                self._end(begin, size)
                if packet is not None:
                    yield packet
            kind = self._reader.take(4, may_end=True)

    def _size(self, begin: int, octets: bytes) -> int:
        (size,) = struct.unpack(self._order + "I", octets)
        if size < 12 or size % 4:
            raise _damaged(begin, Sentence("a block of {size} octets", size=size))
        return int(size)

    def _end(self, begin: int, size: int) -> None:
        if self._size(begin, self._reader.take(4)) != size:
            raise _damaged(begin, Sentence("a block whose two lengths differ"))

    def _section(self, begin: int) -> None:
        octets = self._reader.take(8)
        if octets[4:] not in (b"\x1a\x2b\x3c\x4d", b"\x4d\x3c\x2b\x1a"):
            raise _damaged(begin, Sentence("a section without an order of octets"))
        self._order = ">" if octets[4] == 0x1A else "<"
        self._interfaces = {}
        size = self._size(begin, octets[:4])
        if size < 28:
            raise _damaged(begin, Sentence("a block of {size} octets", size=size))
        self._reader.skip(size - 16)
        self._end(begin, size)

    def _block(self, kind: int, begin: int, size: int) -> Packet | None:
        """Read the body of a block, ``size`` octets; None where it is not a packet."""
        if kind not in (1, 2, 3, 6):
            self._reader.skip(size)
            return None
        if size > (_LARGEST_DESCRIPTION if kind == 1 else LARGEST_PACKET + _LARGEST_DESCRIPTION):
            raise _damaged(begin, _too_large(size))
        body = self._reader.take(size)
        try:
            if kind == 1:
                self._interfaces[len(self._interfaces)] = self._interface(body)
                return None
            return self._simple(body) if kind == 3 else self._packet(kind, body)
        except KeyError:
            raise _damaged(begin, Sentence("a packet of an interface that was not described")) from None
        except (struct.error, IndexError):
            raise _damaged(begin, Sentence("a block of {size} octets", size=size + 12)) from None

    def _interface(self, body: bytes) -> _Interface:
        link_type, snap_length = struct.unpack_from(self._order + "HxxI", body)
        ticks, offset, at = 1_000_000, 0, 8
        while at + 4 <= len(body):
            code, length = struct.unpack_from(self._order + "HH", body, at)
            content = body[at + 4 : at + 4 + length]
            if code == 9 and length == 1:
                ticks = (2 if content[0] & 0x80 else 10) ** (content[0] & 0x7F)
            elif code == 14 and length == 8:
                (offset,) = struct.unpack(self._order + "q", content)
            elif code == 0:
                break
            at += 4 + length + -length % 4
        return _Interface(link_type, snap_length, ticks, offset)

    def _packet(self, kind: int, body: bytes) -> Packet:
        """An Enhanced Packet Block, or the older Packet Block, which counts what was lost beside the interface."""
        which, high, low, size, whole = struct.unpack_from(self._order + ("IIIII" if kind == 6 else "HxxIIII"), body)
        interface = self._interfaces[which]
        if size > len(body) - 20:
            raise IndexError
        self._number += 1
        time = interface.time(high, low)
        return Packet(self._number, time, interface.link_type, body[20 : 20 + size], max(0, whole - size))

    def _simple(self, body: bytes) -> Packet:
        (whole,) = struct.unpack_from(self._order + "I", body)
        interface = self._interfaces[0]
        size = min(whole, len(body) - 4, interface.snap_length or whole)
        self._number += 1
        return Packet(self._number, None, interface.link_type, body[4 : 4 + size], whole - size)
