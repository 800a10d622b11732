"""How fast messages are read, against asn1tools, pycrate and a bare walk over the elements; see README.md beside it.

``python -m tests.benchmarks.decode [--seconds 0.1] [--rounds 9]``
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import io
import itertools
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from time import process_time
from typing import Any, TypeVar

from desktop import assets
from desktop.csta import apdus, operations, relay
from desktop.csta.association import Association, State
from desktop.csta.ber import CONSTRUCTED, guard
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import CstaError
from desktop.csta.framing import frame
from desktop.csta.schema import Schema, shipped

Decode = Callable[[bytes], Any]
T = TypeVar("T")
NUMBERS = 64
"""Variants of each message, with other devices and calls, so that nothing gains from seeing the same octets twice."""


def timestamp(number: int) -> str:
    """Extensions with the time, as HiPath adds them to every event, in hex; eight events come in a second."""
    return "7e12a010180e" + f"201306041011{number // 8 % 60:02}".encode().hex()


def device(digits: str) -> str:
    """A DeviceID with a dialling number, in hex."""
    return _tlv("30", _tlv("80", digits.encode().hex()))


def _tlv(tag: str, content: str) -> str:
    size = len(content) // 2
    return f"{tag}{size:02x}{content}" if size < 0x80 else f"{tag}82{size:04x}{content}"


def connection(call: int, digits: str) -> str:
    """A ConnectionID, in hex."""
    return _tlv("6b", _tlv("30", _tlv("80", f"{call:04x}") + _tlv("a1", device(digits))))


def _report(cross_ref: int, group: int, kind: int, members: str, invoke_id: int) -> bytes:
    event = _tlv(f"{0xA0 + group:02x}", _tlv(f"{0xA0 + kind:02x}", members))
    argument = _tlv("30", _tlv("55", f"{cross_ref:04x}") + event)
    return bytes.fromhex(_tlv("a1", _tlv("02", f"{invoke_id:04x}") + "020115" + argument))


def delivered(number: int, kind: int = 4) -> bytes:
    """As HiPath writes it: connection, alerting, calling and called device, no redirection, state, cause."""
    station, other, call = str(100 + number), str(200 + number), 0xB100 + number
    members = connection(call, station)
    members += "".join(_tlv(tag, device(who)) for tag, who in (("63", station), ("61", other), ("62", station)))
    members += "64028700" + "4e0102" + "0a0116" + timestamp(number)
    return _report(0x10 + number, 0, kind, members, 0x100 + number)


def connection_cleared(number: int) -> bytes:
    """Dropped connection, releasing device, state, cause."""
    station, call = str(100 + number), 0xB100 + number
    members = connection(call, station) + _tlv("63", device(station)) + "4e0100" + "0a0130" + timestamp(number)
    return _report(0x10 + number, 0, 3, members, 0x100 + number)


def transferred(number: int) -> bytes:
    """Two old calls, who transferred to whom, and the list of connections; a party outside has a long number."""
    station, one, two = str(100 + number), f"0089123456{number:02}", f"0049891234567{number:02}"
    first, second, new = 0xA100 + number, 0xB100 + number, 0xC100 + number

    def entry(old: int, who: str) -> str:
        parts = _tlv("a0", connection(new, who)) + _tlv("a1", connection(old, who)) + _tlv("a2", device(who))
        return _tlv("30", parts)

    gone = _tlv("30", _tlv("a1", connection(first, station)) + _tlv("a2", device(station)))
    members = connection(first, station) + _tlv("a0", connection(second, station)[4:])
    members += _tlv("63", device(station)) + _tlv("63", device(two))
    members += _tlv("a1", entry(first, one) + entry(second, two) + gone)
    return _report(0x10 + number, 0, 17, members + "4e0100" + "0a0120" + timestamp(number), 0x100 + number)


def snapshot(number: int) -> bytes:
    """The result of SnapshotDevice with twenty calls."""
    station = str(100 + number)
    entries = "".join(
        _tlv(
            "30",
            connection(0xB000 + call, station) + _tlv("a3", device(str(200 + call))) + _tlv("a0", "4e01034e0103"),
        )
        for call in range(20)
    )
    result = _tlv("30", _tlv("76", entries))
    return bytes.fromhex(_tlv("a2", _tlv("02", f"{0x100 + number:04x}") + _tlv("30", "02014a" + result)))


def monitor_start(number: int) -> bytes:
    """With a filter of zeros, as Deskline sends it."""
    zeros = "80040600000086020300870206008803050000890302000083020500850201008402 0700".replace(" ", "")
    argument = _tlv("30", device(str(100 + number)) + _tlv("a0", zeros))
    return bytes.fromhex(_tlv("a1", _tlv("02", f"{0x100 + number:04x}") + "020147" + argument))


MESSAGES: Mapping[str, Callable[[int], bytes]] = {
    "Delivered": delivered,
    "Established": lambda number: delivered(number, 7),
    "ConnectionCleared": connection_cleared,
    "Transferred": transferred,
    "SnapshotDevice, 20 calls": snapshot,
    "MonitorStart": monitor_start,
}


def hostile() -> Mapping[str, bytes]:
    """What costs most for its length: events full of elements, up to what the guard lets through."""

    def event(kind: int, members: bytes) -> bytes:
        return _report(0, 0, kind, members.hex(), 1)

    usual = bytes.fromhex(connection(0xB100, "100"))
    many = b"".join(bytes((0x9F, 0x80 | number >> 7, number & 0x7F, 0)) for number in range(128, 4000))
    entry = bytes.fromhex(_tlv("30", _tlv("a0", connection(1, "100")) + _tlv("a1", connection(2, "100"))))
    deep = b"".join(b"\xbf\x50" + bytes((2 * (29 - level) + 1,)) for level in range(29))
    return {
        "unknown members, each another": event(4, usual + many),
        "the same unknown member": event(4, usual + 4000 * b"\x9e\x00"),
        "members out of order": event(4, b"\x0a\x01\x16" + 1300 * (b"\x63\x02\x87\x00")),
        "a long list of connections": event(17, usual + bytes.fromhex(_tlv("a1", (180 * entry).hex()))),
        "a list of what does not belong": event(17, usual + bytes.fromhex(_tlv("a1", (4000 * b"\x05\x00").hex()))),
        "deep": event(4, usual + deep),
        "lengths of four octets": event(4, usual + 1000 * b"\x9e\x84\x00\x00\x00\x01\x00"),
        "cut": event(17, usual + bytes.fromhex(_tlv("a1", (180 * entry).hex())))[:-1],
    }


def bare_walk(data: bytes) -> list[tuple[int, int, int]]:
    """Visit every element, with what a walk cannot do without: its tag, its length, and the bounds of its parent."""
    found = []
    open_ends = [len(data)]
    at = 0
    while open_ends:
        if at >= open_ends[-1]:
            open_ends.pop()
            continue
        tag = data[at]
        behind = at + 1
        if tag & 0x1F == 0x1F:
            while data[behind] >= 0x80:
                behind += 1
            behind += 1
        length = data[behind]
        start = behind + 1
        if length >= 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[start : start + size], "big")
            start += size
        end = start + length
        found.append((tag, start, end))
        if tag & CONSTRUCTED:
            open_ends.append(end)
            at = start
        else:
            at = end
    return found


def with_schema(schema: Schema) -> Decode:
    """Our decoder, to plain values, in the two steps of a client: the envelope, then what it carries."""

    def run(data: bytes) -> Any:
        apdu = apdus.decode(schema, data)
        if isinstance(apdu, apdus.Invoke):
            return schema.decode(operations.BY_CODE[apdu.opcode or 0].argument_type, apdu.argument or b"")
        assert isinstance(apdu, apdus.ReturnResult)
        return schema.decode(operations.BY_CODE[apdu.opcode or 0].result_type or "", apdu.value or b"")

    return run


def to_messages(schema: Schema) -> Decode:
    """Our decoder, to frozen messages, as the association does it."""

    def run(data: bytes) -> Any:
        apdu = apdus.decode(schema, data)
        if isinstance(apdu, apdus.Invoke):
            return operations.decode_argument(schema, operations.BY_CODE[apdu.opcode or 0], apdu.argument)
        assert isinstance(apdu, apdus.ReturnResult)
        return operations.decode_result(schema, operations.BY_CODE[apdu.opcode or 0], apdu.value)

    return run


def association() -> Decode:
    """The whole way of a message through a link: frame, envelope, message, state; asked operations are remembered."""
    end = Association("computing", HIPATH)
    end.state = State.READY
    asked = operations.BY_CODE[74]

    def run(data: bytes) -> Any:
        if data[0] == relay.RESULT:
            invoke_id = (relay.peek(data) or _NOWHERE).invoke_id
            end._asked[invoke_id or 0] = asked  # what is measured is reading, not asking
        return end.receive_data(frame(data, HIPATH))

    return run


def peeking(data: bytes) -> Any:
    """What a relay must know: whose message it is."""
    return relay.peek(data)


def relaying(data: bytes) -> Any:
    """The same, and another invoke id put in."""
    where = relay.peek(data)
    return where and relay.readdress(data, where, invoke_id=0x0123)


def addressing(data: bytes) -> Any:
    """The same as peeking, and the device that the message is about."""
    where = relay.peek(data)
    return where and relay.first_device(data, where)


def with_asn1tools() -> Decode:
    """asn1tools with our schema, in the two steps of a client: the envelope, then what it carries."""
    import asn1tools

    compiled = asn1tools.compile_dict(json.loads(assets.text("asn1", "schema.json")))
    types = {name: found for module in compiled.modules.values() for name, found in module.items()}
    apdu = types["Apdu"]

    def run(data: bytes) -> Any:
        name, envelope = apdu.decode(data)
        if name == "invoke":
            argument_type = operations.BY_CODE[envelope["opcode"][1]].argument_type
            return types[argument_type].decode(bytes(envelope["argument"]))
        result = envelope["result"]
        return types[operations.BY_CODE[result["opcode"][1]].result_type or ""].decode(bytes(result["value"]))

    return run


def with_pycrate() -> Decode:
    """pycrate with our schema; only the second step, since it cannot read what the envelope leaves open."""
    from pycrate_asn1c.asnproc import GLOBAL, PycrateGenerator, compile_text, generate_modules

    texts = [file.read_text("utf-8") for file in sorted(assets.path("asn1").glob("*.asn"))]
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        compile_text(texts)
        generate_modules(PycrateGenerator, f"{folder}/compiled.py")
        GLOBAL.clear()
        spec = importlib.util.spec_from_file_location("compiled", f"{folder}/compiled.py")
        assert spec is not None
        assert spec.loader is not None
        compiled = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(compiled)
    modules = [found for found in vars(compiled).values() if isinstance(found, type)]
    types = {name: found for module in modules for name, found in vars(module).items()}

    def run(data: bytes) -> Any:
        where = relay.peek(data) or _NOWHERE
        operation = operations.BY_CODE[where.opcode or 0]
        found = types[operation.argument_type if where.kind == relay.INVOKE else operation.result_type]
        found.from_ber(data[where.start : where.end])
        return found.get_val()

    return run


_NOWHERE = relay.Peek(0, None, None, 0, 0, None, None)


def rate(decode: Callable[[T], Any], messages: list[T], seconds: float) -> float:
    """Return how many messages a second of this process's own time."""
    turns = itertools.cycle(messages)
    done, started = 0, process_time()
    while (spent := process_time() - started) < seconds:
        for data in itertools.islice(turns, 100):
            decode(data)
        done += 100
    return done / spent


