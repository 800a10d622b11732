"""APDUs of a link as frozen messages: association control (ACSE, X.227) and remote operations (ROSE, X.229).

Both ends use the same messages. What stands inside an operation is left as octets here;
:mod:`desktop.csta.operations` knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.csta.ber import MOST_ELEMENTS, guard
from desktop.csta.dialects import Dialect
from desktop.csta.encoder import LENGTHS, integer
from desktop.csta.errors import DecodeError
from desktop.csta.relay import INVOKE, RESULT, head
from desktop.csta.schema import Schema
from desktop.sentences import Sentence

ACCEPTED, REJECTED_PERMANENT, REJECTED_TRANSIENT = 0, 1, 2
"""Results of an association (X.227)."""
MOST_VERSIONS = 128
"""Bits of the CSTA version that are looked at, at most; ECMA-285 has seven."""
AUTHENTICATION_FAILURE = 13
"""Diagnostic of a rejected association: wrong name or password (X.227)."""


@dataclass(frozen=True, slots=True)
class AssociateRequest:
    """AARQ: the computing function logs in.

    :ivar versions: bits of the CSTA version that it offers; compared as bits, never as octets.
    """

    user: bytes | None
    password: bytes | None
    versions: frozenset[int]
    context_name: str
    version_bits: int = 16

    def __repr__(self) -> str:
        """Leave the password out: a message may end in a log."""
        versions = sorted(self.versions)
        return f"AssociateRequest(user={self.user!r}, versions={versions}, context_name={self.context_name!r})"


@dataclass(frozen=True, slots=True)
class AssociateResponse:
    """AARE: the switching function accepts or rejects the log-in.

    :ivar source: "user" (the CSTA application) or "provider" (ACSE itself).
    :ivar strings: what the switch says of itself; HiPath sends its stamp and its system version.
    """

    result: int
    source: str = "user"
    diagnostic: int = 0
    versions: frozenset[int] = frozenset()
    strings: tuple[bytes, ...] | None = None
    context_name: str = "1.3.12.0.218"
    version_bits: int = 4


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """RLRQ: one side wants to end the association in order."""

    reason: int | None = None


@dataclass(frozen=True, slots=True)
class ReleaseResponse:
    """RLRE: the other side agrees."""

    reason: int | None = None


@dataclass(frozen=True, slots=True)
class Abort:
    """ABRT: the association ends at once. ``source`` 0: the application, 1: ACSE; ``diagnostic`` 1: no reason given."""

    source: int = 0
    diagnostic: int | None = 1


@dataclass(frozen=True, slots=True)
class Invoke:
    """An operation is asked. ``opcode`` is None where it is a global one, which CSTA does not use."""

    invoke_id: int
    opcode: int | None
    argument: bytes | None


@dataclass(frozen=True, slots=True)
class ReturnResult:
    """An operation was done; ``opcode`` and ``value`` are None in the short form without data."""

    invoke_id: int
    opcode: int | None
    value: bytes | None


@dataclass(frozen=True, slots=True)
class ReturnError:
    """An operation was refused; CSTA has one error code, 1, universalFailure."""

    invoke_id: int
    code: int | None
    parameter: bytes | None


PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "general": ("unrecognizedPDU", "mistypedPDU", "badlyStructuredPDU"),
    "invoke": ("duplicateInvocation", "unrecognizedOperation", "mistypedArgument", "resourceLimitation"),
    "returnResult": ("unrecognizedInvocation", "resultResponseUnexpected", "mistypedResult"),
    "returnError": (
        "unrecognizedInvocation",
        "errorResponseUnexpected",
        "unrecognizedError",
        "unexpectedError",
        "mistypedParameter",
    ),
}
"""Names of ROSE reject problems by their kind and number (X.229)."""


@dataclass(frozen=True, slots=True)
class Reject:
    """An APDU could not be dealt with. ``invoke_id`` is None where it is not known whose.

    :ivar kind: "general", "invoke", "returnResult", "returnError".
    """

    invoke_id: int | None
    kind: str
    problem: int

    @property
    def name(self) -> str:
        """The problem's name, ``value-N`` where it has none."""
        names = PROBLEMS.get(self.kind, ())
        return names[self.problem] if 0 <= self.problem < len(names) else f"value-{self.problem}"


Apdu = (
    AssociateRequest
    | AssociateResponse
    | ReleaseRequest
    | ReleaseResponse
    | Abort
    | Invoke
    | ReturnResult
    | ReturnError
    | Reject
)


