"""The state machine of a link: pairs of two ends, playbooks of octets, and every (role, state, message) tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta import apdus, operations
from desktop.csta import association as a
from desktop.csta.apdus import Abort, AssociateRequest, AssociateResponse, Reject, ReleaseRequest, ReleaseResponse
from desktop.csta.association import Association, Role, State
from desktop.csta.dialects import ALCATEL, HIPATH, PANASONIC
from desktop.csta.enumerations import EventCause, LocalConnectionState, SystemStatus
from desktop.csta.errors import DecodeError, FramingError, LocalMisuse, RemoteViolation
from desktop.csta.events.call_control import ConnectionCleared
from desktop.csta.events.report import EventReport, UnknownEvent
from desktop.csta.failures import Failure, OperationError
from desktop.csta.framing import frame
from desktop.csta.schema import shipped
from desktop.csta.services.call_control import MakeCall, MakeCallResult
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import GetDoNotDisturb
from desktop.csta.services.monitoring import MonitorStart
from desktop.csta.services.system import SystemStatusRequest
from desktop.csta.values import ConnectionID, DeviceID, ReportedDevice
from tests.csta.conftest import DATA
from tests.support import playbooks
from tests.support.strategies import sample

MAKE_CALL = MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101"))
CONNECTION = ConnectionID.of(b"\xb1\x64", "100")
CLEARED = EventReport(
    b"\x00\x11",
    ConnectionCleared(
        dropped_connection=CONNECTION,
        releasing_device=ReportedDevice.known("100"),
        local_connection_info=LocalConnectionState.null,
        cause=EventCause.normalClearing,
    ),
)
ROLES: tuple[Role, ...] = ("computing", "switching")


def framed(text: str) -> bytes:
    """Frame an APDU given in hex."""
    return frame(bytes.fromhex(text.replace(" ", "")), HIPATH)


def apdu(message: apdus.Apdu) -> bytes:
    return frame(apdus.encode(shipped(), message, HIPATH), HIPATH)


@dataclass
class Pair:
    client: Association
    switch: Association

    def to_switch(self) -> list[a.Message]:
        return self.switch.receive_data(self.client.data_to_send())

    def to_client(self) -> list[a.Message]:
        return self.client.receive_data(self.switch.data_to_send())


@pytest.fixture
def pair() -> Pair:
    return Pair(Association("computing"), Association("switching"))


@pytest.fixture
def ready(pair: Pair) -> Pair:
    pair.client.associate("AMHOST", "77777")
    pair.to_switch()
    pair.switch.accept(AssociateResponse(0, versions=frozenset({3})))
    pair.to_client()
    return pair


# pairs


def test_log_in(pair: Pair) -> None:
    pair.client.associate("AMHOST", "77777")
    assert pair.client.state is State.ASSOCIATING
    assert pair.to_switch() == [AssociateRequest(b"AMHOST", b"77777", frozenset({3}), "1.3.12.0.218")]
    pair.switch.accept(AssociateResponse(0, versions=frozenset({3})))
    assert pair.to_client() == [AssociateResponse(0, versions=frozenset({3}))]
    assert (pair.client.state, pair.switch.state) == (State.READY, State.READY)
    assert pair.client.versions == pair.switch.versions == {3}


def test_log_in_without_name_and_password(pair: Pair) -> None:
    pair.client.associate(None, None)
    (request,) = pair.to_switch()
    assert isinstance(request, AssociateRequest)
    assert (request.user, request.password) == (None, None)


def test_names_are_utf8(pair: Pair) -> None:
    pair.client.associate("Jürgen", "pässword")
    (request,) = pair.to_switch()
    assert isinstance(request, AssociateRequest)
    assert (request.user, request.password) == ("Jürgen".encode(), "pässword".encode())


def test_wrong_password(pair: Pair) -> None:
    pair.client.associate("AMHOST", "wrong")
    pair.to_switch()
    pair.switch.accept(AssociateResponse(1, "user", apdus.AUTHENTICATION_FAILURE))
    assert pair.switch.closed
    assert pair.to_client() == [AssociateResponse(1, "user", 13)]
    assert pair.client.closed


def test_an_operation_and_its_result(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    (request,) = ready.to_switch()
    assert isinstance(request, a.Requested)
    assert (request.invoke_id, request.argument, request.operation.name) == (invoke_id, MAKE_CALL, "makeCall")
    result = MakeCallResult(calling_device=CONNECTION)
    ready.switch.respond(request, result)
    assert ready.to_client() == [a.Answered(invoke_id, request.operation, result)]


def test_an_operation_and_its_refusal(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    ready.to_switch()
    failure = Failure.operation(OperationError.invalidCalledDeviceID)
    ready.switch.fail(invoke_id, failure)
    assert ready.to_client() == [a.Refused(invoke_id, operations.BY_CODE[10], failure)]


def test_an_operation_and_its_reject(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    ready.to_switch()
    ready.switch.reject(invoke_id, "invoke", "resourceLimitation")
    assert ready.to_client() == [a.Rejected(Reject(invoke_id, "invoke", 3), operations.BY_CODE[10])]


def test_a_reject_of_nobody_knows_what(ready: Pair) -> None:
    ready.switch.reject(None, "general", "unrecognizedPDU")
    assert ready.to_client() == [a.Rejected(Reject(None, "general", 0), None)]


def test_both_sides_ask_at_any_time(ready: Pair) -> None:
    ready.switch.invoke(SystemStatusRequest(system_status=SystemStatus.normal))
    (request,) = ready.to_client()
    assert isinstance(request, a.Requested)
    ready.client.respond(request, Acknowledged())
    (answer,) = ready.to_switch()
    assert isinstance(answer, a.Answered)
    assert answer.result == Acknowledged()


def test_an_event_is_never_answered(ready: Pair) -> None:
    ready.switch.report(CLEARED, 45317)
    (reported,) = ready.to_client()
    assert isinstance(reported, a.Reported)
    assert reported.report == CLEARED
    assert ready.client.data_to_send() == b""
    assert ready.switch.invoke(CLEARED) == 1  # as an operation like others, it waits for no answer either
    assert ready.switch._asked == {}


def test_the_same_event_for_another_monitor_needs_no_encoding(ready: Pair) -> None:
    told = ready.switch.report(CLEARED, 127)
    ready.switch.data_to_send()
    for invoke_id, cross_ref in ((128, b"\x00\x07"), (45317, b"\x01"), (1, CLEARED.cross_ref), (9, bytes(8))):
        report = replace(CLEARED, cross_ref=cross_ref)
        again = ready.switch.report(report, invoke_id, told=told)
        sent = ready.switch.data_to_send()
        assert sent == frame(again, HIPATH)
        assert again == ready.switch.report(report, invoke_id)
        assert ready.switch.data_to_send() == sent
        (reported,) = ready.client.receive_data(sent)
        assert isinstance(reported, a.Reported)
        assert reported.report == report
    with pytest.raises(LocalMisuse, match="has no place for a cross reference"):
        ready.switch.report(replace(CLEARED, cross_ref=b""), 1, told=told)
    ready.switch.abort()
    with pytest.raises(LocalMisuse, match="There is no link"):
        ready.switch.report(CLEARED, 2, told=told)


def test_messages_before_the_answer_and_late_answers(ready: Pair) -> None:
    first, second = ready.client.invoke(MAKE_CALL), ready.client.invoke(MAKE_CALL)
    requests = ready.to_switch()
    ready.switch.report(CLEARED, 1)
    for request in reversed(requests):
        assert isinstance(request, a.Requested)
        ready.switch.respond(request, MakeCallResult(calling_device=CONNECTION))
    ready.client.forget(first)
    ready.client.forget(99)
    messages = ready.to_client()
    assert [type(message) for message in messages] == [a.Reported, a.Answered]
    assert isinstance(messages[1], a.Answered)
    assert messages[1].invoke_id == second


@pytest.mark.parametrize("answer", [apdus.ReturnError(5, 1, None), apdus.ReturnResult(5, 10, b"\x05\x00")])
def test_an_answer_that_nobody_waits_for_is_passed_over(ready: Pair, answer: apdus.Apdu) -> None:
    assert ready.client.receive_data(apdu(answer)) == []
    assert ready.client.data_to_send() == b""


def test_release_in_order(ready: Pair) -> None:
    ready.client.release()
    assert ready.client.state is State.RELEASING
    assert ready.to_switch() == [ReleaseRequest()]
    assert ready.switch.closed
    assert ready.to_client() == [ReleaseResponse()]
    assert ready.client.closed


def test_what_was_on_its_way_when_the_release_began_still_counts(ready: Pair) -> None:
    ready.switch.report(CLEARED, 1)
    ready.client.release()
    assert [type(message) for message in ready.to_client()] == [a.Reported]


def test_an_event_report_is_an_operation_of_the_switch_only(ready: Pair) -> None:
    ready.client.report(CLEARED, 7)
    (message,) = ready.to_switch()
    assert isinstance(message, a.NotUnderstood)
    assert "only a switch" in str(message.error.sentence)
    (answer,) = ready.to_client()
    assert answer == a.Rejected(apdus.Reject(7, "invoke", 1), None)


def test_both_release_at_the_same_time(ready: Pair) -> None:
    ready.client.release()
    ready.switch.release()
    to_switch, to_client = ready.client.data_to_send(), ready.switch.data_to_send()
    assert ready.switch.receive_data(to_switch) == [ReleaseRequest()]
    assert ready.client.receive_data(to_client) == [ReleaseRequest()]
    assert (ready.client.closed, ready.switch.closed) == (True, True)


def test_abort(ready: Pair) -> None:
    ready.client.abort()
    assert ready.client.closed
    assert ready.to_switch() == [Abort(0, 1)]
    assert ready.switch.closed


def test_abort_of_nothing_does_nothing(pair: Pair, ready: Pair) -> None:
    fresh = Association("computing")
    fresh.abort()
    assert (fresh.state, fresh.data_to_send()) == (State.IDLE, b"")
    ready.client.abort()
    ready.client.data_to_send()
    ready.client.abort()
    assert ready.client.data_to_send() == b""


def test_after_the_end_nothing_is_read(ready: Pair) -> None:
    ready.switch.abort()
    after = ready.switch.data_to_send() + apdu(apdus.Invoke(1, 211, bytes.fromhex("30030a0102")))
    assert ready.client.receive_data(after) == [Abort(0, 1)]
    assert ready.client.receive_data(b"?") == []


def test_invoke_ids_wrap_and_pass_over_pending_ones(ready: Pair) -> None:
    asked = GetDoNotDisturb(device=DeviceID("100"))
    pending = ready.client.invoke(asked)
    ready.client._next_invoke_id = a.LARGEST_INVOKE_ID
    assert [ready.client.invoke(asked) for _ in range(3)] == [32767, 2, 3]
    assert pending == 1
    ready.client.forget(2)
    ready.client._next_invoke_id = 1
    assert ready.client.invoke(asked) == 2


# pairs at random: whatever is asked and answered, however the octets come, the same messages arrive


class Talk:
    """Two ends that are ready; what each sends is on its way until it is delivered."""

    def __init__(self) -> None:
        self.ends: dict[Role, Association] = {role: Association(role) for role in ROLES}
        client, switch = self.ends["computing"], self.ends["switching"]
        client.associate("AMHOST", "77777")
        switch.receive_data(client.data_to_send())
        switch.accept(AssociateResponse(0))
        client.receive_data(switch.data_to_send())
        self.on_the_way: dict[Role, bytes] = dict.fromkeys(ROLES, b"")
        self.sent: dict[Role, list[Any]] = {role: [] for role in ROLES}
        self.arrived: dict[Role, list[Any]] = {role: [] for role in ROLES}
        self.asked: dict[Role, list[a.Requested]] = {role: [] for role in ROLES}

    def ask(self, role: Role, operation: operations.Operation, seed: int) -> None:
        argument = self.value(operation.argument_type, operation, seed)
        invoke_id = self.ends[role].invoke(argument)
        self._sent(role, (invoke_id, operation.name, argument))

    def report(self, seed: int) -> None:
        report = self.value("CSTAEventReportArgument", operations.EVENT_REPORT, seed)
        if not isinstance(report.event, UnknownEvent):  # cannot be sent
            self.ends["switching"].report(report, seed)
            self._sent("switching", report)

    def answer(self, role: Role, which: int, seed: int) -> None:
        """One of the requests that have come is done, refused or rejected."""
        if not self.asked[role]:
            return
        request = self.asked[role].pop(which % len(self.asked[role]))
        end, invoke_id, operation = self.ends[role], request.invoke_id, request.operation
        match seed % 4:
            case 0:
                failure = Failure.from_asn1(sample(Random(seed), "UniversalFailure"))
                end.fail(invoke_id, failure)
                self._sent(role, (invoke_id, operation.name, failure))
            case 1:
                end.reject(invoke_id, "invoke", "resourceLimitation")
                self._sent(role, (invoke_id, operation.name, Reject(invoke_id, "invoke", 3)))
            case _:
                result = self.value(operation.result_type, operation, seed)
                end.respond(request, result)
                self._sent(role, (invoke_id, operation.name, result))

    def deliver(self, role: Role, count: int) -> None:
        """Some octets arrive at an end."""
        piece, self.on_the_way[role] = self.on_the_way[role][:count], self.on_the_way[role][count:]
        for message in self.ends[role].receive_data(piece):
            match message:
                case a.Requested():
                    self.arrived[role].append((message.invoke_id, message.operation.name, message.argument))
                    if message.operation.result_type is not None:
                        self.asked[role].append(message)
                case a.Reported():
                    self.arrived[role].append(message.report)
                case a.Answered():
                    self.arrived[role].append((message.invoke_id, message.operation.name, message.result))
                case a.Refused():
                    self.arrived[role].append((message.invoke_id, message.operation.name, message.failure))
                case a.Rejected(operation=operations.Operation() as operation):
                    self.arrived[role].append((message.reject.invoke_id, operation.name, message.reject))
                case _:
                    raise AssertionError(message)

    def value(self, type_name: str | None, operation: operations.Operation, seed: int) -> Any:
        """A random message of an operation."""
        assert type_name is not None
        octets = shipped().encode(type_name, sample(Random(seed), type_name))
        decode = operations.decode_argument if type_name == operation.argument_type else operations.decode_result
        return decode(shipped(), operation, octets)

    def _sent(self, role: Role, message: Any) -> None:
        other: Role = "switching" if role == "computing" else "computing"
        self.on_the_way[other] += self.ends[role].data_to_send()
        self.sent[other].append(message)


ASKABLE = [row for row in operations.OPERATIONS if row is not operations.EVENT_REPORT]
SEEDS = st.integers(0, 5000)
ROLE = st.sampled_from(["computing", "switching"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(Talk.ask), ROLE, st.sampled_from(ASKABLE), SEEDS),
        st.tuples(st.just(Talk.report), SEEDS),
        st.tuples(st.just(Talk.answer), ROLE, st.integers(0, 9), SEEDS),
        st.tuples(st.just(Talk.deliver), ROLE, st.integers(1, 400)),
    ),
    max_size=40,
)


@given(STEPS)
def test_whatever_is_said_arrives_in_order(steps: list[Any]) -> None:
    talk = Talk()
    for do, *arguments in steps:
        do(talk, *arguments)
    for role in ROLES:
        talk.deliver(role, len(talk.on_the_way[role]))
        assert talk.arrived[role] == talk.sent[role]
        assert not talk.ends[role].midway
        assert talk.ends[role].data_to_send() == b""


# playbooks (tests/support/playbooks.py): >> what the other side sends, << what we make of it, => what goes out

PLAYBOOKS = [book for file in sorted((DATA / "playbooks").glob("*.txt")) for book in playbooks.read(file)]


@pytest.mark.parametrize("book", PLAYBOOKS, ids=lambda book: f"{book.role}: {book.title}")
def test_playbook(book: playbooks.Playbook) -> None:
    assert "\n".join(book.play()) == "\n".join(book.lines)


AARQ = "6031a10706052b0c00815a8a020680ac15a213a011a00f0406414d484f535404053737373737be0b2809a007a0050303001000"
AARE = (
    "6148a10706052b0c00815aa203020100a305a10302010088020680aa21a21fa01da11b04104845363435502e30302e3032333a3630"
    "04073032332e303030be0a2808a006a00403020410"
)


def test_playbook_of_a_client_against_octets(pdus: dict[str, bytes]) -> None:
    link = Association("computing")
    link.associate("AMHOST", "77777")
    assert link.data_to_send() == framed(AARQ)
    (accepted,) = link.receive_data(framed(AARE))
    assert isinstance(accepted, AssociateResponse)
    (status,) = link.receive_data(framed("a10c020101020200d330030a0102"))
    assert isinstance(status, a.Requested)
    assert status.argument == SystemStatusRequest(system_status=SystemStatus.normal)
    link.respond(status, Acknowledged())
    assert link.data_to_send() == framed("a20b0201013006020200d30500")
    assert link.invoke(MAKE_CALL) == 1
    assert link.data_to_send() == framed("a11602010102010a300e3005800331303030058003313031")
    (made,) = link.receive_data(framed("a21b020101301602010a30116b0f300d8002b164a10730058003313030"))
    assert made == a.Answered(1, operations.BY_CODE[10], MakeCallResult(calling_device=CONNECTION))
    for name in ("Event Delivered at 100 (ringing) from 257", "Event Established at 100", "Event ConnectionCleared"):
        (event,) = link.receive_data(frame(pdus[name], HIPATH))
        assert isinstance(event, a.Reported)
        assert event.octets == pdus[name]
    link.abort()
    assert link.data_to_send() == framed("6406800100810101")


def test_a_switch_says_at_the_log_in_what_it_is() -> None:
    link = Association("switching")
    (request,) = link.receive_data(framed(AARQ))
    assert isinstance(request, AssociateRequest)
    link.accept(AssociateResponse(0, versions=frozenset({3}), strings=(b"HE645P.00.023:60", b"023.000")))
    assert link.data_to_send() == framed(AARE)


@pytest.mark.parametrize(
    ("why", "octets", "answer"),
    [
        ("no sound element", "a10302", "a4050500800102"),
        ("neither ACSE nor ROSE", "0500", "a4050500800100"),
        ("an operation without its code", "a103020105", "a4050500800102"),
        ("an operation that is not known", "a107020105020200fa", "a406020105810101"),
        ("a global operation", "a1080201050603 2b0c01", "a406020105810101"),
        ("an argument of another type", "a1080201050201 0a0500", "a406020105810102"),
        ("an argument that is not there", "a10602010502010a", "a406020105810102"),
        ("an argument without a mandatory member", "a10802010502010a3000", "a406020105810102"),
    ],
)
def test_what_is_not_understood_is_rejected_and_the_link_goes_on(
    ready: Pair, why: str, octets: str, answer: str
) -> None:
    (message,) = ready.client.receive_data(framed(octets))
    assert isinstance(message, a.NotUnderstood), why
    assert isinstance(message.error, DecodeError)
    assert message.octets == bytes.fromhex(octets.replace(" ", ""))
    assert ready.client.data_to_send() == framed(answer)
    assert ready.client.state is State.READY


@pytest.mark.parametrize(
    ("octets", "cross_ref"),
    [
        ("a10c020105020115300455020011", b"\x00\x11"),  # no event in it
        ("a112020105020115300a55020011a004a4020a00", b"\x00\x11"),  # a Delivered whose cause is empty
        ("a110020105020115300855020011a002a400", b"\x00\x11"),  # a Delivered without a connection
        ("a116020105020115300e55020011a008a3064e01016b0180", b"\x00\x11"),  # cut inside its connection
        ("a10c0201050201153004a0020500", None),
        ("a1080201050201153000", None),
        ("a106020105020115", None),
        ("a1080201050201150400", None),
        ("a10b0201050201153003558105", None),  # a cross reference that reaches past its event
    ],
)
def test_an_event_that_cannot_be_read_says_whose_it_is_and_is_not_answered(
    ready: Pair, octets: str, cross_ref: bytes | None
) -> None:
    (message,) = ready.client.receive_data(framed(octets))
    assert isinstance(message, a.NotUnderstood)
    assert message.cross_ref == cross_ref
    assert ready.client.data_to_send() == b""


def test_a_result_of_another_type_is_rejected_and_names_its_operation(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    ready.client.data_to_send()
    (message,) = ready.client.receive_data(apdu(apdus.ReturnResult(invoke_id, 10, b"\x05\x00")))
    assert isinstance(message, a.NotUnderstood)
    assert message.invoke_id == invoke_id
    assert ready.client.data_to_send() == apdu(Reject(invoke_id, "returnResult", 2))


def test_a_refusal_that_cannot_be_read_names_its_operation(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    (message,) = ready.client.receive_data(apdu(apdus.ReturnError(invoke_id, 1, bytes.fromhex("a0020500"))))
    assert isinstance(message, a.NotUnderstood)
    assert message.invoke_id == invoke_id


def test_a_refusal_without_a_reason_is_unspecified(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    (message,) = ready.client.receive_data(apdu(apdus.ReturnError(invoke_id, 1, None)))
    assert message == a.Refused(invoke_id, operations.BY_CODE[10], Failure("unspecified", None))


def test_a_stream_that_is_no_csta_ends_the_link(ready: Pair) -> None:
    with pytest.raises(FramingError):
        ready.client.receive_data(b"HTTP/1.1 400 Bad Request")
    assert ready.client.closed
    assert ready.client.data_to_send() == framed("6406800100810101")


def test_messages_before_a_fault_of_the_stream_come_first(ready: Pair) -> None:
    ready.switch.report(CLEARED, 1)
    (reported,) = ready.client.receive_data(ready.switch.data_to_send() + b"?")
    assert isinstance(reported, a.Reported)
    with pytest.raises(FramingError):
        ready.client.receive_data(b"")


def test_messages_before_a_message_that_must_not_come_are_not_lost(ready: Pair) -> None:
    ready.switch.report(CLEARED, 1)
    octets = ready.switch.data_to_send() + framed(AARE)
    (reported,) = ready.client.receive_data(octets)
    assert isinstance(reported, a.Reported)
    assert ready.client.closed
    with pytest.raises(RemoteViolation, match="sent AssociateResponse accepted at a time when it must not"):
        ready.client.receive_data(b"")
    assert ready.client.receive_data(b"") == []


def test_garbage_instead_of_an_answer_to_the_log_in_ends_the_link(pair: Pair) -> None:
    pair.client.associate("AMHOST", "77777")
    pair.client.data_to_send()
    with pytest.raises(DecodeError):
        pair.client.receive_data(framed("a10302"))
    assert pair.client.closed
    assert pair.client.data_to_send() == framed("6406800100810102")  # protocol error


def test_garbage_instead_of_a_log_in_gets_no_answer(pair: Pair) -> None:
    with pytest.raises(DecodeError):
        pair.switch.receive_data(framed("a10302"))
    assert pair.switch.closed
    assert pair.switch.data_to_send() == b""


# every (role, state, message)

LAW = """
computing                            IDLE         ASSOCIATING  READY        RELEASING
send AssociateRequest                ASSOCIATING  -            -            -
send AssociateResponse accepted      -            -            -            -
send AssociateResponse rejected      -            -            -            -
send Invoke                          -            -            READY        RELEASING
send ReturnResult                    -            -            READY        RELEASING
send ReturnError                     -            -            READY        RELEASING
send Reject                          -            -            READY        RELEASING
send ReleaseRequest                  -            -            RELEASING    -
send ReleaseResponse                 -            -            -            CLOSED
send Abort                           -            CLOSED       CLOSED       CLOSED
receive AssociateRequest             -            -            -            -
receive AssociateResponse accepted   -            READY        -            -
receive AssociateResponse rejected   -            CLOSED       -            -
receive Invoke                       -            -            READY        RELEASING
receive ReturnResult                 -            -            READY        RELEASING
receive ReturnError                  -            -            READY        RELEASING
receive Reject                       -            -            READY        RELEASING
receive ReleaseRequest               -            -            RELEASING    RELEASING
receive ReleaseResponse              -            -            -            CLOSED
receive Abort                        -            CLOSED       CLOSED       CLOSED

