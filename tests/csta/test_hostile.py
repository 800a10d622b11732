"""Messages made to cost: memory within 64 KiB and 100 octets for each of theirs, and work that grows with length only.

What they take is measured when all has been imported and all decoders have been built: the second time.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from desktop.csta import apdus, operations
from desktop.csta.apdus import AssociateResponse, Invoke
from desktop.csta.association import Association
from desktop.csta.ber import GREATEST_DEPTH
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import RemoteViolation
from desktop.csta.framing import frame
from desktop.csta.operations import BY_CODE
from desktop.csta.relay import first_device, peek
from desktop.csta.schema import shipped
from tests.benchmarks.decode import bare_walk
from tests.support.hostile import LONGEST, Flood, element, floods, long_values

Decode = Callable[[bytes], Any]
WORST = 30
"""How many of the floods are measured at full length: those that promise to take most."""


def decoding(flood: Flood) -> Decode:
    """What reads a flood to a message."""
    decode = operations.decode_result if flood.of_result else operations.decode_argument
    return lambda octets: decode(shipped(), flood.operation, octets)


def tried(decode: Decode, octets: bytes) -> Any:
    """A value, or the one error."""
    try:
        return decode(octets)
    except RemoteViolation as error:
        return error


def peak(decode: Decode, octets: bytes) -> int:
    """Octets of memory that reading takes at most, the result included, whether it is a value or the error."""
    tracemalloc.start()
    try:
        kept = tried(decode, octets)
        assert kept is not octets
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def bound(octets: bytes) -> int:
    return 64 * 1024 + 100 * len(octets)


def assert_bounded(decode: Decode, octets: bytes, what: object) -> None:
    tried(decode, octets)
    assert peak(decode, octets) <= bound(octets), f"{what}: {len(octets)} octets"


def worst_floods() -> list[Flood]:
    """Those that take most memory for an octet while they are short."""

    def rate(flood: Flood) -> float:
        octets = flood.octets(80)
        tried(decoding(flood), octets)
        return peak(decoding(flood), octets) / len(octets)

    return sorted(floods(), key=rate, reverse=True)[:WORST]


@pytest.fixture(scope="module")
def worst() -> list[Flood]:
    return worst_floods()


@pytest.mark.timeout(300)
def test_floods_of_tiny_elements_take_bounded_memory(worst: list[Flood]) -> None:
    """Every list of every operation was tried, with every tiny element."""
    for flood in worst:
        assert_bounded(decoding(flood), flood.octets(flood.most), flood)


@pytest.mark.timeout(300)
def test_floods_take_bounded_memory_as_plain_values(worst: list[Flood]) -> None:
    for flood in worst:
        row = flood.operation
        type_name = row.result_type if flood.of_result else row.argument_type
        assert type_name is not None
        octets = flood.octets(flood.most)
        assert_bounded(lambda octets, name=type_name: shipped().decode(name, octets), octets, flood)  # type: ignore[misc]


def link() -> Association:
    """A client that is ready."""
    client, switch = Association("computing"), Association("switching")
    client.associate("u", "p")
    switch.receive_data(client.data_to_send())
    switch.accept(AssociateResponse(0))
    client.receive_data(switch.data_to_send())
    return client


@pytest.mark.timeout(300)
def test_floods_take_bounded_memory_on_a_link(worst: list[Flood]) -> None:
    """With the octets of the frame, the APDU and the argument."""
    for flood in worst:
        if flood.of_result:
            apdu = apdus.ReturnResult(7, flood.operation.code, flood.octets(flood.most))
            client = link()

            def receive(octets: bytes, client: Association = client, flood: Flood = flood) -> Any:
                client._asked[7] = flood.operation
                return client.receive_data(octets)

            octets = frame(apdus.encode(shipped(), apdu, HIPATH), HIPATH)
            assert_bounded(receive, octets, flood)
        else:
            invoke = Invoke(7, flood.operation.code, flood.octets(flood.most))
            octets = frame(apdus.encode(shipped(), invoke, HIPATH), HIPATH)
            assert_bounded(link().receive_data, octets, flood)


SIZE = 32_000
NAME = b"\xa1\x07\x06\x05\x2b\x0c\x00\x81\x5a"


def invoke(argument: bytes, code: int = 21) -> bytes:
    return element(0xA1, b"\x02\x01\x07", element(0x02, code.to_bytes(2, "big")), argument)


def nested(depth: int, tag: int = 0x30) -> bytes:
    octets = b""
    for _ in range(depth):
        octets = element(tag, octets)
    return octets


TAGS = [bytes((tag, 0)) for tag in range(256) if tag & 0x1F != 0x1F]
TAGS += [bytes((tag | 0x1F, number, 0)) for tag in range(0, 256, 32) for number in range(0x1F, 0x80)]
TAGS += [bytes((tag | 0x1F, 0x81, number, 0)) for tag in range(0, 256, 32) for number in range(0x80)]
HUGE: dict[str, bytes] = {
    "log-in with a name of many arcs": element(0x60, element(0xA1, element(0x06, b"\x2b" + b"\x7f" * SIZE))),
    "log-in with a name of two-octet arcs": element(
        0x60, element(0xA1, element(0x06, b"\x2b" + b"\xff\x7f" * (SIZE // 2)))
    ),
    "log-in with a name of long arcs": element(
        0x60, element(0xA1, element(0x06, b"\x2b" + (b"\xff" * 17 + b"\x7f") * (SIZE // 18)))
    ),
    "log-in with a name of one arc": element(0x60, element(0xA1, element(0x06, b"\xff" * SIZE + b"\x7f"))),
    "log-in with a long version": element(
        0x60, NAME, element(0xBE, element(0x28, element(0xA0, element(0xA0, element(0x03, b"\x00" + b"\xff" * SIZE)))))
    ),
    "log-in with many passwords": element(
        0x60, NAME, element(0xAC, element(0xA2, element(0xA0, element(0xA0, b"\x04\x01a" * 4000))))
    ),
    "log-in with many externals": element(0x60, NAME, element(0xBE, b"\x28\x00" * 4000)),
    "log-in with many unknown members": element(0x60, NAME, *TAGS),
    "invoke with a long id": element(0xA1, element(0x02, b"\x7f" * SIZE), b"\x02\x01\x15\x30\x00"),
    "invoke with a long operation": element(0xA1, b"\x02\x01\x07", element(0x02, b"\x7f" * SIZE), b"\x30\x00"),
    "invoke with many arguments": element(0xA1, b"\x02\x01\x07", b"\x02\x01\x15", b"\x30\x00" * 4000),
    "invoke with many unknown members": element(0xA1, b"\x02\x01\x07", b"\x02\x01\x15", *TAGS),
    "invoke with a flat argument": invoke(element(0x30, b"\x30\x00" * 16_000)),
    "invoke with a deep argument": invoke(nested(5_000)),
    "invoke with deep unknown members": invoke(element(0x30, *[nested(GREATEST_DEPTH - 4, 0xA9)] * 100)),
    "reject with a long problem": element(0xA4, b"\x02\x01\x07", element(0x81, b"\x7f" * SIZE)),
    "error with a long parameter": element(0xA3, b"\x02\x01\x07\x02\x01\x01", element(0xA0, b"\x0a\x01\x05" * 9_000)),
    "empty elements": element(0x30, b"\x30\x00" * 16_000),
    "noise": b"\xff" * LONGEST,
    "zeros": bytes(LONGEST),
    "unknown elements in an event": invoke(
        element(0x30, b"\x55\x02\x00\x11", element(0xA0, element(0xA4, *TAGS))),
    ),
    "an event of nothing but an unknown one": invoke(
        element(0x30, b"\x55\x02\x00\x11", element(0xA0, element(0xBF7F, b"\x05\x00" * 4000)))
    ),
}


@pytest.mark.parametrize("octets", HUGE.values(), ids=HUGE)
def test_odd_messages_take_bounded_memory(octets: bytes) -> None:
    assert_bounded(lambda octets: apdus.decode(shipped(), octets), octets, "envelope")
    assert_bounded(lambda octets: shipped().decode("Apdu", octets), octets, "schema")
    assert_bounded(lambda octets: shipped().decode("CSTAEventReportArgument", octets), octets, "another type")

    def receive(octets: bytes) -> Any:
        end = Association("switching") if octets[3] == 0x60 else ends.pop()
        return end.receive_data(octets)

    ends = [link(), link()]
    assert_bounded(receive, frame(octets, HIPATH), "link")


CONTENTS = {
    "BIT STRING": (b"\x00" + b"\xff" * 30_000, b"\x07" + b"\xff" * 30_000),
    "IA5String": (b"1" * 30_000, b"\xff" * 30_000, b"N<" + b"7" * 30_000),
    "OCTET STRING": (b"\xff" * 30_000,),
    "INTEGER": (b"\x7f" * 30_000,),
    "ENUMERATED": (b"\x7f" * 30_000, b"\x7f" * 16),
    "GeneralizedTime": (b"2" * 30_000,),
    "NULL": (b"2" * 30_000,),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", CONTENTS)
def test_long_values_take_bounded_memory(kind: str) -> None:
    """In members of every kind; of some 9,000 texts every tenth."""
    members = list(long_values(kind))
    for row, of_result, around in members[:: 1 + len(members) // 800]:
        decode = operations.decode_result if of_result else operations.decode_argument
        for content in CONTENTS[kind]:
            octets = around(content)
            assert_bounded(lambda octets, row=row, decode=decode: decode(shipped(), row, octets), octets, row.name)  # type: ignore[misc]


def test_what_is_kept_for_the_next_message_is_bounded() -> None:
    """Devices come again, so some are kept: but no thousands of long ones."""

    def snapshot(number: int) -> bytes:
        digits = f"{number:0300}".encode()
        device = element(0x30, element(0x80, digits))
        entry = element(0x30, element(0x6B, element(0x30, b"\x80\x01\x01", element(0xA1, device))))
        return element(0x30, element(0x76, entry))

    operations.decode_result(shipped(), BY_CODE[74], snapshot(0))
    tracemalloc.start()
    try:
        for number in range(1, 3000):
            operations.decode_result(shipped(), BY_CODE[74], snapshot(number))
        assert tracemalloc.get_traced_memory()[0] < 64 * 1024
    finally:
        tracemalloc.stop()


# work


def lines(decode: Decode, octets: bytes) -> int:
    """How many lines of Python reading takes; that is the same each time, unlike seconds."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    tried(decode, octets)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        tried(decode, octets)
    finally:
        sys.settrace(before)
    return count


