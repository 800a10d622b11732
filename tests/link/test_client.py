"""Every request ends in exactly one way."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop.csta import apdus
from desktop.csta.association import Association, Message, NotUnderstood, Rejected, Reported, Requested
from desktop.csta.dialects import HIPATH
from desktop.csta.enumerations import SystemStatus
from desktop.csta.errors import DecodeError
from desktop.csta.failures import Failure, OperationError, StateError
from desktop.csta.framing import frame
from desktop.csta.services.call_associated import GenerateDigits
from desktop.csta.services.call_control import AnswerCall, MakeCall, MakeCallResult
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.system import RequestSystemStatus, RequestSystemStatusResult
from desktop.csta.values import ConnectionID, DeviceID
from desktop.link.client import (
    ANSWER_SECONDS,
    Client,
    LinkLost,
    NoAnswer,
    NotSendable,
    RequestError,
    ServiceRefused,
    ServiceRejected,
)
from desktop.link.transport import AssociationProtocol
from desktop.sentences import Sentence
from tests.support.peer import SILENT, Peer, delivered
from tests.support.pipes import open_pair
from tests.support.virtualtime import VirtualTimeLoop

ANSWER = AnswerCall(call_to_be_answered=ConnectionID.of(b"\xb1\x64", "100"))
DIAL = MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101"))


@dataclass
class Bench:
    """A client whose association stands, and the peer at the other end."""

    client: Client
    protocol: AssociationProtocol
    peer: Peer
    loop: VirtualTimeLoop
    passed: list[Message]
    outcomes: list[Any] = field(default_factory=list)

    def request(self, argument: Any, **options: Any) -> None:
        self.client.request(argument, self.outcomes.append, **options)

    @property
    def timers(self) -> int:
        """Timers that are set and not cancelled."""
        return sum(not handle.cancelled() for handle in self.loop._scheduled)  # type: ignore[attr-defined]


async def bench() -> Bench:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    peer = Peer()
    peer.start = None
    passed: list[Message] = []
    association = Association("computing")

    def take(message: Message) -> None:
        if not client.take(message):
            passed.append(message)

    def make() -> AssociationProtocol:
        return AssociationProtocol(association, take, lambda error: client.lost())

    protocol = open_pair(make, peer.protocol).a
    assert isinstance(protocol, AssociationProtocol)
    client = Client(protocol)
    association.associate("AMHOST", "77777")
    protocol.flush()
    await loop.quiet(0)
    passed.clear()
    return Bench(client, protocol, peer, loop, passed)


async def test_a_result() -> None:
    one = await bench()
    result = await one.client.ask(RequestSystemStatus())
    assert result == RequestSystemStatusResult(system_status=SystemStatus.normal)
    assert isinstance(await one.client.ask(ANSWER), Acknowledged)


async def test_done_is_called_later_and_once() -> None:
    one = await bench()
    one.request(ANSWER)
    assert one.outcomes == [], "never from within the call"
    await one.loop.quiet(60)
    assert one.outcomes == [Acknowledged()]


async def test_a_refusal_keeps_its_category_and_code() -> None:
    one = await bench()
    one.peer.answers[MakeCall] = Failure.operation(OperationError.invalidCalledDeviceID)
    with pytest.raises(ServiceRefused) as caught:
        await one.client.ask(DIAL)
    assert (caught.value.kind, caught.value.code, caught.value.failure.category) == (
        "refused",
        "invalidCalledDeviceID",
        "operation",
    )
    assert str(caught.value) == "The telephone system does not know the called number."


async def test_a_reject_names_its_problem() -> None:
    one = await bench()
    one.peer.answers[MakeCall] = lambda link, request: link.association.reject(
        request.invoke_id, "invoke", "unrecognizedOperation"
    )
    with pytest.raises(ServiceRejected) as caught:
        await one.client.ask(DIAL)
    assert (caught.value.kind, caught.value.code) == ("rejected", "unrecognizedOperation")
    assert "unrecognizedOperation" in str(caught.value)


async def test_a_result_that_cannot_be_read_is_an_end_too() -> None:
    one = await bench()

    def broken(link: Any, request: Requested) -> None:
        apdu = apdus.ReturnResult(request.invoke_id, request.operation.code, b"\x04\x01\x00")
        link.raw(frame(apdus.encode(link.association._schema, apdu, HIPATH), HIPATH))

    one.peer.answers[MakeCall] = broken
    with pytest.raises(ServiceRejected) as caught:
        await one.client.ask(DIAL)
    assert caught.value.code == "mistypedResult"


async def test_no_answer_in_time() -> None:
    one = await bench()
    one.peer.answers[MakeCall] = SILENT
    began = one.loop.time()
    with pytest.raises(NoAnswer) as caught:
        await one.client.ask(DIAL)
    assert (caught.value.kind, caught.value.code) == ("timeout", "timeout")
    assert one.loop.time() - began == pytest.approx(ANSWER_SECONDS, abs=0.1)
    assert "5 s" in str(caught.value)


async def test_an_answer_that_comes_late_is_passed_over() -> None:
    one = await bench()
    waiting: list[Requested] = []
    one.peer.answers[MakeCall] = lambda link, request: waiting.append(request)
    one.request(DIAL)
    await one.loop.quiet(60)
    assert [type(outcome) for outcome in one.outcomes] == [NoAnswer]
    late = MakeCallResult(calling_device=ConnectionID.of(b"\xb1\x64", "100"))
    one.peer.link.answer(waiting[0], late)
    await one.loop.quiet(60)
    assert len(one.outcomes) == 1
    # and its number answers nobody else
    assert isinstance(await one.client.ask(ANSWER), Acknowledged)


async def test_an_answer_at_the_last_moment_counts() -> None:
    one = await bench()
    one.peer.answers[AnswerCall] = lambda link, request: one.loop.call_later(
        ANSWER_SECONDS - 0.2, link.answer, request, Acknowledged()
    )
    assert isinstance(await one.client.ask(ANSWER), Acknowledged)


async def test_a_thousand_requests_need_one_timer() -> None:
    one = await bench()
    one.peer.answers[AnswerCall] = SILENT
    before = one.timers
    for _ in range(1000):
        one.request(ANSWER)
    assert one.timers == before + 1
    await one.loop.quiet(60)
    assert [type(outcome) for outcome in one.outcomes] == [NoAnswer] * 1000
    assert one.timers == before


async def test_no_timer_is_left_when_everything_was_answered() -> None:
    one = await bench()
    for _ in range(3):
        await one.client.ask(ANSWER)
    await one.loop.quiet(60)
    assert one.timers == 0


async def test_who_is_told_of_no_answer_may_give_up_the_link() -> None:
    """Several requests are due at one moment; the session gives up a link that does not answer its own probe."""
    one = await bench()
    one.peer.answers[AnswerCall] = SILENT
    outcomes: list[object] = []

    def first(outcome: object) -> None:
        outcomes.append(outcome)
        one.client.lost()

    one.client.request(ANSWER, first)
    one.client.request(ANSWER, outcomes.append)
    await one.loop.quiet(60)
    assert [type(outcome) for outcome in outcomes] == [NoAnswer, LinkLost]
    assert one.timers == 0


async def test_each_request_has_its_own_time() -> None:
    """A shorter one that is asked later is not kept waiting by the timer of a longer one."""
    one = await bench()
    one.peer.answers[AnswerCall] = SILENT
    began, ended = one.loop.time(), []
    for seconds in (20.0, 5.0, 8.0):
        one.client.request(ANSWER, lambda outcome, s=seconds: ended.append((s, one.loop.time() - began)), seconds)
    assert one.timers == 1
    await one.loop.quiet(60)
    assert [seconds for seconds, _ in ended] == [5.0, 8.0, 20.0]
    assert all(passed == pytest.approx(seconds, abs=0.1) for seconds, passed in ended)


async def test_a_timer_that_fires_early_tries_again() -> None:
    """Qt's coarse timers may fire up to 5 % early."""
    one = await bench()
    one.peer.answers[AnswerCall] = SILENT
    one.request(ANSWER)
    one.client._sweep.cancel()  # type: ignore[union-attr]
    one.client._swept()
    assert one.outcomes == []
    await one.loop.quiet(60)
    assert [type(outcome) for outcome in one.outcomes] == [NoAnswer]


