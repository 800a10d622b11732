"""A recorded conversation as text: one JSON object a line, one line a message.

``{"time": 1.25, "link": 1, "direction": "client->pbx", "name": "invoke 3 makeCall", "hex": "a116..."}``. It is the
form that the CSTA witness writes when it stands between two ends; further members of a line, such as the witness's
own verdict, are passed over when it is read, and only ``direction`` and ``hex`` must be there. ``"recorded": false``
marks a message that was not heard but written so that the others can be understood. ``deskline decode``
explains such a file.

What was recorded between two ends holds the octets as they were, the password of the log-in and all that was dialled
included: whoever records that keeps it private. What the Events page saves holds no secrets
(:mod:`desktop.station.recording`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from desktop import lines
from desktop.csta import apdus, operations
from desktop.csta.apdus import (
    Abort,
    AssociateRequest,
    AssociateResponse,
    Invoke,
    ReleaseRequest,
    ReleaseResponse,
    ReturnError,
    ReturnResult,
)
from desktop.csta.errors import DecodeError
from desktop.csta.failures import Failure
from desktop.csta.schema import shipped
from desktop.sentences import Sentence

Direction = Literal["client->pbx", "pbx->client"]
"""Who sent a message: the computing function or the switch."""
_DIRECTIONS: dict[str, Direction] = {"client->pbx": "client->pbx", "pbx->client": "pbx->client"}


class TraceError(ValueError):
    """A text is no trace.

    :ivar line: the number of the line that is none, from 1.
    """

    def __init__(self, sentence: Sentence, line: int) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a conversation.

    :ivar octets: the APDU, without the header of its frame.
    :ivar time: seconds, since whenever the recorder's clock begins.
    :ivar link: number of the connection, where several were recorded.
    :ivar recorded: whether it went over the wire just so; else it says in the protocol's words what is known otherwise.
    """

    direction: Direction
    octets: bytes
    time: float = 0.0
    link: int = 1
    recorded: bool = True


def write(entries: Iterable[Entry]) -> str:
    """Return a conversation as text; each line ends with a line feed."""
    return "".join(map(write_line, entries))


def write_line(entry: Entry) -> str:
    """Return the line of one message, with its end."""
    row: dict[str, object] = {
        "time": round(entry.time, 3),
        "link": entry.link,
        "direction": entry.direction,
        "name": name_of(entry.octets),
        "hex": entry.octets.hex(),
    }
    if not entry.recorded:
        row["recorded"] = False
    return lines.encode(row).decode()


def read(text: str) -> Iterator[Entry]:
    """Give the messages of a conversation in the order of the text; empty lines are passed over.

    :raises TraceError: at the first line that is none of a trace; the messages before it were given.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _entry(lines.parse(line.encode()), number)


def _entry(row: lines.Line, number: int) -> Entry:
    if isinstance(row, lines.BadLine):
        raise TraceError(Sentence("Line {line} of the trace: {problem}", line=number, problem=row.sentence), number)
    direction = _DIRECTIONS.get(str(row.get("direction")).lower())
    octets = _octets(row.get("hex"))
    if direction is None or not octets:
        raise TraceError(
            Sentence("Line {line} of the trace does not say who sent which octets (direction, hex).", line=number),
            number,
        )
    time, link = row.get("time", 0.0), row.get("link", 1)
    return Entry(
        direction,
        octets,
        float(time) if isinstance(time, float) or type(time) is int else 0.0,
        link if type(link) is int else 1,
        row.get("recorded") is not False,
    )


def _octets(text: Any) -> bytes:
    try:
        return bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return b""


def name_of(octets: bytes) -> str:
    """Say in a few of the standard's words what a message is, e.g. ``invoke 3 makeCall`` or ``event 0011 delivered``.

    Numbers are the invoke id, of an event its monitor's cross reference in hex. Nothing is raised: what cannot be read
    is called ``damaged``.
    """
    try:
        return _name(apdus.decode(shipped(), octets))
    except DecodeError:
        return "damaged"


def _name(apdu: apdus.Apdu) -> str:
    match apdu:
        case AssociateRequest():
            return "AARQ"
        case AssociateResponse():
            said = "accepted" if apdu.result == apdus.ACCEPTED else f"rejected, {apdu.source} {apdu.diagnostic}"
            return f"AARE {said}"
        case ReleaseRequest():
            return "RLRQ"
        case ReleaseResponse():
            return "RLRE"
        case Abort():
            return "ABRT"
        case Invoke():
            return _invoke(apdu)
        case ReturnResult():
            return f"result {apdu.invoke_id} {_operation(apdu.opcode)}".rstrip()
        case ReturnError():
            return f"error {apdu.invoke_id} {_failure(apdu)}"
        case _:
            return f"reject {'-' if apdu.invoke_id is None else apdu.invoke_id} {apdu.name}"


def _invoke(apdu: Invoke) -> str:
    if apdu.opcode != operations.EVENT_REPORT.code:
        return f"invoke {apdu.invoke_id} {_operation(apdu.opcode)}"
    report = operations.decode_argument(shipped(), operations.EVENT_REPORT, apdu.argument)
    return f"event {report.cross_ref.hex()} {report.name}"


def _operation(code: int | None) -> str:
    if code is None:
        return ""
    known = operations.BY_CODE.get(code)
    return f"operation-{code}" if known is None else known.name


def _failure(apdu: ReturnError) -> str:
    if apdu.parameter is None:
        return "unspecified"
    failure = Failure.from_asn1(shipped().decode("UniversalFailure", apdu.parameter))
    return f"{failure.category} {failure.code}"