def decode(schema: Schema, octets: bytes) -> Apdu:
    """Decode the envelope of one APDU.

    :raises DecodeError: it is not one.
    """
    usual = _usual(octets)
    if usual is not None:
        return usual
    name, value = schema.decode("Apdu", octets)
    decoder = _DECODERS.get(name)
    if decoder is None:
        raise DecodeError(Sentence("The other side sent a message that is neither ACSE nor ROSE."), octets, 0)
    try:
        return decoder(value)
    except KeyError as missing:
        raise DecodeError(
            Sentence(
                "The other side sent {message} without {member}, which it must have.",
                message=name,
                member=missing.args[0],
            ),
            octets,
        ) from None


def _usual(octets: bytes) -> Invoke | ReturnResult | None:
    """Read an invoke or a result of the usual form without the schema; None where it has another."""
    if len(octets) > 2 * MOST_ELEMENTS:
        guard(octets)
    try:
        kind = octets[0]
        if kind not in (INVOKE, RESULT):
            return None
        invoke_id, opcode, start, end = head(octets)
        if invoke_id is None or opcode is None or not _fills(octets, start, end):
            return None
    except (DecodeError, IndexError):
        return None
    return (Invoke if kind == INVOKE else ReturnResult)(invoke_id, opcode, octets[start:end])


def _fills(octets: bytes, start: int, end: int) -> bool:
    """Tell whether just one element lies between ``start`` and ``end``."""
    if start + 2 > end:
        return False
    length = octets[start + 1]
    if length < 0x80:
        return start + 2 + length == end
    return (
        length < 0x83
        and start + length - 0x7E + int.from_bytes(octets[start + 2 : start + length - 0x7E], "big") == end
    )


def encode(schema: Schema, apdu: Apdu, dialect: Dialect) -> bytes:
    """Encode one APDU, without its frame.

    What an invoke or a result carries must be octets that the schema has encoded: of others it is not certain that it
    is seen whether they are sound.

    :raises LocalMisuse: a part of it does not fit its type.
    """
    return _written(apdu) or schema.encode("Apdu", _encode(apdu, dialect))


def _written(apdu: Apdu) -> bytes | None:
    """Write an invoke or a result of the usual form without the schema; None where it has another."""
    if isinstance(apdu, Invoke):
        octets = apdu.argument
    elif isinstance(apdu, ReturnResult):
        octets = apdu.value
    else:
        return None
    if type(octets) is not bytes or type(apdu.invoke_id) is not int or type(apdu.opcode) is not int:
        return None
    if not _fills(octets, 0, len(octets)):
        return None
    content = b"\x02" + integer(apdu.opcode) + octets
    kind = b"\xa1"
    if isinstance(apdu, ReturnResult):
        content = b"\x30" + LENGTHS[len(content)] + content
        kind = b"\xa2"
    content = b"\x02" + integer(apdu.invoke_id) + content
    return kind + LENGTHS[len(content)] + content