async def test_the_link_is_lost_after_sending() -> None:
    one = await bench()
    one.peer.answers[MakeCall] = SILENT
    one.request(DIAL)
    one.request(DIAL)
    await one.loop.quiet(0)
    one.client.lost()
    assert [(outcome.kind, type(outcome)) for outcome in one.outcomes] == [("unknown", LinkLost)] * 2
    assert "may have happened" in str(one.outcomes[0])
    one.client.lost()
    await one.loop.quiet(60)
    assert len(one.outcomes) == 2
    assert one.timers == 0


async def test_the_link_is_lost_before_sending() -> None:
    one = await bench()
    one.client.lost()
    one.request(DIAL)
    assert [(outcome.kind, outcome.code) for outcome in one.outcomes] == [("link", "link")]
    with pytest.raises(LinkLost):
        await one.client.ask(DIAL)


async def test_the_association_has_ended_before_sending() -> None:
    one = await bench()
    one.protocol.association.abort()
    one.request(DIAL)
    assert [(outcome.kind, outcome.code) for outcome in one.outcomes] == [("link", "link")]


async def test_what_does_not_fit_a_message_is_the_askers_mistake() -> None:
    one = await bench()
    one.request(GenerateDigits(connection_to_send_digits=ConnectionID(None, None), characters_to_send="1"))
    (outcome,) = one.outcomes
    assert isinstance(outcome, NotSendable)
    assert (outcome.kind, outcome.code) == ("usage", "notSendable")
    assert one.peer.link.asked == []


