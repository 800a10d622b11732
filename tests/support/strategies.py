"""Random CSTA values, made from the schema itself, so that whatever the schema gains is tested as well.

For hypothesis: ``plain("DeliveredEvent")`` gives values in the schema's shapes (:mod:`desktop.csta.schema`),
``arguments`` and ``results`` give messages of an operation, ``any_argument`` those of all. For bulk, where hypothesis
would be slow, ``sample(Random(seed), "DeliveredEvent")`` gives values of the same kind.

With ``listed=True`` numbers keep to what ECMA-285 lists, so that strict decoders take them too; else enumerations have
values that no standard knows as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from desktop.csta import operations
from desktop.csta.operations import OPERATIONS, Operation
from desktop.csta.schema import Node, Schema, shipped

_T = TypeVar("_T")
Strategy = st.SearchStrategy[Any]

_IDENTIFIERS = ("1.3.12.0.218", "1.3.12.0.285.200", "1.3.12.2.1107.15", "0.4.0", "2.5.4.3")
_DIGITS = "0123456789*#"
_TEXT = "".join(map(chr, range(0x20, 0x7F)))
_HUNDRED = frozenset({"ringCount", "ringDuration", "ringVolAbs", "speakerVolAbs", "volAbs", "micGainAbs"})
"""Members that ECMA-285 restricts to 1..100 or 0..100."""
_RANGES = {
    "GetSwitchingFunctionCapsResult.pauseTime": (1, 2000),
    "GetSwitchingFunctionCapsResult.systemStatusTimer": (0, 180),
    "MaxLengthParameters.callIDInConnectionID": (0, 8),
    "MaxLengthParameters.deviceIdentifiers": (0, 128),
    "MaxLengthParameters.userData": (0, 256),
    **{f"MaxLengthParameters.{name}": (0, 64) for name in ("buttonLabel", "lampLabel", "charactersToSend")},
    **{
        f"MaxLengthParameters.{name}": (0, 32)
        for name in ("accountInfo", "authCode", "agentID", "agentPassword", "correlatorData")
    },
}
"""What ECMA-285 says of other members."""
_NEVER_EMPTY = frozenset({"CallState.compoundCallState", "GetAgentStateResult.agentStateList"})
"""Lists that say nothing when they are empty, for which the standard has another form, or that it wants filled."""


@dataclass(frozen=True, slots=True)
class Draw:
    """Where choices come from: hypothesis, or a seeded generator."""

    integer: Callable[[int, int], int]
    """(least, greatest) -> one of them."""
    listed: bool
    without: frozenset[str]
    whole: bool = False
    """Every optional member comes."""

    def pick(self, choices: Sequence[_T]) -> _T:
        """One of ``choices``."""
        return choices[self.integer(0, len(choices) - 1)]

    def octets(self, least: int = 1, most: int = 8) -> bytes:
        """Some octets."""
        return bytes(self.integer(0, 255) for _ in range(self.integer(least, most)))

    def text(self, alphabet: str, least: int = 1, most: int = 10) -> str:
        """Some characters."""
        return "".join(self.pick(alphabet) for _ in range(self.integer(least, most)))


def sample(
    random: Random,
    type_name: str,
    *,
    schema: Schema | None = None,
    listed: bool = False,
    without: frozenset[str] = frozenset(),
    whole: bool = False,
) -> Any:
    """Return one value of a type. ``without`` names optional members that never come; ``whole``: all others come."""
    return _value(Draw(random.randint, listed, without, whole), (schema or shipped()).node(type_name), "")


def plain(
    type_name: str, *, schema: Schema | None = None, listed: bool = False, without: frozenset[str] = frozenset()
) -> Strategy:
    """Plain values of a type."""
    node = (schema or shipped()).node(type_name)

    @st.composite
    def values(draw: st.DrawFn) -> Any:
        return _value(Draw(lambda least, most: draw(st.integers(least, most)), listed, without), node, "")

    return values()


def arguments(operation: Operation, **how: Any) -> Strategy:
    """Messages of an operation's argument; event reports of every kind for operation 21."""
    return plain(operation.argument_type, **how).map(
        lambda value: operations.decode_argument(shipped(), operation, shipped().encode(operation.argument_type, value))
    )


def results(operation: Operation, **how: Any) -> Strategy:
    """Messages of an operation's result."""
    type_name = operation.result_type
    assert type_name is not None, f"{operation.name} is never answered"
    return plain(type_name, **how).map(
        lambda value: operations.decode_result(shipped(), operation, shipped().encode(type_name, value))
    )


def any_argument(**how: Any) -> Strategy:
    """Messages of any operation's argument."""
    return st.one_of([arguments(operation, **how) for operation in OPERATIONS])


def _value(draw: Draw, node: Node, key: str) -> Any:
    if node.inner is not None:
        return _value(draw, node.inner, key)
    match node.kind:
        case "SEQUENCE":
            return {
                name: _value(draw, member, f"{node.type_name or ''}.{name}")
                for name, member, optional in node.members
                if not optional or (name not in draw.without and (draw.whole or draw.integer(0, 2) == 0))
            }
        case "SEQUENCE OF":
            assert node.element is not None
            least = 1 if key in _NEVER_EMPTY else 0
            return [_value(draw, node.element, key) for _ in range(draw.integer(least, 2))]
        case "CHOICE":
            name, choice = draw.pick(node.alternatives)
            return name, _value(draw, choice, f"{node.type_name}.{name}")
        case "INTEGER" | "ENUMERATED":
            return _number(draw, node, key)
        case "BIT STRING":
            return _bits(draw, node)
        case "IA5String" if key == "CivicLocation.country":  # at most two letters
            return draw.text(_TEXT, 0, 2)
        case "IA5String":
            return draw.text(_DIGITS if node.type_name == "NumberDigits" or "igit" in key else _TEXT)
        case _:
            return _PRIMITIVES[node.kind](draw, key)


def _number(draw: Draw, node: Node, key: str) -> int:
    if node.names:
        return draw.pick(sorted(node.names)) if draw.listed or draw.integer(0, 4) else draw.integer(0, 1000)
    if key.rsplit(".", maxsplit=1)[-1] in _HUNDRED:
        return draw.integer(1, 100)
    if key in _RANGES:
        return draw.integer(*_RANGES[key])
    bits = draw.integer(1, 31 if draw.listed else 63)
    return draw.integer(0 if draw.listed else -(1 << bits), (1 << bits) - 1)


def _bits(draw: Draw, node: Node) -> tuple[bytes, int]:
    length = draw.integer(1, max(node.names, default=12) + 1)
    return (draw.integer(0, (1 << length) - 1) << -length % 8).to_bytes((length + 7) // 8, "big"), length


def _time(draw: Draw, key: str) -> datetime:
    return datetime(
        draw.integer(1970, 2099),
        draw.integer(1, 12),
        draw.integer(1, 28),
        draw.integer(0, 23),
        draw.integer(0, 59),
        draw.integer(0, 59),
    )


def _octet_string(draw: Draw, key: str) -> bytes:
    """For ANY: what private data and security information may be; no member beside an ANY is one."""
    octets = draw.octets()
    return bytes((4, len(octets))) + octets


_PRIMITIVES: dict[str, Callable[[Draw, str], Any]] = {
    "BOOLEAN": lambda draw, key: bool(draw.integer(0, 1)),
    "OCTET STRING": lambda draw, key: draw.octets(),
    "NULL": lambda draw, key: None,
    "OBJECT IDENTIFIER": lambda draw, key: draw.pick(_IDENTIFIERS),
    "GeneralizedTime": _time,
    "ANY": _octet_string,
}