def measured(
    decoders: Mapping[str, Callable[[T], Any]], messages: list[T], seconds: float, rounds: int
) -> dict[str, float]:
    """Return the best rate of each decoder; they take turns, so that a busy moment hits all of them."""
    best = dict.fromkeys(decoders, 0.0)
    for _ in range(rounds):
        for name, decode in decoders.items():
            best[name] = max(best[name], rate(decode, messages, seconds))
    return best


def print_hostile(decoders: Mapping[str, Decode], seconds: float, rounds: int) -> None:
    """Measure what an enemy may send; ratios are to the bare walk, which may stumble where the input is cut."""
    print(f"{'hostile':34}{'octets':>7}{'bare walk':>12}" + "".join(f"{name:>12}" for name in decoders))

    def tried(decode: Decode) -> Decode:
        def run(data: bytes) -> None:
            with contextlib.suppress(CstaError, IndexError):
                decode(data)

        return run

    every = {"bare walk": tried(bare_walk), **{name: tried(decode) for name, decode in decoders.items()}}
    for name, data in hostile().items():
        best = measured(every, [data], seconds, rounds)
        cells = [f"{best['bare walk'] / best[which]:12.1f}" for which in decoders]
        print(f"{name:34}{len(data):7}{1e6 / best['bare walk']:9.0f} us" + "".join(cells))