async def test_an_answer_to_what_was_asked_past_the_client_is_passed_over() -> None:
    one = await bench()
    one.protocol.association.invoke(ANSWER)
    one.protocol.flush()
    await one.loop.quiet(0)
    assert one.passed == []
    assert one.outcomes == []


async def test_who_stops_waiting_is_not_disturbed_by_the_answer() -> None:
    one = await bench()
    one.peer.answers[AnswerCall] = SILENT
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await one.client.ask(ANSWER)
    one.peer.answers.clear()
    await one.loop.quiet(60)


async def test_answers_come_in_the_order_of_the_wire() -> None:
    """A result stands before the event that came after it, although both came at once."""
    one = await bench()
    events_so_far: list[int] = []

    def result_then_event(link: Any, request: Requested) -> None:
        link.report(delivered())
        link.association.respond(request, Acknowledged())
        link.report(delivered())

    one.peer.answers[AnswerCall] = result_then_event
    one.client.request(ANSWER, lambda outcome: events_so_far.append(len(one.passed)))
    await one.loop.quiet(0)
    assert events_so_far == [1]
    assert [type(message) for message in one.passed] == [Reported, Reported]


async def test_what_answers_nothing_is_for_others() -> None:
    one = await bench()
    one.peer.link.report(delivered())
    one.peer.link.status(SystemStatus.normal)
    one.peer.link.association.reject(None, "general", "badlyStructuredPDU")
    one.peer.link.flush()
    await one.loop.quiet(0)
    assert [type(message) for message in one.passed] == [Reported, Requested, Rejected]
    damaged = NotUnderstood(DecodeError(Sentence("damaged")), b"")
    assert not one.client.take(damaged)


def test_every_error_is_a_request_error() -> None:
    errors = [
        ServiceRefused(Failure.state(StateError.invalidObjectState)),
        ServiceRejected("mistypedArgument"),
        NoAnswer(5.0),
        LinkLost(sent=True),
        LinkLost(sent=False),
        NotSendable(Sentence("Too long.")),
    ]
    assert all(isinstance(error, RequestError) for error in errors)
    assert [error.kind for error in errors] == ["refused", "rejected", "timeout", "unknown", "link", "usage"]