switching                            IDLE         ASSOCIATING  READY        RELEASING
send AssociateRequest                -            -            -            -
send AssociateResponse accepted      -            READY        -            -
send AssociateResponse rejected      -            CLOSED       -            -
send Invoke                          -            -            READY        RELEASING
send ReturnResult                    -            -            READY        RELEASING
send ReturnError                     -            -            READY        RELEASING
send Reject                          -            -            READY        RELEASING
send ReleaseRequest                  -            -            RELEASING    -
send ReleaseResponse                 -            -            -            CLOSED
send Abort                           -            CLOSED       CLOSED       CLOSED
receive AssociateRequest             ASSOCIATING  -            -            -
receive AssociateResponse accepted   -            -            -            -
receive AssociateResponse rejected   -            -            -            -
receive Invoke                       -            -            READY        RELEASING
receive ReturnResult                 -            -            READY        RELEASING
receive ReturnError                  -            -            READY        RELEASING
receive Reject                       -            -            READY        RELEASING
receive ReleaseRequest               -            -            RELEASING    RELEASING
receive ReleaseResponse              -            -            -            CLOSED
receive Abort                        -            CLOSED       CLOSED       CLOSED
"""
"""Who may do what, and when: written down a second time, by what ACSE and ROSE say. Nothing happens in CLOSED, and a
ReleaseRequest is answered at once."""


def law() -> dict[tuple[str, State, str], State]:
    """The text above as a table."""
    table: dict[tuple[str, State, str], State] = {}
    for block in LAW.strip().split("\n\n"):
        (role, *states), *rows = (line.rsplit(maxsplit=4) for line in block.splitlines())
        for what, *following in rows:
            table |= {
                (role, State[state], what): State[to] for state, to in zip(states, following, strict=True) if to != "-"
            }
    return table


def test_the_table_is_the_law() -> None:
    assert law() == a.TRANSITIONS


INPUTS: dict[str, apdus.Apdu] = {
    "AssociateRequest": AssociateRequest(b"u", b"p", frozenset({3}), "1.3.12.0.218"),
    "AssociateResponse accepted": AssociateResponse(0),
    "AssociateResponse rejected": AssociateResponse(1),
    "ReleaseRequest": ReleaseRequest(),
    "ReleaseResponse": ReleaseResponse(),
    "Abort": Abort(),
    "Invoke": apdus.Invoke(1, 211, bytes.fromhex("30030a0102")),
    "ReturnResult": apdus.ReturnResult(1, 211, b"\x05\x00"),
    "ReturnError": apdus.ReturnError(1, 1, bytes.fromhex("a0030a0101")),
    "Reject": Reject(1, "invoke", 0),
}


def at(role: Role, state: State) -> Association:
    """An association of ``role`` that came to ``state`` as two ends bring each other there."""
    link = Association(role)
    playbooks.bring(link, state)
    return link


SENDERS: dict[str, Callable[[Association], Any]] = {
    "AssociateRequest": lambda link: link.associate("u", "p"),
    "AssociateResponse accepted": lambda link: link.accept(AssociateResponse(0)),
    "AssociateResponse rejected": lambda link: link.accept(AssociateResponse(2)),
    "ReleaseRequest": lambda link: link.release(),
    "Invoke": lambda link: link.invoke(MAKE_CALL),
    "ReturnResult": lambda link: link.respond(a.Requested(1, operations.BY_CODE[211], None, b""), Acknowledged()),
    "ReturnError": lambda link: link.fail(1, Failure("unspecified", None)),
    "Reject": lambda link: link.reject(1, "invoke", "resourceLimitation"),
    "ReleaseResponse": lambda link: link._send(ReleaseResponse()),  # otherwise by itself, after a ReleaseRequest
    "Abort": lambda link: link._send(Abort()),  # abort() does nothing where there is no association
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", INPUTS)
def test_every_message_in_every_state_follows_the_table(role: Role, state: State, name: str) -> None:
    link = at(role, state)
    following = a.TRANSITIONS.get((role, state, f"receive {name}"))
    if state is State.CLOSED:
        assert link.receive_data(apdu(INPUTS[name])) == []
        assert (link.state, following) == (State.CLOSED, None)
    elif following is None:
        with pytest.raises(RemoteViolation) as raised:
            link.receive_data(apdu(INPUTS[name]))
        assert raised.value.octets == apdu(INPUTS[name])[3:][:64]
        assert link.closed
        assert link.data_to_send() == (b"" if state is State.IDLE else framed("6406800100810102"))
    else:
        messages = link.receive_data(apdu(INPUTS[name]))
        assert len(messages) == (0 if name in {"ReturnResult", "ReturnError"} else 1)
        assert link.state is (State.CLOSED if name == "ReleaseRequest" else following)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", SENDERS)
def test_nothing_is_sent_that_the_table_does_not_allow(role: Role, state: State, name: str) -> None:
    link = at(role, state)
    following = a.TRANSITIONS.get((role, state, f"send {name}"))
    if following is None:
        there = name.startswith("Associate") and state not in {State.IDLE, State.CLOSED}
        with pytest.raises(LocalMisuse, match="The link is there already" if there else "There is no link to"):
            SENDERS[name](link)
        assert (link.state, link.data_to_send()) == (state, b"")
    else:
        SENDERS[name](link)
        assert link.state is following
        assert link.data_to_send()


def test_the_table_names_only_messages_that_there_are() -> None:
    for role, state, what in a.TRANSITIONS:
        way, name = what.split(" ", 1)
        assert role in ROLES
        assert way in {"send", "receive"}
        assert name in INPUTS
        assert state is not State.CLOSED
    assert {what for _, _, what in a.TRANSITIONS} >= {f"receive {name}" for name in INPUTS}


def test_what_cannot_be_sent_leaves_no_trace(ready: Pair) -> None:
    with pytest.raises(LocalMisuse):
        ready.client.invoke(GetDoNotDisturb(device=DeviceID("Łódź")))
    assert ready.client.data_to_send() == b""
    assert ready.client.invoke(GetDoNotDisturb(device=DeviceID("100"))) == 1


def test_what_cannot_be_sent_has_not_happened() -> None:
    association = Association("computing")
    with pytest.raises(LocalMisuse):
        association.associate("u" * 40_000, "secret")
    assert association.state is State.IDLE
    assert association.data_to_send() == b""
    association.associate("AMHOST", "77777")
    assert association.state is State.ASSOCIATING


@pytest.mark.parametrize(
    "ask",
    [
        "makeCall",
        None,
        MakeCallResult(calling_device=CONNECTION),
        MakeCall,
        MakeCall(calling_device="100", called_directory_number=DeviceID("101")),  # type: ignore[arg-type]
        MonitorStart(monitor_object=DeviceID("100")),  # type: ignore[arg-type]
    ],
)
def test_what_asks_nothing_is_not_sent(ready: Pair, ask: Any) -> None:
    with pytest.raises(LocalMisuse):
        ready.client.invoke(ask)
    assert ready.client.data_to_send() == b""


def test_an_answer_must_be_one(ready: Pair) -> None:
    invoke_id = ready.client.invoke(MAKE_CALL)
    (request,) = ready.to_switch()
    assert isinstance(request, a.Requested)
    for result in (None, Acknowledged(), MAKE_CALL):
        with pytest.raises(LocalMisuse, match=f"makeCall cannot be answered with {type(result).__name__}"):
            ready.switch.respond(request, result)
    wrong: Any = OperationError.generic
    with pytest.raises(LocalMisuse, match=r"failure has another type than it must have \(OperationError\)"):
        ready.switch.fail(invoke_id, wrong)
    for kind, problem in (("invoke", "foo"), ("foo", "mistypedArgument")):
        with pytest.raises(LocalMisuse, match=f"no problem {problem} of kind {kind}"):
            ready.switch.reject(invoke_id, kind, problem)
    number: Any = "7"
    with pytest.raises(LocalMisuse, match=r"present has another type than it must have \(str\)"):
        ready.switch.reject(number, "invoke", "mistypedArgument")
    assert ready.switch.data_to_send() == b""


def test_a_link_has_two_ends() -> None:
    other: Any = "client"
    with pytest.raises(LocalMisuse, match="no end called client"):
        Association(other)


def test_half_a_frame_is_midway() -> None:
    association = Association("switching")
    client = Association("computing")
    client.associate("AMHOST", "77777")
    octets = client.data_to_send()
    assert association.receive_data(octets[:10]) == []
    assert association.midway
    assert len(association.receive_data(octets[10:])) == 1
    assert not association.midway


# a dialect with a hello


def greeted(role: Role) -> Association:
    """An association of ALCATEL behind both hellos."""
    link = Association(role, ALCATEL)
    if role == "computing":
        link.associate(None, None)
        assert link.receive_data(b"P") == []
    else:
        assert link.receive_data(b"B") == []
    return link


def test_the_log_in_waits_for_the_hello_of_the_switch() -> None:
    client = Association("computing", ALCATEL)
    client.associate(None, None)
    assert client.data_to_send() == b"B"
    assert client.receive_data(b"") == []
    assert client.data_to_send() == b""
    assert client.receive_data(b"P") == []
    assert client.data_to_send()[2] == 0x60
    assert client.data_to_send() == b""


def test_the_switch_greets_when_it_was_greeted() -> None:
    switch = greeted("switching")
    assert switch.data_to_send() == b"P"
    assert switch.state is State.IDLE


def test_hello_and_log_in_may_come_glued() -> None:
    octets = b"B" + greeted("computing").data_to_send()[1:]
    (request,) = Association("switching", ALCATEL).receive_data(octets)
    assert isinstance(request, AssociateRequest)


def test_a_switch_that_greets_too_soon_gets_the_log_in_at_once() -> None:
    client = Association("computing", ALCATEL)
    assert client.receive_data(b"P") == []
    client.associate(None, None)
    hello, _, tag = client.data_to_send()[:4].partition(b"\x00\x46")
    assert (hello, tag) == (b"B", b"\x60")


@pytest.mark.parametrize("octets", [b"HTTP/1.1 400", b"A"])
def test_no_abort_where_no_hello_came(octets: bytes) -> None:
    client = Association("computing", ALCATEL)
    client.associate(None, None)
    client.data_to_send()
    with pytest.raises(FramingError):
        client.receive_data(octets)
    assert (client.closed, client.data_to_send()) == (True, b"")


def test_a_fault_right_behind_the_hello() -> None:
    client = Association("computing", ALCATEL)
    client.associate(None, None)
    client.data_to_send()
    with pytest.raises(FramingError, match="HTTP"):
        client.receive_data(b"PHTTP/1.1 400")
    assert client.closed
    assert client.data_to_send() == bytes.fromhex("00086406800100810101"), "the log-in did not go out"


def test_who_gives_up_before_the_hello_says_nothing_more() -> None:
    client = Association("computing", ALCATEL)
    client.associate(None, None)
    assert client.data_to_send() == b"B"
    client.abort()
    assert (client.closed, client.data_to_send()) == (True, b"")
    assert client.receive_data(b"P") == []
    assert client.data_to_send() == b""


def test_a_client_sends_no_more_than_its_dialect_allows_and_a_switch_may() -> None:
    client, switch = Association("computing", PANASONIC), Association("switching", PANASONIC)
    with pytest.raises(LocalMisuse, match="at most 240"):
        client.associate("u" * 200, "p")
    assert client.state is State.IDLE
    client.associate("u" * 100, "p")
    switch.receive_data(client.data_to_send())
    switch.accept(AssociateResponse(0, strings=(b"s" * 300,)))
    assert len(client.receive_data(switch.data_to_send())) == 1
