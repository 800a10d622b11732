"""How fast messages are written, against asn1tools; see README.md beside it.

``python -m tests.benchmarks.encode [--seconds 0.1] [--rounds 9]``
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.csta import apdus, operations, relay
from desktop.csta.apdus import Invoke, ReturnResult
from desktop.csta.association import Association, Requested, State
from desktop.csta.dialects import HIPATH
from desktop.csta.framing import frame
from desktop.csta.operations import EVENT_REPORT, Operation
from desktop.csta.schema import shipped
from tests.benchmarks.decode import MESSAGES, NUMBERS, measured
from tests.support.reference_encoder import compiled, with_times_as_text

SCHEMA = shipped()


@dataclass(frozen=True, slots=True)
class Said:
    """One APDU, and what it says: as the schema's plain value (``text``: with times as text) and as a message."""

    octets: bytes
    where: relay.Peek
    asked: bool
    invoke_id: int
    operation: Operation
    type_name: str
    value: Any
    text: Any
    message: Any


Encode = Callable[[Said], bytes]


def said(octets: bytes) -> Said:
    """What the octets say."""
    apdu = apdus.decode(SCHEMA, octets)
    where = relay.peek(octets)
    assert isinstance(apdu, Invoke | ReturnResult)
    assert where is not None
    operation = operations.BY_CODE[apdu.opcode or 0]
    asked = isinstance(apdu, Invoke)
    content = apdu.argument if isinstance(apdu, Invoke) else apdu.value
    type_name = (operation.argument_type if asked else operation.result_type) or ""
    value = SCHEMA.decode(type_name, content or b"")
    decode = operations.decode_argument if asked else operations.decode_result
    message = decode(SCHEMA, operation, content)
    value = SCHEMA.decode(type_name, content or b"")  # the message has used up the lists of the first one
    return Said(octets, where, asked, apdu.invoke_id, operation, type_name, value, with_times_as_text(value), message)


def enveloped(one: Said, content: bytes) -> bytes:
    """Our second step."""
    kind = Invoke if one.asked else ReturnResult
    return apdus.encode(SCHEMA, kind(one.invoke_id, one.operation.code, content), HIPATH)


def from_values(one: Said) -> bytes:
    """Plain values to octets."""
    return enveloped(one, SCHEMA.encode(one.type_name, one.value))


def from_messages(one: Said) -> bytes:
    """Messages to octets."""
    if one.asked:
        return enveloped(one, operations.encode_argument(SCHEMA, one.message))
    return enveloped(one, operations.encode_result(SCHEMA, one.operation, one.message))


def association() -> Encode:
    """The whole way of a message through a link, to the frame."""
    program, switch = Association("computing", HIPATH), Association("switching", HIPATH)
    program.state = switch.state = State.READY

    def run(one: Said) -> bytes:
        if one.operation is EVENT_REPORT:
            switch.report(one.message, one.invoke_id)
            return switch.data_to_send()
        if not one.asked:
            switch.respond(Requested(one.invoke_id, one.operation, None, b""), one.message)
            return switch.data_to_send()
        program._next_invoke_id = one.invoke_id
        program._asked.clear()
        program.invoke(one.message)
        return program.data_to_send()

    return run


def readdressed(one: Said) -> bytes:
    """What was encoded for another, with an invoke id and (where it has one) a cross reference of its own."""
    return relay.readdress(one.octets, one.where, invoke_id=one.invoke_id, cross_ref=one.where.cross_ref)


def with_asn1tools() -> Encode:
    """asn1tools with our schema, in the same two steps; what it is given is not held against the types."""
    types = compiled()
    apdu = types["Apdu"]

    def run(one: Said) -> bytes:
        content = bytes(types[one.type_name].encode(one.text))
        invoke_id, opcode = ("present", one.invoke_id), ("local", one.operation.code)
        if one.asked:
            return bytes(apdu.encode(("invoke", {"invokeId": invoke_id, "opcode": opcode, "argument": content})))
        return bytes(apdu.encode(("result", {"invokeId": invoke_id, "result": {"opcode": opcode, "value": content}})))

    return run


def main() -> None:
    """Measure and print; ratios are to asn1tools."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.1, help="of each encoder in each round")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    encoders: dict[str, Encode] = {
        "asn1tools": with_asn1tools(),
        "values": from_values,
        "messages": from_messages,
        "association": association(),
        "readdress": readdressed,
    }
    gc.disable()
    print(f"Python {sys.version.split()[0]}; times as fast as asn1tools, whose microseconds are given")
    print(f"{'':26}{'octets':>7}" + "".join(f"{name:>12}" for name in encoders))
    for name, make in MESSAGES.items():
        messages = [said(make(number)) for number in range(NUMBERS)]
        for one in messages:
            told = encoders["asn1tools"](one)
            assert told == from_values(one) == from_messages(one), f"asn1tools writes {name} otherwise"
            assert frame(told, HIPATH) == encoders["association"](one)
        best = measured(encoders, messages, arguments.seconds, arguments.rounds)
        cells = [f"{1e6 / best['asn1tools']:9.1f} us"]
        cells += [f"{found / best['asn1tools']:12.2f}" for which, found in best.items() if which != "asn1tools"]
        print(f"{name:26}{len(messages[0].octets):7}" + "".join(cells))


if __name__ == "__main__":
    main()
