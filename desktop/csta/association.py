"""The state machine of one link: octets in, messages out, and back. No sockets and no clock; either end.

``receive_data`` takes octets as they come and returns messages; ``data_to_send`` gives what must go out. The
computing function (the client) calls :meth:`Association.associate`; the switching function answers with
:meth:`Association.accept`. After that both may invoke operations and answer those of the other side.

Where the dialect has a hello, it goes out with the log-in, which waits for the switch's; what is no CSTA instead of it
ends the link without an ABRT.

The whole law is :data:`TRANSITIONS`: what each end may send and receive in each state. A message of the other side
that the state does not allow ends the link with an ABRT (protocol error) and :class:`RemoteViolation`; ROSE APDUs
that cannot be understood do not: they are answered with a Reject and reported as :class:`NotUnderstood`, and the link
goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from desktop.csta import apdus, operations
from desktop.csta.apdus import (
    Abort,
    Apdu,
    AssociateRequest,
    AssociateResponse,
    Invoke,
    Reject,
    ReleaseRequest,
    ReleaseResponse,
    ReturnError,
    ReturnResult,
)
from desktop.csta.ber import definite
from desktop.csta.dialects import HIPATH, Dialect
from desktop.csta.encoder import wrong
from desktop.csta.errors import DecodeError, FramingError, LocalMisuse, RemoteViolation
from desktop.csta.events.report import EventReport
from desktop.csta.failures import Failure
from desktop.csta.framing import APDU_TAGS, Deframer, frame
from desktop.csta.relay import peek, readdress
from desktop.csta.schema import Schema, shipped
from desktop.sentences import Sentence

Role = Literal["computing", "switching"]
LARGEST_INVOKE_ID = 32767
"""Ours count up to here and start again at 1: two octets, positive, as other clients have it."""


class State(Enum):
    """Where an association stands."""

    IDLE = "idle"
    ASSOCIATING = "associating"
    READY = "ready"
    RELEASING = "releasing"
    CLOSED = "closed"


_ROSE = ("Invoke", "ReturnResult", "ReturnError", "Reject")
TRANSITIONS: dict[tuple[Role, State, str], State] = {
    ("computing", State.IDLE, "send AssociateRequest"): State.ASSOCIATING,
    ("switching", State.IDLE, "receive AssociateRequest"): State.ASSOCIATING,
    ("switching", State.ASSOCIATING, "send AssociateResponse accepted"): State.READY,
    ("switching", State.ASSOCIATING, "send AssociateResponse rejected"): State.CLOSED,
    ("computing", State.ASSOCIATING, "receive AssociateResponse accepted"): State.READY,
    ("computing", State.ASSOCIATING, "receive AssociateResponse rejected"): State.CLOSED,
}
"""(role, state, what happens) -> next state; what is not here is not allowed."""
for _role in ("computing", "switching"):
    # both ask to release at the same time: each answers the other
    TRANSITIONS[_role, State.RELEASING, "receive ReleaseRequest"] = State.RELEASING
    for _way in ("send", "receive"):
        for _name in _ROSE:
            TRANSITIONS[_role, State.READY, f"{_way} {_name}"] = State.READY
            # what was on its way when the release began still counts
            TRANSITIONS[_role, State.RELEASING, f"{_way} {_name}"] = State.RELEASING
        TRANSITIONS[_role, State.READY, f"{_way} ReleaseRequest"] = State.RELEASING
        TRANSITIONS[_role, State.RELEASING, f"{_way} ReleaseResponse"] = State.CLOSED
        for _state in (State.ASSOCIATING, State.READY, State.RELEASING):
            TRANSITIONS[_role, _state, f"{_way} Abort"] = State.CLOSED


@dataclass(frozen=True, slots=True)
class Requested:
    """The other side asks an operation; answer with :meth:`Association.respond` or :meth:`Association.fail`."""

    invoke_id: int
    operation: operations.Operation
    argument: Any
    octets: bytes


@dataclass(frozen=True, slots=True)
class Reported:
    """An event report came; only from a switching function: of a client it is no operation (Reject)."""

    report: EventReport
    octets: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """The result of an operation that we asked."""

    invoke_id: int
    operation: operations.Operation
    result: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side refused an operation that we asked."""

    invoke_id: int
    operation: operations.Operation
    failure: Failure


