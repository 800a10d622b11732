"""Asks operations over one connection and tells what came of each.

Every request ends in exactly one way: its result, :class:`ServiceRefused`, :class:`ServiceRejected`,
:class:`NoAnswer` (time-out) or :class:`LinkLost`. One timer serves all time-outs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from desktop.csta.association import Answered, Message, NotUnderstood, Refused, Rejected, State
from desktop.csta.errors import CstaError
from desktop.csta.failures import Failure
from desktop.link.transport import AssociationProtocol
from desktop.sentences import Sentence

ANSWER_SECONDS = 5.0
"""How long a switch may take to answer (call-model rule 6)."""

Done = Callable[[Any], None]
"""Called once with the result's message, or with a :class:`RequestError`."""


RequestKind = Literal["usage", "refused", "rejected", "timeout", "link", "unknown"]


class RequestError(CstaError):
    """A request that did not end with a result.

    :ivar kind: as in the control vocabulary: usage, refused, rejected, timeout, link, unknown.
    :ivar code: the ECMA-285 or ROSE value's name, or a word of ours.
    """

    kind: RequestKind = "link"
    code = "link"


class ServiceRefused(RequestError):
    """The switch said no."""

    kind = "refused"

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.sentence)
        self.failure = failure
        self.code = failure.code


class ServiceRejected(RequestError):
    """The switch could not deal with the request, or we not with its answer."""

    kind = "rejected"

    def __init__(self, code: str) -> None:
        super().__init__(Sentence("The telephone system did not understand the request ({code}).", code=code))
        self.code = code


class NoAnswer(RequestError):
    """No answer came in time: it may have happened or not."""

    kind = "timeout"
    code = "timeout"

    def __init__(self, seconds: float) -> None:
        super().__init__(Sentence("The telephone system did not answer within {seconds} s.", seconds=round(seconds)))


class LinkLost(RequestError):
    """The link was lost before an answer came (``sent``: it may have happened), or there was none to send on."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__(
            Sentence("The link was lost before the telephone system answered: it may have happened or not.")
            if sent
            else Sentence("There is no link to the telephone system.")
        )
        self.kind = "unknown" if sent else "link"


class NotSendable(RequestError):
    """What was asked does not fit a message; nothing was sent."""

    kind = "usage"
    code = "notSendable"


class Client:
    """The requests of one connection. Feed it the messages that answer something; see :meth:`take`."""

    def __init__(self, protocol: AssociationProtocol) -> None:
        self._protocol = protocol
        self._loop = asyncio.get_running_loop()
        self._pending: dict[int, tuple[float, float, Done]] = {}
        self._sweep: asyncio.TimerHandle | None = None
        self._sweep_at = 0.0
        self._lost = False

    def request(self, argument: Any, done: Done, seconds: float = ANSWER_SECONDS) -> None:
        """Ask an operation; ``done`` is called once, never from within this call unless nothing could be sent."""
        if self._lost:
            done(LinkLost(sent=False))
            return
        try:
            invoke_id = self._protocol.association.invoke(argument)
        except CstaError as error:
            ready = self._protocol.association.state is State.READY
            done(NotSendable(error.sentence) if ready else LinkLost(sent=False))
            return
        due = self._loop.time() + seconds
        self._pending[invoke_id] = (due, seconds, done)
        self._protocol.flush()
        if self._sweep is not None and due < self._sweep_at:
            self._sweep.cancel()
            self._sweep = None
        self._schedule()

    async def ask(self, argument: Any, seconds: float = ANSWER_SECONDS) -> Any:
        """Ask an operation and await its result.

        :raises RequestError: it was refused, rejected, not answered in time, or the link was lost.
        """
        future: asyncio.Future[Any] = self._loop.create_future()

        def done(outcome: Any) -> None:
            if not future.done():
                future.set_result(outcome)

        self.request(argument, done, seconds)
        outcome = await future
        if isinstance(outcome, RequestError):
            raise outcome
        return outcome

    def take(self, message: Message) -> bool:
        """Hand an answer to whoever asked; False where the message answers nothing of ours."""
        match message:
            case Answered():
                self._finish(message.invoke_id, message.result)
            case Refused():
                self._finish(message.invoke_id, ServiceRefused(message.failure))
            case Rejected(reject=reject) if reject.invoke_id is not None:
                self._finish(reject.invoke_id, ServiceRejected(reject.name))
            case NotUnderstood(invoke_id=int() as invoke_id):
                self._finish(invoke_id, ServiceRejected("mistypedResult"))
            case _:
                return False
        return True

    def lost(self) -> None:
        """End every pending request: the link is gone."""
        self._lost = True
        if self._sweep is not None:
            self._sweep.cancel()
            self._sweep = None
        pending, self._pending = self._pending, {}
        for _, _, done in pending.values():
            done(LinkLost(sent=True))

    def _finish(self, invoke_id: int, outcome: Any) -> None:
        waiting = self._pending.pop(invoke_id, None)
        if waiting is not None:
            waiting[2](outcome)

    def _schedule(self) -> None:
        if self._sweep is None and self._pending:
            self._sweep_at = min(due for due, _, _ in self._pending.values())
            self._sweep = self._loop.call_at(self._sweep_at, self._swept)

    def _swept(self) -> None:
        self._sweep = None
        # qasync's coarse timers may fire a little early
        now = self._loop.time() + 0.05
        for invoke_id in [invoke_id for invoke_id, (due, _, _) in self._pending.items() if due <= now]:
            waiting = self._pending.pop(invoke_id, None)
            if waiting is None:  # whoever was told before has given up the link, and with it all requests
                continue
            _, seconds, done = waiting
            self._protocol.association.forget(invoke_id)
            done(NoAnswer(seconds))
        self._schedule()
