"""Playbooks: a conversation as one end of a link sees it, line by line in a text file, and what plays them.

    == an operation that nobody knows
    role computing, READY
    >> a107020105020200fa
    << NotUnderstood
    => a406020105810101

``==`` begins a playbook with its title; ``role`` says which end it is played at and the state that it is brought to
first. Then come

* ``>>`` octets from the other side: APDUs in hex (or by their name in tests/data/pdus.jsonl, in quotes), glued with
  ``+``; ``raw`` octets come without a frame's header;
* ``--`` what the program at this end asks, see :data:`ASKED`;

and after each what follows from it, in this order:

* ``<<`` the messages handed on, ``!!`` the class of the error raised;
* ``=>`` the APDUs that go out;
* ``..`` the state, where it is another one now.

Empty lines and those that begin with ``#`` are for people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.csta.apdus import Abort, AssociateRequest, AssociateResponse
from desktop.csta.association import (
    Answered,
    Association,
    Message,
    NotUnderstood,
    Refused,
    Rejected,
    Reported,
    Requested,
    Role,
    State,
)
from desktop.csta.enumerations import EventCause, LocalConnectionState, SystemStatus
from desktop.csta.errors import CstaError
from desktop.csta.events.call_control import ConnectionCleared
from desktop.csta.events.report import EventReport
from desktop.csta.failures import Failure, OperationError
from desktop.csta.services.call_control import MakeCall, MakeCallResult
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import GetDoNotDisturb
from desktop.csta.services.system import SystemStatusRequest
from desktop.csta.values import ConnectionID, DeviceID, ReportedDevice
from tests.support.octets import framed, rows

_INPUTS = (">>", "--")
_OUTPUTS = ("<<", "!!", "=>", "..")
_NAME = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Playbook:
    """One conversation."""

    title: str
    role: Role
    start: State
    lines: tuple[str, ...]

    def play(self) -> list[str]:
        """Play what comes in and is asked; return those lines with what really followed from each."""
        stage = Stage(self.role, self.start)
        return [line for given in self.lines if given[:2] in _INPUTS for line in (given, *stage.take(given))]


def read(path: Path) -> Iterator[Playbook]:
    """Read the playbooks of a file."""
    for part in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, first, *rest = (line.strip() for line in part.splitlines() if line.strip() and line[0] != "#")
        role, start = re.fullmatch(r"role (computing|switching), (\w+)", first).groups()  # type: ignore[union-attr]
        assert all(line[:2] in (*_INPUTS, *_OUTPUTS) for line in rest), title
        yield Playbook(title, role, State[start], tuple(map(_with_octets, rest)))  # type: ignore[arg-type]


def _with_octets(line: str) -> str:
    """Put the octets of a recorded message in place of its name."""
    known = rows()
    return _NAME.sub(lambda found: known[found[1]].hex(), line)


class Stage:
    """One end of a link, brought to a state, that says what follows from what comes."""

    def __init__(self, role: Role, start: State) -> None:
        self.link = Association(role)
        self.requests: dict[int, Requested] = {}
        bring(self.link, start)

    def take(self, line: str) -> Iterator[str]:
        """Play one line; give the lines that follow from it."""
        before = self.link.state
        try:
            if line.startswith(">>"):
                for message in self._receive(line[3:]):
                    if isinstance(message, Requested):
                        self.requests[message.invoke_id] = message
                    yield f"<< {_said(message)}".rstrip()
                self.link.receive_data(b"")  # raises what is wrong after sound messages
            else:
                name, *words = line[3:].split()
                ASKED[name](self, *words)
        except CstaError as error:
            yield f"!! {type(error).__name__}"
        yield from (f"=> {octets.hex()}" for octets in _apdus(self.link.data_to_send()))
        if self.link.state is not before:
            yield f".. {self.link.state.name}"

    def _receive(self, text: str) -> list[Message]:
        if text.startswith("raw "):
            return self.link.receive_data(bytes.fromhex(text[4:]))
        return self.link.receive_data(b"".join(framed(bytes.fromhex(part)) for part in text.split("+")))


def bring(link: Association, state: State) -> None:
    """Bring one end to a state as the two ends do; nothing is left to be sent."""
    if state is not State.IDLE:
        if link.role == "computing":
            link.associate("u", "p")
        else:
            link.receive_data(framed(rows()["AARQ AMHOST/77777"]))
    if state in (State.READY, State.RELEASING):
        if link.role == "computing":
            link.receive_data(framed(rows()["AARE accepted (real stamp)"]))
        else:
            link.accept(AssociateResponse(0))
    if state is State.RELEASING:
        link.release()
    if state is State.CLOSED:
        link.abort()
    link.data_to_send()
    assert link.state is state


def _apdus(stream: bytes) -> Iterator[bytes]:
    while stream:
        end = 3 + int.from_bytes(stream[1:3], "big") - 0x8000
        yield stream[3:end]
        stream = stream[end:]


def _said(message: Message) -> str:
    """A message in one line: its class, whose it is, what it says."""
    kind = type(message).__name__
    match message:
        case AssociateRequest(user=user):
            return f"{kind} {'-' if user is None else user.decode()}"
        case AssociateResponse(result=result, source=source, diagnostic=diagnostic):
            return f"{kind} {result} {source} {diagnostic}"
        case Abort(source=source, diagnostic=diagnostic):
            return f"{kind} {source} {'-' if diagnostic is None else diagnostic}"
        case Requested():
            return f"{kind} {message.invoke_id} {type(message.argument).__name__}"
        case Reported(report=report):
            return f"{kind} {report.cross_ref.hex()} {report.name}"
        case Answered():
            return f"{kind} {message.invoke_id} {type(message.result).__name__}"
        case Refused(failure=failure):
            return f"{kind} {message.invoke_id} {failure.category} {failure.code}"
        case Rejected(reject=reject):
            asked = "-" if message.operation is None else message.operation.name
            return f"{kind} {'-' if reject.invoke_id is None else reject.invoke_id} {reject.name} {asked}"
        case NotUnderstood():
            whose = f" of {message.invoke_id}" if message.invoke_id is not None else ""
            return kind + whose + (f" at {message.cross_ref.hex()}" if message.cross_ref is not None else "")
        case _:
            return kind


_CONNECTION = ConnectionID.of(b"\xb1\x64", "100")
_EVENT = EventReport(
    b"\x00\x11",
    ConnectionCleared(
        dropped_connection=_CONNECTION,
        releasing_device=ReportedDevice.known("100"),
        local_connection_info=LocalConnectionState.null,
        cause=EventCause.normalClearing,
    ),
)
_RESULTS: dict[type[Any], Any] = {MakeCall: MakeCallResult(calling_device=_CONNECTION)}

ASKED: dict[str, Callable[..., object]] = {
    "associate": lambda stage, user=None, password=None: stage.link.associate(user, password),
    "accept": lambda stage, result="0", source="user", diagnostic="0": stage.link.accept(
        AssociateResponse(int(result), source, int(diagnostic), frozenset({3}))
    ),
    "release": lambda stage: stage.link.release(),
    "abort": lambda stage: stage.link.abort(),
    "makeCall": lambda stage, calling, called: stage.link.invoke(
        MakeCall(calling_device=DeviceID(calling), called_directory_number=DeviceID(called))
    ),
    "getDoNotDisturb": lambda stage, device: stage.link.invoke(GetDoNotDisturb(device=DeviceID(device))),
    "systemStatus": lambda stage, status: stage.link.invoke(SystemStatusRequest(system_status=SystemStatus[status])),
    "forget": lambda stage, invoke_id: stage.link.forget(int(invoke_id)),
    "report": lambda stage, invoke_id: stage.link.report(_EVENT, int(invoke_id)),
    "respond": lambda stage, invoke_id: stage.link.respond(
        (request := stage.requests[int(invoke_id)]), _RESULTS.get(type(request.argument), Acknowledged())
    ),
    "fail": lambda stage, invoke_id, error: stage.link.fail(int(invoke_id), Failure.operation(OperationError[error])),
    "reject": lambda stage, invoke_id, kind, problem: stage.link.reject(
        None if invoke_id == "-" else int(invoke_id), kind, problem
    ),
}
"""What a program asks, with its arguments: ``-- makeCall 100 101``, ``-- respond 3``, ``-- fail 3 generic``."""