@dataclass(frozen=True, slots=True)
class Rejected:
    """The other side could not deal with an APDU of ours. ``operation`` is None where it is not known which."""

    reject: Reject
    operation: operations.Operation | None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """An APDU that does not fit; the link goes on. ``invoke_id`` where it answers an operation of ours."""

    error: DecodeError
    octets: bytes
    invoke_id: int | None = None
    cross_ref: bytes | None = None
    """Of an event report that could not be read: its monitor's device needs a snapshot."""


Message = (
    AssociateRequest
    | AssociateResponse
    | ReleaseRequest
    | ReleaseResponse
    | Abort
    | Requested
    | Reported
    | Answered
    | Refused
    | Rejected
    | NotUnderstood
)


class Association:
    """One link of one end."""

    def __init__(self, role: Role, dialect: Dialect = HIPATH, schema: Schema | None = None) -> None:
        """:raises LocalMisuse: there is no such role."""
        if role not in ("computing", "switching"):
            raise LocalMisuse(Sentence("A link has no end called {role}.", role=role))
        self.role: Role = role
        self.dialect = dialect
        self.state = State.IDLE
        self._schema = schema or shipped()
        self._deframer = Deframer(dialect, "switching" if role == "computing" else "computing")
        self._out = bytearray()
        self._held = bytearray()
        """What waits for the hello of the other side."""
        self._greeted = self._deframer.greeted
        self._next_invoke_id = 1
        self._asked: dict[int, operations.Operation] = {}
        self._fault: RemoteViolation | None = None
        self.versions: frozenset[int] = frozenset()
        """Bits of the CSTA versions that the other side named at the log-in."""

    @property
    def closed(self) -> bool:
        """Whether the association has ended; it is not used again."""
        return self.state is State.CLOSED

    @property
    def midway(self) -> bool:
        """Whether part of a frame has come and the rest has not."""
        return self._deframer.waiting > 0

    # the way out

    def data_to_send(self) -> bytes:
        """Return and forget what must go out now."""
        data = bytes(self._out)
        self._out.clear()
        return data

    def associate(self, user: str | None, password: str | None) -> None:
        """Log in (computing function).

        :raises LocalMisuse: the association is not idle.
        """
        self._send(
            AssociateRequest(
                None if user is None else user.encode(),
                None if password is None else password.encode(),
                self.dialect.offered_versions,
                self.dialect.context_name,
                self.dialect.version_bits,
            )
        )
        self._out[:0] = self.dialect.client_hello  # nothing but the log-in can be there

    def accept(self, response: AssociateResponse) -> None:
        """Answer a log-in (switching function); the response may as well reject.

        :raises LocalMisuse: no log-in waits for its answer.
        """
        self._send(response)

    def release(self) -> None:
        """Ask to end the association in order."""
        self._send(ReleaseRequest())

    def abort(self) -> None:
        """End the association at once; does nothing where there is none."""
        if self.state not in (State.IDLE, State.CLOSED):
            self._send(Abort())

    def invoke(self, argument: Any) -> int:
        """Ask an operation by the message of its argument; returns the invoke id.

        :raises LocalMisuse: no association is ready, or the argument cannot be sent.
        """
        operation = operations.asked_by(type(argument))
        octets = operations.encode_argument(self._schema, argument)
        invoke_id = self._free_invoke_id()
        self._send(Invoke(invoke_id, operation.code, octets))
        if operation.result_path is not None:
            self._asked[invoke_id] = operation
        return invoke_id

    def forget(self, invoke_id: int) -> None:
        """Stop waiting for an answer; one that comes late is passed over."""
        self._asked.pop(invoke_id, None)

    def report(self, report: EventReport, invoke_id: int, *, told: bytes | None = None) -> bytes:
        """Send an event report (switching function) under its own invoke id; returns the APDU.

        :param told: the APDU that told the same event to another monitor, on this link or another. With it nothing is
            encoded anew: only the address is changed.
        :raises LocalMisuse: no association is ready, or the report cannot be sent.
        """
        code = operations.EVENT_REPORT.code
        if told is None:
            return self._send(Invoke(invoke_id, code, operations.encode_argument(self._schema, report)))
        where = peek(told)
        assert where is not None, "an event report"
        octets = readdress(told, where, invoke_id=invoke_id, cross_ref=report.cross_ref)
        return self._send(Invoke(invoke_id, code, None), octets)

    def respond(self, request: Requested, result: Any) -> None:
        """Answer an operation of the other side with its result.

        :raises LocalMisuse: no association is ready, or the result is another operation's or cannot be sent.
        """
        octets = operations.encode_result(self._schema, request.operation, result)
        self._send(ReturnResult(request.invoke_id, request.operation.code, octets))

    def fail(self, invoke_id: int, failure: Failure) -> None:
        """Refuse an operation of the other side.

        :raises LocalMisuse: no association is ready, or the failure cannot be sent.
        """
        if not isinstance(failure, Failure):
            raise LocalMisuse(wrong("UniversalFailure", "failure", failure))
        octets = self._schema.encode("UniversalFailure", failure.to_asn1())
        self._send(ReturnError(invoke_id, 1, octets))

    def reject(self, invoke_id: int | None, kind: str, problem: str) -> None:
        """Say that an APDU of the other side cannot be dealt with.

        :param kind: a kind of :data:`desktop.csta.apdus.PROBLEMS`, and ``problem`` one of its names.
        :raises LocalMisuse: no association is ready, or there is no such problem.
        """
        problems = apdus.PROBLEMS.get(kind, ())
        if problem not in problems:
            raise LocalMisuse(Sentence("There is no problem {problem} of kind {kind}.", problem=problem, kind=kind))
        self._send(Reject(invoke_id, kind, problems.index(problem)))

    # the way in

    def receive_data(self, data: bytes) -> list[Message]:
        """Take octets and return the messages that are whole now, in order.

        Messages before a fault come first; the next call raises the fault, also ``receive_data(b"")``.

        :raises FramingError: the stream is no sequence of frames.
        :raises RemoteViolation: a message that the state does not allow, or an envelope that is not one; the
            association is closed then and an ABRT is ready to go out.
        """
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        if self.closed:
            return []
        messages: list[Message] = []
        try:
            for octets in self._deframe(data):
                message = self._receive(octets)
                if message is not None:
                    messages.append(message)
        except RemoteViolation as fault:
            if not messages:
                raise
            self._fault = fault
        return messages

    def _deframe(self, data: bytes) -> list[bytes]:
        whole = self._feed(data)
        if self._deframer.greeted and not self._greeted:
            self._greeted = True
            whole = whole or self._feed(b"")  # raises a fault right behind the hello
            if self.role == "switching":
                self._out += self.dialect.server_hello
            self._out += self._held
            self._held.clear()
        return whole

    def _feed(self, data: bytes) -> list[bytes]:
        try:
            return self._deframer.feed(data)
        except FramingError:
            self.abort()
            self.state = State.CLOSED
            raise

    def _receive(self, octets: bytes) -> Message | None:
        if self.closed:
            return None
        try:
            if self.dialect.indefinite_lengths:
                octets = definite(octets)
            apdu = apdus.decode(self._schema, octets)
        except DecodeError as error:
            if self.state is not State.READY:
                self._violated()
                raise
            known = not octets or octets[0] in APDU_TAGS
            self.reject(None, "general", "badlyStructuredPDU" if known else "unrecognizedPDU")
            return NotUnderstood(error, octets)
        self._move("receive", apdu, octets)
        match apdu:
            case AssociateRequest() | AssociateResponse():
                self.versions = apdu.versions
                return apdu
            case ReleaseRequest():
                self._send(ReleaseResponse())
                return apdu
            case Invoke():
                return self._receive_invoke(apdu, octets)
            case ReturnResult():
                return self._receive_result(apdu, octets)
            case ReturnError():
                return self._receive_error(apdu, octets)
            case Reject():
                operation = None if apdu.invoke_id is None else self._asked.pop(apdu.invoke_id, None)
                return Rejected(apdu, operation)
            case _:
                return apdu

    def _receive_invoke(self, apdu: Invoke, octets: bytes) -> Message:
        operation = operations.BY_CODE.get(-1 if apdu.opcode is None else apdu.opcode)
        if operation is operations.EVENT_REPORT and self.role == "switching":
            self.reject(apdu.invoke_id, "invoke", "unrecognizedOperation")
            return NotUnderstood(
                DecodeError(Sentence("The other side sent an event report, which only a switch sends."), octets), octets
            )
        if operation is None:
            self.reject(apdu.invoke_id, "invoke", "unrecognizedOperation")
            return NotUnderstood(
                DecodeError(
                    Sentence("The other side asked operation {code}, which is not known.", code=apdu.opcode), octets
                ),
                octets,
            )
        try:
            argument = operations.decode_argument(self._schema, operation, apdu.argument)
        except DecodeError as error:
            if operation is operations.EVENT_REPORT:
                return NotUnderstood(error, octets, cross_ref=_cross_ref(octets))
            self.reject(apdu.invoke_id, "invoke", "mistypedArgument")
            return NotUnderstood(error, octets)
        if operation is operations.EVENT_REPORT:
            return Reported(argument, octets)
        return Requested(apdu.invoke_id, operation, argument, octets)

    def _receive_result(self, apdu: ReturnResult, octets: bytes) -> Message | None:
        operation = self._asked.pop(apdu.invoke_id, None)
        if operation is None:
            return None  # its time-out came first
        try:
            return Answered(apdu.invoke_id, operation, operations.decode_result(self._schema, operation, apdu.value))
        except DecodeError as error:
            self.reject(apdu.invoke_id, "returnResult", "mistypedResult")
            return NotUnderstood(error, octets, apdu.invoke_id)

    def _receive_error(self, apdu: ReturnError, octets: bytes) -> Message | None:
        operation = self._asked.pop(apdu.invoke_id, None)
        if operation is None:
            return None
        try:
            parameter = (
                ("unspecified", None)
                if apdu.parameter is None
                else self._schema.decode("UniversalFailure", apdu.parameter)
            )
        except DecodeError as error:
            return NotUnderstood(error, octets, apdu.invoke_id)
        return Refused(apdu.invoke_id, operation, Failure.from_asn1(parameter))

    def _send(self, apdu: Apdu, octets: bytes | None = None) -> bytes:
        """Send an APDU, which may be encoded already, and return its octets."""
        before = self.state
        self._move("send", apdu, b"")
        try:
            if octets is None:
                octets = apdus.encode(self._schema, apdu, self.dialect)
            self._put(octets)
        except LocalMisuse:
            self.state = before  # what cannot be sent has not happened
            raise
        return octets

    def _put(self, octets: bytes) -> None:
        dialect = self.dialect
        limit = dialect.largest_request if self.role == "computing" else dialect.largest_apdu
        framed = frame(octets, dialect, limit)
        if self._greeted:
            self._out += framed
        else:
            self._held += framed

    def _move(self, way: str, apdu: Apdu, octets: bytes) -> None:
        """Go to the state that the table says, or say whose fault it is that it says none."""
        name = type(apdu).__name__
        if isinstance(apdu, AssociateResponse):
            name += " accepted" if apdu.result == apdus.ACCEPTED else " rejected"
        following = TRANSITIONS.get((self.role, self.state, f"{way} {name}"))
        if following is not None:
            self.state = following
            return
        if way == "send":
            if name.startswith("Associate") and self.state not in (State.IDLE, State.CLOSED):
                raise LocalMisuse(Sentence("The link is there already, or is being made."))
            raise LocalMisuse(Sentence("There is no link to the telephone system."))
        self._violated()
        raise RemoteViolation(
            Sentence("The other side sent {message} at a time when it must not.", message=name), octets
        )

    def _violated(self) -> None:
        if self.state is not State.IDLE:
            self._put(apdus.encode(self._schema, Abort(0, 2), self.dialect))
        self.state = State.CLOSED

    def _free_invoke_id(self) -> int:
        while self._next_invoke_id in self._asked:
            self._next_invoke_id = self._next_invoke_id % LARGEST_INVOKE_ID + 1
        invoke_id = self._next_invoke_id
        self._next_invoke_id = invoke_id % LARGEST_INVOKE_ID + 1
        return invoke_id


def _cross_ref(event: bytes) -> bytes | None:
    """Return whose event it is, for one that is damaged further on."""
    try:
        where = peek(event)
    except DecodeError:
        return None
    return None if where is None else where.cross_ref