def main() -> None:
    """Measure and print; ratios are to asn1tools."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.1, help="of each decoder in each round")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    schema = shipped()
    decoders: dict[str, Decode] = {
        "asn1tools": with_asn1tools(),
        "pycrate": with_pycrate(),
        "bare walk": bare_walk,
        "guard": guard,
        "values": with_schema(schema),
        "messages": to_messages(schema),
        "association": association(),
        "peek": peeking,
        "peek+id": relaying,
        "peek+device": addressing,
    }
    gc.disable()
    print(f"Python {sys.version.split()[0]}; times as fast as asn1tools, whose microseconds are given")
    print(f"{'':26}{'octets':>7}" + "".join(f"{name:>12}" for name in decoders))
    for name, make in MESSAGES.items():
        messages = [make(number) for number in range(NUMBERS)]
        judge, ours = decoders["asn1tools"], decoders["values"]
        assert all(judge(data) == ours(data) for data in messages), f"asn1tools reads {name} otherwise"
        best = measured(decoders, messages, arguments.seconds, arguments.rounds)
        cells = [f"{1e6 / best['asn1tools']:9.1f} us"]
        cells += [f"{found / best['asn1tools']:12.2f}" for which, found in best.items() if which != "asn1tools"]
        print(f"{name:26}{len(messages[0]):7}" + "".join(cells))
    print()
    ours = ("values", "messages", "association")
    print_hostile({name: decoders[name] for name in ours}, arguments.seconds, arguments.rounds)


if __name__ == "__main__":
    main()