def work(decode: Decode, make: Callable[[int], bytes], size: int) -> tuple[float, float]:
    """How much more work twice the size is, and how much more than a bare walk over the elements."""
    once, twice = lines(decode, make(size)), lines(decode, make(2 * size))
    return twice / once, twice / lines(bare_walk, make(2 * size))


@pytest.mark.timeout(300)
def test_work_grows_with_the_length_of_a_flood(worst: list[Flood]) -> None:
    """And is little more than a walk over the elements."""
    for flood in worst:
        growth, effort = work(decoding(flood), flood.octets, flood.most // 5)
        assert growth <= 2.2, flood
        assert effort <= 15, flood


FAR_TAGS = [bytes((0xDF, high, low, 0)) for high in range(0x81, 0x100) for low in range(0x80)]
GROWING: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "devices": (
        "SwitchingFunctionDevicesArgument",
        lambda size: element(
            0x30, b"\x55\x01\x01\x01\x01\xff", element(0x30, b"\x30\x07\x30\x05\x80\x03100" * (size // 9))
        ),
    ),
    "unknown members": ("DeliveredEvent", lambda size: element(0x30, *FAR_TAGS[: size // 4])),
    "one unknown member many times": ("DeliveredEvent", lambda size: element(0x30, b"\xc5\x00" * (size // 2))),
    "an unknown member of many elements": (
        "DeliveredEvent",
        lambda size: element(0x30, element(0xE5, b"\x05\x00" * (size // 2))),
    ),
    "one member many times": ("DeliveredEvent", lambda size: element(0x30, b"\x0a\x01\x16" * (size // 3))),
    "an object identifier": (
        "Apdu",
        lambda size: element(0x60, element(0xA1, element(0x06, b"\x2b" + b"\x7f" * size))),
    ),
    "an object identifier of long arcs": (
        "Apdu",
        lambda size: element(0x60, element(0xA1, element(0x06, b"\x2b" + (b"\xff" * 17 + b"\x7f") * (size // 18)))),
    ),
    "private data": ("CSTACommonArguments", lambda size: element(0x7E, element(0xA1, b"\x05\x00" * (size // 2)))),
    "private data within private data": (
        "CSTACommonArguments",
        lambda size: element(0x7E, element(0xA1, *[nested(GREATEST_DEPTH - 2)] * (size // 100))),
    ),
    "a bit string": ("MonitorFilter", lambda size: element(0x30, element(0x80, b"\x00" + b"\xff" * size))),
    "empty elements": ("DeliveredEvent", lambda size: element(0x30, b"\x30\x00" * (size // 2))),
}


@pytest.mark.parametrize("size", [2_000, 9_000], ids=["read at once", "guarded first"])
@pytest.mark.parametrize(("type_name", "make"), GROWING.values(), ids=GROWING)
def test_work_grows_with_length(type_name: str, make: Callable[[int], bytes], size: int) -> None:
    growth, _ = work(lambda octets: shipped().decode(type_name, octets), make, size)
    assert growth <= 2.2


@pytest.mark.parametrize("octets", HUGE.values(), ids=HUGE)
def test_an_address_takes_little_work(octets: bytes) -> None:
    """However long the message is. Looking for a device may take a walk over its elements."""
    assert lines(peek, octets) < 100

    def device(octets: bytes) -> str | None:
        where = peek(octets)
        return None if where is None else first_device(octets, where)

    assert lines(device, octets) < 200 + 10 * len(octets)