def _bits(versions: frozenset[int], length: int) -> tuple[bytes, int]:
    length = max([length, *(bit + 1 for bit in versions)])
    octets = bytearray((length + 7) // 8)
    for bit in versions:
        octets[bit // 8] |= 0x80 >> bit % 8
    return bytes(octets), length


def _versions(value: Mapping[str, Any]) -> frozenset[int]:
    for external in value.get("userInformation", ()):
        form, information = external.get("value", ("", b""))
        if form in ("phaseTwo", "phaseThree") and "version" in information:
            octets, length = information["version"]
            return frozenset(bit for bit in range(min(length, MOST_VERSIONS)) if octets[bit // 8] & 0x80 >> bit % 8)
    return frozenset()


def _strings(value: Mapping[str, Any], member: str) -> tuple[bytes, ...] | None:
    form, external = value.get(member, ("", None))
    if form != "external" or "value" not in external:
        return None
    content = external["value"][1]
    return tuple(content) if isinstance(content, list) else None


def _aarq(value: Mapping[str, Any]) -> AssociateRequest:
    strings = _strings(value, "callingAuthentication") or ()
    return AssociateRequest(
        strings[0] if strings else None,
        strings[1] if len(strings) > 1 else None,
        _versions(value),
        value["contextName"],
    )


def _aare(value: Mapping[str, Any]) -> AssociateResponse:
    source, diagnostic = value.get("diagnostic", ("user", 0))
    return AssociateResponse(
        value["result"],
        source,
        diagnostic if isinstance(diagnostic, int) else -1,
        _versions(value),
        _strings(value, "respondingAuthentication"),
        value["contextName"],
    )


def _local(opcode: tuple[str, Any]) -> int | None:
    return opcode[1] if opcode[0] == "local" else None


def _invoke_id(value: Mapping[str, Any]) -> int:
    form, number = value["invokeId"]
    if form != "present":
        raise KeyError("invokeId")
    return int(number)


def _result(value: Mapping[str, Any]) -> ReturnResult:
    inner = value.get("result")
    if inner is None:
        return ReturnResult(_invoke_id(value), None, None)
    return ReturnResult(_invoke_id(value), _local(inner["opcode"]), inner.get("value"))


def _reject(value: Mapping[str, Any]) -> Reject:
    form, number = value["invokeId"]
    kind, problem = value["problem"]
    return Reject(number if form == "present" else None, kind, problem if isinstance(problem, int) else -1)


_DECODERS: dict[str, Callable[[Any], Apdu]] = {
    "aarq": _aarq,
    "aare": _aare,
    "rlrq": lambda value: ReleaseRequest(value.get("reason")),
    "rlre": lambda value: ReleaseResponse(value.get("reason")),
    "abrt": lambda value: Abort(value.get("source", 0), value.get("diagnostic")),
    "invoke": lambda value: Invoke(_invoke_id(value), _local(value["opcode"]), value.get("argument")),
    "result": _result,
    "error": lambda value: ReturnError(_invoke_id(value), _local(value["errorCode"]), value.get("parameter")),
    "reject": _reject,
}


def _encode(apdu: Apdu, dialect: Dialect) -> tuple[str, dict[str, Any]]:
    match apdu:
        case AssociateRequest():
            strings = [text for text in (apdu.user, apdu.password) if text is not None]
            authentication = (
                {
                    "senderRequirements": (b"\x80", 2),
                    "callingAuthentication": ("external", {"value": ("calling", strings)}),
                }
                if strings
                else {}
            )
            return "aarq", {
                **_protocol_version(dialect),
                "contextName": apdu.context_name,
                **authentication,
                "userInformation": _user_information(apdu.versions, apdu.version_bits, dialect),
            }
        case AssociateResponse():
            authentication = (
                {}
                if apdu.strings is None
                else {
                    "responderRequirements": (b"\x80", 2),
                    "respondingAuthentication": ("external", {"value": ("responding", list(apdu.strings))}),
                }
            )
            return "aare", {
                **_protocol_version(dialect),
                "contextName": apdu.context_name,
                "result": apdu.result,
                "diagnostic": (apdu.source, apdu.diagnostic),
                **authentication,
                "userInformation": _user_information(apdu.versions, apdu.version_bits, dialect),
            }
        case ReleaseRequest() | ReleaseResponse():
            name = "rlrq" if isinstance(apdu, ReleaseRequest) else "rlre"
            return name, {} if apdu.reason is None else {"reason": apdu.reason}
        case Abort():
            return "abrt", {
                "source": apdu.source,
                **({} if apdu.diagnostic is None else {"diagnostic": apdu.diagnostic}),
            }
        case _:
            return _encode_rose(apdu)


def _protocol_version(dialect: Dialect) -> dict[str, Any]:
    return {"protocolVersion": (b"\x80", 1)} if dialect.protocol_version else {}


def _user_information(versions: frozenset[int], length: int, dialect: Dialect) -> list[dict[str, Any]]:
    information: dict[str, Any] = {"version": _bits(versions, length)}
    if dialect.user_information == "phaseTwo":
        for member, functions in (("required", dialect.required_functions), ("supplied", dialect.supplied_functions)):
            information[member] = {name: (octets, bits) for name, octets, bits in functions}
    reference = {} if dialect.external_reference is None else {"directReference": dialect.external_reference}
    return [{**reference, "value": (dialect.user_information, information)}]


def _encode_rose(apdu: Invoke | ReturnResult | ReturnError | Reject) -> tuple[str, dict[str, Any]]:
    invoke_id = ("absent", None) if apdu.invoke_id is None else ("present", apdu.invoke_id)
    match apdu:
        case Invoke():
            argument = {} if apdu.argument is None else {"argument": apdu.argument}
            return "invoke", {"invokeId": invoke_id, "opcode": ("local", apdu.opcode), **argument}
        case ReturnResult():
            if apdu.opcode is None:
                return "result", {"invokeId": invoke_id}
            value = {} if apdu.value is None else {"value": apdu.value}
            return "result", {"invokeId": invoke_id, "result": {"opcode": ("local", apdu.opcode), **value}}
        case ReturnError():
            parameter = {} if apdu.parameter is None else {"parameter": apdu.parameter}
            return "error", {"invokeId": invoke_id, "errorCode": ("local", apdu.code), **parameter}
        case _:
            return "reject", {"invokeId": invoke_id, "problem": (apdu.kind, apdu.problem)}
