"""Random CSTA values for hypothesis, made from the schema itself, so that whatever the schema gains is tested as well.

``plain(schema, "DeliveredEvent")`` gives values in the schema's shapes (:mod:`desktop.csta.schema`); ``arguments(operation)``
and ``results(operation)`` give messages. With ``listed=True`` enumerations and choices keep to what ECMA-285 lists, so that
strict decoders take them too; else numbers that no standard knows come as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from desktop.csta import names, operations
from desktop.csta.operations import OPERATIONS, Operation
from desktop.csta.schema import Node, Schema, shipped

Strategy = st.SearchStrategy[Any]

DIGITS = st.text("0123456789*#", min_size=1, max_size=12)
_TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
_TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)).map(lambda time: time.replace(microsecond=0))
_IDENTIFIERS = st.sampled_from(["1.3.12.0.218", "1.3.12.0.285.200", "1.3.12.2.1107.15", "2.999.3", "0.4.0", "2.5.4.3"])
_SIZES: dict[str, Strategy] = {
    # what ECMA-285 restricts, for strict decoders
    "ringCount": st.integers(1, 100),
    "ringDuration": st.integers(1, 100),
    "callID": st.binary(min_size=1, max_size=8),
    "crossRefIdentifier": st.binary(min_size=1, max_size=4),
    "hookswitch": st.binary(min_size=1, max_size=4),
}


def plain(schema: Schema, type_name: str, *, listed: bool = False, without: frozenset[str] = frozenset()) -> Strategy:
    """Plain values of a type. ``without`` names optional members that never come."""
    return _values(schema.node(type_name), "", listed, without)


def arguments(operation: Operation, **how: Any) -> Strategy:
    """Messages of an operation's argument; event reports of every kind for operation 21."""
    schema = shipped()
    return plain(schema, operation.argument_type, **how).map(
        lambda value: operations.decode_argument(schema, operation, schema.encode(operation.argument_type, value))
    )


def results(operation: Operation, **how: Any) -> Strategy:
    """Messages of an operation's result."""
    schema = shipped()
    assert operation.result_type is not None, f"{operation.name} is never answered"
    type_name = operation.result_type
    return plain(schema, type_name, **how).map(
        lambda value: operations.decode_result(schema, operation, schema.encode(type_name, value))
    )


def any_argument(**how: Any) -> Strategy:
    """Messages of any operation's argument."""
    return st.one_of([arguments(operation, **how) for operation in OPERATIONS])


def _values(node: Node, key: str, listed: bool, without: frozenset[str]) -> Strategy:
    if node.inner is not None:
        return _values(node.inner, key, listed, without)
    match node.kind:
        case "SEQUENCE":
            return _sequence(node, listed, without)
        case "SEQUENCE OF":
            assert node.element is not None
            return st.lists(_values(node.element, key, listed, without), max_size=3)
        case "CHOICE":
            return st.one_of([
                st.tuples(st.just(name), _values(choice, f"{node.type_name}.{name}", listed, without))
                for name, choice in node.alternatives
            ])
        case "INTEGER":
            return _integers(node, key, listed)
        case _:
            return _PRIMITIVES[node.kind](key)


def _sequence(node: Node, listed: bool, without: frozenset[str]) -> Strategy:
    place = node.type_name or ""
    members = {
        name: _SIZES.get(name) or _values(member, f"{place}.{name}", listed, without) for name, member, _ in node.members
    }
    optional = {name for name, _, may_be_absent in node.members if may_be_absent}
    return st.fixed_dictionaries(
        {name: values for name, values in members.items() if name not in optional},
        optional={name: values for name, values in members.items() if name in optional - without},
    ).map(lambda value: {name: value[name] for name in members if name in value})


def _integers(node: Node, key: str, listed: bool) -> Strategy:
    table = names.ENUMERATIONS.get(key) or names.ENUMERATIONS.get(node.type_name or "")
    if table is None:
        return st.integers(0, 2**31 - 1) if listed else st.integers(-(2**63), 2**64)
    known = st.sampled_from(sorted(table))
    return known if listed else known | st.integers(0, 1000)


def _bits(key: str) -> Strategy:
    most = len(names.BITS.get(key, ())) or 13
    return st.lists(st.booleans(), min_size=1, max_size=most).map(
        lambda bits: (
            bytes(
                sum(0x80 >> index for index, bit in enumerate(bits[at : at + 8]) if bit) for at in range(0, len(bits), 8)
            ),
            len(bits),
        )
    )


def _text(key: str) -> Strategy:
    return DIGITS if "umber" in key or "digit" in key or key.startswith("CHOICE.") else _TEXT


_PRIMITIVES: dict[str, Callable[[str], Strategy]] = {
    "BOOLEAN": lambda key: st.booleans(),
    "BIT STRING": _bits,
    "OCTET STRING": lambda key: st.binary(min_size=1, max_size=8),
    "NULL": lambda key: st.none(),
    "OBJECT IDENTIFIER": lambda key: _IDENTIFIERS,
    "IA5String": _text,
    "GeneralizedTime": lambda key: _TIMES,
    # an OCTET STRING: what private data and security information may be, and like no other member beside an ANY
    "ANY": lambda key: st.binary(min_size=1, max_size=8).map(lambda octets: bytes((4, len(octets))) + octets),
}
