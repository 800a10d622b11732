"""What decode reads: everything is known by its octets; nothing that is wrong with it hides what is before."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta.dialects import ALCATEL
from desktop.csta.framing import frame
from desktop.diagnostics.conversations import UNREAD, Entry, Message, Note
from desktop.diagnostics.inputs import LONGEST_LINE, MOST_PACKED, InputError, UnclearInput, read
from tests.support import wire
from tests.support.wire import framed, segments

STATUS = bytes.fromhex("a10c020101020200d330030a0102")
ANSWER = bytes.fromhex("a20b0201013006020200d30500")
STATUS_OF_ALCATEL = frame(STATUS, ALCATEL)
TALK = segments([(False, [framed(STATUS)]), (True, [framed(ANSWER)])])
CAPTURE = wire.captured(TALK)


def octets(entries: list[Entry]) -> list[bytes]:
    return [entry.octets for entry in entries if isinstance(entry, Message)]


def sentences(entries: list[Entry]) -> list[str]:
    return [str(entry.sentence) for entry in entries if isinstance(entry, Note)]


def piped(content: bytes, port: int | None = None) -> list[Entry]:
    return list(read(["-"], io.BufferedReader(io.BytesIO(content)), port))  # type: ignore[arg-type]


def until_error(content: bytes) -> tuple[list[Entry], str]:
    found: list[Entry] = []

    def gather() -> None:
        for entry in read([], io.BytesIO(content)):
            found.append(entry)  # noqa: PERF402

    with pytest.raises(InputError) as caught:
        gather()
    return found, str(caught.value)


def typed(*inputs: str) -> list[Entry]:
    return list(read(inputs, io.BytesIO(b"nobody reads this")))


# arguments


@pytest.mark.parametrize(
    "inputs",
    [
        (STATUS.hex(), ANSWER.hex()),
        (framed(STATUS).hex(" "), framed(ANSWER).hex(":")),
        (framed(STATUS, ANSWER).hex(),),
        tuple(framed(STATUS, ANSWER).hex(" ").split()),
        tuple((STATUS + ANSWER).hex(" ", -2).split()),
        tuple(f"0x{octet:02x}," for octet in STATUS + ANSWER),
        (f"{STATUS.hex()}\n{ANSWER.hex()}\n",),
        (json.dumps({"hex": STATUS.hex()}), json.dumps({"hex": ANSWER.hex()})),
    ],
)
def test_hex_as_arguments(inputs: tuple[str, ...]) -> None:
    assert octets(typed(*inputs)) == [STATUS, ANSWER]


def test_octets_that_are_no_message_are_given_as_they_are() -> None:
    assert octets(typed("0500")) == [b"\x05\x00"]


def test_another_protocol_in_hex_is_named() -> None:
    assert sentences(typed(b"GET / HTTP/1.1".hex())) == ["This is HTTP, not CSTA in ASN.1; it is not decoded."]


@pytest.mark.parametrize("inputs", [("nowhere",), ("a1", "x"), ("say.what?",)])
def test_arguments_that_are_neither_hex_nor_a_file(inputs: tuple[str, ...]) -> None:
    with pytest.raises(UnclearInput, match=r"is neither hex nor a file\."):
        typed(*inputs)


@pytest.mark.parametrize("name", ["nowhere.pcap", "/tmp/no/where", "C:\\no\\where", "no.pcapng", "../x"])
def test_a_file_that_is_not_there(name: str) -> None:
    for inputs in ((name,), (STATUS.hex(), name)):
        with pytest.raises(UnclearInput) as caught:
            typed(*inputs)
        assert str(caught.value) == f"There is no file {name}."


def test_a_digit_that_was_lost() -> None:
    with pytest.raises(UnclearInput, match=r"d330030a010 has an odd number of hex digits\."):
        typed(STATUS.hex()[:-1])


def test_hex_that_is_too_long_for_a_name() -> None:
    assert octets(typed(framed(*[STATUS] * 500).hex())) == [STATUS] * 500
    with pytest.raises(UnclearInput):
        typed("a\0b")


def test_lines_in_an_argument_that_are_no_hex() -> None:
    entries = typed(f"{STATUS.hex()}\nhello")
    assert octets(entries) == [STATUS]
    assert sentences(entries) == ["Line 2 is no hex: hello"]
    with pytest.raises(UnclearInput, match="Line 1 is no hex: hello"):
        typed("hello\nworld")


def test_a_file_whose_name_is_hex_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("beef").write_text(STATUS.hex())
    assert octets(typed("beef")) == [STATUS]


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read: Is a directory\.") as caught:
        typed(str(tmp_path))
    assert not isinstance(caught.value, UnclearInput)


# files


@pytest.mark.parametrize(
    "content",
    [
        f"{STATUS.hex()}\n{ANSWER.hex()}\n".encode(),
        f"{STATUS.hex()}\r\n{ANSWER.hex()}".encode("utf-8-sig"),
        f"{STATUS.hex()}\r\n{ANSWER.hex()}\r\n".encode("utf-16"),
        (json.dumps({"name": "Müller", "hex": STATUS.hex()}, ensure_ascii=False) + "\n" + ANSWER.hex()).encode(),
        framed(STATUS, ANSWER),
        STATUS + ANSWER,
        CAPTURE,
        wire.pcapng((segment.time or 0, wire.ethernet(segment)) for segment in TALK),
        gzip.compress(CAPTURE, mtime=0),
        gzip.compress(framed(STATUS, ANSWER), mtime=0),
    ],
)
def test_files_are_known_by_their_octets(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "anything.doc"
    path.write_bytes(content)
    assert octets(typed(str(path))) == [STATUS, ANSWER]
    assert octets(piped(content)) == [STATUS, ANSWER]


def test_a_pipe_that_brings_octet_by_octet() -> None:
    class Slow(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            super().__init__()
            self.rest = content

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            count = 1 if self.rest else 0
            memoryview(buffer)[:count] = self.rest[:count]  # type: ignore[arg-type, call-overload]
            self.rest = self.rest[count:]
            return count

    for content in (CAPTURE, framed(STATUS, ANSWER), f"{STATUS.hex()}\n{ANSWER.hex()}".encode("utf-16")):
        entries = list(read([], io.BufferedReader(Slow(content))))  # type: ignore[arg-type]
        assert octets(entries) == [STATUS, ANSWER]


def test_places_and_facts() -> None:
    first, second = piped(framed(STATUS, ANSWER))
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert (first.facts, second.facts) == ((("offset", "3"),), (("offset", "20"),))
    (row,) = piped(json.dumps({"hex": framed(STATUS).hex(), "direction": "pbx->client", "link": 2}).encode())
    assert isinstance(row, Message)
    assert (row.octets, row.facts) == (STATUS, (("direction", "pbx->client"), ("link", "2")))


def test_a_whole_packet_as_a_dump() -> None:
    for packet in (wire.ethernet(TALK[3]), wire.ip(TALK[3])):
        assert [type(entry) for entry in piped(packet.hex(" ").encode())] == [Message]
        dump = "\n".join(f"{at:04x}   {packet[at : at + 16].hex(' ')}" for at in range(0, len(packet), 16))
        assert octets(piped(dump.encode())) == [STATUS]


def test_lines_that_are_no_hex_between_messages() -> None:
    lines = ["Log of today", STATUS.hex(), f"12:00:01 sent {ANSWER.hex(' ')}", STATUS.hex()[:-1], ANSWER.hex()]
    entries = piped("\n".join(lines).encode())
    assert octets(entries) == [STATUS, ANSWER, STATUS[:-1], ANSWER]
    assert [(entry.kind, entry.count) for entry in entries if isinstance(entry, Note)] == [(UNREAD, 1)] * 2
    assert sentences(entries) == ["Line 1 is no hex: Log of today", "Line 4 has an odd number of hex digits."]


def test_json_over_several_lines() -> None:
    rows = [{"hex": STATUS.hex(), "direction": "client->pbx"}, {"hex": framed(ANSWER).hex()}]
    assert octets(piped(json.dumps(rows, indent=2).encode())) == [STATUS, ANSWER]


def test_octets_with_damage_between_messages() -> None:
    entries = piped(framed(STATUS) + b"\xff\xfe\xfd" + framed(ANSWER)[:-1])
    assert octets(entries) == [STATUS, ANSWER[:-1]]
    assert sentences(entries) == ["Octets that are no CSTA frame, left out: 3."]
    last = entries[-1]
    assert isinstance(last, Message)
    assert last.size == len(ANSWER)


def test_the_port_of_a_capture() -> None:
    assert octets(piped(CAPTURE, port=8801)) == []


def test_connections_that_were_left_out_are_told() -> None:
    ends = {"client": replace(wire.CLIENT, port=4000), "switch": replace(wire.SWITCH, port=80)}
    web = segments([(True, [b"GET / HTTP/1.1\r\n\r\n"]), (False, [b"HTTP/1.1 200 OK\r\n\r\n"])], **ends)
    for conversation, messages in ((web, []), ([*TALK, *web], [STATUS, ANSWER])):
        entries = piped(wire.captured(conversation))
        assert octets(entries) == messages
        last = entries[-1]
        assert isinstance(last, Note)
        assert (last.kind, last.count) == ("connections", 1)
        assert str(last.sentence) == (
            "TCP connections that are not known to be a telephone system's, left out: 1. If its port is another, name "
            "it with --port."
        )
    assert sentences(piped(CAPTURE)) == []


def test_a_greeting_in_a_file() -> None:
    entries = piped(b"B" + STATUS_OF_ALCATEL)
    assert octets(entries) == [STATUS]
    assert sentences(entries) == [f"This is the greeting of {ALCATEL.title}."]


def packed(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = gzip.compress(content)
    return content


def test_a_file_that_is_packed_several_times() -> None:
    assert octets(piped(packed(CAPTURE, MOST_PACKED))) == [STATUS, ANSWER]
    for times in (MOST_PACKED + 1, 1500):
        assert until_error(packed(b"", times)) == (
            [],
            f"The file is packed with gzip more than {MOST_PACKED} times over.",
        )


# what cannot be read


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "There is nothing to decode: the input is empty."),
        (gzip.compress(b"", mtime=0), "There is nothing to decode: the input is empty."),
        (b"PK\x03\x04and so on", "This file is packed with zip: unpack it first."),
        (b"\xfd7zXZ\0", "This file is packed with xz: unpack it first."),
        (b"snoop\0\0\0", "This is a capture of snoop: save it as .pcap or .pcapng, with Wireshark for one."),
        (b"hello world", "Line 1 is no hex: hello world"),
        (b"\xff\xfe\x00", "The text is damaged: it is not in utf-16-le."),
        (b"a1" * (LONGEST_LINE // 2 + 9), f"A line is longer than {LONGEST_LINE} characters."),
        (b"\x1f\x8b\x08\x00broken", "The gzip file is damaged or cut short."),
        (CAPTURE[:20], "The capture is cut short: it ends at octet 20, in the middle of a packet."),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, why: str) -> None:
    assert until_error(content) == ([], why)


def test_text_that_is_not_utf_8_after_all() -> None:
    found, why = until_error(f"{STATUS.hex()}\n".encode() * 9000 + b"\xff\n")
    assert octets(found)[0] == STATUS
    assert why == "The text is damaged: it is not in utf-8."


def test_a_capture_cut_short_gives_what_is_before_and_says_where() -> None:
    found, why = until_error(CAPTURE[:-10])
    assert octets(found) == [STATUS, ANSWER]
    assert why == f"The capture is cut short: it ends at octet {len(CAPTURE) - 10}, in the middle of a packet."


def test_a_packed_capture_cut_short() -> None:
    found, why = until_error(gzip.compress(CAPTURE)[:-20])
    assert octets(found)[:1] in ([], [STATUS])
    assert why == "The gzip file is damaged or cut short."


def test_what_a_capture_has_besides_is_told() -> None:
    packets = [(segment.time or 0, wire.ethernet(segment)) for segment in TALK]
    damaged = packets[3][1][:14] + b"\x41" + packets[3][1][15:]
    fragment = packets[3][1][:20] + b"\x20\x00" + packets[3][1][22:]
    extra = wire.pcap([*packets, (wire.START, damaged), (wire.START, fragment)])
    assert sentences(piped(extra)) == [
        "Packets with damaged headers: 1.",
        "IP packets of which fragments are missing: 1.",
    ]
    assert sentences(piped(wire.pcap(packets, link_type=105))) == [
        "Packets with link type 105, which is not understood: 8."
    ]
    short = wire.section() + wire.interface(1) + wire.enhanced(0, 0, packets[3][1][:-1], cut=1)
    entries = piped(short)
    assert octets(entries) == [STATUS[:-1]]
    assert sentences(entries) == ["Packets recorded in part only (capture with a larger snap length): 1."]


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", CAPTURE[:4], CAPTURE[:24], b"\x0a\x0d\x0d\x0a", b"\x1f\x8b", b"\x26\x80"]),
)
def test_no_content_raises_anything_else(content: bytes, head: bytes) -> None:
    with contextlib.suppress(InputError):
        assert all(isinstance(entry, Message | Note) for entry in read([], io.BytesIO(head + content)))
