"""The switch on the wire: links of any asyncio transport, and its clock."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any, Literal

from desktop.csta.apdus import Abort, AssociateRequest, AssociateResponse, ReleaseRequest
from desktop.csta.association import Association, Message, Requested, State
from desktop.csta.errors import RemoteViolation
from desktop.csta.failures import Failure
from desktop.csta.framing import Deframer
from desktop.switchsim import directing, faults
from desktop.switchsim.commands import failed
from desktop.switchsim.company import Company
from desktop.switchsim.switch import Answer, Ask, Close, Octets, Output, Report, Switch, Welcome

Clock = Literal["real", "manual"]
_log = logging.getLogger(__name__)


class Simulator:
    """A switch with its links, on a running asyncio loop; any transport will do.

    With the clock "real" time is the loop's; with "manual" nothing happens by time until :meth:`advance`.
    """

    def __init__(
        self, company: Company, *, start: datetime, clock: Clock = "real", loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        """:param start: the switch's own clock when it starts, local time.

        :raises ValueError: one of the company's faults makes no sense.
        """
        self.switch = Switch(company, start)
        self.clock: Clock = clock
        self._loop = loop or asyncio.get_running_loop()
        self._began = self._loop.time()
        self._manual = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._links: dict[int, LinkProtocol] = {}
        self.told: tuple[object, bytes | None] = (None, None)
        """The event that was reported last, and the APDU: the next monitor of the device hears the same."""
        faults.begin(self.switch)
        directing.begin(self.switch)
        self._set_timer()

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return self._manual if self.clock == "manual" else self._loop.time() - self._began

    def protocol(self) -> LinkProtocol:
        """Make the protocol of one link: the factory for ``create_server``."""
        return LinkProtocol(self)

    def command(self, command: dict[str, Any]) -> dict[str, Any]:
        """Carry out one command of the simulator's vocabulary and return its reply."""
        self.switch.handle_timer(self.now)
        if command.get("do") == "advance":
            reply = self._advance_command(command.get("seconds"))
        else:
            reply = directing.execute(self.switch, command)
        self.pump()
        return {"reply": command.get("id"), **reply}

    def _advance_command(self, seconds: Any) -> dict[str, Any]:
        if self.clock != "manual":
            return failed("usage", "realClock", "Time cannot be advanced: start with --clock manual.")
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < 1e9:
            return failed("usage", "badArgument", '"seconds" must be a number that is not negative.')
        self.advance(float(seconds))
        return {"ok": True, "now": self._manual}

    def advance(self, seconds: float) -> None:
        """Let time pass (manual clock)."""
        self._manual += seconds
        self.switch.handle_timer(self._manual)
        self.pump()

    def close(self) -> None:
        """Abort every association, close every link and forget the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for link in list(self._links.values()):
            link.end(abort=True)

    # for the links

    def opened(self, link: LinkProtocol) -> int:
        """A client has connected."""
        self.switch.handle_timer(self.now)
        number = self.switch.open_link()
        self._links[number] = link
        return number

    def closed(self, number: int) -> None:
        """A client is gone."""
        if self._links.pop(number, None) is not None:
            self.switch.close_link(number)
            self.pump()

    def pump(self) -> None:
        """Send what must go out, and set the timer for what comes next."""
        touched: dict[int, LinkProtocol] = {}
        for output in self.switch.take():
            link = self._links.get(output.link)
            if link is not None:
                link.put(output)
                touched[output.link] = link
        for link in touched.values():
            link.flush()
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        due = self.switch.next_timer
        if self.clock == "real" and due is not None:
            self._timer = self._loop.call_at(self._began + due, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        # a loop may call a little before its time; what was due at this timer is due now
        self.switch.handle_timer(max(self.now, self.switch.next_timer or 0.0))
        self.pump()


class LinkProtocol(asyncio.Protocol):
    """One link of a client."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._association = Association("switching", simulator.switch.company.dialect)
        self._transport: asyncio.WriteTransport | None = None
        self._number = 0
        self._glued = bytearray()
        self._dropped = False
        self._sent = Deframer(self._association.dialect)

    # asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has connected."""
        assert isinstance(transport, asyncio.WriteTransport), "a stream"
        self._transport = transport
        self._number = self._simulator.opened(self)
        _log.info("link %d: connected", self._number)
        self._simulator.pump()

    def data_received(self, data: bytes) -> None:
        """Octets have come."""
        switch = self._simulator.switch
        link = switch.links.get(self._number)
        if link is None or link.state == "silent" or self._dropped:
            return
        cut = link.cut
        if cut is not None and cut.of == "received":
            cut.after_octets -= len(data)
            if cut.after_octets <= 0:
                self._understand(data[: len(data) + cut.after_octets])
                self._drop()
                return
        self._understand(data)

    def _understand(self, data: bytes) -> None:
        try:
            while messages := self._association.receive_data(data):
                for message in messages:
                    self._receive(message)
                self._simulator.pump()
                data = b""  # once more: a fault after these messages is raised by the next call
        except RemoteViolation as error:
            _log.info("link %d: closed: %s", self._number, error)
            self.end()
            return
        self._write(self._association.data_to_send())
        if self._association.closed:
            self.end()

    def connection_lost(self, exc: Exception | None) -> None:
        """The link is gone."""
        _log.info("link %d: gone", self._number)
        self._transport = None
        self._simulator.closed(self._number)

    def _receive(self, message: Message) -> None:
        switch, now = self._simulator.switch, self._simulator.now
        match message:
            case AssociateRequest():
                switch.log_in(self._number, _text(message.user), _text(message.password), now)
            case Requested():
                switch.request(self._number, message, message.argument, now)
            case Abort() | ReleaseRequest():
                _log.info("link %d: %s", self._number, type(message).__name__)
            case _:
                _log.debug("link %d: %s", self._number, type(message).__name__)

    # the simulator's side

    def put(self, output: Output) -> None:
        """Send one thing."""
        link = self._simulator.switch.links.get(self._number)
        if link is None or (link.state == "silent" and not isinstance(output, Close)):
            return
        if isinstance(output, Close):
            self.end(abort=output.abort)
            return
        if isinstance(output, Octets):
            self._send(output.octets)
            return
        expected = State.ASSOCIATING if isinstance(output, Welcome) else State.READY
        if self._association.state is expected:  # else it has ended meanwhile
            self._say(output)
        self._write(self._association.data_to_send())

    def _say(self, output: Welcome | Answer | Report | Ask) -> None:
        association = self._association
        match output:
            case Welcome():
                association.accept(self._welcome(output))
            case Report(report=report, invoke_id=invoke_id):
                event, told = self._simulator.told
                told = association.report(report, invoke_id, told=told if report.event is event else None)
                self._simulator.told = report.event, told
            case Ask():
                association.invoke(output.argument)
            case Answer(token=Requested() as request, outcome=Failure() as failure):
                association.fail(request.invoke_id, failure)
            case Answer(token=Requested() as request, outcome=outcome):
                association.respond(request, outcome)

    def _welcome(self, output: Welcome) -> AssociateResponse:
        company = self._simulator.switch.company
        dialect = company.dialect
        accepted = output.result == 0
        named = accepted and dialect.authentication and self._simulator.switch.quirks.aare_authentication
        return AssociateResponse(
            output.result,
            diagnostic=dialect.accepted_diagnostic if accepted else output.diagnostic,
            versions=dialect.offered_versions,
            strings=(company.stamp.encode(), company.version.encode()) if named else None,
            context_name=dialect.context_name,
            version_bits=dialect.answered_version_bits,
        )

    def _write(self, octets: bytes) -> None:
        marked = self._association.dialect.first_octet is not None
        if marked and self._simulator.switch.faults.two_octet_framing:
            octets = b"".join(len(apdu).to_bytes(2, "big") + apdu for apdu in self._sent.feed(octets))
        self._send(octets)

    def _send(self, octets: bytes) -> None:
        quirks = self._simulator.switch.quirks
        if quirks.glue:
            self._glued += octets
        elif quirks.split:
            for at in range(0, len(octets), quirks.split):
                self._put_out(octets[at : at + quirks.split])
        elif octets:
            self._put_out(octets)

    def _put_out(self, octets: bytes) -> None:
        """Write to the transport, up to the octet at which the link is to be cut."""
        if self._transport is None or self._transport.is_closing():
            return
        link = self._simulator.switch.links.get(self._number)
        cut = None if link is None else link.cut
        if cut is None or cut.of == "received" or len(octets) < cut.after_octets:
            if cut is not None and cut.of == "sent":
                cut.after_octets -= len(octets)
            self._transport.write(octets)
            return
        if cut.after_octets:
            self._transport.write(octets[: cut.after_octets])
        self._drop()

    def _drop(self) -> None:
        """The link is cut in the middle of whatever it is doing."""
        self._dropped = True
        if self._transport is not None:
            self._transport.close()

    def flush(self) -> None:
        """Write what was glued together."""
        if self._glued:
            self._put_out(bytes(self._glued))
        self._glued.clear()

    def end(self, *, abort: bool = False) -> None:
        """Close the link."""
        if abort and self._association.state in (State.READY, State.RELEASING):
            self._association.abort()
        self._write(self._association.data_to_send())
        self.flush()
        if self._transport is not None:
            self._transport.close()


def _text(octets: bytes | None) -> str | None:
    return None if octets is None else octets.decode("utf-8", "replace")
