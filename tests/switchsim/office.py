"""A small office for tests of the switch: nobody does anything by themselves, every station is monitored.

Everything that goes out is also encoded, so that the witness can judge it (:attr:`Office.octets`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.csta import operations
from desktop.csta.apdus import AssociateResponse
from desktop.csta.association import Association, Requested
from desktop.csta.events.base import CallEvent
from desktop.csta.events.report import EventReport
from desktop.csta.failures import Failure
from desktop.csta.services.call_control import ConsultationCall, ConsultationCallResult, MakeCall, MakeCallResult
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStartResult
from desktop.csta.values import ConnectionID, DeviceID, MonitorFilter
from desktop.switchsim.commands import execute
from desktop.switchsim.company import Company, Group, Habits, Outsider, Station, Times
from desktop.switchsim.switch import Answer, Ask, Report, Switch, Welcome

START = datetime(2013, 6, 4, 10, 11, 12)
STATIONS = ("100", "101", "102", "103", "104", "105")


def company(**changes: Any) -> Company:
    """Six stations, a hunting group, two trunks; people do what the test says."""
    base = Company(
        stations=tuple(Station(number=number, pickup_group="office") for number in STATIONS),
        groups=(Group(number="700", members=("104", "105"), next_after=10.0),),
        trunks=("7801", "7806"),
        outsiders=(
            Outsider(number="0891234567", habits=Habits()),
            Outsider(number="0891111111", habits=Habits(busy=True)),
            Outsider(number="0892222222", habits=Habits(unallocated=True)),
            Outsider(number="0893333333", habits=Habits(), restricted=True),
        ),
        outside_habits=Habits(),
        times=Times(forward_no_answer=15.0, recall=20.0, alerting=120.0, prompt=30.0),
    )
    return replace(base, **changes)


class Office:
    """The switch, one link that monitors every station, and what it was told."""

    def __init__(
        self, *, monitored: Iterable[str] = STATIONS, base: Company | None = None, encode: bool = True, **quirks: Any
    ) -> None:
        base = base or company()
        self.switch = Switch(replace(base, quirks=replace(base.quirks, **quirks)), START)
        self.now = 0.0
        self.octets: list[bytes] = []
        self.reports: list[tuple[str, EventReport]] = []
        self.order: list[str] = []
        """Names of everything sent, in order: "result", "refusal", an event's name, "ask"."""
        self.asked: list[Any] = []
        """What the switch asked or told by operations of its own."""
        self._wire = Association("switching")
        client = Association("computing")
        client.associate("AMHOST", "77777")
        self._wire.receive_data(client.data_to_send())
        self._encode = encode
        self._answers: dict[object, Any] = {}
        self._tokens = 0
        self.link = self.switch.open_link()
        self.switch.log_in(self.link, "AMHOST", "77777", 0.0)
        self._devices: dict[bytes, str] = {}
        self._collect()
        for device in monitored:
            self.monitor(device)
        self.forget()

    def forget(self) -> None:
        """What was told so far does not matter."""
        self.reports.clear()
        self.order.clear()
        self.asked.clear()

    def monitor(self, device: str, asked: MonitorFilter | None = None) -> bytes:
        """Monitor a device; returns the cross reference."""
        result = self.ask(MonitorStart(monitor_object=MonitorObject(DeviceID(device)), requested_monitor_filter=asked))
        assert isinstance(result, MonitorStartResult), result
        self._devices[result.cross_ref_identifier] = device
        return result.cross_ref_identifier

    def ask(self, argument: Any) -> Any:
        """Ask a service: its result, or the Failure; None where no answer came (yet)."""
        self._tokens += 1
        token = self._tokens
        self.switch.request(self.link, token, argument, self.now)
        self._collect()
        return self._answers.get(token)

    def answered(self, token: int) -> Any:
        """The answer to the request with this number, None while there is none."""
        return self._answers.get(token)

    def do(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """Give a command of the simulator."""
        self.switch.handle_timer(self.now)
        reply = execute(self.switch, {"do": name, **arguments})
        self._collect()
        return reply

    def ok(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """Give a command that must be carried out."""
        reply = self.do(name, **arguments)
        assert reply["ok"], reply
        return reply

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
        self.switch.handle_timer(self.now)
        self._collect()

    def _collect(self) -> None:
        for output in self.switch.take():
            match output:
                case Answer(token=token, outcome=outcome):
                    self._answers[token] = outcome
                    self.order.append("refusal" if isinstance(outcome, Failure) else "result")
                    if self._encode:
                        self._encode_answer(outcome)
                case Report(report=report):
                    self.reports.append((self._devices[report.cross_ref], report))
                    self.order.append(report.name)
                    if self._encode:
                        self._wire.report(report, output.invoke_id)
                case Ask(argument=argument):
                    self.order.append("ask")
                    self.asked.append(argument)
                    self._wire.invoke(argument)
                case Welcome():
                    self._wire.accept(AssociateResponse(0, versions=frozenset({3})))
            data = self._wire.data_to_send()
            if data:
                self.octets.append(data)

    def _encode_answer(self, outcome: Any) -> None:
        if isinstance(outcome, Failure):
            self._wire.fail(1, outcome)
            return
        operation = next(one for one in operations.OPERATIONS if one.result is type(outcome))
        self._wire.respond(Requested(1, operation, None, b""), outcome)

    # what was told

    def told(self, device: str) -> list[str]:
        """The events of a device as lines: name, call/device of the connection, local state, cause."""
        lines = []
        for monitored, report in self.reports:
            event = report.event
            if monitored != device:
                continue
            if isinstance(event, CallEvent):
                assert event.subject.call_id is not None
                assert event.cause is not None
                state = "-" if event.local_connection_info is None else event.local_connection_info.name
                where = f"{event.subject.call_id.hex()}/{event.subject.digits}"
                lines.append(f"{report.name} {where} {state} {event.cause.name}")
            else:
                lines.append(report.name)
        return lines

    def events(self, device: str, name: str) -> list[Any]:
        """The events of a device with this name."""
        return [report.event for monitored, report in self.reports if monitored == device and report.name == name]

    # shorthand

    def connection(self, device: str, state: str | None = None) -> ConnectionID:
        """The (only) connection of a device, in ``state`` if given."""
        (leg,) = [leg for leg in self.switch.legs(device) if state is None or leg.state.name == state]
        return leg.id

    def states(self, device: str) -> list[str]:
        """The states of a device's connections, oldest first."""
        return [leg.state.name for leg in self.switch.legs(device)]

    def make_call(self, device: str, to: str, **more: Any) -> Any:
        """MakeCall."""
        return self.ask(MakeCall(calling_device=DeviceID(device), called_directory_number=DeviceID(to), **more))

    def talk(self, device: str, to: str) -> None:
        """``device`` calls ``to``, who answers."""
        assert isinstance(self.make_call(device, to), MakeCallResult)
        self.ok("answer", device=to)

    def consult(self, device: str, to: str) -> Any:
        """ConsultationCall from the connected call."""
        return self.ask(
            ConsultationCall(existing_call=self.connection(device, "connected"), consulted_device=DeviceID(to))
        )

    def consulting(self, *, answered: bool = True) -> None:
        """101 has called 100, who consults 102."""
        self.talk("101", "100")
        assert isinstance(self.consult("100", "102"), ConsultationCallResult)
        if answered:
            self.ok("answer", device="102")

    def pair(self, device: str) -> tuple[ConnectionID, ConnectionID]:
        """The held and the connected connection of a device."""
        return self.connection(device, "hold"), self.connection(device, "connected")

    def code(self, answer: Any) -> str:
        """The refusal as "category code"."""
        assert isinstance(answer, Failure), answer
        return f"{answer.category} {answer.code}"
